"""A chart as figures and words: what was counted, for which groups. It knows nothing of ink.

Paper, screen and command show the same charts; :mod:`carefacilitator.services.documents.charts`
makes them from the content, where small groups are hidden already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from carefacilitator.i18n import Words

Value = int | float | None
"""None where a figure is not told, since it would tell of a small group."""

DASH = "–"
DOT = " · "


@dataclass(frozen=True, kw_only=True)
class Measure:
    """One thing that is counted: a column of figures, and a bar in each row if it is ``drawn``.

    ``key`` is stable and language-free; ``plain`` heads the bare figures where ``head`` would not
    tell their unit.
    """

    key: str
    head: str
    drawn: bool = True
    plain: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    """One group with a figure for each measure, bare and in words."""

    key: str
    label: str
    values: tuple[Value, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chart:
    """What is counted, ``of`` which groups. ``alternative`` tells all of it in words.

    At most two measures are drawn: the first filled, the second hatched.
    """

    name: str
    title: str
    of: str
    measures: tuple[Measure, ...]
    rows: tuple[ChartRow, ...]
    alternative: str
    note: str = ""

    @property
    def drawn(self) -> tuple[int, ...]:
        """The places of the measures that have bars."""
        return tuple(at for at, one in enumerate(self.measures) if one.drawn)

    @property
    def longest(self) -> float:
        """The largest figure that has a bar; 1 where all are 0."""
        found = (row.values[at] or 0 for row in self.rows for at in self.drawn)
        return max(found, default=0) or 1

    def beside(self, row: ChartRow, at: int) -> str:
        """What stands beside the bar of a measure: its figure, and those that have no bar."""
        if len(self.drawn) > 1:
            return row.told[at]
        rest = (told for other, told in enumerate(row.told) if other != at and told)
        return DOT.join((row.told[at], *rest))


Counted = tuple[str, str, tuple[Value, ...]]
"""Key, label and figures of a row."""


def chart(
    words: Words,
    name: str,
    title: str,
    of: str,
    measures: Sequence[Measure],
    rows: Sequence[Counted],
    *,
    tell: Callable[[int, Value], str] | None = None,
    note: str = "",
    what: str = "",
) -> Chart:
    """A chart of ``rows``; ``tell`` words the figure of a measure, else it is a plain number.

    ``what`` begins the words for those who do not see it, where the title does not.
    """

    def told(at: int, value: Value) -> str:
        if value is None:
            return DASH
        return tell(at, value) if tell is not None else words.number(value)

    made = tuple(
        ChartRow(
            key=key,
            label=label,
            values=values,
            told=tuple(told(at, value) for at, value in enumerate(values)),
        )
        for key, label, values in rows
    )
    plain = Chart(
        name=name,
        title=title,
        of=of,
        measures=tuple(measures),
        rows=made,
        alternative="",
        note=note,
    )
    spoken = "; ".join(_spoken(words, plain, row) for row in made)
    begins = what or f"{title}."
    return replace(plain, alternative=f"{begins} {spoken}".strip())


def _spoken(words: Words, chart: Chart, row: ChartRow) -> str:
    if len(chart.drawn) < 2:
        return f"{row.label}: {chart.beside(row, chart.drawn[0])}"
    first, second = chart.drawn[:2]
    return words.say(
        "{label}: {first} {first_name}, {second} {second_name}",
        label=row.label,
        first=row.told[first],
        first_name=chart.measures[first].head,
        second=row.told[second],
        second_name=chart.measures[second].head,
    )
