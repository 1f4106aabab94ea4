import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Document, Kind, Passage, Source, Span
from briefing.steps.describe import describe
from tests.conftest import build_source, read_cases

KINDS: tuple[Kind, ...] = ("body", "headline", "byline", "caption", "credit", "furniture", "dateline", "unsure", "deck")


def scrape(text: str) -> tuple[Source, tuple[Passage, ...]]:
    """Build a source from lines of the form `kind | text`."""
    facts = {"origin": "a.txt"}
    lines, passages, start = [], [], 0
    for line in text.split("\n"):
        kind, _, words = line.partition(" | ")
        if kind in {"origin", "url"}:
            facts[kind] = words
            continue
        number = sum(passage.kind == "body" for passage in passages) + 1 if kind == "body" else 0
        span = Span(start=start, end=start + len(words))
        passages.append(Passage(span=span, kind=kind, rule="test", paragraph=number))
        lines.append(words)
        start = span.end + 1
    return build_source("\n".join(lines), **facts), tuple(passages)


def facts_of(document: Document) -> dict[str, str]:
    facts = {key: str(getattr(document, key)) for key in ("title", "publisher", "agency", "byline", "language")}
    return facts | {"published": f"{document.published} {document.published_basis}"}


@pytest.mark.parametrize(("given", "expected"), read_cases("describe"))
def test_a_source_says_of_itself_what_its_case_expects(given: str, expected: str) -> None:
    facts = facts_of(describe(*scrape(given)))

    wanted = dict(line.split(": ", 1) for line in expected.split("\n"))
    assert {key: facts[key] for key in wanted} == wanted


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("ar", "نُشر في ٣ أيار/مايو ٢٠٢١"),
        ("ar", "الاثنين 3 ايار 2021"),
        ("ar", "3 مايو 2021 - 10:11"),
        ("bn", "প্রকাশ: ৩ মে ২০২১"),
        ("ca", "3 de maig de 2021"),
        ("cs", "3. května 2021, Brno"),
        ("el", "Δευτέρα 3 Μαΐου 2021"),
        ("fa", "۳ مه ۲۰۲۱"),
        ("fi", "3. toukokuuta 2021"),
        ("he", "3 במאי 2021"),
        ("hi", "3 मई 2021"),
        ("hu", "2021. május 3."),
        ("ja", "公開日 ２０２１年５月３日"),
        ("ko", "입력 2021년 5월 3일"),
        ("lt", "2021 m. gegužės 3 d."),
        ("nl", "maandag 3 mei 2021"),
        ("pl", "Opublikowano 3 maja 2021"),
        ("ro", "luni, 3 mai 2021"),
        ("sv", "Publicerad 3 maj 2021"),
        ("tr", "3 MAYIS 2021"),
        ("uk", "3 травня 2021"),
        ("vi", "3 tháng 5, 2021"),
        ("zh", "发布时间：2021年5月3日"),
    ],
)
def test_a_date_above_an_article_is_read_in_the_language_of_the_article(language: str, line: str) -> None:
    source, passages = scrape(f"headline | 1\nbyline | {line}\nbody | 2")
    document = describe(replace(source, language=language), passages)

    assert (document.published, document.published_basis) == (dt.date(2021, 5, 3), "stated")


@pytest.mark.parametrize("line", ["٣ أيار", "٣٣ أيار ٢٠٢١", "٣ شعبان ١٤٤٢", "٣ أيار ٢٠٢١٠", "أيار ٢٠٢١"])
def test_less_than_a_day_of_the_gregorian_calendar_is_no_date(line: str) -> None:
    source, passages = scrape(f"headline | 1\nbyline | {line}\nbody | 2")

    assert describe(replace(source, language="ar"), passages).published is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The dyke gave way on Sunday, 10 March 2024, the county said.", dt.date(2024, 3, 10)),
        ("The dyke of 3 May 2011 gave way again, the county said.", dt.date(2024, 3, 12)),
        ("The dyke gives way on 20 March 2024, the county said.", dt.date(2024, 3, 12)),
        ("The dyke gave way, the county said.", dt.date(2024, 3, 12)),
    ],
)
def test_an_attachment_came_out_by_the_day_of_its_mail(text: str, expected: dt.date) -> None:
    source, passages = scrape(f"body | {text}")
    document = describe(replace(source, sent=dt.date(2024, 3, 12)), passages)

    assert (document.published, document.published_basis) == (expected, "inferred")


def test_what_the_format_states_comes_first() -> None:
    source, passages = scrape("headline | Hall burns\nbyline | By Ivo Lund, 5 May 2020\nbody | The hall burned down.")
    stated = build_source(
        source.text,
        title="A hall burns",
        publisher="Harbour Times",
        byline="I. Lund",
        url="https://news.example/2020/05/09/a",
        published=dt.date(2020, 5, 7),
        language="fr",
    )

    document = describe(stated, passages)
    assert (document.title, document.publisher, document.byline) == ("A hall burns", "Harbour Times", "I. Lund")
    assert (document.published, document.published_basis) == (dt.date(2020, 5, 7), "stated")
    assert (document.url, document.language) == ("https://news.example/2020/05/09/a", "fr")


def test_an_absurd_date_of_the_format_is_not_believed() -> None:
    source = build_source("The hall burned down.", published=dt.date(2999, 1, 1))

    assert describe(source, ()).published_basis == "unknown"


@pytest.mark.parametrize(
    "line", ["5 May 2022 ", "(AFP) ", "told Reuters ", "By A ", "© AFP 2022 ", "Reporting by ", "The post "]
)
@pytest.mark.parametrize("kind", ["body", "byline", "credit", "headline", "caption"])
def test_a_very_long_line_is_read_in_no_time(line: str, kind: Kind) -> None:
    text = line * 20_000
    passage = Passage(span=Span(start=0, end=len(text)), kind=kind, rule="test", paragraph=1)

    assert describe(build_source(text), (passage,)).passages == (passage,)


@given(st.lists(st.tuples(st.sampled_from(KINDS), st.text(max_size=80)), max_size=8), st.text(max_size=20))
def test_any_text_gets_a_description_with_a_basis_for_its_date(parts: list[tuple[Kind, str]], origin: str) -> None:
    passages, start = [], 0
    for kind, words in parts:
        span = Span(start=start, end=start + len(words))
        passages.append(Passage(span=span, kind=kind, rule="test", paragraph=1 if kind == "body" else 0))
        start = span.end + 1
    source = build_source("\n".join(words for _, words in parts), origin=origin)

    document = describe(source, tuple(passages))
    assert (document.published is None) == (document.published_basis == "unknown")
    assert document.title is None or document.title in source.text


def test_the_reference_articles_are_dated_titled_and_credited(reference: Path) -> None:
    clean = pytest.importorskip("briefing.steps.clean", reason="the cleaning step is not there")
    gold = json.loads((reference / "gold" / "kazakhstan-2022.json").read_text("utf-8"))
    for want in gold["documents"]:
        source = build_source((reference / "seeds" / want["file"]).read_bytes().decode("utf-8"), origin=want["file"])
        document = describe(source, clean.clean(source))

        assert (str(document.published), document.title) == (want["published"], want["title"])
        assert document.agency in (want["agency"] or "").split("|") or want["agency"] is document.agency is None


@pytest.mark.parametrize(
    ("stated", "byline", "agency"),
    [
        ("The Associated Press", "The Associated Press", "AP"),
        ("Reuters Staff", "Reuters Staff", "Reuters"),
        ("Ana Holt, AP Auto Writer", "Ana Holt, AP Auto Writer", "AP"),
        ("Ana Holt (AFP)", "Ana Holt (AFP)", "AFP"),
        ("Ana Holt, formerly AP", "Ana Holt, formerly AP", None),
        ("Ana Holt Monday, November", "Ana Holt", None),
        ("HARBOUR STAFF NOVEMBER", "HARBOUR STAFF", None),
        ("Theresa May", "Theresa May", None),
        ("November", "November", None),
        (None, None, None),
    ],
)
def test_the_author_that_a_page_states_may_be_an_agency_and_is_no_month(stated, byline, agency) -> None:
    source, passages = scrape("headline | Hall burns\nbody | The hall of the old town burned down at night.")

    document = describe(replace(source, byline=stated), passages)

    assert (document.byline, document.agency) == (byline, agency)
