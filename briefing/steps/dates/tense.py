"""A place in a sentence -> past, future or limit: which way a weekday or a date without a year is to be read."""

import re
from typing import Literal

Tense = Literal["past", "future", "limit", "near", "unsure"]
"""Near: an agreed beginning, which may be a day or two on either side of now. Unsure: no verb that we know tells."""

_REACH = 160
_FUTURE_WORDS = {
    "en": r"will|won['’]t|shall|due|upcoming|forthcoming|scheduled|slated|must|should|deadline|would(?! have)"
    r"|(?<=['’])ll"
    r"|(?:is|are|was|were|be)\s(?:soon\s|now\s|still\s|also\s|not\s)?(?:set|expected|planned|going|forecast(?:ed)?|predicted|likely|supposed|bound)|(?:plan|vow|threaten|promise|prepare|agree|pledge|intend|hope"
    r"|aim|ask|urge|invite|propose|expect|order)(?:s|d|ed|ned|n?ing)?\s(?:\w+\s){0,4}?(?:to|for)|call(?:s|ed|ing)?\s(?:for|on)"
    r"|expects|anticipates?|foresees?|predicts|(?:has|have)\s(?:an?|another)\s(?:\w+\s){1,3}?on(?=\s$)"
    r"|(?:is|are|has|have)\sto|to\sbe|ahead\sof|may(?!\shave)|could(?!\shave)"
    r"|(?:opens|begins|starts|resumes|concludes|premieres|kicks\soff|takes\splace|goes\son\s(?:sale|trial)|comes\sinto\sforce"
    r"|takes\seffect)|(?:plays?|faces?|hosts?|visits?|reports\s\w+)(?=\s(?:on\s)?$)",
    "de": r"wird|werden|sollen?|will|wollen|möchten?|dürften?|könnten?|geplant|planen|vorgesehen|anberaumt|erwarten"
    r"|(?:ist|sind)\s(?:\w+\s){0,3}?(?:angekündigt|angesetzt|erwartet)"
    r"|kommende[nmrs]?|nächste[nmrs]?|wurden?\s(?:\w+\s){0,6}?auf(?=\s(?:den\s)?$)",
    "fr": r"(?-i:[a-zà-ÿ]\w{0,20}(?:era|ira|dra|vra|rra|ront))|aura|va|vont|doi(?:t|ve|vent)|devraient|devrait"
    r"|pourrait|pourraient|prévue?s?|attendue?s?|programmée?s?|à\svenir|prochaine?s?"
    r"|(?:fix|report|repouss|convoqu|annonc)ée?s?\s(?:à|au|pour)(?:\sle)?",
    "es": r"(?-i:[a-zñ]\w{0,20}(?:rá|rán))|debe|deben|van?\sa|podría|podrían|prevista?o?s?|prevé|prevén"
    r"|se anuncian?|que viene|espera(?:n|d[oa]s?)?|próxim[oa]s?"
    r"|(?:fijad|aplazad|convocad|programad|anunciad)[oa]s?\spara(?:\sel)?",
    "it": r"\w{2,20}(?:rà|ranno)|previst[aoie]|attes[aoie]|dovrebbero?|potrebbero?|prossim[aoie]"
    r"|(?:fissat|rinviat|convocat)[aoie]\s(?:a|per)",
    "pt": r"\w{2,20}(?:rá|rão)|vão|vai|devem?|prevista?o?s?|esperad[oa]s?|espera|próxim[oa]s?"
    r"|(?:marcad|adiad|convocad)[oa]s?\spara(?:\sa)?",
    "ar": r"سوف|(?:ال)?مقرر|(?:ال)?متوقع|(?:ال)?مزمع|[يت]عتزم|[يت]توقع|[يت]نتظر|(?:ال)?(?:مقبل|قادم)ة?"
    r"|س[يت](?:تم|كون|عقد|بدأ|جتمع|صل|لتقي|زور|علن|جري|ناقش|شارك|شهد|عود|توجه|قام|صوت|نظر|فتح|غلق|بقى)(?:ون)?",
    "pl": r"będzie|będą|odbędzie|odbędą|rozpocznie|rozpoczną|zbierze|przyjedzie|planuj\w{1,6}|zaplanowan\w{1,3}"
    r"|spodziewan\w{1,3}|(?:ma|mają)\s(?:się|zostać|być|wrócić|stanąć|trafić|odbyć)|przyszł\w{1,3}|najbliższ\w{1,3}|potrwa",
    "tr": r"\w{2,20}(?:acak|ecek)(?:lar|ler|tır|tir)?|planlan\w{1,8}|bekleniyor|beklenen|önümüzdeki|gelecek",
    "nl": r"zal|zullen|moet|moeten|gepland|verwacht|verwachten|komende|volgende|wil|willen|(?:kondigde|kondigden)\saan",
    "uk": r"буде|будуть|відбудеться|відбудуться|розпочнеться|планує\w{0,4}|планують|очіку\w{2,6}"
    r"|заплановано|наступн\w{1,3}",
    "ru": r"будет|будут|состоится|состоятся|пройд[её]т|пройдут|планиру[ею]т(?:ся)?|намерен[аы]?|ожида[ею]т(?:ся)?"
    r"|предстоит|начн[её]т(?:ся)?|начнутся|откро[ею]тся|прибудет|прибудут|вернутся|верн[её]тся|рассмотрит"
    r"|(?:следующ|ближайш)\w{2,3}|(?:запланирован|назначен|перенес[её]н|отложен)[аоы]?(?:\sна)?",
}
_PAST_WORDS = {
    "en": r"said|says|told|was|were|had|did|made|took|came|went|began|left|saw|held|hit|killed|shot|fell|rose|broke"
    r"|struck|met|won|lost|spoke|wrote|found|sent|brought|got|gave|ran|led|became|grew|drove|flew|swept|spread|put|burst|kept"
    r"|(?:has|have)(?!\s(?:an?|the|no|his|her|my|their|our|its)\b)|since|\w{2,30}(?<!ne)(?<!e)ed",
    "de": r"sagten?|war|waren|wurden?|hatten?|worden|ge\w{3,20}t|kamen?|starb(?:en)?|ha(?:t|ben)"
    r"|gab(?:en)?|ging(?:en)?|fiel(?:en)?|stieg(?:en)?|brach(?:en)?|traf(?:en)?|schloss(?:en)?|begann(?:en)?|fand(?:en)?"
    r"|sank(?:en)?|rief(?:en)?|trat(?:en)?|nahm(?:en)?|schrieb(?:en)?|verlor(?:en)?|(?:ist|sind)\s(?:\w+\s){0,6}?ge\w{2,20}en"
    r"|(?-i:[a-zäöüß]{3,20}(?<!letz)(?<!zwei)(?<!drit)(?<!ers)te(?:n)?)",
    "fr": r"dit|a|ont|était|étaient|été|avait|avaient|s['’]est|se\ssont"
    r"|(?:est|sont)\s(?:\w+\s)?(?:arrivé|tombé|mort|venu|parti|entré|né|survenu|devenu|sorti|décédé|resté|revenu|intervenu)e?s?"
    r"|fut|furent|\w{2,20}(?:èrent|irent|urent)|\w{2,20}ée?s?\spar",
    "es": r"fue|fueron|dijo|ha|han|era|eran|había|habían|hizo|hubo|vino|tuvo|estuvo|puso|\w{2,20}(?:aron|ieron|ó)",
    "it": r"è|sono|stat[aoie]|ha|hanno|era|erano|aveva|avevano",
    "pt": r"foi|foram|disse|era|eram|tinha|\w{2,20}(?:aram|eram|iram|ou)",
    "ar": r"[وف]?(?:قال|قالت|أعلن|أعلنت|كان|كانت|قتل|أصيب|وقع|وقعت|شهد|شهدت"
    r"|قتلت|أصيبت|وصلت?|أدى|أدت|اندلعت?|لقي|لقيت|توفي|توفيت|ذكرت?|أكدت?|انهارت?|ضربت?|هزت?|غرقت?|أسفرت?|أفادت?|اعتقلت?|بدأت?"
    r"|تمت?|أطلقت?|دخلت?|خرجت?|مقتل|مصرع|لقوا|أغلقت?|سقطت?|انفجرت?|أجلت|أجلي)",
    "pl": r"\w{2,20}(?:ł|ła|ło|li|ły)|\w{3,20}(?:ano|ono|ęto|yto)",
    "tr": r"\w{2,20}(?:d[ıiuü]|t[ıiuü])(?:lar|ler)?|\w{2,20}(?:d[ıiuü]ğ[ıiuü]n[ıiuü]|t[ıiuü]ğ[ıiuü]n[ıiuü])",
    "nl": r"was|waren|werd|werden|had|hadden|heeft|hebben|zei|zeiden|kwam|kwamen|stierf|stierven|vielen|viel|begon"
    r"|begonnen|brak|kreeg|kregen|meldde|meldden|maakte|maakten|zonk|ging|gingen|overleden|omgekomen|ge\w{3,20}[dt]",
    "uk": r"\w{2,20}(?:ав|ив|ів|ув|яв|ла|ло|ли)(?:ся|сь)?|\w{3,20}(?:но|то)",
    "ru": r"\w{2,20}(?:ал|ил|ел|ла|ло|ли)(?:сь|ся)?",
}
_CUES = {
    language: re.compile(
        rf"\b(?:(?P<future>{future})|(?<!\bbe )(?<!\bbeing )(?P<past>{_PAST_WORDS[language]}))\b", re.IGNORECASE
    )
    for language, future in _FUTURE_WORDS.items()
}
_CLAUSE_END = re.compile(r"[;:—–]|[.?!]\s|,\s(?:and|but|while|after|when|which|who|und|et|y)\s")
_STATED_ONLY = frozenset({"ar", "de", "es", "fr", "nl", "pl", "ru", "tr", "uk"})
"""Languages of which only some verbs are known: where none tells, a bare weekday is not worked out."""
_LIMIT = re.compile(
    r"\b(?:until|till|through|for|ahead of|bis(?: zum)?|jusqu['’](?:au|à|en)|d['’]ici(?: à)?"
    r"|hasta(?: el| la \w+ del)?|fino al?|até|tot|aż do|до(?: вечера| утра| ночи| полудня| конца)?|حتى(?: \w+)?)\s"
    r"(?:the\s|late\s|early\s|next\s|at least\s){0,3}$",
    re.IGNORECASE,
)
_FOR = {
    "ar": re.compile(r"(?<!\w)ليوم\s$"),
    "de": re.compile(r"\bfür(?:\s(?:den|diesen))?\s$", re.IGNORECASE),
    "es": re.compile(r"\bpara(?:\s(?:el|este))?\s$", re.IGNORECASE),
    "fr": re.compile(r"\bpour(?:\s(?:le|ce))?\s$", re.IGNORECASE),
    "it": re.compile(r"\bper\s$", re.IGNORECASE),
    "nl": re.compile(r"\bvoor\s$", re.IGNORECASE),
    "pl": re.compile(r"\w(?<!\bnoc)\sna\s$", re.IGNORECASE),
    "pt": re.compile(r"\bpara(?:\s(?:[ao]|esta|este))?\s$", re.IGNORECASE),
    "ru": re.compile(r"\w(?<!\bночь)\sна\s$|\bобъяв(?:ил[аио]?|лен[аоы]?)\s$", re.IGNORECASE),
}
"""What says of a day right behind it that it is still to come, however long ago it was set: "convoqué pour jeudi"."""
_FINITE = re.compile(r"\w+ed\b|was|were", re.IGNORECASE)
_LASTED = re.compile(
    r"\b(?:lasted|continued|raged|worked|stayed|remained|ran|waited|went on|dragged on)\s(?:\w+\s){0,4}$", re.IGNORECASE
)
_REPORTED = re.compile(
    r"\b(?:said|told|announced|reported|confirmed|added|killed|died|arrested|detained|arrived|happened|occurred)\s(?:\w+\s)?"
    r"(?:early\s|late\s|on\s|earlier\s|in\s){0,3}$",
    re.IGNORECASE,
)
_AGREED = re.compile(
    r"\bagree(?:s|d|ment|ments)?\b[^.;]{0,80}\b(?:from|starting|beginning|effective|effect)\s(?:[\w.:]+\s){0,3}$",
    re.IGNORECASE,
)
_JOINED = re.compile(r",|\s(?:and|but|or)\s", re.IGNORECASE)
_AFTER = re.compile(
    r"\s(?:expected|planned|scheduled|upcoming|deadline)\b"
    r"|\W{1,2}(?:\w+\W){0,2}?(?:will|won['’]t|(?:is|are|being)\s(?:due|set|expected|to|planned|scheduled|likely)|wird|sera|será|sarà|будет)\b"
)


def tense(text: str, place: tuple[int, int], around: tuple[int, int], language: str = "en") -> Tense | None:
    """Return how the clause around a place in a text speaks of it, None where nothing tells.

    Only the stretch `around` is looked at: what lies between the neighbouring date expressions.
    """
    (start, end), (since, until) = place, around
    before, after = text[max(since, start - _REACH) : start], text[end : min(until, end + _REACH)]
    limit = _LIMIT.search(before)
    if limit:
        return "past" if _LASTED.search(before[: limit.start()]) else "limit"
    if language in _FOR and _FOR[language].search(before):
        return "future"
    if _AGREED.search(before):
        return "near"
    if _REPORTED.search(before):
        return "past"
    cues = _CUES.get(language, _CUES["en"])
    clause = _last(cues, _CLAUSE_END.split(before)[-1])
    if _AFTER.match(after) and not (clause and _JOINED.match(after)):  # "which came on Tuesday, will be ..." is past
        return "future"
    unknown: Tense | None = "unsure" if language in _STATED_ONLY else None
    return clause or _last(cues, before) or _first(cues, _CLAUSE_END.split(after)[0]) or unknown


def _last(cues: re.Pattern[str], text: str) -> Tense | None:
    found: Tense | None = None
    for match in cues.finditer(text):
        found = "future" if match["future"] else "past"
    return found


def _first(cues: re.Pattern[str], text: str) -> Tense | None:
    """Return what the first verb after a date says: "on Monday urged them to" is past, though it asks for something."""
    match = cues.search(text)
    if match is None:
        return None
    return "future" if match["future"] and not _FINITE.match(match[0]) else "past"
