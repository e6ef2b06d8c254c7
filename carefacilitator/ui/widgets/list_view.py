"""Rows of a list: ground, hairline, chosen and focused look, for delegates to paint upon."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import draw_inner_ring, draw_line

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints what every row shares; subclasses paint the rest in :meth:`paint_row`.

    The accessible name of a row is its model's ``Qt.AccessibleTextRole`` (or its display text), so
    a model must answer one of them with the whole row in words.
    """

    def __init__(self, kit: Kit, height: int = 44, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kit, self.high = kit, kit.theme.row(height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, row and focus."""
        rect, state = QRect(option.rect), option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        c = self.kit.colours
        painter.save()
        if chosen or hover:
            painter.fillRect(rect, QColor(c.lichen if chosen else c.flax))
        painter.fillRect(QRect(rect.x(), rect.bottom(), rect.width(), 1), QColor(c.thread))
        self.paint_row(painter, rect, index, chosen=chosen)
        painter.restore()
        view: QWidget = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index:
            draw_inner_ring(painter, self.kit, rect)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint the contents of one row in ``rect``; override."""

    def place(self, rect: QRect, x: int, width: int, y: int = 0, high: int = 0) -> QRect:
        """A part of a row, thought from its leading edge, where it lies on the screen.

        Without ``high`` px it is as high as the row.
        """
        left = rect.right() + 1 - x - width if self.kit.theme.rtl else rect.x() + x
        return QRect(left, rect.y() + y, width, high or rect.height())

    def middle(self, rect: QRect, x: int, edge: int) -> QRect:
        """A square of ``edge`` px in the middle of a row's height."""
        return self.place(rect, x, edge, (rect.height() - edge) // 2, edge)

    def draw_two_lines(
        self,
        painter: QPainter,
        rect: QRect,
        x: int,
        width: int,
        words: tuple[str, str],
        *,
        bold: bool = False,
    ) -> None:
        """Draw what a row is about, and small below it what belongs to it."""
        kit, first, second = self.kit, self.kit.font(bold=bold), self.kit.font("small")
        tall, low = QFontMetrics(first).height(), QFontMetrics(second).height()
        top = (rect.height() - tall - low) // 2
        above, below = (
            self.place(rect, x, width, top, tall),
            self.place(rect, x, width, top + tall, low),
        )
        draw_line(painter, kit, above, words[0], first, kit.colours.soot)
        draw_line(painter, kit, below, words[1], second, kit.colours.ash)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the row is meant to be."""
        return QSize(super().sizeHint(option, index).width(), self.high)


class RowList(QListView):
    """A list whose rows a :class:`RowDelegate` paints; keyboard as usual, hover follows the mouse.

    ``name`` is its accessible name.
    """

    def __init__(self, kit: Kit, name: str, delegate: RowDelegate | None = None) -> None:
        super().__init__()
        self.setProperty("role", "rows")
        named(self, name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutDirection(kit.direction)
        self.setFont(kit.font())
        if delegate is not None:
            delegate.setParent(self)
            self.setItemDelegate(delegate)
