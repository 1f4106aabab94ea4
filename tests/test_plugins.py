"""How plugins are found by name, built with their own table, and refused."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing import plugins
from briefing.errors import PluginError

MODULE = """
class Bare:
    def read(self, data, origin):
        return ()

class Tuned:
    def __init__(self, threshold=0.1, *, steps=3):
        if threshold > 1:
            raise ValueError("threshold above 1")
        self.threshold, self.steps = threshold, steps
    def rank(self, sentences, topic):
        return [self.threshold] * len(sentences)

class Open:
    def __init__(self, **table):
        self.table = table
    def rank(self, sentences, topic):
        return ()

class Silent:
    pass

READY = 3
"""


@pytest.fixture(autouse=True)
def read_anew() -> Iterator[None]:
    """Entry points are read once a process: here once a test."""
    plugins._installed.cache_clear()
    yield
    plugins._installed.cache_clear()


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put a distribution on the path that nobody had to build; it is alone there."""
    (tmp_path / "desk_plugins.py").write_text(MODULE)
    monkeypatch.setattr(sys, "path", [str(tmp_path), *(entry for entry in sys.path if "site-packages" not in entry)])
    monkeypatch.delitem(sys.modules, "desk_plugins", raising=False)

    def install_distribution(name: str, **groups: str) -> None:
        folder = tmp_path / f"{name.replace('-', '_')}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        lines = [f"[briefing.{group}]\n{entries}\n" for group, entries in groups.items()]
        (folder / "entry_points.txt").write_text("\n".join(lines))

    return install_distribution


def test_a_plugin_is_found_and_built(install: Callable[..., None]) -> None:
    install("desk", readers="clip = desk_plugins:Bare", rankers="tuned = desk_plugins:Tuned")
    assert list(plugins.find("readers", "clip").read(b"", "a")) == []
    assert list(plugins.find("rankers", "tuned", {"threshold": 0.5}).rank([], None)) == []


def test_the_keys_of_its_table_are_its_arguments(install: Callable[..., None]) -> None:
    install("desk", rankers="tuned = desk_plugins:Tuned\nopen = desk_plugins:Open")
    tuned = plugins.find("rankers", "tuned", {"threshold": 0.5, "steps": 9})
    assert (vars(tuned)["threshold"], vars(tuned)["steps"]) == (0.5, 9)
    assert vars(plugins.find("rankers", "open", {"anything": 1})) == {"table": {"anything": 1}}


def test_a_wrong_key_names_plugin_key_and_what_is_allowed(install: Callable[..., None]) -> None:
    install("desk", readers="clip = desk_plugins:Bare", rankers="tuned = desk_plugins:Tuned")
    with pytest.raises(PluginError) as caught:
        plugins.find("rankers", "tuned", {"treshold": 0.5})
    expected = "plugin.tuned.treshold: no such key of desk_plugins:Tuned of desk; allowed: steps, threshold"
    assert str(caught.value) == expected
    with pytest.raises(PluginError, match="allowed: none"):
        plugins.find("readers", "clip", {"a": 1})


def test_plugins_of_two_kinds_that_share_a_name_share_the_table(install: Callable[..., None]) -> None:
    install("desk", readers="pdf = desk_plugins:Bare", rankers="pdf = desk_plugins:Tuned")
    plugins.find("readers", "pdf", {"threshold": 0.5})
    with pytest.raises(PluginError, match=r"plugin\.pdf\.depth: no such key"):
        plugins.find("readers", "pdf", {"threshold": 0.5, "depth": 1})


def test_a_key_is_never_wrong_where_a_plugin_of_that_name_takes_any(install: Callable[..., None]) -> None:
    install("desk", readers="pdf = desk_plugins:Bare", rankers="pdf = desk_plugins:Open")
    assert list(plugins.find("readers", "pdf", {"depth": 1}).read(b"", "a")) == []


def test_a_value_that_the_plugin_refuses_is_a_plugin_error(install: Callable[..., None]) -> None:
    install("desk", rankers="tuned = desk_plugins:Tuned")
    with pytest.raises(PluginError, match=r"plugin\.tuned: .* does not take this table: threshold above 1"):
        plugins.find("rankers", "tuned", {"threshold": 2})


def test_an_unknown_name_lists_the_installed_ones_and_the_nearest(install: Callable[..., None]) -> None:
    install("desk", rankers="tuned = desk_plugins:Tuned\nopen = desk_plugins:Open")
    with pytest.raises(PluginError) as caught:
        plugins.find("rankers", "tunde")
    assert str(caught.value) == 'rankers: "tunde" is not installed; installed: open, tuned; did you mean "tuned"?'


def test_with_nothing_installed_the_remedy_is_named(install: Callable[..., None]) -> None:
    with pytest.raises(PluginError, match="install briefing-maker itself"):
        plugins.find("readers", "txt")
    assert plugins.names("readers") == ()


def test_two_plugins_with_one_name_name_both_distributions(install: Callable[..., None]) -> None:
    install("desk", readers="clip = desk_plugins:Bare")
    install("other-desk", readers="clip = desk_plugins:Tuned")
    with pytest.raises(PluginError, match=r"desk_plugins:\w+ of (other-)?desk and desk_plugins:\w+ of (other-)?desk;"):
        plugins.find("readers", "clip")
    assert plugins.names("readers") == ("clip",)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("desk_plugins:Missing", "can't be loaded: .*Missing"),
        ("no_such_module:Bare", "can't be loaded: No module named"),
        ("desk_plugins:Silent", "has no method read"),
        ("desk_plugins:READY", "is nothing that can be called"),
    ],
)
def test_what_is_no_plugin_is_refused_with_its_distribution(
    install: Callable[..., None], target: str, message: str
) -> None:
    install("desk", readers=f"clip = {target}")
    with pytest.raises(PluginError, match=f"{target} of desk: {message}"):
        plugins.find("readers", "clip")


def test_a_table_for_no_plugin_is_refused(install: Callable[..., None]) -> None:
    install("desk", readers="clip = desk_plugins:Bare", rankers="tuned = desk_plugins:Tuned")
    plugins.check_tables(["clip", "tuned"])
    with pytest.raises(PluginError, match=r'plugin\.tuend: no plugin .*installed: clip, tuned; did you mean "tuned"'):
        plugins.check_tables(["tuend"])
