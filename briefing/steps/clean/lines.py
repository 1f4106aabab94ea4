"""Text -> blocks: the lines of a source, joined where a paragraph was hard-wrapped or broken up; no text is changed."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, zip_longest
from typing import NamedTuple

from briefing.model import Kind

HEAD = 1200
"""Characters of a block that its words are taken from: furniture is short, and a hostile line may be 5 MB."""
PREFIX = 5
"""Letters of a word that are compared where its ending may differ."""
CLOSERS = "\"'”’»)]*_›"
_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_DIGITS = re.compile(r"\d+")
_FINAL = ".!?…。！？؟۔।॥።。"
_CLOSED_ABOVE = re.compile(r"[.!?…][\"”’]?\s[(\[][^()\[\]]{2,30}[)\]]$")
"""A sentence with its agency behind it."""
_OPEN = ":;,–—-"
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]{0,600}[”\"“»]?")
_SPACELESS = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")
_CONTINUES = re.compile(r"[a-zà-öø-ÿа-яё,.;)]")
_BULLET = re.compile(r"[•‣▪●◦■►*–—-]\s|\d{1,2}[.)]\s|#{1,6}\s|>")
_SIGNED = re.compile(
    r"(?:by|via|von|par|por|de|di):?\s|(?:image|media|picture|photo|video)\s(?:source|caption|credit)\b"
)
_DATED = re.compile(
    r"[^\W\d_]{4,12}\.?,?\s\d{1,2}(?:er|\.|º)?\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s|del\s)?\d{4}\b[^.!?\n]{0,20}"
)
"""A line of its own for "jeudi 16 mars 2023 à 18 h": days of the week are written small in many languages."""
_TIMED = re.compile(r"\b\d{4},?\s(?:at\s)?\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Za-z ]{2,14})?$", re.IGNORECASE)
"""A line that ends in a date and a time: nothing goes on behind it."""
_WIDEST = 100
_NARROWEST = 45
MAX_JOINED = 60
"""Lines that may be joined where a paragraph was broken up at its links."""


@dataclass(frozen=True)
class Block:
    """One line, or the lines of one wrapped paragraph, without the white space around it; later a piece of one."""

    text: str
    start: int
    paragraph: int
    """The number of the block that this is a piece of."""
    gap: int
    """Blank lines above."""
    kind: Kind | None = None
    rule: str = ""

    @property
    def end(self) -> int:
        """Return the offset behind the last character."""
        return self.start + len(self.text)

    def piece(self, start: int, end: int) -> "Block":
        """Return a stretch of the block, by offsets into its text."""
        return Block(self.text[start:end], self.start + start, self.paragraph, self.gap)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """Return the first words, folded: lower case, straight apostrophes, every number a 0."""
        return tuple(fold_words(self.text[:HEAD]))

    @cached_property
    def prefixes(self) -> frozenset[str]:
        """Return how the longer words begin: "kills" and "killed", "Wahlen" and "Wahl" differ behind that."""
        return frozenset(word[:PREFIX] for word in self.words if len(word) > 3)

    @cached_property
    def count(self) -> int:
        """Return how many words stand in the block: 40 characters are always one, and two Chinese letters."""
        words = max(len(self.text.split()), len(self.text) // 40)
        return words if words > 3 else max(words, len(_SPACELESS.findall(self.text)) // 2)

    @cached_property
    def key(self) -> str:
        """Return the text as it is compared: without case, punctuation and white space."""
        return " ".join(_WORD.findall(self.text)).casefold()

    @cached_property
    def closed(self) -> bool:
        """Tell whether the text ends as a sentence does."""
        return self.text.rstrip(CLOSERS)[-1:] in tuple(_FINAL) or _CLOSED_ABOVE.search(self.text[-50:]) is not None

    @cached_property
    def prose(self) -> bool:
        """Tell whether the block reads as one or more sentences, or as a paragraph that breaks off."""
        if self.count < 4:
            return self.closed and (self.count == 3 or self.text[0] in "“\"«„‘'")
        if self.closed or self.count > 24:
            return True
        return self.count >= 6 and (self.text[-1] in _OPEN or (self.text[-1] in '”"»' and self.count >= 9))

    @cached_property
    def own(self) -> frozenset[str]:
        """Return the folded words outside quotation marks."""
        return frozenset(fold_words(_QUOTED.sub(" ", self.text[:HEAD])))


class Mark(NamedTuple):
    """A rule's word on a block, or on the stretch of it between two offsets."""

    block: int
    kind: Kind
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Page:
    """What a rule sees: every block, decided or not, and what is known of the document."""

    blocks: Sequence[Block]
    title: str = ""
    recurring: frozenset[str] = frozenset()
    markdown: bool = False

    @cached_property
    def open(self) -> tuple[tuple[int, Block], ...]:
        """Return the blocks that no rule has decided yet, with their places."""
        return tuple((place, block) for place, block in enumerate(self.blocks) if block.kind is None)

    @cached_property
    def prose(self) -> tuple[int, ...]:
        """Return the places of the undecided blocks that read as sentences."""
        return tuple(place for place, block in self.open if block.prose)

    def near(self, place: int) -> Iterator[Block]:
        """Yield the block before and the block after."""
        if place:
            yield self.blocks[place - 1]
        if place + 1 < len(self.blocks):
            yield self.blocks[place + 1]


Rule = Callable[[Page], Iterable[Mark]]


def fold_line(text: str) -> str:
    """Return a line as lines of different documents are compared: folded words, numbers alike."""
    return " ".join(fold_words(text[:HEAD]))


def fold_words(text: str) -> list[str]:
    """Return the words of a text in lower case, with straight apostrophes and every number a 0."""
    return _WORD.findall(_DIGITS.sub("0", text).replace("’", "'").lower())


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the places of what is surely no less than a sentence: good enough to find furniture, not to quote."""
    last = 0
    for match in _SENTENCE_END.finditer(text):
        yield last, match.start(1)
        last = match.end()
    if last < len(text):
        yield last, len(text)


_SENTENCE_END = re.compile(r"(?<=[.!?…”\"’)\]])(?<![\s.][A-Z]\.)(\s+)(?=[^\s\da-zà-öø-ÿа-яё])")


def split(text: str) -> list[Block]:
    """Return the blocks of a text: one a line, or one a paragraph where its lines were wrapped."""
    lines = list(_lines(text))
    joins = _wrapped(lines) or _broken
    blocks: list[Block] = []
    group: list[Block] = []
    for line, after in zip_longest(lines, lines[1:]):
        if group and not (line.gap == 0 and joins(group, line, after)):
            blocks.append(_joined(text, group, len(blocks)))
            group = []
        group.append(line)
    if group:
        blocks.append(_joined(text, group, len(blocks)))
    return blocks


def _lines(text: str) -> Iterator[Block]:
    """Yield the lines that hold anything, as blocks numbered by line."""
    start = gap = 0
    for number, line in enumerate(text.split("\n")):
        bare = line.strip()
        if bare:
            yield Block(bare, start + line.index(bare), number, gap)
        gap = 0 if bare else gap + 1
        start += len(line) + 1


def _joined(text: str, group: Sequence[Block], number: int) -> Block:
    first, last = group[0], group[-1]
    whole = first.text if first is last else text[first.start : last.end]
    return Block(whole, first.start, number, first.gap)


_Joins = Callable[[Sequence[Block], Block, Block | None], bool]
"""Tells whether a line goes on with the lines above; the line after it is known."""


def _wrapped(lines: Sequence[Block]) -> _Joins | None:
    """Return how to join the lines of a hard-wrapped file, None where its lines are paragraphs."""
    lengths = sorted(len(line.text) for line in lines)
    if not lengths or lengths[-1] > 4 * _WIDEST:
        return None
    width = lengths[len(lengths) * 19 // 20]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    soft = [(a, b) for a, b in pairwise(lines) if b.gap == 0 and _full(a.text, b.text, width)]
    running = sum(not a.closed and _CONTINUES.match(b.text) is not None for a, b in soft)
    if len(soft) < 3 or running * 3 < len(soft):
        return None
    return lambda group, line, _: (
        _full(group[-1].text, line.text, width)
        and not _BULLET.match(line.text)
        and not (len(group) == 1 and _TIMED.search(group[0].text[-50:]))
    )


def _full(line: str, following: str, width: int) -> bool:
    """Tell whether a line was full: the first word of the next would not have fitted into it."""
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - 2 and len(line) > width * 0.6


def _broken(group: Sequence[Block], line: Block, after: Block | None) -> bool:
    """Tell whether a line goes on with the sentence above, or is a link inside it: scrapers break lines at links."""
    above = group[-1].text
    if len(group) > MAX_JOINED or above[-1] in _FINAL or _BULLET.match(line.text):
        return False
    if not any(char.islower() for char in above) or (len(group) == 1 and group[0].count < 6):
        return False
    if len(group) == 1 and _DATED.fullmatch(line.text) and not (after and _continues(after)):
        return False
    link = line.count <= 5 and line.text[-1] not in _FINAL and after is not None and after.gap == 0
    return _continues(line) or bool(link and after and _continues(after))


def _continues(line: Block) -> bool:
    return bool(_CONTINUES.match(line.text)) and not _SIGNED.match(line.text)
