"""Tables for people's own tools: exact, typed where that holds, and no formulas."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import pytest

from carefacilitator.bundle.tables import Table
from carefacilitator.model.records import records
from carefacilitator.model.records.records import KINDS, Record, fields_of


def _table(kind: str, rows: Iterable[Record]) -> tuple[Table, list[dict[str, str]]]:
    table = Table(kind, rows)
    text = b"".join(table).decode()
    assert text.startswith("\ufeffid,")
    assert text.count("\r\n") >= table.rows + 1
    return table, list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def _field(schema: dict[str, Any], name: str) -> dict[str, Any]:
    return next(field for field in schema["fields"] if field["name"] == name)


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_of_every_kind_is_a_column_with_its_privacy(kind: str) -> None:
    table, rows = _table(kind, [KINDS[kind](id="1")])
    schema = table.schema({kind: table})
    assert list(rows[0]) == ["id", *(rule.name for rule in fields_of(kind))]
    assert [field["name"] for field in schema["fields"]] == list(rows[0])
    for rule in fields_of(kind):
        assert _field(schema, rule.name)["privacy"] == rule.privacy
    assert schema["primaryKey"] == ["id"]


def test_values_become_cells() -> None:
    workshop = records.Workshop(
        id="1",
        title='Título, "uno"\r\ndos',
        titles={"es": "Uno", "ar": "واحد"},
        languages=("es", "ar"),
        start="2026-03-05",
        must_end="17:30",
        closed_at="2026-03-05T17:30:00Z",
        number=3,
        sample=True,
    )
    table, rows = _table("workshop", [workshop])
    assert rows[0]["title"] == workshop.title
    assert rows[0]["titles"] == '{"ar": "واحد", "es": "Uno"}'
    assert rows[0]["languages"] == '["es", "ar"]'
    assert (rows[0]["number"], rows[0]["sample"], rows[0]["themes"]) == ("3", "true", "")
    schema = table.schema({"workshop": table})
    types = {name: _field(schema, name)["type"] for name in ("start", "must_end", "closed_at")}
    assert types == {"start": "date", "must_end": "time", "closed_at": "datetime"}
    assert _field(schema, "level")["vocabulary"] == "level"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("start", "soon"),
        ("start", "2026-02-31"),
        ("start", "2026-W01-1"),
        ("must_end", "25:00"),
        ("closed_at", "2026-03-05 17:30"),
        ("closed_at", "2026-02-31T17:30:00Z"),
    ],
)
def test_a_column_with_another_cell_is_only_text(field: str, value: str) -> None:
    table, rows = _table("workshop", [records.Workshop(id="1", **{field: value})])
    assert rows[0][field] == value
    assert _field(table.schema({"workshop": table}), field)["type"] == "string"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("- a line", "'- a line"),
        ("\t=1", "'\t=1"),
        ("\n=1", "'\n=1"),
        ("＝1+1", "'＝1+1"),
        ("+212 (0) 600-00.00", "+212 (0) 600-00.00"),
        ("-5", "-5"),
        ("plain", "plain"),
        ("'quoted", "'quoted"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    _, rows = _table("person", [records.Person(id="1", name=text)])
    assert rows[0]["name"] == cell


def test_a_reference_is_a_key_only_where_all_it_names_is_there() -> None:
    people, _ = _table("person", [records.Person(id="p1")])
    shops, _ = _table("workshop", [records.Workshop(id="w1")])
    taking = [
        records.Participation(id="1", workshop_id="w1", person_id="p1"),
        records.Participation(id="2", workshop_id="w1", person_id="withheld"),
    ]
    part, _ = _table("participation", taking)
    whole = {"person": people, "workshop": shops, "participation": part}
    keys = part.schema(whole)["foreignKeys"]
    assert keys == [
        {"fields": ["workshop_id"], "reference": {"resource": "workshop", "fields": ["id"]}}
    ]
    assert "foreignKeys" not in part.schema({"participation": part})


def test_rows_stream() -> None:
    asked = 0

    def many() -> Iterable[Record]:
        nonlocal asked
        for number in range(5000):
            asked += 1
            yield records.Note(id=str(number), text="x" * 100)

    table = Table("note", many())
    pieces = iter(table)
    next(pieces)
    assert 0 < asked < 2000
    assert sum(1 for _ in pieces) > 3
    assert table.rows == 5000
