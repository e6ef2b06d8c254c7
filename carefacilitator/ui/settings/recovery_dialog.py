"""The recovery sheet on the screen: asks for the passphrase where nobody just typed it.

The passphrase lives in the fields and in the document in memory, and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from carefacilitator.messages import sentences
from carefacilitator.services.failures import PassphraseMissing, WrongPassphrase
from carefacilitator.services.sticks import open_to_all
from carefacilitator.services.upkeep.backup import FILE_NAME, checked_sheet, keep
from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.share.paper_output import OnPaper, look_at
from carefacilitator.ui.widgets.controls import Button, Dialog, Kit, Label, MessageBar
from carefacilitator.ui.widgets.secret_field import SecretField

if TYPE_CHECKING:
    from carefacilitator.services.documents.documents import FinishedDocument


def show_sheet(
    kit: Kit, parent: QWidget, made: FinishedDocument, tasks: Tasks, strip: Callable[..., object]
) -> None:
    """Show a finished sheet; ``strip`` tells what became of it (as ``MessageBar.tell``)."""
    say = kit.words.say

    def failed(error: Exception) -> None:
        told = sentences(error, kit.words)
        strip("error", told.what, told.safe, told.next)

    def kept(path: Path) -> None:
        then = say("Print it, then delete the file: a file can be copied unseen.")
        exposed = open_to_all(path, kit.words)
        strip("warn" if exposed else "good", say("{name} is saved.", name=path.name), exposed, then)

    def keep_at(path: Path) -> None:
        tasks.run(partial(keep, made, path), lambda _nothing: kept(path), failed, parent)

    def printed(_pages: int) -> None:
        then = say("Put it into an envelope, apart from the computer.")
        strip("good", say("The recovery sheet was sent to the printer."), "", then)

    title = say("Recovery sheet")
    look_at(kit, parent, OnPaper(title, made.content, FILE_NAME, keep_at, printed, failed))


class RecoveryDialog(Dialog):
    """Asks for the passphrase, sees whether it opens the workspace, and shows the sheet."""

    def __init__(
        self,
        kit: Kit,
        parent: QWidget,
        folder: Path,
        tasks: Tasks,
        paper: tuple[str, str],
        strip: Callable[..., object],
    ) -> None:
        """``paper`` is the day (``YYYY-MM-DD``) and the size of the sheet."""
        say = kit.words.say
        super().__init__(kit, say("Recovery sheet"), parent.window())
        self._folder, self._tasks, self._paper = folder, tasks, paper
        self._owner, self._strip_below = parent, strip
        told = say(
            "The sheet shows your passphrase in large letters, to keep in an envelope apart from "
            "this computer. Type the passphrase once, so that the right one is on it."
        )
        self.body.addWidget(Label(kit, say("Recovery sheet"), step="lead", bold=True, wrap=True))
        self.body.addWidget(Label(kit, told, wrap=True))
        self.field = SecretField(kit, say("Passphrase"))
        self.field.edit.returnPressed.connect(self.make)
        self.body.addWidget(self.field)
        self.strip = MessageBar(kit, closable=False)
        self.body.addWidget(self.strip)
        close = Button(kit, say("Close"), key="Esc")
        close.clicked.connect(self.reject)
        self.make_button = Button(kit, say("Look at it"), icon="eye", key="Enter", kind="main")
        self.make_button.clicked.connect(self.make)
        self.acts.addWidget(close)
        self.acts.addWidget(self.make_button)
        self.field.edit.setFocus()

    def make(self) -> None:
        """Make the sheet where the passphrase opens the workspace."""
        if not self.make_button.isEnabled():
            return
        self.field.set_error(None)
        self.make_button.block(self.kit.words.say("The document is being made."))
        day, size = self._paper
        language, typed = self.kit.words.language, self.field.text()
        make = partial(checked_sheet, self._folder, typed, language, day, size)
        self._tasks.run(make, self._on_made, self._on_failed, self)

    def _on_made(self, made: FinishedDocument) -> None:
        self.field.set_text("")
        self.accept()
        show_sheet(self.kit, self._owner, made, self._tasks, self._strip_below)

    def _on_failed(self, error: Exception) -> None:
        self.make_button.block(None)
        told = sentences(error, self.kit.words)
        if isinstance(error, WrongPassphrase | PassphraseMissing):
            self.field.set_error(f"{told.what} {told.next}")
            self.field.edit.setFocus()
            self.field.edit.selectAll()
        else:
            self.strip.tell("error", told.what, told.safe, told.next)
