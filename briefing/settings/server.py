"""[email] -> how the message gets out: lists of addresses read from files, and never a password in the settings."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import structs

from briefing.addresses import parse_mailbox
from briefing.settings.records import Email, Settings
from briefing.tables import Table

LIST = "file:"
"""What an entry begins with that names a file of addresses."""

_SECRETS = ("password", "passwd", "pass", "secret", "token")


def without_secrets(table: Table, mistakes: list[str]) -> Table:
    """Return the table without keys that hold a password, each a mistake that says why and never what it holds."""
    email = table.get("email")
    if not isinstance(email, dict):
        return table
    found = [key for key in email if key.lower().replace("smtp_", "").replace("imap_", "") in _SECRETS]
    mistakes += [
        f"email.{key}: found a password, and this file gets passed on; allowed: password_env, the environment "
        "variable that holds it, or password_command, the program that prints it"
        for key in found
    ]
    return {**table, "email": {key: value for key, value in email.items() if key not in found}}


def server_clashes(email: Email) -> Iterator[str]:
    """Yield what is wrong between the keys that say how the message gets out."""
    sources = [key for key in ("password_env", "password_command") if getattr(email, key)]
    if sources and email.user is None:
        yield f"email.{sources[0]}: found without user; allowed: both or none"
    if email.user is not None and not sources:
        yield "email.user: found without a password; allowed beside it: password_env or password_command"
    if email.user is not None and email.security == "none":
        yield 'email.user: found with security = "none", where no password is safe; allowed: "starttls", "tls"'


def read_lists(email: Email, folder: Path, mistakes: list[str]) -> Email:
    """Put the addresses of each "file:..." in its place; every line that is none is a mistake with its place."""
    read = {key: tuple(_expanded(key, getattr(email, key), folder, mistakes)) for key in ("to", "cc", "bcc")}
    return structs.replace(email, **read)


def addressed(settings: Settings, to: Iterable[str]) -> Settings:
    """Put others in the place of all recipients."""
    email = structs.replace(settings.email, to=tuple(to), cc=(), bcc=())
    return structs.replace(settings, email=email)


def resolved(email: Email, folder: Path) -> Email:
    """Make every path one from `folder`."""
    paths = {key: folder / path for key in ("ca_file", "outbox") if (path := getattr(email, key)) is not None}
    return structs.replace(email, **paths)


def _expanded(key: str, entries: Iterable[str], folder: Path, mistakes: list[str]) -> Iterator[str]:
    for number, entry in enumerate(entries, 1):
        if not entry.startswith(LIST):
            yield entry
            continue
        name = entry.removeprefix(LIST).strip()
        try:
            text = (folder / name).read_bytes().decode("utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            reason = (error.strerror if isinstance(error, OSError) else "it is not UTF-8") or error
            mistakes.append(
                f'email.{key}[{number}]: found "{entry}": {reason}; allowed: a text file, one address a line'
            )
            continue
        yield from _addresses(text, name, mistakes)


def _addresses(text: str, name: str, mistakes: list[str]) -> Iterator[str]:
    """Yield the addresses of a file, one a line; a # that begins a line or follows a space begins a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        entry = "" if line.lstrip().startswith("#") else line.split(" #", 1)[0].strip()
        if not entry:
            continue
        try:
            parse_mailbox(entry)
        except ValueError as error:
            mistakes.append(f"{name}:{number}: found {entry[:60]!r}: {error}")
        else:
            yield entry
