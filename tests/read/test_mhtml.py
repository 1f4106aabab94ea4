"""Pages that a browser saved in one file."""

import quopri
from base64 import b64encode

import pytest

from briefing import plugins
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.pages.mhtml import MhtmlReader
from tests.read.test_html import LANGUAGES, STORY, paragraphs, whole

HEAD = (
    "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://me:pw@www.orlepost.example/flood\r\n"
    "Subject: Flood\r\nDate: Fri, 10 Mar 2023 08:00:00 -0000\r\nMIME-Version: 1.0\r\n"
    'Content-Type: multipart/related; type="text/html"; boundary="-x-"\r\n\r\n'
)
PICTURE = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n" + b64encode(b"\x89PNG" * 50).decode()


def part(body: str, charset: str = "utf-8", kind: str = "text/html") -> str:
    coded = quopri.encodestring(f"<html><head></head><body>{body}</body></html>".encode(charset)).decode("ascii")
    stated = f"Content-Type: {kind}; charset={charset}\r\nContent-Location: https://orlepost.example/part\r\n"
    return f"{stated}Content-Transfer-Encoding: quoted-printable\r\n\r\n{coded}"


def archive(*parts: str, head: str = HEAD) -> bytes:
    return (head + "".join(f"---x-\r\n{one}\r\n" for one in parts) + "---x---\r\n").encode()


def read(data: bytes) -> Source:
    (source,) = plugins.find("readers", "mhtml").read(data, "x.mhtml")
    return source


def test_the_page_among_the_parts_is_read() -> None:
    source = read(archive(PICTURE, part(f"<article>{paragraphs(*STORY)}</article>"), PICTURE))

    assert source.text == whole(*STORY)
    assert source.media_type == "multipart/related"
    assert source.url == "https://www.orlepost.example/flood"
    assert source.published is None  # the day on which it was saved says nothing


def test_the_header_of_the_part_names_the_encoding() -> None:
    source = read(archive(part(f"<article>{paragraphs(*LANGUAGES['ru'])}</article>", "windows-1251")))

    assert source.text == whole(*LANGUAGES["ru"])


def test_a_frame_is_the_page_only_where_the_first_page_has_no_article() -> None:
    frame = part(f"<article>{paragraphs(*STORY)}</article>", kind="application/xhtml+xml")

    assert read(archive(part("<a href='/'>Home</a>"), frame)).text == whole(*STORY)


def test_the_address_of_the_part_stands_in_for_that_of_the_whole() -> None:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-x-"\r\n\r\n'

    assert (
        read(archive(part(f"<article>{paragraphs(*STORY)}</article>"), head=head)).url
        == "https://orlepost.example/part"
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no mail at all",
        archive(PICTURE),
        HEAD.encode(),
        HEAD.encode() + b"---x-\r\nContent-Type: text/html; charset==?x?q?=\r\n\r\n",
        b"Content-Type: multipart/related; boundary=\xff\xfe\r\n\r\n--\xff",
        b"Content-Type: message/rfc822\r\n\r\n" * 2_000,
    ],
)
def test_a_file_without_a_page_is_named(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"x\.mhtml: "):
        read(data)


def test_pages_without_an_article_are_named_for_the_first_of_them() -> None:
    with pytest.raises(ReadError, match="is a page without an article: 1 link,"):
        MhtmlReader().read(archive(part("<a href='/'>Home</a>"), part("<p>Ad</p>")), "x.mhtml")


def test_a_part_with_hostile_headers_is_passed_over() -> None:
    hostile = (
        "Content-Type: text/html; charset*=utf-8''%ff%00; charset*1=x\r\nContent-Transfer-Encoding: base64\r\n\r\n!!"
    )
    odd = "Content-Type: text/html\r\nContent-Transfer-Encoding: x-unknown\r\n\r\n<p>\r\n"

    assert read(archive(hostile, odd, part(f"<article>{paragraphs(*STORY)}</article>"))).text == whole(*STORY)
