"""Names that a template asks for and that do not exist -> all of them at once, each with its place."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple, cast

from jinja2 import Template, Undefined


class Noted(NamedTuple):
    """A mistake and where it is."""

    path: str
    line: int
    message: str


_NOTES: ContextVar[list[Noted] | None] = ContextVar("notes", default=None)


@contextmanager
def noting() -> Iterator[list[Noted]]:
    """Go on, inside the block, where a template asks for what does not exist."""
    notes: list[Noted] = []
    token = _NOTES.set(notes)
    try:
        yield notes
    finally:
        _NOTES.reset(token)


def is_noting() -> bool:
    """Say whether somebody notes mistakes."""
    return _NOTES.get() is not None


def forgiving(strict: type[Undefined]) -> type[Undefined]:
    """Make of a strict kind of undefined value one that notes instead of raising."""
    methods: dict[str, object] = dict.fromkeys(_ITSELF, _note)
    methods |= {"__str__": _text, "__html__": _text, "__bool__": _no, "__eq__": _no, "__ne__": _no}
    methods |= {"__contains__": _no, "__iter__": _none, "__len__": _zero, "__hash__": object.__hash__}
    methods |= {"__getattr__": _attribute, "__slots__": ()}
    return cast("type[Undefined]", type("Forgiving", (strict,), methods))


_ITSELF = (
    *("__call__", "__getitem__", "__add__", "__radd__", "__sub__", "__rsub__", "__mul__", "__rmul__", "__mod__"),
    *(
        "__rmod__",
        "__truediv__",
        "__rtruediv__",
        "__floordiv__",
        "__rfloordiv__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
    ),
    *("__neg__", "__pos__", "__pow__", "__rpow__", "__int__", "__float__"),
)
"""What gives the same nothing again."""


def _note(undefined: Undefined, *_: object) -> Undefined:
    """Note the line of the innermost template."""
    notes, frame = _NOTES.get(), sys._getframe(1)
    while frame.f_back and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    template = frame.f_globals.get("__jinja_template__")
    if notes is not None and isinstance(template, Template):
        line = template.get_corresponding_lineno(frame.f_lineno)
        notes.append(Noted(template.filename or "", line, undefined._undefined_message))
    return undefined


def _text(undefined: Undefined) -> str:
    _note(undefined)
    return ""


def _no(undefined: Undefined, *_: object) -> bool:
    _note(undefined)
    return False


def _none(undefined: Undefined) -> Iterator[object]:
    _note(undefined)
    return iter(())


def _zero(undefined: Undefined) -> int:
    _note(undefined)
    return 0


def _attribute(undefined: Undefined, name: str) -> object:
    if name.startswith("__"):
        raise AttributeError(name)
    return _note(undefined)
