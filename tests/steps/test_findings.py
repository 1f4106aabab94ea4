"""What does not add up is said once, with its places, and only where it is certain."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.model import Document, Extract, Finding, Passage, Pile, Span
from briefing.pipeline import phrasebook_of, read_documents, read_sources, silent
from briefing.settings import Settings
from briefing.steps.compose import extract_of, number
from briefing.steps.figures.identity import identify
from briefing.steps.figures.ledger import ledger
from briefing.steps.findings import find_findings
from briefing.steps.findings.phrasing import say_value
from briefing.steps.understand import understand
from tests.conftest import build_source, read_cases

ORDER = [
    *("conflict", "revision", "headline-mismatch", "correction", "quotation"),
    *("shared-text", "single-origin", "sources"),
]
ENGLISH = phrasebook_of(Settings(), "en")
HEAD = re.compile(r"(\d+) May(?:, (\w+))?: (.*)")


def article(headline: str, *paragraphs: str, day: int | None = None, **facts: object) -> Document:
    """An article under its headline, published on a day of May 2023; a paragraph "(note) ..." is furniture."""
    lines, passages, start = [headline, *paragraphs], [], 0
    for place, line in enumerate(lines):
        kind = "furniture" if line.startswith("(note) ") else "body" if place else "headline"
        paragraph = place if kind == "body" else 0
        skipped = len("(note) ") if kind == "furniture" else 0
        span = Span(start=start + skipped, end=start + len(line))
        passages.append(Passage(span=span, kind=kind, rule="test", paragraph=paragraph))
        start += len(line) + 1
    return Document(
        source=build_source("\n".join(lines), f"{day}-{headline}.txt"),
        passages=tuple(passages),
        title=headline,
        published=dt.date(2023, 5, day) if day else None,
        published_basis="stated" if day else "unknown",
        **facts,
    )


def look(documents: Sequence[Document], points: Sequence[str] = ()) -> tuple[Finding, ...]:
    """Return the findings; `points` are beginnings of the sentences that lead the brief."""
    pile = understand(documents, frozenset({"en"}))
    numbers = number(documents)
    figures = ledger(pile.quantities, pile.documents, numbers, pile.origins)
    found = find_findings(pile, figures, key_points(pile, points), numbers, ENGLISH)
    check(pile, found)
    return found


def key_points(pile: Pile, points: Sequence[str]) -> list[Extract]:
    numbers = number(pile.documents)
    indices = [
        next(at for at, sentence in enumerate(pile.sentences) if sentence.text.startswith(point)) for point in points
    ]
    return [replace(extract_of(pile, at, numbers), id=f"E{place}") for place, at in enumerate(indices, 1)]


def check(pile: Pile, found: Sequence[Finding]) -> None:
    """Every finding is said once, in its order, and cites places of sentences or headlines."""
    numbers = number(pile.documents)
    places = {(numbers[s.source], s.span.start, s.span.end, s.paragraph) for s in pile.sentences}
    places |= {
        (numbers[document.source.id], passage.span.start, passage.span.end, 0)
        for document in pile.documents
        for passage in document.passages
        if passage.kind == "headline"
    }

    assert len({finding.text for finding in found}) == len(found)
    assert [finding.kind for finding in found] == sorted((finding.kind for finding in found), key=ORDER.index)
    for finding in found:
        assert finding.citations or not pile.sentences
        assert {(c.source, c.start, c.end, c.paragraph) for c in finding.citations} <= places


def texts(found: Sequence[Finding], kind: str) -> list[str]:
    return [finding.text for finding in found if finding.kind == kind]


@pytest.mark.parametrize(("given", "expected"), read_cases("findings"))
def test_cases(given, expected):
    documents = []
    for block in given.split("\n\n"):
        head, *paragraphs = block.split("\n")
        day, agency, headline = HEAD.fullmatch(head).groups()
        documents.append(article(headline, *paragraphs, day=int(day), agency=agency))

    found = [f for f in look(documents) if f.kind not in {"single-origin", "sources"}]

    assert "\n".join(f"{finding.kind}: {finding.text}" for finding in found) == expected


FERRY = (
    article(
        "Ferry sinks in the strait; 26 dead",
        "At least 26 people died when the ferry sank on Tuesday, the coast guard said.",
        "The coast guard said 40 passengers were missing.",
        "The port authority said 31 people had been rescued.",
        day=3,
        publisher="Strait Daily",
        agency="Reuters",
    ),
    article(
        "Toll in ferry disaster rises to 41",
        "The coast guard said on Thursday that 41 people had died when the ferry went down.",
        "A survivors’ association put the number of dead at 97.",
        "The coast guard said 12 passengers were still missing.",
        day=5,
        publisher="The Harbour Post",
    ),
    article(
        "Trawler saved dozens",
        "The skipper of a trawler pulled passengers from the water with ropes and nets.",
        "The coast guard said on Thursday that 41 people had died.",
        "Eleven people were injured.",
    ),
)


def test_a_ferry_sinks():
    found = look(FERRY, points=("The coast guard said on Thursday", "The skipper"))

    assert texts(found, "revision")[:1] == [
        (
            "According to the coast guard, the count of people killed rose from at least 26 (3 May 2023, S1)"
            " to 41 (4 May 2023, S2)."
        )
    ]
    assert texts(found, "single-origin") == [
        (
            "No second origin was found for one of the two key points: E2 (S3)."
            " Nor was one found for the newest count: 97 people killed (S2)."
        )
    ]
    assert texts(found, "sources") == [
        (
            "This briefing rests on three sources of three independent origins, published from 3 to 5 May"
            " 2023 (one source"
            " undated) and written in English. Two outlets are named (Strait Daily and The Harbour Post);"
            " one source names"
            " none."
        ),
        (
            "Behind the figures stand two official claimants (the coast guard and the port authority) and one other"
            " claimant (a survivors’ association); one figure names nobody. News agencies wrote part of these texts:"
            " Reuters (S1)."
        ),
        (
            "The weakest key point is E2: only one origin (S3) was found to say it, and the sentence names"
            " nobody as its"
            " source."
        ),
    ]


WIRE = (
    "Dock workers walked out across the country on Monday, halting cargo at nine ports.",
    "The walkout is the first since the ports were sold, and unions say it may last for weeks.",
    "Police detained 120 dockers in the port of Sel on Monday, the interior ministry said.",
    "Ships waited off the coast as cranes stood still and lorries queued along the quay road.",
)
STRIKE = (
    article("300 police hurt as dockers’ strike turns violent", *WIRE,
            "About 300 strikers were hurt by police, the dockers’ union said on Monday.", day=8, agency="AP"),
    article("Dockers walk out at nine ports", *WIRE, day=8, agency="AP"),
    article("Nine ports closed by dockers", *WIRE, day=8),
    article("Ministry halves arrests",
            "The interior ministry said on Wednesday that 64 dockers had been detained since the strike began.",
            "The ministry withdrew its count of 120 detained dockers.",
            "The dockers’ union said on Wednesday that 250 dockers had been detained.", day=10),
)  # fmt: skip


def test_a_strike():
    found = look(STRIKE, points=("Dock workers", "The interior ministry"))

    assert texts(found, "conflict") == [
        (
            "Detained (dockers): 250 (the dockers’ union, 10 May 2023, S4) stands against 64 (the interior ministry,"
            " 10 May 2023, S4)."
        )
    ]
    assert texts(found, "revision") == [
        "The count of 120 dockers detained, as S1, S2 and S3 gave it, was withdrawn, according to S4."
    ]
    assert texts(found, "headline-mismatch") == [
        "The headline of S1 counts 300 police injured; its own text counts about 300 strikers injured by police."
    ]
    assert texts(found, "shared-text") == [
        (
            "S1, S2 and S3 carry the same agency text (AP): what they say is one witness."
            " S3 is the same text as S2, word for word."
        )
    ]
    assert texts(found, "single-origin") == [
        "No second origin was found for either of the two key points: E1 (S1, S2 and S3) and E2 (S4)."
    ]
    assert texts(found, "sources")[2] == (
        "The weakest key point is E1: only one origin (S1, S2 and S3) was found to say it, and the sentence names"
        " nobody as its source."
    )


def test_every_source_that_shares_its_text_is_cited():
    found = look([article("Ports", *WIRE, day=day) for day in range(1, 21)])

    shared = next(finding for finding in found if finding.kind == "shared-text")
    assert {citation.source for citation in shared.citations} == {f"S{place}" for place in range(1, 21)}
    assert shared.text.startswith("S1, S2, S3, S4, S5, S6, S7, S8, S9, S10, S11 and nine more carry the same text")
    assert texts(found, "single-origin") == ["Everything in this briefing rests on one origin."]


def test_one_source_without_date_number_or_name():
    document = article("Quiet night", "Nothing stirred in the valley, and nobody was seen on its roads.")

    assert [finding.text for finding in look([document], points=("Nothing",))] == [
        "Everything in this briefing rests on one origin.",
        "This briefing rests on one source, undated and written in English. No outlet is named.",
        (
            "The weakest key point is E1: only one origin (S1) was found to say it, and the sentence names"
            " nobody as its"
            " source."
        ),
    ]


@pytest.mark.parametrize(
    ("sentence", "ending"),
    [
        pytest.param("The valley paper commented that the roads were empty.", "found to say it.", id="commented"),
        pytest.param("The valley paper cites empty roads and dark houses all night.", "found to say it.", id="cites"),
        pytest.param("The roads of the valley were empty all night.", "names nobody as its source.", id="nobody"),
    ],
)
def test_that_nobody_is_named_is_said_only_where_nobody_speaks(sentence, ending):
    found = look([article("Quiet night", sentence)], points=("The",))

    assert texts(found, "sources")[-1].endswith(ending)


def test_a_pile_without_a_sentence():
    assert [finding.kind for finding in look([article("Nothing", day=3)])] == ["sources"]


def test_what_two_origins_tell_is_not_called_single():
    found = look(
        [
            article("Dam bursts", "The dam above Orel burst at dawn and flooded the lower town.", day=3),
            article("Town under water", "At dawn a dam burst above the town of Orel, which stood under water.", day=3),
            article("Help arrives", "The government sent 300 soldiers to the valley.", day=4, language="fr"),
        ],
        points=("The dam",),
    )

    assert texts(found, "single-origin") == []
    assert texts(found, "sources")[0].endswith(
        "from 3 to 4 May 2023 and written in English and French. No outlet is named."
    )
    assert texts(found, "sources")[-1].startswith("The weakest key point is E1: two independent origins were found")


def test_one_bulletin_of_a_kind_holds_a_dozen_findings():
    towns = (
        "Bern",
        "Lyon",
        "Graz",
        "Bari",
        "Cork",
        "Gent",
        "Turku",
        "Split",
        "Brno",
        "Porto",
        "Malmo",
        "Tartu",
        "Vigo",
        "Lodz",
    )
    documents = [
        article(
            f"{place + 60} dead in {town}",
            f"The mayor of {town} said 41 people were killed in the blast.",
            day=place + 1,
        )
        for place, town in enumerate(towns)
    ]
    documents += [
        article(f"More from {town}", f"The mayor of {town} said 30 people were killed in the blast.", day=27)
        for town in towns
    ]

    found = look(documents)

    mismatches = texts(found, "headline-mismatch")
    assert (len(mismatches), mismatches[-1]) == (12, "Three more headlines do not agree with their own text.")
    assert texts(found, "revision")[-1] == "Three more counts changed over time, as the table of figures shows."


def test_many_values_are_cut_in_the_middle():
    documents = [
        article(f"News {day}", f"The mayor said {day * 10} people had been killed.", day=day) for day in range(1, 10)
    ]
    rivals = [
        article(
            f"Toll {name}", f"The {name} office said on Wednesday that {place * 50} people had been injured.", day=3
        )
        for place, name in enumerate(
            ("relief", "census", "labour", "parish", "harbour", "press", "county", "customs"), 1
        )
    ]

    found = look([*documents, *rivals])

    assert texts(found, "revision") == [
        (
            "According to the mayor, the count of people killed rose from 10 (1 May 2023, S1) to 20 (2 May"
            " 2023, S2), then"
            " 30 (3 May 2023, S3), then 40 (4 May 2023, S4), then 50 (5 May 2023, S5), then three more, then 90 (9 May"
            " 2023, S9)."
        )
    ]
    conflict = texts(found, "conflict")[0]
    assert conflict.startswith("Injured: 400 (the customs office")
    assert conflict.endswith("two more between them and 50 (the relief office, 3 May 2023, S10).")


def test_many_groups_of_shared_text():
    documents = []
    for place in range(14):
        words = " ".join(f"w{place}x{letter}" for letter in "abcdefghijklmnop")
        documents += [
            article(f"News {place} {copy}", f"It began as {words} and then it ended.", day=3) for copy in "ab"
        ]

    shared = [finding for finding in look(documents) if finding.kind == "shared-text"]

    assert len(shared) == 12
    assert shared[-1].text == "Three more groups of sources share their text."
    assert {citation.source for citation in shared[-1].citations} == {"S23", "S24"}


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (dt.date(2023, 5, 3), dt.date(2023, 5, 3), "on 3 May 2023"),
        (dt.date(2023, 5, 3), dt.date(2023, 5, 9), "from 3 to 9 May 2023"),
        (dt.date(2023, 4, 30), dt.date(2023, 5, 2), "from 30 April to 2 May 2023"),
        (dt.date(2022, 12, 30), dt.date(2023, 1, 2), "from 30 December 2022 to 2 January 2023"),
    ],
)
def test_a_period_says_month_and_year_once(first, last, expected):
    documents = [replace(article(f"{n}", "Rain fell.", day=1), published=day) for n, day in enumerate((last, first))]

    assert f"published {expected} and written" in texts(look(documents), "sources")[0]


def test_a_title_that_stands_nowhere_is_no_headline():
    document = replace(article("Sixty dead in mine blast", "Rescuers said 41 people were killed."), passages=())

    assert texts(look([document]), "headline-mismatch") == []


@pytest.mark.parametrize(
    ("low", "high", "written", "approximate", "expected"),
    [
        (26, 26, "26 people", False, "26"),
        (8000, 8000, "nearly 8,000 people", True, "nearly 8,000"),
        (300, 300, "some 300", True, "about 300"),
        (41, 41, "41", True, "possibly 41"),
        (200, None, "more than 200 people", True, "more than 200"),
        (8, None, "at least eight officers", True, "at least 8"),
        (24, None, "Dozens of people", True, "dozens"),
        (20000, None, "tens of thousands", True, "tens of thousands"),
        (None, 50, "up to 50", True, "up to 50"),
        (None, 50, "fewer than 50", True, "fewer than 50"),
        (None, None, "many", True, "an unknown number"),
        (10, 15, "10 to 15", False, "10 to 15"),
    ],
)
def test_amounts_are_written_with_their_hedge(low, high, written, approximate, expected):
    assert say_value(ENGLISH, low, high, written, approximate=approximate) == expected


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("The interior ministry", "Peru’s Ministry of the Interior", True),
        ("a spokesman for the coast guard", "The coast guard", True),
        ("police spokeswoman Ana Ruiz", "The police", True),
        ("Interior Ministry numbers reported by local media", "the interior ministry", True),
        ("the health ministry", "the interior ministry", False),
        ("the mayor of Lyon", "the mayor of Graz", False),
        ("Peruvian police", "Chilean police", False),
    ],
)
def test_a_body_is_known_under_its_names(one, other, same):
    known = identify([one, other])

    assert (known[one] == known[other]) is same


def test_nobody_in_particular_and_a_country_as_claimants():
    assert identify(["officials", "local media", "China"]) == {"officials": "", "local media": "", "China": "china"}


def test_the_reference_articles(reference):
    settings = Settings()
    sources, _ = read_sources((str(reference / "seeds"),), settings, Path("/"), silent)
    documents, _ = read_documents(sources, settings)

    found = look(documents)

    assert [finding.kind for finding in found if finding.kind in ORDER[2:6]] == ["headline-mismatch", "shared-text"]
    assert any("detained rose from" in text for text in texts(found, "revision"))
    assert any(text.startswith("Killed: ") and "26 (" in text for text in texts(found, "conflict"))
