"""A build folder -> the brief and the files that lie in it, as `briefing make` wrote them."""

import dataclasses
import mimetypes
from pathlib import Path, PurePath

import msgspec

from briefing.errors import BriefingError
from briefing.model import Artifact, Brief, Finding, Period, SourceEntry
from briefing.render.json import NAME, BriefFile, FindingFile, SourceFile
from briefing.render.words import OURS
from briefing.verify import verify

_KINDS = {".md": "text/markdown", ".bib": "application/x-bibtex"}
"""What not every machine has a name for."""


def load_build(folder: Path) -> tuple[Brief, dict[str, Artifact]]:
    """Return the brief of a folder and its finished files by format; BriefingError where `verify` refuses it."""
    report = verify(folder)
    if report.fault is not None:
        raise BriefingError(f"{folder}: {report.fault}; make the briefing again")
    file = _read(folder / NAME)
    listed = [held.name for held in file.files if PurePath(held.name).parent == PurePath()]
    return _brief(file, folder), {PurePath(name).suffix[1:]: _artifact(folder / name) for name in (*listed, NAME)}


def load_brief(folder: Path) -> Brief:
    """Return the brief of a folder, with the texts of its sources; BriefingError says what is wrong with it."""
    return _brief(_read(folder / NAME), folder)


def _read(path: Path) -> BriefFile:
    try:
        return msgspec.json.decode(path.read_bytes(), type=BriefFile)
    except OSError as error:
        raise BriefingError(f"{path}: can't be read: {error.strerror or error}; name a build folder") from error
    except (msgspec.DecodeError, RecursionError) as error:
        raise BriefingError(f"{path}: is not a brief of this version: {error}; make the briefing again") from error


def _brief(file: BriefFile, folder: Path) -> Brief:
    """Put the records back together: what the two have in common, and what the file says another way."""
    period = file.period
    shared = {field.name for field in dataclasses.fields(Brief)} & set(BriefFile.__struct_fields__)
    facts = {name: getattr(file, name) for name in shared}
    facts["period"] = Period(first=period.first, last=period.last) if period else None
    facts["findings"] = tuple(_finding(finding) for finding in file.findings)
    facts["sources"] = tuple(_source(source, folder) for source in file.sources)
    facts["settings"] = tuple(file.settings.items())
    return Brief(**facts)


def _finding(finding: FindingFile) -> Finding:
    language = finding.language or OURS
    return Finding(kind=finding.kind, text=finding.text, citations=finding.citations, language=language)


def _source(source: SourceFile, folder: Path) -> SourceEntry:
    facts = {name: getattr(source, name) for name in SourceFile.__struct_fields__}
    return SourceEntry(text=_text(source, folder), **facts)


def _text(source: SourceFile, folder: Path) -> str:
    """Read a source's text where its number says it lies, never where a brief from elsewhere leads."""
    if not (source.id.removeprefix("S").isdecimal() and source.text_file == f"sources/{source.id}.txt"):
        raise BriefingError(f"{folder / NAME}: {source.text_file!r} is no text of format briefing/1")
    path = folder / source.text_file
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BriefingError(f"{path}: can't be read: {error}; make the briefing again") from error


def _artifact(path: Path) -> Artifact:
    kind = _KINDS.get(path.suffix) or mimetypes.guess_type(path.name)[0]
    try:
        content = path.read_bytes()
    except OSError as error:
        raise BriefingError(f"{path}: can't be read: {error.strerror or error}; make the briefing again") from error
    return Artifact(name=path.name, media_type=kind or "application/octet-stream", content=content)
