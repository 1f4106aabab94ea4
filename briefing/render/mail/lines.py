"""Views -> the lines of words that both bodies of a message share: citations, counts, sources, and what it rests on."""

from collections.abc import Iterator
from dataclasses import dataclass

from briefing.render.cite import ExtractView, PlacesView
from briefing.render.findings import FindingView
from briefing.render.ledger import RowView
from briefing.render.mail.sides import Shown, isolate
from briefing.render.sources import SourceView
from briefing.render.text import direction, shorten, visible
from briefing.render.view import View
from briefing.render.words import Words


@dataclass(frozen=True, slots=True)
class Lines:
    """What a template calls `say`; text that a source wrote is kept from reordering what stands beside it."""

    words: Words

    def extract(self, held: ExtractView) -> Shown:
        """Give a source's own words, our brackets among them, and where they stand."""
        way = direction(held.lang, "".join(piece.text for piece in held.pieces))
        pieces = (isolate(piece.text, way) if piece.kind == "clarification" else piece.text for piece in held.pieces)
        return Shown(f"{''.join(pieces)} [{self.cited(held)}]")

    def facts(self, page: View) -> str:
        """Say what the brief rests on: "Events of 2–5 May 2031. 3 sources, 2 independent ..."."""
        words, tally = self.words, page.tally
        counts = [words.count("sources", tally.sources)]
        if tally.outlets:
            counts.append(words.count("outlets", tally.outlets))
        if tally.sources > 1:
            counts.append(words.count("independent", tally.independent))
        period = f"{words.phrases['page']['period']} {page.period}. " if page.period else ""
        return f"{period}{', '.join(counts)}."

    def places(self, held: PlacesView) -> str:
        """Name places: "S1 ¶4, S2 ¶1 and 3 more"."""
        named = ", ".join(place.label for place in held.shown)
        more = f" {self.words.phrases['extract']['and']} {self.words.count('more', held.more)}" if held.more else ""
        return f"{named}{more}"

    def cited(self, held: ExtractView) -> str:
        """Say where an extract stands, where else, and who supports it."""
        say = self.words.phrases["extract"]
        parts = [self.places(held.quoted)]
        if held.same_text.shown:
            parts.append(f"{say['also']} {self.places(held.same_text)}")
        if held.supports.shown:
            parts.append(f"{say['supports']} {self.places(held.supports)}")
        if held.outlets > 1:
            counts = self.words.count("sources", held.outlets), self.words.count("origins", held.origins)
            parts.append(", ".join(counts))
        return "; ".join(parts)

    def row(self, row: RowView, longest: int = 400) -> Shown:
        """Say a count in its source's words, by whose account and as of when: "“12 people”; according to ..."."""
        say = self.words.phrases["figures"]
        parts = (self._counted(row, longest), self._account(row, longest), self._day(row))
        status = f"; {self.words.label('statuses', row.status)}" if row.status != "current" else ""
        part = f"{say['of_these']} " if row.part else ""
        return Shown(f"{part}{'; '.join(part for part in parts if part)}{status} [{self.places(row.places)}]")

    def finding(self, held: FindingView) -> Shown:
        """Say what does not add up, in our own words, and where it stands."""
        places = [self.places(quote.places) for quote in held.quotes]
        places += [self.places(held.places)] if held.places.shown else []
        named = f" [{', '.join(places)}]" if places else ""
        return Shown(f"{visible(held.label)}: {self._apart(held.text)}{named}")

    def source(self, source: SourceView, longest: int = 200) -> Shown:
        """Say whose a source is and of when: "Tidende, text by Norden Press, 8 May 2031 (date stated)"."""
        return Shown(", ".join(self._origin(source, longest)))

    def _apart(self, text: str) -> Shown:
        return isolate(text, self.words.direction)

    def _counted(self, row: RowView, longest: int) -> str:
        wordings = [wording for wording in row.wordings if wording.casefold() != row.value.casefold()]
        parts = [", ".join(f"“{self._apart(shorten(wording, longest))}”" for wording in wordings)]
        parts += [self._apart(shorten(row.noun, longest)) if row.noun else ""]
        parts += [self.words.phrases["figures"]["daily"] if row.counting == "daily" else ""]
        return " ".join(part for part in parts if part)

    def _account(self, row: RowView, longest: int) -> str:
        if not row.claimants:
            return self.words.phrases["figures"]["nobody"]
        claimants = ", ".join(f"“{self._apart(shorten(claimant, longest))}”" for claimant in row.claimants)
        return f"{self.words.phrases['mail']['according']} {claimants}"

    def _day(self, row: RowView) -> str:
        undated = self.words.phrases["figures"]["undated"]
        return row.period or (self.words.date(row.as_of) if row.as_of else undated)

    def _origin(self, source: SourceView, longest: int) -> Iterator[str]:
        if source.publisher:
            yield self._apart(shorten(source.publisher, longest))
        if source.agency:
            yield f"{self.words.phrases['sources']['agency']} {self._apart(shorten(source.agency, longest))}"
        basis = self.words.label("bases", source.basis)
        yield f"{source.date} ({basis})" if source.date else self.words.label("bases", "unknown")
