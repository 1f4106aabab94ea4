"""Documents -> the title of their brief: the phrases that most of their headlines share, as the articles spell them.

A phrase is a run of words that begins and ends with a content word and crosses no punctuation: "Tour de France" is one,
not three words. Where the language has articles, these two have to be what the texts use as a noun or a name: "killed"
says what became of somebody, not what the brief is about.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, permutations

from briefing.model import Document
from briefing.steps.words import content, stem

SHARE, PHRASES = 0.4, 3  # of the headlines that have a phrase; phrases of a title at most
LEAST = 0.2  # of the headlines that have a name, which is the title where nothing stands in more
LONGEST = 5  # words of a phrase
HEADLINES, HEADLINE = 500, 300  # headlines, and characters of each, that are read; so many say what the rest would
TEXTS, TEXT = 50, 20_000  # texts, and characters of each, in which spellings are looked for
NOUNS = 0.2  # of a noun's places stand behind an article or have a capital inside the sentence
TOGETHER = 2  # times that the headlines and texts have two phrases together
TELLING, CLAUSE = 3, 10  # words, at least and at most, of a headline's clause that is a title
_INFLECTED = frozenset({"cs", "fi", "hu", "pl", "ru", "tr", "uk"})
"""Languages whose nouns change their ending with their part in a sentence: one by itself, "Орске", is no title."""
_LINKS = {
    "de": "in|im|am|an|auf|von|vom|vor",
    "en": "(?:in|of|at|on|off|near)(?: the)?",
    "es": "(?:de|en|del|ante)(?: (?:el|la|los|las))?",
    "fr": "(?:de|du|des|en|à|au|aux|sur|dans)(?: (?:la|le|les))?",
}
_ARTICLES = {
    "de": "der|die|das|den|dem|des|ein|eine|einen|einem|einer",
    "en": "the|an?",
    "es": "el|la|los|las|una?|unos|unas|del|al",
    "fr": "les?|la|une?|des|du|aux?",
}
_CLAUSE = re.compile(r"[^\w\s'’.-]|\s[-–—]\s|\.(?=\s|$)")
_OWNER = re.compile(r"['’]s$")

Phrase = tuple[str, ...]
"""The stems of the words of a phrase."""


def title_of(documents: Sequence[Document], language: str) -> str:
    """Return the title: of one article its headline, "" where the headlines of several have nothing in common."""
    headlines = [(document.title or "")[:HEADLINE] for document in documents[:HEADLINES]]
    if len(headlines) == 1:
        return headlines[0]
    text = "\n".join(document.source.text[:TEXT] for document in documents[:TEXTS])
    written: dict[Phrase, Counter[str]] = {}
    for headline in headlines:
        for phrase, words in dict(_phrases(headline, language)).items():
            written.setdefault(phrase, Counter())[words] += 1
    common, rare = (max(share * len(headlines), min(2, len(headlines))) for share in (SHARE, LEAST))
    others = _shared(written, rare, text, language)
    phrases = _shared(written, common, text, language)[:PHRASES] or [one for one in others if _is_name(one)][:1]
    together = (
        _together(phrases, others, "\n".join([*headlines, text]), language) if phrases and language in _LINKS else ""
    )
    title = together or ", ".join(phrases)
    if language in _INFLECTED and phrases and not any(" " in phrase for phrase in phrases):
        title = _clause_with(headlines, phrases, language) or title
    return title[:1].upper() + title[1:]


def _clause_with(headlines: Sequence[str], words: Sequence[str], language: str) -> str:
    """Return what a headline with most of some words says before its first mark; "" where none fits."""
    roots = {stem(word.lower(), language) for word in words}
    clauses = [_CLAUSE.split(headline)[0].strip() for headline in headlines]
    fitting = [clause for clause in clauses if TELLING <= len(clause.split()) <= CLAUSE]
    shares = [len(roots & {stem(word.lower(), language) for word in clause.split()}) for clause in fitting]
    return fitting[shares.index(max(shares))] if any(shares) else ""


def _is_name(phrase: str) -> bool:
    return not phrase[:1].islower()


def _together(phrases: Sequence[str], others: Sequence[str], text: str, language: str) -> str:
    """Return how headlines and texts put two phrases together: "Haiti earthquake", not "Haiti, earthquake".

    Where no two of these stand together, the first with one that fewer headlines have: a longer name, or a noun with
    the name that says which. Empty where none does so twice.
    """
    first, *_ = phrases
    longer = [one for one in others if any(_is_name(word) for word in _beside(one, first))]
    if " " in first:
        partners = []
    elif _is_name(first):
        partners = [(first, one) for one in others if not _is_name(one)]
    else:
        partners = [pair for one in others if _is_name(one) for pair in ((one, first), (first, one))]
    return (
        _commonest(permutations(phrases, 2), text, _LINKS[language])
        or next(iter(longer), "")
        or _commonest(partners, text, "" if _is_name(first) else _LINKS[language])
    )


def _commonest(pairs: Iterable[tuple[str, str]], text: str, links: str) -> str:
    """Return the pair that stands most often side by side or, where one is a name, linked; "" where none does twice."""
    found: Counter[str] = Counter()
    for first, last in pairs:
        link = f" (?:(?:{links}) )?" if links and (_is_name(first) or _is_name(last)) else " "
        found.update(re.findall(rf"\b{re.escape(first)}{link}{re.escape(last)}\b", text, re.IGNORECASE))
    return max((one for one in found if found[one] >= TOGETHER), key=lambda one: found[one], default="")


def _beside(longer: str, phrase: str) -> list[str]:
    """Return the words that a phrase has beside another one that is a part of it; none where that is none."""
    before, found, after = f" {longer} ".lower().partition(f" {phrase} ".lower())
    words = longer.split()
    return words[: len(before.split())] + words[len(words) - len(after.split()) :] if found else []


def _shared(written: Mapping[Phrase, Counter[str]], least: float, text: str, language: str) -> list[str]:
    """Return the phrases that at least so many headlines have, those of most headlines first."""
    common = {phrase: forms for phrase, forms in written.items() if forms.total() >= least}
    ends = {stem: forms for phrase, forms in common.items() for stem in phrase if len(phrase) == 1}
    nouns = {stem for stem, forms in ends.items() if _is_noun(forms, text, language)}
    named = {
        phrase: forms
        for phrase, forms in common.items()
        if nouns.issuperset(ends.keys() & {phrase[0], phrase[-1]})
        and (nouns.issuperset(ends.keys() & set(phrase)) or _stands(forms, text))
    }
    return [_spelt(forms, text) for forms in _wholes(named).values()]


def _phrases(headline: str, language: str) -> Iterator[tuple[Phrase, str]]:
    """Yield every phrase of a headline, as stems and as it is written there."""
    for clause in _CLAUSE.split(headline):
        words = clause.split()
        bare = [_OWNER.sub("", word) for word in words]
        says = [bool(content(word, language)) and not word.isdecimal() for word in bare]
        numbers = [word.isdecimal() and before[:1].isupper() for before, word in pairwise(("", *bare))]
        stems = [stem(word.lower(), language) for word in bare]
        for start, end in _stretches(says, numbers):
            yield tuple(stems[start:end]), " ".join((*words[start : end - 1], bare[end - 1]))


def _stretches(says: Sequence[bool], numbers: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Yield where phrases may begin and end: with words that say something, or with the number of a name."""
    for start, said in enumerate(says):
        ends = range(start + 1, min(start + LONGEST, len(says)) + 1) if said else ()
        yield from ((start, end) for end in ends if says[end - 1] or numbers[end - 1])


def _wholes(common: dict[Phrase, Counter[str]]) -> dict[Phrase, Counter[str]]:
    """Drop the parts of longer phrases; the phrases of most headlines come first, of these the longest."""
    kept: dict[Phrase, Counter[str]] = {}
    for phrase, forms in sorted(common.items(), key=lambda item: -len(item[0])):
        if not any(_is_part(phrase, whole) for whole in kept):
            kept[phrase] = forms
    return dict(sorted(kept.items(), key=lambda item: -item[1].total()))


def _is_part(phrase: Phrase, whole: Phrase) -> bool:
    places = range(len(whole) - len(phrase) + 1)
    return any(whole[place : place + len(phrase)] == phrase for place in places)


def _is_noun(forms: Counter[str], text: str, language: str) -> bool:
    """Tell whether the texts use a word as a noun or a name; where they don't have it, the headlines are believed."""
    if language not in _ARTICLES:
        return True
    behind = rf"(?P<article>\b(?:{_ARTICLES[language]})\s)?(?P<inside>\w,?\s)?"
    places = list(re.finditer(rf"(?:{behind})\b(?P<word>{_any_of(forms)})\b", text, re.IGNORECASE))
    nouns = sum(1 for place in places if place["article"] or (place["inside"] and place["word"][:1].isupper()))
    return nouns >= NOUNS * len(places)


def _stands(forms: Counter[str], text: str) -> bool:
    """Tell whether the texts have a phrase inside their sentences: "Tour de France", but not "Quake hits city"."""
    return len(_inside(forms, text)) >= TOGETHER


def _inside(forms: Counter[str], text: str) -> list[str]:
    """Return a phrase as it stands inside sentences, once for each place."""
    return re.findall(rf"(?<=\w\s)(?:{_any_of(forms)})\b", text, re.IGNORECASE)


def _any_of(forms: Counter[str]) -> str:
    return "|".join(re.escape(form) for form in sorted({form.lower() for form in forms}))


def _spelt(forms: Counter[str], text: str) -> str:
    """Return a phrase as the texts write it most often, else as the headlines do: these may be all capitals."""
    inside = Counter(_inside(forms, text))
    (spelling, _), *_ = (inside or forms).most_common(1)
    return spelling.capitalize() if spelling.isupper() and not inside else spelling
