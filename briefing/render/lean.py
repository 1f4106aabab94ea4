"""WeasyPrint's reader of pages -> the same reader, which keeps no styles of boxes that a page can't have.

A rule for notes or markers of any element makes WeasyPrint keep a style of it for every element. Six such rules stand
in its own style sheet: more memory than all boxes of a page take. Where a page may have notes, all stays as it is.
"""

from collections.abc import Callable, Sequence
from copy import copy
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    Match = tuple[object, int, str | None, object]
    """Specificity, order, pseudo-element, declarations."""

_NOTES = frozenset({"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"})
_WISHES = ("footnote", "note(", "list-item", "@import")  # what a style says that has one, or a marker of no list item


class Page(Protocol):
    """A page that has been read."""

    etree_element: "Element"

    def write_pdf(self, **options: object) -> bytes:
        """Print it."""
        ...


class Selected(Protocol):
    """An element as a style sheet sees it."""

    local_name: str


class Matcher(Protocol):
    """What finds the rules of a style sheet that an element meets."""

    def match(self, element: Selected) -> "Sequence[Match]":
        """Return them in the order of precedence."""
        ...


class _Spare:
    """Finds the same rules, without those of pseudo-elements that the element does not have."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def match(self, element: Selected) -> "Sequence[Match]":
        spared = _NOTES if element.local_name == "li" else _NOTES | {"marker"}
        return [rule for rule in self._matcher.match(element) if rule[2] not in spared]


def lean(reader: Callable[..., Page]) -> Callable[..., Page]:
    """Return weasyprint.HTML as one that keeps less."""

    class Lean(reader):  # type: ignore[valid-type, misc]
        def _ua_stylesheets(self, forms: bool = False) -> list[object]:
            sheets: list[object] = super()._ua_stylesheets(forms)
            return sheets if _has_notes(self.etree_element) else [_spare(sheet) for sheet in sheets]

    return Lean


def _has_notes(root: "Element") -> bool:
    """Say whether a page may have notes, or markers of other elements than list items: its styles would say so."""
    styles = (element.text if element.tag == "style" else element.get("style") for element in root.iter())
    asked = any(wish in (style or "").lower() for style in styles for wish in _WISHES)
    return asked or root.find(".//link") is not None


def _spare(sheet: object) -> object:
    spared = copy(sheet)
    spared.matcher = _Spare(spared.matcher)  # type: ignore[attr-defined]
    return spared
