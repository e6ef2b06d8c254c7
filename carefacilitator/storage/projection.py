"""Tables are a projection: rows computed from operations, here and nowhere else.

Changes, imports, undo and the doctor's rebuild all call :func:`project`, so a table can never say
something that the operations do not.
"""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from carefacilitator.model.merge.merge import project_record
from carefacilitator.model.merge.operations import DELETED, Json, canonical
from carefacilitator.model.records.cells import from_values
from carefacilitator.model.records.records import (
    KINDS,
    FieldRule,
    Record,
    fields_of,
    fits,
    rules_of,
    text_fields,
)
from carefacilitator.storage.oplog import Fields, Key, chunks, of_keys


def project(connection: Any, records: Mapping[Key, Fields], fresh: bool = False) -> None:
    """Write the rows and flags of ``records`` from all their visible operations.

    ``fresh`` says that none of these records had rows or flags before, which saves looking.
    """
    rows: dict[str, list[tuple[object, ...]]] = defaultdict(list)
    flags: list[tuple[str, str, str]] = []
    gone: dict[str, list[tuple[str]]] = defaultdict(list)
    redacted = _redacted(connection, [record for _, record in records])
    for (kind, record), fields in records.items():
        if kind not in KINDS:
            continue
        if not fields:
            gone[kind].append((record,))
            continue
        shown = project_record(fields, text_fields(kind))
        alive = shown.life.alive and (kind, record, "*") not in redacted
        values = _agreed(shown.values, kind, record, shown.flagged, redacted)
        rows[kind].append(_row(kind, record, values, alive))
        if shown.flagged and (kind, record, "*") not in redacted:
            flags += [(record, name, kind) for name in shown.flagged if is_shown(kind, name)]
    if not fresh:
        _forget_flags(connection, records)
    for kind, lines in rows.items():
        connection.executemany(_upsert(kind), lines)
    for kind, ids in gone.items():
        connection.executemany(f'DELETE FROM "{kind}" WHERE id=?', ids)
    connection.executemany("INSERT INTO flag (record,field,kind) VALUES (?,?,?)", flags)


def _redacted(connection: Any, records: Sequence[str]) -> set[tuple[str, str, str]]:
    """What of these records was removed for good: kind, id and ``*``, so nothing brings it back.

    Also the fields that were reworded for good more than once.
    """
    if connection.execute("SELECT 1 FROM act LIMIT 1").fetchone() is None:
        return set()
    found: set[tuple[str, str, str]] = set()
    for part in chunks(records):
        marks = ",".join("?" * len(part))
        query = (
            "SELECT kind, record, field FROM act WHERE state IN ('agreed','waiting')"
            f" AND record IN ({marks}) GROUP BY kind, record, field"
            " HAVING field='*' OR count(DISTINCT after)>1"
        )
        found |= {tuple(row) for row in connection.execute(query, tuple(part))}
    return found


def _agreed(
    values: dict[str, Json],
    kind: str,
    record: str,
    flagged: Sequence[str],
    redacted: Collection[tuple[str, str, str]],
) -> dict[str, Json]:
    """The values that may be shown and leave: each of two rewordings may hold what the other took.

    Until a person decides between them the field stands empty, with both versions to choose from.
    """
    for name in flagged:
        if (kind, record, name) in redacted:
            base, _, language = name.partition("/")
            kept = values.pop(base, None)
            if language and isinstance(kept, dict):
                values[base] = {key: text for key, text in kept.items() if key != language}
    return values


def is_shown(kind: str, field: str) -> bool:
    """Whether this program shows a field; those of a newer one are only kept and passed on."""
    return field == DELETED or field.partition("/")[0] in rules_of(kind)


def _forget_flags(connection: Any, records: Iterable[Key]) -> None:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, record in records:
        by_kind[kind].append(record)
    for kind, ids in by_kind.items():
        for part in chunks(ids):
            marks = ",".join("?" * len(part))
            connection.execute(
                f"DELETE FROM flag WHERE kind=? AND record IN ({marks})", (kind, *part)
            )


def _row(kind: str, record: str, values: Mapping[str, Json], alive: bool) -> tuple[object, ...]:
    cells: list[object] = [record]
    for rule, default in _defaults(kind):
        value = values.get(rule.name)
        if value is None or not fits(rule, value):
            cells.append(default)
        elif type(value) is str:
            cells.append(value)
        else:
            cells.append(_stored(rule, value))
    cells.append(0 if alive else 1)
    return tuple(cells)


@functools.cache
def _defaults(kind: str) -> tuple[tuple[FieldRule, object], ...]:
    return tuple((rule, _stored(rule, rule.default)) for rule in fields_of(kind))


def _stored(rule: FieldRule, value: Json) -> object:
    match rule.type:
        case "list" | "texts":
            return canonical(list(value) if rule.type == "list" else value)
        case "flag":
            return int(value)
        case _:
            return value


@functools.cache
def columns(kind: str) -> str:
    """The columns of a kind's table in the order of its fields, quoted."""
    names = ["id", *(rule.name for rule in fields_of(kind))]
    return ",".join(f'"{name}"' for name in names)


@functools.cache
def _upsert(kind: str) -> str:
    names = [*(rule.name for rule in fields_of(kind)), "_deleted"]
    marks = ",".join("?" * (len(names) + 1))
    update = ",".join(f'"{name}"=excluded."{name}"' for name in names)
    return (
        f'INSERT INTO "{kind}" ({columns(kind)},"_deleted") VALUES ({marks}) '
        f"ON CONFLICT(id) DO UPDATE SET {update}"
    )


def record_of(kind: str, row: Sequence[Any]) -> Record:
    """The record of a row of :func:`columns`."""
    record: Record = object.__new__(KINDS[kind])
    # A frozen record's own constructor sets field by field: five times as long for a long list.
    values = record.__dict__
    values.update(zip(_names(kind), row, strict=False))
    for name, type_ in _packed(kind):
        cell = values[name]
        match type_:
            case "list":
                values[name] = tuple(json.loads(cell)) if cell != "[]" else ()
            case "texts":
                values[name] = json.loads(cell) if cell != "{}" else {}
            case _:
                values[name] = bool(cell)
    return record


@functools.cache
def _names(kind: str) -> tuple[str, ...]:
    return ("id", *(rule.name for rule in fields_of(kind)))


@functools.cache
def _packed(kind: str) -> tuple[tuple[str, str], ...]:
    """Fields that a table holds in another form than the record."""
    packed = ("list", "texts", "flag")
    return tuple((rule.name, rule.type) for rule in fields_of(kind) if rule.type in packed)


def shown_record(kind: str, record: str, fields: Fields) -> tuple[Record, bool]:
    """The record that ``fields`` mean, and whether it is in use."""
    shown = project_record(fields, text_fields(kind))
    return from_values(kind, record, shown.values), shown.life.alive


def rebuild(connection: Any) -> None:
    """Empty every record table and project all visible operations; within a transaction."""
    for kind in KINDS:
        connection.execute(f'DELETE FROM "{kind}"')
    connection.execute("DELETE FROM flag")
    marks = ",".join("?" * len(KINDS))
    keys = connection.execute(
        f"SELECT DISTINCT kind, record FROM operation WHERE hidden=0 AND kind IN ({marks})"
        " ORDER BY record",
        tuple(KINDS),
    ).fetchall()
    for part in chunks(keys):
        project(connection, of_keys(connection, set(part)), fresh=True)
