"""An address as somebody wrote it -> what may be asked for; an IP address -> whether it may be connected to."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urlsplit

from briefing.errors import ReadError

Policy = Callable[[str], bool]
"""Says whether an IP address may be connected to."""

LONGEST = 4_000
"""So many characters of an address are taken."""

# What Python's own tables take for global in one version or another, and what is nobody's web server.
_REFUSED_V4 = tuple(IPv4Network(net) for net in ("192.0.0.0/24", "192.88.99.0/24", "240.0.0.0/4"))
_REFUSED_V6 = tuple(IPv6Network(net) for net in ("2001::/23", "2001:db8::/32", "3fff::/20"))
_GLOBAL_V6 = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_BARE = re.compile(r"[\x00-\x20\x7f\\]")
_HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_.])?")
_SAFE = "%/:=&?~+!$,;'@()*[]-._"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where to ask, and for what."""

    scheme: str
    host: str
    """A name in ASCII, or an IP address without brackets."""
    port: int
    path: str
    """With the query, as it is sent."""

    @property
    def site(self) -> str:
        """Return scheme, host and port, as a link begins."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = {"http": 80, "https": 443}[self.scheme] == self.port
        return f"{self.scheme}://{host}" if usual else f"{self.scheme}://{host}:{self.port}"

    def __str__(self) -> str:
        return self.site + self.path


def parse_address(text: str, ports: Sequence[int]) -> Address:
    """Return what an address means; ReadError where it is none that may be fetched, saying why."""
    shown = printable(text)
    parts = _split(text, shown)
    if parts.scheme not in {"http", "https"}:
        raise ReadError(f"{shown}: only http and https addresses are fetched")
    if "@" in parts.netloc:
        raise ReadError(f"{shown}: an address with a user's name in it is not fetched; save the page as a file")
    port = _port(parts, shown)
    if port not in ports:
        raise ReadError(f"{shown}: port {port} is not allowed; allowed: {', '.join(map(str, ports))} ([fetch] ports)")
    path = quote(parts.path or "/", safe=_SAFE) + (f"?{quote(parts.query, safe=_SAFE)}" if parts.query else "")
    return Address(scheme=parts.scheme, host=_host(parts, shown), port=port, path=path)


def printable(text: str) -> str:
    """Return an address for people: no user's name, nothing that moves the cursor."""
    bare = re.sub(r"//[^/?#]*@", "//", text[:300], count=1)
    return "".join(character if character.isprintable() else "\ufffd" for character in bare)


def _split(text: str, shown: str) -> SplitResult:
    if len(text) > LONGEST or _BARE.search(text):
        raise ReadError(f"{shown}: is no address: it is too long, or has spaces or control characters in it")
    try:
        return urlsplit(text)
    except ValueError as error:
        raise ReadError(f"{shown}: is no address: {error}") from error


def _port(parts: SplitResult, shown: str) -> int:
    try:
        port = parts.port
    except ValueError as error:
        raise ReadError(f"{shown}: is no address: its port is no number") from error
    return (443 if parts.scheme == "https" else 80) if port is None else port


def _host(parts: SplitResult, shown: str) -> str:
    """Return the host as it is asked for: a name in ASCII, or an IP address."""
    host = parts.hostname or ""
    if ":" in host:
        return host
    try:
        name = host.encode("idna").decode("ascii").lower()
    except UnicodeError:
        name = ""
    if not _HOST.fullmatch(name):
        raise ReadError(f"{shown}: is no address: it names no host")
    return name


def is_public(text: str) -> bool:
    """Say whether an IP address is one of the public internet's; False for anything that is no address.

    An IPv4 address that an IPv6 address stands for (mapped, 6to4, NAT64) decides for it.
    """
    try:
        address = ip_address(text)
    except ValueError:
        return False
    if isinstance(address, IPv4Address):
        return _is_public_v4(address)
    inner = _inner(address)
    if inner is not None:
        return _is_public_v4(inner)
    outside = address.scope_id is not None or address not in _GLOBAL_V6 or not address.is_global
    return not outside and not any(address in net for net in _REFUSED_V6)


def _is_public_v4(address: IPv4Address) -> bool:
    return address.is_global and not address.is_multicast and not any(address in net for net in _REFUSED_V4)


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that packets to this one end up at."""
    if address in _NAT64:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour
