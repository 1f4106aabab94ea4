"""The package as it is built: what lies in it, and that it works where nothing else of this checkout is."""

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import venv
from importlib.metadata import distribution
from pathlib import Path
from zipfile import ZipFile

import pytest

from briefing import __version__
from briefing.doctor import examine

ROOT = Path(__file__).resolve().parents[1]
PANGO = all(check.ok for check in examine() if check.name.startswith("Pango"))
ARTICLES = {
    "valley-post.txt": (
        "Ferry runs aground off Lunde\n\nBy Ada Marsh\n\nUpdated 3 March 2023\n\n"
        "LUNDE - A car ferry with 210 people on board ran aground in fog off Lunde on Friday, the coastguard said.\n\n"
        "Lifeboats brought all passengers ashore within four hours.\n\n"
        "At least 12 people were injured, according to the county hospital.\n"
    ),
    "coast-herald.txt": (
        "Fog blamed for ferry accident\n\n4 March 2023\n\n"
        "The transport ministry opened an inquiry on Saturday into why the ferry had left its lane.\n\n"
        "The county hospital said that 15 people had been treated, two of them for broken bones.\n"
    ),
}


def run(*command: str | Path, cwd: Path, **more: str) -> "subprocess.CompletedProcess[str]":
    """Run a command that knows nothing of this checkout or of the one who runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV", "COV"))}
    return subprocess.run(
        [str(part) for part in command], cwd=cwd, env={**kept, **more}, capture_output=True, text=True, check=False
    )


def make_environment(folder: Path, wheel: Path) -> Path:
    """Make a clean environment, install a wheel, and return its folder of commands.

    The dependencies are those of the environment that runs the tests, found through a path file: nothing is fetched.
    """
    venv.create(folder, with_pip=False)
    bin_folder = folder / ("Scripts" if os.name == "nt" else "bin")
    paths = sysconfig.get_paths(vars={"base": str(folder), "platbase": str(folder)})
    ours = dict.fromkeys(sysconfig.get_paths()[kind] for kind in ("purelib", "platlib"))
    (Path(paths["purelib"]) / "dependencies.pth").write_text("\n".join(ours), "utf-8")
    done = run(
        *(sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", bin_folder / "python"),
        *("install", "--quiet", "--no-deps", "--no-index", wheel),
        cwd=folder,
    )
    assert done.returncode == 0, done.stderr
    return bin_folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the sdist, and the wheel from the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    done = run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def installed(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel and return the folder of its commands."""
    return make_environment(tmp_path_factory.mktemp("clean"), next(built.glob("*.whl")))


def files_below(folder: Path) -> set[str]:
    """Return what is kept of a folder, by relative name."""
    paths = (path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {path.relative_to(folder).as_posix() for path in paths}


def test_the_wheel_holds_the_package_and_its_templates_and_nothing_else(built: Path) -> None:
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        held = {name for name in wheel.namelist() if ".dist-info/" not in name}
    wanted = {f"briefing/{name}" for name in files_below(ROOT / "briefing")}
    wanted |= {f"briefing/templates/{name}" for name in files_below(ROOT / "templates")}

    assert held == wanted


@pytest.mark.parametrize(
    "name",
    [
        "py.typed",
        "topics/unrest.toml",
        "topics/disaster.toml",
        "topics/general.toml",
        "cli/starter.toml",
        "render/brief.schema.json",
        "templates/brief.html.j2",
        "templates/parts/sections.html.j2",
        "templates/style.css",
        "templates/words/en.toml",
        "templates/fonts/BriefingSerif-Regular.woff2",
        "templates/fonts/OFL-serif.txt",
    ],
)
def test_the_wheel_holds_what_is_no_python(built: Path, name: str) -> None:
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        assert wheel.getinfo(f"briefing/{name}").file_size >= (0 if name == "py.typed" else 100)


def test_the_source_distribution_holds_what_is_needed_to_work_on_it(built: Path) -> None:
    with tarfile.open(next(built.glob("*.tar.gz"))) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames()}

    assert {"README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "Makefile", "pyproject.toml"} <= names
    assert {"seeds/briefing.toml", "templates/brief.html.j2", "docs/design.md", "tests/test_wheel.py"} <= names
    assert not [name for name in names if name.startswith((".venv", "build/", "dist")) or "__pycache__" in name]


def test_the_metadata_name_the_licence_the_command_and_the_dependencies(built: Path) -> None:
    with ZipFile(next(built.glob("*.whl"))) as wheel:
        folder = f"briefing_maker-{__version__}.dist-info"
        metadata = wheel.read(f"{folder}/METADATA").decode("utf-8")
        commands = wheel.read(f"{folder}/entry_points.txt").decode("utf-8")

    assert "License-Expression: Apache-2.0 AND OFL-1.1" in metadata
    assert "Requires-Python: >=3.11" in metadata
    assert "scipy" not in {line for line in metadata.split("\n") if "extra ==" not in line}
    assert "briefing = briefing.cli:main" in commands


def test_the_installed_command_tells_its_version(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "briefing", "--version", cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (0, f"briefing, version {__version__}\n", "")


def test_the_installed_doctor_finds_everything_in_its_place(installed: Path, tmp_path: Path) -> None:
    done = run(installed / "briefing", "doctor", cwd=tmp_path)
    lines = done.stdout.split("\n")

    assert done.stderr == ""
    assert not [line for line in lines if line.startswith("not ok") and "Pango" not in line and "HarfBuzz" not in line]
    (templates,) = (line for line in lines if "Templates" in line)
    assert str(installed.parent.resolve()) in templates


def test_the_installed_command_makes_and_verifies_a_brief(installed: Path, tmp_path: Path) -> None:
    for name, text in ARTICLES.items():
        (tmp_path / "clips").mkdir(exist_ok=True)
        (tmp_path / "clips" / name).write_text(text, "utf-8")
    formats = "html,pdf,json,md" if PANGO else "html,json,md"
    made = run(installed / "briefing", "make", "clips", "--format", formats, cwd=tmp_path)
    verified = run(installed / "briefing", "verify", "build", cwd=tmp_path)

    assert made.returncode == 0, made.stderr
    assert verified.returncode == 0, verified.stderr
    wanted = {f"brief.{suffix}" for suffix in formats.split(",")} | {"sources/S1.txt", "sources/S2.txt"}
    assert files_below(tmp_path / "build") == wanted
    brief = json.loads((tmp_path / "build" / "brief.json").read_text("utf-8"))
    assert brief["generator"] == {"name": "briefing", "version": __version__}
    assert any(section["extracts"] for section in brief["sections"])


def templates_seen(python: Path, cwd: Path, **more: str) -> tuple[str, str]:
    """Return where an installation finds its templates, and what they are."""
    code = (
        "from briefing.render.folders import builtin_templates, list_templates\n"
        "print(builtin_templates()); print(*list_templates((builtin_templates(),)))"
    )
    done = run(python, "-c", code, cwd=cwd, **more)
    assert done.returncode == 0, done.stderr
    where, names = done.stdout.splitlines()
    return where, names


def test_a_wheel_and_a_checkout_find_the_same_templates(installed: Path, tmp_path: Path) -> None:
    in_wheel, names = templates_seen(installed / "python", tmp_path)

    assert Path(in_wheel).is_relative_to(installed.parent.resolve())
    assert templates_seen(installed / "python", tmp_path, PYTHONPATH=str(ROOT)) == (str(ROOT / "templates"), names)
    assert "brief" in names.split()


def test_an_editable_install_finds_the_templates_of_its_checkout(tmp_path: Path) -> None:
    installed_from = json.loads(distribution("briefing-maker").read_text("direct_url.json") or "{}")
    if not installed_from.get("dir_info", {}).get("editable"):
        pytest.skip("the tests run on an install that is not editable")

    assert templates_seen(Path(sys.executable), tmp_path)[0] == str(ROOT / "templates")
