"""Only one room asks which system this is; a question anywhere else is found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM = "machine"
OF_ONE_SYSTEM = {"_winapi", "fcntl", "grp", "msvcrt", "platform", "pwd", "resource", "winreg"}
ASKED = {
    "sys": {"platform", "getwindowsversion", "winver"},
    "os": {
        *("name", "uname", "umask", "startfile", "posix_fadvise", "O_DIRECTORY", "chflags"),
        *("getuid", "geteuid", "getgid", "getegid", "fchmod", "chown"),
    },
}
ANYWHERE = {"winerror", "WinDLL", "windll", "posix_fadvise", "st_file_attributes"}
ALLOWED = {"ui/runtime/qt_import.py: ctypes"}
"""It counts references of Python's own constants, alike on every system."""


def questions(source: str) -> set[str]:
    """What a module asks of the system itself: by import, by attribute or by name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        found.update(_imported(node))
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "id", "")
            if node.attr in ASKED.get(owner, ()) or node.attr in ANYWHERE:
                found.add(node.attr)
        elif isinstance(node, ast.Constant) and node.value in (*ANYWHERE, "win32", "darwin"):
            found.add(str(node.value))
    return found


def _imported(node: ast.AST) -> Iterator[str]:
    names: list[str] = []
    if isinstance(node, ast.Import):
        names = [one.name for one in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or ""]
        yield from (one.name for one in node.names if one.name in ASKED.get(node.module or "", ()))
    yield from {one.partition(".")[0] for one in names} & (OF_ONE_SYSTEM | {"ctypes"})


def test_nothing_outside_the_room_asks_which_system_this_is(project: Path) -> None:
    program = project / "carefacilitator"
    found: set[str] = set()
    for path in program.rglob("*.py"):
        place = path.relative_to(program)
        if place.parts[0] != ROOM:
            asked = questions(path.read_text(encoding="utf-8"))
            found |= {f"{place.as_posix()}: {one}" for one in asked}
    assert found == ALLOWED


@pytest.mark.parametrize(
    "source",
    [
        "import sys\nif sys.platform == 'linux': pass",
        "from sys import platform",
        "import os\nos.name",
        "import fcntl",
        "from ctypes import wintypes",
        "import platform\nplatform.system()",
        "import os\nos.geteuid()",
        "import os\nforget = getattr(os, 'posix_fadvise', None)",
        "def f(error): return error.winerror == 32",
    ],
)
def test_a_question_is_found(source: str) -> None:
    assert questions(source)


def test_what_is_alike_everywhere_is_no_question() -> None:
    assert questions("import os, sys\nos.replace('a', 'b')\nsys.argv\nx = 'windows'") == set()


def test_the_room_leans_on_no_other(project: Path) -> None:
    for path in (project / "carefacilitator" / ROOM).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("carefac"):
                assert (node.module or "").startswith(f"carefacilitator.{ROOM}"), path
