"""A summary, its references -> ROUGE-1 and ROUGE-2 as ROUGE-1.5.5 counts them, without stemming and without stop words.

Lin (2004), "ROUGE: A Package for Automatic Evaluation of Summaries". Words are runs of ASCII letters and digits in
lower
case, so that a hyphen splits; an n-gram that stands k times in the summary matches at most k times; of several
references the mean counts (`-f A`).
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rouge:
    """Scores from 0 to 1."""

    precision: float
    recall: float
    f1: float


def rouge(summary: str, references: Sequence[str], size: int) -> Rouge:
    """Return the scores of a summary for n-grams of `size` words, each the mean over the references."""
    own = ngrams(summary, size)
    scores = [_compare(own, ngrams(reference, size)) for reference in references]
    return Rouge(
        precision=_mean([score.precision for score in scores]),
        recall=_mean([score.recall for score in scores]),
        f1=_mean([score.f1 for score in scores]),
    )


def ngrams(text: str, size: int) -> Counter[tuple[str, ...]]:
    """Return how often each run of `size` words stands in a text; runs do not stop at the ends of sentences."""
    words = _WORD.findall(text.lower())
    return Counter(zip(*(words[start:] for start in range(size)), strict=False))


def _compare(own: Counter[tuple[str, ...]], other: Counter[tuple[str, ...]]) -> Rouge:
    shared = (own & other).total()
    precision, recall = shared / max(1, own.total()), shared / max(1, other.total())
    f1 = 2 * precision * recall / (precision + recall) if shared else 0.0
    return Rouge(precision=precision, recall=recall, f1=f1)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
