"""Sentences -> the same words in several places, and from them which documents share an origin."""

import re
from array import array
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.model import Document, Sentence
from briefing.steps.quotations import find_quotations, quoted_share
from briefing.steps.words import tokens

_GRAM = 5
_SHORT = 8
"""Sentences of fewer words are twins only when all their words are the same."""
_SAME = 0.7
"""The share of the shorter sentence's word 5-grams that stand in the longer one, from which they say the same."""
_HALF = 0.5
"""It is enough where one also begins or ends in the other: a mere clause in common, a background, does neither."""
_POSTINGS = 24
"""How many unlike sentences a 5-gram is looked up in: what stands in more of them tells nothing."""
_WITNESSES = 6
"""How many members of a group a newcomer is held against."""
_QUOTED = 0.5
"""The share of quoted characters from which a sentence is somebody's words and not the reporter's."""
_COPIED = 3
"""So many of the reporter's own sentences in common make two documents one origin."""
_COPIED_SHARE = 0.5
"""So does this share of the shorter one's."""
_PAIRED = 32
"""Of a larger group only the pairs with its first documents are counted."""

_LONG = 8
"""So many shared 5-grams make up for a smaller share, down to `_PART`, where both sentences begin alike."""
_PART = 0.35

_COUNTS = """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million
billion dozen dozens scores"""
_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
_MONTHS = "january february march april may june july august september october november december"
_FACTS = {word: kind for kind, words in enumerate((_COUNTS, _DAYS, _MONTHS)) for word in words.split()}
"""What two sentences may not contradict each other in, by kind; a number in figures is of the first kind."""
_DENIALS = frozenset({"not", "no", "never", "neither", "nor", "without", "denied", "denies", "cannot"})
_HOUSE_STYLE = frozenset({"mr", "mrs", "ms", "miss", "percent", "per", "cent", "pct"})
"""Words that one outlet writes and another leaves out or replaces by a sign, whatever they copied."""
_STATEMENT = 8
"""A quotation of so many words is not said twice by chance."""
_CAPITAL = re.compile(r"(?<=[^\W_] )[^\W\d_a-z][^\W_]*")
_AGENCIES = re.compile(r"[^\w.]+(?:and )?")


@dataclass(slots=True)
class _Wording:
    """One wording and the places where it stands."""

    text: str
    length: int
    """In words."""
    places: list[int]
    opening: int = 0
    ending: int = 0
    """The 5-grams that it begins and ends with; 5-grams are known by their hashes."""
    size: int = 0
    """How many different 5-grams it has."""
    grams: frozenset[int] = frozenset()
    """Those that another wording may have too."""


@dataclass(frozen=True, slots=True)
class _Sense:
    """What two wordings of one statement may not contradict each other in."""

    facts: tuple[frozenset[str], ...]
    denials: int
    names: frozenset[str]
    beginnings: frozenset[str]
    """Of all words: another spelling of a name still begins alike."""
    quoted: tuple[str, ...]
    """The words of the longest quotation, if it is long."""


@dataclass(slots=True)
class _Group:
    """Wordings that say the same; the longest came first, and the latest few stand witness for newcomers."""

    first: _Wording
    witnesses: deque[_Wording]
    places: list[int]


def find_twins(sentences: Sequence[Sentence]) -> tuple[tuple[int, ...], ...]:
    """Return the groups, of two and more, of sentences that say the same in the same words.

    A group holds ascending indices into `sentences`; no index stands in two groups. Sentences whose numbers, days or
    names contradict each other are no twins, however alike the rest.
    """
    wordings = _wordings(sentences)
    groups = [sorted(group.places) for group in _group(wordings)]
    return tuple(sorted(tuple(places) for places in groups if len(places) > 1))


def find_origins(
    documents: Sequence[Document], sentences: Sequence[Sentence], twins: Sequence[tuple[int, ...]]
) -> Mapping[str, int]:
    """Return the number of its origin, from 1, for each source id.

    Documents share an origin when they share a good part of what their reporters wrote, or one such sentence and an
    agency's credit; a quotation that both carry makes them none.
    """
    agencies = {document.source.id: _agencies(document.agency) for document in documents}
    narrative = [not is_quotation(sentence) for sentence in sentences]
    lengths = Counter(sentence.source for sentence, own in zip(sentences, narrative, strict=True) if own)
    shared = _shared(sentences, twins, narrative)
    parents = {source: source for source in agencies}
    credited = dict(agencies)
    for (one, other), count in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        copied = count >= _COPIED or count >= _COPIED_SHARE * min(lengths[one], lengths[other])
        if copied or agencies[one] & agencies[other]:
            _unite(parents, credited, one, other)
    numbers: dict[str, int] = {}
    return {source: numbers.setdefault(_root(parents, source), len(numbers) + 1) for source in agencies}


def count_origins(carriers: Sequence[Sentence], origins: Mapping[str, int]) -> int:
    """Return how many independent origins stand behind an extract, given it and its twins.

    The reporter's own words are one origin wherever they stand; a quotation counts once for each that carries it.
    """
    if not carriers:
        return 0
    if not all(is_quotation(sentence) for sentence in carriers):
        return 1
    return len({origins.get(sentence.source, sentence.source) for sentence in carriers})


def is_quotation(sentence: Sentence) -> bool:
    """Whether a sentence is mostly somebody's own words."""
    return quoted_share(sentence.text) >= _QUOTED


def _wordings(sentences: Sequence[Sentence]) -> list[_Wording]:
    """Return each wording once, with its places: what is equal costs one look-up, however often it stands."""
    found: dict[bytes, _Wording] = {}
    numbers: dict[str, int] = {}
    for place, sentence in enumerate(sentences):
        words = array("L", [numbers.setdefault(word, len(numbers)) for word in _words(sentence.text)])
        if words:
            wording = found.setdefault(words.tobytes(), _Wording(sentence.text, len(words), []))
            wording.places.append(place)
    _keep_shared(found)
    return list(found.values())


def _keep_shared(found: Mapping[bytes, _Wording]) -> None:
    """Give each wording its 5-grams, without those that no other has: most, and they would fill the memory."""
    size = 1 << max(10, (sum(wording.length for wording in found.values()) * 8).bit_length())
    counts = bytearray(size)  # by the hash's last bits: a 5-gram that is alone may pass for shared, never the reverse
    for key, wording in found.items():
        for gram in _grams(key, wording):
            slot = gram & (size - 1)
            counts[slot] += counts[slot] < 2
    for key, wording in found.items():
        grams = _grams(key, wording)
        wording.size = len(grams)
        wording.grams = frozenset(gram for gram in grams if counts[gram & (size - 1)] > 1)


def _grams(key: bytes, wording: _Wording) -> set[int]:
    if wording.length < _SHORT:
        return set()
    words = array("L", key)
    wording.opening, wording.ending = hash(tuple(words[:_GRAM])), hash(tuple(words[-_GRAM:]))
    return set(map(hash, zip(*(words[start:] for start in range(_GRAM)), strict=False)))


def _group(wordings: Iterable[_Wording]) -> Iterator[_Group]:
    """Yield groups: from the longest wording on, each joins the group that holds most of it, or begins its own."""
    groups: list[_Group] = []
    index: dict[int, list[int]] = {}
    for wording in sorted(wordings, key=lambda wording: (-wording.size, wording.places[0])):
        at = _best(wording, groups, index)
        if at is None:
            at = len(groups)
            groups.append(_Group(wording, deque(maxlen=_WITNESSES), []))
            _enter(index, wording, at)
        groups[at].places += wording.places
        groups[at].witnesses.append(wording)
    yield from groups


def _enter(index: dict[int, list[int]], wording: _Wording, at: int) -> None:
    for gram in wording.grams:
        postings = index.setdefault(gram, [])
        if len(postings) < _POSTINGS:
            postings.append(at)


def _best(wording: _Wording, groups: Sequence[_Group], index: Mapping[int, list[int]]) -> int | None:
    hits: Counter[int] = Counter()
    for gram in wording.grams:
        hits.update(index.get(gram, ()))
    least = _PART * wording.size
    for at, count in sorted(hits.items(), key=lambda hit: (-hit[1], hit[0])):
        if count < least:
            return None
        if all(_alike(wording, other) for other in (groups[at].first, *groups[at].witnesses)):
            return at
    return None


def _alike(one: _Wording, other: _Wording) -> bool:
    """Whether two wordings share enough 5-grams and nothing that one says contradicts the other."""
    return _shares(len(one.grams & other.grams), one, other) and _agree(one, other)


def _shares(count: int, one: _Wording, other: _Wording) -> bool:
    share = count / max(1, min(one.size, other.size))
    begins = one.opening in other.grams or other.opening in one.grams
    ends = one.ending in other.grams or other.ending in one.grams
    return share >= _SAME or (share >= _HALF and (begins or ends)) or (share >= _PART and count >= _LONG and begins)


def _agree(one: _Wording, other: _Wording) -> bool:
    mine, theirs = _sense(one.text), _sense(other.text)
    if not all(these <= those or those <= these for these, those in zip(mine.facts, theirs.facts, strict=True)):
        return False
    if min(one.length, other.length) > 0.85 * max(one.length, other.length) and mine.denials != theirs.denials:
        return False
    speaker = any(name[:5] in mine.beginnings for name in theirs.names)
    if mine.quoted and mine.quoted == theirs.quoted and speaker:
        return True
    return not (_lacks(mine, theirs) and _lacks(theirs, mine))


def _lacks(one: _Sense, other: _Sense) -> bool:
    """Whether `other` has a name that does not stand in `one`, in whatever spelling."""
    return any(name[:5] not in one.beginnings for name in other.names)


@lru_cache(maxsize=1 << 14)
def _sense(text: str) -> _Sense:
    words = _words(text)
    return _Sense(
        facts=tuple(frozenset(word for word in words if _kind(word) == kind) for kind in range(3)),
        denials=sum(word in _DENIALS or word.endswith("n't") for word in words),
        names=frozenset(name.lower() for name in _CAPITAL.findall(text)) - _FACTS.keys() - _HOUSE_STYLE,
        beginnings=frozenset(word[:5] for word in words),
        quoted=_statement(text),
    )


def _words(text: str) -> list[str]:
    """Return the words and numbers of a text without what only an outlet's style puts there."""
    return [word for word in tokens(text) if word not in _HOUSE_STYLE]


def _statement(text: str) -> tuple[str, ...]:
    """Return the words of the longest quotation, none where it is short."""
    quotations = [_words(text[span.start : span.end]) for span in find_quotations(text).spans]
    longest = max(quotations, key=len, default=[])
    return tuple(longest) if len(longest) >= _STATEMENT else ()


def _kind(word: str) -> int | None:
    return 0 if word[0].isdigit() else _FACTS.get(word)


def _shared(
    sentences: Sequence[Sentence], twins: Sequence[tuple[int, ...]], narrative: Sequence[bool]
) -> Counter[tuple[str, str]]:
    """Return for each pair of documents how many narrative groups they share; of large groups, the first pairs."""
    shared: Counter[tuple[str, str]] = Counter()
    for group in twins:
        sources = list(dict.fromkeys(sentences[place].source for place in group if narrative[place]))
        for at, one in enumerate(sources[:_PAIRED]):
            shared.update((one, other) if one < other else (other, one) for other in sources[at + 1 :])
    return shared


def _agencies(credit: str | None) -> frozenset[str]:
    return frozenset(name for name in _AGENCIES.split((credit or "").lower()) if name)


def _unite(parents: dict[str, str], credited: dict[str, frozenset[str]], one: str, other: str) -> None:
    """Join two origins, unless each is credited to agencies that the other is not: a digest copies from several."""
    one, other = _root(parents, one), _root(parents, other)
    if one == other or (credited[one] and credited[other] and not credited[one] & credited[other]):
        return
    parents[other] = one
    credited[one] |= credited[other]


def _root(parents: dict[str, str], source: str) -> str:
    while parents[source] != source:
        parents[source] = source = parents[parents[source]]
    return source
