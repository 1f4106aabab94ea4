"""A TOML table -> values of a record's types: each mistake one line with place, finding and what is allowed."""

import datetime as dt
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypeGuard, TypeVar, get_args

from msgspec import Struct, ValidationError, convert, structs

from briefing.errors import SettingsError

Table = Mapping[str, object]
T = TypeVar("T", bound=Struct)

_LONGEST = 60  # characters of a wrong value that a message repeats


def parse(path: Path) -> dict[str, object]:
    """Read a TOML file; SettingsError says the line where it is none."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 at byte {error.start}; save it as UTF-8") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingsError(f"{path}: not TOML: {error}") from error


def read(kind: type[T], table: Table, where: str, mistakes: list[str]) -> T | None:
    """Return `table` as a record of `kind`; None where something is wrong, each mistake added to `mistakes`.

    `where` is the place in the file with its closing dot ("topic[2]."), tables counted from 1.
    """
    before = len(mistakes)
    fields = {field.encode_name: field for field in structs.fields(kind)}
    mistakes += [f"{where}{key}: no such key; {choices(key, fields)}" for key in table if key not in fields]
    missing = [key for key, field in fields.items() if field.required and key not in table]
    mistakes += [f"{where}{key}: missing; needed is {_allowed(fields[key].type)}" for key in missing]
    values = {
        field.name: _value(field.type, table[key], f"{where}{key}", mistakes)
        for key, field in fields.items()
        if key in table
    }
    return kind(**values) if len(mistakes) == before else None


def rows(table: Table, name: str) -> list[Table]:
    """Return the tables [[name]] as far as they are tables, the others as empty ones, so that places stay true."""
    value = table.get(name)
    return [row if isinstance(row, dict) else {} for row in value] if isinstance(value, list) else []


def choices(found: str, allowed: Iterable[str]) -> str:
    """Say what is allowed, and what was probably meant."""
    names = tuple(allowed)
    near = difflib.get_close_matches(found.lower()[:_LONGEST], names, n=1)
    return f"allowed: {', '.join(names) or 'none'}" + (f'; did you mean "{near[0]}"?' if near else "")


def show(value: object) -> str:
    """Write a value nearly as TOML does, cut short."""
    if isinstance(value, str):
        return f'"{value if len(value) <= _LONGEST else value[:_LONGEST] + "..."}"'
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, dict):
        return "a table"
    return f"a list of {len(value)}" if isinstance(value, list) else str(value)


def _value(kind: object, value: object, where: str, mistakes: list[str]) -> object:
    item = next((part for part in get_args(kind) if _is_table(part)), None)
    if item is not None:
        return _tables(item, value, where, mistakes)
    if _is_table(kind):
        return _table(kind, value, where, mistakes)
    try:
        return convert(value, kind, dec_hook=_convert_other)
    except ValidationError as error:
        mistakes.append(f"{where}{_found(value, str(error))}; allowed: {_allowed(kind)}")
        return None


def _tables(kind: type[Struct], value: object, where: str, mistakes: list[str]) -> object:
    if not isinstance(value, list):
        mistakes.append(f"{where}: found {show(value)}; allowed: tables [[{where}]], two brackets each")
        return None
    return tuple(_table(kind, row, f"{where}[{number}]", mistakes) for number, row in enumerate(value, 1))


def _table(kind: type[Struct], value: object, where: str, mistakes: list[str]) -> object:
    if not isinstance(value, dict):
        mistakes.append(f"{where}: found {show(value)}; allowed: a table [{where}]")
        return None
    return read(kind, value, f"{where}.", mistakes)


def _is_table(kind: object) -> TypeGuard[type[Struct]]:
    return isinstance(kind, type) and issubclass(kind, Struct)


def _convert_other(kind: type, value: object) -> object:
    """Convert to what msgspec does not know: a path; anything at all stays."""
    if kind is not Path:
        return value
    if isinstance(value, str) and value.strip():
        return Path(value)
    raise ValidationError("not a path")


def _found(value: object, problem: str) -> str:
    """Name the wrong item of a list rather than the list."""
    place = re.search(r"at `\$\[(\d+)\]", problem)
    if place and isinstance(value, list):
        number = int(place[1])
        return f"[{number + 1}]: found {show(value[number])}"
    return f": found {show(value)}"


def _allowed(kind: object) -> str:
    notes = (note for part in (kind, *get_args(kind)) for note in getattr(part, "__metadata__", ()))
    return next((note.description for note in notes if note.description), "a text in quotes")
