"""When one person came late or left early, in the place where the workshop is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.model.text.folding import fold
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.welcome.attendance_list import DoorRow
from carefacilitator.ui.welcome.controller import DoorController
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.widgets.controls import Button, Field, Kit, Label

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MARKS = str.maketrans(".,hH ;٫", ":::::::")


class TimePanel(Panel):
    """F10 and F11: one time, this moment unless another is typed; Enter keeps it."""

    place = "figures"

    def __init__(self, do: DoorController, kit: Kit, row: DoorRow, *, left: bool, now: str) -> None:
        say, name = kit.words.say, row.person.name
        title = say("Left early") if left else say("Came late")
        super().__init__(kit, title)
        self._do, self._row, self._left = do, row, left
        self.done.setText(say("Done"))
        self.add(Label(kit, name, step="lead", wrap=True))
        self.add(Label(kit, do.slot_words(), tone="ash", wrap=True))
        known = row.left if left else (row.arrived if row.status == "partial" else "")
        label = say("Time of leaving") if left else say("Time of arrival")
        self.field = Field(kit, label, known or now, step="lead", high=52)
        self.field.edit.setMaxLength(8)
        self.field.edit.installEventFilter(self)
        self.add(self.field)
        second = say("Hours attended are counted by it. An empty field takes the time away.")
        self.add(Label(kit, second, step="small", tone="ash", wrap=True))
        keep = Button(kit, say("Keep this time"), icon="check", key="Enter")
        keep.clicked.connect(self.keep)
        self.add(keep)
        self.body.addStretch(1)

    def acts(self) -> list[Act]:
        """Enter keeps what is typed."""
        return [Act("welcome.time", "Enter", self.say("keep this time"), None, "welcome")]

    def first_focus(self) -> QWidget:
        """The time, ready to be typed over."""
        self.field.edit.selectAll()
        return self.field.edit

    def keep(self) -> None:
        """Write the time down and go back to the door."""
        time = read_time(self.field.text())
        if time is None:
            self.field.set_error(self.say("Write a time of the day, such as 10:40."))
            return
        self._do.mark_time(self._row, time, left=self._left)
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter keeps the time."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and Qt.Key(event.key()) in _ENTER
        ):
            self.keep()
            return True
        return super().eventFilter(watched, event)


def read_time(text: str) -> str | None:
    """``HH:MM`` of “10:40”, “1040”, “10.40”, “10h40” or “9” in any digits; "" for nothing."""
    told = fold(text).translate(_MARKS).strip(":")
    if not told:
        return ""
    hours, colon, minutes = told.partition(":")
    if not colon and len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    minutes = minutes or "00"
    if not (hours.isdecimal() and minutes.isdecimal()) or len(minutes) != 2 or len(hours) > 2:
        return None
    if int(hours) > 23 or int(minutes) > 59:
        return None
    return f"{int(hours):02}:{minutes}"
