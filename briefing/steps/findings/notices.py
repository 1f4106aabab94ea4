"""Documents -> the corrections, clarifications and retractions that they themselves announce."""

import re
from collections.abc import Iterator, Mapping, Sequence

from briefing.model import Document, Finding, Kind, Pile, Sentence
from briefing.steps.compose import cite
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.phrasing import cut_short, tell
from briefing.steps.segment import page_of

_SCANNED = 600  # characters of a passage in which a notice announces itself
_CITED = 3  # places of one document's notice, at most
_QUOTABLE: frozenset[Kind] = frozenset({"headline"})
_ASIDE: frozenset[Kind] = frozenset(
    {"deck", "heading", "dateline", "caption", "credit", "byline", "furniture", "promotion", "garbled", "unsure"}
)
_HINTS = (
    *("correct", "version", "retract", "withdraw", "clarif", "amended", "regret", "apolog", "kill", "errat", "removed"),
    *("korrekt", "berichtig", "rectif", "klarstell", "precis", "précis", "rettific", "исправл", "поправк", "correç"),
)
"""One of these stands in every notice: most sentences hold none, and cost no more."""
_PIECE = r"(?:article|story|report|piece|post|dispatch|headline|caption)"
_END = r"(?:\s?[:.—–)]|\s-)"
_RETRACTED = re.compile(
    rf"^\W{{0,4}}(?:retract(?:ion|ed)|kill(?: notice)?|withdrawn|advisory kill)\b{_END}"
    rf"|\bthis {_PIECE} (?:has been|was|is) (?:retracted|withdrawn|removed)\b"
    rf"|\b(?:we|the editors) (?:have )?(?:retract|retracted|withdrawn) this {_PIECE}\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"^\W{0,4}(?:corrections?|correct(?:s|ed)|corrected version|corrections? and clarifications|erratum|errata"
    r"|editor['’]s note: correction|update and correction|korrektur|berichtigung|rectificatif|correctif|erratum"
    rf"|fe de erratas?|correcci[oó]n|rettifica|correç[aã]o|исправление|поправка){_END}"
    r"|^\W{0,4}\(?(?:this (?:story|version) )?corrects\b"
    rf"|\b(?:an? (?:earlier|previous|original|prior)|the original|earlier) versions? of (?:this {_PIECE}|the article)\b"
    rf"|\bthis {_PIECE} (?:has been|was) (?:\w{{1,12}} )?(?:corrected|amended)\b"
    rf"|\bthis {_PIECE} (?:has been|was) updated to correct\b"
    r"|\bwe (?:regret|apologi[sz]e for) (?:the|this|that|any) (?:error|mistake|inaccura)",
    re.IGNORECASE,
)
_CLARIFIED = re.compile(
    rf"^\W{{0,4}}(?:clarification|klarstellung|precisi[oó]n|précision|editor['’]s note: clarification){_END}"
    rf"|\bthis {_PIECE} (?:has been|was) (?:updated|amended|edited) to clarify\b",
    re.IGNORECASE,
)
_SAID = (
    (_RETRACTED, "retracted"),
    (_CLARIFIED, "clarified"),
    (_CORRECTED, "corrected"),
)


def find_corrections(pile: Pile, numbers: Mapping[str, str], book: Phrasebook) -> tuple[Finding, ...]:
    """Return one finding for each document that says it corrects, clarifies or withdraws what it reported."""
    sentences: dict[str, list[Sentence]] = {}
    for sentence in pile.sentences:
        sentences.setdefault(sentence.source, []).append(sentence)
    findings = [_finding(document, sentences.get(document.source.id, []), numbers, book) for document in pile.documents]
    return cut_short(book, [finding for finding in findings if finding], "more-corrections")


def _finding(
    document: Document, sentences: Sequence[Sentence], numbers: Mapping[str, str], book: Phrasebook
) -> Finding | None:
    inside = [place for place in (*_passages(document, _QUOTABLE), *sentences) if _hints(place.text[:_SCANNED])]
    outside = [place for place in _passages(document, _ASIDE) if _hints(place.text[:_SCANNED])]
    for notice, said in _SAID:
        found = [place for place in inside if notice.search(place.text[:_SCANNED])]
        aside = any(notice.search(place.text[:_SCANNED]) for place in outside)
        cited = found or sentences[:1]  # what is not the article is no place to cite
        if found or (aside and cited):
            text = book.say(said if found else f"{said}-aside", source=numbers[document.source.id])
            return tell(book, "correction", text, [cite(place, numbers) for place in cited[:_CITED]])
    return None


def _hints(text: str) -> bool:
    lower = text.lower()
    return any(hint in lower for hint in _HINTS)


def _passages(document: Document, kinds: frozenset[Kind]) -> Iterator[Sentence]:
    """Yield passages as if they were sentences: notices stand above and below articles too."""
    for passage in document.passages:
        if passage.kind in kinds:
            text = document.source.text[passage.span.start : passage.span.end]
            page = page_of(document.source, passage.span.start)
            yield Sentence(source=document.source.id, span=passage.span, paragraph=0, index=0, text=text, page=page)
