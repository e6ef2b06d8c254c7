"""Work that takes longer than half a second, told with words and a bar."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from carefacilitator.ui.buttons import Button
from carefacilitator.ui.kit import Kit
from carefacilitator.ui.sheets import Label, reveal


class WorkBar(QWidget):
    """Work that takes longer than half a second: words, a bar, and a way to stop.

    ``share`` None means that nobody knows how much is left; the bar then stands half filled, since
    nothing here moves by itself. ``stopped`` is emitted by the button.
    """

    stopped = Signal()

    def __init__(self, kit: Kit, *, stoppable: bool = False) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._words = Label(kit, wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._bar, 1)
        self._stop = Button(kit, kit.words.say("Stop"), icon="x")
        if not stoppable:
            self._stop.hide()
        self._stop.clicked.connect(self.stopped)
        row.addWidget(self._stop)
        column.addWidget(self._words)
        column.addLayout(row)
        self.hide()

    def tell(self, words: str, share: float | None = None) -> None:
        """Show ``words`` and how much is done (0 to 1)."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setValue(500 if share is None else round(share * 1000))
        reveal(self)
