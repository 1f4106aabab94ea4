"""A claimant in a source's words -> who that is: one body under its several names, or nobody in particular."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from briefing.steps.figures.subjects import singular
from briefing.steps.figures.tokens import Token, tokenize
from briefing.steps.figures.words import words
from briefing.steps.names.gazetteer import gazetteer

_TAIL = re.compile(
    r",|;|\(|[–—]|\b(?:who|which|that|as (?:well|saying)|in (?:a|an|its|their|the latest) \w+|on (?:its|their|his|her)"
    r"|via|(?:report|quot|cit|carri|publish|acquir|obtain|releas|issu|gather|compil|post|relay|provid|given|seen)\w*"
    r" (?:by|on|in|to|from))\b",
    re.IGNORECASE,
)
_ITS = re.compile(r"(?:its|his|her|their)\s[^,]{1,60},\s((?:[^\W\d_]\S*(?:\s|$)){2,6})$", re.IGNORECASE)
_UNNAMED = {"we": "the source itself", "our": "the source itself", "official": "the official count"}
_SINGULARS = {"authoritie": "authority", "ministrie": "ministry", "emergencie": "emergency"}


def identify(claimants: Iterable[str]) -> Mapping[str, str]:
    """Return who each claimant is; two names of one body get the same answer, "" stands for nobody in particular.

    A country's name or adjective tells two ministries apart only where the claimants name more than one country.
    """
    read = {claimant: _read(claimant) for claimant in claimants}
    nations: dict[str, set[str]] = defaultdict(set)
    for core, nation in read.values():
        nations[core] |= {nation} - {""}
    holders = _holders(core for core, _ in read.values())
    return {
        claimant: f"{core} {nation}".strip() if core and len(nations[core]) > 1 else holders.get(core, core)
        for claimant, (core, nation) in read.items()
    }


def _holders(cores: Iterable[str]) -> Mapping[str, str]:
    """Return, for each bare office, the one name that is called by it: "the governor" is "Governor Ana Ruiz"."""
    named: dict[str, set[str]] = defaultdict(set)
    for core in cores:
        held = [word for word in core.split() if word in _words("held")]
        if len(held) == 1 and core != held[0] and not _words("official") & (set(core.split()) - {held[0]}):
            named[held[0]].add(core)
    return {office: names.pop() for office, names in named.items() if len(names) == 1}


def is_official(claimant: str) -> bool:
    """Say whether a claimant speaks for a state, a town or one of their services."""
    words = {_singular(re.sub(r"['’]s?$", "", token.word)) for token in tokenize(_head(claimant))}
    return bool(words & _words("official")) and not words & _words("private")


def shown(claimant: str) -> str:
    """Return a claimant as it stands in the middle of a sentence of ours."""
    text = " ".join(claimant.split())
    if text.lower() in _UNNAMED:
        return _UNNAMED[text.lower()]
    first, _, rest = text.partition(" ")
    return f"{first.lower()} {rest}" if rest and first in {"The", "A", "An", "Its", "Their"} else text


def brief_name(claimant: str) -> str:
    """Return a claimant without how its account came about, as it stands in the middle of a sentence of ours."""
    named = _ITS.match(claimant)  # "its director, Dr Ana Ruiz": the name, for nobody knows whose
    return shown(named[1] if named else _head(claimant).strip())


def _singular(word: str) -> str:
    return _SINGULARS.get(singular(word), singular(word))


@cache
def _words(name: str) -> frozenset[str]:
    lists = tomllib.loads(resources.files("briefing.steps.figures").joinpath("identity.toml").read_text("utf-8"))
    return frozenset(lists[name].split()) | (words("filler") if name == "filler" else frozenset())


def _head(claimant: str) -> str:
    """Return a claimant without how its account came about: "reported by local media"."""
    cut = _TAIL.search(claimant, 1)
    return claimant[: cut.start()] if cut else claimant


def _read(claimant: str) -> tuple[str, str]:
    """Return the words that name a claimant, sorted, and its country."""
    tokens = [token for token in tokenize(_head(claimant)) if token.word[0].isalnum()]
    nation, kept = _owner(tokens), []
    tokens = tokens[1:] if nation else tokens
    for token in _without_speaker(tokens):
        word = token.word.removesuffix("'s").removesuffix("'")
        country = gazetteer().nation(token.text.removesuffix("’s").removesuffix("'s"))
        if country:
            nation = country
        elif word not in _words("filler") and singular(word) not in _words("data"):
            kept.append(_singular(word))
    core = dict.fromkeys(sorted(kept))
    if not core and nation:
        return nation.lower(), ""
    return ("", nation) if _words("nobody").issuperset(core) else (" ".join(core), nation)


def _owner(tokens: Sequence[Token]) -> str:
    """Return whose a body is: "Norland's health ministry" is the health ministry, where no other land's is named."""
    first = tokens[0].text if tokens else ""
    owned = first[:1].isupper() and first.endswith(("'s", "’s")) and len(tokens) > 2
    bodies = {"ministry", "government", "police", "army", "navy", "military", "parliament", "president"}
    return first[:-2] if owned and bodies & {token.word for token in tokens[1:]} else ""


def _without_speaker(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return whom somebody speaks for: "police spokesman X" and "a spokesman for the police" are the police."""
    at = next((place for place, token in enumerate(tokens) if token.word in _words("speakers")), None)
    if at is None:
        return tokens
    body = {"for", "of"} & {token.word for token in tokens[at + 1 : at + 2]}
    before = [token for token in tokens[:at] if token.word not in _words("filler")]
    return tokens[at + 2 :] if body else (before or tokens[at + 1 :])
