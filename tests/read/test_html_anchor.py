"""An extractor's lines, found again in the page: the page's own words win."""

from briefing.read.pages.anchor import Anchors, plain
from briefing.read.pages.blocks import Block, blocks_of, key_of, prune
from briefing.read.pages.markup import parse
from tests.read.test_html import FIFTH, FIRST, FOURTH, SECOND, THIRD


def blocks(body: str) -> list[Block]:
    tree, _ = parse(f"<html><body>{body}</body></html>")
    assert tree is not None
    prune(tree)
    return blocks_of(tree)


def found(body: str, *lines: str) -> list[tuple[str, bool]]:
    return [(piece.text, piece.whole) for piece in Anchors(blocks(body)).pieces(lines)]


def test_a_line_takes_the_spaces_and_signs_of_the_page() -> None:
    assert found("<p>The <i>Orle\xa0Post</i> – 4.5 km</p>", "TheOrle Post- 4.5km") == [
        ("The Orle\xa0Post – 4.5 km", True)
    ]


def test_what_an_extractor_dropped_inside_a_sentence_comes_back() -> None:
    body = (
        f"<p>{FIRST}</p><p>The minister said that <a>the state would pay</a> for every house in the four villages.</p>"
    )
    dropped = "The minister said that for every house in the four villages."

    assert found(body, FIRST, dropped)[1] == (
        "The minister said that the state would pay for every house in the four villages.",
        True,
    )


def test_what_an_extractor_dropped_at_the_beginning_of_a_sentence_comes_back() -> None:
    whole = "Radio Orle said that nobody had warned the people of the villages."

    assert found(f"<p><a>Radio Orle</a> said {whole[16:]}</p>", whole[11:]) == [(whole, True)]


def test_a_line_that_ran_over_paragraphs_comes_apart_again() -> None:
    body = f"<p>{FIRST}</p><p>{SECOND}</p><p>{THIRD}</p>"

    assert found(body, f"{FIRST} {SECOND} {THIRD}") == [(FIRST, True), (SECOND, True), (THIRD, True)]


def test_a_line_that_ran_over_paragraphs_and_lost_a_link_comes_apart_too() -> None:
    body = f"<p>{FIRST}</p><p><a>More on this</a></p><p>{THIRD}</p><p>{FOURTH}</p>"

    assert found(body, f"{FIRST} {THIRD} {FOURTH}") == [(FIRST, True), (THIRD, True), (FOURTH, True)]


def test_a_line_with_much_that_is_not_in_the_page_stays_as_it_is() -> None:
    line = f"{FIRST} {'And then something that no paragraph of this page says. ' * 5}".strip()

    assert found(f"<p>{FIRST}</p><p>{FIFTH}</p>", line) == [(line, False)]


def test_the_row_of_a_table_stays_a_row() -> None:
    body = "<table><tr><td>Lindau</td><td>140</td><td>2</td></tr><tr><td>Orle</td><td>200</td><td>0</td></tr></table>"

    assert found(body, "| Lindau | 140 | 2 |", "| Orle | 200 | 0 |") == [
        ("Lindau | 140 | 2", False),
        ("Orle | 200 | 0", False),
    ]


def test_short_lines_are_found_where_they_are_whole() -> None:
    body = f"<nav>Damage</nav><p>{FIRST} Damage done.</p><h2>Damage</h2><p>{SECOND}</p>"

    assert found(body, f"{FIRST} Damage done.", "Damage", SECOND) == [
        (f"{FIRST} Damage done.", True),
        ("Damage", True),
        (SECOND, True),
    ]


def test_part_of_a_paragraph_that_stands_there_whole_is_not_said_again() -> None:
    assert found(f"<p>{FIRST}</p>", FIRST, "flooded four villages north of Lindau") == [(FIRST, True)]


def test_a_line_that_is_nowhere_leaves_the_one_before_it_alone() -> None:
    assert found(f"<p>{FIRST}</p>", FIRST, "A sentence that this page never had.") == [
        (FIRST, True),
        ("A sentence that this page never had.", False),
    ]


def test_a_page_without_a_block_gives_lines_back() -> None:
    assert [piece.text for piece in Anchors([]).pieces([FIRST])] == [FIRST]


def test_a_line_without_a_letter_says_nothing() -> None:
    assert found(f"<p>{FIRST}</p>", "***", FIRST) == [(FIRST, True)]


def test_the_signs_that_extractors_set_are_taken_off() -> None:
    assert plain("- Both schools.") == "Both schools."
    assert plain("| | one |  two | ") == "one | two"


def test_hundreds_of_lines_that_are_nowhere_end_the_search() -> None:
    lines = [f"{FIRST[:40]} and nothing like the page, number {number}, in any respect" for number in range(300)]

    assert len(found(f"<p>{FIRST}</p>", *lines)) == 300


def test_preformatted_lines_are_lines() -> None:
    assert [(block.text, block.joined) for block in blocks("<pre>one two\nthree\n\nfour</pre><p>five</p>")] == [
        ("one two", False),
        ("three", True),
        ("four", False),
        ("five", False),
    ]


def test_keys_are_letters_and_digits() -> None:
    assert key_of("„Größe“ – 4,5 KM!") == "grösse45km"
