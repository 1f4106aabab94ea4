"""Text -> its quotations: which marks open and close, what stands outside, which marks lack a partner."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.model import Span

_MARK = re.compile("[\"“”„‟«»‘’‚']")
_SINGLE = frozenset("‘’‚'")
_ELIDED = re.compile(r"['’](?:\d|em\b|til\b|tis\b|twas\b|cause\b|n['’]|s\b)", re.IGNORECASE)

_PAIR = re.compile("''|``|’’|‘‘")

Turn = Literal["open", "close", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotations:
    """What the marks of a text say."""

    spans: tuple[Span, ...]
    """Of the quotations with their marks, outermost only, a half one up to the text's edge."""
    opened: bool
    """A quotation begins and does not end."""
    closed: bool
    """A quotation ends that did not begin."""

    @property
    def half(self) -> bool:
        """Whether any mark lacks its partner."""
        return self.opened or self.closed


def find_quotations(text: str) -> Quotations:
    """Return the quotations of `text`; an apostrophe is none, two in a row are one double mark."""
    text = _PAIR.sub(_doubled, text)
    spans: list[Span] = []
    closed, start, single = False, None, False
    for at, turn in _turns(text):
        if turn == "open" and start is None:
            start, single = at, text[at] in _SINGLE
        elif turn == "close" and start is not None:
            if (text[at] in _SINGLE) == single:
                spans.append(Span(start=start, end=at + 1))
                start = None
        elif turn == "close":
            closed = True
            spans = [Span(start=0, end=at + 1)]
    if start is not None:
        spans.append(Span(start=start, end=len(text)))
    return Quotations(spans=tuple(spans), opened=start is not None, closed=closed)


def outside(text: str, quotations: Quotations, mark: str = " ") -> str:
    """Return what stands outside of the quotations, `mark` in the place of each."""
    kept, last = [], 0
    for span in quotations.spans:
        kept += [text[last : span.start], mark]
        last = span.end
    return "".join((*kept, text[last:]))


def quoted_share(text: str) -> float:
    """Return what part of the characters of `text` is quoted, from 0 to 1."""
    spans = find_quotations(text).spans
    return sum(span.end - span.start for span in spans) / len(text) if text else 0.0


def _doubled(match: re.Match[str]) -> str:
    """Write two single marks as one double mark of the same length."""
    opens = not _hangs(match.string, match.start())
    return "“\u200b" if opens else "\u200b”"


def _turns(text: str) -> Iterator[tuple[int, Turn]]:
    """Yield each mark with what it does, in the light of the marks before it."""
    style = ""  # the mark that opened last and is not closed: „x“ and »x« turn the others round
    for match in _MARK.finditer(text):
        at, char = match.start(), match.group()
        turn = _single(text, at) if char in _SINGLE else _double(text, at, style)
        if turn != "none":
            yield at, turn
        if char not in _SINGLE:
            style = char if turn == "open" else ""


def _double(text: str, at: int, style: str) -> Turn:
    char = text[at]
    if char in "„‟":
        return "open"
    if char == "“":
        return "close" if style == "„" or (not style and _hangs(text, at) and not _leans(text, at)) else "open"
    if char == "«":
        return "close" if style == "»" else "open"
    if char == "»" and style != "«":
        return "open" if _leans(text, at) and not _hangs(text, at) else "close"
    if char == '"':
        return _straight(text, at, style)
    return "open" if char == "”" and not style and _leans(text, at) and not _hangs(text, at) else "close"


def _straight(text: str, at: int, style: str) -> Turn:
    """Turn a straight mark by what touches it, and where that does not tell by what is open."""
    near = text[max(0, at - 300) : at] + text[at + 1 : at + 300]
    if not style and text[at - 1 : at].isdigit() and not text[at + 1 : at + 2].isalnum() and '"' not in near:
        return "none"  # inches, seconds
    leans, hangs = _leans(text, at), _hangs(text, at)
    if leans != hangs:
        return "open" if leans else "close"
    return "close" if style == '"' else "open"


def _single(text: str, at: int) -> Turn:
    """Tell a single mark from an apostrophe: it closes only after punctuation, or when one is open."""
    char = text[at]
    if char in "‘‚":
        return "none" if _ELIDED.match(text, at) else "open"
    leans, hangs = _leans(text, at), _hangs(text, at)
    if char == "'" and leans and not hangs:
        return "none" if _ELIDED.match(text, at) else "open"
    if not hangs or leans or text[at + 1 : at + 2].isalnum():
        return "none"
    return "close" if text[at - 1] in ",.!?…" or _is_open(text, at) else "none"


def _is_open(text: str, at: int) -> bool:
    """Whether a single mark opened shortly before and nothing closed it."""
    before = text[max(0, at - 300) : at]
    opener = max(before.rfind("‘"), before.rfind(" '"), before.rfind("('"), 0 if before.startswith("'") else -1)
    return opener >= 0 and not re.search(r"\w['’](?!\w)", before[opener + 2 :])


def _leans(text: str, at: int) -> bool:
    """Whether a word follows directly."""
    after = text[at + 1 : at + 2]
    return after.isalnum() or (bool(after) and after in "([$€£¿¡…‘“'\"#@")


def _hangs(text: str, at: int) -> bool:
    """Whether a word or its punctuation stands directly before."""
    before = text[at - 1 : at] if at else ""
    return before.isalnum() or (bool(before) and before in ".,;:!?)]…%’”'\"-")
