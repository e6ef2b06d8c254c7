"""Say of one person that she is the same as somebody else, and take that back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Organisation, Person
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.attendance_list import AttendanceList, DoorRow
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.widgets.controls import Button, Field, Kit, Label, Scroll, hairline
from carefacilitator.ui.widgets.layout import hbox, vbox

SHOWN = 8
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JoinPanel(Panel):
    """One person and who else she is. ``say_same`` gets another's id and whether they are one."""

    def __init__(
        self,
        kit: Kit,
        program: Program,
        roll: AttendanceList,
        row: DoorRow,
        say_same: Callable[[str, str, bool], None],
    ) -> None:
        super().__init__(
            kit, kit.words.say("Who else is {name}?", name=row.person.name), row.organisation
        )
        self._program, self._roll, self._row, self._say_same = program, roll, row, say_same
        second = self.say(
            "Both stand in every list as one person from now on. Nothing is rewritten: undo, or "
            "“They are two”, parts them again."
        )
        self.add(Label(kit, second, tone="ash", wrap=True))
        self.field = Field(kit, self.say("Part of the other name"), icon="magnifying-glass")
        self.field.edit.textChanged.connect(self._show_found)
        self.field.edit.installEventFilter(self)
        self.add(self.field)
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        self.add(self._scroll, 1)
        self.found: list[DoorRow] = []
        self._show_found()

    @property
    def person_id(self) -> str:
        """Whose panel this is."""
        return self._row.person.id

    def first_focus(self) -> QWidget:
        """The field."""
        return self.field.edit

    def acts(self) -> list[Act]:
        """Enter joins the first that is found."""
        return [
            Act("welcome.join_first", "Enter", self.say("the first is the same"), None, "welcome")
        ]

    def show_row(self, row: DoorRow) -> None:
        """The person as she is now read."""
        self._row = row
        self._show_found()

    # showing ----------------------------------------------------------------------------------

    def _show_found(self, _text: str = "") -> None:
        body, say = self._scroll.body, self.say
        while (item := body.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for person in self._others():
            home = self._program.workspace.find(Organisation, person.organisation_id)
            button = Button(self.kit, say("They are two"), icon="users")
            words = say(
                "{first} and {second} are two", first=self._row.person.name, second=person.name
            )
            named(button, words)
            call = partial(self._say_same, self.person_id, person.id, False)
            button.clicked.connect(partial(_call, call))
            second = say("One person in every list")
            self._add(person.name, home.name if home else "", second, button)
        self.found = self._matches()
        for number, row in enumerate(self.found):
            button = Button(self.kit, say("The same person"), icon="check")
            if not number:
                button.set_key("Enter")
            words = say(
                "{first} and {second} are the same",
                first=self._row.person.name,
                second=row.person.name,
            )
            named(button, words)
            button.clicked.connect(partial(_call, partial(self._join, row)))
            where = say("Earlier workshop") if row.elsewhere else say("On this list")
            self._add(row.person.name, row.organisation, where, button)
        body.addStretch(1)

    def _others(self) -> list[Person]:
        members = self._program.joining.joined().members(self.person_id)
        known = self._program.workspace.some(Person, members)
        return [one for key, one in known.items() if key != self.person_id]

    def _matches(self) -> list[DoorRow]:
        text = self.field.text().strip()
        if not text:
            return []
        here, elsewhere = self._roll.match(text)
        rows = [row for row in (*here, *elsewhere) if row.person.id != self.person_id]
        return rows[:SHOWN]

    def _add(self, name: str, home: str, second: str, button: Button) -> None:
        kit, holder = self.kit, QWidget()
        row = hbox(into=holder, gap=16, margins=(5, 8, 5, 8))
        words = vbox(Label(kit, name, step="lead", wrap=True), gap=0)
        told = kit.words.say("{first} · {second}", first=home, second=second) if home else second
        words.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(button)
        self._scroll.body.addWidget(holder)
        self._scroll.body.addWidget(hairline())

    # acting -----------------------------------------------------------------------------------

    def _join(self, row: DoorRow) -> None:
        self._say_same(self.person_id, row.person.id, True)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter joins the first; ↓ goes to the buttons."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if Qt.Key(event.key()) in _ENTER and self.found:
                self._join(self.found[0])
                return True
            if event.key() == Qt.Key.Key_Down and self.found:
                self.focusNextPrevChild(True)
                return True
        return super().eventFilter(watched, event)


def _call(act: Callable[[], None], _checked: bool = False) -> None:
    act()
