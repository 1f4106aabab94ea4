"""Pile -> which sources carry one text: what they say is one witness."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import chain

from briefing.model import Document, Finding, Pile, Sentence
from briefing.steps.compose import cite
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import MOST, tell
from briefing.steps.reuse import is_quotation

_EXAMPLES = 2
"""Sentences that each of two sources with one text is cited with."""
_MOSTLY = 1 / 3
"""The share of a source's sentences from which it carries another's text, and not only passages of it."""
_NAMED = 12  # sources named in a sentence of ours, at most


def find_shared(pile: Pile, numbers: Mapping[str, str], book: Phrasebook) -> tuple[Finding, ...]:
    """Return one finding for each group of sources with one origin, in which every source of the group is cited."""
    groups: dict[int, list[Document]] = defaultdict(list)
    for document in pile.documents:
        groups[pile.origins[document.source.id]].append(document)
    examples = _examples(pile)
    wordings = _wordings(pile)
    copied = _copied(pile)
    findings = [
        _shared(group, examples, wordings, numbers, book, mostly=any(one.source.id in copied for one in group))
        for group in groups.values()
        if len(group) > 1
    ]
    if len(findings) <= MOST:
        return tuple(findings)
    rest = findings[MOST - 1 :]
    more = tell(book, "shared-text", book.say("more-shared", len(rest)), rest[0].citations)
    return (*findings[: MOST - 1], more)


def _examples(pile: Pile) -> Mapping[str, list[Sentence]]:
    """Return the first sentences that each source shares with another of its origin, the reporter's own first."""
    found: dict[str, list[Sentence]] = defaultdict(list)
    for group in pile.twins:
        carriers = {pile.sentences[at].source: pile.sentences[at] for at in reversed(group)}
        shared = Counter(pile.origins[source] for source in carriers)
        for source, sentence in carriers.items():
            if shared[pile.origins[source]] > 1:
                found[source].append(sentence)
    return {
        source: sorted(sentences, key=lambda sentence: (is_quotation(sentence), sentence.index))[:_EXAMPLES]
        for source, sentences in found.items()
    }


def _copied(pile: Pile) -> frozenset[str]:
    """Return the sources that have a good part of their sentences in common with another of their origin."""
    held = Counter(sentence.source for sentence in pile.sentences)
    common: Counter[str] = Counter()
    for group in pile.twins:
        sources = {pile.sentences[at].source for at in group}
        among = Counter(pile.origins[source] for source in sources)
        common.update(source for source in sources if among[pile.origins[source]] > 1)
    return frozenset(source for source, count in common.items() if count >= _MOSTLY * held[source])


def _wordings(pile: Pile) -> Mapping[str, int]:
    """Return a hash of each document's sentences: equal ones are the same text."""
    texts: dict[str, list[str]] = defaultdict(list)
    for sentence in pile.sentences:
        texts[sentence.source].append(" ".join(sentence.text.split()))
    return {source: hash(tuple(sentences)) for source, sentences in texts.items()}


def _shared(
    group: Sequence[Document],
    examples: Mapping[str, Sequence[Sentence]],
    wordings: Mapping[str, int],
    numbers: Mapping[str, str],
    book: Phrasebook,
    *,
    mostly: bool,
) -> Finding:
    names = book.shortlist([numbers[document.source.id] for document in group], _NAMED)
    agencies = list(dict.fromkeys(document.agency for document in group if document.agency))
    copied = len({wordings.get(document.source.id) for document in group}) == 1
    if agencies:
        text = book.say(
            "shared-agency" if mostly else "shared-part", len(group), sources=names, agencies=book.listed(agencies)
        )
    else:
        text = book.say("shared-all" if copied else "shared-much", len(group), sources=names)
    most = _EXAMPLES if len(group) == 2 else 1
    sentences = chain.from_iterable(examples.get(document.source.id, ())[:most] for document in group)
    citations = tuple(cite(sentence, numbers) for sentence in sentences)
    return tell(book, "shared-text", " ".join([text, *_copies(group, wordings, numbers, book)]), citations)


def _copies(
    group: Sequence[Document], wordings: Mapping[str, int], numbers: Mapping[str, str], book: Phrasebook
) -> list[str]:
    """Say which of the sources are the same text from the first sentence to the last."""
    same: dict[int, list[str]] = defaultdict(list)
    for document in group:
        if document.source.id in wordings:
            same[wordings[document.source.id]].append(numbers[document.source.id])
    copies = [names for names in same.values() if len(names) > 1]
    return [
        book.say("copy", len(names), sources=book.shortlist(names, _NAMED), first=first)
        for first, *names in copies[:_EXAMPLES]
    ]
