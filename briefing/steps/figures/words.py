"""count_words.toml -> the word lists by which numbers are read."""

import tomllib
from functools import cache
from importlib import resources


def words(name: str) -> frozenset[str]:
    """The words of the list of that name."""
    return frozenset(_lists()[name].split())


def phrases(name: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of the list of that name, each as its words; commas stand between them."""
    return tuple(tuple(phrase.split()) for phrase in _lists()[name].split(","))


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(resources.files("briefing.steps.figures").joinpath("words.toml").read_text("utf-8"))
