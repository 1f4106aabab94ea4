"""A saved web page -> its article and its facts: markup, blocks, article, linked data, facts."""
