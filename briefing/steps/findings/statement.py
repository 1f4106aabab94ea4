"""Pile, figures, key points -> the statement on the sources: how many, whose, from when, and where they are weakest."""

import datetime as dt
from collections.abc import Mapping, Sequence

from briefing.model import Citation, DateMention, Document, Extract, Figure, Finding, Pile, Sentence
from briefing.steps.clarify import MONTHS
from briefing.steps.compose import cite
from briefing.steps.figures.identity import brief_name, identify, is_official, shown
from briefing.steps.figures.reading import read_sentence
from briefing.steps.findings.phrasing import listed, opened, say_date, several, shortlist, unique
from briefing.steps.findings.witnesses import Support, carriers
from briefing.steps.words import LANGUAGES

_NAMED = 6  # claimants, outlets or languages named in one sentence, at most
_SOURCES = 8  # sources named in one sentence, at most


def state_sources(
    pile: Pile, figures: Sequence[Figure], key_points: Sequence[Extract], support: Support, numbers: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return what the brief rests on: the sources, whose counts they carry, and the weakest key point."""
    findings = (
        _sources(pile, key_points, numbers),
        _accounts(pile, figures, numbers),
        _weakest(pile, key_points, support, numbers),
    )
    return tuple(finding for finding in findings if finding)


def _sources(pile: Pile, key_points: Sequence[Extract], numbers: Mapping[str, str]) -> Finding:
    documents = pile.documents
    origins = len(set(pile.origins.values()))
    independent = "" if len(documents) == 1 else f" of {several(origins, 'independent origin')}"
    text = (
        f"This briefing rests on {several(len(documents), 'source')}{independent}, "
        f"{_published(documents)} and written in {_languages(documents)}. {_outlets(documents)}"
    )
    cited = [extract.citations[0] for extract in key_points] or _leads(pile, documents, numbers)
    return Finding(kind="sources", text=text, citations=unique(cited))


def _leads(pile: Pile, documents: Sequence[Document], numbers: Mapping[str, str]) -> list[Citation]:
    """Return the first sentences of the first of these documents."""
    firsts = {sentence.source: sentence for sentence in reversed(pile.sentences)}
    sources = [document.source.id for document in documents if document.source.id in firsts]
    return [cite(firsts[source], numbers) for source in sources[:_NAMED]]


def _published(documents: Sequence[Document]) -> str:
    dates = sorted(document.published for document in documents if document.published)
    if not dates:
        return "undated"
    missing = len(documents) - len(dates)
    undated = f" ({several(missing, 'source')} undated)" if missing else ""
    return f"published {_period(dates[0], dates[-1])}{undated}"


def _period(first: dt.date, last: dt.date) -> str:
    """Write a period without saying month and year twice: "from 5 to 10 January 2022"."""
    if first == last:
        return f"on {say_date(first)}"
    start = say_date(first)
    if (first.year, first.month) == (last.year, last.month):
        start = str(first.day)
    elif first.year == last.year:
        start = f"{first.day} {MONTHS[first.month - 1]}"
    return f"from {start} to {say_date(last)}"


def _languages(documents: Sequence[Document]) -> str:
    names = dict.fromkeys(
        LANGUAGES.get(document.language, f"a language marked “{document.language}”") for document in documents
    )
    return shortlist([opened(name) if name in LANGUAGES.values() else name for name in names], _NAMED)


def _outlets(documents: Sequence[Document]) -> str:
    outlets = list(dict.fromkeys(document.publisher for document in documents if document.publisher))
    unnamed = sum(document.publisher is None for document in documents)
    if not outlets:
        return "No outlet is named."
    named = f"{opened(several(len(outlets), 'outlet'))} {'is' if len(outlets) == 1 else 'are'} named"
    rest = f"; {several(unnamed, 'source')} {'names' if unnamed == 1 else 'name'} none" if unnamed else ""
    return f"{named} ({shortlist(outlets, _NAMED)}){rest}."


def _accounts(pile: Pile, figures: Sequence[Figure], numbers: Mapping[str, str]) -> Finding | None:
    """Say who stands behind the figures, officials apart from others, and which texts are an agency's."""
    named = [figure for figure in figures if figure.attributed_to]
    identities = identify(figure.attributed_to or "" for figure in named)
    bodies: dict[str, Figure] = {}
    for figure in sorted(named, key=lambda figure: len(figure.attributed_to or "")):
        claimant = figure.attributed_to or ""
        bodies.setdefault(identities[claimant] or claimant.lower(), figure)
    claimants = sorted(bodies.values(), key=lambda figure: int(figure.id[1:]))
    official = [figure for figure in claimants if is_official(figure.attributed_to or "")]
    other = [figure for figure in claimants if not is_official(figure.attributed_to or "")]
    credited = [document for document in pile.documents if document.agency]
    texts = [_behind(official, other, len(figures) - len(named)), _agencies(credited, numbers)]
    if not any(texts):
        return None
    citations = unique([figure.citation for figure in [*official, *other] or figures])[:_NAMED]
    return Finding(
        kind="sources",
        text=" ".join(filter(None, texts)),
        citations=citations or tuple(_leads(pile, credited, numbers)),
    )


def _behind(official: Sequence[Figure], other: Sequence[Figure], nobody: int) -> str:
    parts = [_group(official, "official claimant"), _group(other, "other claimant")]
    told = listed([part for part in parts if part]) if any(parts) else ""
    unnamed = f"{several(nobody, 'figure')} {'names' if nobody == 1 else 'name'} nobody" if nobody else ""
    if told:
        return f"Behind the figures stand {told}" + (f"; {unnamed}." if unnamed else ".")
    return opened(f"{unnamed} as claimant.") if unnamed else ""


def _group(figures: Sequence[Figure], noun: str) -> str:
    names = [brief_name(figure.attributed_to or "") for figure in figures]
    return f"{several(len(names), noun)} ({shortlist(names, _NAMED)})" if names else ""


def _agencies(documents: Sequence[Document], numbers: Mapping[str, str]) -> str:
    """Name each agency with the sources whose text is its own."""
    texts: dict[str, list[str]] = {}
    for document in documents:
        if document.agency:
            texts.setdefault(document.agency, []).append(numbers[document.source.id])
    named = [f"{agency} ({shortlist(sources, _SOURCES)})" for agency, sources in texts.items()]
    return f"News agencies wrote part of these texts: {shortlist(named, _NAMED)}." if named else ""


def _weakest(pile: Pile, key_points: Sequence[Extract], support: Support, numbers: Mapping[str, str]) -> Finding | None:
    """Name the key point with the fewest origins, of these one that names nobody as its source."""
    if not key_points:
        return None
    places = {(numbers[sentence.source], sentence.span.start): at for at, sentence in enumerate(pile.sentences)}
    ranked = []
    for place, extract in enumerate(key_points):
        at = places.get((extract.citations[0].source, extract.citations[0].start))
        account = "" if at is None else _account(pile.sentences[at], pile.dates[at])
        ranked.append((len(support.origins(extract)), bool(account), place, account))
    count, _, place, account = min(ranked)
    extract = key_points[place]
    told = f"by the account of {account}" if account else "and the sentence names nobody as its source"
    rests = (
        f"only one origin ({carriers(extract)}) was" if count == 1 else f"{several(count, 'independent origin')} were"
    )
    text = f"The weakest key point is {extract.id}: {rests} found to say it, {told}."
    return Finding(kind="sources", text=text, citations=(extract.citations[0],))


def _account(sentence: Sentence, dates: Sequence[DateMention]) -> str:
    """Return who is said to say what a sentence says, in its own words."""
    read = read_sentence(sentence, dates)
    named = [read.text(claim.first, claim.last) for claim in read.claims if not claim.pronoun]
    return shown(named[0]) if named else ""
