"""The drawing of a chart, once for paper and screen: bars with their labels and figures.

It knows neither ReportLab nor Qt. A :class:`Pen` measures and paints; distances are the pen's own
unit, ``along`` is measured from where the language begins its lines, ``down`` from the top. So a
pen mirrors for Arabic in one place, and every figure stands in words beside its bar.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal, NamedTuple, Protocol

from carefacilitator.model.document.chart import Chart, ChartRow

Role = Literal["label", "figure", "small", "key"]
"""Whose text: the group, its figure, the figure of one bar of two, the name of a kind of bar."""

_LABELS = 0.42
_FIGURES = 0.4
"""The most that labels and figures take of the width."""


class Rectangle(NamedTuple):
    """A rectangle: how far along, how far down, how wide, how high."""

    along: float
    down: float
    wide: float
    high: float


class Pen(Protocol):
    """What a drawing asks of a painter."""

    def wide(self, text: str, role: Role) -> float:
        """The width of a text in one line."""
        ...

    def high(self, text: str, role: Role, wide: float) -> float:
        """The height of a text broken at a width."""
        ...

    def text(self, text: str, role: Role, room: Rectangle) -> None:
        """Paint a text at the beginning of a room, in the middle of its height."""
        ...

    def bar(self, which: int, room: Rectangle) -> None:
        """Paint a bar of the first (0, filled) or the second (1, hatched) kind."""
        ...


@dataclass(frozen=True)
class Sizes:
    """Distances of a drawing: bars and rows of one kind, of two kinds, and what is around them."""

    bar: float
    row: float
    paired_bar: float
    between: float
    paired_row: float
    around: float
    gap: float
    key: float
    swatch: float
    least: float

    def scaled(self, factor: float) -> Sizes:
        """All of them larger by a factor."""
        return Sizes(*(getattr(self, one.name) * factor for one in fields(self)))


PAPER = Sizes(
    bar=9.5,
    row=16.5,
    paired_bar=7.0,
    between=1.5,
    paired_row=26.0,
    around=4.0,
    gap=8.0,
    key=18.0,
    swatch=14.0,
    least=0.8,
)
"""In points."""
SCREEN = Sizes(
    bar=18.0,
    row=38.0,
    paired_bar=14.0,
    between=2.0,
    paired_row=47.0,
    around=12.0,
    gap=12.0,
    key=34.0,
    swatch=26.0,
    least=2.0,
)
"""In pixels at 100 % text."""


class Drawing:
    """A chart drawn with a pen."""

    def __init__(self, chart: Chart, sizes: Sizes, pen: Pen) -> None:
        self._chart, self._sizes, self._pen = chart, sizes, pen
        self._drawn = chart.drawn[:2]
        self._paired = len(self._drawn) > 1
        self._role: Role = "small" if self._paired else "figure"
        self._figures = [[chart.beside(row, at) for at in self._drawn] for row in chart.rows]
        self._widest = max((pen.wide(row.label, "label") for row in chart.rows), default=0.0)
        told = (text for row in self._figures for text in row)
        self._longest_figure = max((pen.wide(text, self._role) for text in told), default=0.0)

    def height(self, width: float) -> float:
        """How high it is at a width."""
        return self._key_height() + sum(self._row_heights(width))

    def first_line(self, width: float) -> float:
        """How far down the middle of the first line of text is."""
        return self._sizes.key / 3 if self._paired else self._row_heights(width)[0] / 2

    def draw(self, width: float) -> None:
        """Paint it at a width."""
        if self._paired:
            self._draw_key()
        down = self._key_height()
        heights = self._row_heights(width)
        for row, figures, high in zip(self._chart.rows, self._figures, heights, strict=True):
            self._draw_row(row, figures, down, high, width)
            down += high

    def _key_height(self) -> float:
        return self._sizes.key if self._paired else 0.0

    def _label_width(self, width: float) -> float:
        return min(self._widest + 1, width * _LABELS)

    def _figure_width(self, width: float) -> float:
        return min(self._longest_figure + 2, width * _FIGURES)

    def _row_heights(self, width: float) -> list[float]:
        sizes, pen = self._sizes, self._pen
        least = sizes.paired_row if self._paired else sizes.row
        label, figure = self._label_width(width), self._figure_width(width)
        found = []
        for row, figures in zip(self._chart.rows, self._figures, strict=True):
            high = pen.high(row.label, "label", label)
            told = max(pen.high(text, self._role, figure) for text in figures)
            if not self._paired:
                high = max(high, told)
            found.append(max(least, high + sizes.around))
        return found

    def _draw_key(self) -> None:
        """What is filled and what is hatched."""
        sizes, along = self._sizes, 0.0
        for which, at in enumerate(self._drawn):
            name = self._chart.measures[at].head
            wide = self._pen.wide(name, "key") + 2
            high = min(self._pen.high(name, "key", wide), sizes.key)
            bar = sizes.paired_bar
            self._pen.bar(which, Rectangle(along, (high - bar) / 2, sizes.swatch, bar))
            along += sizes.swatch + sizes.gap * 0.65
            self._pen.text(name, "key", Rectangle(along, 0.0, wide, high))
            along += wide + sizes.gap * 2

    def _draw_row(
        self, row: ChartRow, figures: list[str], down: float, high: float, width: float
    ) -> None:
        sizes, label = self._sizes, self._label_width(width)
        self._pen.text(row.label, "label", Rectangle(0.0, down, label, high))
        start, beside = label + sizes.gap, sizes.gap * 0.75
        figure = self._figure_width(width)
        longest = max(width - start - beside - figure, sizes.least)
        bar = sizes.paired_bar if self._paired else sizes.bar
        together = bar * len(self._drawn) + sizes.between * (len(self._drawn) - 1)
        top = down + (high - together) / 2
        for which, (at, told) in enumerate(zip(self._drawn, figures, strict=True)):
            value = row.values[at] or 0
            wide = max(longest * value / self._chart.longest, sizes.least) if value else 0.0
            upper = top + which * (bar + sizes.between)
            if wide:
                self._pen.bar(which, Rectangle(start, upper, wide, bar))
            room = self._figure_room(upper, bar, down, high)
            self._pen.text(
                told, self._role, Rectangle(start + wide + beside, room[0], figure, room[1])
            )

    def _figure_room(
        self, upper: float, bar: float, down: float, high: float
    ) -> tuple[float, float]:
        """Beside one bar of two its figure has that bar's height, else the whole row's."""
        return (upper, bar) if self._paired else (down, high)
