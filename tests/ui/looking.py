"""Looking a window through: what has no name, what is cut off, what lies outside.

Tests load this module by its path, since test folders are no packages.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QMainWindow,
    QScrollArea,
    QScrollBar,
    QWidget,
)

from carefacilitator.ui.shell.header import SearchBox
from carefacilitator.ui.widgets.buttons import LEAST_PAD, Button
from carefacilitator.ui.widgets.choices import Chip, RadioChip
from carefacilitator.ui.widgets.panels import Label

_EVEN = 1
"""Px that rounding may take."""


def shown(root: QWidget) -> list[QWidget]:
    """Every widget that a person could see by scrolling."""
    return [one for one in root.findChildren(QWidget) if one.isVisibleTo(root)]


def unnamed(root: QWidget) -> list[str]:
    """What takes the focus and has no name or no role; a combo is named by its label."""
    bare = []
    for widget in shown(root):
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or _inner(widget):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if isinstance(widget, QComboBox):
            named = any(t.text(QAccessible.Text.Name) for t, _kind in interface.relations())
        else:
            named = bool(interface.text(QAccessible.Text.Name).strip())
        if not named or interface.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            bare.append(f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}")
    return bare


def _inner(widget: QWidget) -> bool:
    """Parts that Qt makes within a control: viewports, the line of a figure, pop-up lists."""
    parent = widget.parentWidget()
    if isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget:
        return True
    return widget.focusProxy() is not None or widget.objectName() == "qt_spinbox_lineedit"


def cut(root: QWidget) -> list[str]:
    """Words that are cut off without an ellipsis that a tooltip explains."""
    found = []
    for widget in shown(root):
        if isinstance(widget, QLabel) and widget.text() and _label_cut(widget):
            found.append(f"label “{widget.text()[:40]}” {widget.width()}×{widget.height()}")
        elif isinstance(widget, Button) and _button_cut(widget):
            found.append(f"button “{widget.word}” {widget.width()}")
        elif isinstance(widget, Chip | RadioChip) and _chip_cut(widget):
            found.append(f"choice “{widget.option.text}” {widget.width()}")
    return found


def _label_cut(label: QLabel) -> bool:
    if isinstance(label, Label) and label._cut:
        return False  # shortens itself and tells the whole in its tooltip
    inside = label.contentsRect()
    if label.wordWrap():
        return label.heightForWidth(label.width()) > label.height() + 2 * _EVEN
    metrics = QFontMetrics(label.font())
    lines = label.text().split("\n")
    wide = max(metrics.horizontalAdvance(line) for line in lines)
    high = sum(metrics.tightBoundingRect(line).height() for line in lines)
    return wide > inside.width() + _EVEN or high > inside.height() + 2 * _EVEN


def _button_cut(button: Button) -> bool:
    if isinstance(button, SearchBox):
        return False  # shows one word instead of all where there is little room
    return bool(button.word) and button._word_width() > button.width() - 2 * LEAST_PAD + _EVEN


def _chip_cut(chip: Chip | RadioChip) -> bool:
    return chip.minimumSizeHint().width() > chip.width() + _EVEN


def outside(window: QMainWindow) -> list[str]:
    """Controls that no scrolling brings into the window."""
    found = []
    for widget in shown(window):
        focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        if not focus or isinstance(widget, QScrollBar) or _inner(widget) or not widget.width():
            continue
        if not _reachable(widget, window):
            found.append(f"{type(widget).__name__} “{widget.accessibleName()[:40]}”")
    return found


def _reachable(widget: QWidget, window: QMainWindow) -> bool:
    """Whether every ancestor that scrolls can show the widget, and the window the outermost."""
    part = widget
    while True:
        area = _scrolling(part)
        if area is None:
            return window.rect().adjusted(-1, -1, 1, 1).contains(_place(part, window))
        inner = area.widget()
        place = _place(part, inner)
        wide = area.viewport().width()
        if (
            place.left() < -1
            or place.right() > max(wide, inner.width())
            or inner.width() > wide + 1
        ):
            return False
        if place.top() < -1 or place.bottom() > inner.height() + 1:
            return False
        part = area


def _scrolling(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea) and parent.widget() is not None:
            inner = parent.widget()
            if inner is widget or inner.isAncestorOf(widget):
                return parent
        parent = parent.parentWidget()
    return None


def _place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())
