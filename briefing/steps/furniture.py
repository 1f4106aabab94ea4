"""Page -> marks: what is on a page around its article, known by the words of the field (furniture.toml)."""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from briefing.model import Kind
from briefing.steps.lines import Block, Mark, Page, sentences

_LONGEST = 45
"""Words: a longer block is no line of furniture, though one of its sentences may be."""
_COUNTER = re.compile(
    r"[+(]?\d[\d.,]*\s?[kKmM]?\)?\+?(?:\s?(?:shares?|views?|likes?|comments?|retweets?|replies|reads?|votes?|partages?|vues|commentaires?"
    r"|aufrufe|kommentare?|comentarios?|vistas|просмотр\w*|комментари\w*))?",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_HASHTAGS = re.compile(r"(?:[#@][\w-]+[\s,|·•]*)+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_SEPARATED = re.compile(r"\s[|›»>•·/]\s")
_CORRECTION = re.compile(
    r"[*(\[\s]*(?:(?:editor['’]s note:?\s+)?(?:corrections?|clarifications?|rectificatif|correction de|korrektur|berichtigung"
    r"|corrección|fe de errores|rectificación|исправление|уточнение)\b[^.\n]{0,40}[:.—–-]\s"
    r"|(?:editor['’]s note:?\s+|note:\s+)?(?:an|a|the)\s(?:earlier|previous|original)\sversion\sof\b"
    r"|this (?:article|story|report|piece|post|headline) (?:has been|was) (?:amended|corrected|updated|clarified)\b"
    r"|in einer früheren (?:version|fassung)\b|une version (?:antérieure|précédente)\b|en una versión anterior\b)",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(r"(?:\w+\s)?\d{1,2}\s*[-+×x*−]\s*\d{1,2}\s*=\s*\??|[-+×x*−]\s*\d{1,2}\s*=\s*\d{0,3}")
Phrases = Mapping[str, tuple[tuple[str, ...], ...]]


@dataclass(frozen=True)
class Vocabulary:
    """The words of furniture.toml, by the kind of passage that they betray."""

    lines: Mapping[str, Kind]
    starts: Mapping[Kind, Phrases]
    within: Mapping[Kind, Phrases]
    site: Phrases
    words: Mapping[str, frozenset[str]]
    """Plain lists: buttons, address.you, dates.months ..."""


@cache
def vocabulary() -> Vocabulary:
    """Return the words that furniture.toml lists, for all languages at once."""
    text = resources.files("briefing.steps").joinpath("furniture.toml").read_text("utf-8")
    tables: dict[str, dict[str, dict[str, list[str]]]] = tomllib.loads(text)
    lists: dict[str, dict[str, list[str]]] = tomllib.loads(text)
    kinds: tuple[Kind, ...] = ("comment-form", "related", "promotion", "furniture", "caption", "credit")
    return Vocabulary(
        lines={line: kind for kind in kinds for line in _flat(tables[kind].get("lines", {}))},
        starts={kind: _index(_flat(tables[kind].get("starts", {}))) for kind in kinds},
        within={kind: _index(_flat(tables[kind].get("within", {}))) for kind in kinds},
        site=_index(lists["address"]["phrases"]),
        words={
            f"{table}.{name}": frozenset(lists[table][name])
            for table in ("buttons", "address", "dates")
            for name in lists[table]
        },
    )


def _flat(table: Mapping[str, Sequence[str]]) -> list[str]:
    return [phrase for phrases in table.values() for phrase in phrases]


def _index(phrases: Sequence[str]) -> Phrases:
    """Return first word -> phrases, so that a text is searched in one pass."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(phrase.split())
        table.setdefault(words[0], []).append(words)
    return {first: tuple(rest) for first, rest in table.items()}


def begins(words: Sequence[str], phrases: Phrases, at: int = 0) -> int:
    """Return how many words the longest phrase takes that stands at a place, 0 where none does."""
    found = phrases.get(words[at], ()) if at < len(words) else ()
    return max((len(phrase) for phrase in found if tuple(words[at : at + len(phrase)]) == phrase), default=0)


def holds(words: Sequence[str], phrases: Phrases) -> bool:
    """Tell whether any phrase stands anywhere."""
    return any(begins(words, phrases, at) for at in range(len(words)))


def spoken_to(block: Block) -> int:
    """Return how strongly a text speaks for the site to its reader: 0 not at all, 1 perhaps, 2 surely."""
    table = vocabulary()
    if block.count > 2 * _LONGEST:
        return 0
    you, we = block.own & table.words["address.you"], block.own & table.words["address.we"]
    if not you and not we:
        return 0
    strong = len(block.own & table.words["address.strong"]) + holds(block.words, table.site)
    weak = len(block.own & table.words["address.weak"])
    if (you and we and strong) or (you and strong > 1):
        return 2
    return int(bool((you and (strong or weak > 1)) or (we and strong > 1) or (you and we and weak)))


def kind_of_line(block: Block) -> Kind | None:
    """Return the kind of a line that is furniture as a whole, by its words."""
    table = vocabulary()
    words = block.words
    if block.count > _LONGEST or not words:
        return None
    if len(words) <= 8:
        kind = table.lines.get(" ".join(words))
        if kind and not (block.closed and block.text[-1] == "." and len(words) > 2):
            return kind
    return _kind_of_phrase(block)


def _kind_of_phrase(block: Block) -> Kind | None:
    """Return the kind of a line or sentence that a phrase gives away."""
    table = vocabulary()
    own = tuple(word for word in block.words if word in block.own)
    for kind in ("comment-form", "promotion", "furniture", "related"):
        phrases = table.starts[kind]
        if begins(block.words, phrases) and own[:1] == block.words[:1]:
            return kind
        if kind != "related" and holds(block.words, table.within[kind]) and holds(own, table.within[kind]):
            return kind
    return None


def corrections(page: Page) -> Iterator[Mark]:
    """Mark notices of correction: they are content, wherever they stand."""
    for place, block in page.open:
        if block.count > 5 and _CORRECTION.match(block.text[:200]):
            yield Mark(place, "body")


def ornaments(page: Page) -> Iterator[Mark]:
    """Mark what holds no words: rules, icons, bare addresses, hashtags, captchas, empty counters."""
    for place, block in page.open:
        text = block.text
        if len(text) > 400:
            continue
        if not block.words or _ADDRESS.fullmatch(text) or _HASHTAGS.fullmatch(text):
            yield Mark(place, "furniture")
        elif _COUNTER.fullmatch(text):
            yield Mark(place, "furniture")
        elif _CAPTCHA.fullmatch(text):
            yield Mark(place, "comment-form")


def recurring(page: Page) -> Iterator[Mark]:
    """Mark lines that other articles of the pile have too, though they are no copies of this one."""
    for place, block in page.open:
        if block.count <= _LONGEST and " ".join(block.words) in page.recurring:
            yield Mark(place, "furniture")


def buttons(page: Page) -> Iterator[Mark]:
    """Mark lines of nothing but the names of buttons: "ShareTweetEmail", "Share on Facebook"."""
    table = vocabulary().words
    for place, block in page.open:
        if block.count > 30 or len(block.text) > 300:
            continue
        words = {word for part in (block.words, Block(_CAMEL.sub(" ", block.text), 0, 0, 0).words) for word in part}
        parts = set(Block(_CAMEL.sub(" ", block.text), 0, 0, 0).words)
        if (words & table["buttons.needed"]) and (parts <= table["buttons.words"] or set(block.words) <= table["buttons.words"]):
            yield Mark(place, "furniture")


def phrases(page: Page) -> Iterator[Mark]:
    """Mark lines that the words of the field give away."""
    for place, block in page.open:
        kind = kind_of_line(block)
        if kind:
            yield Mark(place, kind)


def addresses(page: Page) -> Iterator[Mark]:
    """Mark what the site says to its reader: surely, or perhaps and right beside other furniture."""
    unsure = []
    for place, block in page.open:
        strength = spoken_to(block)
        if strength == 2:
            yield Mark(place, "promotion")
        elif strength == 1:
            unsure.append(place)
    for place in unsure:
        near = list(page.near(place))
        if any(block.kind in {"promotion", "furniture", "comment-form"} for block in near):
            yield Mark(place, "promotion")


def menus(page: Page) -> Iterator[Mark]:
    """Mark navigation: one line of short parts, or a run of many short lines."""
    run: list[int] = []
    for place, block in [*page.open, (-1, None)]:
        if block and block.count <= 5 and not block.closed and not any(char.isdigit() for char in block.text):
            run.append(place)
            continue
        if len(run) >= 5 and run[-1] - run[0] < len(run) * 2:
            yield from (Mark(at, "furniture") for at in run)
        run = []
        if block and block.count <= 40 and len(_SEPARATED.findall(block.text)) >= 2 and not block.closed:
            parts = _SEPARATED.split(block.text)
            if max(len(part.split()) for part in parts) <= 4:
                yield Mark(place, "furniture")


def inline(page: Page) -> Iterator[Mark]:
    """Mark sentences inside a paragraph that the words of the field give away, where lines were glued together."""
    for place, block in page.open:
        pieces = list(sentences(block.text))
        if len(pieces) < 2:
            continue
        for start, end in pieces:
            piece = Block(block.text[start:end], block.start + start, 0, 0)
            kind = kind_of_line(piece) or ("promotion" if spoken_to(piece) == 2 else None)
            if kind and kind != "related":
                yield Mark(place, kind, piece.start, piece.end)
