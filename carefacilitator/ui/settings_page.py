"""Settings: language, light or dark, text size, paper, passphrase, a copy of everything."""

from __future__ import annotations

import dataclasses
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES, Words
from carefacilitator.ui.controls import (
    Button,
    Choice,
    Columns,
    Label,
    Segments,
    Sheet,
)
from carefacilitator.ui.page import Page, Tools
from carefacilitator.ui.secret_field import SecretField, chosen_passphrase
from carefacilitator.ui.tokens import TEXT_SIZES

if TYPE_CHECKING:
    from carefacilitator.ui.window import Window


class SettingsPage(Page):
    """What one person chooses on this computer."""

    name, face = "settings", "plain"

    def __init__(self, tools: Tools, window: Window) -> None:
        super().__init__(tools)
        self._window = window
        columns = Columns(self.kit, (1, 1))
        columns.add(0, self._build_screen())
        columns.add(0, self._build_paper())
        columns.columns[0].addStretch(1)
        columns.add(1, self._build_safety())
        columns.add(1, self._build_copy())
        columns.columns[1].addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)

    def title(self) -> str:
        """Name the page."""
        return self.say("Settings")

    def where(self) -> str:
        """Say where settings hold."""
        return self.say("For you, on this computer")

    def first_focus(self) -> QWidget | None:
        """The language."""
        return self._language.combo

    # building -----------------------------------------------------------------------------

    def _build_screen(self) -> Sheet:
        sheet = Sheet(self.kit, self.say("Screen"))
        self._language = Choice(
            self.kit,
            self.say("Language"),
            [(code, OWN_NAMES[code]) for code in LANGUAGES],
            value=self.kit.words.language,
        )
        self._language.changed.connect(self._on_language)
        sheet.add(self._language)
        self._light = Segments(
            self.kit,
            self.say("Light or dark"),
            [("light", self.say("Light")), ("dark", self.say("Dark"))],
        )
        self._light.choose("dark" if self.kit.theme.dark else "light")
        self._light.changed.connect(self._on_light)
        sheet.add(Label(self.kit, self.say("Light or dark"), step="small", tone="ash"))
        sheet.add(self._light)
        sizes = [(str(size), self.kit.words.percent(size / 100)) for size in TEXT_SIZES]
        self._size = Choice(
            self.kit, self.say("Text size"), sizes, value=str(self.kit.theme.text_percent)
        )
        self._size.changed.connect(self._on_size)
        sheet.add(self._size)
        return sheet

    def _build_paper(self) -> Sheet:
        sheet = Sheet(self.kit, self.say("Paper"))
        kept = self._window.settings
        self._written = Choice(
            self.kit,
            self.say("Language on paper"),
            [(code, OWN_NAMES[code]) for code in LANGUAGES],
            value=kept.written,
        )
        self._written.changed.connect(self._on_paper)
        sheet.add(self._written)
        self._paper = Choice(
            self.kit,
            self.say("Size of paper"),
            [("A4", "A4"), ("Letter", "Letter")],
            value=kept.paper,
        )
        self._paper.changed.connect(self._on_paper)
        sheet.add(self._paper)
        return sheet

    def _build_safety(self) -> Sheet:
        sheet = Sheet(self.kit, self.say("Passphrase"), icon="shield-check")
        self._told = Label(self.kit, wrap=True)
        sheet.add(self._told)
        self._first = self._secret(sheet, self.say("New passphrase"))
        self._second = self._secret(sheet, self.say("The same once more"))
        keep = Button(self.kit, self.say("Set the passphrase"))
        keep.clicked.connect(self._on_passphrase)
        row = QHBoxLayout()
        row.addWidget(keep)
        row.addStretch(1)
        sheet.body.addLayout(row)
        return sheet

    def _secret(self, sheet: Sheet, label: str) -> SecretField:
        field = SecretField(self.kit, label)
        sheet.add(field)
        return field

    def _build_copy(self) -> Sheet:
        sheet = Sheet(self.kit, self.say("A copy of everything"), icon="usb")
        told = self.say("One file with all workshops, encrypted as they are here. Keep it apart.")
        sheet.add(Label(self.kit, told, wrap=True))
        save = Button(self.kit, self.say("Save a copy"))
        save.clicked.connect(self._on_copy)
        row = QHBoxLayout()
        row.addWidget(save)
        row.addStretch(1)
        sheet.body.addLayout(row)
        return sheet

    # showing ------------------------------------------------------------------------------

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show whether there is a passphrase."""
        super().enter(workshop_id, item)
        if self._window.open_program.workspace.has_passphrase:
            words = self.say("This computer asks for a passphrase. A new one replaces it.")
        else:
            words = self.say(
                "There is no passphrase: anyone who holds this computer can read every name."
            )
        self._told.setText(words)

    # acts ---------------------------------------------------------------------------------

    def _on_language(self, code: str) -> None:
        self._window.frame.set_look(words=Words(code))

    def _on_light(self, key: str) -> None:
        self._window.frame.set_look(dark=key == "dark")

    def _on_size(self, size: str) -> None:
        self._window.frame.set_look(text_percent=int(size))

    def _on_paper(self, _key: str) -> None:
        kept = dataclasses.replace(
            self._window.settings,
            report_language=self._written.value(),
            paper=self._paper.value(),
        )
        self._window.keep(kept)

    def _on_passphrase(self) -> None:
        passphrase = chosen_passphrase(self._first, self._second)
        if passphrase is not None:
            workspace = self._window.open_program.workspace
            self.run(lambda: workspace.set_passphrase(passphrase), self._on_passphrase_set)

    def _on_passphrase_set(self, _nothing: object) -> None:
        self._first.set_text("")
        self._second.set_text("")
        self.enter("")
        self.tools.tell(
            "good",
            self.say("The passphrase is set."),
            then=self.say("Write it on paper and keep the paper apart from the computer."),
        )

    def _on_copy(self) -> None:
        day = self._window.open_program.workspace.now()[:10]
        suggested = str(Path.home() / f"carefacilitator-{day}.carebackup")
        path, _ = QFileDialog.getSaveFileName(self, self.say("Save a copy"), suggested)
        if path:
            self.save_copy(Path(path))

    def save_copy(self, path: Path) -> None:
        """Write the copy and say where it is once it was read back."""
        from carefacilitator.services.copies import back_up

        workspace = self._window.open_program.workspace
        self.run(lambda: back_up(workspace, path), lambda _size: self._on_copied(path))

    def _on_copied(self, path: Path) -> None:
        happened = self.say("The copy is written and was read back: {name}.", name=path.name)
        self.tools.tell("good", happened)
