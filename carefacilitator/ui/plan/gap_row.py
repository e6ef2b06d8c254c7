"""Time that stays free before a fixed time: how long it is, and two ways to use it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame

from carefacilitator.i18n import Words
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.plan.block_row import INSIDE, MINUTES, START
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.tokens import HAIRLINE
from carefacilitator.ui.widgets.controls import Button, IconLabel, Kit, Label
from carefacilitator.ui.widgets.layout import hbox

_HOUR = 60


class GapRow(QFrame):
    """The free time before a block, as a row above it.

    ``fill_asked`` and ``stretch_asked`` carry that block: a new block is to take the time, or the
    block before is to.
    """

    fill_asked = Signal(str)
    stretch_asked = Signal(str)

    def __init__(self, kit: Kit, block_id: str) -> None:
        super().__init__()
        self.kit = kit
        say, factor, icon = kit.words.say, kit.theme.factor, kit.theme.icon(20)
        row = hbox(into=self, gap=12, margins=(16, 3, 16, 3 + HAIRLINE))
        row.addSpacing(icon + 12)
        self._start = Label(kit, tone="ash")
        self._start.setFixedWidth(round(START * factor))
        self._minutes = Label(kit, tone="ash")
        self._minutes.setFixedWidth(round(MINUTES * factor))
        told = Label(kit, say("free"), step="small", tone="ash", cut=True)
        for label in (self._minutes, told):  # where the text in the fields above begins
            label.setIndent(INSIDE)
        row.addWidget(self._start)
        row.addWidget(self._minutes)
        row.addWidget(IconLabel(kit, "hourglass-medium", colour=kit.colours.ash))
        row.addWidget(told, 1)
        self.fill = Button(
            kit, say("New block"), icon="plus", kind="quiet", step="small", told_key="F9"
        )
        self.fill.clicked.connect(partial(self.fill_asked.emit, block_id))
        self.stretch = Button(
            kit, say("Lengthen the one before"), kind="quiet", step="small", told_key="Shift+F9"
        )
        self.stretch.clicked.connect(partial(self.stretch_asked.emit, block_id))
        row.addWidget(self.fill)
        row.addWidget(self.stretch)
        self.setFixedHeight(kit.theme.row(40) + HAIRLINE)

    def show_gap(self, placed: Placed, title: str, before: Placed | None, *, takes: bool) -> None:
        """Show the time free before a block; ``before`` is the one that could take it.

        ``takes`` tells that a new block could.
        """
        words = self.kit.words
        self._start.setText(before.end if before is not None else placed.gap_start)
        self._minutes.setText(str(placed.gap))
        told = words.say("free before {block}, {time}", block=title, time=placed.start)
        self.fill.setVisible(takes)
        self.stretch.setVisible(before is not None)
        length = gap_told(placed.gap, words)
        named(self, f"{length}: {told}")
        named(
            self.fill, words.say("New block of {length} before {block}", length=length, block=title)
        )
        if before is not None:
            named(
                self.stretch,
                words.say(
                    "Lengthen the block before {block} by {length}", length=length, block=title
                ),
            )

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the line below, as rows do."""
        super().paintEvent(event)
        paint.line_below(self, self.kit)


def gap_told(minutes: int, words: Words) -> str:
    """How long free time is: “45 minutes”, “1 h 5 min”."""
    if minutes < _HOUR:
        return words.say_n("{n} minute", "{n} minutes", minutes)
    return words.hours(minutes)
