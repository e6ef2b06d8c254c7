"""Undo and redo: writes that restore what a change found, and name what others changed since.

Undoing one's own change writes operations that restore those fields whose present value is still
that change's. Undoing an import is another thing (see ``arrivals.py``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from carefacilitator.model.merge import heads_of, project_cell
from carefacilitator.model.operations import CHANGE_KIND, DELETED, Json, Operation
from carefacilitator.model.records import KINDS, rules_of, text_fields
from carefacilitator.storage import oplog
from carefacilitator.storage.change import Change
from carefacilitator.storage.failures import NothingToRedo, NothingToUndo
from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class Step:
    """One line of the log of changes."""

    seq: int
    id: str
    label: str
    count: int
    at: str
    role: str
    target: str
    state: str
    bundle: int


class Undone(NamedTuple):
    """What an undo or redo did: the step, and the cells it left because others changed them."""

    step: Step
    change: str
    kept: tuple[tuple[str, str, str], ...]
    """(kind, record, field) of what somebody changed since."""


_STEP = "SELECT seq,id,label,count,at,role,target,state,bundle FROM change_log "


def next_undo(workspace: Workspace) -> Step | None:
    """The step that undo would take back, or None."""
    rows = workspace.database.rows(
        _STEP + "WHERE role IN ('do','redo','import') AND state='done' ORDER BY seq DESC LIMIT 1"
    )
    return Step(*rows[0]) if rows else None


def next_redo(workspace: Workspace) -> Step | None:
    """The undone step that redo would bring back, or None once something new was done."""
    rows = workspace.database.rows(
        _STEP + "WHERE role='undo' AND state='done' AND seq > coalesce("
        "(SELECT max(seq) FROM change_log WHERE role IN ('do','import')), 0)"
        " ORDER BY seq DESC LIMIT 1"
    )
    return Step(*rows[0]) if rows else None


def step_of(workspace: Workspace, change: str) -> Step | None:
    """The line of one change in the log, or None."""
    rows = workspace.database.rows(_STEP + "WHERE id=?", (change,))
    return Step(*rows[0]) if rows else None


def undo(workspace: Workspace, change: str = "") -> Undone:
    """Take back one change of this device, the last one unless named. Raises NothingToUndo."""
    workspace.end_visit()
    step = step_of(workspace, change) if change else next_undo(workspace)
    if step is None or step.state != "done" or step.role not in ("do", "redo"):
        raise NothingToUndo()
    return _reverse(workspace, step, "undo", "undone")


def redo(workspace: Workspace) -> Undone:
    """Bring back what the last undo took away. Raises NothingToRedo."""
    workspace.end_visit()
    step = next_redo(workspace)
    if step is None:
        raise NothingToRedo()
    return _reverse(workspace, step, "redo", "redone")


def _reverse(workspace: Workspace, step: Step, role: str, state: str) -> Undone:
    with workspace.database.writing:
        workspace.begin_writing()
        change = workspace.new_change(step.label, step.count)
        kept = _write_back(workspace, step.id, change)
        with workspace.database.transaction() as connection:
            connection.execute("UPDATE change_log SET state=? WHERE id=?", (state, step.id))
            workspace.write_change(change, role, step.id)
    workspace.tell_change(change)
    return Undone(step, change.id, tuple(kept))


def _write_back(workspace: Workspace, change_id: str, change: Change) -> list[tuple[str, str, str]]:
    ops = oplog.of_change(workspace.database.connection, change_id)
    by_record: dict[tuple[str, str], list[Operation]] = {}
    for op in ops:
        if op.kind != CHANGE_KIND and op.kind in KINDS:
            by_record.setdefault((op.kind, op.record), []).append(op)
    kept: list[tuple[str, str, str]] = []
    for (kind, record), written in by_record.items():
        fields = change.fields(kind, record)
        if _made_by(change_id, fields):
            change.delete(kind, record)
            continue
        # A deletion names the heads it sees, so it must come after the fields are back.
        for op in sorted(written, key=lambda one: one.field == DELETED):
            if not _restore(change, kind, record, op, fields[op.field]):
                kept.append((kind, record, op.field))
    return kept


def _made_by(change_id: str, fields: oplog.Fields) -> bool:
    """Whether a record began with this change and still shows just what it wrote."""
    for name, ops in fields.items():
        if name == DELETED:
            continue
        first = [op for op in ops if not op.parents]
        if any(op.change != change_id for op in first):
            return False
        if not first or not _still_shows(ops, first[0].value):
            return False
    return True


def _still_shows(ops: list[Operation], value: Json) -> bool:
    heads = heads_of(ops)
    return len(heads) == 1 and heads[0].known and heads[0].value == value


def _restore(change: Change, kind: str, record: str, op: Operation, ops: list[Operation]) -> bool:
    if op.field == DELETED:
        return _restore_life(change, kind, record, op, ops)
    if not _still_shows(ops, op.value):
        return False
    change.settle(kind, record, op.field, _before(kind, op, ops))
    return True


def _restore_life(
    change: Change, kind: str, record: str, op: Operation, ops: list[Operation]
) -> bool:
    heads = heads_of(ops)
    deleted_now = len(heads) == 1 and heads[0].value is not False
    if deleted_now != (op.value is not False):
        return False
    if op.value is False:
        change.delete(kind, record)
    else:
        change.restore(kind, record)
    return True


def _before(kind: str, op: Operation, ops: list[Operation]) -> Json:
    """What the field showed before ``op``: the meaning of what ``op`` replaced."""
    base = op.field.partition("/")[0]
    by_id = {one.id: one for one in ops}
    earlier, waiting = set[str](), list(op.parents)
    while waiting:
        oid = waiting.pop()
        if oid in by_id and oid not in earlier:
            earlier.add(oid)
            waiting.extend(by_id[oid].parents)
    if earlier:
        cell = project_cell([by_id[oid] for oid in earlier], base in text_fields(kind))
        if cell.known:
            return cell.value
    rule = rules_of(kind)[base]
    if rule.type == "texts":
        return ""
    return [] if rule.type == "list" else rule.default
