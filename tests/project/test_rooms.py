"""The rooms stand on their own: importable without Qt, said what they are for, quick to enter."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = [
    "ui",
    "cli",
    "services",
    "storage",
    "bundle",
    "sync",
    "interchange",
    "reports",
    "model",
    "machine",
]

MOST_MODULES = 30
"""So many modules a folder may hold; a package's first file counts if it does more than say so."""

NO_QT = """
import importlib, json, pkgutil, sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("PySide6", "shiboken6"):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return None

sys.meta_path.insert(0, Missing())
"""

EVERY_ROOM = """
import carefacilitator
failed, done = {}, []
for found in pkgutil.walk_packages(carefacilitator.__path__, "carefacilitator."):
    name = found.name
    if name.split(".")[1] in ("ui", "__main__") or name.endswith(".migrations.env"):
        continue
    if ".migrations.versions." in name:
        continue
    try:
        importlib.import_module(name)
        done.append(name)
    except Exception as error:
        failed[name] = f"{type(error).__name__}: {error}"
print(json.dumps({"failed": failed, "done": done}))
"""

WHOLE_PROGRAM = """
from pathlib import Path
from carefacilitator import app
program = app.build(Path(sys.argv[1]))
filled = program.sample.fill()
program.close()
print(json.dumps(filled))
"""


def _child(code: str, project: Path, *arguments: str) -> dict[str, object]:
    run = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert run.returncode == 0, run.stderr
    answer: dict[str, object] = json.loads(run.stdout.splitlines()[-1])
    return answer


def test_every_other_room_is_imported_where_qt_cannot_be_found(project: Path) -> None:
    answer = _child(NO_QT + EVERY_ROOM, project)
    assert answer["failed"] == {}
    done = answer["done"]
    assert isinstance(done, list)
    assert "carefacilitator.app" in done


def test_the_whole_program_works_where_qt_cannot_be_found(project: Path, tmp_path: Path) -> None:
    filled = _child(NO_QT + WHOLE_PROGRAM, project, str(tmp_path / "workspace"))
    assert filled["workshops"] == 14


def _packages(project: Path) -> list[str]:
    """Every package below the program, as a path within it: ``ui``, ``ui/facilitate/tools``."""
    program = project / "carefacilitator"
    found = (path.parent.relative_to(program) for path in program.rglob("__init__.py"))
    return sorted(one.as_posix() for one in found if one != Path())


def test_every_room_says_what_it_is_for(project: Path) -> None:
    program = project / "carefacilitator"
    silent = [
        room
        for room in _packages(project)
        if not ast.get_docstring(
            ast.parse((program / room / "__init__.py").read_text(encoding="utf-8"))
        )
    ]
    assert silent == []


def test_every_room_is_on_the_plan_of_the_house(project: Path) -> None:
    """Rooms stand in the first cells of a table, or in the second beside the room they lie in."""
    text = (project / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    drawn = {Path(name) for row in rows for name in re.findall(r"`([\w/]+)/`", row)}
    drawn |= {above for one in drawn for above in one.parents}
    drawn -= {Path(), Path("carefacilitator")}
    rooms = {Path(room) for room in _packages(project)}
    assert rooms - drawn == set(), "not on the plan"
    assert drawn - rooms == set(), "on the plan, and not there"


def test_no_room_nobody_planned(project: Path) -> None:
    found = {p.parent.name for p in (project / "carefacilitator").glob("*/__init__.py")}
    assert found == set(ROOMS)


def _is_more_than_a_docstring(path: Path) -> bool:
    """Whether a module holds statements: the first file of a package may only say what it is."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return len(tree.body) > (ast.get_docstring(tree) is not None)


@pytest.mark.parametrize("top", ["carefacilitator", "tests"])
def test_no_folder_holds_more_than_a_reader_can_take_in(top: str, project: Path) -> None:
    wide = {}
    for folder in (one for one in (project / top).rglob("*") if one.is_dir()):
        modules = [
            path
            for path in folder.glob("*.py")
            if path.name != "__init__.py" or _is_more_than_a_docstring(path)
        ]
        if len(modules) > MOST_MODULES:
            wide[folder.relative_to(project).as_posix()] = len(modules)
    assert wide == {}


HEAVY = ["sqlalchemy", "reportlab", "openpyxl", "babel.dates", "alembic", "pikepdf", "lxml"]


@pytest.mark.parametrize("door", ["carefacilitator.app", "carefacilitator.__main__"])
def test_start_up_imports_nothing_heavy(door: str, project: Path) -> None:
    code = (
        "import importlib, json, sys\n"
        f"importlib.import_module({door!r})\n"
        f"print(json.dumps({{'heavy': [m for m in {HEAVY!r} if m in sys.modules]}}))"
    )
    assert _child(code, project)["heavy"] == []
