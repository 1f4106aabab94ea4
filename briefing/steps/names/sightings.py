"""Sentence -> sightings: what each run of capitals looks like where it stands, and the evidence beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from briefing.steps.names import acronyms, offices
from briefing.steps.names.capitals import Run, find_runs, is_headline
from briefing.steps.names.gazetteer import fold, is_compound
from briefing.steps.names.trimming import behind_charge, behind_place, is_headed, trim
from briefing.steps.names.views import View

SightingKind = Literal["person", "organisation", "place", "reference", "acronym", "unknown", "thing"]
NUMBER = re.compile(r"\s\d{1,3}\b(?![.,]\d)")
AGE = re.compile(r",? (?:\(\d{1,3}\)|aged \d{1,3}\b)|, \d{1,3},")
PERSONAL = re.compile(r", (?:who|whose|whom|himself|herself)\b")
LANDSCAPE = frozenset({"lake", "mount", "port", "fort", "cape", "san", "santa", "são", "saint"})
NAMED_AFTER = frozenset(
    ["airport", "street", "square", "avenue", "boulevard", "bridge", "stadium", "island", "islands", "archipelago"]
)
VAGUE = frozenset({"state", "base", "village", "town", "mount", "port", "station"})
NUMERALS = frozenset({"ii", "iii", "iv"})
SUFFIXES = frozenset({"jr", "sr"}) | NUMERALS


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A run of capitals at a place, with what its surroundings say about it."""

    source: str
    start: int
    end: int
    words: tuple[str, ...]
    kind: SightingKind
    certain: bool = False
    """Its surroundings alone prove the kind."""
    office: str | None = None
    nation: str | None = None
    spoken: bool = False
    """A verb of speech stands beside it."""
    opening: bool = False
    """It opens the sentence, where every word has a capital."""
    acronym: str | None = None
    """The short form that is given for it in brackets."""
    shouted: bool = False
    """It was written in capitals throughout."""


def find_sightings(seen: View) -> Iterator[Sighting]:
    """Yield what the runs of a sentence look like, in no fixed order; a headline proves nothing."""
    weak = is_headline(seen.words, seen.known)
    for run in find_runs(seen.words, seen.known):
        for sighting in sight(seen, run):
            yield replace(sighting, certain=False, opening=True) if weak else sighting
    yield from find_references(seen)
    yield from find_ministries(seen)


def sight(seen: View, run: Run) -> Iterator[Sighting]:
    """Yield the person behind an office, or the organisation, place or unknown name that a run is."""
    run = behind_place(seen, behind_charge(seen, run))
    office = offices.inside(seen.words, run, seen.known)
    if office is not None and office.last < run.last:
        rest = Run(office.last + 1, run.last)
        if is_name(seen, rest):
            titled = offices.leading(seen.words, office, seen.known)
            yield person(base(seen, rest), titled, seen.sentence.text)
            return
    elif office is not None:
        return
    yield plain_run(seen, trim(seen, run))


def is_name(seen: View, run: Run) -> bool:
    """Say whether the words behind an office can be a person's name."""
    last = seen.words[run.last].lower
    known = seen.known
    heads = known.organisation_heads | known.place_heads | known.thing_heads | known.offices
    if last in heads and last not in known.name_words:
        return False
    if " & " in seen.cut(run.first, run.last) or (
        run.first < run.last and known.place(seen.cut(run.last - 1, run.last))
    ):
        return False  # "Holt & Sons", "President Holt North America"
    lower = seen.lower(run.first, run.last)
    return run.last - run.first < 6 and not known.peoples & set(lower) and not {"of", "for"} & set(lower)


def base(seen: View, run: Run) -> Sighting:
    """Return an unknown sighting of a run, with the evidence that any kind may use."""
    words, start = seen.words, seen.sentence.span.start
    speech = seen.known.speech
    first, last = words[run.first], words[run.last]
    text = seen.cut(run.first, run.last)
    shouted = text.isupper() and first.text != text[: len(first.text)]
    return Sighting(
        source=seen.sentence.source,
        start=start + first.start,
        end=start + last.end,
        words=tuple(word.text for word in words[run.first : run.last + 1]) if shouted else tuple(text.split()),
        kind="unknown",
        spoken=seen.neighbour(run.last, 1) in speech or seen.neighbour(run.first, -1) in speech,
        opening=run.first == 0,
        shouted=shouted,
    )


def person(found: Sighting, office: offices.Office, text: str) -> Sighting:
    """Return a person whose office stands beside the name."""
    certain = len(found.words) > 1 or office.weighty
    return replace(found, kind="person", certain=certain, office=office.title(text))


def plain_run(seen: View, run: Run) -> Sighting:
    """Return what a run without an office inside is: the first test that says yes."""
    found = base(seen, run)
    for test in (as_known, as_organisation, as_acronym, as_titled, as_person, as_place):
        if better := test(seen, run, found):
            return better
    return found


def as_organisation(seen: View, run: Run, found: Sighting) -> Sighting | None:
    """A known organisation, one with a head such as "Council", or one whose acronym stands beside it."""
    text, known = seen.sentence.text, seen.known
    short = acronyms.beside(text, seen.words[run.first].start, seen.words[run.last].end)
    first = None if short is None else acronyms.opening(seen.words, run, short, headed=is_headed(seen, run))
    if first is not None:
        return replace(base(seen, Run(first, run.last)), kind="organisation", certain=True, acronym=short)
    if is_headed(seen, run) and seen.words[run.first].lower not in known.given:
        return ministry(seen, run, found)
    if seen.neighbour(run.first, -1) in known.outlets and seen.words[run.first - 1].text.islower():
        number = NUMBER.match(text, seen.words[run.last].end)
        if number is None:
            return replace(found, kind="organisation")
        end = found.end + len(number.group())
        return replace(found, kind="organisation", end=end, words=(*found.words, number.group().strip()))
    return None


def ministry(seen: View, run: Run, found: Sighting) -> Sighting:
    """Return an organisation; a ministry is known by its country, "Kenya's Interior Ministry" like "Kenyan"."""
    if seen.words[run.last].lower != "ministry":
        return replace(found, kind="organisation", certain=True)
    nation = seen.known.nation(seen.words[run.first].text) if run.first < run.last else None
    first = run.first + (nation is not None)
    if nation is None and run.first and seen.words[run.first - 1].possessive:
        nation = seen.known.nation(seen.words[run.first - 1].text)
    return replace(base(seen, Run(first, run.last)), kind="organisation", certain=first < run.last, nation=nation)


def as_known(seen: View, run: Run, found: Sighting) -> Sighting | None:
    """A place, people or organisation that is known everywhere; what an acronym means, its document may say."""
    known = seen.known
    text, written = " ".join(found.words), seen.cut(run.first, run.last)
    if name := known.place(text) or known.place(written):
        return replace(found, kind="place", certain=True, words=tuple(name.split()))
    if text.lower() in known.peoples or is_compound(text, known):
        return replace(found, kind="thing", certain=True)
    name = None if is_acronym(seen, run) else known.organisation(text)
    return replace(found, kind="organisation", certain=True, words=tuple(name.split())) if name else None


def as_place(seen: View, run: Run, found: Sighting) -> Sighting | None:
    """A river, a street, a war, or an unknown word after "in"."""
    known = seen.known
    if run.first < run.last:
        last = seen.words[run.last].lower
        if last in known.place_heads | known.thing_heads or seen.words[run.first].lower in LANDSCAPE:
            return replace(found, kind="thing", certain=True)
    if is_named_after(seen, run):
        return replace(found, kind="thing", certain=True)
    local = seen.neighbour(run.first, -1) in known.locatives
    return replace(found, kind="place") if local and run.last - run.first < 3 else None


def is_named_after(seen: View, run: Run) -> bool:
    """Say whether a name is a place's: "Ana Holt airport", "the island of Ana Holt"."""
    heads = seen.known.place_heads
    if seen.neighbour(run.first, -1) == "of" and seen.neighbour(run.first - 1, -1) in heads - VAGUE:
        return not seen.words[run.last].possessive
    return seen.neighbour(run.last, 1) in NAMED_AFTER and not seen.words[run.last].possessive


def as_acronym(seen: View, run: Run, found: Sighting) -> Sighting | None:
    """One word of capitals."""
    if not is_acronym(seen, run):
        return None
    led = seen.neighbour(run.last, 1) in seen.known.offices
    return replace(found, kind="acronym", spoken=found.spoken or led)


def is_acronym(seen: View, run: Run) -> bool:
    """Say whether a run is one word of two to eight capitals."""
    word = seen.words[run.first].text
    return run.first == run.last and word.isupper() and 2 <= len(word.replace(".", "")) <= 8


def as_titled(seen: View, run: Run, found: Sighting) -> Sighting | None:
    """A person with an office before the name, or beside it between commas."""
    if not is_name(seen, run):
        return None
    words, text, known = seen.words, seen.sentence.text, seen.known
    office = offices.before(words, run.first, known) or offices.after(words, run, text, known)
    office = office or offices.apart(words, run, text, known)
    return None if office is None else person(found, office, seen.sentence.text)


def as_person(seen: View, run: Run, found: Sighting) -> Sighting | None:
    """Two or more words with a given name, an initial, an age, "who" or words of a speaker."""
    words, known = seen.words, seen.known
    lower = seen.lower(run.first, run.last)
    if not 2 <= len(lower) <= 6 or not is_name(seen, run) or {"and", "on", "in", "the"} & set(lower):
        return None
    tail = seen.sentence.text[words[run.last].end : words[run.last].end + 16]
    proven = AGE.match(tail) or PERSONAL.match(tail)
    if is_named_after(seen, run) and not (proven or found.spoken):
        return None
    if lower[-1] in known.place_heads | known.thing_heads and not (proven or found.spoken):
        return None
    initials = any(word.endswith(".") for word in lower[:-1]) and lower[-1] not in seen.ordinary
    given = lower[0] in known.given or initials or lower[-1] in SUFFIXES - NUMERALS
    if given or proven or known.particles & set(lower[1:-1]) - {"de", "la", "do", "da", "e", "y"}:
        return replace(found, kind="person", certain=not (run.first == 0 and lower[0] in known.stop))
    return None


def find_references(seen: View) -> Iterator[Sighting]:
    """Yield "Kenya's president" and "the Kenyan president" where no name follows."""
    for first, last, nation in offices.references(seen.words, seen.known):
        span = base(seen, Run(first, last))
        phrase = offices.phrase(" ".join(span.words), seen.known)
        yield replace(span, kind="reference", office=phrase, nation=nation, spoken=False)


def find_ministries(seen: View) -> Iterator[Sighting]:
    """Yield "the interior ministry" in small letters, with the country before it where one stands there."""
    for at, word in enumerate(seen.words):
        if word.text != "ministry" or seen.neighbour(at, -1) not in seen.known.office_words:
            continue
        if seen.words[at - 1].capital:
            continue
        country = (
            seen.words[at - 2] if at > 1 and (seen.words[at - 1].joined or seen.words[at - 2].possessive) else None
        )
        nation = None if country is None else seen.known.nation(country.text)
        name = (fold(seen.words[at - 1].text).title(), "Ministry")
        yield replace(base(seen, Run(at - 1, at)), kind="organisation", certain=True, nation=nation, words=name)
