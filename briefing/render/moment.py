"""As of when a brief speaks -> how a page writes it, for readers and for programs."""

import datetime as dt

from briefing.model import Brief
from briefing.render.words import Words


def running_date(brief: Brief, words: Words) -> str:
    """Say as of when, for the foot of a page."""
    phrases = words.phrases["page"]
    moment = say_moment(brief, words)
    return f"{phrases['as_of']} {moment}" if moment else phrases["undated"]


def say_moment(brief: Brief, words: Words) -> str | None:
    """Write the day, and the hour with its offset where it is given: "6 May 2031, 06:00 UTC+2"."""
    if brief.as_of is None:
        return None
    hour = brief.as_of_time
    return words.date(brief.as_of) + (f", {hour:%H:%M}{_offset(hour)}" if hour else "")


def moment_iso(brief: Brief) -> str | None:
    """Write the same for programs: "2031-05-06T06:00:00+02:00"."""
    if brief.as_of is None:
        return None
    return brief.as_of.isoformat() + (f"T{brief.as_of_time.isoformat()}" if brief.as_of_time else "")


def _offset(hour: dt.time) -> str:
    offset = hour.utcoffset()
    if offset is None:
        return ""
    minutes = int(offset.total_seconds()) // 60
    hours, rest = divmod(abs(minutes), 60)
    sign = "−" if minutes < 0 else "+"
    return f" UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else " UTC"
