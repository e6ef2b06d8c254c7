"""Dragging a block of the agenda: between rows, onto a row (at the same time), to another day.

A row is taken by anything that is not typed in. While it is dragged, a line shows where it would
be put, or a frame beside which block it would run; Esc puts it back.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QScrollArea, QWidget

from carefacilitator.model.agenda import parallel
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.ui.plan.block_row import BlockRow
from carefacilitator.ui.theme.kit import Kit

_EDGE = 0.28
"""Share of a row's height at its top and bottom that means before and after it."""
_INSET = 40
_NEAR, _STEP, _EVERY = 36, 14, 40
"""Px from the edge at which the list moves on, by how many px, every so many milliseconds."""


@dataclass(frozen=True)
class Goal:
    """Where a block would be put: a day and a place in it, or beside a block.

    ``mark`` is where that is shown, in the scrolled widget; ``inside`` tells of a place within a
    group.
    """

    day: int
    index: int
    mark: QRect
    beside: str = ""
    inside: bool = False


class _Mark(QWidget):
    """The line, or the frame around a row, where the block would go."""

    def __init__(self, kit: Kit, parent: QWidget) -> None:
        super().__init__(parent)
        self._kit, self._beside, self._words = kit, False, ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_goal(self, goal: Goal) -> None:
        self._beside = bool(goal.beside)
        self.setGeometry(goal.mark)
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter, colour = QPainter(self), QColor(self._kit.colours.overdye)
        if self._beside:
            painter.setPen(QPen(colour, 2, j=Qt.PenJoinStyle.MiterJoin))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
        else:
            painter.fillRect(self.rect(), colour)
        painter.end()


class RowDrag(QObject):
    """Moves blocks by the mouse. ``dropped`` carries block, day, place and whom it runs beside.

    ``inside`` is what ``scroll`` scrolls, ``rows`` the rows in it by block. ``shown`` gives the
    days in order, each with its number and its blocks as shown; ``top_of`` the place of a day's
    head in there (None where days have no heads).
    """

    dropped = Signal(str, int, int, str)

    def __init__(
        self,
        kit: Kit,
        scroll: QScrollArea,
        inside: QWidget,
        rows: dict[str, BlockRow],
        shown: Callable[[], Sequence[tuple[int, Sequence[Placed]]]],
        top_of: Callable[[int], int | None],
    ) -> None:
        super().__init__(scroll)
        self._kit, self._scroll, self._rows = kit, scroll, rows
        self._inside = inside
        self._shown, self._top_of = shown, top_of
        self._mark = _Mark(kit, inside)
        self._row: BlockRow | None = None
        self._goal: Goal | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY)
        self._timer.timeout.connect(self._on_timer)

    def watch(self, row: BlockRow) -> None:
        """Let a row be taken."""
        row.dragged.connect(self._on_dragged)
        row.let_go.connect(self._on_let_go)

    @property
    def goal(self) -> Goal | None:
        """Where the block in hand would go; None while none is, or where it would stay."""
        return self._goal

    def cancel(self) -> bool:
        """Put back what is in hand; returns whether anything was."""
        held = self._row is not None
        self._end()
        return held

    def _on_dragged(self, row: BlockRow, place: QPoint) -> None:
        if self._row is None:
            self._row = row
            self._timer.start()
        if self._row is row:
            self._follow(place)

    def _follow(self, place: QPoint) -> None:
        row = self._row
        if row is None:
            return
        self._goal = self._goal_at(row.block_id, self._inside.mapFromGlobal(place).y())
        if self._goal is None:
            self._mark.hide()
        else:
            self._mark.show_goal(self._goal)

    def _on_let_go(self, row: BlockRow) -> None:
        goal, held = self._goal, self._row
        self._end()
        if goal is not None and held is row:
            self.dropped.emit(row.block_id, goal.day, goal.index, goal.beside)

    def _end(self) -> None:
        self._timer.stop()
        self._mark.hide()
        if self._row is not None:
            self._row.put_down()
        self._row, self._goal = None, None

    def _on_timer(self) -> None:
        """Near an edge the list moves on, so that what is not seen can be reached."""
        place, view = QCursor.pos(), self._scroll.viewport()
        here, bar = view.mapFromGlobal(place).y(), self._scroll.verticalScrollBar()
        step = -_STEP if here < _NEAR else _STEP if here > view.height() - _NEAR else 0
        before = bar.value()
        if step and view.rect().adjusted(-view.width(), -200, view.width(), 200).contains(
            view.mapFromGlobal(place)
        ):
            bar.setValue(before + step)
        if bar.value() != before:
            self._follow(place)

    # where it would go --------------------------------------------------------------------

    def _goal_at(self, block_id: str, y: int) -> Goal | None:
        day, blocks = self._day_at(y)
        others = [one for one in blocks if one.block.id != block_id]
        for index, one in enumerate(others):
            row = self._rows[one.block.id]
            share = (y - row.y()) / max(1, row.height())
            if share < _EDGE:
                return self._between(day, others, index)
            if share <= 1 - _EDGE:
                frame = QRect(0, row.y(), row.width(), row.height())
                return Goal(day, index, frame, beside=one.block.id)
            if share <= 1:
                return self._between(day, others, index + 1)
        return self._between(day, others, len(others))

    def _day_at(self, y: int) -> tuple[int, Sequence[Placed]]:
        """The day a height belongs to: the last one whose head is above it."""
        days = self._shown()
        found = days[0]
        for number, blocks in days:
            top = self._top_of(number)
            if top is not None and top <= y:
                found = (number, blocks)
        return found

    def _between(self, day: int, others: Sequence[Placed], index: int) -> Goal:
        before = others[index - 1].block if index else None
        after = others[index].block if index < len(others) else None
        group = parallel.group_of(before) if before is not None else ""
        inside = bool(group) and after is not None and parallel.group_of(after) == group
        wide = self._inside.width()
        if before is not None:
            row = self._rows[before.id]
            y = row.y() + row.height()
        elif after is not None:
            y = self._rows[after.id].y() - 1
        else:
            y = (self._top_of(day) or 0) + self._kit.theme.row(40)
        inset = self._kit.theme.grown(_INSET) if inside else 0
        line = QRect(0 if self._kit.theme.rtl else inset, max(0, y - 1), wide - inset, 3)
        return Goal(day, index, line, inside=inside)
