"""Words and a bar for work that turns out to take longer than half a second."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from carefacilitator.ui.kit import Kit
from carefacilitator.ui.work_bar import WorkBar

_PATIENCE_MS = 500


class Waiting(WorkBar):
    """Stands hidden until work begun by :meth:`begin` has lasted half a second."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._text = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PATIENCE_MS)
        self._timer.timeout.connect(self._on_late)

    def begin(self, words: str) -> None:
        """Work begins; ``words`` say which."""
        self._text = words
        self._timer.start()

    def end(self) -> None:
        """The work is over."""
        self._timer.stop()
        self.hide()

    def _on_late(self) -> None:
        self.tell(self._text)
