"""A pile of news articles in, a cited briefing out."""

__version__ = "0.1.0"
