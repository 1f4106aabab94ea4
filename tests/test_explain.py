"""briefing why: in plain words and as JSON, from the build folder alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import explain
from briefing.cli import main
from briefing.errors import BriefingError
from tests.desk import ARTICLES, Json, extracts_of, read_brief

Capture = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A brief of our own articles, on its own in a folder."""
    folder = tmp_path_factory.mktemp("why")
    build = folder / "brief"
    assert main(["make", str(ARTICLES), "--topics", "disaster", "--format", "html,json", "-o", str(build)]) == 0
    return build


@pytest.fixture
def build(built: Path, tmp_path: Path) -> Path:
    """A copy that a test may spoil."""
    copy = tmp_path / "brief"
    (copy / "sources").mkdir(parents=True)
    for path in built.rglob("*.*"):
        (copy / path.relative_to(built)).write_bytes(path.read_bytes())
    return copy


def change(build: Path, edit: Callable[[Json], object]) -> None:
    """Change brief.json."""
    brief = read_brief(build)
    edit(brief)
    (build / "brief.json").write_text(json.dumps(brief), "utf-8")


def text_of(build: Path, cited: Json) -> str:
    whole = (build / "sources" / f"{cited['source']}.txt").read_text("utf-8")
    return whole[cited["start"] : cited["end"]]


def test_every_extract_has_an_account_in_plain_words(build: Path, capsys: Capture) -> None:
    brief = read_brief(build)
    titles = {section["topic"]: section["title"] for section in brief["sections"]}
    capsys.readouterr()
    for section in brief["sections"]:
        for extract in section["extracts"]:
            assert main(["why", extract["id"], str(build)]) == 0
            said = capsys.readouterr().out
            assert said.startswith(f"{extract['id']} {titles[section['topic']]}\n  {extract['text']} [S")
            assert " about it" in said


def test_an_extract_says_which_kind_of_answer_it_gives(build: Path, capsys: Capture) -> None:
    kinds = {why["extract"]: why["answers"] for why in read_brief(build)["explanations"]}
    capsys.readouterr()
    opening = next(extract for extract, answers in kinds.items() if answers == "news")
    other = next(extract for extract, answers in kinds.items() if answers is None)

    assert main(["why", opening, str(build)]) == 0
    assert "). Its article opens with it.\n" in capsys.readouterr().out
    assert main(["why", other, str(build)]) == 0
    assert "Its article opens with it" not in capsys.readouterr().out


def test_what_is_told_as_json_has_the_texts(build: Path, capsys: Capture) -> None:
    brief = read_brief(build)
    held = [why for why in brief["explanations"] if why["displaced"] and why["next"]]
    capsys.readouterr()
    assert held
    for why in held:
        assert main(["why", why["extract"], str(build), "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert [text_of(build, cited) for cited in why["displaced"]] == [cited["text"] for cited in told["displaced"]]
        assert told["next"]["text"] == text_of(build, why["next"])
        assert (told["extract"], told["facts"]) == (why["extract"], why["facts"])


def test_displaced_and_next_sentences_are_printed_with_their_places(build: Path, capsys: Capture) -> None:
    why = next(why for why in read_brief(build)["explanations"] if why["displaced"] and why["next"])
    capsys.readouterr()

    assert main(["why", why["extract"], str(build)]) == 0
    said = capsys.readouterr().out
    for cited in (*why["displaced"], why["next"]):
        assert f"  {' '.join(text_of(build, cited).split())} [{cited['source']} ¶{cited['paragraph']}]\n" in said


@pytest.mark.parametrize("name", ["E1", "e1", "1"])
def test_an_id_may_be_written_shorter(build: Path, name: str) -> None:
    assert explain.explain(build, name).extract.id == "E1"


@pytest.mark.parametrize(("name", "nearest"), [("E0", "E1, E2, E3"), ("E9999", ""), ("casualties", "E1, E2, E3")])
def test_an_unknown_id_names_the_nearest(build: Path, capsys: Capture, name: str, nearest: str) -> None:
    assert main(["why", name, str(build)]) == 2
    said = capsys.readouterr().err
    last = max(int(extract["id"][1:]) for extract in every_extract(read_brief(build)))
    assert f"nearest: {nearest or f'E{last}, E{last - 1}, E{last - 2}'}" in said


def every_extract(brief: Json) -> list[Json]:
    return [*extracts_of(brief), *(event["extract"] for event in brief["timeline"])]


def test_a_happening_of_the_timeline_is_explained(tmp_path: Path, capsys: Capture) -> None:
    build = tmp_path / "short"
    assert (
        main(["make", str(ARTICLES), "--topics", "disaster", "--sentences", "2", "--format", "json", "-o", str(build)])
        == 0
    )
    brief = read_brief(build)
    inside = {extract["id"] for extract in extracts_of(brief)}
    alone = next(event for event in brief["timeline"] if event["extract"]["id"] not in inside)
    capsys.readouterr()

    assert main(["why", alone["extract"]["id"], str(build)]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{alone['extract']['id']} Timeline, {alone['date']}\n")
    assert "In the timeline alone: " in said


def test_a_key_point_says_why_it_is_one(build: Path, capsys: Capture) -> None:
    first = read_brief(build)["key_points"][0]["id"]
    capsys.readouterr()

    assert main(["why", first, str(build)]) == 0
    assert "Key point: It states the newest toll." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("spoilt", "said"),
    [
        ({"pinned": True}, "Pinned: An editor put it here.\n"),
        ({"fit": 0.1, "place": 90, "about": 12, "answers": None}, ": hardly about it\n"),
        ({"outside": "repeats", "repeats": "E2"}, "In the timeline alone: It repeats E2.\n"),
        ({"key_point": "origins"}, "Key point: More origins state it than other extracts of its section.\n"),
    ],
)
def test_every_reason_is_a_sentence(build: Path, capsys: Capture, spoilt: Json, said: str) -> None:
    change(build, lambda brief: brief["explanations"][0].update(spoilt))
    capsys.readouterr()

    assert main(["why", "E1", str(build)]) == 0
    assert said in capsys.readouterr().out


def test_a_brief_of_an_earlier_version_says_what_to_do(build: Path) -> None:
    change(build, lambda brief: brief.pop("explanations"))

    with pytest.raises(BriefingError, match="an earlier version of briefing made it; make the briefing again"):
        explain.explain(build, "E1")


def test_a_brief_without_extracts_has_no_nearest(build: Path) -> None:
    change(build, lambda brief: brief.update(sections=[], timeline=[], key_points=[]))

    with pytest.raises(BriefingError, match="it has none at all"):
        explain.explain(build, "E1")


@pytest.mark.parametrize("spoilt", [{"source": "S99"}, {"end": 10_000_000}, {"start": -1}])
def test_a_place_where_nothing_stands_is_named(build: Path, spoilt: Json) -> None:
    why = next(why for why in read_brief(build)["explanations"] if why["next"])

    def spoil(brief: Json) -> None:
        next(held for held in brief["explanations"] if held["extract"] == why["extract"])["next"].update(spoilt)

    change(build, spoil)
    with pytest.raises(BriefingError, match="where nothing stands: the build was changed"):
        explain.explain(build, why["extract"])


def test_where_there_is_no_build_there_is_nothing_to_explain(tmp_path: Path, capsys: Capture) -> None:
    assert main(["why", "E1", str(tmp_path)]) == 1
    assert "name a build folder" in capsys.readouterr().err


def test_the_page_opens_the_reasons_on_demand(build: Path) -> None:
    page = (build / "brief.html").read_text("utf-8")
    inside = extracts_of(read_brief(build))

    assert page.count('<details class="why">') == len(inside)
    assert "<summary>Why E1?</summary>" in page
