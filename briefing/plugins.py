"""The four seams as Protocols, and find(kind, name) over the installed entry points."""

import datetime as dt
import difflib
import inspect
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import EntryPoint, EntryPoints, entry_points
from pathlib import Path
from typing import Literal, Protocol, overload

from briefing.errors import PluginError
from briefing.model import Artifact, Brief, Sentence, Source, Topic
from briefing.settings.records import Email, Look

PluginKind = Literal["readers", "rankers", "renderers", "deliverers"]


class Reader(Protocol):
    """A kind of source: bytes -> sources."""

    def read(self, data: bytes, origin: str) -> Iterable[Source]:
        """Yield the documents that `data` holds; ReadError where it holds none that can be read."""
        ...


class Ranker(Protocol):
    """A way of ranking: it can only score, so wording it changes never reaches the page."""

    def rank(self, sentences: Sequence[Sentence], topic: Topic | None) -> Sequence[float]:
        """Return one score a sentence, higher is better, in the same order; any finite scale."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderContext:
    """What a renderer may use beside the brief."""

    stamp: dt.datetime
    """The time that goes into file metadata: never the clock."""
    template: str = "brief"
    templates: Path | None = None
    """The user's folder of overrides."""
    look: Look = field(default_factory=Look)
    """The house style."""
    email: Email = field(default_factory=Email)
    """Who the message is from and for; nothing of it goes into any other format."""
    formats: tuple[str, ...] = ()
    """Those that are written beside each other; another one lies nowhere."""
    attach_sources: bool = False
    """The texts of the sources ride inside the PDF."""
    render_seconds: int = 120
    """One format may take so long."""
    artifacts: Mapping[str, Artifact] = field(default_factory=dict)
    """Those already made, by format, so that nothing is rendered twice."""


class Renderer(Protocol):
    """A format: brief -> artifact."""

    needs: tuple[str, ...]
    """The formats it is made from, rendered first; `attaches = True` beside it adds those of `[email] attach`."""

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Return the finished file; RenderError says template:line or what to install."""
        ...


class Deliverer(Protocol):
    """A way out: artifacts -> places."""

    def deliver(self, artifacts: Sequence[Artifact], brief: Brief) -> Sequence[str]:
        """Return where everything went; DeliveryError names the place that refused."""
        ...


METHODS: Mapping[PluginKind, str] = {
    "readers": "read",
    "rankers": "rank",
    "renderers": "render",
    "deliverers": "deliver",
}
"""What a plugin of each kind has to be able to do."""


@overload
def find(kind: Literal["readers"], name: str, settings: Mapping[str, object] | None = None) -> Reader: ...
@overload
def find(kind: Literal["rankers"], name: str, settings: Mapping[str, object] | None = None) -> Ranker: ...
@overload
def find(kind: Literal["renderers"], name: str, settings: Mapping[str, object] | None = None) -> Renderer: ...
@overload
def find(kind: Literal["deliverers"], name: str, settings: Mapping[str, object] | None = None) -> Deliverer: ...
def find(kind: PluginKind, name: str, settings: Mapping[str, object] | None = None) -> object:
    """Return the plugin of that name, built with the keys of its own table [plugin.NAME] as keyword arguments.

    PluginError where it is not installed, stands twice, can't be loaded, or takes no such key. Plugins of different
    kinds that share a name share the table: a key that only the other one takes is passed over.
    """
    entry = _entry(kind, name)
    factory = _load(entry)
    table = dict(settings or {})
    taken = _keys(factory)
    if taken is not None:
        _refuse_unknown(entry, table, taken)
        table = {key: value for key, value in table.items() if key in taken}
    plugin = _build(entry, factory, table)
    if not callable(getattr(plugin, METHODS[kind], None)):
        raise PluginError(f"{_described(entry)}: has no method {METHODS[kind]}; it can't be one of the {kind}")
    return plugin


def names(kind: PluginKind) -> tuple[str, ...]:
    """Return the names of the installed plugins of a kind, sorted."""
    return tuple(sorted(_installed()[kind].names))


def check_tables(tables: Iterable[str]) -> None:
    """Raise PluginError for a table [plugin.NAME] that belongs to no installed plugin."""
    known = sorted({name for kind in METHODS for name in names(kind)})
    for name in tables:
        if name not in known:
            raise PluginError(f"plugin.{name}: no plugin has that name; {_choices(name, known)}")


@cache
def _installed() -> Mapping[PluginKind, EntryPoints]:
    """Read the entry points of everything that is installed, once."""
    everything = entry_points()
    return {kind: everything.select(group=f"briefing.{kind}") for kind in METHODS}


def _entry(kind: PluginKind, name: str) -> EntryPoint:
    found = tuple(_installed()[kind].select(name=name))
    if not found:
        raise PluginError(f'{kind}: "{name}" is not installed; {_choices(name, names(kind))}')
    if len(found) > 1:
        both = " and ".join(_described(entry) for entry in found)
        raise PluginError(f'{kind}: "{name}" stands for {both}; uninstall one of them')
    return found[0]


def _choices(name: str, known: Sequence[str]) -> str:
    """Say what is installed, and what was probably meant."""
    if not known:
        return "nothing of the kind is; install briefing-maker itself (pip install -e . in a checkout)"
    near = difflib.get_close_matches(name.lower(), known, n=1)
    return f"installed: {', '.join(known)}" + (f'; did you mean "{near[0]}"?' if near else "")


def _described(entry: EntryPoint) -> str:
    return f"{entry.value} of {entry.dist.name if entry.dist else 'an unknown distribution'}"


def _load(entry: EntryPoint) -> object:
    try:
        return entry.load()
    except (ImportError, AttributeError) as error:
        raise PluginError(f"{_described(entry)}: can't be loaded: {error}") from error


def _keys(factory: object) -> frozenset[str] | None:
    """Return the keys that a plugin takes; None is any."""
    if not callable(factory):
        return frozenset()
    parameters = inspect.signature(factory).parameters.values()
    if any(one.kind is one.VAR_KEYWORD for one in parameters):
        return None
    return frozenset(one.name for one in parameters if one.kind in (one.KEYWORD_ONLY, one.POSITIONAL_OR_KEYWORD))


def _refuse_unknown(entry: EntryPoint, table: Mapping[str, object], taken: frozenset[str]) -> None:
    unknown = [key for key in table if key not in taken]
    if not unknown:
        return
    for other in (one for group in _installed().values() for one in group.select(name=entry.name)):
        shared = _keys(_load(other))
        unknown = [key for key in unknown if shared is not None and key not in shared]
    if unknown:
        allowed = ", ".join(sorted(taken)) or "none"
        raise PluginError(f"plugin.{entry.name}.{unknown[0]}: no such key of {_described(entry)}; allowed: {allowed}")


def _build(entry: EntryPoint, factory: object, table: Mapping[str, object]) -> object:
    if not callable(factory):
        raise PluginError(f"{_described(entry)}: is nothing that can be called")
    try:
        return factory(**table)
    except (TypeError, ValueError) as error:
        raise PluginError(f"plugin.{entry.name}: {_described(entry)} does not take this table: {error}") from error
