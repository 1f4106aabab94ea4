"""Page -> marks: captions and credits, known by who took the picture, by their doubles and by the image's file name."""

import re
from collections.abc import Iterator

from briefing.steps.furniture import begins, vocabulary
from briefing.steps.lines import Block, Mark, Page

_LONGEST = 70
"""Words of a caption."""
_TAIL = 160
"""Characters at the end of a line that hold its credit."""
_TAKER = (
    r"(?:AP(?:\sPhoto)?|AFP(?:\sPhoto)?|Reuters|REUTERS|EPA(?:-EFE)?|EFE|dpa|DPA|ANSA|APA|PA(?:\sWire|\sImages|\sMedia)?|ANP|NTB|TT|Xinhua|TASS|ТАСС"
    r"|Sputnik|РИА\sНовости|AAP|PTI|ANI|Yonhap|Kyodo|Keystone(?:-SDA)?|Belga|Lusa|Anadolu(?:\sAgency)?|AA|Bloomberg|Getty(?:\sImages)?|Alamy(?:\sStock\sPhoto)?"
    r"|Shutterstock|iStock(?:photo)?|Unsplash|Pixabay|Pexels|Flickr|Wikimedia(?:\sCommons)?|Imago(?:\sImages)?|IMAGO|imago(?:\simages)?|picture\salliance|Corbis"
    r"|Rex(?:\sFeatures)?|Zuma(?:\sPress)?|ZUMA(?:\sPress)?|NurPhoto|SOPA(?:\sImages)?|Agence\sFrance[- ]Presse|Associated\sPress|Press\sAssociation"
    r"|Maxar(?:\sTechnologies)?|Planet\sLabs|Handout|HANDOUT|Pool|POOL|UN\sPhoto|UNICEF|UNHCR|NASA|Polaris|Redux|Magnum(?:\sPhotos)?|Twitter|Facebook"
    r"|Instagram|YouTube|Screengrab|CC\sBY(?:-\w\w)*)"
)
_SIGN = (
    r"(?:photo(?:graph|s|grapher)?|pictures?|images?|picture\scredit|photo\scredit|credits?|file(?:\s(?:photo|image|picture))?|foto(?:s|graf)?|bild(?:er)?"
    r"|crédits?(?:\sphotos?)?|crédito|fotografía|imagen|фото|illustration|courtesy|video|video\sgrab|still)"
)
_ENDING = re.compile(
    rf"(?:\b{_TAKER}|[(\[][^()\[\]]{{0,80}}\b{_TAKER}\b[^()\[\]]{{0,40}}[)\]]"
    rf"|[(\[|](?i:\s?{_SIGN}\s?(?:[:/|–-]|by\b|courtesy)[^()\[\]]{{1,80}}|\s?file(?:\sphoto)?|\s?handout|\s?archiv|\s?archive)[)\]]?"
    rf"|[|–—.]\s?(?i:{_SIGN}\s?(?:[:/|]|\sby\b)\s?[^.:|]{{2,60}})|©\s?[^.©]{{2,60}}|[A-Z][\w.]+/(?:AP|AFP|Reuters|REUTERS|Getty))[\s).\]]*$"
)
_STRONG_ENDING = re.compile(
    rf"(?:\bvia\s{_TAKER}|[(\[][^()\[\]]{{0,80}}\b{_TAKER}\b[^()\[\]]{{0,40}}[)\]]|/\s?{_TAKER}|{_TAKER}\s?/|(?:\b{_TAKER}\s){{1,3}}"
    rf"|(?i:\b{_SIGN}\s?:)|Stock\sPhoto|Getty\sImages|Shutterstock|iStock)[^.]{{0,30}}$"
)
_LABEL = re.compile(
    rf"[(\[*\s|–—-]*(?i:{_SIGN}|symbolbild|archivbild|archivfoto|bildquelle|bildnachweis|quelle|fuente|источник|source|légende|caption|image\scaption|photo\scaption"
    r"|file\sphoto|file\spic(?:ture)?|pictured|above|graphic|media\scaption|composite|image\ssource)\s?(?:[:：|/]|\sby\s|,\s|\scaption\b|—|–\s|-\s)"
)
_FILE_LINE = re.compile(r"(?:FILE|FILE PHOTO|ARCHIVE|HANDOUT|FILE PICTURE)\s?[-–—:]")
_SLUG = re.compile(r"[A-Za-z0-9%']+(?:[-_][A-Za-z0-9%']+){5,}(?=\s|$)|\S{1,150}\.(?:jpe?g|png|gif|webp|svg)\b")
_IMAGE = re.compile(r"!\[|\[!\[|\[(?:image|img|photo|picture|video|bild|foto)\b[^\]]*\]?", re.IGNORECASE)
_SHOWN = re.compile(
    r"\b(?:(?:is|are)\s(?:seen|pictured|shown)|pictured|seen (?:here|in this)|in this (?:file |undated |handout |screen ?grab)?(?:photo|image|picture|frame grab|video)"
    r"|\((?:left|right|l|r|c|centre|center|top|bottom|above|below|from left|pictured)\)|from left|file (?:photo|image|picture)|photo illustration|auf dem foto|im bild"
    r"|sur (?:cette|la) photo|en la (?:imagen|foto)|на фото|на снимке)\b",
    re.IGNORECASE,
)
_YEAR_END = re.compile(r"(?:[^\W\d_]{3,10}\.?\s\d{1,2},|\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?)\s(?:19|20)\d\d\W*$")
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|been|said|says|did|told|will|would|founded|born|died|joined|killed|according)\b"
    r"|\b(?:war|waren|wurde|wurden|hat|haben|été|était|étaient|ont|fue|fueron|había|был|была|были)\b",
    re.IGNORECASE,
)
_SMALL = re.compile(r"(?<![\w'’.])[a-zà-öø-ÿа-яё][\w'’-]+")
_CREDIT_SMALL = frozenset(
    "by via for the of and from in courtesy photo photos image images picture pictures file handout pool credit screengrab"
    " photographer via/ par pour et von für und de por para y la el le les du dpa imago picture-alliance alliance images"
    " фото для из и stock illustration video grab composite design archive archiv a an on at with edited".split()
)


def captions(page: Page) -> Iterator[Mark]:
    """Mark captions: image names, labels, credits at the end or on the line below, doubles beside a credit."""
    counts: dict[str, int] = {}
    for _, block in page.open:
        if block.count <= _LONGEST:
            counts[block.key] = counts.get(block.key, 0) + 1
    decided: set[str] = set()
    for place, block in page.open:
        if block.count > _LONGEST:
            continue
        if _is_credit(block) and not _names_picture(block):
            continue
        if _names_picture(block) or _credited_below(page, place):
            decided.add(block.key)
            yield Mark(place, "caption")
    for place, block in page.open:
        if counts.get(block.key, 0) > 1 and block.key in decided:
            yield Mark(place, "caption")


def credits(page: Page) -> Iterator[Mark]:
    """Mark lines that only say who wrote, edited or took something."""
    for place, block in page.open:
        if _is_credit(block) or _signs_off(block):
            yield Mark(place, "credit")


def _names_picture(block: Block) -> bool:
    """Tell whether a block shows by itself that it stands below a picture."""
    text = block.text
    if _IMAGE.match(text) or _SLUG.match(text) or _FILE_LINE.match(text):
        return True
    if _LABEL.match(text) and (block.count > 3 or _ENDING.search(text[-_TAIL:])):
        return block.count <= 45 and not _signs_off(block)
    if begins(block.words, vocabulary().starts["caption"]) and _SHOWN.search(text):
        return True
    if _is_scene(block):
        return True
    tail = text[-_TAIL:]
    if _STRONG_ENDING.search(tail) and _ENDING.search(tail) and block.count <= 60:
        return block.count > 3 and not _quotes_agency(text)
    return bool(_ENDING.search(tail) and _SHOWN.search(text))


def _quotes_agency(text: str) -> bool:
    """Tell a sentence that ends in "told Reuters." from one that ends in a credit."""
    ending = re.search(r"([^\W\d_]+)\s+\(?(?:the\s)?[^\s()]+[\s).]*$", text[-80:])
    return bool(text.rstrip("”\"").endswith(".") and ending and ending[1].islower() and ending[1] != "via" and "(" not in text[-40:])


def _is_scene(block: Block) -> bool:
    """Tell whether one sentence describes a picture: in the present tense, with its date in full at the end."""
    if block.count > 50 or not 6 <= block.count or "“" in block.text or '"' in block.text:
        return False
    text = block.text
    dated = _YEAR_END.search(text[-40:])
    return bool(dated and not _PAST.search(text) and re.search(r"\b[a-z]+(?:s|ing)\b|\b(?:are|gather|walk|stand|sit|look|carry|clean|hold|wait)\b", text) and _has_scene_verb(text)) or bool(
        dated and re.search(r"\b(?:is|are)\s(?:seen|pictured|shown)\b", text)
    )


def _has_scene_verb(text: str) -> bool:
    words = text.split()
    return bool(re.search(r",\s", text)) and any(word.endswith(("s", "ing")) or word in {"take", "walk"} for word in words[1:8])


def _credited_below(page: Page, place: int) -> bool:
    """Tell whether the next line is a picture's credit and this one reads like its caption."""
    below = page.blocks[place + 1] if place + 1 < len(page.blocks) else None
    block = page.blocks[place]
    if below is None or below.kind not in {None, "caption"} or not _is_picture_credit(below) or block.count > 60:
        return False
    if not block.prose and block.count < 4:
        return False
    crowded = below.gap == 0 and any(other.gap for other in page.blocks[max(0, place - 8) : place + 8])
    return crowded or bool(_SHOWN.search(block.text)) or _is_scene(block) or not _PAST.search(block.text)


def _is_picture_credit(block: Block) -> bool:
    return _is_credit(block) and not _signs_off(block) and bool(_ENDING.search(block.text[-_TAIL:]) or _LABEL.match(block.text))


def _is_credit(block: Block) -> bool:
    """Tell whether a short line holds names and a credit, and no sentence."""
    if block.count > 14 or not block.words:
        return False
    text = block.text
    small = [word for word in _SMALL.findall(text) if word.lower() not in _CREDIT_SMALL]
    if len(small) > 1:
        return False
    return bool(_ENDING.search(text[-_TAIL:]) or (_LABEL.match(text) and block.count <= 10))


_SIGN_OFF = re.compile(
    r"[(\[*\s–—-]*(?i:(?:additional |with )?report(?:ing|s)? (?:and writing |and editing )?(?:by|from)\b|additional report by\b|(?:writing|editing|edited|written|compiled|translated|produced) (?:and \w+ )?by\b"
    r"|with (?:additional )?(?:inputs?|files|reporting|contributions?|agency inputs?) (?:from|by)\b|with agenc(?:y|ies)\b|agencies\s*[)\]]?$"
    r"|(?:avec|mit|con|с) (?:afp|ap|reuters|dpa|efe|agences?|agencias|agenturen|material von|informationen von|información de|agentur\w*)\b"
    r"|con (?:información|datos) de\b|mit material\b|по материалам\b|traduit (?:de|par)\b|propos recueillis\b|aufgezeichnet von\b|editado por\b"
    r"|(?:the )?associated press (?:writers?|journalists?|reporters?)\b)"
)
_CONTRIBUTED = re.compile(r"\b(?:contributed to this|contributed reporting|contributed from)\b|(?:a|ont) contribué à cet article|contribuyó a este|trugen zu diesem", re.IGNORECASE)
_COPYRIGHT = re.compile(r"[*\s]*(?:©|\(c\)\s|copyright\b(?:\s©|\s\d{4}|:|\sby))", re.IGNORECASE)


def _signs_off(block: Block) -> bool:
    """Tell whether a line names who reported, wrote and edited, or whose text it is."""
    if block.count > 60:
        return False
    head = block.text[:400]
    if _SIGN_OFF.match(head):
        return block.count <= 40
    return bool(_COPYRIGHT.match(head) or (_CONTRIBUTED.search(head) and block.count <= 40))
