"""Which of several rooms the clock follows, and what “next” does there."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words
from carefacilitator.model.agenda import parallel
from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.choices import Option
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.panels import Label
from carefacilitator.ui.widgets.pick_menu import PickMenu
from carefacilitator.ui.words.workshops import block_title_in

KEY = "Ctrl+F9"


class RoomChoice(QWidget):
    """The rooms that run side by side. ``chosen`` carries the id of the block that runs there."""

    chosen = Signal(str)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        say = kit.words.say
        column = vbox(into=self, gap=4)
        row = hbox(Label(kit, say("Room"), step="small", tone="ash"), gap=8)
        self.menu = PickMenu(kit, say("Room"), [], key=KEY)
        self.menu.picked.connect(self.chosen)
        row.addWidget(self.menu)
        row.addStretch(1)
        column.addLayout(row)
        self._about = Label(kit, step="small", tone="ash", wrap=True)
        column.addWidget(self._about)
        self._shown: tuple[object, ...] = ()
        self.hide()

    def show_face(self, face: ClockState) -> None:
        """Show the rooms of this moment; nothing where there is one."""
        self.setVisible(bool(face.rooms))
        shown = (face.now, face.rooms and face.goes_on, [one.until for one in face.rooms])
        if not face.rooms or face.now is None or shown == self._shown:
            return
        self._shown = shown
        words = self._kit.words
        rooms = [
            Option(one.block.id, f"{room_name(one.block, words)} · {one.until}", "map-pin")
            for one in face.rooms
        ]
        self.menu.set_options(rooms, face.now.id)
        self._about.setText(_about(face, words))


def room_name(block: AgendaBlock, words: Words) -> str:
    """Where a block is held, or what it is called where no room is written."""
    return block.room.strip() or block_title_in(block, words.language)


def _about(face: ClockState, words: Words) -> str:
    """What “next” does here."""
    if face.goes_on is not None:
        room = room_name(face.goes_on, words)
        return words.say("Next ends this room; the clock goes to {room}.", room=room)
    own = face.now is not None and face.following
    if own and face.now is not None and parallel.follows(face.now, face.following[0][0]):
        return words.say("Next and 5 min act on this room, Pause on all.")
    return words.say("Next ends all rooms.")
