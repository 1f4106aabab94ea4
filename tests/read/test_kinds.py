"""What a file is taken for: by its content first, by its name second."""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.read.kinds import DESCRIPTIONS, SUFFIXES, kind_of, suffix_of
from briefing.read.kinds.members import member_names
from briefing.read.unwanted import holds_text, unwanted

PAGE = "<!DOCTYPE html>\n<html><head><title>Ferry</title></head><body><p>The ferry ran aground.</p></body></html>"
MAIL = "From: Desk <desk@example.org>\nTo: all\nSubject: Ferry\nMessage-ID: <1@example.org>\n\nThe ferry ran aground.\n"
SAVED = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://example.org/ferry\nSubject: Ferry\n"
    'MIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html"; boundary="x"\n\n--x\n'
)
NEXIS = (
    "Ferry runs aground\nHarbour Post\nMay 3, 2019\nLength: 210 words\n\nThe ferry ran aground.\n\nEnd of Document\n"
)
FACTIVA = "Ferry runs aground\n210 words\n3 May 2019\nHarbour Post\n\nText.\n\nDocument HARBP00020190503ef530001x\n"


def packed(*names: str, comment: bytes = b"") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "x")
    return buffer.getvalue()


def tarred(mode: str = "w") -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode=mode) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = 3
        archive.addfile(info, io.BytesIO(b"abc"))
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", "pdf"),
        (b"\n\n%PDF-1.4\n", "pdf"),
        (b"{\\rtf1\\ansi", "rtf"),
        (packed("[Content_Types].xml", "word/document.xml"), "docx"),
        (packed("mimetype", "content.xml"), "odt"),
        (packed("a.txt", "word/notes.txt"), "zip"),
        (packed("META-INF/manifest.xml", "content.xml"), "zip"),
        (packed("[Content_Types].xml", "word/document.xml", comment=b"c" * 60_000), "docx"),
        (b"junk before" + packed("a.txt", "word/document.xml")[:0] + packed("a.txt"), "txt"),
        (packed("[Content_Types].xml", "word/document.xml")[:150], "docx"),
        (b"PK\x05\x06" + bytes(18), "zip"),
        (tarred(), "tar"),
        (tarred("w:gz"), "tar"),
        (bz2.compress(tarred()), "tar"),
        (lzma.compress(tarred()), "tar"),
        (gzip.compress(b"WARC/1.0\r\n"), "warc"),
        (gzip.compress(b"The ferry ran aground."), "gz"),
        (b"\x1f\x8b\x08 no gzip at all", "gz"),
        (b"BZh9 no bzip2 at all", "gz"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "warc"),
        (PAGE.encode(), "html"),
        (PAGE.encode("utf-16"), "html"),
        (PAGE.encode("utf-16-be"), "html"),
        (b"\xef\xbb\xbf  \n" + PAGE.encode(), "html"),
        (b'<?xml version="1.0"?>\n<!-- saved from url -->\n' + PAGE.encode(), "html"),
        (b"<div><p>One.</p><p>Two.</p></div>", "html"),
        (b"<!-- never closed <html>", "txt"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel>', "feed"),
        (
            b'<?xml version="1.0"?>\n<!DOCTYPE rss PUBLIC "-//X//DTD" "http://x.org/rss.dtd">\n<rss version="0.91">',
            "feed",
        ),
        (b'<?xml version="1.0"?><!DOCTYPE f [<!ENTITY a "<b>">]> <rss>', "feed"),
        (b"<!DOCTYPE never ends", "txt"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "feed"),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', "feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": []}', "feed"),
        (b'{"text": "One."}\n{"text": "Two."}\n', "jsonl"),
        (b'{"text": "' + b"long " * 20_000 + b'"}\r\n\r\n  {"text": "Two."}', "jsonl"),
        (b'{"text":\n "One."}\n', "json"),
        (b'[ {"text": "One."} ]', "json"),
        (b"[AFP] The ferry ran aground.", "txt"),
        (b"{ferry} ran aground", "txt"),
        (MAIL.encode(), "eml"),
        (b"From desk@example.org Fri May  3 09:12:01 2019\n" + MAIL.encode(), "mbox"),
        (b"From Harbour to Sea\n\nThe ferry ran aground.", "txt"),
        (b"From: the desk\nDate: 3 May\n\nThe ferry ran aground.", "txt"),
        (b"Subject: x\nMIME-Version: 1.0\nno field\n\nbody", "txt"),
        (b"Subject: x\nMIME-Version: 1.0", "eml"),
        (SAVED.encode(), "mhtml"),
        (NEXIS.encode(), "txt"),
        (FACTIVA.encode(), "txt"),
        (b"She handed over\nDocument 7\nand left. End of Document", "txt"),
        (b"", "txt"),
    ],
)
def test_the_content_tells_whatever_the_name_says(data: bytes, kind: str) -> None:
    assert kind_of(data, "clip.txt") == kind
    assert kind_of(data, "clip") == kind


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.md", b"# Ferry", "md"),
        ("a.markdown", b"<div><p>a</p><p>b</p></div> # Ferry", "md"),
        ("a.csv", b"title,text\n", "csv"),
        ("a.tsv", b"title\ttext\n", "csv"),
        ("a.eml", b"Subject: Ferry\n\nText", "eml"),
        ("a.mht", b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related; boundary=x\n\n", "mhtml"),
        ("a.eml", b"MIME-Version: 1.0\nSubject: x\nContent-Type: multipart/related; boundary=x\n\n", "eml"),
        ("a.html", b"The ferry ran aground.", "txt"),
        ("a.html", b"The ferry <b>ran</b> <p>aground.", "html"),
        ("a.xml", b"The ferry ran aground.", "txt"),
        ("a.jsonl", b'{"text": "One."}', "jsonl"),
        ("a.ndjson", b"not yet", "jsonl"),
        ("a.unknown", b"The ferry ran aground.", "txt"),
        ("a.feed", b"The ferry ran aground.", "txt"),
    ],
)
def test_the_name_tells_where_the_content_does_not(name: str, data: bytes, kind: str) -> None:
    assert kind_of(data, name) == kind


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old office document"),
        (b"bplist00", "a Safari web archive"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a picture, sound or video file"),
        (b"\0\0\0\x18ftypheic", "a picture or video file"),
        (packed("xl/workbook.xml"), "an Excel workbook"),
        (packed("META-INF/container.xml"), "an EPUB book"),
        (packed("mimetype").replace(b"opendocument.text", b"opendocument.spre"), "no text"),
        (b'<?xml version="1.0"?><svg><path/></svg>', "an SVG picture"),
        (b'<?xml version="1.0"?><sitemap:urlset>', "(<urlset>)"),
        (b'<?xml version="1.0"?>', "(<>)"),
    ],
)
def test_what_holds_no_article_is_named(data: bytes, what: str) -> None:
    with pytest.raises(ReadError) as caught:
        kind_of(data, "clip.txt")

    assert "clip.txt: is " in str(caught.value)
    assert what in str(caught.value)


@given(
    data=st.binary(max_size=300),
    start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", b"\x1f\x8b\x08", b"<", b"{"]),
)
def test_any_bytes_have_a_kind_or_are_refused(data: bytes, start: bytes) -> None:
    try:
        told = kind_of(start + data, "clip")
    except ReadError as error:
        told = str(error)
    assert told in DESCRIPTIONS or told.startswith("clip: ")


def test_every_suffix_stands_for_a_kind() -> None:
    assert set(SUFFIXES.values()) == set(DESCRIPTIONS)


@pytest.mark.parametrize(
    ("name", "suffix"),
    [("a/B.HTML", "html"), ("a.tar.gz", "gz"), ("St. Ives", ""), ("2022.01", ""), ("noend", ""), (".txt", "")],
)
def test_a_suffix_is_a_short_word_behind_the_last_dot(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_a_directory_that_never_ends_is_left() -> None:
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHH", 1, 0, 0) + bytes(12) + b"a"
    data = b"PK\x03\x04" + entry * 3000
    data += b"PK\x05\x06" + bytes(8) + struct.pack("<II", len(entry) * 3000, 4) + bytes(2)

    assert member_names(data) == {"a"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        (".hidden.txt", "begins with a dot"),
        ("README.md", "about the folder"),
        ("briefing.toml", "the settings file"),
        ("photo.jpg", "no reader"),
    ],
)
def test_what_nobody_named_is_passed_over(name: str, why: str) -> None:
    assert why in str(unwanted(name, (".txt", ".md")))


def test_a_beginning_tells_text_from_other_bytes() -> None:
    assert holds_text("Überschwemmung".encode("cp1252"))
    assert holds_text("Flood".encode("utf-16"))
    assert holds_text(b"%PDF-1.7\n\x00")
    assert not holds_text(b"")
    assert not holds_text(b"\x89PNG\r\n")
    assert not holds_text(b"\0\1\2")
