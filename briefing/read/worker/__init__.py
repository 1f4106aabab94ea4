"""Reading in a process of its own: the guard starts and watches it, the child reads in it, wire is what they say."""
