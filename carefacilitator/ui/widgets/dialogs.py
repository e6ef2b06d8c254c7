"""Dialogs in the look of the window: a base with its own focus ring, and a question.

Messages stand in the page (``MessageBar``); a dialog is for something a
person must decide or fill in before going on. Open it with ``open()``, never ``exec()``: the clock
and saving go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QWidget

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.keyboard.focus_ring import FocusRing
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.stylesheet import stylesheet
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.layout import STRETCH, Scroll, hbox, vbox
from carefacilitator.ui.widgets.panels import Label

_BESIDE, _ABOVE = 32, 48
"""Px of the window that stay in sight beside and above a dialog."""


class Dialog(QDialog):
    """An empty dialog; fill ``body``, put buttons into ``acts`` (they stand at the end).

    It is never larger than the window it stands over: what has no room scrolls, and buttons that
    do not fit beside each other stand below each other. It deletes itself when it is closed.
    """

    def __init__(self, kit: Kit, title: str, parent: QWidget, *, width: int = 480) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setWindowTitle(title)
        named(self, title)
        self.setStyleSheet(stylesheet(kit.theme))
        self.setPalette(kit.palette())
        self.setFont(kit.font())
        self.setLayoutDirection(kit.direction)
        self.setMinimumWidth(kit.theme.grown(width))
        column = self._column = vbox(into=self, gap=16, margins=(24, 20, 24, 20))
        self.body = vbox(gap=12)
        column.addLayout(self.body, 1)
        self.acts = hbox(STRETCH, gap=12)
        column.addLayout(self.acts)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._ring = FocusRing(kit, self, app)
        self.finished.connect(self.deleteLater)
        self._fitted = self._scrolls = False

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802 - Qt's name
        """Fit into the window, once it is known what is inside."""
        super().showEvent(event)
        if not self._fitted:
            self._fitted = True
            self._fit_into(outermost(self))

    def event(self, event: QEvent) -> bool:
        """Fit again when what is inside grew beyond the window."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._fitted and self.isVisible():
            window = outermost(self)
            most = window.height() - _ABOVE
            if self.height() > most + 1 or self.height() < min(most, self._high(self.width())):
                self._fit_into(window)
        return done

    def _fit_into(self, window: QWidget) -> None:
        if window is self or not window.isVisible():
            return
        room_wide, room_high = window.width() - _BESIDE, window.height() - _ABOVE
        margins = self._column.contentsMargins()
        if self.acts.minimumSize().width() > room_wide - margins.left() - margins.right():
            self.acts.setDirection(QHBoxLayout.Direction.TopToBottom)
        self.setMinimumWidth(0)
        wide = min(room_wide, max(self.width(), self._column.minimumSize().width()))
        if self._high(wide) > room_high and self.kit.theme.stacked:
            wide = room_wide
        if self._high(wide) > room_high and not self._scrolls:
            self._scrolls = True
            self._let_scroll()
            self._column.activate()  # the least height from before would hold
        self.resize(wide, min(room_high, max(self.height(), self._high(wide))))

    def _high(self, wide: int) -> int:
        """The least height in px at this width."""
        column = self._column
        return max(column.minimumSize().height(), column.minimumHeightForWidth(wide))

    def _let_scroll(self) -> None:
        """Put everything above the buttons into an area that scrolls."""
        focus = self.focusWidget()
        self._column.removeItem(self.body)
        self.body.setParent(None)
        scroll = Scroll(margins=(6, 4, 8, 4))
        scroll.body.addLayout(self.body, 1)
        self._column.insertWidget(0, scroll, 1)
        if focus is not None:
            focus.setFocus()


def outermost(widget: QWidget) -> QWidget:
    """The window of the program that a dialog, or a dialog over it, stands over."""
    window = widget.window()
    while (parent := window.parentWidget()) is not None:
        window = parent.window()
    return window


def ask(
    kit: Kit,
    parent: QWidget,
    question: str,
    more: str,
    yes: str,
    on_yes: Callable[[], object],
    *,
    no: str = "",
) -> Dialog:
    """Ask before something that cannot be overlooked; ``yes`` names the act, never “Yes”.

    The careful answer has the focus, so that Enter pressed in haste does nothing.
    """
    dialog = Dialog(kit, question, parent)
    dialog.body.addWidget(Label(kit, question, step="lead", bold=True, wrap=True))
    if more:
        dialog.body.addWidget(Label(kit, more, wrap=True))
    stay = Button(kit, no or kit.words.say("Leave it as it is"))
    act = Button(kit, yes, kind="main")
    stay.clicked.connect(dialog.reject)
    act.clicked.connect(dialog.accept)
    dialog.accepted.connect(on_yes)
    dialog.acts.addWidget(stay)
    dialog.acts.addWidget(act)
    stay.setFocus()
    dialog.open()
    return dialog
