"""Documents and their sentences -> name mentions, and from them who is who: evidence first, then short forms."""

from collections import Counter
from collections.abc import Mapping, Sequence

from briefing.model import Document, Name, NameKind, NameMention, Sentence, Span
from briefing.steps.names import offices
from briefing.steps.names.abroad import find_people
from briefing.steps.names.gazetteer import Gazetteer, fold, gazetteer
from briefing.steps.names.register import Key, Register, best_office, full_key, organisation_name
from briefing.steps.names.sameness import with_one_name
from briefing.steps.names.sightings import Sighting, find_sightings
from briefing.steps.names.views import take_apart

MOST_WORDS = 4
"""Of a speaker without any other evidence than a verb of speech."""


def find_names(documents: Sequence[Document], sentences: Sequence[Sentence]) -> tuple[NameMention, ...]:
    """Return whom and what the sentences of documents name, in their order: of other languages people with an office.

    A short form means the one full name of its document that it fits, else the one of the pile; none where two fit.
    """
    known = gazetteer()
    english = {document.source.id for document in documents if document.language.lower().startswith("en")}
    views = take_apart([sentence for sentence in sentences if sentence.source in english], known)
    groups = [sorted(find_sightings(view), key=lambda seen: (seen.start, -seen.end)) for view in views]
    ordinary = views[0].ordinary if views else frozenset[str]()
    mentions = Resolver(known, [seen for group in groups for seen in group], ordinary).mentions()
    return (*with_one_name(mentions, known), *find_people(documents, sentences))


class Resolver:
    """All sightings of a pile, and what each of them means."""

    def __init__(self, known: Gazetteer, sightings: Sequence[Sighting], ordinary: frozenset[str]) -> None:
        self.known = known
        self.ordinary = ordinary
        self.plain = (ordinary | known.stop) - known.name_words
        self.sightings = sightings
        self.local = {fold(s.words[0]) for s in sightings if s.kind == "place" and len(s.words) == 1}
        self.things = {s.words for s in sightings if s.kind == "thing" and s.certain and len(s.words) > 1}
        self.speakers = {(s.source, fold(s.words[0])) for s in sightings if s.spoken and len(s.words) == 1}
        self.people = Register(known.given)
        self.organisations = Register()
        self.register()

    def register(self) -> None:
        """Enter full names first, then single names that no full name explains, then offices."""
        for seen in self.sightings:
            self.register_full(seen)
        for seen in self.sightings:
            self.register_single(seen)
        for seen in self.sightings:
            if seen.kind == "person" and seen.office and (key := self.people.find(seen)):
                self.people.note(seen.source, key, seen.office)

    def register_full(self, seen: Sighting) -> None:
        """Enter what is surely an organisation, or a person by several words."""
        if seen.kind == "organisation" and seen.certain and not is_bare_ministry(seen):
            self.organisations.add(seen, organisation_name(seen.words, seen.nation))
        elif len(seen.words) > 1 and self.is_person(seen):
            self.people.add(seen, " ".join(seen.words))
        elif len(seen.words) == 2 and seen.kind == "unknown" and not seen.opening:
            self.people.suspect(seen)

    def register_single(self, seen: Sighting) -> None:
        """Enter a person of one name, or a ministry without its country, that no full name explains."""
        if is_bare_ministry(seen):
            if self.organisations.find_organisation(seen) is None:
                self.organisations.add(seen, organisation_name(seen.words, None))
        elif seen.kind == "person" and seen.certain and len(seen.words) == 1 and not self.people.explains(seen):
            self.people.add(seen, regnal(seen, self.known))

    def is_person(self, seen: Sighting) -> bool:
        """Say whether several words are certainly a person, by a title, a given name, or as a speaker."""
        if seen.kind == "person":
            return seen.certain and (bool(seen.office) or seen.spoken or seen.words not in self.things)
        lower = [word.lower() for word in seen.words]
        if (
            seen.kind != "unknown"
            or len(lower) > MOST_WORDS
            or set(lower) & self.plain
            or lower[-1] in self.known.posts
        ):
            return False
        return seen.spoken or (seen.source, fold(seen.words[-1])) in self.speakers

    def mentions(self) -> tuple[NameMention, ...]:
        """Return what every sighting means, in order, none inside another."""
        means = [self.meaning(seen) for seen in self.sightings]
        present = {(mention.source, mention.name) for mention in means if mention and mention.kind == "person"}
        rulers = self.rulers()
        found: list[NameMention] = []
        for seen, meant in zip(self.sightings, means, strict=True):
            mention = meant if seen.kind != "reference" else self.reference(seen, rulers, present)
            if mention and not (found and inside(mention, found[-1])):
                found.append(mention)
        return tuple(found)

    def meaning(self, seen: Sighting) -> NameMention | None:
        """Return what a sighting other than a reference means, None where nothing or too much fits."""
        if seen.kind in {"reference", "thing"}:
            return None
        if seen.kind == "place":
            return self.place(seen)
        if seen.kind in {"organisation", "acronym"}:
            return self.organisation(seen)
        return self.person(seen) or (self.organisation(seen) if len(seen.words) > 1 else None)

    def place(self, seen: Sighting) -> NameMention | None:
        """Return a place, unless someone of that name may be speaking; an unknown one that is nobody's name."""
        key = self.people.find(seen)
        if key is None:
            return mention_of(seen, "place", " ".join(seen.words))
        if not seen.certain:
            return self.person(seen)
        return None if seen.spoken else mention_of(seen, "place", " ".join(seen.words))

    def organisation(self, seen: Sighting) -> NameMention | None:
        """Return the organisation that a full name, an acronym or the end of a full name means."""
        if seen.kind == "organisation" and (whole := self.known.organisation(" ".join(seen.words))):
            return mention_of(seen, "organisation", whole)  # "the Red Cross" is not the American one
        key = self.organisations.find_organisation(seen)
        if key is not None:
            return mention_of(seen, "organisation", self.organisations.name(key))
        name = self.known.organisation(seen.words[0]) if len(seen.words) == 1 else None
        believed = not seen.opening if seen.kind == "organisation" else seen.kind == "acronym" and seen.spoken
        if name is None and believed:
            name = " ".join(seen.words)
        return None if name is None else mention_of(seen, "organisation", name)

    def person(self, seen: Sighting) -> NameMention | None:
        """Return the person that a name or a short form means."""
        if seen.kind == "unknown" and len(seen.words) == 1 and self.is_word(seen):
            return None
        key = self.people.find(seen)
        if key is None:
            local = seen.kind == "unknown" and fold(" ".join(seen.words)) in self.local
            return mention_of(seen, "place", seen.words[0]) if local else None
        return mention_of(seen, "person", self.people.name(key), seen.office or self.people.office(seen.source, key))

    def is_word(self, seen: Sighting) -> bool:
        """Say whether one capitalised word may be no name here: it opens a sentence and is an ordinary word too."""
        lower = seen.words[0].lower()
        doubtful = lower in self.known.name_words or lower in self.ordinary or lower in self.known.stop
        return doubtful and seen.opening and not seen.spoken

    def rulers(self) -> dict[tuple[str, str], set[Key]]:
        """Return who holds which office of which country, those of the past left out."""
        found: dict[tuple[str, str], set[Key]] = {}
        for key, office in self.people.offices():
            nation = offices.nation_of(office, self.known)
            if nation is not None and not offices.is_former(office, self.known):
                found.setdefault((nation, offices.phrase(office, self.known)), set()).add(key)
        return found

    def reference(
        self, seen: Sighting, rulers: Mapping[tuple[str, str], set[Key]], present: set[tuple[str, str]]
    ) -> NameMention | None:
        """Return the one person of the document who holds the office of "Kenya's president"."""
        holders = rulers.get((seen.nation or "", seen.office or ""), set())
        names = {self.people.name(key) for key in holders}
        name = names.pop() if len(names) == 1 else None
        if name is None or (seen.source, name) not in present:
            return None
        return mention_of(seen, "person", name, seen.office)


def mention_of(seen: Sighting, kind: NameKind, name: str, office: str | None = None) -> NameMention:
    """Return the mention at the place of a sighting."""
    span = Span(start=seen.start, end=seen.end)
    return NameMention(source=seen.source, span=span, name=name, kind=kind, office=office)


def inside(mention: NameMention, before: NameMention) -> bool:
    """Say whether a mention overlaps the one before it."""
    return mention.source == before.source and mention.span.start < before.span.end


def is_bare_ministry(seen: Sighting) -> bool:
    """Say whether a ministry stands without its country, so that another sighting may tell it."""
    return seen.kind == "organisation" and seen.nation is None and seen.words[-1].lower() == "ministry"


def regnal(seen: Sighting, known: Gazetteer) -> str:
    """Return a single name, with "King" or "Pope" where that is part of it."""
    title = (seen.office or "").split()[-1:]
    return " ".join([*title, *seen.words] if title and title[0].lower() in known.royal else seen.words)


def who_is_who(
    mentions: Sequence[NameMention], numbers: Mapping[str, str], documents: Sequence[Document] = ()
) -> tuple[Name, ...]:
    """Return people and organisations with the numbers of the sources that name them.

    First those of two sources or more and those who hold an office, most sources first, then in the order of the pile.
    `documents` are where the short forms are read from; without them `also` is empty.
    """
    texts = {document.source.id: document.source.text for document in documents}
    groups: dict[tuple[NameKind, str], list[NameMention]] = {}
    for mention in mentions:
        if mention.kind != "place" and mention.source in numbers:
            groups.setdefault((mention.kind, mention.name), []).append(mention)
    people = [entry(kind, name, group, numbers, texts) for (kind, name), group in groups.items()]
    counts = {(kind, name): len(group) for (kind, name), group in groups.items()}
    return tuple(sorted(people, key=lambda who: (*prominence(who), -counts[who.kind, who.name])))


def prominence(who: Name) -> tuple[bool, int]:
    """Return what orders names: of weight or not, then how many sources."""
    return (len(who.sources) < 2 and who.office is None, -len(who.sources))


def entry(
    kind: NameKind, name: str, group: Sequence[NameMention], numbers: Mapping[str, str], texts: Mapping[str, str]
) -> Name:
    """Return one entry of who is who from all mentions of a name."""
    held = Counter(office for mention in group if (office := mention.office) and not name.startswith(f"{office} "))
    sources = sorted({numbers[mention.source] for mention in group}, key=lambda number: (len(number), number))
    forms = Counter(form for mention in group if (form := short_form(mention, texts)))
    also = tuple(form for form, _ in forms.most_common())
    return Name(name=name, kind=kind, office=best_office(held), also=also, sources=tuple(sources))


def short_form(mention: NameMention, texts: Mapping[str, str]) -> str | None:
    """Return how a mention is written where that is another form of the name, not an office or only other letters."""
    text = texts.get(mention.source, "")[mention.span.start : mention.span.end]
    form, full = full_key(text), full_key(mention.name)
    if form == full or not form:
        return None
    if mention.kind == "person" and not set(form) & set(full):
        return None
    return " ".join(text.split())
