"""Rows of what exists already: lessons with kind, codes and seal; commitments with who and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Literal

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleTableModelChangeEvent,
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractItemView, QDialog, QStyle, QStyleOptionViewItem

from carefacilitator.ui.keyboard.focus_ring import draw_inner_ring
from carefacilitator.ui.keyboard.held_keys import is_typed
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import FIVE_R, Step
from carefacilitator.ui.widgets.list_view import Index, RowDelegate
from carefacilitator.ui.widgets.rows_model import RowsModel
from carefacilitator.ui.widgets.text_edits import interface_alignment
from carefacilitator.ui.widgets.variable_height_list import LongList

CHOSEN_ROLE = Qt.ItemDataRole.UserRole + 1
"""Model role that answers whether a row is painted as chosen."""
MOST_STACKED = 480
"""Height in px up to which a list grows where columns stand below each other."""
_KEPT_HEIGHTS = 6000


@dataclass(frozen=True)
class Mark:
    """A small sign at the end of a row, with its name for readers."""

    icon: str
    colour: str
    name: str
    weight: Weight = "regular"


def code_marks(kit: Kit, codes: tuple[str, ...], labels: dict[str, str]) -> list[Mark]:
    """The glyphs of the 5R codes in the order of the 5R; ``labels`` are their words by key."""
    return [
        Mark(one.icon, kit.colours.series[one.series], labels.get(key, key), "bold")
        for key, one in FIVE_R.items()
        if key in codes
    ]


class WrappedText:
    """Measures and draws text in lines; each paragraph has its own direction."""

    def __init__(self, kit: Kit, step: Step = "body", most: int = 0) -> None:
        self._most, self._font = most, kit.font(step)
        self._option = QTextOption(interface_alignment(kit))
        self._option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        self._option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._heights: dict[tuple[str, int], int] = {}

    def height(self, text: str, width: int) -> int:
        """Height in px of ``text`` at ``width`` px."""
        key = (text, width)
        if key not in self._heights:
            if len(self._heights) > _KEPT_HEIGHTS:
                self._heights.clear()
            layout = self._lay_out(text, width)
            self._heights[key] = round(
                sum(layout.lineAt(one).height() for one in range(layout.lineCount()))
            )
        return self._heights[key]

    def draw(self, painter: QPainter, place: QRect, text: str, colour: str) -> None:
        """Draw ``text`` at the top of ``place``."""
        layout = self._lay_out(text, place.width())
        painter.setPen(QColor(colour))
        y = float(place.y())
        for number in range(layout.lineCount()):
            line = layout.lineAt(number)
            line.draw(painter, QPointF(place.x(), y))
            y += line.height()

    def _lay_out(self, text: str, width: int) -> QTextLayout:
        layout = self._lines(text, width)
        if not self._most or layout.lineCount() <= self._most:
            return layout
        start = layout.lineAt(self._most - 1).textStart()
        metrics = QFontMetrics(self._font)
        rest = " ".join(text[start:].split())
        cut = metrics.elidedText(f"{rest} …", Qt.TextElideMode.ElideRight, width)
        return self._lines(text[:start] + cut, width)

    def _lines(self, text: str, width: int) -> QTextLayout:
        layout = QTextLayout(text.replace("\n", "\u2028"), self._font)
        layout.setTextOption(self._option)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
        layout.endLayout()
        return layout


class LineHeights:
    """Heights of single lines in px."""

    def __init__(self, kit: Kit) -> None:
        self.small = QFontMetrics(kit.font("small")).height()
        self.body = QFontMetrics(kit.font()).height()
        self.lead = QFontMetrics(kit.font("lead", bold=True)).height()


class HarvestDelegate(RowDelegate):
    """Rows whose model tells what is chosen; the hairline may be inset by ``pad`` px."""

    pad = 16
    inset = False
    room = 0
    """Width in px that rows have; told by the list."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, row and focus."""
        rect, c = QRect(option.rect), self.kit.colours
        chosen = index.data(CHOSEN_ROLE) is True
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        hover = enabled and bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        if chosen or hover:
            painter.fillRect(rect, QColor(c.lichen if chosen else c.flax))
        if self.has_line(index):
            side = self.pad if self.inset else 0
            line = QRect(rect.x() + side, rect.bottom(), rect.width() - 2 * side, 1)
            painter.fillRect(line, QColor(c.thread))
        self.paint_row(painter, rect, index, chosen=chosen)
        painter.restore()
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index:
            draw_inner_ring(painter, self.kit, rect)

    def has_line(self, index: Index) -> bool:  # noqa: ARG002 - for rows that have none
        """Whether a hairline is drawn below a row."""
        return True

    def marks_width(self, marks: Sequence[Mark]) -> int:
        """Width in px that signs take."""
        return (self.kit.theme.icon(18) + 8) * len(marks)

    def draw_marks(
        self, painter: QPainter, rect: QRect, y: int, high: int, marks: list[Mark]
    ) -> int:
        """Draw signs from the trailing edge inwards; returns the width they take in px."""
        edge, used = self.kit.theme.icon(18), 0
        for mark in reversed(marks):
            x = rect.width() - self.pad - used - edge
            square = self.place(rect, x, edge, y + (high - edge) // 2, edge)
            paint.draw_icon(painter, self.kit, square, mark.icon, mark.colour, mark.weight)
            used += edge + 8
        return used


class HarvestList(LongList):
    """A list of rows of different heights that keeps its place when rows change.

    Where columns stand below each other it is as high as its rows, up to ``most`` px, so that the
    page scrolls and not a list within it.
    """

    def __init__(self, kit: Kit, name: str, delegate: HarvestDelegate, most: int = 0) -> None:
        super().__init__(kit, name, delegate)
        self._stacked, self._most, self._rows = kit.theme.stacked, most, delegate
        self.setResizeMode(LongList.ResizeMode.Adjust)
        self.setSelectionMode(LongList.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(140)

    def keyboardSearch(self, search: str) -> None:  # noqa: N802 - Qt's name
        """Letters are acts here, not a search."""

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever writes here means the page's line: letters are passed on to it."""
        if is_typed(event) and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Let rows know how wide they are before they are measured."""
        self._rows.room = event.size().width()
        super().resizeEvent(event)
        self.grow()

    def dataChanged(  # noqa: N802
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """Choosing changes no height: only paint again, however long the list is."""
        if list(roles) == [Qt.ItemDataRole.CheckStateRole]:
            self.viewport().update()
            if QAccessible.isActive():
                told = QAccessibleTableModelChangeEvent
                event = told(self, told.ModelChangeType.DataChanged)
                event.setFirstRow(first.row())
                event.setLastRow(last.row())
                QAccessible.updateAccessibility(event)
            return
        super().dataChanged(first, last, roles)

    def fit(self) -> None:
        """Lay the rows out again, and grow with them where the page scrolls."""
        if self.isVisible():
            self.doItemsLayout()
        self.grow()

    def grow(self) -> None:
        """Be as high as the rows, where the page scrolls."""
        model = self.model()
        if not self._stacked or model is None or not self._rows.room:
            return
        if isinstance(self.window(), QDialog):  # no page around it: the list scrolls
            return
        option = QStyleOptionViewItem()
        high = 2
        for row in range(model.rowCount()):
            high += self._rows.sizeHint(option, model.index(row, 0)).height()
            if self._most and high > self._most:
                break
        self.setFixedHeight(max(120, min(high, self._most or high)))


RowKind = Literal["head", "empty", "lesson", "commitment"]
_TOP, _BETWEEN = 10, 4
_MOST_LINES = 4


@dataclass(frozen=True)
class ExistingLine:
    """One row; ``second`` stands below the text, ``trailing`` at the end of that line."""

    key: str
    kind: RowKind
    text: str
    second: str = ""
    trailing: str = ""
    marks: tuple[Mark, ...] = ()


class ExistingLines(RowsModel[ExistingLine]):
    """The rows; knows which record is open in the middle."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(self._said, shown=attrgetter("text"), tip=self._tip)
        self.answer(CHOSEN_ROLE, lambda row: bool(self.open) and row.key == self.open)
        self.kit, self.open = kit, ""

    def show_with(self, rows: Sequence[ExistingLine], opened: str) -> bool:
        """Show these rows, ``opened`` as the one in the middle; returns whether anything is new."""
        other, self.open = opened != self.open, opened
        if self.show_rows(rows):
            return True
        if other:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        return other

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads and hints cannot be reached."""
        flag = Qt.ItemFlag
        if self.rows[index.row()].kind in ("head", "empty"):
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable

    def _said(self, row: ExistingLine) -> str:
        return self.kit.words.listed((row.text, self._tip(row) or ""))

    def _tip(self, row: ExistingLine) -> str | None:
        told = [row.second, row.trailing, *(mark.name for mark in row.marks)]
        return self.kit.words.listed(told) or None


class ExistingDelegate(HarvestDelegate):
    """Paints heads, hints, lessons and commitments."""

    pad, inset = 20, True

    def __init__(self, kit: Kit, most: int = _MOST_LINES) -> None:
        """``most`` lines of a text are shown (0: all)."""
        super().__init__(kit)
        self._text = WrappedText(kit, most=most)
        self._hint = WrappedText(kit)
        self._line = LineHeights(kit)
        self._small = QFontMetrics(kit.font("small"))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the text is at this width."""
        del option
        row: ExistingLine = index.data(Qt.ItemDataRole.UserRole)
        width = max(80, self.room - 2 * self.pad)
        if row.kind == "head":
            return QSize(0, self._line.lead + (25 if index.row() == 0 else 33))
        if row.kind == "empty":
            return QSize(0, self._hint.height(row.text, width) + 2 * _TOP + 8)
        below = self._line.small * (2 if self._breaks(row, width) else 1)
        return QSize(0, self._text.height(row.text, width) + _BETWEEN + below + 2 * _TOP)

    def _breaks(self, row: ExistingLine, width: int) -> bool:
        """Whether what stands below the text needs two lines, as it does in large text."""
        wide = self._small.horizontalAdvance
        room = width - self.marks_width(row.marks) - 12
        return bool(row.second and row.trailing) and wide(row.second) + wide(row.trailing) > room

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row."""
        del chosen
        row: ExistingLine = index.data(Qt.ItemDataRole.UserRole)
        width, c = rect.width() - 2 * self.pad, self.kit.colours
        if row.kind == "head":
            self._paint_head(painter, rect, row)
            return
        if row.kind == "empty":
            place = self.place(rect, self.pad, width, _TOP, rect.height() - 2 * _TOP)
            self._hint.draw(painter, place, row.text, c.ash)
            return
        high = self._text.height(row.text, width)
        place = self.place(rect, self.pad, width, _TOP, high)
        self._text.draw(painter, place, row.text, c.soot)
        self._paint_second(painter, rect, row, _TOP + high + _BETWEEN)

    def _paint_head(self, painter: QPainter, rect: QRect, row: ExistingLine) -> None:
        kit, c = self.kit, self.kit.colours
        top = rect.height() - self._line.lead - 11
        bold = kit.font("lead", bold=True)
        wide = QFontMetrics(bold).horizontalAdvance(row.text) + 4
        first = self.place(rect, self.pad, wide, top, self._line.lead)
        paint.draw_line(painter, kit, first, row.text, bold, c.soot)
        room = rect.width() - 2 * self.pad - wide - 12
        rest = self.place(rect, self.pad + wide + 12, room, top, self._line.lead)
        small = kit.font("small")
        paint.draw_line(painter, kit, rest, row.trailing, small, c.ash, trailing=True)

    def _paint_second(self, painter: QPainter, rect: QRect, row: ExistingLine, y: int) -> None:
        kit, c, high = self.kit, self.kit.colours, self._line.small
        small, width = kit.font("small"), rect.width() - 2 * self.pad
        breaks = self._breaks(row, width)
        if breaks:
            place = self.place(rect, self.pad, width, y, high)
            paint.draw_line(painter, kit, place, row.second, small, c.ash)
            y += high
        width -= self.draw_marks(painter, rect, y, high, list(row.marks))
        if breaks:
            place = self.place(rect, self.pad, width, y, high)
            paint.draw_line(painter, kit, place, row.trailing, small, c.ash)
            return
        wide = self._small.horizontalAdvance(row.trailing) + 4 if row.trailing else 0
        end = self.place(rect, self.pad + width - wide, wide, y, high)
        paint.draw_line(painter, kit, end, row.trailing, small, c.ash, trailing=True)
        start = self.place(rect, self.pad, max(0, width - wide - (12 if wide else 0)), y, high)
        paint.draw_line(painter, kit, start, row.second, small, c.ash)
