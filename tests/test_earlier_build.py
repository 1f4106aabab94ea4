"""A template or a look that fails: every byte of the earlier build stays, and the mistake is named."""

import socket
import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.pipeline import silent
from briefing.rendering import render
from briefing.settings import Settings
from tests.desk import PANGO, tree
from tests.render import sample
from tests.test_rendering import STORM, Write

LOOP = "\n{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
ASKING = '{% extends "builtin/brief.html.j2" %}{% block title %}<img src="LISTENING/a.png">{% endblock %}'
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{}</svg>'
PICTURE = "<p>\n<img src='{{ data_uri('a.svg') }}' alt=''>"
UNLOADED = "nothing is loaded; put the file into the folder and in with data_uri('FILE')"


def png(side: int) -> bytes:
    """A PNG that says how large it is and holds nothing."""
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", side, side) + bytes(9)


MISTAKES = {
    "syntax": ({"brief.html.j2": "{% if %}"}, "html: brief.html.j2:1: Expected an expression"),
    "loop": ({"brief.html.j2": LOOP}, "html: brief.html.j2:2: takes too long; a loop in it is too large"),
    "flood": (
        {"brief.html.j2": "\n\n{{ 'x' * 9999999999 }}"},
        "html: brief.html.j2:3: writes more than 100 million characters",
    ),
    "recursion": (
        {"brief.html.j2": "{% include 'brief.html.j2' %}"},
        "html: brief.html.j2:1: it extends, includes or calls itself",
    ),
    "variable": ({"brief.html.j2": "{{ brief.titel }}"}, "html: brief.html.j2:1: View has no 'titel'"),
    "partial": (
        {"brief.html.j2": "\n{% include 'parts/titel.html.j2' %}"},
        "html: brief.html.j2:2: there is no template 'parts/titel.html.j2'; did you mean 'parts/title.html.j2'?",
    ),
    "picture": (
        {"brief.html.j2": PICTURE.replace("svg", "png"), "a.png": png(50_000)},
        "html: brief.html.j2:2: data_uri: a.png is 50000 by 50000 points; allowed: 4000 to a side",
    ),
    "heavy": (
        {"brief.html.j2": PICTURE.replace("svg", "png"), "a.png": png(9) + bytes(5_000_000)},
        "html: brief.html.j2:2: data_uri: a.png has more than 5 MB; save it smaller",
    ),
    "script": (
        {"brief.html.j2": PICTURE, "a.svg": DRAWN.format("<script>1</script>")},
        "html: brief.html.j2:2: data_uri: a.svg holds <script>; a picture only draws",
    ),
    "reference": (
        {"brief.html.j2": PICTURE, "a.svg": DRAWN.format('<use href="LISTENING/a.svg#b"/>')},
        "html: brief.html.j2:2: data_uri: a.svg leads out: href; a picture only draws",
    ),
    "drawing": (
        {"brief.html.j2": ASKING.replace("<img src", "\n<svg><image href").replace('.png">', '.png"/></svg>')},
        f"pdf: brief.html.j2:2: asks for LISTENING/a.png: {UNLOADED}",
    ),
    "font": (
        {
            "style.css": "\n{% if true %}\n@font-face { src: url({{ data_uri('fonts/a.ttf') }}) }{% endif %}",
            "fonts/a.ttf": "no font",
        },
        "html: style.css:3: data_uri: fonts/a.ttf is no font of its kind; allowed: .ttf, .otf, .woff, .woff2",
    ),
    "asset": ({"brief.html.j2": ASKING}, f"pdf: brief.html.j2:1: asks for LISTENING/a.png: {UNLOADED}"),
    "style": (
        {"style.css": "\nbody { background: url(file:///etc/passwd) }"},
        f"pdf: style.css:2: asks for file:///etc/passwd: {UNLOADED}",
    ),
}


@pytest.fixture
def listening() -> Iterator[str]:
    """The address of a socket that whatever is fetched would knock at; at the end nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()


@pytest.fixture
def desk(write: Write) -> list[str]:
    """A desk with one article, and the command that makes its brief."""
    formats = '"html", "md", "pdf"' if PANGO else '"html", "md"'
    write("in/a.txt", STORM)
    write("briefing.toml", f'sources = ["in"]\nformats = [{formats}]\n[limits]\nrender_seconds = 5\n')
    where = write("house/README", "").parents[1]
    return ["make", "-q", "-c", str(where / "briefing.toml"), "-o", str(where / "build")]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_template_that_fails_leaves_every_byte_of_the_earlier_build(
    desk: list[str], write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], listening: str, mistake: str
) -> None:
    files, said = MISTAKES[mistake]
    if said.startswith("pdf") and not PANGO:
        pytest.skip("Pango is not on this machine")
    assert main(desk) == 0
    before = tree(tmp_path / "build")
    write("in/b.txt", STORM.replace("40", "52").replace("Halden", "Vik"))
    for name, content in files.items():
        write(f"house/{name}", content.replace("LISTENING", listening) if isinstance(content, str) else content)

    capsys.readouterr()
    assert main([*desk, "--templates", str(tmp_path / "house")]) == 1

    told = capsys.readouterr()
    assert said.replace("LISTENING", listening) in told.err
    assert "nothing is written; the earlier build there stays as it was" in told.err
    assert (told.out, tree(tmp_path / "build")) == ("", before)
    assert main(desk) == 0
    assert tree(tmp_path / "build") != before


LOOKS = {
    'accent = "#ffff00"': (
        2,
        'look.accent: found "#ffff00", contrast 1.02:1 on paper; allowed: 4.5:1 and more, such as',
    ),
    'accent_dark = "#000000"': (2, 'look.accent_dark: found "#000000", contrast'),
    'logo = "large.png"': (1, "large.png is 50000 by 50000 points; allowed: 4000 to a side"),
    'logo = "live.svg"': (1, "live.svg holds <script>; a picture only draws"),
    'logo = "gone.svg"': (1, "gone.svg can't be read: No such file or directory"),
    'font = "Odd"': (1, "Odd-Regular.ttf is no font of its kind; allowed: .ttf, .otf, .woff, .woff2"),
    'font = "Gone"': (1, 'look.font: no file fonts/gone-Regular.ttf for "Gone"; there are '),
}


@pytest.mark.parametrize("look", LOOKS)
def test_a_look_that_cannot_be_leaves_every_byte_of_the_earlier_build(
    desk: list[str], write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str], look: str
) -> None:
    code, said = LOOKS[look]
    assert main(desk) == 0
    before = tree(tmp_path / "build")
    write("large.png", png(50_000))
    write("live.svg", DRAWN.format("<script>1</script>"))
    write("house/fonts/Odd-Regular.ttf", "no font")
    write("in/b.txt", STORM.replace("40", "52"))
    write("briefing.toml", (tmp_path / "briefing.toml").read_text("utf-8") + f"[look]\n{look}\n")

    capsys.readouterr()
    assert main([*desk, "--templates", str(tmp_path / "house")]) == code

    told = capsys.readouterr()
    assert said in told.err
    assert (told.out, tree(tmp_path / "build")) == ("", before)


def test_in_a_new_folder_a_template_that_fails_costs_its_page_alone(
    desk: list[str], write: Write, tmp_path: Path
) -> None:
    write("house/brief.html.j2", "{% if %}")

    assert main([*desk, "--templates", str(tmp_path / "house")]) == 1
    assert set(tree(tmp_path / "build")) == {"brief.json", "brief.md", "sources/S1.txt"}


FACE = "@font-face { font-family: X; src: url(http://x.example/a.ttf) } body { font-family: X }"


@pytest.mark.skipif(not PANGO, reason="Pango is not on this machine")
@pytest.mark.parametrize("style", ["body { background: url(file:///etc/passwd) }", FACE])
def test_a_style_that_asks_for_a_file_gets_none(write: Write, tmp_path: Path, style: str) -> None:
    write("t/style.css", style)

    files, missing = render(sample.FLOOD, Settings(formats=("pdf",), templates=tmp_path / "t"), silent)

    assert [file.name for file in files] == ["brief.json"]
    assert missing[0].startswith("pdf: style.css:1: asks for ")
    assert "nothing is loaded" in missing[0]
