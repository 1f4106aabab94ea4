"""One row of a database, from JSON or a table -> a source; which field holds what is guessed, or set."""

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from briefing.characters import whole
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.nested import read_inner
from briefing.read.pages.fragment import is_fragment, is_page, plain
from briefing.read.record import Facts, as_part, make_part
from briefing.read.values import address_of, day_of, language_of, words_of

Row = Mapping[str, object]

GUESSES: Mapping[str, str] = {
    "text": "text body content articletext articlebody fulltext bodytext contenttext contenthtml bodyhtml maintext "
    "plaintext storytext story article rawcontent html volltext inhalt texte contenu texto testo",
    "title": "title headline articletitle heading titel titre titulo titolo",
    "published": "published publishedat datepublished publicationdate publisheddate publishdate pubdate date datetime "
    "webpublicationdate firstpublished created createdat timestamp datum fecha data",
    "publisher": "publisher outlet sourcename publication publicationname newspaper medianame media sitename site "
    "source provider domain quelle medium",
    "author": "author authors byline creator writer journalist autor auteur",
    "url": "url link canonicalurl articleurl weburl permalink uri href address sourceurl externalurl id guid source",
    "language": "language lang inlanguage languagecode sprache langue",
    "agency": "agency newsagency wire",
}
"""What each fact is called elsewhere, in the order of trust, written in small letters and digits alone."""

SUMMARIES = "description summary abstract snippet lead excerpt teaser standfirst trailtext"
"""Where a row has no text, these say what it was about."""

SUMMARY = "summary only"
"""What is said of such a text."""

WRAPPERS = ("_source", "fields", "article", "doc", "document", "data")
"""Databases put the row itself into one of these."""

CUT = re.compile(r"(?:\[\+\d{1,7} chars\]|\[(?:\.\.\.|…)\]|…|\.\.\.)\s*\Z")
"""How a text ends that was cut short."""

_SIGN = re.compile(r"[\W_]+")


class Fields:
    """Knows which field of a row holds what."""

    def __init__(self, named: Mapping[str, object]) -> None:
        """Take the names that the settings give, by the fact; ValueError for what is no fact, or no name."""
        for fact, name in named.items():
            if fact not in GUESSES:
                raise ValueError(f"no key is called {fact}; allowed: {', '.join(GUESSES)}")
            if not isinstance(name, str) or not name.strip():
                raise ValueError(f"{fact} has to be the name of a field, in quotes")
        self._named = {fact: str(name) for fact, name in named.items()}

    def read(self, row: Row, digest: str, origin: str, media_type: str) -> Iterator[Source]:
        """Yield the row's one article; ReadError where it has no text. `digest` is the SHA-256 of the file."""
        known = _known(row)
        text, note = self.text(row)
        stated = self._facts(row, known)
        if is_page(text):
            yield _page(text, digest, origin, stated, note)
            return
        if is_fragment(text):
            text = plain(text)
        if not any(character.isalnum() for character in text):
            raise ReadError(f"{origin}: has no text; fields: {_listed(row)}")
        yield make_part(digest, origin, text, media_type, stated, extractor=note)

    def has_text(self, names: Mapping[str, object]) -> bool:
        """Say whether fields of these names would hold an article's text, or what it was about."""
        known = _known(names)
        wanted = self._named.get("text")
        if wanted is not None:
            return _inner(names, wanted) is not None
        return any(name in known for name in f"{GUESSES['text']} {SUMMARIES}".split())

    def text(self, row: Row) -> tuple[str, str | None]:
        """Return the text as it stands in a row, "" where it has none, and what is to be said of it."""
        if "text" in self._named:
            text = _paragraphs(_inner(row, self._named["text"]))
            return text, "text cut short by its source" if CUT.search(text[-40:]) else None
        known = _known(row)
        for names, note in ((GUESSES["text"], None), (SUMMARIES, SUMMARY)):
            texts = (_paragraphs(known.get(name)) for name in names.split())
            text = next((one for one in texts if one), "")
            if text:
                return text, note or ("text cut short by its source" if CUT.search(text[-40:]) else None)
        return "", None

    def _facts(self, row: Row, known: Row) -> Facts:
        values = {fact: self._values(fact, row, known) for fact in GUESSES if fact != "text"}
        names = [name for one in values["publisher"] if (name := words_of(one)) and not name.isdecimal()]
        addresses = [address for one in values["url"] if (address := address_of(one))]
        return Facts(
            title=_title(values["title"]),
            publisher=next((name for name in names if address_of(name) is None), None),
            agency=next(filter(None, map(words_of, values["agency"])), None),
            byline=next(filter(None, map(words_of, values["author"])), None),
            url=addresses[0] if addresses else None,
            published=next(filter(None, map(day_of, values["published"])), None),
            language=next(filter(None, map(language_of, values["language"])), None),
        )

    def _values(self, fact: str, row: Row, known: Row) -> list[object]:
        """Return what may be a fact, the likeliest first."""
        if fact in self._named:
            return [_inner(row, self._named[fact])]
        return [known[name] for name in GUESSES[fact].split() if name in known]


def _known(row: Row) -> Row:
    """Return a row by its plain names, with what lies in a wrapper; the row's own fields win."""
    known: dict[str, object] = {}
    layers = [row, *(inner for name in WRAPPERS if isinstance(inner := row.get(name), dict))]
    for layer in layers:
        for name, value in layer.items():
            known.setdefault(_SIGN.sub("", str(name)).lower(), value)
    return known


def _inner(row: object, path: str) -> object:
    """Return a field by its name; a dot leads into an object, unless the name itself has one."""
    if not isinstance(row, Mapping):
        return None
    if path in row:
        return row[path]
    first, _, rest = path.partition(".")
    return _inner(row.get(first), rest) if rest else None


def _paragraphs(value: object) -> str:
    """Return a text, or a list of its paragraphs as one."""
    if isinstance(value, list):
        return "\n\n".join(whole(one) for one in value if isinstance(one, str) and one.strip())
    return whole(value) if isinstance(value, str) and value.strip() else ""


def _title(values: list[object]) -> str | None:
    """Return the first title, without tags."""
    title = next(filter(None, map(words_of, values)), None)
    return whole(" ".join(plain(title).split())) or None if title else None


def _page(text: str, digest: str, origin: str, stated: Facts, note: str | None) -> Source:
    """Read a whole HTML page that stands in a field."""
    # The mark says UTF-8, whatever the page declares.
    inner = next(iter(read_inner(codecs.BOM_UTF8 + text.encode("utf-8", "replace"), origin)))
    return as_part(replace(inner, extractor=note or inner.extractor), digest, origin, stated)


def _listed(row: Row) -> str:
    names = ", ".join(str(name)[:40] for name in list(row)[:12])
    return whole(names) or "none"
