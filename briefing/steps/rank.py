"""Sentences -> one score each: LexRank of our own, and sumy's summarizers behind the same seam.

sumy compares sentences by their text and drops every number; the adapter here gives it places instead of texts, and
words that keep their numbers. A ranker can only score, so nothing it does to the wording reaches a page.

LexRank is Erkan and Radev (2004), "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", with
the threshold, the idf and the stopping rule that sumy uses, computed without a matrix of all pairs.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from briefing.model import Sentence, Topic
from briefing.steps.language import guess_language
from briefing.steps.words import content

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.1  # of the cosine above which two sentences are neighbours, as in sumy
EPSILON = 0.1  # of the power method, as in sumy
CELLS = 200_000  # of the matrix of similarities that are held at a time: bounds memory, not the result
PIECE = 250_000  # multiplications at a time: threads for more than that cost more CPU than they save
COMMON = 16  # a stem in more than one of so many sentences is multiplied as a column, a rarer one pair by pair


class LexRankRanker:
    """LexRank: a sentence is central when many others resemble it."""

    def rank(self, sentences: Sequence[Sentence], topic: Topic | None) -> Sequence[float]:
        """Return the stationary weight of each sentence in the graph of neighbours."""
        return lexrank(stems_of(sentences))


def stems_of(sentences: Sequence[Sentence]) -> tuple[tuple[str, ...], ...]:
    """Return each sentence's content stems, numbers included, in the language that the sentences are written in."""
    language = guess_language(" ".join(sentence.text for sentence in sentences[:50]))
    return tuple(content(sentence.text, language) for sentence in sentences)


def lexrank(sentences: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """Return the LexRank weight of each sentence, given as its stems; equal to sumy's to 1e-9."""
    if not sentences:
        return ()
    import numpy as np

    rows, columns = _neighbours(_term_matrix(sentences), len(sentences))
    degrees = np.maximum(np.bincount(rows, minlength=len(sentences)), 1)
    weights = np.full(len(sentences), 1.0 / len(sentences))
    change = 1.0
    while change > EPSILON:
        summed = np.bincount(columns, weights=(weights / degrees)[rows], minlength=len(sentences)).astype(np.float64)
        following = summed / (float(np.linalg.norm(summed)) or 1.0)
        change = float(np.linalg.norm(following - weights))
        weights = following
    return tuple(weights.tolist())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Terms:
    """The term matrix, each row of length 1: its cells, sorted by column, then by row."""

    rows: "NDArray[np.int64]"
    columns: "NDArray[np.int64]"
    values: "NDArray[np.float64]"
    holders: "NDArray[np.int64]"
    """In how many rows each column stands."""


def _term_matrix(sentences: Sequence[Sequence[str]]) -> _Terms:
    """Return the term frequencies times log(N / (1 + n)) for a stem in n of N sentences: sumy's form of the idf."""
    import numpy as np

    number: dict[str, int] = {}
    stems = np.array([number.setdefault(stem, len(number)) for stems in sentences for stem in stems], dtype=np.int64)
    owners = np.repeat(np.arange(len(sentences)), [len(stems) for stems in sentences])
    keys, counts = np.unique(stems * len(sentences) + owners, return_counts=True)
    columns, rows = keys // len(sentences), keys % len(sentences)
    most = np.ones(len(sentences))
    np.maximum.at(most, rows, counts)
    holders = np.bincount(columns, minlength=len(number))
    values = counts / most[rows] * np.log(len(sentences) / (1 + holders))[columns]
    lengths = np.sqrt(np.bincount(rows, weights=values**2, minlength=len(sentences)))
    return _Terms(
        rows=rows,
        columns=columns,
        values=values / np.where(lengths > 0, lengths, np.inf)[rows],
        holders=holders.astype(np.int64),
    )


def _neighbours(terms: _Terms, height: int) -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """Return the pairs of sentences whose idf-modified cosine is above the threshold, each pair both ways.

    The lower half of the matrix of cosines is made a few rows at a time: the few common stems as a product of
    matrices, all others pair by pair.
    """
    import numpy as np

    common = terms.holders * COMMON > height
    dense = _common_columns(terms, common, height)
    starts = np.cumsum(terms.holders) - terms.holders
    rare = np.flatnonzero(~common[terms.columns])
    rare = rare[np.argsort(terms.rows[rare], kind="stable")]
    step = max(1, CELLS // height)
    near: list[NDArray[np.int64]] = [np.zeros(0, dtype=np.int64)]
    for first in range(0, height, step):
        last = min(height, first + step)
        cosines = _multiplied(dense[first:last], dense[:last])
        begin, end = np.searchsorted(terms.rows[rare], (first, last))
        left, right = _pairs(rare[begin:end], starts[terms.columns[rare[begin:end]]])
        places = (terms.rows[left] - first) * last + terms.rows[right]
        np.add.at(cosines.reshape(-1), places, terms.values[left] * terms.values[right])
        found = np.flatnonzero(cosines.reshape(-1) > THRESHOLD)
        near.append((found // last + first) * height + found % last)
    rows, columns = np.divmod(np.concatenate(near), height)
    below = columns < rows
    same = columns == rows
    return (
        np.concatenate((rows[same], rows[below], columns[below])),
        np.concatenate((columns[same], columns[below], rows[below])),
    )


def _common_columns(terms: _Terms, common: "NDArray[np.bool_]", height: int) -> "NDArray[np.float64]":
    """Return the columns of the common stems with all their cells."""
    import numpy as np

    inside = common[terms.columns]
    dense = np.zeros((height, int(common.sum())))
    dense[terms.rows[inside], (np.cumsum(common) - 1)[terms.columns[inside]]] = terms.values[inside]
    return dense


def _multiplied(rows: "NDArray[np.float64]", others: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """Return rows times the transpose of others, in pieces too small for the library to start threads for."""
    import numpy as np

    product = np.empty((len(rows), len(others)))
    step = max(1, PIECE // max(1, rows.size))
    for first in range(0, len(others), step):
        product[:, first : first + step] = rows @ others[first : first + step].T
    return product


def _pairs(cells: "NDArray[np.int64]", starts: "NDArray[np.int64]") -> tuple["NDArray[np.int64]", "NDArray[np.int64]"]:
    """Return each cell with every cell of its column, which begins at its start, down to its own row."""
    import numpy as np

    counts = cells - starts + 1
    left = np.repeat(cells, counts)
    ends = np.cumsum(counts)
    offsets = np.arange(len(left)) - np.repeat(ends - counts, counts)
    return left, np.repeat(starts, counts) + offsets


class _Place:
    """A sentence as sumy sees it: its words, compared and hashed by place, never by text."""

    is_heading = False

    def __init__(self, words: Sequence[str]) -> None:
        self.words = words


class _Pile:
    """A document as sumy sees it."""

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        self.sentences = tuple(map(_Place, sentences))
        self.words = tuple(word for sentence in sentences for word in sentence)


def _rate(
    sentences: Sequence[_Place], _count: int, rating: Mapping[_Place, float] | Callable[..., float], *args: object
) -> tuple[float, ...]:
    """Stand in for sumy's choice of the best sentences, and return the ratings that it chooses by."""
    if callable(rating):
        return tuple(float(rating(sentence, *args)) for sentence in sentences)
    return tuple(float(rating.get(sentence, 0.0)) for sentence in sentences)


class _SumyRanker:
    """One of sumy's summarizers, imported when it is used: sumy pulls in requests and pycountry."""

    module: str
    summarizer: str

    def rank(self, sentences: Sequence[Sentence], topic: Topic | None) -> Sequence[float]:
        """Return the ratings that the summarizer chooses its sentences by."""
        if not sentences:
            return ()
        summarizer: Any = getattr(import_module(self.module), self.summarizer)()
        summarizer._get_best_sentences = _rate
        ratings: tuple[float, ...] = summarizer(_Pile(stems_of(sentences)), len(sentences))
        return ratings or (0.0,) * len(sentences)


class TextRankRanker(_SumyRanker):
    """TextRank: Mihalcea and Tarau (2004)."""

    module, summarizer = "sumy.summarizers.text_rank", "TextRankSummarizer"


class LsaRanker(_SumyRanker):
    """Latent semantic analysis: Steinberger and Ježek (2004)."""

    module, summarizer = "sumy.summarizers.lsa", "LsaSummarizer"


class LuhnRanker(_SumyRanker):
    """Clusters of frequent words: Luhn (1958)."""

    module, summarizer = "sumy.summarizers.luhn", "LuhnSummarizer"


class KlRanker(_SumyRanker):
    """Least Kullback-Leibler divergence from the pile: Haghighi and Vanderwende (2009)."""

    module, summarizer = "sumy.summarizers.kl", "KLSummarizer"


class SumBasicRanker(_SumyRanker):
    """SumBasic: Nenkova and Vanderwende (2005)."""

    module, summarizer = "sumy.summarizers.sum_basic", "SumBasicSummarizer"


class ReductionRanker(_SumyRanker):
    """Reduction: the sum of a sentence's resemblances."""

    module, summarizer = "sumy.summarizers.reduction", "ReductionSummarizer"
