"""A card that somebody gave: its words are compared before bundles are sealed for it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from carefacilitator.services.exchange.identity import Card
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme.paint import with_direction
from carefacilitator.ui.widgets.controls import Button, Chips, Dialog, Kit, Label, Option, Scroll
from carefacilitator.ui.widgets.layout import clear

_WIDE = 560


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
        named(self, ", ".join(words))


class RoleChoice(Chips):
    """What a device is to us: nothing is chosen until a person says so."""

    def value(self) -> str:
        """The role chosen, or nothing."""
        return next(iter(self.chosen()), "")


class CardDialog(Dialog):
    """Shows whose card it is. ``kept`` carries the role a person gave it, the words being the same.

    What the card says of itself is told as a claim and never chosen beforehand.
    """

    kept = Signal(str)

    def __init__(self, kit: Kit, card: Card, parent: QWidget) -> None:
        super().__init__(kit, kit.words.say("A card"), parent, width=0)
        say = kit.words.say
        wide = min(kit.theme.grown(_WIDE), parent.window().width() - 32)
        self.setMinimumWidth(wide)
        self._scroll = Scroll(margins=(6, 4, 6, 4))
        self._scroll.body.setSpacing(10)
        inside = self._scroll.body
        name = card.name or say("A device without a name")
        inside.addWidget(Label(kit, name, step="title", bold=True, wrap=True))
        told = say(
            "Ask its owner to read the words of the device to you, by telephone or face to face."
            " Keep the card only when they are the same."
        )
        inside.addWidget(Label(kit, told, wrap=True))
        inside.addWidget(DeviceWords(kit, card.words(kit.words.language)))
        self._ask_role(card)
        self.body.addWidget(self._scroll, 1)
        leave = Button(kit, say("Leave it"), key="Esc")
        leave.clicked.connect(self.reject)
        self.keep_button.clicked.connect(self._on_keep)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.keep_button)
        self._fit(wide, parent.window().height())
        leave.setFocus()

    def _ask_role(self, card: Card) -> None:
        kit, say, inside = self.kit, self.kit.words.say, self._scroll.body
        roles = {
            "other": say("The secretariat or others"),
            "own_group": say("Our own group of facilitators"),
        }
        self.keep_button = Button(kit, say("The words are the same"), icon="check", kind="main")
        self.keep_button.block(say("Say first who it is."))
        inside.addWidget(Label(kit, say("Who is it?"), step="small", tone="ash"))
        options = [Option(key, words) for key, words in roles.items()]
        self.role = RoleChoice(kit, say("Who is it?"), options, several=False)
        self.role.changed.connect(lambda _role: self.keep_button.block(None))
        inside.addWidget(self.role)
        others = say("The secretariat or others get what people agreed to be shared.")
        withheld = say("Not asked means withheld.")
        group = say("Our own group gets everything that people agreed to be stored.")
        told = f"{others} {withheld}\n{group}"
        inside.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        claim = say("The card calls itself: {role}. You decide.", role=roles[card.role])
        self.claim = Label(kit, claim, step="small", tone="ash", wrap=True)
        inside.addWidget(self.claim)

    def _fit(self, wide: int, room: int) -> None:
        """Be as high as what is inside, as far as the window has room; the rest scrolls."""
        layout = self._scroll.inside.layout()
        high = layout.totalHeightForWidth(wide - 60) if layout is not None else 0
        around = self.sizeHint().height() - self._scroll.sizeHint().height()
        self._scroll.setMinimumHeight(max(120, min(high + 8, room - around - 48)))

    def _on_keep(self) -> None:
        if self.role.value():
            self.kept.emit(self.role.value())
            self.accept()
