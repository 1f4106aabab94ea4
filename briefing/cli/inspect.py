"""briefing sources, verify and doctor: what the sources are, whether a brief stands, what this machine can do."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli.talk import Talk, shown

if TYPE_CHECKING:
    from briefing.model import Document

FILE = click.Path(path_type=Path)


@click.command()
@click.argument("target", type=FILE, metavar="BUILD|PDF|JSON")
@click.option("--sources", type=FILE, metavar="FOLDER", help="Where the source texts lie.")
def verify(target: Path, sources: Path | None) -> int:
    """Hold every quotation against the source texts.

    They are looked for in --sources FOLDER, else attached to the brief or beside it.
    """
    from briefing import verify as verification

    report = verification.verify(target, sources)
    if report.fault is not None:
        click.echo(f"briefing: {target}: {shown(report.fault)}", err=True)
        return 1
    counts = f"{report.quotations} quotations and {report.citations} citations of {report.sources} sources"
    click.echo(f"{target}: verified: {counts} stand as printed")
    return 0


@click.command()
def doctor() -> int:
    """Tell what works here and how to mend the rest."""
    from briefing.doctor import examine

    checks = examine()
    width = max(len(check.name) for check in checks)
    for check in checks:
        click.echo(f"{'ok' if check.ok else 'not ok':8}{check.name:{width}}  {check.detail}")
        if not check.ok:
            click.echo(f"{'':8}{'':{width}}  mend it: {check.remedy}")
    return 0 if all(check.ok for check in checks) else 1


@click.command()
@click.argument("sources", nargs=-1, required=True)
@click.option("-c", "--config", type=FILE, metavar="FILE", help="The settings; else ./briefing.toml.")
@click.option("--fetch", is_flag=True, help="Fetch the http and https addresses among SOURCES.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("-v", "--verbose", is_flag=True, help="Each file that is passed over.")
def sources(sources: tuple[str, ...], config: Path | None, fetch: bool, as_json: bool, verbose: bool) -> None:
    """Tell what each source was taken for.

    Type, title, outlet, date and its basis, words, what was cut, and by which rule.
    """
    import json

    from briefing import pipeline
    from briefing.settings import find_settings

    settings, _ = find_settings(config, sources_given=True, cwd=Path.cwd())
    with Talk(verbose=verbose) as talk:
        read, _ = pipeline.read_sources(sources, settings, Path.cwd(), talk.tell, fetch=fetch)
        documents, warnings = pipeline.read_documents(read, settings)
        for warning in warnings:
            talk.tell("warning", warning)
    if as_json:
        click.echo(json.dumps([facts_of(document) for document in documents], ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join("\n".join(lines_of(document)) for document in documents))


def facts_of(document: "Document") -> dict[str, object]:
    """Return what is known of a source, as JSON types."""
    return {
        "origin": document.source.origin,
        "media_type": document.source.media_type,
        "title": document.title,
        "publisher": document.publisher,
        "agency": document.agency,
        "byline": document.byline,
        "url": document.url,
        "published": document.published.isoformat() if document.published else None,
        "published_basis": document.published_basis,
        "language": document.language,
        "extractor": document.source.extractor,
        "mended": document.source.mended,
        "pages": len(document.source.pages) or None,
        "words": sum(part.words for part in parts_of(document) if part.kind == "body"),
        "cut": [asdict(part) for part in parts_of(document) if part.kind != "body"],
    }


def lines_of(document: "Document") -> Iterator[str]:
    """Yield the lines that show a source to a reader."""
    parts = parts_of(document)
    outlet = document.publisher or "unknown"
    yield shown(document.source.origin)
    pages = f", {counted(len(document.source.pages), 'page')}" if document.source.pages else ""
    yield f"  type      {shown(document.source.media_type)}, language {document.language}{pages}"
    yield f"  title     {shown(document.title or 'unknown')}"
    yield f"  outlet    {shown(outlet if document.agency is None else f'{outlet}, with text of {document.agency}')}"
    yield f"  date      {document.published or 'none'} ({document.published_basis})"
    yield f"  article   {counted(sum(part.words for part in parts if part.kind == 'body'), 'word')}"
    if document.source.extractor:
        yield f"  extracted {shown(document.source.extractor)}"
    if document.source.mended:
        yield f"  mended    {counted(document.source.mended, 'line')} that had been decoded wrongly"
    label = "cut"
    for part in parts:
        if part.kind != "body":
            counts = f"{counted(part.words, 'word')} in {counted(part.passages, 'passage')}"
            yield f"  {label:10}{part.kind}, by rule {part.rule}: {counts}"
            label = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What of a source one rule took for one kind."""

    kind: str
    rule: str
    passages: int
    words: int


def parts_of(document: "Document") -> tuple[Part, ...]:
    """Return what the source is made of, the most words first."""
    words: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for passage in document.passages:
        text = document.source.text[passage.span.start : passage.span.end]
        words[passage.kind, passage.rule].append(len(text.split()))
    parts = (Part(kind=kind, rule=rule, passages=len(held), words=sum(held)) for (kind, rule), held in words.items())
    return tuple(sorted(parts, key=lambda part: (-part.words, part.kind, part.rule)))


def counted(number: int, noun: str) -> str:
    """Return "1 word", "2 words"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
