"""`as_of` as a settings file or a program gives it -> a day and, where one is given, an hour with its offset."""

import datetime as dt
from collections.abc import Iterable

from briefing.settings.records import Settings
from briefing.tables import Table


def split_moment(table: Table) -> Table:
    """Write a date with a time as two keys, `as_of` and `as_of_time`."""
    given = table.get("as_of")
    if not isinstance(given, dt.datetime) or "as_of_time" in table:
        return table
    return {**table, "as_of": given.date(), "as_of_time": given.timetz()}


def moment_clashes(table: Table) -> Iterable[str]:
    """Yield what is wrong between the day and the hour."""
    if "as_of_time" in table and "as_of" not in table:
        yield "as_of_time: found without as_of; allowed: both, or as_of alone"


def moment_of(settings: Settings) -> tuple[dt.date | None, dt.time | None]:
    """Return the day and the hour; from Python `as_of` may be both in one."""
    given = settings.as_of
    if isinstance(given, dt.datetime):
        return given.date(), settings.as_of_time or given.timetz()
    return given, settings.as_of_time
