"""A finished brief + its source texts -> a report: every citation held against the text that it points into.

What is read (a build folder, brief.json, or a PDF with brief.json inside) may have come from anywhere: every name,
number and offset in it is checked before it is used. The checks are pure functions over what was read.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Literal

from msgspec import DecodeError, Struct, json

from briefing.attachments import attachments
from briefing.errors import BriefingError
from briefing.model import Citation, Extract

BRIEF = "brief.json"
SHARED = 0.5
"""Share of the shorter text's words that the place of a same-text citation has in common with its extract."""

_AROUND = 50  # characters shown on each side of a difference
_INSIDE = re.compile(r"\w[\w.-]{0,99}(?:/\w[\w.-]{0,99})?")
_SOURCE = re.compile(r"S\d{1,9}")
_BRACKET = re.compile(r"\[[^\[\]]+\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was held against what, and the first thing that is wrong."""

    sources: int
    citations: int
    quotations: int
    """Citations that were compared to the letter."""
    fault: str | None
    """None where everything stands as the brief says."""


class SourceLine(Struct, frozen=True):
    """A source, as far as it can be verified."""

    id: str
    text_file: str
    text_sha256: str
    origin: str = ""


class FileLine(Struct, frozen=True):
    """A companion of brief.json."""

    name: str
    sha256: str


class FigureLine(Struct, frozen=True):
    """A figure and its place."""

    id: str
    as_written: str
    citation: Citation
    part_of: str | None = None


class FindingLine(Struct, frozen=True):
    """A finding and its places."""

    kind: str
    citations: tuple[Citation, ...] = ()


class ExcludedLine(Struct, frozen=True):
    """A stretch that was left out."""

    source: str
    start: int
    end: int


class SectionLine(Struct, frozen=True):
    """A topic and its extracts."""

    topic: str
    extracts: tuple[Extract, ...]


class EventLine(Struct, frozen=True):
    """A happening's extract."""

    extract: Extract


class Written(Struct, frozen=True):
    """What brief.json says, as far as it can be verified."""

    format: Literal["briefing/1"]
    sources: tuple[SourceLine, ...]
    sections: tuple[SectionLine, ...]
    key_points: tuple[Extract, ...] = ()
    figures: tuple[FigureLine, ...] = ()
    timeline: tuple[EventLine, ...] = ()
    findings: tuple[FindingLine, ...] = ()
    excluded: tuple[ExcludedLine, ...] = ()
    files: tuple[FileLine, ...] = ()


def verify(target: Path, sources: Path | None = None) -> Report:
    """Hold a build folder, a brief.json or a PDF against the texts in `sources`, else attached to it or beside it.

    BriefingError says "cannot verify" where there is no brief or where its texts are not at hand.
    """
    folder = target if target.is_dir() else target.parent
    written, attached = _open(target)
    texts = _texts(written.sources, sources or folder, attached)
    companions = _companions(written.files, folder) if target.is_dir() else {}
    citations = [citation for _, citation in _citations(written)]
    return Report(
        sources=len(written.sources),
        citations=len(citations),
        quotations=sum(citation.relation == "quoted" for citation in citations),
        fault=next(chain(check(written, texts), check_files(written.files, companions)), None),
    )


def check(written: Written, texts: Mapping[str, str]) -> Iterator[str]:
    """Yield what is wrong with a brief, held against the texts of its sources by their ids."""
    yield from _check_ids(written)
    for place, citation in _citations(written):
        yield from _check_range(place, citation.source, citation.start, citation.end, texts)
    for place, extract in _extracts(written):
        yield from _check_extract(place, extract, texts)
    for figure in written.figures:
        if figure.as_written not in _cited(figure.citation, texts):
            yield f"figure {figure.id}: {figure.as_written!r} does not stand in {_where(figure.citation)}"
    for cut in written.excluded:
        yield from _check_range("what was left out", cut.source, cut.start, cut.end, texts)
    for source in written.sources:
        if _digest(texts[source.id].encode("utf-8")) != source.text_sha256:
            yield f"{source.text_file}: is not the text that the brief was made from (its SHA-256 differs)"


def check_files(files: Sequence[FileLine], companions: Mapping[str, bytes | None]) -> Iterator[str]:
    """Yield the companions that are missing or belong to another build."""
    for file in files:
        if file.name not in companions:
            continue
        content = companions[file.name]
        if content is None:
            yield f"{file.name}: is missing beside {BRIEF}"
        elif _digest(content) != file.sha256:
            yield f"{file.name}: does not belong to this {BRIEF} (its SHA-256 differs): a mixed or edited build"


def _check_ids(written: Written) -> Iterator[str]:
    """Yield ids that stand for two things, and texts filed under another name than their source's."""
    for kind, ids in (
        ("source", [source.id for source in written.sources]),
        ("figure", [figure.id for figure in written.figures]),
    ):
        yield from (f"{kind} {name}: the id stands {count} times" for name, count in Counter(ids).items() if count > 1)
    shown: dict[str, str] = {}
    for place, extract in _extracts(written):
        if shown.setdefault(extract.id, extract.text) != extract.text:
            yield f"{place}: its id stands for two texts; {_difference(extract.text, shown[extract.id], 'elsewhere')}"
    in_sections = {extract.id for section in written.sections for extract in section.extracts}
    for extract in written.key_points:
        if extract.id not in in_sections:
            yield f"key point {extract.id}: is in no section"
    figures = {figure.id for figure in written.figures}
    for figure in written.figures:
        if figure.part_of is not None and figure.part_of not in figures:
            yield f"figure {figure.id}: is part of {figure.part_of}, which is no figure of this brief"


def _check_extract(place: str, extract: Extract, texts: Mapping[str, str]) -> Iterator[str]:
    if not any(citation.relation == "quoted" for citation in extract.citations):
        yield f"{place}: quotes no source"
    for citation in extract.citations:
        said = _cited(citation, texts)
        if citation.relation == "quoted" and said != extract.text:
            yield f"{place}: differs from {_where(citation)}, {_difference(extract.text, said, 'the source')}"
        elif citation.relation == "same-text" and _shared(extract.text, said) < SHARED:
            yield f"{place}: {_where(citation)} has other words: {said[: 2 * _AROUND]!r}"
    for clarification in extract.clarifications:
        if not _BRACKET.fullmatch(clarification.insert):
            yield f"{place}: {clarification.insert!r} is added to the source's words outside of [brackets]"
        if not 0 <= clarification.at <= len(extract.text):
            yield f"{place}: the bracket {clarification.insert!r} stands outside the text"


def _check_range(place: str, source: str, start: int, end: int, texts: Mapping[str, str]) -> Iterator[str]:
    if source not in texts:
        yield f"{place}: cites {source}, which is no source of this brief"
    elif not 0 <= start < end <= len(texts[source]):
        yield f"{place}: cites {source} from {start} to {end}, but its text has {len(texts[source])} characters"


def _extracts(written: Written) -> Iterator[tuple[str, Extract]]:
    """Yield every extract that a reader sees, with its place."""
    for section in written.sections:
        yield from ((f"extract {extract.id} of {section.topic}", extract) for extract in section.extracts)
    yield from ((f"key point {extract.id}", extract) for extract in written.key_points)
    yield from ((f"extract {event.extract.id} of the timeline", event.extract) for event in written.timeline)


def _citations(written: Written) -> Iterator[tuple[str, Citation]]:
    for place, extract in _extracts(written):
        yield from ((place, citation) for citation in extract.citations)
    yield from ((f"figure {figure.id}", figure.citation) for figure in written.figures)
    for finding in written.findings:
        yield from ((f"finding {finding.kind}", citation) for citation in finding.citations)


def _cited(citation: Citation, texts: Mapping[str, str]) -> str:
    return texts.get(citation.source, "")[citation.start : citation.end] if citation.start >= 0 else ""


def _where(citation: Citation) -> str:
    return f"{citation.source} paragraph {citation.paragraph}, characters {citation.start} to {citation.end}"


def _difference(printed: str, found: str, where: str) -> str:
    """Show the first place where two texts differ, hidden characters as escapes."""
    pairs = enumerate(zip(printed, found, strict=False))
    at = next((index for index, (one, other) in pairs if one != other), min(len(printed), len(found)))
    window = slice(max(0, at - _AROUND), at + _AROUND)
    return f"at character {at + 1}: the brief has {printed[window]!r}, {where} has {found[window]!r}"


def _shared(text: str, other: str) -> float:
    """Return the share of the shorter text's words that the two have in common."""
    words, others = (Counter(re.findall(r"\w+", one.casefold())) for one in (text, other))
    return (words & others).total() / max(1, min(words.total(), others.total()))


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _open(target: Path) -> tuple[Written, tuple[bytes, ...]]:
    """Read the brief, and the files that ride inside the same PDF."""
    path = target / BRIEF if target.is_dir() else target
    try:
        if path.exists() and not path.is_file():
            raise BriefingError(f"{path}: cannot verify: is a device or a pipe, not a file")
        data = path.read_bytes()
    except OSError as error:
        raise BriefingError(f"{path}: cannot verify: {error.strerror or error}") from error
    attached: tuple[bytes, ...] = ()
    if data.startswith(b"%PDF-"):
        attached = tuple(attachments(data))
        data = next((one for one in attached if one.lstrip().startswith(b"{")), b"")
        if not data:
            raise BriefingError(f"{path}: cannot verify: no {BRIEF} is attached inside")
    try:
        return json.decode(data, type=Written), attached
    except (DecodeError, RecursionError) as error:
        raise BriefingError(f"{path}: cannot verify: not a brief of format briefing/1: {error}") from error


def _texts(sources: Sequence[SourceLine], folder: Path, attached: Sequence[bytes]) -> dict[str, str]:
    """Find the text of every source: attached, by its hash; in the folder, by its name."""
    by_hash = {_digest(content): content for content in attached}
    texts = {}
    for source in sources:
        if not _SOURCE.fullmatch(source.id) or source.text_file != f"sources/{source.id}.txt":
            raise BriefingError(
                f"cannot verify: {source.id!r} with {source.text_file!r} is no source of format briefing/1"
            )
        content = by_hash.get(source.text_sha256) or _read_text(source, folder)
        try:
            texts[source.id] = content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise BriefingError(f"{source.text_file}: cannot verify: not UTF-8 at byte {error.start}") from error
    return texts


def _read_text(source: SourceLine, folder: Path) -> bytes:
    """Read a text as the build wrote it, or the document itself where that is the same, byte for byte."""
    own = (folder / source.text_file, folder / f"{source.id}.txt")
    found = [path for path in (*own, folder / PurePosixPath(source.origin).name) if path.is_file()]
    for path, content in [(path, path.read_bytes()) for path in found]:
        if path in own or _digest(content) == source.text_sha256:
            return content
    raise BriefingError(
        f"cannot verify: the text of {source.id} is not at hand, neither attached nor as {own[0]}; "
        "name the folder that holds it with --sources"
    )


def _companions(files: Sequence[FileLine], folder: Path) -> dict[str, bytes | None]:
    """Read what lies beside brief.json; a name that leads elsewhere is as good as missing."""
    paths = {file.name: folder / file.name for file in files}
    return {
        name: path.read_bytes() if _INSIDE.fullmatch(name) and path.is_file() else None for name, path in paths.items()
    }
