"""What a person decided about a name in a text, and who is known here by name.

A decision holds for exactly that text: a digest says which it was, the text itself is not kept.
None of this is history of a workshop: it belongs to this computer and never travels.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from carefacilitator.model.privacy.known_names import KnownPerson
from carefacilitator.model.records.free_texts import free_texts
from carefacilitator.model.records.records import Record, belongs_to_workshop
from carefacilitator.storage import oplog
from carefacilitator.storage.projection import columns, record_of
from carefacilitator.storage.workspace import Workspace

FORGOTTEN = "forgotten"
"""Written when somebody named in a text is forgotten: nobody can look for her any more, so the text
stays here until a person decides about it."""


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
    """Forget what was decided about texts of these records.

    Texts that name somebody forgotten stay: nothing would be found in them to ask about.
    """
    workspace.begin_writing()
    with workspace.database.transaction() as connection:
        connection.executemany(
            "DELETE FROM named_in_text WHERE record=? AND decision<>?",
            [(one, FORGOTTEN) for one in records],
        )


def drop(connection: Any, texts: Iterable[tuple[str, str]]) -> None:
    """Keep no digest of these texts (record, text): whoever guessed one could prove it."""
    connection.executemany(
        "DELETE FROM named_in_text WHERE record=? AND digest=?",
        [(record, digest_of(record, text)) for record, text in texts],
    )


def with_texts(workspace: Workspace, workshop: str, *, kinds: Collection[str]) -> Iterator[Record]:
    """The records in use that leave with a workshop (id) and hold any freely typed text.

    Those of its own, then its programme with the commitments made in no workshop, and the
    organisations and people it names.
    """
    for kind in kinds:
        fields = sorted(free_texts(kind))
        if not fields:
            continue
        typed = " OR ".join(f"\"{field}\" NOT IN ('', '{{}}', '[]')" for field in fields)
        where = _OF.get(kind, "workshop_id=:w" if belongs_to_workshop(kind) else "0")
        sql = f'SELECT {columns(kind)} FROM "{kind}" WHERE _deleted=0 AND ({typed}) AND ({where})'
        for row in workspace.database.rows(f"{sql} ORDER BY id".replace(":w", "?1"), (workshop,)):
            yield record_of(kind, row)


_PROGRAMME = "(SELECT programme_id FROM workshop WHERE id=:w)"
_PROMISED = (
    "workshop_id=:w OR (workshop_id='' AND programme_id<>'' AND programme_id IN " + _PROGRAMME + ")"
)
_HANGING = (
    "workshop_id=:w OR (workshop_id='' AND commitment_id IN"
    f" (SELECT id FROM commitment WHERE _deleted=0 AND ({_PROMISED})))"
)
_LISTED = "SELECT person_id FROM participation WHERE workshop_id=:w AND _deleted=0"
_OF = {
    "workshop": "id=:w",
    "programme": f"id IN {_PROGRAMME}",
    "commitment": _PROMISED,
    "commitment_partner": _HANGING,
    "commitment_update": _HANGING,
    "attachment": (
        "workshop_id=:w OR (workshop_id='' AND target_kind='programme'"
        f" AND target_id IN {_PROGRAMME})"
    ),
    "organisation": (
        "id IN (SELECT organisation_id FROM workshop_organisation WHERE workshop_id=:w)"
        f" OR id IN (SELECT organisation_id FROM commitment WHERE {_PROMISED})"
        f" OR id IN (SELECT organisation_id FROM commitment_partner WHERE {_HANGING})"
        f" OR id IN (SELECT organisation_id FROM person WHERE id IN ({_LISTED}))"
    ),
    "person": f"id IN ({_LISTED})",
}
"""Which records of a kind leave with a workshop, where that is more than its own."""


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


def earlier_names(
    workspace: Workspace, ids: Collection[str] | None = None
) -> Iterator[KnownPerson]:
    """Names, numbers and addresses that stood on the list before; texts may still say them."""
    query = (
        "SELECT record, field, value FROM operation WHERE kind='person' AND hidden=0"
        " AND value IS NOT NULL AND field IN ('name','phone','email')"
    )
    rows = workspace.database.rows
    found: list[tuple[str, str, str]] = []
    if ids is None:
        found = rows(f"{query} AND record IN ({_CHANGED})")
    else:
        for part in oplog.chunks(sorted(set(ids))):
            found += rows(f"{query} AND record IN ({','.join('?' * len(part))})", tuple(part))
    told: dict[str, tuple[dict[str, None], dict[str, None]]] = {}
    for record, field, value in found:
        text = json.loads(value)
        if isinstance(text, str) and text:
            told.setdefault(record, ({}, {}))[field != "name"][text] = None
    for one in known_people(workspace, told):
        names, contacts = told[one.id]
        more = tuple(text for text in contacts if text not in one.contacts)
        for name in [name for name in names if name != one.name] or ([""] if more else []):
            yield KnownPerson(one.id, name, more)


_CHANGED = (
    "SELECT record FROM operation WHERE kind='person' AND hidden=0"
    " AND field IN ('name','phone','email') GROUP BY record, field HAVING count(*)>1"
)
