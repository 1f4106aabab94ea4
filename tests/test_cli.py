"""The command line: what each command passes on, prints where, and ends with."""

import datetime as dt
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from briefing import __version__, doctor, pipeline, verify
from briefing.cli import main
from briefing.cli.talk import Talk
from briefing.errors import ReadError, TraceError
from briefing.model import Citation, Extract, Source
from briefing.pipeline import Result
from briefing.settings import Settings, load, packs, topics_of
from tests.desk import ARTICLES

Write = Callable[[str, str | bytes], Path]
STARTER = Path(main.__code__.co_filename).with_name("starter.toml")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Every command runs in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


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


def test_init_writes_settings_that_can_be_read(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["init", "desk"]) == 0
    assert capsys.readouterr().out == "desk/briefing.toml\n"
    assert load(here / "desk/briefing.toml") == Settings()


def test_init_never_writes_over_a_file(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("briefing.toml", "words = 3")
    assert main(["init"]) == 1
    assert "briefing.toml: is already there" in capsys.readouterr().err
    assert path.read_text() == "words = 3"


def test_every_key_of_the_settings_stands_in_the_starter_and_is_right(write: Write) -> None:
    lines = STARTER.read_text("utf-8").splitlines()
    opened = [line[2:] if line.startswith("# ") and ("=" in line or "[" in line) else line for line in lines]
    settings = load(write("briefing.toml", "\n".join(line for line in opened if not line[:1].isupper())))
    untouched = {
        name
        for name in Settings.__struct_fields__
        if getattr(settings, name) == getattr(Settings(), name)
        and name not in ("topics", "formats", "template", "ranker", "limits")
    }
    assert untouched == set()
    assert [topic.key for topic in topics_of(settings)][-1] == "dykes"
    assert all(name in STARTER.read_text("utf-8") for name in packs())


def test_suggested_topics_are_tables_that_a_settings_file_takes(
    here: Path, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["topics", "suggest", str(ARTICLES)]) == 0
    written = capsys.readouterr().out
    found = topics_of(load(write("briefing.toml", f'topics = "none"\n{written}')))

    assert len(found) > 1
    assert all(len(topic.keywords) > 1 for topic in found)


def test_too_little_text_suggests_no_topic_and_says_so(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "a.txt").write_text("A dyke broke at Holm on Tuesday.\n", "utf-8")

    assert main(["topics", "suggest", "a.txt"]) == 0
    assert "too little text" in capsys.readouterr().err


def test_templates_are_listed_and_copied(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "list"]) == 0
    assert "brief" in capsys.readouterr().out.split()
    assert main(["templates", "copy"]) == 0
    copied = capsys.readouterr().out.splitlines()
    assert "my-templates/brief.html.j2" in copied
    assert all((here / path).is_file() for path in copied)
    assert not (here / "my-templates/fonts").exists()


def test_one_template_can_be_copied_alone(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "copy", "mine", "--name", "brief"]) == 0
    assert capsys.readouterr().out == "mine/brief.html.j2\n"


def test_copying_never_writes_over_a_file_nor_half_a_set(write: Write, here: Path) -> None:
    path = write("mine/brief.html.j2", "my own")
    assert main(["templates", "copy", "mine"]) == 1
    assert list((here / "mine").iterdir()) == [path]
    assert path.read_text() == "my own"


def test_packs_are_listed_and_shown_ready_for_a_settings_file(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "list"]) == 0
    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == list(packs())
    assert main(["topics", "show", "disaster"]) == 0
    path = write("briefing.toml", f'topics = "none"\n{capsys.readouterr().out}')
    assert topics_of(load(path)) == topics_of(Settings(topics="disaster"))


def test_a_pack_is_shown_in_another_language(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["topics", "show", "unrest", "--language", "fr"]) == 0
    path = write("briefing.toml", f'topics = "none"\n{capsys.readouterr().out}')
    assert topics_of(load(path)) == topics_of(Settings(topics="unrest"), ("fr",))
    assert main(["topics", "show", "unrest", "--language", "xx"]) == 2
    assert "en, ar, de, es, fr, ru" in capsys.readouterr().err


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


def run(*arguments: str, **variables: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as a user does."""
    command = [sys.executable, "-m", "briefing", *arguments]
    environment = {**os.environ, "PYTHONPATH": str(Path(pipeline.__file__).parents[1]), **variables}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def test_a_real_run_makes_a_build_that_verifies(write: Write, here: Path) -> None:
    write("clips/a.txt", ARTICLE)
    write("clips/b.txt", ARTICLE.replace("two", "three").replace("Ada Marsh", "Tom Reed"))
    result = run("make", "clips", "--format", "html,json")
    assert (result.returncode, result.stderr) == (0, "")
    assert "build/brief.json" in result.stdout.split()
    assert all((here / path).is_file() for path in result.stdout.split())
    verified = run("verify", "build")
    assert verified.returncode == 0
    assert verified.stdout.startswith("build: verified: ")

    (here / "build/sources/S1.txt").write_text("Something else.")
    assert run("verify", "build").returncode == 1


def test_a_real_run_without_a_source_ends_with_1_and_writes_nothing(here: Path) -> None:
    result = run("make", "nowhere")
    assert result.returncode == 1
    assert result.stderr.startswith("briefing: ")
    assert "Traceback" not in result.stderr
    assert not (here / "build").exists()


def test_a_real_summary_is_cited(write: Write) -> None:
    write("clips/a.txt", ARTICLE)
    result = run("summarise", "clips", "--words", "60")
    assert result.returncode == 0
    assert "[a.txt ¶" in result.stdout


def test_help_imports_nothing_slow() -> None:
    result = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "briefing", "--help"], capture_output=True, text=True, check=True
    )
    imported = {line.split("|")[-1].strip() for line in result.stderr.splitlines() if line.startswith("import time:")}
    assert "click" in imported
    slow = {
        "rich",
        "msgspec",
        "nltk",
        "numpy",
        "sumy",
        "jinja2",
        "weasyprint",
        "importlib.metadata",
        "briefing.pipeline",
    }
    assert imported & slow == set()


def test_a_broken_pipe_is_quiet() -> None:
    command = f"{sys.executable} -m briefing topics show general | head -c 1"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert (result.stdout, result.stderr) == ("#", "")
