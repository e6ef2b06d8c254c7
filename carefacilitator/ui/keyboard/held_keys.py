"""Keys typed while something new is being made wait for it, and are typed into it.

The write of a new row takes longer than the next key: without this the first letters of its name
would go to the row before.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from carefacilitator.ui.runtime.worker import Tasks

_EDITING = (
    Qt.Key.Key_Backspace,
    Qt.Key.Key_Delete,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_Return,
    Qt.Key.Key_Enter,
    Qt.Key.Key_Tab,
    Qt.Key.Key_Backtab,
)
_HELD = Qt.KeyboardModifier
_PRESS, _RELEASE = QEvent.Type.KeyPress, QEvent.Type.KeyRelease


def is_typed(event: QKeyEvent) -> bool:
    """Whether a key writes a letter, a figure, a sign or a space."""
    held, alt_gr = event.modifiers(), _HELD.ControlModifier | _HELD.AltModifier
    commands = held & (alt_gr | _HELD.MetaModifier)
    text = event.text()
    return bool(text) and text.isprintable() and commands in (_HELD.NoModifier, alt_gr)


def copy_of(event: QKeyEvent) -> QKeyEvent:
    """The same key once more, to be sent to another widget."""
    return QKeyEvent(
        event.type(),
        event.key(),
        event.modifiers(),
        event.text(),
        event.isAutoRepeat(),
        event.count(),
    )


class HeldKeys(QObject):
    """Holds what is typed in ``window`` from :meth:`hold` to :meth:`release`.

    Whatever becomes of the work, nothing is held once the worker is idle. Keys with Ctrl or Alt and
    F keys are acts and are not held.
    """

    def __init__(self, window: QWidget, app: QApplication, tasks: Tasks) -> None:
        super().__init__(window)
        self._window, self._app = window, app
        self._held: list[QEvent | Callable[[], object]] | None = None
        tasks.idle.connect(self.release)

    @property
    def holding(self) -> bool:
        """Whether something new is still being made."""
        return self._held is not None

    def hold(self) -> None:
        """Begin to hold: something new will get the keyboard."""
        if self._held is None:
            self._held = []
            self._app.installEventFilter(self)

    def later(self, act: Callable[[], object]) -> bool:
        """Do ``act`` after what was typed before it, if keys are held; whether they are."""
        if self._held is None:
            return False
        self._held.append(act)
        return True

    def release(self) -> None:
        """Type what was held into what has the keyboard now."""
        if self._held is None:
            return
        self._app.removeEventFilter(self)
        held, self._held = self._held, None
        while held:
            one = held.pop(0)
            if isinstance(one, QEvent):
                target = self._window.focusWidget() or self._window
                self._app.sendEvent(target, one)
            else:
                one()
                if self._held is not None:  # it makes something new in its turn
                    self._held += held
                    return

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep a key that was meant for what is being made."""
        if self._held is None or not isinstance(watched, QWidget):
            return False
        if watched.window() is not self._window:
            return False
        if isinstance(event, QInputMethodEvent) and event.commitString():
            said = QInputMethodEvent()
            said.setCommitString(event.commitString())
            self._held.append(said)
            return True
        if not isinstance(event, QKeyEvent) or not (is_typed(event) or _is_editing(event)):
            return False
        if event.type() in (_PRESS, _RELEASE):
            self._held.append(copy_of(event))
        event.accept()
        return True


def _is_editing(event: QKeyEvent) -> bool:
    commands = _HELD.ControlModifier | _HELD.AltModifier | _HELD.MetaModifier
    return event.key() in _EDITING and not event.modifiers() & commands
