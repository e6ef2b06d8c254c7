"""What arrives in bundles: compared first, then taken in whole, and taken out again if asked.

Merging is the union of two sets of operations. Undoing an import writes nothing that travels: that
bundle's operations, unless they also came otherwise, leave the projection and later exports, and
importing again brings all of them back.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from carefacilitator.errors import Refusal
from carefacilitator.model.merge import project_record
from carefacilitator.model.operations import CHANGE_KIND, ERASURE_KIND, Operation, canonical
from carefacilitator.model.records import KINDS, fits_cell, text_fields
from carefacilitator.storage import erasure, oplog
from carefacilitator.storage.failures import NothingToUndo, UndoNeedsAnswer
from carefacilitator.storage.oplog import Fields
from carefacilitator.storage.projection import Key, project
from carefacilitator.storage.undo import Step, step_of
from carefacilitator.storage.workspace import Changed, Workspace

LONGEST_HEADER = 200


class ArrivalUnfit(Refusal):
    """An operation in the bundle does not fit the records it names (``field`` of ``kind``)."""

    code = "bundle_altered"


@dataclass
class Plan:
    """What taking in a set of operations would do, before anything is written.

    Counts are of records, by kind; ``conflicts`` are (kind, record, field) that would newly wait
    for a person's decision.
    """

    new: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    same: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    arriving: list[Operation] = field(default_factory=list)
    completing: list[Operation] = field(default_factory=list)
    returning: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    erasures: list[str] = field(default_factory=list)
    records: dict[Key, Fields] = field(default_factory=dict)
    fresh: set[str] = field(default_factory=set)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the bundle is already here."""
        return not (self.arriving or self.completing or self.returning)


class Arrival(NamedTuple):
    """Where operations came from: a bundle and the device that signed it."""

    bundle: str
    device: str
    sequence: int
    previous: str
    told: dict[str, Any]


def plan(workspace: Workspace, ops: Iterable[Operation]) -> Plan:
    """Compare operations (already verified) with the workspace; writes nothing.

    Raises ArrivalUnfit where a value does not fit its field.
    """
    made = Plan()
    by_id = {op.id: op for op in ops}
    for op in by_id.values():
        _check(op)
    _sort_out(workspace, by_id, made)
    erased = erasure.erased_people(workspace) | set(made.erasures)
    made.arriving = [erasure.blanked(op, erased) for op in made.arriving]
    _compare(workspace, by_id, made)
    return made


def _check(op: Operation) -> None:
    if max(len(op.kind), len(op.record), len(op.field), len(op.device)) > LONGEST_HEADER:
        raise ArrivalUnfit(kind="?", field="?")
    if op.known and op.field != "deleted" and not fits_cell(op.kind, op.field, op.value):
        raise ArrivalUnfit(kind=op.kind, field=op.field.partition("/")[0][:40])


def _sort_out(workspace: Workspace, by_id: dict[str, Operation], made: Plan) -> None:
    held: dict[str, tuple[bool, bool]] = {}
    for part in oplog.chunks(list(by_id)):
        marks = ",".join("?" * len(part))
        query = f"SELECT id, value IS NULL, hidden FROM operation WHERE id IN ({marks})"
        held.update({row[0]: row[1:] for row in workspace.database.rows(query, tuple(part))})
    for oid, op in by_id.items():
        if oid not in held:
            made.arriving.append(op)
            if op.kind == ERASURE_KIND and op.known:
                made.erasures.append(op.record)
            continue
        made.known.append(oid)
        without_value, hidden = held[oid]
        if hidden:
            made.returning.append(oid)
        if without_value and op.known:
            made.completing.append(op)
    if made.completing:
        erased = erasure.erased_people(workspace)
        made.completing = [op for op in made.completing if erasure.blanked(op, erased).known]


def _compare(workspace: Workspace, by_id: dict[str, Operation], made: Plan) -> None:
    touched = {op.record for op in made.arriving} | {op.record for op in made.completing}
    touched |= {by_id[oid].record for oid in made.returning}
    keys = dict.fromkeys((op.kind, op.record) for op in by_id.values() if op.kind in KINDS)
    before = (
        oplog.of_records(workspace.database.connection, sorted(touched))
        if made.known or (_any_known(workspace, sorted(touched)))
        else {}
    )
    after = _joined(before, by_id, made)
    for kind, record in keys:
        if record not in touched:
            made.same[kind].append(record)
            continue
        fields = after.get(record, {})
        made.records[kind, record] = fields
        old = before.get(record)
        if not old:
            made.fresh.add(record)
            made.new[kind].append(record)
            _note_conflicts(made, kind, record, {}, fields)
        elif _note_conflicts(made, kind, record, old, fields):
            continue
        else:
            made.changed[kind].append(record)


def _any_known(workspace: Workspace, records: list[str]) -> bool:
    for part in oplog.chunks(records):
        marks = ",".join("?" * len(part))
        query = f"SELECT 1 FROM operation WHERE record IN ({marks}) LIMIT 1"
        if workspace.database.one(query, tuple(part)):
            return True
    return False


def _joined(
    before: dict[str, Fields], by_id: dict[str, Operation], made: Plan
) -> dict[str, Fields]:
    after: dict[str, Fields] = defaultdict(lambda: defaultdict(list))
    completing = {op.id: op for op in made.completing}
    for record, fields in before.items():
        for name, ops in fields.items():
            after[record][name] = [completing.get(op.id, op) for op in ops]
    for op in made.arriving:
        after[op.record][op.field].append(op)
    for oid in made.returning:
        op = by_id[oid]
        after[op.record][op.field].append(op)
    return after


def _note_conflicts(made: Plan, kind: str, record: str, old: Fields, new: Fields) -> bool:
    if all(len(ops) == 1 for ops in new.values()):
        return False
    texts = text_fields(kind)
    flagged = set(project_record(new, texts).flagged)
    if old:
        flagged -= set(project_record(old, texts).flagged)
    made.conflicts.extend((kind, record, name) for name in sorted(flagged))
    return bool(flagged)


def apply(
    workspace: Workspace,
    made: Plan,
    arrival: Arrival,
    role: str = "import",
    label: str = "import_bundle",
) -> str:
    """Take in what :func:`plan` found, in one transaction; returns the change's id.

    An import that changes nothing writes nothing and returns an empty text. Only the role
    ``import`` can be undone (the sample programme has its own).
    """
    if made.changes_nothing:
        return ""
    change = workspace.new_id()
    with workspace.database.writing:
        workspace.begin_writing()
        workspace.end_visit()
        with workspace.database.transaction() as connection:
            number = _note_bundle(workspace, arrival, change)
            oplog.insert(connection, made.arriving, number)
            _complete(connection, made.completing)
            _return(connection, made.returning)
            connection.executemany(
                "INSERT OR IGNORE INTO arrived_again VALUES (?,?)",
                ((number, oid) for oid in made.known),
            )
            fresh = {key: fields for key, fields in made.records.items() if key[1] in made.fresh}
            project(connection, fresh, fresh=True)
            rest = {key: f for key, f in made.records.items() if key[1] not in made.fresh}
            project(connection, rest)
            for person in made.erasures:
                erasure.blank(connection, person)
            _log_import(workspace, arrival, (change, label, role), number, made)
    for op in made.arriving:
        workspace.saw_clock(op.clock)
    kinds = frozenset(kind for kind, _ in made.records)
    workspace.tell(Changed(change, label, kinds, frozenset(r for _, r in made.records)))
    return change


def _note_bundle(workspace: Workspace, arrival: Arrival, change: str) -> int:
    connection = workspace.database.connection
    connection.execute("DELETE FROM bundle_in WHERE id=? AND undone=1", (arrival.bundle,))
    source = (arrival.bundle, arrival.device, arrival.sequence, arrival.previous)
    told = json.dumps(arrival.told, ensure_ascii=False)
    cursor = connection.execute(
        "INSERT INTO bundle_in (id,device,sequence,previous,at,change,undone,told)"
        " VALUES (?,?,?,?,?,?,0,?)",
        (*source, workspace.now(), change, told),
    )
    return int(cursor.lastrowid)


def _complete(connection: Any, ops: list[Operation]) -> None:
    connection.executemany(
        "UPDATE operation SET nonce=?, value=? WHERE id=?",
        ((op.nonce, canonical(op.value), op.id) for op in ops),
    )


def _return(connection: Any, ids: list[str]) -> None:
    connection.executemany("UPDATE operation SET hidden=0 WHERE id=?", ((oid,) for oid in ids))


def _log_import(
    workspace: Workspace, arrival: Arrival, step: tuple[str, str, str], number: int, made: Plan
) -> None:
    change, label, role = step
    count = sum(len(ids) for ids in made.new.values()) + sum(map(len, made.changed.values()))
    workspace.database.connection.execute(
        "INSERT INTO change_log (id,label,count,at,role,target,state,bundle)"
        " VALUES (?,?,?,?,?,?,'done',?)",
        (change, label, count, workspace.now(), role, arrival.bundle, number),
    )


def undo_import(workspace: Workspace, step: Step, sure: bool = False) -> int:
    """Take an import out again; returns how many records it touched.

    Raises UndoNeedsAnswer (with a count) where later local work rests on it, unless ``sure``.
    """
    if step.role != "import" or step.state != "done":
        raise NothingToUndo()
    candidates = _only_from(workspace, step.bundle)
    records = sorted({record for _, _, record in candidates})
    leaning = _leaning(workspace, records)
    if leaning and not sure:
        raise UndoNeedsAnswer(count=len(leaning))
    with workspace.database.writing:
        workspace.begin_writing()
        workspace.end_visit()
        with workspace.database.transaction() as connection:
            connection.executemany(
                "UPDATE operation SET hidden=1 WHERE id=?", ((oid,) for oid, _, _ in candidates)
            )
            connection.execute("UPDATE bundle_in SET undone=1 WHERE seq=?", (step.bundle,))
            connection.execute("UPDATE change_log SET state='undone' WHERE id=?", (step.id,))
            connection.execute("UPDATE meta SET value='0' WHERE key='searched'")
            now = oplog.of_records(connection, records)
            keys = dict.fromkeys((kind, record) for _, kind, record in candidates)
            project(connection, {key: now.get(key[1], {}) for key in keys if key[0] in KINDS})
    kinds = frozenset(kind for _, kind, _ in candidates)
    workspace.tell(Changed(step.id, "undo_import", kinds, frozenset(records)))
    return len([key for key in keys if key[0] != CHANGE_KIND])


def _only_from(workspace: Workspace, bundle: int) -> list[tuple[str, str, str]]:
    """(id, kind, record) of the operations that came with this bundle and no other way."""
    return [
        (row[0], row[1], row[2])
        for row in workspace.database.rows(
            "SELECT o.id, o.kind, o.record FROM operation o WHERE o.hidden=0 AND o.origin<>0 AND ("
            " o.origin=?1 OR EXISTS (SELECT 1 FROM arrived_again a"
            "  WHERE a.bundle=?1 AND a.operation=o.id))"
            " AND (o.origin=?1 OR o.origin IN (SELECT seq FROM bundle_in WHERE undone=1))"
            " AND NOT EXISTS (SELECT 1 FROM arrived_again a JOIN bundle_in b ON b.seq=a.bundle"
            "  WHERE a.operation=o.id AND a.bundle<>?1 AND b.undone=0)",
            (bundle,),
        )
    ]


def _leaning(workspace: Workspace, records: list[str]) -> set[str]:
    """Records of this device's own work that rest on these records."""
    found: set[str] = set()
    for part in oplog.chunks(records):
        marks = ",".join("?" * len(part))
        query = f"SELECT DISTINCT record FROM operation WHERE origin=0 AND record IN ({marks})"
        found.update(row[0] for row in workspace.database.rows(query, tuple(part)))
        quoted = tuple(canonical(record) for record in part)
        query = f"SELECT DISTINCT record FROM operation WHERE origin=0 AND value IN ({marks})"
        found.update(row[0] for row in workspace.database.rows(query, quoted))
    return found


def last_from(workspace: Workspace, device: str) -> tuple[int, str]:
    """Sequence number and id of the newest bundle taken in from a device, or (0, "")."""
    rows = workspace.database.rows(
        "SELECT sequence, id FROM bundle_in WHERE device=? AND undone=0"
        " ORDER BY sequence DESC LIMIT 1",
        (device,),
    )
    return (int(rows[0][0]), str(rows[0][1])) if rows else (0, "")


def is_here(workspace: Workspace, bundle: str) -> bool:
    """Whether this very bundle was taken in and not taken out again."""
    return bool(
        workspace.database.one("SELECT 1 FROM bundle_in WHERE id=? AND undone=0", (bundle,))
    )


def bundles_in(workspace: Workspace) -> list[dict[str, Any]]:
    """Every bundle taken in, newest first."""
    return [
        {
            "bundle": row[0],
            "device": row[1],
            "sequence": row[2],
            "at": row[3],
            "change": row[4],
            "undone": bool(row[5]),
            "told": json.loads(row[6]),
        }
        for row in workspace.database.rows(
            "SELECT id,device,sequence,at,change,undone,told FROM bundle_in ORDER BY seq DESC"
        )
    ]


def import_step(workspace: Workspace, change: str) -> Step | None:
    """The log line of an import by its change id."""
    step = step_of(workspace, change)
    return step if step is not None and step.role == "import" else None
