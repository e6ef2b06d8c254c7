"""Where letters go: a click leaves the keyboard in the text, and no letter presses a button.

On a page with a typing field (:meth:`Page.line`) one rule holds for everything that is pressed,
whoever made it: after a click the keyboard goes back to the text it came from, else to the page's
line; Space, Enter and letters press only what Tab led to. Buttons still take the keyboard while the
mouse is down, because fields finish what was typed in them when they lose it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from carefacilitator.ui.keyboard.held_keys import copy_of, is_typed
from carefacilitator.ui.widgets.text_edits import leaves_key_to_page

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def takes_text(widget: QWidget | None) -> bool:
    """Whether letters or figures can be typed into ``widget``."""
    return isinstance(widget, QLineEdit | QPlainTextEdit | QTextEdit | QAbstractSpinBox)


def put_keyboard(line: QWidget) -> None:
    """Give ``line`` the keyboard, behind what stands in it already."""
    if line.hasFocus():
        return
    line.setFocus(Qt.FocusReason.OtherFocusReason)
    if isinstance(line, QLineEdit):
        line.end(False)
    elif isinstance(line, QPlainTextEdit):
        line.moveCursor(line.textCursor().MoveOperation.End)


class TypingPlace(QObject):
    """Keeps the keyboard of ``window`` in the text; ``line`` tells where that is now, if anywhere.

    It watches a widget by an event filter only while that widget got the keyboard by the mouse.
    """

    def __init__(
        self, window: QWidget, app: QApplication, line: Callable[[], QWidget | None]
    ) -> None:
        super().__init__(window)
        self._window, self._line = window, line
        self._pressed: QWidget | None = None
        self._before: QWidget | None = None
        self._figure: QAbstractSpinBox | None = None
        app.focusChanged.connect(self._on_focus_changed)

    def take(self, event: QKeyEvent) -> bool:
        """Type a key that nobody wanted into the line; whether there is one."""
        line = self._target()
        if not is_typed(event) or line is None or line.hasFocus():
            return False
        self._type(line, event)
        return True

    def _type(self, line: QWidget, event: QKeyEvent) -> None:
        copied = copy_of(event)
        self._go(line)
        QApplication.sendEvent(line, copied)

    def _go(self, target: QWidget) -> None:
        if target is self._before:
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            put_keyboard(target)

    def _target(self) -> QWidget | None:
        """The text or list the keyboard came from, else the page's line."""
        line, before = self._line(), self._before
        if line is None or before is None or not shiboken6.isValid(before):
            return line
        typed_in = takes_text(before) or isinstance(before, QAbstractItemView)
        here = before.window() is self._window and before.isVisible() and before.isEnabled()
        return before if typed_in and here else line

    # what the mouse pressed -------------------------------------------------------------------

    def _on_focus_changed(self, old: QWidget | None, now: QWidget | None) -> None:
        if now is None or not shiboken6.isValid(self._window) or now.window() is not self._window:
            return  # another window, or a list that dropped down: it comes back to what was pressed
        if now is self._pressed:
            return
        self._forget()
        if isinstance(now, QAbstractSpinBox):
            self._figure = now
            now.installEventFilter(self)
        if takes_text(now) or isinstance(now, QAbstractItemView):
            return
        if not QApplication.mouseButtons() or self._line() is None:
            return
        self._pressed, self._before = now, old
        now.installEventFilter(self)
        if isinstance(now, QAbstractButton):
            now.released.connect(self._give_back)
        elif isinstance(now, QComboBox):
            now.activated.connect(self._give_back)

    def _give_back(self, *_chosen: object) -> None:
        """Before the click does its work: what that work gives the keyboard to, keeps it."""
        pressed, target = self._pressed, self._target()
        here = pressed is not None and self._window.focusWidget() is pressed
        if here and target is not None:
            self._go(target)
        self._forget()

    def _forget(self) -> None:
        figure, self._figure = self._figure, None
        if figure is not None and shiboken6.isValid(figure):
            figure.removeEventFilter(self)
        pressed, self._pressed, self._before = self._pressed, None, None
        if pressed is None or not shiboken6.isValid(pressed):
            return
        pressed.removeEventFilter(self)
        if isinstance(pressed, QAbstractButton):
            pressed.released.disconnect(self._give_back)
        elif isinstance(pressed, QComboBox):
            pressed.activated.disconnect(self._give_back)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Letters, Space and Enter of somebody who only clicked belong to the line.

        A figure leaves the page its keys, as lines do.
        """
        if watched is self._figure:
            nothing = partial(bool, False)
            if leaves_key_to_page(event, self._figure, undo=nothing, redo=nothing):
                event.ignore()
                return True
            return False
        if (
            watched is self._pressed
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and (is_typed(event) or event.key() in _ENTER)
        ):
            line = self._target()
            if line is not None:
                self._type(line, event)
                return True
        return super().eventFilter(watched, event)
