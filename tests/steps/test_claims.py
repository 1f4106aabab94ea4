"""Who says what, and when they said it."""

import datetime as dt

import pytest

from briefing.model import Sentence, Span
from briefing.steps.figures.claims import dated, find_claims, governing
from briefing.steps.figures.reading import Read, read_sentence
from tests.steps.test_figures import read


def read_one(text: str) -> Read:
    sentence = Sentence(source="s", span=Span(start=0, end=len(text)), paragraph=1, index=0, text=text)
    return read_sentence(sentence, ())


def claimants(text: str) -> list[str]:
    one = read_one(text)
    return [one.text(claim.first, claim.last) for claim in find_claims(one.layout)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said the road was shut.", ["Police"]),
        ("The road was shut, police said on Thursday.", ["police"]),
        ("The road was shut, said Mayor Ana Ruiz.", ["Mayor Ana Ruiz"]),
        ("“It is over,” said a spokesman for the port.", ["a spokesman for the port"]),
        ("According to the army, the road was shut.", ["the army"]),
        ("The road was shut, as per the ministry's website.", ["the ministry's website"]),
        ("Data from the clinic showed a rise.", ["Data from the clinic"]),
        ("Citing local radio, the paper reported a fire.", ["local radio", "the paper"]),
        ("Ana Ruiz, head of the port, said the road was shut.", ["Ana Ruiz, head of the port"]),
        ("The ministry, which had closed the road, said nothing more.", ["The ministry"]),
        ("In Lima the mayor said the road was shut.", ["the mayor"]),
        ("Meanwhile, the mayor also said the road was shut.", ["the mayor"]),
        ("Police and medics said the road was shut.", ["Police and medics"]),
        ("The road was shut and police said it was icy.", ["police"]),
        ("Officials put the death toll at 12.", ["Officials"]),
        ("The fire was confirmed by the port authority.", ["the port authority"]),
        ("He told reporters the road was shut.", ["He"]),
        ("However the mayor said the road was shut.", ["the mayor"]),
        ("Of the fire, according to what officials said on Monday, little is left.", ["what officials"]),
        ("Twelve people died and the mayor said the road was shut.", ["the mayor"]),
        ("The mayor was quoted as saying the road was shut.", ["The mayor"]),
        ("The mayor spoke of chaos.", ["The mayor"]),
        ("The mayor set the toll at 12.", ["The mayor"]),
        ("The mayor puts it at 12.", ["The mayor"]),
        ("The army admitted to 12.", ["The army"]),
        ("The army admitted 12 deaths.", ["The army"]),
        ("The army maintained that the road was shut.", ["The army"]),
        ("On its own account, the road was shut.", ["its own account"]),
        ("The official toll is 12.", ["official"]),
        ("We found the road shut, but the mayor said it was open.", ["the mayor"]),
        ("We said the road was shut.", ["We"]),
        ("The port, citing the mayor, said the road was shut.", ["the mayor", "The port"]),
        ("The mayor, Ana Ruiz, gave a darker account, telling the radio 12 had died.", ["The mayor, Ana Ruiz"]),
        ("The mayor, speaking on the radio, wept, saying 12 had died.", ["The mayor"]),
        ("On Monday, the mayor told all, saying 12 had died.", ["the mayor", "the mayor"]),
        ("On Monday the mayor, saying 12 had died, wept.", []),
        ("Oh dear me, saying 12 had died.", []),
    ],
)
def test_a_claimant_is_named_in_the_words_of_the_source(text: str, expected: list[str]) -> None:
    assert claimants(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The toll is estimated to be 12.",
        "Twelve people were reported missing.",
        "Nine were admitted to hospital.",
        "The blast claimed the lives of 12 miners.",
        "The United States sent aid.",
        "There were no reports of trouble.",
        "Who said that?",
        "You said the road was shut.",
        "The road was shut, said on Monday.",
        "The hospital admitted 41 people.",
        "Nine were admitted to 12 wards.",
        "The mayor spoke on the radio.",
        "Police maintained a cordon.",
        "The official stood in the road.",
        "Adding the six sailors gives a toll of 17.",
    ],
)
def test_not_every_verb_of_saying_has_a_claimant(text: str) -> None:
    assert claimants(text) == []


def test_the_claim_that_opens_before_governs() -> None:
    one = read_one("The mayor said eight had died, while the opposition said 30 had died.")
    eight, thirty = one.layout.phrases

    governed = [governing(one.claims, phrase.first, phrase.last) for phrase in (eight, thirty)]
    assert [one.text(claim.first, claim.last) for claim in governed if claim] == ["The mayor", "the opposition"]


def test_nobody_governs_what_nobody_claims() -> None:
    assert governing((), 0, 1) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Six people died, police said, and 12 were hurt.", ["police", "police"]),
        ("Six people died, police said, while 12 were hurt.", ["police", None]),
    ],
)
def test_a_claim_goes_on_as_far_as_the_turn_of_the_sentence(text: str, expected: list[str | None]) -> None:
    assert told(text) == expected


def test_the_date_of_a_claim_stands_beside_its_verb() -> None:
    text = "Police said on Monday that the fire of Sunday was out."
    one = read_one(text)
    start, end = dated(one.layout, one.claims[0])

    assert text[start:end] == "Police said on Monday"


def told(text: str) -> list[str | None]:
    return [quantity.attributed_to for quantity in read(text, dt.date(2023, 5, 10))]


def test_a_pronoun_means_the_claimant_before_it() -> None:
    assert told("The coastguard said the ferry sank.\nIt said 12 people had died.") == ["The coastguard"]


def test_a_short_name_means_the_fuller_one_before_it() -> None:
    assert told("The interior ministry said no more.\nThe ministry said 12 people had died.") == [
        "The interior ministry"
    ]


def test_a_pronoun_without_anyone_before_it_names_nobody() -> None:
    assert told("He said 12 people had died.") == [None]


def test_a_sentence_that_goes_on_keeps_the_claimant() -> None:
    assert told("The army said a bridge fell.\nAnother 12 people were hurt.") == ["The army"]


def test_a_sentence_of_its_own_does_not() -> None:
    assert told("The army said a bridge fell.\nIn the south, 12 people were hurt.") == [None]


def test_a_quotation_belongs_to_whoever_is_named_at_its_end() -> None:
    assert told('"Twelve people died.\nIt is a dark day," the mayor said.') == ["the mayor"]


def test_a_quotation_that_nobody_signs_belongs_to_nobody() -> None:
    assert told("“Twelve people died.\nIt is a dark day.”") == [None]
