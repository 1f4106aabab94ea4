"""A key and what goes into it -> a sentence of ours, in the language of the brief: `[findings]` of its catalogue."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing.conventions import Conventions
from briefing.steps.figures.identity import shown

_SLOT = re.compile(r"\{(\w{1,20})\}")
_I_SOUND = re.compile(r"h?[ií](?![aeou])", re.IGNORECASE)
_OURS: Mapping[str, str] = {"the source itself": "itself", "the official count": "official"}
"""What we call a claimant whom the source's words don't name, and the phrase for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrasebook:
    """The sentences of one language, and how it writes numbers, days and lists."""

    lang: str
    conventions: Conventions
    sentences: Mapping[str, Mapping[str, str]]
    """By key, then by number or plural category; "other" is the form without a number."""
    measures: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    """Of the topic packs that ship, by their English words."""

    def say(self, key: str, number: int | None = None, /, **slots: str) -> str:
        """Fill a phrase: {n} is the number, which also chooses the form; every other slot is filled once, as given."""
        forms = self.sentences[key]
        form = forms["other"]
        if number is not None:
            form = forms.get(str(number)) or forms.get(self.conventions.plural(number), form)
            slots["n"] = self.spell(number)
        return _SLOT.sub(lambda slot: slots.get(slot[1], slot[0]), form)

    def spell(self, number: int) -> str:
        """Write a small count as a word, where the language has one that agrees with everything."""
        words = self.sentences["numbers"]["other"].split()
        return words[number] if number < len(words) else self.conventions.number(number)

    def listed(self, names: Sequence[str]) -> str:
        """Join names as one says them: "S1, S2 and S4"."""
        *most, last = names
        joint = "and-i" if _I_SOUND.match(last) else "and"
        return self.say(joint, most=self.say("comma").join(most), last=last) if most else last

    def shortlist(self, names: Sequence[str], most: int) -> str:
        """Join the first names and say how many more there are: "S1, S2 and five more"."""
        if len(names) <= most:
            return self.listed(names)
        return self.listed([*names[: most - 1], self.say("more", len(names) - most + 1)])

    def date(self, date: dt.date | None) -> str:
        """Write a day out, "9 January 2022"; "undated" where there is none."""
        return self.conventions.date(date, "day") if date else self.say("undated")

    def language(self, code: str) -> str:
        """Name a language; one that has no name is named by its code."""
        return self.conventions.name_language(code) or self.say("language", code=code)

    def measure(self, measure: str) -> str:
        """Name a measure in the middle of a sentence: "killed", "in hospital"."""
        if f"measure-{measure}" in self.sentences:
            return self.say(f"measure-{measure}")
        return self.measures.get(measure, measure.replace("-", " "))

    def account(self, claimant: str) -> str:
        """Name a claimant in the source's own words, as they stand in the middle of a sentence."""
        name = shown(claimant)
        return self.say(f"account-{_OURS[name]}") if name in _OURS else self.say("account", name=name)

    def title(self, title: str) -> str:
        """Say the title of a topic of ours; a house's own stays as it is."""
        return self.titles.get(title, title)


def opened(text: str) -> str:
    """Return a sentence with a capital at its beginning."""
    return text[:1].upper() + text[1:]
