"""A sentence -> whether it takes a number back: "withdrew the figure", "the toll was published in error"."""

from briefing.steps.figures.layout import BE, Layout
from briefing.steps.figures.words import words

_TAKE_BACK = words("take_back")
_STATEMENTS = words("statements")
_WRONG = words("wrong")
_NEAR = 6  # words between the verb and what it takes back
_FAR = 14  # and where it is passive: "the figure of 12 that the mayor gave on Monday was withdrawn"


def is_retraction(layout: Layout) -> bool:
    """Whether a number or a statement is taken back or called wrong."""
    for at, token in enumerate(layout.tokens):
        if token.word in _TAKE_BACK and _takes_back(layout, at):
            return True
        if token.word in _WRONG and _STATEMENTS & set(layout.words(at - _NEAR, at)):
            return True
    return _found_alive(layout)


def _takes_back(layout: Layout, at: int) -> bool:
    """Whether a number is taken back, not somebody who was counted: "two were removed from the count"."""
    passive = bool(BE & set(layout.words(at - 2, at)))
    before = layout.words(at - (_FAR if passive else _NEAR), at)
    after = layout.words(at + 1, at + _NEAR)
    return bool(_STATEMENTS & set(before)) or (after[:1] != ["from"] and bool(_STATEMENTS & set(after)))


def _found_alive(layout: Layout) -> bool:
    """ "the list named 12 dead; two who were reported dead were found alive"."""
    words = layout.words(0, len(layout.tokens))
    found = next((at for at in range(len(words) - 1) if words[at : at + 2] == ["found", "alive"]), 0)
    near = set(words[max(found - _FAR, 0) : found])
    return "dead" in near and bool({"reported", "listed", "presumed", "declared"} & near)
