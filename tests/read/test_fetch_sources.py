"""Addresses among the sources: fetched where --fetch asks for it, through the cache, like any other document."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.pipeline import read_sources, silent
from briefing.read.locate import Located
from briefing.read.web import collect as collecting
from briefing.read.web import fetch
from briefing.read.web.client import Network
from briefing.read.web.collect import collect
from briefing.settings import Fetch, Limits, Settings
from tests.read.loopback import Reply, Site, serving

ARTICLE = """The harbour of Tessel was closed on {day} after a crane fell across the only channel.

The harbour master, Ida Voss, said two tugs would lift it. Nobody was hurt, she added, and no ship was in the channel.

Eleven ships waited outside for the tide, and the first of them would not come in before Thursday, she said."""
PLAIN = {"Content-Type": "text/plain; charset=utf-8"}
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tessel Mail</title>
<item><title>Crane</title><link>http://news.test:{port}/a</link><description>Short.</description></item>
<item><title>No text</title><link>http://news.test:{port}/b</link></item>
<item><title>Inside</title><link>http://inside.test:{port}/secret</link></item>
<item><title>Again</title><link>http://news.test:{port}/a</link></item>
<item><title>Fourth</title><link>http://news.test:{port}/c</link></item>
<item><title>Nothing</title></item>
</channel></rss>"""


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as site:
        for path, day in (("/a", "Monday"), ("/b", "Tuesday"), ("/c", "Sunday")):
            site.pages[path] = Reply(ARTICLE.format(day=day).encode(), headers=PLAIN)
        yield site


def collected(site: Site, folder: Path, *paths: str, **settings: object) -> Located:
    answers = {"news.test": "127.0.0.1", "inside.test": "10.1.2.3"}
    network = Network(
        allow=lambda address: address == "127.0.0.1",
        resolve=lambda host, port: (answers[host],),
        sleep=lambda seconds: None,
    )
    addresses = [f"http://news.test:{site.port}{path}" for path in paths]
    keys = {"cache": folder, "ports": (site.port,), **settings}
    return collect(addresses, Fetch(**keys), Limits(), tell=lambda message: None, network=network)


def test_each_page_is_a_file_under_its_address(site: Site, tmp_path: Path) -> None:
    found = collected(site, tmp_path, "/a", "/b", "/a").found

    assert [one.origin.rpartition("/")[2] for one in found] == ["a", "b"]
    assert [one.path.read_text("utf-8-sig")[:48] for one in found if one.path] == [
        "The harbour of Tessel was closed on Monday after",
        "The harbour of Tessel was closed on Tuesday afte",
    ]


def test_a_feed_stands_for_what_its_entries_link_to(site: Site, tmp_path: Path) -> None:
    site.pages["/feed"] = Reply(FEED.format(port=site.port).encode(), headers={"Content-Type": "application/rss+xml"})
    located = collected(site, tmp_path, "/feed", feed_entries=3)

    assert [one.origin.rpartition("/")[2] for one in located.found] == ["a", "b"]
    problems = "\n".join(located.problems)
    assert "entry 6: holds no text" in problems
    assert "10.1.2.3 is no public address" in problems
    assert "1 entries beyond the first 3 are not fetched ([fetch] feed_entries)" in problems
    assert len(located.problems) == 3


def test_a_page_that_cannot_be_had_costs_that_page(site: Site, tmp_path: Path) -> None:
    site.pages["/png"] = Reply(b"\x89PNG\r\n", headers={"Content-Type": "image/png"})
    located = collected(site, tmp_path, "/gone", "/a", "/png")

    assert len(located.found) == 2
    assert [line.partition(": ")[2] for line in located.problems] == [
        "can't be fetched: the server answers 404 (there is no such page)"
    ]


def test_a_cache_that_cannot_be_kept_is_a_problem(site: Site, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    located = collected(site, tmp_path / "file", "/a")

    assert located.found == ()
    assert "no cache can be kept there" in located.problems[0]
    assert site.asked == []


@pytest.fixture
def reached(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Let a whole run reach the server: the default network is replaced, which no setting can do."""
    original = collecting.Client

    def client(cache: object, manners: object, network: object) -> object:
        assert network is None
        own = Network(allow=lambda address: address == "127.0.0.1", resolve=site.resolve, sleep=lambda seconds: None)
        return original(cache, manners, own)  # type: ignore[arg-type]

    monkeypatch.setattr(collecting, "Client", client)
    return site


def test_a_fetched_page_is_a_source_with_its_address(reached: Site, tmp_path: Path) -> None:
    settings = Settings(fetch=Fetch(cache=tmp_path, ports=(reached.port,)))
    address = f"http://news.test:{reached.port}/a"
    sources, problems = read_sources((address,), settings, tmp_path, silent, fetch=True)

    assert problems == ()
    assert [(source.origin, source.url) for source in sources] == [(address, address)]
    assert sources[0].text.startswith("The harbour of Tessel was closed on Monday")


def test_the_command_fetches_only_when_asked_to(
    reached: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "briefing.toml"
    config.write_text(f"[fetch]\ncache = 'kept'\nports = [{reached.port}]\n")
    arguments = ["sources", "-c", str(config), f"http://news.test:{reached.port}/a"]

    assert main(arguments) == 1
    assert "addresses need --fetch" in capsys.readouterr().err
    assert reached.asked == []

    assert main([*arguments, "--fetch"]) == 0
    assert f"http://news.test:{reached.port}/a" in capsys.readouterr().out
    assert len(list((tmp_path / "kept").glob("*.page"))) == 1


def test_without_the_extra_the_reason_and_the_remedy_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpcore", None)
    for name in ("collect", "client", "gate"):
        monkeypatch.delitem(sys.modules, f"briefing.read.web.{name}", raising=False)
    located = fetch(["https://news.test/"], Fetch(), Limits(), lambda message: None)

    assert located.problems == (
        "--fetch needs httpcore: pip install 'briefing-maker[fetch]' (in a checkout: pip install -e '.[fetch]')",
    )


def test_a_run_without_addresses_imports_nothing_that_connects(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE.format(day="Monday"), "utf-8")
    program = (
        "import sys; from briefing.cli import main; main(['sources', 'a.txt', '--fetch']);"
        "print([name for name in ('httpcore', 'httpx', 'briefing.read.web') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=True)

    assert done.stdout.splitlines()[-1] == "[]"
