"""The sealed bundle: who can open it, what goes, what stays here, and writing it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.model import consent
from carefacilitator.model.records import Workshop
from carefacilitator.services.program import Program
from carefacilitator.services.sharing import SUFFIX, Exported, Preview
from carefacilitator.ui.controls import Button, Choice, Label, Sheet
from carefacilitator.ui.page import Page
from carefacilitator.ui.record_words import count_words

_GOES = ("workshop", "person", "note", "lesson", "commitment", "attachment")


class BundleSheet(Sheet):
    """Seal a workshop for somebody."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("Sealed bundle for the secretariat"), icon="lock-key")
        self._page, self._program = page, program
        say, kit = page.say, page.kit
        row = QHBoxLayout()
        row.setSpacing(12)
        self.recipient = Choice(
            kit, say("Who can open it"), placeholder=say("Nobody yet: bring a card")
        )
        self.recipient.changed.connect(self._on_recipient)
        row.addWidget(self.recipient, 2)
        copies = [("whole", say("With names, where agreed")), ("anonymous", say("Anonymous copy"))]
        self.copy = Choice(kit, say("What"), copies, "whole")
        self.copy.changed.connect(self._on_recipient)
        row.addWidget(self.copy, 2)
        self.body.addLayout(row)
        self._columns = self._build_columns()
        self.add(self._columns)
        self.body.addStretch(1)
        self.body.addLayout(self._build_acts())

    def _build_columns(self) -> QWidget:
        kit, say = self._page.kit, self._page.say
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(24)
        self._goes, self._stays = Label(kit, wrap=True), Label(kit, wrap=True)
        for words, label in ((say("Goes"), self._goes), (say("Stays here"), self._stays)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(Label(kit, words, bold=True))
            column.addWidget(label)
            column.addStretch(1)
            row.addLayout(column, 1)
        return holder

    def _build_acts(self) -> QHBoxLayout:
        kit, say = self._page.kit, self._page.say
        acts = QHBoxLayout()
        acts.setSpacing(12)
        self.seal_button = Button(kit, say("Seal and write"), icon="package", key="Ctrl+E")
        self.seal_button.clicked.connect(self.ask_where)
        acts.addWidget(self.seal_button)
        bring = Button(kit, say("Bring a card"), icon="identification-card", kind="quiet")
        bring.clicked.connect(self._ask_card)
        acts.addWidget(bring)
        own = Button(kit, say("Save my card"), icon="floppy-disk", kind="quiet")
        own.clicked.connect(self._ask_own_card)
        acts.addWidget(own)
        acts.addStretch(1)
        return acts

    # showing ------------------------------------------------------------------------------

    def show_workshop(self) -> None:
        """Show the known recipients and what would go to the chosen one."""
        options = [
            (one.device, one.name or one.device)
            for one in self._program.identity.peers()
            if one.trusted
        ]
        before = self.recipient.value()
        known = [key for key, _ in options]
        chosen = before if before in known else (known[0] if known else None)
        self.recipient.set_options(options, chosen)
        if options:
            self.seal_button.block(None)
        else:
            self.seal_button.block(self._page.say("Bring the card of the secretariat first."))
        self._preview()

    def _on_recipient(self, _key: str) -> None:
        self._preview()

    def _preview(self) -> None:
        device, say = self.recipient.value(), self._page.say
        if not device:
            self._goes.setText(
                say("The secretariat’s card is a small file. Ask for it once and bring it here.")
            )
            self._stays.setText(say("Everything."))
            return
        workshop, anonymous = self._page.workshop_id, self.copy.value() == "anonymous"

        def look() -> Preview:
            recipient = self._program.identity.recipient(device)
            return self._program.sharing.preview([workshop], [recipient], anonymous)

        self._page.run(look, self._on_preview, self._on_no_preview)

    def _on_preview(self, preview: Preview) -> None:
        words = self._page.kit.words
        parts = [
            count_words(kind, preview.goes[kind], words) for kind in _GOES if preview.goes.get(kind)
        ]
        self._goes.setText(words.join(parts))
        stays = [consent.tell(one, words) for one in preview.withheld]
        self._stays.setText("\n".join(stays) or self._page.say("Nothing is held back."))

    def _on_no_preview(self, error: Exception) -> None:
        from carefacilitator.messages import sentences

        message = sentences(error, self._page.kit.words)
        self._goes.setText(message.what)
        self._stays.setText(message.next)

    # acts ---------------------------------------------------------------------------------

    def ask_where(self) -> None:
        """Ask for a place and seal there."""
        if not self.recipient.value():
            return
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        day = self._program.workspace.now()[:10]
        name = f"{workshop.code or 'workshop'}-{day}{SUFFIX}" if workshop else f"bundle{SUFFIX}"
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Seal and write"), str(Path.home() / name), f"*{SUFFIX}"
        )
        if path:
            self.seal(Path(path))

    def seal(self, path: Path) -> None:
        """Write the bundle; said to be done only after it was read back."""
        device, workshop = self.recipient.value(), self._page.workshop_id
        anonymous = self.copy.value() == "anonymous"
        self.seal_button.block(self._page.say("The bundle is being written and read back."))

        def write() -> Exported:
            recipient = self._program.identity.recipient(device)
            return self._program.sharing.export([workshop], path, [recipient], anonymous)

        self._page.run(write, self._on_sealed, self._on_failed)

    def _on_sealed(self, exported: Exported) -> None:
        self.seal_button.block(None)
        say = self._page.say
        size = self._page.kit.words.number(max(1, round(exported.bytes / 1024)))
        self._page.tools.tell(
            "good",
            say("{name} is sealed, {size} KB.", name=exported.path.name, size=size),
            say("It was read back and checked."),
            say("Give it by stick, mail or a folder that somebody else carries on."),
        )
        self._page.refresh(frozenset())

    def _on_failed(self, error: Exception) -> None:
        self.seal_button.block(None)
        self._page.tools.tell_failure(error)

    def _ask_card(self) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self, self._page.say("Bring a card"), str(Path.home()), "*.json *.card *.txt (*)"
        )
        if path:
            self.take_card(Path(path))

    def take_card(self, path: Path) -> None:
        """Keep the card in a file and choose it."""

        def take() -> str:
            return self._program.identity.take_card(path.read_text("utf-8", "replace")).device

        self._page.run(take, self._on_card)

    def _on_card(self, device: str) -> None:
        self.show_workshop()
        self.recipient.set_value(device)
        self._preview()
        self._page.tools.tell("good", self._page.say("The card is kept."))

    def _ask_own_card(self) -> None:
        name = self._page.say("my card") + ".json"
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Save my card"), str(Path.home() / name), "*.json"
        )
        if path:
            self.save_own_card(Path(path))

    def save_own_card(self, path: Path) -> None:
        """Write this device's public card, to give to others."""
        from carefacilitator.storage.failures import named_failures

        def write() -> None:
            with named_failures(path.name):
                path.write_text(self._program.identity.card().text(), "utf-8")

        self._page.run(write, partial(self._on_own_card, path))

    def _on_own_card(self, path: Path, _nothing: object) -> None:
        happened = self._page.say("Your card is saved as {name}.", name=path.name)
        then = self._page.say("It holds no secret. Whoever has it can seal bundles for you.")
        self._page.tools.tell("good", happened, then=then)
