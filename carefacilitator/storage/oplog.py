"""Operations as rows: written once, read by record or by change."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from carefacilitator.model.merge.operations import Operation, canonical

T = TypeVar("T")

Fields = dict[str, list[Operation]]
"""All operations of one record by field."""

Key = tuple[str, str]
"""(kind, record id): a record is one of a kind, whatever else bears the same id."""

COLUMNS = "id,change,device,clock,kind,record,field,parents,commitment,nonce,value"
_INSERT = f"INSERT INTO operation ({COLUMNS},origin,hidden) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,0)"
CHUNK = 500
"""How many ids one statement names (SQLite allows far more; this keeps statements cached)."""


def row_of(op: Operation, origin: int) -> tuple[object, ...]:
    """The row of an operation; ``origin`` is the bundle it came with, 0 for this device."""
    value = canonical(op.value) if op.known else None
    return (*op[:7], " ".join(op.parents), op.commitment, op.nonce, value, origin)


def op_of(row: Sequence[Any]) -> Operation:
    """The operation of a row of :data:`COLUMNS`."""
    oid, change, device, clock, kind, record, field, parents, commitment, nonce, value = row
    return Operation(
        oid,
        change,
        device,
        clock,
        kind,
        record,
        field,
        tuple(parents.split()),
        commitment,
        nonce,
        None if value is None else json.loads(value),
        value is not None,
    )


def insert(connection: Any, ops: Iterable[Operation], origin: int = 0) -> None:
    """Write operations that are not there yet."""
    connection.executemany(_INSERT, (row_of(op, origin) for op in ops))


def of_record(connection: Any, record: str, kind: str = "") -> Fields:
    """Every visible operation of one record, by field; of one kind where it is named."""
    fields: Fields = defaultdict(list)
    query = f"SELECT {COLUMNS} FROM operation WHERE record=? AND hidden=0"
    for row in connection.execute(query, (record,)):
        op = op_of(row)
        if not kind or op.kind == kind:
            fields[op.field].append(op)
    return fields


def of_records(connection: Any, records: Sequence[str]) -> dict[str, Fields]:
    """Every visible operation of these records, by record and field."""
    found: dict[str, Fields] = defaultdict(lambda: defaultdict(list))
    for op in _visible(connection, records):
        found[op.record][op.field].append(op)
    return found


def of_keys(connection: Any, keys: Collection[Key]) -> dict[Key, Fields]:
    """Every visible operation of these records, by kind and record, then by field."""
    wanted = keys if isinstance(keys, set | dict) else set(keys)
    found: dict[Key, Fields] = {}
    for op in _visible(connection, list(dict.fromkeys(record for _, record in keys))):
        key = (op.kind, op.record)
        if key in wanted:
            fields = found.get(key)
            if fields is None:
                fields = found[key] = defaultdict(list)
            fields[op.field].append(op)
    return found


def _visible(connection: Any, records: Sequence[str]) -> Iterator[Operation]:
    for part in chunks(records):
        marks = ",".join("?" * len(part))
        query = f"SELECT {COLUMNS} FROM operation WHERE record IN ({marks}) AND hidden=0"
        for row in connection.execute(query, part):
            yield op_of(row)


def by_id(connection: Any, ids: Sequence[str]) -> list[Operation]:
    """The operations with these ids that are here, hidden ones too."""
    found: list[Operation] = []
    for part in chunks([one for one in ids if one]):
        marks = ",".join("?" * len(part))
        query = f"SELECT {COLUMNS} FROM operation WHERE id IN ({marks})"
        found += [op_of(row) for row in connection.execute(query, part)]
    return found


def of_change(connection: Any, change: str) -> list[Operation]:
    """Every operation that this device wrote in one change."""
    query = f"SELECT {COLUMNS} FROM operation WHERE change=? AND origin=0 ORDER BY seq"
    return [op_of(row) for row in connection.execute(query, (change,))]


def chunks(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """``items`` in parts that one statement can name."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
