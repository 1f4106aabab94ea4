"""An export of Nexis or Factiva, many articles in one text -> one source an article, with what its labels state."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.decoding import decode
from briefing.read.exports.article import Article
from briefing.read.exports.factiva import factiva_articles
from briefing.read.exports.nexis import nexis_articles
from briefing.read.problems import Problems
from briefing.read.record import Facts, make_part

DATABASES = (("Factiva", factiva_articles), ("Nexis", nexis_articles))
"""Each tells from a text's lines the articles that it holds, none where it is no export."""

_HINT = re.compile(r"End of Document|\bDOCUMENTS?\b|Dokument \d|Document [A-Z0-9]{4}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What an export holds."""

    database: str
    articles: tuple[Article, ...]


class ExportReader:
    """Reads exports of Nexis and Factiva that were saved as text."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield a source an article; at the end, ReadError names those that hold no text."""
        export = split(decode(data).text)
        if export is None:
            raise ReadError(
                f"{origin}: is no export of Nexis or Factiva that can be told apart: no line ends an article "
                f'("End of Document", "Document ABCD000020240504ek54000x1"). Save it with full text, as DOCX or RTF.'
            )
        yield from _sources(export, hashlib.sha256(data).hexdigest(), origin, "text/plain")


def unfold(source: Source) -> Iterator[Source]:
    """Yield the articles of a source whose text is an export, else the source itself.

    For readers of formats in which databases export: text, DOCX, RTF, PDF. At the end, ReadError names the articles
    that hold no text.
    """
    export = split(source.text)
    if export is None:
        yield source
    else:
        yield from _sources(export, source.sha256, source.origin, source.media_type)


def split(text: str) -> Export | None:
    """Return the articles of an export; None where the text is none for certain."""
    if _HINT.search(text) is None:
        return None
    lines = [line.replace("\xa0", " ").replace("\f", " ").strip() for line in text.split("\n")]
    for database, find_articles in DATABASES:
        articles = find_articles(lines)
        if articles:
            return Export(database=database, articles=articles)
    return None


def _sources(export: Export, digest: str, origin: str, media_type: str) -> Iterator[Source]:
    problems = Problems(origin)
    yield from problems.kept(_articles(export, digest, origin, media_type, problems))
    problems.finish("holds no article")


def _articles(export: Export, digest: str, origin: str, media_type: str, problems: Problems) -> Iterator[Source]:
    for number, article in problems.numbered(export.articles):
        if not any(map(str.isalnum, article.body)):
            problems.add(f"article {number}", f"holds no text below its labels ({article.title or 'no title'})")
            continue
        yield make_part(
            digest,
            f"{origin}#{number}",
            article.body,
            media_type,
            _facts(article),
            extractor=_note(export.database, number, len(export.articles), article),
        )


def _facts(article: Article) -> Facts:
    return Facts(
        title=article.title,
        publisher=article.publisher,
        byline=article.byline,
        published=article.published,
        language=article.language,
    )


def _note(database: str, number: int, count: int, article: Article) -> str:
    """Say where a text comes from, and where it is much shorter than the database counts."""
    words = len(article.body.split())
    note = f"{database} export, article {number} of {count}, without its labels"
    if article.stated_words and words < 0.6 * article.stated_words:
        note += f"; it states {article.stated_words:,} words, {words:,} are here"
    return note
