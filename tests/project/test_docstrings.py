"""What a docstring points at exists: rooms are moved and things renamed, and words stay behind."""

from __future__ import annotations

import ast
import re
from pathlib import Path

_POINTS = re.compile(r":(mod|class|func|meth|data|attr):`~?(?P<name>[\w.]+)`")
_FILE = re.compile(r"``(?:[\w-]+/)*(?P<name>\w+\.py)``")


def _sources(project: Path) -> list[Path]:
    return sorted((project / "carefacilitator").rglob("*.py"))


def _bound(source: Path) -> set[str]:
    """Every name that a file defines or assigns."""
    found = {source.stem}
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found.add(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found.add(node.attr)
    return found


def _dangling(text: str, names: set[str], files: set[str]) -> list[str]:
    pointed = [one["name"] for one in _POINTS.finditer(text)]
    gone = [one for one in pointed if one.rsplit(".", 1)[-1] not in names]
    return gone + [one["name"] for one in _FILE.finditer(text) if one["name"] not in files]


def test_everything_that_is_pointed_at_exists(project: Path) -> None:
    sources = _sources(project)
    names = {name for source in sources for name in _bound(source)}
    names |= {folder.parent.name for folder in sources if folder.name == "__init__.py"}
    files = {one.name for part in ("carefacilitator", "tests", "packaging")
             for one in (project / part).rglob("*.py")}  # fmt: skip
    gone = {
        source.relative_to(project).as_posix(): found
        for source in sources
        if (found := _dangling(source.read_text(encoding="utf-8"), names, files))
    }
    assert gone == {}


def test_a_word_that_stayed_behind_is_found() -> None:
    text = "See :class:`Gone`, :mod:`here.there` and ``gone.py``, not ``there.py``."
    assert _dangling(text, {"there"}, {"there.py"}) == ["Gone", "gone.py"]
