"""Tables that long documents share: heads, columns of figures, two columns with a side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from carefacilitator.reports.blocks.blocks import Block
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.table import Layout, Row, Table
from carefacilitator.reports.style import GUTTER, SMALL, TABLE_HEAD
from carefacilitator.reports.text.lines import Span, natural_width

INSET = 5.0
"""Between the edge of a table with a head and its text."""


def head_row(desk: Desk, *labels: str, figures: int = 0) -> Row:
    """A head of these labels; the last ``figures`` columns hold figures and are aligned as such."""
    first = len(labels) - figures
    cells = tuple(
        desk.text(label, TABLE_HEAD if at < first else TABLE_HEAD.to("end"))
        for at, label in enumerate(labels)
    )
    return Row(cells, head=True)


def two_columns(desk: Desk, side: float) -> Layout:
    """A side column and the rest of the line."""
    return desk.table(side, desk.paper.text_width - side - GUTTER)


def figure_list(desk: Desk, rows: Iterable[tuple[str, str]], columns: float = 6) -> Block:
    """Labels with a figure each, on so many grid columns; no head."""
    width = desk.paper.columns(1)
    layout = desk.table(desk.paper.columns(columns) - width - GUTTER, width)
    return Table(layout, [figure_row(desk, label, (figure,)) for label, figure in rows])


def figure_row(desk: Desk, label: str, figures: Sequence[str], bold: bool = False) -> Row:
    """A label with figures aligned at the end of their columns."""
    style = TABLE_HEAD if bold else SMALL
    return Row(
        (desk.text(label, style), *(desk.text(figure, style.to("end")) for figure in figures))
    )


def figure_table(desk: Desk, labels: Sequence[str], rows: Sequence[Row], most: float) -> Block:
    """A table of figures over the whole width: a label, then columns of ``most`` points.

    Where there are many, they are only as wide as their longest word.
    """
    count = len(labels) - 1
    gutter, columns = GUTTER, [most] * count
    if count >= 5:
        gutter = GUTTER * 0.625
        for least in (1.6, 1.3, 1.0):
            wide = desk.paper.columns(least)
            columns = [_as_wide_as(label, wide, most) for label in labels[1:]]
            if sum(columns) + count * gutter < desk.paper.columns(10.2):
                break
    first = desk.paper.text_width - 2 * INSET - sum(columns) - count * gutter
    layout = desk.table(first, *columns, inset=INSET, gutter=gutter)
    return Table(layout, rows, head_row(desk, *labels, figures=count))


def _as_wide_as(label: str, least: float, most: float) -> float:
    """The width of a column whose head is not broken within a word."""
    words = (natural_width([Span(word, TABLE_HEAD.look)]) for word in label.split())
    return min(max(max(words, default=0.0) + 1, least), most)
