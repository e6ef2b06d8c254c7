"""An agenda from a table: seen first, then taken in as one step."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from carefacilitator.services.agenda.files import AgendaFiles, AgendaLook, say_refused, say_remark
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, Choice, Dialog, Label, Scroll, hairline
from carefacilitator.ui.widgets.layout import clear

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".ods", ".ics", ".ical", ".json")
"""What the names of tables, calendars and schedules end with."""
_SHOWN, _REASONS = 200, 8


class AgendaDialog(Dialog):
    """What a file would bring to the agenda. ``taken`` carries how many blocks came."""

    taken = Signal(int)

    def __init__(self, page: Page, files: AgendaFiles, look: AgendaLook) -> None:
        super().__init__(page.kit, page.say("Agenda from a file"), page.window(), width=620)
        self._page, self._files, self._look = page, files, look
        kit, say = page.kit, page.say
        self.body.addWidget(Label(kit, look.path.name, step="lead", bold=True, cut=True))
        self._sum = Label(kit, tone="ash", wrap=True)
        self.body.addWidget(self._sum)
        options = [(name, name or say("Rows without a workshop")) for name in look.events]
        self.event_choice = Choice(kit, say("Workshop in the file"), options, look.event)
        self.event_choice.changed.connect(self._on_event)
        self.event_choice.setVisible(len(look.events) > 1)
        self.body.addWidget(self.event_choice)
        self._rows = Scroll()
        self._rows.body.setSpacing(4)
        self._rows.setMinimumHeight(kit.theme.grown(240))
        self.body.addWidget(self._rows, 1)
        leave = Button(kit, say("Leave it"), key="Esc")
        leave.clicked.connect(self.reject)
        self.take = Button(kit, "", icon="tray-arrow-down", kind="main")
        self.take.clicked.connect(self._on_take)
        self.acts.addWidget(leave)
        self.acts.addWidget(self.take)
        self._show()
        self.take.setFocus()

    def _show(self) -> None:
        words, look = self.kit.words, self._look
        count = words.say_n("{n} block", "{n} blocks", len(look.rows))
        days = words.say_n("{n} day", "{n} days", look.days)
        length = words.hours(look.minutes)
        self._sum.setText(" · ".join((count, days, length)))
        body = self._rows.body
        clear(body)
        reasons = [say_refused(words, one) for one in look.refused]
        reasons += [say_remark(words, one) for one in look.remarks]
        for reason in reasons[:_REASONS]:
            body.addWidget(Label(self.kit, reason, step="small", tone="ochre", wrap=True))
        if len(reasons) > _REASONS:
            more = words.say_n("and {n} more", "and {n} more", len(reasons) - _REASONS)
            body.addWidget(Label(self.kit, more, step="small", tone="ochre"))
        for row in look.rows[:_SHOWN]:
            body.addWidget(hairline())
            told = words.say("{n} min", n=row.minutes)
            day = words.say("Day {n}", n=row.day) if look.days > 1 else ""
            parts = (day, row.start, told, row.title, row.room)
            line = "   ".join(part for part in parts if part)
            body.addWidget(Label(self.kit, line, cut=True))
        body.addStretch(1)
        self.take.setText(words.say_n("Take in {n} block", "Take in {n} blocks", len(look.rows)))
        self.take.block(None if look.rows else words.say("There is no block in it."))

    def _on_event(self, event: str) -> None:
        look = partial(self._files.look, self._look.path, self._page.workshop_id, event)
        self._page.run(look, self._on_look)

    def _on_look(self, look: AgendaLook) -> None:
        self._look = look
        self._show()

    def _on_take(self) -> None:
        self.take.block(self.kit.words.say("The blocks are being taken in."))
        take = partial(self._files.take, self._page.workshop_id, self._look)
        self._page.run(take, self._on_taken, self._on_failed)

    def _on_taken(self, count: int) -> None:
        self.taken.emit(count)
        self.accept()

    def _on_failed(self, error: Exception) -> None:
        self.reject()
        self._page.tools.tell_failure(error)


def is_table(path: str) -> bool:
    """Whether a file's name is that of a table, a calendar or a schedule."""
    return Path(path).suffix.lower() in SUFFIXES
