"""Page -> marks: what is on a page around its article, by its words and its shape."""

import re
from collections.abc import Iterator, Sequence

from briefing.steps.clean.bylines import is_dated
from briefing.steps.clean.lines import Block, Mark, Page, fold_words, sentences
from briefing.steps.clean.words import LONGEST, kind_of_line, spoken_to, words_of

_HEADLINE = 3  # words of a headline, at least
_COUNTER = re.compile(
    r"[+(]?\d[\d.,]*\s?[kKmM]?\)?\+?(?:\s?(?:shares?|views?|likes?|retweets?|replies|reads?|votes?|partages?|vues|aufrufe"
    r"|vistas|просмотр\w*))?",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])")
_HASHTAGS = re.compile(r"(?:[#@][\w-]+[\s,|·•]*)+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w.+-]+@[\w-]+\.[\w.-]+")
_SEPARATED = re.compile(r"\s[|›»>•·/]\s|[^\S\n]{2,}")
_CRUMBS = re.compile(
    r"(?:home|homepage|main(?: page)?|start(?:seite)?|accueil|inicio|portada|главная|الرئيسية)\s?[>›»/|·•\\:]\s?\S",
    re.IGNORECASE,
)
"""The way to the article: "Home > World > Strong quake kills ..."."""
_COLUMNS = re.compile(r"(?:[^\W\d_a-z]\S{0,20}(?:\s\S{1,20})?[^\S\n]{2,}){3,}[^\W\d_a-z]\S{0,20}(?:\s\S{1,20})?")
_SLOGAN = re.compile(r"(?:[^\W\d_]{1,20}(?:\s[^\W\d_]{1,20})?[.!]\s?){3,6}")
"""What an organisation prints below its name: "Water. Air. People."."""
_CORRECTION = re.compile(
    r"[*(\[\s]*(?:(?:editor['’]s note:?\s+)?(?:corrections?|clarifications?|rectificatif|korrektur"
    r"|berichtigung|corrección|fe de errores|rectificación|исправление|уточнение)\b[^.\n]{0,40}[:.—–-]\s"
    r"|(?:editor['’]s note:?\s+|note:\s+)?(?:an|a|the)\s(?:earlier|previous|original)\sversion\sof\s(?:this|the)\s"
    r"(?:article|story|report|piece|post|headline|caption|dispatch|page)\b"
    r"|this (?:article|story|report|piece|post|headline) (?:has been|was) (?:amended|corrected|updated|clarified)\b"
    r"|in einer früheren (?:version|fassung) (?:dieses|des|der|dieser)\b"
    r"|une version (?:antérieure|précédente) de (?:cet|ce|l['’])"
    r"|en una versión anterior de est[ea]\b)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:copies(?: to)?|cc|distribution|hotline|toll[- ]free(?: number)?|telephone|tel\.?|phone"
    r"|fax|e-?mail|web(?:site)?|contacts?|methodology|methods?|note|disclaimer|download|donate"
    r"|copie|ampliations?|numéro vert|téléphone|renseignements|méthodologie|méthode|courriel"
    r"|ansprechpartner(?:in)?|rückfragen|kontakt|verteiler|telefon|methodik|weitere auskünfte"
    r"|copia|línea gratuita|teléfono|correo|contacto|metodología"
    r"|копия|горячая линия|телефон(?: для справок)?|контакт(?:ы|ное лицо)?|методология|методика(?: подсч[её]та)?)"
    r"(?:\s\([^()\n]{1,40}\))?\s?:\s",
    re.IGNORECASE,
)
_CAPTCHA = re.compile(r"(?:\w+\s)?\d{1,2}\s*[-+×x*−]\s*\d{1,2}\s*=\s*\??|[-+×x*−]\s*\d{1,2}\s*=\s*\d{0,3}")


def corrections(page: Page) -> Iterator[Mark]:
    """Mark notices of correction, wherever they stand: they speak of the article, and name what was wrong in it."""
    for place, block in page.open:
        if block.count > 5 and _CORRECTION.match(block.text[:200]):
            yield Mark(place, "furniture")


def ornaments(page: Page) -> Iterator[Mark]:
    """Mark what holds no words: rules, icons, bare addresses, hashtags, captchas, counters; and labelled contacts."""
    for place, block in page.open:
        if len(block.text) > 400:
            continue
        if _is_ornament(block):
            yield Mark(place, "furniture")
        elif _CAPTCHA.fullmatch(block.text):
            yield Mark(place, "comment-form")


def _is_ornament(block: Block) -> bool:
    if not block.words or any(pattern.fullmatch(block.text) for pattern in (_ADDRESS, _HASHTAGS, _COUNTER, _SLOGAN)):
        return True
    return block.count <= LONGEST and _LABELLED.match(block.text) is not None


def recurring(page: Page) -> Iterator[Mark]:
    """Mark lines that other articles of the pile have too, though they are no copies of this one."""
    for place, block in page.open:
        if block.count <= LONGEST and " ".join(block.words) in page.recurring and not _is_stamp(page, place):
            yield Mark(place, "furniture")


def _is_stamp(page: Page, place: int) -> bool:
    """Whether a line dates what stands right above it, a headline: articles of one kind are all dated alike."""
    above = page.blocks[place - 1] if place else None
    headed = above is not None and above.kind is None and above.count >= _HEADLINE and not above.closed
    return headed and is_dated(page.blocks[place])


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
    """Mark lines that the words of the field give away; a paragraph only where they fill half of its sentences."""
    for place, block in page.open:
        kind = kind_of_line(block)
        if kind and _is_filled(block):
            yield Mark(place, kind)


def _is_filled(block: Block) -> bool:
    pieces = [block.piece(start, end) for start, end in sentences(block.text)]
    return sum(kind_of_line(piece) is not None or spoken_to(piece) > 0 for piece in pieces) * 2 >= len(pieces)


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
    """Tell whether a line is "Home | News | World", or ends in a headline, cut off or whole, behind such a row."""
    if 3 <= len(block.words) <= 20 and (words_of("titles.sections") | {"and"}).issuperset(block.words):
        return True
    if block.count <= 40 and (_CRUMBS.match(block.text) or _COLUMNS.fullmatch(block.text)):
        return True
    if block.count > 40 or block.closed or len(_SEPARATED.findall(block.text)) < 2:
        return False
    return max(len(part.split()) for part in _SEPARATED.split(block.text)) <= 4


def _menu(run: Sequence[int]) -> list[Mark]:
    return [Mark(place, "furniture") for place in run] if len(run) >= 5 else []
