"""templates/words/en.toml -> the fixed words of a page: phrases, plurals and dates, the same on every machine."""

import datetime as dt
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

import msgspec

from briefing.errors import RenderError
from briefing.model import Precision

Phrase = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words of one language."""

    lang: str
    months: tuple[str, ...]
    phrases: Mapping[str, Phrase]
    """By part of the page, then by name."""
    counts: Mapping[str, Phrase] = field(default_factory=dict)
    """"one" and "other" forms with {n}."""

    def count(self, noun: str, number: int) -> str:
        """Say how many: "1 source", "1,200 sources"."""
        forms = self.counts[noun]
        return forms["one" if number == 1 else "other"].replace("{n}", self.number(number))

    def number(self, number: int) -> str:
        """Write a number with its thousands apart."""
        return f"{number:,}"

    def label(self, part: str, key: str) -> str:
        """Name a kind or a measure; one that the catalogue doesn't know is named by its key."""
        return self.phrases[part].get(key, key.replace("-", " "))

    def title(self, part: str, key: str) -> str:
        """Name a kind or a measure with a capital, as a heading."""
        name = self.label(part, key)
        return name[:1].upper() + name[1:]

    def date(self, date: dt.date, precision: Precision = "day") -> str:
        """Write a date as far as it is known: "6 January 2022", "January 2022", "2022"."""
        if precision == "year":
            return str(date.year)
        month = f"{self.months[date.month - 1]} {date.year}"
        return month if precision == "month" else f"{date.day} {month}"

    def short_date(self, date: dt.date) -> str:
        """Write a day without its year, for the axis of a chart: "6 Jan"."""
        return f"{date.day} {self.months[date.month - 1][:3]}"

    def period(self, first: dt.date, last: dt.date) -> str:
        """Write a period without saying anything twice: "2–10 January 2022"."""
        if first == last:
            return self.date(first)
        if first.year != last.year:
            return f"{self.date(first)} – {self.date(last)}"
        if first.month != last.month:
            return f"{first.day} {self.months[first.month - 1]} – {self.date(last)}"
        return f"{first.day}–{self.date(last)}"


def load_words(folders: Sequence[Path], language: str = "en") -> Words:
    """Read the catalogue of the last folder and lay the others over it; RenderError names what is wrong."""
    name = f"words/{language}.toml"
    paths = [folder / name for folder in reversed(folders) if (folder / name).is_file()]
    if not paths:
        raise RenderError(f"{name}: found neither in your templates nor in ours; install briefing-maker again")
    catalogue: dict[str, object] = {}
    try:
        for path in paths:
            _lay_over(catalogue, tomllib.loads(path.read_text("utf-8")))
        head = msgspec.convert(catalogue, _Head)
        parts = {part: held for part, held in catalogue.items() if part not in _Head.__struct_fields__}
        phrases = msgspec.convert(parts, dict[str, dict[str, str]])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, msgspec.ValidationError) as error:
        raise RenderError(f"{name}: {error}") from error
    return Words(lang=head.lang, months=head.months, phrases=phrases, counts=head.counts)


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a catalogue holds beside its phrases."""

    lang: str
    months: Annotated[tuple[str, ...], msgspec.Meta(min_length=12, max_length=12)]
    counts: dict[str, dict[str, str]]


def _lay_over(below: dict[str, object], above: Mapping[str, object]) -> None:
    """Take over every phrase that is said another way, part by part."""
    for key, value in above.items():
        held = below.get(key)
        below[key] = {**held, **value} if isinstance(held, dict) and isinstance(value, dict) else value
