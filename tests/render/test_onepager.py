"""One sheet of paper, whatever the brief holds; and what it leaves out is named on it."""

import io
import random
import re
from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from page import ValidationProfile

from briefing.model import Brief, Citation, Extract, Figure, Finding, Period
from briefing.render.html import HtmlRenderer
from briefing.render.pdf import PdfRenderer
from briefing.render.trial import trial_briefs
from briefing.settings.records import Look
from tests.render import sample
from tests.render.reading import Page
from tests.render.test_standards import failures_of

WORDS = {
    "en": [
        "the",
        "river",
        "of",
        "mountain",
        "villages",
        "minister",
        "said",
        "water",
        "more",
        "than",
        "hospital",
        "in",
        "on",
        "at",
        "evacuated",
        "Wednesday",
    ],
    "ru": [
        "вода",
        "река",
        "губернатор",
        "сообщил",
        "спасатели",
        "жителей",
        "домов",
        "город",
        "правительство",
        "погибли",
    ],
    "ar": ["قال", "الوزير", "إن", "المياه", "غمرت", "القرى", "في", "الجبال", "يوم", "الأربعاء", "وأجلي", "السكان"],
    "zh": ["洪水淹没了村庄", "州长说", "周三有更多居民被疏散到学校"],
    "de": ["HOCHWASSERSCHUTZBEAUFTRAGTER", "Katastrophenschutzbehörde", "WASSER", "Ministerpräsident"],
}


def text(chance: random.Random, language: str, length: int) -> str:
    said = ""
    while len(said) < length:
        said += chance.choice(WORDS[language]) + ("" if language == "zh" else " ")
    return f"{said.strip()}."


def figure(chance: random.Random, language: str, number: int, sources: int) -> Figure:
    low = chance.randint(1, 20000)
    source = f"S{chance.randint(1, sources)}"
    return replace(
        sample.FIGURES[0],
        id=f"F{number}",
        measure=chance.choice(["killed", "injured", "missing", "detained", "houses-lost"]),
        subject=chance.choice(["people", text(chance, language, 12)]),
        low=low,
        high=chance.choice([None, low, low + 10]),
        as_written=text(chance, language, chance.choice([6, 20, 60, 120])),
        as_of=chance.choice([None, sample.MAY[chance.randint(1, 9)]]),
        attributed_to=chance.choice([None, text(chance, language, chance.choice([10, 40, 100]))]),
        status=chance.choice(["current", "disputed", "superseded"]),
        citation=Citation(source=source, start=0, end=5, paragraph=12, relation="quoted"),
    )


def finding(chance: random.Random, language: str, sources: int) -> Finding:
    places = range(chance.choice([1, 2, 9]))
    return Finding(
        kind=chance.choice(["conflict", "revision", "correction"]),
        text=f"{text(chance, language, chance.choice([60, 150, 400]))} (S{chance.randint(1, sources)})",
        citations=tuple(
            Citation(source=f"S{chance.randint(1, sources)}", start=0, end=5, paragraph=at, relation="quoted")
            for at in places
        ),
        language=language,
    )


def brief(seed: int) -> tuple[Brief, Look]:
    """A brief of any size in any language, by chance."""
    chance = random.Random(seed)
    language = chance.choice(list(WORDS))
    number = chance.choice([1, 3, 40, 300])
    texts = [text(chance, language, chance.choice([60, 150, 300, 700])) for _ in range(number)]
    sources = tuple(
        sample.entry(at, held, title=text(chance, language, 80), language=language, published=sample.MAY[1 + at % 9])
        for at, held in enumerate(texts, 1)
    )
    extracts = tuple(
        Extract(
            id=f"E{at}",
            text=held,
            citations=(Citation(source=f"S{at}", start=0, end=len(held), paragraph=112, relation="quoted"),),
            outlets=chance.choice([1, 12]),
        )
        for at, held in enumerate(texts, 1)
    )
    made = Brief(
        title=text(chance, language, chance.choice([20, 90, 200, 900])),
        language=language,
        as_of=sample.MAY[9],
        period=Period(first=sample.MAY[1], last=sample.MAY[9]),
        marking=chance.choice([None, "TLP:RED", "Internal use only"]),
        sources=sources,
        key_points=extracts[:7],
        sections=(),
        figures=tuple(figure(chance, language, at, number) for at in range(chance.choice([0, 3, 12, 80]))),
        findings=tuple(finding(chance, language, number) for _ in range(chance.choice([0, 2, 20]))),
    )
    return made, Look(paper=chance.choice(["A4", "Letter"]))


def printed(made: Brief, **facts: object) -> bytes:
    files = sample.artifacts(made, template="onepager", **facts)
    return PdfRenderer().render(made, sample.context(template="onepager", artifacts=files, **facts)).content


def pages(content: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def page(made: Brief, **facts: object) -> str:
    context = sample.context(template="onepager", **facts)
    return HtmlRenderer().render(made, context).content.decode("utf-8")


@pytest.mark.parametrize("seed", range(12))
def test_it_is_one_page_whatever_the_brief_holds(pango: None, seed: int) -> None:
    made, look = brief(seed)

    assert pages(printed(made, look=look)) == 1


@pytest.mark.parametrize("made", [*trial_briefs().values(), sample.FLOOD, sample.EMPTY], ids=str)
def test_it_is_one_page_of_every_trial(pango: None, made: Brief) -> None:
    assert pages(printed(made)) == 1


def test_it_is_one_page_with_a_logo(pango: None, tmp_path: Path) -> None:
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="300" height="300"><rect width="9" height="9"/></svg>'
    )

    assert pages(printed(brief(3)[0], look=Look(logo=logo))) == 1


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A], ids=str)
def test_it_meets_both_standards(pango: None, profile: ValidationProfile) -> None:
    assert failures_of(printed(trial_briefs()["everything"]), profile) == []
    assert failures_of(printed(sample.many(60)), profile) == []


def test_every_link_leads_somewhere_and_no_id_stands_twice() -> None:
    for made in (sample.FLOOD, sample.EMPTY, sample.many(60)):
        read = Page(page(made))
        targets = {link["href"][1:] for link in read.all("a") if link.get("href", "").startswith("#")}

        assert targets <= set(read.ids)
        assert len(set(read.ids)) == len(read.ids)
        assert read.open == read.unclosed == []


def test_what_matters_most_is_there() -> None:
    read = Page(page(sample.FLOOD))

    assert "The Orla burst its banks" in read.texts["summary"]
    assert "Police" in read.texts["ledger"]
    assert [chart["class"] for chart in read.all("svg")] == ["chart wide", "chart small"]
    assert "S1 Brandvik Courier, 7 May 2031" in " ".join(read.texts["sources"].split())


def test_what_is_left_out_is_named_and_where_the_whole_is() -> None:
    said = " ".join(Page(page(sample.FLOOD)).texts["gaps"].split())

    for heading in ("Ledger of figures (2 more)", "Sources (2 more)", "Topics", "Timeline", "Who is who"):
        assert heading in said
    assert "brief.json" in said


def test_what_disagrees_stands_on_the_page_in_short_with_its_first_places() -> None:
    conflict = Finding(
        kind="conflict",
        text="Killed: 12 (S1) stands against 19 (police, S2).",
        citations=tuple(sample.cite(source, words) for source, words in ((1, "The Orla"), (2, "Police"), (3, "the"))),
    )
    read = Page(page(replace(sample.FLOOD, figures=(), findings=(conflict,))))
    said = " ".join(read.texts["disagreements"].split())

    assert "Conflict Killed: 12 (S1) stands against 19 (police, S2). S1 ¶1, S2 ¶2" in said
    assert "S3" not in said
    assert "S2 Tidende" in " ".join(read.texts["sources"].split())
    assert "Where sources disagree" not in read.texts["gaps"]


def test_no_lesser_finding_takes_the_place_of_one_that_does_not_fit() -> None:
    endless = Finding(kind="conflict", text="It rained and rained. " * 400)
    short = Finding(kind="revision", text="It rained.")
    read = Page(page(replace(sample.FLOOD, findings=(endless, short))))

    assert "disagreements" not in read.ids
    assert "Where sources disagree (2 more)" in " ".join(read.texts["gaps"].split())


def test_a_long_title_is_cut_at_a_word_and_whole_in_the_head() -> None:
    title = "Bridges lost in the valley of the Orla " * 8
    read = page(replace(sample.FLOOD, title=title))

    assert f"<title>{title}</title>" in read
    assert re.search(r"<h1[^>]*>Bridges lost[^<]{80,150}…</h1>", read)


def test_what_the_house_leaves_out_is_not_there() -> None:
    read = Page(page(sample.FLOOD, look=Look(without=("ledger", "figures", "summary"))))

    assert {"ledger", "summary"} & set(read.ids) == set()
    assert read.all("svg") == []


def test_an_extract_that_fills_the_page_is_left_for_the_whole_brief(pango: None) -> None:
    endless = replace(sample.FLOOD.key_points[0], text="It rained and rained. " * 400)
    made = replace(sample.FLOOD, key_points=(endless, *sample.FLOOD.key_points[1:]))

    assert "It rained" not in page(made)
    assert "Key points (1 more)" in page(made)
    assert pages(printed(made)) == 1
