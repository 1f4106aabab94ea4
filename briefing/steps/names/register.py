"""Sightings -> the full names of each document and of the pile: which one a short form fits."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from briefing.steps.names.gazetteer import fold
from briefing.steps.names.sightings import SUFFIXES, Sighting

ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ad|ar|at|az)-")
Key = tuple[str, ...]
MOST = 12
"""Names that share one word: beyond that a short form fits too many to be one of them."""
SPELLINGS = (
    ("iza", "isa"),
    ("center", "centre"),
    ("defense", "defence"),
    ("labor", "labour"),
    ("program ", "programme "),
)
ARTICLED = ("United", "Netherlands", "Philippines", "Bahamas", "Maldives", "Gambia", "Central African", "Democratic")


def full_key(name: str) -> Key:
    """Return what makes two spellings of a full name one name."""
    plain = fold(name)
    for american, british in SPELLINGS:
        plain = plain.replace(american, british)
    return tuple(plain.split())


def bare(key: Key) -> Key:
    """Return a name without initials, "Jr" and the article of "al-Sisi"."""
    return tuple(ARTICLE.sub("", word) for word in key if not word.endswith(".") and word not in SUFFIXES) or key


def organisation_name(words: Sequence[str], nation: str | None) -> str:
    """Return an organisation's name, with the country of a ministry."""
    name = " ".join(words)
    if nation is None:
        return name
    article = "the " if nation.startswith(ARTICLED) or nation.endswith("Republic") else ""
    return f"{name} of {article}{nation}"


class Names:
    """The full names of one document, or of the pile."""

    def __init__(self) -> None:
        self.keys: dict[Key, None] = {}
        self.by_word: dict[str, list[Key]] = {}
        self.acronyms: dict[str, set[Key]] = {}

    def add(self, key: Key) -> None:
        """Enter a full name."""
        if key in self.keys:
            return
        self.keys[key] = None
        for word in dict.fromkeys(bare(key)):
            sharing = self.by_word.setdefault(word, [])
            if len(sharing) <= MOST:
                sharing.append(key)

    def fits(self, short: Key) -> list[Key]:
        """Return the longer names that a form ends, or else those that hold it."""
        sharing = self.by_word.get(bare(short)[-1], [])
        if len(sharing) > MOST:
            return []
        longer = [key for key in sharing if len(key) > len(short)]
        ending = [key for key in longer if bare(key)[-len(bare(short)) :] == bare(short)]
        return ending or [key for key in longer if holds(bare(key), bare(short))]


def holds(longer: Key, short: Key) -> bool:
    """Say whether the words of a short form stand side by side in a longer name."""
    return any(longer[at : at + len(short)] == short for at in range(len(longer) - len(short) + 1))


class Register:
    """The full names of a kind, how they are written, and which offices go with them."""

    def __init__(self, given: frozenset[str] = frozenset()) -> None:
        self.given = given
        """First names: they alone call nobody whom only another document names."""
        self.pile = Names()
        self.documents: dict[str, Names] = {}
        self.unproven: dict[str, Names] = {}
        """Names of several words in each document that nothing proves to be a person's."""
        self.spellings: dict[Key, Counter[str]] = {}
        self.held: dict[Key, Counter[str]] = {}
        self.held_here: dict[tuple[str, Key], Counter[str]] = {}

    def add(self, seen: Sighting, name: str) -> None:
        """Enter the full name of a sighting, and its acronym."""
        key = full_key(name)
        self.spellings.setdefault(key, Counter())[name] += 0 if seen.shouted else 1
        for names in (self.pile, self.documents.setdefault(seen.source, Names())):
            names.add(key)
            if seen.acronym:
                names.acronyms.setdefault(seen.acronym, set()).add(key)

    def suspect(self, seen: Sighting) -> None:
        """Enter several words that may be a full name."""
        self.unproven.setdefault(seen.source, Names()).add(full_key(" ".join(seen.words)))

    def name(self, key: Key) -> str:
        """Return a name as it is written most often, the first among equals."""
        return self.spellings[key].most_common(1)[0][0]

    def find(self, seen: Sighting) -> Key | None:
        """Return the one full name that a sighting means, by its document first."""
        short = full_key(" ".join(seen.words))
        here = self.documents.get(seen.source)
        for names in (here, self.pile):
            if names is None:
                continue
            fitting = self.distinct(names, [*names.fits(short)])
            if names is self.pile:
                fitting = [key for key in fitting if self.may_mean(seen.source, short, key)]
            if short in names.keys and len(fitting) != 1:
                return short
            if len(fitting) > 1:
                return self.by_office(fitting, seen.office)
            if fitting:
                return fitting[0]
        return None

    def explains(self, seen: Sighting) -> bool:
        """Say whether some longer name of the pile may be meant."""
        short = full_key(" ".join(seen.words))
        return any(self.may_mean(seen.source, short, key) for key in self.pile.fits(short))

    def may_mean(self, source: str, short: Key, key: Key) -> bool:
        """Say whether a short form may mean another document's name: not by the first name, nor against its own."""
        here = self.documents.get(source)
        if here is not None and key in here.keys:
            return True
        called = len(short) == 1 and short[0] in self.given and bare(key)[-1] != short[0]
        own = self.unproven[source].fits(short) if source in self.unproven else []
        rivals = [other for other in own if bare(other)[-1] == short[-1] == bare(key)[-1] and other != key]
        return not called and not rivals

    def distinct(self, names: Names, keys: Iterable[Key]) -> list[Key]:
        """Return names without those that are short forms of another of them."""
        found: dict[Key, None] = {}
        for key in keys:
            longer = names.fits(key)
            found[longer[0] if len(longer) == 1 else key] = None
        return list(found)

    def by_office(self, keys: Sequence[Key], office: str | None) -> Key | None:
        """Return the only one of several people who holds an office."""
        if office is None:
            return None
        last = office.lower().rstrip(".").split()[-1]
        held = {key: " ".join(self.held.get(key, ())).lower().replace(".", "").split() for key in keys}
        fitting = [key for key in keys if last in held[key]]
        return fitting[0] if len(fitting) == 1 else None

    def find_organisation(self, seen: Sighting) -> Key | None:
        """Return the organisation that an acronym, a full name or two words or more of its end mean."""
        if seen.kind == "acronym":
            return self.by_acronym(seen)
        key = full_key(organisation_name(seen.words, seen.nation))
        if seen.nation is None and len(key) > 1 and (found := self.find_longer(seen.source, key)):
            return found
        return key if key in self.pile.keys else None

    def find_longer(self, source: str, key: Key) -> Key | None:
        """Return the one organisation whose name begins or ends with these words."""
        for names in (self.documents.get(source), self.pile):
            fitting = [] if names is None else names.fits(key)
            if len(fitting) == 1:
                return fitting[0]
            if fitting or (names is not None and key in names.keys):
                return None
        return None

    def by_acronym(self, seen: Sighting) -> Key | None:
        """Return what an acronym stands for in its document, or else in every document that says so."""
        acronym = seen.words[0].replace(".", "")
        for names in (self.documents.get(seen.source), self.pile):
            meant = names.acronyms.get(acronym, set()) if names else set()
            if meant:
                return next(iter(meant)) if len(meant) == 1 else None
        return None

    def note(self, source: str, key: Key, office: str) -> None:
        """Remember that a person is given an office."""
        self.held.setdefault(key, Counter())[office] += 1
        self.held_here.setdefault((source, key), Counter())[office] += 1

    def office(self, source: str, key: Key) -> str | None:
        """Return a person's office as the document puts it, or else the pile."""
        return best_office(self.held_here.get((source, key)) or self.held.get(key) or Counter())

    def offices(self) -> Iterator[tuple[Key, str]]:
        """Yield every person with every office that is given to them."""
        for key, held in self.held.items():
            yield from ((key, office) for office in held)


def best_office(held: Counter[str]) -> str | None:
    """Return the office given most often, the fuller among equals, in its fullest form that ends alike."""
    if not held:
        return None
    common = max(held, key=lambda office: (held[office], *fullness(office)))
    return max((office for office in held if office.lower().endswith(common.lower())), key=fullness)


def fullness(office: str) -> tuple[bool, int]:
    """Return what orders forms of an office: short enough to print beside a name, then length."""
    return (len(office.split()) <= 4, len(office))
