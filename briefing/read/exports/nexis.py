"""Lines of a Nexis export -> its articles: the newer layout that ends each one, the older that counts them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from briefing.read.exports.article import Article, is_date, joined, name_of, number_in
from briefing.read.values import day_of, language_of

_COUNTED = re.compile(r"\d{1,6} of \d{1,6} DOCUMENTS?|(?:Dokument|Document) \d{1,6} (?:von|sur|de|of|di) \d{1,6}")
_ENDED = "End of Document"
_LABEL = re.compile(r"([^\W\d_][\w /-]{2,30}): ?(.*)")
_PAGE = re.compile(r"Page \d{1,6} of \d{1,6}|Seite \d{1,6} von \d{1,6}")
_COPYRIGHT = re.compile(r"(?:Copyright|©|\(c\)) ?(?:©|\(c\))? ?\d{4}|All Rights Reserved\b", re.IGNORECASE)

FACTS: Mapping[str, str] = {
    **dict.fromkeys(("headline", "überschrift", "titre", "titel"), "title"),
    **dict.fromkeys(("byline", "autor", "auteur", "verfasser"), "byline"),
    **dict.fromkeys(("length", "länge", "longueur", "longitud", "lunghezza", "lengte"), "words"),
    **dict.fromkeys(("language", "sprache", "langue"), "language"),
    **dict.fromkeys(("load-date", "update"), "loaded"),
}
"""The labels that say something of the article."""

HEAD = frozenset(
    (*FACTS, "section", "rubrik", "rubrique", "dateline", "highlight", "edition", "series", "column", "distribution")
) - {"language", "sprache", "langue", "load-date", "update"}
"""The labels that stand before the text."""

RUNNING = frozenset(
    {"headline", "überschrift", "titre", "titel", "byline", "autor", "auteur", "verfasser", "highlight"}
)
"""The labels before the text whose own may run over several lines."""

TAIL = frozenset(
    (
        *("load-date", "update", "language", "sprache", "langue", "publication-type", "publikationstyp", "subject"),
        *("graphic", "grafik", "notes", "correction", "correction-date", "classification", "journal code", "acc-no"),
        *("document-type", "type", "industry", "person", "company", "organization", "geographic", "country", "ticker"),
    )
)
"""The labels that stand behind it."""

ALONE = frozenset({"Classification", "Graphic", "Notes", "Correction", "Bibliography", _ENDED})
"""Headings behind the text, alone on their lines."""


@dataclass(slots=True)
class _Parts:
    """An article's lines: before the text, its own, and what the labels say."""

    top: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    """Unlabelled lines between the date and the first label."""
    body: list[str] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)


def nexis_articles(lines: Sequence[str]) -> tuple[Article, ...]:
    """Return the articles of a Nexis export; none where the lines are none."""
    counted = [number for number, line in enumerate(lines) if _COUNTED.fullmatch(line)]
    if counted:
        bounds = [*counted, len(lines)]
    else:
        bounds = [-1, *(number for number, line in enumerate(lines) if line == _ENDED)]
    chunks = [lines[start + 1 : end] for start, end in pairwise(bounds)]
    parts = [_parts(chunk) for chunk in chunks if any(chunk)]
    if not any("words" in part.said or "loaded" in part.said for part in parts):
        return ()
    return tuple(_article(part, outlet_first=bool(counted)) for part in parts)


def _parts(chunk: Sequence[str]) -> _Parts:
    """Part an article's lines by the labels."""
    parts = _Parts()
    head = _head_end(chunk)
    label = ""
    for line in chunk[: head[0]]:
        found = _LABEL.fullmatch(line)
        name = found[1].lower() if found else ""
        if found and name in HEAD:
            label = FACTS.get(name, name) if name in RUNNING else ""
            parts.said.setdefault(FACTS.get(name, name), found[2])
        elif line and label and not _COPYRIGHT.match(line):
            parts.said[label] = f"{parts.said[label]} {line}"[:500]  # a label's text may run over
        else:
            label = ""
            parts.top.append(line)
    tail = next((number for number in range(head[1], len(chunk)) if _is_tail(chunk[number])), len(chunk))
    parts.body = [line for line in chunk[head[1] : tail] if not _PAGE.fullmatch(line)]
    parts.said |= dict(_labels(chunk[tail:]))
    return parts


def _head_end(chunk: Sequence[str]) -> tuple[int, int]:
    """Return where the lines before the text end, and where the text begins."""
    for number, line in enumerate(chunk):
        if line in {"Body", "BODY:", "Volltext", "Corps"}:
            return number, number + 1
    labels = [number for number, line in enumerate(chunk) if _is_head(line)]
    end, spaced = 0, "" in chunk
    for number in labels:
        # Labels stand together: one far below is a line of the text that looks like one.
        if not end or number - end < 6:
            end = _label_end(chunk, number) if spaced else number + 1
    return end, end


def _label_end(chunk: Sequence[str], start: int) -> int:
    """Return the line behind a label and the lines that its text runs over: up to a blank one."""
    end = start + 1
    found = _LABEL.fullmatch(chunk[start])
    if found is None or found[1].lower() not in RUNNING:
        return end
    while end < len(chunk) and chunk[end] and not _is_head(chunk[end]) and end - start < 4:
        end += 1
    return end


def _is_head(line: str) -> bool:
    found = _LABEL.fullmatch(line)
    return found is not None and found[1].lower() in HEAD


def _is_tail(line: str) -> bool:
    """Say whether a line is the first behind the text."""
    found = _LABEL.fullmatch(line)
    if found is not None and found[1].lower() in TAIL:
        # In a text, "Type: ..." may stand at the beginning of a line; the labels are written in capitals, or joined.
        return found[1].isupper() or "-" in found[1] or found[1].lower() in FACTS
    return line in ALONE or (_COPYRIGHT.match(line) is not None and len(line) < 120)


def _labels(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        found = _LABEL.fullmatch(line)
        if found and found[1].lower() in FACTS:
            yield FACTS[found[1].lower()], found[2]


def _article(parts: _Parts, *, outlet_first: bool) -> Article:
    top = [line for line in parts.top if not _PAGE.fullmatch(line)]
    dates = [number for number, line in enumerate(top) if is_date(line)]
    # A list of all articles may come first: the last date before the labels is the article's own.
    at = dates[0 if outlet_first else -1] if dates else len(top)
    above = _blocks(top[:at])
    title = parts.said.get("title")
    if outlet_first:
        publisher = above[0] if above else None
        title = title or _title_below(top[at + 1 :])
    else:
        publisher = above[-1] if above else None
        title = title or (above[-2] if len(above) > 1 else None)
    words = parts.said.get("words", "")
    return Article(
        body=joined(parts.body),
        title=title,
        publisher=publisher,
        byline=name_of(parts.said.get("byline")),
        published=day_of(top[at]) if dates else day_of(parts.said.get("loaded")),
        language=language_of(parts.said.get("language")),
        stated_words=number_in(words),
    )


def _blocks(lines: Sequence[str]) -> list[str]:
    """Return what stands between blank lines, each on one line; where there are none, the lines."""
    text = "\n".join(line for line in lines if not _COPYRIGHT.match(line)).strip("\n")
    blocks = [block for block in text.split("\n\n") if block.strip()]
    if len(blocks) > 1:
        return [" ".join(block.split()) for block in blocks]
    return [line for line in text.split("\n") if line]


def _title_below(lines: Sequence[str]) -> str | None:
    """Return the headline of the older layout: the last block below the date, behind an edition's name."""
    blocks = _blocks(lines)
    return blocks[-1] if blocks else None
