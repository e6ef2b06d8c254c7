"""The second click of a double click belongs to what the first one hit, or to nothing.

A click may change the page or move rows; its quick second one would then press whatever came to lie
under the mouse.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
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
            return super().eventFilter(watched, event)
        kind, second = event.type(), Qt.MouseEventFlag.MouseEventCreatedDoubleClick
        if kind not in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return super().eventFilter(watched, event)
        hit = self._window.childAt(event.position().toPoint())
        if kind == QEvent.Type.MouseButtonPress and not event.flags() & second:
            self._hit = hit
        return hit is not self._hit
