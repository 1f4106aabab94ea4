"""What works on this machine, and what to do about the rest."""

import sys
from pathlib import Path

import pytest

from briefing import doctor
from briefing.errors import PluginError, RenderError
from briefing.model import Document


def test_everything_is_looked_at_and_what_fails_has_a_remedy() -> None:
    checks = doctor.examine()
    assert [check.name for check in checks] == [
        "Python",
        "Sentences",
        "Readers",
        "Rankers",
        "Renderers",
        "Reading",
        "Templates",
        "Fonts",
        "weasyprint",
        "Pango",
        "Pango with FreeType",
        "HarfBuzz subset",
        "fetch (optional)",
        "mend (optional)",
    ]
    assert all(check.detail for check in checks)
    assert all(check.ok or check.remedy for check in checks)


def test_weasyprint_is_not_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert doctor.check_package("weasyprint").ok


@pytest.mark.parametrize(("found", "ok"), [((3, 10, 9), False), ((3, 11, 0), True), ((3, 14, 1), True)])
def test_an_old_python_is_told(found: tuple[int, ...], ok: bool) -> None:
    check = doctor.check_python(found)
    assert (check.ok, check.remedy) == (ok, "install Python 3.11 or newer")
    assert check.detail.startswith("3.1")


def test_the_sample_is_two_sentences() -> None:
    check = doctor.check_sentences()
    assert (check.ok, check.detail) == (True, "2 found in a sample of 2")


def test_a_broken_tokenizer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(document: Document) -> tuple[()]:
        raise ImportError("no nltk")

    monkeypatch.setattr(doctor, "segment", fail)
    check = doctor.check_sentences()
    assert (check.ok, check.detail) == (False, "no nltk")


def test_plugins_are_built_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def find(kind: str, name: str) -> object:
        if name == "broken":
            raise PluginError("broken: can't be loaded")
        return object()

    monkeypatch.setattr(doctor, "find", find)
    for installed, ok, detail in (
        (("txt", "md"), True, "txt, md"),
        (("txt", "broken"), False, "broken: can't be loaded"),
        ((), False, "none installed"),
    ):
        monkeypatch.setattr(doctor, "names", lambda kind, installed=installed: installed)
        check = doctor.check_plugins("readers")
        assert (check.ok, check.detail) == (ok, detail)


def test_templates_and_fonts_are_looked_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "brief.html.j2").touch()
    monkeypatch.setattr(doctor, "builtin_templates", lambda: tmp_path)
    assert doctor.check_templates().detail == f"brief in {tmp_path}"
    assert not doctor.check_fonts().ok
    (tmp_path / "fonts").mkdir()
    (tmp_path / "fonts" / "Serif.ttf").touch()
    assert (doctor.check_fonts().ok, doctor.check_fonts().detail) == (True, "Serif")


def test_missing_templates_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Path:
        raise RenderError("the templates are missing")

    monkeypatch.setattr(doctor, "builtin_templates", fail)
    assert (doctor.check_templates().ok, doctor.check_templates().detail) == (False, "the templates are missing")
    assert not doctor.check_fonts().ok


def test_a_missing_package_says_how_to_install_it() -> None:
    check = doctor.check_package("no-such-package-anywhere")
    assert (check.ok, check.remedy) == (False, "pip install no-such-package-anywhere")


def test_a_library_is_found_under_any_of_its_names() -> None:
    known = {"linux": "libc.so.6", "darwin": "libSystem.dylib"}.get(sys.platform)
    if known is None:
        pytest.skip("no library of this system is known to be everywhere")
    check = doctor.check_library("C", ("libnowhere.so.0", known), "install it")
    assert (check.ok, check.detail) == (True, known)
    assert not doctor.check_library("C", ("libnowhere.so.0",), "install it").ok


@pytest.mark.parametrize("there", [True, False])
@pytest.mark.parametrize("extra", doctor.EXTRAS)
def test_an_extra_is_never_needed(monkeypatch: pytest.MonkeyPatch, extra: tuple[str, str, str], there: bool) -> None:
    monkeypatch.setattr(doctor, "find_spec", lambda name: object() if there else None)
    monkeypatch.setattr(doctor, "version", lambda name: "1.0.9")
    check = doctor.check_extra(*extra)
    assert check.ok
    assert (f"pip install 'briefing-maker[{extra[0]}]'" not in check.detail) is there
    assert (f"pip install -e '.[{extra[0]}]'" not in check.detail) is there


def test_a_machine_that_starts_no_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")
    check = doctor.check_reading()
    assert not check.ok
    assert "no process can be started to read in" in check.detail


@pytest.mark.parametrize(
    ("platform", "who"), [("linux", "bounded by the system"), ("darwin", "watches its own memory")]
)
def test_who_bounds_the_memory_of_reading_is_told(monkeypatch: pytest.MonkeyPatch, platform: str, who: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert who in doctor.check_reading().detail
