"""Lines of a Factiva export -> its articles: the plain layout, and the one with a code before each field."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefing.read.exports.article import Article, is_date, joined, name_of, number_in
from briefing.read.values import day_of, language_of

_END = re.compile(r"(?:AN[\s|]+)?Document [A-Z][A-Z0-9]{2,11}20\d{6}[a-z0-9]{6,12}")
_WORDS = re.compile(
    r"(?:WC[\s|]+)?\d[\d,.]{0,8} (?:words?|mots|Wörter|palabras|parole|palavras|woorden|ord|слов(?:а|о)?)",
    re.IGNORECASE,
)
_FIELD = re.compile(r"([A-Z]{2,3})(?:([\s|]+)(.*))?")
_COPYRIGHT = re.compile(r"©|\(c\)|Copyright\b", re.IGNORECASE)
_CODE = re.compile(r"[A-Z][A-Z0-9]{2,9}")
_TIME = re.compile(r"\d{1,2}:\d\d(?: GMT)?")
_BY = re.compile(r"(?:By|Von|Par|Por|Di|Door) |[^,.;:?!]{2,60}\Z")

HEAD = ("SE", "HD", "CR", "BY", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "VOL", "LA", "CY", "CX")
TEXT = ("LP", "TD")
TAIL = ("ART", "CT", "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "RIC", "CLM")
NEAR = 14
"""So many lines with something on them may stand between the count of words and the text."""


def factiva_articles(lines: Sequence[str]) -> tuple[Article, ...]:
    """Return the articles of a Factiva export; none where the lines are none."""
    ends = [number for number, line in enumerate(lines) if _END.fullmatch(line)]
    bounds = [-1, *ends]
    chunks = [lines[start + 1 : end] for start, end in pairwise(bounds)]
    articles = [_coded(chunk) or _plain(chunk) for chunk in chunks]
    if not any(article.stated_words for article in articles if article):
        return ()
    return tuple(article or Article(body="") for article in articles)


def _coded(chunk: Sequence[str]) -> Article | None:
    """Read the layout with codes; None where it is the other one."""
    fields = _fields(chunk)
    if not {"HD", "WC"} <= fields.keys():
        return None
    text = [_value(fields, code) for code in TEXT]
    return Article(
        body="\n\n".join(part for part in text if part),
        title=_line(fields, "HD"),
        publisher=_line(fields, "SN"),
        byline=name_of(_line(fields, "BY")),
        published=day_of(_line(fields, "PD")),
        language=language_of(_line(fields, "LA")),
        stated_words=number_in(_line(fields, "WC") or ""),
    )


def _fields(chunk: Sequence[str]) -> Mapping[str, list[str]]:
    """Return the lines of each field by its code."""
    fields: dict[str, list[str]] = {}
    code = ""
    for line in chunk:
        found = _FIELD.fullmatch(line)
        if found is not None and _begins(found, code, fields):
            code = found[1]
            fields[code] = [found[3] or ""]
        elif code:
            fields[code].append(line)
    return fields


def _begins(found: re.Match[str], code: str, fields: Mapping[str, list[str]]) -> bool:
    """Say whether a line begins a field: codes come once, in their order, and a text may begin with two capitals."""
    order = (*HEAD, *TEXT, *TAIL)
    if found[1] not in order or found[1] in fields:
        return False
    if code in (*TEXT, *TAIL) and found[2] == " ":
        return False
    return code not in order or code in HEAD or order.index(found[1]) > order.index(code) or code in TAIL


def _value(fields: Mapping[str, list[str]], code: str) -> str:
    return joined(fields.get(code, ()))


def _line(fields: Mapping[str, list[str]], code: str) -> str | None:
    return " ".join(_value(fields, code).split()) or None


def _plain(chunk: Sequence[str]) -> Article | None:
    """Read the layout without codes; None where no line counts the words."""
    counts = [number for number, line in enumerate(chunk) if _WORDS.fullmatch(line)]
    # A list of all articles may come first; the article's own count stands right above its date.
    counts = [number for number in counts if any(is_date(line) for line in _some(chunk, number + 1, 2))]
    if not counts:
        return None
    at = counts[0]
    title, byline = _above([line for line in chunk[:at] if line][-3:])
    facts, body = _below(chunk, at + 1)
    return Article(
        body=joined(chunk[body:]),
        title=title,
        publisher=_publisher(facts),
        byline=name_of(byline),
        published=next((day_of(line) for line in facts if is_date(line)), None),
        language=next((code for line in facts[2:] if not _CODE.fullmatch(line) and (code := language_of(line))), None),
        stated_words=number_in(chunk[at]),
    )


def _some(chunk: Sequence[str], start: int, count: int) -> list[str]:
    """Return the next lines that hold something."""
    return [line for line in chunk[start : start + 4 * count] if line][:count]


def _above(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Return title and byline from the lines above the count of words: the byline is the shorter one, and below."""
    if not lines:
        return None, None
    if len(lines) > 1 and _is_byline(lines[-1], lines[-2]):
        return lines[-2], lines[-1]
    return lines[-1], None


def _is_byline(line: str, above: str) -> bool:
    if line.startswith(("By ", "Von ", "Par ", "Por ", "BY ")):
        return True
    names = line.replace(",", " ").replace(" and ", " ").split()
    named = len(names) <= 8 and all(name[0].isupper() for name in names)
    return named and _BY.match(line) is not None and len(above.split()) > max(3, len(names))


def _below(chunk: Sequence[str], start: int) -> tuple[list[str], int]:
    """Return the lines of facts below the count of words, and where the text begins."""
    facts: list[str] = []
    end = start
    for number in range(start, len(chunk)):
        line = chunk[number]
        if not line:
            continue
        if len(facts) >= NEAR:
            break
        facts.append(line)
        if _COPYRIGHT.match(line):
            return facts, number + 1
        if len(facts) > 2 and not _CODE.fullmatch(line) and language_of(line) is not None:
            end = number + 1
    facts = [line for line in chunk[start : end or start] if line]
    return facts, end


def _publisher(facts: Sequence[str]) -> str | None:
    """Return the outlet: the first line that is neither the date nor the time."""
    return next((line for line in facts if not is_date(line) and not _TIME.fullmatch(line)), None)
