"""What office programs save -> its text: Word, OpenDocument, Rich Text, and what the three have in common."""
