"""A field for a passphrase: hidden while it is typed, shown when its eye is pressed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit

from carefacilitator.model.privacy.passphrases import LEAST_LETTERS, is_long_enough
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import IconButton
from carefacilitator.ui.widgets.fields import Field

_SHOW = "Alt+V"
"""The key that shows what is typed, while the keyboard is in the field."""


class SecretField(Field):
    """A line whose letters are hidden until a person wants to see them."""

    def __init__(self, kit: Kit, label: str) -> None:
        super().__init__(kit, label)
        self._eye = IconButton(
            kit, kit.words.say("Show what is typed"), "eye", told_key=_SHOW, size=20
        )
        self._eye.setCheckable(True)
        self._eye.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab goes on; Enter reveals nothing
        self._eye.toggled.connect(self._show)
        self.box.row.setContentsMargins(10, 0, 0, 0)
        self.box.add_trailing(self._eye)
        self._show(False)
        shortcut = QShortcut(QKeySequence(_SHOW), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._eye.toggle)

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.edit.setEchoMode(mode)
        self._eye.set_icon("eye-slash" if shown else "eye")
        say = self.kit.words.say
        self._eye.spoken_name = say("Hide what is typed") if shown else say("Show what is typed")
        self._eye.tell_key(_SHOW)


def chosen_passphrase(first: SecretField, second: SecretField) -> str | None:
    """The passphrase typed twice alike; None, with a sentence at the field, where it is not."""
    say, typed = first.kit.words.say, first.text()
    short = not is_long_enough(typed)
    words = say("Please use {n} letters or more.", n=LEAST_LETTERS)
    first.set_error(words if short else None)
    differs = not short and typed != second.text()
    second.set_error(say("The two are not the same.") if differs else None)
    if short or differs:
        wrong = first if short else second
        wrong.edit.setFocus()
        return None
    return typed
