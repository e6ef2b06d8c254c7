"""A card that somebody gave: its words are compared before bundles are sealed for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from carefacilitator.bundle.keys import Card
from carefacilitator.ui.clearing import clear
from carefacilitator.ui.controls import Button, Dialog, Kit, Label, Segments
from carefacilitator.ui.paint import with_direction


class DeviceWords(QFrame):
    """The eight words of a device in two rows, to be read out and compared."""

    def __init__(self, kit: Kit, words: Sequence[str] = (), *, columns: int = 4) -> None:
        super().__init__()
        self.kit, self._columns = kit, 2 if kit.theme.stacked else columns
        self.setProperty("role", "well")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, 8, 12, 8)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self.show_words(words)

    def show_words(self, words: Sequence[str]) -> None:
        """Show these words, numbered, so that two people know where they are."""
        clear(self._grid)
        columns = self._columns
        for number, word in enumerate(words):
            told = with_direction(f"{number + 1}  {word}", rtl=self.kit.theme.rtl)
            label = Label(self.kit, told, bold=True)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._grid.addWidget(label, number // columns, number % columns)
        self.setAccessibleName(", ".join(words))


class CardDialog(Dialog):
    """Shows whose card it is. ``kept`` carries the role a person gave it, the words being the same.

    What the card says of itself is told as a claim and never chosen beforehand.
    """

    kept = Signal(str)

    def __init__(self, kit: Kit, card: Card, parent: QWidget) -> None:
        super().__init__(kit, kit.words.say("A card"), parent, width=560)
        say = kit.words.say
        name = card.name or say("A device without a name")
        self.body.addWidget(Label(kit, name, step="title", bold=True, wrap=True))
        told = say(
            "Ask its owner to read the words of the device to you, by telephone or face to face."
            " Keep the card only when they are the same."
        )
        self.body.addWidget(Label(kit, told, wrap=True))
        self.body.addWidget(DeviceWords(kit, card.words(kit.words.language)))
        self.body.addWidget(Label(kit, say("Who is it?"), step="small", tone="ash"))
        roles = [
            ("other", say("The secretariat or others")),
            ("own_group", say("Our own group of facilitators")),
        ]
        self.role = Segments(kit, say("Who is it?"), roles, open_question=True)
        self.keep_button = Button(kit, say("The words are the same"), icon="check", kind="main")
        self.role.changed.connect(lambda _role: self.keep_button.block(None))
        self.body.addWidget(self.role)
        meanings = (
            say("The secretariat or others get what people agreed to be shared."),
            say("Our own group gets everything that people agreed to be stored."),
            say("Not asked means withheld."),
        )
        for told in meanings:
            self.body.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        claim = say("The card calls itself: {role}. You decide.", role=dict(roles)[card.role])
        self.claim = Label(kit, claim, step="small", tone="ash", wrap=True)
        self.body.addWidget(self.claim)
        leave = Button(kit, say("Leave it"), key="Esc")
        leave.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        self.keep_button.block(say("Say first who it is."))
        self.acts.addWidget(leave)
        self.acts.addWidget(self.keep_button)
        leave.setFocus()

    def _on_keep(self) -> None:
        if self.role.value():
            self.kept.emit(self.role.value())
            self.accept()
