"""Rows to tick: a box, words, and below them what they are about; by mouse, or Space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter

from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList
from carefacilitator.ui.widgets.rows_model import TickedRows

_BOX = 20


class TickRow(NamedTuple):
    """Something to tick."""

    key: str
    text: str
    about: str = ""


def _said(row: TickRow) -> str:
    return f"{row.text} · {row.about}" if row.about else row.text


class TickDelegate(RowDelegate):
    """A box, words, and below them what they are about."""

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:  # noqa: ARG002 - the ground tells it
        """Paint one row."""
        c, edge = self.kit.colours, self.kit.theme.icon(_BOX)
        row: TickRow = index.data(Qt.ItemDataRole.UserRole)
        square = self.middle(rect, 14, edge)
        if index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked:
            paint.draw_icon(painter, self.kit, square, "check-square", c.overdye, "fill")
        else:
            paint.box(painter, square.adjusted(2, 2, -2, -2), c.chalk, c.bark, radius=3)
        room = rect.width() - edge - 40
        self.draw_two_lines(painter, rect, edge + 26, room, (row.text, row.about))


class TickList(RowList):
    """Rows to tick; ``changed`` is emitted for a person's acts."""

    changed = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__(kit, name, TickDelegate(kit, 52))
        self._model = TickedRows(_said, self, tip=_said)
        self.setModel(self._model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.turn(index.row()))

    def show_rows(self, found: Sequence[TickRow], chosen: Sequence[str]) -> None:
        """Show these rows, some of them ticked."""
        self._model.ticked = set(chosen)
        self._model.show_rows(found)
        self.setCurrentIndex(self._model.index(0))

    def turn(self, row: int) -> None:
        """Tick a row, or take the tick away."""
        if self._model.turn(row):
            self.changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """The ids ticked, in the order of the rows."""
        return self._model.in_order(self._model.rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space ticks the row."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turn(self.currentIndex().row())
            return
        super().keyPressEvent(event)
