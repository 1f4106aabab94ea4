"""Text -> text that can be written down as UTF-8: a lone surrogate, which UTF-8 has not, becomes U+FFFD."""

import re

_SURROGATE = re.compile("[\ud800-\udfff]")


def whole(text: str) -> str:
    """Return the text without lone surrogates; one character takes the place of one, so that no offset moves."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub("\ufffd", text)
    return text


def utf8(text: str) -> bytes:
    """Return the bytes of a text, whatever it holds."""
    return whole(text).encode()
