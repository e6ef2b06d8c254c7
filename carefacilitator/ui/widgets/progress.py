"""Work that takes longer than half a second, told with words and a bar."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.panels import Label, reveal


class WorkBar(QWidget):
    """Work that takes longer than half a second: words, a bar, and a way to stop.

    ``share`` None means that nobody knows how much is left; the bar then stands half filled, since
    nothing here moves by itself. ``stopped`` is emitted by the button.
    """

    stopped = Signal()

    def __init__(self, kit: Kit, *, stoppable: bool = False) -> None:
        super().__init__()
        column = vbox(into=self, gap=6)
        self._words = Label(kit, wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setRange(0, 1000)
        row = hbox((self._bar, 1), gap=12)
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
        named(self._bar, words)
        if self.isHidden():
            announce(self, words)
        self._bar.setValue(500 if share is None else round(share * 1000))
        reveal(self)


_PATIENCE_MS = 500


class Held:
    """Buttons that rest while work goes on; the one that had the keyboard gets it back.

    Qt hands the keyboard on when a button is disabled. Where a person took it elsewhere meanwhile,
    it stays there.
    """

    def __init__(self, *buttons: Button) -> None:
        self._buttons = buttons
        self._had: Button | None = None
        self._passed: QWidget | None = None

    def begin(self, words: str) -> None:
        """Let them rest; ``words`` say why."""
        had = next((one for one in self._buttons if _keyboard_at(one) is one), None)
        for one in self._buttons:
            one.block(words)
        if had is not None:
            self._had, self._passed = had, _keyboard_at(had)

    def end(self) -> None:
        """They can be pressed again."""
        for one in self._buttons:
            one.block(None)
        had, self._had = self._had, None
        if had is not None and _keyboard_at(had) in (None, self._passed):
            had.setFocus(Qt.FocusReason.OtherFocusReason)


def _keyboard_at(widget: QWidget) -> QWidget | None:
    """What has the keyboard in a widget's window, or will once the window is active again."""
    return widget.window().focusWidget()


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
