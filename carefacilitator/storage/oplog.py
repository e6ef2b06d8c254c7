"""Operations as rows: written once, read by record or by change."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from carefacilitator.model.operations import Operation, canonical

Fields = dict[str, list[Operation]]
"""All operations of one record by field."""

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


def of_record(connection: Any, record: str) -> Fields:
    """Every visible operation of one record, by field."""
    return of_records(connection, [record]).get(record, {})


def of_records(connection: Any, records: Sequence[str]) -> dict[str, Fields]:
    """Every visible operation of these records, by record and field."""
    found: dict[str, Fields] = defaultdict(lambda: defaultdict(list))
    for part in chunks(records):
        marks = ",".join("?" * len(part))
        query = f"SELECT {COLUMNS} FROM operation WHERE record IN ({marks}) AND hidden=0"
        for row in connection.execute(query, part):
            op = op_of(row)
            found[op.record][op.field].append(op)
    return found


def of_change(connection: Any, change: str) -> list[Operation]:
    """Every operation of one change."""
    query = f"SELECT {COLUMNS} FROM operation WHERE change=? ORDER BY seq"
    return [op_of(row) for row in connection.execute(query, (change,))]


def chunks(items: Sequence[str]) -> Iterator[Sequence[str]]:
    """``items`` in parts that one statement can name."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]
