"""gazetteer.toml -> Gazetteer: countries, organisations, offices and the words that tell what a capital stands for."""

import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

WordList = frozenset[str]
PLURALS = ("s", "es")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """What is known of words before a source is read; keys are in lower case unless a form is an acronym."""

    nations: Mapping[str, str]
    """Adjectives, peoples and names of a country -> the country."""
    places: Mapping[str, str]
    organisations: Mapping[str, str]
    peoples: WordList
    """Adjectives and peoples: "Kenyan", "Kenyans", "Kurdish"."""
    organisation_heads: WordList
    place_heads: WordList
    thing_heads: WordList
    offices: WordList
    office_words: WordList
    royal: WordList
    honorifics: WordList
    former: WordList
    female: WordList
    male: WordList
    humans: WordList
    given: WordList
    name_words: WordList
    stop: WordList
    calendar: WordList
    particles: WordList
    speech: WordList
    outlets: WordList
    locatives: WordList
    bodies: WordList
    posts: WordList
    openers: WordList
    adverbs: WordList
    auxiliaries: WordList
    acts: WordList
    clauses: WordList
    determiners: WordList

    def nation(self, words: str) -> str | None:
        """Return the country that a name, an adjective or a people belongs to."""
        return self.nations.get(words) or self.nations.get(words.lower())

    def place(self, words: str) -> str | None:
        """Return the full name of a country, region or large city."""
        return self.places.get(words) or self.places.get(words.lower())

    def organisation(self, words: str) -> str | None:
        """Return the full name of an organisation that is known everywhere."""
        return self.organisations.get(words) or self.organisations.get(words.lower())

    def gender(self, words: Iterable[str]) -> str | None:
        """Return "she" or "he" where titles or given names tell, None where nothing does or they disagree."""
        lower = {word.lower().rstrip(".") for word in words}
        she, he = bool(lower & self.female), bool(lower & self.male)
        return None if she == he else "she" if she else "he"


def fold(word: str) -> str:
    """Return a word without case and accents, so that "José" and "JOSE" are one name."""
    if word.isascii():
        return word.lower()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).replace("’", "'")


def is_compound(text: str, known: Gazetteer) -> bool:
    """Say whether a word is "Moscow-led" or "Indo-Pacific": an adjective."""
    head, _, tail = text.replace("‐", "-").replace("‑", "-").partition("-")
    return bool(tail) and (tail.islower() or head.lower() in known.peoples or tail.lower() in known.peoples)


@cache
def gazetteer() -> Gazetteer:
    """Return the gazetteer that ships."""
    data: dict[str, str] = tomllib.loads(files("briefing.steps.names").joinpath("gazetteer.toml").read_text("utf-8"))
    rows = list(entries(data["countries"]))
    peoples = {form for _, adjectives, *_ in rows for form in people_forms(adjectives)}
    lists = {key: frozenset(data[key].lower().split()) for key in SIMPLE}
    return Gazetteer(
        nations=nations(rows),
        places=places(rows, data["places"]),
        organisations=organisations(data["organisations"]),
        peoples=frozenset(peoples | {form for word in data["peoples"].split() for form in people_forms([word])}),
        given=frozenset(data["given_female"].lower().split()) | lists["given_male"] | lists["given_other"],
        female=lists["female"] | lists["given_female"],
        male=lists["male"] | lists["given_male"],
        **{key: lists[key] for key in SIMPLE if key not in GIVEN},
    )


GIVEN = ("female", "male", "given_female", "given_male", "given_other")
SIMPLE = (
    *GIVEN,
    *("organisation_heads", "place_heads", "thing_heads", "offices", "office_words", "royal", "honorifics", "former"),
    *("humans", "name_words", "stop", "calendar", "particles", "speech", "outlets", "locatives"),
    *("bodies", "posts", "openers", "adverbs", "auxiliaries", "acts", "clauses", "determiners"),
)


def entries(block: str) -> Iterator[list[list[str]]]:
    """Split lines of fields by semicolons, and fields by commas."""
    for line in block.strip().split("\n"):
        yield [[part.strip() for part in field.split(",") if part.strip()] for field in line.split(";")]


def people_forms(adjectives: Iterable[str]) -> Iterator[str]:
    """Yield a people in the singular and the plural, in lower case."""
    for adjective in adjectives:
        yield adjective.lower()
        yield from (adjective.lower() + plural for plural in PLURALS)


def key(form: str) -> str:
    """An acronym keeps its case, so that "WHO" is not "who"."""
    return form if form.isupper() else form.lower()


def nations(rows: Iterable[list[list[str]]]) -> dict[str, str]:
    """Map every word for a country or its people to the country."""
    found: dict[str, str] = {}
    for (name, *_), adjectives, *rest in rows:
        names = [name, *(rest[1] if len(rest) > 1 else [])]
        found.update(dict.fromkeys([*map(key, names), *people_forms(adjectives)], name))
    return found


def places(rows: Iterable[list[list[str]]], block: str) -> dict[str, str]:
    """Map every name of a country, capital, region or large city to its full name."""
    found: dict[str, str] = {}
    for (name, *_), _, *rest in rows:
        found[key(name)] = name
        found.update((key(capital), capital) for capital in (rest[0] if rest else []))
        found.update((key(other), name) for other in (rest[1] if len(rest) > 1 else []))
    found.update((key(name), name) for line in entries(block) for field in line for name in field)
    return found


def organisations(block: str) -> dict[str, str]:
    """Map every form of an organisation's name to its full name."""
    found: dict[str, str] = {}
    for (name, *_), *rest in entries(block):
        found.update(dict.fromkeys(map(key, [name, *(rest[0] if rest else [])]), name))
    return found
