"""No reader of papers that belong together finds out a small group; an attack of its own tries it.

The attack knows nothing of how figures are chosen. It takes what is printed as sums over all kinds
of people there may be, and looks for the least and the most a group can have while every sum
holds, exactly. Planted faults show that it finds what is to be found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from carefacilitator.model.document.content import Presence, WorkshopContent
from carefacilitator.model.document.figures import FLOOR, OTHER, public_groups
from carefacilitator.services.documents import small_groups

Kind = tuple[str, int]
"""A value (or nothing) and the columns in which such people were, as bits."""


@dataclass(frozen=True)
class Printed:
    """What stands on paper: people in each column, together, new in each, and by times.

    ``rows`` are the tables by value: of column -1 (together) and of single columns. None stands
    for what is not told.
    """

    named: Sequence[int | None]
    once: int | None
    new: Sequence[int | None] = ()
    times: Sequence[tuple[int, int, int]] = ()
    rows: Mapping[int, Mapping[str, int]] = field(default_factory=dict)


def equations(
    printed: Printed, values: Sequence[str]
) -> tuple[list[Kind], list[tuple[int, list[bool]]]]:
    """The kinds of people there may be, and the sums over some of them that are printed."""
    columns = len(printed.named)
    kinds = [(value, bits) for value in values for bits in range(1, 1 << columns)]
    sums: list[tuple[int, list[bool]]] = []

    def demand(total: int | None, which: Iterator[bool]) -> None:
        if total is not None:
            sums.append((total, list(which)))

    for at, count in enumerate(printed.named):
        demand(count, (bool(bits >> at & 1) for _, bits in kinds))
    demand(printed.once, (True for _ in kinds))
    for at, count in enumerate(printed.new):
        demand(count, ((bits & -bits) == 1 << at for _, bits in kinds))
    for low, high, count in printed.times:
        demand(count, (low <= bits.bit_count() <= high for _, bits in kinds))
    for column, rows in printed.rows.items():
        for key, count in rows.items():
            own = [value for value in values if (value if value in rows else OTHER) == key]
            there = [column < 0 or bool(bits >> column & 1) for _, bits in kinds]
            demand(
                count,
                (here and value in own for here, (value, _) in zip(there, kinds, strict=True)),
            )
    return kinds, sums


def groups(printed: Printed, values: Sequence[str], missed: bool) -> dict[str, set[Kind]]:
    """Every group that nobody must find out while it is small, with the kinds of people in it."""
    columns = len(printed.named)
    kinds = [(value, bits) for value in values for bits in range(1, 1 << columns)]
    found: dict[str, set[Kind]] = {}
    for times in range(1, columns + 1):
        found[f"{times} times"] = {one for one in kinds if one[1].bit_count() == times}
    for at in range(columns):
        there = {one for one in kinds if one[1] >> at & 1}
        new = {one for one in there if not one[1] & ((1 << at) - 1)}
        if at:
            found[f"new {at}"], found[f"again {at}"] = new, there - new
        if missed:
            found[f"missed {at}"] = set(kinds) - there
        for value in values if len(values) > 1 else ():
            of = {one for one in kinds if one[0] == value}
            found[f"{value} {at}"] = of & there
            if -1 in printed.rows:  # the difference of two papers that both have the table
                found[f"{value} not {at}"] = of - there
    for value in values if len(values) > 1 else ():
        found[value] = {one for one in kinds if one[0] == value}
    return found


def told_by_papers(
    printed: Printed,
    values: Sequence[str] = ("",),
    missed: bool = False,
    real: Mapping[Kind, int] | None = None,
) -> set[str]:
    """The small groups that the papers give away, beyond how many were in each room.

    A room is told at any size, and so is what follows from the rooms alone. With the ``real``
    world only groups are tried that are small in it: no other can be found to be.
    """
    wanted = {
        name: members
        for name, members in groups(printed, values, missed).items()
        if real is None or 0 < sum(real.get(one, 0) for one in members) < FLOOR
    }
    found = found_out(printed, values, wanted)
    rooms = replace(printed, once=None, new=(), times=(), rows={})
    return found - found_out(rooms, values, {name: wanted[name] for name in found})


def found_out(printed: Printed, values: Sequence[str], wanted: Mapping[str, set[Kind]]) -> set[str]:
    """The groups that can have nothing but one to four people: the figures allow no other."""
    kinds, sums = equations(printed, values)
    found = set()
    for name, members in wanted.items():
        wish = [one in members for one in kinds]
        if least(sums, wish, 1) > 0 and -least(sums, wish, -1) < FLOOR:
            found.add(name)
    return found


def least(sums: Sequence[tuple[int, list[bool]]], wish: Sequence[bool], sign: int) -> Fraction:
    """The least of ``sign`` times the people wished for, among all fillings of the sums.

    The simplex method in fractions, by the rule of Bland, so that it ends and rounds nothing.
    """
    width, height = len(wish), len(sums)
    table = [
        [Fraction(int(one)) for one in which]
        + [Fraction(int(row == at)) for row in range(height)]
        + [Fraction(total)]
        for at, (total, which) in enumerate(sums)
    ]
    basis = [width + at for at in range(height)]
    first = [Fraction(0)] * width + [Fraction(1)] * height
    assert _descend(table, basis, first, width + height) == 0  # the real world is a solution
    for at in [at for at, one in enumerate(basis) if one >= width]:
        enter = next((one for one in range(width) if table[at][one]), -1)
        if enter >= 0:  # else the sum follows from the others
            _pivot(table, basis, at, enter)
    costs = [Fraction(sign * one) for one in wish] + [Fraction(0)] * height
    return _descend(table, basis, costs, width)


def _descend(
    table: list[list[Fraction]], basis: list[int], costs: Sequence[Fraction], width: int
) -> Fraction:
    while True:
        reduced = list(costs)
        for row, at in zip(table, basis, strict=True):
            if costs[at]:
                reduced = [one - costs[at] * two for one, two in zip(reduced, row, strict=False)]
        enter = next((at for at in range(width) if reduced[at] < 0), -1)
        if enter < 0:
            return sum(
                (costs[at] * row[-1] for row, at in zip(table, basis, strict=True)), Fraction(0)
            )
        ratios = [
            (row[-1] / row[enter], basis[at], at) for at, row in enumerate(table) if row[enter] > 0
        ]
        leave = min(ratios)[2]  # there is one: everybody is in a room that is told
        _pivot(table, basis, leave, enter)


def _pivot(table: list[list[Fraction]], basis: list[int], leave: int, enter: int) -> None:
    pivot = table[leave][enter]
    table[leave] = [one / pivot for one in table[leave]]
    for at, row in enumerate(table):
        if at != leave and row[enter]:
            by = row[enter]
            table[at] = [one - by * two for one, two in zip(row, table[leave], strict=True)]
    basis[leave] = enter


# series -----------------------------------------------------------------------------------------


def paper(counts: Mapping[str, int]) -> Presence:
    return Presence(named=sum(counts.values()), by_gender=public_groups(counts))


def disclosed(world: Mapping[Kind, int], columns: int) -> tuple[small_groups.Disclosed, Printed]:
    """What the program tells of a series, and all that stands on its papers."""
    people = {
        f"{value} {bits} {number}": (value, bits)
        for (value, bits), count in world.items()
        for number in range(count)
    }
    present = [
        frozenset(key for key, (_, bits) in people.items() if bits >> at & 1)
        for at in range(columns)
    ]
    described = {key: (value, "", "") for key, (value, _) in people.items()}
    each = [paper(Counter(people[key][0] for key in one)) for one in present]
    whole = paper(Counter(value for value, _ in people.values()))
    parts = [WorkshopContent(code="", title="", presence=one) for one in each]
    made = small_groups.together(whole, described, present, parts, [described] * columns)
    rows = {at: dict(one.by_gender) for at, one in enumerate(each) if one.by_gender}
    if made.presence.by_gender:
        rows[-1] = dict(made.presence.by_gender)
    return made, Printed(
        named=[len(one) for one in present],
        once=None if made.presence.untold else made.presence.named,
        new=[new for new, _ in made.flow],
        times=made.attended,
        rows=rows,
    )


def counts(columns: int, values: str = "a", most: int = 9) -> st.SearchStrategy[dict[Kind, int]]:
    kinds = list(product(values, range(1, 1 << columns)))
    numbers = st.one_of(st.just(0), st.integers(0, most))
    return st.fixed_dictionaries(dict.fromkeys(kinds, numbers))


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 3).flatmap(lambda columns: st.tuples(st.just(columns), counts(columns))))
def test_nobody_finds_out_who_was_new_or_came_how_often(made: tuple[int, dict[Kind, int]]) -> None:
    columns, world = made
    if sum(world.values()):
        _, printed = disclosed(world, columns)
        real = {("", bits): count for (_, bits), count in world.items()}
        assert told_by_papers(replace(printed, rows={}), real=real) == set()


@settings(max_examples=50, deadline=None)
@given(counts(2, "abc", 7))
def test_nobody_finds_out_a_value_from_the_papers_of_a_series(world: dict[Kind, int]) -> None:
    if sum(world.values()):
        _, printed = disclosed(world, 2)
        assert told_by_papers(printed, ("a", "b", "c"), real=world) == set()


@settings(max_examples=25, deadline=None)
@given(counts(3, "ab", 4))
def test_nobody_finds_out_a_value_from_the_papers_of_three(world: dict[Kind, int]) -> None:
    if sum(world.values()):
        _, printed = disclosed(world, 3)
        assert told_by_papers(printed, ("a", "b"), real=world) == set()


@settings(max_examples=150, deadline=None)
@given(st.integers(2, 3).flatmap(lambda columns: st.tuples(st.just(columns), counts(columns))))
def test_nobody_finds_out_who_left_in_between(made: tuple[int, dict[Kind, int]]) -> None:
    columns, world = made
    if not sum(world.values()):
        return
    people = {(bits, one): bits for (_, bits), count in world.items() for one in range(count)}
    halves = [
        frozenset(str(key) for key, bits in people.items() if bits >> at & 1)
        for at in range(columns)
    ]
    told = small_groups.half_days(halves)
    assert [one for one in told if one is not None] == [
        len(half) for half, one in zip(halves, told, strict=True) if one is not None
    ]
    real = {("", bits): count for (_, bits), count in world.items()}
    assert told_by_papers(Printed(told, len(people)), missed=True, real=real) == set()


def test_what_is_safe_is_told() -> None:
    world = {("a", 1): 20, ("a", 2): 9, ("a", 3): 8, ("b", 1): 6, ("b", 3): 7, ("b", 2): 6}
    made, printed = disclosed(world, 2)
    assert not made.presence.untold
    assert list(printed.new) == [41, 15]
    assert made.attended == ((1, 1, 41), (2, 2, 15))
    assert made.presence.by_gender == (("a", 37), ("b", 19))


def test_the_last_new_ones_are_not_told_by_subtraction() -> None:
    world = {("a", 1): 12, ("a", 2): 7, ("a", 4): 2, ("a", 7): 9, ("a", 6): 8}
    made, printed = disclosed(world, 3)
    assert made.presence.named == 38
    assert made.flow[2] == (None, None)
    assert made.flow[1] == (None, None)  # else 38 - 21 - 15 were new in the third
    assert told_by_papers(replace(printed, rows={})) == set()


def test_the_attack_finds_what_is_planted() -> None:
    # 63 people, of whom 21, 10, 10 and 20 were new: two in the fifth, though it has a dash.
    fifth = Printed(named=[21, 28, 19], once=33, new=[21, 10, None])
    assert "new 2" in told_by_papers(fifth)
    # Twelve in the first, thirteen altogether: one was new in the second.
    assert told_by_papers(Printed(named=[12, 13], once=13)) == {"new 1", "1 times"}
    # Women: 22 in the series, 20 in the first workshop.
    rows = {-1: {"a": 22, "b": 12}, 0: {"a": 20, "b": 6}, 1: {"a": 8, "b": 9}}
    found = told_by_papers(Printed([26, 17], 34, rows=rows), ("a", "b"))
    assert {"a not 0", "b not 1"} <= found
    # Times told together, with a sum of all attendances that takes them apart.
    times = Printed(named=[7, 7, 6], once=12, times=[(1, 1, 5), (2, 3, 7)])
    assert "3 times" in told_by_papers(times)
    # Thirty in the morning, twenty-eight after lunch, thirty altogether.
    assert "missed 1" in told_by_papers(Printed([30, 28], 30), missed=True)
