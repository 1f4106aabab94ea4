"""What a page calls itself and its site -> the headline alone, and the outlet's name as readers know it."""

import re
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

# fmt: off
PLATFORMS = frozenset({
    "blogger", "blogspot", "wordpress", "wordpress.com", "medium", "tumblr", "wix", "substack", "ghost",
    "squarespace",
})
# fmt: on
"""What runs a site, and stands where its name should."""
NEXT_LEVEL = frozenset({"co", "com", "org", "net", "gov", "gob", "ac", "edu", "or", "ne", "go", "gouv", "in"})

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/~]{1,2}\s+|\s*\|\s*|:\s+(?=\S+\Z)")
_TAGLINE = re.compile(r"\s+[|–—·•»-]\s+|\s*\|\s*|:\s+")
_SIGNS = re.compile(r"[\W_]+")
_HOST = re.compile(r"(?:www|m|amp|mobile|edition|news)\d?\.")


def title_of(headings: Sequence[str], stated: Sequence[str], page: str, sites: Sequence[str]) -> str | None:
    """Return the headline.

    Args:
        headings: the first-rank headings of the page.
        stated: the titles that the page states, the best first.
        page: the title of the window.
        sites: names of the site, that may hang on any of these.

    """
    plain = [without_site(title, sites) for title in (*stated, page)]
    votes = Counter(_key(title) for title in plain if title)
    visible = [without_site(heading, sites) for heading in headings]
    agreed = [heading for heading in visible if votes[_key(heading)] or _opens(heading, page)]
    if agreed:
        return max(agreed, key=lambda heading: (votes[_key(heading)], len(heading)))
    return next((title for title in (*plain, *visible) if title), None)


def without_site(title: str, sites: Sequence[str]) -> str:
    """Cut the names of the site and of its departments from the end, or from the beginning, of a title."""
    names = {_key(site) for site in sites} | {_key(_bare(site)) for site in sites}
    names.discard("")
    while (parts := _split(title)) is not None:
        first, last = parts
        if _is_site(last, names):
            title = first
        elif _is_site(first, names):
            return last
        else:
            break
    return title


def publisher_of(sites: Sequence[str], title: str, url: str | None) -> str | None:
    """Return the outlet's name: the first one stated that its address bears out, else the first, else the address."""
    host = host_of(url)
    names = [name for name in map(_short, sites) if name and name.casefold() not in PLATFORMS]
    borne = [name for name in names if resembles(name, host)]
    written = [name for name in borne if _is_written(name)]
    parts = [part for part in _parts(title) if resembles(part, host)]
    for group in (written, names if not host else (), parts[-1:], borne, names):
        if group:
            return group[0]
    return host or None


def host_of(url: str | None) -> str:
    """Return the host of an address without the labels that name no outlet."""
    host = (urlsplit(url).hostname or "") if url else ""
    return _HOST.sub("", host, count=1) if host.count(".") > 1 else host


def resembles(name: str, host: str) -> bool:
    """Say whether a name is what an address spells: its letters, or its initials, in either."""
    own = _key(name).removeprefix("the")
    spelled = _key(".".join(_labels(host)))
    if not own or not spelled:
        return False
    words = [word for word in _SIGNS.split(name.casefold()) if word not in {"", "the"}]
    initials = "".join(word[0] for word in words)
    longest = max(_labels(host), key=len, default="")
    return own in spelled or _key(longest) in own or (len(initials) > 1 and initials in _labels(host))


def _labels(host: str) -> list[str]:
    """Return the labels of a host without its top level: "www.bbc.co.uk" is bbc."""
    labels = host.split(".")[:-1]
    return labels[:-1] if len(labels) > 1 and labels[-1] in NEXT_LEVEL else labels


def _is_written(name: str) -> bool:
    """Say whether a name is written as people write one, not as an address."""
    return "." not in name and (name != name.lower() or not name.isascii())


def _short(name: str) -> str:
    """Return a name without its tag line."""
    return _TAGLINE.split(name.strip(), maxsplit=1)[0].strip() if len(name) < 200 else ""


def _bare(site: str) -> str:
    return re.sub(r"\.[a-z]{2,3}(?:\.[a-z]{2})?\Z", "", _short(site).casefold()).removeprefix("the ")


def _parts(title: str) -> list[str]:
    return [part for part in _SEPARATOR.split(title[:400]) if part]


def _split(title: str) -> tuple[str, str] | None:
    """Cut a title at its last separator."""
    found = next(iter([*_SEPARATOR.finditer(title[:1000])][-1:]), None)
    if found is None or not found.start() or found.end() == len(title):
        return None
    return title[: found.start()].strip(), title[found.end() :].strip()


def _is_site(part: str, names: set[str]) -> bool:
    key = _key(part)
    held = any(len(name) > 3 and name in key and len(key) < 2 * len(name) for name in names)
    return key != "" and (held or key in names or _key(_bare(part)) in names)


def _opens(heading: str, page: str) -> bool:
    """Say whether a heading is how the window's title begins."""
    return len(_key(heading)) > 12 and _key(page).startswith(_key(heading))


def _key(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
