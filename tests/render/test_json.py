"""brief.json: exactly the contract, checked against the schema that ships."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from briefing.model import Artifact, Brief
from briefing.render import json as json_module
from briefing.render.json import JsonRenderer, schema
from tests.render import sample

SHIPPED = Path(json_module.__file__).with_name("brief.schema.json")
KEYS = [
    "format",
    "generator",
    "title",
    "language",
    "as_of",
    "serial",
    "series",
    "marking",
    "period",
    "sources",
    "key_points",
    "sections",
    "figures",
    "timeline",
    "names",
    "findings",
    "excluded",
    "files",
    "settings",
]


@pytest.fixture(scope="module")
def held(made: dict[str, Artifact]) -> dict[str, object]:
    return json.loads(made["json"].content)


@pytest.mark.parametrize("brief", [sample.FLOOD, sample.EMPTY, sample.many()], ids=lambda brief: brief.title[:8])
def test_every_brief_fits_the_schema_that_ships(brief: Brief) -> None:
    validator = jsonschema.Draft202012Validator(
        json.loads(SHIPPED.read_text("utf-8")), format_checker=jsonschema.FormatChecker()
    )

    validator.validate(json.loads(sample.artifacts(brief)["json"].content))


def test_the_schema_that_ships_is_the_one_the_code_means() -> None:
    meant = json.loads(json.dumps(schema()))

    assert json.loads(SHIPPED.read_text("utf-8")) == meant, "write schema() to brief.schema.json"


def test_the_schema_refuses_what_is_no_brief(held: dict[str, object]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(held | {"format": "briefing/2"}, schema())


def test_the_keys_come_in_the_order_of_the_contract(held: dict[str, object]) -> None:
    assert list(held) == KEYS


def test_dates_are_iso_and_the_period_is_from_and_to(held: dict[str, object]) -> None:
    assert held["as_of"] == "2031-05-09"
    assert held["period"] == {"from": "2031-05-06", "to": "2031-05-09"}


def test_the_text_of_a_source_is_not_in_the_file(held: dict[str, object]) -> None:
    assert all("text" not in source for source in held["sources"])
    assert held["sources"][0]["text_file"] == "sources/S1.txt"


def test_what_was_cut_carries_its_rule(held: dict[str, object]) -> None:
    assert held["excluded"][0]["rule"] == "appeal"


def test_the_companions_are_listed_with_their_hashes(held: dict[str, object], made: dict[str, Artifact]) -> None:
    files = {file["name"]: file["sha256"] for file in held["files"]}

    assert list(files) == ["brief.html", *(f"sources/S{number}.txt" for number in range(1, 7))]
    assert files["brief.html"] == hashlib.sha256(made["html"].content).hexdigest()
    assert files["sources/S4.txt"] == hashlib.sha256(sample.RUSSIAN.encode("utf-8")).hexdigest()


def test_the_file_does_not_list_itself(made: dict[str, Artifact]) -> None:
    again = JsonRenderer().render(sample.FLOOD, sample.context(artifacts=made))

    assert again == made["json"]


def test_the_file_is_readable_utf8_with_a_line_at_the_end(made: dict[str, Artifact]) -> None:
    text = made["json"].content.decode("utf-8")

    assert "Наводнение" in text
    assert text.startswith('{\n  "format": "briefing/1",\n')
    assert text.endswith("}\n")


def test_lone_surrogates_become_the_replacement_character() -> None:
    broken = replace(sample.SOURCES[0], title="Half \ud83d a sign", text="Half \ud83d")
    brief = replace(sample.EMPTY, sources=(broken,), settings=(("sentences", 6), ("words", ["a", None])))

    held = json.loads(JsonRenderer().render(brief, sample.context()).content)

    assert held["sources"][0]["title"] == "Half \ufffd a sign"
    assert held["files"][0]["sha256"] == hashlib.sha256("Half \ufffd".encode()).hexdigest()
    assert held["settings"] == {"sentences": 6, "words": ["a", None]}


def test_a_package_that_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise json_module.PackageNotFoundError(name)

    json_module.program_version.cache_clear()
    monkeypatch.setattr(json_module, "version", missing)

    assert json_module.program_version() == "unknown"
    json_module.program_version.cache_clear()
