"""Rows of what exists already: lessons with kind, codes and seal; commitments with who and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from carefacilitator.ui import paint
from carefacilitator.ui.harvest_painting import (
    CHOSEN_ROLE,
    HarvestDelegate,
    LineHeights,
    Mark,
    WrappedText,
)
from carefacilitator.ui.kit import Kit
from carefacilitator.ui.rows import Index

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


class ExistingLines(QAbstractListModel):
    """The rows; knows which record is open in the middle."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.rows: list[ExistingLine] = []
        self.open = ""

    def show_rows(self, rows: Sequence[ExistingLine], opened: str) -> bool:
        """Show these rows, ``opened`` as the one in the middle; returns whether anything is new."""
        wanted = list(rows)
        if wanted == self.rows and opened == self.open:
            return False
        self.open = opened
        if [row.key for row in wanted] == [row.key for row in self.rows]:
            self.rows = wanted
            self.dataChanged.emit(self.index(0), self.index(len(wanted) - 1))
        else:
            self.beginResetModel()
            self.rows = wanted
            self.endResetModel()
        return True

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads and hints cannot be reached."""
        flag = Qt.ItemFlag
        if self.rows[index.row()].kind in ("head", "empty"):
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            parts = [row.text, row.second, row.trailing, *(mark.name for mark in row.marks)]
            return self.kit.words.listed(parts)
        if role == Qt.ItemDataRole.ToolTipRole:
            told = [row.second, row.trailing, *(mark.name for mark in row.marks)]
            return self.kit.words.listed(told) or None
        if role == CHOSEN_ROLE:
            return bool(self.open) and row.key == self.open
        return None

    def index_of(self, key: str) -> QModelIndex:
        """The place of a record's row."""
        for number, row in enumerate(self.rows):
            if row.key == key:
                return self.index(number)
        return QModelIndex()


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
        row: ExistingLine = index.model().rows[index.row()]  # type: ignore[attr-defined]
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
        row: ExistingLine = index.model().rows[index.row()]  # type: ignore[attr-defined]
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
