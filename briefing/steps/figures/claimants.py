"""A verb or preposition of claiming -> the claimant beside it: where its name begins and ends."""

from briefing.steps.figures.layout import AUXILIARIES, BE, Layout
from briefing.steps.figures.subjects import MONTHS, QUOTES
from briefing.steps.figures.words import words

SAY = words("say")
SHOW = words("show")
DAYS = words("days")
_KEEP_QUIET = frozenset({"asked", "declined", "requested", "refused", "wished", "spoke"})  # "who asked not to be named"
PRONOUNS = frozenset(["it", "he", "she", "they"])
_SKIP = words("skip")
_EDGES = QUOTES | words("edges")
OPENERS = words("openers")
_NOBODY = words("nobody")
_FINITE = words("finite")
_TURNS = QUOTES | {";", ":", "while", "but", "whereas"}
_RELATIVES = frozenset({"which", "who", "whose"})
_LONGEST = 22
_LISTING = frozenset({"includes", "included", "excludes", "excluded", "leaves", "left", "omits", "omitted"})
_ISSUED = frozenset({"based", "issued", "published", "released"})
_PERIODS = frozenset({"month", "night", "week", "weekend", "year"})
_CROWDS = frozenset({"dozens", "hundreds", "many", "others", "several", "thousands"})
_BEFORE_THING = frozenset({"on"})
"""Before a noun without an article, that is no claimant: "a team that came on foot reported"."""
_MARKS = frozenset({'"', "“", "”"})
_PAIRED = frozenset({",", "–", "—"})
_NAME, _SHORTEST = 5, 2  # words of a name at most, and the comma with a word
_REACH = 60


def forward(layout: Layout, first: int) -> int:
    """Where the claimant that begins at `first` ends."""
    at = first
    while at < len(layout.tokens) and at - first < _LONGEST:
        word = layout.word(at)
        edge = word in _EDGES - {"with"} | {"."} and (word != "that" or at > first)  # "that country's ministry"
        if edge or (at > first and word in DAYS | BE):
            break
        if word == "and" and layout.word(at + 1) in _CROWDS:
            break
        if at > first and word in _FINITE | AUXILIARIES | _LISTING:
            break
        if word in SAY | SHOW | {"put"} and layout.word(at + 1) != "by" and at > first:
            break
        if word in {"on", "in", "late", "early"} and layout.word(at + 1) in MONTHS | DAYS:
            break
        at += 1
    while at > first and layout.word(at - 1) in {"and", "in", "on", "a", "the"} | _ISSUED:
        at -= 1
    return _with_name(layout, at)


def _with_name(layout: Layout, at: int) -> int:
    """Take in the name that an office is followed by: "its director, | Dr Ana Ruiz"."""
    last = at + 1
    while last - at <= _NAME and layout.words(last, last + 1) and _is_name(layout, last):
        last += 1
    named = layout.word(at) == "," and last - at > _SHORTEST and layout.word(last) in {",", ".", ""}
    return last if named else at


def _is_name(layout: Layout, at: int) -> bool:
    return layout.tokens[at].text[0].isupper() and layout.word(at) not in DAYS | MONTHS


def backward(layout: Layout, verb: int) -> tuple[int, int]:
    """The claimant that ends before the verb."""
    last = verb
    while last > 0 and _skipped(layout, last - 1):
        last -= 1
    last -= layout.words(last - 1, last + 1) == ["at", "first"]
    last -= layout.word(last - 1) in _ISSUED
    if layout.word(last - 1) in {"which", "who"} and layout.word(last - 2) == ",":
        return _trimmed(layout, _boundary(layout, last - 2), last - 2), last - 2
    if layout.word(last - 1) == ")":
        return _named_short(layout, last - 1)
    if layout.word(last - 1) in _PAIRED and last > 1:
        return _apposition(layout, last - 1) or (last, last)
    first = _boundary(layout, last)
    first = _trimmed(layout, first, last)
    first = _without_clause(layout, first, last)
    thing = layout.tokens[first].text.islower() and layout.word(first - 1) in _BEFORE_THING if first < last else False
    if last - first == 1 and (layout.word(first) in _NOBODY or (thing and layout.word(first) not in PRONOUNS)):
        return last, last
    return first, last


def _named_short(layout: Layout, closing: int) -> tuple[int, int]:
    """The claimant before the short form that brackets give it: "Harbour Rights Watch (HRW) said"."""
    opening = closing - 2
    if layout.word(opening) != "(" or not layout.tokens[opening + 1].text.isupper():
        return closing + 1, closing + 1
    return _trimmed(layout, _boundary(layout, opening), opening), opening


def _without_clause(layout: Layout, first: int, last: int) -> int:
    """Where a claimant begins behind a clause of "we": "When we went to press | the hospital had counted 14"."""
    if layout.word(first) not in {"we", "i"} or last - first < _SHORTEST:
        return first
    return next((at for at in range(last - 1, first, -1) if layout.word(at) in {"the", "a", "an"}), first)


def before_verb(layout: Layout, first: int, last: int) -> int:
    """Where a claimant ends that ran into its verb: "The ministry | has put out a statement saying"."""
    for at in range(first + 1, last):
        if layout.word(at) in _RELATIVES | {"that"}:
            return last
        if layout.word(at) in AUXILIARIES:
            return at
    return last


def subject(layout: Layout, at: int) -> tuple[int, int]:
    """The subject of the clause that runs as far as `at`: "the mayor, Ana Ruiz, | gave a darker account, telling"."""
    first = at
    while first > 0 and layout.word(first - 1) not in _TURNS and at - first < _REACH:
        first -= 1
    if layout.word(first) in OPENERS | DAYS:
        first = next((place + 1 for place in range(first, at - 1) if layout.word(place) == ","), at)
    for last in range(first + 1, min(first + _LONGEST, at - 1)):
        if layout.word(last) == "," and (layout.word(last + 1) in _RELATIVES or _is_aside(layout.word(last + 1))):
            return first, last
        if layout.word(last) in _FINITE | BE | SAY or (layout.word(last).endswith("ed") and len(layout.word(last)) > 3):
            return first, last - (layout.word(last - 1) in {",", "also", "then"})
    return at, at


def speaker(layout: Layout, verb: int) -> tuple[int, int]:
    """Who stands before a verb of claiming, a clause between or not: "A team that walked, late, reported that"."""
    first, last = backward(layout, verb)
    if first < last or layout.word(verb + 1) != "that":
        return first, last
    first, last = subject(layout, verb)
    return first, last - (layout.word(last - 1) == "that")


def doer(layout: Layout, last: int, verb: int) -> tuple[int, int]:
    """Who did one thing and said another; nobody where someone else speaks: "They went in and counted six, he said"."""
    before, after = layout.words(0, last), layout.words(verb + 1, len(layout.tokens))
    spoken = sum(word in _MARKS for word in before) % 2 == 1 or not SAY.isdisjoint([*before, *after])
    first, end = (last, last) if spoken else subject(layout, last)
    return (last, last) if layout.word(first) in {"i", "we", "you"} else (first, end)


def is_number(layout: Layout, first: int, last: int) -> bool:
    """Whether a number that names nobody stands where a claimant would: "of the dead 40 confirmed"."""
    return any((phrase.first, phrase.last, phrase.noun) == (first, last, None) for phrase in layout.phrases)


def is_inserted(layout: Layout, at: int) -> bool:
    """Whether a name and a verb stand between commas: "400 people, Harbour Watch estimates, have fled"."""
    first = at
    while first > 0 and layout.tokens[first - 1].text[0].isupper():
        first -= 1
    return 0 < first < at and layout.word(first - 1) == "," and layout.word(at + 1) == ","


def _is_aside(word: str) -> bool:
    """ "visibly shaken", "speaking on the radio"."""
    return word.endswith(("ing", "ly"))


def _skipped(layout: Layout, at: int) -> bool:
    word = layout.word(at)
    if word in _SKIP or word in MONTHS or (word.endswith("ly") and word not in {"family", "italy", "assembly"}):
        return True
    return word[:1].isdigit() and len(word) < 5 and layout.word(at - 1) in MONTHS | {"on"}


def _boundary(layout: Layout, last: int) -> int:
    first = last
    while (
        first > 0
        and last - first < _LONGEST
        and (layout.word(first - 1) not in _EDGES or _describes(layout, first - 1, last))
    ):
        word = layout.word(first - 1)
        if word == "and" and not _coordinates(layout, first - 1):
            break
        if word in SAY and last - first > 0:
            break
        if (
            word == "."
            and layout.word(first) != ""
            and layout.word(first - 2) not in {"st", "mr", "mrs", "dr", "gen", "col", "lt", "sgt", "maj"}
        ):
            break
        first -= 1
    return first


def _describes(layout: Layout, at: int, last: int) -> bool:
    """Whether a "that" or "which" opens a clause about the claimant: "a group that monitors arrests said"."""
    verb, before = layout.word(at + 1), layout.word(at - 1)
    return (
        layout.word(at) in {"that", "which", "who"}
        and last - at > 2
        and verb.endswith(("s", "ed"))
        and before not in SAY | QUOTES | {","}
    )


def _coordinates(layout: Layout, at: int) -> bool:
    """Whether an "and" joins two claimants ("police and medics said") and not two clauses."""
    if any(phrase.last == at and layout.word(phrase.first - 1) in QUOTES | {","} for phrase in layout.phrases):
        return True  # ", two nurses and a doctor said"
    for back in range(at - 1, at - 5, -1):
        if back < 0 or layout.word(back) in _EDGES:
            return True
        if _is_content(layout, back):
            return False
    return False


def _is_content(layout: Layout, at: int) -> bool:
    """Whether a place belongs to what is claimed rather than to a claimant ("rescue", "toll" may be in a name)."""
    stated = {"participle", "verb", "ing"}
    spans = [(trigger.first, trigger.last) for trigger in layout.triggers if trigger.forms & stated]
    spans += [(phrase.first, phrase.last) for phrase in layout.phrases]
    return any(first <= at < last for first, last in spans)


def _trimmed(layout: Layout, first: int, last: int) -> int:
    """Drop "In Lima" from "In Lima the mayor": what opens with a preposition ends before the last article."""
    while first < last and (layout.word(first) in DAYS or layout.word(first) in {"and", "meanwhile", "however"}):
        first += 1
    near = layout.words(first + 1, min(first + 4, last))
    passed = next((place for place, word in enumerate(near, first + 2) if word in {"earlier", "later"}), None)
    if passed is not None:  # "A day earlier | the ministry"
        return passed
    if layout.word(first) in {"last", "this"} and layout.word(first + 1) in _PERIODS:
        return first + 2
    if layout.word(first) not in OPENERS:
        return first
    if layout.word(first + 1) in DAYS:  # "By Saturday | Norland"
        return first + 2
    articles = [
        at
        for at in range(first + 1, last)
        if layout.word(at) in {"the", "a", "an"} and layout.word(at - 1) not in OPENERS
    ]
    return articles[-1] if articles else last


def _apposition(layout: Layout, comma: int) -> tuple[int, int] | None:
    """ "Ana Ruiz, head of the agency, said": all of it; "the ministry, which had erred, said": the name alone."""
    mark = layout.word(comma)
    opening = next((at for at in range(comma - 1, max(comma - _LONGEST, 0), -1) if layout.word(at) == mark), 0)
    if opening == 0:
        return None
    first = _trimmed(layout, _boundary(layout, opening), opening)
    unnamed = layout.word(opening + 1) == "who" and layout.word(opening + 2) in _KEEP_QUIET
    if first == opening or (not unnamed and any(_is_content(layout, at) for at in range(first, opening))):
        return None  # "11 people are in hospital, including two children, said the mayor"
    if layout.word(opening + 1) in _RELATIVES or _is_aside(layout.word(opening + 1)):
        return first, opening
    content = any(_is_content(layout, at) for at in range(opening + 1, comma))
    return None if content else (first, comma)
