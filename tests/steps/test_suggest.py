"""Topics that the sources themselves seem to be about."""

from dataclasses import replace

from briefing.steps.suggest import MOST, WORDS, suggest
from briefing.steps.words import content
from tests.steps.piles import build_pile

TEXTS = {
    "a.txt": [
        "Divers searched the wreck of the ferry for the missing passengers.",
        "The divers found two passengers below the deck of the ferry.",
        "Inspectors had renewed the licence of the owner in March.",
        "The owner said inspectors had checked the licence twice.",
        "Bakers sold bread on the quay.",
    ],
    "b.txt": [
        "Divers brought up three more passengers from the ferry, the navy said.",
        "The licence was renewed although inspectors had found faults, records of the owner show.",
        "Relatives slept in a school.",
    ],
    "c.txt": [f"Line {word} of the tram runs past the {word} market at noon." for word in ("red", "blue", "green")],
    "d.txt": [f"A {word} kite rose over {word} hill." for word in ("white", "pink", "grey", "brown")],
}


def test_each_topic_gathers_the_words_that_stand_together():
    found = [set(topic.keywords) for topic in suggest(build_pile(TEXTS))]

    assert any({"divers", "ferry", "passengers"} <= words for words in found)
    assert any({"licence", "inspectors", "owner"} <= words for words in found)
    assert sum(map(len, found)) == len(set().union(*found))
    assert max(map(len, found)) <= WORDS


def test_keywords_are_written_as_the_sources_write_them():
    words = {word for topic in suggest(build_pile(TEXTS)) for word in topic.keywords}

    assert words <= {word.strip(".,").lower() for lines in TEXTS.values() for line in lines for word in line.split()}


def test_there_are_no_more_than_asked_for_and_they_come_out_the_same_again():
    pile = build_pile(TEXTS)

    assert len(suggest(pile, 1)) == 1
    assert len(suggest(pile)) <= MOST
    assert suggest(pile) == suggest(pile)


def test_keys_and_titles_are_made_from_the_first_words():
    topic = suggest(build_pile(TEXTS))[0]

    assert topic.key == "-".join(topic.keywords[:2])
    assert topic.title.lower().startswith(topic.keywords[0])


def test_where_no_word_stands_in_several_sentences_there_is_no_topic():
    assert suggest(build_pile({"a.txt": ["One dyke broke.", "Bread was short."]})) == ()


def test_words_of_every_matter_suggest_nothing_in_any_language():
    lines = [f"Trois personnes ont vu la digue de Velde céder vers {hour} heures." for hour in (4, 5, 6)]
    others = [f"Le tram rouge traverse le marché {name}." for name in ("couvert", "neuf", "ancien")]
    pile = build_pile({"a.txt": [*lines, *others], "b.txt": [f"Un {one} passe." for one in "abcdefghi"]})
    documents = tuple(replace(document, language="fr") for document in pile.documents)
    stems = tuple(content(sentence.text, "fr") for sentence in pile.sentences)
    words = {word for topic in suggest(replace(pile, documents=documents, stems=stems)) for word in topic.keywords}

    assert {"digue", "velde"} <= words
    assert words.isdisjoint({"trois", "personnes", "heures", "ont"})
