"""What no file can hold is replaced in one way everywhere."""

import hashlib
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.characters import utf8, whole
from briefing.pipeline import make_brief, summarise
from briefing.settings import Settings
from tests.conftest import build_source

BROKEN = "The river\ud800 rose by three metres on Monday night and flooded the lower town.\n"


@given(st.text(st.characters(codec=None), max_size=40))
def test_every_text_can_be_written_down_and_keeps_its_length(text: str) -> None:
    assert utf8(text).decode() == whole(text)
    assert len(whole(text)) == len(text)


def test_a_text_without_lone_surrogates_stays_as_it_is() -> None:
    assert whole("Łódź \U0001f30a \ufffd") == "Łódź \U0001f30a \ufffd"


def test_the_hash_of_a_source_is_that_of_the_file_it_is_written_to() -> None:
    brief = make_brief([replace(build_source("x"), text=BROKEN)], Settings())

    assert brief.sources[0].text_sha256 == hashlib.sha256(whole(BROKEN).encode()).hexdigest()


def test_a_text_that_is_handed_over_is_read_as_a_file_would_be_and_its_broken_sentence_is_not_quoted() -> None:
    sound = "Soldiers built a footbridge to the station before noon on Tuesday."

    assert [extract.text for extract in summarise([f"{BROKEN}\n{sound}\n"])] == [sound]
