"""Which module of the program imports which, read from the sources without running them.

Every import statement counts: at the top of a file, within a function, and under TYPE_CHECKING,
since a reader meets them all.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

PROGRAM = "carefacilitator"

Edge = tuple[str, str]
"""Who imports, and what is imported, both without the name of the program before them."""


def modules_of(project: Path, program: str = PROGRAM) -> dict[str, Path]:
    """Every module and package below the program's folder, by its dotted name."""
    found = {}
    for path in sorted((project / program).rglob("*.py")):
        parts = path.relative_to(project).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def edges_of(project: Path, program: str = PROGRAM) -> set[Edge]:
    """All imports between modules of the program."""
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
