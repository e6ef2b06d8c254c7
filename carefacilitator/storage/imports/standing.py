"""What stays when an import is taken out again: acts, and everybody's no.

A no without its person, workshop and purpose is no no, so the whole record of an answer stays of
which a head says no; where a later yes replaced the no, only that yes goes. Both are read from
everything that is visible before the undoing.
"""

from __future__ import annotations

from typing import NamedTuple

from carefacilitator.model.merge.merge import NO_EDIT, ancestors, heads_of
from carefacilitator.model.merge.operations import ACT_KINDS, ERASURE_KIND
from carefacilitator.storage import oplog
from carefacilitator.storage.oplog import Fields
from carefacilitator.storage.workspace import Workspace

_REFUSALS = ("refused", "withdrawn")


class Row(NamedTuple):
    """One stored operation: where it stands in the order of writing, and of what it is."""

    seq: int
    kind: str
    record: str
    change: str


def without_refusals(workspace: Workspace, bundle: int) -> tuple[list[Row], int]:
    """What undoing this bundle hides, and of how many people in it a no stays."""
    found = _only_from(workspace, bundle)
    answers = {row.record for row in found if row.kind == "consent"}
    stored = oplog.of_records(workspace.database.connection, sorted(answers))
    goes = {record: _yes_since(stored[record]) for record in answers}
    hidden = [row for row in found if row.kind != "consent" or _goes(row, goes[row.record])]
    kept = answers & {row.record for row in set(found).difference(hidden)}
    people = {
        op.value
        for record in kept
        for op in heads_of(stored[record].get("person_id", ()))
        if op.known
    }
    people |= _acted_on(workspace, bundle)
    return hidden, len(people)


def _goes(row: Row, changes: set[str] | None) -> bool:
    return changes is None or row.change in changes


def _yes_since(fields: Fields) -> set[str] | None:
    """The changes that replaced a no of an answer; None where nobody ever said no in it."""
    if says_no(fields):
        return set()
    after: set[str] = set()
    noes: set[str] = set()
    for name in ("status", "withdrawn_on"):
        ops = fields.get(name, ())
        by_id = {op.id: op for op in ops}
        no = {op.id for op in ops if (op.value in _REFUSALS if name == "status" else op.value)}
        noes |= {by_id[one].change for one in no}
        later = (op for op in ops if op.id not in no)
        after |= {op.change for op in later if ancestors(by_id, op.id) & no}
    return after - noes if noes else None


def says_no(fields: Fields) -> bool:
    """Whether any head of an answer refuses, or takes a yes back."""
    refused = any(op.value in _REFUSALS for op in heads_of(fields.get("status", ())))
    return refused or any(op.value for op in heads_of(fields.get("withdrawn_on", ())))


def _acted_on(workspace: Workspace, bundle: int) -> set[str]:
    """The people whom this bundle asked to forget, where no other way brought that."""
    query = "SELECT DISTINCT record FROM operation WHERE origin=? AND kind=?"
    people = [str(row[0]) for row in workspace.database.rows(query, (bundle, ERASURE_KIND))]
    erased = {row[0] for row in workspace.database.rows("SELECT person FROM erased")}
    return {one for one in people if one in erased}


def _only_from(workspace: Workspace, bundle: int) -> list[Row]:
    """What came with this bundle and no other way, acts and marks of a no left out."""
    acts, marks = sorted(ACT_KINDS), sorted(NO_EDIT)
    kinds, fields = ",".join("?" * len(acts)), ",".join("?" * len(marks))
    rows = workspace.database.rows(
        "SELECT o.seq, o.kind, o.record, o.change FROM operation o"
        " WHERE o.hidden=0 AND o.origin<>0"
        " AND (o.origin=?1 OR EXISTS (SELECT 1 FROM arrived_again a"
        "  WHERE a.operation=o.seq AND a.bundle=?1))"
        " AND (o.origin=?1 OR o.origin IN (SELECT seq FROM bundle_in WHERE undone=1))"
        " AND NOT EXISTS (SELECT 1 FROM arrived_again a JOIN bundle_in b ON b.seq=a.bundle"
        "  WHERE a.operation=o.seq AND a.bundle<>?1 AND b.undone=0)"
        f" AND o.kind NOT IN ({kinds})"
        f" AND NOT (o.kind='note' AND o.field IN ({fields}) AND coalesce(o.value,'')='true')",
        (bundle, *acts, *marks),
    )
    return [Row(*row) for row in rows]
