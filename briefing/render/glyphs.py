"""Characters that no font here has -> a warning that names them: WeasyPrint draws a box, and tells its log which."""

import logging
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

_NAMED = 5  # so many characters are named in a warning
_ADVICE = "install a font that has them, such as Debian's fonts-noto-core or fonts-noto-cjk, and make it again"


class _Listener(logging.Handler):
    """Keeps each character that was drawn as a box, once."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.missing: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        """Take the code point out of what WeasyPrint says of a box; everything else is passed over."""
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.missing.update(chr(point) for point in record.args if isinstance(point, int))


@contextmanager
def listen() -> Iterator[set[str]]:
    """Collect the characters that WeasyPrint has no glyph for while something is printed."""
    listener = _Listener()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(listener)
    try:
        yield listener.missing
    finally:
        logger.removeHandler(listener)


def warn(missing: Iterable[str]) -> tuple[str, ...]:
    """Say which characters are boxes on paper; nothing where all are there."""
    characters = sorted(missing)
    if not characters:
        return ()
    names = [f"{character} ({_name(character)})" for character in characters[:_NAMED]]
    more = f" and {len(characters) - _NAMED} more" if len(characters) > _NAMED else ""
    return (f"no font here has {', '.join(names)}{more}, printed as boxes; {_ADVICE}",)


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}")
