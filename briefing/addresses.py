"""A text such as "Flood desk <desk@valley.example>" -> a mailbox, as it may stand in a message and go to a server."""

import re
import unicodedata
from dataclasses import dataclass

_LONGEST = 254  # octets of an address (RFC 5321, erratum 1690)
_LONGEST_LOCAL = 64
_LONGEST_LABEL = 63
_LONGEST_NAME = 128
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\x80-\U0010ffff-]+")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"  # names in Persian and in Indian scripts are written with them
_HELPFUL = 'write "name@example.org" or "Name <name@example.org>"'


@dataclass(frozen=True, slots=True)
class Mailbox:
    """Somebody who writes or is written to."""

    name: str
    """Empty where none is given."""
    address: str
    """With an international domain in its ASCII form, unless the part before the @ needs a server for UTF-8 anyway."""

    @property
    def domain(self) -> str:
        """What stands behind the @."""
        return self.address.rpartition("@")[2]

    @property
    def needs_utf8(self) -> bool:
        """Whether only a server with SMTPUTF8 can take it."""
        return not self.address.isascii()


def parse_mailbox(text: str) -> Mailbox:
    """Read one mailbox; ValueError says what is wrong and what to write."""
    _check_hidden(text, _JOINERS)
    name, address = _cut(text.strip())
    _check_hidden(address)
    if len(name) > _LONGEST_NAME:
        raise ValueError(f"the name has {len(name)} characters; {_LONGEST_NAME} are allowed")
    local, at, domain = address.rpartition("@")
    if not at or "@" in local:
        raise ValueError(f"it has {'two @' if at else 'no @'}; {_HELPFUL}, one address in each text")
    _check_local(local)
    labels = domain.lower().split(".")
    whole = f"{local}@{'.'.join(_ascii_label(label) for label in labels)}"
    if len(whole.encode()) > _LONGEST:
        raise ValueError(f"the address is longer than {_LONGEST} octets")
    return Mailbox(name, whole if local.isascii() else f"{local}@{'.'.join(labels)}")


def _check_hidden(text: str, allowed: str = "") -> None:
    """Refuse characters that nobody sees, among them those that reorder text."""
    for character in text:
        if unicodedata.category(character) in _HIDDEN and character not in allowed:
            raise ValueError(f"it holds the invisible character U+{ord(character):04X}; type it anew")


def _cut(text: str) -> tuple[str, str]:
    """Tell name and address apart; quotation marks around the name are no part of it."""
    if not text.endswith(">"):
        return "", text
    name, opened, address = text[:-1].rpartition("<")
    if not opened:
        raise ValueError(f"it has no <; {_HELPFUL}")
    name = " ".join(name.split())
    if len(name) > 1 and name[0] == name[-1] == '"':
        name = name[1:-1].replace('\\"', '"').replace("\\\\", "\\")
    return name, address.strip()


def _check_local(local: str) -> None:
    if not all(_ATOM.fullmatch(atom) for atom in local.split(".")):
        raise ValueError(f"{local!r} can't stand before the @; {_HELPFUL}")
    if len(local.encode()) > _LONGEST_LOCAL:
        raise ValueError(f"what stands before the @ is longer than {_LONGEST_LOCAL} octets")


def _ascii_label(label: str) -> str:
    """Write one part of a domain in ASCII (RFC 5891): lower case, composed, letters, digits and hyphens alone."""
    composed = unicodedata.normalize("NFC", label)
    letters = all(character == "-" or unicodedata.category(character)[0] in "LMN" for character in composed)
    written = composed if composed.isascii() else f"xn--{composed.encode('punycode').decode('ascii')}"
    if not letters or not _LABEL.fullmatch(written) or len(written) > _LONGEST_LABEL:
        raise ValueError(f"{label!r} is no part of a domain; {_HELPFUL}")
    return written
