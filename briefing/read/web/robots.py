"""A site's robots.txt -> whether a path may be fetched, by RFC 9309: the longest rule wins, with `*` and `$`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote, unquote_to_bytes

SIZE = 512_000
"""So many bytes of a robots.txt are read; the standard asks for 500 KiB at least."""
MOST_LINES = 20_000
LONGEST = 2_000
"""So many characters of a pattern count; what it begins with asks for more, never for less."""
MOST_DELAY = 30.0
"""A site may ask for so many seconds between two requests; no more are waited."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a site asks of us."""

    rules: tuple[tuple[str, bool], ...] = ()
    """Patterns of paths, and whether they may be fetched."""
    delay: float = 0.0
    """Seconds between two requests."""

    def allows(self, path: str) -> bool:
        """Say whether a path may be fetched: the longest pattern that fits decides, and of two the one that allows."""
        plain = _normal(path)
        fitting = [(len(pattern), allowed) for pattern, allowed in self.rules if _fits(pattern, plain)]
        return max(fitting, default=(0, True))[1]


EVERYTHING = Rules()
NOTHING = Rules(rules=(("/", False),))


def parse_robots(text: str, agent: str) -> Rules:
    """Return the rules for an agent: those that name it, else those for all."""
    groups = tuple(_groups(text.removeprefix("\ufeff")))
    own = [lines for agents, lines in groups if agent.lower() in agents]
    lines = [line for group in own or [lines for agents, lines in groups if "*" in agents] for line in group]
    rules = tuple(
        (_normal(value[:LONGEST]), name == "allow") for name, value in lines if name != "crawl-delay" and value
    )
    delays = [
        float(value) for name, value in lines if name == "crawl-delay" and re.fullmatch(r"\d{1,4}(\.\d+)?", value)
    ]
    return Rules(rules=rules, delay=min(max(delays, default=0.0), MOST_DELAY))


def _groups(text: str) -> Iterator[tuple[frozenset[str], Sequence[tuple[str, str]]]]:
    """Yield the agents that each group is for, and its lines."""
    agents: set[str] = set()
    lines: list[tuple[str, str]] = []
    for raw in re.split(r"\r\n|\n|\r", text, maxsplit=MOST_LINES)[:MOST_LINES]:
        name, found, value = (part.strip() for part in raw.partition("#")[0].partition(":"))
        name = name.lower()
        if name == "user-agent" and found:
            if lines:
                yield frozenset(agents), tuple(lines)
                agents, lines = set(), []
            agents.add(re.split(r"[/\s]", value.lower(), maxsplit=1)[0])
        elif name in {"allow", "disallow", "crawl-delay"} and agents:
            lines.append((name, value))
    yield frozenset(agents), tuple(lines)


def _normal(path: str) -> str:
    """Write a path or a pattern in one way, whatever was escaped in it."""
    return quote(unquote_to_bytes(path), safe="/*$?=&:;,+!'()@~")


def _fits(pattern: str, path: str) -> bool:
    """Say whether a pattern fits the beginning of a path, or, with `$`, all of it."""
    whole = pattern.endswith("$")
    first, *others = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    for number, part in enumerate(others):
        if whole and number == len(others) - 1:
            return len(path) - len(part) >= place and path.endswith(part)
        place = path.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return not whole or place == len(path)
