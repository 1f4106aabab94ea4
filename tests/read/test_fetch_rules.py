"""What a robots.txt means, by the standard (RFC 9309), and what the cache keeps."""

import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.read.web.cache import Cache, default_folder
from briefing.read.web.robots import parse_robots

GROUPS = """
# for all
User-agent: *
Disallow: /all

User-agent: Other
User-agent: Briefing-Maker/1.0
Disallow: /ours # not here
Allow: /ours/open

user-agent:other
disallow:/other
USER-AGENT: BRIEFING-MAKER
DISALLOW: /more
Crawl-delay: 2.5
Sitemap: https://a.example/map
"""


@pytest.mark.parametrize(
    ("rules", "path", "allowed"),
    [
        ("Disallow: /", "/", False),
        ("Disallow:", "/a", True),
        ("Disallow: /a", "/", True),
        ("Disallow: /a", "/ab", False),
        ("Disallow: /a/", "/a", True),
        ("Disallow: /a\nAllow: /a/b", "/a/b/c", True),
        ("Allow: /a/b\nDisallow: /a", "/a/c", False),
        ("Allow: /\nDisallow: /private", "/private/x", False),
        ("Disallow: /private\nAllow: /", "/private/x", False),
        ("Allow: /a\nDisallow: /a", "/a", True),
        ("Disallow: /*.pdf$", "/x/y.pdf", False),
        ("Disallow: /*.pdf$", "/x/y.pdf?z", True),
        ("Disallow: /*?s=", "/news?s=flood", False),
        ("Disallow: /a*b*c", "/aXbYc", False),
        ("Disallow: /a*b*c", "/aXcYb", True),
        ("Disallow: /a$", "/a", False),
        ("Disallow: /a$", "/ab", True),
        ("Disallow: /a*$", "/ab", False),
        ("Disallow: /ab*b$", "/ab", True),
        ("Disallow: *", "/anything", False),
        ("Disallow: /über", "/%C3%BCber", False),
        ("Disallow: /%7Eme", "/~me/x", False),
        ("Disallow: /A", "/a", True),
    ],
)
def test_a_rule_fits_a_path_as_the_standard_says(rules: str, path: str, allowed: bool) -> None:
    assert parse_robots(f"User-agent: *\n{rules}", "briefing-maker").allows(path) is allowed


def test_the_groups_that_name_us_go_before_the_one_for_all() -> None:
    rules = parse_robots(GROUPS, "briefing-maker")

    assert [rules.allows(path) for path in ("/all", "/ours", "/ours/open", "/more", "/other")] == [
        *(True, False, True, False, True)
    ]
    assert rules.delay == 2.5


def test_the_group_for_all_holds_where_none_names_us() -> None:
    rules = parse_robots(GROUPS, "somebody")

    assert [rules.allows(path) for path in ("/all", "/ours")] == [False, True]
    assert parse_robots("Disallow: /\nnonsense\n:", "somebody").allows("/")


def test_a_delay_that_would_never_end_is_cut() -> None:
    assert parse_robots("User-agent: *\nCrawl-delay: 9999", "x").delay == 30
    assert parse_robots("User-agent: *\nCrawl-delay: soon", "x").delay == 0


@given(st.text(), st.text())
def test_no_text_breaks_the_rules(robots: str, path: str) -> None:
    parse_robots(f"User-agent: *\nDisallow: {robots}\n{robots}", "x").allows(path)


def test_a_pattern_of_many_stars_costs_no_more_than_its_length() -> None:
    rules = parse_robots(f"User-agent: *\nDisallow: /{'*a' * 900}$", "x")

    assert rules.allows("/" + "a" * 1999 + "b")


def test_a_page_is_kept_with_what_the_server_said(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "new" / "folder")
    path = cache.keep("https://a.example/", b"words", {"etag": "x", "last-modified": "y", "content-type": "text/html"})

    entry = cache.find("https://a.example/")
    assert entry is not None
    assert (entry.etag, entry.last_modified, entry.content_type) == ("x", "y", "text/html")
    assert path == cache.path("https://a.example/")
    assert cache.find("https://b.example/") is None
    assert sorted(one.suffix for one in path.parent.iterdir()) == [".json", ".page"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"other words"),
        lambda path: path.unlink(),
        lambda path: path.with_suffix(".json").write_text("{"),
        lambda path: path.with_suffix(".json").write_text("[]"),
        lambda path: path.with_suffix(".json").write_text(json.dumps({"address": "https://a.example/"})),
    ],
)
def test_what_is_damaged_counts_as_not_there(tmp_path: Path, spoil: object) -> None:
    cache = Cache(tmp_path)
    spoil(cache.keep("https://a.example/", b"words", {}))  # type: ignore[operator]

    assert cache.find("https://a.example/") is None


def test_what_nobody_asks_for_any_more_is_removed(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    for name in ("old", "new", "touched"):
        path = cache.keep(name, b"words", {})
        if name != "new":
            os.utime(path, (1, 1))
            os.utime(path.with_suffix(".json"), (1, 1))
    (tmp_path / "mine.txt").write_text("not ours")
    os.utime(tmp_path / "mine.txt", (1, 1))
    cache.touch("touched")
    cache.touch("unknown")
    cache.prune()

    assert [bool(cache.find(name)) for name in ("old", "new", "touched")] == [False, True, True]
    assert (tmp_path / "mine.txt").exists()


def test_a_folder_that_cannot_be_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ReadError, match="name another folder"):
        Cache(tmp_path / "file" / "cache")


def test_a_cache_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.path("a").mkdir()
    with pytest.raises(ReadError, match="can't be written"):
        cache.keep("a", b"words", {})
    assert [path.suffix for path in tmp_path.iterdir()] == [".page"]


@pytest.mark.parametrize(
    ("platform", "name", "value", "expected"),
    [
        ("linux", "XDG_CACHE_HOME", "/caches", "/caches/briefing"),
        ("linux", "XDG_CACHE_HOME", "relative", "/home/me/.cache/briefing"),
        ("darwin", "XDG_CACHE_HOME", "", "/home/me/Library/Caches/briefing"),
        ("win32", "LOCALAPPDATA", "/users/me", "/users/me/briefing"),
    ],
)
def test_the_cache_lies_where_the_system_keeps_such_things(
    monkeypatch: pytest.MonkeyPatch, platform: str, name: str, value: str, expected: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("HOME", "/home/me")
    monkeypatch.setenv(name, value)

    assert default_folder().as_posix() == expected
