"""Mails that no program sent: they end in words, or in an error that names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.read.mail import LONGEST_HEADER, parts
from tests.read.test_mail import TEXT, read

HEAD = b"Message-ID: <1@x>\nFrom: a@b\nSubject: x\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"\n",
        HEAD + b"Content-Type: multipart/mixed\n\nno boundary\n",
        HEAD + b"Content-Type: multipart/mixed; boundary=\n\n--\n",
        HEAD + b"Content-Type: text/plain; charset=\xff\xfe\n\n" + TEXT.encode(),
        HEAD + b"Content-Type: text/plain; charset*=x'y'%ff\n\n" + TEXT.encode(),
        HEAD + b"Content-Type: text/plain; charset=idna\n\n" + TEXT.encode(),
        HEAD + b"Content-Type: text/plain; charset*=a\x00'en'x\n\n" + TEXT.encode(),
        HEAD + b"Content-Disposition: attachment; filename*=a\x00'en'x\n\n" + TEXT.encode(),
        HEAD + b"Content-Transfer-Encoding: base64\n\n====\n",
        HEAD + b"Content-Transfer-Encoding: x-uuencode\n\nbegin 666 a\n~~~~\nend\n",
        HEAD + b"Content-Disposition: attachment; filename*0*=utf-8''%; filename*9=x; filename*1=\n\n" + TEXT.encode(),
        HEAD + b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nAAAA\n",
        HEAD + b"Date: " + b"(" * 5000 + b"\nFrom: " + b'"' * 5000 + b"\nSubject: =?" + b"?" * 5000 + b"\n\nx",
        HEAD + b"Subject: =?utf-8?B?" + b"A" * 4001 + b"?=\nTo: " + b"<" * 9000 + b"\n\nx",
        HEAD + b"Content-Type: multipart/encrypted; boundary=b\n\n--b\n\nx\n--b--\n",
        b"\xff\xfe\x00" * 50,
        b"",
    ],
)
def test_hostile_mails_end_in_words_or_in_an_error_that_names_them(data: bytes) -> None:
    found, said = read(data)

    assert found or said.startswith("a.eml")


@given(
    st.binary(max_size=300), st.sampled_from([b"Subject", b"From", b"Date", b"Content-Type", b"Content-Disposition"])
)
def test_no_field_breaks_the_reader(value: bytes, name: bytes) -> None:
    found, said = read(HEAD.replace(b"Subject: x\n", b"") + name + b": " + value + b"\n\n" + TEXT.encode())

    assert found or said.startswith("a.eml")


def test_a_header_without_an_end_is_not_read() -> None:
    assert "its header has no end" in read(b"Subject: x\n" + b"X: y\n" * (LONGEST_HEADER // 4))[1]


def test_parts_in_parts_without_end_are_cut_off() -> None:
    data = TEXT.encode()
    for level in range(80):
        data = b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n%s\n--b%d--\n" % (level, level, data, level)
    found, said = read(HEAD + data)

    assert found == []
    assert "has more than 2,000 parts, or parts in parts 50 deep" in said


def test_many_parts_are_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MOST_PARTS", 4)
    body = b"".join(b"--b\nContent-Type: text/plain\n\nThe river rose again.\n\n" for _ in range(9))
    found, said = read(HEAD + b"Content-Type: multipart/mixed; boundary=b\n\n" + body + b"--b--\n")

    assert found[0][1].count("The river rose again.") == 3
    assert "not all were read" in said
