"""Readings for long lists: ids in the order in which they are shown, without the records."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple, cast

from carefacilitator.model.records.records import Record, kind_of
from carefacilitator.storage.workspace import Workspace

_SOONEST = " ORDER BY CASE due WHEN '' THEN '9999' ELSE due END, position, id"


def commitments(workspace: Workspace, statuses: Collection[str]) -> list[str]:
    """The commitments of these statuses, soonest due first, those without a day last."""
    where = f"_deleted=0 AND status IN ({_marks(statuses)})"
    rows = workspace.database.rows(
        f"SELECT id FROM commitment WHERE {where}{_SOONEST}", tuple(statuses)
    )
    return [row[0] for row in rows]


def commitments_near(
    workspace: Workspace,
    statuses: Collection[str],
    workshop: str,
    programme: str,
    organisations: Collection[str],
    same_place: Collection[str] = (),
) -> list[str]:
    """Those made elsewhere than in ``workshop`` that concern it: in its programme, by these
    organisations or with their help, or in the workshops ``same_place``.
    """
    rows = workspace.database.rows(
        f"SELECT id FROM commitment WHERE _deleted=0 AND status IN ({_marks(statuses)})"
        " AND workshop_id<>? AND ((programme_id<>'' AND programme_id=?)"
        f" OR organisation_id IN ({_marks(organisations)})"
        f" OR workshop_id IN ({_marks(same_place)})"
        " OR id IN (SELECT commitment_id FROM commitment_partner WHERE _deleted=0"
        f" AND organisation_id IN ({_marks(organisations)}))){_SOONEST}",
        (*statuses, workshop, programme, *organisations, *same_place, *organisations),
    )
    return [row[0] for row in rows]


def places(workspace: Workspace) -> list[tuple[str, tuple[str, ...]]]:
    """Every workshop with the names of its place, in whatever language."""
    rows = workspace.database.rows("SELECT id, place, places FROM workshop WHERE _deleted=0")
    return [
        (one, (place, *(json.loads(versions).values() if len(versions) > 2 else ())))
        for one, place, versions in rows
    ]


def codes(workspace: Workspace, workshop: str) -> list[tuple[str, str, str]]:
    """Target, scheme and code of everything coded in a workshop."""
    rows = workspace.database.rows(
        "SELECT target_id, scheme, code FROM coding WHERE workshop_id=? AND _deleted=0"
        " ORDER BY code",
        (workshop,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


class Listed(NamedTuple):
    """Somebody on the list of a workshop."""

    person: str
    name: str
    language: str
    organisation: str
    participation: str
    code: str


def taking_part(workspace: Workspace, workshop: str) -> list[Listed]:
    """Everybody on the list of a workshop, in any order."""
    rows = workspace.database.rows(
        "SELECT p.id, p.name, p.language, p.organisation_id, x.id, x.code"
        " FROM participation x JOIN person p ON p.id=x.person_id"
        " WHERE x.workshop_id=? AND x._deleted=0 AND p._deleted=0",
        (workshop,),
    )
    return list(map(Listed._make, rows))


class Marked(NamedTuple):
    """A mark in one half-day; moments in UTC."""

    participation: str
    status: str
    arrived_at: str
    left_at: str


def marks(workspace: Workspace, workshop: str, slot: str) -> list[Marked]:
    """The marks of one half-day of a workshop."""
    rows = workspace.database.rows(
        "SELECT participation_id, status, arrived_at, left_at FROM attendance"
        " WHERE workshop_id=? AND slot=? AND _deleted=0",
        (workshop, slot),
    )
    return list(map(Marked._make, rows))


class Known(NamedTuple):
    """Somebody this computer knows."""

    person: str
    name: str
    language: str
    organisation: str


def not_taking_part(workspace: Workspace, workshop: str) -> list[Known]:
    """Everybody who is not on the list of a workshop."""
    rows = workspace.database.rows(
        "SELECT id, name, language, organisation_id FROM person WHERE _deleted=0 AND id NOT IN"
        " (SELECT person_id FROM participation WHERE workshop_id=? AND _deleted=0)",
        (workshop,),
    )
    return list(map(Known._make, rows))


def answers(workspace: Workspace, workshop: str) -> list[tuple[str, str, str]]:
    """What people of a workshop answered: person, purpose and status."""
    query = "SELECT person_id, purpose, status FROM consent WHERE workshop_id=? AND _deleted=0"
    return cast("list[tuple[str, str, str]]", workspace.database.rows(query, (workshop,)))


def who_agreed(workspace: Workspace, workshop: str, purpose: str) -> list[str]:
    """The people of a workshop who agreed to a purpose there."""
    rows = workspace.database.rows(
        "SELECT person_id FROM consent WHERE workshop_id=? AND purpose=? AND status='given'"
        " AND _deleted=0",
        (workshop, purpose),
    )
    return [row[0] for row in rows]


_IN_ORDER = (
    "SELECT n.id FROM note n LEFT JOIN agenda_block b ON b.id=n.block_id AND b._deleted=0"
    " AND b.workshop_id=n.workshop_id WHERE n.workshop_id=? AND n._deleted=0"
    " ORDER BY coalesce(b.day,0) {0}, coalesce(b.position,0) {0}, n.position {0},"
    " n.taken_at {0}, n.id {0} LIMIT ?"
)


def first_notes(workspace: Workspace, workshop: str, most: int, *, last: bool) -> list[str]:
    """The first notes of a workshop in the order of its day, or the last ones, in that order."""
    query = _IN_ORDER.format("DESC" if last else "ASC")
    found = [row[0] for row in workspace.database.rows(query, (workshop, most))]
    return found[::-1] if last else found


class NoteCounts(NamedTuple):
    """How many notes a workshop has, and how many of them are put aside."""

    all: int
    parked: int


def note_counts(workspace: Workspace, workshop: str) -> NoteCounts:
    """Count the notes of a workshop."""
    (row,) = workspace.database.rows(
        "SELECT count(*), coalesce(sum(parked), 0) FROM note WHERE workshop_id=? AND _deleted=0",
        (workshop,),
    )
    return NoteCounts(*row)


def coded(workspace: Workspace, ids: Collection[str]) -> list[str]:
    """What the codings among these ids are on, be they in use or not."""
    query = f"SELECT target_id FROM coding WHERE id IN ({_marks(ids)})"
    return [row[0] for row in workspace.database.rows(query, tuple(ids))]


def last_position(workspace: Workspace, kind: type[Record], workshop: str) -> int:
    """The largest ``position`` of a workshop's records of a kind; 0 where there are none."""
    table = kind_of(kind)
    query = f'SELECT max(position) FROM "{table}" WHERE workshop_id=? AND _deleted=0'
    return int(workspace.database.one(query, (workshop,)) or 0)


def lessons_coded(
    workspace: Workspace, scheme: str, codes: Collection[str], elsewhere_than: str
) -> dict[str, set[str]]:
    """The lessons of other workshops that carry any of these codes, each with those it carries."""
    rows = workspace.database.rows(
        "SELECT target_id, code FROM coding WHERE _deleted=0 AND target_kind='lesson'"
        f" AND scheme=? AND workshop_id<>? AND code IN ({_marks(codes)})",
        (scheme, elsewhere_than, *codes),
    )
    found: dict[str, set[str]] = {}
    for target, code in rows:
        found.setdefault(target, set()).add(code)
    return found


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)


def names(workspace: Workspace, workshop_id: str) -> set[str]:
    """The names of those on the list of a workshop, as they are stored."""
    query = (
        "SELECT DISTINCT p.name FROM participation a JOIN person p ON p.id=a.person_id"
        " WHERE a.workshop_id=? AND a._deleted=0 AND p._deleted=0 AND trim(p.name)<>''"
    )
    return {row[0] for row in workspace.database.rows(query, (workshop_id,))}
