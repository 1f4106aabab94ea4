"""JSON Lines and JSON: fields by guess or by name, and every line that holds no article named."""

import datetime as dt
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import PluginError, ReadError
from briefing.model import Source
from briefing.plugins import find
from briefing.read.nested import reader_for
from briefing.read.rows import jsonl
from briefing.read.rows.jsonl import JsonReader


def read(data: str | bytes, **names: object) -> tuple[list[Source], list[str]]:
    sources: list[Source] = []
    try:
        for source in JsonReader(**names).read(data.encode() if isinstance(data, str) else data, "a.jsonl"):
            sources += (source,)
    except ReadError as error:
        return sources, str(error).split("\n")
    return sources, []


def test_each_line_is_an_article() -> None:
    data = """{"headline": "Rails", "body": "The line is open.", "outlet": "Rail Post", "author": ["Ann", "Bo"], \
"date": "2024-05-04"}
{"Article Text": "It closed again.", "Published_At": 1714867200, "lang": "English", \
"Canonical-URL": "https://r.example/2"}"""
    sources, problems = read(data)

    assert problems == []
    first, second = sources
    assert (first.title, first.publisher, first.byline) == ("Rails", "Rail Post", "Ann, Bo")
    assert first.published == dt.date(2024, 5, 4)
    assert (first.origin, second.origin) == ("a.jsonl#1", "a.jsonl#2")
    assert (second.text, second.language, second.url) == ("It closed again.", "en", "https://r.example/2")
    assert second.published == dt.date(2024, 5, 5)
    assert first.sha256 == second.sha256


@pytest.mark.parametrize(
    ("value", "facts"),
    [
        (
            {"articleBody": "Words.", "publisher": {"@type": "Organization", "name": "P"}, "author": [{"name": "Z"}],
             "inLanguage": "de-AT", "datePublished": "May 4, 2024"},
            {"publisher": "P", "byline": "Z", "language": "de", "published": dt.date(2024, 5, 4)},
        ),
        ({"content": "Words.", "source": {"id": None, "name": "S"}, "url": "https://u:p@s.example/1"},
         {"publisher": "S", "url": "https://s.example/1"}),
        ({"text": "Words.", "source": "https://s.example/1"}, {"url": "https://s.example/1", "publisher": None}),
        ({"_source": {"text": "Words.", "title": "inner"}, "_id": 7}, {"title": "inner"}),
        ({"text": ["Words."], "title": "A &amp; B"}, {"text": "Words.", "title": "A & B"}),
        ({"text": "Words.", "title": 1984, "date": True, "author": {"x": 1}}, {"title": "1984", "published": None}),
        ({"text": "", "content": "Words."}, {"text": "Words.", "extractor": None}),
        ({"description": "Words."}, {"text": "Words.", "extractor": "summary only"}),
        ({"content": "Words… [+1234 chars]"}, {"extractor": "text cut short by its source"}),
        ({"content": "<p>One.</p><p>Two &amp; three.</p>"}, {"text": "One.\n\nTwo & three."}),
        ({"content": "AT&amp;T &#8217;s"}, {"text": "AT&T ’s"}),
        ({"text": "Wo\ud800rds.", "title": "\udfff"}, {"text": "Wo\ufffdrds.", "title": "\ufffd"}),
    ],
)  # fmt: skip
def test_fields_are_found_by_what_others_call_them(value: dict[str, object], facts: dict[str, object]) -> None:
    (source,), problems = read(json.dumps(value))

    assert problems == []
    assert {name: getattr(source, name) for name in facts} == facts


def test_a_whole_page_in_a_field_is_read_as_a_page() -> None:
    paragraph = (
        "The bridge over the Lenne stayed shut on Friday, and the ferry took six cars at a time, the mayor said."
    )
    page = f"<html><head><title>x</title></head><body><article>{f'<p>{paragraph}</p>' * 6}</article></body></html>"
    (source,), problems = read(json.dumps({"html": page, "title": "The bridge", "url": "https://l.example/1"}))

    assert problems == []
    assert paragraph in source.text
    assert "<p>" not in source.text
    assert (source.title, source.url, source.origin) == ("The bridge", "https://l.example/1", "a.jsonl#1")


@pytest.mark.parametrize(
    ("data", "texts"),
    [
        ('[{"text": "One."}, {"text": "Two."}]', ["One.", "Two."]),
        ('{"status": "ok", "articles": [{"text": "One."}, {"text": "Two."}]}', ["One.", "Two."]),
        ('{"description": "of the list", "items": [{"text": "One."}]}', ["One."]),
        ('{"response": {"docs": [{"body": "One."}]}}', ["One."]),
        ('{"hits": {"hits": [{"_source": {"body": "One."}}]}}', ["One."]),
        ('{"text": "One.", "authors": [{"name": "A"}]}', ["One."]),
        ('{\n  "text": "One."\n}\n', ["One."]),
        ('{"text": "One."}\n', ["One."]),
        ('{"text": "One."}\r\n\r\n{"text": "Two."}\r\n', ["One.", "Two."]),
        ('\x1e{"text": "One."}\n\x1e{"text": "Two."}\n', ["One.", "Two."]),
    ],
)
def test_one_value_a_list_and_lines_are_told_apart(data: str, texts: list[str]) -> None:
    sources, problems = read(data)

    assert [source.text for source in sources] == texts
    assert problems == []


def test_a_field_can_be_named_and_a_dot_leads_inwards() -> None:
    data = '{"response": {"results": [{"webTitle": "T", "fields": {"bodyText": "Words."}, "a.b": "B", "text": "no"}]}}'
    (source,), _ = read(data, text="fields.bodyText", title="webTitle", author="a.b", language="none.at.all")

    assert (source.text, source.title, source.byline, source.language) == ("Words.", "T", "B", None)


def test_the_settings_name_the_fields_and_a_wrong_key_is_named() -> None:
    reader = find("readers", "jsonl", {"text": "corpus"})

    assert [source.text for source in reader.read(b'{"corpus": "Words."}', "a.jsonl")] == ["Words."]
    with pytest.raises(PluginError, match="no key is called texts; allowed: text, title"):
        find("readers", "jsonl", {"texts": "corpus"})
    with pytest.raises(PluginError, match="text has to be the name of a field"):
        find("readers", "jsonl", {"text": 3})


def test_a_separator_inside_a_text_is_no_line_end() -> None:
    (source,), problems = read('{"text": "One.\u2028Two.\u2029Three.\x85Four."}\n')

    assert source.text == "One.\u2028Two.\u2029Three.\x85Four."
    assert problems == []


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_marks_and_wide_encodings_are_taken(encoding: str) -> None:
    sources, problems = read('{"text": "Über the wide plain of it."}\n{"text": "Two of the same."}\n'.encode(encoding))

    assert [source.text for source in sources] == ["Über the wide plain of it.", "Two of the same."]
    assert problems == []


def test_what_holds_no_article_is_named_and_the_rest_is_kept() -> None:
    data = '{"text": "One."}\n\nnonsense\n[1]\n{"name": "x"}\n{"text": "Two."}\n{"text": "Thr'
    sources, problems = read(data)

    assert [source.text for source in sources] == ["One.", "Two."]
    assert problems == [
        "a.jsonl, line 3: is no JSON: Expecting value: line 1 column 1 (char 0)",
        "a.jsonl, line 4: is no JSON object, so it has no fields",
        "a.jsonl#4: has no text; fields: name",
        "a.jsonl, line 7: ends in the middle: the file was cut off there",
    ]


def test_many_broken_lines_are_counted() -> None:
    _, problems = read('{"text": "One."}\n' + "x\n" * 5000)

    assert len(problems) == 21
    assert problems[-1] == "a.jsonl: 4,980 more like these"


def test_a_line_that_is_no_article_by_its_length_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LINE", 100)
    sources, problems = read('{"text": "One."}\n{"text": "' + "x" * 200 + '"}\n{"text": "Two."}')

    assert [source.text for source in sources] == ["One.", "Two."]
    assert problems == ["a.jsonl, line 2: is longer than 100 characters; no article is"]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        ("", "holds no JSON object"),
        ("\n\n", "holds no JSON object"),
        ("[]", "holds no JSON object"),
        ("[" * 100_000, "nested too deeply"),
        ('{"a":' * 100_000, "cut off"),
        ('{"a":' * 100_000 + "1" + "}" * 100_000, "nested too deeply"),
        ('{"text": ' + "9" * 5000 + "}", "is no JSON"),
        ("[1, 2]", "is no JSON object"),
        ('{"text": "  \u00a0 "}', "has no text"),
        ('{"text": "<p>...</p>"}', "has no text"),
    ],
)
def test_a_file_without_an_article_is_refused(data: str, why: str) -> None:
    sources, problems = read(data)

    assert sources == []
    assert why in problems[0]


def test_a_json_feed_goes_to_its_own_reader() -> None:
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"content_text": "Words."}], "title": "F"}
    (source,), _ = read(json.dumps(feed))

    assert (source.text, source.publisher, source.media_type) == ("Words.", "F", "application/feed+json")


def test_the_kind_is_told_by_content() -> None:
    assert reader_for(b'{"text": "a"}\n{"text": "b"}\n', "export") == "jsonl"
    assert reader_for(b'{"text": "a"}', "export") == "json"


KNOWN = ["text", "title", "date", "url", "source", "_source", "author", "language", "articles"]
NAMES = st.sampled_from(KNOWN) | st.text()
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(NAMES, inner, max_size=6),
)


@given(JSON)
def test_no_value_breaks_the_reader(value: object) -> None:
    for source in read(json.dumps(value))[0]:
        source.text.encode("utf-8")


@given(st.binary())
def test_no_bytes_break_the_reader(data: bytes) -> None:
    read(b"{" + data)
