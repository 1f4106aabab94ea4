"""Words -> offices: "police spokesman" before a name, "the mayor of X" behind it, "Kenya's president" alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.steps.names.capitals import Run, Word
from briefing.steps.names.gazetteer import Gazetteer

ENDS = frozenset(",.;:)]—–-")
NATIONAL = frozenset(
    {"president", "premier", "minister", "king", "queen", "chancellor", "emperor", "sultan", "vice-president"}
)
LONGEST = 9


@dataclass(frozen=True, slots=True)
class Office:
    """A stretch of a sentence that names an office; an honorific alone is none but proves a person."""

    first: int
    last: int
    start: int
    end: int
    honorific: bool = False
    weighty: bool = False
    """Only people have it, so that it proves even one word to be a name: "President", "Mr", not "Resident"."""

    def title(self, text: str) -> str | None:
        """Return the office in the source's words, None for an honorific."""
        if self.honorific:
            return None
        abbreviated = text[self.end : self.end + 2] == ". "  # "Sgt. Ana Holt": a sentence ends in a dot without a space
        words = text[self.start : self.end + abbreviated].split()
        shouted = len(words[0]) > 3 and all(word.isupper() for word in words)
        return " ".join(word.title() if shouted else word for word in words)


def make(words: Sequence[Word], first: int, last: int, known: Gazetteer) -> Office:
    """Return the office of words first to last; honorifics at its end are left out."""
    end = last
    while end >= first and words[end].lower in known.honorifics - known.offices:
        end -= 1
    weighty = any(word.lower.rstrip(".") in known.posts | known.honorifics for word in words[first : last + 1])
    if end < first or not any(is_head(word, known) for word in words[first : end + 1]):
        return Office(first, last, 0, 0, True, weighty)
    return Office(first, last, words[first].start, words[end].end, False, weighty)


def is_head(word: Word, known: Gazetteer) -> bool:
    """Say whether a word can end an office: "president", "ex-president", "co-founder"."""
    return word.lower in known.offices or ("-" in word.lower and word.lower.rpartition("-")[2] in known.offices)


def belongs(word: Word, known: Gazetteer) -> bool:
    """Say whether a word can stand inside an office before its head."""
    lower = word.lower
    if lower in known.office_words or is_head(word, known) or lower in known.peoples:
        return True
    acronym = word.text.isupper() and len(word.text) > 1
    named = lower in known.organisation_heads or known.place(word.text) or known.organisation(word.text)
    return word.capital and (acronym or bool(named))


def inside(words: Sequence[Word], run: Run, known: Gazetteer) -> Office | None:
    """Return the office that a run of capitals begins with, as in "Kenyan Prime Minister Ana Duarte"."""
    head = first_head(words, run, known)
    if head is None:
        return None
    last = head
    while last < run.last and (is_title(words[last + 1], known) or goes_on(words, last, run, known)):
        last += 1
    first = run.first
    if first == 0 and first < head and is_scorn(words[first], known):  # "Disgraced Prime Minister Ana Duarte"
        first += 1
    return make(words, first, last, known)


def is_scorn(word: Word, known: Gazetteer) -> bool:
    """Say whether a participle before an office only describes who holds it."""
    return word.lower.endswith(("ed", "ing")) and not belongs(word, known) and not word.lower.startswith("united")


def first_head(words: Sequence[Word], run: Run, known: Gazetteer) -> int | None:
    """Return the first office or honorific of a run that no given name precedes."""
    for at in range(run.first, run.last + 1):
        word = words[at]
        if is_title(word, known):
            only = at == run.last and any(not belongs(other, known) for other in words[run.first : at])
            return None if only else at
        if word.lower in known.given or at - run.first > 4:
            return None
    return None


def is_title(word: Word, known: Gazetteer) -> bool:
    """Say whether a word is an office or an honorific."""
    return is_head(word, known) or word.lower.rstrip(".") in known.honorifics


def goes_on(words: Sequence[Word], last: int, run: Run, known: Gazetteer) -> bool:
    """Say whether "of Health" or "for Foreign Affairs" continues an office."""
    after = words[last + 1].lower
    if after in {"of", "for", "and"}:
        return last + 2 <= run.last and words[last + 2].lower in known.office_words
    begun = words[last].lower in (known.office_words - known.offices) | {"of", "for", "and"}
    return begun and after in known.office_words


def before(words: Sequence[Word], at: int, known: Gazetteer) -> Office | None:
    """Return the office that stands directly before the word at a place: "former police chief", "Gen"."""
    if not at or not words[at].joined:
        return None
    return ending_at(words, at - 1, known) or of_place(words, at - 1, known)


def of_place(words: Sequence[Word], last: int, known: Gazetteer) -> Office | None:
    """Return the office of a place of one or two words that ends at a word: "Mayor of Porto"."""
    for head in range(last - 2, max(-1, last - 4), -1):
        place = words[head + 2 : last + 1]
        if words[head + 1].lower == "of" and is_head(words[head], known) and all(word.capital for word in place):
            together = all(word.joined for word in words[head + 1 : last + 1])
            return make(words, widen(words, head, known), last, known) if together else None
    return None


def leading(words: Sequence[Word], office: Office, known: Gazetteer) -> Office:
    """Return the office inside a run with what belongs to it on the left of the run: "Kenya's", "former"."""
    return make(words, widen(words, office.first, known), office.last, known)


def ending_at(words: Sequence[Word], last: int, known: Gazetteer) -> Office | None:
    """Return the office whose last word is given, with what belongs to it on the left."""
    complement = last - 2 if last > 1 and words[last - 1].lower == "of" else last
    if not is_title(words[last], known):
        if complement == last or words[last].lower not in known.office_words or not is_head(words[complement], known):
            return None
        return make(words, widen(words, complement, known), last, known)
    return make(words, widen(words, last, known), last, known)


def widen(words: Sequence[Word], first: int, known: Gazetteer) -> int:
    """Return the first word of an office, going left over what belongs to it and over "Kenya's"."""
    least = max(0, first - LONGEST)
    while first > least and words[first].joined and widens(words, first, known):
        first -= 1
    if first > least and words[first - 1].possessive and words[first - 1].capital:
        first -= 1
        owner = " ".join(word.text for word in words[max(least, first - 1) : first + 1])
        first -= bool(words[first].joined and (known.organisation(owner) or known.place(owner)))  # "European Union's"
    return first


def widens(words: Sequence[Word], first: int, known: Gazetteer) -> bool:
    """Say whether the word before a place belongs to the office too: "United" before "Nations spokesman" does."""
    inner, outer = words[first], words[first - 1]
    if belongs(outer, known) or is_title(outer, known):
        return True
    return inner.capital and outer.capital and inner.lower in known.organisation_heads and outer.lower not in known.stop


def after(words: Sequence[Word], run: Run, text: str, known: Gazetteer) -> Office | None:
    """Return the office between commas behind a name: "Ana Duarte, the mayor of Porto, said"."""
    at = run.last + 1
    if at >= len(words) or text[words[run.last].end : words[at].start].strip() != ",":
        return None
    at += words[at].lower == "as"
    determined = at < len(words) and words[at].lower in known.determiners
    at += determined
    head = head_from(words, at, known, determined=determined)
    if head is None:
        return None
    last = complement_end(words, head, known)
    return None if last is None or not closes(text, words, last) else make(words, at, last, known)


def head_from(words: Sequence[Word], at: int, known: Gazetteer, *, determined: bool) -> int | None:
    """Return the head of an office that begins at a place; after "the" any few adjectives may precede it."""
    for place in range(at, min(at + 7, len(words))):
        word = words[place]
        if place > at and not (word.joined or words[place - 1].possessive):
            return None
        if is_head(word, known) and not (
            place + 1 < len(words) and words[place + 1].joined and is_head(words[place + 1], known)
        ):
            return place
        free = determined and word.lower not in known.stop and word.lower not in known.speech
        if not (free or belongs(word, known) or (word.possessive and word.capital)):
            return None
    return None


def complement_end(words: Sequence[Word], head: int, known: Gazetteer) -> int | None:
    """Return the last word of "of the party", "for Secretary General X", None where a clause follows."""
    last = head
    while last + 1 < len(words) and last - head < LONGEST:
        if not (words[last + 1].joined or words[last].possessive):
            return last
        if words[last + 1].lower in known.speech or words[last + 1].lower in known.clauses:
            return None
        if last == head and words[last + 1].lower not in {"of", "for", "at", "in", "to", "with", "and"}:
            return None
        last += 1
    return last if last + 1 == len(words) else None


def closes(text: str, words: Sequence[Word], last: int) -> bool:
    """Say whether punctuation or the end of the sentence follows a word."""
    tail = text[words[last].end : words[last].end + 4].replace("’s", "").replace("'s", "").strip()
    return not tail or tail[0] in ENDS


def apart(words: Sequence[Word], run: Run, text: str, known: Gazetteer) -> Office | None:
    """Return the office before a name between commas: "The mayor, Ana Duarte, said"."""
    at = run.first
    if not at or run.first == run.last or text[words[at - 1].end : words[at].start].strip() != ",":
        return None
    tail = text[words[run.last].end : words[run.last].end + 2]
    return ending_at(words, at - 1, known) if tail[:1] == "," else None


def references(words: Sequence[Word], known: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Yield first word, last word and country of each national office that no name follows."""
    for at, word in enumerate(words):
        if word.lower not in NATIONAL or named(words, at):
            continue
        first = at
        while first and words[first].joined and words[first - 1].lower in known.office_words - known.former:
            first -= 1
        country = words[first - 1] if first and (words[first].joined or words[first - 1].possessive) else None
        nation = None if country is None else known.nation(country.text)
        if nation is not None:
            yield first - 1, at, nation


def named(words: Sequence[Word], at: int) -> bool:
    """Say whether a capital or another office follows, so that the office belongs to a name."""
    if words[at].possessive:
        return False
    return at + 1 < len(words) and (words[at + 1].capital or words[at + 1].lower in {"general", "of"})


def phrase(office: str, known: Gazetteer) -> str:
    """Return an office without its country: "Kenyan Prime Minister" -> "prime minister"."""
    bare = (word.removesuffix("'s").removesuffix("’s") for word in office.split())
    kept = [word for word in bare if known.nation(word) is None and word.lower() not in {"of", "the", "current"}]
    return " ".join(kept).lower().replace("premier", "prime minister")


def nation_of(office: str, known: Gazetteer) -> str | None:
    """Return the one country that an office names."""
    bare = [word.removesuffix("'s").removesuffix("’s") for word in office.split()]
    found = {nation for word in bare if (nation := known.nation(word))}
    return found.pop() if len(found) == 1 else None


def is_former(office: str, known: Gazetteer) -> bool:
    """Say whether an office is one of the past."""
    return any(part in known.former for word in office.lower().split() for part in (word, word.partition("-")[0]))
