"""Lists of rows of different heights that open at once, however many rows they have.

A height is known only once a text is broken into lines: half a millisecond a note, a second for two
thousand. So a long list first shows the rows in sight; the others stay hidden while they are
measured, a few at a time when nothing else is to do, and then take their places all together.
Whatever stands in sight then does not move.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QTimer
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from carefacilitator.ui.kit import Kit
from carefacilitator.ui.rows import Index, RowDelegate, RowList

MANY = 120
"""Up to so many rows a list is measured whole."""
FIRST = 30
"""So many rows are measured at once: more than a screen holds."""
_SLICE, _PAUSE = 0.005, 10
"""Seconds of measuring at a time, and milliseconds between two times."""

Hint = QAbstractItemView.ScrollHint


class LongList(RowList):
    """A list that measures what is in sight first; with ``from_end`` that is its end."""

    _hiding = False  # Qt asks for rows while a list is being made
    _filling: QTimer | None = None

    def __init__(
        self, kit: Kit, name: str, delegate: RowDelegate, *, from_end: bool = False
    ) -> None:
        super().__init__(kit, name, delegate)
        self._from_end, self._rows_delegate = from_end, delegate
        self._measured = 0
        self.setUniformItemSizes(False)
        self._wide = 0
        timer = QTimer(self)
        timer.setInterval(_PAUSE)
        timer.timeout.connect(self._measure_some)
        self._filling = timer

    @property
    def filling(self) -> bool:
        """Whether rows are still hidden because nobody has measured them."""
        return self._hiding

    def reset(self) -> None:
        """Other rows: what will be in sight is shown first."""
        super().reset()
        self._begin()

    def rowsInserted(self, parent: Index, first: int, last: int) -> None:  # noqa: N802 - Qt's name
        """Many rows at once: what will be in sight is shown first."""
        super().rowsInserted(parent, first, last)
        self._measured = 0
        if last - first >= MANY:
            self._begin()

    def rowsAboutToBeRemoved(  # noqa: N802 - Qt's name
        self, parent: Index, first: int, last: int
    ) -> None:
        """Measure from the beginning again: what was measured is known."""
        super().rowsAboutToBeRemoved(parent, first, last)
        self._measured = 0

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Every height is another one at another width."""
        super().resizeEvent(event)
        if event.size().width() == self._wide:
            return
        self._wide = event.size().width()
        if self._hiding:
            self._measured = 0
        else:
            self._begin()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Go on measuring."""
        super().showEvent(event)
        if self._hiding and self._filling is not None:
            self._filling.start()

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802 - Qt's name
        """Take no time from the page that is shown instead."""
        super().hideEvent(event)
        if self._filling is not None:
            self._filling.stop()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:  # noqa: N802
        """Go to a row, and show those around it where they are not measured yet."""
        if self.filling and index.isValid() and self.isRowHidden(index.row()):
            self._reveal(index.row() - FIRST // 2, index.row() + FIRST // 2)
            self.doItemsLayout()
        super().scrollTo(index, hint)

    # filling ------------------------------------------------------------------------------

    def _begin(self) -> None:
        """Hide what is not in sight at first, and begin to measure it."""
        model = self.model()
        rows = model.rowCount() if model is not None else 0
        if self._filling is None or rows <= MANY:
            self._finish()
            return
        wanted = self.currentIndex().row()
        at_end = self._from_end and wanted < 0
        start = rows - FIRST if at_end else max(0, wanted - FIRST // 2)
        kept, hide = range(start, start + FIRST), self.setRowHidden
        for row in range(rows):
            if row not in kept:
                hide(row, True)
        if self._hiding:
            self._reveal(start, start + FIRST)
        self._measured, self._hiding = 0, True
        if self.isVisible():
            self._filling.start()

    def _reveal(self, first: int, last: int) -> None:
        show = self.setRowHidden
        for row in range(max(0, first), min(self.model().rowCount(), last + 1)):
            show(row, False)

    def _measure_some(self) -> None:
        """Measure for a moment; when all rows are known, they take their places."""
        model, option = self.model(), QStyleOptionViewItem()
        until, rows = time.perf_counter() + _SLICE, model.rowCount()
        while self._measured < rows:
            self._rows_delegate.sizeHint(option, model.index(self._measured, 0))
            self._measured += 1
            if time.perf_counter() > until:
                return
        self._finish()

    def _finish(self) -> None:
        if self._filling is None or not self._hiding:
            return
        self._hiding = False
        self._filling.stop()
        bar = self.verticalScrollBar()
        at_end = self._from_end and bar.value() >= bar.maximum() - 8
        anchor = self._in_sight()
        before = self.visualRect(anchor).y() if anchor.isValid() else 0
        self._reveal(0, self.model().rowCount())
        self.doItemsLayout()
        if at_end:
            self.scrollToBottom()
        elif anchor.isValid():
            bar.setValue(bar.value() + self.visualRect(anchor).y() - before)

    def _in_sight(self) -> QPersistentModelIndex:
        """A row that stands in sight: the chosen one, or the first."""
        current = self.currentIndex()
        if current.isValid() and self.visualRect(current).intersects(self.viewport().rect()):
            return QPersistentModelIndex(current)
        found = self.indexAt(QPoint(self.viewport().width() // 2, 1))
        return QPersistentModelIndex(found if found.isValid() else QModelIndex())
