"""Enter the codes of a signed sheet: code, Enter, code, Enter; each marks its row present."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.attendance import PRESENT
from carefacilitator.services.people.people import PersonLine
from carefacilitator.services.people.sign_in_codes import CodeBook
from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.welcome.controller import DoorController, slot_keys
from carefacilitator.ui.welcome.panel import Panel
from carefacilitator.ui.widgets.controls import (
    Button,
    Field,
    IconLabel,
    Keys,
    Label,
    Scroll,
    hairline,
)
from carefacilitator.ui.widgets.layout import STRETCH, hbox, vbox

KEPT = 40
"""Lines that stay below the field."""
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CodesPanel(Panel):
    """The field, what the last code did, and the codes before it."""

    def __init__(self, kit: Kit, do: DoorController) -> None:
        super().__init__(kit, do.say("Codes from the signed sheet"))
        self._do, self._slot = do, ""
        self._book = CodeBook({})
        self._marked: set[str] = set()
        self._asked: tuple[PersonLine, ...] = ()
        self._where = Label(kit, bold=True)
        self._count = Label(kit, tone="ash")
        row = hbox(self._where, STRETCH, self._count)
        self.body.addLayout(row)
        label = self.say("Code at the start of a row that is signed")
        self.field = Field(kit, label, step="door", high=64)
        self.field.edit.setMaxLength(60)
        self.field.edit.installEventFilter(self)
        self.field.box.add_trailing(Keys(kit, "Enter", self.say("marks the row present")))
        self.add(self.field)
        self._choices = vbox(gap=8)
        self.body.addLayout(self._choices)
        self._scroll = Scroll()
        self._scroll.body.setSpacing(0)
        self._scroll.body.addStretch(1)
        self.add(self._scroll, 1)
        self.refresh()

    # what a panel tells -----------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """Codes by Enter; the half-day and the rest of the list as at the door."""
        do, say, name = self._do, self.say, "welcome"
        onward, back = slot_keys(do.words.rtl)
        return [
            Act("welcome.code", "Enter", say("marks the row present"), None, name),
            Act("welcome.rest", "F12", say("everyone else absent"), do.rest_absent, name),
            Act("welcome.slot", onward, say("next half-day"), partial(do.turn, 1), name),
            Act("welcome.slot_back", back, say("half-day before"), partial(do.turn, -1), name),
        ]

    def first_focus(self) -> QWidget:
        """The field."""
        return self.field.edit

    def refresh(self) -> None:
        """Read the codes and marks of the half-day that is shown."""
        do = self._do
        if do.slot != self._slot:
            self._slot = do.slot
            self._marked.clear()
            self._ask(())
        self._where.setText(do.slot_words())
        self._tell_count()
        read = partial(do.program.sheet_codes.book, do.workshop_id, do.slot)
        do.run(read, partial(self._on_book, do.slot))

    def _on_book(self, slot: str, book: CodeBook) -> None:
        if slot == self._slot and self.isVisible():
            self._book = book

    # a code -----------------------------------------------------------------------------------

    def enter(self) -> None:
        """Take what is typed."""
        text = self.field.text().strip()
        if not text:
            return
        found = self._book.find(text)
        self._ask(())
        if not found:
            self.field.set_error(
                self.say(
                    "No row has the code {code}. Look at the sheet again; who has no code is "
                    "written down at the door.",
                    code=text,
                )
            )
            self.field.edit.selectAll()
        elif len(found) == 1:
            self._mark(found[0])
        else:
            self._ask(found)

    def _ask(self, found: tuple[PersonLine, ...]) -> None:
        """Ask which of several people with one code signed."""
        self._asked = found
        self.field.set_error(None)
        while (item := self._choices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        if found:
            told = self.say("Several people have this code. Who signed?")
            self._choices.addWidget(Label(self.kit, told, bold=True, wrap=True))
            announce(self.field.edit, told)
        for number, line in enumerate(found, start=1):
            words = self._who(line)
            button = Button(self.kit, words, key=str(number))
            button.clicked.connect(partial(self._on_choice, line))
            self._choices.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)

    def _on_choice(self, line: PersonLine, _checked: bool = False) -> None:
        self._ask(())
        self._mark(line)
        self.field.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _mark(self, line: PersonLine) -> None:
        key = line.participation.id
        self.field.set_error(None)
        self.field.set_text("")
        if key in self._marked or line.status in PRESENT:
            words = self.say("{name} is already present", name=line.person.name)
            self._log("minus-circle", "ash", words)
            return
        self._marked.add(key)
        write = partial(self._do.program.people.mark_all, [key], self._slot)
        self._do.stand(key, "present", "", write, partial(self._not_marked, line))
        self._log("check-circle", "overdye", self._who(line))
        self._tell_count()

    def _not_marked(self, line: PersonLine) -> None:
        self._marked.discard(line.participation.id)
        self._log(
            "warning-circle", "madder", self.say("Not written: {name}", name=line.person.name)
        )
        self._tell_count()

    # telling ----------------------------------------------------------------------------------

    def _who(self, line: PersonLine) -> str:
        name, home = line.person.name, line.organisation
        return self.say("{first} · {second}", first=name, second=home) if home else name

    def _tell_count(self) -> None:
        words = self.kit.words
        count = len(self._marked)
        self._count.setText(
            words.say_n("{n} row marked from the sheet", "{n} rows marked from the sheet", count)
        )

    def _log(self, icon: str, tone: str, words: str) -> None:
        """The newest on top; a screen reader hears it."""
        kit, holder = self.kit, QWidget()
        row = hbox(into=holder, gap=10, margins=(5, 6, 5, 6))
        colour = getattr(kit.colours, tone)
        weight: Weight = "fill" if tone == "overdye" else "regular"
        row.addWidget(IconLabel(kit, icon, colour=colour, size=20, weight=weight))
        row.addWidget(Label(kit, words, wrap=True), 1)
        body = self._scroll.body
        body.insertWidget(0, hairline())
        body.insertWidget(0, holder)
        while body.count() > 2 * KEPT + 1:
            item = body.takeAt(body.count() - 2)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        announce(self.field.edit, words)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Enter takes the code; while it is asked who signed, a figure answers."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if Qt.Key(event.key()) in _ENTER:
                self.enter()
                return True
            if self._asked and event.text().isdecimal():
                place = int(event.text()) - 1
                if 0 <= place < len(self._asked):
                    self._on_choice(self._asked[place])
                return True
        return super().eventFilter(watched, event)
