"""Name mentions -> the same with one name for what the pile writes in several ways: "Le Roy", "LeRoy"; "UK Navy"."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model import NameKind, NameMention
from briefing.steps.names.gazetteer import Gazetteer
from briefing.steps.names.register import full_key
from briefing.steps.names.sightings import SUFFIXES

Named = tuple[NameKind, str]
_WORLD = "united nations"
_SHORTEST = 3
"""Letters of an acronym that the words of a name may spell, at least."""
_LONGEST_LAND = 3
"""Words of a country's name before an organisation's, at most."""


def with_one_name(mentions: Sequence[NameMention], known: Gazetteer) -> tuple[NameMention, ...]:
    """Return the mentions with one name for each person and organisation, the one written most often."""
    counts: Counter[Named] = Counter((mention.kind, mention.name) for mention in mentions)
    organisations = _organisations(counts, known)
    same = {**_people(counts), **organisations, **_acronyms(counts, organisations)}
    return tuple(
        replace(mention, name=same[mention.kind, mention.name]) if (mention.kind, mention.name) in same else mention
        for mention in mentions
    )


def _people(counts: Mapping[Named, int]) -> Mapping[Named, str]:
    """People whose names differ by an initial or by a space alone; two initials are two people."""
    groups: dict[str, list[str]] = defaultdict(list)
    for kind, name in counts:
        words = full_key(name)
        if kind == "person" and len(words) > 1:
            groups["".join(word for word in words if not word.endswith(".") and word not in SUFFIXES)].append(name)
    alike = [names for names in groups.values() if len(names) > 1 and len(_marks(names)) <= 1]
    return _joined("person", alike, counts)


def _marks(names: Sequence[str]) -> set[tuple[str, ...]]:
    """The initials and "Jr" of names, those of them that have any."""
    marks = {tuple(word for word in full_key(name) if word.endswith(".") or word in SUFFIXES) for name in names}
    return marks - {()}


def _organisations(counts: Mapping[Named, int], known: Gazetteer) -> Mapping[Named, str]:
    """Organisations whose names differ by their one country, by "UN" for "United Nations" or by a plural alone."""
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for kind, name in counts:
        land, core = _parted(name, known)
        apart = known.organisation(core) is not None and land != _WORLD  # the Red Cross is no country's
        if kind == "organisation" and " " in core and (not apart or core == "security council"):
            groups[core][name] = land
        elif kind == "organisation" and land and core:  # "U.S. Army", "United States Army"
            groups[f"{land} {core}"][name] = land
    alike = [list(lands) for lands in groups.values() if len(lands) > 1 and len(set(lands.values()) - {""}) == 1]
    return _joined("organisation", alike, counts)


def _acronyms(counts: Mapping[Named, int], same: Mapping[Named, str]) -> Mapping[Named, str]:
    """Acronyms that the capitals of the only full name of the pile with such capitals spell: "WWF"."""
    spelt: dict[str, set[str]] = defaultdict(set)
    for kind, name in counts:
        words = [word for word in name.split() if word[:1].isupper()]
        if kind == "organisation" and len(words) >= _SHORTEST:
            spelt["".join(word[0] for word in words)].add(same.get((kind, name), name))
    return {
        (kind, name): next(iter(spelt[name]))
        for kind, name in counts
        if kind == "organisation" and name.isupper() and len(spelt.get(name, ())) == 1
    }


def _parted(name: str, known: Gazetteer) -> tuple[str, str]:
    """An organisation's country, or the United Nations, and what is left of its name in the singular."""
    words = name.split()
    if words[0] in {"UN", "U.N."} or words[:2] == ["United", "Nations"]:
        rest = words[1 + (words[0] == "United") :]
        return _WORLD, _singular(full_key(" ".join(rest)))
    ends = range(min(_LONGEST_LAND, len(words) - 1), 0, -1)
    end = next((end for end in ends if known.nation(" ".join(words[:end]))), 0)
    land = known.nation(" ".join(words[:end])) if end else None
    return land or "", _singular(full_key(" ".join(words[end:])))


def _singular(words: Sequence[str]) -> str:
    name = " ".join(words)
    return name if name.endswith("ss") else name.removesuffix("s")


def _joined(kind: NameKind, groups: Sequence[Sequence[str]], counts: Mapping[Named, int]) -> dict[Named, str]:
    """Each name of a group -> the one that is written most often, the fuller among equals."""
    found: dict[Named, str] = {}
    for names in groups:
        best = max(names, key=lambda name: (counts[kind, name], len(name), name))
        found.update({(kind, name): best for name in names if name != best})
    return found
