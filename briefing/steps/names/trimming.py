"""A run of capitals -> the same without what stands before the name: places, peoples, participles, ordinary words."""

import re

from briefing.steps.names import offices
from briefing.steps.names.capitals import Run
from briefing.steps.names.views import View

NUMBERED = re.compile(
    r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:twen|thir|fif|for|six|eigh)(?:ty|teen)"
)
COMPOUND = re.compile(r"-(?:[a-z]{3,}(?:ing|ed)|led|born|run)$")


def behind_place(seen: View, run: Run) -> Run:
    """Drop a place of several words from before a name: "United Kingdom | Ana Holt", "San Mateo | Mayor Ana Holt"."""
    for last in range(min(run.first + 2, run.last - 2), run.first, -1):
        if not seen.known.place(seen.cut(run.first, last)):
            continue
        after, given = seen.words[last + 1], seen.known.given
        led = offices.is_title(after, seen.known) and given & set(seen.lower(run.first, last))
        return Run(last + 1, run.last) if after.lower in given or led else run
    return run


def behind_charge(seen: View, run: Run) -> Run:
    """Drop the place of an office from before a name: "Mayor of Porto | Ana Holt"."""
    words, known = seen.words, seen.known
    if run.first > 1 and words[run.first - 1].lower == "of" and offices.is_head(words[run.first - 2], known):
        for first in range(run.first + 1, min(run.first + 3, run.last)):
            if words[first].lower in known.given and words[first - 1].lower not in known.given:
                return Run(first, run.last)
    return run


def trim(seen: View, run: Run) -> Run:
    """Drop "Russian" and the like from before a name."""
    first = run.first
    if (
        first + 1 < run.last
        and NUMBERED.fullmatch(seen.words[first].lower)
        and seen.known.nation(seen.words[first + 1].text)
    ):
        return Run(first + 1, run.last)  # "Fifteen | British Navy sailors"
    known = seen.known
    text = seen.cut(first, run.last)
    if known.organisation(text) or known.place(text) or is_headed(seen, run):
        return run
    while first < run.last and drops(seen, first, run.last):
        first += 1
    return Run(first, run.last)


def drops(seen: View, at: int, last: int) -> bool:
    """Say whether a capital opens a run without belonging to the name: a people, an acronym, an ordinary word."""
    known = seen.known
    word, after = seen.words[at], seen.words[at + 1]
    if word.lower in known.peoples or (word.text.isalpha() and word.text.isupper() and len(word.text) > 2):
        return True
    if word.lower in known.given | known.particles:
        return False
    if COMPOUND.search(word.text):
        return True  # "the league-leading | Terns"
    if known.nation(word.text) and (word.text.isupper() or after.lower in known.given):
        return True
    if at == 0 and "-" in word.text[3:] and word.text[1:].islower():
        return True  # "Ice-cool Ana Duarte", not "Al-bashir"
    named = after.lower in known.given and at + 1 < last  # not the first of "Amarin Louis"
    return at == 0 and (word.lower in seen.ordinary or word.lower.endswith("ing") or named)


def is_headed(seen: View, run: Run) -> bool:
    """Say whether a run ends in, or holds before "of" or "for", the head of an organisation's name."""
    words, heads = seen.words, seen.known.organisation_heads
    if run.first < run.last and words[run.last].lower in heads:
        return True
    inside = range(run.first, run.last)
    return any(words[at].lower in heads and words[at + 1].lower in {"of", "for", "on"} for at in inside)
