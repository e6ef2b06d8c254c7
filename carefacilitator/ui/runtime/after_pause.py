"""Looking at what was written once nothing more is."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

PAUSE = 3000
"""Milliseconds without a change after which what was typed counts as written."""


class AfterPause(QObject):
    """Calls :meth:`look` once nothing was committed for a moment; :meth:`wait` begins it anew."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.look)

    def wait(self) -> None:
        """Something was written: look once nothing more is."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Find out what there is to say."""
        raise NotImplementedError
