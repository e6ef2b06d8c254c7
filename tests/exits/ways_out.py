"""What in the program's source can let something out, found by reading it.

Commands, documents, uses of the clipboard and of printers, places that write files, services that
are handed a place to write to, and what the projector shows.
"""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path

from carefacilitator.cli import parsing
from carefacilitator.i18n import Words

_WRITES = frozenset({"write_text", "write_bytes", "copyfile", "copyfileobj", "copytree", "copy2"})
_OPENS = frozenset({"open", "fdopen"})
_TO_OTHERS = frozenset(
    {
        "setMimeData",
        "clipboard",
        "QPrinter",
        "QPdfWriter",
        "QDrag",
        "QDesktopServices",
        "startDetached",
    }
)
_SERVICES_TAKING_A_PLACE = ("out", "path", "file", "target", "folder", "remote")


def commands() -> set[str]:
    """Every command of the command line."""

    def walk(parser: argparse.ArgumentParser, before: str) -> Iterator[str]:
        below = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        if not below:
            yield before
        for action in below:
            for name, inner in action.choices.items():
                yield from walk(inner, f"{before} {name}".strip())

    return set(walk(parsing._parser(Words("en")), ""))


def _name(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def _texts(call: ast.Call) -> list[str]:
    told = [*call.args, *(one.value for one in call.keywords)]
    return [one.value for one in told if isinstance(one, ast.Constant) and type(one.value) is str]


def _is_write(call: ast.Call) -> bool:
    """Whether a call writes a file: opened for writing, or one of the short ways."""
    name = _name(call)
    if name in _OPENS:
        modes = [one for one in _texts(call) if one and set(one) <= set("rwxabt+")]
        return any(set(one) & set("wxa+") for one in modes)
    if name == "replace":
        return getattr(getattr(call.func, "value", None), "id", "") in ("os", "files")
    if name == "save":  # pictures and PDFs; painters are saved without a place
        return bool(call.args) and not isinstance(getattr(call.func, "value", None), ast.Attribute)
    return name in _WRITES


def _calls(root: Path) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(root.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                yield path.relative_to(root).as_posix(), node


def writers(root: Path) -> set[str]:
    """The files of the source that write files."""
    return {file for file, call in _calls(root) if _is_write(call)}


def handed_to_others(root: Path) -> set[str]:
    """Uses of the clipboard, of printers, of dragging out and of other programs: ``file: what``."""
    return {f"{file}: {_name(call)}" for file, call in _calls(root) if _name(call) in _TO_OTHERS}


def services_that_write(root: Path) -> set[str]:
    """Services that are handed a place: ``Class.method`` or ``module.function``."""
    found = set()
    for path in sorted((root / "services").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for outer in tree.body:
            inner = outer.body if isinstance(outer, ast.ClassDef) else [outer]
            owner = outer.name if isinstance(outer, ast.ClassDef) else path.stem
            for one in inner:
                if isinstance(one, ast.FunctionDef) and not one.name.startswith("_"):
                    found |= {f"{owner}.{one.name}" for name in _places(one)}
    return found


def _places(function: ast.FunctionDef) -> list[str]:
    told = [*function.args.args, *function.args.kwonlyargs]
    return [
        one.arg
        for one in told
        if one.annotation is not None
        and ("Path" in ast.unparse(one.annotation) or one.arg == "remote")
        and one.arg in _SERVICES_TAKING_A_PLACE
    ]


def fields_on_the_wall(root: Path) -> set[str]:
    """What can stand on the wall: the fields of the classes that say what is projected."""
    said = ("ProjectedTool", "Shown", "ProjectorTool")
    found = set()
    for file in (
        "services/facilitation/projector.py",
        "ui/projector/board.py",
        "ui/projector/tools.py",
    ):
        for node in ast.walk(ast.parse((root / file).read_text("utf-8"))):
            if isinstance(node, ast.ClassDef) and node.name in said:
                found |= {
                    f"{node.name}.{one.target.id}"
                    for one in node.body
                    if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
                }
    return found


def wall_modules(root: Path) -> set[str]:
    """The files of the second window."""
    return {path.name for path in (root / "ui" / "projector").glob("*.py")}
