"""A source that was decoded wrongly -> the same with that undone, where the settings ask for it (`mend_encoding`).

Only a decoding is undone: no quotation mark, ligature, width, entity or line break is touched, and a line that shows no
sign of a wrong decoding stays as it is, to the letter.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from importlib.util import find_spec
from itertools import pairwise

from briefing.model import Source
from briefing.read.record import Facts, identify

Mend = Callable[[str], str]


def lacking() -> str | None:
    """Say what to install where what mends is not there; None where it is."""
    if find_spec("ftfy") is not None:
        return None
    return (
        "mend_encoding needs ftfy: pip install 'briefing-maker[mend]' (in a checkout: pip install -e '.[mend]'). "
        "Text that was decoded wrongly stays as it came."
    )


def mended(source: Source) -> Source:
    """Return a source with every wrong decoding undone that can be, its pages beginning where they did."""
    mend = _mender()
    facts = {one.name: mend(value) for one in fields(Facts) if isinstance(value := getattr(source, one.name), str)}
    text, pages, lines = _mended_text(source, mend)
    changed = replace(source, text=text, pages=pages, mended=lines, **facts)  # type: ignore[arg-type]  # all are text
    return replace(changed, id=identify(source.origin, text))


def _mended_text(source: Source, mend: Mend) -> tuple[str, tuple[int, ...], int]:
    """Mend line by line, a page's first line from where it begins; count the lines that came out changed."""
    starts = set(source.pages)
    parts: list[str] = []
    places: dict[int, int] = {}
    length, lines = 0, 0
    for start, end in _stretches(source.text, sorted(starts)):
        if start in starts:
            places[start] = length
        old = source.text[start:end]
        new = mend(old)
        lines += new != old
        parts.append(new)
        length += len(new)
    return "".join(parts), tuple(places.get(page, length) for page in source.pages), lines


def _stretches(text: str, pages: list[int]) -> list[tuple[int, int]]:
    """Return the stretches between line ends and page beginnings, in their order."""
    ends = [place + 1 for place, character in enumerate(text) if character == "\n"]
    cuts = sorted({0, len(text), *ends, *(page for page in pages if page < len(text))})
    return list(pairwise(cuts))


def _mender() -> Mend:
    """Return what undoes wrong decodings in a line."""
    import ftfy

    # The rest of what it can do stays out: `fix_encoding` is the one step that this calls.
    config = ftfy.TextFixerConfig(uncurl_quotes=False, explain=False)

    def mend(line: str) -> str:
        undone: str = line if line.isascii() else ftfy.fix_encoding(line, config)
        return undone

    return mend
