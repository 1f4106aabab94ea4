"""The four seams as Protocols, and find(kind, name) over the installed entry points."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from briefing.model import Artifact, Brief, Sentence, Source, Topic

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
    artifacts: Mapping[str, Artifact] = field(default_factory=dict)
    """Those already made, by format, so that nothing is rendered twice."""


class Renderer(Protocol):
    """A format: brief -> artifact."""

    needs: tuple[str, ...]
    """The formats it is made from, rendered first."""

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Return the finished file; RenderError says template:line or what to install."""
        ...


class Deliverer(Protocol):
    """A way out: artifacts -> places."""

    def deliver(self, artifacts: Sequence[Artifact], brief: Brief) -> Sequence[str]:
        """Return where everything went; DeliveryError names the place that refused."""
        ...
