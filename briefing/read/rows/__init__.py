"""Rows of a database, as JSON or as a table -> a source each: one knowledge of what their fields are called."""
