"""What may stand in the project's files, and how long they may grow."""

from __future__ import annotations

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

PLANNED = {
    ".ci",
    ".gitignore",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Makefile",
    "README.md",
    "carefacilitator",
    "docs",
    "i18n",
    "packaging",
    "pyproject.toml",
    "requirements-dev.lock",
    "requirements.lock",
    "resources",
    "tests",
}
FUNCTION_USUAL, FUNCTION_MOST = 35, 70
FILE_USUAL, FILE_MOST = 400, 600
REASON = re.compile(r"#\s*long:\s*\S+")
"""A long function says why beside its first line, a long file within its first 40 lines."""


@cache
def _tracked(project: Path) -> tuple[Path, ...]:
    run = subprocess.run(
        ["git", "ls-files", "-z"], cwd=project, capture_output=True, text=True, check=False
    )
    if run.returncode != 0:
        pytest.skip("not a git clone")
    return tuple(project / name for name in run.stdout.split("\0") if name)


def _sources(project: Path) -> list[Path]:
    return [p for p in _tracked(project) if p.suffix == ".py" and p.exists()]


def test_top_level_is_the_planned_one(project: Path) -> None:
    found = {p.relative_to(project).parts[0] for p in _tracked(project)}
    assert found - PLANNED == set()


@pytest.mark.parametrize("name", sorted(PLANNED))
def test_top_level_is_complete(name: str, project: Path) -> None:
    assert (project / name).exists()


# In halves, so that this file does not name what it forbids.
HOSTS = ["py" + "pi.", "python" + "hosted", "npm" + "js.", "deb." + "debian", "npm" + "mirror"]
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:root|work|mnt|srv|home/\w+|Users/\w+)/\w")
TEXT = {".py", ".toml", ".md", ".yaml", ".yml", ".lock", ".po", ".pot", ".spec", ".txt", ".css", ""}


def test_no_file_names_a_package_host_or_a_machine_path(project: Path) -> None:
    found = []
    for path in _tracked(project):
        if path.suffix not in TEXT or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(project)}: {host}" for host in HOSTS if host in text]
        found += [f"{path.relative_to(project)}: {m[0]}" for m in MACHINE_PATH.finditer(text)]
    assert found == []


@cache
def _functions(path: Path) -> list[tuple[str, int, bool]]:
    """Name, lines, and whether a reason for its length stands beside each function of a file."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            beside = "\n".join(lines[max(0, node.lineno - 2) : node.body[0].lineno])
            found.append((node.name, length, bool(REASON.search(beside))))
    return found


def test_no_function_is_too_long_without_a_reason(project: Path) -> None:
    too_long = [
        f"{path.relative_to(project)}: {name} has {length} lines"
        for path in _sources(project)
        for name, length, reason in _functions(path)
        if length > FUNCTION_MOST and not reason
    ]
    assert too_long == []


def test_functions_are_mostly_short(project: Path) -> None:
    lengths = [length for path in _sources(project) for _, length, _ in _functions(path)]
    short = sum(length <= FUNCTION_USUAL for length in lengths)
    assert short >= 0.95 * len(lengths), f"{short} of {len(lengths)} within {FUNCTION_USUAL} lines"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def test_no_file_is_too_long_without_a_reason(project: Path) -> None:
    too_long = [
        f"{path.relative_to(project)}: {len(lines)} lines"
        for path in _sources(project)
        if len(lines := _lines(path)) > FILE_MOST and not REASON.search("\n".join(lines[:40]))
    ]
    assert too_long == []


def test_files_are_mostly_short(project: Path) -> None:
    lengths = [len(_lines(path)) for path in _sources(project)]
    short = sum(length <= FILE_USUAL for length in lengths)
    assert short >= 0.95 * len(lengths), f"{short} of {len(lengths)} within {FILE_USUAL} lines"


def test_words_are_said_by_the_names_that_the_catalogues_are_gathered_by(project: Path) -> None:
    """``self._say("…")`` would work in English and never be translated."""
    other = []
    for path in sorted((project / "carefacilitator").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if name.strip("_") in ("say", "say_n") and name.startswith("_"):
                    other.append(f"{path.relative_to(project)}:{node.lineno} {name}")
    assert other == []
