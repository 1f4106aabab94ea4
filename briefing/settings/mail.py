"""[email] -> what is wrong with its addresses, each with its key."""

from collections.abc import Iterator

from briefing.addresses import parse_mailbox
from briefing.settings.records import Email

_SCHEMES = ("https:", "mailto:")


def email_mistakes(email: Email, elsewhere: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield every address that is none, and a format that can't ride with the message.

    Recipients whose text begins as `elsewhere` says are none of its business, but they count.
    """
    single = [("from", email.sender), ("reply_to", email.reply_to)]
    lists = [("to", email.to), ("cc", email.cc), ("bcc", email.bcc)]
    written = [(key, text) for key, text in single if text is not None]
    written += [
        (f"{key}[{place}]", text)
        for key, texts in lists
        for place, text in enumerate(texts, 1)
        if not text.startswith(elsewhere)
    ]
    for key, text in written:
        try:
            parse_mailbox(text)
        except ValueError as error:
            yield f"email.{key}: found {text!r}: {error}"
    yield from _unsubscribe_mistakes(email.list_unsubscribe)
    if "eml" in email.attach:
        yield 'email.attach: found "eml": a message can\'t ride in itself; name "pdf", "csv", "json" or another format'


def _unsubscribe_mistakes(address: str | None) -> Iterator[str]:
    """A header field is no place for white space, brackets or anything but ASCII."""
    if address is None:
        return
    plain = address.isascii() and address.isprintable() and not set(address) & set(' <>",')
    if not plain or not address.lower().startswith(_SCHEMES) or len(address) > 900:
        yield f"email.list_unsubscribe: found {address!r}: write an address that begins with https: or mailto:"
