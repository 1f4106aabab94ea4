"""Sentences -> one score each: LexRank of our own, and sumy's summarizers behind the same seam.

sumy compares sentences by their text and drops every number; the adapter here gives it places instead of texts, and
words that keep their numbers. A ranker can only score, so nothing it does to the wording reaches a page.

LexRank is Erkan and Radev (2004), "LexRank: Graph-based Lexical Centrality as Salience in Text Summarization", with
the threshold, the idf and the stopping rule that sumy uses, computed as one matrix product.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from briefing.model import Sentence, Topic
from briefing.steps.language import guess_language
from briefing.steps.words import content

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

THRESHOLD = 0.1  # of the cosine above which two sentences are neighbours, as in sumy
EPSILON = 0.1  # of the power method, as in sumy
BLOCK = 2_000_000  # cells of the term matrix that are filled at a time: bounds memory, not the result


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

    neighbours = _similarities(sentences, _idf(sentences)) > THRESHOLD
    degrees = np.maximum(neighbours.sum(axis=1), 1)
    transition = (neighbours / degrees[:, None]).T
    weights = np.full(len(sentences), 1.0 / len(sentences))
    change = 1.0
    while change > EPSILON:
        following = transition @ weights
        following /= np.linalg.norm(following) or 1.0
        change = float(np.linalg.norm(following - weights))
        weights = following
    return tuple(weights.tolist())


def _idf(sentences: Sequence[Sequence[str]]) -> Mapping[str, float]:
    """Return log(N / (1 + n)) for a stem in n of N sentences: sumy's form, negative for a stem in all of them."""
    holding = Counter(stem for sentence in sentences for stem in dict.fromkeys(sentence))
    return {stem: math.log(len(sentences) / (1 + count)) for stem, count in holding.items()}


def _similarities(sentences: Sequence[Sequence[str]], idf: Mapping[str, float]) -> "NDArray[np.float64]":
    """Return the idf-modified cosine of every two sentences; by scipy's sparse matrices where they are installed."""
    import numpy as np

    column = {stem: place for place, stem in enumerate(idf)}
    entries = [
        (row, column[stem], count / max(counts.values()) * idf[stem])
        for row, counts in enumerate(map(Counter, sentences))
        for stem, count in counts.items()
    ]
    rows, columns, values = (np.array(part) for part in zip(*entries, strict=True)) if entries else (np.zeros(0),) * 3
    multiply = _sparse_product if find_spec("scipy") else _blockwise_product
    total = multiply(rows.astype(int), columns.astype(int), values, (len(sentences), len(idf)))
    lengths = np.sqrt(np.diag(total))
    scale = np.where(lengths > 0, lengths, np.inf)
    return np.asarray(total / scale[:, None] / scale[None, :])


def _sparse_product(
    rows: "NDArray[np.int64]", columns: "NDArray[np.int64]", values: "NDArray[np.float64]", shape: tuple[int, int]
) -> "NDArray[np.float64]":
    """Return the term matrix times its transpose, touching only the cells that hold something."""
    sparse: Any = import_module("scipy.sparse")
    matrix = sparse.csr_matrix((values, (rows, columns)), shape=shape)
    product: NDArray[np.float64] = (matrix @ matrix.T).toarray()
    return product


def _blockwise_product(
    rows: "NDArray[np.int64]", columns: "NDArray[np.int64]", values: "NDArray[np.float64]", shape: tuple[int, int]
) -> "NDArray[np.float64]":
    """Return the term matrix times its transpose, adding up blocks of the vocabulary."""
    import numpy as np

    height, vocabulary = shape
    total = np.zeros((height, height))
    width = max(1, min(vocabulary, BLOCK // height))
    for first in range(0, vocabulary, width):
        inside = (columns >= first) & (columns < first + width)
        block = np.zeros((height, width))
        block[rows[inside], columns[inside] - first] = values[inside]
        total += block @ block.T
    return total


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
