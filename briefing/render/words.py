"""templates/words/*.toml -> the fixed words of a page in its language, with its plurals, numbers and dates."""

import calendar
import datetime as dt
import re
import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated

import msgspec

from briefing.conventions import Cldr, Conventions, English
from briefing.errors import RenderError
from briefing.model import Precision
from briefing.render.folders import builtin_templates
from briefing.render.text import is_leftward

_DAY = re.compile(r"\[(\d{1,2}) ([A-Z][a-z]+) (\d{4})\]")
_AT = re.compile(r"(.{1,200}) \(at line (\d+), column (\d+)\)")
_NEARLY = 0.8
"""How like two names are, from 0 to 1, where one is taken for a slip of the other."""
_MONTHS = tuple(calendar.month_name)
Phrase = Mapping[str, str]
OURS = "en"
"""The language of every catalogue's gaps."""
_SENTENCES = "findings"
_SLOT = re.compile(r"\{\w{1,20}\}")
_Sentences = dict[str, str | dict[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The fixed words of one language."""

    lang: str
    conventions: Conventions
    phrases: Mapping[str, Phrase]
    """By part of the page, then by name."""
    counts: Mapping[str, Phrase] = field(default_factory=dict)
    """By noun, then by plural category: forms with {n}."""
    sentences: Mapping[str, Phrase] = field(default_factory=dict)
    """What a brief finds for itself, by key, then by number or plural category: all of it, or nothing."""

    @property
    def direction(self) -> str:
        """Which way the language is written: "ltr" or "rtl"."""
        return "rtl" if is_leftward(self.lang) else "ltr"

    def count(self, noun: str, number: int) -> str:
        """Say how many: "1 source", "1,200 sources"."""
        forms = self.counts[noun]
        form = forms.get(self.conventions.plural(number), forms["other"])
        return form.replace("{n}", self.number(number))

    def number(self, number: int) -> str:
        """Write a number with its thousands apart."""
        return self.conventions.number(number)

    def label(self, part: str, key: str) -> str:
        """Name a kind or a measure; one that the catalogue doesn't know is named by its key."""
        return self.phrases[part].get(key, key.replace("-", " "))

    def title(self, part: str, key: str) -> str:
        """Name a kind or a measure with a capital, as a heading."""
        name = self.label(part, key)
        return name[:1].upper() + name[1:]

    def ours(self, text: str) -> str:
        """Say a title or a question of our topic packs, or a note of ours; those of a house stay as they are."""
        return self.phrases.get("topics", {}).get(text, text)

    def bracket(self, text: str) -> str:
        """Say a day in brackets, "[6 January 2022]", as this language does; another bracket stays as it is."""
        found = _DAY.fullmatch(text) if self.lang != OURS else None
        if not found or found[2] not in _MONTHS:
            return text
        return f"[{self.date(dt.date(int(found[3]), _MONTHS.index(found[2]), int(found[1])))}]"

    def date(self, date: dt.date, precision: Precision = "day") -> str:
        """Write a date as far as it is known: "6 January 2022", "January 2022", "2022"."""
        return self.conventions.date(date, precision)

    def short_date(self, date: dt.date) -> str:
        """Write a day without its year: "6 Jan"."""
        return self.conventions.short_date(date)

    def axis_date(self, date: dt.date) -> str:
        """Write a day for the axis of a chart, in digits alone where the language runs from right to left."""
        return self.short_date(date) if self.direction == "ltr" else f"{date.day}/{date.month}"

    def period(self, first: dt.date, last: dt.date) -> str:
        """Write a period without saying anything twice: "2–10 January 2022"."""
        return self.date(first) if first == last else self.conventions.period(first, last)


def choose_words(folders: Sequence[Path], *wanted: str | None) -> Words:
    """Read the catalogue of the first language wanted that there is one of; else the English one."""
    there = (language for language in wanted if language and has_words(folders, language))
    return load_words(folders, next(there, OURS))


def has_words(folders: Sequence[Path], language: str) -> bool:
    """Whether any of the folders has a catalogue of a language."""
    return any((folder / _name(language)).is_file() for folder in folders)


def load_words(folders: Sequence[Path], language: str = OURS) -> Words:
    """Read the catalogue of the last folder and lay the others over it; RenderError names what is wrong.

    What a catalogue leaves unsaid is said in English; of the sentences on what a brief finds, all are or none.
    """
    name = _name(language)
    paths = [folder / name for folder in reversed(folders) if (folder / name).is_file()]
    if not paths:
        raise RenderError(f"{name}: found neither in your templates nor in ours; install briefing-maker again")
    english = _parse(builtin_templates() / _name(OURS))
    catalogue = {} if language == OURS else {part: held for part, held in english.items() if part != _SENTENCES}
    for path in paths:
        _lay_over(catalogue, _parse(path))
    try:
        return _words(catalogue, language, msgspec.convert(english, _Head))
    except msgspec.ValidationError as error:
        raise RenderError(f"{name}: {error}") from error


def odd_words(folder: Path | None, language: str = "*") -> Iterator[str]:
    """Name what a folder's catalogues, or that of one language, say under a name that is nearly one of ours.

    No page would ask for it.
    """
    ours = _parse(builtin_templates() / _name(OURS))
    for path in sorted(folder.glob(_name(language))) if folder else ():
        for name, known in _named(_parse(path), ours):
            near = get_close_matches(name, known, 1, _NEARLY)
            if near and near[0] != name:
                place = f"{_name(path.stem)}:{_line_of(name, path.read_text('utf-8'))}"
                yield f"{place}: no page has {name!r}; did you mean {near[0]!r}?"


def _named(said: Mapping[str, object], ours: Mapping[str, object]) -> Iterator[tuple[str, Collection[str]]]:
    """Yield every name of a catalogue that could be a slip, with our names beside which it stands."""
    for part, held in said.items():
        known = ours.get(part)
        if part not in ours:
            yield part, ours.keys()
        elif isinstance(held, dict) and isinstance(known, dict):
            yield from ((name, known.keys()) for name in held)


def _line_of(name: str, text: str) -> int:
    found = re.search(rf"^[ \t]*\[?[\"']?{re.escape(name)}\b", text, re.MULTILINE)
    return text.count("\n", 0, found.start()) + 1 if found else 1


def _name(language: str) -> str:
    return f"words/{language}.toml"


def _parse(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RenderError(_unread(path, error)) from error


def _unread(path: Path, error: ValueError) -> str:
    """Say where a catalogue is no TOML, with what most often is the reason."""
    found = _AT.fullmatch(str(error))
    if not found:
        return f"{_name(path.stem)}: {error}; save it as UTF-8"
    return f"{_name(path.stem)}:{found[2]}: {found[1]} at column {found[3]}; a text stands between quotation marks"


def _words(catalogue: Mapping[str, object], language: str, english: "_Head") -> Words:
    head = msgspec.convert(catalogue, _Head)
    for noun, forms in head.counts.items():
        _check_other(forms, f"counts.{noun}")
    parts = {part: held for part, held in catalogue.items() if part not in _Head.__struct_fields__}
    _check_phrases(parts)
    return Words(
        lang=language,
        conventions=English(head.months) if language == OURS else Cldr(language),
        phrases=msgspec.convert(parts, dict[str, dict[str, str]]),
        counts=head.counts,
        sentences=_sentences(head.findings, english.findings),
    )


def _sentences(said: _Sentences, english: _Sentences) -> Mapping[str, Phrase]:
    """Give every phrase its forms; nothing where one is missing, for a finding speaks one language."""
    for key, phrase in said.items():
        _check_other(_forms(phrase), f"findings.{key}")
        slots, allowed = _slots(phrase), _slots(english.get(key, {}))
        if not slots <= allowed:
            wrong, known = (", ".join(sorted(names)) or "none" for names in (slots - allowed, allowed))
            raise msgspec.ValidationError(f"findings.{key} has no {wrong} to say; it may say {known}")
    return {key: _forms(phrase) for key, phrase in said.items()} if english.keys() <= said.keys() else {}


def _check_phrases(parts: Mapping[str, object]) -> None:
    for part, held in parts.items():
        for key, said in held.items() if isinstance(held, dict) else [("", held)]:
            if not key or not isinstance(said, str):
                raise msgspec.ValidationError(f"{part}.{key}: found {said!r}; allowed: a text between quotation marks")


def _forms(phrase: str | Phrase) -> Phrase:
    return {"other": phrase} if isinstance(phrase, str) else phrase


def _slots(phrase: str | Phrase) -> set[str]:
    return {slot for form in _forms(phrase).values() for slot in _SLOT.findall(form)}


def _check_other(forms: Phrase, where: str) -> None:
    if "other" not in forms:
        raise msgspec.ValidationError(f'{where} has no form "other", which every language needs')


class _Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a catalogue holds beside its phrases."""

    lang: str
    """Its code, as in its file's name."""
    months: Annotated[tuple[str, ...], msgspec.Meta(min_length=12, max_length=12)]
    """Of English; other languages have theirs from the CLDR."""
    counts: dict[str, dict[str, str]]
    findings: _Sentences = msgspec.field(default_factory=dict)


def _lay_over(below: dict[str, object], above: Mapping[str, object]) -> None:
    """Take over every phrase that is said another way, part by part."""
    for key, value in above.items():
        held = below.get(key)
        below[key] = {**held, **value} if isinstance(held, dict) and isinstance(value, dict) else value
