"""Topics that ask for a kind of answer -> how well each sentence fits them, by the kind of answer that it gives.

A question has a kind of answer before it has a matter (Li and Roth, 2002, "Learning Question Classifiers"): what asks
for causes is not answered by a sentence that names none, whatever words they share. Three kinds are told apart: the
news itself, which an article opens with, causes, and what is to come.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import resources

from briefing.model import Asked, DateMention, Pile, Sentence, Topic
from briefing.steps.moment import as_of

OPENING = 1.0  # what an article's first sentence adds to its fit where the news is asked for, a late one less
OPENERS = 3  # so many of an article's sentences may stand under such a topic whatever they fit better
SHARED = 0.96  # of its best fit, for these: above `select.EQUAL`, so that both topics may have it, and never the best
ANSWER = 0.5  # what an answer of the kind that is asked for adds to the fit ...
AWAITED = 30  # days for which what has no day of its own is waited for
NONE = 0.3  # ... and what is left of the fit of a sentence that is none


def with_answers(pile: Pile, topics: Sequence[Topic], rows: Sequence[Sequence[float]]) -> tuple[tuple[float, ...], ...]:
    """Return fits, a row a topic and a column a sentence, with what the kinds of answers say; first sentences last.

    First sentences fit no topic much better than the one that asks for the news.
    """
    told = [_with_answers(pile, topic.asks, row) for topic, row in zip(topics, rows, strict=True)]
    best = [max(column) for column in zip(*told, strict=True)]
    return tuple(
        tuple(map(_as_news, pile.sentences, row, best)) if topic.asks == "news" else row
        for topic, row in zip(topics, told, strict=True)
    )


def _as_news(sentence: Sentence, value: float, best: float) -> float:
    least = SHARED * best if sentence.index < OPENERS else 0.0
    return max(value + OPENING / (1 + sentence.index), least)


def _with_answers(pile: Pile, asked: Asked | None, row: Sequence[float]) -> tuple[float, ...]:
    if asked not in ("causes", "prospects"):
        return tuple(row)
    return tuple(
        value if answers is None else value + ANSWER if answers else value * NONE
        for value, answers in zip(row, answering(pile, asked), strict=True)
    )


def answers_given(pile: Pile, asked: Asked | None, indices: Iterable[int]) -> frozenset[int]:
    """Return which of some sentences give the kind of answer that is asked for."""
    if asked is None:
        return frozenset()
    if asked == "news":
        return frozenset(index for index in indices if pile.sentences[index].index < OPENERS)
    given = answering(pile, asked)
    return frozenset(index for index in indices if given[index])


def answering(pile: Pile, asked: Asked) -> tuple[bool | None, ...]:
    """Return for each sentence whether it tells causes or prospects; None where its language does not let us tell.

    What was to come when an article was written and has come since, or was long enough ago, is no prospect any more.
    """
    languages = {document.source.id: document.language for document in pile.documents}
    told = [tells(sentence.text, asked, languages[sentence.source]) for sentence in pile.sentences]
    over = _over(pile) if asked == "prospects" else frozenset()
    return tuple(answers and index not in over for index, answers in enumerate(told))


def _over(pile: Pile) -> frozenset[int]:
    """Return the sentences that speak of days which have come by the newest date, or of any where they are old."""
    published = {document.source.id: document.published for document in pile.documents}
    newest, _ = as_of(pile.documents, None)
    return frozenset(
        index
        for index, (sentence, dates) in enumerate(zip(pile.sentences, pile.dates, strict=True))
        if newest and (written := published[sentence.source]) and _is_over(written, newest, dates)
    )


def _is_over(written: dt.date, newest: dt.date, dates: Sequence[DateMention]) -> bool:
    awaited = [mention.last for mention in dates if mention.last > written]
    return max(awaited) < newest if awaited else (newest - written).days > AWAITED


def tells(text: str, asked: Asked, language: str) -> bool | None:
    """Tell whether a sentence names a cause, or speaks of what is to come; None where we know no words for that."""
    words = _words().get((asked, language))
    return None if words is None else words.search(text) is not None


@cache
def _words() -> dict[tuple[str, str], re.Pattern[str]]:
    table = tomllib.loads(resources.files("briefing.steps").joinpath("questions.toml").read_text("utf-8"))
    return {
        (asked, language): re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
        for asked, languages in table.items()
        for language, patterns in languages.items()
    }
