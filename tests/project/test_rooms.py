"""The rooms stand on their own: importable without Qt, said what they are for, quick to enter."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOMS = ["ui", "cli", "services", "storage", "bundle", "sync", "interchange", "reports", "model"]

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


@pytest.mark.parametrize("room", ROOMS)
def test_room_says_what_it_is_for(room: str, project: Path) -> None:
    source = (project / "carefacilitator" / room / "__init__.py").read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source))


@pytest.mark.parametrize("room", ROOMS)
def test_room_is_on_the_plan_of_the_house(room: str, project: Path) -> None:
    text = (project / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert f"{room}/" in text or f"`{room}`" in text


def test_no_room_nobody_planned(project: Path) -> None:
    found = {p.parent.name for p in (project / "carefacilitator").glob("*/__init__.py")}
    assert found == set(ROOMS)


HEAVY = ["sqlalchemy", "reportlab", "openpyxl", "babel.dates", "alembic", "pikepdf", "lxml"]


@pytest.mark.parametrize("door", ["carefacilitator.app", "carefacilitator.__main__"])
def test_start_up_imports_nothing_heavy(door: str, project: Path) -> None:
    code = (
        "import importlib, json, sys\n"
        f"importlib.import_module({door!r})\n"
        f"print(json.dumps({{'heavy': [m for m in {HEAVY!r} if m in sys.modules]}}))"
    )
    assert _child(code, project)["heavy"] == []
