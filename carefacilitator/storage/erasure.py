"""Erasure: a person asked to be forgotten.

The one exception to grow-only: the values of that person's personal and sensitive fields are
blanked in every operation, here and wherever the erasure arrives. The operations stay, so counts
and history stay; what they said about the person is gone. Erasure wins over everything.
"""

from __future__ import annotations

from typing import Any

from carefacilitator.model import operations
from carefacilitator.model.operations import ERASURE_KIND, Operation, canonical
from carefacilitator.model.records import KINDS, Person, fields_of, rules_of
from carefacilitator.storage import oplog
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.projection import project
from carefacilitator.storage.workspace import Changed, Workspace


def erased_people(workspace: Workspace) -> set[str]:
    """The ids of everybody who was erased."""
    return {row[0] for row in workspace.database.rows("SELECT person FROM erased")}


def blanked(op: Operation, erased: set[str]) -> Operation:
    """The operation as it may be kept: without its value where it speaks of an erased person."""
    if not erased or not op.known or op.kind not in KINDS:
        return op
    rule = rules_of(op.kind).get(op.field.partition("/")[0])
    if rule is None or rule.privacy == "open":
        return op
    named = op.value if isinstance(op.value, list) else [op.value]
    if op.record in erased or (rule.of == "person" and erased.intersection(map(str, named))):
        return op.withheld()
    return op


def erase(workspace: Workspace, person: str) -> str:
    """Forget a person everywhere; returns the change's id. Raises RecordUnknown.

    Their participation, attendance and consents stay as counts without a name.
    """
    if workspace.find(Person, person, in_bin=True) is None:
        raise RecordUnknown(kind="person")
    with workspace.database.writing:
        workspace.begin_writing()
        workspace.end_visit()
        change = workspace.new_change("person_erase", 1)
        told = operations.make(
            change=change.id,
            device=workspace.device,
            clock=workspace.tick(),
            kind=ERASURE_KIND,
            record=person,
            field="erased",
            value=True,
        )
        with workspace.database.transaction() as connection:
            oplog.insert(connection, [told])
            blank(connection, person)
            workspace.write_change(change, "erase", "")
    workspace.tell(Changed(change.id, "person_erase", frozenset({"person"}), frozenset({person})))
    return change.id


def blank(connection: Any, person: str) -> None:
    """Blank every value that speaks of ``person`` and project what it leaves."""
    connection.execute("INSERT OR IGNORE INTO erased VALUES (?)", (person,))
    touched: set[tuple[str, str]] = set()
    for kind in KINDS:
        for rule in fields_of(kind):
            if rule.privacy == "open":
                continue
            touched |= _blank_field(connection, kind, rule.name, person, rule.of == "person")
    records = sorted({record for _, record in touched} | {person})
    now = oplog.of_records(connection, records)
    project(connection, {key: now.get(key[1], {}) for key in touched | {("person", person)}})
    connection.execute("DELETE FROM search_text WHERE record=?", (person,))


def _blank_field(
    connection: Any, kind: str, field: str, person: str, names_people: bool
) -> set[tuple[str, str]]:
    where = "kind=? AND (field=? OR field LIKE ?) AND value IS NOT NULL AND (record=?"
    values: list[object] = [kind, field, field + "/%", person]
    if names_people:
        where += " OR value=? OR value LIKE ?"
        values += [canonical(person), f'%"{person}"%']
    where += ")"
    rows = connection.execute(f"SELECT DISTINCT record FROM operation WHERE {where}", values)
    touched = {(kind, row[0]) for row in rows.fetchall()}
    if touched:
        connection.execute(f"UPDATE operation SET value=NULL, nonce=NULL WHERE {where}", values)
    return touched
