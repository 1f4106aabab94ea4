"""The command line: what each command passes on, prints where, and ends with."""

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing import __version__, doctor, pipeline, verify
from briefing.cli import main
from briefing.cli.talk import Talk
from briefing.errors import ReadError, TraceError
from briefing.model import Citation, Extract, Source
from briefing.pipeline import Result
from briefing.settings import Settings

Write = Callable[[str, str | bytes], Path]


class Made:
    """Stands in for the pipeline: keeps what it is given."""

    def __init__(self, result: Result | Exception) -> None:
        self.result = result
        self.calls: list[tuple[tuple[str, ...], Settings, Path, Path]] = []

    def __call__(
        self,
        arguments: Sequence[str],
        settings: Settings,
        build: Path,
        *,
        base: Path,
        tell: Callable[[str, str], None],
        fetch: bool,
    ) -> Result:
        assert fetch is False
        self.calls.append((tuple(arguments), settings, build, base))
        tell("step", "reading")
        tell("info", "skipped .hidden")
        tell("warning", "b.txt: is empty")
        if isinstance(self.result, Exception):
            raise self.result
        return self.result


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    stand_in = Made(Result(paths=("build/brief.html", "build/brief.json"), missing=(), problems=()))
    monkeypatch.setattr(pipeline, "make", stand_in)
    return stand_in


def test_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"briefing, version {__version__}\n"


def test_help_names_the_commands_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    listed = capsys.readouterr().out.split("Commands:\n")[1]
    names = ["make", "summarise", "init", "templates", "topics", "verify", "sources", "why", "email", "doctor"]
    assert [line.split()[0] for line in listed.splitlines()] == names
    assert "..." not in listed


@pytest.mark.parametrize("group", ["topics", "templates", "email"])
def test_the_help_of_a_group_says_whole_what_each_command_does(capsys: pytest.CaptureFixture[str], group: str) -> None:
    assert main([group, "--help"]) == 0
    listed = capsys.readouterr().out.split("Commands:\n")[1]
    assert [line for line in listed.splitlines() if not line.endswith(".") or line.endswith("...")] == []


def test_paths_go_to_standard_output_and_talk_to_standard_error(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "clips"]) == 0
    assert capsys.readouterr() == ("build/brief.html\nbuild/brief.json\n", "briefing: b.txt: is empty\n")


def test_every_option_reaches_the_settings(made: Made, here: Path) -> None:
    options = (
        "-o out --title Strike --format html,md --format csv --as-of 2024-03-02 --topics unrest --template onepager"
        " --templates mine --ranker lsa --words 300 --strict"
    )
    assert main(["make", "a.txt", "b", *options.split()]) == 0
    expected = Settings(
        title="Strike",
        formats=("html", "md", "csv"),
        as_of=dt.date(2024, 3, 2),
        topics="unrest",
        template="onepager",
        templates=Path("mine"),
        ranker="lsa",
        words=300,
        strict=True,
    )
    assert made.calls == [(("a.txt", "b"), expected, Path("out"), here)]


def test_without_options_the_defaults_apply(made: Made, here: Path) -> None:
    assert main(["make", "a.txt"]) == 0
    assert made.calls == [(("a.txt",), Settings(), Path("build"), here)]


def test_the_command_line_wins_over_the_file(made: Made, write: Write) -> None:
    write("other.toml", 'title = "Flood"\nwords = 200\nstrict = true')
    assert main(["make", "a.txt", "-c", "other.toml", "--words", "100"]) == 0
    ((_, settings, _, _),) = made.calls
    assert (settings.title, settings.words, settings.strict) == ("Flood", 100, True)


def test_the_settings_own_sources_will_do(made: Made, write: Write, here: Path) -> None:
    write("seeds/briefing.toml", 'sources = ["."]')
    assert main(["make"]) == 0
    ((arguments, settings, _, _),) = made.calls
    assert (arguments, settings.sources) == ((), (str(here / "seeds"),))


def test_no_sources_at_all_is_wrong_use(made: Made, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make"]) == 2
    assert "no SOURCES: give files or folders; there is no briefing.toml here" in capsys.readouterr().err
    write("briefing.toml", "words = 3")
    assert main(["make"]) == 2
    assert "briefing.toml names none" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["make", "a", "--topics", "unrset"], 'did you mean "unrest"?'),
        (["make", "a", "--topics", "none"], "leaves no topic"),
        (["make", "a", "-c", "away.toml"], "away.toml: cannot be read"),
        (["make", "a", "--format", ","], "name at least one"),
        (["make", "a", "--words", "0"], "'--words'"),
        (["make", "a", "--as-of", "5 May"], "'--as-of'"),
        (["make", "a", "-q", "-v"], "one of the two"),
        (["make", "a", "--no-such-option"], "No such option"),
        (["mkae"], "No such command"),
        (["summarise"], "SOURCES"),
        (["topics", "show", "unrset"], 'did you mean "unrest"?'),
        (["templates", "copy", "--name", "brieef"], "there is no template 'brieef'"),
    ],
)
def test_wrong_use_and_wrong_settings_end_with_2(
    made: Made, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    assert main(arguments) == 2
    out, err = capsys.readouterr()
    assert (out, made.calls) == ("", [])
    assert message in err
    assert "Traceback" not in err


def test_a_table_for_no_plugin_is_named(made: Made, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("briefing.toml", "[plugin.no-such-thing]\na = 1")
    assert main(["make", "a.txt"]) == 2
    assert "plugin.no-such-thing: no plugin has that name" in capsys.readouterr().err


def test_a_format_that_could_not_be_made_ends_with_1(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    made.result = Result(paths=("build/brief.json",), missing=("pdf: needs Pango",), problems=())
    assert main(["make", "a.txt"]) == 1
    out, err = capsys.readouterr()
    assert out == "build/brief.json\n"
    assert err.endswith("briefing: not made: pdf: needs Pango\n")


@pytest.mark.parametrize(
    ("error", "code", "message"),
    [
        (ReadError("no source could be read"), 1, "briefing: no source could be read\n"),
        (ReadError("\x1b[2Ja.txt: is empty"), 1, "briefing: ⟨U+001B⟩[2Ja.txt: is empty\n"),
        (TraceError("E1 says so"), 70, "briefing: E1 says so\n"),
        (OSError(28, "No space left on device"), 1, "briefing: [Errno 28] No space left on device\n"),
    ],
)
def test_an_error_becomes_one_message_and_its_exit_code(
    made: Made, capsys: pytest.CaptureFixture[str], error: Exception, code: int, message: str
) -> None:
    made.result = error
    assert main(["make", "a.txt", "-q"]) == code
    assert capsys.readouterr().err.endswith(message)


def test_an_interrupted_run_ends_with_130(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*given: object, **named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "make", interrupt)
    assert main(["make", "a.txt"]) == 130
    assert "Traceback" not in capsys.readouterr().err


def test_verbose_names_steps_and_what_is_passed_over(made: Made, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["make", "a.txt", "-v"]) == 0
    lines = ["briefing: reading", "briefing: skipped .hidden", "briefing: b.txt: is empty"]
    assert capsys.readouterr().err.splitlines() == lines


@pytest.mark.parametrize(("quiet", "moves"), [(False, True), (True, False)])
def test_progress_moves_on_a_terminal_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], quiet: bool, moves: bool
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    with Talk(quiet=quiet) as talk:
        talk.tell("step", "reading [3]")
        talk.tell("warning", "b.txt: is empty")
    out, err = capsys.readouterr()
    assert out == ""
    assert "briefing: b.txt: is empty" in err
    assert ("reading [3]" in err) is moves


def test_a_build_that_is_no_build_cannot_be_verified(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(here)]) == 1
    assert "cannot verify" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("fault", "code", "out", "err"),
    [
        (None, 0, "b: verified: 7 quotations and 9 citations of 2 sources stand as printed\n", ""),
        ("extract E1: differs", 1, "", "briefing: b: extract E1: differs\n"),
    ],
)
def test_verify_tells_what_was_compared_or_the_first_fault(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    fault: str | None,
    code: int,
    out: str,
    err: str,
) -> None:
    report = verify.Report(sources=2, citations=9, quotations=7, fault=fault)
    calls: list[tuple[Path, Path | None]] = []

    def stand_in(target: Path, sources: Path | None) -> verify.Report:
        calls.append((target, sources))
        return report

    monkeypatch.setattr(verify, "verify", stand_in)
    assert main(["verify", "b", "--sources", "texts"]) == code
    assert calls == [(Path("b"), Path("texts"))]
    assert capsys.readouterr() == (out, err)


def test_doctor_names_what_is_wrong_with_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    good = doctor.Check(name="Python", ok=True, detail="3.11.7")
    bad = doctor.Check(name="Pango", ok=False, detail="not found", remedy="install it")
    monkeypatch.setattr(doctor, "examine", lambda: (good, bad))
    assert main(["doctor"]) == 1
    lines = ["ok      Python  3.11.7", "not ok  Pango   not found", "                mend it: install it"]
    assert capsys.readouterr().out.splitlines() == lines
    monkeypatch.setattr(doctor, "examine", lambda: (good,))
    assert main(["doctor"]) == 0


ARTICLE = """Bridge shut after flood

By Ada Marsh, The Valley Post, 2 May 2024

TARN BRIDGE (Reuters) - The council closed the old bridge on Thursday after the river rose by two metres overnight.

Forty families were taken to the school hall, the fire service said in a statement.
"""


def test_sources_tells_what_each_was_taken_for(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("clips/a.txt", ARTICLE)
    assert main(["sources", "clips"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("a.txt\n  type      text/plain, language en\n  title     ")
    assert "  article   " in out
    assert "\n  date      2024-05-02 (stated)\n" in out
    assert "\n  outlet    unknown, with text of Reuters\n" in out
    assert "\n  cut       " in out
    assert "byline, by rule byline: " in out


def test_sources_are_told_to_programs_too(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("clips/a.txt", ARTICLE)
    assert main(["sources", "clips", "--json"]) == 0
    (facts,) = json.loads(capsys.readouterr().out)
    assert (facts["origin"], facts["media_type"], facts["language"]) == ("a.txt", "text/plain", "en")
    assert facts["words"] > 0
    assert all(set(part) == {"kind", "rule", "passages", "words"} for part in facts["cut"])


@pytest.fixture
def summarised(monkeypatch: pytest.MonkeyPatch) -> list[tuple[list[str], int, str | None, str | None]]:
    calls: list[tuple[list[str], int, str | None, str | None]] = []
    citations = (
        Citation(source="S2", start=0, end=9, paragraph=3, relation="quoted"),
        Citation(source="S1", start=0, end=9, paragraph=1, relation="same-text"),
    )

    def summarise(
        sources: Sequence[Source], *, words: int, query: str | None, ranker: str | None
    ) -> tuple[Extract, ...]:
        calls.append(([source.origin for source in sources], words, query, ranker))
        return (
            Extract(id="E1", text="It rained\nhard.", citations=citations),
            Extract(id="E2", text="So.", citations=()),
        )

    monkeypatch.setattr(pipeline, "summarise", summarise)
    return calls


def test_a_summary_is_printed_with_the_places_where_it_stands(
    write: Write, summarised: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    write("clips/a.txt", ARTICLE)
    write("clips/b.txt", ARTICLE.replace("two", "three"))
    assert main(["summarise", "clips", "--words", "90", "--query", "bridge", "--ranker", "lsa"]) == 0
    assert summarised == [(["a.txt", "b.txt"], 90, "bridge", "lsa")]
    assert capsys.readouterr().out == "It rained hard. [b.txt ¶3; a.txt ¶1]\n\nSo. []\n"


def test_a_summary_is_for_programs_too(
    write: Write, summarised: list[object], capsys: pytest.CaptureFixture[str]
) -> None:
    write("clips/a.txt", ARTICLE)
    assert main(["summarise", "clips", "--json"]) == 0
    content = json.loads(capsys.readouterr().out)
    assert content["sources"] == [{"id": "S1", "origin": "a.txt"}]
    assert content["extracts"][0]["text"] == "It rained\nhard."
    assert content["extracts"][0]["citations"][0]["paragraph"] == 3
    assert summarised == [(["a.txt"], 250, None, None)]
