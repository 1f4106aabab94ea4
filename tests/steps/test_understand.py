"""Everything that is known of a pile before the choice."""

import datetime as dt

from briefing.steps.understand import clarifications_of, understand
from tests.conftest import build_document

CRACKS = "She said on Tuesday that engineers had found new cracks in two piers."
SPEECH = build_document(
    f"Mayor Lina Ortega closed the bridge at noon.\n{CRACKS}",
    published=dt.date(2024, 3, 6),
    published_basis="stated",
)
REPORT = build_document("Le pont est resté fermé mardi, a dit la mairie.", "b.txt", language="fr")


def test_a_bracket_mends_an_opening_pronoun():
    pile = understand([SPEECH], frozenset({"en"}))

    assert pile.faults == ((), ())


def test_without_anybody_to_mean_the_pronoun_stays_a_fault():
    alone = build_document(CRACKS, published=dt.date(2024, 3, 6))
    pile = understand([alone], frozenset({"en"}))

    assert pile.faults == (("pronoun",),)


def test_a_language_that_is_not_quoted_is_a_fault_of_every_sentence():
    pile = understand([SPEECH, REPORT], frozenset({"en"}))

    assert pile.faults[-1] == ("language",)
    assert understand([REPORT], frozenset({"fr"})).faults == ((),)


def test_the_tuples_run_in_parallel():
    pile = understand([SPEECH, REPORT], frozenset({"en"}))

    assert len(pile.sentences) == len(pile.stems) == len(pile.faults) == len(pile.dates) == 3
    assert set(pile.origins) == {document.source.id for document in pile.documents}


def test_a_chosen_sentence_has_the_brackets_that_mended_it():
    pile = understand([SPEECH], frozenset({"en"}))
    brackets = clarifications_of(pile, (1,))

    assert [bracket.insert for bracket in brackets[1]] == ["[Lina Ortega]", "[5 March 2024]"]


def test_no_documents_make_an_empty_pile():
    assert understand([], frozenset({"en"})).sentences == ()
