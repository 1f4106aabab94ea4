"""Templates tried out before the real brief is: every mistake at once, each with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.cli import main
from briefing.errors import RenderError
from briefing.render import check
from briefing.render.check import check_folder
from briefing.render.templates import GIVEN

Write = Callable[[str, str | bytes], Path]
Capture = pytest.CaptureFixture[str]
EXTENDS = '{% extends "builtin/brief.html.j2" %}'


def mistakes(folder: Path | None) -> list[str]:
    """Every mistake once, found in this process."""
    found = [line for lines in check_folder(folder, 60) for line in lines.decode("utf-8").splitlines()]
    return list(dict.fromkeys(found))


@pytest.fixture
def unprinted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the printing, which takes its time."""
    monkeypatch.setattr(check, "_can_print", lambda: False)


def test_the_templates_that_ship_have_no_mistake(pango: None, capsys: Capture) -> None:
    assert main(["templates", "check"]) == 0
    assert capsys.readouterr().out == ""


def test_every_unknown_name_is_named_at_once_with_the_nearest_right_one(write: Write, unprinted: None) -> None:
    write("t/parts/names.html.j2", "<p>\n{{ brief.nams[0].x + 3 }}\n{% for a in brief.sorces %}{{ a }}{% endfor %}")
    folder = write(
        "t/brief.html.j2",
        EXTENDS + "{% block title %}\n{{ brif.title }}\n{% if not look.acent %}{{ brief.titel | upper }}{% endif %}"
        "\n{{ brief.sources[40].name() }}{% for s in brief.sections %}{{ s.nme }}{% endfor %}{% endblock %}",
    ).parent

    found = mistakes(folder)

    assert found[:6] == [
        f"brief.html.j2:2: 'brif' is undefined; did you mean 'brief'? A template has {', '.join(GIVEN)}",
        "brief.html.j2:3: HouseView has no 'acent'; did you mean 'accent'?",
        "brief.html.j2:3: View has no 'titel'; did you mean 'title'?",
        "brief.html.j2:4: tuple has no 40",
        "brief.html.j2:4: SectionView has no 'nme'; did you mean 'note'?",
        "parts/names.html.j2:2: View has no 'nams'; did you mean 'names'?",
    ]
    assert "parts/names.html.j2:3: View has no 'sorces'; did you mean 'sources'?" in found


def test_a_branch_that_only_an_odd_brief_takes_is_tried(write: Write, unprinted: None) -> None:
    odd = "{% if not brief.as_of %}\n{{ brief.noday }}{% endif %}{% if dir == 'rtl' %}\n{{ brief.noside }}{% endif %}"
    odd += "{% if brief.sources | length > 99 %}\n\n{{ brief.nobig }}{% endif %}"
    folder = write("t/brief.html.j2", EXTENDS + "{% block names %}" + odd + "{% endblock %}").parent

    lines = [found.split(" ")[0] for found in mistakes(folder) if "View has no" in found]

    assert sorted(lines) == ["brief.html.j2:2:", "brief.html.j2:3:", "brief.html.j2:5:"]


def test_what_may_be_undefined_is_no_mistake(write: Write, unprinted: None) -> None:
    fine = "{% if nothing is defined %}x{% endif %}{{ nothing | default('y') }}{{ brief.nothing is defined }}"
    folder = write("t/brief.html.j2", EXTENDS + "{% block names %}" + fine + "{{ super() }}{% endblock %}").parent

    assert mistakes(folder) == []


def test_what_a_page_would_load_is_named_by_the_line_it_is_asked_for_in(write: Write, unprinted: None) -> None:
    write("t/style.css", "body { color: red }\np { background: url(file:///etc/passwd) }")
    folder = write(
        "t/brief.html.j2",
        EXTENDS + '{% block title %}\n<img src="https://x.example/a.png">{{ super() }}'
        "<img src=\"{{ 'http:' + '//y.example' }}\">{% endblock %}",
    ).parent

    said = "nothing is loaded; put the file into the folder and in with data_uri('FILE')"
    assert mistakes(folder)[:3] == [
        f"style.css:2: asks for file:///etc/passwd: {said}",
        f"brief.html.j2:2: asks for https://x.example/a.png: {said}",
        f"brief.html.j2: asks for http://y.example: {said}",
    ]


def test_what_would_be_passed_over_in_silence_is_named(write: Write, unprinted: None) -> None:
    write("t/style.css", "p { color: red }\n@import 'https://x.example/a.css';")
    write("t/words/en.toml", '[summary]\n\nheadin = "Points"\n[sumary]\nheading = "Points"\n[mine]\nown = "Own"\n')
    block = "{% block titel %}{% block within %}{% endblock %}{% endblock %}"
    drawing = '<svg><image xlink:href="https://x.example/b.png"/><use href="#c"/></svg>'
    script = "{% block names %}\n<script>1</script>" + drawing + "{% endblock %}"
    folder = write("t/brief.html.j2", f"{EXTENDS}\n{block}{script}").parent

    found = mistakes(folder)

    assert "brief.html.j2:2: block 'titel' takes the place of nothing; did you mean 'title'?" in found
    assert "brief.html.j2:3: holds a script, which never runs; leave it out" in found
    assert "words/en.toml:3: no page has 'headin'; did you mean 'heading'?" in found
    assert "words/en.toml:4: no page has 'sumary'; did you mean 'summary'?" in found
    asked = [line.partition(": nothing is loaded")[0] for line in found if "asks for" in line]
    assert set(asked) == {
        "style.css:2: asks for https://x.example/a.css",
        "brief.html.j2:3: asks for https://x.example/b.png",
    }
    assert not [line for line in found if "within" in line or "mine" in line or "own" in line]


def test_links_into_a_block_that_is_gone_and_ids_that_stand_twice_are_named(write: Write, unprinted: None) -> None:
    folder = write("t/brief.html.j2", EXTENDS + '{% block sources %}<p id="gaps">{% endblock %}').parent

    found = mistakes(folder)

    assert found[0] == 'brief.html.j2: two elements have the id "gaps"; give one of them another'
    assert found[1].startswith("brief.html.j2: links lead to ")


def test_every_template_is_tried_though_another_one_is_wrong(write: Write, unprinted: None) -> None:
    write("t/broken.html.j2", "\n{% if %}")
    write("t/mail.txt.j2", "\n{{ nowhere }}")
    folder = write("t/plain.html.j2", "{{ 1 / 0 }}").parent

    found = mistakes(folder)

    assert found[0].startswith("broken.html.j2:2: Expected an expression")
    assert "plain.html.j2:1: division by zero" in found
    assert any(line.startswith("mail.txt.j2:2: 'nowhere' is undefined") for line in found)


def test_a_loop_without_end_is_ended_and_named(
    write: Write, unprinted: None, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check, "SECONDS", 1.0)
    loop = "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}"
    folder = write("t/brief.html.j2", f"\n{loop}").parent

    assert main(["templates", "check", str(folder)]) == 1
    ended = "takes too long; a loop in it is too large, or render_seconds in [limits] too small"
    assert f"brief.html.j2:2: {ended}" in capsys.readouterr().out.splitlines()


def test_a_process_that_is_ended_is_said(write: Write, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    import os
    import signal

    monkeypatch.setattr(check, "check_folder", lambda *_: iter([os.kill(os.getpid(), signal.SIGKILL)]))
    folder = write("t/brief.html.j2", "x").parent

    assert main(["templates", "check", str(folder)]) == 1
    assert "(SIGKILL); look for a loop" in capsys.readouterr().out


def test_a_font_that_is_none_is_named(write: Write, unprinted: None) -> None:
    write("t/fonts/House.ttf", b"no font at all")
    face = "\n@font-face { font-family: House; src: url({{ data_uri('fonts/House.ttf') }}) }"
    folder = write("t/brief.html.j2", EXTENDS + f"{{% block head %}}{face}{{% endblock %}}").parent

    assert mistakes(folder)[0].startswith("brief.html.j2:2: data_uri: fonts/House.ttf is no font of its kind")


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path, capsys: Capture) -> None:
    with pytest.raises(RenderError, match="no such folder of templates"):
        mistakes(tmp_path / "nowhere")
    assert main(["templates", "check", str(tmp_path / "nowhere")]) == 1
    assert "no such folder of templates" in capsys.readouterr().err


def test_without_pango_the_rest_is_tried(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise RenderError("no Pango")

    monkeypatch.setattr(check, "load_weasyprint", refuse)

    assert mistakes(write("t/words/en.toml", '[summary]\nheading = "What matters"').parents[1]) == []


def test_a_brief_is_made_without_a_misspelt_block_or_word_and_says_so(
    write: Write, tmp_path: Path, capsys: Capture
) -> None:
    write("t/words/en.toml", '[summary]\nheadin = "Points"\n')
    write("t/words/fr.toml", '[summary]\nheadin = "Points"\n')
    folder = write("t/brief.html.j2", f"{EXTENDS}\n{{% block titel %}}{{% endblock %}}").parent
    article = write("a.txt", "The bridge at Holm was closed on Monday night, the harbour office said.\n")

    assert main(["make", str(article), "--templates", str(folder), "--format", "html", "-o", str(tmp_path / "b")]) == 0
    assert [line for line in capsys.readouterr().err.splitlines() if "did you mean" in line] == [
        "briefing: brief.html: brief.html.j2:2: block 'titel' takes the place of nothing; did you mean 'title'?",
        "briefing: brief.html: words/en.toml:2: no page has 'headin'; did you mean 'heading'?",
    ]
