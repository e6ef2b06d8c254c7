"""Readings for long lists: ids in the order in which they are shown, without the records."""

from __future__ import annotations

from collections.abc import Collection, Iterable

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


def _marks(values: Iterable[object]) -> str:
    return ",".join("?" for _ in values)
