"""Pile, figures, key points -> what does not add up, in our own words: each a sentence or two, with its places.

Nothing here settles a question: what sources say stands side by side, with who says it, when and where.
"""

from collections.abc import Mapping, Sequence

from briefing.model import Extract, Figure, Finding, Pile
from briefing.steps.findings.conflicts import find_conflicts
from briefing.steps.findings.copies import find_shared
from briefing.steps.findings.headlines import find_mismatches
from briefing.steps.findings.notices import find_corrections
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.findings.revisions import find_revisions
from briefing.steps.findings.statement import state_sources
from briefing.steps.findings.variants import find_variants
from briefing.steps.findings.witnesses import Witnesses, find_single


def find_findings(
    pile: Pile,
    figures: Sequence[Figure],
    key_points: Sequence[Extract],
    numbers: Mapping[str, str],
    book: Phrasebook,
) -> tuple[Finding, ...]:
    """Return what a reader has to know before relying on the brief.

    Kinds, in this order: conflict, revision, headline-mismatch, correction, quotation, shared-text, single-origin and
    sources; of each the gravest first, and at most a dozen written out.

    Args:
        pile: all sentences.
        figures: the ledger.
        key_points: the extracts that lead the brief.
        numbers: the printed number of each source, by `Source.id`.
        book: the sentences of the language that is to be spoken.

    """
    witnesses = Witnesses(pile, figures, key_points, numbers)
    return (
        *find_conflicts(pile, figures, numbers, book),
        *find_revisions(pile, figures, numbers, book),
        *find_mismatches(pile, numbers, book),
        *find_corrections(pile, numbers, book),
        *find_variants(pile, numbers, book),
        *find_shared(pile, numbers, book),
        *find_single(pile, figures, key_points, witnesses, numbers, book),
        *state_sources(pile, figures, key_points, witnesses, numbers, book),
    )
