"""A count of armed people and its sentence -> whose people they are, where two sides each count their own dead."""

import re

from briefing.model import Figure
from briefing.steps.figures.ledger import subject_class

ARMED = frozenset({"security", "fighters"})
_MEN = frozenset({"men", "man", "troops"})
_ALIKE = 4
"""Letters that a country and its people have in common: Norland, Norlandic."""
_OWN = re.compile(
    r"\b(?:of (?:its|their|his|her) (?:own )?|(?:its|their) own )$|\blost (?:[\w-]+ ){0,4}$", re.IGNORECASE
)
_OURS = re.compile(r" of (?:its|their|his|her) ", re.IGNORECASE)
_LOSER = re.compile(r"([^\W\d_][\w’'-]+) (?:had |has |have )?lost (?:[\w-]+ ){0,4}$")
_BEFORE, _BEHIND = 60, 12
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "army", "forces", "military", "side", "which", "that"})


def side_of(figure: Figure, sentence: str) -> str:
    """Return the first letters of whose soldiers are counted; "" where the sentence does not say."""
    armed = subject_class(figure.subject) in ARMED or figure.subject.lower() in _MEN
    at = sentence.find(figure.as_written)
    if not armed or at < 0:
        return ""
    adjective = next((word for word in figure.subject.split() if word[0].isupper()), "")
    if adjective:
        return adjective[:_ALIKE].lower()
    before, behind = (
        sentence[max(at - _BEFORE, 0) : at],
        figure.as_written + sentence[at + len(figure.as_written) :][:12],
    )
    loser = _LOSER.search(before)
    if loser and loser[1].lower() not in _PRONOUNS:
        return loser[1][:_ALIKE].lower()
    if loser or _OWN.search(before) or _OURS.search(behind):
        owner = next((word for word in (figure.attributed_to or "").split() if word[0].isupper()), "")
        return owner.removeprefix("The")[:_ALIKE].lower()
    return ""
