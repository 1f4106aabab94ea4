"""Which addresses are asked, and which IP addresses are never connected to."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import ReadError
from briefing.read.web.addresses import is_public, parse_address, printable

PUBLIC = """
1.1.1.1 8.8.8.8 9.9.9.9 93.184.215.14 100.63.255.255 100.128.0.1 172.15.255.255 172.32.0.1 192.0.1.1 192.167.255.255
192.169.0.1 198.17.255.255 198.20.0.1 203.0.112.1 223.255.255.254 11.0.0.1 126.255.255.255 128.0.0.1 169.253.255.255
2606:4700:4700::1111 2a00:1450:4001:80b::200e 2001:4860:4860::8888 2400:cb00::1 2001:200::1
64:ff9b::808:808 2002:808:808::1 ::ffff:8.8.8.8
"""

PRIVATE = """
0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.127.255.255 127.0.0.1 127.1.2.3 127.255.255.255 169.254.0.1
169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.1 192.0.0.8 192.0.0.9 192.0.0.10 192.0.0.170 192.0.0.255 192.0.2.1
192.88.99.1 192.168.0.1 192.168.255.255 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1 239.255.255.250
233.252.0.1 240.0.0.1 255.255.255.254 255.255.255.255
:: ::1 ::2 ::7f00:1 ::127.0.0.1 ::8.8.8.8 ::ffff:0:0 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:169.254.169.254
::ffff:192.168.1.1 ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b::a00:1 64:ff9b::a9fe:a9fe 64:ff9b::c0a8:101
64:ff9b::c000:1 64:ff9b::e000:1 64:ff9b:1::808:808 64:ff9b:1::1 100::1 100:0:0:1::1 2001::1
2001:0:4136:e378:8000:63bf:3fff:fdd2
2001:1::1 2001:2::1 2001:10::1 2001:20::1 2001:db8::1 2002:7f00:1::1 2002:a00:1::1 2002:a9fe:a9fe::1 2002:c0a8:101::
2002:c000:1::1 2002:e000:1::1 3fff::1 5f00::1 fc00::1 fd00::1 fd12:3456:789a::1 fdff:ffff::1 fe80::1 fe80::1%eth0
fe80::a9fe:a9fe fec0::1 ff00::1 ff02::1 ff0e::1 4000::1 8000::1 2606:4700:4700::1111%1
"""

NO_ADDRESS = [
    "",
    "localhost",
    "127.1",
    "0x7f.0.0.1",
    "0177.0.0.1",
    "2130706433",
    "1.1.1.1/32",
    " 1.1.1.1",
    "1.1.1.1.1",
    "[::1]",
]


@pytest.mark.parametrize("address", PUBLIC.split())
def test_an_address_of_the_public_internet_is_let_through(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE.split())
def test_an_address_inside_or_of_nobody_is_refused(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("text", NO_ADDRESS)
def test_what_is_no_address_in_its_one_form_is_refused(text: str) -> None:
    assert not is_public(text)


@given(st.ip_addresses(v=4))
def test_an_ipv6_address_is_judged_by_the_ipv4_address_in_it(address: object) -> None:
    number = int(address)  # type: ignore[call-overload]
    for form in (f"::ffff:{address}", f"64:ff9b::{address}", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"):
        assert is_public(form) == is_public(str(address))


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    assert not is_public(text) or text.strip()
    with suppress(ReadError):
        parse_address(f"http://{text}", (80, 443))


@pytest.mark.parametrize(
    ("text", "host", "port", "sent"),
    [
        ("http://news.example", "news.example", 80, "http://news.example/"),
        ("HTTPS://News.Example/a?b=c#d", "news.example", 443, "https://news.example/a?b=c"),
        ("https://news.example:443/a", "news.example", 443, "https://news.example/a"),
        ("http://news.example:443/a", "news.example", 443, "http://news.example:443/a"),
        (
            "https://zürich.example/über uns".replace(" ", "%20"),
            "xn--zrich-kva.example",
            443,
            "https://xn--zrich-kva.example/%C3%BCber%20uns",
        ),
        ("http://[2606:4700::1]/", "2606:4700::1", 80, "http://[2606:4700::1]/"),
        ("http://127.0.0.1/", "127.0.0.1", 80, "http://127.0.0.1/"),
        ("http://news.example/%zz%20ü?q=%26ß", "news.example", 80, "http://news.example/%zz%20%C3%BC?q=%26%C3%9F"),
    ],
)
def test_an_address_is_written_as_it_is_sent(text: str, host: str, port: int, sent: str) -> None:
    address = parse_address(text, (80, 443))
    assert (address.host, address.port, str(address)) == (host, port, sent)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("ftp://news.example/a", "only http and https"),
        ("file:///etc/hosts", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("news.example/a", "only http and https"),
        ("gopher://news.example:70/_x", "only http and https"),
        ("http://desk:secret@news.example/", "an address with a user's name"),
        ("http://news.example@127.0.0.1/", "an address with a user's name"),
        ("http://news.example:22/", "port 22 is not allowed; allowed: 80, 443"),
        ("http://news.example:0/", "port 0 is not allowed"),
        ("http://news.example:99999/", "its port is no number"),
        ("http://news.example:x/", "its port is no number"),
        ("http:///path", "names no host"),
        ("http://", "names no host"),
        ("http://a..example/", "names no host"),
        ("http://-a.example-/", "names no host"),
        ("http://a,b/", "names no host"),
        (f"http://{'a' * 64}.example/", "names no host"),
        ("http://[::1/", "is no address"),
        ("http://news.example/a b", "spaces or control characters"),
        ("http://news.example/a\r\nHost: x", "spaces or control characters"),
        ("http://news.example\\@127.0.0.1/", "spaces or control characters"),
        (f"http://news.example/{'a' * 5000}", "too long"),
    ],
)
def test_what_may_not_be_fetched_is_named_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(ReadError, match=why) as caught:
        parse_address(text, (80, 443))
    assert "secret" not in str(caught.value)
    assert str(caught.value).isprintable()


def test_an_address_is_shown_without_a_password_and_without_signs_that_move_the_cursor() -> None:
    assert printable("https://me:secret@a.example/x\x1b[2J\u202e") == "https://a.example/x\ufffd[2J\ufffd"
