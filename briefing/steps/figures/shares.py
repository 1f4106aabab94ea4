"""The links of a sentence -> the links that follow from them: shared verbs, parts of a count, running totals."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from briefing.steps.figures.layout import AUXILIARIES, BE, PART_WORDS, Layout, Link
from briefing.steps.figures.measures import Trigger
from briefing.steps.figures.subjects import Phrase, lookup
from briefing.steps.figures.words import words

_GROUPS = words("groups")
_TOTALS = words("totals")
_HANGERS = frozenset(
    ["of", "with", "by", "from", "for", "to", "were", "was", "the", "in", "at", "on", "near"]
)  # "lost 47 miners, and 12 were saved"
_JOINTS = frozenset({"and", "or", "/", "later", "then", "also", "either", "subsequently"})
_WHERE = frozenset({"in", "at", "near"})
_ONE_PLACE = 8  # words, the place's name among them, after which the next place's count follows
_DAYS = words("days")
_CLAUSES = frozenset({"as", "but", "said", "that", "when", "which", "while", "who"})
_STATES = frozenset({"condition", "custody", "danger", "detention", "need", "state", "total"})
_REACHED = frozenset({"exceeded", "hit", "passed", "reached", "stands", "stood", "surpassed", "topped"})
_OWN = frozenset({"her", "his", "its", "their"})
_GRAVELY = frozenset({"badly", "critically", "gravely", "seriously", "severely", "slightly"})
_MORTAL = frozenset({"killed", "injured", "missing"})
_INTRODUCTIONS = frozenset(
    {("among", "them"), ("among", "whom"), ("of", "whom"), ("of", "them"), ("them", ","), ("including", "the")}
)


def head_start(layout: Layout, trigger: Trigger, head: int | None) -> int:
    """Where "among the dead" or "among twelve killed" begins, if the word there is "among"."""
    first = trigger.first if head is None else layout.phrases[head].first
    return first - 1 - (layout.word(first - 1) in {"the", "those"})


def among(layout: Layout, trigger: Trigger) -> list[Link]:
    """ "three children are among the dead", "among the dead were three children", "the dead include three children"."""
    before = layout.words(trigger.first - 4, trigger.first)
    head = next((i for i, phrase in enumerate(layout.phrases) if phrase.last == trigger.first), None)
    start = head_start(layout, trigger, head)
    if layout.word(start) == "among":
        at = next(
            (i for i, p in enumerate(layout.phrases) if p.last <= start and set(layout.words(p.last, start)) <= BE),
            None,
        )
        after = trigger.last + (layout.word(trigger.last) in BE)
    elif before[-1:] == ["the"] and layout.word(trigger.last) in PART_WORDS:
        at, after = None, trigger.last + 1
    else:
        return []
    at = layout.starting(after) if at is None else at
    part = [] if at is None else [Link(phrase=at, trigger=trigger, part=True, head=head)]
    return part + ([] if head is None or head == at else [Link(phrase=head, trigger=trigger)])


def joint(layout: Layout, links: Sequence[Link]) -> list[Link]:
    """Share an amount between joined triggers: "12 arrested and freed"; "killed or injured" are casualties."""
    found = list(links)
    for one, two in pairwise(layout.triggers):
        between = set(layout.words(one.last, two.first)) - _DAYS
        if not between or not between <= _JOINTS:
            continue
        mine = [link for link in found if link.trigger in (one, two)]
        if len({link.phrase for link in mine}) != 1:
            continue
        mixed = one.measure != two.measure and {one.measure, two.measure} <= _MORTAL
        if mixed:
            found = [link for link in found if link not in mine]
            found.append(replace(mine[0], trigger=replace(mine[0].trigger, measure="casualties", weak=False)))
        elif len(mine) == 1 and "or" not in between:
            other = two if mine[0].trigger is one else one
            found.append(replace(mine[0], trigger=other))
    return found


def apposed(layout: Layout, links: Sequence[Link]) -> list[Link]:
    """Make parts of what adds up to the count before it: "ten missionaries, five men and five women"."""
    found = list(links)
    for head in links:
        amount = layout.phrases[head.phrase].amount
        at, left = head.phrase + 1, amount.low or 0
        while left > 0 and at < len(layout.phrases) and _follows(layout, at, found, head):
            left -= layout.phrases[at].amount.low or left + 1
            at += 1
        if left == 0 and at > head.phrase + 2 and amount.low == amount.high:
            places = range(head.phrase + 1, at)
            found = [replace(link, part=True, head=head.phrase) if link.phrase in places else link for link in found]
    return found


def _follows(layout: Layout, at: int, links: Sequence[Link], head: Link) -> bool:
    before, phrase = layout.phrases[at - 1], layout.phrases[at]
    between = layout.words(before.last, phrase.first)
    alike = any(link.phrase == at and link.trigger == head.trigger for link in links)
    first = at == head.phrase + 1
    return alike and (between in ([","], [":"]) if first else bool(between) and set(between) <= {",", "and"})


def totals(layout: Layout, links: Sequence[Link]) -> Iterator[Link]:
    """ "three more bodies were found, bringing the total to 15"."""
    bound = {link.phrase for link in links}
    for at, phrase in enumerate(layout.phrases):
        before = layout.words(phrase.first - 3, phrase.first)
        if at not in bound and before[-1:] in (["to"], ["at"]) and _TOTALS & set(before) and links:
            trigger = next(
                (link.trigger for link in reversed(links) if layout.phrases[link.phrase].first < phrase.first), None
            )
            if trigger is not None:
                yield Link(phrase=at, trigger=trigger, object=True)


def coordinated(layout: Layout, links: Sequence[Link]) -> Iterator[Link]:
    """ "three soldiers and two civilians": a neighbour without a verb of its own shares the verb."""
    bound = {link.phrase: link for link in links}
    order = list(range(len(layout.phrases)))
    for at, near in [*zip(order[1:], order, strict=False), *zip(order[-2::-1], order[:0:-1], strict=False)]:
        link = bound.get(near)
        if at in bound or link is None or link.part or not _joined(layout, at, near, link):
            continue
        bound[at] = Link(phrase=at, trigger=link.trigger, object=link.object)
        yield bound[at]


def _joined(layout: Layout, at: int, near: int, link: Link) -> bool:
    left, right = sorted((at, near))
    first, second = layout.phrases[left], layout.phrases[right]
    between = layout.words(first.last, second.first)
    if between[-1:] and between[-1] in _OWN:
        between = between[:-1]  # "a mother and her two children"
    conjunctions = {",", "and", "or", "plus", "as", "well", "&"}
    if (
        not between
        or len(between) > 4
        or set(between) - conjunctions
        or first.amount.high == 0
        or is_introduced(layout, second)
        or is_pronominal(layout, right)  # "carried 45 people, 19 of whom died"
    ):
        return False
    if at == right and not link.object and layout.phrases[near].last <= link.trigger.first:
        return second.last <= link.trigger.first  # not "12 were killed and 30 others watched"
    if at == left:
        return not link.object and layout.word(first.first - 1) not in _HANGERS | _REACHED
    return layout.phrases[at].noun is not None and not begins_verb(layout, second.last)


def spread(layout: Layout, links: Sequence[Link]) -> list[Link]:
    """Make parts of what is counted place by place: "eleven were killed in Salo, nine in Mire and two elsewhere"."""
    found = list(links)
    bound = {link.phrase for link in links}
    for head in links:
        last = max(layout.phrases[head.phrase].last, head.trigger.last)
        following = [at for at, phrase in enumerate(layout.phrases) if phrase.first >= last]
        if following and _at_place(layout, last) and bound.isdisjoint(following) and _goes_on(layout, last, following):
            found[found.index(head)] = replace(head, part=True)
            found += [replace(head, phrase=at, part=True) for at in following]
    return found


def _at_place(layout: Layout, at: int) -> bool:
    """Whether "in Salo" or "elsewhere" stands at a place."""
    named = at + 1 < len(layout.tokens) and layout.tokens[at + 1].text[0].isupper()
    return layout.word(at) == "elsewhere" or (layout.word(at) in _WHERE and named)


def _goes_on(layout: Layout, last: int, following: Sequence[int]) -> bool:
    """Whether each of some amounts, without nouns of their own, stands behind the place before and before its own."""
    for phrase in (layout.phrases[at] for at in following):
        joined = phrase.noun is None and layout.word(phrase.first - 1) in {",", "and"}
        if not joined or not _at_place(layout, phrase.last) or phrase.first - last > _ONE_PLACE:
            return False
        last = phrase.last
    return True


def elided(layout: Layout, links: Sequence[Link]) -> Iterator[Link]:
    """ "33 died at once and five more in hospital", "12 were held on Monday, 20 on Tuesday": the verb is understood."""
    bound = {link.phrase: link for link in links}
    for at, phrase in enumerate(layout.phrases[1:], 1):
        link = bound.get(at - 1)
        if link is None or at in bound or phrase.noun is not None or phrase.amount.bare:
            continue
        start = max(layout.phrases[at - 1].last, link.trigger.last)
        near = start < phrase.first <= start + _ONE_PLACE and not _CLAUSES & set(layout.words(start, phrase.first))
        if near and layout.word(phrase.first - 1) in {"and", ","} and _is_elsewhere(layout, phrase.last):
            bound[at] = replace(link, phrase=at, head=None)
            yield bound[at]


def _is_elsewhere(layout: Layout, at: int) -> bool:
    """Whether a time or a place stands here, and no verb behind it."""
    end = next((place for place in range(at, len(layout.tokens)) if not layout.word(place)[0].isalpha()), at)
    words = layout.words(at, end)
    verbal = any(begins_verb(layout, place) for place in range(at, end))
    day = words[:1] == ["on"] and len(words) > 1 and words[1] in _DAYS
    place = bool(words) and words[0] in _WHERE and not _STATES & set(words)
    return (day or place) and len(words) <= _ONE_PLACE and not verbal


def begins_verb(layout: Layout, at: int) -> bool:
    """Whether a new clause's verb follows, so that the phrase before it is a subject and no second object."""
    word = layout.word(at)
    return (
        word in AUXILIARIES
        or (bool(word) and word[0].isalpha() and word.endswith("ed"))
        or word in {"took", "fled", "said", "went"}
    )


def is_introduced(layout: Layout, phrase: Phrase) -> bool:
    """Whether the phrase is announced as a part: "including 12", "among them 12", "of whom 12"."""
    before = layout.words(phrase.first - 2, phrase.first)
    return bool(before) and (before[-1] in PART_WORDS or tuple(before) in _INTRODUCTIONS)


def is_pronominal(layout: Layout, at: int) -> bool:
    """Whether a phrase picks some out of those before: "three of them", "two of whom"."""
    last = layout.phrases[at].amount.last
    return layout.word(last) == "of" and layout.word(last + 1) in {"them", "whom", "those", "these"}


def parts(layout: Layout, links: Sequence[Link]) -> Iterator[Link]:
    """ "including three children", "three of them children": a part with its head's measure."""
    bound = {link.phrase: link for link in links}
    previous = False
    for at, phrase in enumerate(layout.phrases):
        joined = previous and set(layout.words(layout.phrases[at - 1].last, phrase.first)) <= {",", "and"}
        partial = is_introduced(layout, phrase) or _told_apart(layout, at) or _is_worse(layout, phrase)
        previous = at not in bound and (partial or joined)
        head = _head(bound, at) if previous else None
        if head is not None:
            yield Link(phrase=at, trigger=bound[head].trigger, object=bound[head].object, part=True, head=head)


def _told_apart(layout: Layout, at: int) -> bool:
    """ "three of them children", "two of them critically", but not "three of them told reporters"."""
    phrase = layout.phrases[at]
    after = layout.word(phrase.last)
    return is_pronominal(layout, at) and (
        phrase.noun is not None
        or not after[:1].isalpha()
        or after.endswith("ly")
        or after in {"in", "under", "over", "aged"}
        or lookup(after) not in {"", "thing"}
    )


def _is_worse(layout: Layout, phrase: Phrase) -> bool:
    """ "23 passengers were hurt, four critically"."""
    return layout.word(phrase.first - 1) == "," and phrase.noun is None and layout.word(phrase.last) in _GRAVELY


def _head(bound: dict[int, Link], at: int) -> int | None:
    return next((i for i in range(at - 1, -1, -1) if i in bound and not bound[i].part), None)


def marked(layout: Layout, link: Link, links: Sequence[Link]) -> Link:
    """Mark a link as a part where its own words say so although it has a verb of its own."""
    phrase = layout.phrases[link.phrase]
    told = phrase.last <= link.trigger.first and layout.word(link.trigger.first - 1) in {"the", "those"}
    counted_out = phrase.partitive and told  # "six of the dead"
    if link.part or not (counted_out or is_introduced(layout, phrase) or is_pronominal(layout, link.phrase)):
        return link
    bound = {other.phrase: other for other in links}
    return replace(link, part=True, head=_head(bound, link.phrase))


def is_place(layout: Layout, at: int, trigger: Trigger) -> bool:
    """Whether an amount only says where people are from: "900 residents | of three villages | to safety"."""
    phrase = layout.phrases[at]
    of = layout.word(phrase.first - 1) in {"of", "from", "in"} and layout.word(phrase.first - 2) not in _GROUPS
    return of and phrase.group == "thing" and trigger.kind == "people" and at > 0
