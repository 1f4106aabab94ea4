"""A sentence -> whether it takes a number back: "withdrew the figure", "the toll was published in error"."""

from briefing.steps.figures.layout import Layout
from briefing.steps.figures.words import words

_TAKE_BACK = words("take_back")
_STATEMENTS = words("statements")
_WRONG = words("wrong")
_NEAR = 6  # words between the verb and what it takes back


def is_retraction(layout: Layout) -> bool:
    """Whether a number or a statement is taken back or called wrong."""
    for at, token in enumerate(layout.tokens):
        if token.word in _TAKE_BACK and _STATEMENTS & set(layout.words(at - _NEAR, at + _NEAR)):
            return True
        if token.word in _WRONG and _STATEMENTS & set(layout.words(at - _NEAR, at)):
            return True
    return False
