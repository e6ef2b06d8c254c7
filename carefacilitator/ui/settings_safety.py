"""Settings that keep the work safe: the passphrase, and a copy of everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from carefacilitator.services.program import Program
from carefacilitator.ui.controls import Button, Label, Sheet
from carefacilitator.ui.flow import FlowLayout
from carefacilitator.ui.page import Page
from carefacilitator.ui.recovery_dialog import RecoveryDialog
from carefacilitator.ui.secret_field import SecretField, chosen_passphrase
from carefacilitator.ui.waiting import Waiting

SUFFIX = ".carebackup"


class PassphraseSheet(Sheet):
    """Set a passphrase or another one, and say plainly what it means to lose it."""

    def __init__(self, page: Page, program: Program, size: Callable[[], str]) -> None:
        """``size`` tells the size of paper that was chosen."""
        super().__init__(page.kit, page.say("Passphrase"), icon="shield-check")
        self._page, self._program, self._size = page, program, size
        say, kit = page.say, page.kit
        self.told = Label(kit, wrap=True)
        self.add(self.told)
        self.first = SecretField(kit, say("New passphrase, four words or more are best"))
        self.second = SecretField(kit, say("The same once more"))
        for field in (self.first, self.second):
            field.edit.returnPressed.connect(self._on_set)
            self.add(field)
        self.button = Button(kit, say("Set the passphrase"), told_key="Enter")
        self.button.clicked.connect(self._on_set)
        self.sheet_button = Button(kit, say("Recovery sheet"), icon="printer", key="Ctrl+R")
        self.sheet_button.clicked.connect(self.ask_sheet)
        holder = QWidget()
        row = FlowLayout(holder, gap=12, line_gap=8)
        row.addWidget(self.button)
        row.addWidget(self.sheet_button)
        self.add(holder)
        for words in (
            say("Nobody can open this workspace without it or give it back to you."),
            say("Print the recovery sheet, keep it apart, and tell somebody you trust where."),
            say("Copies made earlier open with the passphrase of their day."),
        ):
            self.add(Label(kit, words, step="small", tone="ash", wrap=True))

    def show_state(self) -> None:
        """Say whether there is a passphrase."""
        if self._program.workspace.has_passphrase:
            words = self._page.say("This computer asks for a passphrase. A new one replaces it.")
        else:
            words = self._page.say(
                "There is no passphrase: anyone who holds this computer can read every name."
            )
        self.told.setText(words)
        held = self._program.workspace.has_passphrase
        self.told.set_tone("soot" if held else "ochre")
        self.sheet_button.block(None if held else self._page.say("Set a passphrase first."))

    def focus(self) -> None:
        """Put the keyboard where a passphrase is typed."""
        self.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_sheet(self) -> None:
        """Ask for the passphrase and show the sheet to keep."""
        if not self.sheet_button.isEnabled():
            return
        workspace, page = self._program.workspace, self._page
        paper = (workspace.now()[:10], self._size())
        RecoveryDialog(
            page.kit, self, workspace.folder, page.tools.tasks, paper, page.tools.tell
        ).open()

    def _on_set(self) -> None:
        passphrase = chosen_passphrase(self.first, self.second)
        if passphrase is not None and self.button.isEnabled():
            self.button.block(self._page.say("The passphrase is being set."))
            keep = partial(self._program.workspace.set_passphrase, passphrase)
            self._page.run(keep, self._on_done, self._on_failed)

    def _on_done(self, _nothing: object) -> None:
        self.button.block(None)
        self.first.set_text("")
        self.second.set_text("")
        self.show_state()
        say = self._page.say
        then = say("Print the recovery sheet and keep it apart from the computer.")
        self._page.tools.tell("good", say("The passphrase is set."), then=then)

    def _on_failed(self, error: Exception) -> None:
        self.button.block(None)
        self._page.tools.tell_failure(error)


class CopySheet(Sheet):
    """Save a copy of everything, encrypted as it is here."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("A copy of everything"), icon="usb")
        self._page, self._program = page, program
        say, kit = page.say, page.kit
        told = say("One file with all workshops, encrypted as they are here. Keep it apart.")
        self.add(Label(kit, told, wrap=True))
        self._last = Label(kit, step="small", tone="ash")
        self.button = Button(kit, say("Save a copy"), key="Ctrl+S")
        self.button.clicked.connect(self.ask_where)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.button)
        row.addWidget(self._last, 1)
        self.body.addLayout(row)
        self._waiting = Waiting(kit)
        self.add(self._waiting)
        told = say("What was deleted stays in the bin and can come back.")
        self.add(Label(kit, told, wrap=True))
        self.bin = Button(kit, say("The bin"), icon="trash", key="Ctrl+B")
        self.add(self.bin)
        self.body.setAlignment(self.bin, Qt.AlignmentFlag.AlignLeading)

    def show_state(self) -> None:
        """Say when the last copy was made."""
        at, say = self._program.workspace.meta("backed_up_at"), self._page.say
        day = self._page.kit.words.day(at[:10], "medium") if at else ""
        self._last.setText(say("Last copy: {day}", day=day) if day else say("No copy made yet."))

    def ask_where(self) -> None:
        """Ask for a place and write the copy there."""
        name = f"carefacilitator-{self._program.workspace.now()[:10]}{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Save a copy"), str(Path.home() / name), f"*{SUFFIX}"
        )
        if path:
            self.save(Path(path))

    def save(self, path: Path) -> None:
        """Write the copy; said to be done only after it was read back."""
        from carefacilitator.services.copies import back_up

        words = self._page.say("The copy is being written and read back.")
        self.button.block(words)
        self._waiting.begin(words)
        self._page.tools.saving.flush()
        done = partial(self._on_saved, path)
        self._page.run(partial(back_up, self._program.workspace, path), done, self._on_failed)

    def _on_saved(self, path: Path, _size: int) -> None:
        self._end()
        self.show_state()
        happened = self._page.say("The copy is written and was read back: {name}.", name=path.name)
        self._page.tools.tell("good", happened)

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._page.tools.tell_failure(error)

    def _end(self) -> None:
        self._waiting.end()
        self.button.block(None)
