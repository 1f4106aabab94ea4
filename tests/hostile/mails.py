"""Hostile mails and mailboxes."""

import base64
from collections.abc import Iterator

from tests.hostile.containers import zipped
from tests.hostile.trap import STORY, Trap, page

FIELDS = (
    "From: Harbour Desk <desk@example.org>\nTo: all@example.org\nSubject: Ferry aground\n"
    "Date: Fri, 3 May 2019 10:00:00 +0200\n"
    "Message-ID: <1@example.org>\nMIME-Version: 1.0\n"
)
GOOD = f"{FIELDS}Content-Type: text/plain; charset=utf-8\n\n{STORY}"


def traps() -> Iterator[Trap]:
    """Yield the traps."""
    yield from _headers()
    yield from _parts()
    yield from _boxes()


def _headers() -> Iterator[Trap]:
    def mail(field: str) -> bytes:
        return f"{field}\n{GOOD}".encode("utf-8", "surrogateescape")

    yield Trap("good.eml", GOOD.encode(), "read")
    yield Trap("header-words.eml", mail("Subject: =?utf-8?B?!!!!?= =?x-none?Q?=ZZ?= =?=?=?="), "read")
    yield Trap("header-address.eml", mail('From: <<<>>>@@@,;:"\\ (((((('), "read")
    yield Trap("header-comment.eml", mail("From: " + "(" * 20_000), "read")
    yield Trap("header-quote.eml", mail('From: "' + "\\" * 9999), "read")
    yield Trap("header-date.eml", mail("Date: Fri, 99 Foo 99999999999 99:99:99 +999999"), "read")
    yield Trap("header-date-zone.eml", mail("Date: Fri, 3 May 2019 10:00:00 +99999999999999999999"), "read")
    yield Trap("header-type.eml", mail('Content-Type: ;;;===;; charset="; boundary*0*=x; boundary*1=y'))
    yield Trap("header-charset.eml", mail("Content-Type: text/plain; charset=no-such-charset"))
    yield Trap(
        "header-rfc2231.eml", mail("Content-Type: text/plain; name*99999999999=a; name*x*=utf-8''%ZZ; charset*=''")
    )
    yield Trap("header-encoding.eml", mail("Content-Transfer-Encoding: x-uuencode"))
    yield Trap("header-id.eml", mail("Message-ID: <[[[]>"), "read")
    yield Trap("header-long.eml", mail("Subject: " + "ferry " * 300_000))
    yield Trap("header-many.eml", mail("\n".join(f"X-{number}: y" for number in range(50_000))))
    yield Trap("header-fold.eml", mail("Subject: a" + "\n b" * 100_000))
    yield Trap("header-bytes.eml", mail("Subject: \udcff\udcfe \x00\x1b[2J \u202e"), "read")
    yield Trap("header-newline.eml", mail("Subject: =?utf-8?Q?a=0D=0ABcc:_x?="), "read")
    yield Trap("header-only.eml", FIELDS.encode(), "refused")
    yield Trap("header-words-deep.eml", mail("Subject: " + "=?utf-8?Q?" * 20_000))


def _parts() -> Iterator[Trap]:
    mixed = f"{FIELDS}Content-Type: multipart/mixed; boundary=b\n\n"
    text = f"--b\nContent-Type: text/plain\n\n{STORY}\n"
    encoded = base64.b64encode(zipped(("a.txt", STORY.encode()))).decode()
    bomb = base64.b64encode(zipped(("zeros.txt", bytes(20_000_000)))).decode()

    def attached(name: str, content: str) -> str:
        fields = f"Content-Type: application/octet-stream\nContent-Disposition: attachment; filename={name}"
        return f"--b\n{fields}\nContent-Transfer-Encoding: base64\n\n{content}\n"

    yield Trap("attached.eml", f"{mixed}{text}{attached('a.zip', encoded)}--b--\n".encode(), "read")
    yield Trap("attached-bomb.eml", f"{mixed}{text}{attached('a.zip', bomb)}--b--\n".encode(), "read")
    yield Trap("attached-name.eml", f"{mixed}{text}{attached('../../../slipped.zip', encoded)}--b--\n".encode(), "read")
    yield Trap("attached-program.eml", f"{mixed}{text}{attached('a.exe', 'TVqQ' * 999)}--b--\n".encode(), "read")
    yield Trap("attached-base64.eml", f"{mixed}{text}{attached('a.zip', '!' * 9999)}--b--\n".encode(), "read")
    yield Trap("no-end.eml", f"{mixed}{text}".encode(), "read")
    yield Trap("no-boundary.eml", f"{FIELDS}Content-Type: multipart/mixed\n\n{text}".encode())
    yield Trap("empty-boundary.eml", f'{FIELDS}Content-Type: multipart/mixed; boundary=""\n\n{text}'.encode())
    yield Trap("parts.eml", (mixed + "--b\nContent-Type: text/plain\n\nx\n" * 30_000 + "--b--\n").encode())
    yield Trap("deep.eml", nested(2000).encode())
    yield Trap("deep-messages.eml", (f"{FIELDS}Content-Type: message/rfc822\n\n" * 500 + GOOD).encode())
    yield Trap("html.eml", f"{FIELDS}Content-Type: text/html; charset=utf-16\n\n".encode() + page())
    yield Trap(
        "quoted.eml", f"{FIELDS}Content-Transfer-Encoding: quoted-printable\n\n{'=ZZ=' * 50_000}{STORY}".encode()
    )
    yield Trap(
        "external.eml",
        f"{FIELDS}Content-Type: message/external-body; access-type=local-file; name=/etc/passwd\n\n".encode(),
    )


def nested(depth: int) -> str:
    """Return a mail whose parts lie in each other."""
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n" for level in range(depth))
    return f"{FIELDS}{opened}Content-Type: text/plain\n\n{STORY}"


def _boxes() -> Iterator[Trap]:
    envelope = "From desk@example.org Fri May  3 10:00:00 2019\n"
    yield Trap("good.mbox", f"{envelope}{GOOD}\n{envelope}{GOOD}".encode(), "read")
    yield Trap("envelopes.mbox", (envelope * 20_000).encode())
    yield Trap("no-mail.mbox", f"{envelope}\n\n".encode(), "refused")
    yield Trap("broken.mbox", f"{envelope}Subject: x\n\xff\xfe\n{envelope}{GOOD}".encode("latin-1"))
    yield Trap(
        "many.mbox",
        "".join(f"{envelope}Subject: {number}\nMessage-ID: <{number}>\n\n\n" for number in range(3000)).encode(),
        "refused",
    )
