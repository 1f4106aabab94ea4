"""Source -> passages: what each stretch of a page is, and by which rule; no character is changed.

The rules run one after the other; each sees what those before it decided and marks what it knows. What nobody has
marked at the end is the article.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from briefing.model import Passage, Source, Span
from briefing.steps.clean import bylines, closing, datelines, furniture, opening, pictures, readers, seams, titles
from briefing.steps.clean.lines import Block, Mark, Page, Rule, fold_line, split
from briefing.steps.clean.words import spoken_to

RULES: tuple[tuple[str, Rule], ...] = (
    ("correction", furniture.corrections),
    ("ornament", furniture.ornaments),
    ("repeated-elsewhere", furniture.recurring),
    ("words", furniture.phrases),
    ("buttons", furniture.buttons),
    ("address", furniture.addresses),
    ("comments", readers.comments),
    ("notes", readers.notes),
    ("caption", pictures.captions),
    ("credit", pictures.credit_lines),
    ("byline", bylines.bylines),
    ("menu", furniture.menus),
    ("related", closing.related),
    ("teaser", closing.teasers),
    ("away", closing.away),
    ("headline", titles.headlines),
    ("duplicate", opening.duplicates),
    ("deck", opening.decks),
    ("restated", opening.restated),
    ("seam", seams.seams),
    ("dateline", datelines.datelines),
    ("stamp", seams.stamps),
    ("author", bylines.authors),
    ("glued", seams.glued),
    ("run-in", seams.run_ins),
    ("list", closing.lists),
    ("heading", closing.headings),
    ("outside", closing.leftovers),
    ("stray", closing.strays),
    ("number", datelines.numbers),
)
AROUND = frozenset({"address", "away", "deck", "duplicate", "headline", "menu", "outside"})
"""The rules for what surrounds an article: where a reader took that off, they would mark nothing but article."""
WEB = frozenset({"text/html", "application/xhtml+xml", "multipart/related"})
"""Media types of which the reader keeps the article alone."""
ARTICLE = "article"
"""The rule of what no other rule has marked."""


def clean(
    source: Source, recurring: frozenset[str] = frozenset(), off: frozenset[str] = frozenset()
) -> tuple[Passage, ...]:
    """Return what each stretch of a source is, in reading order, without a gap in anything but white space.

    Args:
        source: its text is read line by line, a line being what lies between line feeds.
        recurring: lines that other articles of the pile have too, from `recurring_lines`.
        off: names of rules that are not to run.

    """
    off |= AROUND if source.media_type in WEB and source.extractor else frozenset()
    title = Block(source.title or "", 0, 0, 0).key
    page = Page(split(source.text), title, recurring, source.media_type == "text/markdown")
    for name, rule in RULES:
        marks = [] if name in off else list(rule(page))
        if marks:
            page = replace(page, blocks=_applied(page.blocks, marks, name))
    return tuple(_passages(page.blocks))


def _applied(blocks: Sequence[Block], marks: Iterable[Mark], rule: str) -> list[Block]:
    """Return the blocks with a rule's marks on them; a mark on a part of a block splits it."""
    found: dict[int, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.block, []).append(mark)
    return [
        piece
        for place, block in enumerate(blocks)
        for piece in (_marked(block, found[place], rule) if place in found else (block,))
    ]


def _marked(block: Block, marks: Sequence[Mark], rule: str) -> Iterator[Block]:
    """Yield the pieces of a block, those that a mark names with its kind and rule."""
    if marks[0].start is None and marks[0].end is None:
        yield Block(block.text, block.start, block.paragraph, block.gap, marks[0].kind, rule)
        return
    last = block.start
    for mark in sorted(marks, key=lambda mark: mark.start or 0):
        start = max(last, block.start if mark.start is None else mark.start)
        end = block.end if mark.end is None else mark.end
        if start >= end:
            continue
        yield from _piece(block, last, start)
        for piece in _piece(block, start, end):
            yield replace(piece, kind=mark.kind, rule=rule)
        last = end
    yield from _piece(block, last, block.end)


def _piece(block: Block, start: int, end: int) -> Iterator[Block]:
    """Yield the stretch of a block between two offsets, unless it is white space."""
    text = block.text[start - block.start : end - block.start]
    bare = text.strip()
    if bare:
        yield replace(block, text=bare, start=start + text.index(bare))


def _passages(blocks: Iterable[Block]) -> Iterator[Passage]:
    """Yield a passage a block, body passages numbered by the paragraph that they stand in."""
    number, paragraph = 0, -1
    for block in blocks:
        kind, rule = (block.kind or "body"), (block.rule or ARTICLE)
        if kind == "body" and block.paragraph != paragraph:
            number, paragraph = number + 1, block.paragraph
        span = Span(start=block.start, end=block.end)
        yield Passage(span=span, kind=kind, rule=rule, paragraph=number if kind == "body" else 0)


_SHORT = 12
"""Words: a longer line is not taken for furniture because another article has it too."""
_SHARED = 3
"""So many paragraphs in common, and half of the shorter text, make two documents copies of one article."""


def recurring_lines(sources: Sequence[Source]) -> frozenset[str]:
    """Return the folded short lines that stand in two articles or more; copies of one article count once."""
    pages = [_lines_of(source) for source in sources]
    groups = _copies([prose for _, prose in pages])
    seen: dict[str, int] = {}
    recurring: set[str] = set()
    for place, (short, _) in enumerate(pages):
        for line in short:
            if seen.setdefault(line, groups[place]) != groups[place]:
                recurring.add(line)
    return frozenset(recurring)


def _lines_of(source: Source) -> tuple[frozenset[str], frozenset[str]]:
    """Return the folded short lines and the folded paragraphs of a source."""
    short, prose = set(), set()
    for block in split(source.text):
        if block.prose and block.count > 5:
            prose.add(fold_line(block.text))
        if block.count <= _SHORT and (not block.prose or spoken_to(block)):
            short.add(fold_line(block.text))
    return frozenset(short), frozenset(prose)


def _copies(pages: Sequence[frozenset[str]]) -> list[int]:
    """Return for each document the first one that it is a copy of, or itself."""
    groups = list(range(len(pages)))
    first: dict[str, int] = {}
    for place, lines in enumerate(pages):
        shared: dict[int, int] = {}
        for line in lines:
            owner = first.setdefault(line, place)
            if owner != place:
                shared[owner] = shared.get(owner, 0) + 1
        if shared:
            best = max(sorted(shared), key=lambda owner: shared[owner])
            less = min(len(lines), len(pages[best]))
            if shared[best] >= min(_SHARED, less) and shared[best] * 2 >= less:
                groups[place] = groups[best]
    return groups
