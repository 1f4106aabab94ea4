"""Our scorer on briefs made by hand, and beside the reference scorer on real builds."""

import importlib.util
import json
import shutil
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from benchmarks import score as ours
from benchmarks.gold import Gold, fold, plain
from benchmarks.score import score
from briefing.pipeline import make
from briefing.settings import load, merge
from tests.desk import ROOT

ARTICLE = """Ferry sinks off Pelm
Share this
Twelve people drowned when the ferry Anna sank off Pelm on Monday, police said.
It had been overloaded. The harbour   master was arrested on Tuesday.
Divers found the wreck at a depth of 40 metres.
"""
OTHER = "The harbour master was arrested on Tuesday. Fishermen saved 31 passengers, the coastguard said.\n"
UNITS = [
    ("a.txt", "Ferry sinks off Pelm", "headline", [], ""),
    ("a.txt", "Share this", "noise", [], ""),
    ("a.txt", "Twelve people drowned when the ferry Anna sank off Pelm on Monday, police said.", "body", ["toll"], ""),
    ("a.txt", "It had been overloaded.", "body", ["cause"], "dangling"),
    ("a.txt", "The harbour   master was arrested on Tuesday.", "body", ["cause"], ""),
    ("a.txt", "Divers found the wreck at a depth of 40 metres.", "body", [], ""),
    ("b.txt", "The harbour master was arrested on Tuesday.", "body", ["cause"], ""),
    ("b.txt", "Fishermen saved 31 passengers, the coastguard said.", "body", ["toll"], "garbled"),
]
NAMES = {"a.txt": "S1", "b.txt": "S2"}
TEXTS = {"a.txt": ARTICLE, "b.txt": OTHER}


def build(folder: Path, sections: dict[str, list[int]], **changes: Any) -> tuple[Path, Gold]:
    """A build folder whose sections quote units, and the labels of its event."""
    units = []
    for number, (file, text, kind, topics, flaw) in enumerate(UNITS):
        start = TEXTS[file].index(text)
        unit = {"id": f"u{number}", "file": file, "start": start, "end": start + len(text), "kind": kind}
        units.append({**unit, "topics": topics, "dangling": flaw == "dangling", "garbled": flaw == "garbled"})
    labels = {
        "documents": [
            {"file": "a.txt", "published": "2024-03-05", "title": "Ferry sinks off Pelm", "agency": "HNA"},
            {"file": "b.txt", "published": None, "title": None, "agency": None},
        ],
        "units": units,
        "nuggets": [
            {"id": "t1", "topic": "toll", "vital": True, "any": ["Twelve people drowned"]},
            {"id": "c1", "topic": "cause", "vital": True, "any": ["master was arrested"]},
            {"id": "c2", "topic": "cause", "vital": False, "any": ["overloaded"]},
        ],
        "same_text": [["u4", "u6"]],
        "figures": [figure_label("u2", "killed", 12), figure_label("u7", "rescued", 31)],
        "optional_figures": [figure_label("u5", "missing", 24, approximate=True)],
        "timeline": [{"date": "2024-03-04", "any": ["sank off Pelm"]}, {"date": "2024-03-05", "any": ["arrested"]}],
    }
    articles = folder / "articles"
    (folder / "sources").mkdir(parents=True)
    articles.mkdir()
    for file, text in TEXTS.items():
        (articles / file).write_text(text, "utf-8")
        (folder / "sources" / f"{NAMES[file]}.txt").write_text(text, "utf-8")
    (folder / "gold.json").write_text(json.dumps(labels), "utf-8")
    brief = {
        "sources": [
            {"id": "S1", "origin": "a.txt", "text_file": "sources/S1.txt", "published": "2024-03-05", "title": None},
            {"id": "S2", "origin": "b.txt", "text_file": "sources/S2.txt", "published": None, "title": None},
        ],
        "sections": [
            {"topic": topic, "extracts": [extract(units[place]) for place in places]}
            for topic, places in sections.items()
        ],
        **changes,
    }
    (folder / "brief.json").write_text(json.dumps(brief), "utf-8")
    return folder, Gold(folder / "gold.json", articles)


def extract(unit: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A quoted unit."""
    text = TEXTS[unit["file"]][unit["start"] : unit["end"]]
    citation = {"source": NAMES[unit["file"]], "start": unit["start"], "end": unit["end"], "relation": "quoted"}
    return {"text": text, "citations": [citation], **changes}


def figure_label(unit: str, measure: str, low: int, **changes: Any) -> dict[str, Any]:
    """A labelled figure."""
    label = {"unit": unit, "measure": measure, "low": low, "approximate": False}
    return {**label, "as_of": "2024-03-04", "attributed_to": "police", **changes}


def figure(file: str, measure: str, low: int | None, **changes: Any) -> dict[str, Any]:
    """A figure of a brief."""
    citation = {"source": NAMES[file], "start": 0, "end": 10}
    return {
        "measure": measure,
        "low": low,
        "as_of": "2024-03-04",
        "attributed_to": "Police",
        "citation": citation,
    } | changes


def test_a_good_brief_has_no_fault(tmp_path: Path) -> None:
    values, faults = score(*build(tmp_path / "x", {"toll": [2], "cause": [3, 4]}))

    assert values["dangling"] == 1
    assert values["on_topic"] == values["vital"] == values["nuggets"] == values["verbatim"] == 1.0
    assert values["same_text"] == 0.0
    assert [fault for fault in faults if "dangling" in fault] == ["dangling in cause: It had been overloaded."]


@pytest.mark.parametrize(
    ("sections", "name", "value"),
    [
        ({"toll": [1]}, "noise", 1),
        ({"toll": [0]}, "headline", 1),
        ({"toll": [7]}, "garbled", 1),
        ({"toll": [4, 6]}, "repeated", 1),
        ({"toll": [2], "cause": [2]}, "repeated", 1),
        ({"toll": [2, 5]}, "repeated", 0),
        ({"cause": [2]}, "on_topic", 0.0),
        ({"toll": [2, 5]}, "on_topic", 0.5),
        ({"toll": [2]}, "vital", 0.5),
        ({"cause": [2, 3]}, "dangling", 0),
        ({}, "on_topic", None),
        ({"toll": [2]}, "verbatim", 1.0),
    ],
)
def test_faults_are_counted(tmp_path: Path, sections: dict[str, list[int]], name: str, value: float | None) -> None:
    assert score(*build(tmp_path / "x", sections))[0][name] == value


def test_a_bracket_with_a_name_mends_what_dangles(tmp_path: Path) -> None:
    folder, gold = build(tmp_path / "x", {"cause": [3]})
    brief = json.loads((folder / "brief.json").read_text("utf-8"))
    brief["sections"][0]["extracts"][0]["clarifications"] = [{"basis": "name"}]
    (folder / "brief.json").write_text(json.dumps(brief), "utf-8")

    assert score(folder, gold)[0]["dangling"] == 0


def test_what_is_not_in_the_articles_or_not_verbatim_is_named(tmp_path: Path) -> None:
    folder, gold = build(tmp_path / "x", {"toll": [2]})
    brief = json.loads((folder / "brief.json").read_text("utf-8"))
    brief["sections"][0]["extracts"][0]["text"] = "Nobody wrote this."
    (folder / "brief.json").write_text(json.dumps(brief), "utf-8")
    values, faults = score(folder, gold)

    assert (values["verbatim"], values["found"]) == (0.0, 0.0)
    assert "not verbatim: Nobody wrote this." in faults
    assert "not in the articles in toll: Nobody wrote this." in faults


def test_words_behind_the_180th_state_nothing(tmp_path: Path) -> None:
    folder, gold = build(tmp_path / "x", {"toll": [5] * 20 + [2]})

    assert score(folder, gold)[0]["vital"] == 0.0


def test_key_points_have_to_be_extracts_of_sections(tmp_path: Path) -> None:
    folder, gold = build(tmp_path / "x", {"toll": [2]})
    brief = json.loads((folder / "brief.json").read_text("utf-8"))
    share_button = {"text": "Share this", "citations": [{"source": "S1", "start": 21, "end": 31, "relation": "quoted"}]}
    brief["key_points"] = [brief["sections"][0]["extracts"][0], share_button]
    (folder / "brief.json").write_text(json.dumps(brief), "utf-8")
    values, faults = score(folder, gold)

    assert values["noise"] == 1
    assert "bad key point: Share this" in faults


def test_figures_are_matched_by_document_measure_and_value(tmp_path: Path) -> None:
    figures = [
        figure("a.txt", "dead", 12),
        figure("a.txt", "dead", 12),
        figure("a.txt", "missing", 30),
        figure("b.txt", "injured", 3),
        figure("b.txt", "checkpoints", 5),
        figure("b.txt", "injured", None),
    ]
    values, faults = score(*build(tmp_path / "x", {}, figures=figures))

    assert (values["figures_precision"], values["figures_recall"]) == (0.5, 0.5)
    assert values["figures_f1"] == 0.5
    assert values["figures_as_of"] == values["figures_attributed"] == 1.0
    assert "figure not found: rescued 31 (u7)" in faults
    assert "wrong figure: injured 3 None in b.txt" in faults


def test_documents_and_days_are_compared(tmp_path: Path) -> None:
    entry = {"date": "2024-03-04", "extract": {"text": "The ferry Anna sank off Pelm on Monday."}}
    stray = {"date": "2019-01-01", "extract": {"text": "A storm."}}
    values, faults = score(*build(tmp_path / "x", {}, timeline=[entry, stray]))

    assert (values["dates"], values["titles"], values["agencies"]) == (1.0, 0.0, 0.0)
    assert (values["timeline"], values["timeline_wrong"]) == (0.5, 1)
    assert "timeline lacks 2024-03-05" in faults


def test_the_command_prints_faults_and_scores(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder, _ = build(tmp_path / "x", {"toll": [2]})
    assert ours.main([str(folder), str(folder / "gold.json"), str(folder / "articles")]) == 0
    assert "on_topic             1.0" in capsys.readouterr().out

    with pytest.raises(SystemExit, match="BUILD GOLD"):
        ours.main([])


@pytest.mark.parametrize(
    ("text", "folded", "places"),
    [("a  b", "a b", [0, 1, 3]), ("\n a\u00a0\nb ", "a b ", [2, 3, 5, 6]), ("", "", [])],
)
def test_white_space_is_folded_and_places_are_kept(text: str, folded: str, places: list[int]) -> None:
    assert fold(text) == (folded, places)


def test_quotation_marks_are_made_plain() -> None:
    assert plain("\u201cIt\u2019s\u00a0late,\u201d  he\nsaid") == '"It\'s late," he said'


@pytest.fixture(scope="module")
def theirs(reference: Path) -> ModuleType:
    """The reference scorer as a module."""
    spec = importlib.util.spec_from_file_location("reference_score", reference / "tools" / "score.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("event", ["reference", "flood", "election", "plant"])
def test_it_agrees_with_the_reference_scorer(event: str, reference: Path, theirs: ModuleType, tmp_path: Path) -> None:
    """On a build as it is, and on one that is spoilt: furniture quoted, words changed, sections exchanged."""
    folder = ROOT / "benchmarks" / "events" / event
    labels, articles = folder / "gold.json", folder / "articles"
    settings = ROOT / "seeds" / "briefing.toml" if event == "reference" else folder / "briefing.toml"
    if event == "reference":
        labels, articles = reference / "gold" / "kazakhstan-2022.json", reference / "seeds"
    place = tmp_path / "build"
    make([str(articles)], merge(load(settings), formats=("json",)), place, base=articles)
    gold, other = Gold(labels, articles), theirs.Gold(labels, articles)
    assert score(place, gold)[0] == theirs.score(place, other)[0]

    spoil(place / "brief.json", gold)
    mine, (values, _) = score(place, gold)[0], theirs.score(place, other)
    assert mine == values
    assert mine["noise"]
    assert mine["repeated"]
    shutil.rmtree(place)


def spoil(path: Path, gold: Gold) -> None:
    """Put one fault of each kind into a brief."""
    brief = json.loads(path.read_text("utf-8"))
    first, second, *_ = brief["sections"]
    first["extracts"], second["extracts"] = second["extracts"], [*first["extracts"], *second["extracts"][:1]]
    files = {Path(source["origin"]).name: source["id"] for source in brief["sources"]}
    wanted = [
        next((unit for unit in gold.units if unit.kind == "noise" and unit.end - unit.start > 5), None),
        next((unit for unit in gold.units if unit.kind == "headline"), None),
        next((unit for unit in gold.units if unit.dangling), None),
        next((unit for unit in gold.units if unit.garbled), None),
    ]
    for unit in filter(None, wanted):
        text = (path.parent / "sources" / f"{files[unit.file]}.txt").read_bytes().decode("utf-8")[unit.start : unit.end]
        citation = {"source": files[unit.file], "start": unit.start, "end": unit.end, "paragraph": 1}
        second["extracts"].append({"id": "E0", "text": text, "citations": [{**citation, "relation": "quoted"}]})
    brief["sections"][2]["extracts"][0]["text"] += " "
    for figure_found in brief["figures"][::3]:
        figure_found["low"] = 777
    for entry in brief["timeline"][::2]:
        entry["date"] = "1999-01-01"
    brief["key_points"][0]["text"] = "No article has this."
    path.write_text(json.dumps(brief), "utf-8")
