"""Brief and finished files -> MailView: what a message shows beside what the page shows."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from briefing.model import Artifact, Brief
from briefing.render.cite import ExtractView, PlacesView
from briefing.render.glance import TileView
from briefing.render.moment import say_moment
from briefing.render.sources import SourceView
from briefing.render.text import shorten, visible
from briefing.render.view import View
from briefing.render.words import Words

MEGABYTE = 1_000_000
_SUBJECT = 200  # characters of the title in the subject; Outlook takes 255 in all
_BRACKET = 60  # of the marking there; the bodies have it whole
_TITLE = 300
_NAME = 60  # of a file's name
_SERIES = 24  # of an id
_LONGEST = 1_500  # characters: a longer quotation is for the page, not for a message
_SOURCES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class FileView:
    """A file that rides with the message, or would have."""

    name: str
    """In plain ASCII."""
    full_name: str
    """As the title is written."""
    held: str
    """In the build folder."""
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailView:
    """The message, from top to bottom."""

    subject: str
    title: str
    """Short enough for a heading."""
    issue: str
    """Number and date: "Briefing no. 3, as of 10 January 2022"."""
    points: tuple[ExtractView, ...]
    more_points: int
    sources: tuple[SourceView, ...]
    """Those that the lines above cite."""
    more_sources: int
    attached: tuple[FileView, ...]
    left_out: tuple[FileView, ...]


def view_mail(
    brief: Brief,
    page: View,
    words: Words,
    files: Sequence[FileView],
    *,
    attached: bool,
    points: int,
) -> MailView:
    """Work out what the message shows, with at most so many key points."""
    short = [point for point in page.key_points if _length(point) <= _LONGEST][:points]
    cited = _cited(short, page.glance.tiles)
    sources = [source for source in page.sources if source.id in cited]
    issue = _issue(brief, words, say_moment(brief, words))
    return MailView(
        subject=subject_of(brief, words),
        title=shorten(visible(brief.title), _TITLE),
        issue=f"{words.phrases['page']['kind']} {issue}" if issue else words.phrases["page"]["undated"],
        points=tuple(short),
        more_points=len(page.key_points) - len(short),
        sources=tuple(sources[:_SOURCES]),
        more_sources=len(page.sources) - len(sources[:_SOURCES]),
        attached=tuple(files) if attached else (),
        left_out=() if attached else tuple(files),
    )


def subject_of(brief: Brief, words: Words) -> str:
    """Say what it is in one line: "[TLP:AMBER] [no. 3, as of 10 Jan 2022] Title"."""
    date = f"{words.short_date(brief.as_of)} {brief.as_of.year}" if brief.as_of else None
    brackets = (shorten(visible(brief.marking or ""), _BRACKET), _issue(brief, words, date))
    title = shorten(visible(brief.title), _SUBJECT)
    return " ".join((*(f"[{bracket}]" for bracket in brackets if bracket), title))


def series_of(brief: Brief) -> str:
    """Return what the ids of a series begin with, and the number of this issue."""
    name = _plain(brief.series or brief.title)[:_SERIES].strip("-") or "briefing"
    return f"{name}.{brief.serial}" if brief.serial else name


def view_file(artifact: Artifact, brief: Brief) -> FileView:
    """Name a file after its brief, for an inbox is no build folder."""
    date = brief.as_of.isoformat() if brief.as_of else ""
    number = f"no-{brief.serial}" if brief.serial else ""
    stem, _, suffix = artifact.name.rpartition(".")
    kind = "" if stem == "brief" else stem
    tail = (number, date, kind)
    title = _slug(brief.title)
    plain = _plain(brief.title)
    return FileView(
        name=f"{'-'.join(part for part in (plain or 'briefing', *tail) if part)}.{suffix}",
        full_name=f"{'-'.join(part for part in (title or 'briefing', *tail) if part)}.{suffix}",
        held=artifact.name,
        size=show_size(len(artifact.content)),
    )


def show_size(size: int) -> str:
    """Write a size as mail programs do: "214 kB", "14.2 MB"."""
    return f"{size / MEGABYTE:.1f} MB" if size >= MEGABYTE else f"{max(1, round(size / 1_000))} kB"


def _issue(brief: Brief, words: Words, date: str | None) -> str:
    say = words.phrases["mail"]
    number = f"{say['number']} {brief.serial}" if brief.serial else ""
    return ", ".join(part for part in (number, f"{say['as_of']} {date}" if date else "") if part)


def _slug(title: str) -> str:
    """Keep letters, marks and digits, with hyphens between: a name for every file system."""
    kept = "".join(letter if unicodedata.category(letter)[0] in "LMN" else " " for letter in title.lower())
    return "-".join(kept.split())[:_NAME].strip("-")


def _plain(title: str) -> str:
    """Write a title in ASCII, as far as its letters have a plain form."""
    return _slug(unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii"))


def _length(point: ExtractView) -> int:
    return sum(len(piece.text) for piece in point.pieces)


def _cited(points: Iterable[ExtractView], tiles: Iterable[TileView]) -> frozenset[str]:
    held: Iterable[PlacesView] = chain(
        chain.from_iterable((point.quoted, point.same_text, point.supports) for point in points),
        (row.places for tile in tiles for row in tile.rows),
    )
    return frozenset(place.source for places in held for place in places.shown)
