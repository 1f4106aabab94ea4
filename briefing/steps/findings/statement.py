"""Pile, figures, key points -> the statement on the sources: how many, whose, from when, and where they are weakest."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import compress
from operator import not_

from briefing.model import Citation, DateMention, Document, Extract, Figure, Finding, Pile, Sentence
from briefing.steps.compose import cite
from briefing.steps.figures.identity import brief_name, identify, is_official
from briefing.steps.figures.languages import claimant_of
from briefing.steps.figures.reading import read_sentence
from briefing.steps.findings.phrasebook import Phrasebook, opened
from briefing.steps.findings.phrasing import tell, unique
from briefing.steps.findings.statements import ENGLISH, english_sources
from briefing.steps.findings.witnesses import Witnesses, carriers
from briefing.steps.names.gazetteer import gazetteer

_NAMED = 6  # claimants, outlets or languages named in one sentence, at most
_REPORTS = frozenset({"according", "reported", "reports", "reportedly", "quoted", "cited", "cites"})
_SOURCES = 8  # sources named in one sentence, at most


def state_sources(
    pile: Pile,
    figures: Sequence[Figure],
    key_points: Sequence[Extract],
    witnesses: Witnesses,
    numbers: Mapping[str, str],
    book: Phrasebook,
) -> tuple[Finding, ...]:
    """Return what the brief rests on: the sources, whose counts they carry, and the weakest key point."""
    findings = (
        _sources(pile, key_points, numbers, book),
        _accounts(pile, figures, numbers, book),
        _weakest(pile, key_points, witnesses, book),
    )
    return tuple(finding for finding in findings if finding)


def _sources(pile: Pile, key_points: Sequence[Extract], numbers: Mapping[str, str], book: Phrasebook) -> Finding:
    documents = pile.documents
    origins = len(set(pile.origins.values()))
    languages = list(dict.fromkeys(book.language(document.language) for document in documents))
    rests = book.say(
        "rests" if len(documents) > 1 else "rests-one",
        len(languages),
        sources=book.say("sources", len(documents)),
        origins=book.say("origins", origins),
        published=_published(documents, book),
        languages=book.shortlist(languages, _NAMED),
    )
    cited = [extract.citations[0] for extract in key_points] or _leads(pile, documents, numbers)
    return tell(book, "sources", f"{rests} {opened(_outlets(documents, book))}", unique(cited))


def _leads(pile: Pile, documents: Sequence[Document], numbers: Mapping[str, str]) -> list[Citation]:
    """Return the first sentences of the first of these documents."""
    firsts = {sentence.source: sentence for sentence in reversed(pile.sentences)}
    sources = [document.source.id for document in documents if document.source.id in firsts]
    return [cite(firsts[source], numbers) for source in sources[:_NAMED]]


def _published(documents: Sequence[Document], book: Phrasebook) -> str:
    dates = sorted(document.published for document in documents if document.published)
    if not dates:
        return book.say("published-never")
    period = _period(dates[0], dates[-1], book)
    missing = len(documents) - len(dates)
    return book.say("published-partly", missing, period=period) if missing else book.say("published", period=period)


def _period(first: dt.date, last: dt.date, book: Phrasebook) -> str:
    """Write a period without saying month and year twice: "from 5 to 10 January 2022"."""
    if first == last:
        return book.say("on", date=book.date(last))
    if (first.year, first.month) == (last.year, last.month):
        return book.say("days", first=book.conventions.day(first), last=book.date(last))
    start = book.conventions.month_day(first) if first.year == last.year else book.date(first)
    return book.say("from-to", first=start, last=book.date(last))


def _outlets(documents: Sequence[Document], book: Phrasebook) -> str:
    outlets = list(dict.fromkeys(document.publisher for document in documents if document.publisher))
    unnamed = sum(document.publisher is None for document in documents)
    if not outlets:
        return book.say("outlets-none")
    names = book.shortlist(outlets, _NAMED)
    if not unnamed:
        return book.say("outlets", len(outlets), names=names)
    return book.say("outlets-some", len(outlets), names=names, rest=book.say("outlets-unnamed", unnamed))


def _accounts(pile: Pile, figures: Sequence[Figure], numbers: Mapping[str, str], book: Phrasebook) -> Finding | None:
    """Say who stands behind the figures, officials apart from others, and which texts are an agency's."""
    named = [figure for figure in figures if figure.attributed_to]
    identities = identify(figure.attributed_to or "" for figure in named)
    bodies: dict[str, Figure] = {}
    for figure in sorted(named, key=lambda figure: len(figure.attributed_to or "")):
        claimant = figure.attributed_to or ""
        bodies.setdefault(identities[claimant] or claimant.lower(), figure)
    claimants = sorted(bodies.values(), key=lambda figure: int(figure.id[1:]))
    english = english_sources(pile, numbers)
    nobody = [figure for figure in figures if not figure.attributed_to and figure.citation.source in english]
    groups = _groups(claimants, english)
    credited = [document for document in pile.documents if document.agency]
    texts = [*_behind(groups, len(nobody), book), *_agencies(credited, numbers, book)]
    if not texts:
        return None
    cited = [figure for group in groups.values() for figure in group]
    citations = unique([figure.citation for figure in cited or figures])[:_NAMED]
    return tell(book, "sources", " ".join(texts), citations or _leads(pile, credited, numbers))


def _groups(claimants: Sequence[Figure], english: Set[str]) -> Mapping[str, Sequence[Figure]]:
    """Tell officials from others where the words for both are known: in English sources."""
    if any(figure.citation.source not in english for figure in claimants):
        return {"claimants": claimants}
    standing = [is_official(figure.attributed_to or "") for figure in claimants]
    return {"official": list(compress(claimants, standing)), "other": list(compress(claimants, map(not_, standing)))}


def _behind(groups: Mapping[str, Sequence[Figure]], nobody: int, book: Phrasebook) -> Iterator[str]:
    told = [_group(key, figures, book) for key, figures in groups.items() if figures]
    if told and nobody:
        yield book.say("behind-some", accounts=book.listed(told), rest=book.say("unnamed", nobody))
    elif told:
        yield book.say("behind", accounts=book.listed(told))
    elif nobody:
        yield opened(book.say("unnamed-all", nobody))


def _group(key: str, figures: Sequence[Figure], book: Phrasebook) -> str:
    names = [book.account(brief_name(figure.attributed_to or "")) for figure in figures]
    return book.say(key, len(names), names=book.shortlist(names, _NAMED))


def _agencies(documents: Sequence[Document], numbers: Mapping[str, str], book: Phrasebook) -> Iterator[str]:
    """Name each agency with the sources whose text is its own."""
    texts: dict[str, list[str]] = {}
    for document in documents:
        if document.agency:
            texts.setdefault(document.agency, []).append(numbers[document.source.id])
    if texts:
        named = [
            book.say("agency", name=agency, sources=book.shortlist(sources, _SOURCES))
            for agency, sources in texts.items()
        ]
        yield book.say("agencies", names=book.shortlist(named, _NAMED))


def _weakest(pile: Pile, key_points: Sequence[Extract], witnesses: Witnesses, book: Phrasebook) -> Finding | None:
    """Name the key point with the fewest origins, of these one that names nobody as its source."""
    if not key_points:
        return None
    languages = {document.source.id: document.language for document in pile.documents}
    ranked = []
    for place, extract in enumerate(key_points):
        at = witnesses.index_of(extract)
        sentence = pile.sentences[at]
        account = _account(sentence, pile.dates[at], languages[sentence.source])
        ranked.append((len(witnesses.origins(extract)), bool(account), place, account))
    count, _, place, account = min(ranked)
    extract = key_points[place]
    text = book.say(
        "weakest-account" if account else "weakest" if account is None else "weakest-nobody",
        count,
        id=extract.id,
        sources=carriers(extract, book),
        account=book.account(account) if account else "",
    )
    return tell(book, "sources", text, extract.citations[:1])


def _account(sentence: Sentence, dates: Sequence[DateMention], language: str) -> str | None:
    """Return who is said to say what a sentence says, in its own words; "" is nobody, None is not known."""
    if language != ENGLISH:  # who is named in other languages is known, but not that nobody is
        return claimant_of(sentence.text, language)
    read = read_sentence(sentence, dates)
    named = [read.text(claim.first, claim.last) for claim in read.claims if not claim.pronoun]
    return named[0] if named else None if _speaks(sentence.text) else ""


def _speaks(text: str) -> bool:
    """Tell whether somebody may be named as saying so in words that the ledger does not go by: "a daily noted that"."""
    speech = gazetteer().speech
    words = {word.strip('.,:;"“”()').lower() for word in text.split()}
    past = {f"{word.removesuffix('s')}{end}" for word in words if word.endswith("s") for end in ("ed", "d")}
    return not speech.isdisjoint(words | past) or not _REPORTS.isdisjoint(words)
