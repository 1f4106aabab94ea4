"""Key points, figures -> which independent origins tell the same in whatever words, and what only one tells."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from math import log

from briefing.model import Extract, Figure, Finding, Pile
from briefing.steps.compose import cite
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import is_vague, say_value, tell, unique
from briefing.steps.findings.statements import GRAVEST, class_of, differ, say_amount, say_subject

_SAYS_SO = 0.25
"""The share of a sentence's weight in content words from which another may tell the same: low, for what counts as
untold has to be untold."""
_LEAST = 3
"""Content words that it has to share, at the least."""
_NAMED = 4  # sources of one key point that are named, at most
_Place = tuple[str, int]


class Witnesses:
    """Which independent origins may tell what a key point tells; its number, where it counts something, included."""

    def __init__(
        self, pile: Pile, figures: Sequence[Figure], key_points: Sequence[Extract], numbers: Mapping[str, str]
    ) -> None:
        self._origins = {numbers[source]: origin for source, origin in pile.origins.items()}
        self._figures = figures
        self._indices = {(numbers[one.source], one.span.start): at for at, one in enumerate(pile.sentences)}
        counts: dict[_Place, list[Figure]] = defaultdict(list)
        for figure in figures:
            counts[figure.citation.source, figure.citation.start].append(figure)
        self._counts = {extract.id: counts[_place(extract)] for extract in key_points}
        self._stems = {extract.id: _words(pile.stems[self.index_of(extract)]) for extract in key_points}
        self._told = self._tellers(pile)

    def index_of(self, extract: Extract) -> int:
        """Return the sentence that an extract quotes, by its index in the pile."""
        return self._indices[_place(extract)]

    def origins(self, extract: Extract) -> frozenset[int]:
        """Return the origins that may tell what an extract tells."""
        carriers = {self._origins[citation.source] for citation in extract.citations}
        counting = chain.from_iterable(self.counting(figure) for figure in self._counts[extract.id])
        return frozenset(carriers.union(self._told.get(extract.id, ()), counting))

    def counting(self, figure: Figure) -> frozenset[int]:
        """Return the origins that give about the same count."""
        return frozenset(
            self._origins[other.citation.source] for other in self._figures if other is figure or _agree(figure, other)
        )

    def _tellers(self, pile: Pile) -> Mapping[str, set[int]]:
        wanted = frozenset(chain.from_iterable(self._stems.values()))
        held = [wanted.intersection(stems) for stems in pile.stems]
        counts = Counter(chain.from_iterable(held))
        weights = {stem: log(1 + len(held) / count) for stem, count in counts.items()}
        told: dict[str, set[int]] = defaultdict(set)
        for sentence, stems in zip(pile.sentences, held, strict=True):
            if len(stems) >= _LEAST:
                for extract in self._same(stems, weights):
                    told[extract].add(pile.origins[sentence.source])
        return told

    def _same(self, stems: frozenset[str], weights: Mapping[str, float]) -> Iterator[str]:
        for extract, own in self._stems.items():
            common = own & stems
            counted = {str(figure.low) for figure in self._counts[extract]} & own
            whole = sum(weights[stem] for stem in own)
            said = counted & common if counted else sum(weights[stem] for stem in common) >= _SAYS_SO * whole
            if said and len(common) >= _LEAST:
                yield extract


def _words(stems: Sequence[str]) -> frozenset[str]:
    """Return the stems that are words: a character of a script without spaces is only part of one."""
    return frozenset(stem for stem in stems if len(stem) > 1 or stem.isascii())


def _place(extract: Extract) -> _Place:
    return extract.citations[0].source, extract.citations[0].start


def _agree(figure: Figure, other: Figure) -> bool:
    """Whether another figure gives about the same count of the same."""
    return (
        figure.measure == other.measure
        and class_of(figure.subject) == class_of(other.subject)
        and is_vague(figure.as_written) == is_vague(other.as_written)
        and not differ(figure, other)
    )


def find_single(
    pile: Pile,
    figures: Sequence[Figure],
    key_points: Sequence[Extract],
    witnesses: Witnesses,
    numbers: Mapping[str, str],
    book: Phrasebook,
) -> tuple[Finding, ...]:
    """Return one finding that lists the key points and the newest tolls for which only one origin was found."""
    alone = [extract for extract in key_points if len(witnesses.origins(extract)) == 1]
    tolls = [figure for figure in newest_tolls(figures) if len(witnesses.counting(figure)) == 1]
    citations = unique([*(extract.citations[0] for extract in alone), *(figure.citation for figure in tolls)])
    text = " ".join([*_points(alone, len(key_points), book), *_tolls(tolls, book, also=bool(alone))])
    if len(set(pile.origins.values())) == 1:
        text = book.say("one-origin")
        citations = citations or tuple(cite(sentence, numbers) for sentence in pile.sentences[:1])
    return (tell(book, "single-origin", text, citations),) if citations else ()


def newest_tolls(figures: Sequence[Figure]) -> list[Figure]:
    """Return the newest total of people for each of the gravest measures, the highest of its day."""
    newest: dict[str, Figure] = {}
    for figure in figures:
        if _is_toll(figure):
            held = newest.get(figure.measure)
            newest[figure.measure] = figure if held is None or _newness(figure) > _newness(held) else held
    return [newest[measure] for measure in GRAVEST if measure in newest]


def _is_toll(figure: Figure) -> bool:
    stands = figure.counting == "total" and figure.status in {"current", "disputed"} and figure.as_of is not None
    known = not is_vague(figure.as_written) and bool(figure.low or figure.high)
    return stands and known and figure.measure in GRAVEST[:3] and class_of(figure.subject) == "people"


def _newness(figure: Figure) -> tuple[str, int]:
    return str(figure.as_of), figure.low or figure.high or 0


def carriers(extract: Extract, book: Phrasebook) -> str:
    """Name the sources in which an extract stands."""
    names = {citation.source for citation in extract.citations}
    return book.shortlist(sorted(names, key=lambda name: int(name[1:])), _NAMED)


def _points(alone: Sequence[Extract], count: int, book: Phrasebook) -> Iterator[str]:
    if alone:
        points = [book.say("point", id=extract.id, sources=carriers(extract, book)) for extract in alone]
        if len(alone) == count:
            yield book.say("alone-all", count, points=book.listed(points))
        else:
            yield book.say("alone", len(alone), all=book.spell(count), points=book.listed(points))


def _tolls(tolls: Sequence[Figure], book: Phrasebook, *, also: bool) -> Iterator[str]:
    if tolls:
        counts = book.listed([_said(figure, book) for figure in tolls])
        yield book.say("alone-counts-too" if also else "alone-counts", len(tolls), counts=counts)


def _said(figure: Figure, book: Phrasebook) -> str:
    value = say_value(book, figure.low, figure.high, figure.as_written, approximate=figure.approximate)
    amount = say_amount(book, value, say_subject(figure.subject), figure.measure)
    return book.say("amount-in", amount=amount, source=figure.citation.source)
