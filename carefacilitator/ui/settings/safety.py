"""Settings that keep the work safe: the passphrase, and a copy of everything."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from carefacilitator.services.program import Program
from carefacilitator.services.sticks import eject_first, place_for
from carefacilitator.services.upkeep.copies import Copy, back_up, need_passphrase, open_copies
from carefacilitator.ui.keyboard.focus_ring import bring_into_sight
from carefacilitator.ui.page import Page
from carefacilitator.ui.settings.recovery_dialog import RecoveryDialog
from carefacilitator.ui.widgets.controls import Button, Label, Sheet
from carefacilitator.ui.widgets.flow_layout import FlowLayout
from carefacilitator.ui.widgets.progress import Waiting
from carefacilitator.ui.widgets.secret_field import SecretField, chosen_passphrase

SUFFIX = ".carebackup"
_MOST = 3


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
    """Save a copy of everything, which never opens for whoever finds it.

    Where this computer asks for no passphrase, the copies get one of their own first.
    """

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("A copy of everything"), icon="usb")
        self._page, self._program, self._another = page, program, False
        say, kit = page.say, page.kit
        self.told = Label(kit, wrap=True)
        self.add(self.told)
        self.first = SecretField(kit, say("Passphrase for the copies, four words or more are best"))
        self.second = SecretField(kit, say("The same once more"))
        for field in (self.first, self.second):
            field.edit.returnPressed.connect(self.ask_where)
            self.add(field)
        self._add_buttons()
        self._waiting = Waiting(kit)
        self.add(self._waiting)
        self.found = Label(kit, step="small", tone="ochre", wrap=True)
        self.found.hide()
        self.add(self.found)
        told = say("What was deleted stays in the bin and can come back.")
        self.add(Label(kit, told, wrap=True))
        self.bin = Button(kit, say("The bin"), icon="trash", key="Ctrl+B")
        self.add(self.bin)
        self.body.setAlignment(self.bin, Qt.AlignmentFlag.AlignLeading)

    def _add_buttons(self) -> None:
        say, kit = self._page.say, self._page.kit
        self._last = Label(kit, step="small", tone="ash")
        self.button = Button(kit, say("Save a copy"), key="Ctrl+S")
        self.button.clicked.connect(self.ask_where)
        self.another = Button(kit, say("Another passphrase for copies"))
        self.another.clicked.connect(self._on_another)
        holder = QWidget()
        row = FlowLayout(holder, gap=12, line_gap=8)
        for part in (self.button, self.another, self._last):
            row.addWidget(part)
        self.add(holder)

    def show_state(self) -> None:
        """Say when the last copy was made, with what a copy opens, and ask for what is missing."""
        workspace, say = self._program.workspace, self._page.say
        at = workspace.meta("backed_up_at")
        day = self._page.kit.words.day(at[:10], "medium") if at else ""
        self._last.setText(say("Last copy: {day}", day=day) if day else say("No copy made yet."))
        closed, missing = workspace.has_passphrase, need_passphrase(workspace)
        told = say("One file with all workshops. Keep it apart.")
        if closed:
            then = say("It opens with the passphrase of this computer.")
        elif missing:
            then = say(
                "Copies have no passphrase yet. Choose one first: whoever finds a copy must not be"
                " able to read it."
            )
        else:
            then = say("It opens with the passphrase of the copies; nobody can give it back.")
        self.told.setText(f"{told} {then}")
        self.told.set_tone("ochre" if missing else "soot")
        asks = missing or (self._another and not closed)
        self.first.setVisible(asks)
        self.second.setVisible(asks)
        self.another.setVisible(not asks and not closed)
        self._page.run(partial(open_copies, workspace), self._show_found, lambda _error: None)

    def _show_found(self, found: list[Copy]) -> None:
        listed = self._page.kit.words.listed([Path(one.path).name for one in found[-_MOST:]])
        words = self._page.say(
            "Copies made earlier may open for whoever finds them: {files}. Save over them or"
            " destroy them.",
            files=listed,
        )
        self.found.setText(words if found else "")
        self.found.setVisible(bool(found))

    def _on_another(self) -> None:
        self._another = True
        self.show_state()
        self.first.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask_where(self) -> None:
        """Ask for a place and write the copy there; first for a passphrase where one is missing."""
        passphrase = None
        if not self.first.isHidden():
            passphrase = chosen_passphrase(self.first, self.second)
            if passphrase is None:
                bring_into_sight(self.button)
                return
        name = f"carefacilitator-{self._program.workspace.now()[:10]}{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Save a copy"), place_for(name), f"*{SUFFIX}"
        )
        if path:
            self.save(Path(path), passphrase)

    def save(self, path: Path, passphrase: str | None = None) -> None:
        """Write the copy; said to be done only after it was read back."""
        if not self.button.isEnabled():
            return
        words = self._page.say("The copy is being written and read back.")
        self.button.block(words)
        self._waiting.begin(words)
        self._page.tools.saving.flush()
        write = partial(back_up, self._program.workspace, path, passphrase)
        self._page.run(write, partial(self._on_saved, path, passphrase), self._on_failed)

    def _on_saved(self, path: Path, passphrase: str | None, _size: int) -> None:
        self._end()
        self._another = False
        for field in (self.first, self.second):
            field.set_text("")
        self.show_state()
        say = self._page.say
        happened = say("The copy is written and was read back: {name}.", name=path.name)
        then = ""
        if passphrase:
            then = say("Write down the passphrase of the copies and keep it apart from them.")
        first = eject_first(path, self._page.kit.words)
        self._page.tools.tell("good", happened, then=" ".join(filter(None, (then, first))))

    def _on_failed(self, error: Exception) -> None:
        self._end()
        self._page.tools.tell_failure(error)

    def _end(self) -> None:
        self._waiting.end()
        self.button.block(None)
