"""Counts for lists, asked in a few statements instead of one per workshop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import COMPANIONS, SameAs
from carefacilitator.storage.workspace import Workspace


class Tally(NamedTuple):
    """How many of what a workshop has; ``present`` people, ``counted`` without a name."""

    blocks: int = 0
    people: int = 0
    present: int = 0
    counted: int = 0
    notes: int = 0
    lessons: int = 0
    commitments: int = 0


_COUNTED = {
    "blocks": "agenda_block",
    "people": "participation",
    "notes": "note",
    "lessons": "lesson",
    "commitments": "commitment",
}
_PRESENT = (
    "SELECT workshop_id, count(DISTINCT participation_id) FROM attendance"
    " WHERE _deleted=0 AND status IN ('present','present_remote','partial') GROUP BY workshop_id"
)
_HEADS = (
    "SELECT workshop_id, max(n) FROM (SELECT workshop_id, slot, sum(count) AS n FROM head_count"
    f""" WHERE _deleted=0 AND "group"<>'{COMPANIONS}' AND slot<>'' GROUP BY workshop_id, slot)"""
    " GROUP BY workshop_id"
)


def by_workshop(workspace: Workspace) -> dict[str, Tally]:
    """The counts of every workshop; people counted without a name at their largest half-day."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    queries = {
        name: f'SELECT workshop_id, count(*) FROM "{table}" WHERE _deleted=0 GROUP BY workshop_id'
        for name, table in _COUNTED.items()
    }
    for name, query in {**queries, "present": _PRESENT, "counted": _HEADS}.items():
        for workshop, count in workspace.database.rows(query):
            found[workshop][name] = int(count or 0)
    for workshop, name, twice in _counted_twice(workspace):
        found[workshop][name] -= twice
    return {workshop: Tally(**counts) for workshop, counts in found.items()}


def _counted_twice(workspace: Workspace) -> Iterator[tuple[str, str, int]]:
    """Workshop, figure and how many too many: people who are one and stand on a list twice."""
    joined = Joined(workspace.all(SameAs, target_kind="person"))
    for group in joined.groups():
        marks = ",".join("?" * len(group))
        rows = workspace.database.rows(
            "SELECT p.workshop_id, count(DISTINCT p.id), count(DISTINCT a.participation_id)"
            " FROM participation p LEFT JOIN attendance a ON a.participation_id=p.id"
            " AND a._deleted=0 AND a.status IN ('present','present_remote','partial')"
            f" WHERE p._deleted=0 AND p.person_id IN ({marks}) GROUP BY p.workshop_id",
            group,
        )
        for workshop, people, present in rows:
            yield workshop, "people", people - 1
            if present:
                yield workshop, "present", present - 1


def leading_names(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The short names of the organisations that lead each workshop, together where several do."""
    joined = Joined(workspace.all(SameAs, target_kind="organisation"))
    rows = workspace.database.rows(
        "SELECT l.workshop_id, coalesce(nullif(o.acronym,''), o.name), o.id"
        " FROM workshop_organisation l JOIN organisation o ON o.id=l.organisation_id"
        " WHERE l.role IN ('lead','co_lead') AND l._deleted=0 AND o._deleted=0"
        " ORDER BY l.position"
    )
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for workshop, name, organisation in rows:
        found[workshop].setdefault(joined.of(organisation), name)
    return {workshop: tuple(names.values()) for workshop, names in found.items()}
