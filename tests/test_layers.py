"""Who may import whom, and who which third party: docs/design.md says it, the imports are held against it."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
DESIGN = ROOT / "docs" / "design.md"
SEALED = ("read", "steps", "render", "deliver")
"""The boxes that never import each other."""
IMPORTERS = ("import_module", "__import__")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the tables of docs/design.md allow."""

    layers: Mapping[str, int]
    """Module, or folder as "steps/", -> its layer."""
    third_parties: Mapping[str, frozenset[str]]
    """Import name -> the modules that may import it, or folders as "cli/"."""


def read_table(text: str, first_column: str) -> list[list[str]]:
    """Return the rows of the Markdown table whose first column has that heading."""
    lines = text.split("\n")
    start = next(number for number, line in enumerate(lines) if line.startswith(f"| {first_column} |"))
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def named(cell: str) -> list[str]:
    """Return what stands between backticks."""
    return re.findall(r"`([^`]+)`", cell)


def read_rules(text: str) -> Rules:
    """Read both tables of a design page."""
    layers = {name: int(row[0]) for row in read_table(text, "layer") for name in named(row[1])}
    places = read_table(text, "third party")
    return Rules(layers=layers, third_parties={named(row[0])[0]: frozenset(named(row[3])) for row in places})


def find_modules(package: Path) -> dict[str, Path]:
    """Return every module below a package by its dotted name; the package itself is its name alone."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)] = path
    return found


def find_imports(path: Path, known: Mapping[str, Path]) -> Iterator[tuple[str, int]]:
    """Yield the modules that a file imports, wherever in it, with their lines; a name's own module where it is one.

    A module that imports by name may mean any of its texts that look like one: those come with a question mark.
    """
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    by_name = any(isinstance(node, ast.Call) and called(node) in IMPORTERS for node in nodes)
    for node in nodes:
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}:{node.lineno}: a relative import; write the whole name"
            wholes = (f"{node.module}.{alias.name}" for alias in node.names)
            yield from ((whole if whole in known else str(node.module), node.lineno) for whole in wholes)
        elif by_name and isinstance(node, ast.Constant) and re.fullmatch(r"[a-z]\w*(\.\w+)*", f"{node.value!s}"):
            yield f"?{node.value!s}", node.lineno


def called(node: ast.Call) -> str:
    """Return the name of what is called."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def find_breaches(package: Path, rules: Rules) -> list[str]:
    """Return what a package's modules import, or print, against the rules."""
    modules = find_modules(package)
    breaches = []
    graph: dict[str, set[str]] = {}
    for name, path in modules.items():
        graph[name] = set()
        for target, line in find_imports(path, modules):
            top = target.removeprefix("?").split(".")[0]
            where = f"{path.relative_to(package.parent)}:{line}"
            if top == package.name and not target.startswith("?"):
                graph[name].add(target)
                breaches += [f"{where}: {why}" for why in against_layers(name, target, rules)]
            elif top in rules.third_parties or (top not in sys.stdlib_module_names and not target.startswith("?")):
                breaches += [f"{where}: {why}" for why in against_places(name, top, rules)]
        breaches += [f"{path.relative_to(package.parent)}:{line}: prints" for line in find_prints(name, path)]
    return [*breaches, *find_cycle(graph)]


def place_of(name: str) -> str:
    """Return a dotted name as the tables write it: "model", "steps/clean.py", "__init__"."""
    parts = name.split(".")[1:]
    return "/".join(parts) + (".py" if len(parts) > 1 else "") if parts else "__init__"


def box_of(name: str) -> str:
    """Return the folder that a module lies in as "steps/", or the module's own name."""
    parts = name.split(".")[1:]
    return f"{parts[0]}/" if len(parts) > 1 or (parts and parts[0] in (*SEALED, "cli", "settings")) else place_of(name)


def against_layers(name: str, target: str, rules: Rules) -> Iterator[str]:
    """Yield why one module may not import another of ours."""
    own, other = box_of(name), box_of(target)
    for box in (own, other):
        if box not in rules.layers:
            yield f"{box} has no layer"
            return
    if rules.layers[other] > rules.layers[own]:
        yield f"{place_of(name)} imports upward, {place_of(target)}"
    elif own != other and {own, other} <= {f"{box}/" for box in SEALED}:
        yield f"{place_of(name)} imports sideways, {place_of(target)}"


def against_places(name: str, top: str, rules: Rules) -> Iterator[str]:
    """Yield why a module may not import a third party."""
    if not rules.third_parties.get(top, frozenset()) & {place_of(name), box_of(name)}:
        yield f"{place_of(name)} may not import {top}"


def find_prints(module: str, path: Path) -> Iterator[int]:
    """Yield the lines of a module outside the command line that write to a terminal."""
    if box_of(module) == "cli/":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else f"sys.{node.attr}"
            if name in {"print", "stdout", "stderr", "sys.stdout", "sys.stderr"}:
                yield node.lineno


def find_cycle(graph: Mapping[str, set[str]]) -> list[str]:
    """Return the first ring of imports, if there is one."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return [f"a cycle: {' -> '.join(error.args[1])}"]
    return []


def test_the_package_keeps_to_its_layers() -> None:
    assert find_breaches(ROOT / "briefing", read_rules(DESIGN.read_text("utf-8"))) == []


def test_no_row_of_the_tables_is_stale() -> None:
    rules = read_rules(DESIGN.read_text("utf-8"))
    modules = find_modules(ROOT / "briefing")
    boxes = {box_of(name) for name in modules}
    used: dict[str, set[str]] = {top: set() for top in rules.third_parties}
    for name, path in modules.items():
        for target, _ in find_imports(path, modules):
            top = target.removeprefix("?").split(".")[0]
            used.get(top, set()).update({place_of(name), box_of(name)})

    assert boxes == set(rules.layers)
    for top, places in rules.third_parties.items():
        assert places <= used[top], f"{top} is not imported in {sorted(places - used[top])}"


@pytest.mark.parametrize("room", ["read", "steps", "render"])
def test_the_map_of_a_room_names_its_files_and_no_other(room: str) -> None:
    folder = ROOT / "briefing" / room
    drawn = ast.get_docstring(ast.parse((folder / "__init__.py").read_text("utf-8"))) or ""
    there = {path.stem for path in folder.glob("*.py")} | {f"{path.parent.name}/" for path in folder.glob("*/*.py")}
    column = {name for line in re.findall(r"^    (\S.*?)(?:   |$)", drawn, re.MULTILINE) for name in line.split(", ")}

    assert there - {"__init__"} <= column | set(re.findall(r"`(\w+/?)`", drawn))
    assert column <= there


def test_the_files_that_the_guides_name_exist() -> None:
    package = ROOT / "briefing"
    roots = (ROOT, ROOT / "templates", package, package / "read", package / "steps")
    for page in (ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))):
        for name in re.findall(r"`((?:[a-z_]+/)+(?:[a-z_]+\.(?:py|md|toml))?)`", page.read_text("utf-8")):
            named = (name, f"{name.removesuffix('.py')}/__init__.py")
            assert any((root / path).exists() for root in roots for path in named), f"{page.name}: {name}"


def test_the_dependencies_are_the_third_parties() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in project["optional-dependencies"].values() for line in extra),
    ]
    installed = {re.split(r"[^\w.-]", line)[0].lower() for line in wanted}
    rows = read_table(DESIGN.read_text("utf-8"), "third party")
    # A distribution that is not called like what it is imported as stands second; markupsafe comes with jinja2.
    listed = {named(row[0])[-1].lower() for row in rows} - {"markupsafe"}

    assert listed == installed


DESIGN_OF_A_TREE = """
| layer | modules | may import |
|---|---|---|
| 0 | `model` | |
| 1 | `settings/` | 0 |
| 2 | `read/`, `steps/` | 0, 1 |
| 3 | `spine` | all below |
| 4 | `cli/`, `__init__` | all |

| third party | for | licence | only in | |
|---|---|---|---|---|
| `numpy` | sums | BSD | `steps/rank.py` | |
| `click` | arguments | BSD | `cli/` | |
| `sumy` | ranking | Apache | `steps/rank.py` | |
"""
SOUND = {
    "__init__": "from tree.spine import run",
    "model": "import datetime",
    "settings/__init__": "from tree import model",
    "read/__init__": "",
    "read/text": "from tree.model import Source",
    "steps/__init__": "",
    "steps/rank": "def f():\n    import numpy.linalg\n    import importlib\n    importlib.import_module('sumy.a')",
    "steps/clean": "from tree.steps.rank import rank",
    "spine": "from tree.read.text import read\nfrom tree.steps import clean",
    "cli/__init__": "import click\nfrom tree import spine\nfrom tree.cli.make import make",
    "cli/make": "from tree.spine import run\nprint('done')",
}


def plant(folder: Path, files: Mapping[str, str]) -> list[str]:
    """Write a made-up package and return its breaches."""
    for name, content in files.items():
        path = folder / "tree" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, "utf-8")
    return find_breaches(folder / "tree", read_rules(DESIGN_OF_A_TREE))


def test_a_sound_tree_has_no_breach(tmp_path: Path) -> None:
    assert plant(tmp_path, SOUND) == []


@pytest.mark.parametrize(
    ("name", "content", "breach"),
    [
        ("model", "import tree.settings", "tree/model.py:1: model imports upward, settings"),
        ("model", "from tree import settings", "tree/model.py:1: model imports upward, settings"),
        (
            "steps/clean",
            "def f():\n    import tree.spine",
            "tree/steps/clean.py:2: steps/clean.py imports upward, spine",
        ),
        ("steps/clean", "from tree import run", "tree/steps/clean.py:1: steps/clean.py imports upward, __init__"),
        ("read/text", "import tree.steps.rank", "tree/read/text.py:1: read/text.py imports sideways, steps/rank.py"),
        (
            "read/text",
            "from tree.steps import rank",
            "tree/read/text.py:1: read/text.py imports sideways, steps/rank.py",
        ),
        ("read/text", "import tree.steps", "tree/read/text.py:1: read/text.py imports sideways, steps"),
        ("steps/clean", "import numpy", "tree/steps/clean.py:1: steps/clean.py may not import numpy"),
        ("spine", "import click", "tree/spine.py:1: spine may not import click"),
        ("spine", "import scipy.stats", "tree/spine.py:1: spine may not import scipy"),
        (
            "spine",
            "from importlib import import_module\nimport_module('numpy')",
            "tree/spine.py:2: spine may not import numpy",
        ),
        ("odd", "import tree.model", "tree/odd.py:1: odd has no layer"),
        ("spine", "print('hello')", "tree/spine.py:1: prints"),
        ("spine", "import sys\nsys.stderr.write('hello')", "tree/spine.py:2: prints"),
        ("settings", "import tree.settings", "a cycle: tree.settings -> tree.settings"),
    ],
)
def test_a_breach_is_named(tmp_path: Path, name: str, content: str, breach: str) -> None:
    assert plant(tmp_path, {**SOUND, name: content})[0] == breach


def test_a_ring_of_imports_is_named(tmp_path: Path) -> None:
    ring = {"steps/clean": "import tree.steps.rank", "steps/rank": "import tree.steps.clean"}
    (breach,) = plant(tmp_path, {**SOUND, **ring})

    assert breach.startswith("a cycle: ")
    assert {"tree.steps.clean", "tree.steps.rank"} == set(breach.removeprefix("a cycle: ").split(" -> "))


def test_a_relative_import_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="a relative import"):
        plant(tmp_path, {**SOUND, "steps/clean": "from . import rank"})
