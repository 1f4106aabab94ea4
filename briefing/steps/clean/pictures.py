"""Page -> marks: captions and credits, known by who took the picture, by their doubles and by the image's file name."""

import re
from collections.abc import Iterator

from briefing.steps.clean.bylines import is_dated
from briefing.steps.clean.lines import Block, Mark, Page
from briefing.steps.clean.words import words_of

_LONGEST = 70
"""Words of a caption."""
_TOP = 4
"""Blocks at most between a headline and the first paragraph, where a picture and its credit stand between."""
_QUOTES = "“\"«„‘'"
_TAIL = 160
"""Characters at the end of a line that hold its credit."""
_TAKER = (
    r"(?:AP(?:\sPhoto)?|AFP(?:\sPhoto)?|Reuters|REUTERS|EPA(?:-EFE)?|EFE|dpa|DPA|ANSA|APA|PA(?:\s(?:Wire|Images|Media))?"
    r"|ANP|NTB|TT|Xinhua|TASS|ТАСС|Sputnik|РИА\sНовости|AAP|PTI|ANI|Yonhap|Kyodo"
    r"|Keystone(?:-SDA)?|KEYSTONE|Belga|Lusa|Anadolu(?:\sAgency)?|AA|Bloomberg"
    r"|Getty(?:\sImages)?|Alamy(?:\sStock\sPhoto)?|Shutterstock|iStock(?:photo)?|Unsplash|Pixabay|Pexels|Flickr"
    r"|Wikimedia(?:\sCommons)?|[Ii]mago(?:\s[Ii]mages)?|IMAGO|picture\salliance|Corbis|Rex(?:\sFeatures)?|Zuma(?:\sPress)?|ZUMA(?:\sPress)?|NurPhoto|SOPA(?:\sImages)?"
    r"|Agence\sFrance[- ]Presse|Associated\sPress|Press\sAssociation|Maxar(?:\sTechnologies)?|Planet\sLabs|Handout"
    r"|HANDOUT|Pool|POOL|UN\sPhoto|UNICEF|UNHCR|NASA|Polaris|Redux|Magnum(?:\sPhotos)?|Twitter|Facebook"
    r"|Instagram|YouTube|Screengrab|CC\sBY(?:-\w\w)*)"
)
_SIGN = (
    r"(?:photo(?:graph|s|grapher)?|pictures?|images?|(?:picture|photo|image)\scredit|credits?|file(?:\s(?:photo|image|picture))?"
    r"|foto(?:s|graf)?|bild(?:er)?|crédits?(?:\sphotos?)?|crédito|fotografía|imagen|фото|تصوير|fotoğraf|zdjęcie|illustration|courtesy|video|video\sgrab|still)"
)
_BRACKET = rf"[(\[][^()\[\]]{{0,80}}\b{_TAKER}\b[^()\[\]]{{0,40}}[)\]]"
_ENDING = re.compile(
    rf"(?:\b{_TAKER}|{_BRACKET}"
    rf"|[(\[|](?i:\s?{_SIGN}\s?(?:[:/|–-]|by\b|courtesy)[^()\[\]]{{1,80}}|\s?file(?:\sphoto)?|\s?handout|\s?archiv|\s?archive)[)\]]?"
    rf"|[|–—.]\s?(?i:{_SIGN}\s?(?:[:/|]|\sby\b)\s?(?:[^\W\d_]\.\s?){{0,3}}[^.:|]{{2,60}})|©\s?[^.©]{{2,60}}|[A-Z][\w.]+/(?:AP|AFP|Reuters|REUTERS|Getty))[\s).\]]*$"
)
_SURE_ENDING = re.compile(
    rf"(?:\bvia\s{_TAKER}|{_BRACKET}|/\s?{_TAKER}|{_TAKER}\s?/|(?:\b{_TAKER}\s){{1,3}})[^.]{{0,30}}$"
    rf"|(?i:\b{_SIGN}\s?:)[^\n]{{0,60}}$|(?:Stock\sPhoto|Getty\sImages|Shutterstock|iStock)[^.]{{0,30}}$"
)
_SIGNED_END = re.compile(rf"(?<=[.!?”\"’])\s*([(\[–—/-]+\s?{_TAKER}(?:/\w+)?[)\]/]?\.?)$")
_AGENCY_PHOTO = re.compile(
    r"\bAP Photo/|\bPhoto by [^.]{2,60}/|/(?:AFP|AP|Getty Images|Reuters|REUTERS) via |/Getty Images\b"
    r"|\bvia (?:Getty Images|AP|REUTERS|Reuters)\b|\bREUTERS/[A-Z]"
)
_LABEL = re.compile(
    rf"[(\[*\s|–—-]*(?i:(?:{_SIGN}|symbolbild|archivbild|archivfoto|bildquelle|bildnachweis|quelle|fuente|источник|source|légende|caption"
    r"|(?:image|photo|media)\scaption|file\spic(?:ture)?|pictured|above|graphic|composite|image\ssource)"
    r"\s?(?:[:：|/]|\sby\s|\scaption\b|—|–\s|-\s)|(?:image|media|picture|photo|video)\s(?:source|caption|credit),\s)"
)
_FILE_LINE = re.compile(r"(?:FILE|FILE PHOTO|ARCHIVE|HANDOUT|FILE PICTURE)\s?[-–—:]")
_SLUG = re.compile(r"[A-Za-z0-9%']+(?:[-_][A-Za-z0-9%']+){5,}(?=\s|$)|\S{1,150}\.(?:jpe?g|png|gif|webp|svg)\b")
_IMAGE = re.compile(r"!\[|\[!\[|\[(?:image|img|photo|picture|video|bild|foto)\b[^\]]*\]?", re.IGNORECASE)
_SHOWN = re.compile(
    r"\b(?:is|are)\s(?:seen|pictured|shown)\b|\bpictured\b|\bseen (?:here|in this)\b|\bfrom left\b"
    r"|\bfile (?:photo|image|picture)\b"
    r"|\bin this (?:file |undated |handout |screen ?grab)?(?:photo|image|picture|frame grab|video)\b"
    r"|\bphoto illustration\b"
    r"|\b(?:aerial|general) view\b|\bvue (?:aérienne|générale)\b|\bluftaufnahme\b|\bvista aérea\b"
    r"|\((?:left|right|l|r|c|centre|center|top|bottom|above|below|from left|pictured)\)"
    r"|\b(?:auf dem foto|im bild|sur (?:cette|la) photo|en la (?:imagen|foto)|на фото|на снимке)\b",
    re.IGNORECASE,
)
_SUPPLIED = re.compile(r"\s\((?:[A-Z][\w ]{1,24}: [A-Z][^()]{2,60}|(?:[A-Z]\w* )?(?i:photos?) by [^()]{2,40})\)$")
"""A caption's credit after its label: "(Supplied: Ann Lee)"."""
_VIEW = re.compile(
    r"(?:an?\s)?(?:aerial|general) view\b|(?:file )?(?:photo|picture|image) (?:taken|provided|released)\b",
    re.IGNORECASE,
)
"""So begins what is said of a picture."""
_END_MARK = re.compile(r"(?<=[.!?”\"’])\s+(Enditem|ENDITEM|ENDS?|-30-|#{3,4}|/END/?)$")
"""What an agency puts behind its last sentence."""
_FULL_DATE = re.compile(
    r"(?:[^\W\d_]{3,10}\.?\s\d{1,2},|\d{1,2}\.?\s[^\W\d_]{3,10}\.?,?)\s(?:19|20)\d\d\W*$"
    r"|[^\W\d_]{3,10}day,?\s(?:[^\W\d_]{3,10}\.?\s\d{1,2},|\d{1,2}\s[^\W\d_]{3,10}\.?,?)\s(?:19|20)\d\d\b"
)
_PAST = re.compile(
    r"\b(?:was|were|had|has|have|been|said|says|did|told|will|would|founded|born|died|joined|killed|according"
    r"|war|waren|wurde|wurden|hat|haben|été|était|étaient|ont|fue|fueron|había|был|была|были)\b",
    re.IGNORECASE,
)
_ARGUES = re.compile(
    r"(?:[^\W\d_]+,|But|And|In|On|At|It|This|That|There|If|When|While|As)\s"
    r"|[^\n]*?\b(?:due|can|could|may|might|should|because|which|who|that)\b"
)
_SCENE_VERB = re.compile(
    r"\s(?:is|are|[a-z]{2,}s|[a-z]{3,}ing|gather|walk|stand|sit|look|carry|clean|hold|wait|march|queue|work|take|wave|pass|watch|search)\s"
)
_SMALL = re.compile(r"(?<![\w'’.])[a-zà-öø-ÿа-яё][\w'’-]+")
_SIGNS = re.compile(r"[/©:(\[|!_-]|(?:19|20)\d\d")
_SIGN_OFF = re.compile(
    r"[(\[*\s–—-]*(?i:(?:(?:additional |with )?report(?:ing|s)? (?:and writing |and editing )?(?:by|from)"
    r"|additional report by|(?:english|french|spanish) (?:version|translation) by|translation by"
    r"|(?:writing|editing|edited|written|compiled|translated|produced) (?:and \w+ )?by"
    r"|with (?:additional )?(?:inputs?|files|reporting|contributions?|agency inputs?) (?:from|by)|with agenc(?:y|ies)"
    r"|(?:avec|mit|con|с) (?:afp|ap|reuters|dpa|efe|agences?|agencias|agenturen|material von"
    r"|informationen von"
    r"|información de)|con (?:información|datos) de|mit material|по материалам|traduit (?:de|par)"
    r"|propos recueillis|aufgezeichnet von"
    r"|editado por|(?:the )?associated press (?:writers?|journalists?|reporters?))\b|agencies\s*[)\]]?$)"
)
_CONTRIBUTED = re.compile(
    r"\b(?:contributed to this|contributed reporting|contributed from"
    r"|(?:a|ont) contribué à cet article|contribuyó a este|trugen zu diesem)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"[*\s]*(?:©|\(c\)\s|copyright\b(?:\s©|\s\d{4}|:|\sby|(?-i:(?:\s[A-Z][\w&.-]*){1,5}$)))", re.IGNORECASE
)


_COPYRIGHT_YEAR = re.compile(r"(?:©|\(c\)|\bCopyright)\s?(?:19|20)\d\d\b")


def captions(page: Page) -> Iterator[Mark]:
    """Mark captions: image names, labels, credits at the end or on the line below, and every double of them."""
    found = {block.key for place, block in page.open if block.count <= _LONGEST and _is_caption(page, place, block)}
    for place, block in page.open:
        if block.count <= _LONGEST and block.key in found:
            yield Mark(place, "caption")


def credit_lines(page: Page) -> Iterator[Mark]:
    """Mark lines that say who wrote, edited or took something, and the agency behind an article's last sentence."""
    for place, block in page.open:
        if is_credit(block) or _signs_off(block):
            yield Mark(place, "credit")
        elif end := _END_MARK.search(block.text[-20:]):
            yield Mark(place, "credit", block.end - len(end[1]), block.end)
        elif place in page.prose[-1:] and (signed := _SIGNED_END.search(block.text[-_TAIL:])):
            yield Mark(place, "credit", block.end - len(signed[1]), block.end)


def _is_caption(page: Page, place: int, block: Block) -> bool:
    last = len(page.prose) > 1 and place == page.prose[-1] and _SIGNED_END.search(block.text[-_TAIL:])
    if is_credit(block) or (last and not _is_scene(block)):
        return False
    return (_is_traced(block) and _shows_picture(block)) or _credited_below(page, place)


def _is_traced(block: Block) -> bool:
    """Tell whether a text has any sign or word of captions and credits: all others are passed over quickly."""
    return _SIGNS.search(block.text) is not None or not words_of("credits.traces").isdisjoint(block.words)


def _shows_picture(block: Block) -> bool:
    """Tell whether a block shows by itself that it stands below a picture."""
    text, tail = block.text, block.text[-_TAIL:]
    if _AGENCY_PHOTO.search(text) or _IMAGE.match(text) or _SLUG.match(text) or _FILE_LINE.match(text):
        return True
    if _signs_off(block):
        return False
    if _is_labelled(block) and (block.count > 3 or _ENDING.search(tail)):
        return block.count <= 45
    if _is_scene(block) or (_VIEW.match(text) and block.count <= 40) or _SUPPLIED.search(text):
        return True
    credited = block.count > 3 and text[0] not in _QUOTES and _ENDING.search(tail) is not None
    return credited and bool(_SHOWN.search(text) or (_SURE_ENDING.search(tail) and not _quotes_agency(text)))


def _is_labelled(block: Block) -> bool:
    """Tell "Photo: Ann Lee" and "Foto: dpa" from "Photo: a word that the judge had never used."."""
    label = _LABEL.match(block.text)
    return label is not None and (block.count <= 4 or not block.text[label.end() :].lstrip()[:1].islower())


def _quotes_agency(text: str) -> bool:
    """Tell a sentence that ends in "told Reuters." from one that ends in a credit."""
    ending = re.search(r"([^\W\d_]+)\s+\(?(?:the\s)?[^\s()]+[\s).]*$", text[-80:])
    stop = text.rstrip('”"').endswith(".") and "(" not in text[-40:]
    return bool(stop and ending and ending[1].islower() and ending[1] != "via")


def _is_scene(block: Block) -> bool:
    """Tell whether a text says in the present tense what can be seen, and on which day of which year."""
    if not 6 <= block.count <= 50 or block.text[0] in _QUOTES or _FULL_DATE.search(block.text) is None:
        return False
    if re.search(r"\b(?:is|are)\s(?:seen|pictured|shown)\b", block.text):
        return True
    starts = " ".join(block.text.split()[:9])
    return bool(_SCENE_VERB.search(starts)) and not _PAST.search(block.text) and "," in block.text


def _describes(block: Block) -> bool:
    """Tell whether one or two sentences say in the present tense what can be seen, and argue nothing."""
    if block.count > 40 or _PAST.search(block.text) or _ARGUES.match(block.text):
        return False
    return bool(_SCENE_VERB.search(" ".join(block.text.split()[:9])))


def _credited_below(page: Page, place: int) -> bool:
    """Tell whether the next line is a picture's credit and this one reads like its caption."""
    below = page.blocks[place + 1] if place + 1 < len(page.blocks) else None
    block = page.blocks[place]
    if below is None or below.kind is not None or not _is_picture_credit(below) or block.text[0] in _QUOTES:
        return False
    if block.count > 60 or (not block.prose and block.count < 4) or is_dated(block):
        return False
    if not block.closed and _is_rather_title(page, place):
        return False
    crowded = below.gap == 0 and any(other.gap for other in page.blocks[max(0, place - 8) : place + 8])
    return crowded or not block.closed or bool(_SHOWN.search(block.text)) or _is_scene(block) or _describes(block)


def _is_rather_title(page: Page, place: int) -> bool:
    """Tell whether a line above the article speaks of it, and no other line there does: a headline above a picture."""
    first = page.prose[0] if page.prose else 0
    if not place < first <= place + _TOP:
        return False
    about = {word for at in page.prose[:2] for word in page.blocks[at].prefixes}
    others = (block for at, block in page.open if at < first and block.key != page.blocks[place].key)
    least = 2
    return len(page.blocks[place].prefixes & about) > least and all(len(one.prefixes & about) < least for one in others)


def _is_picture_credit(block: Block) -> bool:
    if not is_credit(block) or _signs_off(block):
        return False
    return bool(_ENDING.search(block.text[-_TAIL:]) or _is_labelled(block))


def is_credit(block: Block) -> bool:
    """Tell whether a short line holds names and a credit, and no sentence."""
    if block.count > 14 or not block.words or not _is_traced(block):
        return False
    small = _small_words(block.text)
    if len(small) > 1:
        return False
    if _ENDING.search(block.text[-_TAIL:]):
        return not _quotes_agency(block.text)
    return _is_labelled(block) and block.count <= 10


def _small_words(text: str) -> list[str]:
    """Return the words in lower case that belong to no credit."""
    return [word for word in _SMALL.findall(text) if word.lower() not in words_of("credits.small")]


def _signs_off(block: Block) -> bool:
    """Tell whether a line names who reported, wrote and edited, or whose text it is."""
    if block.count > 40:
        return False
    if _COPYRIGHT.match(block.text) or _COPYRIGHT_YEAR.search(block.text) or _CONTRIBUTED.search(block.text):
        return True
    found = _SIGN_OFF.match(block.text)
    rest = block.text[found.end() :] if found else ""
    small = _small_words(rest)
    return bool(found) and (len(small) <= 3 or ";" in rest)
