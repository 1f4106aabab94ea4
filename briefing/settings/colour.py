"""An accent colour -> whether text in it can be read: contrast after WCAG 2.2, and the nearest colour that passes."""

from collections.abc import Iterable, Sequence

from briefing.settings.records import Look
from briefing.tables import Table

ENOUGH = 4.5
"""Of text of ordinary size against its ground (WCAG 2.2, 1.4.3)."""
LIGHT = ("#ffffff", "#f3f5f7")
"""What text stands on, on paper and on a light screen: the page and its tinted boxes, as in style.css."""
DARK = ("#14171b", "#20252b")
"""The same on a dark screen."""
_STEPS = 256


def contrast(first: str, second: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    low, high = sorted((_luminance(first), _luminance(second)))
    return (high + 0.05) / (low + 0.05)


def least_contrast(colour: str, grounds: Sequence[str]) -> float:
    """Return the contrast where it is worst."""
    return min(contrast(colour, ground) for ground in grounds)


def passing(colour: str, grounds: Sequence[str]) -> str:
    """Return the colour itself where it passes, else the nearest of its hue that does: darker on light, and back."""
    end = 0 if _luminance(grounds[0]) > 0.5 else 255
    mixed = (_mix(colour, end, step / _STEPS) for step in range(_STEPS + 1))
    return next(one for one in mixed if least_contrast(one, grounds) >= ENOUGH)


def look_clashes(table: Table) -> Iterable[str]:
    """Yield accents that can't be read and parts that are named twice or both put in order and left out."""
    look = table.get("look")
    held: Table = look if isinstance(look, dict) else {}
    for key, grounds, where in (("accent", LIGHT, "on paper"), ("accent_dark", DARK, "on a dark screen")):
        if _is_colour(held.get(key)) and (problem := accent_problem(str(held[key]), grounds, where)):
            yield f"look.{key}: {problem}"
    order, without = (value if isinstance(value, list) else [] for value in map(held.get, ("order", "without")))
    for part in dict.fromkeys(part for part in order if order.count(part) > 1 or part in without):
        yield f'look.order: found "{part}" {"twice" if order.count(part) > 1 else "also in without"}; allowed: once'


def accent_problem(colour: str, grounds: Sequence[str], where: str) -> str | None:
    """Say how far a colour is from being readable, and which one is."""
    found = least_contrast(colour, grounds)
    if found >= ENOUGH:
        return None
    nearest = passing(colour, grounds)
    return f'found "{colour}", contrast {found:.2f}:1 {where}; allowed: {ENOUGH}:1 and more, such as "{nearest}"'


def dark_accent(look: Look) -> str | None:
    """Return the accent of a dark screen: the one given, else that of paper, made light enough."""
    return look.accent_dark or (passing(look.accent, DARK) if look.accent else None)


def _is_colour(value: object) -> bool:
    digits = value[1:] if isinstance(value, str) and value.startswith("#") else ""
    return len(digits) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in digits)


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    """Weigh the channels in linear light."""
    red, green, blue = (_linear(channel / 255) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _mix(colour: str, end: int, share: float) -> str:
    return "#" + "".join(f"{round(channel + (end - channel) * share):02x}" for channel in _channels(colour))
