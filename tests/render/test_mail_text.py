"""The text part: a page for a terminal, made from the brief and not from HTML."""

from dataclasses import replace

from briefing.model import Brief, Comment
from briefing.render.eml import EmlRenderer
from briefing.render.mail.columns import columns
from briefing.settings.records import Look
from tests.render import sample
from tests.render.test_mail_message import bodies, context, parsed


def text_of(brief: Brief, language: str | None = None) -> str:
    held = replace(context(), look=Look(language=language))
    return bodies(parsed(EmlRenderer().render(brief, held).content))[0].replace("\r\n", "\n")


def test_every_part_is_there_in_its_order() -> None:
    text = text_of(replace(sample.FLOOD, marking="TLP:GREEN", serial=7))
    parts = [
        "TLP:GREEN\n",
        "Flood at Brandvik\n=================\nBriefing no. 7, as of 9 May 2031\n",
        "\nKey points\n----------\n\n 1. The Orla burst its banks",
        "\nKilled\n            17  people; according to “The rescue service”; 9 May 2031\n                [S3",
        "\nWhat happened\n-------------\nWhat happened, where and when?\n\n  - The Orla",
        "\nWhere sources disagree\n",
        "\n [S1]  Brandvik under water\n       Brandvik Courier, 7 May 2031 (date stated)\n",
        "\nThe whole briefing is attached:\n  flood-at-brandvik-no-7-2031-05-09.pdf (10 kB)\n",
        "\n-- \n",
    ]
    places = [text.find(part) for part in parts]

    assert -1 not in places
    assert places == sorted(places)


def test_no_line_is_wider_than_a_terminal_that_quotes_it() -> None:
    for brief in (sample.FLOOD, sample.many(), sample.EMPTY):
        wide = [line for line in text_of(brief).split("\n") if columns(line) > 72]
        assert all(" " not in line.strip() for line in wide), wide
        assert not any(line != line.rstrip(" ") for line in text_of(brief).split("\n") if line != "-- ")


def test_nothing_is_escaped_and_nothing_hidden_passes() -> None:
    text = text_of(sample.FLOOD)

    assert '<script>alert("rain")</script> said the <b>mayor</b> & {{ 7*7 }}' in text
    assert "⟨U+202E⟩%05 yb⟨U+202C⟩ by noon⟨U+0007⟩" in text
    assert "\u2068فيضان في براندفيك\u2069" in text


def test_citations_come_with_everyone_who_says_the_same() -> None:
    text = " ".join(text_of(sample.FLOOD).split())

    assert "[S1 ¶1; also in S2 ¶1; supported by S4 ¶1; 3 sources, 2 origins]" in text


def test_an_analyst_is_signed_and_told_from_the_sources() -> None:
    brief = replace(
        sample.FLOOD,
        comments=(
            Comment(topic=None, by="Ada Lind", text="The toll will **rise**.\n\n- watch the dam"),
            Comment(topic="response", by="Desk", text="Late."),
        ),
    )
    text = text_of(brief)

    assert "\nComment (Ada Lind):\nThe toll will rise.\n- watch the dam\n" in text
    assert "\n    Comment (Desk):\n    Late.\n" in text


def test_a_brief_of_nothing_says_so() -> None:
    text = text_of(sample.EMPTY)

    assert "No source is dated\n" in text
    assert "No sentence of these sources could be taken as a key point." in text
    assert "\n\n\n\n" not in text


def test_words_and_days_do_not_reorder_each_other_in_a_message_from_right_to_left() -> None:
    text = " ".join(text_of(sample.FLOOD, "ar").split())

    assert "بحسب “\u2068The rescue service\u2069”; 9 مايو 2031" in text
    assert "\u2068[6 مايو 2031]\u2069 evening." in text
    assert "\u2068Brandvik under water\u2069 \u2068Brandvik Courier\u2069, 7 مايو 2031" in text
    assert "\u2068Police count 19 dead" in text


def test_lines_close_what_they_open() -> None:
    lines = text_of(sample.FLOOD, "ar").split("\n")

    assert all(line.count("\u2068") == line.count("\u2069") for line in lines)
