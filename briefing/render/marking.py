"""How a brief may be handled -> how the marking is set: TLP 2.0 in its own colours, a house's own words in ours."""

from dataclasses import dataclass

_TLP = {
    "TLP:RED": "#ff2b2b",
    "TLP:AMBER": "#ffc000",
    "TLP:AMBER+STRICT": "#ffc000",
    "TLP:GREEN": "#33ff00",
    "TLP:CLEAR": "#ffffff",
}
"""The labels of the Traffic Light Protocol, version 2.0 (FIRST), each with the colour it has on black."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkingView:
    """A marking, and its colour where it is one of TLP 2.0."""

    text: str
    colour: str | None


def view_marking(marking: str | None) -> MarkingView | None:
    """Show a marking; a label of TLP 2.0 is written as the standard writes it."""
    if marking is None:
        return None
    flat = " ".join(marking.split())
    label = flat.upper().replace(": ", ":")
    return MarkingView(text=label if label in _TLP else flat, colour=_TLP.get(label))
