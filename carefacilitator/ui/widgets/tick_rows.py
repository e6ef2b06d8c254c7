"""Rows to tick: a box, words, and below them what they are about; by mouse, or Space."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractListModel, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter

from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList

_BOX = 20


class TickRow(NamedTuple):
    """Something to tick."""

    id: str
    text: str
    about: str


def paint_ticked(
    kit: Kit, painter: QPainter, rect: QRect, ticked: bool, text: str, about: str
) -> None:
    """Paint a box, words, and what they are about, in a row."""
    c, edge = kit.colours, kit.theme.icon(_BOX)
    inner = rect.adjusted(14, 0, -14, 0)
    square = QRect(inner.x(), inner.y() + (inner.height() - edge) // 2, edge, edge)
    words = QRect(inner.x() + edge + 12, inner.y(), inner.width() - edge - 12, inner.height())
    if kit.theme.rtl:
        square.moveRight(inner.right())
        words.moveLeft(inner.x())
    if ticked:
        paint.draw_icon(painter, kit, square, "check-square", c.overdye, "fill")
    else:
        paint.box(painter, square.adjusted(2, 2, -2, -2), c.chalk, c.bark, radius=3)
    large, small = kit.font(), kit.font("small")
    tall, low = QFontMetrics(large).height(), QFontMetrics(small).height()
    top = words.y() + (words.height() - tall - low) // 2
    first = QRect(words.x(), top, words.width(), tall)
    second = QRect(words.x(), top + tall, words.width(), low)
    paint.draw_line(painter, kit, first, text, large, c.soot)
    paint.draw_line(painter, kit, second, about, small, c.ash)


class _Model(QAbstractListModel):
    def __init__(self) -> None:
        super().__init__()
        self.found: tuple[TickRow, ...] = ()
        self.chosen: set[str] = set()

    def show(self, found: Sequence[TickRow], chosen: Sequence[str]) -> None:
        self.beginResetModel()
        self.found, self.chosen = tuple(found), set(chosen)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.found[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return one
        if role == Qt.ItemDataRole.CheckStateRole:
            ticked = one.id in self.chosen
            return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        if role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
        ):
            return f"{one.text} · {one.about}" if one.about else one.text
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable


class _Delegate(RowDelegate):
    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:  # noqa: ARG002 - the ground tells it
        one = index.data(Qt.ItemDataRole.UserRole)
        if isinstance(one, TickRow):
            state = index.data(Qt.ItemDataRole.CheckStateRole)
            ticked = state == Qt.CheckState.Checked
            paint_ticked(self.kit, painter, rect, ticked, one.text, one.about)


class TickList(RowList):
    """Rows to tick; ``changed`` is emitted for a person's acts."""

    changed = Signal()

    def __init__(self, kit: Kit, name: str) -> None:
        super().__init__(kit, name, _Delegate(kit, 52))
        self._model = _Model()
        self._model.setParent(self)
        self.setModel(self._model)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.clicked.connect(lambda index: self.turn(index.row()))

    def show_rows(self, found: Sequence[TickRow], chosen: Sequence[str]) -> None:
        """Show these rows, some of them ticked."""
        self._model.show(found, chosen)
        self.setCurrentIndex(self._model.index(0))

    def turn(self, row: int) -> None:
        """Tick a row, or take the tick away."""
        if 0 <= row < len(self._model.found):
            self._model.chosen ^= {self._model.found[row].id}
            index = self._model.index(row)
            self._model.dataChanged.emit(index, index, [Qt.ItemDataRole.CheckStateRole])
            self.changed.emit()

    def ticked(self) -> tuple[str, ...]:
        """The ids ticked, in the order of the rows."""
        return tuple(one.id for one in self._model.found if one.id in self._model.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Space ticks the row."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.turn(self.currentIndex().row())
            return
        super().keyPressEvent(event)
