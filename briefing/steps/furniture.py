"""Page -> marks: what is on a page around its article, by its words and its shape."""

import re
from collections.abc import Iterator, Sequence

from briefing.steps.furniture_words import LONGEST, kind_of_line, spoken_to, words_of
from briefing.steps.lines import Block, Mark, Page, fold_words, sentences

_COUNTER = re.compile(
    r"[+(]?\d[\d.,]*\s?[kKmM]?\)?\+?(?:\s?(?:shares?|views?|likes?|comments?|retweets?|replies|reads?|votes?|partages?|vues|commentaires?"
    r"|aufrufe|kommentare?|comentarios?|vistas|просмотр\w*|комментари\w*))?",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_HASHTAGS = re.compile(r"(?:[#@][\w-]+[\s,|·•]*)+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_SEPARATED = re.compile(r"\s[|›»>•·/]\s")
_CORRECTION = re.compile(
    r"[*(\[\s]*(?:(?:editor['’]s note:?\s+)?(?:corrections?|clarifications?|rectificatif|korrektur"
    r"|berichtigung|corrección|fe de errores|rectificación|исправление|уточнение)\b[^.\n]{0,40}[:.—–-]\s"
    r"|(?:editor['’]s note:?\s+|note:\s+)?(?:an|a|the)\s(?:earlier|previous|original)\sversion\sof\b"
    r"|this (?:article|story|report|piece|post|headline) (?:has been|was) (?:amended|corrected|updated|clarified)\b"
    r"|in einer früheren (?:version|fassung)\b|une version (?:antérieure|précédente)\b|en una versión anterior\b)",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(r"(?:\w+\s)?\d{1,2}\s*[-+×x*−]\s*\d{1,2}\s*=\s*\??|[-+×x*−]\s*\d{1,2}\s*=\s*\d{0,3}")


def corrections(page: Page) -> Iterator[Mark]:
    """Mark notices of correction: they are content, wherever they stand."""
    for place, block in page.open:
        if block.count > 5 and _CORRECTION.match(block.text[:200]):
            yield Mark(place, "body")


def ornaments(page: Page) -> Iterator[Mark]:
    """Mark what holds no words: rules, icons, bare addresses, hashtags, captchas, counters."""
    for place, block in page.open:
        if len(block.text) > 400:
            continue
        if not block.words or any(pattern.fullmatch(block.text) for pattern in (_ADDRESS, _HASHTAGS, _COUNTER)):
            yield Mark(place, "furniture")
        elif _CAPTCHA.fullmatch(block.text):
            yield Mark(place, "comment-form")


def recurring(page: Page) -> Iterator[Mark]:
    """Mark lines that other articles of the pile have too, though they are no copies of this one."""
    for place, block in page.open:
        if block.count <= LONGEST and " ".join(block.words) in page.recurring:
            yield Mark(place, "furniture")


def buttons(page: Page) -> Iterator[Mark]:
    """Mark lines of nothing but the names of buttons: "ShareTweetEmail", "Share on Facebook"."""
    for place, block in page.open:
        if len(block.text) <= 300 and (
            _is_buttons(block.words) or _is_buttons(fold_words(_CAMEL.sub(" ", block.text)))
        ):
            yield Mark(place, "furniture")


def _is_buttons(words: Sequence[str]) -> bool:
    found = frozenset(words)
    return found <= words_of("buttons.words") and not found.isdisjoint(words_of("buttons.needed"))


def phrases(page: Page) -> Iterator[Mark]:
    """Mark lines that the words of the field give away."""
    for place, block in page.open:
        kind = kind_of_line(block)
        if kind:
            yield Mark(place, kind)


def addresses(page: Page) -> Iterator[Mark]:
    """Mark what the site says to its reader: surely, or perhaps and right beside other furniture."""
    unsure = []
    for place, block in page.open:
        strength = spoken_to(block)
        if strength == 2:
            yield Mark(place, "promotion")
        elif strength == 1:
            unsure.append(place)
    for place in unsure:
        near = list(page.near(place))
        if any(block.kind in {"promotion", "furniture", "comment-form"} for block in near):
            yield Mark(place, "promotion")


def menus(page: Page) -> Iterator[Mark]:
    """Mark navigation: one line of short parts, or a run of many short lines."""
    run: list[int] = []
    for place, block in page.open:
        if _is_row(block):
            yield Mark(place, "furniture")
        if run and (place > run[-1] + 2 or not _is_entry(block)):
            yield from _menu(run)
            run = []
        if _is_entry(block):
            run.append(place)
    yield from _menu(run)


def _is_entry(block: Block) -> bool:
    return block.count <= 5 and not block.closed and not any(char.isdigit() for char in block.text)


def _is_row(block: Block) -> bool:
    """Tell whether a line is "Home | News | World"."""
    if block.count > 40 or block.closed or len(_SEPARATED.findall(block.text)) < 2:
        return False
    return max(len(part.split()) for part in _SEPARATED.split(block.text)) <= 4


def _menu(run: Sequence[int]) -> list[Mark]:
    return [Mark(place, "furniture") for place in run] if len(run) >= 5 else []


def inline(page: Page) -> Iterator[Mark]:
    """Mark sentences inside a paragraph that the words of the field give away, where lines were glued together."""
    for place, block in page.open:
        pieces = list(sentences(block.text))
        if len(pieces) < 2:
            continue
        for start, end in pieces:
            piece = Block(block.text[start:end], block.start + start, 0, 0)
            kind = kind_of_line(piece) or ("promotion" if spoken_to(piece) == 2 else None)
            if kind and kind != "related":
                yield Mark(place, kind, piece.start, piece.end)
