"""The sealed bundle: who can open it, what goes, what stays here, and writing it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from carefacilitator.messages import sentences
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import Workshop
from carefacilitator.services.exchange.export import SUFFIX, Exported, Preview
from carefacilitator.services.exchange.identity import Card, KnownDevice, Role
from carefacilitator.services.file_names import file_name, plain_code
from carefacilitator.services.program import Program
from carefacilitator.services.sticks import eject_first, free_place, place_for, stick_in
from carefacilitator.ui.page import Page
from carefacilitator.ui.share.card_dialog import CardDialog
from carefacilitator.ui.share.devices_dialog import SHARES_KEY
from carefacilitator.ui.share.menu_choice import (
    MenuButton,
    MenuChoice,
    open_menu,
)
from carefacilitator.ui.widgets.controls import (
    Button,
    Choice,
    FlowLayout,
    IconButton,
    IconLabel,
    Label,
    Scroll,
    Sheet,
)
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.progress import Held, Waiting
from carefacilitator.ui.widgets.row_menu import add_act, make_menu
from carefacilitator.ui.words.records import count_words

STICK_KEY = "Ctrl+Shift+U"
CARD_KEY, OWN_CARD_KEY = "Ctrl+O", "Ctrl+Shift+C"
NAMES_KEY = "Ctrl+Shift+A"
"""The key that shows the names in what would leave."""
CHOICES_KEY = "F3"
"""The key that opens what belongs to the bundle."""
_LEAST = 76
"""Height in px of what goes and stays where there is little room."""
_GOES = ("workshop", "person", "note", "lesson", "commitment", "attachment")


class BundleSheet(Sheet):
    """Seal a workshop for somebody: what leaves, what stays, and writing it.

    ``recipient_shown`` says for whom (a device, or nothing); ``left`` that a bundle left;
    ``shares_asked`` and ``names_asked`` that a person wants to see who gets what, and the names in
    what would leave.
    """

    recipient_shown = Signal(str)
    left = Signal()
    shares_asked = Signal()
    names_asked = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page.kit, page.say("Sealed bundle"), icon="lock-key", wraps=True)
        self._page, self._program = page, program
        self._asked = 0
        say, kit = page.say, page.kit
        self.recipient = Choice(
            kit, say("Who can open it"), placeholder=say("Nobody yet: bring a card")
        )
        self.recipient.changed.connect(self._preview)
        self._build_menu()
        end = Qt.AlignmentFlag.AlignBottom
        self.body.addLayout(hbox((self.recipient, 1), (self._small_menu, 0, end), gap=8))
        self._build_told()
        self._waiting = Waiting(kit)
        self.add(self._waiting)
        self._build_acts()

    def _build_told(self) -> None:
        """What goes and what stays, in a list of its own where the words are many."""
        kit, say = self._page.kit, self._page.say
        self.goes, self.stays = Label(kit, wrap=True), Label(kit, wrap=True)
        body = vbox(gap=4)
        for words, icon, label in (
            (say("Goes"), "paper-plane-tilt", self.goes),
            (say("Stays here"), "shield-check", self.stays),
        ):
            sign = IconLabel(kit, icon, colour=kit.colours.overdye, size=18)
            body.addLayout(hbox(sign, (Label(kit, words, bold=True), 1), gap=8))
            body.addWidget(label)
            body.addSpacing(6)
        checked = say("A bundle is read back and checked before we say it is done.")
        here = say("Nothing leaves this computer until you choose it here.")
        for sentence in (checked, here):
            body.addWidget(Label(kit, sentence, step="small", tone="ash", wrap=True))
        body.addStretch(1)
        if kit.theme.stacked:  # the page scrolls, not a part of it
            self.body.addLayout(body)
            return
        scroll = Scroll()
        scroll.take_what_is_left(kit.theme.grown(_LEAST))
        scroll.body.addLayout(body)
        self.add(scroll, 1)

    def _build_menu(self) -> None:
        kit, say = self._page.kit, self._page.say
        menu = make_menu(kit, say("Choices for the bundle"), self)
        copies = [("whole", say("With names, where agreed")), ("anonymous", say("Anonymous copy"))]
        self.copy = MenuChoice(kit, menu, say("What"), copies, "whole")
        self.copy.changed.connect(self._preview)
        add_act(menu, say("Names in texts"), NAMES_KEY, self.names_asked.emit)
        menu.addSeparator()
        add_act(menu, say("Bring a card"), CARD_KEY, self.ask_card)
        add_act(menu, say("Save my card"), OWN_CARD_KEY, self.ask_own_card)
        add_act(menu, say("Who gets what"), SHARES_KEY, self.shares_asked.emit)
        words = say("Cards and choices")
        look = {"icon": "identification-card", "told_key": CHOICES_KEY}
        self.menu_button = MenuButton(kit, words, menu, **look)
        self._small_menu = IconButton(kit, words, look["icon"], told_key=CHOICES_KEY)
        self._small_menu.clicked.connect(self.choose)
        self._small_menu.hide()

    def set_low(self, low: bool) -> None:
        """Where the window is low, give up what is said elsewhere, too."""
        self.recipient.label.setVisible(not low)
        self._small_menu.setVisible(low)
        self.menu_button.setVisible(not low)

    def _build_acts(self) -> None:
        kit, say = self._page.kit, self._page.say
        holder = QWidget()
        acts = FlowLayout(holder, gap=12, line_gap=8)
        self.seal_button = Button(kit, say("Seal and write"), icon="package", key="Ctrl+E")
        self.seal_button.clicked.connect(self.ask_where)
        self.stick_button = Button(kit, "", icon="usb", kind="quiet", told_key=STICK_KEY)
        self.stick_button.clicked.connect(self.to_stick)
        self.stick_button.hide()
        self._sealing = Held(self.seal_button, self.stick_button)
        self.bring_button = Button(
            kit, say("Bring a card"), icon="identification-card", key=CARD_KEY
        )
        self.bring_button.clicked.connect(self.ask_card)
        for button in (
            self.bring_button,
            self.seal_button,
            self.stick_button,
            self.menu_button,
        ):
            acts.addWidget(button)
        self.add(holder)

    # showing ------------------------------------------------------------------------------

    def show_peers(self, peers: list[KnownDevice]) -> None:
        """Show the known recipients and what would go to the chosen one."""
        names = self._program.identity.told_names()
        options = [(one.device, names[one.device]) for one in peers if one.trusted]
        before = self.recipient.value()
        known = [key for key, _ in options]
        chosen = before if before in known else (known[0] if known else None)
        self.recipient.set_options(options, chosen)
        bring = self._page.say("Bring the card of the secretariat first.")
        self.seal_button.block(None if options else bring)
        self.bring_button.setVisible(not options)
        self.seal_button.setVisible(bool(options))
        self._show_stick()
        self._preview()

    stick_is_offered = False

    def _show_stick(self) -> None:
        """Offer the stick that is in by its name: in a full hall nobody looks for a folder."""
        stick = stick_in()
        offered = stick is not None and bool(self.recipient.value())
        if offered != self.stick_is_offered:
            self.stick_is_offered = offered
            self.stick_button.setVisible(offered)
            self._page.tools.keys_changed()
        if stick is not None:
            self.stick_button.setText(
                self._page.say("Write it to the stick “{name}”", name=stick.name)
            )

    def _preview(self, *_choice: object) -> None:
        """Ask the worker what would go; only the last answer counts."""
        device, say = self.recipient.value(), self._page.say
        self._asked += 1
        self.recipient_shown.emit(device)
        if not device:
            self.goes.setText(
                say("The secretariat’s card is a small file. Ask for it once and bring it here.")
            )
            self.stays.setText(say("Everything."))
            return
        workshop, anonymous = self._page.workshop_id, self.copy.value() == "anonymous"

        def look() -> Preview:
            recipient = self._program.identity.recipient(device)
            return self._program.sharing.preview([workshop], [recipient], anonymous)

        asked = self._asked
        self._page.run(look, partial(self._on_preview, asked), partial(self._on_no_preview, asked))

    def _on_preview(self, asked: int, preview: Preview) -> None:
        if asked != self._asked:
            return
        words = self._page.kit.words
        parts = [
            count_words(kind, preview.goes[kind], words) for kind in _GOES if preview.goes.get(kind)
        ]
        whole = self._page.say("Earlier wordings and the bin go along: it is your own group.")
        self.goes.setText(
            "\n".join(
                [words.join(parts), *([whole] if preview.whole else []), *preview.asks(words)]
            )
        )
        stays = [consent.tell(one, words) for one in preview.withheld]
        stays += consent.tell_kept_back(preview.kept_back, words)
        self.stays.setText("\n".join(stays) or self._page.say("Nothing is held back."))

    def _on_no_preview(self, asked: int, error: Exception) -> None:
        if asked == self._asked:
            message = sentences(error, self._page.kit.words)
            self.goes.setText(message.what)
            self.stays.setText(message.next)

    # sealing ------------------------------------------------------------------------------

    def choose(self) -> None:
        """Open what belongs to the bundle: which copy, cards, who gets what."""
        below = self.menu_button if self.menu_button.isVisible() else self._small_menu
        open_menu(self.menu_button.menu_, below)

    def ask_where(self) -> None:
        """Ask for a place and seal there; without a recipient ask for a card first."""
        if not self.recipient.value():
            self.ask_card()
            return
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Seal and write"), place_for(self._name()), f"*{SUFFIX}"
        )
        if path:
            self.seal(Path(path))

    def to_stick(self) -> None:
        """Seal onto the stick that is in, under a free name; without one ask for a place."""
        stick = stick_in()
        if not self.stick_button.isEnabled():  # it is being written
            return
        if stick is None or not self.recipient.value():
            self.ask_where()
            return
        self.seal(free_place(stick.root, self._name()))

    def _name(self) -> str:
        workshop = self._program.workspace.find(Workshop, self._page.workshop_id)
        day = self._program.workspace.now()[:10]
        code = plain_code(self._program.workspace, workshop.code if workshop else "") or "workshop"
        return file_name(code, day, ending=SUFFIX)

    def seal(self, path: Path) -> None:
        """Write the bundle; said to be done only after it was read back."""
        device, workshop = self.recipient.value(), self._page.workshop_id
        anonymous = self.copy.value() == "anonymous"
        if path.suffix != SUFFIX:
            path = path.with_name(path.name + SUFFIX)
        words = self._page.say("The bundle is being written and read back.")
        self._sealing.begin(words)
        self._waiting.begin(words)

        def write() -> Exported:
            recipient = self._program.identity.recipient(device)
            return self._program.sharing.export([workshop], path, [recipient], anonymous)

        self._page.tools.saving.flush()
        self._page.run(write, self._on_sealed, self._on_failed)

    def _on_sealed(self, exported: Exported) -> None:
        self._waiting.end()
        self._sealing.end()
        say = self._page.say
        size = self._page.kit.words.number(max(1, round(exported.bytes / 1024)))
        self._page.tools.tell(
            "good",
            say("{name} is sealed, {size} KB.", name=exported.path.name, size=size),
            say("It was read back and checked."),
            eject_first(exported.path, self._page.kit.words)
            or say("Give it by stick, mail or a folder that somebody else carries on."),
        )
        self.left.emit()

    def _on_failed(self, error: Exception) -> None:
        self._waiting.end()
        self._sealing.end()
        self._page.tools.tell_failure(error)

    # cards --------------------------------------------------------------------------------

    def ask_card(self) -> None:
        """Ask for the file of somebody's card."""
        path, _ = QFileDialog.getOpenFileName(
            self, self._page.say("Bring a card"), place_for(), "*.json *.card *.txt (*)"
        )
        if path:
            self.look_at_card(Path(path))

    def look_at_card(self, path: Path) -> None:
        """Show whose card is in a file; it is kept once a person has compared its words."""
        look = partial(self._program.identity.look_at_card, path)
        self._page.run(look, self._on_card_seen)

    def _on_card_seen(self, card: Card) -> None:
        dialog = CardDialog(self._page.kit, card, self._page.window())
        dialog.kept.connect(partial(self._keep, card))
        dialog.open()

    def _keep(self, card: Card, role: str) -> None:
        taken: Role = "own_group" if role == "own_group" else "other"
        keep = partial(self._program.identity.take_card, card.text(), taken)
        self._page.run(keep, self._on_kept)

    def _on_kept(self, peer: KnownDevice) -> None:
        self.show_peers(self._program.identity.peers())
        self.recipient.set_value(peer.device)
        self._preview()
        name = peer.name or peer.device
        happened = self._page.say("The card of {name} is kept.", name=name)
        then = self._page.say(
            "Bundles can be sealed for it from now on. It gets none by itself until you decide so."
        )
        self._page.tools.tell("good", happened, then=then)
        self.seal_button.setFocus()

    def ask_own_card(self) -> None:
        """Ask where to save this device's own card."""
        name = file_name(self._page.say("my card"), ending=".json")
        path, _ = QFileDialog.getSaveFileName(
            self, self._page.say("Save my card"), place_for(name), "*.json"
        )
        if path:
            self.save_own_card(Path(path))

    def save_own_card(self, path: Path) -> None:
        """Write this device's public card, to give to others."""
        write = partial(self._program.identity.write_card, path)
        self._page.run(write, partial(self._on_own_card, path))

    def _on_own_card(self, path: Path, _nothing: object) -> None:
        happened = self._page.say("Your card is saved as {name}.", name=path.name)
        then = self._page.say("It holds no secret. Whoever has it can seal bundles for you.")
        self._page.tools.tell("good", happened, then=then)
