"""Source, passages, title -> the outlet of an article, where a closing line, its title or its masthead says so.

A masthead is the first line of a page. It counts only with evidence: the file or the address has the name too, another
line around the article repeats it, the article calls itself by it, or it is "The" and a word such as Times.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from briefing.model import Passage, Source
from briefing.steps.clean.words import words_of
from briefing.steps.describe.agency import is_agency

_LINE = 400
_OUTLET = r"(?P<outlet>(?:The\s)?[^\W\d_](?:[^\W\d_]|[.,&'’ -]){1,60}?)"
_NOTICES = (
    re.compile(rf"\bThe post .{{1,300}} appeared first on {_OUTLET}\s*\.?\s*$"),
    re.compile(
        r"^\W*(?i:(?:additional report(?:ing)?|(?:first|originally) published|this (?:article|story|report) (?:was )?"
        rf"(?:first |originally )?(?:appeared|published)) (?:by|in|on)) (?:the )?{_OUTLET}"
        r"(?:\s(?:newsroom|staff|team))?\s*\.?\s*$"
    ),
)
"""Lines that name the outlet and nobody else."""
_RIGHTS = (
    re.compile(rf"^\s*Source\s?:\s{_OUTLET}\s*$"),
    re.compile(
        rf"^\W*(?i:©|\(c\)|copyright)[\s©]*(?:[\d\s–-]{{4,12}},?\s*)?(?:by\s)?{_OUTLET}(?:\s\d{{4}})?[.,]?\s+"
        r"(?i:all rights reserved)"
    ),
)
"""Lines that may name the company behind it."""
_SUFFIX = re.compile(r"\s([|–—-])\s([^|–—]{2,50})$")
_OUTLET_WORDS = re.compile(
    r"\b(?:News|Times|Post|Gazette|Herald|Journal|Tribune|Guardian|Telegraph|Mail|Express|Chronicle|Observer|Independent"
    r"|Mirror|Daily|Weekly|Radio|TV|Television|Broadcasting|BBC|CNN|NPR|CBC|ABC|NBC|CBS|RTÉ|Press|Review|Standard"
    r"|Media|Magazine|Zeitung|Le Monde|Figaro|El País|Corriere|Courier|Echo|Argus|Examiner|Inquirer|Sentinel|Dispatch"
    r"|Globe|Bulletin|Monitor|Advertiser|Mercury|Online|Record|Quarterly"
    r"|Nachrichten|Kurier|Anzeiger|Rundschau|\w*[Bb]latt|Presse|Courrier|Dépêche|Voix|Diario|Voz|Noticias|Prensa|Heraldo"
    r"|Agenzia|Gazzetta|Quotidiano|Giornale|Messaggero|Diário|Jornal|Folha|Correio|Gazeta|Gazetesi|Postası|Haber"
    r"|Вестник|Новости|Газета|Вести|Известия|Курьер|صحيفة|جريدة|وكالة|شبكة|قناة)\b"
    r"|\.(?:com|org|net|co\.uk)$"
)
_BODY = re.compile(
    r"\b(?:Ministry|Department|Embassy|Police|Office|Service|Agency|Council|Commission|Committee|Alliance|Association"
    r"|Foundation|Federation|Institute|Ministerium|Ministère|Ministerio|Министерство|Red Cross|Red Crescent|Relief"
    r"|Action|Aid|Watch)\b",
    re.IGNORECASE,
)
"""What whoever prints a letterhead is called by."""
_COLUMNS = re.compile(r"\s[|›»>•·/–—-]\s|\s{2,}")
_PASSED = re.compile(
    r"skip\b.*|zum inhalt\b.*|aller au contenu\b.*|ir al contenido\b.*|vai al contenuto\b.*|перейти к\b.*"
    r"|welcome\b.*|an official website\b.*|donate|support us|(?:e-?)?paper|subscribe|sign in|log in|login|register|menu"
    r"|search|advertisement|[\W\d]+[CF]?"
    r"|print(?:er)?\b.*|(?:english|international|global) edition|anmelden|abo(?:nnieren)?|suche|se connecter"
    r"|s['’]abonner|iniciar sesión|suscr[íi]bete|entrar|assine|accedi|abbonati|войти|подписка|поиск|giriş|abone ol",
    re.IGNORECASE,
)
"""What may stand above the name of an outlet."""
_STATE = re.compile(r"(?:\w+ ){0,2}(?:Republic|Kingdom|State|Government|Commonwealth) of\b", re.IGNORECASE)
_SECTION = re.compile(
    r"(?:world|local|business|sports?|latest|breaking|international|national|politics|opinion|culture|science|health|tech"
    r"|technology|europe|asia|africa|americas|middle east|uk|us|news|video|live|analysis|live updates|explained|photos)"
    r"(?:\s(?:news|updates))?",
    re.IGNORECASE,
)
_HOLDER = re.compile(rf"(?i:©|\(c\)|\bcopyright)[\s©]*(?:\d{{4}}[\s,–-]*){{1,2}}{_OUTLET}(?=[.,|]|\s[|–—-]|\s*$)")
_CUT = re.compile(r"\s[|›»>•·–—-]\s")
_NAME = re.compile(
    r"[A-ZÀ-ÞА-ЯЁ\u0621-\u064a\d][\w.&'’-]*"
    r"(?:\s(?:[A-ZÀ-ÞА-ЯЁ\u0621-\u064a\d&][\w.&'’-]*|[ld]['’]\w+|of|the|for|and|de|la|le|du|des|del|di|da|do|dos|della|für|der|y|e|и|[а-яё][\w-]{2,20})){0,9}"
)
_NO_NAME = re.compile(
    r"(?:press|news|media) (?:release|statement|room|office)(?:\s(?:no\.?\s?)?[\d/-]{1,12})?"
    r"|.{0,60}\bpress releases?\b.{0,20}|communiqu[ée]|statement|live|menu|advertisement|skip\b.*"
    r"|pressemitteilung|comunicado|пресс-релиз",
    re.IGNORECASE,
)
_BY = re.compile(r"\s*(?:by|von|par|por|di)\s", re.IGNORECASE)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b")
_PARTS = re.compile(r"\s[|›»>•·–—-]\s|[,;:]\s|\.\s")
_LETTERS = re.compile(r"[\W_]+")
_TOP, _BOTTOM = 3, 12
_ABOVE = 10
"""Stretches above the headline among which the outlet's name is."""
_TAG = 12
"""Characters of a line that is passed over though it is no name: "हिन्दी", "+ 52°"."""
_LONGEST, _OFFICIAL = 6, 10
"""Words of an outlet's name, and of an office's."""
_READ = 20_000
"""Characters of an article in which it may call itself by its name."""
_ACTS = r"(?:has|have|is|said|says|calls?|asks?|urges?|learned|reported|documented|understands|contacted)"
_TELLS = r"(?:told|tells|to|with|by)\s(?:the\s)?"


def find_publisher(source: Source, passages: Sequence[Passage], title: str | None) -> str | None:
    """Return the outlet that a closing line, the end of the title or the masthead names, None where nothing does."""
    found = (
        _by_line(_NOTICES, source, passages)
        or _by_suffix(title or "")
        or _by_masthead(source, passages)
        or _by_line(_RIGHTS, source, passages)
    )
    return found or next((name for line in _dated(source, passages) if (name := _on_line(line, source))), None)


def _dated(source: Source, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the lines that date an article and name no author with a "By"."""
    for passage in passages:
        if passage.kind == "byline":
            lines = source.text[passage.span.start : passage.span.end].split("\n")
            yield from (line for line in lines if len(line) <= _LINE and not _BY.match(line) and _DATED.search(line))


def _on_line(line: str, source: Source) -> str | None:
    """Return the outlet of "The Gazette, 5 March 2023" or "5 March 2023 - Evening Monitor, with agencies"."""
    return next((part.strip() for part in _PARTS.split(line) if is_outlet(part.strip(), source)), None)


def _is_section(line: str) -> bool:
    """Tell whether a line is the name of a section, or of several."""
    words = line.lower().replace("&", " ").split()
    return _SECTION.fullmatch(line) is not None or (words_of("titles.sections") | {"and"}).issuperset(words)


def is_outlet(name: str, source: Source) -> bool:
    """Tell whether a name is an outlet's: by a word such as Times or Radio, or because the file is called by it."""
    if not _NAME.fullmatch(name) or _is_section(name) or _NO_NAME.fullmatch(name) or is_agency(name):
        return False
    named = len(name.split()) > 1 and _OUTLET_WORDS.search(name) is not None
    return (named or _is_filed(name, source)) and not _DATED.search(name)


def _by_line(patterns: Sequence[re.Pattern[str]], source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the outlet of the first line around the article that fits one of some patterns."""
    for line in _around(source, passages):
        for pattern in patterns:
            match = pattern.search(line)
            if match and not is_agency(match["outlet"]):
                return match["outlet"].strip(" ,.")
    return None


def _around(source: Source, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the lines around the article that are not too long."""
    for passage in passages:
        if passage.kind not in {"body", "headline", "comment-form"}:
            lines = source.text[passage.span.start : passage.span.end].split("\n")
            yield from (line for line in lines if len(line) <= _LINE)


def _by_masthead(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the name on the first lines of a page, above the headline, where something shows it to be the outlet's."""
    top = source.text[:_LINE].lstrip().casefold()
    for line in _around(source, passages):
        holder = _HOLDER.search(line)
        if holder and top.startswith(holder["outlet"].casefold()) and not is_agency(holder["outlet"]):
            return holder["outlet"].strip(" ,.")
    found = next((name for line in _top(source, passages) if (name := _named(line, source, passages))), None)
    return found or _by_letterhead(source, passages)


def _by_letterhead(source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the first name above the headline, where it is called as outlets and offices are, or a menu is below."""
    head = list(takewhile(lambda passage: passage.kind in {"furniture", "promotion", "byline"}, passages[:_ABOVE]))
    if len(head) == len(passages) or not head:
        return None
    lines = [(source.text[one.span.start : one.span.end][:_LINE].split("\n")[0].strip(), one.rule) for one in head]
    for place, (line, rule) in enumerate(lines):
        row = rule == "menu" and len(_COLUMNS.split(line)) > 1
        if row or _PASSED.fullmatch(line) or _STATE.match(line) or _DATED.search(line) or _is_section(line):
            continue
        if not _NAME.fullmatch(line) and len(line) <= _TAG:
            continue
        if (
            len(line.split()) > (_OFFICIAL if _BODY.search(line) else _LONGEST)
            or not _NAME.fullmatch(line)
            or _NO_NAME.fullmatch(line)
            or is_agency(line)
        ):
            return None
        called = len(line.split()) > 1 and (_OUTLET_WORDS.search(line.title()) or _BODY.search(line))
        below = any(rule == "menu" or _PASSED.fullmatch(other) for other, rule in lines[place + 1 : place + 5])
        return _as_written(line, source, passages) if called or below else None
    return None


def _top(source: Source, passages: Sequence[Passage]) -> Iterator[str]:
    """Yield the first lines, as far as they stand above headline and article."""
    for passage in passages[:_TOP]:
        if passage.kind not in {"furniture", "promotion"}:
            return
        yield source.text[passage.span.start : passage.span.end][:_LINE].split("\n")[0]


def _named(line: str, source: Source, passages: Sequence[Passage]) -> str | None:
    """Return the outlet that a line at the top is, as the article itself writes it."""
    name = _CUT.split(line, maxsplit=1)[0].strip()
    if not _NAME.fullmatch(name) or _is_section(name) or _NO_NAME.fullmatch(name) or is_agency(name):
        return None
    if _is_filed(name, source) or _is_repeated(name, source, passages):
        return _as_written(name, source, passages)
    titled = name.casefold().startswith("the ") and _OUTLET_WORDS.search(name.title()) is not None
    own = _as_written(name, source, passages)
    return own if titled or own != name else None


def _is_filed(name: str, source: Source) -> bool:
    """Tell whether the file's name or the address holds the name of the outlet."""
    short = _LETTERS.sub("", name.casefold().removeprefix("the "))
    place = f"{source.origin} {source.url or ''}".casefold()
    return (len(short) > 4 and short in _LETTERS.sub("", place)) or (len(short) > 2 and short in _LETTERS.split(place))


def _is_repeated(name: str, source: Source, passages: Sequence[Passage]) -> bool:
    """Tell whether another line around the article, near the end, names the outlet too."""
    folded = name.casefold()
    closing = (line.casefold() for line in _around(source, passages[_TOP:][-_BOTTOM:]))
    return len(name) > 4 and any(folded in line for line in closing)


def _as_written(name: str, source: Source, passages: Sequence[Passage]) -> str:
    """Return the name as the article writes it where it speaks of itself: a masthead may be in capitals."""
    pattern = re.compile(rf"\b(?:{_TELLS}({re.escape(name)})\b|({re.escape(name)})\s{_ACTS}\b)", re.IGNORECASE)
    read = 0
    for passage in passages if len(name.split()) > 1 else ():
        if passage.kind != "body" or read > _READ:
            continue
        text = source.text[passage.span.start : passage.span.end][:_READ]
        read += len(text)
        match = pattern.search(text)
        if match:
            found = match[1] or match[2]
            return f"The {found[4:]}" if found.startswith("the ") else found
    return name


def _by_suffix(title: str) -> str | None:
    """Return the outlet at the end of a title: "Ferry sinks | The Gazette"; a dash alone needs a word such as News."""
    match = _SUFFIX.search(title[-_LINE:])
    if match is None:
        return None
    name = match[2].strip()
    named = name[:1].isupper() and not _is_section(name) and len(name.split()) <= 5
    sure = match[1] == "|" or _OUTLET_WORDS.search(name)
    return name if named and sure and not is_agency(name) else None
