"""What may be told together, so that no sum or difference of it gives a small group away.

Every figure of people over time goes through here: half-days of a workshop, and workshops of a
series beside the papers of each of them. People are rows, times are columns; column sums are told
elsewhere already. A group of fewer than :data:`FLOOR` people counts as safe when there is another
possible attendance that has the very same figures everywhere, in which that group has nobody or is
no longer small: then nobody can know. Such a second world is looked for in steps that each leave
every told figure as it is; where none is found, less is told. Looking ends after a fixed number of
steps, and what was not proven by then is not told.

The terms are those of statistical disclosure control: primary and complementary suppression.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from carefacilitator.model.document.figures import FLOOR, NOT_RECORDED, NOT_SHARED, OTHER

Row = tuple[str, int]
"""What a person is counted under in one table, and the columns in which she was there, as bits."""
World = Counter[Row]
Member = Callable[[Row], bool]

MOST_STEPS = 400_000
"""How many changes are looked at in one table of a document, before less is told instead."""
STEPS_EACH = 8_000
"""How many of them for one group and one set of figures."""


def small(count: int) -> bool:
    """Whether a group of so many is too small to be told, and not empty."""
    return 0 < count < FLOOR


@dataclass
class DisclosedFigures:
    """The figures that stand somewhere, of rows in columns 0 … ``columns`` - 1.

    ``cells`` say for a column under which row of a table of people each value is printed; the
    column -1 is everybody together. ``flow`` are the columns of which it is told how many came for
    the first time, ``spans`` the numbers of times that are told together, ``hidden`` the columns
    whose own sum is not told.
    """

    columns: int
    cells: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    flow: set[int] = field(default_factory=set)
    spans: tuple[tuple[int, int, int], ...] = ()
    hidden: set[int] = field(default_factory=set)

    def cell(self, column: int, value: str) -> str:
        """Under what a value is printed; nothing where the table is not told there."""
        return self.cells.get(column, {}).get(value, "")

    def shape(self, row: Row) -> tuple[int, int]:
        """What is told of a row beside the sums of columns: when first, how often."""
        came = first(row)
        times = row[1].bit_count()
        span = next((at for at, one in enumerate(self.spans) if one[0] <= times <= one[1]), -1)
        return came if came in self.flow else -1, span


def first(row: Row) -> int:
    """The first column in which a row was there."""
    return (row[1] & -row[1]).bit_length() - 1


@dataclass(frozen=True)
class Group:
    """A group that must not be found out while it is small.

    ``value`` is that of its people in a table, empty where they may have any.
    """

    name: str
    member: Member
    value: str = ""
    column: int = -1

    def size(self, world: World) -> int:
        """How many are in it."""
        return sum(count for row, count in world.items() if self.member(row))


class Search:
    """Looks for other worlds with the same figures; ``left`` is what it may still spend."""

    def __init__(self, world: World, steps: int = MOST_STEPS) -> None:
        self.world = world
        self.left = steps
        self._now = 0
        self._values = sorted({value for value, _ in world})

    def hides(self, group: Group, told: DisclosedFigures) -> bool:
        """Whether what is told leaves open if ``group`` is small."""
        size = group.size(self.world)
        if not small(size):
            return True
        for wish in (-1, 1):
            self._now = min(STEPS_EACH, self.left)
            if self._reaches(group, told, size, wish):
                return True
        return False

    def _reaches(self, group: Group, told: DisclosedFigures, size: int, wish: int) -> bool:
        world = Counter(self.world)
        while small(size):
            for before, after in self._changes(world, told, group):
                gain = sum(map(group.member, after)) - sum(map(group.member, before))
                if gain * wish > 0:
                    world.subtract(before)
                    world += Counter(after)  # which drops what is empty
                    size += gain
                    break
            else:
                return False
        return True

    def _changes(
        self, world: World, told: DisclosedFigures, group: Group
    ) -> Iterator[tuple[list[Row], list[Row]]]:
        """Every single change of a few people that leaves all that is told as it is.

        Those who are in the group, or nearly, come first: the number of steps is limited.
        """
        rows = sorted(world, key=lambda row: (_distance(row, group, told.columns), row))
        shapes = {row: told.shape(row) for row in rows}
        for row in rows:
            for changed in self._alone(row, told):
                if self._spend() and told.shape(changed) == shapes[row]:
                    yield [row], [changed]
        printed = {
            (column, value): told.cell(column, value)
            for column in range(told.columns)
            for value in self._values
        }
        for one in rows:
            for other in rows:
                if one == other:
                    continue
                for after in self._exchanges(one, other, told, printed):
                    if not self._spend():
                        return
                    if _alike(told, (shapes[one], shapes[other]), after):
                        yield [one, other], after
        yield from self._parted(rows, told)

    def _parted(
        self, rows: Sequence[Row], told: DisclosedFigures
    ) -> Iterator[tuple[list[Row], list[Row]]]:
        """One person becomes two, and two others, of whom one was there once, become one."""
        once = [row for row in rows if row[1].bit_count() == 1]
        joined = [
            (one, other)
            for one in rows
            for other in once
            if one[0] == other[0] and not one[1] & other[1]
        ]
        for own, times in rows:
            for bit in (
                1 << at for at in range(told.columns) if times >> at & 1 and times ^ 1 << at
            ):
                parts = [(own, times ^ bit), (own, bit)]
                for one, other in joined:
                    if not self._spend():
                        return
                    before = [(own, times), one, other]
                    after = [*parts, (one[0], one[1] | other[1])]
                    if (
                        told.cell(-1, own) == told.cell(-1, one[0])
                        and (own, times) not in (one, other)
                        and _alike(told, [told.shape(row) for row in before], after)
                    ):
                        yield before, after

    def _spend(self) -> bool:
        self.left -= 1
        self._now -= 1
        return self._now > 0

    def _alone(self, row: Row, told: DisclosedFigures) -> Iterator[Row]:
        """One person with another value in the same cells, or there where that is not told."""
        own, times = row
        for column in told.hidden:
            if times ^ 1 << column:
                yield own, times ^ 1 << column
        columns = [-1, *(at for at in range(told.columns) if times >> at & 1)]
        for value in self._values:
            if value != own and all(
                told.cell(column, own) == told.cell(column, value) for column in columns
            ):
                yield value, times

    @staticmethod
    def _exchanges(
        one: Row, other: Row, told: DisclosedFigures, printed: Mapping[tuple[int, str], str]
    ) -> Iterator[list[Row]]:
        """They change their values, or one place: the other is where the one was, or both swap."""
        (own, times), (value, again) = one, other
        alike = [
            1 << column
            for column in range(told.columns)
            if (times ^ again) >> column & 1 and printed[column, own] == printed[column, value]
        ]
        if own != value and (times ^ again).bit_count() == len(alike):
            yield [(value, times), (own, again)]
        leaving = [bit for bit in alike if times & bit]
        for bit in leaving:
            if times != bit:
                yield [(own, times ^ bit), (value, again | bit)]
            for back in alike:
                if again & back:
                    yield [(own, times ^ bit | back), (value, again ^ back | bit)]


def _distance(row: Row, group: Group, columns: int) -> int:
    """0 for who is in a group, 1 for who would be after a change in one column, else 2."""
    value, times = row
    if group.member(row):
        return 0
    return 2 - any(group.member((value, times ^ 1 << at)) for at in range(columns))


def _alike(told: DisclosedFigures, before: Sequence[tuple[int, int]], after: Sequence[Row]) -> bool:
    """Whether first times and numbers of times are told of these rows as before."""
    shapes = [told.shape(row) for row in after]
    return all(
        sorted(one[at] for one in before) == sorted(one[at] for one in shapes) for at in (0, 1)
    )


# the groups -------------------------------------------------------------------------------------

PLAIN = frozenset({"", NOT_RECORDED, NOT_SHARED})
"""Values that say nothing about anybody; how many of them there are gives nobody away."""


def over_time(columns: int, missed: bool = False) -> Iterator[Group]:
    """People by when they came: new or again in a column, there so and so many times.

    ``missed`` adds who was not there. Within a workshop these left or came in between; of several
    workshops nobody is expected at all, and to have been elsewhere is no group.
    """
    for at in range(columns):
        if missed:
            yield Group("missed", partial(_missed, at), column=at)
        if at:
            yield Group("new", partial(_new, at), column=at)
            yield Group("again", partial(_again, at), column=at)
    for times in range(1, columns + 1):
        yield Group("times", partial(_times, times))
    if columns > 1:
        yield Group("more than once", _more_than_once)


def by_value(world: World, columns: int) -> Iterator[Group]:
    """Each value: everybody with it, those in a column, and those who were not in it.

    Of two columns also those who came again; of more, no paper comes near to telling that.
    """
    for value in sorted({plain(value) for value, _ in world} - PLAIN):
        has = partial(_has, value)
        yield Group("all", has, value)
        for at in range(columns):
            yield Group("there", partial(_both, has, partial(_there, at)), value, at)
            yield Group("missed", partial(_both, has, partial(_missed, at)), value, at)
        if columns == 2:
            yield Group("again", partial(_both, has, partial(_again, 1)), value, 1)


def plain(value: str) -> str:
    """A value without what a single column has in its place (see :func:`marked`)."""
    return value.partition("\t")[0]


def marked(value: str, others: Mapping[int, str]) -> str:
    """A value that a person has everywhere but in the columns of ``others``."""
    return "\t".join((value, *(f"{at}={other}" for at, other in sorted(others.items()))))


def in_column(value: str, column: int) -> str:
    """The value that counts in a column."""
    own, *others = value.split("\t")
    told = dict(one.split("=", 1) for one in others)
    return told.get(str(column), own)


def _there(at: int, row: Row) -> bool:
    return bool(row[1] >> at & 1)


def _missed(at: int, row: Row) -> bool:
    return not row[1] >> at & 1


def _new(at: int, row: Row) -> bool:
    return first(row) == at


def _again(at: int, row: Row) -> bool:
    return bool(row[1] >> at & 1) and first(row) < at


def _times(times: int, row: Row) -> bool:
    return row[1].bit_count() == times


def _more_than_once(row: Row) -> bool:
    return row[1].bit_count() > 1


def _has(value: str, row: Row) -> bool:
    return plain(row[0]) == value


def _both(one: Member, other: Member, row: Row) -> bool:
    return one(row) and other(row)


# deciding ---------------------------------------------------------------------------------------


def columns_told(world: World, columns: int) -> frozenset[int]:
    """The columns whose own sum may stand beside the number of all rows.

    Of half-days: who left or came in between is a group, too.
    """
    told = DisclosedFigures(columns)
    search = Search(world)
    for group in over_time(columns, missed=True):
        while len(told.hidden) < columns and not search.hides(group, told):
            open_ones = [at for at in range(columns) if at not in told.hidden]
            own = group.column if group.column in open_ones else open_ones[-1]
            told.hidden.add(own)
    return frozenset(range(columns)) - told.hidden


class JointDisclosure:
    """What is told of several columns together; tells less and less until it is safe.

    ``once`` is whether it is told how many people there were, each once; ``flow`` and ``spans`` as
    in :class:`DisclosedFigures`. Each of the ``worlds`` has the same people by another table, with
    its cells in ``tables``; what is told of people as such must be safe beside each of them.
    """

    def __init__(
        self,
        worlds: Sequence[World],
        tables: Sequence[Mapping[int, Mapping[str, str]]],
        columns: int,
        flow: set[int],
        spans: tuple[tuple[int, int, int], ...],
    ) -> None:
        self.worlds, self.columns = worlds, columns
        self.flow, self.spans, self.once = set(flow), spans, True
        self._tables = [dict(one) for one in tables]
        self._searches = [Search(world) for world in worlds]

    def table(self, at: int) -> Mapping[str, str]:
        """Under which row each value is told together; empty where the table is not told."""
        return self._tables[at].get(-1, {}) if self.once else {}

    def settle(self) -> None:
        """Tell less, where needed, until no small group can be found out."""
        for at, world in enumerate(self.worlds):
            for group in (*over_time(self.columns), *by_value(world, self.columns)):
                while self._open(at, group):
                    self._less(at, group)

    def _open(self, at: int, group: Group) -> bool:
        """Whether a group may still be found out; a value only where its table is told."""
        if not self.once or (group.value and -1 not in self._tables[at]):
            return False
        return not self._searches[at].hides(group, self._told(at, group))

    def _told(self, at: int, group: Group) -> DisclosedFigures:
        """What is told that could tell of a group: of a value in a table nothing but the tables."""
        if group.value:
            return DisclosedFigures(self.columns, self._tables[at])
        return DisclosedFigures(self.columns, self._tables[at], self.flow, self.spans)

    def _less(self, at: int, group: Group) -> None:
        """Take one figure away: the table the group is in first, how many there were last."""
        if group.value:
            self._fold(at, group.value)
        elif len(self.spans) > 1 and (group.name == "times" or not self.flow):
            self._join_spans()
        elif self.flow:
            self.flow.remove(min(self.flow, key=lambda column: (self._least(column), column)))
        elif -1 in self._tables[at]:
            del self._tables[at][-1]
        else:
            self.once = False

    def _join_spans(self) -> None:
        """Tell the two least neighbouring numbers of times together."""
        spans = self.spans
        at = min(range(len(spans) - 1), key=lambda at: (spans[at][2] + spans[at + 1][2], -at))
        (start, _, few), (_, end, more) = spans[at : at + 2]
        self.spans = (*spans[:at], (start, end, few + more), *spans[at + 2 :])

    def _least(self, column: int) -> int:
        """The smaller one of those who were new in a column and those who came again."""
        world = self.worlds[0].items()
        new = sum(count for row, count in world if _new(column, row))
        return min(new, sum(count for row, count in world if _again(column, row)))

    def _fold(self, at: int, value: str) -> None:
        """Tell a value with the others; where it already is among them, the next one, too."""
        cells = self._tables[at][-1]
        counts: Counter[str] = Counter()
        for (key, _), count in self.worlds[at].items():
            counts[cells[key]] += count
        rest = {key for key in counts if key not in ("", OTHER)}
        own = {cell for key, cell in cells.items() if plain(key) == value} & rest
        wanted = own or set(sorted(rest, key=lambda key: (counts[key], key))[:1])
        folded = {key: OTHER if cell in wanted else cell for key, cell in cells.items()}
        if set(folded.values()) <= {"", OTHER}:
            del self._tables[at][-1]
        else:
            self._tables[at][-1] = folded
