"""A finished brief against its texts: what was changed is named, and with no texts at hand nothing is claimed."""

import hashlib
import importlib
import io
import json
import os
import sys
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pypdf
import pytest

from briefing.attachments import attachments
from briefing.errors import BriefingError
from briefing.verify import verify

FIRST = "Rain fell on Tarn Bridge for nine days.\nThe river rose to 7.2\u00a0metres, the town hall said.\n"
SECOND = "TARN BRIDGE: The river rose to 7.2 metres, the town hall said. Schools stayed shut.\n"
QUOTE = "The river rose to 7.2\u00a0metres, the town hall said."

Json = dict[str, Any]


def cite(source: str, text: str, words: str, relation: str = "quoted") -> Json:
    start = text.index(words)
    return {"source": source, "start": start, "end": start + len(words), "paragraph": 1, "relation": relation}


def extract() -> Json:
    return {
        "id": "E1",
        "text": QUOTE,
        "citations": [cite("S1", FIRST, QUOTE), cite("S2", SECOND, SECOND[13:62], "same-text")],
        "clarifications": [{"at": 9, "insert": "[Tarn]", "basis": "name"}],
    }


def brief() -> Json:
    texts = {"S1": FIRST, "S2": SECOND}
    figure = cite("S1", FIRST, QUOTE)
    return {
        "format": "briefing/1",
        "sources": [
            {"id": name, "text_file": f"sources/{name}.txt", "text_sha256": digest(text), "origin": f"{name}-clip.txt"}
            for name, text in texts.items()
        ],
        "key_points": [extract()],
        "sections": [{"topic": "damage", "title": "Damage", "question": "", "extracts": [extract()], "note": None}],
        "figures": [{"id": "F1", "as_written": "7.2\u00a0metres", "citation": figure, "part_of": None}],
        "timeline": [{"date": "2024-05-02", "extract": extract()}],
        "findings": [{"kind": "conflict", "text": "", "citations": [cite("S2", SECOND, "Schools stayed shut.")]}],
        "excluded": [{"source": "S2", "start": 0, "end": 12, "reason": "dateline"}],
        "files": [{"name": "brief.html", "sha256": digest("<p>")}],
    }


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@pytest.fixture
def build(tmp_path: Path) -> Path:
    folder = tmp_path / "build"
    (folder / "sources").mkdir(parents=True)
    (folder / "brief.json").write_text(json.dumps(brief()))
    (folder / "brief.html").write_text("<p>")
    (folder / "sources/S1.txt").write_bytes(FIRST.encode())
    (folder / "sources/S2.txt").write_bytes(SECOND.encode())
    return folder


def edit(build: Path, change: Callable[[Json], object]) -> str:
    """Change brief.json and return the fault that is found."""
    written = json.loads((build / "brief.json").read_text())
    change(written)
    (build / "brief.json").write_text(json.dumps(written))
    fault = verify(build).fault
    assert fault is not None
    return fault


def every_extract(written: Json) -> list[Json]:
    return [written["key_points"][0], written["sections"][0]["extracts"][0], written["timeline"][0]["extract"]]


def test_a_whole_build_stands(build: Path) -> None:
    report = verify(build)
    assert report.fault is None
    assert (report.sources, report.citations, report.quotations) == (2, 8, 5)


def test_brief_json_is_verified_against_the_texts_beside_it(build: Path) -> None:
    (build / "brief.html").unlink()
    assert verify(build / "brief.json").fault is None


def test_one_changed_character_is_named_with_place_and_both_texts(build: Path) -> None:
    def change(written: Json) -> None:
        for one in every_extract(written):
            one["text"] = QUOTE.replace("7.2", "7.3")

    assert edit(build, change) == (
        "extract E1 of damage: differs from S1 paragraph 1, characters 40 to 89, at character 21: "
        "the brief has 'The river rose to 7.3\\xa0metres, the town hall said.', "
        "the source has 'The river rose to 7.2\\xa0metres, the town hall said.'"
    )


def test_a_changed_source_text_is_a_difference_too(build: Path) -> None:
    (build / "sources/S1.txt").write_bytes(FIRST.replace("7.2", "9.9").encode())
    assert "the brief has 'The river rose to 7.2" in str(verify(build).fault)


def test_a_source_text_changed_outside_every_quotation_is_told_by_its_hash(build: Path) -> None:
    (build / "sources/S1.txt").write_bytes(FIRST.replace("nine", "four").encode())
    assert verify(build).fault == ("sources/S1.txt: is not the text that the brief was made from (its SHA-256 differs)")


def test_line_ends_that_somebody_converted_are_a_difference(build: Path) -> None:
    (build / "sources/S1.txt").write_bytes(FIRST.replace("\n", "\r\n").encode())
    assert "differs from S1" in str(verify(build).fault)


def test_a_mixed_build_is_named(build: Path) -> None:
    (build / "brief.html").write_text("<p>of yesterday")
    assert "brief.html: does not belong to this brief.json" in str(verify(build).fault)


@pytest.mark.parametrize("name", ["brief.md", "../brief.html", "a\0b", "/etc/hostname"])
def test_a_companion_that_is_missing_is_named(build: Path, name: str) -> None:
    assert edit(build, lambda written: written["files"].append({"name": name, "sha256": ""})) == (
        f"{name}: is missing beside brief.json"
    )


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda b: b["sources"].append(b["sources"][0]), "source S1: the id stands 2 times"),
        (lambda b: b["figures"].append(b["figures"][0]), "figure F1: the id stands 2 times"),
        (lambda b: b["figures"][0].update(part_of="F9"), "figure F1: is part of F9, which is no figure"),
        (lambda b: b["figures"][0].update(as_written="8 metres"), "figure F1: '8 metres' does not stand in S1"),
        (lambda b: b["key_points"][0].update(id="E9"), "key point E9: is in no section"),
        (lambda b: b["key_points"][0].update(text="Rain."), "key point E1: its id stands for two texts"),
        (
            lambda b: b["excluded"][0].update(end=9999),
            "what was left out: cites S2 from 0 to 9999, but its text has 84",
        ),
        (
            lambda b: b["findings"][0]["citations"][0].update(source="S3"),
            "finding conflict: cites S3, which is no source",
        ),
    ],
)
def test_ids_and_places_that_cannot_be_are_named(build: Path, change: Callable[[Json], object], fault: str) -> None:
    assert edit(build, change).startswith(fault)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda e: e["citations"][0].update(start=-1), "cites S1 from -1 to 89"),
        (lambda e: e["citations"][0].update(start=90), "cites S1 from 90 to 89"),
        (lambda e: e["citations"][0].update(relation="supports"), "quotes no source"),
        (lambda e: e["citations"][1].update(start=0, end=11), "S2 paragraph 1, characters 0 to 11 has other words"),
        (lambda e: e["clarifications"][0].update(at=51), "the bracket '[Tarn]' stands outside the text"),
        (lambda e: e["clarifications"][0].update(insert="Nobody"), "'Nobody' is added to the source's words"),
        (lambda e: e["clarifications"][0].update(insert="[a] never [b]"), "'[a] never [b]' is added to"),
    ],
)
def test_extracts_that_cannot_be_are_named(build: Path, change: Callable[[Json], object], fault: str) -> None:
    def change_all(written: Json) -> None:
        for one in every_extract(written):
            change(one)

    assert fault in edit(build, change_all)


def test_hidden_characters_of_a_text_do_not_reach_the_terminal(build: Path) -> None:
    def change(written: Json) -> None:
        for one in every_extract(written):
            one["text"] = "\x1b[2J" + QUOTE

    assert "\\x1b[2J" in edit(build, change)


def test_without_the_texts_nothing_is_claimed(build: Path, tmp_path: Path) -> None:
    alone = tmp_path / "mailed.json"
    alone.write_bytes((build / "brief.json").read_bytes())
    with pytest.raises(BriefingError, match=r"cannot verify: the text of S1 is not at hand.*--sources"):
        verify(alone)
    for folder in (build, build / "sources"):
        assert verify(alone, folder).fault is None


def test_the_documents_themselves_will_do_where_they_are_the_texts(build: Path, tmp_path: Path) -> None:
    clips = tmp_path / "clips"
    clips.mkdir()
    (clips / "S1-clip.txt").write_bytes(FIRST.encode())
    (clips / "S2-clip.txt").write_bytes(SECOND.encode("utf-16"))
    with pytest.raises(BriefingError, match="the text of S2 is not at hand"):
        verify(build / "brief.json", clips)
    (clips / "S2-clip.txt").write_bytes(SECOND.encode())
    assert verify(build / "brief.json", clips).fault is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a brief of format briefing/1"),
        (b'{"format": "briefing/2"}', "briefing/2"),
        (b"[" * 100_000, "not a brief"),
        (b"%PDF-1.7\n%%EOF", r"no brief\.json is attached inside"),
    ],
)
def test_what_is_no_brief_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "brief.json"
    path.write_bytes(content)
    with pytest.raises(BriefingError, match=f"cannot verify: .*{message}"):
        verify(path)


def test_a_missing_build_is_named(tmp_path: Path) -> None:
    with pytest.raises(BriefingError, match=r"brief\.json: cannot verify: No such file"):
        verify(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="has no named pipes in folders")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "brief.json")
    with pytest.raises(BriefingError, match="cannot verify: is a device or a pipe"):
        verify(tmp_path)


@pytest.mark.parametrize(
    ("name", "file"), [("../S1", "sources/../S1.txt"), ("S1", "/etc/hostname"), ("", "sources/.txt")]
)
def test_a_source_cannot_lead_out_of_the_folder(build: Path, name: str, file: str) -> None:
    with pytest.raises(BriefingError, match="is no source of format briefing/1"):
        edit(build, lambda written: written["sources"][0].update(id=name, text_file=file))


def test_a_text_that_is_no_utf8_is_named(build: Path) -> None:
    (build / "sources/S2.txt").write_bytes(b"caf\xe9")
    with pytest.raises(BriefingError, match=r"sources/S2\.txt: cannot verify: not UTF-8 at byte 3"):
        verify(build)


def test_a_pdf_is_verified_with_the_texts_attached_or_beside_it(build: Path, tmp_path: Path) -> None:
    writer = pypdf.PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.add_attachment("brief.json", (build / "brief.json").read_bytes())
    writer.write(build / "brief.pdf")
    assert verify(build / "brief.pdf").fault is None

    for name in ("S1.txt", "S2.txt"):
        writer.add_attachment(name, (build / "sources" / name).read_bytes())
    writer.write(tmp_path / "mailed.pdf")
    assert verify(tmp_path / "mailed.pdf").fault is None


def embed(content: bytes, entries: bytes) -> bytes:
    return b"7 0 obj\n<< /Type /EmbeddedFile " + entries + b" >>\nstream\r\n" + content + b"\nendstream\nendobj\n"


def test_attachments_are_read_packed_or_plain() -> None:
    pdf = embed(zlib.compress(b"packed"), b"/Filter /FlateDecode") + embed(b"plain", b"/Length 5") + embed(b"open", b"")
    assert list(attachments(b"%PDF-1.7\n" + pdf)) == [b"packed", b"plain", b"open\n"]


def test_attachments_that_cannot_be_read_are_passed_over() -> None:
    pdf = (
        embed(b"not packed", b"/Filter /FlateDecode") + embed(b"x", b"/Filter /LZWDecode") + b"obj /Type /EmbeddedFile"
    )
    assert list(attachments(pdf)) == []
    assert list(attachments(b"7 0 obj /Type /EmbeddedFile stream\nno end")) == []


def test_many_marks_without_a_stream_cost_no_more_than_their_number() -> None:
    assert list(attachments(b"obj /Type /EmbeddedFile " * 50_000)) == []


def test_attachments_share_one_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("briefing.attachments.LARGEST", 25)
    bomb = embed(zlib.compress(b"0" * 1000), b"/Filter /FlateDecode")
    assert [len(one) for one in attachments(embed(b"1234567890", b"/Length 10") + 5 * bomb)] == [10, 15]


def test_a_pdf_of_the_renderer_is_read() -> None:
    try:
        weasyprint = importlib.import_module("weasyprint")
    except OSError as error:
        pytest.skip(f"Pango is not installed: {error}")
    attached = weasyprint.Attachment(file_obj=io.BytesIO(b'{"format": "briefing/1"}'), name="brief.json")
    pdf = weasyprint.HTML(string="<p>x").write_pdf(attachments=[attached])
    assert list(attachments(pdf)) == [b'{"format": "briefing/1"}']
