"""A template and its values -> text: sandboxed, everything escaped, every mistake named by template and line."""

import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import cast

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    pass_eval_context,
)
from jinja2.nodes import Block, Const, EvalContext, Extends, Template
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from jinja2.utils import missing
from markupsafe import Markup

from briefing.errors import RenderError
from briefing.render.folders import SUFFIX, TEXT_SUFFIX, builtin_templates, data_uri, list_templates, template_folders
from briefing.render.mail.columns import underline, wrap
from briefing.render.mail.sides import Shown, in_spans, isolate
from briefing.render.noting import forgiving, is_noting
from briefing.render.text import direction, runs, visible
from briefing.render.words import Words, load_words

DEFAULT = "brief"
_ALIASES = {"default": DEFAULT}
# What a wrong template can raise beside Jinja's own errors.
_MISTAKES = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError)
# What one that takes too much can.
_EXCESSES = (MemoryError, TimeoutError)
GIVEN = ("brief", "look", "page", "words", "lang", "dir", "stamp", "data_uri")
_UNKNOWN = re.compile(r"No (filter|test) named '(\w{1,80})'\.")
_LARGEST_POWER = 1000
LARGEST = 100_000_000
"""Characters of a page, and of any text that is made by repeating another."""


def render_template(
    name: str, folders: tuple[Path, ...], values: Mapping[str, object], suffix: str = SUFFIX, words: Words | None = None
) -> str:
    """Fill NAME.html.j2, or with another suffix a file of text or SVG; without `words` in English.

    RenderError says "template:line: message" for whatever is wrong with it.
    """
    file = f"{_ALIASES.get(name, name)}{suffix}"
    if not any((folder / file).is_file() for folder in folders):
        raise RenderError(f"{file}: no such template; there are {', '.join(list_templates(folders))}")
    environment = _environment(folders, words)
    try:
        return _filled(environment.get_template(file).generate(values))
    except (TemplateError, *_MISTAKES, *_EXCESSES) as error:
        raise RenderError(_explain(error, file, folders, environment)) from error


def _filled(stream: Iterator[str]) -> str:
    """Join what a template writes; one that never ends is stopped where it stands."""
    pieces: list[str] = []
    room = LARGEST
    for piece in stream:
        pieces.append(piece)
        room -= len(piece)
        if room < 0 and isinstance(stream, Generator):
            stream.throw(_too_long())
    return "".join(pieces)


def _too_long() -> ValueError:
    return ValueError(f"writes more than {LARGEST // 1_000_000} million characters; nobody reads that")


def check_templates(folder: Path) -> list[str]:
    """Read every template of a folder; return a "template:line: message" for each that is no Jinja."""
    folders = template_folders(folder)
    environment = _environment(folders)
    mistakes: list[str] = []
    for path in sorted(folder.rglob("*.j2")):
        name = path.relative_to(folder).as_posix()
        try:
            environment.get_template(name)
            mistakes += _odd_blocks(name, environment)
        except (TemplateError, *_MISTAKES) as error:
            mistakes.append(_explain(error, name, folders, environment))
    return mistakes


def odd_blocks(name: str, folders: tuple[Path, ...], words: Words) -> tuple[str, ...]:
    """Name the blocks of a template that a page would leave out in silence, each with "template:line: message"."""
    return tuple(_odd_blocks(f"{_ALIASES.get(name, name)}{SUFFIX}", _environment(folders, words)))


def _odd_blocks(name: str, environment: Environment) -> Iterator[str]:
    """Name the blocks that take the place of nothing: Jinja leaves them out in silence."""
    page = _parsed(name, environment)
    known: dict[str, set[str]] = {}
    above = _base(page)
    while above and above not in known:
        held = _parsed(above, environment)
        known[above] = {block.name for block in held.find_all(Block)}
        above = _base(held)
    names = {name for held in known.values() for name in held}
    for block in (node for node in page.body if isinstance(node, Block)):
        if names and block.name not in names:
            yield f"{name}:{block.lineno}: block {block.name!r} takes the place of nothing{meant(block.name, names)}"


def _base(page: Template) -> str | None:
    """Name the template that another one extends, where that is written out."""
    base = next((node.template for node in page.find_all(Extends)), None)
    return base.value if isinstance(base, Const) and isinstance(base.value, str) else None


def _parsed(name: str, environment: Environment) -> Template:
    loader = cast("BaseLoader", environment.loader)
    return environment.parse(loader.get_source(environment, name)[0], name)


def meant(name: str, names: Iterable[str]) -> str:
    """Say which of the names was probably meant, or which there are."""
    known = sorted(names)
    near = get_close_matches(name, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"


class _Undefined(StrictUndefined):
    """A name that does not exist; the error says which one was probably meant."""

    @property
    def _undefined_message(self) -> str:
        held = self._undefined_obj
        if held is missing:
            near = get_close_matches(str(self._undefined_name), GIVEN, 1)
            meant = f"did you mean {near[0]!r}? " if near else ""
            return f"{self._undefined_name!r} is undefined; {meant}A template has {', '.join(GIVEN)}"
        names = list(held) if isinstance(held, Mapping) else [name for name in dir(held) if not name.startswith("_")]
        near = (
            get_close_matches(self._undefined_name, map(str, names), 1, 0)
            if isinstance(self._undefined_name, str)
            else []
        )
        what = f"{type(held).__name__} has no {self._undefined_name!r}"
        return f"{what}; did you mean {near[0]!r}?" if near else what


class _Sandbox(SandboxedEnvironment):
    """Jinja's sandbox, in which a text can't be repeated for ever either."""

    intercepted_binops = frozenset({"*", "**"})

    def call_binop(self, context: Context, operator: str, left: object, right: object) -> object:
        """Multiply within bounds; ValueError beyond them."""
        for many, one in ((left, right), (right, left)):
            if isinstance(many, int) and (isinstance(one, str | list | tuple) and many * len(one) > LARGEST):
                raise _too_long()
        if operator == "**" and isinstance(right, int) and abs(right) > _LARGEST_POWER:
            raise ValueError(f"raises to a power beyond {_LARGEST_POWER}")
        return super().call_binop(context, operator, left, right)


class _UserLoader(FileSystemLoader):
    """A user's folder: a link in it must not put any other file of this machine on the page."""

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Read a template of the folder; TemplateError where its name is a link that leads out."""
        text, path, is_current = super().get_source(environment, template)
        if not Path(path).resolve().is_relative_to(Path(self.searchpath[0]).resolve()):
            raise TemplateError(f"{template}: is a link that leads out of the templates folder; put the file there")
        return text, path, is_current


def _environment(folders: tuple[Path, ...], given: Words | None = None) -> Environment:
    """Build the one kind of environment: the user's folder, ours, and ours again as builtin/."""
    ours = builtin_templates()
    loaders: list[BaseLoader] = [_UserLoader(folder) for folder in folders if folder != ours]
    environment = _Sandbox(
        loader=ChoiceLoader([*loaders, FileSystemLoader(ours), PrefixLoader({"builtin": FileSystemLoader(ours)})]),
        undefined=forgiving(_Undefined) if is_noting() else _Undefined,
        finalize=_show,
        autoescape=lambda name: not (name or "").endswith(TEXT_SUFFIX),
        trim_blocks=True,
        lstrip_blocks=True,
        optimized=False,  # it would take longer than it saves: a template is filled once
    )
    words = given or load_words(folders)
    environment.globals |= {"words": words.phrases, "lang": words.lang, "dir": words.direction}
    environment.globals |= {"data_uri": partial(data_uri, folders=folders)}
    environment.filters |= {"count": partial(_count, words), "number": words.number}
    environment.filters |= {"wrap": wrap, "underline": underline, "isolate": isolate, "in_spans": in_spans}
    environment.filters |= {
        "date": words.date,
        "direction": direction,
        "runs": runs,
        "label": partial(_label, words),
    }
    return environment


def _count(words: Words, number: int, noun: str) -> str:
    if noun not in words.counts:
        raise ValueError(f"count: there is no noun {noun!r}{meant(noun, words.counts)}")
    return words.count(noun, number)


def _label(words: Words, key: str, part: str) -> str:
    if part not in words.phrases:
        raise ValueError(f"label: there is no part {part!r}{meant(part, words.phrases)}")
    return words.label(part, key)


@pass_eval_context
def _show(_: EvalContext, value: object) -> object:
    """Make hidden characters visible in every string that is not markup yet.

    It asks for the context so that Jinja works out nothing while it reads a template, where no alarm is heard.
    """
    if isinstance(value, str) and len(value) > LARGEST:
        raise _too_long()
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup | Shown) else value


def _explain(error: Exception, file: str, folders: tuple[Path, ...], environment: Environment) -> str:
    """Say where a template went wrong and what about it."""
    place, line = _place(error.__traceback__, folders) or (file, 0)
    if isinstance(error, TemplateSyntaxError):
        place, line = error.name or file, error.lineno
    message = str(error) or type(error).__name__
    if unknown := _UNKNOWN.fullmatch(message):
        there = environment.filters if unknown[1] == "filter" else environment.tests
        message = f"{message.rstrip('.')}{meant(unknown[2], there)}"
    if isinstance(error, TemplateNotFound):
        near = get_close_matches(str(error.name), environment.list_templates(), 1)
        message = f"there is no template {error.name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    if isinstance(error, MemoryError):
        message = "takes more memory than one page may"
    if isinstance(error, TimeoutError):
        message = "takes too long; a loop in it is too large, or render_seconds in [limits] too small"
    if isinstance(error, RecursionError):
        message = f'it extends, includes or calls itself without end; {{% extends "builtin/{place}" %}} means ours'
    return f"{place}:{line}: {message}" if line else f"{place}: {message}"


def _place(trace: TracebackType | None, folders: tuple[Path, ...]) -> tuple[str, int] | None:
    """Find the innermost template that was being filled: Jinja rewrites tracebacks to template lines."""
    places = [(path, line) for path, line in _frames(trace) if path.suffix in (".j2", ".css")]
    if not places:
        return None
    path, line = places[-1]
    folder = next((folder for folder in folders if path.is_relative_to(folder)), path.parent)
    return path.relative_to(folder).as_posix(), line


def _frames(trace: TracebackType | None) -> Iterator[tuple[Path, int]]:
    while trace:
        yield Path(trace.tb_frame.f_code.co_filename), trace.tb_lineno
        trace = trace.tb_next
