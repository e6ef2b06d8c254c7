"""No list of field names stands apart from the records, where a new field would be forgotten."""

from __future__ import annotations

import ast
from pathlib import Path

from carefacilitator.model.records.records import KINDS, rules_of

MOST = 2
"""So many fields may be named together; more of one kind are a list that the records declare."""

REASONS = {
    "interchange/agendas/agendas.py": "columns of a file that others read and write",
    "interchange/people/attendees.py": "columns of a file that others write",
    "services/exchange/anonymise.py": "how people are looked for in texts",
    "services/same/details.py": "how two people are compared: each field has a rule of its own",
    "storage/imports/told_before.py": "by what rows are compared with earlier ones",
    "storage/removal/redaction.py": "what is noted of a workshop beside its bundles",
    "ui/welcome/person_panel.py": "the fields of a form, in its order",
}
"""Lists that are no matter of what a field is, by file."""


def _lists(path: Path) -> list[tuple[int, list[str]]]:
    """Line and texts of each tuple, list and set that holds nothing but texts."""
    found: list[tuple[int, list[str]]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Tuple | ast.List | ast.Set):
            values = [one.value for one in node.elts if isinstance(one, ast.Constant)]
            texts = [value for value in values if isinstance(value, str)]
            if len(texts) == len(node.elts):
                found.append((node.lineno, texts))
    return found


def _named(texts: list[str]) -> int:
    """How many of these texts are fields of one kind."""
    return max(sum(text in rules_of(kind) for text in texts) for kind in KINDS)


def test_no_list_of_fields_stands_apart_from_the_records(project: Path) -> None:
    package = project / "carefacilitator"
    apart: dict[str, list[int]] = {}
    for path in sorted(package.rglob("*.py")):
        if "migrations" in path.parts or "cli" in path.parts:
            continue  # steps are frozen, and keys of answers are permanent
        for line, texts in _lists(path):
            if _named(texts) > max(MOST, len(texts) // 2):
                apart.setdefault(path.relative_to(package).as_posix(), []).append(line)
    assert {path: lines for path, lines in apart.items() if path not in REASONS} == {}
    assert set(REASONS) <= set(apart), "reasons without a list"


def test_a_list_is_recognised(tmp_path: Path) -> None:
    source = tmp_path / "a.py"
    source.write_text('COPIED = ("day_starts", "time_zone", "place")\nOTHER = {"due", "start"}\n')
    (_, copied), (_, other) = _lists(source)
    assert _named(copied) > MOST >= _named(other)
