"""Files that nobody wishes for: the script that makes them is here, their bytes are not."""
