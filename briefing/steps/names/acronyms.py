"""A run of capitals and the brackets beside it -> the acronym of an organisation and where its name begins."""

import re
from collections.abc import Sequence

from briefing.steps.names.capitals import Run, Word

AFTER = re.compile(r"\s{0,2}[(\[](?:or )?([A-ZÀ-Þ][A-ZÀ-Þ&]{1,8})[)\]]")
BEFORE = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ&]{1,8})\s{1,2}[(\[](?:the |The )?$")


def beside(text: str, start: int, end: int) -> str | None:
    """Return the capitals in brackets behind a name, or those whose brackets the name fills."""
    match = AFTER.match(text, end) or BEFORE.search(text[max(0, start - 16) : start])
    return None if match is None else match.group(1)


def opening(words: Sequence[Word], run: Run, acronym: str, *, headed: bool) -> int | None:
    """Return the word of a run from which the initials are the acronym, None where they are not.

    A name that ends like an organisation's need only begin with the acronym's first letter.
    """
    for first in range(run.first, run.last):
        every = [word.text[0] for word in words[first : run.last + 1]]
        large = [letter for letter in every if letter.isupper()]
        if acronym in {"".join(every).upper(), "".join(large)}:
            return first
    return run.first if headed and words[run.first].text[0] == acronym[0] else None
