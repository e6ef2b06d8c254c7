"""Dialogs in the look of the window: a base with its own focus ring, and a question.

Messages stand in the page (:class:`~carefacilitator.ui.strips.Strip`); a dialog is for something a
person must decide or fill in before going on. Open it with ``open()``, never ``exec()``: the clock
and saving go on meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.ui.buttons import Button
from carefacilitator.ui.focus import FocusRing
from carefacilitator.ui.kit import Kit
from carefacilitator.ui.sheets import Label
from carefacilitator.ui.stylesheet import stylesheet


class Dialog(QDialog):
    """An empty dialog; fill ``body``, put buttons into ``acts`` (they stand at the end).

    It deletes itself when it is closed.
    """

    def __init__(self, kit: Kit, title: str, parent: QWidget, *, width: int = 480) -> None:
        super().__init__(parent)
        self.kit = kit
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setStyleSheet(stylesheet(kit.theme))
        self.setPalette(kit.palette())
        self.setFont(kit.font())
        self.setLayoutDirection(kit.direction)
        self.setMinimumWidth(kit.theme.grown(width))
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(16)
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        column.addLayout(self.body, 1)
        self.acts = QHBoxLayout()
        self.acts.setSpacing(12)
        self.acts.addStretch(1)
        column.addLayout(self.acts)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            self._ring = FocusRing(kit, self, app)
        self.finished.connect(self.deleteLater)


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
