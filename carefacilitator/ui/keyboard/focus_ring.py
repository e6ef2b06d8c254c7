"""The focus ring: one for the whole window, outside the control, always drawn.

3 px Indigo with 2 px of ground between it and the control. Because it lies outside, nothing moves
and it stays visible on a filled button; leave 5 px free around controls so that it is not cut off.
Rows of a view draw it inside their own edge instead (``list_view.py``).
"""

from __future__ import annotations

import shiboken6
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QMainWindow,
    QProxyStyle,
    QScrollArea,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QWidget,
)

from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import OWN_RING, ring_host
from carefacilitator.ui.theme.paint import draw_inner_ring as draw_inner_ring
from carefacilitator.ui.theme.tokens import FOCUS_GAP, FOCUS_LINE, FOCUS_RADIUS

_ROOM = 24
"""Px of what is around a control that stay in sight with it."""


class _RingStyle(QProxyStyle):
    """Gives the frame its room; used for the frame alone, so it costs nothing elsewhere."""

    def pixelMetric(  # noqa: N802 - Qt's name
        self,
        metric: QStyle.PixelMetric,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
    ) -> int:
        """Answer the ring's margins."""
        margins = (
            QStyle.PixelMetric.PM_FocusFrameHMargin,
            QStyle.PixelMetric.PM_FocusFrameVMargin,
        )
        if metric in margins:
            return FOCUS_LINE + FOCUS_GAP
        return int(super().pixelMetric(metric, option, widget))

    def styleHint(  # noqa: N802
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        data: QStyleHintReturn | None = None,
    ) -> int:
        """Lay the ring above its surroundings, so that no box around the control cuts it off."""
        if hint == QStyle.StyleHint.SH_FocusFrame_AboveWidget:
            return 1
        return int(super().styleHint(hint, option, widget, data))


class FocusRing(QFocusFrame):
    """Follows the focus within ``window`` until the window is closed."""

    def __init__(self, kit: Kit, window: QWidget, app: QApplication) -> None:
        super().__init__(window)
        self._window = window
        self._colour = kit.colours.indigo
        self._ring_style = _RingStyle()
        self._ring_style.setParent(self)
        self.setStyle(self._ring_style)
        self.hide()  # until there is something to go around
        app.focusChanged.connect(self._on_focus_changed)

    def set_kit(self, kit: Kit) -> None:
        """Take the colour of another theme."""
        self._colour = kit.colours.indigo
        self.update()

    def _on_focus_changed(self, _old: QWidget | None, now: QWidget | None) -> None:
        if shiboken6.isValid(self._window):
            self.follow(now)

    def follow(self, now: QWidget | None) -> None:
        """Go around what has the focus, or away; bring it into sight first."""
        if now is not None and now.window() is self._window and not QApplication.mouseButtons():
            bring_into_sight(now)
        target = self._target(now)
        if target is None:
            self.rest()
        elif target is not self.widget():
            self.setWidget(target)
            self.setVisible(target.isVisible())  # a ring that rested was hidden by that

    def rest(self) -> None:
        """Go around nothing, and back into the window.

        Qt puts the ring into the scroll area of what it goes around: it would be deleted with it.
        """
        if self.widget() is not None:
            self.setWidget(None)  # type: ignore[arg-type]  # takes the ring away
        if self.parent() is not self._window:
            self.setParent(self._window)

    def _target(self, now: QWidget | None) -> QWidget | None:
        if now is None or now.window() is not self._window:
            return None
        plain = (QMainWindow, QAbstractItemView, QScrollArea)
        if isinstance(now, plain) or now.property(OWN_RING) or now is self._window:
            return None
        return ring_host(now)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._colour), FOCUS_LINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = FOCUS_LINE / 2
        shape = QRectF(self.rect()).adjusted(half, half, -half, -half)
        painter.drawRoundedRect(shape, FOCUS_RADIUS, FOCUS_RADIUS)
        painter.end()


def bring_into_sight(widget: QWidget) -> None:
    """Scroll every area that holds ``widget`` until it can be seen.

    Qt does so only for a key that was pressed within the same area.
    """
    part = ring_host(widget)
    area = part.parentWidget()
    while area is not None:
        inner = area.widget() if isinstance(area, QScrollArea) else None
        if isinstance(area, QScrollArea) and inner is not None and inner.isAncestorOf(part):
            top = part.mapTo(inner, QPoint(0, 0))
            # Not ensureWidgetVisible: it asks a list for its text cursor, and goes astray.
            for y in (top.y() + part.height(), top.y()):
                area.ensureVisible(top.x(), y, 0, _ROOM)
        area = area.parentWidget()
