"""What taking in a set of operations would do, found out before anything is written."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from carefacilitator.errors import Refusal
from carefacilitator.model.merge import redaction
from carefacilitator.model.merge.merge import heads_of, life_of, project_record
from carefacilitator.model.merge.operations import DELETED, LATEST_CLOCK, Operation
from carefacilitator.model.records.cells import fits_cell
from carefacilitator.model.records.records import KINDS, text_fields
from carefacilitator.storage import oplog
from carefacilitator.storage.imports import reconsent
from carefacilitator.storage.oplog import Fields, Key
from carefacilitator.storage.projection import is_shown
from carefacilitator.storage.removal import erasure, floors, refusals
from carefacilitator.storage.workspace import Workspace

LONGEST_HEADER = 500
"""Most letters of the names and ids of one operation together."""


class ArrivalUnfit(Refusal):
    """An operation in the bundle does not fit the records it names (``field`` of ``kind``)."""

    code = "bundle_altered"


@dataclass
class Plan:
    """What taking in a set of operations would do, before anything is written.

    Counts are of records, by kind; ``unseen`` are those of ``new`` and ``same`` that nobody sees:
    in the bin, or nothing of them is known. ``conflicts`` are (kind, record, field) that would
    newly wait for a person's decision, ``fresh`` those of ``records`` of which nothing was here.
    ``claimed`` are people whom it asks to forget, ``erasures`` those not forgotten yet, ``offered``
    those forgotten here who agreed again; ``back`` says that these are taken back now.
    ``acts`` are redactions that are not here yet (``unproven``: ids of those whose sender does not
    hold what we hold of the record), ``aside`` what arrives under one that nobody has agreed to.
    """

    new: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    changed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    same: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)
    arriving: list[Operation] = field(default_factory=list)
    completing: list[Operation] = field(default_factory=list)
    returning: list[str] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    claimed: list[str] = field(default_factory=list)
    erasures: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    back: bool = False
    records: dict[Key, Fields] = field(default_factory=dict)
    fresh: set[Key] = field(default_factory=set)
    unseen: set[Key] = field(default_factory=set)
    forgotten: dict[str, set[str]] = field(default_factory=dict)
    acts: list[Operation] = field(default_factory=list)
    gone: set[Key] = field(default_factory=set)
    unproven: set[str] = field(default_factory=set)
    aside: list[Operation] = field(default_factory=list)
    spoken: refusals.Said = field(default_factory=dict)
    source: list[Operation] = field(default_factory=list)
    upto: tuple[int, int, int] = (0, 0, 0)

    @property
    def changes_nothing(self) -> bool:
        """Whether everything in the bundle is already here."""
        return not (self.arriving or self.completing or self.returning)


def plan(workspace: Workspace, ops: Iterable[Operation], back: bool = False) -> Plan:
    """Compare operations (already verified) with the workspace; writes nothing.

    ``back`` takes the details of people back who were forgotten here and agreed again.
    Raises ArrivalUnfit where a value does not fit its field.
    """
    by_id: dict[str, Operation] = {}
    for op in ops:
        if op.known or op.id not in by_id:
            by_id[op.id] = op
    for op in by_id.values():
        _check(op)
    return planned(workspace, by_id, back)


def planned(workspace: Workspace, by_id: dict[str, Operation], back: bool = False) -> Plan:
    """The plan for operations that were checked, by id."""
    made = Plan(source=list(by_id.values()), upto=state_of(workspace), back=back)
    with workspace.database.lent(len(by_id)):
        _sort_out(workspace, by_id, made)
        _sort_out_acts(workspace, by_id, made)
        _leave_out_erased(workspace, made)
        _leave_out_redacted(workspace, made)
        _compare(workspace, by_id, made)
    return made


def state_of(workspace: Workspace) -> tuple[int, int, int]:
    """Changes with everything that changes what operations are here or count."""
    rows = workspace.database.rows(
        "SELECT coalesce((SELECT max(seq) FROM operation), 0),"
        " coalesce((SELECT max(seq) FROM bundle_in), 0),"
        " coalesce((SELECT sum(undone) FROM bundle_in), 0)"
    )
    return (rows[0][0], rows[0][1], rows[0][2])


def _check(op: Operation) -> None:
    _, change, device, clock, kind, record, name, *_ = op
    header = len(change) + len(device) + len(kind) + len(record) + len(name)
    if header > LONGEST_HEADER or not 0 <= clock < LATEST_CLOCK:
        raise ArrivalUnfit(kind="?", field="?")
    if op.known and op.field != DELETED and not fits_cell(op.kind, op.field, op.value):
        raise ArrivalUnfit(kind=op.kind, field=op.field.partition("/")[0][:40])


def _sort_out(workspace: Workspace, by_id: dict[str, Operation], made: Plan) -> None:
    held: dict[str, tuple[bool, bool]] = {}
    for part in oplog.chunks(list(by_id)):
        marks = ",".join("?" * len(part))
        query = f"SELECT id, value IS NULL, hidden FROM operation WHERE id IN ({marks})"
        held.update({row[0]: row[1:] for row in workspace.database.rows(query, tuple(part))})
    for oid, op in by_id.items():
        without_value, hidden = held.get(oid, (False, False))
        if oid not in held:
            made.arriving.append(op)
        else:
            made.known.append(oid)
            if hidden:
                made.returning.append(oid)
            if without_value and op.known:
                made.completing.append(op)
        if redaction.act_of(op) is not None and (without_value or oid not in held):
            made.acts.append(op)
    _prove(workspace, by_id, made)


def _sort_out_acts(workspace: Workspace, by_id: dict[str, Operation], made: Plan) -> None:
    """Who is to be forgotten, and who agreed again: the latter waits for a person's answer."""
    known = (by_id[oid] for oid in made.known)
    held = {op.record for op in known if op.kind == "person"}
    told = reconsent.sort_out(workspace, [*made.arriving, *made.completing], held)
    made.claimed, made.erasures, made.offered = told.claimed, told.asked, told.offered
    out = told.unproven if made.back else told.unproven | told.pending
    made.arriving = [op for op in made.arriving if op.id not in out]
    made.completing = [op for op in made.completing if op.id not in out]


def _prove(workspace: Workspace, by_id: dict[str, Operation], made: Plan) -> None:
    """Who redacts must hold what we hold of the record, as its workshop's devices do.

    An operation cannot be guessed, so a bundle that carries one we have proves it.
    """
    if not made.acts:
        return
    both = {(by_id[oid].kind, by_id[oid].record) for oid in made.known}
    keys = {one.id: act[:2] for one in made.acts if (act := redaction.act_of(one)) is not None}
    here = floors.here(workspace.database.connection, set(keys.values()))
    made.unproven = {oid for oid, key in keys.items() if key in here and key not in both}


def _leave_out_redacted(workspace: Workspace, made: Plan) -> None:
    """What lies under a floor arrives without its value, or does not complete."""
    connection = workspace.database.connection
    told = [*made.arriving, *made.completing]
    keys = {(op.kind, op.record) for op in told}
    acts: dict[Key, list[tuple[redaction.Act, floors.State]]] = defaultdict(list)
    for one in floors.acts(connection, {record for _, record in keys}):
        acts[one.act.kind, one.act.record].append((one.act, one.state))
    for op in made.acts:
        act = redaction.act_of(op)
        if act is not None and op.id not in made.unproven:
            acts[act.kind, act.record].append((act, floors.WAITING))
    counting = (floors.AGREED, floors.WAITING)
    made.gone = {
        key
        for key, each in acts.items()
        if redaction.gone(act for act, state in each if state in counting)
    }
    arriving: dict[Key, list[Operation]] = defaultdict(list)
    for op in told:
        if (op.kind, op.record) in acts:
            arriving[op.kind, op.record].append(op)
    hidden: set[str] = set()
    blank: set[str] = set()
    for key, fields in floors.stored(connection, set(arriving)).items():
        for op in arriving[key]:
            same = [one for one in fields[op.field] if one.id != op.id]
            fields[op.field] = [*same, op]
        below, sure = floors.under(fields, acts[key])
        hidden |= below
        blank |= sure
    if not hidden | blank:
        return
    waits = [op for op in told if op.known and op.id in hidden and op.id not in blank]
    made.aside = waits
    made.arriving = [op.withheld() if op.id in hidden | blank else op for op in made.arriving]
    made.completing = [op for op in made.completing if op.id not in hidden | blank]


def _leave_out_erased(workspace: Workspace, made: Plan) -> None:
    """What speaks of a person who was erased arrives without its value, or does not complete."""
    back = set(made.offered) if made.back else set[str]()
    people = (erasure.erased_people(workspace) | set(made.erasures)) - back
    already = erasure.erased_records(workspace, but=back)
    if not people:
        return
    told = [*made.arriving, *made.completing]
    made.spoken = refusals.spoken_by(workspace.database.connection, people, told)
    for person in people:
        only_hers = erasure.belongings(workspace.database.connection, person, told) - already
        if only_hers or person not in already:
            made.forgotten[person] = only_hers
    forgotten = people.union(already, *made.forgotten.values())
    made.arriving = [erasure.blanked(op, forgotten) for op in made.arriving]
    made.completing = [op for op in made.completing if erasure.blanked(op, forgotten).known]


def _compare(workspace: Workspace, by_id: dict[str, Operation], made: Plan) -> None:
    touched = dict.fromkeys((op.kind, op.record) for op in made.arriving)
    touched.update(dict.fromkeys((op.kind, op.record) for op in made.completing))
    touched.update(dict.fromkeys((by_id[oid].kind, by_id[oid].record) for oid in made.returning))
    connection = workspace.database.connection
    made.unseen = _unseen(by_id.values())
    some_known = bool(made.known) or _any_known(workspace, [record for _, record in touched])
    before = oplog.of_keys(connection, touched) if some_known else {}
    after = _joined(workspace, before, made)
    for key in dict.fromkeys((op.kind, op.record) for op in by_id.values() if op.kind in KINDS):
        kind, record = key
        if key not in touched:
            made.same[kind].append(record)
            continue
        made.records[key] = after[key]
        old = before.get(key)
        newly = _note_conflicts(made, kind, record, old or {}, after[key])
        if not old:
            made.fresh.add(key)
            made.new[kind].append(record)
        elif not newly:
            made.changed[kind].append(record)


def _any_known(workspace: Workspace, records: list[str]) -> bool:
    for part in oplog.chunks(records):
        marks = ",".join("?" * len(part))
        query = f"SELECT 1 FROM operation WHERE record IN ({marks}) LIMIT 1"
        if workspace.database.one(query, tuple(part)):
            return True
    return False


def _joined(workspace: Workspace, before: dict[Key, Fields], made: Plan) -> dict[Key, Fields]:
    """What the touched records will consist of."""
    completing = {op.id: op for op in made.completing}
    after: dict[Key, Fields] = {}
    for key, fields in before.items():
        after[key] = {
            name: [completing.get(op.id, op) for op in ops] for name, ops in fields.items()
        }
    back = (completing.get(op.id, op) for op in _stored(workspace, made.returning))
    for op in (*made.arriving, *back):
        fields = after.setdefault((op.kind, op.record), {})
        ops = fields.get(op.field)
        if ops is None:
            fields[op.field] = [op]
        else:
            ops.append(op)
    return after


def _stored(workspace: Workspace, ids: list[str]) -> Iterator[Operation]:
    for part in oplog.chunks(ids):
        marks = ",".join("?" * len(part))
        query = f"SELECT {oplog.COLUMNS} FROM operation WHERE id IN ({marks})"
        yield from map(oplog.op_of, workspace.database.rows(query, tuple(part)))


def _unseen(ops: Iterable[Operation]) -> set[Key]:
    """The records of a bundle that nobody sees by it alone."""
    doubtful: dict[Key, Fields] = {}
    removed = {(op.kind, op.record) for op in ops if op.field == DELETED}
    for op in ops:
        key = (op.kind, op.record)
        if op.kind in ("person", "attachment") or key in removed:
            doubtful.setdefault(key, {}).setdefault(op.field, []).append(op)
    return {key for key, fields in doubtful.items() if not _is_seen(key[0], fields)}


def _is_seen(kind: str, fields: Fields) -> bool:
    """Whether a record that arrives will be seen: in use, and something of it is known.

    The sender counts the same way, so that both see the same figures.
    """
    match kind:
        case "person":
            known = any(op.known for ops in fields.values() for op in ops)
        case "attachment":
            known = any(op.known and op.value for op in heads_of(fields.get("sha256", ())))
        case _:
            known = True
    return known and life_of(fields).alive


def _note_conflicts(made: Plan, kind: str, record: str, old: Fields, new: Fields) -> bool:
    if DELETED not in new and all(len(ops) == 1 for ops in new.values()):
        return False
    if (kind, record) in made.gone:  # nothing is left to decide about
        return False
    texts = text_fields(kind)
    flagged = {name for name in project_record(new, texts).flagged if is_shown(kind, name)}
    if old:
        flagged -= set(project_record(old, texts).flagged)
    made.conflicts.extend((kind, record, name) for name in sorted(flagged))
    return bool(flagged)
