"""The plain template: everything that the brief says, in black on white."""

import io
import re
import shutil
from pathlib import Path

import pypdf
import pytest
from page import ValidationProfile

from briefing.model import Brief
from briefing.render.folders import builtin_templates
from briefing.render.html import HtmlRenderer
from briefing.render.pdf import PdfRenderer
from briefing.render.trial import trial_briefs
from briefing.settings.records import Look
from tests.render import sample
from tests.render.reading import Page
from tests.render.test_standards import failures_of

BLOCKS = ["head", "title", "summary", "figures", "sections", "timeline", "names", "disagreements", "sources", "gaps"]
TEMPLATES = ["brief", "onepager", "plain"]


def page(made: Brief, **facts: object) -> str:
    return HtmlRenderer().render(made, sample.context(template="plain", **facts)).content.decode("utf-8")


def printed(made: Brief) -> bytes:
    files = sample.artifacts(made, template="plain")
    return PdfRenderer().render(made, sample.context(template="plain", artifacts=files)).content


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_template_has_the_public_blocks_in_their_order(template: str) -> None:
    text = re.sub(r"(?s)\{#.*?#\}", "", (builtin_templates() / f"{template}.html.j2").read_text("utf-8"))

    assert re.findall(r"\{% block (\w+) %\}", text) == BLOCKS


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("block", BLOCKS)
def test_one_block_of_each_can_be_changed(tmp_path: Path, template: str, block: str) -> None:
    own = f"{{% block {block} %}}<!-- ours -->{{{{ super() }}}}{{% endblock %}}"
    (tmp_path / f"{template}.html.j2").write_text(f'{{% extends "builtin/{template}.html.j2" %}}{own}')
    context = sample.context(templates=tmp_path, template=template)
    whole = HtmlRenderer().render(sample.FLOOD, sample.context(template=template)).content.decode("utf-8")
    changed = HtmlRenderer().render(sample.FLOOD, context).content.decode("utf-8")

    assert changed.count("<!-- ours -->") == 1
    assert re.sub(r"\s+", "", changed.replace("<!-- ours -->", "")) == re.sub(r"\s+", "", whole)


def test_it_says_all_that_the_default_says() -> None:
    plain, whole = Page(page(sample.FLOOD)), Page(sample.artifacts(sample.FLOOD)["html"].content.decode("utf-8"))

    for part in (
        "summary",
        "ledger",
        "section-1",
        "section-2",
        "timeline",
        "names",
        "disagreements",
        "sources",
        "gaps",
    ):
        said, wanted = (set(re.findall(r"\w{3,}", read.texts[part])) for read in (plain, whole))
        assert wanted - said <= set(re.findall(r"\w{3,}", whole.texts.get("chart-lead-text", ""))), part


def test_it_has_no_colour_and_no_grey() -> None:
    text = page(sample.FLOOD)
    colours = set(
        re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{]*[};\"])", (builtin_templates() / "plain.css").read_text("utf-8"))
    )

    assert colours == {"#000", "#fff"}
    assert "<svg" not in text
    assert "prefers-color-scheme" not in text


@pytest.mark.parametrize("made", [sample.FLOOD, sample.EMPTY, sample.many(60)], ids=["flood", "empty", "many"])
def test_links_ids_and_elements_are_sound(made: Brief) -> None:
    read = Page(page(made))
    targets = {link["href"][1:] for link in read.all("a") if link.get("href", "").startswith("#")}

    assert targets <= set(read.ids)
    assert len(set(read.ids)) == len(read.ids)
    assert read.open == read.unclosed == []


@pytest.mark.parametrize("profile", [ValidationProfile.PDF_UA_1, ValidationProfile.PDF_A_3A], ids=str)
def test_it_meets_both_standards(pango: None, profile: ValidationProfile) -> None:
    for name in ("everything", "right to left", "no dates", "one source and nothing else"):
        assert failures_of(printed(trial_briefs()[name]), profile) == []
    assert failures_of(printed(sample.FLOOD), profile) == []


def test_what_the_house_leaves_out_is_not_there() -> None:
    read = Page(page(sample.FLOOD, look=Look(without=("summary", "ledger", "names", "timeline"))))

    assert {"summary", "ledger", "names", "timeline"} & set(read.ids) == set()


def test_the_marking_stands_on_every_page_without_its_colour(pango: None) -> None:
    text = [held.extract_text() for held in pypdf.PdfReader(io.BytesIO(printed(trial_briefs()["everything"]))).pages]

    assert len(text) > 1
    assert all("TLP:AMBER" in held for held in text)


def test_a_copy_of_it_is_whole(tmp_path: Path) -> None:
    shutil.copy(builtin_templates() / "plain.html.j2", tmp_path / "house.html.j2")
    context = sample.context(templates=tmp_path, template="house")

    assert HtmlRenderer().render(sample.FLOOD, context).content.decode("utf-8") == page(sample.FLOOD)
