"""The names of a list as they will be written: who is new, who is known, and who is left out."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import isolate
from carefacilitator.services.people.attendee_import import Shown
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.widgets.checkbox_spinbox import CheckBox
from carefacilitator.ui.widgets.controls import Button, Kit, Label, hairline
from carefacilitator.ui.widgets.layout import hbox, vbox

AT_ONCE = 20
"""So many names are shown at first, and so many more each time."""


class NamesList(QWidget):
    """One line for each person; ``left_out`` carries the rows that shall not be taken in.

    Unticking a line leaves out every row about that person.
    """

    left_out = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.boxes: list[CheckBox] = []
        self.more: Button | None = None
        self._people: Sequence[Shown] = ()
        self._without: set[int] = set()
        self._lines = vbox(into=self, gap=2)

    def show_people(self, people: Sequence[Shown], without: Collection[int]) -> None:
        """Show the first names; the same people again move nothing."""
        if people is self._people:
            return
        self._people, self._without = people, set(without)
        self._build(AT_ONCE)

    def _build(self, shown: int) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.boxes, self.more = [], None
        self.setVisible(bool(self._people))
        words = self.kit.words
        self._lines.addWidget(hairline())
        title = words.say("Names as they will be written")
        self._lines.addWidget(Label(self.kit, title, bold=True, wrap=True))
        told = words.say("Untick whoever should not be taken in.")
        self._lines.addWidget(Label(self.kit, told, step="small", tone="ash", wrap=True))
        for one in self._people[:shown]:
            self._lines.addWidget(self._line(one))
        rest = len(self._people) - shown
        if rest > 0:
            told = words.say_n("{n} more name", "{n} more names", rest)
            self.more = Button(self.kit, told, icon="caret-down", kind="link")
            self.more.clicked.connect(partial(self._show_more, shown))
            self._lines.addWidget(self.more)

    def _line(self, one: Shown) -> QWidget:
        words, holder = self.kit.words, QWidget()
        row = hbox(into=holder, gap=8)
        state = words.say("known") if one.known else words.say("new")
        number = words.say("row {row}", row=one.rows[0])
        box = CheckBox(self.kit, words.join([isolate(one.name), number, state]), bare=True)
        box.setChecked(not self._without.intersection(one.rows))
        box.toggled.connect(partial(self._toggled, one))
        self.boxes.append(box)
        row.addWidget(box)
        name = Label(self.kit, isolate(one.name), cut=True)
        tipped(name, one.name)
        row.addWidget(name, 1)
        row.addWidget(Label(self.kit, state, step="small", tone="ash" if one.known else "soot"))
        return holder

    def _show_more(self, shown: int) -> None:
        at = len(self.boxes)
        self._build(shown + AT_ONCE)
        if at < len(self.boxes):
            self.boxes[at].setFocus()

    def _toggled(self, one: Shown, taken: bool) -> None:
        if taken:
            self._without.difference_update(one.rows)
        else:
            self._without.update(one.rows)
        self.left_out.emit(frozenset(self._without))
