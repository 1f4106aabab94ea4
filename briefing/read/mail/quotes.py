"""The text of a mail -> what it says itself, and what it passes on: forwarded mails are content, answered ones not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.read.mail.headers import day_in, sender_of, subject_of
from briefing.read.record import Facts

LONG = 50
"""So many words above a forwarded mail are more than a covering note."""
_SHORT = 300  # characters of a line that may state a field
_FIELDS = {
    "from": "from|von|de|da|van|från|fra|od|от|kimden|发件人|差出人",
    "date": "date|sent|gesendet|datum|envoyé|enviado(?: el)?|inviato|data|fecha|skickat|sendt|дата|отправлено|tarih",
    "to": "to|an|à|para|a|aan|till|til|do|кому|kime|alıcı",
    "subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|ämne|emne|temat|тема|konu",
    "copy": "cc|kopie|copie|reply-to|antwort an|копия",
}
_FIELD = re.compile(
    r"[>\s*]{0,6}(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _FIELDS.items())
    + r")\s?\*{0,2}:\*{0,2}\s*(?P<value>.*)",
    re.IGNORECASE,
)
_RULE = re.compile(
    r"[>\s]{0,4}(?:-{2,}|_{5,}|={5,}|Begin forwarded message:|Anfang der weitergeleiteten|Inizio messaggio inoltrato"
    r"|Début du message (?:transféré|réexpédié)|Inicio del mensaje reenviado)",
    re.IGNORECASE,
)
_FORWARDED = ("forward", "weitergeleitet", "transféré", "réexpédié", "inoltrat", "reenviad", "пересыла")
_ATTRIBUTION = re.compile(
    r"(?:on|am|le|el|il|em|op|den|w dniu|)\s?.{6,200}(?:wrote|schrieb.{0,60}|écrit|escribió|ha scritto|escreveu|schreef"
    r"|skrev|napisał\(?a?\)?|пишет|написал\(?а?\)?)\s?:\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Block:
    """The lines that head a mail inside a mail: where they begin and end, and what they state."""

    start: int
    end: int
    facts: Facts


@dataclass(frozen=True, slots=True)
class Parted:
    """What a mail says, what it passes on with the facts of that, and how many lines of older mails are in neither."""

    own: str
    passed_on: str
    facts: Facts
    left_out: int


def part(text: str, *, forwarded: bool) -> Parted:
    """Tell a mail's own words from those that it forwards or quotes.

    `forwarded` is what the subject says; without it, what stands below a head of its own is older mail that the
    sender answers, unless the sender adds nothing.
    """
    lines = _plain_quotes(text.split("\n"))
    block = next(_blocks(lines), None)
    if block is not None:
        own, below = _own(lines[: block.start]), lines[block.end :]
        ruled = _ruled_as_forward(lines, block.start)
        if forwarded or ruled or len(" ".join(own).split()) < LONG // 2:
            inner = part("\n".join(_unquoted(below)), forwarded=False)
            return Parted(_joined(own), inner.own, block.facts, inner.left_out)
        return Parted(_joined(own), "", Facts(), sum(map(bool, below)))
    own = _own(lines)
    return Parted(_joined(own), "", Facts(), sum(map(bool, lines)) - sum(map(bool, own)))


def _plain_quotes(lines: Sequence[str]) -> list[str]:
    """Take the marks off a mail that quotes all it says: it was forwarded so."""
    said = [line for line in lines if line.strip()]
    quoted = sum(line.lstrip().startswith(">") for line in said)
    return _unquoted(lines) if quoted * 10 >= len(said) * 9 else list(lines)


def _unquoted(lines: Sequence[str]) -> list[str]:
    said = [line for line in lines if line.strip()]
    if not said or sum(line.lstrip().startswith(">") for line in said) * 10 < len(said) * 9:
        return list(lines)
    return [re.sub(r"^\s{0,3}> ?", "", line) for line in lines]


def _own(lines: Sequence[str]) -> list[str]:
    """Return the lines that quote nothing, without the line that says who is quoted below."""
    kept: list[str] = []
    for place, line in enumerate(lines):
        if line.lstrip().startswith(">"):
            continue
        following = next((after for after in lines[place + 1 : place + 3] if after.strip()), "")
        attributes = len(line) <= _SHORT and _ATTRIBUTION.fullmatch(line.strip()) is not None
        if not (attributes and (following.lstrip().startswith(">") or not following)):
            kept.append(line)
    return kept


def _blocks(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the heads of mails inside the mail: three fields or more, the sender's among them, in lines together."""
    start: int | None = None
    stated: dict[str, str] = {}
    for place, line in enumerate((*lines, "")):
        found = _FIELD.match(line) if len(line) <= _SHORT else None
        name = next((key for key in _FIELDS if found[key] is not None), "") if found else ""
        if found and (name == "from" or start is not None):
            start = place if start is None else start
            stated.setdefault(name, found["value"].strip(" *"))
            continue
        apart = not line.strip() and place + 1 < len(lines) and len(stated) < 3  # as the fields of some programs stand
        if start is None or apart:
            continue
        if "from" in stated and len(stated) >= 3:
            yield Block(_above(lines, start), place, _facts(stated))
        start, stated = None, {}


def _above(lines: Sequence[str], start: int) -> int:
    """Return where the rule above a head begins."""
    place = start
    while place and not lines[place - 1].strip():
        place -= 1
    return place - 1 if place and _RULE.match(lines[place - 1]) else start


def _ruled_as_forward(lines: Sequence[str], start: int) -> bool:
    return any(word in lines[start].casefold() for word in _FORWARDED)


def _facts(stated: dict[str, str]) -> Facts:
    return Facts(
        title=subject_of(stated.get("subject", ""))[0] or None,
        byline=sender_of(stated["from"]) if "@" in stated["from"] else stated["from"][:_SHORT] or None,
        published=day_in(stated.get("date", "")),
    )


def _joined(lines: Sequence[str]) -> str:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip("\n")
    return f"{text}\n" if text else ""
