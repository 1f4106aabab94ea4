"""English sentence -> what it leaves open: whom a pronoun means, which group "the group" is, what "but" answers."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal

from briefing.steps.standalone.context import needs_context
from briefing.steps.standalone.pronouns import explains, has_name, is_personal, is_speaker, without_s
from briefing.steps.standalone.words import any_word, listed, pattern

Gap = Literal["pronoun", "reference", "connective", "context"]

_LIMIT = 2000  # characters: no sentence that anybody can follow is longer
_WORD = re.compile(r"[^\W\d_][\w’'.-]*|\d[\d.,]*(?:-[\w-]+)?|[,;:—–()]")
_STOPS = frozenset(",;:—–()")
_SUBJECTS = frozenset({"he", "she", "it", "they"})
_POSSESSIVES = frozenset({"his", "her", "its", "their"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those", "such"})
_OBJECTS = frozenset({"it", "them", "him"})
_ADJECTIVE = re.compile(r"(?:an|ish|ese|ic|im|ist|i|French|Dutch|Greek|Swiss|Czech|Welsh|ed|led|owned|run)$")
_CLEFT = re.compile(
    r"(?:is|was) (?:not )?(?:(?!the first)(?:the |[A-Z]\w+ )[^,]{0,60}?\b(?:who|that)\b"
    r"|(?:here|there|only|on|in|at|after|just|shortly|\d)[^,]{0,60}?\b(?:that|when)\b)"
)


def find_gaps(text: str) -> Iterator[Gap]:
    """Yield what a sentence, its long quotations replaced by the word Q, leaves open."""
    connected, rest = _without_connective(text[:_LIMIT])
    if connected:
        yield "connective"
    chunks = _chunks(rest)
    if not chunks:
        return
    leading, main, apposed = _main_clause(chunks)
    flat = [word for chunk in chunks for word in chunk]
    if needs_context(rest, flat):
        yield "context"
    if _is_reference(main, apposed) or _is_record(chunks[0]) or _is_nowhere(rest, flat):
        yield "reference"
    if (
        _is_open_subject(leading, main)
        or _is_open_person(leading, main, flat)
        or _is_open_speaker(rest)
        or _is_demonstrative(chunks[0])
        or pattern("answers").search(rest)
    ):
        yield "pronoun"


def is_connected(text: str) -> bool:
    """Whether a text begins with a word that answers what stood before: "But ...", "On the other hand ..."."""
    return _without_connective(text)[0]


def refers(words: Sequence[str]) -> bool:
    """Whether a noun phrase such as "the group" needs an antecedent."""
    return _is_reference(list(words), "")


def split(text: str) -> list[str]:
    """Return the words of `text` as they are written, without punctuation."""
    return [word for word in _WORD.findall(text) if word not in _STOPS]


def _without_connective(text: str) -> tuple[bool, str]:
    match = pattern("connectives", frame=r"(?:%s)(?=[ ,])").match(text)
    match = match or pattern("connectives-comma", frame=r"(?:%s)(?=,)").match(text)
    if not match or pattern("connective-exempt").match(text):
        return False, text
    return True, text[match.end() :].lstrip(" ,")


def _chunks(text: str) -> list[list[str]]:
    """Return the words between commas, without the adverbs that open them."""
    chunks: list[list[str]] = [[]]
    for word in _WORD.findall(text):
        if word in _STOPS:
            chunks.append([])
        else:
            chunks[-1].append(word.rstrip("."))
    return [bare for bare in map(_without_adverbs, chunks) if bare]


def _without_adverbs(chunk: list[str]) -> list[str]:
    start = 0
    while start < len(chunk) and _is_adverb(
        chunk[start].lower(), chunk[start + 1].lower() if start + 1 < len(chunk) else ""
    ):
        start += 1
    return chunk[start:]


def _is_adverb(word: str, following: str) -> bool:
    times = listed("times")
    if word in {"last", "this", "next", "early", "late"}:
        return following in times
    if word in times:
        return not following or following in _SUBJECTS or following in times or following in {"the", "a"}
    return word in listed("adverbs") or (word.endswith("ly") and word not in listed("no-adverb"))


def _main_clause(chunks: list[list[str]]) -> tuple[list[list[str]], list[str], str]:
    """Return the phrases before the main clause, the chunk that begins it, and the first word after that chunk."""
    for at, chunk in enumerate(chunks[:-1]):
        if not _leads(chunk):
            return chunks[:at], chunk, chunks[at + 1][0]
    return chunks[:-1], chunks[-1], ""


def _leads(chunk: list[str]) -> bool:
    """Whether a phrase only leads up to the main clause: "On Friday", "Born in Lima", "When the dam broke"."""
    word = chunk[0].lower()
    if word in listed("prepositions") or word in listed("subordinators") or word in listed("times"):
        return True
    return word.endswith(("ing", "ed")) or word in listed("participles")


def _is_open_subject(leading: list[list[str]], main: list[str]) -> bool:
    """The main clause is about a pronoun that nothing before it explains."""
    at = _subject_at(main)
    if at is None or _stands_for_nothing(main, at):
        return False
    word = _bare(main[at])
    if word in _DEMONSTRATIVES:
        following = without_s(main[1]) if len(main) > 1 else ""
        timely = following in listed("times") and word in {"this", "these"}
        return not (timely or (word == "those" and following in listed("those")))
    before = [clause for clause in leading if _is_clause(clause)]
    return not any(explains(word, clause) for clause in (*before, main[:at]))


def _subject_at(main: list[str]) -> int | None:
    """Where the pronoun that is the subject stands, None where the subject is none."""
    first = _bare(main[0])
    if first in _SUBJECTS or first in _POSSESSIVES or first in _DEMONSTRATIVES:
        return 0
    if first not in listed("prepositions") and first not in listed("times"):
        return None
    for at, word in enumerate(main[1:10], 1):
        if word.lower() in listed("relatives") or word in listed("verbs"):
            return None
        if word.lower() in _SUBJECTS:
            return None if main[at - 1].lower() in listed("subordinators") - listed("prepositions") else at
    return None


def _bare(word: str) -> str:
    return re.split("['’]", word.lower())[0]


def _stands_for_nothing(main: list[str], at: int) -> bool:
    """Tell "It is unclear whether", "It took hours", "It was Ann who" and "His Holiness" from pronouns."""
    word, rest = _bare(main[at]), " ".join(main[at:])
    if word in _POSSESSIVES:
        return rest.lower().split()[1:2] != [] and rest.lower().split()[1] in listed("honours")
    rest = rest[2:].lstrip()
    return word == "it" and any(
        shape.match(rest) for shape in (pattern("expletive"), pattern("expletive-verbs"), _CLEFT)
    )


def _is_clause(phrase: list[str]) -> bool:
    """A leading phrase with a subject of its own, or one that names a source."""
    word = phrase[0].lower()
    if word in {"according", "for", "unlike", "like"}:
        return True
    return word in listed("subordinators") and len(phrase) > 2 and not phrase[1].lower().endswith("ing")


def _is_open_person(leading: list[list[str]], main: list[str], flat: list[str]) -> bool:
    """Somewhere "he" or "his" stands and no person before it; in a leading phrase the subject may explain it."""
    ahead = sum(map(len, leading))
    at = next((at for at, word in enumerate(flat) if is_personal(word)), None)
    if at is None or (at + 1 < len(flat) and flat[at + 1].lower() in listed("honours")):
        return False
    return not explains("he", flat[:at]) and not (at < ahead and explains("he", main[:10]))


def _is_open_speaker(text: str) -> bool:
    """Tell "..., it said, ..." without an organisation before it; the same for he, she and they."""
    said = any_word("speech", r"(?<![\w’'-])(he|she|it|they),? (?:\w+ly |also |later |then )?(?:%s)\b")
    for match in said.finditer(text):
        kind, before = match[1].lower(), split(text[: match.start()])
        if kind != "it" and not explains(kind, before):
            return True
        if kind == "it" and not any(is_speaker(before, at) for at in range(len(before))):
            return True
    return False


def _is_reference(main: list[str], apposed: str) -> bool:
    """The subject is "the group", "the two men", "both sides": known only to who read what came before."""
    first = main[0].lower()
    if first in {"both", "neither"}:
        return "and" not in main and "nor" not in main and "of" not in main[:2]
    if first == "the":
        return _is_dangling_phrase(main[1:], apposed)
    if first not in listed("prepositions"):
        return False
    start = next((at for at, word in enumerate(main[:8]) if at > 1 and word == "the"), None)
    return start is not None and _speaks_after(main, start) and _is_dangling_phrase(main[start + 1 :], apposed)


def _speaks_after(main: list[str], start: int) -> bool:
    """Tell "In a statement the group said": the phrase is the subject of a verb of speech."""
    return any(word.lower() in listed("speech") for word in main[start + 2 : start + 5]) and "of" not in main[:start]


def _is_dangling_phrase(words: list[str], apposed: str) -> bool:
    for at, word in enumerate(words[:5]):
        known = at == 0 and _is_verb(words[1:])  # "the Ministry said" too
        low = (word.lower() if known else word).removesuffix("'s").removesuffix("’s").removesuffix("’")
        if low in listed("verbs") or low in listed("prepositions"):
            return False
        if low in listed("numbers"):
            return (
                not _is_superlative(words[at + 1 :])
                and not _are_told(words[at : at + 6])
                and not has_name(["", *words[:4], apposed])
            )
        if low in {"former", "latter", "first", "second", "third", "other"} or low.endswith(
            ("-year-old", "-year-olds", "-of-one", "-of-two", "-of-three", "-of-four", "-of-five", "-of-six")
        ):
            return _is_verb(words[at + 1 :])
        if at == 0 and low != word and low in listed("bare-heads") and apposed[:1].isupper():
            return False  # "the council's chair, Ann Ruiz"
        if low in listed("dangling-heads") or (low in listed("bare-heads") and at == 0):
            return not _is_named(words, at, apposed) and (low not in listed("modifiers") or _is_verb(words[at + 1 :]))
    return False


def _is_superlative(words: list[str]) -> bool:
    """Tell "the two largest parties", "the three most populous cities" from "the two parties"."""
    word = words[0] if words else ""
    return word in {"most", "least", "main", "worst"} or (word.endswith("est") and word not in listed("no-superlative"))


def _are_told(words: list[str]) -> bool:
    """Tell "the two men who ...", "the six killed in ..." from "the two men"."""
    subject = list(takewhile(lambda word: word not in listed("verbs"), words))
    return bool(set(subject) & (listed("relatives") | listed("defined") | {"of"}))


def _is_verb(words: list[str]) -> bool:
    """Whether a phrase ends where these words begin: with a verb, or because nothing follows."""
    word = words[0] if words else ""
    return not word or word in listed("verbs") or word in listed("speech") or word.endswith("ed")


def _is_named(words: list[str], at: int, apposed: str) -> bool:
    """Tell "the Wagner group", "the group Acme", "the group that ..." from a group known before."""
    if at > 0 and words[at - 1][0].isupper() and not _ADJECTIVE.search(words[at - 1]):
        return True
    following, then = (*words[at + 1 : at + 3], apposed, "")[:2]
    if following[:1].isupper():
        return following.lower() not in listed("times")
    return following in listed("restrictive") or (
        following in listed("defined")
        and ((then in listed("defining") and following != "called") or then[:1].isupper())
    )


def _is_record(chunk: list[str]) -> bool:
    """Tell "In the video," without saying which."""
    low = [word.lower() for word in chunk]
    low = low[1:] if low[0] == "according" else low
    if low[0] not in listed("prepositions") - {"after", "before", "since"} or low[1:2] != ["the"]:
        return False
    at = next((at for at, word in enumerate(low[:5]) if word in listed("records")), None)
    return at is not None and (at + 1 == len(low) or low[at + 1] in _SUBJECTS)


def _is_nowhere(text: str, words: Sequence[str]) -> bool:
    """Tell "the city", and no name in the whole sentence that could be the city's."""
    return bool(any_word("places", r"\bthe (?:%s)\b(?! of [A-Z])").search(text)) and not has_name(words)


def _is_demonstrative(chunk: list[str]) -> bool:
    """Tell "After this", "In that village", "With them": the opening phrase points back."""
    low = [word.lower() for word in chunk[:3]]
    if len(low) < 2 or low[0] not in listed("prepositions") or low[1] not in _DEMONSTRATIVES | _OBJECTS:
        return False
    if low[2:] == []:
        return True
    plain = low[1] in {"those", "that", "such"} and low[2] in listed("those") | {"as", "the", "a", "an"}
    return not (low[2] in listed("times") and low[1] in {"this", "these"}) and not plain
