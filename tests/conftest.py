"""What every test may use: cases in plain text, sources built by hand, the reference articles where they are."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet
from hypothesis import settings as hypothesis_settings

from briefing.model import Document, Passage, Source, Span

# How long an example takes is the business of benchmarks/: a busy machine is no fault.
hypothesis_settings.register_profile("untimed", deadline=None)
hypothesis_settings.register_profile("long", deadline=None, max_examples=1000)
hypothesis_settings.load_profile("untimed")

CASES = Path(__file__).parent / "cases"


def read_cases(name: str, *, only: str = "", without: str = "\n") -> list[ParameterSet]:
    """Read tests/cases/NAME.md: title, a line with a dot, input, a dot, expected, a dot; any prose between cases.

    `only` and `without` say how the titles of those begin that are wanted, and that are not.
    """
    lines = (CASES / f"{name}.md").read_text("utf-8").split("\n")
    dots = [number for number, line in enumerate(lines) if line == "."]
    assert len(dots) % 3 == 0, f"{name}.md: {len(dots)} dots, want three a case"
    assert dots, f"{name}.md holds no case"
    cases = []
    for first, second, third in zip(dots[::3], dots[1::3], dots[2::3], strict=True):
        title = lines[first - 1].strip()
        assert title, f"{name}.md:{first + 1}: a case without a title"
        given, expected = "\n".join(lines[first + 1 : second]), "\n".join(lines[second + 1 : third])
        if title.startswith(only) and not title.startswith(without):
            cases.append(pytest.param(given, expected, id=f"{first}-{title}"))
    return cases


def build_source(text: str, origin: str = "a.txt", **facts: object) -> Source:
    """A source as a reader would make it."""
    digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
    name = hashlib.sha256(f"{origin}\0{text}".encode("utf-8", "replace")).hexdigest()[:16]
    return Source(id=name, origin=origin, media_type="text/plain", sha256=digest, text=text, **facts)


def build_document(text: str, origin: str = "a.txt", **facts: object) -> Document:
    """A document whose every non-empty line is a body paragraph: no cleaning, no guessing."""
    passages, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            span = Span(start=start, end=start + len(line))
            passages.append(Passage(span=span, kind="body", rule="test", paragraph=len(passages) + 1))
        start += len(line) + 1
    return Document(source=build_source(text, origin), passages=tuple(passages), **facts)


@pytest.fixture(scope="session")
def reference() -> Path:
    """The folder of the reference articles, named by BRIEFING_REFERENCE."""
    folder = os.environ.get("BRIEFING_REFERENCE")
    if not folder:
        pytest.skip("BRIEFING_REFERENCE does not name the folder of the reference articles")
    return Path(folder).resolve()


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file below the test's own folder and return its path."""

    def write_file(name: str, content: str | bytes) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return path

    return write_file
