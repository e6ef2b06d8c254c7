"""Rows of a list: ground, hairline, chosen and focused look, for delegates to paint upon."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import draw_inner_ring

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
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutDirection(kit.direction)
        self.setFont(kit.font())
        if delegate is not None:
            delegate.setParent(self)
            self.setItemDelegate(delegate)
