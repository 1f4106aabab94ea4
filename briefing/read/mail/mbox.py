"""Bytes of a mailbox (MBOX) -> the sources of each of its mails, "box.mbox#1" and so on."""

import re
from collections.abc import Iterator

from briefing.model import Source
from briefing.read.mail import MailReader
from briefing.read.problems import Problems

MOST_MAILS = 20_000
"""So many mails of one box are read."""
_ENVELOPE = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{3,400}\d{4}[^\r\n]{0,40}\r?\n")
_QUOTED = re.compile(rb"^>(?=>*From )", re.MULTILINE)


class MboxReader:
    """Reads mailboxes: each mail as a file of its own would be."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield the sources of each mail; ReadError at the end names what could not be read."""
        problems = Problems(origin)
        for number, mail in enumerate(_mails(data), 1):
            if number > MOST_MAILS:
                problems.add("", f"only the first {MOST_MAILS:,} mails were read. Split it")
                break
            yield from problems.kept(MailReader().read(mail, f"{origin}#{number}"))
        problems.finish("holds no mail. Save the messages as text, or leave it out.")


def _mails(data: bytes) -> Iterator[bytes]:
    """Yield the mails between the lines that begin with "From "; where their own lines begin so, a mark comes off."""
    places = [(match.start(), match.end()) for match in _ENVELOPE.finditer(data)]
    ends = [start for start, _ in places[1:]] + [len(data)] * bool(places)
    for (_, start), end in zip(places, ends, strict=True):
        yield _QUOTED.sub(b"", data[start:end])
