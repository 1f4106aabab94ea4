"""JSON Lines, or one JSON object or list -> one source an object; fields by guess or by the settings' names."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from briefing.model import Source
from briefing.read.decoding import decode
from briefing.read.feed import FeedReader, is_json_feed
from briefing.read.problems import Problems
from briefing.read.rows.fields import SUMMARY, Fields

LINE = 20_000_000
"""So many characters of one line are read: no article is longer."""
DEPTH = 4
"""So deep in an object its list of articles may lie."""


@dataclass(frozen=True, slots=True)
class _Row:
    """One value of the file, or why there is none."""

    place: str
    value: object = None
    why: str | None = None


class JsonReader:
    """Reads JSON Lines, and JSON files that hold an article or a list of articles."""

    def __init__(self, **names: object) -> None:
        """Take the name of the field for each fact, a dot leading into an inner object; those not given are guessed."""
        self._fields = Fields(names)

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield a source an object; at the end, ReadError names the lines that hold none."""
        text = decode(data).text
        whole = _whole(text)
        if is_json_feed(whole):
            yield from FeedReader().read(data, origin)
            return
        rows = _lines(text) if whole is None else self._listed(whole)
        yield from self._read(rows, hashlib.sha256(data).hexdigest(), origin)

    def _read(self, rows: Iterator[_Row], digest: str, origin: str) -> Iterator[Source]:
        problems = Problems(origin)
        for number, row in problems.numbered(rows):
            if row.why is not None:
                problems.add(row.place, row.why)
            elif not isinstance(row.value, Mapping):
                problems.add(row.place, "is no JSON object, so it has no fields")
            else:
                yield from problems.kept(self._fields.read(row.value, digest, f"{origin}#{number}", "application/json"))
        problems.finish("holds no JSON object. Give one article a line, each an object with its text in a field.")

    def _listed(self, whole: object) -> Iterator[_Row]:
        """Yield the articles of a whole file: the object itself, or those of the list that lies in it."""
        values = self._articles(whole)
        for number, value in enumerate([whole] if values is None else values, 1):
            yield _Row(f"item {number}", value)

    def _articles(self, whole: object) -> list[object] | None:
        """Return the list of articles nearest to the top; None where the object is one itself."""
        level: list[object] = [whole]
        for _ in range(DEPTH):
            for value in level:
                if isinstance(value, list):
                    return value
                if isinstance(value, Mapping) and self._is_article(value):
                    return None
            level = [inner for value in level if isinstance(value, Mapping) for inner in list(value.values())[:100]]
            level = [value for value in level if isinstance(value, Mapping) or _is_rows(value)]
        return None

    def _is_article(self, value: Mapping[str, object]) -> bool:
        """Say whether an object is an article: by its text, or by a summary where no list of objects lies in it."""
        text, note = self._fields.text(value)
        return bool(text) and (note != SUMMARY or not any(map(_is_rows, value.values())))


def _is_rows(value: object) -> bool:
    """Say whether this is a list of objects."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value[:10])


def _whole(text: str) -> object:
    """Return the file's one value; None where it is no single JSON value."""
    first = text.lstrip()[:1]
    if first not in {"{", "["}:
        return None
    end = text.find("\n", len(text) - len(text.lstrip()))
    if first == "{" and end != -1 and _parsed(text[:end]).why is None and text[end:].strip():
        return None  # a whole object on the first line, and more behind it: JSON Lines
    return _parsed(text).value


def _lines(text: str) -> Iterator[_Row]:
    """Yield the value of each line; a line ends in a line feed and in nothing else that Unicode calls one."""
    start, number, size = 0, 0, len(text)
    while start < size:
        number += 1
        end = text.find("\n", start)
        last = end == -1
        end = size if last else end
        yield from _line(text, start, end, f"line {number}", last=last)
        start = end + 1


def _line(text: str, start: int, end: int, place: str, *, last: bool) -> Iterator[_Row]:
    if end - start > LINE:
        yield _Row(place, why=f"is longer than {LINE:,} characters; no article is")
        return
    line = text[start:end].strip(" \t\r\0\x1e\ufeff")
    if not line:
        return
    row = _parsed(line)
    cut = row.why is not None and last and line.startswith("{") and not line.endswith("}")
    yield _Row(place, row.value, "ends in the middle: the file was cut off there" if cut else row.why)


def _parsed(text: str) -> _Row:
    """Parse one value; the standard library alone takes lone surrogates, which real exports have."""
    try:
        return _Row("", json.loads(text))
    except RecursionError:
        return _Row("", why="is nested too deeply")
    except ValueError as error:
        return _Row("", why=f"is no JSON: {str(error)[:100]}")
