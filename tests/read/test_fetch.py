"""Fetching pages from a server on this machine: what is asked, what is refused, and what is kept."""

import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from briefing.errors import ReadError
from briefing.read.web.cache import Cache
from briefing.read.web.client import Client, Manners, Network
from briefing.read.web.gate import ask_system
from tests.read.loopback import PEM, Reply, Site, serving

PAGE = b"<p>The canal froze on Monday.</p>"


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        yield site


def is_loopback(address: str) -> bool:
    return address == "127.0.0.1"


def client_of(site: Site, folder: Path, **manners: object) -> Client:
    """A client that may reach this machine, which no setting can bring about."""
    network = Network(allow=is_loopback, resolve=site.resolve, trust=trust, sleep=lambda seconds: None)
    return Client(Cache(folder), Manners(ports=(site.port,), **manners), network)  # type: ignore[arg-type]


def trust() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(PEM))


def refusal(client: Client, address: str) -> str:
    with pytest.raises(ReadError) as caught:
        client.get(address)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_page_is_fetched_into_the_cache(site: Site, tmp_path: Path) -> None:
    site.pages["/a?b=c"] = Reply(PAGE)
    page = client_of(site, tmp_path, contact="desk@valley.example").get(f"http://news.test:{site.port}/a?b=c#top")

    assert page.address == f"http://news.test:{site.port}/a?b=c"
    assert page.path.read_bytes() == b"\xef\xbb\xbf" + PAGE
    assert page.path.parent == tmp_path
    assert site.paths == ["/robots.txt", "/a?b=c"]
    _, headers = site.asked[-1]
    assert headers["host"] == f"news.test:{site.port}"
    assert headers["user-agent"] == "briefing-maker (desk@valley.example)"
    assert "cookie" not in headers


def test_without_saying_otherwise_this_machine_is_never_reached(site: Site, tmp_path: Path) -> None:
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), Network(resolve=site.resolve))

    assert "127.0.0.1 is no public address; only the public internet is read" in refusal(
        client, f"http://news.test:{site.port}/"
    )
    assert "is no public address" in refusal(client, f"http://127.0.0.1:{site.port}/")
    assert site.asked == []


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"])
def test_every_way_to_write_this_machine_is_refused(site: Site, tmp_path: Path, host: str) -> None:
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), Network(resolve=ask_system))
    said = refusal(client, f"http://{host}:{site.port}/")

    assert "is no public address" in said or "can't be resolved" in said
    assert site.asked == []


def test_one_private_address_among_public_ones_is_enough_to_refuse(site: Site, tmp_path: Path) -> None:
    network = Network(resolve=lambda host, port: ("8.8.8.8", "10.0.0.1"))
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), network)

    assert "10.0.0.1 is no public address" in refusal(client, f"http://news.test:{site.port}/")


class Rebinder:
    """A name server that says something else each time it is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked += 1
        return (self.answers[min(self.asked, len(self.answers)) - 1],)


def test_a_name_that_is_rebound_to_this_machine_gains_nothing(site: Site, tmp_path: Path) -> None:
    """The address that was checked is the one connected to: the name is asked for once a connection."""
    site.pages["/"] = Reply(PAGE)
    seen: list[str] = []

    def allow(address: str) -> bool:
        seen.append(address)
        return address == "127.0.0.1"

    good_first = Rebinder("127.0.0.1", "127.0.0.1", "127.0.0.2", "127.0.0.2")
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), Network(allow=allow, resolve=good_first))
    client.get(f"http://news.test:{site.port}/")
    connections = len(site.paths)

    assert good_first.asked == connections == len(seen) == 2
    assert "127.0.0.2 is no public address" in refusal(client, f"http://news.test:{site.port}/")
    assert len(site.paths) == connections


def test_a_redirect_inwards_is_refused(site: Site, tmp_path: Path) -> None:
    answers = {"news.test": "127.0.0.1", "inside.test": "10.0.0.5"}
    site.pages["/"] = Reply(status=302, headers={"Location": f"http://inside.test:{site.port}/secret"})
    network = Network(allow=is_loopback, resolve=lambda host, port: (answers[host],), sleep=lambda seconds: None)
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), network)

    said = refusal(client, f"http://news.test:{site.port}/")
    assert "inside.test" in said
    assert "10.0.0.5 is no public address" in said


@pytest.mark.parametrize(
    ("location", "why"),
    [
        ("file:///etc/hosts", "only http and https"),
        ("ftp://news.test/x", "only http and https"),
        ("http://news.test:22/", "port 22 is not allowed"),
        ("http://me:secret@news.test/", "a user's name"),
        ("http://[::1", "leads to no address"),
        ("", "no address to go to"),
    ],
)
def test_a_redirect_is_judged_like_an_address(site: Site, tmp_path: Path, location: str, why: str) -> None:
    site.pages["/"] = Reply(status=301, headers={"Location": location})

    assert why in refusal(client_of(site, tmp_path), f"http://news.test:{site.port}/")


def test_redirects_lead_to_the_page_and_its_address(site: Site, tmp_path: Path) -> None:
    site.pages["/old"] = Reply(status=301, headers={"Location": "/gr\u00fcn#x".encode().decode("latin-1")})
    site.pages["/gr%C3%BCn"] = Reply(PAGE)

    assert client_of(site, tmp_path).get(f"http://news.test:{site.port}/old").address.endswith("/gr%C3%BCn")


def test_a_ring_of_redirects_ends(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(status=302, headers={"Location": "/b"})
    site.pages["/b"] = Reply(status=307, headers={"Location": "/a"})

    assert "more than 5 times" in refusal(client_of(site, tmp_path), f"http://news.test:{site.port}/a")
    assert len(site.paths) == 7


def test_robots_txt_is_kept_and_asked_for_once(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nDisallow: /private", headers={"Content-Type": "text/plain"})
    site.pages["/private/a"] = site.pages["/b"] = site.pages["/c"] = Reply(PAGE)
    client = client_of(site, tmp_path)

    assert "robots.txt asks programs to leave it alone" in refusal(client, f"http://news.test:{site.port}/private/a")
    client.get(f"http://news.test:{site.port}/b")
    client.get(f"http://news.test:{site.port}/c")
    assert site.paths == ["/robots.txt", "/b", "/c"]


def test_robots_txt_holds_behind_a_redirect_too(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: briefing-maker\nDisallow: /private")
    site.pages["/a"] = Reply(status=302, headers={"Location": "/private"})
    site.pages["/private"] = Reply(PAGE)

    assert "robots.txt" in refusal(client_of(site, tmp_path), f"http://news.test:{site.port}/a")
    assert "/private" not in site.paths


@pytest.mark.parametrize(
    ("robots", "allowed"),
    [
        (Reply(status=404), True),
        (Reply(status=403), True),
        (Reply(status=500), False),
        (Reply(status=503), False),
        (Reply(status=429), False),
        (Reply(b"\0\xff\xfe nonsense"), True),
        (Reply(gzip.compress(b"User-agent: *\nDisallow: /"), headers={"Content-Encoding": "gzip"}), False),
        (Reply(status=301, headers={"Location": "/robots.txt"}), True),
        (Reply(status=301, headers={"Location": "/rules"}), False),
        (Reply(b"User-agent: *\nDisallow: /\n" + b"# long\n" * 200_000), False),
    ],
)
def test_what_a_robots_txt_that_is_odd_means(site: Site, tmp_path: Path, robots: Reply, allowed: bool) -> None:
    site.pages["/robots.txt"], site.pages["/a"] = robots, Reply(PAGE)
    site.pages["/rules"] = Reply(b"User-agent: *\nDisallow: /a")
    client, address = client_of(site, tmp_path), f"http://news.test:{site.port}/a"

    assert bool(client.get(address)) if allowed else "robots.txt" in refusal(client, address)


def test_one_host_is_asked_at_a_polite_rate(site: Site, tmp_path: Path) -> None:
    site.pages["/robots.txt"] = Reply(b"User-agent: *\nCrawl-delay: 7")
    site.pages["/a"] = site.pages["/b"] = Reply(PAGE)
    slept: list[float] = []
    network = Network(allow=is_loopback, resolve=site.resolve, sleep=slept.append)
    client = Client(Cache(tmp_path), Manners(ports=(site.port,), delay=3), network)
    for host, path in (("news.test", "a"), ("news.test", "b"), ("other.test", "a")):
        client.get(f"http://{host}:{site.port}/{path}")

    assert slept[0] == slept[2] == 0
    assert 5 < slept[1] <= 7


def test_a_page_that_has_not_changed_is_not_sent_again(site: Site, tmp_path: Path) -> None:
    def answer(request: BaseHTTPRequestHandler) -> Reply:
        unchanged = request.headers["If-None-Match"] == '"v1"' and request.headers["If-Modified-Since"]
        stated = {"ETag": '"v1"', "Last-Modified": "Mon, 05 Feb 2024 10:00:00 GMT"}
        return Reply(status=304, headers=stated) if unchanged else Reply(PAGE, headers=stated)

    site.pages["/a"] = answer
    first = client_of(site, tmp_path).get(f"http://news.test:{site.port}/a")
    content = first.path.read_bytes()
    second = client_of(site, tmp_path).get(f"http://news.test:{site.port}/a")

    assert second == first
    assert second.path.read_bytes() == content
    second.path.write_bytes(b"damaged")
    assert client_of(site, tmp_path).get(f"http://news.test:{site.port}/a").path.read_bytes() == content


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(status=404), "answers 404 (there is no such page)"),
        (Reply(status=401), "wants a password"),
        (Reply(status=500), "its own fault"),
        (Reply(status=418), "answers 418"),
        (Reply(status=304), "answers 304"),
        (Reply(b"  \n"), "sends an empty page"),
        (Reply(b"x" * 3000), "is larger than 2,000 bytes"),
        (Reply(gzip.compress(b"\0" * 50_000_000), headers={"Content-Encoding": "gzip"}), "is larger than 2,000 bytes"),
        (
            Reply(zlib.compress(b"\0" * 5_000_000), headers={"Content-Encoding": "deflate"}),
            "is larger than 2,000 bytes",
        ),
        (Reply(gzip.compress(b"words")[:-9], headers={"Content-Encoding": "gzip"}), "in the middle of what is packed"),
        (Reply(b"words", headers={"Content-Encoding": "gzip"}), "is packed, and damaged"),
        (Reply(b"words", headers={"Content-Encoding": "br"}), "can't be unpacked here (br)"),
        (Reply(b"words", headers={"Content-Length": "900"}), "can't be fetched"),
        (Reply(b"words", headers={"X": "y" * 200_000}), "can't be fetched"),
    ],
)
def test_an_answer_that_is_no_page_is_named_with_the_reason(site: Site, tmp_path: Path, reply: Reply, why: str) -> None:
    site.pages["/a"] = reply
    address = f"http://news.test:{site.port}/a"
    said = refusal(client_of(site, tmp_path, max_bytes=2000), address)

    assert said.startswith(f"{address}: ")
    assert why in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("encoding", "pack"),
    [("gzip", gzip.compress), ("x-gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes)],
)
def test_packed_pages_are_unpacked(site: Site, tmp_path: Path, encoding: str, pack: Callable[[bytes], bytes]) -> None:
    site.pages["/a"] = Reply(pack(PAGE * 1000), headers={"Content-Encoding": encoding})

    page = client_of(site, tmp_path).get(f"http://news.test:{site.port}/a")
    assert page.path.read_bytes().removeprefix(b"\xef\xbb\xbf") == PAGE * 1000


def dripping(what: bytes, stop: threading.Event) -> Callable[[BaseHTTPRequestHandler], None]:
    """Send a byte now and then, never enough for any one wait to be too long."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        try:
            request.wfile.write(b"HTTP/1.1 200 OK\r\n" + what)
            while not stop.wait(0.05):
                request.wfile.write(b"x")
        except OSError:
            pass

    return answer


@pytest.mark.parametrize("start", [b"", b"Content-Type: text/html\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\n1\r\n"])
def test_a_server_that_sends_a_byte_now_and_then_is_left(site: Site, tmp_path: Path, start: bytes) -> None:
    stop = threading.Event()
    site.pages["/a"] = dripping(start, stop)
    try:
        said = refusal(client_of(site, tmp_path, seconds=0.5), f"http://news.test:{site.port}/a")
    finally:
        stop.set()

    assert "no answer within 0.5 seconds" in said or "can't be fetched" in said


def test_a_server_that_says_nothing_is_left(site: Site, tmp_path: Path) -> None:
    stop = threading.Event()
    site.pages["/a"] = lambda request: stop.wait(5) and None
    try:
        assert "no answer within 0.3 seconds" in refusal(
            client_of(site, tmp_path, seconds=0.3), f"http://news.test:{site.port}/a"
        )
    finally:
        stop.set()


def test_a_name_server_that_says_nothing_is_left(site: Site, tmp_path: Path) -> None:
    network = Network(allow=is_loopback, resolve=lambda host, port: time.sleep(2) or ())
    client = Client(Cache(tmp_path), Manners(ports=(site.port,), seconds=0.2), network)

    assert "no answer within 0.2 seconds" in refusal(client, f"http://news.test:{site.port}/a")


def test_a_name_without_an_address_is_named(site: Site, tmp_path: Path) -> None:
    network = Network(allow=is_loopback, resolve=lambda host, port: ())
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), network)

    assert "the name has no address" in refusal(client, f"http://news.test:{site.port}/a")
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)))
    assert "the name can't be resolved" in refusal(client, f"http://no-such-host.invalid:{site.port}/a")


def test_the_next_address_is_tried_where_one_does_not_answer(site: Site, tmp_path: Path) -> None:
    site.pages["/a"] = Reply(PAGE)
    network = Network(allow=lambda address: True, resolve=lambda host, port: ("127.0.0.9", "127.0.0.1"))
    client = Client(Cache(tmp_path), Manners(ports=(site.port,)), network)

    assert client.get(f"http://news.test:{site.port}/a")


def test_a_secure_page_is_fetched_by_its_name_and_its_certificate_is_checked(tmp_path: Path) -> None:
    with serving(secure=True) as site:
        site.pages["/a"] = Reply(PAGE)
        client = client_of(site, tmp_path)

        assert client.get(f"https://secure.test:{site.port}/a").path.read_bytes().endswith(PAGE)
        assert site.asked[-1][1]["host"] == f"secure.test:{site.port}"
        assert "certificate" in refusal(client, f"https://other.test:{site.port}/a").lower()
        strict = Network(allow=is_loopback, resolve=site.resolve)
        unknown = Client(Cache(tmp_path), Manners(ports=(site.port,)), strict)
        assert "certificate" in refusal(unknown, f"https://secure.test:{site.port}/a").lower()


def test_proxies_of_the_environment_are_not_asked(site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.pages["/a"] = Reply(PAGE)

    assert client_of(site, tmp_path).get(f"http://news.test:{site.port}/a")


def test_what_the_header_says_of_the_encoding_wins(site: Site, tmp_path: Path) -> None:
    page = '<meta charset="utf-8"><p>Die Fähre sank nicht.</p>'
    site.pages["/a"] = Reply(page.encode("latin-1"), headers={"Content-Type": "text/html; charset=ISO-8859-1"})
    site.pages["/b"] = Reply(page.encode("latin-1"), headers={"Content-Type": "text/html; charset=unicode_escape"})
    client = client_of(site, tmp_path)

    assert client.get(f"http://news.test:{site.port}/a").path.read_text("utf-8-sig") == page
    assert client.get(f"http://news.test:{site.port}/b").path.read_bytes() == page.encode("latin-1")
