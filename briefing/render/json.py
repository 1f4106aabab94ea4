"""Brief -> brief.json, format briefing/1: everything the brief says, as other programs read it."""

import datetime as dt
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

import msgspec

from briefing.characters import utf8, whole
from briefing.model import (
    Artifact,
    Basis,
    Brief,
    Citation,
    Comment,
    Event,
    Excluded,
    Explanation,
    Extract,
    Figure,
    Finding,
    Name,
    Section,
    SourceEntry,
)
from briefing.plugins import RenderContext
from briefing.render.words import OURS

NAME = "brief.json"
_ANYTHING: dict[type, dict[str, object]] = {object: {"description": "what the settings say, in JSON types"}}


class Generator(msgspec.Struct, frozen=True, kw_only=True):
    """What wrote the file."""

    name: Literal["briefing"]
    version: str


class PeriodFile(msgspec.Struct, frozen=True, kw_only=True, rename={"first": "from", "last": "to"}):
    """First and last dated happening of this event."""

    first: dt.date
    last: dt.date


class SourceFile(msgspec.Struct, frozen=True, kw_only=True):
    """A numbered source; its text stands in `text_file`."""

    id: str
    origin: str
    media_type: str
    sha256: str
    text_file: str
    text_sha256: str
    title: str | None
    publisher: str | None
    agency: str | None
    byline: str | None
    url: str | None
    published: dt.date | None
    published_basis: Basis
    language: str
    words: int
    quoted: int
    extractor: str | None


class FindingFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What does not add up or is not covered, in our own words and visibly ours."""

    kind: str
    text: str
    citations: tuple[Citation, ...]
    language: str | None = None
    """Of the text (ISO 639-1); written only where it is not English."""


class FileHash(msgspec.Struct, frozen=True, kw_only=True):
    """A companion of brief.json and the SHA-256 of its bytes."""

    name: str
    sha256: str


class BriefFile(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A cited briefing: every extract stands, to the letter, in a source text at the place its citation gives."""

    format: Literal["briefing/1"]
    generator: Generator
    title: str
    language: str
    as_of: dt.date | None
    as_of_time: dt.time | None = None
    """Written only where the settings give one."""
    serial: int | None
    series: str | None
    marking: str | None
    period: PeriodFile | None
    sources: tuple[SourceFile, ...]
    key_points: tuple[Extract, ...]
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    timeline: tuple[Event, ...]
    names: tuple[Name, ...]
    findings: tuple[FindingFile, ...]
    comments: tuple[Comment, ...] = ()
    """Written only where there are any: an analyst's words, no source's."""
    explanations: tuple[Explanation, ...] = ()
    """Why each extract is there; written only where there are extracts."""
    excluded: tuple[Excluded, ...]
    files: tuple[FileHash, ...]
    settings: dict[str, object]


class JsonRenderer:
    """The brief for other programs."""

    needs: tuple[str, ...] = ()

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Write the brief with the hashes of the artifacts that the context already holds."""
        content = _encode(_file(brief, context.artifacts))
        return Artifact(
            name=NAME, media_type="application/json", content=msgspec.json.format(content, indent=2) + b"\n"
        )


def schema() -> dict[str, object]:
    """Return the JSON Schema (2020-12) of format briefing/1."""
    described = msgspec.json.schema(BriefFile, schema_hook=lambda kind: _ANYTHING[kind])
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "briefing/1", **described}


@cache
def program_version() -> str:
    """Return the version of the installed distribution."""
    try:
        return version("briefing-maker")
    except PackageNotFoundError:
        return "unknown"


def _file(brief: Brief, artifacts: Mapping[str, Artifact]) -> BriefFile:
    period = brief.period
    return BriefFile(
        format="briefing/1",
        generator=Generator(name="briefing", version=program_version()),
        title=brief.title,
        language=brief.language,
        as_of=brief.as_of,
        as_of_time=brief.as_of_time,
        serial=brief.serial,
        series=brief.series,
        marking=brief.marking,
        period=PeriodFile(first=period.first, last=period.last) if period else None,
        sources=tuple(_source(source) for source in brief.sources),
        key_points=brief.key_points,
        sections=brief.sections,
        figures=brief.figures,
        timeline=brief.timeline,
        names=brief.names,
        findings=tuple(_finding(finding) for finding in brief.findings),
        comments=brief.comments,
        explanations=brief.explanations,
        excluded=brief.excluded,
        files=_hashes(brief, artifacts),
        settings=dict(brief.settings),
    )


def _source(source: SourceEntry) -> SourceFile:
    """Leave the text out: it is written beside the brief."""
    return SourceFile(**{name: getattr(source, name) for name in SourceFile.__struct_fields__})


def _finding(finding: Finding) -> FindingFile:
    language = finding.language if finding.language != OURS else None
    return FindingFile(kind=finding.kind, text=finding.text, citations=finding.citations, language=language)


def _hashes(brief: Brief, artifacts: Mapping[str, Artifact]) -> tuple[FileHash, ...]:
    """Hash the finished companions by name, then the source texts by number."""
    finished = sorted((held.name, held.content) for held in artifacts.values() if held.name != NAME)
    texts = ((source.text_file, utf8(source.text)) for source in brief.sources)
    return tuple(
        FileHash(name=name, sha256=hashlib.sha256(content).hexdigest()) for name, content in (*finished, *texts)
    )


def _encode(file: BriefFile) -> bytes:
    """Encode as UTF-8; only a text with lone surrogates, which UTF-8 has not, takes the long way round."""
    try:
        return msgspec.json.encode(file)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(file)))


def _whole(value: object) -> object:
    if isinstance(value, str):
        return whole(value)
    if isinstance(value, Mapping):
        return {key: _whole(held) for key, held in value.items()}
    if isinstance(value, list | tuple):
        return [_whole(held) for held in value]
    return value
