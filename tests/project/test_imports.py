"""How the rooms may lean on each other: no circles, screens above services, SQL in storage only.

The list below names what is still to be mended. A line may be taken out of it, never put in: its
tests fail both where something new appears and where a line says what is true no longer.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TypeGuard

import pytest

PROGRAM = "carefacilitator"

Edge = tuple[str, str]
"""Who imports, and what is imported, both without the name of the program before them."""

KNOWN_CIRCLES: dict[Edge, str] = {}
"""Imports that close a circle, each with the way to cut it; without them there is none."""


TELL, MAY = ("ui", "cli"), ("services", "model", "machine")

SQL = re.compile(
    r"\b(SELECT\s+[\w(*{\"]|INSERT\s+(OR\s+\w+\s+)?INTO\b|UPDATE\s+[\w{}\"]+\s+SET\b"
    r"|DELETE\s+FROM\b|(CREATE|DROP|ALTER)\s+(TABLE|INDEX|VIEW|TRIGGER)\b|PRAGMA\s+\w)"
)
RUNS = ("execute", "executemany", "executescript")


def modules_of(project: Path, program: str = PROGRAM) -> dict[str, Path]:
    """Every module and package below the program's folder, by its dotted name."""
    found = {}
    for path in sorted((project / program).rglob("*.py")):
        parts = path.relative_to(project).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def edges_of(project: Path, program: str = PROGRAM) -> set[Edge]:
    """All imports between modules of the program: every statement, wherever it stands."""
    modules = modules_of(project, program)
    found = set()
    for name, path in modules.items():
        for wanted in _wanted(name, path):
            meant = _module(wanted, modules)
            if meant not in ("", name):
                found.add((short(name, program), short(meant, program)))
    return found


def short(name: str, program: str = PROGRAM) -> str:
    """A module's name without the program's; the program itself is called ``.``."""
    return name.removeprefix(program).removeprefix(".") or "."


def _wanted(name: str, path: Path) -> Iterator[str]:
    """The dotted names that a file asks for."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            base = ".".join([*(above if node.level else []), *filter(None, [node.module])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _module(wanted: str, modules: dict[str, Path]) -> str:
    """The module that a dotted name lies in; empty where it is none of the program's."""
    while wanted and wanted not in modules:
        wanted = wanted.rpartition(".")[0]
    return wanted


def circles(edges: Iterable[Edge]) -> list[list[str]]:
    """Groups of modules that reach each other by imports (strongly connected, two or more)."""
    beyond: dict[str, set[str]] = {}
    for importer, imported in edges:
        beyond.setdefault(importer, set()).add(imported)
        beyond.setdefault(imported, set())
    reach = {name: _reach(name, beyond) for name in beyond}
    groups = {frozenset(other for other in reach[name] if name in reach[other]) for name in beyond}
    return sorted(sorted(group) for group in groups if len(group) > 1)


def _reach(start: str, beyond: dict[str, set[str]]) -> set[str]:
    """Everything that can be reached from a module, itself only through a circle."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        fresh = beyond[waiting.pop()] - found
        found |= fresh
        waiting += fresh
    return found


@cache
def _edges(project: Path) -> set[Edge]:
    return edges_of(project)


def test_no_circle_of_imports(project: Path) -> None:
    """Imports under TYPE_CHECKING and within functions count, since a reader meets them too."""
    edges = _edges(project)
    assert circles(edges - set(KNOWN_CIRCLES)) == [], "a new circle"


def test_every_known_circle_is_still_one(project: Path) -> None:
    edges = _edges(project)
    together = {name: group for group in map(frozenset, circles(edges)) for name in group}
    cut = [
        (importer, imported)
        for importer, imported in KNOWN_CIRCLES
        if (importer, imported) not in edges or imported not in together.get(importer, frozenset())
    ]
    assert cut == [], "cut: take them out of KNOWN_CIRCLES"


def test_screens_and_commands_meet_services_and_model_only(project: Path) -> None:
    rooms = {p.parent.name for p in (project / "carefacilitator").glob("*/__init__.py")}
    breaches = {
        (importer, imported)
        for importer, imported in _edges(project)
        for above, below in [(_room(importer), _room(imported))]
        if above in TELL and below in rooms and below not in (above, *MAY)
    }
    assert breaches == set()


def _room(module: str) -> str:
    return module.partition(".")[0]


def test_no_sql_outside_storage(project: Path) -> None:
    found: Counter[str] = Counter()
    for name, path in modules_of(project).items():
        if _room(short(name)) != "storage":
            found[short(name)] = statements(path.read_text(encoding="utf-8"))
    assert +found == Counter()


def statements(source: str) -> int:
    """On how many lines a source holds a statement of SQL, or hands one to a connection."""
    tree = ast.parse(source)
    prose = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return len({n.lineno for n in ast.walk(tree) if id(n) not in prose and _is_sql(n)})


def _is_sql(node: ast.AST) -> TypeGuard[ast.expr]:
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and bool(SQL.search(node.value))
    if isinstance(node, ast.JoinedStr):
        return bool(SQL.search(ast.unparse(node)))
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in RUNS
        and bool(node.args)
    )


def _made(folder: Path, files: dict[str, str]) -> Path:
    for name, source in files.items():
        path = folder / "carefacilitator" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(source, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "back",
    [
        "import carefacilitator.ui.one\n",
        "import carefacilitator.ui.one as one\n",
        "from carefacilitator.ui import one\n",
        "from carefacilitator.ui.one import thing\n",
        "from . import one\n",
        "from .one import thing\n",
        "from ..ui.one import thing\n",
        "if TYPE_CHECKING:\n    from carefacilitator.ui.one import thing\n",
        "if typing.TYPE_CHECKING:\n    import carefacilitator.ui.one\n",
        "def late():\n    from carefacilitator.ui.one import thing\n",
        "class Late:\n    def early(self):\n        import carefacilitator.ui.one\n",
        "try:\n    from carefacilitator.ui import one\nexcept ImportError:\n    pass\n",
    ],
)
def test_a_circle_is_found_however_it_is_written(back: str, tmp_path: Path) -> None:
    files = {"__init__.py": "", "ui/__init__.py": "", "ui/two.py": back}
    made = _made(tmp_path, {**files, "ui/one.py": "from carefacilitator.ui.two import x\n"})
    assert circles(edges_of(made)) == [["ui.one", "ui.two"]]


def test_a_long_circle_is_found_and_what_hangs_from_it_is_not(tmp_path: Path) -> None:
    names = ["a", "b", "c", "d"]
    files = {
        f"{name}.py": f"import carefacilitator.{names[(i + 1) % 4]}\nimport carefacilitator.end\n"
        for i, name in enumerate(names)
    }
    made = _made(tmp_path, {**files, "__init__.py": "", "end.py": "", "top.py": files["a.py"]})
    assert circles(edges_of(made)) == [names]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ('rows("SELECT id FROM note WHERE id=?")', 1),
        ("rows(f'SELECT {field} FROM \"{kind}\"')", 1),
        ('rows("DELETE FROM note")', 1),
        ('rows("UPDATE note SET text=?")', 1),
        ('rows("INSERT OR REPLACE INTO note VALUES (?)")', 1),
        ("connection.execute(query)", 1),
        ("connection.executemany(query, rows)", 1),
        ('rows("PRAGMA user_version")\nrows("CREATE TABLE x (y)")', 2),
        ('"""Select what to insert into the table, then update it."""', 0),
        ("plan.execute()", 0),
        ('say("Select the people to invite")', 0),
    ],
)
def test_a_statement_is_told_from_a_sentence(source: str, count: int) -> None:
    assert statements(source) == count
