"""What a person decided about a name in a text, and who is known here by name.

A decision holds for exactly that text: a digest says which it was, the text itself is not kept.
None of this is history of a workshop: it belongs to this computer and never travels.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from carefacilitator.model.known_names import KnownPerson
from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace


class Decision(NamedTuple):
    """What was decided about a person (id) named in a field, or about a typed name (no person)."""

    kind: str
    record: str
    field: str
    digest: str
    person: str
    decision: str


def digest_of(record: str, text: str) -> str:
    """A short name of exactly this text in a record, for comparing only."""
    return hashlib.blake2b(f"{record}\x1f{text}".encode(), digest_size=16).hexdigest()


def decisions(workspace: Workspace) -> list[Decision]:
    """Everything that was decided."""
    rows = workspace.database.rows(
        "SELECT kind,record,field,digest,person,decision FROM named_in_text"
    )
    return [Decision(*row) for row in rows]


def decide(workspace: Workspace, made: Iterable[Decision]) -> None:
    """Remember decisions; a new one about the same name and text takes the place of the old."""
    at = workspace.now()
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.executemany(
            "INSERT OR REPLACE INTO named_in_text (kind,record,field,digest,person,decision,at)"
            " VALUES (?,?,?,?,?,?,?)",
            [(*one, at) for one in made],
        )


def undecide(workspace: Workspace, records: Iterable[str]) -> None:
    """Forget what was decided about texts of these records."""
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.executemany(
            "DELETE FROM named_in_text WHERE record=?", [(one,) for one in records]
        )


def known_people(workspace: Workspace, ids: Iterable[str] | None = None) -> Iterator[KnownPerson]:
    """Everybody known here, or those with these ids, the bin too, with her contacts."""
    query = "SELECT id, name, phone, email FROM person"
    if ids is None:
        rows = workspace.database.rows(query)
    else:
        rows = []
        for part in oplog.chunks(sorted(set(ids))):
            marks = ",".join("?" * len(part))
            rows += workspace.database.rows(f"{query} WHERE id IN ({marks})", tuple(part))
    for person, name, *contacts in rows:
        yield KnownPerson(person, name, tuple(contacts))
