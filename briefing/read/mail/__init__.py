"""Bytes of a mail -> its text as one source, what it forwards as another, and a source for each attached document.

The standard library takes the mail apart. It has no limits and breaks on hostile fields in many ways, so each field and
each part is guarded on its own.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes, policy
from email.message import Message

from briefing.characters import utf8
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.mail.headers import HOSTILE, facts_of, field_of, subject_of
from briefing.read.mail.parts import Parts, Text, parts_of
from briefing.read.mail.quotes import LONG, Parted, part
from briefing.read.nested import pass_over, read_inner
from briefing.read.pages.fragment import plain
from briefing.read.problems import Problems, TooMuchError
from briefing.read.record import Facts, make_source
from briefing.read.unwanted import printable

MEDIA_TYPE = "message/rfc822"
LONGEST_HEADER = 1_000_000
"""A mail's header has at most so many bytes."""
LONGEST_PAGE = 200_000
"""A longer page is read whole: mail programs cut at half of that, and no article is looked for in what is larger."""
NOTE = 40
"""A mail with attachments that says less than so many words only announces them."""
_SHARE = 0.5  # of a page's words: where the reader of pages takes fewer, the mail is more than one article
_HEADER_END = re.compile(rb"\r?\n\r?\n")


class MailReader:
    """Reads mails (EML): the mail is one source, each document attached to it another."""

    def read(self, data: bytes, origin: str) -> Iterator[Source]:
        """Yield what the mail holds; ReadError at the end names what could not be read."""
        end = _HEADER_END.search(data, 0, LONGEST_HEADER + 4)
        if end is None and len(data) > LONGEST_HEADER:
            raise ReadError(f"{origin}: is no mail: its header has no end. Save the message's text instead.")
        try:
            message = message_from_bytes(data.lstrip(b"\r\n"), policy=policy.compat32)
            parts = parts_of(message)
        except HOSTILE as error:
            raise ReadError(f"{origin}: is a broken mail ({error}). Save its text instead.") from error
        problems = Problems(origin)
        for why in parts.broken:
            problems.add("", why)
        yield from problems.kept(_sources(data, origin, message, parts, problems))
        problems.finish("holds no text and no document. Leave it out.")


def _sources(data: bytes, origin: str, message: Message, parts: Parts, problems: Problems) -> Iterator[Source]:
    """Yield the sources of a mail: its own words first."""
    facts = facts_of(message)
    attached = [_with_day(source, facts.published) for source in _attachments(origin, parts, problems)]
    own = list(_written(data, origin, message, parts, facts))
    if attached and len(own) == 1 and 0 < (note := len(own[0].text.split())) < NOTE and own[0].extractor is None:
        own, attached[0] = [], _with_note(attached[0], note)
    yield from own
    yield from attached
    for name, why in parts.ignored:
        pass_over(f"{origin}/{printable(name)}", why)


def _with_day(source: Source, day: dt.date | None) -> Source:
    """Return an attached document with the day on which it was sent."""
    return replace(source, sent=source.sent or day)


def _with_note(source: Source, words: int) -> Source:
    """Return the first attached document, which says what of the mail is in no source."""
    said = f"{_note(words)} left out"
    return replace(source, extractor=f"{source.extractor}; {said}" if source.extractor else said)


def _written(data: bytes, origin: str, message: Message, parts: Parts, facts: Facts) -> Iterator[Source]:
    """Yield what the sender says, and what he passes on."""
    forwarded = subject_of(field_of(message, "Subject"))[1]
    found = part("\n\n".join(_read_text(text, origin) for text in parts.texts), forwarded=forwarded)
    own = len(found.own.split())
    if found.passed_on:
        inner = replace(found.facts, title=found.facts.title or facts.title)
        if own >= LONG:
            yield make_source(data, origin, found.own, MEDIA_TYPE, facts)
        place = f"{origin}/forwarded" if own >= LONG else origin
        yield make_source(data, place, found.passed_on, MEDIA_TYPE, inner, extractor=_extractor(found, own))
    elif any(map(str.isalnum, found.own)):
        yield make_source(data, origin, found.own, MEDIA_TYPE, facts, extractor=_extractor(found, LONG))


def _extractor(found: Parted, own: int) -> str | None:
    """Say what of the mail is in no source."""
    said = []
    if 0 < own < LONG:
        said.append(_note(own))
    if found.left_out:
        said.append(f"{found.left_out} {'line' if found.left_out == 1 else 'lines'} of older mails")
    return f"{' and '.join(said)} left out" if said else None


def _note(words: int) -> str:
    return f"a covering note of {words} {'word' if words == 1 else 'words'}"


def _read_text(text: Text, origin: str) -> str:
    """Return a text part as text: of a page its article, or all of it where it holds more than one."""
    if not text.html:
        return text.text
    whole = plain(text.text)
    if len(text.text) > LONGEST_PAGE:
        return whole
    try:
        article = "\n\n".join(source.text for source in read_inner(_as_page(text.text), f"{origin}/text.html"))
    except TooMuchError:
        raise
    except ReadError:
        return whole
    return article if len(article.split()) >= _SHARE * len(whole.split()) else whole


def _as_page(markup: str) -> bytes:
    """Return a page's bytes; its mark outweighs the encoding that the page was in before."""
    return b"\xef\xbb\xbf" + utf8(f"<!DOCTYPE html>\n{markup}")


def _attachments(origin: str, parts: Parts, problems: Problems) -> Iterator[Source]:
    """Yield the sources in the documents that are attached."""
    seen: Counter[str] = Counter()
    for attachment in parts.attachments:
        name = printable(attachment.name)
        seen[name] += 1
        inner = f"{origin}/{name}" + (f" ({seen[name]})" if seen[name] > 1 else "")
        yield from problems.kept(read_inner(attachment.data, inner))
