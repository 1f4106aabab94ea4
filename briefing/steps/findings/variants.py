"""Quotations of one speaker in several documents -> those that give the same words differently."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from briefing.model import Finding, NameMention, Pile, Sentence, Span
from briefing.steps.compose import cite
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import cut_short, tell, unique
from briefing.steps.quotations import find_quotations
from briefing.steps.words import content, tokens

_FEWEST = 6
"""Words of a quotation: fewer are too common to be the same utterance."""
_LONGEST = 2000  # characters of a sentence
_SAME_WORDS, _SAME_CONTENT = 0.5, 0.6
"""The share of the longer quotation's words, and of its content words, that the other has where both are one."""
_SHARED = 3
"""Content words that they share, at the least."""
_POSTINGS = 24
"""Quotations that one word is looked up in: what stands in more of them tells nothing."""
_CITED = 6
_MARKS = "\"“”„«»‘’'"
_ELIDED = re.compile(r"\[[^\]\n]{0,80}\]|\([^)\n]{0,80}\)|…|\.{3}")
_ENDINGS = re.compile(r"(?<=\w{3})(?:is(?=(?:e|ed|es|ing|ation|ations|er|ers)$)|our(?=(?:s|ed|ing|able|ite)?$))")
_SPELLINGS = {"centre": "center", "defence": "defense", "programme": "program", "centres": "centers"}
_SPOKEN = {"can't": ("can", "not"), "cannot": ("can", "not"), "won't": ("will", "not")}
_CLIPPED = {"n't": "not", "'ll": "will", "'re": "are", "'ve": "have", "'m": "am"}


@dataclass(frozen=True, slots=True)
class _Quote:
    """Somebody's words at a place."""

    sentence: Sentence
    words: tuple[str, ...]
    content: frozenset[str]
    elided: bool
    """Something is left out or put in between."""


def find_variants(pile: Pile, numbers: Mapping[str, str], book: Phrasebook) -> tuple[Finding, ...]:
    """Return one finding for each utterance that two documents or more quote in different words."""
    findings: list[Finding] = []
    for speaker, quotes in _by_speaker(pile).items():
        findings += [_finding(speaker, group, numbers, book) for group in _groups(quotes)]
    return cut_short(book, findings, "more-quotations")


def _by_speaker(pile: Pile) -> Mapping[str, list[_Quote]]:
    """Return the quotations of each person who is the only one named beside them."""
    names: dict[str, list[NameMention]] = defaultdict(list)
    for mention in pile.names:
        names[mention.source].append(mention)
    languages = {document.source.id: document.language for document in pile.documents}
    found: dict[str, list[_Quote]] = defaultdict(list)
    for sentence in pile.sentences:
        text = sentence.text[:_LONGEST]
        spans = find_quotations(text).spans if any(mark in text for mark in _MARKS) else ()
        speaker = _speaker(sentence, spans, names[sentence.source]) if spans else None
        quote = _quote(sentence, spans, languages[sentence.source]) if speaker else None
        if speaker and quote and len(quote.words) >= _FEWEST:
            found[speaker].append(quote)
    return found


def _speaker(sentence: Sentence, spans: Sequence[Span], names: Sequence[NameMention]) -> str | None:
    """Return the one person whom a sentence names outside of its quotations."""
    start = sentence.span.start
    first = bisect_left(names, start, key=lambda mention: mention.span.start)
    last = bisect_left(names, sentence.span.end, key=lambda mention: mention.span.start)
    people = {
        mention.name
        for mention in names[first:last]
        if mention.kind == "person" and not any(span.start <= mention.span.start - start < span.end for span in spans)
    }
    return people.pop() if len(people) == 1 else None


def _quote(sentence: Sentence, spans: Sequence[Span], language: str) -> _Quote:
    parts = [sentence.text[span.start : span.end] for span in spans]
    text = _ELIDED.sub(" ", " ".join(parts))
    words = tuple(word for token in tokens(text) for word in _spelt(token))
    elided = len(parts) > 1 or any(_ELIDED.search(part) for part in parts)
    return _Quote(sentence, words, frozenset(content(" ".join(words), language)), elided)


def _spelt(word: str) -> tuple[str, ...]:
    """Write a word in one of its spellings: "realise" as "realize", "don't" as "do not"."""
    if word in _SPOKEN:
        return _SPOKEN[word]
    clipped = next((ending for ending in _CLIPPED if word.endswith(ending) and word != ending), None)
    if clipped:
        return word.removesuffix(clipped), _CLIPPED[clipped]
    return (_ENDINGS.sub(lambda match: "iz" if match[0] == "is" else "or", _SPELLINGS.get(word, word)),)


def _groups(quotes: Sequence[_Quote]) -> Iterator[list[_Quote]]:
    """Yield the quotations that are one utterance in different words, each group once."""
    index: dict[str, list[int]] = defaultdict(list)
    group_of: dict[int, list[int]] = {}
    for at, quote in enumerate(quotes):
        hits = Counter(seen for word in sorted(quote.content) for seen in index[word])
        match = next((seen for seen in hits if hits[seen] >= _SHARED and _differ(quote, quotes[seen])), None)
        if match is not None:
            group_of.setdefault(match, [match]).append(at)
            group_of[at] = group_of[match]
        for word in quote.content:
            if len(index[word]) < _POSTINGS:
                index[word].append(at)
    for members in {id(group): group for group in group_of.values()}.values():
        yield [quotes[at] for at in members]


def _differ(one: _Quote, other: _Quote) -> bool:
    """Whether two quotations are one utterance, but not in the same words, nor one a part of the other."""
    if one.sentence.source == other.sentence.source or one.words == other.words:
        return False
    longest = max(len(one.words), len(other.words))
    shared = (Counter(one.words) & Counter(other.words)).total()
    kept = len(one.content & other.content)
    if shared < _SAME_WORDS * longest or kept < _SAME_CONTENT * max(len(one.content), len(other.content)):
        return False
    return not _is_cut(one, other)


def _is_cut(one: _Quote, other: _Quote) -> bool:
    """Whether the words differ only in where the quotation begins and ends, and in what it marks as left out."""
    match = SequenceMatcher(None, one.words, other.words, autojunk=False).find_longest_match()
    ends_one, ends_other = match.a + match.size == len(one.words), match.b + match.size == len(other.words)
    if (match.a == 0 or match.b == 0) and (ends_one or ends_other):
        return True
    short, long = sorted((one, other), key=lambda quote: len(quote.words))
    rest = iter(long.words)
    return (one.elided or other.elided) and all(word in rest for word in short.words)


def _finding(speaker: str, group: Sequence[_Quote], numbers: Mapping[str, str], book: Phrasebook) -> Finding:
    sources = book.shortlist(list(dict.fromkeys(numbers[quote.sentence.source] for quote in group)), _CITED)
    citations = unique([cite(quote.sentence, numbers) for quote in group])[:_CITED]
    return tell(book, "quotation", book.say("quotation", sources=sources, speaker=speaker), citations)
