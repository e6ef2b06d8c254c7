"""The figures of a chart as a table: rows and heads for readers, keys to go from cell to cell."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from carefacilitator.model.document.chart import Chart
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import draw_inner_ring

Index = QModelIndex | QPersistentModelIndex
_PAD = 8
_ABOVE = 9
"""Px above and below the words of a cell."""
_ENDLESS = 10_000
_HALF = 0.62
"""Of the width of a head, so that it has two lines at most."""
_FIGURES = 0.62
"""The most that figures take of the width."""


class ChartModel(QAbstractTableModel):
    """A row for each group; its label, then each figure in words."""

    def __init__(self) -> None:
        super().__init__()
        self.chart: Chart | None = None

    def show_chart(self, chart: Chart | None) -> None:
        """Show the figures of a chart, or none."""
        self.beginResetModel()
        self.chart = chart
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many groups there are."""
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.chart is None else len(self.chart.rows)

    def columnCount(self, parent: Index | None = None) -> int:  # noqa: N802
        """The label and the measures."""
        inside = parent is not None and parent.isValid()
        return 0 if inside or self.chart is None else len(self.chart.measures) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A label or a figure; a reader hears what the figure is of."""
        if self.chart is None or not index.isValid():
            return None
        row, column = self.chart.rows[index.row()], index.column()
        text = row.told[column - 1] if column else row.label
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.label}, {self.head(column)}: {text}" if column else text
        return None

    def headerData(  # noqa: N802
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """What a column holds."""
        wanted = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if role in wanted and self.chart is not None:
            if way == Qt.Orientation.Horizontal:
                return self.head(section)
            return self.chart.rows[section].label
        return None

    def head(self, column: int) -> str:
        """The head of a column."""
        if self.chart is None:
            return ""
        return self.chart.measures[column - 1].head if column else self.chart.of


def _words_height(font: QFont, text: str, wide: int) -> int:
    room = QRect(0, 0, max(1, wide), _ENDLESS)
    wrap = Qt.TextFlag.TextWordWrap.value
    return QFontMetrics(font).boundingRect(room, wrap, text).height()


def _draw_words(
    painter: QPainter, kit: Kit, place: QRect, text: str, font: QFont, colour: str, side: int
) -> None:
    """Words broken into lines; ``side`` is an alignment."""
    painter.setFont(font)
    painter.setPen(QColor(colour))
    painter.setLayoutDirection(paint.reading_direction(text, rtl=kit.theme.rtl))
    absolute = Qt.AlignmentFlag.AlignAbsolute.value | Qt.TextFlag.TextWordWrap.value
    painter.drawText(place, side | absolute, text)


def _side(kit: Kit, trailing: bool) -> int:
    right = trailing != kit.theme.rtl
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    return int(side.value)


class _Heads(QHeaderView):
    """What the columns hold, in as many lines as it needs, above a line."""

    def __init__(self, kit: Kit, view: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, view)
        self._kit = kit
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setFont(kit.font("small"))

    def _text(self, section: int) -> str:
        return str(self.model().headerData(section, Qt.Orientation.Horizontal) or "")

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as the longest head in its column."""
        font = self._kit.font("small")
        highs = [
            _words_height(font, self._text(at), self.sectionSize(at) - 2 * _PAD)
            for at in range(self.count())
        ]
        return QSize(super().sizeHint().width(), max(highs, default=0) + 2 * _ABOVE)

    def paintSection(  # noqa: N802
        self, painter: QPainter, rect: QRect, section: int
    ) -> None:
        """Paint one head."""
        c = self._kit.colours
        painter.save()
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(c.bark))
        side = _side(self._kit, trailing=bool(section)) | Qt.AlignmentFlag.AlignBottom.value
        place = rect.adjusted(_PAD, _ABOVE, -_PAD, -_ABOVE)
        font = self._kit.font("small")
        _draw_words(painter, self._kit, place, self._text(section), font, c.ash, side)
        painter.restore()


class _CellDelegate(QStyledItemDelegate):
    """Paints ground, hairline, words (figures at the trailing edge) and focus of a cell."""

    def __init__(self, kit: Kit, view: QTableView) -> None:
        super().__init__(view)
        self._kit, self._view = kit, view

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell; the row the keyboard is on has a ground."""
        kit, c, rect = self._kit, self._kit.colours, QRect(option.rect)
        here = self._view.hasFocus()
        painter.save()
        if here and self._view.currentIndex().row() == index.row():
            painter.fillRect(rect, QColor(c.lichen))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(c.thread))
        place = rect.adjusted(_PAD, 0, -_PAD, 0)
        side = _side(kit, trailing=bool(index.column())) | Qt.AlignmentFlag.AlignVCenter.value
        text = str(index.data() or "")
        _draw_words(painter, kit, place, text, kit.font(), c.soot, side)
        if here and self._view.currentIndex() == index:
            draw_inner_ring(painter, kit, rect)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """Room for the words in the width of the column."""
        del option
        wide = self._view.columnWidth(index.column())
        high = _words_height(self._kit.font(), str(index.data() or ""), wide - 2 * _PAD)
        return QSize(wide, max(high + 2 * _ABOVE, self._kit.theme.row(40)))


class ChartTable(QTableView):
    """The table; ↑ ↓ ← → go from cell to cell, Tab leaves it."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.figures = ChartModel()
        self.figures.setParent(self)
        self.setHorizontalHeader(_Heads(kit, self))
        self.setModel(self.figures)
        self.setItemDelegate(_CellDelegate(kit, self))
        self.setProperty("role", "rows")
        named(self, kit.words.say("Figures"))
        self.setLayoutDirection(kit.direction)
        self.setFont(kit.font())
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)

    def show_chart(self, chart: Chart | None) -> None:
        """Show the figures of a chart; the cell the keyboard was on stays chosen."""
        place = self.currentIndex()
        row, column = place.row(), place.column()
        self.figures.show_chart(chart)
        if chart is None:
            return
        named(self, self.kit.words.say("Figures: {title}", title=chart.title))
        self._share_width()
        row = min(max(row, 0), len(chart.rows) - 1)
        self.setCurrentIndex(self.figures.index(row, min(max(column, 0), len(chart.measures))))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Share the width again."""
        super().resizeEvent(event)
        self._share_width()

    def _share_width(self) -> None:
        """Figures take what they need, labels the rest; both break into lines where they must."""
        heads, columns = self.horizontalHeader(), self.figures.columnCount()
        heads.setMinimumSectionSize(1)
        wide = [self._needed(column) for column in range(1, columns)]
        most = round(self.viewport().width() * _FIGURES / max(1, len(wide)))
        wide = [min(one, most) for one in wide]
        for column, one in enumerate(wide, 1):
            self.setColumnWidth(column, one)
        if columns:
            self.setColumnWidth(0, max(1, self.viewport().width() - sum(wide)))
            self.resizeRowsToContents()
            heads.updateGeometry()
            self.updateGeometries()

    def _needed(self, column: int) -> int:
        """The width of the longest figure, or of the head in two lines."""
        body, small = QFontMetrics(self.kit.font()), QFontMetrics(self.kit.font("small"))
        told = (
            str(self.figures.index(row, column).data() or "")
            for row in range(self.figures.rowCount())
        )
        figures = max((body.horizontalAdvance(text) for text in told), default=0)
        words = self.figures.head(column)
        longest = max((small.horizontalAdvance(word) for word in words.split()), default=0)
        head = max(longest, round(small.horizontalAdvance(words) * _HALF))
        return max(figures, head) + 2 * _PAD + 4
