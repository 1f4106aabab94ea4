"""What a page calls itself and its site -> the headline alone, and the outlet's name as readers know it."""

import re
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from urllib.parse import urlsplit

# fmt: off
PLATFORMS = frozenset({
    "blogger", "blogspot", "wordpress", "wordpress.com", "medium", "tumblr", "wix", "substack", "ghost", "squarespace",
})
"""What runs a site, and stands where its name should."""
# fmt: on
NEXT_LEVEL = frozenset({"co", "com", "org", "net", "gov", "gob", "ac", "edu", "or", "ne", "go", "gouv", "in"})
LONGEST = 300
"""So many characters of a name or a title are compared."""

_SEPARATOR = re.compile(r"\s[|\-–—·•»«:/~]{1,2}\s|\s?\|\s?|:\s(?=\S+\Z)")
_LEADING = re.compile(r":\s")
_TAGLINE = re.compile(r"\s[|–—·•»-]\s|\s?\|\s?|:\s")
_SIGNS = re.compile(r"[\W_]+")
_HOST = re.compile(r"(?:www|m|amp|mobile|edition|news|blog)\d?\.")
_TOP_LEVEL = re.compile(r"\.[a-z]{2,3}(?:\.[a-z]{2})?\Z")


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
    names = {key for site in sites for key in (_key(site), _key(_bare(site))) if key}
    title = " ".join(title[: 2 * LONGEST].split())
    while (cuts := [*_SEPARATOR.finditer(title)]) and cuts[-1].start():
        if not _is_site(title[cuts[-1].end() :], names):
            break
        title = title[: cuts[-1].start()]
    return _without_beginning(title, names)


def _without_beginning(title: str, names: set[str]) -> str:
    cut = _SEPARATOR.search(title) or _LEADING.search(title)
    return title[cut.end() :] if cut and _is_site(title[: cut.start()], names) else title


def publisher_of(sites: Sequence[str], title: str, url: str | None) -> str | None:
    """Return the outlet's name: the first one stated that its address bears out, else the first, else the address."""
    host = host_of(url)
    names = [name for name in map(_short, sites) if name and name.casefold() not in PLATFORMS]
    borne = [name for name in names if resembles(name, host)]
    written = sorted((name for name in borne if _is_written(name)), key=_oddness)
    hung = [part for part in _SEPARATOR.split(title[:LONGEST])[1:] if resembles(part, host) and len(part.split()) <= 5]
    for group in (written, hung[-1:], names if not borne else (), borne):
        if group:
            return group[0].strip()
    return host or None


def host_of(url: str | None) -> str:
    """Return the host of an address without the labels that name no outlet."""
    host = (urlsplit(url).hostname or "") if url else ""
    return _HOST.sub("", host, count=1) if host.count(".") > 1 else host.removeprefix("www.")


def label_of(url: str | None) -> str:
    """Return the label of an address that names the outlet: "www.example.co.uk" is "example"."""
    labels = host_of(url).split(".")[:-1]
    labels = labels[:-1] if len(labels) > 1 and labels[-1] in NEXT_LEVEL else labels
    return max(labels, key=len, default="")


def resembles(name: str, host: str) -> bool:
    """Say whether a name is what an address spells: most of its letters, its initials, or every letter in order."""
    own, label = _key(name[:LONGEST]).removeprefix("the"), _key(label_of(f"//{host}"))
    if not own or not label:
        return False
    words = [word for word in _SIGNS.split(name[:LONGEST].casefold()) if word]
    initials = {"".join(word[0] for word in some) for some in (words, words[words[0] == "the" :])}
    return own in label or label in initials or _shares(own, label) or _spells(own, label)


def _shares(own: str, label: str) -> bool:
    """Say whether most of the label is one stretch of the name."""
    match = SequenceMatcher(None, own, label, autojunk=False).find_longest_match()
    return match.size >= max(4, len(label) * 0.6) or (match.size == len(label) > 1)


def _spells(own: str, label: str) -> bool:
    """Say whether the name has the letters of the label in their order, from the first on: "nytimes"."""
    letters = iter(own)
    return len(label) > 3 and own[0] == label[0] and all(letter in letters for letter in label)


def _is_written(name: str) -> bool:
    """Say whether a name is written as people write one, not as an address is."""
    return name != name.lower() or not name.isascii()


def _oddness(name: str) -> tuple[bool, bool]:
    """Return what speaks against a name where the page states another one too: an address, an abbreviation."""
    return "." in name, name.isupper()


def _short(name: str) -> str:
    """Return a name without its tag line."""
    return _TAGLINE.split(name.strip(), maxsplit=1)[0].strip() if len(name) < LONGEST else ""


def _bare(site: str) -> str:
    return _TOP_LEVEL.sub("", _short(site).casefold()).removeprefix("the ")


def _is_site(part: str, names: set[str]) -> bool:
    key = _key(part)
    held = any(len(name) > 3 and name in key and len(key) < 2 * len(name) for name in names)
    return key != "" and (held or key in names or _key(_bare(part)) in names)


def _opens(heading: str, page: str) -> bool:
    """Say whether a heading is how the window's title begins."""
    return len(_key(heading)) > 12 and _key(page).startswith(_key(heading))


def _key(text: str) -> str:
    return _SIGNS.sub("", text).casefold()
