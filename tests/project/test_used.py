"""Nothing stands in the program that only its tests use."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

CALLED_BY_OTHERS = {
    "_fields_": "ctypes reads it",
    "_make_preamble": "ReportLab's canvas calls it for every page",
    "down_revision": "Alembic reads it",
    "revision": "Alembic reads it",
}
_WORD = re.compile(r"[A-Za-z_]\w*")
_OF_OTHERS = re.compile(r"_*[a-z]+[A-Z]|__\w+__$")
"""Our own functions are written with low lines: these are called by Qt, ReportLab or Python."""


def unused(program: Iterable[str], beside: Iterable[str] = ()) -> set[str]:
    """Names that sources of the program define and neither these nor those ``beside`` mention.

    By name alone, so that a name in use elsewhere hides another one, and nothing used is told.
    """
    trees = [ast.parse(source) for source in program]
    used, starts = set[str](), set[str]()
    for tree in [*trees, *map(ast.parse, beside)]:
        used.update(_mentioned(tree))
        starts.update(_starts(tree))
    defined = {name for tree in trees for name in _defined(tree.body)}
    return {
        name
        for name in defined - used
        if not _OF_OTHERS.match(name) and not name.startswith(tuple(starts))
    }


def _defined(body: Iterable[ast.stmt]) -> Iterator[str]:
    """Functions, classes and constants of a module, and what its classes define."""
    for part in body:
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield part.name
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            names = (one for target in targets for one in ast.walk(target))
            yield from (
                one.id
                for one in names
                if isinstance(one, ast.Name) and isinstance(one.ctx, ast.Store)
            )
        if isinstance(part, ast.ClassDef):
            yield from _defined(part.body)


def _mentioned(tree: ast.AST) -> Iterator[str]:
    """Names that are read, arguments by name, and words in texts, but not in descriptions."""
    for part in ast.walk(tree):
        if isinstance(part, ast.Name | ast.Attribute) and isinstance(part.ctx, ast.Load):
            yield part.id if isinstance(part, ast.Name) else part.attr
        elif isinstance(part, ast.keyword) and part.arg:
            yield part.arg
        elif isinstance(part, ast.MatchClass):
            yield from part.kwd_attrs
        elif not isinstance(part, ast.Expr):
            for child in ast.iter_child_nodes(part):
                if isinstance(child, ast.Constant) and isinstance(child.value, str):
                    yield from _WORD.findall(child.value)


def _starts(tree: ast.AST) -> Iterator[str]:
    """What names put together begin with: ``getattr(self, f"_ask_{question}")``."""
    for part in ast.walk(tree):
        if isinstance(part, ast.JoinedStr) and isinstance(part.values[0], ast.Constant):
            start = str(part.values[0].value)
            if re.fullmatch(r"_[a-z_]+_", start):
                yield start


def _sources(*folders: Path) -> list[str]:
    found = (path for folder in folders for path in sorted(folder.rglob("*")))
    return [path.read_text("utf-8") for path in found if path.suffix in (".py", ".spec")]


def test_everything_in_the_program_is_used_by_it(project: Path) -> None:
    found = unused(_sources(project / "carefacilitator"), _sources(project / "packaging"))
    assert found - set(CALLED_BY_OTHERS) == set()
    assert set(CALLED_BY_OTHERS) <= found, "an exception that is none any more"


SOURCE = '''
"""Words that describe: described, of_class."""
WANTED, UNWANTED = 1, 2
LEFT = 3
"""What LEFT is."""

def entry(one=WANTED):
    """Calls described()."""
    return getattr(one, "by_text") or getattr(one, f"_ask_{one}") or Made(field=1)

def described():
    return None

class Made:
    field: int
    left_field: int

    def of_class(self): ...
    def by_text(self): ...
    def _ask_age(self): ...
    def paintEvent(self): ...
    def __len__(self): ...
'''


def test_what_nobody_uses_is_told_and_nothing_else() -> None:
    assert unused([SOURCE], ["entry()"]) == {
        "UNWANTED", "LEFT", "described", "of_class", "left_field",
    }  # fmt: skip
    assert "LEFT" not in unused([SOURCE], ["from program import LEFT; print(LEFT)"])
