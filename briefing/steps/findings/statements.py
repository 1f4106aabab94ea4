"""Figures -> statements: what one claimant says of one measure on one day, with every source that carries it."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.model import Citation, Figure, Pile
from briefing.steps.figures.identity import identify
from briefing.steps.figures.ledger import subject_class
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import is_vague, say_value, unique
from briefing.steps.findings.places import Places
from briefing.steps.findings.sides import side_of

GRAVEST = ("killed", "missing", "injured", "intensive-care", "hospitalised", "detained", "displaced", "evacuated")
"""What a reader asks for first, of all that is counted."""
ENGLISH = "en"
SHOWN = 6
"""So many values stand in one finding, at most."""
_SLACK = 0.1
"""How far an approximate number may lie from another and still agree with it."""
_CITED = 12  # citations of one finding, at most
_SOURCES = 4  # sources named for one value, at most


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claimant says, with every source that carries it."""

    figure: Figure
    subject: str
    """The class of what is counted."""
    claimant: str
    """Who that is; "" is nobody in particular, and the source itself stands for nobody at all."""
    places: frozenset[str]
    """Towns and regions that it limits itself to."""
    sources: tuple[str, ...]
    citations: tuple[Citation, ...]
    side: str = ""
    """Whose soldiers are counted, where the source says so."""
    english: bool = True
    """Its source is in English: only there is it known that nobody is named."""

    @property
    def low(self) -> float:
        """The least that it can mean."""
        return float(self.figure.low or 0)

    @property
    def high(self) -> float:
        """The most that it can mean."""
        return float("inf") if self.figure.high is None else float(self.figure.high)

    def value(self, book: Phrasebook) -> str:
        """Say the amount."""
        figure = self.figure
        return say_value(book, figure.low, figure.high, figure.as_written, approximate=figure.approximate)

    def when(self, book: Phrasebook) -> str:
        """Say its day and its sources."""
        sources = book.shortlist(self.sources, _SOURCES)
        return book.say("when", date=book.date(self.figure.as_of), sources=sources)

    def given(self, book: Phrasebook) -> str:
        """Say whose account it is, with its day and its sources."""
        claimant = self.figure.attributed_to
        if not claimant and not self.english:
            return self.when(book)
        account = book.account(claimant) if claimant else book.say("nobody")
        return book.say("given", account=account, when=self.when(book))


def find_statements(figures: Sequence[Figure], pile: Pile, numbers: Mapping[str, str]) -> list[Statement]:
    """Take together what says the same by the same account on the same day; each is told by its shortest claimant."""
    identities = identify(figure.attributed_to for figure in figures if figure.attributed_to)
    where = Places(pile, numbers)
    english = english_sources(pile, numbers)
    told = {(numbers[one.source], one.span.start): one.text for one in pile.sentences if one.source in numbers}
    groups: dict[tuple[object, ...], list[Statement]] = defaultdict(list)
    for figure in figures:
        sentence = told.get((figure.citation.source, figure.citation.start), "")
        read = _statement(figure, identities, where)
        one = replace(read, side=side_of(figure, sentence), english=figure.citation.source in english)
        key = (figure.measure, one.subject, figure.low, figure.high, figure.as_of, one.claimant, one.places, one.side)
        groups[key].append(one)
    return [together(sorted(group, key=_length)) for group in groups.values()]


def _statement(figure: Figure, identities: Mapping[str, str], where: Places) -> Statement:
    claimant = figure.attributed_to
    return Statement(
        figure=figure,
        subject=class_of(figure.subject),
        claimant=identities[claimant] if claimant else f"by {figure.citation.source} itself",
        places=where.limits(figure.citation),
        sources=(figure.citation.source,),
        citations=(figure.citation,),
    )


def english_sources(pile: Pile, numbers: Mapping[str, str]) -> frozenset[str]:
    """Return the numbers of the sources in English: who speaks, and that nobody is named, is known best there."""
    documents = (document for document in pile.documents if document.source.id in numbers)
    return frozenset(numbers[document.source.id] for document in documents if document.language == ENGLISH)


def _length(one: Statement) -> int:
    return len(one.figure.attributed_to or "")


def together(group: Sequence[Statement]) -> Statement:
    """Make one statement of several that say the same: the first, with every source and place of all of them."""
    return replace(
        group[0],
        sources=tuple(dict.fromkeys(source for one in group for source in one.sources)),
        citations=unique([citation for one in group for citation in one.citations]),
    )


def gravity(measure: str) -> tuple[int, str]:
    """Return what puts the gravest measure first."""
    return (GRAVEST.index(measure) if measure in GRAVEST else len(GRAVEST), measure)


def class_of(subject: str) -> str:
    """Return the class that a subject is compared in; people of several classes are just people."""
    parts = {subject_class(part) for part in subject.replace(" or ", " and ").split(" and ") if part.strip()}
    return parts.pop() if len(parts) == 1 else "people"


def say_subject(subject: str) -> str:
    """Name the counted in the source's words, without its quotation marks; "" where that is people in general."""
    return "" if class_of(subject) == "people" else " ".join(subject.strip("\"“”‘’'«» ").split())


def say_amount(book: Phrasebook, value: str, subject: str, measure: str) -> str:
    """Say how many of whom, "26 people killed", "120 dockers detained"; `subject` is as `say_subject` returns it."""
    said = book.measure(measure)
    if not subject:
        return book.say("amount-people", value=value, measure=said)
    return book.say("amount", value=value, subject=subject, measure=said)


def apart(upper: Figure, lower: Figure) -> bool:
    """Whether even the ends of two ranges do not meet, hedges allowed for."""
    if lower.high is None or upper.low is None:
        return False
    slack = _SLACK if upper.approximate or lower.approximate else 0.0
    return upper.low * (1 - slack) > lower.high * (1 + slack)


def differ(one: Figure, other: Figure) -> bool:
    """Whether two counts are not the same number, hedges allowed for; "dozens" is the same as all that it may mean."""
    if is_vague(one.as_written) or is_vague(other.as_written):
        return apart(one, other) or apart(other, one)
    here, there = one.low or one.high or 0, other.low or other.high or 0
    slack = _SLACK if one.approximate or other.approximate else 0.0
    return abs(here - there) > slack * max(here, there)


def fewer(statements: Sequence[Statement]) -> list[Statement]:
    """Keep the first few statements, and the last."""
    return list(statements) if len(statements) <= SHOWN else [*statements[: SHOWN - 1], statements[-1]]


def cited(statements: Sequence[Statement]) -> tuple[Citation, ...]:
    """Return the citations of those that are shown, one of each before the second of any."""
    kept = fewer(statements)
    first = [statement.citations[0] for statement in kept]
    return unique([*first, *(citation for statement in kept for citation in statement.citations[1:])])[:_CITED]
