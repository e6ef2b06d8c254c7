"""Which figures of people a document tells: what gives a small group away by a sum is left out.

The rules are in ``model/privacy/small_groups.py``; here they meet the figures of one
workshop, and those of a series beside the papers of each of its workshops.

A room is told at any size, and so are its list and its head count: they are what a paper is about,
not groups within it. Who stayed away or left is a group within one workshop; in a series it is
not, since nobody is expected everywhere. That so many refused something is told, since it says
nothing of what they are, unless the number takes a joined group apart. Tables are looked at one at
a time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from carefacilitator.model.document import figures, series
from carefacilitator.model.document.content import Presence, WorkshopContent
from carefacilitator.model.document.figures import NOT_SHARED, OTHER, Figures
from carefacilitator.model.privacy.small_groups import (
    JointDisclosure,
    World,
    columns_told,
    in_column,
    marked,
    plain,
    small,
)
from carefacilitator.model.records.vocabulary import vocabulary

Described = Mapping[str, tuple[str, str, str]]
"""Gender, age and category of each person (id) who came, as ``figures.described`` has them."""
TABLES = GENDER, AGE, CATEGORY = range(3)
"""The tables of people, in the order in which each person is described."""


@dataclass(frozen=True)
class Disclosed:
    """What a series may tell: its people, who was new or came again, and how often people came."""

    presence: Presence
    flow: tuple[tuple[int | None, int | None], ...]
    attended: tuple[tuple[int, int, int], ...]


def half_days(named: Sequence[frozenset[str]]) -> list[int | None]:
    """How many were there in each half-day; None where that tells who left or came in between."""
    people = frozenset().union(*named)
    world: World = Counter(
        ("", sum(1 << at for at, one in enumerate(named) if key in one)) for key in people
    )
    told = columns_told(world, len(named))
    return [len(one) if at in told else None for at, one in enumerate(named)]


def expected(listed: int, came: int) -> int:
    """How many were on the list; 0 (which is not told) where few of them stayed away."""
    return 0 if small(listed - came) else listed


def not_shared(counted: Figures, *tables: Sequence[tuple[str, int]]) -> int | None:
    """How many did not agree to be counted by gender and age; None where it is not to be told.

    That few refused is no small group of the kind that is hidden: it says nothing of what they are.
    But taken from those it is joined with it would tell how many the others are, so it is only
    told where it stands apart anyway.
    """
    counts = {one.get(NOT_SHARED, 0) for one in (counted.by_gender, counted.by_age)} - {0}
    if not counts:
        return 0
    return counts.pop() if len(counts) == 1 and _apart(tables) else None


def _apart(tables: Sequence[Sequence[tuple[str, int]]]) -> bool:
    """Whether those who did not agree stand apart in every table that is told."""
    told = [dict(rows) for rows in tables if rows]
    return bool(told) and all(NOT_SHARED in rows for rows in told)


def together(
    presence: Presence,
    people: Described,
    present: Sequence[frozenset[str]],
    parts: Sequence[WorkshopContent],
    each: Sequence[Described],
) -> Disclosed:
    """What is told of people who were ``present`` (ids) at several workshops with papers of theirs.

    The total of civil society is told of each workshop only: one sum less to be safe from.
    ``presence`` and ``people`` are of all together; ``parts`` and ``each`` of each workshop.
    """
    presence = replace(presence, civil_society=0)
    worlds: list[World] = [Counter() for _ in TABLES]
    for key in sorted(frozenset().union(*present)):
        at = [number for number, one in enumerate(present) if key in one]
        times = sum(1 << number for number in at)
        for table, own in enumerate(people[key]):
            apart = {one: each[one][key][table] for one in at if each[one][key][table] != own}
            worlds[table][marked(own, apart), times] += 1
    flow = series.new_and_again(present)
    decision = JointDisclosure(
        worlds,
        [_cells(worlds[at], presence, parts, at) for at in TABLES],
        len(present),
        {at for at, (new, _) in enumerate(flow) if at and new is not None},
        series.attended(sum(marks) for marks in series.times_present(present).values()),
    )
    decision.settle()
    return _disclosed(decision, presence, flow)


def _cells(
    world: World, presence: Presence, parts: Sequence[WorkshopContent], table: int
) -> dict[int, Mapping[str, str]]:
    """Under which row each value is printed, in each paper that has the table."""
    found: dict[int, Mapping[str, str]] = {}
    for column, one in ((-1, presence), *enumerate(part.presence for part in parts)):
        told = (one.by_gender, one.by_age, one.by_category)[table]
        if not told:
            continue
        rows: dict[str, str] = {}
        for key in {value for value, _ in world}:
            value = in_column(key, column)
            cell = _cell(value, dict(told))
            if table == CATEGORY and one.civil_society:
                cell = f"{cell} {_inside(value)}"
            rows[key] = cell
        found[column] = rows
    return found


def _inside(value: str) -> int:
    """1 for a category within civil society, the total of which is told beside the rows."""
    return figures.civil_society({value: 1}, vocabulary())


def _cell(value: str, rows: Mapping[str, int]) -> str:
    if not value or value in rows:
        return value
    parent = vocabulary().parent("stakeholder_category", value)
    return parent if parent and parent in rows else OTHER


def _disclosed(
    decision: JointDisclosure, presence: Presence, flow: Sequence[tuple[int | None, int | None]]
) -> Disclosed:
    if not decision.once:
        nothing = Presence(counted=presence.counted, people=presence.people, untold=True)
        nothing = replace(nothing, not_shared=None if presence.not_shared != 0 else 0)
        return Disclosed(nothing, ((None, None),) * len(flow), ())
    gender, age = figures.told_alike(_counted(decision, GENDER), _counted(decision, AGE))
    category, real = _counted(decision, CATEGORY), Counter[str]()
    for (value, _), count in decision.worlds[CATEGORY].items():
        real[plain(value)] += count
    parents = figures.category_parents(vocabulary())
    apart = presence.not_shared == 0 or _apart((gender, age))
    made = replace(
        presence,
        not_shared=presence.not_shared if apart else None,
        by_gender=gender,
        by_age=age,
        by_category=category,
        widened=tuple(sorted(figures.widened(category, real, parents).items())),
    )
    kept = (pair if at in decision.flow or not at else (None, None) for at, pair in enumerate(flow))
    return Disclosed(made, tuple(kept), decision.spans)


def _counted(decision: JointDisclosure, table: int) -> tuple[tuple[str, int], ...]:
    cells = decision.table(table)
    counts: Counter[str] = Counter()
    for (value, _), count in decision.worlds[table].items():
        cell = cells.get(value, "")
        if cell:
            counts[cell] += count
    return figures.in_public_order(counts)
