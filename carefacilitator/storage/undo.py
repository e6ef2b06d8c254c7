"""Undo and redo: writes that restore what a change found, and name what others changed since.

Undoing one's own change writes operations that restore those fields whose present value is still
that change's. Undoing an import is another thing (see ``arrivals.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from carefacilitator.model.merge.merge import heads_of, life_of, project_cell
from carefacilitator.model.merge.operations import DELETED, Json, Operation
from carefacilitator.model.records.records import KINDS, rules_of, text_fields
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


_WITH_ERASURE = "count_instead"
"""Who was erased does not come back: without this step a row without a name would."""

_STEP = "SELECT seq,id,label,count,at,role,target,state,bundle FROM change_log "


def next_undo(workspace: Workspace) -> Step | None:
    """The step that undo would take back, or None."""
    rows = workspace.database.rows(
        _STEP + "WHERE role IN ('do','redo','import') AND state='done' AND label<>?"
        " ORDER BY seq DESC LIMIT 1",
        (_WITH_ERASURE,),
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
    with workspace.at_rest():
        step = step_of(workspace, change) if change else next_undo(workspace)
        if step is None or step.state != "done" or step.role not in ("do", "redo"):
            raise NothingToUndo()
        made, undone = _reverse(workspace, step, "undo", "undone")
    workspace.tell_change(made)
    return undone


def redo(workspace: Workspace) -> Undone:
    """Bring back what the last undo took away. Raises NothingToRedo."""
    with workspace.at_rest():
        step = next_redo(workspace)
        if step is None:
            raise NothingToRedo()
        made, undone = _reverse(workspace, step, "redo", "redone")
    workspace.tell_change(made)
    return undone


def _reverse(workspace: Workspace, step: Step, role: str, state: str) -> tuple[Change, Undone]:
    workspace.begin_writing()
    change = workspace.new_change(step.label, step.count)
    kept = _WriteBack(workspace, step.id, change).run()
    with workspace.database.transaction() as connection:
        connection.execute("UPDATE change_log SET state=? WHERE id=?", (state, step.id))
        workspace.write_change(change, role, step.id)
    return change, Undone(step, change.id, tuple(kept))


class _WriteBack:
    """Restores what one change replaced, wherever its values still stand."""

    def __init__(self, workspace: Workspace, change_id: str, change: Change) -> None:
        self._workspace = workspace
        self._id = change_id
        self._change = change
        self._steps: dict[str, Step | None] = {}
        self._kept: list[tuple[str, str, str]] = []

    def run(self) -> list[tuple[str, str, str]]:
        """Write the change; gives the cells that were left because somebody changed them since."""
        by_record: dict[tuple[str, str], list[Operation]] = {}
        for op in oplog.of_change(self._workspace.database.connection, self._id):
            if op.kind in KINDS:
                by_record.setdefault((op.kind, op.record), []).append(op)
        for (kind, record), written in by_record.items():
            self._record(kind, record, written)
        return self._kept

    def _record(self, kind: str, record: str, written: list[Operation]) -> None:
        fields = self._change.fields(kind, record)
        if self._began_here(kind, record):
            self._take_away(kind, record, fields)
            return
        about_life = any(op.field == DELETED for op in written)
        if not about_life and not life_of(fields).alive:  # writing to it would bring it back
            self._kept += [(kind, record, op.field) for op in written]
            return
        # A deletion names the heads it sees, so it must come after the fields are back.
        for op in sorted(written, key=lambda one: one.field == DELETED):
            ops = fields[op.field]
            if not self._stands(op, ops):
                self._kept.append((kind, record, op.field))
            elif op.field != DELETED:
                before, known = _before(kind, op, ops)
                if known:
                    self._change.settle(kind, record, op.field, before)
                else:  # withheld, erased or redacted since: there is nothing to go back to
                    self._kept.append((kind, record, op.field))
            elif op.value is False:
                self._change.delete(kind, record)
            else:
                self._change.restore(kind, record)

    def _began_here(self, kind: str, record: str) -> bool:
        first = self._workspace.database.one(
            "SELECT change FROM operation WHERE kind=? AND record=? ORDER BY seq LIMIT 1",
            (kind, record),
        )
        return bool(first == self._id)

    def _take_away(self, kind: str, record: str, fields: oplog.Fields) -> None:
        """Delete a record that this change brought, unless somebody worked on it since.

        Then it stays whole: without the fields of this change it would belong nowhere.
        """
        since = [
            (kind, record, name)
            for name, ops in fields.items()
            if any(op.change != self._id for op in self._shown_by(ops))
        ]
        if since:
            self._kept += since
        else:
            self._change.delete(kind, record)

    def _stands(self, op: Operation, ops: list[Operation]) -> bool:
        """Whether a field still shows what ``op`` wrote."""
        by_id = {one.id: one for one in ops}
        heads = heads_of(ops)
        if len(heads) != 1:
            return False
        return heads[0].id == op.id or self._origin(heads[0], by_id) == self._origin(op, by_id)

    def _shown_by(self, ops: list[Operation]) -> list[Operation]:
        """The operations whose values a field shows, seen through our own undoing and redoing."""
        by_id = {op.id: op for op in ops}
        origins = [self._origin(head, by_id) for head in heads_of(ops)]
        return [op for op in origins if op is not None]

    def _origin(self, op: Operation, by_id: Mapping[str, Operation]) -> Operation | None:
        """What an operation of undo or redo brought back; None where that was nothing at all."""
        while True:
            step = self._step(op.change)
            if step is None or step.role not in ("undo", "redo"):
                return op
            back = next((one for one in by_id.values() if one.change == step.target), None)
            if back is None or len(back.parents) > 1:
                return op
            if not back.parents:
                return None
            if back.parents[0] not in by_id:
                return op
            op = by_id[back.parents[0]]

    def _step(self, change: str) -> Step | None:
        if change not in self._steps:
            self._steps[change] = step_of(self._workspace, change)
        return self._steps[change]


def _before(kind: str, op: Operation, ops: list[Operation]) -> tuple[Json, bool]:
    """What the field showed before ``op``, and whether that is known here."""
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
        return cell.value, cell.known
    rule = rules_of(kind)[base]
    if rule.type == "texts":
        return "", True
    return ([] if rule.type == "list" else rule.default), True
