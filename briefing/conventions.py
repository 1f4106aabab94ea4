"""How a language writes numbers, days and periods, and which plural it takes: English here, every other by the CLDR."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from briefing.model import Precision

if TYPE_CHECKING:
    from babel.core import Locale


class Conventions(Protocol):
    """What a page needs to know of a language beside its words."""

    def plural(self, number: int) -> str:
        """Name the plural category of the CLDR: zero, one, two, few, many or other."""
        ...

    def number(self, number: int) -> str:
        """Write a number with its thousands apart."""
        ...

    def date(self, date: dt.date, precision: Precision) -> str:
        """Write a date as far as it is known."""
        ...

    def short_date(self, date: dt.date) -> str:
        """Write a day without its year."""
        ...

    def month_day(self, date: dt.date) -> str:
        """Write a day with its month in full and without its year."""
        ...

    def day(self, date: dt.date) -> str:
        """Write a day without its month, as in "5 to 10 January"."""
        ...

    def period(self, first: dt.date, last: dt.date) -> str:
        """Write a period of several days without saying anything twice."""
        ...

    def name_language(self, code: str) -> str | None:
        """Name a language as it is named in the middle of a sentence; None where there is no name."""
        ...


@dataclass(frozen=True, slots=True)
class English:
    """English as news agencies write it; nothing has to be loaded for it."""

    months: tuple[str, ...]

    def plural(self, number: int) -> str:
        """Tell one from all others."""
        return "one" if number == 1 else "other"

    def number(self, number: int) -> str:
        """Write "12,345"."""
        return f"{number:,}"

    def date(self, date: dt.date, precision: Precision) -> str:
        """Write "6 January 2022", "January 2022", "2022"."""
        if precision == "year":
            return str(date.year)
        month = f"{self.months[date.month - 1]} {date.year}"
        return month if precision == "month" else f"{date.day} {month}"

    def short_date(self, date: dt.date) -> str:
        """Write "6 Jan"."""
        return f"{date.day} {self.months[date.month - 1][:3]}"

    def month_day(self, date: dt.date) -> str:
        """Write "6 January"."""
        return f"{date.day} {self.months[date.month - 1]}"

    def day(self, date: dt.date) -> str:
        """Write "6"."""
        return str(date.day)

    def period(self, first: dt.date, last: dt.date) -> str:
        """Write "2–10 January 2022"."""
        whole = self.date(last, "day")
        if first.year != last.year:
            return f"{self.date(first, 'day')} – {whole}"
        if first.month != last.month:
            return f"{self.month_day(first)} – {whole}"
        return f"{first.day}–{whole}"

    def name_language(self, code: str) -> str | None:
        """Name English itself without loading anything, and others by the CLDR."""
        return "English" if code == "en" else Cldr("en").name_language(code)


@dataclass(frozen=True)
class Cldr:
    """Any language that the Unicode Common Locale Data Repository knows, with digits as they stand in the sources."""

    language: str

    @cached_property
    def locale(self) -> "Locale":
        """The data of the language; of English where there is none."""
        from babel.core import Locale, UnknownLocaleError

        try:
            return Locale.parse(self.language)
        except (UnknownLocaleError, ValueError):
            return Locale("en", "GB")

    def plural(self, number: int) -> str:
        """Name the category, such as few for 3 in Russian."""
        return self.locale.plural_form(number)

    def number(self, number: int) -> str:
        """Write "12 345" in French, "12.345" in German."""
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self.locale)

    def date(self, date: dt.date, precision: Precision) -> str:
        """Write "6 января 2022 г.", "январь 2022 г.", "2022"."""
        from babel.dates import format_date, format_skeleton

        if precision == "year":
            return str(date.year)
        if precision == "month":
            return format_skeleton("yMMMM", date, locale=self.locale)
        return self._ordinal(format_date(date, "long", locale=self.locale))

    def short_date(self, date: dt.date) -> str:
        """Write "6 янв."."""
        from babel.dates import format_skeleton

        return format_skeleton("MMMd", date, locale=self.locale)

    def month_day(self, date: dt.date) -> str:
        """Write "6 января"."""
        from babel.dates import format_skeleton

        return self._ordinal(format_skeleton("MMMMd", date, locale=self.locale))

    def day(self, date: dt.date) -> str:
        """Write "6"; in French the first is "1er"."""
        return self._ordinal(f"{date.day} ").strip()

    def period(self, first: dt.date, last: dt.date) -> str:
        """Write "2–10 янв. 2022 г."."""
        from babel.dates import format_interval

        return format_interval(first, last, "yMMMMd", locale=self.locale)

    def name_language(self, code: str) -> str | None:
        """Name any language that the CLDR names: "anglais", "английский", "Englisch"."""
        name: str | None = self.locale.languages.get(code)
        return name

    def _ordinal(self, text: str) -> str:
        """Write the first of a month as French does, which the CLDR leaves out."""
        return f"1er {text[2:]}" if self.locale.language == "fr" and text.startswith("1 ") else text
