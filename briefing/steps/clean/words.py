"""Words -> the kind of line that they betray: the vocabulary of pages, from furniture.toml."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.model import Kind
from briefing.steps.clean.lines import Block

LONGEST = 45
"""Words: a longer block is no line of furniture, though one of its sentences may be."""
_KINDS: tuple[Kind, ...] = ("comment-form", "related", "promotion", "furniture")
_BRIEF = 8
"""Words of the longest line that is known as a whole."""
_Tables = dict[str, dict[str, dict[str, list[str]]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that give a line away."""

    words: tuple[str, ...]
    kind: Kind
    first: bool
    """Whether they count at the beginning only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """What furniture.toml lists, for all languages at once."""

    lines: Mapping[str, Kind]
    phrases: Mapping[str, tuple[Phrase, ...]]
    """By their first word, so that a text is searched in one pass."""
    hints: Mapping[str, tuple[Phrase, ...]]
    """What a site says of itself, and articles about sites say too."""
    words: Mapping[str, frozenset[str]]
    """The plain lists, by table and name: "dates.months"."""


@cache
def vocabulary() -> Vocabulary:
    """Read furniture.toml, once."""
    text = resources.files("briefing.steps.clean").joinpath("words.toml").read_text("utf-8")
    tables: _Tables = tomllib.loads(text)
    lists = tables.pop("list")
    hints = [Phrase(words=tuple(one.split()), kind="promotion", first=False) for one in lists["address"]["phrases"]]
    return Vocabulary(
        lines={line: kind for kind in _KINDS for lines in tables[kind]["lines"].values() for line in lines},
        phrases=_by_first_word(_phrases(tables)),
        hints=_by_first_word(hints),
        words={f"{table}.{name}": frozenset(words) for table, rows in lists.items() for name, words in rows.items()},
    )


def _phrases(tables: _Tables) -> Iterator[Phrase]:
    for kind in _KINDS:
        for mode in ("starts", "within"):
            for phrases in tables[kind].get(mode, {}).values():
                yield from (Phrase(words=tuple(one.split()), kind=kind, first=mode == "starts") for one in phrases)


def _by_first_word(phrases: Iterator[Phrase] | Sequence[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    table: dict[str, tuple[Phrase, ...]] = {}
    for phrase in phrases:
        table[phrase.words[0]] = (*table.get(phrase.words[0], ()), phrase)
    return table


def words_of(name: str) -> frozenset[str]:
    """Return a plain list of furniture.toml, by table and name."""
    return vocabulary().words[name]


def kind_of_line(block: Block) -> Kind | None:
    """Return the kind of a line or sentence that is furniture, None where its words do not say so."""
    words = block.words
    if not words or block.count > LONGEST:
        return None
    if len(words) <= 4 and words[-1] in words_of("counters.comments"):
        return "comment-form"
    kind = vocabulary().lines.get(" ".join(words)) if len(words) <= _BRIEF else None
    said = len(words) > 2 and block.text.endswith(".")  # "They like it." is no button
    return kind if kind and not said else _kind_of_phrase(block)


def _kind_of_phrase(block: Block) -> Kind | None:
    """Return the kind that a phrase outside quotation marks gives away."""
    found = (phrase for phrase in _found(block.words, vocabulary().phrases) if block.own.issuperset(phrase.words))
    kinds = {phrase.kind for phrase in found}
    if _is_told(block):
        kinds.discard("related")
    return next((kind for kind in ("comment-form", "promotion", "furniture", "related") if kind in kinds), None)


def _is_told(block: Block) -> bool:
    """Tell "More on the storm is expected." from "More on the storm" and "Read more: the storm is over."."""
    return block.text.endswith(".") and block.count > 3 and not any(sign in block.text[:40] for sign in ":|»>")


def _found(words: Sequence[str], table: Mapping[str, tuple[Phrase, ...]]) -> Iterator[Phrase]:
    """Yield the phrases that stand in a text."""
    for at, word in enumerate(words):
        for phrase in table.get(word, ()):
            if (at == 0 or not phrase.first) and tuple(words[at : at + len(phrase.words)]) == phrase.words:
                yield phrase


def spoken_to(block: Block) -> int:
    """Return how strongly a text speaks for the site to its reader: 0 not at all, 1 perhaps, 2 surely."""
    if block.count > 2 * LONGEST:
        return 0
    own = block.own
    you, we = not own.isdisjoint(words_of("address.you")), not own.isdisjoint(words_of("address.we"))
    weak = len(own & words_of("address.weak"))
    if not you and not we:
        return int("cookies" in own and weak > 0)
    strong = len(own & words_of("address.strong")) + any(True for _ in _found(block.words, vocabulary().hints))
    if (you and we and strong) or (you and strong > 1 and block.count <= 30):
        return 2
    return int((you and (strong > 0 or weak > 1)) or (we and strong > 1) or (you and we and weak > 0))
