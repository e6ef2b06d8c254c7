"""Who wrote what, when, and what was there before: read from the operations."""

from __future__ import annotations

import json
from typing import NamedTuple

from carefacilitator.model.merge.merge import heads_of, project_cell
from carefacilitator.model.merge.operations import CHANGE_KIND, Json
from carefacilitator.model.records.records import KINDS, text_fields
from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace


class Written(NamedTuple):
    """One value that a field had."""

    operation: str
    field: str
    value: Json
    known: bool
    device: str
    clock: int
    change: str
    label: str
    standing: bool


class Version(NamedTuple):
    """One of several versions that wait for a decision."""

    value: Json
    device: str
    clock: int


class Waiting(NamedTuple):
    """A field with several versions: what is shown now and all that were written."""

    kind: str
    record: str
    field: str
    shown: Json
    versions: tuple[Version, ...]


def history(workspace: Workspace, record: str) -> list[Written]:
    """Every value every field of a record had, newest first."""
    fields = oplog.of_record(workspace.database.connection, record)
    written = []
    labels: dict[str, str] = {}
    for name, ops in fields.items():
        standing = {op.id for op in heads_of(ops)}
        for op in ops:
            if op.kind not in KINDS:  # an erasure names a person, and is no field of hers
                continue
            if op.change not in labels:
                labels[op.change] = _label(workspace, op.change)
            written.append(
                Written(
                    op.id,
                    name,
                    op.value,
                    op.known,
                    op.device,
                    op.clock,
                    op.change,
                    labels[op.change],
                    op.id in standing,
                )
            )
    return sorted(written, key=lambda one: (one.clock, one.operation), reverse=True)


def _label(workspace: Workspace, change: str) -> str:
    value = workspace.database.one(
        "SELECT value FROM operation WHERE record=? AND kind=? AND value IS NOT NULL",
        (change, CHANGE_KIND),
    )
    told = json.loads(value) if value else {}
    return str(told.get("label", "")) if isinstance(told, dict) else ""


def waiting(workspace: Workspace, record: str = "") -> list[Waiting]:
    """Every field that shows one of several versions, of one record or of all."""
    where, values = ("WHERE record=?", (record,)) if record else ("", ())
    found = []
    for kind, identity, field in workspace.database.rows(
        f"SELECT kind, record, field FROM flag {where} ORDER BY kind, record, field", values
    ):
        ops = oplog.of_record(workspace.database.connection, identity, kind).get(field, [])
        cell = project_cell(ops, field.partition("/")[0] in text_fields(kind))
        versions = tuple(Version(op.value, op.device, op.clock) for op in cell.heads if op.known)
        found.append(Waiting(kind, identity, field, cell.value, versions))
    return found


def count_waiting(workspace: Workspace) -> int:
    """How many fields wait for a person's decision."""
    return int(workspace.database.one("SELECT count(*) FROM flag") or 0)
