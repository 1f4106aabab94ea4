"""Brief -> finished files: each format once, in a process of its own, so that none can hang or end the run."""

import datetime as dt
import os
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from functools import partial

from msgspec import Struct, msgpack

from briefing.bounded import EndedError, LateError, alarm, results
from briefing.characters import whole
from briefing.errors import RenderError
from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext, Renderer, find
from briefing.settings import Settings

Tell = Callable[[str, str], None]
"""Takes a level, "step", "info" or "warning", and a message."""

EPOCH = dt.datetime(1980, 1, 1, tzinfo=dt.UTC)
"""The stamp of a brief whose sources have no date."""
_DIED = "try it without a template of your own, or leave this format out"
_TOO_LARGE = "takes more memory than one format may; leave something out of the brief or of its template"


class Answer(Struct, frozen=True):
    """One format: a file, or why there is none."""

    artifact: Artifact | None = None
    reason: str = ""


_ANSWER = msgpack.Decoder(Answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What every format is made from."""

    brief: Brief
    context: RenderContext
    tables: Mapping[str, Mapping[str, object]]
    """Those of the plugins, by name."""
    attached: tuple[str, ...]
    """Formats that ride with a message."""

    def renderer(self, name: str) -> tuple[Renderer, tuple[str, ...]]:
        """Find a format's renderer and name what it is made from; PluginError where there is none."""
        found = find("renderers", name, self.tables.get(name))
        return found, (*found.needs, *(self.attached if getattr(found, "attaches", False) else ()))


def render(brief: Brief, settings: Settings, tell: Tell) -> tuple[tuple[Artifact, ...], tuple[str, ...]]:
    """Return the finished files, brief.json among them, and the formats that could not be made, with the reasons."""
    context = context_of(brief, settings)
    job = Job(brief=brief, context=context, tables=settings.plugins, attached=settings.email.attach)
    with closing(_Press(job, [name for name in settings.formats if name != "json"])) as press:
        for name in settings.formats:
            tell("step", f"rendering {name}")
            press.make(name)
    wanted = {name: file for name, file in press.made.items() if name in settings.formats and name != "json"}
    wanted["json"] = job.renderer("json")[0].render(brief, replace(context, artifacts=wanted))
    for artifact in (press.made | wanted).values():
        for warning in artifact.warnings:
            tell("warning", f"{artifact.name}: {warning}")
    missing = tuple(f"{name}: {press.failed[name]}" for name in settings.formats if name in press.failed)
    return tuple(wanted.values()), missing


def context_of(brief: Brief, settings: Settings) -> RenderContext:
    """Return what every renderer may use beside the brief."""
    return RenderContext(
        stamp=_stamp(brief),
        template=settings.template,
        templates=settings.templates,
        look=settings.look,
        email=settings.email,
        formats=settings.formats,
        attach_sources=settings.attach_sources,
        render_seconds=settings.limits.render_seconds,
    )


def _stamp(brief: Brief) -> dt.datetime:
    """Return the time for file metadata: SOURCE_DATE_EPOCH, else the as-of date, never the clock."""
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if given.isdecimal():
        return dt.datetime.fromtimestamp(int(given), tz=dt.UTC)
    return dt.datetime.combine(brief.as_of, dt.time(), tzinfo=dt.UTC) if brief.as_of else EPOCH


def _steps(job: Job, name: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield what a format is made from, then the format itself."""
    _, needs = job.renderer(name)
    for need in needs:
        if need not in seen:
            yield from _steps(job, need, seen | {name})
    yield name


class _Press:
    """The process that makes one format after the other; where one of them ends it, another goes on with the rest."""

    def __init__(self, job: Job, formats: Sequence[str]) -> None:
        self.made: dict[str, Artifact] = {}
        self.failed: dict[str, str] = {}
        self._job = job
        self._left = list(dict.fromkeys(step for name in formats for step in _steps(job, name)))
        self._answers: Generator[bytes, None, None] | None = None

    def make(self, name: str) -> None:
        """Make a format that is still to be made, and whatever comes before it."""
        while name in self._left:
            answer = self._answer()
            step = self._left.pop(0)
            if answer.artifact:
                self.made[step] = answer.artifact
            else:
                self.failed[step] = answer.reason

    def close(self) -> None:
        """End the process."""
        if self._answers is not None:
            self._answers.close()

    def _answer(self) -> Answer:
        seconds = self._job.context.render_seconds
        if self._answers is None:
            work = partial(serve, self._job, tuple(self._left), self.made, self.failed)
            self._answers = results(work, seconds=seconds)
        try:
            return _ANSWER.decode(next(self._answers))
        except EndedError as error:
            self._answers = None
            return Answer(reason=too_slow(seconds) if error.is_late else f"{error}; {_DIED}")


def serve(job: Job, steps: Sequence[str], made: Mapping[str, Artifact], failed: Mapping[str, str]) -> Iterator[bytes]:
    """Make one format after the other and yield an `Answer` for each, packed."""
    done, refused = dict(made), dict(failed)
    for name in steps:
        answer = _make(job, name, done, refused)
        if answer.artifact:
            done[name] = answer.artifact
        else:
            refused[name] = answer.reason
        yield msgpack.encode(answer)


def _make(job: Job, name: str, made: Mapping[str, Artifact], failed: Mapping[str, str]) -> Answer:
    renderer, needs = job.renderer(name)
    lacking = next((need for need in needs if need in failed), None)
    if lacking:
        return Answer(reason=failed[lacking])
    try:
        with alarm(job.context.render_seconds):
            return Answer(artifact=renderer.render(job.brief, replace(job.context, artifacts=made)))
    except LateError:
        return Answer(reason=too_slow(job.context.render_seconds))
    except MemoryError:
        return Answer(reason=_TOO_LARGE)
    except RenderError as error:
        return Answer(reason=whole(str(error)))


def too_slow(seconds: int) -> str:
    """Say that a format took too long, and what to do."""
    return f"takes longer than {seconds} seconds; simplify its template, or raise render_seconds in [limits]"
