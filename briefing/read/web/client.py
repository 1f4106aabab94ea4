"""An address -> the page there: by the rules of its site, at a polite rate, and never larger or slower than allowed."""

import ssl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin

import httpcore

from briefing.errors import ReadError
from briefing.read.http import in_utf8, unpacked
from briefing.read.web.addresses import Address, Policy, is_public, parse_address, printable
from briefing.read.web.cache import Cache
from briefing.read.web.gate import Deadline, Gate, RefusedError, Resolver, ask_system
from briefing.read.web.robots import EVERYTHING, NOTHING, SIZE, Rules, parse_robots

AGENT = "briefing-maker"
"""What robots.txt calls us."""
MOST_REDIRECTS = 5
CONNECT_SECONDS = 10

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """How much is asked of sites, and what may come back."""

    max_bytes: int = 50_000_000
    seconds: float = 30
    """For one page, redirects and all."""
    delay: float = 1
    """Seconds between two requests to one host, at least."""
    ports: Sequence[int] = (80, 443)
    contact: str | None = None
    """Whom a site may turn to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How the network is reached: only a program, never a setting, can say otherwise than this."""

    allow: Policy = is_public
    resolve: Resolver = ask_system
    trust: Callable[[], ssl.SSLContext] = httpcore.default_ssl_context
    sleep: Callable[[float], None] = time.sleep


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address led to."""

    address: str
    """Behind all redirects."""
    path: Path
    """Where it was kept; text is in UTF-8."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


class Client:
    """Fetches pages, one after the other."""

    def __init__(self, cache: Cache, manners: Manners, network: Network | None = None) -> None:
        self._cache = cache
        self._manners = manners
        self._network = network or Network()
        self._trust = self._network.trust()
        self._rules: dict[str, Rules] = {}
        """Of each site."""
        self._next: dict[str, float] = {}
        """When each host may be asked again."""

    def get(self, text: str) -> Page:
        """Fetch a page into the cache; ReadError says why it can't be had."""
        deadline = Deadline(self._manners.seconds)
        asked = text
        for _ in range(MOST_REDIRECTS + 1):
            address = parse_address(asked, self._manners.ports)
            waited = self._keep_rules(address)
            deadline.extend(waited)
            answer = self._ask(address, deadline, self._manners.max_bytes, self._conditions(str(address)))
            if answer.status not in _REDIRECTS:
                return self._page(address, answer)
            asked = _target(address, answer)
        raise ReadError(f"{printable(text)}: leads from one address to the next more than {MOST_REDIRECTS} times")

    def _page(self, address: Address, answer: _Answer) -> Page:
        name = str(address)
        if answer.status == 304 and self._cache.find(name):
            self._cache.touch(name)
            return Page(address=name, path=self._cache.path(name))
        if answer.status != 200:
            raise ReadError(f"{name}: can't be fetched: the server answers {answer.status}{_meaning(answer.status)}")
        if not answer.body.strip():
            raise ReadError(f"{name}: can't be fetched: the server sends an empty page")
        data = in_utf8(answer.body, answer.headers.get("content-type", ""))
        return Page(address=name, path=self._cache.keep(name, data, answer.headers))

    def _conditions(self, address: str) -> Mapping[str, str]:
        """Ask only for what has changed."""
        entry = self._cache.find(address)
        stated = {"If-None-Match": entry.etag, "If-Modified-Since": entry.last_modified} if entry else {}
        return {name: value for name, value in stated.items() if value and value.isprintable() and value.isascii()}

    def _keep_rules(self, address: Address) -> float:
        """Wait until the host may be asked again, and return how long; ReadError where robots.txt forbids the page."""
        began = time.monotonic()
        rules = self._rules.get(address.site)
        if rules is None:
            rules = self._rules[address.site] = self._fetch_rules(address)
        if not rules.allows(address.path):
            raise ReadError(f"{address}: is not fetched: the site's robots.txt asks programs to leave it alone")
        self._network.sleep(max(0.0, self._next.get(address.host, 0.0) - time.monotonic()))
        self._next[address.host] = time.monotonic() + max(self._manners.delay, rules.delay)
        return time.monotonic() - began

    def _fetch_rules(self, address: Address) -> Rules:
        """Fetch a site's robots.txt: none allows everything, a failing server nothing."""
        asked = f"{address.site}/robots.txt"
        deadline = Deadline(self._manners.seconds)
        for _ in range(MOST_REDIRECTS + 1):
            at = parse_address(asked, self._manners.ports)
            answer = self._ask(at, deadline, SIZE, {}, wanted=address)
            if answer.status not in _REDIRECTS:
                break
            asked = _target(at, answer)
        else:
            return EVERYTHING
        if answer.status == 200:
            return parse_robots(answer.body.decode("utf-8", "replace"), AGENT)
        return NOTHING if answer.status >= 500 or answer.status == 429 else EVERYTHING

    def _ask(
        self,
        address: Address,
        deadline: Deadline,
        limit: int,
        conditions: Mapping[str, str],
        *,
        wanted: Address | None = None,
    ) -> _Answer:
        """Send one request and take its answer; ReadError where there is none, or one that is too large or too slow.

        `wanted` is the page for whose sake a robots.txt is asked for: a message names that one, and of a robots.txt
        that is too large the beginning is taken.
        """
        shown = wanted or address
        try:
            return self._exchange(address, deadline, limit, conditions, cut=wanted is not None)
        except RefusedError as error:
            raise ReadError(f"{shown}: is not fetched: {error}; only the public internet is read") from error
        except httpcore.TimeoutException as error:
            raise ReadError(f"{shown}: can't be fetched: no answer within {self._manners.seconds:g} seconds") from error
        except (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError) as error:
            what = str(error)[:200] or type(error).__name__
            raise ReadError(f"{shown}: can't be fetched: {printable(what)}") from error
        except ReadError as error:
            raise ReadError(f"{shown}: {error}") from error

    def _exchange(
        self, address: Address, deadline: Deadline, limit: int, conditions: Mapping[str, str], *, cut: bool
    ) -> _Answer:
        gate = Gate(self._network.allow, self._network.resolve, deadline)
        waits = {"connect": CONNECT_SECONDS, "read": self._manners.seconds, "write": CONNECT_SECONDS, "pool": 1}
        headers = {"User-Agent": self._agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate", **conditions}
        with (
            httpcore.ConnectionPool(ssl_context=self._trust, network_backend=gate) as pool,
            pool.stream("GET", str(address), headers=_encoded(headers), extensions={"timeout": waits}) as answer,
        ):
            said = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
            wanted = answer.status == 200
            body = _body(answer.iter_stream(), said, limit, cut=cut) if wanted else b""
            return _Answer(status=answer.status, headers=said, body=body)

    def _agent(self) -> str:
        contact = "".join(sign for sign in self._manners.contact or "" if sign.isascii() and sign.isprintable())
        return f"{AGENT} ({contact})" if contact else AGENT


def _body(chunks: Iterator[bytes], headers: Mapping[str, str], limit: int, *, cut: bool) -> bytes:
    encoding = headers.get("content-encoding", "")
    if cut and not encoding:
        return _beginning(chunks, limit)
    return unpacked(_counted(chunks, limit), encoding, limit)


def _counted(chunks: Iterator[bytes], limit: int) -> Iterator[bytes]:
    """Pass chunks on; ReadError where more bytes came than a page may have, packed or not."""
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limit:
            raise ReadError(f"is larger than {limit:,} bytes")
        yield chunk


def _beginning(chunks: Iterator[bytes], limit: int) -> bytes:
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) >= limit:
            break
    return bytes(data[:limit])


def _target(address: Address, answer: _Answer) -> str:
    """Return where an answer leads on to."""
    location = answer.headers.get("location", "")
    if not location:
        raise ReadError(f"{address}: can't be fetched: the server answers {answer.status} and no address to go to")
    with suppress(UnicodeError):  # servers send UTF-8 here, which reads as Latin-1
        location = location.encode("latin-1").decode("utf-8")
    try:
        return urljoin(str(address), location.strip()).partition("#")[0]
    except ValueError as error:
        raise ReadError(f"{address}: leads to no address: {printable(location)}") from error


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("ascii"), value.encode("ascii")) for name, value in headers.items()]


def _meaning(status: int) -> str:
    meanings = {
        401: " (it wants a password; save the page as a file)",
        403: " (it does not want programs; save the page as a file)",
        404: " (there is no such page)",
        410: " (the page is gone)",
        429: " (too many requests; try later)",
        451: " (not available for legal reasons)",
    }
    return meanings.get(status, " (its own fault; try later)" if status >= 500 else "")
