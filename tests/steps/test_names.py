"""Names: the cases in tests/cases/names.md, who is who, and what hostile text must not do."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Document, NameMention, Sentence, Span
from briefing.steps.names import find_names, who_is_who
from tests.conftest import build_document, read_cases


def lines(text: str, origin: str = "a.txt", language: str = "en") -> tuple[Document, list[Sentence]]:
    """A document whose every line is a sentence and a paragraph."""
    document = build_document(text, origin, language=language)
    sentences = [
        Sentence(
            source=document.source.id,
            span=passage.span,
            paragraph=passage.paragraph,
            index=index,
            text=text[passage.span.start : passage.span.end],
        )
        for index, passage in enumerate(document.passages)
    ]
    return document, sentences


def pile(text: str) -> tuple[list[Document], list[Sentence]]:
    """The documents of a case, parted by a line of three hyphens."""
    made = [lines(part, f"{number}.txt") for number, part in enumerate(text.split("\n---\n"))]
    return [document for document, _ in made], [sentence for _, some in made for sentence in some]


def told(mention: NameMention, documents: list[Document]) -> str:
    """A mention as the cases write it."""
    text = next(document.source.text for document in documents if document.source.id == mention.source)
    form = text[mention.span.start : mention.span.end]
    name = mention.name if form == mention.name else f"{form}: {mention.name}"
    return f"{mention.kind} {name}" + (f", {mention.office}" if mention.office else "")


@pytest.mark.parametrize(("given", "expected"), read_cases("names"))
def test_names_are_found_and_mean_what_the_case_says(given: str, expected: str) -> None:
    documents, sentences = pile(given)

    found = [told(mention, documents) for mention in find_names(documents, sentences)]

    assert found == expected.split("\n" if expected else None)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Bundeskanzler Karl Brandner besucht die Stadt Essen.", [("Karl Brandner", "Bundeskanzler")]),
        ("de", "Der Mann sprach von Großer Freude in Bad Homburg.", []),
        ("fr", "Le maire de Lorme, Paul Durand, est venu.", [("Paul Durand", "maire de Lorme")]),
        ("fr", "La directrice de Médecins Sans Frontières est venue.", []),
        ("fr", "Le préfet Jean Roux est venu, puis Roux est reparti.", [("Jean Roux", "préfet")] * 2),
        ("fr", "Le préfet Jean Roux est venu à l’Hôtel Roux.", [("Jean Roux", "préfet")]),
        ("es", "El ministro de Defensa Luis Mora llegó.", [("Luis Mora", "ministro de Defensa")]),
        ("ru", "Министр обороны России Иван Белов приехал.", [("Иван Белов", "Министр обороны России")]),
        ("ru", "Дом губернатора Ивана Белова сгорел.", []),
        ("tr", "Vali Osman Erdem'in konvoyu geldi.", [("Osman Erdem", "Vali")]),
        ("zh", "市长王明到达现场。", []),
    ],
)
def test_other_languages_name_those_behind_an_office(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    document, sentences = lines(text, language=language)

    assert [(one.name, one.office) for one in find_names([document], sentences)] == expected


def test_nothing_gives_nothing() -> None:
    assert find_names([], []) == ()
    assert who_is_who((), {}) == ()


WORDS = st.sampled_from(
    [
        *(
            "President",
            "Ana",
            "Duarte",
            "Duarte's",
            "the",
            "The",
            "of",
            "and",
            "(OCS)",
            "[OCS]",
            "OCS",
            "UN",
            "KENYA’S",
            "Kenya's",
            ",",
            ".",
            "“",
            "”",
            '"',
            "ministry",
        ),
        *(
            "interior",
            "spokesman",
            "said",
            "al-Sisi",
            "van",
            "der",
            "J.",
            "Jr.",
            "9",
            "Mr",
            "東京",
            "Éric",
            "ǅ",
            "İ",
            "́",
            "-",
            "’",
            "\\u00a0",
            ",",
            "who",
        ),
    ]
)


@given(st.lists(st.one_of(WORDS, st.text(max_size=6)), max_size=40).map(" ".join))
def test_any_text_gives_spans_in_range_and_in_order(text: str) -> None:
    document = build_document(text)
    sentence = Sentence(source=document.source.id, span=Span(start=0, end=len(text)), paragraph=1, index=0, text=text)

    found = find_names([document], [sentence])

    places = [(mention.span.start, mention.span.end) for mention in found]
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in pairwise(places))
    assert found == find_names([document], [sentence])


@pytest.mark.parametrize("piece", ["A.B.C.", "Ana ", "de ", "A’", "President, ", "X Smith said. ", "of the ", "(A "])
def test_hostile_text_is_read_to_its_end(piece: str) -> None:
    document, sentences = lines(piece * 10_000 + "President Ana Duarte spoke")

    found = find_names([document], sentences)

    assert all(mention.span.end <= len(document.source.text) for mention in found)


def test_who_is_who_lists_people_with_office_short_forms_and_sources() -> None:
    documents, sentences = pile(
        "Nurse Bela Kiss helped.\nPresident Ana Duarte spoke.\nDuarte left.\n---\nAna Duarte won.\nThe OCS said no.\n"
        "The Organisation of Coastal States (OCS) met in Cairo."
    )
    numbers = {document.source.id: f"S{number}" for number, document in enumerate(documents, 1)}

    who = who_is_who(find_names(documents, sentences), numbers, documents)

    assert [(name.name, name.kind, name.office, name.also, name.sources) for name in who] == [
        ("Ana Duarte", "person", "President", ("Duarte",), ("S1", "S2")),
        ("Bela Kiss", "person", "Nurse", (), ("S1",)),
        ("Organisation of Coastal States", "organisation", None, ("OCS",), ("S2",)),
    ]


def test_who_is_who_counts_to_ten_in_order_and_needs_no_texts() -> None:
    documents, sentences = pile("\n---\n".join(["President Ana Duarte spoke."] * 10))
    numbers = {document.source.id: f"S{number}" for number, document in enumerate(documents, 1)}

    (who,) = who_is_who(find_names(documents, sentences), numbers)

    assert who.sources == tuple(f"S{number}" for number in range(1, 11))
    assert who.also == ()


def test_a_reference_to_an_office_is_no_short_form() -> None:
    documents, sentences = pile("Kenyan President Daniel Kiprono spoke.\nThe Kenyan president left.")
    numbers = {documents[0].source.id: "S1"}

    (who,) = who_is_who(find_names(documents, sentences), numbers, documents)

    assert (who.office, who.also) == ("Kenyan President", ())


def test_who_is_who_says_a_title_once_that_is_part_of_the_name() -> None:
    document, sentences = lines("Prince Andrew spoke for an hour. Prince Andrew left.")

    (who,) = who_is_who(find_names([document], sentences), {document.source.id: "S1"}, [document])

    assert (who.name, who.office) == ("Prince Andrew", None)
