"""[[comment]] tables -> an analyst's signed comments, their text given in the table or read from a file beside it."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import structs

from briefing.errors import SettingsError
from briefing.model import Comment
from briefing.settings.packs import topics_of
from briefing.settings.records import Note, Settings
from briefing.tables import Table, choices, rows, show

LONGEST = 100_000
"""Bytes of a comment's file."""


def note_clashes(table: Table, folder: Path) -> Iterable[str]:
    """Yield comments that have no text, two, or a file that can't be read."""
    for number, row in enumerate(rows(table, "comment"), 1):
        where, file = f"comment[{number}]", row.get("file")
        if "by" in row and ("text" in row) == ("file" in row):
            yield f"{where}: found {'both text and file' if file else 'neither text nor file'}; allowed: one of the two"
        elif isinstance(file, str) and file.strip() and (problem := _problem(folder / file)):
            yield f"{where}.file: found {show(file)}, {problem}; allowed: a text file in UTF-8, at most 100 kB"


def read_note(note: Note, folder: Path) -> Note:
    """Take over the text of a comment's file; one that can't be read was named before."""
    if note.file is None or _problem(folder / note.file):
        return note
    return structs.replace(note, text=(folder / note.file).read_text("utf-8-sig"), file=None)


def comments_of(settings: Settings) -> tuple[Comment, ...]:
    """Return the comments of a brief; SettingsError where one has no text or belongs to no topic."""
    known = [topic.key for topic in topics_of(settings)] if settings.notes else []
    comments = []
    for number, note in enumerate(settings.notes, 1):
        if note.topic is not None and note.topic not in known:
            raise SettingsError(f"comment[{number}].topic: found {show(note.topic)}; {choices(note.topic, known)}")
        if note.text is None:
            raise SettingsError(f"comment[{number}].text: missing; only a settings file that is loaded reads files")
        comments.append(Comment(topic=note.topic, by=note.by, text=note.text))
    return tuple(comments)


def _problem(path: Path) -> str | None:
    """Say why a file is no comment."""
    try:
        with path.open("rb") as file:
            content = file.read(LONGEST + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        return error.strerror or str(error)
    except UnicodeDecodeError as error:
        return f"no UTF-8 at byte {error.start}"
    if len(content) > LONGEST:
        return "too long"
    return None if text.strip() else "empty"
