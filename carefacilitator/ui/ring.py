"""Who draws the focus, and where: small things that many controls need and the ring itself too."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.kit import Kit
from carefacilitator.ui.tokens import FOCUS_LINE

OWN_RING = "own_ring"
"""Property of widgets that draw their own focus (day band, views)."""


def ring_host(widget: QWidget) -> QWidget:
    """Return the widget that the focus ring goes around: the box of a line, else itself."""
    host = widget.property("ring_host")
    return host if isinstance(host, QWidget) else widget


def draw_inner_ring(painter: QPainter, kit: Kit, rect: QRect) -> None:
    """Draw the focus inside the edge of a row or block."""
    painter.save()
    painter.setPen(QPen(QColor(kit.colours.indigo), FOCUS_LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FOCUS_LINE / 2
    painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))
    painter.restore()
