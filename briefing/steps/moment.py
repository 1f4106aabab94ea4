"""Documents -> the day that their brief stands for: that of the newest, unless its date can't be believed."""

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise

from briefing.model import Document

STRAY_DAYS = 30  # a publication date so much later than every other is a mistake, not the newest
LONG_RESTS = 2  # as many rests of that length between the others are a story's that goes on, not a mistake


def as_of(documents: Sequence[Document], given: dt.date | None) -> tuple[dt.date | None, tuple[Document, ...]]:
    """Return the as-of date, and the documents whose publication date is flagged and not used for it.

    A date is flagged that is later than the given as-of date, or more than 30 days after every other source's; but not
    where the sources follow a story that rests for as long between others of them.
    """
    dated = sorted((document for document in documents if document.published), key=_published)
    if given:
        return given, tuple(document for document in dated if _published(document) > given)
    stray = dated[-1:] if _ends_astray([_published(document) for document in dated]) else []
    last = len(dated) - len(stray)
    return (_published(dated[last - 1]) if dated else None), tuple(stray)


def _ends_astray(days: Sequence[dt.date]) -> bool:
    """Tell whether the last of these days, the oldest first, is too far from the others to be believed."""
    *rests, last = [(later - day).days for day, later in pairwise(days)] or [0]
    usual = sum(rest > STRAY_DAYS for rest in rests) >= LONG_RESTS and last <= max(rests)
    return last > STRAY_DAYS and not usual


def _published(document: Document) -> dt.date:
    return document.published or dt.date.min
