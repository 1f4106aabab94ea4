"""Headlines -> those whose counts their own article contradicts: another number, other people, hurt for killed.

A headline is read like a sentence. It may round, name the counted more loosely or more closely, and add numbers up;
only what the text leaves no room for is a finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import Document, Finding, Passage, Pile, Quantity, Sentence
from briefing.steps.compose import cite
from briefing.steps.figures import find_quantities
from briefing.steps.figures.numbers import find_amounts
from briefing.steps.figures.subjects import lookup
from briefing.steps.figures.tokens import tokenize
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import cut_short, say_value, tell, unique
from briefing.steps.findings.statements import class_of, say_amount, say_subject
from briefing.steps.segment import page_of

_LONGEST = 300  # characters of a headline
_NEAR = 0.1
"""How far a rounded number may lie from the exact one."""
_LOOSE = 0.2
"""How far "dozens" may be stretched."""
_EXCHANGED = {
    "killed": ("injured", "rescued"),
    "injured": ("killed",),
    "detained": ("released",),
    "released": ("detained",),
}
"""What a headline may put in the place of what its article says."""
_UNARMED = frozenset({"protesters", "fighters", "civilians", "children", "students", "media", "medical", "travellers"})
_OPPOSED = {"security": _UNARMED, "fighters": frozenset({"civilians", "children", "media", "medical"})}
"""Who can't be meant by the name of whom."""
_AGENT = 4  # words between "by" and the agent that it names
_FEW = 3
"""So few that an article may just name them."""
_SCANNED = 1500  # characters of a sentence


@dataclass(frozen=True, slots=True)
class _Clash:
    """A count of a headline, and the one of the article that it can't be squared with."""

    headline: Quantity
    body: Quantity
    agent: bool = False
    """Those whom the headline counts are in the article the ones who act."""


def find_mismatches(pile: Pile, numbers: Mapping[str, str], book: Phrasebook) -> tuple[Finding, ...]:
    """Return one finding for each document whose headline its own sentences contradict."""
    bodies: dict[str, list[Quantity]] = {}
    for quantity in pile.quantities:
        bodies.setdefault(quantity.sentence.source, []).append(quantity)
    sentences: dict[str, list[Sentence]] = {}
    for sentence in pile.sentences:
        sentences.setdefault(sentence.source, []).append(sentence)
    findings = []
    for document in pile.documents:
        source = document.source.id
        clashes = _clashes(document, bodies.get(source, []), sentences.get(source, []))
        if clashes:
            findings.append(_finding(document, clashes, numbers, book))
    return cut_short(book, findings, "more-headlines")


def headline_of(document: Document) -> Sentence | None:
    """Return the headline as a sentence at its place: the passage that is the title, else the first headline."""
    text = document.source.text
    passages = [passage for passage in document.passages if passage.kind == "headline"][:12]
    titled = [passage for passage in passages if document.title and _same(_text(text, passage), document.title)]
    for passage in (titled or passages)[:1]:
        return Sentence(
            source=document.source.id,
            span=passage.span,
            paragraph=0,
            index=0,
            text=_text(text, passage)[:_LONGEST],
            page=page_of(document.source, passage.span.start),
        )
    return None


def _text(text: str, passage: Passage) -> str:
    return text[passage.span.start : passage.span.end]


def _same(one: str, other: str) -> bool:
    return one.casefold().split() == other.casefold().split()


def _clashes(document: Document, body: Sequence[Quantity], sentences: Sequence[Sentence]) -> list[_Clash]:
    headline = headline_of(document)
    if headline is None or not body:
        return []
    counts = find_quantities(document, [headline], {})
    return [clash for count in counts if count.counting == "total" and (clash := _clash(count, body, sentences))]


def _clash(count: Quantity, body: Sequence[Quantity], sentences: Sequence[Sentence]) -> _Clash | None:
    same = [other for other in body if other.measure == count.measure]
    near = [other for other in same if _near(count, other)]
    clash = _another(count, near) if near else _exchanged(count, body) or _unsupported(count, same)
    if clash is None or (not near and (not same or _adds_up(count, same))):
        return None
    known = {other.sentence.index for other in same} | {clash.body.sentence.index}
    elsewhere = _naming(count, sentences, known)  # costly, and seldom needed
    return None if (_counts_them(count, elsewhere) if near else elsewhere) else clash


def _another(count: Quantity, near: Sequence[Quantity]) -> _Clash | None:
    """The article's own count behind the headline's is one of people whom the headline can't mean."""
    group = class_of(count.subject)
    if any(class_of(other.subject) == group for other in near):
        return None
    rounded = [other for other in near if _rounds(count, other)]
    acting = [other for other in rounded if _acts(count, other)]
    opposed = [other for other in rounded if class_of(other.subject) in _opposed(group)]
    certain = acting or (opposed if len(opposed) == len(near) else [])
    return _Clash(count, certain[0], agent=bool(acting)) if certain else None


def _near(count: Quantity, other: Quantity) -> bool:
    """Whether a headline's amount may mean another: "over 3,800" 3,811, "dozens" 26."""
    low, high = _ends(count)
    below, above = _ends(other)
    return below <= high and low <= above


def _ends(quantity: Quantity) -> tuple[float, float]:
    low = float(quantity.low or 0)
    high = float("inf") if quantity.high is None else float(quantity.high)
    if quantity.high is None:
        return low * (1 - _LOOSE), high
    slack = _NEAR if quantity.approximate else 0.0
    return low * (1 - slack), high * (1 + slack)


def _rounds(count: Quantity, other: Quantity) -> bool:
    """Whether a headline's amount is most likely another one rounded."""
    low, known = count.low or 0, other.low or 0
    return low > 0 and (1 - _LOOSE) * low <= known <= (1 + _LOOSE) * low


def _opposed(group: str) -> frozenset[str]:
    against = frozenset(other for other, groups in _OPPOSED.items() if group in groups)
    return _OPPOSED.get(group, frozenset()) | against


def _acts(count: Quantity, other: Quantity) -> bool:
    """Whether the article's sentence names as the agent those whom the headline counts: "held by police"."""
    group = class_of(count.subject)
    if group in {"people", class_of(other.subject)}:
        return False
    tokens = tokenize(other.sentence.text)
    return any(
        token.word == "by" and any(lookup(near.word) == group for near in tokens[at + 1 : at + 1 + _AGENT])
        for at, token in enumerate(tokens)
    )


def _naming(count: Quantity, sentences: Sequence[Sentence], measured: set[int]) -> list[Sentence]:
    """Return the sentences that hold about the same number, whatever it counts, beside those of the same measure."""
    low = count.low or 0
    least, most = low * (1 - _LOOSE), low * (1 + _LOOSE * (3 if count.high is None else 1))
    return [
        sentence
        for sentence in sentences
        if sentence.index not in measured
        and any(least <= (amount.low or 0) <= most for amount in find_amounts(tokenize(sentence.text[:_SCANNED])))
    ]


def _counts_them(count: Quantity, sentences: Sequence[Sentence]) -> bool:
    """Whether one of the sentences speaks of those whom the headline counts."""
    group = class_of(count.subject)
    return any(lookup(token.word) == group for sentence in sentences for token in tokenize(sentence.text[:_SCANNED]))


def _adds_up(count: Quantity, same: Sequence[Quantity]) -> bool:
    """Whether a headline's amount may be a sum of the article's, or so few that the article just names them."""
    values = {(other.low or 0, other.subject) for other in same}
    total = sum(value for value, _ in values) * (1 + _NEAR)
    most = max(value for value, _ in values)
    low = count.low or 0
    return most < low <= total or 0 < low <= _FEW


def _exchanged(count: Quantity, body: Sequence[Quantity]) -> _Clash | None:
    """Those killed in the headline are hurt in the article."""
    for other in body:
        swapped = other.measure in _EXCHANGED.get(count.measure, ()) and other.part_of is None
        if swapped and (other.low, other.high) == (count.low, count.high):
            return _Clash(count, other)
    return None


def _unsupported(count: Quantity, same: Sequence[Quantity]) -> _Clash | None:
    """The article has another total, and the headline's nowhere."""
    groups = {class_of(count.subject), "people"}
    totals = [other for other in same if other.counting == "total" and class_of(other.subject) in groups]
    return _Clash(count, max(totals, key=lambda other: (other.low or 0, -other.span.start))) if totals else None


def _finding(document: Document, clashes: Sequence[_Clash], numbers: Mapping[str, str], book: Phrasebook) -> Finding:
    claimed = book.listed([_told(clash.headline, document, book) for clash in clashes])
    stated = book.listed([_stated(clash, document, book) for clash in clashes])
    text = book.say("headline", source=numbers[document.source.id], claimed=claimed, stated=stated)
    places = [clashes[0].headline.sentence, *(clash.body.sentence for clash in clashes)]
    return tell(book, "headline-mismatch", text, unique([cite(sentence, numbers) for sentence in places]))


def _told(quantity: Quantity, document: Document, book: Phrasebook) -> str:
    written = document.source.text[quantity.span.start : quantity.span.end]
    value = say_value(book, quantity.low, quantity.high, written, approximate=quantity.approximate)
    return say_amount(book, value, say_subject(quantity.subject).lower(), quantity.measure)


def _stated(clash: _Clash, document: Document, book: Phrasebook) -> str:
    told = _told(clash.body, document, book)
    return book.say("by", amount=told, agent=say_subject(clash.headline.subject).lower()) if clash.agent else told
