"""Lists of rows of different heights that open at once, however many rows they have.

A height is known only once a text is broken into lines: half a millisecond a note, a second for two
thousand; and Qt's own list asks every row for it at every change. So this list places its rows by
itself: it measures those in sight, guesses the others, and measures them a few at a time when
nothing else is to do. Whatever stands in sight then does not move, only the scroll bar comes to
know how long the list is.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
)
from PySide6.QtGui import (
    QHideEvent,
    QHoverEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList
from carefacilitator.ui.widgets.row_positions import RowPlaces

MANY = 40
"""Up to so many rows a list is measured whole."""
_SLICE, _PAUSE, _LATER = 0.005, 10, 100
"""Seconds of measuring at a time, milliseconds between two times, and before the first."""
_NEAR_END = 8

Hint = QAbstractItemView.ScrollHint
Move = QAbstractItemView.CursorAction
_HOVERS = frozenset({QEvent.Type.HoverEnter, QEvent.Type.HoverMove})
_LEAVES = frozenset({QEvent.Type.HoverLeave, QEvent.Type.Leave})
_ENABLED = Qt.ItemFlag.ItemIsEnabled


class LongList(RowList):
    """A list that measures what is in sight first; with ``from_end`` that is its end."""

    _filling: QTimer | None = None  # Qt asks for rows while a list is being made

    def __init__(
        self, kit: Kit, name: str, delegate: RowDelegate, *, from_end: bool = False
    ) -> None:
        self._places = RowPlaces(delegate.high)
        self._from_end, self._rows_delegate = from_end, delegate
        self._wide, self._placing, self._after = 0, False, (0, 0)
        self._hovered = QPersistentModelIndex()
        super().__init__(kit, name, delegate)
        self.setUniformItemSizes(False)
        timer = QTimer(self)
        timer.timeout.connect(self._measure_some)
        self._filling = timer

    @property
    def filling(self) -> bool:
        """Whether there are rows that nobody has measured yet."""
        return not self._places.all_known

    @property
    def content_height(self) -> int:
        """Height in px of all rows; while the list is filling, as far as it is known."""
        return self._places.total

    @property
    def at_end(self) -> bool:
        """Whether the last row is in sight."""
        bar = self.verticalScrollBar()
        return bar.value() >= bar.maximum() - _NEAR_END

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802 - Qt's name
        """Hear of rows that are gone, once they are."""
        super().setModel(model)
        if model is not None:
            model.rowsRemoved.connect(self._on_removed)

    # rows that come and go ----------------------------------------------------------------

    def reset(self) -> None:
        """Other rows: those that will be in sight are measured first."""
        model = self.model()
        self._places.reset(model.rowCount() if model is not None else 0)
        super().reset()
        if self._from_end:
            self.scrollToBottom()
        else:
            self._stand(0, 0)

    def rowsInserted(self, parent: Index, first: int, last: int) -> None:  # noqa: N802 - Qt's name
        """Rows in sight stay where they are."""
        row, y = self._anchor()
        more, had = last - first + 1, len(self._places)
        self._places.insert(first, more)
        super().rowsInserted(parent, first, last)
        if had:
            self._stand(row + more if row >= first and (row or y) else row, y)
        elif self._from_end:
            self.scrollToBottom()
        else:
            self._stand(0, 0)

    def rowsAboutToBeRemoved(  # noqa: N802 - Qt's name
        self, parent: Index, first: int, last: int
    ) -> None:
        """Rows in sight close up, nothing else moves."""
        super().rowsAboutToBeRemoved(parent, first, last)
        row, y = self._anchor()
        gone = last - first + 1
        self._places.remove(first, gone)
        self._after = (row - gone if row > last else min(row, first), y)

    def _on_removed(self) -> None:
        """The model has let go of its rows: what is left takes its place."""
        self._stand(*self._after)

    def dataChanged(  # noqa: N802 - Qt's name
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Rows with other words may have another height."""
        QAbstractItemView.dataChanged(self, first, last, roles)
        anchor = self._anchor()
        self._places.doubt(first.row(), last.row() - first.row() + 1)
        self._stand(*anchor)

    # measuring ----------------------------------------------------------------------------

    def _anchor(self) -> tuple[int, int]:
        """A row in sight that was measured, and where it stands: what must not move."""
        value, rows = self.verticalScrollBar().value(), self._sight()
        if not rows or (not value and not self._from_end):
            return (0, 0)
        current = self.currentIndex().row()
        if current in rows and self._places.is_known(current):
            row = current
        else:
            row = next((one for one in rows if self._places.is_known(one)), rows[0])
        return (row, self._places.top(row) - value)

    def _sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._places.between(top, top + self.viewport().height())

    def _stand(self, row: int, y: int) -> None:
        """Put a row at ``y``, with all rows in sight measured."""
        if self._filling is None:
            return
        if len(self._places) <= MANY:
            self._measure(range(len(self._places)))
        row = max(0, min(row, len(self._places) - 1))
        while True:
            self._set_bars(self._places.top(row) - y if len(self._places) else 0)
            if not self._measure(self._sight()):
                break
        self.fit_around()
        self.viewport().update()
        if not self.filling:
            self._filling.stop()
        elif self.isVisible():
            self._filling.start(_LATER)

    def fit_around(self) -> None:
        """The rows may be higher or lower than before; for lists that make room by that."""

    def _measure(self, rows: Iterable[int]) -> bool:
        """Measure those that nobody has measured; returns whether there were any."""
        wanted = self._places.unknown_of(rows)
        model, hint, option = self.model(), self._rows_delegate.sizeHint, QStyleOptionViewItem()
        self._places.learn([(row, hint(option, model.index(row, 0)).height()) for row in wanted])
        return bool(wanted)

    def _set_bars(self, value: int) -> None:
        high, bar = self.viewport().height(), self.verticalScrollBar()
        self._placing = True
        bar.setRange(0, max(0, self._places.total - high))
        bar.setPageStep(high)
        bar.setSingleStep(self._rows_delegate.high)
        bar.setValue(value)
        self._placing = False

    def _measure_some(self) -> None:
        """Measure for a moment; rows in sight stay where they are."""
        row, y = self._anchor()
        at_end = self._from_end and self.at_end
        if self._filling is not None:
            self._filling.setInterval(_PAUSE)
        until = time.perf_counter() + _SLICE
        while (one := self._places.unknown(from_end=self._from_end)) >= 0:
            self._measure((one,))
            if time.perf_counter() > until:
                break
        if at_end:
            self._set_bars(self._places.total)
        else:
            self._set_bars(self._places.top(row) - y)
        if self._places.top(row) - self.verticalScrollBar().value() != y:
            self.viewport().update()  # at an edge of the list there is no room to stay
        if not self.filling and self._filling is not None:
            self._filling.stop()
            self.fit_around()

    # what Qt asks a list ------------------------------------------------------------------

    def visualRect(self, index: Index) -> QRect:  # noqa: N802 - Qt's name
        """Where a row stands, in sight or not."""
        if not 0 <= index.row() < len(self._places):
            return QRect()
        y = self._places.top(index.row()) - self.verticalScrollBar().value()
        return QRect(0, y, self.viewport().width(), self._places.height(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802 - Qt's name
        """The row at a point of the viewport."""
        row = self._places.at(point.y() + self.verticalScrollBar().value())
        return self.model().index(row, 0) if row >= 0 else QModelIndex()

    def verticalOffset(self) -> int:  # noqa: N802 - Qt's name
        """How far it is scrolled."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:  # noqa: N802 - Qt's name
        """Rows are as wide as the list."""
        return 0

    def doItemsLayout(self) -> None:  # noqa: N802 - Qt's name
        """Rows have their places already."""
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:  # noqa: N802 - Qt's name
        """The bars follow the rows."""
        QAbstractItemView.updateGeometries(self)
        if self._filling is not None and not self._placing:
            self._set_bars(self.verticalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Every height is another one at another width; at the end it stays at the end."""
        anchor, at_end = self._anchor(), self._from_end and self.at_end
        if event.size().width() != self._wide:
            self._wide = event.size().width()
            self._places.doubt()
        QAbstractItemView.resizeEvent(self, event)
        if at_end:
            self.scrollToBottom()
        else:
            self._stand(*anchor)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on measuring."""
        super().showEvent(event)
        if self.filling and self._filling is not None:
            self._filling.start(_LATER)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Take no time from the page that is shown instead."""
        super().hideEvent(event)
        if self._filling is not None:
            self._filling.stop()

    # going --------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002, N802 - Qt's names
        """Measure what comes into sight; what was in sight moves as far as was asked."""
        if self._placing or self._filling is None:
            return
        if self._places.unknown_of(self._sight()):
            self._stand(*self._anchor())
        else:
            self.viewport().scroll(0, dy)

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:  # noqa: N802
        """Go to a row; it is measured first, and so are those around it."""
        row = index.row()
        if not 0 <= row < len(self._places):
            return
        self._measure((row,))
        room = self.viewport().height() - self._places.height(row)
        y = self._places.top(row) - self.verticalScrollBar().value()
        wanted = {
            Hint.PositionAtTop: 0,
            Hint.PositionAtBottom: room,
            Hint.PositionAtCenter: room // 2,
        }.get(hint, max(0, min(y, room)))
        if wanted != y or self._places.unknown_of(self._sight()):
            self._stand(row, wanted)

    def scrollToBottom(self) -> None:  # noqa: N802 - Qt's name
        """Go to the end."""
        last = len(self._places) - 1
        if last < 0 or self._filling is None:
            return
        self._measure((last,))
        self._stand(last, self.viewport().height() - self._places.height(last))

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: Move, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """The row to which a key goes, past those that cannot be reached."""
        del modifiers
        last, row = len(self._places) - 1, self.currentIndex().row()
        if row < 0 or action == Move.MoveHome:
            return self._reachable(0, 1)
        high, top = self.viewport().height(), self._places.top(row)
        match action:
            case Move.MoveEnd:
                return self._reachable(last, -1)
            case Move.MoveUp | Move.MovePrevious:
                return self._reachable(row - 1, -1)
            case Move.MoveDown | Move.MoveNext:
                return self._reachable(row + 1, 1)
            case Move.MovePageUp:
                return self._reachable(min(row - 1, max(0, self._places.at(top - high))), 1)
            case Move.MovePageDown:
                there = self._places.at(top + high)
                return self._reachable(max(row + 1, there) if there >= 0 else last, -1)
        return self.currentIndex()

    def _reachable(self, row: int, step: int) -> QModelIndex:
        """The first row from there on that can be reached, else the one where the keyboard is."""
        model = self.model()
        while 0 <= row < len(self._places):
            index = model.index(row, 0)
            if model.flags(index) & Qt.ItemFlag.ItemIsEnabled:
                return index
            row += step
        return self.currentIndex()

    def setSelection(  # noqa: N802 - Qt's name
        self, rect: QRect, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Choose the rows between two points."""
        ends = [self.indexAt(rect.topLeft()), self.indexAt(rect.bottomRight())]
        rows = sorted(one.row() for one in ends if one.isValid())
        chosen = QItemSelection()
        if rows:
            model = self.model()
            chosen.select(model.index(rows[0], 0), model.index(rows[-1], 0))
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802
        """What of the chosen rows is in sight."""
        region, model = QRegion(), self.model()
        for row in self._sight():
            if selection.contains(model.index(row, 0)):
                region += QRegion(self.visualRect(model.index(row, 0)))
        return region

    # painting -----------------------------------------------------------------------------

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Know over which row the mouse is."""
        if event.type() in _HOVERS and isinstance(event, QHoverEvent):
            self._hovered = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        elif event.type() in _LEAVES:
            self._hovered = QPersistentModelIndex()
        return super().viewportEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows that are in sight and touched."""
        painter, model = QPainter(self.viewport()), self.model()
        value, dirty = self.verticalScrollBar().value(), event.rect()
        for row in self._places.between(value + dirty.top(), value + dirty.bottom() + 1):
            index = model.index(row, 0)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            option.rect = self.visualRect(index)
            option.state = self._state(option.state, index, bool(model.flags(index) & _ENABLED))
            self._rows_delegate.paint(painter, option, index)
        painter.end()

    def _state(
        self, state: QStyle.StateFlag, index: QModelIndex, enabled: bool
    ) -> QStyle.StateFlag:
        flag = QStyle.StateFlag
        if not enabled:
            state &= ~flag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= flag.State_Selected
        if index == self._hovered:
            state |= flag.State_MouseOver
        else:
            state &= ~flag.State_MouseOver
        return state
