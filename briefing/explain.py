"""A build folder, an extract's id -> why it is there: from brief.json and the texts beside it, nothing else."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from briefing.errors import BriefingError
from briefing.model import Brief, Citation, Explanation, Extract
from briefing.render.cite import label
from briefing.render.folders import template_folders
from briefing.render.why import WhyView, view_why
from briefing.render.words import load_words
from briefing.saved import load_brief

NEAREST = 3  # ids that are named where one is unknown


class UnknownExtractError(BriefingError):
    """The brief has no extract of that id."""

    exit_code = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An extract, and why it is there."""

    extract: Extract
    carried: str
    """By how many outlets, and how many of them independent."""
    place: str
    """The title of its section, or the day of the timeline."""
    explanation: Explanation
    why: WhyView
    texts: Mapping[tuple[str, int, int], str]
    """The words at each place that the explanation names: source, start and end."""


def explain(build: Path, name: str) -> Account:
    """Return why an extract is there; BriefingError where the build says nothing of it.

    Args:
        build: a folder that `briefing make` wrote.
        name: the extract's id; "e12" and "12" stand for "E12".

    """
    brief = load_brief(build)
    places = _places(brief)
    wanted = name.upper() if name[:1] in "Ee" else f"E{name}"
    if wanted not in places:
        raise UnknownExtractError(f"{name}: no extract of {build} has that id; {_nearest(wanted, places)}")
    explanation = next((held for held in brief.explanations if held.extract == wanted), None)
    if explanation is None:
        raise BriefingError(
            f"{build}: says nothing about {wanted}: an earlier version of briefing made it; make the briefing again"
        )
    texts = _texts(brief, explanation, build)
    extract, place = places[wanted]
    words = load_words(template_folders(None))
    return Account(
        extract=extract,
        carried=f"{words.count('outlets', extract.outlets)}, {words.count('origins', extract.origins)}",
        place=place,
        explanation=explanation,
        why=view_why(replace(brief, explanations=(explanation,)), words)[wanted],
        texts=texts,
    )


def as_json(account: Account) -> dict[str, object]:
    """Return an account as JSON types, every cited sentence with its text."""
    explanation = account.explanation
    cited = {"displaced": [_cited(held, account) for held in explanation.displaced]}
    following = _cited(explanation.next, account) if explanation.next else None
    return {
        "text": account.extract.text,
        "section": account.place,
        "outlets": account.extract.outlets,
        "origins": account.extract.origins,
        **asdict(explanation),
        **cited,
        "next": following,
    }


def lines(account: Account) -> Iterable[str]:
    """Yield an account as plain lines."""
    extract = account.extract
    yield f"{extract.id}  {account.place}"
    yield f"  {extract.text} [{', '.join(label(citation) for citation in extract.citations)}; {account.carried}]"
    for reason in account.why.reasons:
        yield f"{reason.label}{f': {reason.text}' if reason.text else ''}"
        for sentence in reason.sentences:
            yield f"  {sentence.text} [{sentence.place.label}]"


def _places(brief: Brief) -> dict[str, tuple[Extract, str]]:
    """Return every extract with where it stands, by its id."""
    days = {event.extract.id: (event.extract, f"Timeline, {event.date}") for event in brief.timeline}
    return days | {held.id: (held, section.title) for section in brief.sections for held in section.extracts}


def _nearest(wanted: str, known: Iterable[str]) -> str:
    """Name the ids next to an unknown one."""
    names = list(known)
    if not names:
        return "it has none at all"
    closest = sorted(names, key=lambda name: (abs(_number(name) - _number(wanted)), _number(name)))
    return f"nearest: {', '.join(closest[:NEAREST])}"


def _number(name: str) -> int:
    return int(re.sub("[^0-9]", "", name)[:9] or 0)


def _texts(brief: Brief, explanation: Explanation, build: Path) -> dict[tuple[str, int, int], str]:
    """Return the words at each place; a place that is none is named."""
    sources = {source.id: source.text for source in brief.sources}
    found = {}
    for cited in (*explanation.displaced, *([explanation.next] if explanation.next else [])):
        if cited.source not in sources or not 0 <= cited.start < cited.end <= len(sources[cited.source]):
            raise BriefingError(
                f"{build}: why {explanation.extract} is there leads to {label(cited)}, where nothing stands: "
                "the build was changed; make the briefing again"
            )
        found[cited.source, cited.start, cited.end] = sources[cited.source][cited.start : cited.end]
    return found


def _cited(citation: Citation, account: Account) -> dict[str, object]:
    return {**asdict(citation), "text": account.texts[citation.source, citation.start, citation.end]}
