"""The quantities of all documents -> numbered figures: how many state each, and which still stand."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from briefing.model import Citation, Document, Figure, Quantity, Span
from briefing.steps.figures.asof import is_first_word
from briefing.steps.figures.identity import identify
from briefing.steps.figures.reused import settle
from briefing.steps.figures.standing import OPEN, Entry, statuses_of
from briefing.steps.figures.subjects import classify, singular
from briefing.steps.figures.tokens import tokenize
from briefing.steps.figures.words import words

_TOLERANCE = 0.1
"""How far an approximate number may lie from another and still agree with it."""
_LOCAL = re.compile(
    r"\b(?:in|at|near|from|of)\s+(?:the\s+)?((?:[A-Z][\w’'-]*\s+){0,3}(?:[A-Z][\w’'-]*|region|province|district|city|town|village|county|state|suburb))"
    r"(?:\s+(?:region|province|district|city|town|village|county|suburb|neighbourhood|neighborhood))\b"
    r"|\b(?:region|province|district|city|town|village|county|suburb)\s+of\s+([A-Z][\w’'-]*)"
)
_FILLER = words("filler")
_BODIES = re.compile(r"\s?(?:\w+\s){0,2}(?:bodies|corpses)\b")


def ledger(
    quantities: Sequence[Quantity],
    documents: Sequence[Document],
    numbers: Mapping[str, str],
    origins: Mapping[str, int],
) -> tuple[Figure, ...]:
    """Number the quantities F1, F2 ... by source and place, and say how each stands to the others.

    `numbers` gives each source's printed number, `origins` the number of its independent origin.
    """
    texts = {document.source.id: document.source.text for document in documents}
    ordered = sorted(
        (quantity for quantity in settle(quantities, documents) if quantity.sentence.source in numbers),
        key=lambda quantity: (_number(numbers[quantity.sentence.source]), quantity.span, quantity.measure),
    )
    who = identify(dict.fromkeys(quantity.attributed_to for quantity in ordered if quantity.attributed_to))
    entries = [
        _entry(at, quantity, _claimant(quantity, origins), who.get(quantity.attributed_to or "", ""))
        for at, quantity in enumerate(ordered)
    ]
    statuses = statuses_of(entries)
    support = _support(entries, origins)
    places = {(entry.quantity.sentence.source, entry.quantity.span): f"F{entry.at + 1}" for entry in reversed(entries)}
    return tuple(
        Figure(
            id=f"F{entry.at + 1}",
            measure=entry.quantity.measure,
            subject=entry.quantity.subject,
            low=entry.quantity.low,
            high=entry.quantity.high,
            approximate=entry.quantity.approximate,
            as_written=texts[entry.quantity.sentence.source][entry.quantity.span.start : entry.quantity.span.end],
            as_of=None if is_first_word(entry.quantity) else entry.quantity.as_of,
            attributed_to=entry.quantity.attributed_to,
            part_of=_part_of(entry.quantity, places),
            counting=entry.quantity.counting,
            outlets=support[_value(entry)][0],
            origins=support[_value(entry)][1],
            status=statuses[entry.at],
            citation=_citation(entry.quantity, numbers),
        )
        for entry in entries
    )


def _number(name: str) -> int:
    return int(name.lstrip("S"))


def _citation(quantity: Quantity, numbers: Mapping[str, str]) -> Citation:
    sentence = quantity.sentence
    return Citation(
        source=numbers[sentence.source],
        start=sentence.span.start,
        end=sentence.span.end,
        paragraph=sentence.paragraph,
        relation="quoted",
        page=sentence.page,
    )


def _part_of(quantity: Quantity, places: Mapping[tuple[str, Span], str]) -> str | None:
    return None if quantity.part_of is None else places.get((quantity.sentence.source, quantity.part_of))


def subject_class(subject: str) -> str:
    """The class that decides comparability: security, protesters, children, people ...; else the noun itself."""
    tokens = tokenize(subject)
    group = classify(tokens)
    words = [singular(token.word) for token in tokens if token.word[0].isalpha()]
    if group == "thing" or not group:
        return words[-1] if words else "people"
    return group


def _entry(at: int, quantity: Quantity, claimant: str, body: str) -> Entry:
    low = 0.0 if quantity.low is None else float(quantity.low)
    high = OPEN if quantity.high is None else float(quantity.high)
    slack = _TOLERANCE if quantity.approximate else 0.0
    return Entry(
        at=at,
        quantity=quantity,
        subject=subject_class(quantity.subject),
        claimant=claimant,
        body=body,
        scope=_scope(quantity.sentence.text),
        low=low * (1 - slack),
        high=OPEN if _are_bodies(quantity) else high * (1 + slack),
    )


def _are_bodies(quantity: Quantity) -> bool:
    """Whether bodies are counted: so many were found, which more dead do not contradict."""
    text, last = quantity.sentence.text, quantity.span.end - quantity.sentence.span.start
    found = _BODIES.search(text[quantity.span.start - quantity.sentence.span.start : last]) or _BODIES.match(text, last)
    return quantity.measure == "killed" and found is not None


def _claimant(quantity: Quantity, origins: Mapping[str, int]) -> str:
    """A claimant by the words that name it; an unattributed count is its origin's own."""
    if quantity.attributed_to is None:
        return f"origin {origins.get(quantity.sentence.source, quantity.sentence.source)}"
    words = [
        singular(token.word.removesuffix("'s")) for token in tokenize(quantity.attributed_to) if token.word[0].isalnum()
    ]
    return " ".join(word for word in words if word not in _FILLER)


def _scope(text: str) -> str:
    """The one region or town that a sentence limits itself to; "" where it names none."""
    found = _LOCAL.search(text)
    return "" if found is None else (found[1] or found[2]).lower()


def _value(entry: Entry) -> tuple[str, str, int | None, int | None]:
    return entry.quantity.measure, entry.subject, entry.quantity.low, entry.quantity.high


def _support(
    entries: Sequence[Entry], origins: Mapping[str, int]
) -> Mapping[tuple[str, str, int | None, int | None], tuple[int, int]]:
    """For each value, how many documents and how many independent origins state it."""
    sources: dict[tuple[str, str, int | None, int | None], dict[str, None]] = defaultdict(dict)
    for entry in entries:
        sources[_value(entry)][entry.quantity.sentence.source] = None
    return {
        value: (len(stated), len({origins.get(source, -1 - at) for at, source in enumerate(stated)}))
        for value, stated in sources.items()
    }
