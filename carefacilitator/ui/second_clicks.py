"""The second click of a double click belongs to what the first one hit, or to nothing.

A click may change the page or move rows; its quick second one would then press whatever came to lie
under the mouse.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget


class SecondClicks(QObject):
    """Drops second clicks that would hit something else; ``window`` must have been shown.

    It listens at the native window, where few events pass.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._hit: QWidget | None = None
        self._handle = window.windowHandle()
        self._handle.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Remember what a click hit, and compare at the second one."""
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseButtonPress:
            self._hit = self._window.childAt(event.position().toPoint())
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            hit = self._window.childAt(event.position().toPoint())
            return hit is not self._hit
        return False
