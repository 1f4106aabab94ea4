"""Brief -> one message: its headers, its text, its page, its picture."""
