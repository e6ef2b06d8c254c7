"""Readings for long lists: ids in the order in which they are shown, without the records."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from carefacilitator.model.records import Record, kind_of
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
) -> list[str]:
    """Those made elsewhere than in ``workshop``, in its programme or by these organisations."""
    rows = workspace.database.rows(
        f"SELECT id FROM commitment WHERE _deleted=0 AND status IN ({_marks(statuses)})"
        " AND workshop_id<>? AND ((programme_id<>'' AND programme_id=?)"
        f" OR organisation_id IN ({_marks(organisations)})){_SOONEST}",
        (*statuses, workshop, programme, *organisations),
    )
    return [row[0] for row in rows]


def codes(workspace: Workspace, workshop: str) -> list[tuple[str, str, str]]:
    """Target, scheme and code of everything coded in a workshop."""
    rows = workspace.database.rows(
        "SELECT target_id, scheme, code FROM coding WHERE workshop_id=? AND _deleted=0"
        " ORDER BY code",
        (workshop,),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def last_position(workspace: Workspace, kind: type[Record], workshop: str) -> int:
    """The largest ``position`` of a workshop's records of a kind; 0 where there are none."""
    table = kind_of(kind)
    query = f'SELECT max(position) FROM "{table}" WHERE workshop_id=? AND _deleted=0'
    return int(workspace.database.one(query, (workshop,)) or 0)


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
