"""The header of a mail -> what it states: subject, sender, day, list; hostile fields cost themselves alone."""

import datetime as dt
import re
from collections.abc import Callable
from email.errors import HeaderParseError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from typing import TypeVar

from briefing.read.record import Facts

_Answer = TypeVar("_Answer")
LONGEST = 4_000
"""So many characters of one field are looked at."""
HOSTILE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    HeaderParseError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What the standard library raises on fields and parts that were made to break it."""

_SPACES = re.compile(r"\s+")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_PREFIX = re.compile(
    r"(?:(?P<forward>fwd?|wg|tr|rv|enc|i|vs|doorst|vidarebefordrat|перенапр|fyi)"
    r"|(?:re|aw|sv|antw?|odp|r|ref|rif|отв))(?:\[\d{1,3}\])?\s?:\s*",
    re.IGNORECASE,
)
_LIST = re.compile(r"\s*\"?([^\"<>]{2,200}?)\"?\s*<[^<>]{1,300}>")
_MAILBOX = re.compile(r"[^@\s]+@[^@\s]+")
_ISO = re.compile(r"(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)")
_NAMED = re.compile(
    r"(?:(?P<day>\d{1,2})\.?(?: de)? (?P<month>[^\W\d_]{3,12})|(?P<month2>[^\W\d_]{3,12}) (?P<day2>\d{1,2}))"
    r"\.?,?(?: de)? (?P<year>(?:19|20)\d\d)"
)
_MONTHS = (
    ("jan", "ene", "gen", "янв"),
    ("feb", "fév", "fev", "фев"),
    ("mar", "mär", "mrt", "maa", "мар"),
    ("apr", "avr", "abr", "апр"),
    ("may", "mai", "mei", "mag", "maj", "мая", "май"),
    ("jun", "juin", "giu", "июн"),
    ("jul", "juil", "lug", "июл"),
    ("aug", "aoû", "ago", "авг"),
    ("sep", "set", "сен"),
    ("oct", "okt", "ott", "out", "окт"),
    ("nov", "ноя"),
    ("dec", "dez", "dic", "déc", "дек"),
)
_FIRST, _LAST = dt.date(1970, 1, 1), dt.date(2100, 1, 1)


def attempt(ask: Callable[[], _Answer], otherwise: _Answer) -> _Answer:
    """Return an answer of the standard library, or something else where the mail was made to break it."""
    try:
        return ask()
    except HOSTILE:
        return otherwise


def field_of(message: Message, name: str) -> str:
    """Return a field as a reader sees it, "" where it is missing or broken."""
    values = (value for key, value in message.raw_items() if key.lower() == name.lower())
    return shown(str(next(values, "")))


def shown(value: str) -> str:
    """Return a field's value as a reader sees it, "" where it is broken."""
    return attempt(lambda: _SPACES.sub(" ", _CONTROLS.sub(" ", _decoded(value[:LONGEST]))).strip(), "")


def _decoded(value: str) -> str:
    """Decode encoded words; bytes that say nothing of their encoding are UTF-8 or Western European."""
    if "=?" not in value:
        return _bytes_decoded(value.encode("utf-8", "surrogateescape"), None)
    return "".join(
        part if isinstance(part, str) else _bytes_decoded(part, charset) for part, charset in decode_header(value)
    )


def _bytes_decoded(data: bytes, charset: str | None) -> str:
    for name in (charset or "utf-8", "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def subject_of(subject: str) -> tuple[str, bool]:
    """Return a subject without "Re:" and "Fwd:" in ten languages, and whether it says that something was forwarded."""
    forwarded = False
    for _ in range(8):
        found = _PREFIX.match(subject)
        if found is None:
            break
        forwarded = forwarded or found["forward"] is not None
        subject = subject[found.end() :]
    return subject, forwarded


def sender_of(value: str) -> str | None:
    """Return the name in an address field, None where there is only an address."""
    name = attempt(lambda: parseaddr(value)[0], "")
    bare = _SPACES.sub(" ", name).strip(" '\"")
    return bare if bare and not _MAILBOX.search(bare) else None


def day_of(value: str) -> dt.date | None:
    """Return the day of a Date field, in the zone that it states itself."""
    day = attempt(lambda: parsedate_to_datetime(value).date(), None)
    return day if day and _FIRST <= day < _LAST else None


def day_in(value: str) -> dt.date | None:
    """Return the day in a date as programs write it for people: "Tue, May 3, 2023 at 10:11 AM", "3. Mai 2023"."""
    found = _ISO.search(value)
    try:
        if found:
            return dt.date(int(found["year"]), int(found["month"]), int(found["day"]))
        named = _NAMED.search(value)
        month = next((at for at, names in enumerate(_MONTHS, 1) if named and _month(named).startswith(names)), None)
        return dt.date(int(named["year"]), month, int(named["day"] or named["day2"])) if named and month else None
    except ValueError:
        return None


def _month(named: re.Match[str]) -> str:
    return (named["month"] or named["month2"]).lower()


def facts_of(message: Message) -> Facts:
    """Return what a mail's header states.

    A newsletter's sender is who publishes it; on a mailing list that anyone may post to, and anywhere else, it is who
    wrote it.
    """
    sender = sender_of(field_of(message, "From"))
    identified = field_of(message, "List-Id")
    listed = _LIST.match(identified)
    name = listed[1].strip() if listed and any(map(str.isalpha, listed[1])) else None
    posted = bool(field_of(message, "List-Post")) and field_of(message, "List-Post").upper() != "NO"
    bulk = bool(
        identified or field_of(message, "List-Unsubscribe") or field_of(message, "Precedence").lower() == "bulk"
    )
    newsletter = bulk and not posted
    return Facts(
        title=subject_of(field_of(message, "Subject"))[0] or None,
        publisher=(name or (sender if newsletter else None)),
        byline=None if newsletter else sender,
        published=day_of(field_of(message, "Date")),
    )
