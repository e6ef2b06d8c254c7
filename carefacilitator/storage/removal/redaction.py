"""Redaction: a text is removed for good, here and, asked for there, wherever it went.

The operations stay, so ids, counts and merging stay; the values under the floor of an act are
blanked (``model/merge/redaction.py``), the file is scrubbed as after an erasure, and nothing brings
them back: no older bundle, no import taken back, no undo.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from carefacilitator.errors import Refusal
from carefacilitator.model.merge import operations
from carefacilitator.model.merge.merge import life_of
from carefacilitator.model.merge.operations import (
    CHANGE_KIND,
    ERASURE_KIND,
    REDACTION_KIND,
    Json,
    Operation,
)
from carefacilitator.model.merge.redaction import WHOLE, Act, field_of, value_of
from carefacilitator.model.records.records import KINDS, belongs_to_workshop, rules_of
from carefacilitator.storage import acts_file, oplog, search
from carefacilitator.storage.change import Change
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.oplog import Key
from carefacilitator.storage.removal import erasure, floors
from carefacilitator.storage.removal.floors import KeptDeletion
from carefacilitator.storage.workspace import Changed, Workspace

REDACTED = "redacted"
"""The state of a step in the log of changes that can no longer be taken back."""


class FieldUnfit(Refusal):
    """The ``field`` of a record cannot be removed for good by itself."""

    code = "redaction_unfit"


class Target(NamedTuple):
    """What to remove for good: a whole record, or a field that is to say ``text`` instead.

    ``field`` may name a language version (``texts/es``).
    """

    kind: str
    record: str
    field: str = WHOLE
    text: Json = ""


def redact(workspace: Workspace, targets: Sequence[Target]) -> str:
    """Remove these for good, in one change; returns its id.

    With a whole record goes what only says something about it. It cannot be undone. Raises
    RecordUnknown, FieldUnfit.
    """
    _check(workspace, targets)
    with workspace.database.writing:
        workspace.begin_writing()
        workspace.end_visit()
        whole = [one for one in targets if one.field == WHOLE]
        gone = _with_belongings(workspace, whole)
        fields = [one for one in targets if one.field != WHOLE and one[:2] not in gone]
        change = workspace.new_change("redact", len(whole) + len({one[:2] for one in fields}))
        acts = [Act(kind, record, WHOLE, "") for kind, record in sorted(gone)]
        acts += [_reword(change, one) for one in fields]
        if not acts:
            return ""
        for kind, record in sorted(gone):
            change.delete(kind, record)
        with workspace.database.transaction() as connection:
            ops = [_carrying(workspace, change, act) for act in acts]
            workspace.write_change(change, "redact", "")
            oplog.insert(connection, ops)
            floors.keep(connection, ops, {op.id: floors.AGREED for op in ops})
            _forget_titles(connection, acts)
            floors.enforce(connection, {(act.kind, act.record) for act in acts})
            _close_steps(connection, gone)
        acts_file.write(workspace)
    search.pay_scrub(workspace)
    _tell(workspace, change.id, "redact", [(act.kind, act.record) for act in acts])
    return change.id


def _check(workspace: Workspace, targets: Sequence[Target]) -> None:
    for one in targets:
        if one.kind not in KINDS:
            raise RecordUnknown(kind=one.kind)
        if not floors.here(workspace.database.connection, {(one.kind, one.record)}):
            raise RecordUnknown(kind=one.kind)
        rule = rules_of(one.kind).get(one.field.partition("/")[0])
        if one.field != WHOLE and (rule is None or rule.type not in ("text", "texts")):
            raise FieldUnfit(field=one.field)


def _reword(change: Change, target: Target) -> Act:
    """Write what may stay; the act names that operation."""
    in_use = life_of(change.fields(target.kind, target.record)).alive
    change.settle(target.kind, target.record, target.field, target.text)
    if not in_use:  # what is reworded in the bin stays there
        change.delete(target.kind, target.record)
    written = change.fields(target.kind, target.record)[target.field][-1]
    return Act(target.kind, target.record, target.field, written.id)


def _carrying(workspace: Workspace, change: Change, act: Act) -> Operation:
    return operations.make(
        change=change.id,
        device=workspace.device,
        clock=workspace.tick(),
        kind=REDACTION_KIND,
        record=act.record,
        field=field_of(act),
        value=value_of(act),
    )


def _with_belongings(workspace: Workspace, whole: Iterable[Target]) -> set[Key]:
    """The records, and those that only say something about them."""
    connection = workspace.database.connection
    found: set[Key] = set()
    waiting = [(one.kind, one.record) for one in whole]
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += _belonging(connection, *key)
    records = [record for _, record in found]
    agreed = [one.act for one in floors.acts(connection, records) if one.state == floors.AGREED]
    return found - {(act.kind, act.record) for act in agreed if act.field == WHOLE}


def _belonging(connection: Any, kind: str, record: str) -> list[Key]:
    asked = [("attachment", "target_id"), ("coding", "target_id")]
    match kind:
        case "commitment":
            asked += [("commitment_update", "commitment_id")]
            asked += [("commitment_partner", "commitment_id")]
        case "participation":
            asked += [("attendance", "participation_id")]
        case "workshop":
            asked += [(one, "workshop_id") for one in KINDS if belongs_to_workshop(one)]
        case "agenda_block":
            asked = [("attachment", "target_id")]
    return [
        (name, row[0])
        for name, field in asked
        for row in connection.execute(f'SELECT id FROM "{name}" WHERE {field}=?', (record,))
    ]


def _forget_titles(connection: Any, acts: Iterable[Act]) -> None:
    """What is noted about bundles keeps no title of a workshop that is removed."""
    about = {act.record for act in acts if act.kind == "workshop"}
    titles = {
        op.value
        for record in about
        for name, ops in oplog.of_record(connection, record, "workshop").items()
        for op in ops
        if name.partition("/")[0] in ("title", "titles", "code") and op.known and op.value
    }
    if not titles:
        return
    for table in ("bundle_in", "shared"):
        rows = connection.execute(f"SELECT seq, told FROM {table}").fetchall()
        for seq, told in rows:
            noted = json.loads(told)
            if "workshops" in noted:
                noted["workshops"] = [one for one in noted["workshops"] if one not in titles]
            if any(str(one) in noted.get("name", "") for one in titles):
                noted["name"] = ""
            connection.execute(
                f"UPDATE {table} SET told=? WHERE seq=?",
                (json.dumps(noted, ensure_ascii=False), seq),
            )
    for seq, name in connection.execute("SELECT seq, name FROM shared").fetchall():
        if any(str(one) in name for one in titles):
            connection.execute("UPDATE shared SET name='' WHERE seq=?", (seq,))


def _close_steps(connection: Any, gone: Collection[Key]) -> None:
    """Steps that wrote only to what is gone are not offered to undo any more."""
    steps: set[str] = set()
    for part in oplog.chunks([record for _, record in gone]):
        marks = ",".join("?" * len(part))
        query = f"SELECT DISTINCT change FROM operation WHERE origin=0 AND record IN ({marks})"
        steps |= {row[0] for row in connection.execute(query, tuple(part))}
    for step in steps:
        query = "SELECT kind, record FROM operation WHERE change=? AND origin=0 AND kind<>?"
        wrote = {tuple(row) for row in connection.execute(query, (step, CHANGE_KIND))}
        if wrote <= set(gone):
            connection.execute(
                "UPDATE change_log SET state=? WHERE id=? AND state IN ('done','undone')"
                " AND role IN ('do','redo','undo')",
                (REDACTED, step),
            )


def waiting(workspace: Workspace) -> list[KeptDeletion]:
    """Acts of others that are hidden here until somebody says yes or no, on what is here."""
    connection = workspace.database.connection
    found = [one for one in floors.acts(connection) if one.state == floors.WAITING]
    here = floors.here(connection, {(one.act.kind, one.act.record) for one in found})
    return [one for one in found if (one.act.kind, one.act.record) in here]


def answer(workspace: Workspace, operations_: Collection[str], agree: bool) -> int:
    """Blank what these acts hide, or show it again; returns how many records were touched."""
    with workspace.database.writing:
        workspace.begin_writing()
        workspace.end_visit()
        asked = [one for one in waiting(workspace) if one.operation in operations_]
        keys = {(one.act.kind, one.act.record) for one in asked}
        with workspace.database.transaction() as connection:
            state = floors.AGREED if agree else floors.REFUSED
            floors.answer(connection, [one.operation for one in asked], state)
            floors.enforce(connection, keys)
        if agree:
            acts_file.write(workspace)
    search.pay_scrub(workspace)
    if keys:
        _tell(workspace, "", "redact_answer", list(keys))
    return len(keys)


def _tell(workspace: Workspace, change: str, label: str, keys: Sequence[Key]) -> None:
    kinds = frozenset(kind for kind, _ in keys)
    workspace.tell(Changed(change, label, kinds, frozenset(record for _, record in keys)))


def take_in(workspace: Workspace, ops: list[Operation]) -> int:
    """Let these acts count in a workspace that was brought back; how many it did not know."""
    connection = workspace.database.connection
    unique = {op.id: op for op in ops}
    held = {op.id for op in oplog.by_id(connection, list(unique))}
    new = [op for op in unique.values() if op.id not in held]
    agreed = {op.id: floors.AGREED for op in unique.values() if op.kind == REDACTION_KIND}
    known = {one.operation for one in floors.acts(connection) if one.state == floors.AGREED}
    if not new and set(agreed) <= known:
        return 0
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        oplog.insert(connection, new)
        floors.keep(connection, unique.values(), agreed)
        floors.answer(connection, list(agreed), floors.AGREED)
        records = {op.record for op in unique.values()}
        acts = floors.acts(connection, records)
        floors.enforce(connection, {(one.act.kind, one.act.record) for one in acts})
        for op in new:
            if op.kind == ERASURE_KIND:
                erasure.blank(connection, op.record, erasure.belongings(connection, op.record, ()))
    return len(new)
