"""Measure the speed of choosing: LexRank beside sumy's, and whole sections for ten topics on growing piles.

    python -m benchmarks.selection            all of it, limits held
    python -m benchmarks.selection --quick    the smaller sizes alone

The sentences are made of invented words with the frequencies of a language (Zipf), 22 a sentence, 25 sentences an
article, the same in every run. CPU is the process's own, imports not counted; a ratio is taken within one run.
"""

import math
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha256
from itertools import pairwise
from typing import Any

from briefing.model import Document, Passage, Pile, Sentence, Source, Span, Topic
from briefing.plugins import find
from briefing.steps.choose import choose
from briefing.steps.rank import lexrank
from briefing.steps.words import content

VOCABULARY, WORDS, AN_ARTICLE = 8000, 22, 25
TOPICS, KEYWORDS, FIRST_KEYWORD = 10, 12, 20
LIMITS = {2000: 1.0, 20_000: 10.0}
"""Sentences -> seconds of CPU that choosing for ten topics may take."""
SLOPE = 1.3  # of the cost on the size, both as logarithms
MEMORY = 1000.0  # megabytes
RATIOS = {1000: 500.0, 5000: 2000.0}
"""Sentences -> how many times faster than sumy's LexRank ours has to be, with numpy alone."""


def main(arguments: Sequence[str]) -> int:
    """Print both tables and return 1 where a limit is passed."""
    quick = "--quick" in arguments
    passed = [*choosing((200, 2000) if quick else (200, 2000, 20_000)), *ranking((300,) if quick else (1000, 5000))]
    for line in passed:
        print(f"limit passed: {line}")
    return int(bool(passed))


def choosing(sizes: Sequence[int]) -> list[str]:
    """Print what choosing costs on piles of several sizes; return the limits that it passes."""
    ranker = find("rankers", "lexrank")
    topics = make_topics()
    choose(make_pile(100), topics, ranker)  # imports
    costs = []
    print("sentences and ten topics: CPU of choosing six for each topic, and memory of the process")
    for size in sizes:
        pile = make_pile(size)
        costs.append(cpu(partial(choose, pile, topics, ranker)))
        print(f"  {size:6} sentences {costs[-1]:8.2f} s {memory():8.0f} MB")
    slopes = [
        math.log(after / before) / math.log(large / small)
        for (small, large), (before, after) in zip(pairwise(sizes), pairwise(costs), strict=True)
    ]
    print(f"  slope of the cost on the size, as logarithms: {', '.join(f'{slope:.2f}' for slope in slopes)}")
    found = [
        f"{size} sentences took {cost:.2f} s"
        for size, cost in zip(sizes, costs, strict=True)
        if cost > LIMITS.get(size, cost)
    ]
    found += [f"slope {slope:.2f}" for slope in slopes if slope > SLOPE]
    return found + ([f"{memory():.0f} MB"] if memory() > MEMORY else [])


def ranking(sizes: Sequence[int]) -> list[str]:
    """Print how many times faster LexRank is than sumy's; return the limits that it passes."""
    print("LexRank: CPU of sumy's and of ours, and the largest difference of a weight")
    passed = []
    for size in sizes:
        stems = make_pile(size).stems
        begun = time.process_time()
        slow = sumy_lexrank(stems)
        sumys = time.process_time() - begun
        fast = lexrank(stems)
        ours = min(cpu(partial(lexrank, stems)) for _ in range(7))
        apart = max(abs(one - other) for one, other in zip(slow, fast, strict=True))
        times = sumys / ours
        print(f"  {size:5} sentences {sumys:9.2f} s {ours:8.4f} s {times:6.0f} times, {apart:.0e} apart")
        if times < RATIOS.get(size, 0.0):
            passed.append(f"{size} sentences: {times:.0f} times")
    return passed


def sumy_lexrank(stems: Sequence[Sequence[str]]) -> Sequence[float]:
    """Return the weights that sumy's own LexRank gives, by sumy's own matrix and power method."""
    from sumy.summarizers.lex_rank import LexRankSummarizer

    summarizer: Any = LexRankSummarizer()
    frequencies = summarizer._compute_tf(stems)
    idf = summarizer._compute_idf(stems)
    matrix = summarizer._create_matrix(stems, summarizer.threshold, frequencies, idf)
    weights: Sequence[float] = summarizer.power_method(matrix, summarizer.epsilon).tolist()
    return weights


def make_topics() -> tuple[Topic, ...]:
    """Return topics whose keywords are common words."""
    words = vocabulary()
    starts = range(FIRST_KEYWORD, FIRST_KEYWORD + TOPICS * KEYWORDS, KEYWORDS)
    return tuple(
        Topic(key=f"topic-{start}", title=f"Topic {start}", keywords=tuple(words[start : start + KEYWORDS]))
        for start in starts
    )


def make_pile(size: int) -> Pile:
    """Return a pile of so many sentences in articles of 25."""
    chance = random.Random(size)
    words = vocabulary()
    frequencies = [1 / (place + 5) for place in range(len(words))]
    lines = [" ".join(chance.choices(words, frequencies, k=WORDS)) + "." for _ in range(size)]
    parts = [make_document(lines[start : start + AN_ARTICLE], start) for start in range(0, size, AN_ARTICLE)]
    documents = tuple(document for document, _ in parts)
    sentences = tuple(sentence for _, part in parts for sentence in part)
    return Pile(
        documents=documents,
        sentences=sentences,
        stems=tuple(content(sentence.text, "en") for sentence in sentences),
        faults=((),) * len(sentences),
        twins=(),
        origins={document.source.id: number for number, document in enumerate(documents)},
        dates=((),) * len(sentences),
        names=(),
        quantities=(),
    )


def make_document(lines: Sequence[str], number: int) -> tuple[Document, list[Sentence]]:
    """Return an article of some sentences, a paragraph each."""
    text = "\n".join(lines)
    digest = sha256(text.encode()).hexdigest()
    source = Source(
        id=f"{number}-{digest[:8]}", origin=f"{number}.txt", media_type="text/plain", sha256=digest, text=text
    )
    sentences, passages, start = [], [], 0
    for index, line in enumerate(lines):
        span = Span(start=start, end=start + len(line))
        passages.append(Passage(span=span, kind="body", rule="made", paragraph=index + 1))
        sentences.append(Sentence(source=source.id, span=span, paragraph=index + 1, index=index, text=line))
        start = span.end + 1
    return Document(source=source, passages=tuple(passages)), sentences


def vocabulary() -> list[str]:
    """Return invented words, none of them a stop word, in the order of their frequency."""
    syllables = [one + other for one in "bdfgklmnprstvz" for other in "aeiou"]
    base = len(syllables)
    return [
        syllables[place % base] + syllables[place // base % base] + syllables[place // base**2] + "k"
        for place in range(VOCABULARY)
    ]


def cpu(work: Callable[[], object]) -> float:
    """Return the seconds of CPU that some work takes."""
    begun = time.process_time()
    work()
    return time.process_time() - begun


def memory() -> float:
    """Return the largest resident size of this process so far, in megabytes."""
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
