"""A pile's names -> the towns and regions that a sentence limits itself to, where the event is wider than they are."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from briefing.model import Citation, NameMention, Pile
from briefing.steps.names.gazetteer import gazetteer


class Places:
    """Where the sentences of a pile say that things happened, countries and the places of the whole event left out."""

    def __init__(self, pile: Pile, numbers: Mapping[str, str]) -> None:
        nations = frozenset(gazetteer().nations.values())
        self._mentions: dict[str, list[NameMention]] = defaultdict(list)
        sources: dict[str, set[str]] = defaultdict(set)
        for mention in pile.names:
            if mention.kind == "place" and mention.name not in nations and mention.source in numbers:
                self._mentions[numbers[mention.source]].append(mention)
                sources[mention.name].add(mention.source)
        least = max(2, len(pile.documents) / 2)
        self._everywhere = frozenset(name for name, named in sources.items() if len(named) >= least)

    def limits(self, citation: Citation) -> frozenset[str]:
        """Return the places that the cited sentence names and that most sources do not."""
        mentions = self._mentions.get(citation.source, [])
        first = bisect_left(mentions, citation.start, key=lambda mention: mention.span.start)
        last = bisect_left(mentions, citation.end, key=lambda mention: mention.span.start)
        return frozenset(mention.name for mention in mentions[first:last]) - self._everywhere
