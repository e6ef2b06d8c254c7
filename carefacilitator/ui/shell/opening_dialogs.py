"""The dialogs of the start: passphrase, first start, and what to say when nothing opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.errors import CareError
from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.messages import sentences
from carefacilitator.services.failures import PassphraseMissing, WrongPassphrase
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.widgets.controls import (
    Button,
    CheckBox,
    Choice,
    Dialog,
    Kit,
    Label,
    MessageBar,
    Scroll,
)
from carefacilitator.ui.widgets.secret_field import SecretField, chosen_passphrase

if TYPE_CHECKING:
    from carefacilitator.services.program import Program

Opener = Callable[[str | None], "Program"]
"""Opens the workspace with a passphrase (or None) and hands out its services."""
_WIDE, _WIDEST = 520, 900


class OpeningDialog(Dialog):
    """A dialog that ends with an open workspace or with giving up.

    ``opened`` carries the services of the workspace; ``given_up`` is emitted when the person
    leaves. While the workspace is being opened the dialog cannot be put away.
    """

    opened = Signal(object)
    given_up = Signal()

    def __init__(self, parent: QWidget, kit: Kit, title: str) -> None:
        super().__init__(kit, title, parent, width=_WIDE)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumWidth(min(_WIDEST, round(_WIDE * kit.theme.factor)))
        self.say = kit.words.say
        self._busy = False
        scroll = Scroll(margins=(6, 4, 6, 4))
        scroll.body.setSpacing(12)
        self.inside = scroll.body
        self.inside.addWidget(Label(kit, title, step="title", bold=True, wrap=True))
        self._scroll = scroll
        self.body.addWidget(scroll)
        self.strip = MessageBar(kit, closable=False)
        self.body.addWidget(self.strip)

    def fit(self) -> None:
        """Be as high as what is inside, as far as the screen allows."""
        wide = self.minimumWidth() - 60
        inner = self._scroll.widget()
        layout = inner.layout() if inner is not None else None
        high = layout.totalHeightForWidth(wide) if layout is not None else 0
        screen = self.screen().availableGeometry().height() if self.screen() else 700
        self._scroll.setMinimumHeight(min(high + 8, round(screen * 0.72)))

    def open_with(self, opener: Opener, passphrase: str | None, tasks: Tasks, main: Button) -> None:
        """Open the workspace on the worker, with ``main`` blocked meanwhile."""
        self._busy = True
        self.strip.clear()
        main.block(self.say("The workspace is being opened."))

        def done(program: Program) -> None:
            self._busy = False
            self.opened.emit(program)
            self.accept()

        def failed(error: Exception) -> None:
            self._busy = False
            main.block(None)
            self.refused(error)

        tasks.run(partial(opener, passphrase), done, failed)

    def refused(self, error: Exception) -> None:
        """Tell why it does not open."""
        message = sentences(error, self.kit.words)
        self.strip.tell("error", message.what, message.safe, message.next)

    def reject(self) -> None:
        """Give up; not while the workspace is being opened."""
        if not self._busy:
            super().reject()
            self.given_up.emit()


class TroubleDialog(OpeningDialog):
    """The workspace does not open: what happened, what is safe, what to do next."""

    again = Signal()

    def __init__(self, parent: QWidget, kit: Kit, error: CareError) -> None:
        message = sentences(error, kit.words)
        super().__init__(parent, kit, message.what)
        self.inside.addWidget(Label(kit, f"{message.safe} {message.next}", wrap=True))
        close = Button(kit, self.say("Close the program"))
        close.clicked.connect(self.reject)
        retry = Button(kit, self.say("Try again"), kind="main")
        retry.clicked.connect(self._on_retry)
        self.acts.addWidget(close)
        self.acts.addWidget(retry)
        self.fit()
        retry.setFocus()

    def _on_retry(self) -> None:
        self.accept()
        self.again.emit()


class PassphraseDialog(OpeningDialog):
    """Asks for the passphrase until it opens or the person gives up."""

    def __init__(self, parent: QWidget, kit: Kit, opener: Opener, tasks: Tasks) -> None:
        super().__init__(parent, kit, kit.words.say("Welcome back"))
        self._opener, self._tasks = opener, tasks
        self.field = SecretField(kit, self.say("Passphrase"))
        self.field.edit.returnPressed.connect(self._open)
        self.inside.addWidget(self.field)
        leave = Button(kit, self.say("Leave"))
        leave.clicked.connect(self.reject)
        self._enter = Button(kit, self.say("Open"), key="Enter", kind="main")
        self._enter.clicked.connect(self._open)
        self.acts.addWidget(leave)
        self.acts.addWidget(self._enter)
        self.fit()
        self.field.edit.setFocus()

    def _open(self) -> None:
        if self._enter.isEnabled():
            self.field.set_error(None)
            self.open_with(self._opener, self.field.text(), self._tasks, self._enter)

    def refused(self, error: Exception) -> None:
        """A wrong passphrase is told at the field, everything else below it."""
        if isinstance(error, WrongPassphrase | PassphraseMissing):
            message = sentences(error, self.kit.words)
            self.field.set_error(f"{message.what} {message.next}")
            self.field.edit.setFocus()
            self.field.edit.selectAll()
        else:
            super().refused(error)
        self.fit()


class FirstStartDialog(OpeningDialog):
    """The first start: a language, a passphrase, or plainly none.

    ``language_chosen`` asks for the same in another language.
    """

    language_chosen = Signal(str)

    def __init__(
        self, parent: QWidget, kit: Kit, opener: Opener, tasks: Tasks, paper: str = "A4"
    ) -> None:
        super().__init__(parent, kit, kit.words.say("A passphrase for this computer"))
        self._opener, self._tasks, self._paper = opener, tasks, paper
        say = self.say
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = Choice(kit, say("Language"), names, kit.words.language)
        self.language.changed.connect(self._on_language)
        told = say(
            "Everything you write is kept encrypted on this computer. The passphrase opens it. "
            "Nobody can give it back to you: print the recovery sheet and keep it apart."
        )
        self.first = SecretField(kit, say("Passphrase, four words or more are best"))
        self.second = SecretField(kit, say("The same once more"))
        self.without = CheckBox(kit, say("Go on without a passphrase"))
        self.without.toggled.connect(self._on_without)
        for part in (
            self.language,
            Label(kit, told, wrap=True),
            self.first,
            self.second,
            self.without,
        ):
            self.inside.addWidget(part)
        leave = Button(kit, say("Leave"))
        leave.clicked.connect(self.reject)
        self._main = Button(kit, say("Start"), key="Enter", kind="main")
        self._main.clicked.connect(self._start)
        self.sheet_button = Button(kit, say("Recovery sheet"), icon="printer", key="Ctrl+R")
        self.sheet_button.clicked.connect(self.show_sheet)
        QShortcut(QKeySequence("Ctrl+R"), self).activated.connect(self.sheet_button.click)
        for button in (self.sheet_button, leave, self._main):
            self.acts.addWidget(button)
        for field in (self.first, self.second):
            field.edit.returnPressed.connect(self._start)
        self.fit()
        self.first.edit.setFocus()

    def _on_language(self, code: str) -> None:
        self.accept()
        self.language_chosen.emit(code)

    def show_sheet(self) -> None:
        """Show the sheet with the passphrase that was typed twice alike."""
        from carefacilitator.services.upkeep.backup import sheet
        from carefacilitator.ui.settings.recovery_dialog import show_sheet

        passphrase = chosen_passphrase(self.first, self.second)
        self.fit()
        if passphrase is None or self._busy:
            return
        day = dt.date.today().isoformat()
        make = partial(sheet, passphrase, self.kit.words.language, day, self._paper)
        show = partial(show_sheet, self.kit, self, tasks=self._tasks, strip=self.strip.tell)
        self._tasks.run(make, show, self.refused, self)

    def _on_without(self, without: bool) -> None:
        self.sheet_button.block(self.say("Set a passphrase first.") if without else None)
        self.first.setEnabled(not without)
        self.second.setEnabled(not without)
        for field in (self.first, self.second):
            field.set_error(None)
        if without:
            self.strip.tell(
                "warn",
                self.say("Anyone who holds this computer can then read every name in it."),
                then=self.say("You can set a passphrase later under Settings."),
            )
        else:
            self.strip.clear()

    def _start(self) -> None:
        if not self._main.isEnabled():
            return
        passphrase = None
        if not self.without.isChecked():
            passphrase = chosen_passphrase(self.first, self.second)
            self.fit()
            if passphrase is None:
                return
        self.open_with(self._opener, passphrase, self._tasks, self._main)
