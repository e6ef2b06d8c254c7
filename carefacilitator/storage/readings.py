"""Questions that services ask of tables and operations: each is one statement, with a name."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from carefacilitator.model.merge.operations import canonical
from carefacilitator.model.records.records import KINDS, belongs_to_workshop
from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace

_KNOWN_AS_ORGANISATION = (
    "SELECT name, acronym, names, other_names FROM organisation WHERE _deleted=0 AND ("
    "category<>'' OR membership<>'' OR source<>'' OR acronym<>''"
    " OR id IN (SELECT organisation_id FROM workshop_organisation WHERE _deleted=0)"
    " OR id IN (SELECT organisation_id FROM person WHERE _deleted=0)"
    " OR id IN (SELECT record FROM named_in_text WHERE decision='organisation'))"
)
_CAME = " FROM operation o LEFT JOIN bundle_in b ON b.seq=o.origin WHERE o.record=? AND o.hidden=0"


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


# people and organisations -----------------------------------------------------------------------


def names_of_people(workspace: Workspace) -> Iterator[str]:
    """Every name of a person that is stored, in the bin or not."""
    for (name,) in workspace.database.rows("SELECT name FROM person WHERE name<>''"):
        yield name


def people_at(workspace: Workspace, workshops: Sequence[str]) -> frozenset[str]:
    """The people (ids) who take part in these workshops or did."""
    query = "SELECT DISTINCT person_id FROM participation WHERE workshop_id=?"
    rows = workspace.database.rows
    return frozenset(row[0] for workshop in workshops for row in rows(query, (workshop,)))


def people_spoken_of(workspace: Workspace, known: Sequence[str]) -> set[str]:
    """The people (ids) of whom these operations (ids) speak."""
    found: set[str] = set()
    for part in oplog.chunks(list(known)):
        query = (
            "SELECT DISTINCT o.record, p.person_id FROM operation o"
            " LEFT JOIN participation p ON p.id=o.record"
            f" WHERE o.id IN ({_marks(part)}) AND o.kind IN ('person','participation')"
        )
        for record, person in workspace.database.rows(query, tuple(part)):
            found.add(person or record)
    return found


def known_organisations(workspace: Workspace) -> list[tuple[str, str, str, str]]:
    """Name, acronym, versions and other names (JSON) of organisations of which more is known.

    Somebody only typed the names of the others, as who promises.
    """
    return [tuple(row) for row in workspace.database.rows(_KNOWN_AS_ORGANISATION)]


def promised_by(workspace: Workspace, organisation: str) -> list[str]:
    """The commitments (ids) of an organisation."""
    query = "SELECT id FROM commitment WHERE organisation_id=?"
    return [row[0] for row in workspace.database.rows(query, (organisation,))]


# what belongs to a workshop ---------------------------------------------------------------------


def records_of(workspace: Workspace, workshops: Sequence[str]) -> set[str]:
    """Every record of these workshops, in the bin or not, kinds of newer programs included."""
    found, rows = set(workshops), workspace.database.rows
    for workshop in workshops:
        for kind in KINDS:
            if belongs_to_workshop(kind):
                query = f'SELECT id FROM "{kind}" WHERE workshop_id=?'
                found |= {row[0] for row in rows(query, (workshop,))}
    query = (
        "SELECT DISTINCT record, value FROM operation WHERE hidden=0 AND field='workshop_id'"
        f" AND kind NOT IN ({_marks(KINDS)})"
    )
    wanted = {canonical(one) for one in workshops}
    found |= {row[0] for row in rows(query, tuple(KINDS)) if row[1] in wanted}
    return found | _of_programmes(workspace, workshops)


def _of_programmes(workspace: Workspace, workshops: Sequence[str]) -> set[str]:
    """The logos of the workshops' programmes, and the commitments made for them in no workshop.

    They travel with every workshop of the programme, since they have no bundle of their own.
    """
    rows, own = (
        workspace.database.rows,
        f"SELECT programme_id FROM workshop WHERE id IN ({_marks(workshops)})",
    )
    query = (
        "SELECT id FROM commitment WHERE workshop_id='' AND programme_id<>''"
        f" AND programme_id IN ({own})"
    )
    commitments = {row[0] for row in rows(query, tuple(workshops))}
    query = (
        "SELECT id FROM attachment WHERE workshop_id='' AND target_kind='programme'"
        f" AND target_id IN ({own})"
    )
    found = commitments | {row[0] for row in rows(query, tuple(workshops))}
    for kind, field in (
        ("commitment_partner", "commitment_id"),
        ("commitment_update", "commitment_id"),
        ("coding", "target_id"),
    ):
        query = f"SELECT id, {field} FROM {kind} WHERE workshop_id=''"
        found |= {row[0] for row in rows(query) if row[1] in commitments}
    return found


def has_bytes(workspace: Workspace, sha256: str) -> bool:
    """Whether the bytes of an attachment are here."""
    return workspace.database.one("SELECT 1 FROM blob WHERE sha256=?", (sha256,)) is not None


def undecided(workspace: Workspace) -> frozenset[tuple[str, str, str]]:
    """(kind, record, field) of everything that stands in two versions nobody decided between."""
    rows = workspace.database.rows("SELECT kind, record, field FROM flag")
    return frozenset((kind, record, field) for kind, record, field in rows)


# operations -------------------------------------------------------------------------------------


def anything_written(workspace: Workspace) -> bool:
    """Whether there is any operation at all."""
    return workspace.database.one("SELECT 1 FROM operation LIMIT 1") is not None


def holds(workspace: Workspace, operation: str) -> bool:
    """Whether an operation (id) is here."""
    query = "SELECT 1 FROM operation WHERE id=?"
    return workspace.database.one(query, (operation,)) is not None


def state_of_operations(workspace: Workspace) -> tuple[object, ...]:
    """Figures that differ whenever anything was written, hidden or removed for good."""
    query = "SELECT max(seq), count(*), sum(hidden), sum(value IS NULL) FROM operation"
    return tuple(workspace.database.rows(query)[0])


def last_written(workspace: Workspace) -> int:
    """How far was written, for :func:`written_since`."""
    return int(workspace.database.one("SELECT coalesce(max(seq), 0) FROM operation") or 0)


def written_since(workspace: Workspace, last: int) -> set[str]:
    """The records of which something was written, here or by an import, after ``last``."""
    query = "SELECT DISTINCT record FROM operation WHERE seq>? AND hidden=0"
    return {row[0] for row in workspace.database.rows(query, (last,))}


def written_by(
    workspace: Workspace, changes: Sequence[str], kinds: Collection[str]
) -> list[tuple[str, str, str]]:
    """(kind, record, field) of what these changes replaced or removed in these kinds of records."""
    query = (
        "SELECT DISTINCT kind, record, field FROM operation"
        f" WHERE change IN ({_marks(changes)}) AND kind IN ({_marks(kinds)})"
        " AND origin=0 AND hidden=0 AND (parents<>'' OR (field='deleted' AND value<>'false'))"
    )
    rows = workspace.database.rows(query, (*changes, *kinds))
    return [(kind, record, field) for kind, record, field in rows]


def writers_of(workspace: Workspace, record: str) -> list[tuple[str, str, str]]:
    """(device that brought it or nothing, field, value) of a record's operations, in order."""
    query = f"SELECT coalesce(b.device, ''), o.field, o.value{_CAME} ORDER BY o.seq"
    return [
        (device, field, value) for device, field, value in workspace.database.rows(query, (record,))
    ]


def maker_of(workspace: Workspace, workshop: str) -> tuple[int, str, str] | None:
    """Origin, device and bringing device of a workshop's first operation, if there is one."""
    query = (
        f"SELECT o.origin, o.device, coalesce(b.device, ''){_CAME}"
        " AND o.kind='workshop' ORDER BY o.seq LIMIT 1"
    )
    rows = workspace.database.rows(query, (workshop,))
    return (rows[0][0], rows[0][1], rows[0][2]) if rows else None


def came_at(workspace: Workspace, record: str) -> dict[str, str]:
    """When each operation (id) of a record that came in a bundle came."""
    query = "SELECT o.id, b.at FROM operation o JOIN bundle_in b ON b.seq=o.origin WHERE o.record=?"
    return {row[0]: row[1] for row in workspace.database.rows(query, (record,))}
