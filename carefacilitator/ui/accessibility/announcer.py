"""Saying what changed without the keyboard going there: the clock, what was kept, messages.

Windows and macOS are told by an announcement. On Linux the reader of Debian 12 (Orca 43) passes
announcements over, while every version reads a notification that comes into sight; so there a
notification of one pixel does.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.accessibility.names import named, spoken

_ANNOUNCED = ("windows", "cocoa")
"""Qt's platforms whose readers hear an announcement."""
_STAYS_MS = 5_000
_Politeness = QAccessible.AnnouncementPoliteness


class Notice(QWidget):
    """One pixel of a window that a reader takes for a notification; it goes by itself.

    Each has its own words: a reader asks for them a while after it came into sight.
    """

    def __init__(self, window: QWidget, words: str) -> None:
        super().__init__(window)
        self.setFixedSize(1, 1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        named(self, words)
        QTimer.singleShot(_STAYS_MS, self, self.deleteLater)
        self.show()


def announce(widget: QWidget, words: str, *, urgent: bool = False) -> None:
    """Let a screen reader say ``words`` in the window of ``widget``.

    ``urgent`` interrupts what is being read, where the system knows that: for what was not saved,
    and for what went wrong. A widget whose window is not shown says nothing.
    """
    window = widget.window()
    if not words or not QAccessible.isActive() or not window.isVisible():
        return
    if QGuiApplication.platformName() not in _ANNOUNCED:
        Notice(window, words)
        return
    event = QAccessibleAnnouncementEvent(window, spoken(words))
    event.setPoliteness(_Politeness.Assertive if urgent else _Politeness.Polite)
    QAccessible.updateAccessibility(event)
