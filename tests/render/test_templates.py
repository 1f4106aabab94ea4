"""Templates: ours and the user's, found in every installation, and every mistake named by its place."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.errors import RenderError
from briefing.render import folders
from briefing.render.folders import builtin_templates, data_uri, list_templates, template_folders
from briefing.render.html import HtmlRenderer
from briefing.render.templates import check_templates, render_template
from briefing.render.words import load_words
from tests.render import sample

Write = Callable[[str, str | bytes], Path]


def fill(folder: Path, template: str = "brief") -> str:
    context = sample.context(templates=folder, template=template)
    return HtmlRenderer().render(sample.FLOOD, context).content.decode("utf-8")


def mistake(folder: Path) -> str:
    with pytest.raises(RenderError) as caught:
        fill(folder)
    return str(caught.value)


def test_a_user_changes_one_block_and_keeps_the_rest(write: Write) -> None:
    own = write(
        "t/brief.html.j2",
        '{% extends "builtin/brief.html.j2" %}{% block names %}<p>Names: ask the desk</p>{% endblock %}',
    )

    page = fill(own.parent)

    assert "<p>Names: ask the desk</p>" in page
    assert "Who is who</h2>" not in page
    assert "Where sources disagree" in page


def test_a_user_replaces_one_part_and_keeps_the_rest(write: Write) -> None:
    own = write("t/parts/title.html.j2", "<h1>{{ brief.title }}, for the minister</h1>")

    page = fill(own.parents[1])

    assert "<h1>Flood at Brandvik, for the minister</h1>" in page
    assert 'id="summary"' in page


def test_a_user_says_the_fixed_words_another_way(write: Write) -> None:
    own = write("t/words/en.toml", '[summary]\nheading = "What matters"')

    assert ">What matters</h2>" in fill(own.parents[1])


def test_the_blocks_stand_in_the_promised_order() -> None:
    template = (builtin_templates() / "brief.html.j2").read_text("utf-8").partition("#}")[2]
    blocks = [piece.split(" ")[0] for piece in template.split("{% block ")[1:]]

    assert blocks == [
        "head",
        "title",
        "summary",
        "figures",
        "sections",
        "timeline",
        "names",
        "disagreements",
        "sources",
        "gaps",
    ]


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("<p>\n{% if brief.title %}\n", "brief.html.j2:2: Unexpected end of template"),
        ("<p>\n\n{{ brief.titel }}", "brief.html.j2:3: View has no 'titel'; did you mean 'title'?"),
        (
            "\n{{ breif.title }}",
            "brief.html.j2:2: 'breif' is undefined; did you mean 'brief'? A template has",
        ),
        ("\n{{ words.summary.haeding }}", "brief.html.j2:2: dict has no 'haeding'; did you mean 'heading'?"),
        ('\n{% include "parts/nowhere.html.j2" %}', "brief.html.j2:2: there is no template 'parts/nowhere.html.j2'"),
        (
            '{% extends "brief.html.j2" %}',
            'calls itself without end; {% extends "builtin/brief.html.j2" %} means',
        ),
        ("\n{{ 1 / 0 }}", "brief.html.j2:2: division by zero"),
        ("\n{{ brief.tally.sources | nosuch }}", "brief.html.j2:2: No filter named 'nosuch'"),
        ("\n{{ data_uri('logo.png') }}", "brief.html.j2:2: data_uri: there is no file 'logo.png'"),
        ("\n{{ data_uri('../../etc/passwd') }}", "brief.html.j2:2: data_uri: there is no file"),
        ("\n{{ brief.__class__.__mro__ }}", "brief.html.j2:2: "),
    ],
)
def test_a_mistake_is_named_by_template_and_line(write: Write, template: str, message: str) -> None:
    folder = write("t/brief.html.j2", template).parent

    assert message in mistake(folder)


def test_a_mistake_in_a_part_is_named_by_that_part(write: Write) -> None:
    folder = write("t/parts/names.html.j2", "<p>\n{{ brief.nams }}").parents[1]

    assert mistake(folder).startswith("parts/names.html.j2:2: ")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(write: Write) -> None:
    secret = write("elsewhere/secret.txt", "the secret")
    folder = write("t/parts/mine.html.j2", "mine").parents[1]
    (folder / "brief.html.j2").write_text('{% include "style.css" %}{% include "parts/mine.html.j2" %}')
    (folder / "style.css").symlink_to(secret)

    assert "style.css: is a link that leads out of the templates folder" in mistake(folder)

    (folder / "style.css").unlink()
    (folder / "style.css").symlink_to(folder / "parts" / "mine.html.j2")
    assert fill(folder) == "minemine"


def test_a_template_that_is_no_utf8_is_named(write: Write) -> None:
    folder = write("t/brief.html.j2", b"<p>\xff\xfe</p>").parent

    assert mistake(folder).startswith("brief.html.j2: ")


def test_an_unknown_template_lists_those_there_are(write: Write) -> None:
    folder = write("t/leaflet.html.j2", "x").parent

    with pytest.raises(RenderError, match=r"poster\.html\.j2: no such template; there are brief, leaflet, "):
        fill(folder, "poster")


def test_default_is_another_name_for_the_briefing(write: Write) -> None:
    folder = write("t/brief.html.j2", "mine").parent

    assert fill(folder, "default") == "mine"


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(RenderError, match="no such folder of templates"):
        template_folders(tmp_path / "nowhere")


def test_every_template_that_ships_can_be_read() -> None:
    assert check_templates(builtin_templates()) == []


def test_a_check_names_every_template_that_is_no_jinja(write: Write) -> None:
    write("t/brief.html.j2", "{% if %}")
    write("t/parts/names.html.j2", "fine")
    folder = write("t/parts/title.html.j2", "\n{{ ").parents[1]

    mistakes = check_templates(folder)

    assert [text.split(": ")[0] for text in mistakes] == ["brief.html.j2:1", "parts/title.html.j2:2"]


def test_templates_are_found_inside_a_wheel_as_well_as_beside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "briefing"
    shutil.copytree(builtin_templates(), package / "templates")
    monkeypatch.setattr(folders, "__file__", str(package / "render" / "folders.py"))

    assert builtin_templates() == package / "templates"


def test_templates_that_are_missing_are_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folders, "__file__", str(tmp_path / "briefing" / "render" / "folders.py"))

    with pytest.raises(RenderError, match="the templates are missing"):
        builtin_templates()


def test_a_file_of_the_users_folder_rides_in_the_page(write: Write) -> None:
    folder = write("t/note.txt", b"png").parent

    assert data_uri("note.txt", (folder,)) == "data:text/plain;base64,cG5n"
    assert data_uri("odd.qqq", (write("t/odd.qqq", b"x").parent,)).startswith("data:application/octet-stream;")


def test_what_a_template_prints_is_escaped_whatever_it_is_called(write: Write) -> None:
    folder = write("t/any.html.j2", "{{ value }}{{ number }}").parent

    assert (
        render_template("any", (folder, builtin_templates()), {"value": "<b>\x00", "number": 3}) == "&lt;b&gt;⟨U+0000⟩3"
    )


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("vast.png", PNG + (60_000).to_bytes(4) * 2, "vast.png is 60000 by 60000 points; allowed: 4000 to a side"),
        ("heavy.png", PNG + b"\0" * 5_000_001, "heavy.png has more than 5 MB; save it smaller"),
        ("no.jpg", b"no picture", "no.jpg is neither PNG, JPEG nor SVG"),
        ("live.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "live.svg holds <script>"),
        ("out.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><use href="http://x.example/a"/></svg>', "leads out"),
        ("fonts/House-Regular.ttf", b"no font", "fonts/House-Regular.ttf is no font of its kind"),
        ("fonts/House-Regular.woff2", b"wOF2" + b"\0" * 3_000_000, "has more than 3 MB"),
    ],
)
def test_a_picture_or_a_font_that_is_unsound_is_refused(write: Write, name: str, content: bytes, message: str) -> None:
    write(f"t/{name}", content)
    folder = write("t/brief.html.j2", f"\n{{{{ data_uri('{name}') }}}}").parent

    said = mistake(folder)

    assert said.startswith("brief.html.j2:2: data_uri: ")
    assert message in said


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ('\n{{ "x" * 10000000000 }}', "brief.html.j2:2: writes more than 100 million characters"),
        ("\n{{ [1] * 10000000000 }}", "brief.html.j2:2: writes more than 100 million characters"),
        ("\n{{ 9 ** 99999 }}", "brief.html.j2:2: raises to a power beyond 1000"),
        ("\n{% for n in range(1000000) %}{% endfor %}", "brief.html.j2:2: Range too big"),
        ("{% macro m() %}\n{{ m() }}{% endmacro %}{{ m() }}", "brief.html.j2:2: it extends, includes or calls itself"),
        (
            "{% for n in range(100000) %}{% for m in range(1000) %}\nxxxxxxxxxx{% endfor %}{% endfor %}",
            "brief.html.j2:1: writes more than 100 million characters",
        ),
        ('\n{{ "%200000000d" | format(3) }}', "brief.html.j2:2: writes more than 100 million characters"),
    ],
)
def test_a_template_that_takes_too_much_is_stopped_where_it_stands(write: Write, template: str, message: str) -> None:
    folder = write("t/brief.html.j2", template).parent

    assert mistake(folder).startswith(message)


def test_numbers_and_short_texts_are_multiplied_as_ever(write: Write) -> None:
    folder = write("t/brief.html.j2", '{{ "ab" * 2 }} {{ 2 * "ab" }} {{ 3 * 4 }} {{ 2 ** 10 }}').parent

    assert fill(folder) == "abab abab 12 1024"


@pytest.mark.parametrize(("error", "message"), [(MemoryError, "more memory than one page"), (TimeoutError, "too long")])
def test_what_ends_a_template_from_outside_is_named_by_its_line(
    write: Write, error: type[Exception], message: str
) -> None:
    def end() -> None:
        raise error

    folder = write("t/any.html.j2", "\n\n{{ value() }}").parent

    with pytest.raises(RenderError, match=rf"^any\.html\.j2:3: takes {message}"):
        render_template("any", (folder, builtin_templates()), {"value": end})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("lang = ", "en.toml: Invalid value"),
        ('lang = "en"', "en.toml: Object missing required field `months`"),
        ("[summary]\nheading = 3", r"en.toml: Object missing"),
    ],
)
def test_a_broken_catalogue_of_words_is_named(write: Write, text: str, message: str) -> None:
    folder = write("t/words/en.toml", text).parents[1]

    with pytest.raises(RenderError, match=message):
        load_words((folder,))


def test_a_phrase_that_is_no_text_is_named_by_its_place(write: Write) -> None:
    folder = write("t/words/en.toml", "[summary]\nheading = 3").parents[1]

    with pytest.raises(RenderError, match=r"summary\.heading: found 3; allowed: a text"):
        load_words(template_folders(folder))


def test_a_language_without_a_catalogue_is_named() -> None:
    with pytest.raises(RenderError, match=r"words/xx\.toml: found neither"):
        load_words((builtin_templates(),), "xx")


def test_each_face_that_ships_is_there_packed_and_plain() -> None:
    fonts = builtin_templates() / "fonts"

    assert len(list(fonts.glob("*.ttf"))) == 9
    assert [path.stem for path in sorted(fonts.glob("*.ttf"))] == [path.stem for path in sorted(fonts.glob("*.woff2"))]
    assert list_templates((builtin_templates(),)) == ["brief", "onepager", "plain"]


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        ("{{ 'x' | uper }}", "No filter named 'uper'; did you mean 'upper'?"),
        ("{{ 'x' is defned }}", "No test named 'defned'; did you mean 'defined'?"),
        ("{{ 3 | count('sorces') }}", "count: there is no noun 'sorces'; did you mean 'sources'?"),
        ("{{ 'a' | label('status') }}", "label: there is no part 'status'; did you mean 'statuses'?"),
        (
            "{% include 'parts/titel.html.j2' %}",
            "there is no template 'parts/titel.html.j2'; did you mean 'parts/title",
        ),
        ("{% include 'quite/another' %}", "there is no template 'quite/another'"),
    ],
)
def test_a_slip_is_told_with_what_was_probably_meant(write: Write, slip: str, said: str) -> None:
    folder = write("t/brief.html.j2", f"\n{slip}").parent

    with pytest.raises(RenderError, match=re.escape(f"brief.html.j2:2: {said}")):
        fill(folder)


def test_blocks_of_templates_that_extend_each_other_in_a_ring_are_read_once(write: Write) -> None:
    write("t/a.html.j2", '{% extends "b.html.j2" %}{% block one %}{% endblock %}')
    folder = write("t/b.html.j2", '{% extends "a.html.j2" %}{% block two %}{% endblock %}').parent

    assert check_templates(folder) == []
