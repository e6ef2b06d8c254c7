"""What was deleted, and what each change did to a record: read from the operations."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import NamedTuple

from carefacilitator.model.merge.merge import heads_of, project_cell
from carefacilitator.model.merge.operations import CHANGE_KIND, DELETED, Json, Operation
from carefacilitator.model.records.records import KINDS, text_fields
from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace


class Deletion(NamedTuple):
    """Who moved a record to the bin, and when (``clock`` counts milliseconds since 1970)."""

    kind: str
    record: str
    device: str
    clock: int
    change: str


class Step(NamedTuple):
    """One field of one record got another value; ``before`` is None where there was none.

    ``known`` is false where the value was withheld or erased; ``stands`` where it is what counts.
    """

    kind: str
    record: str
    field: str
    before: Json
    after: Json
    known: bool
    stands: bool
    device: str
    clock: int
    change: str


def deletions(workspace: Workspace, kinds: Sequence[str]) -> list[Deletion]:
    """The records of these kinds that are in the bin, what was deleted last first."""
    found: dict[tuple[str, str], Deletion] = {}
    for kind in kinds:
        rows = workspace.database.rows(
            "SELECT operation.kind, record, device, clock, change FROM operation"
            f' JOIN "{kind}" ON "{kind}".id = record AND _deleted=1'
            " WHERE operation.kind=? AND field=? AND hidden=0 AND value != 'false'"
            " ORDER BY clock",
            (kind, DELETED),
        )
        found.update({(row[0], row[1]): Deletion(*row) for row in rows})
    return sorted(found.values(), key=lambda one: (-one.clock, one.record))


def steps(workspace: Workspace, records: Sequence[str]) -> list[Step]:
    """Everything that was ever written to these records, newest first."""
    made: list[Step] = []
    for fields in oplog.of_records(workspace.database.connection, records).values():
        for name, ops in fields.items():
            made += _of_field(name, [op for op in ops if op.kind in KINDS])
    return sorted(made, key=lambda one: (one.clock, one.field, one.record), reverse=True)


def _of_field(name: str, ops: list[Operation]) -> list[Step]:
    standing = {op.id for op in heads_of(ops)}
    by_id = {op.id: op for op in ops}
    return [
        Step(
            op.kind,
            op.record,
            name,
            _before(op, by_id, name),
            op.value,
            op.known,
            op.id in standing,
            op.device,
            op.clock,
            op.change,
        )
        for op in ops
    ]


def _before(op: Operation, by_id: dict[str, Operation], name: str) -> Json:
    """What the field showed when ``op`` was written; None where nothing was."""
    replaced = [by_id[one] for one in op.parents if one in by_id]
    if not replaced:
        return None
    if len(replaced) == 1:
        return replaced[0].value
    woven = name.partition("/")[0] in text_fields(op.kind)
    return project_cell(_with_ancestors(replaced, by_id), woven).value


def _with_ancestors(ops: list[Operation], by_id: dict[str, Operation]) -> list[Operation]:
    found: dict[str, Operation] = {}
    waiting = list(ops)
    while waiting:
        op = waiting.pop()
        if op.id not in found:
            found[op.id] = op
            waiting += [by_id[one] for one in op.parents if one in by_id]
    return list(found.values())


def labels(workspace: Workspace, changes: Sequence[str]) -> dict[str, tuple[str, int, str]]:
    """What these changes were called, what they counted, and their role in this device's log."""
    found: dict[str, tuple[str, int, str]] = {}
    for part in oplog.chunks(changes):
        marks = ",".join("?" * len(part))
        query = (
            "SELECT record, value, coalesce(role, '') FROM operation"
            " LEFT JOIN change_log ON change_log.id = record"
            f" WHERE record IN ({marks}) AND kind=?"
        )
        for change, value, role in workspace.database.rows(query, (*part, CHANGE_KIND)):
            told = json.loads(value) if value else {}
            if isinstance(told, dict):
                found[change] = (str(told.get("label", "")), int(told.get("count", 0)), role)
    return found
