"""Text -> date expressions as they are written: patterns over one letter a token, nothing resolved yet."""

import re
from collections.abc import Callable

from briefing.steps.dates.expressions import Calendar, Expression, Modifier, Offset, Partial, Unit, Weekday
from briefing.steps.dates.tokens import Tokens, may_hold_dates, tokenize
from briefing.steps.dates.words import DAY, FORTNIGHT, YEAR

Builder = Callable[[Tokens, re.Match[str]], Expression | None]


def _place(tokens: Tokens, match: re.Match[str]) -> tuple[int, int]:
    """Return where the tokens of a match stand, without a full stop at the end."""
    last = match.end() - 1
    while tokens.letters[last] in ".,(":
        last -= 1
    last += "(" in match[0] and tokens.letters[last + 1 : last + 2] == ")"
    return tokens.spans[match.start()][0], tokens.spans[last][1]


def _group(tokens: Tokens, match: re.Match[str], name: str) -> int | None:
    """Return the value of a named group, None where the pattern lacks it or it matched nothing."""
    index = match.start(name) if name in match.re.groupindex else -1
    return None if index < 0 else tokens.value(index)


def _before(tokens: Tokens, match: re.Match[str]) -> str:
    return tokens.letters[match.start() - 1 : match.start()]


def _calendar(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build a date or range from the groups d m y (first) and D M Y (last), w and mod."""
    day, month, year, last_day, last_month, last_year = (_group(tokens, match, name) for name in "dmyDMY")
    if last_year is not None and last_year < 100 and year is not None:
        last_year += year // 100 * 100
    last = Partial(last_year or year, last_month or month, last_day or day)
    if year is None and last.year is not None:
        wraps = (month or last.month or 1) > (last.month or 1)
        year = last.year - wraps
    first = Partial(year, month or last.month, day)
    if first.day and first[:2] == last[:2] and first.day > (last.day or 0):  # "January 19-5" is no range
        return None
    start, end = _place(tokens, match)
    modifier = "event" if tokens.letters[match.end() : match.end() + 1] == "7" else _modifier(match)
    weekday, years = _group(tokens, match, "w"), _years_away(tokens, match)
    return Calendar(start=start, end=end, first=first, last=last, modifier=modifier, weekday=weekday, years=years)


def _years_away(tokens: Tokens, match: re.Match[str]) -> int | None:
    """Return -1 for a date of "last year", None where no year is spoken of."""
    if _group(tokens, match, "u") != YEAR:
        return None
    return {"l": -1, "s": 0, "n": 1}[match["rel"]]


def _modifier(match: re.Match[str], group: str = "mod") -> Modifier:
    written = match[group] if group in match.re.groupindex else ""
    names: dict[str, Modifier] = {"l": "last", "L": "last", "n": "next", "s": "this"}
    return names.get(written[-1:] if written else "", "")


def _pair(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build a range; "5 and 6 January" is one, "5 and 9 January" only after "between"."""
    found = _calendar(tokens, match)
    if match["s"] != "&" or found is None or _before(tokens, match) == "b":
        return found
    days = (found.last.day or 0) - (found.first.day or 0)
    return found if days == 1 and found.first.month == found.last.month else None


def _month_day(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build "May 12", but not from "In May 12 people": what is counted follows."""
    counted = tokens.letters[match.end() : match.end() + 1] == "c"
    return None if counted and not match["y"] and _before(tokens, match) != "O" else _calendar(tokens, match)


def _twice_named(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build a date whose month is written in both Arabic calendars of names."""
    return _calendar(tokens, match) if tokens.value(match.start("m")) == tokens.value(match.start("again")) else None


def _years(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build "1991-1995", "2010-11" and "between 1991 and 1995"."""
    needs = {"&": "b", "t": "fb"}.get(match["s"])
    clock = not tokens.written(match.start("Y")).isdigit()  # "2021 - 10:15", "2021-$5"
    if clock or (needs and _before(tokens, match) not in tuple(needs)):
        return None
    found = _calendar(tokens, match)
    return found if found and (found.first.year or 0) < (found.last.year or 0) < 2100 else None


def _in_figures(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build a date from figures; 01/02/2023 in English has two readings."""
    one, two, three = (int(part) for part in re.split(r"[-./]", tokens.written(match.start())))
    start, end = _place(tokens, match)
    if one > 31:
        first, other = Partial(one, two, three), None
    else:
        first, other = Partial(three, two, one), Partial(three, one, two)
        if "." in tokens.written(match.start()) or tokens.language != "en" or one == two:
            other = None
    return Calendar(start=start, end=end, first=first, last=first, other=other)


def _holiday(tokens: Tokens, match: re.Match[str]) -> Calendar | None:
    """Build New Year's Day and Eve, Christmas Day and Eve, Boxing Day."""
    start, end = _place(tokens, match)
    days = {"New Year Eve": (12, 31), "New Year Day": (1, 1), "Christmas Eve": (12, 24)}
    days |= {"Christmas Day": (12, 25), "Boxing Day": (12, 26)}
    words = [tokens.written(index) for index in range(match.start(), match.end()) if tokens.letters[index] != "'"]
    if " ".join(words) not in days:
        return None
    date = Partial(None, *days[" ".join(words)])
    return Calendar(start=start, end=end, first=date, last=date)


def _weekday(tokens: Tokens, match: re.Match[str]) -> Weekday:
    """Build a weekday, with the week where that is written: "Monday last week"."""
    start, end = _place(tokens, match)
    weekday = tokens.value(match.start("w"))
    if match["u"]:
        return Weekday(start=start, end=end, weekday=weekday, weeks={"l": -1, "s": 0, "n": 1}[match["week"]])
    modifier = _modifier(match, "post" if match["post"] else "mod")
    return Weekday(start=start, end=end, weekday=weekday, modifier=modifier)


def _offset(tokens: Tokens, match: re.Match[str]) -> Offset | None:
    """Build "yesterday morning", "last night", "this evening"; "USA Today" is a name."""
    start, end = _place(tokens, match)
    if match["mod"]:
        return Offset(start=start, end=end, days=-1 if match["mod"] == "l" else 0)
    index = match.start("r")
    named = tokens.written(index)[0].isupper() and index > 0 and tokens.written(index - 1)[0].isalnum()
    further = {"u": 0, "b": -1, "a": 1}["u" if not match["more"] else tokens.written(match.end("more") - 1)[0].lower()]
    return None if named else Offset(start=start, end=end, days=tokens.value(index) + further)


def _overnight(tokens: Tokens, match: re.Match[str]) -> Offset:
    start, end = _place(tokens, match)
    return Offset(start=start, end=end, days=-1, nights=1)


def _unit(tokens: Tokens, match: re.Match[str]) -> Unit | None:
    """Build "last week", "earlier this year", "over the weekend"; "in his third speech this week" is no day."""
    index = match.start("u")
    unit = tokens.value(index)
    if unit in {DAY, FORTNIGHT} or _is_plural(tokens, index) or _counts(tokens, match.start()):
        return None
    start, end = _place(tokens, match)
    modifier = _modifier(match) or "this"
    earlier = "e" in match.groupdict() and match["e"] and tokens.written(match.start("e")).lower() == "earlier"
    return Unit(start=start, end=end, unit=unit, modifier="so far" if earlier and modifier == "this" else modifier)


def _is_plural(tokens: Tokens, index: int) -> bool:
    return tokens.language == "en" and tokens.written(index).endswith("s")


def _unit_behind(tokens: Tokens, match: re.Match[str]) -> Unit | None:
    """Build "la semaine dernière"; English has its "last" before the week."""
    return None if tokens.language == "en" else _unit(tokens, match)


def _counts(tokens: Tokens, index: int) -> bool:
    """Tell whether an ordinal stands shortly before, in the same clause."""
    return bool(re.search(r"6[^,.()]*$", tokens.letters[max(index - 9, 0) : index]))


def _ago(tokens: Tokens, match: re.Match[str]) -> Offset | Unit | None:
    """Build "two days ago", but not "more than two days ago"."""
    if "Q" in tokens.letters[max(match.start() - 2, 0) : match.start()]:
        return None
    index = match.start("u")
    count = 1 if match["n"] == "a" else tokens.value(match.start("n"))
    unit = tokens.value(index)
    start, end = _place(tokens, match)
    if unit == DAY:
        return Offset(start=start, end=end, days=-count)
    return Unit(start=start, end=end, unit=unit, modifier="ago", count=count)


_W = r"(?:(?P<w>[Ww])\.?p?,?[h(]?)?"
_REL = r"(?:,?o?(?P<rel>[lns])(?P<u>u)(?!s))?"
_D = r"(?<!x-)(?P<d>D)"
_ANY_W = r"(?:[Ww]\.?,?)?"
_Y = r"(?:[-./]?,?o?(?P<y>Y)(?![c%T]))?"
_LAST_Y = _Y.replace("<y>", "<Y>")

RULES: tuple[tuple[str, str, Builder | None], ...] = (
    ("figures", r"I", _in_figures),
    (
        "M D - M D",
        rf"(?P<m>[Mm])\.?(?P<d>D)(?:,?(?P<y>Y))?,?(?P<s>[-t&]){_ANY_W}(?P<M>[Mm])\.?(?P<D>D){_LAST_Y}",
        _pair,
    ),
    (
        "D M - D M",
        rf"{_D}\.?o?(?P<m>[Mm])\.?(?:o?(?P<y>Y))?,?(?P<s>[-t&])h?{_ANY_W}h?(?P<D>D)\.?o?(?P<M>[Mm])\.?{_LAST_Y}",
        _pair,
    ),
    ("M D - D", rf"(?P<M>[Mm])\.?(?P<d>D)(?P<s>[-t&])(?P<D>D)(?![cMmT]){_LAST_Y}", _pair),
    ("D - D M", rf"{_D}\.?(?P<s>[-t&/])h?(?P<D>D)\.?o?(?P<M>[Mm])\.?{_LAST_Y}", _pair),
    ("D M/M", rf"{_W}{_D}(?P<m>[Mm])/?(?P<again>[Mm]){_Y}", _twice_named),
    ("D M", rf"{_W}{_D}[-./]?o?(?P<m>[Mm])\.?{_Y}'?{_REL}", _calendar),
    ("M D", rf"{_W}(?P<m>[Mm])\.?h?(?P<d>D){_Y}'?{_REL}", _month_day),
    ("holiday", r"(?<!B)(?:1u'?[2u]|32|[34]u)'?", _holiday),
    ("M - M", rf"(?<=[fb])(?P<m>[Mm])\.?(?P<y>Y)?(?P<s>[-t&])(?P<M>[Mm])\.?{_LAST_Y}", _calendar),
    ("M Y", r"(?P<m>[Mm])\.?,?o?(?P<y>Y)(?!c)'?", _calendar),
    ("M", rf"(?:(?P<mod>[lns])|(?<=[ize])-?|(?<=[jftob])(?=M))(?P<m>[Mm])'?{_REL}", _calendar),
    ("Y - Y", r"(?P<y>Y)(?P<s>[-t&])(?P<Y>[YDN])(?!c)", _years),
    ("Y", r"(?:(?<=[izejbfS])|(?<=[eS][-o])|(?<=xo)|(?<=[ha])(?=Y[^-,.(c]))(?P<y>Y)(?![c%T]|-[xc])'?", _calendar),
    ("timetable", r"(?<![fb])W[-t]W", None),
    ("name of a day", r"[BH6a]e?W|WhD|W[Pu]|hW(?=j)", None),
    ("weekday", r"(?P<mod>s?[lLns])?e?-?(?P<w>W)'?p?(?:[oO]?(?P<week>[lns])(?P<u>u)|(?P<post>[ln])(?!u))?", _weekday),
    ("overnight", r"5(?=$|[,.)ijtfz&v])", _overnight),
    ("day before yesterday", r"gR", None),
    ("near day", r"(?P<more>h?uj)?[eE]?(?:(?P<mod>[ls])(?=p))?(?P<r>R|(?<=[ls])p)'?p?", _offset),
    ("near unit", r"(?<!h)(?P<e>E)?(?P<mod>[lns])(?P<u>[uK])'?", _unit),
    ("unit behind", r"(?P<u>[uK])(?P<mod>[ln])", _unit_behind),
    ("within the unit", r"(?P<e>E)ih(?P<u>u)", _unit),
    ("over the weekend", r"(?<=[iv])h(?P<u>K)", _unit),
    ("ago", r"(?P<n>[daD])(?P<u>u)G", _ago),
)
"""Name, pattern over the letters of the tokens, builder; in this order, each on what the earlier ones left.
A rule without a builder is a trap: what looks like a date and is none."""

_COMPILED = tuple((re.compile(pattern), build) for _, pattern, build in RULES)


def expressions(text: str, language: str) -> tuple[Expression, ...]:
    """Return the date expressions of a text in reading order; they never overlap."""
    if not may_hold_dates(text, language):
        return ()
    tokens = tokenize(text, language)
    found: list[Expression] = []
    for pattern, build in _COMPILED:
        taken = []
        for match in pattern.finditer(tokens.letters):
            expression = build(tokens, match) if build else None
            if expression is not None:
                found.append(expression)
            if expression is not None or build is None:
                taken.append(match.span())
        tokens = tokens.without(taken)
    return tuple(sorted(found, key=lambda expression: expression.start))
