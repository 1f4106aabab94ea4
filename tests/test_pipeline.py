"""The spine: pure in the middle, careful at both ends."""

import datetime as dt
from pathlib import Path

import msgspec
import pytest

import briefing
from briefing.errors import PluginError, ReadError, SettingsError
from briefing.pipeline import make, make_brief, render, silent, summarise
from briefing.rendering import EPOCH
from briefing.settings import Clean, Drop, Override, Pin, Settings, TopicTable
from tests.conftest import build_source

FIRE = """Fire destroys the old timber market

Published: 4 March 2024

HOLM (Reuters) - A fire destroyed the timber market of Holm on Sunday night, and police said that three people had died.

Fire crews from four towns fought the flames until dawn on Monday.

The mayor, Karin Lund, said that the wiring of the market hall had been due for repair since last autumn.

Share this article
"""
TOLL = """Toll of market fire rises to five

Published: 6 March 2024

Five people died in the fire at the timber market in Holm, the county hospital said on Wednesday.

Traders asked the town for money to rebuild their stalls before the summer season.
"""
SOURCES = (build_source(FIRE, "a.txt"), build_source(TOLL, "b.txt"))
TOPICS = (
    TopicTable(key="dead", title="The dead", keywords=("died", "killed", "toll")),
    TopicTable(key="after", title="Afterwards", keywords=("rebuild", "money", "repair")),
)
SETTINGS = Settings(title="Fire in Holm", topics="none", topic_tables=TOPICS, formats=("json",))


def texts(brief, topic):
    return [extract.text for section in brief.sections if section.topic == topic for extract in section.extracts]


def test_the_same_sources_and_settings_give_the_same_brief():
    assert make_brief(SOURCES, SETTINGS) == make_brief(SOURCES, SETTINGS)


def test_a_brief_says_what_stands_in_its_sources():
    brief = make_brief(SOURCES, SETTINGS)

    assert brief.as_of == dt.date(2024, 3, 6)
    assert [source.id for source in brief.sources] == ["S1", "S2"]
    assert any(text.startswith("Five people died") for text in texts(brief, "dead"))
    assert brief.key_points[0].text.startswith("Five people died")
    assert {(figure.measure, figure.low) for figure in brief.figures} == {("killed", 3), ("killed", 5)}


def test_what_could_not_be_read_is_named_among_the_gaps():
    brief = make_brief(SOURCES, SETTINGS, ["c.pdf: no reader for PDF"])

    assert "c.pdf: no reader for PDF" in [finding.text for finding in brief.findings if finding.kind == "gap"]


def test_pins_drops_and_overrides_shape_the_brief():
    settings = msgspec.structs.replace(
        SETTINGS,
        pins=(Pin(topic="after", text="Fire crews from four towns"),),
        drops=(Drop(text="Five people died"),),
        overrides=(Override(path="a.txt", published=dt.date(2024, 3, 9)),),
    )
    brief = make_brief(SOURCES, settings)

    assert any(text.startswith("Fire crews") for text in texts(brief, "after"))
    assert not any(text.startswith("Five people") for text in texts(brief, "dead"))
    assert brief.as_of == dt.date(2024, 3, 9)


def test_a_rule_that_is_not_there_cannot_be_switched_off():
    with pytest.raises(SettingsError, match=r"no rule is called nonsense; the rules are .*caption"):
        make_brief(SOURCES, msgspec.structs.replace(SETTINGS, clean=Clean(off=("nonsense",))))


def test_an_unknown_ranker_names_those_that_are_there():
    with pytest.raises(PluginError, match="lexrank"):
        make_brief(SOURCES, msgspec.structs.replace(SETTINGS, ranker="lexrnk"))


@pytest.mark.parametrize("ranker", ["textrank", "lsa", "luhn", "kl", "sumbasic", "reduction"])
@pytest.mark.filterwarnings("ignore:Number of words")
def test_every_ranker_makes_a_brief(ranker):
    assert texts(make_brief(SOURCES, msgspec.structs.replace(SETTINGS, ranker=ranker)), "dead")


def test_a_pile_in_another_language_is_told_under_the_topics_of_its_own():
    texts = [
        "Les inondations ont touché la vallée de la Sorne dans la nuit.",
        "Quatre personnes sont mortes et deux autres sont portées disparues, selon la préfecture.",
        "Les pompiers ont évacué soixante habitants du village de Brans vers un gymnase.",
    ]
    brief = make_brief([build_source("\n\n".join(texts), "a.txt")], Settings(topics="disaster", formats=("json",)))
    told = {section.title: [extract.text for extract in section.extracts] for section in brief.sections}

    assert brief.language == "fr"
    assert texts[1] in told["Victimes"]
    assert texts[2] in told["Secours et réaction"]


def test_make_reads_writes_and_tells(write, tmp_path: Path):
    write("in/a.txt", FIRE)
    write("in/b.txt", TOLL)
    write("in/empty.txt", "")
    told: list[tuple[str, str]] = []
    result = make(["in"], SETTINGS, tmp_path / "build", base=tmp_path, tell=lambda *said: told.append(said))

    assert result.missing == ()
    assert [Path(path).name for path in result.paths] == ["S1.txt", "S2.txt", "brief.json"]
    assert len(result.problems) == 1
    assert ("warning", result.problems[0]) in told
    assert {level for level, _ in told} == {"step", "warning"}


def test_strict_ends_before_anything_is_written(write, tmp_path: Path):
    write("in/a.txt", FIRE)
    write("in/empty.txt", "")
    with pytest.raises(ReadError, match=r"strict is set(.|\n)*empty\.txt"):
        make(["in"], msgspec.structs.replace(SETTINGS, strict=True), tmp_path / "build", base=tmp_path)

    assert not (tmp_path / "build").exists()


def test_no_readable_source_is_an_error_that_says_why(write, tmp_path: Path):
    write("in/empty.txt", "")
    with pytest.raises(ReadError, match=r"no source could be read(.|\n)*empty\.txt"):
        make(["in"], SETTINGS, tmp_path / "build", base=tmp_path)


def test_formats_are_made_with_what_they_need_and_brief_json_always():
    artifacts, missing = render(
        make_brief(SOURCES, SETTINGS), msgspec.structs.replace(SETTINGS, formats=("md",)), silent
    )

    assert [artifact.name for artifact in artifacts] == ["brief.md", "brief.json"]
    assert missing == ()


def test_a_summary_takes_texts_names_and_sources():
    for given in ([FIRE, TOLL], [("a", FIRE), ("b", TOLL)], SOURCES):
        extracts = summarise(given, words=40)
        assert 0 < sum(len(extract.text.split()) for extract in extracts) <= 40


def test_a_summary_of_no_words_or_nothing_is_empty():
    assert summarise([FIRE], words=0) == ()
    assert summarise([], words=100) == ()


def test_an_empty_text_is_refused_by_name():
    with pytest.raises(ReadError, match="text 2"):
        summarise([FIRE, "  "])


def test_undated_sources_are_stamped_with_a_fixed_day():
    brief = make_brief([build_source("A dog barked at the moon over the harbour all night.")], SETTINGS)

    assert brief.as_of is None
    assert dt.datetime(1980, 1, 1, tzinfo=dt.UTC) == EPOCH


def test_the_public_names_are_there_and_no_other():
    assert all(getattr(briefing, name) for name in briefing.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'nonsense'"):
        _ = briefing.nonsense
