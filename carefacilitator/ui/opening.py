"""First start and every start: the passphrase, asked in the window, before anything is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from carefacilitator.errors import CareError
from carefacilitator.messages import sentences
from carefacilitator.services.program import Program
from carefacilitator.ui.controls import Button, CheckBox, Field, Kit, Label, Strip
from carefacilitator.ui.stylesheet import stylesheet
from carefacilitator.ui.window import Opener, Window

LEAST_LETTERS = 8
"""Shorter passphrases are refused: they would be found by trying."""


def open_into(window: Window, opener: Opener, needs_passphrase: bool, fresh: bool) -> bool:
    """Open the workspace and show it in the window; False when the person gave up."""
    if fresh:
        program = _first_start(window, opener)
    elif needs_passphrase:
        program = _ask(window, opener)
    else:
        program = _try(window, opener, None)
    if program is None:
        return False
    window.attach(program)
    return True


def _try(window: Window, opener: Opener, passphrase: str | None) -> Program | None:
    try:
        return opener(passphrase)
    except CareError as error:
        dialog = TroubleDialog(window.frame.kit, error)
        dialog.exec()
        return None


def _ask(window: Window, opener: Opener) -> Program | None:
    dialog = PassphraseDialog(window.frame.kit, opener)
    dialog.exec()
    return dialog.program


def _first_start(window: Window, opener: Opener) -> Program | None:
    dialog = FirstStartDialog(window.frame.kit, opener)
    dialog.exec()
    return dialog.program


class _Dialog(QDialog):
    """A sheet in the look of the program."""

    def __init__(self, kit: Kit, title: str) -> None:
        super().__init__()
        self.kit, self.say = kit, kit.words.say
        self.setWindowTitle(title)
        self.setLayoutDirection(kit.direction)
        self.setFont(kit.font())
        self.setStyleSheet(stylesheet(kit.theme))
        self.setMinimumWidth(round(520 * min(1.5, kit.theme.factor)))
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(24, 24, 24, 24)
        self.body.setSpacing(12)
        self.body.addWidget(Label(kit, title, step="title", bold=True, wrap=True))

    def buttons(self, *buttons: Button) -> None:
        """Put the buttons at the foot, the main act last."""
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addStretch(1)
        for button in buttons:
            row.addWidget(button)
        self.body.addSpacing(8)
        self.body.addLayout(row)


class TroubleDialog(_Dialog):
    """The workspace does not open: what happened, what is safe, what to do next."""

    def __init__(self, kit: Kit, error: CareError) -> None:
        message = sentences(error, kit.words)
        super().__init__(kit, message.what)
        self.body.addWidget(Label(kit, f"{message.safe} {message.next}", wrap=True))
        close = Button(kit, self.say("Close the program"), kind="main")
        close.clicked.connect(self.accept)
        self.buttons(close)


class PassphraseDialog(_Dialog):
    """Asks for the passphrase until it opens or the person gives up."""

    def __init__(self, kit: Kit, opener: Opener) -> None:
        super().__init__(kit, kit.words.say("Welcome back"))
        self._opener = opener
        self.program: Program | None = None
        self._field = Field(kit, self.say("Passphrase"))
        self._field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(self._field)
        leave = Button(kit, self.say("Leave"))
        leave.clicked.connect(self.reject)
        enter = Button(kit, self.say("Open"), key="Enter", kind="main")
        enter.setDefault(True)
        enter.clicked.connect(self._open)
        self.buttons(leave, enter)
        self._field.edit.setFocus()

    def _open(self) -> None:
        try:
            self.program = self._opener(self._field.text())
        except CareError as error:
            message = sentences(error, self.kit.words)
            self._field.set_error(f"{message.what} {message.next}")
            self._field.edit.selectAll()
            return
        self.accept()


class FirstStartDialog(_Dialog):
    """The first start: choose a passphrase, or say plainly that there is none."""

    def __init__(self, kit: Kit, opener: Opener) -> None:
        super().__init__(kit, kit.words.say("A passphrase for this computer"))
        self._opener = opener
        self.program: Program | None = None
        told = self.say(
            "Everything you write is kept encrypted on this computer. The passphrase opens it. "
            "Nobody can give it back to you, so write it on paper and keep the paper apart."
        )
        self.body.addWidget(Label(kit, told, wrap=True))
        self._first = self._secret(self.say("Passphrase, four words or more are best"))
        self._second = self._secret(self.say("The same once more"))
        self._without = CheckBox(kit, self.say("Go on without a passphrase"))
        self._without.toggled.connect(self._on_without)
        self.body.addWidget(self._without)
        self._strip = Strip(kit, closable=False)
        self.body.addWidget(self._strip)
        leave = Button(kit, self.say("Leave"))
        leave.clicked.connect(self.reject)
        start = Button(kit, self.say("Start"), key="Enter", kind="main")
        start.setDefault(True)
        start.clicked.connect(self._start)
        self.buttons(leave, start)

    def _secret(self, label: str) -> Field:
        field = Field(self.kit, label)
        field.edit.setEchoMode(QLineEdit.EchoMode.Password)
        self.body.addWidget(field)
        return field

    def _on_without(self, without: bool) -> None:
        self._first.setEnabled(not without)
        self._second.setEnabled(not without)
        if without:
            self._strip.tell(
                "warn",
                self.say("Anyone who holds this computer can then read every name in it."),
                then=self.say("You can set a passphrase later under Settings."),
            )
        else:
            self._strip.clear()

    def _start(self) -> None:
        if self._without.isChecked():
            self._open(None)
        elif self._fits():
            self._open(self._first.text())

    def _fits(self) -> bool:
        first, second = self._first.text(), self._second.text()
        short = self.say("Please use {n} letters or more.", n=LEAST_LETTERS)
        self._first.set_error(short if len(first) < LEAST_LETTERS else None)
        self._second.set_error(self.say("The two are not the same.") if first != second else None)
        return len(first) >= LEAST_LETTERS and first == second

    def _open(self, passphrase: str | None) -> None:
        try:
            self.program = self._opener(passphrase)
        except CareError as error:
            message = sentences(error, self.kit.words)
            self._strip.tell("error", message.what, message.safe, message.next)
            return
        self.accept()
