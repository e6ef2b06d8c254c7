"""Erasure: a person asked to be forgotten.

The one exception to grow-only: the values of that person's personal and sensitive fields are
blanked in every operation, here and wherever the erasure arrives. The operations stay, so counts
and history stay; what they said about the person is gone. What she refused for her words stays with
them (``refusals.py``). Erasure wins over everything.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import ERASURE_KIND, Json, Operation
from carefacilitator.model.records.records import KINDS, Person, fields_of, rules_of
from carefacilitator.storage import acts_file, blobs, oplog, search
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.imports import told_before
from carefacilitator.storage.oplog import Key
from carefacilitator.storage.projection import project
from carefacilitator.storage.removal import refusals
from carefacilitator.storage.removal.blanking import blanked, named
from carefacilitator.storage.workspace import Changed, Workspace

__all__ = ["blank", "blanked", "erase", "erased_people", "erased_records"]


def erased_records(workspace: Workspace, but: Collection[str] = ()) -> set[str]:
    """The ids of everybody who was erased, and of the records that are only about them.

    ``but`` are people of whom it is asked as if they were not.
    """
    rows = workspace.database.rows("SELECT record, person FROM erased")
    return {record for record, person in rows if person not in but}


def erased_people(workspace: Workspace) -> set[str]:
    """The ids of everybody who was erased."""
    return {row[0] for row in workspace.database.rows("SELECT DISTINCT person FROM erased")}


def belongings(connection: Any, person: str, arriving: Iterable[Operation]) -> set[str]:
    """The records that are only about a person: attachments that show her, her attendance marks.

    Read from the tables and from what is just arriving; once found they are remembered, since
    blanking takes away what they were found by.
    """
    found: set[str] = set()
    taking_part: set[str] = set()
    marks: list[tuple[Json, str]] = []
    originals: list[tuple[Json, str]] = []
    for op in arriving:
        match op.kind, op.field:
            case "attachment", "people" | "target_id" if person in named(op):
                found.add(op.record)
            case "attachment", "target_id":
                originals.append((op.value, op.record))
            case "participation", "person_id" if op.value == person:
                taking_part.add(op.record)
            case "attendance", "participation_id":
                marks.append((op.value, op.record))
    taking_part |= _ids(connection, "participation WHERE person_id=?", person)
    found |= _ids(connection, "attachment WHERE target_id=?", person)
    found |= _ids(connection, "attachment WHERE people LIKE ?", f'%"{person}"%')
    for photo in list(found):
        found |= _ids(connection, "attachment WHERE target_id=?", photo)
    found |= {record for photo, record in originals if photo in found}
    for participation in taking_part:
        found |= _ids(connection, "attendance WHERE participation_id=?", participation)
    return found | {record for participation, record in marks if participation in taking_part}


def _ids(connection: Any, where: str, value: str) -> set[str]:
    return {row[0] for row in connection.execute(f"SELECT id FROM {where}", (value,))}


def erase(workspace: Workspace, person: str) -> str:
    """Forget a person everywhere; returns the change's id. Raises RecordUnknown.

    Their participation, attendance and consents stay as counts without a name. Blanked pages are
    overwritten, and the search index is written anew, so that the values are gone from the file.
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
            said = refusals.spoken_by(connection, {person})
            refusals.mark(connection, change, said, workspace.clock().date())
            oplog.insert(connection, [told])
            workspace.write_change(change, "erase", "")
            blank(connection, person, belongings(connection, person, ()))
    acts_file.write(workspace)
    search.pay_scrub(workspace)
    kinds = frozenset({"person", "note"} if change.touched else {"person"})
    workspace.tell(Changed(change.id, "person_erase", kinds, frozenset({person, *said})))
    return change.id


def blank(connection: Any, person: str, only_hers: set[str]) -> None:
    """Blank every value that speaks of ``person`` and project what it leaves.

    ``only_hers`` are her :func:`belongings`.
    """
    forgotten = {person} | only_hers
    connection.executemany(
        "INSERT OR IGNORE INTO erased (record,person) VALUES (?,?)",
        [(record, person) for record in sorted(forgotten)],
    )
    touched = {("person", person)}
    for record in forgotten:
        touched |= _blank_where(connection, "record=?", record, everything=True)
    touched |= _blank_where(connection, "value LIKE ?", f'%"{person}"%', everything=False)
    now = oplog.of_keys(connection, touched)
    project(connection, {key: now.get(key, {}) for key in touched})
    search.mark_due(connection, touched)
    search.owe_scrub(connection)
    _blank_set_aside(connection, forgotten)
    blobs.drop_unnamed(connection)
    told_before.forget(connection, person)


def _blank_set_aside(connection: Any, forgotten: set[str]) -> None:
    """What waits for an answer to a redaction and speaks of them is not waited for any longer."""
    query = (
        "SELECT s.operation, o.kind, o.record, o.field, s.value FROM set_aside s"
        " JOIN operation o ON o.id=s.operation"
    )
    for operation, kind, record, field, value in connection.execute(query).fetchall():
        rule = rules_of(kind).get(field.partition("/")[0]) if kind in KINDS else None
        if rule is None or rule.privacy == "open":
            continue
        names = rule.of == "person" and any(one in value for one in forgotten)
        if record in forgotten or names:
            connection.execute("DELETE FROM set_aside WHERE operation=?", (operation,))


def _blank_where(connection: Any, where: str, value: str, everything: bool) -> set[Key]:
    """Blank what ``where`` chooses: every private field, or only those that name people."""
    chosen = [
        (kind, rule.name)
        for kind in KINDS
        for rule in fields_of(kind)
        if rule.privacy != "open" and (everything or rule.of == "person")
    ]
    fields = {f"{kind}.{name}" for kind, name in chosen}
    rows = connection.execute(
        f"SELECT seq, kind, record, field FROM operation WHERE value IS NOT NULL AND {where}",
        (value,),
    ).fetchall()
    private = [row for row in rows if f"{row[1]}.{row[3].partition('/')[0]}" in fields]
    connection.executemany(
        "UPDATE operation SET value=NULL, nonce=NULL WHERE seq=?", ((row[0],) for row in private)
    )
    return {(row[1], row[2]) for row in private}
