"""Settings about devices: the name and the words of this one, and who is known here."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.services.exchange.identity import KnownDevice
from carefacilitator.services.exchange.share_words import decision_words
from carefacilitator.services.exchange.shares import NOTHING, Decision
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.card_dialog import DeviceWords
from carefacilitator.ui.share.devices_dialog import SHARES_KEY
from carefacilitator.ui.widgets.controls import (
    Button,
    Field,
    IconButton,
    Label,
    Sheet,
    ask,
    hairline,
)
from carefacilitator.ui.widgets.layout import clear, hbox, vbox


class DeviceSheet(Sheet):
    """What others call this device, and the words by which they know that it is this one."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("This device"))
        self._page, self._program = page, program
        say, kit = page.say, page.kit
        self.field = Field(kit, say("Name that others see on bundles and cards"))
        self._watch = page.tools.saving.watch(self.field.edit, self._save)
        self.add(self.field)
        travels = say(
            "It travels in every bundle. Better the name of a place or a task than of a person."
        )
        self.add(Label(kit, travels, step="small", tone="ash", wrap=True))
        self.add(Label(kit, say("This device’s words"), step="small", tone="ash"))
        self.words = DeviceWords(kit)
        self.add(self.words)
        told = say("Read them to somebody who takes in your first bundle: both see the same words.")
        self.add(Label(kit, told, step="small", tone="ash", wrap=True))

    def show_device(self) -> None:
        """Show name and words; what is being typed stays."""
        identity = self._program.identity
        if not self.field.edit.hasFocus():
            self._watch.load(identity.name)
        self.words.show_words(identity.words(self._page.kit.words.language))

    def _save(self, name: str) -> None:
        if name.strip():
            self._program.identity.rename(name)


class KnownSheet(Sheet):
    """The devices whose words were compared here."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("Devices we know"))
        self._page, self._program = page, program
        self._decided: dict[str, Decision] = {}
        self._names: dict[str, str] = {}
        self._rows = vbox(gap=4)
        self.body.addLayout(self._rows)
        self.shares = Button(
            page.kit, page.say("Who gets what"), icon="paper-plane-tilt", key=SHARES_KEY
        )
        self.add(self.shares)
        self.body.setAlignment(self.shares, Qt.AlignmentFlag.AlignLeading)

    def show_known(self) -> None:
        """Show who is known; nothing where nobody is."""
        peers = [one for one in self._program.identity.peers() if one.trusted]
        self.setVisible(bool(peers))
        clear(self._rows)
        self._decided = self._program.shares.decisions()
        self._names = self._program.identity.told_names()
        for peer in peers:
            self._rows.addWidget(hairline())
            self._rows.addWidget(self._row(peer))

    def _row(self, peer: KnownDevice) -> QWidget:
        kit, say = self._page.kit, self._page.say
        holder = QWidget()
        row = hbox(into=holder)
        name = self._names.get(peer.device, peer.device)
        row.addWidget(Label(kit, name, cut=True), 1)
        role = say("our own group") if peer.role == "own_group" else say("others")
        decided = decision_words(
            self._program.workspace, self._decided.get(peer.device, NOTHING), kit.words
        )
        row.addWidget(Label(kit, f"{role} · {decided}", step="small", tone="ash", cut=True), 2)
        forget = IconButton(kit, say("Forget {name}", name=name), "x", size=18)
        forget.clicked.connect(partial(self._ask, peer.device, name))
        row.addWidget(forget)
        return holder

    def _ask(self, device: str, name: str) -> None:
        say = self._page.say
        ask(
            self._page.kit,
            self._page.window(),
            say("Forget {name}?", name=name),
            say(
                "What came from it stays. Its next bundle is asked about again, and it gets nothing"
                " at an exchange."
            ),
            say("Forget it"),
            partial(self._forget, device),
        )

    def _forget(self, device: str) -> None:
        forget = partial(self._program.identity.forget, device)
        self._page.run(forget, lambda _none: self.show_known())
