"""Brief -> brief.md: the same brief as plain Markdown, in which no character of a source is markup."""

import re
from collections.abc import Callable, Iterable, Iterator

from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.cite import ExtractView, PlacesView
from briefing.render.comments import CommentView
from briefing.render.findings import FindingView
from briefing.render.folders import template_folders
from briefing.render.ledger import RowView
from briefing.render.sources import CutView, GapsView, SourceView
from briefing.render.text import Piece, visible
from briefing.render.view import View, view
from briefing.render.words import Words, choose_words

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$^&])")
# What would begin a list, a heading's underline or a table at the start of a line.
_START = re.compile(r"^(\d{1,9})?([-+=.):])")


class MarkdownRenderer:
    """The brief as text."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Write the parts of the page in their order; citations are links to the numbered list of sources."""
        words = choose_words(template_folders(context.templates), context.look.language, brief.language)
        content = "\n\n".join(_page(view(brief, words), words)) + "\n"
        return Artifact(name="brief.md", media_type="text/markdown", content=content.encode("utf-8"))


def escape(text: str) -> str:
    """Write text so that every Markdown reads it as these very characters, on one line."""
    return _START.sub(lambda match: f"{match[1] or ''}\\{match[2]}", _marked(text))


def _marked(text: str) -> str:
    """Escape what is markup anywhere on a line."""
    flat = " ".join(visible(text).split())
    return _MARKUP.sub(r"\\\1", flat).replace("://", ":\\//")


def _page(held: View, words: Words) -> Iterator[str]:
    say = words.phrases
    yield f"# {escape(held.title)}"
    yield " · ".join(_facts(held, words))
    yield f"## {say['summary']['heading']}"
    yield _list(_extract(point, words) for point in held.key_points) or say["summary"]["empty"]
    yield from _comments(held.comments, words)
    for section in held.sections:
        yield f"## {escape(section.title)}"
        if section.question:
            yield f"*{escape(section.question)}*"
        yield _list(_extract(extract, words) for extract in section.extracts)
        yield from _comments(section.comments, words)
    yield from _measures(held, words)
    yield from _rest(held, words)


def _measures(held: View, words: Words) -> Iterator[str]:
    say = words.phrases["figures"]
    if held.measures:
        yield f"## {say['heading']}"
    for measure in (held.measure for held in held.measures):
        yield f"### {escape(measure.heading)}"
        yield "\n".join(_ledger(measure.rows, words))
        if measure.more:
            yield f"{words.count('more', measure.more)} {say['elsewhere']}"


def _rest(held: View, words: Words) -> Iterator[str]:
    """Write what comes after the ledger: timeline, names, disagreements, sources, gaps."""
    say = words.phrases
    if held.timeline:
        yield f"## {say['timeline']['heading']}"
        yield _list(f"**{day.text}** {_extract(extract, words)}" for day in held.timeline for extract in day.extracts)
    if held.names:
        yield f"## {say['names']['heading']}"
        names = [name for kind in held.names for name in kind.names]
        yield _list(
            f"**{escape(name.name)}**{f', {escape(name.office)}' if name.office else ''} "
            f"({', '.join(_link(source, source) for source in name.sources)})"
            for name in names
        )
    if held.disagreements:
        yield f"## {say['disagreements']['heading']}"
        yield _list(_finding(finding) for finding in held.disagreements)
    yield f"## {say['sources']['heading']}"
    if held.statements:
        yield _list(_finding(finding) for finding in held.statements)
    for source in held.sources:
        yield f"### {source.id}"
        yield " · ".join(_source(source, words))
    yield f"## {say['gaps']['heading']}"
    if not held.gaps.any:
        yield say["gaps"]["nothing"]
    yield _list(_gaps(held.gaps))
    if held.gaps.cut:
        yield f"### {say['gaps']['cut']}"
        yield _list(_cut(held.gaps.cut, words))


def _facts(held: View, words: Words) -> Iterator[str]:
    page = words.phrases["page"]
    yield f"**{held.running_date}**"
    if held.period:
        yield f"{page['period']} {held.period}"
    yield words.count("sources", held.tally.sources)
    if held.tally.outlets:
        yield words.count("outlets", held.tally.outlets)
    if held.tally.sources > 1:
        yield words.count("independent", held.tally.independent)


def _comments(comments: Iterable[CommentView], words: Words) -> Iterator[str]:
    """Set an analyst's words apart as block quotations that say so, signed."""
    for held in comments:
        lines = [escape("".join(run.text for run in line)) for block in held.blocks for line in block.lines]
        head = f"**{words.phrases['comment']['heading']}**"
        yield "\n>\n".join(f"> {line}" for line in (head, *lines, f"— {escape(held.by)}"))


def _list(items: Iterable[str]) -> str:
    return "\n".join(f"- {item}" for item in items)


def _link(source: str, label: str) -> str:
    """Link to a source: its heading is its number, and readers of Markdown make an anchor of it."""
    return f"[{label}](#{source.lower()})"


def _places(held: PlacesView, words: Words) -> str:
    links = ", ".join(_link(place.source, place.label) for place in held.shown)
    return f"{links} {words.phrases['extract']['and']} {words.count('more', held.more)}" if held.more else links


def _quote(pieces: Iterable[Piece]) -> str:
    """Escape piece by piece; our brackets are italic."""
    return "".join(_piece(piece, escape if place == 0 else _marked) for place, piece in enumerate(pieces))


def _piece(piece: Piece, write: Callable[[str], str]) -> str:
    """Keep the space at the ends of a piece, outside the marks of a bracket where Markdown wants it."""
    before = " " if piece.text[:1].isspace() else ""
    after = " " if piece.text[-1:].isspace() and piece.text.strip() else ""
    mark = "*" if piece.kind == "clarification" else ""
    return f"{before}{mark}{write(piece.text)}{mark}{after}"


def _extract(held: ExtractView, words: Words) -> str:
    say = words.phrases["extract"]
    parts = [_quote(held.pieces), f"({_places(held.quoted, words)})"]
    if held.same_text.shown:
        parts.append(f"{say['also']} {_places(held.same_text, words)}")
    if held.supports.shown:
        parts.append(f"{say['supports']} {_places(held.supports, words)}")
    if held.outlets > 1:
        parts.append(f"({words.count('sources', held.outlets)}, {words.count('origins', held.origins)})")
    return " ".join(parts)


def _ledger(rows: Iterable[RowView], words: Words) -> Iterator[str]:
    say = words.phrases["figures"]
    yield f"| {' | '.join(say[key] for key in ('count', 'subject', 'claimant', 'as_of', 'status', 'sources'))} |"
    yield "|---:|---|---|---|---|---|"
    for row in rows:
        cells = (
            f"{say['of_these'] + ' ' if row.part else ''}{escape(row.value)}",
            escape(f"{', '.join(row.wordings)} {row.noun}"),
            escape(", ".join(row.claimants) or say["nobody"]),
            row.period or (words.date(row.as_of) if row.as_of else say["undated"]),
            words.label("statuses", row.status),
            _places(row.places, words),
        )
        yield f"| {' | '.join(cells)} |"


def _finding(held: FindingView) -> str:
    printed = (*(quote.places for quote in held.quotes), held.places)
    places = [place for one in printed for place in one.shown]
    links = ", ".join(_link(place.source, place.label) for place in places)
    return f"**{escape(held.label)}** {escape(held.text)}{f' ({links})' if links else ''}"


def _source(source: SourceView, words: Words) -> Iterator[str]:
    say = words.phrases["sources"]
    yield f"**{escape(source.title or say['untitled'])}**"
    yield from (escape(text) for text in (source.publisher, source.byline) if text)
    if source.agency:
        yield f"{say['agency']} {escape(source.agency)}"
    yield f"{source.date} ({words.label('bases', source.basis)})" if source.date else words.label("bases", "unknown")
    yield words.count("words", source.words)
    yield words.count("quoted", source.quoted) if source.quoted else say["unquoted"]
    yield escape(source.origin)


def _gaps(held: GapsView) -> Iterator[str]:
    yield from (escape(finding.text) for finding in held.findings)
    yield from (f"**{escape(title)}.** {escape(note)}" for title, note in held.notes)


def _cut(held: Iterable[CutView], words: Words) -> Iterator[str]:
    for cut in held:
        reasons = ", ".join(f"{escape(reason)} {words.number(number)}" for reason, number in cut.reasons)
        yield f"{_link(cut.source, cut.source)}: {words.count('words', cut.words)} ({reasons})"
