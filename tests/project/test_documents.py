"""What is written about the program is whole and true: the glossary, the plan, the decisions."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

import pytest

ARCHITECTURE = "ARCHITECTURE.md"
DECISIONS = "docs/decisions"
PARTS = ["Context", "Decision", "Consequence"]
WRITTEN = [ARCHITECTURE, "README.md", DECISIONS]
"""Files and folders whose links and paths are followed."""

_LINK = re.compile(r"\[[^\]]+\]\(([^)\s]+)\)")
_CODE = re.compile(r"`([^`\s]+)`")
_PATH = re.compile(r"[\w.-]+(?:/[\w.-]+)*(?:/|\.(?:py|md|json|toml|yaml))")
_ENTRY = re.compile(r"- \*\*(?P<word>[^*]+)\*\*: (?P<meaning>.+)")


def _decisions(project: Path) -> list[Path]:
    return sorted(one for one in (project / DECISIONS).iterdir() if one.name != "README.md")


def _written(project: Path) -> list[Path]:
    found = [project / one for one in WRITTEN]
    return [*(one for one in found if one.is_file()), *(project / DECISIONS).glob("*.md")]


def test_documents_are_decisions(project: Path) -> None:
    assert [one.name for one in (project / "docs").iterdir()] == ["decisions"]


def test_decisions_are_numbered_one_after_the_other(project: Path) -> None:
    names = [one.name for one in _decisions(project)]
    assert all(re.fullmatch(r"\d{4}(-[a-z0-9]+)+\.md", one) for one in names), names
    assert [int(one[:4]) for one in names] == list(range(1, len(names) + 1))
    assert names


def _faults(path: Path) -> list[str]:
    """What a decision lacks: its title with its number, its three parts in order, its shortness."""
    text = path.read_text(encoding="utf-8")
    head, *parts = re.split(r"(?m)^## ", text)
    faults = []
    if not re.fullmatch(rf"# {int(path.name[:4])}\. \S.+\n\n", head):
        faults.append("no title with its number")
    if [one.partition("\n")[0] for one in parts] != PARTS:
        faults.append(f"its parts are not {PARTS}")
    if any(len(one.partition("\n")[2].split()) < 5 for one in parts):
        faults.append("a part says nothing")
    if not 10 <= len(text.splitlines()) <= 25:
        faults.append("it has not 10 to 25 lines")
    return [f"{path.name}: {one}" for one in faults]


def test_every_decision_has_its_three_parts(project: Path) -> None:
    assert [fault for path in _decisions(project) for fault in _faults(path)] == []


@pytest.mark.parametrize(
    "text",
    [
        "# 2. Another number\n\n## Context\n\none two three four five\n",
        "# 1. No consequence\n\n## Context\n\na b c d e\n\n## Decision\n\na b c d e\n",
        "# 1. Silent\n\n## Context\n\na b c d e\n\n## Decision\n\n\n## Consequence\n\na b c d e\n",
    ],
)
def test_a_decision_that_lacks_something_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "0001-made-up.md"
    path.write_text(text, encoding="utf-8")
    assert _faults(path)


def test_the_index_names_every_decision_once(project: Path) -> None:
    index = (project / DECISIONS / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"(?m)^- (\d{4}) \[(.+)\]\(([^)]+)\)$", index)
    heads = [one.read_text(encoding="utf-8").partition("\n")[0] for one in _decisions(project)]
    titles = [head.partition(". ")[2] for head in heads]
    names = [one.name for one in _decisions(project)]
    assert listed == [(n[:4], title, n) for n, title in zip(names, titles, strict=True)]


def test_links_lead_to_files(project: Path) -> None:
    lost = [
        f"{path.relative_to(project)}: {link}"
        for path in _written(project)
        for link in _LINK.findall(path.read_text(encoding="utf-8"))
        if "://" not in link and not (path.parent / link.partition("#")[0]).exists()
    ]
    assert lost == []


@cache
def _names(project: Path) -> frozenset[str]:
    """The names of all files of the project, for those that are named without their folder."""
    roots = ("carefacilitator", "tests", "resources", "packaging", "i18n")
    found = {one.name for root in roots for one in (project / root).rglob("*")}
    return frozenset(found | {one.name for one in project.iterdir()})


def _is_there(project: Path, named: str) -> bool:
    if "/" not in named:
        return named in _names(project)
    return any((project / root / named).exists() for root in ("", "carefacilitator", "tests"))


def test_paths_that_are_named_exist(project: Path) -> None:
    lost = [
        f"{path.relative_to(project)}: {named}"
        for path in _written(project)
        if path.name != "README.md"
        for named in _CODE.findall(path.read_text(encoding="utf-8"))
        if _PATH.fullmatch(named) and not _is_there(project, named)
    ]
    assert lost == []


def _glossary(project: Path) -> list[tuple[str, str]]:
    text = (project / ARCHITECTURE).read_text(encoding="utf-8")
    heading, _, rest = text.partition("\n## ")[2].partition("\n")
    assert heading == "Glossary"
    lines = [one for one in rest.partition("\n## ")[0].splitlines() if one.startswith("- ")]
    entries = [_ENTRY.fullmatch(one) for one in lines]
    assert None not in entries, lines
    return [(one["word"], one["meaning"]) for one in entries if one]


def test_a_glossary_opens_the_plan(project: Path) -> None:
    words = [word for word, _ in _glossary(project)]
    assert len(words) == len(set(words))
    assert 35 <= len(words) <= 60
    longest = max(len(word) + len(meaning) for word, meaning in _glossary(project))
    assert longest <= 120, "an entry is one line"


@cache
def _code(project: Path) -> tuple[str, frozenset[str]]:
    """All code of the program, and the names of its modules."""
    sources = sorted((project / "carefacilitator").rglob("*.py"))
    text = "\n".join(one.read_text(encoding="utf-8") for one in sources)
    return text, frozenset(one.stem for one in sources)


def _is_made(project: Path, name: str) -> bool:
    """Whether a name is a module, a class, a function, a field, a constant or a key."""
    code, modules = _code(project)
    made = rf'\b(?:class|def) {name}\b|^\s*{name}\s*[:=]|"\.?{name}"'
    return name in modules or re.search(made, code, re.MULTILINE) is not None


def _lost(project: Path, text: str) -> list[str]:
    """The names of the code in a text that the code has no more; paths are tested apart."""
    named = [one for one in _CODE.findall(text) if not _PATH.fullmatch(one)]
    return [one for one in named if not all(map(partial(_is_made, project), _parts(one)))]


def _parts(named: str) -> list[str]:
    return named.strip(".").split(".")


def test_names_in_the_glossary_are_those_of_the_code(project: Path) -> None:
    lost = {word: gone for word, meaning in _glossary(project) if (gone := _lost(project, meaning))}
    assert lost == {}


def test_names_in_the_walks_are_those_of_the_code(project: Path) -> None:
    walks = (project / ARCHITECTURE).read_text(encoding="utf-8").partition("\n## Walks\n")[2]
    assert _lost(project, walks.partition("\n## ")[0]) == []


def test_a_name_that_the_code_has_not_is_told(project: Path) -> None:
    assert _lost(project, "`Workspace.change`, `NobodyMadeThis`, `bundle/read.py`") == [
        "NobodyMadeThis"
    ]
