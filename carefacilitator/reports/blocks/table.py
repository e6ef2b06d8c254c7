"""Tables and ruled lists: columns on the grid, hairlines between rows, a head that repeats.

Columns run from the start of the line, so they are mirrored in right-to-left documents. A row is
moved to the next page whole; only a row taller than a page is cut.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from typing_extensions import override

from carefacilitator.reports.blocks.blocks import EPSILON, Block, Place, Slot, Stack
from carefacilitator.reports.pdf.structure import Element
from carefacilitator.reports.style import HAIRLINE, HEAD_LINE, LICHEN, MM, THREAD
from carefacilitator.reports.text.lines import SOOT

_LEAST_ROW = 7 * MM
_LONG_ROW = 25 * MM


@dataclass(frozen=True)
class Layout:
    """What all parts of one table share, in points.

    ``widths`` with a ``gutter`` between them and an ``inset`` at both ends add up to the table's
    width; ``padding`` stands above and below the text of a row.
    """

    widths: tuple[float, ...]
    gutter: float
    rtl: bool
    padding: float = 4.0
    inset: float = 0.0
    slot: Slot = field(default_factory=Slot)


@dataclass
class Row:
    """Cells from the start of the line; ``head`` rows repeat on every page."""

    cells: tuple[Block, ...]
    head: bool = False
    slot: Slot = field(default_factory=Slot)
    cell_slots: dict[int, Slot] = field(default_factory=dict)
    measured: float | None = None

    def slot_of(self, column: int) -> Slot:
        """The structure slot of one cell."""
        return self.cell_slots.setdefault(column, Slot())


class Table(Block):
    """Rows below each other. A table without a head is a ruled list."""

    def __init__(
        self,
        layout: Layout,
        rows: Sequence[Row],
        head: Row | None = None,
        after: float = 6.0,
        repeated: bool = False,
    ) -> None:
        self._layout = layout
        self._rows = tuple(rows)
        self._head = head
        self._repeated = repeated
        self.after = after

    def _row_height(self, row: Row) -> float:
        if row.measured is not None:
            return row.measured
        lead = self._lead(row)
        tallest = 0.0
        for cell, width in zip(row.cells, self._layout.widths, strict=True):
            tallest = max(tallest, self._drop(cell, width, lead) + cell.height(width))
        row.measured = max(_LEAST_ROW, tallest + 2 * self._layout.padding)
        return row.measured

    def _lead(self, row: Row) -> float:
        """Where the first baseline of the row stands, so that small and large text share it."""
        pairs = zip(row.cells, self._layout.widths, strict=True)
        return max((cell.baseline(width) for cell, width in pairs), default=0.0)

    def _drop(self, cell: Block, width: float, lead: float) -> float:
        own = cell.baseline(width)
        return lead - own if own else 0.0

    def _head_height(self) -> float:
        return self._row_height(self._head) if self._head else 0.0

    @override
    def height(self, width: float) -> float:
        return self._head_height() + sum(map(self._row_height, self._rows))

    @override
    def least(self, width: float) -> float:
        first = self._row_height(self._rows[0]) if self._rows else 0.0
        if len(self._rows) > 2:  # a single row does not stand alone, unless the second is long
            second = self._row_height(self._rows[1])
            first += second if second < _LONG_ROW else 0.0
        return self._head_height() + first

    @override
    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used = self._head_height()
        fit = 0
        for row in self._rows:
            used += self._row_height(row)
            if used > room + EPSILON:
                break
            fit += 1
        if fit > 1 and fit == len(self._rows) - 1:
            fit -= 1  # the last row does not stand alone on the next page
        return self._parts(self._rows[:fit], self._rows[fit:]) if fit else None

    @override
    def cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut the first row, which is taller than a whole page, at ``room``."""
        row = self._rows[0]
        inner = room - self._head_height() - 2 * self._layout.padding - self._lead(row)
        upper: list[Block] = []
        lower: list[Block] = []
        for cell, wide in zip(row.cells, self._layout.widths, strict=True):
            whole = cell.height(wide) <= inner
            parts = None if whole else cell.split(wide, inner)
            upper.append(parts[0] if parts else cell if whole else Stack(()))
            lower.append(parts[1] if parts else Stack(()) if whole else cell)
        if all(isinstance(part, Stack) and not part.blocks for part in upper):
            return None
        first = Row(tuple(upper), row.head, row.slot, row.cell_slots)
        rest = Row(tuple(lower), row.head, row.slot, row.cell_slots)
        return self._parts((first,), (rest, *self._rows[1:]))

    def _parts(self, upper: Sequence[Row], lower: Sequence[Row]) -> tuple[Table, Table]:
        first = Table(self._layout, upper, self._head, self.after, self._repeated)
        return first, Table(self._layout, lower, self._head, self.after, repeated=True)

    @override
    def draw(self, place: Place) -> None:
        place = self._own_place(place)
        table = self._layout.slot.element(place.parent, "Table")
        top = place.top
        if self._head:
            top = self._draw_head(place, table, top)
        else:
            self._rule(place, top)
        for at, row in enumerate(self._rows):
            self._draw_row(place, row.slot.element(table, "TR"), row, top, "TD")
            top -= self._row_height(row)
            if at < len(self._rows) - 1:
                self._rule(place, top)

    def _own_place(self, place: Place) -> Place:
        """The table's own width, at the start of the line, where it is narrower than its place."""
        layout = self._layout
        gutters = layout.gutter * (len(layout.widths) - 1)
        width = min(place.width, sum(layout.widths) + gutters + 2 * layout.inset)
        x = place.x + (place.width - width if layout.rtl else 0.0)
        return Place(place.canvas, place.parent, x, place.top, width)

    def _draw_head(self, place: Place, table: Element, top: float) -> float:
        if self._head is None:
            return top
        height = self._row_height(self._head)
        with place.canvas.artifact():
            place.canvas.bar(place.x, top - height, place.width, height, LICHEN)
            colour = SOOT if place.canvas.theme is None else place.canvas.theme.words
            place.canvas.rule(place.x, top - height, place.width, HEAD_LINE, colour)
        if self._repeated:
            with place.canvas.artifact("Pagination"):
                self._draw_row(place, Element(""), self._head, top, "TH")
        else:
            row = self._head.slot.element(table, "TR")
            self._draw_row(place, row, self._head, top, "TH")
        return top - height

    def _draw_row(self, place: Place, element: Element, row: Row, top: float, tag: str) -> None:
        layout = self._layout
        lead = self._lead(row)
        along = layout.inset
        for at, (cell, width) in enumerate(zip(row.cells, layout.widths, strict=True)):
            slot = Slot() if element.tag == "" else row.slot_of(at)
            box = slot.element(element, tag)
            box.scope = "Column" if tag == "TH" else ""
            x = place.x + (place.width - along - width if layout.rtl else along)
            below = top - layout.padding - self._drop(cell, width, lead)
            cell.draw(Place(place.canvas, box, x, below, width))
            along += width + layout.gutter

    def _rule(self, place: Place, y: float) -> None:
        with place.canvas.artifact():
            place.canvas.rule(place.x, y, place.width, HAIRLINE, THREAD)
