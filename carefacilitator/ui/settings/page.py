"""Settings: language, light or dark, text size, paper, this device, passphrase, a copy."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator import settings
from carefacilitator.i18n import LANGUAGES, OWN_NAMES, Words
from carefacilitator.settings import Settings
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.settings.device import DeviceSheet, KnownSheet
from carefacilitator.ui.settings.safety import CopySheet, PassphraseSheet
from carefacilitator.ui.share.devices_dialog import SHARES_KEY, open_shares
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.tokens import TEXT_SIZES
from carefacilitator.ui.widgets.controls import Choice, Columns, Label, Segments, Sheet
from carefacilitator.ui.widgets.layout import vbox

if TYPE_CHECKING:
    from carefacilitator.services.program import Program
    from carefacilitator.ui.shell.main_window import MainWindow


class Window(Protocol):
    """What keeps the choices, and shows them at once."""

    frame: MainWindow
    settings: Settings

    @property
    def open_program(self) -> Program:
        """The workspace that is open."""

    def keep(self, kept: Settings) -> None:
        """Keep these choices."""


class SettingsPage(Page):
    """What one person chooses on this computer."""

    name, face = "settings", "plain"

    def __init__(self, tools: Tools, window: Window) -> None:
        super().__init__(tools)
        self._window = window
        program = window.open_program
        self.device = DeviceSheet(self, program)
        self.known = KnownSheet(self, program)
        self.passphrase = PassphraseSheet(self, program, lambda: window.settings.paper)
        self.copy = CopySheet(self, program)
        self.copy.bin.clicked.connect(window.frame.show_bin)
        self._open_shares = partial(open_shares, self, program)
        self.known.shares.clicked.connect(lambda: self._open_shares())
        columns = Columns(self.kit, (1, 1))
        for sheet in (self._build_screen(), self._build_paper(), self.device):
            columns.add(0, sheet)
        for sheet in (self.passphrase, self.copy, self.known):
            columns.add(1, sheet)
        for column in columns.columns:
            column.addStretch(1)
        vbox(columns, into=self)

    def title(self) -> str:
        """Name the page."""
        return self.say("Settings")

    def where(self) -> str:
        """Say where settings hold."""
        return self.say("For you, on this computer")

    def acts(self) -> list[Act]:
        """The keys of the page."""
        say, name = self.say, self.name
        return [
            Act("settings.copy", "Ctrl+S", say("save a copy"), self.copy.ask_where, name),
            Act("settings.passphrase", "Ctrl+P", say("passphrase"), self.passphrase.focus, name),
            Act("settings.shares", SHARES_KEY, say("who gets what"), self._open_shares, name),
            Act("settings.sheet", "Ctrl+R", say("recovery sheet"), self.passphrase.ask_sheet, name),
        ]

    def first_focus(self) -> QWidget | None:
        """The language."""
        return self.language.combo

    # building -----------------------------------------------------------------------------

    def _row(self, sheet: Sheet, *parts: QWidget) -> None:
        row = QHBoxLayout() if not self.kit.theme.stacked else QVBoxLayout()
        row.setSpacing(12)
        for part in parts:
            row.addWidget(part, 1)
        sheet.body.addLayout(row)

    def _build_screen(self) -> Sheet:
        sheet = Sheet(self.kit, self.say("Screen"))
        names = [(code, OWN_NAMES[code]) for code in LANGUAGES]
        self.language = Choice(self.kit, self.say("Language"), names, value=self.kit.words.language)
        self.language.changed.connect(self._on_language)
        sizes = [(str(size), self.kit.words.percent(size / 100)) for size in TEXT_SIZES]
        self.text_size = Choice(
            self.kit, self.say("Text size"), sizes, value=str(self.kit.theme.text_percent)
        )
        self.text_size.changed.connect(self._on_size)
        self._row(sheet, self.language, self.text_size)
        words = self.say("Light or dark")
        self.light = Segments(
            self.kit, words, [("light", self.say("Light")), ("dark", self.say("Dark"))]
        )
        self.light.choose("dark" if self.kit.theme.dark else "light")
        self.light.changed.connect(self._on_light)
        sheet.add(Label(self.kit, words, step="small", tone="ash"))
        sheet.add(self.light)
        return sheet

    def _build_paper(self) -> Sheet:
        sheet = Sheet(self.kit, self.say("Paper"))
        kept = self._window.settings
        names = [("", self.say("As the workshop")), *((c, OWN_NAMES[c]) for c in LANGUAGES)]
        self.written = Choice(
            self.kit, self.say("Language on paper"), names, value=kept.report_language
        )
        self.paper = Choice(
            self.kit,
            self.say("Size of paper"),
            [(size, size) for size in settings.PAPERS],
            value=kept.paper,
        )
        for choice in (self.written, self.paper):
            choice.changed.connect(self._on_paper)
        self._row(sheet, self.written, self.paper)
        return sheet

    # showing ------------------------------------------------------------------------------

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show how safe the work is, and who is known."""
        super().enter(workshop_id, item)
        self.refresh(frozenset())

    def refresh(self, changes: Changes) -> None:
        """Read again what others may have changed."""
        del changes
        self.passphrase.show_state()
        self.copy.show_state()
        self.device.show_device()
        self.known.show_known()

    # acts ---------------------------------------------------------------------------------

    def _on_language(self, code: str) -> None:
        self._window.frame.set_look(words=Words(code))

    def _on_light(self, key: str) -> None:
        self._window.frame.set_look(dark=key == "dark")

    def _on_size(self, size: str) -> None:
        self._window.frame.set_look(text_percent=int(size))

    def _on_paper(self, _key: str) -> None:
        kept = settings.changed(
            self._window.settings, report_language=self.written.value(), paper=self.paper.value()
        )
        self._window.keep(kept)
