"""What arrives in bundles: compared first, then taken in whole, and taken out again if asked.

Merging is the union of two sets of operations. Undoing an import writes nothing that travels: that
bundle's operations, unless they also came otherwise, leave the projection and later exports, and
importing again brings all of them back.
"""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from carefacilitator.model.merge.operations import ACT_KINDS, CHANGE_KIND, canonical
from carefacilitator.model.records.records import KINDS
from carefacilitator.storage import acts_file, oplog, search
from carefacilitator.storage.change import Change
from carefacilitator.storage.failures import NothingToUndo, UndoNeedsAnswer
from carefacilitator.storage.imports import reconsent, standing
from carefacilitator.storage.imports.planning import ArrivalUnfit, Plan, plan, planned, state_of
from carefacilitator.storage.projection import project
from carefacilitator.storage.removal import erasure, floors, refusals
from carefacilitator.storage.undo import Step, step_of
from carefacilitator.storage.workspace import Changed, Workspace

__all__ = [
    "ArrivalUnfit",
    "BundleSource",
    "Plan",
    "apply",
    "bundles_in",
    "import_step",
    "is_here",
    "last_from",
    "plan",
    "take_out",
    "undo_import",
]

_LONGEST_LIST = 100_000
_ACTS = ",".join(f"'{kind}'" for kind in sorted(ACT_KINDS))


class BundleSource(NamedTuple):
    """Where operations came from: a bundle and the device that signed it."""

    bundle: str
    device: str
    sequence: int
    previous: str
    told: dict[str, Any]


def apply(
    workspace: Workspace,
    made: Plan,
    arrival: BundleSource,
    role: str = "import",
    label: str = "import_bundle",
    redact: bool | None = None,
) -> str:
    """Take in what :func:`plan` found, in one transaction; returns the change's id.

    ``redact`` is a person's answer to what the bundle asks to remove for good: until she gives one
    it is hidden, and asked again.

    An import that changes nothing writes nothing and returns an empty text. Only the role
    ``import`` can be undone (the sample programme has its own).
    """
    if made.changes_nothing:
        return ""
    change = workspace.new_id()
    with workspace.database.writing:
        workspace.begin_writing()
        workspace.end_visit()
        if state_of(workspace) != made.upto:  # somebody wrote while a person looked at the plan
            now = planned(workspace, {op.id: op for op in made.source}, made.back)
            made.__dict__.update(now.__dict__)
            if made.changes_nothing:
                return ""
        lent = workspace.database.lent(len(made.source))
        with lent, workspace.database.transaction() as connection:
            _write(workspace, connection, made, arrival, (change, label, role))
            redacted = _redact(connection, made, redact)
        if made.forgotten or made.acts:
            acts_file.write(workspace)
        if made.forgotten or redacted:
            search.pay_scrub(workspace)
    for clock in sorted({op.clock for op in made.arriving}, reverse=True):
        if workspace.saw_clock(clock):
            break
    kinds = frozenset(kind for kind, _ in made.records)
    workspace.tell(Changed(change, label, kinds, frozenset(r for _, r in made.records)))
    return change


def _write(
    workspace: Workspace,
    connection: Any,
    made: Plan,
    arrival: BundleSource,
    step: tuple[str, str, str],
) -> None:
    number = _note_bundle(workspace, connection, arrival, step[0])
    back = set(made.offered) if made.back else set[str]()
    reconsent.let_back(connection, back)
    oplog.insert(connection, made.arriving, number)
    connection.executemany(
        "UPDATE operation SET nonce=?, value=? WHERE id=?",
        ((op.nonce, canonical(op.value), op.id) for op in made.completing),
    )
    _give_way(connection, "UPDATE operation SET hidden=0 WHERE id IN ({})", made.returning)
    _give_way(
        connection,
        "INSERT OR IGNORE INTO arrived_again (operation,bundle)"
        f" SELECT seq, {number:d} FROM operation WHERE origin<>0 AND id IN ({{}})",
        made.known,
    )
    project(connection, {key: made.records[key] for key in made.fresh}, fresh=True)
    rest = {key: fields for key, fields in made.records.items() if key not in made.fresh}
    project(connection, rest)
    _keep_refusals(workspace, connection, made, step[0], back)
    for person, only_hers in sorted(made.forgotten.items()):
        erasure.blank(connection, person, only_hers)
    search.mark_due(connection, made.records if made.returning else rest)
    _log_import(workspace, arrival, step, number, made)


def _redact(connection: Any, made: Plan, redact: bool | None) -> bool:
    """Keep the acts that arrived, and make every record what they say; whether any was touched."""
    states = {None: floors.WAITING, True: floors.AGREED, False: floors.REFUSED}
    told = {op.id: states[redact] for op in made.acts}
    told |= dict.fromkeys(made.unproven, floors.UNPROVEN)
    floors.set_aside(connection, made.aside)
    kept = floors.keep(connection, made.acts, told)
    keys = {(one.act.kind, one.act.record) for one in kept}
    return bool(floors.enforce(connection, keys | set(made.records)))


def _keep_refusals(
    workspace: Workspace, connection: Any, made: Plan, change_id: str, back: set[str]
) -> None:
    """Keep with their notes what those refused who are forgotten by this; consents are here now.

    What was kept so of people who agreed again, and are taken ``back``, ends.
    """
    change, today = _change(workspace, connection, change_id), workspace.clock().date()
    refusals.mark(connection, change, made.spoken, today)
    if back:
        said = refusals.spoken_by(connection, back)
        reconsent.unmark(connection, change, said, back, today)
    oplog.insert(connection, change.operations)
    project(connection, change.touched)


def _change(workspace: Workspace, connection: Any, change_id: str) -> Change:
    return Change(connection, change_id, workspace.device, workspace.tick)


def _give_way(connection: Any, statement: str, ids: list[str]) -> None:
    for part in oplog.chunks(ids):
        connection.execute(statement.format(",".join("?" * len(part))), part)


def _note_bundle(workspace: Workspace, connection: Any, arrival: BundleSource, change: str) -> int:
    source = (arrival.bundle, arrival.device, arrival.sequence, arrival.previous)
    told = json.dumps(arrival.told, ensure_ascii=False)
    cursor = connection.execute(
        "INSERT INTO bundle_in (id,device,sequence,previous,at,change,undone,told)"
        " VALUES (?,?,?,?,?,?,0,?)",
        (*source, workspace.now(), change, told),
    )
    return int(cursor.lastrowid)


def _log_import(
    workspace: Workspace, arrival: BundleSource, step: tuple[str, str, str], number: int, made: Plan
) -> None:
    change, label, role = step
    count = sum(len(ids) for ids in made.new.values()) + sum(map(len, made.changed.values()))
    workspace.database.connection.execute(
        "INSERT INTO change_log (id,label,count,at,role,target,state,bundle)"
        " VALUES (?,?,?,?,?,?,'done',?)",
        (change, label, count, workspace.now(), role, arrival.bundle, number),
    )


class ImportUndone(NamedTuple):
    """What undoing an import did: the records it touched, and people whose no in it stays."""

    records: int
    stays: int


def undo_import(workspace: Workspace, step: Step, sure: bool = False) -> int:
    """Take an import out again, as :func:`take_out`; returns how many records it touched."""
    return take_out(workspace, step, sure).records


def take_out(workspace: Workspace, step: Step, sure: bool = False) -> ImportUndone:
    """Take an import out again.

    Acts stay, and so does every answer that says no, with the marks it left on notes; a value that
    the import completed stays known. Raises UndoNeedsAnswer (with a count) where later local work
    rests on it, unless ``sure``.
    """
    with workspace.database.writing:
        workspace.begin_writing()
        now = step_of(workspace, step.id)
        if now is None or now.role != "import" or now.state != "done":
            raise NothingToUndo()
        candidates, stays = standing.without_refusals(workspace, now.bundle)
        keys = dict.fromkeys((kind, record) for _, kind, record, _ in candidates)
        records = list(dict.fromkeys(record for _, record in keys))
        leaning = _leaning(workspace, set(records), _first_of(workspace, now.bundle))
        if leaning and not sure:
            raise UndoNeedsAnswer(count=len(leaning))
        workspace.end_visit()
        lent = workspace.database.lent(len(candidates))
        with lent, workspace.database.transaction() as connection:
            connection.executemany(
                "UPDATE operation SET hidden=1 WHERE seq=?", ((seq,) for seq, *_ in candidates)
            )
            connection.execute("UPDATE bundle_in SET undone=1 WHERE seq=?", (now.bundle,))
            connection.execute("UPDATE change_log SET state='undone' WHERE id=?", (now.id,))
            left = oplog.of_keys(connection, keys)
            project(connection, {key: left.get(key, {}) for key in keys if key[0] in KINDS})
            search.mark_due(connection, keys)
    kinds = frozenset(kind for kind, _ in keys)
    workspace.tell(Changed(step.id, "undo_import", kinds, frozenset(records)))
    return ImportUndone(len([key for key in keys if key[0] != CHANGE_KIND]), stays)


def _first_of(workspace: Workspace, bundle: int) -> int:
    """Where in the order of writing a bundle's operations begin; 0 where it brought none."""
    first = workspace.database.one("SELECT min(seq) FROM operation WHERE origin=?", (bundle,))
    return int(first or 0)


def _leaning(workspace: Workspace, records: set[str], since: int) -> set[str]:
    """Records of this device's own work that rest on these records: write to them or name them.

    What was written before the bundle came rests on nothing of it.
    """
    found: set[str] = set()
    own = (
        f"SELECT record, value FROM operation WHERE origin=0 AND seq>? AND kind NOT IN ({_ACTS},?)"
        " AND field NOT IN ('not_quoted','not_stored')"  # written by forgetting, not by a person
    )
    for record, text in workspace.database.rows(own, (since, CHANGE_KIND)):
        if record in records:
            found.add(record)
        elif text and len(text) < _LONGEST_LIST and text[0] in '"[':
            value = json.loads(text)
            if not records.isdisjoint(value if isinstance(value, list) else [value]):
                found.add(record)
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
