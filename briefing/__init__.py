"""A pile of news articles in, a cited briefing out: word for word, nothing invented, offline.

`make_brief(sources, settings) -> Brief` has no side effects; `make(arguments, settings, build, base=...)` reads before
it and writes after it; `summarise(texts, words=250)` returns the plain cited summary of a pile.
"""

from importlib import import_module

from briefing.errors import (
    BriefingError,
    DeliveryError,
    PluginError,
    ReadError,
    RenderError,
    SettingsError,
    TraceError,
)
from briefing.model import Brief, Citation, Extract, Figure, Finding, Section, Source

__version__ = "0.1.0"
__all__ = [
    "Brief",
    "BriefingError",
    "Citation",
    "DeliveryError",
    "Extract",
    "Figure",
    "Finding",
    "PluginError",
    "ReadError",
    "RenderError",
    "Section",
    "Settings",
    "SettingsError",
    "Source",
    "TraceError",
    "make",
    "make_brief",
    "summarise",
]

_LATE = {
    "Settings": "briefing.settings",
    "make": "briefing.pipeline",
    "make_brief": "briefing.pipeline",
    "summarise": "briefing.pipeline",
}
"""What pulls in the steps: imported when it is used, so that `briefing --help` costs nothing."""


def __getattr__(name: str) -> object:
    """Import a public name when it is first used."""
    if name not in _LATE:
        raise AttributeError(f"module 'briefing' has no attribute {name!r}")
    value = getattr(import_module(_LATE[name]), name)
    globals()[name] = value
    return value
