"""Text that runs the other way than what it stands in -> kept apart, so that neither reorders the other.

Plain text has Unicode's isolates for it: mail programs heed them, a terminal that knows no directions shows nothing in
their place. A page has spans that say their direction, which programs understand that know nothing of isolates.
"""

import unicodedata

from markupsafe import Markup, escape

from briefing.render.text import runs, visible

_OPEN, _CLOSE = "\u2068", "\u2069"
_AGAINST = {"ltr": frozenset({"R", "AL", "AN"}), "rtl": frozenset({"L"})}


class Shown(str):
    """Text in which everything hidden is named already; the marks that it holds are ours."""

    __slots__ = ()


def isolate(text: str, way: str = "ltr") -> Shown:
    """Keep a text apart from what it stands in, which runs that way; what runs so too stays as it is."""
    shown = visible(text)
    if way == "ltr" and shown.isascii():
        return Shown(shown)
    against = _AGAINST[way]
    apart = any(unicodedata.bidirectional(character) in against for character in shown)
    return Shown(f"{_OPEN}{shown}{_CLOSE}" if apart else shown)


def left_open(line: str) -> tuple[str, str]:
    """Return what opens on the next line what this one leaves open, and what closes it here, as a line's end would."""
    number = line.count(_OPEN) - line.count(_CLOSE)
    return _OPEN * number, _CLOSE * number


def in_spans(text: Shown) -> Markup:
    """Write for a page what `isolate` kept apart."""
    before, *others = text.split(_OPEN)
    written = [escape(before)]
    for other in others:
        inside, _, after = other.partition(_CLOSE)
        written.append(Markup('<span dir="{}">{}</span>{}').format(runs(inside), inside, after))
    return Markup("").join(written)
