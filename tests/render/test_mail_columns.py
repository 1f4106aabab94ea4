"""Lines of the text part: never wider than they may be, and nothing torn apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.render.mail.columns import columns, underline, wrap
from briefing.render.mail.sides import isolate


@pytest.mark.parametrize(
    ("text", "width"),
    [("flood", 5), ("洪水", 4), ("e\u0301tat", 4), ("السيل", 5), ("", 0), ("ＡＢ", 4)],
)
def test_columns_are_counted_as_a_terminal_does(text: str, width: int) -> None:
    assert columns(text) == width


def test_lines_are_broken_between_words_and_indented() -> None:
    assert wrap("The dyke broke at noon, the county said.", "  - ", width=20) == (
        "  - The dyke broke\n    at noon, the\n    county said."
    )
    assert wrap("one two", "1. ", "", width=6) == "1. one\ntwo"


def test_nothing_hidden_gets_in_before_text_that_is_fit_to_show() -> None:
    assert wrap(isolate("flood"), "1\u202e\n2 ") == "1⟨U+202E⟩ 2 flood"


def test_an_address_stays_whole_on_a_line_of_its_own() -> None:
    address = f"https://valley.example/{'dyke/' * 30}"

    assert wrap(f"See {address} for more.", width=30).split("\n") == ["See", address, "for more."]


def test_a_no_break_space_is_no_place_to_break() -> None:
    assert wrap("Cited in S1\u00a0¶4 today", width=12) == "Cited in\nS1\u00a0¶4 today"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Il a dit « la digue » hier", ["Il a dit", "« la", "digue »", "hier"]),
        ("La digue ? Non !", ["La", "digue ?", "Non !"]),
    ],
)
def test_a_quotation_mark_stays_with_what_it_belongs_to(text: str, lines: list[str]) -> None:
    assert wrap(text, width=8).split("\n") == lines


def test_text_without_spaces_is_broken_beside_wide_characters_but_before_no_full_stop() -> None:
    assert wrap("洪水淹没了下城区。", width=16).split("\n") == ["洪水淹没了下城", "区。"]
    assert wrap("他说「决堤」了", width=6).split("\n") == ["他说", "「决", "堤」了"]
    assert wrap("Orla河在布兰", width=7).split("\n") == ["Orla河", "在布兰"]


def test_what_is_kept_apart_is_so_on_every_line() -> None:
    lines = wrap(isolate("ارتفع منسوب المياه"), "- ", width=14).split("\n")

    assert lines == ["- \u2068ارتفع منسوب\u2069", "  \u2068المياه\u2069"]


def test_marks_that_a_source_brings_are_none_of_ours() -> None:
    assert "\u2069" not in wrap("\u2068ارتفع منسوب المياه", width=14)


def test_a_heading_has_a_line_as_wide_as_itself() -> None:
    assert underline("洪水", "-") == "洪水\n----"


@given(st.text(alphabet=st.sampled_from("ab é洪。»« ¿\u00a0\n"), max_size=200), st.integers(min_value=8, max_value=40))
def test_wrapping_loses_nothing_and_keeps_to_the_width(text: str, width: int) -> None:
    lines = wrap(text, width=width).split("\n")

    assert "".join("".join(lines).split(" ")) == "".join(text.replace("\n", " ").split(" "))
    for line in lines:
        assert columns(line) <= width or " " not in line.replace(" »", "»").replace("« ", "«").replace("¿ ", "¿")


def test_a_very_long_word_takes_no_longer_than_its_length() -> None:
    assert wrap("洪" * 100_000).count("\n") == 100_000 // 36
    assert wrap("a" * 1_000_000) == "a" * 1_000_000
