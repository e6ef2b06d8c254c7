"""Above and below the agenda: how long it is, whether it fits, what is held."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.plan.agenda import Day
from carefacilitator.ui.plan.gap_row import gap_told
from carefacilitator.ui.widgets.controls import Button, IconButton, IconLabel, Kit, Label
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.words.workshops import block_title_in


class AgendaHead(QWidget):
    """“Agenda · 6 h 40 min, ends 15:40 · fits before 16:00”, and the buttons that add."""

    add_asked = Signal()
    file_asked = Signal()
    templates_asked = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit, self.say = kit, kit.words.say
        say = self.say
        row = hbox(
            Label(kit, say("Agenda"), step="lead", bold=True),
            into=self,
            gap=12,
            margins=(16, 12, 16, 8),
        )
        self._sum = Label(kit, tone="ash", cut=True)
        self._sum.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self._sum)
        self._icon = IconLabel(kit, "check-circle", weight="fill")
        self.fits = Label(kit, tone="overdye", cut=True)
        row.addWidget(self._icon)
        row.addWidget(self.fits, 1)
        table = IconButton(kit, say("Take an agenda from a file"), "table", key="Ctrl+O")
        table.clicked.connect(self.file_asked)
        templates = Button(kit, say("Templates"), icon="stack", kind="quiet", told_key="Ctrl+T")
        templates.clicked.connect(self.templates_asked)
        add = Button(kit, say("Block"), icon="plus", key="Insert")
        named(add, say("Add a block"))
        add.clicked.connect(self.add_asked)
        row.addWidget(table)
        row.addWidget(templates)
        row.addWidget(add)

    def show_days(self, days: Sequence[Day], must_end: str) -> None:
        """Show the sum of the days, and whether each ends in time."""
        say, words = self.say, self.kit.words
        filled = [day for day in days if day.placed]
        minutes = sum(day.minutes for day in filled)
        length = words.hours(minutes)
        if len(filled) > 1:
            count = words.say_n("{n} day", "{n} days", len(filled))
            self._sum.setText(words.listed((count, length)))
        elif filled:
            self._sum.setText(say("{length}, ends {time}", length=length, time=filled[0].end))
        else:
            self._sum.setText("")
        self._icon.setVisible(bool(filled))
        trouble = self._trouble(filled, must_end)
        if trouble:
            self._icon.set_icon("warning-circle", self.kit.colours.madder, "fill")
            self.fits.set_tone("madder")
            self.fits.setText(trouble)
            return
        self._icon.set_icon("check-circle", self.kit.colours.overdye, "fill")
        self.fits.set_tone("overdye")
        free = sum(day.free for day in filled)
        told = [say("fits before {time}", time=must_end)] if must_end else []
        told += [say("{length} free", length=gap_told(free, words))] if free else []
        self.fits.setText(" · ".join(told or [say("everything fits")]) if filled else "")

    def _trouble(self, days: Sequence[Day], must_end: str) -> str:
        """What does not fit, in words: a time that is held, or the end of the day."""
        late = max((one.late for day in days for one in day.placed), default=0)
        say_n = self.kit.words.say_n
        if late:
            return say_n("{n} minute too long", "{n} minutes too long", late)
        over = max((day.over for day in days), default=0)
        if over > 0:
            return say_n("{n} minute after {time}", "{n} minutes after {time}", over, time=must_end)
        return ""


class AgendaFoot(QWidget):
    """Which time is held, and what runs over it, in words."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit, self.say = kit, kit.words.say
        row = hbox(into=self, gap=8, margins=(16, 8, 16, 10))
        self._icon = IconLabel(kit, "push-pin", colour=kit.colours.indigo, weight="fill")
        self.words = Label(kit, step="small", tone="ash", wrap=True)
        row.addWidget(self._icon)
        row.addWidget(self.words, 1)

    def show_placed(self, placed: Sequence[Placed], language: str) -> None:
        """Tell of the first time that is run over, else of free time, else of a time held."""
        late = next((one for one in placed if one.late), None)
        free = next((one for one in placed if one.gap), None)
        pinned = next((one for one in placed if one.block.fixed_start), None)
        self._icon.setVisible(bool(late or pinned))
        self.words.set_tone("madder" if late else "ash")
        if late is not None:
            told = self.kit.words.say_n(
                "The blocks before “{block}” run {n} minute over its fixed time, {time}.",
                "The blocks before “{block}” run {n} minutes over its fixed time, {time}.",
                late.late,
                block=block_title_in(late.block, language),
                time=late.start,
            )
        elif free is not None:
            told = self.say(
                "{length} is free before {block}, {time}. F9 puts a block there.",
                length=gap_told(free.gap, self.kit.words),
                block=block_title_in(free.block, language),
                time=free.start,
            )
        elif pinned is not None:
            told = self.say(
                "{block} is fixed at {time}. Blocks before may not run over it.",
                block=block_title_in(pinned.block, language),
                time=pinned.start,
            )
        else:
            told = self.say(
                "Change a length, and all later starts follow. F4 holds a block’s time."
            )
        self.words.setText(told)
