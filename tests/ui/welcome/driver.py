"""The Welcome page of a workshop of its own, worked by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication

from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Consent, Participation, Person


class Door:
    """A desk with the Welcome page; ``people`` are a number of them, or “name, organisation”."""

    def __init__(self, desk: Any, bot: Any, people: int | tuple[str, ...] = 0) -> None:
        self.desk, self.program, self._bot = desk, desk.program, bot
        made = desk.program.workshops.create("Exchange on care", start="2022-09-22")
        self.workshop = made.id
        desk.program.workshops.edit(self.workshop, time_zone="America/Mexico_City")
        for title, minutes in (("Opening", 180), ("Lunch", 60), ("Afternoon", 180)):
            desk.program.agenda.add(self.workshop, title, minutes)
        self._invite(people)
        self.show(self.workshop)

    def _invite(self, people: int | tuple[str, ...]) -> None:
        if isinstance(people, tuple):
            for text in people:
                self.program.people.walk_in(self.workshop, text, "1-am")
            return
        with self.program.workspace.change("person_bring", people) as change:
            for number in range(1, people + 1):
                person = Person(id=self.program.workspace.new_id(), name=f"Participant {number:03}")
                change.put(person)
                change.put(
                    Participation(
                        id=ids.participation_id(self.workshop, person.id),
                        workshop_id=self.workshop,
                        person_id=person.id,
                        role="participant",
                    )
                )

    def show(self, workshop: str) -> None:
        """Go to the door of a workshop."""
        self.desk.frame.go("welcome", workshop)
        self.page = self.desk.page
        self.settle()

    # doing ------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Wait until nothing is being written or read; the pause before reading is over at once."""
        self.desk.settle()
        while self.page.do.timer.isActive():
            self.page.do.timer.stop()
            self.page.do.timer.timeout.emit()
            self.desk.settle()

    def press(self, keys: str) -> None:
        """Press keys written as the key line writes them."""
        combination = QKeySequence(keys.replace("Enter", "Return"))[0]
        target = QApplication.focusWidget() or self.desk.frame
        self._bot.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        """Type letters of any script."""
        self.desk.type(text)

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true."""
        self.desk.until(true)

    def take(self, path: Path) -> Any:
        """Drop a list of people on the page; returns the panel that opens."""
        assert self.page.take_files([str(path)])
        self.settle()
        assert type(self.page.panels.current).__name__ == "ImportPanel"
        return self.page.panels.current

    # looking ----------------------------------------------------------------------------------

    @property
    def field(self) -> Any:
        """The door field."""
        return self.page.list.field.edit

    @property
    def hint(self) -> str:
        """What the end of the field says."""
        return str(self.page.list.field.hint.accessibleName())

    @property
    def slot(self) -> str:
        """The half-day that is shown."""
        return str(self.page.do.slot)

    @property
    def panel(self) -> Any:
        """What is open over the list or the figures."""
        return self.page.panels.current

    def status(self) -> dict[str, str]:
        """What is stored, by name."""
        lines = self.program.people.lines(self.page.workshop_id, self.slot)
        return {line.person.name: line.status for line in lines}

    def seen(self) -> dict[str, str]:
        """What is shown, by name."""
        return {row.person.name: row.status for row in self.page.do.roll.rows}

    def names(self) -> list[str]:
        """Who is on the list."""
        return list(self.status())

    def consents(self) -> dict[str, tuple[str, str, str]]:
        """Status, method and language of what was answered, by purpose."""
        found = self.program.workspace.all(Consent, workshop_id=self.workshop)
        return {one.purpose: (one.status, one.method, one.notice_language) for one in found}
