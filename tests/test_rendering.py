"""Formats out of a process of its own: one that hangs or dies costs itself, and nothing else changes."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from briefing import bounded, plugins, rendering
from briefing.errors import PluginError, RenderError, SettingsError
from briefing.model import Artifact, Brief
from briefing.pipeline import make, silent
from briefing.plugins import RenderContext
from briefing.rendering import render, too_slow
from briefing.settings import Limits, Look, Settings
from tests.desk import PANGO, tree
from tests.render import sample

Write = Callable[[str, str | bytes], Path]
STORM = "Storm in Halden\n\nA storm tore the roofs off 40 houses in Halden, police said.\n"


class Made:
    """A format that is made in a way of its own."""

    def __init__(self, how: Callable[[], object], *needs: str) -> None:
        self.needs = needs
        self.how = how

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        said = self.how()
        return Artifact(
            name="brief.odd", media_type="text/plain", content=f"{said} {sorted(context.artifacts)}".encode()
        )


def refuse() -> None:
    raise RenderError("odd.html.j2:3: wrong")


def settle() -> None:
    raise SettingsError("email.to: that is no address")


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def hang() -> None:
    while True:
        with suppress(bounded.LateError):
            time.sleep(60)


def sleep() -> None:
    time.sleep(60)


def eat() -> None:
    raise MemoryError


@pytest.fixture
def formats(monkeypatch: pytest.MonkeyPatch) -> dict[str, Made]:
    """Formats of the test's own beside those that are installed."""
    held: dict[str, Made] = {}

    def found(kind: str, name: str, settings: object = None) -> object:
        return held[name] if name in held else plugins.find(kind, name, settings)  # type: ignore[call-overload]

    monkeypatch.setattr(rendering, "find", found)
    return held


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Render in this process."""

    def results(work: Callable[[], Iterator[bytes]], *, seconds: float) -> Iterator[bytes]:
        yield from work()

    monkeypatch.setattr(rendering, "results", results)


def settings(*formats: str, seconds: int = 120) -> Settings:
    return Settings(formats=formats, limits=Limits(render_seconds=seconds))


def rendered(*formats: str, seconds: int = 120) -> tuple[dict[str, Artifact], tuple[str, ...]]:
    files, missing = render(sample.FLOOD, settings(*formats, seconds=seconds), silent)
    return {file.name: file for file in files}, missing


def test_the_bytes_are_those_of_a_process_that_renders_itself(request: pytest.FixtureRequest) -> None:
    wanted = ("html", *(["pdf"] if PANGO else []), "json", "md", "csv", "bib")
    apart = rendered(*wanted)
    request.getfixturevalue("here")

    assert rendered(*wanted) == apart


def test_steps_and_warnings_are_told_in_their_order(formats: dict[str, Made]) -> None:
    told: list[tuple[str, str]] = []
    render(sample.FLOOD, settings("md", "json", "csv"), lambda *said: told.append(said))

    assert told == [("step", "rendering md"), ("step", "rendering json"), ("step", "rendering csv")]


def test_what_a_format_needs_is_made_once_and_not_written(formats: dict[str, Made], here: None) -> None:
    formats["odd"] = Made(lambda: "made of", "html", "json")

    files, missing = rendered("odd", "odd")

    assert list(files) == ["brief.odd", "brief.json"]
    assert files["brief.odd"].content == b"made of ['html', 'json']"
    assert missing == ()


def test_the_warnings_of_what_a_format_is_made_from_are_told_as_well(formats: dict[str, Made]) -> None:
    formats["odd"] = Made(lambda: "made of", "html")
    told: list[tuple[str, str]] = []
    unsaid = Settings(formats=("odd",), look=Look(language="xx"))

    render(sample.FLOOD, unsaid, lambda *said: told.append(said))

    assert [message.partition(":")[0] for level, message in told if level == "warning"] == ["brief.html"]


@pytest.mark.parametrize("how", [refuse, eat, sleep])
def test_a_format_that_cannot_be_made_costs_itself_and_what_needs_it(formats: dict[str, Made], how: Callable) -> None:
    formats |= {"odd": Made(how), "odder": Made(lambda: "", "odd")}

    files, missing = rendered("csv", "odd", "odder", "md", seconds=1)

    reason = {refuse: "odd.html.j2:3: wrong", eat: rendering._TOO_LARGE, sleep: too_slow(1)}[how]
    assert missing == (f"odd: {reason}", f"odder: {reason}")
    assert list(files) == ["figures.csv", "brief.md", "brief.json"]


def test_one_that_dies_costs_itself(formats: dict[str, Made]) -> None:
    formats |= {"odd": Made(die), "odder": Made(lambda: "", "odd")}

    files, missing = rendered("csv", "odd", "odder", "md")

    assert [reason.partition(" (SIGKILL); try it without")[0] for reason in missing] == [
        "odd: ended the process that made it",
        "odder: ended the process that made it",
    ]
    assert list(files) == ["figures.csv", "brief.md", "brief.json"]


def test_one_that_hears_nothing_is_ended(formats: dict[str, Made], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded, "GRACE", 0.2)
    formats["odd"] = Made(hang)

    files, missing = rendered("odd", "md", seconds=1)

    assert missing == (f"odd: {too_slow(1)}",)
    assert list(files) == ["brief.md", "brief.json"]


def test_an_error_that_is_not_about_one_format_ends_the_run(formats: dict[str, Made]) -> None:
    formats["odd"] = Made(settle)

    with pytest.raises(SettingsError, match=r"email\.to: that is no address"):
        rendered("md", "odd")


def test_an_unknown_format_is_refused_before_anything_is_made() -> None:
    told: list[str] = []

    with pytest.raises(PluginError, match="marked"):
        render(sample.FLOOD, settings("md", "marked"), lambda _, said: told.append(said))
    assert told == []


def test_json_alone_needs_no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rendering, "results", None)

    files, missing = rendered("json")

    assert (list(files), missing) == (["brief.json"], ())


def test_a_format_that_needs_itself_is_made_from_nothing(formats: dict[str, Made], here: None) -> None:
    formats["odd"] = Made(lambda: "self-made", "odd")

    assert rendered("odd")[0]["brief.odd"].content == b"self-made []"


def test_the_same_bytes_come_out_of_threads(write: Write, tmp_path: Path) -> None:
    write(
        "in/a.txt",
        "Storm in Halden\n\n4 February 2022\n\nA storm tore the roofs off 40 houses in Halden, police said.\n",
    )
    chosen = settings("html", "json")
    threads = [
        threading.Thread(target=make, args=(["in"], chosen, tmp_path / name), kwargs={"base": tmp_path})
        for name in ("first", "second")
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    make(["in"], chosen, tmp_path / "third", base=tmp_path)

    assert tree(tmp_path / "first") == tree(tmp_path / "second") == tree(tmp_path / "third") != {}


def test_one_that_is_killed_leaves_every_byte_of_the_earlier_build(
    formats: dict[str, Made], write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded, "GRACE", 0.2)
    write("in/a.txt", STORM)
    formats["odd"] = Made(hang)
    make(["in"], settings("md"), tmp_path / "build", base=tmp_path)
    before = tree(tmp_path / "build")
    write("in/b.txt", STORM.replace("40", "52"))

    result = make(["in"], settings("md", "odd", seconds=1), tmp_path / "build", base=tmp_path)

    assert (result.paths, result.missing) == ((), (f"odd: {too_slow(1)}",))
    assert tree(tmp_path / "build") == before != {}


def test_every_way_to_an_answer_leads_through_one_door(formats: dict[str, Made]) -> None:
    formats |= {"odd": Made(refuse), "odder": Made(lambda: "", "odd"), "fed": Made(eat), "late": Made(ring)}
    formats["fine"] = Made(str)
    job = rendering.Job(brief=sample.FLOOD, context=sample.context(), tables={}, attached=())
    packed = rendering.serve(job, ("odd", "odder", "fed", "late", "fine"), {}, {})
    answers = [rendering._ANSWER.decode(one) for one in packed]

    assert [answer.reason for answer in answers] == [
        "odd.html.j2:3: wrong",
        "odd.html.j2:3: wrong",
        rendering._TOO_LARGE,
        too_slow(120),
        "",
    ]
    assert answers[-1].artifact


def ring() -> None:
    raise bounded.LateError


def test_the_stamp_is_never_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert rendering.context_of(sample.FLOOD, Settings()).stamp.isoformat() == "1970-01-02T00:00:00+00:00"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert rendering.context_of(sample.EMPTY, Settings()).stamp == rendering.EPOCH
