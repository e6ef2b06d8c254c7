"""Voice balance: who is heard how long, by self-declared group. No names, no recording."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.services.facilitation.voice_balance import MODERATION
from carefacilitator.services.program import Program
from carefacilitator.ui.facilitate.tools.rows import ToolList, ToolRow, clock_words, digit_of
from carefacilitator.ui.facilitate.tools.speaking_meter import Meter
from carefacilitator.ui.facilitate.tools.tool import DIGITS, Tool
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import Button, Label, ask
from carefacilitator.ui.words.attendance import group_word

_NOBODY = "0"


class SpeakingTimeTool(Tool):
    """A row for each group with its key; the one that speaks is marked."""

    name = "voices"

    def __init__(self, page: Page, program: Program, meter: Meter) -> None:
        super().__init__(page, program)
        self._meter = meter
        say = self.say
        self.body.addWidget(Label(self.kit, say("Who is heard?"), step="title", bold=True))
        about = say(
            "Press a group’s key when it begins to speak, 0 when nobody does. "
            "Ctrl with the same key works while notes are written. No names, no recording."
        )
        self.body.addWidget(Label(self.kit, about, tone="ash", wrap=True))
        self.list = ToolList(self.kit, say("Groups that speak"))
        self.list.installEventFilter(self)
        self.list.activated.connect(lambda _index: self._meter.speak(self.list.chosen()))
        self.list.clicked.connect(lambda _index: self._meter.speak(self.list.chosen()))
        self.body.addWidget(self.list, 1)
        self._total = Label(self.kit, step="small", tone="ash", wrap=True)
        self.body.addWidget(self._total)
        self.stop_button = self.button(say("Nobody speaks"), "pause", _NOBODY)
        self.stop_button.clicked.connect(self._meter.stop)
        again = Button(self.kit, say("Begin anew"), icon="trash", kind="quiet")
        again.clicked.connect(self._ask_clear)
        self._again = again
        line = self.row(again)
        line.addWidget(self.stop_button)
        self._meter.changed.connect(self._show)

    # showing ------------------------------------------------------------------------------

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """Show the voices of a block."""
        super().show_place(workshop_id, block_id)
        self._groups = self._meter.groups()
        self._show()

    _groups: tuple[str, ...] = ()

    def refresh(self, changes: Changes) -> None:
        """Show what changed elsewhere."""
        if not changes or changes & {"tally", "head_count", "workshop"}:
            self._groups = self._meter.groups()
            self._meter.reload()

    def _show(self) -> None:
        told = {one.group: one for one in self._meter.told()}
        whole = sum(one.seconds for one in told.values())
        rows = []
        for number, group in enumerate(self._groups, 1):
            voice = told.get(group)
            seconds, turns = (voice.seconds, voice.turns) if voice else (0, 0)
            words = self.kit.words.say_n("{n} turn", "{n} turns", turns) if turns else ""
            share = seconds / whole if whole else 0.0
            rows.append(
                ToolRow(
                    group,
                    voice_word(self.kit, group),
                    str(number) if number < 10 else "",
                    clock_words(seconds),
                    words,
                    share,
                    group == self._meter.group,
                )
            )
        self.list.show_rows(rows)
        self.stop_button.setEnabled(bool(self._meter.group))
        self._again.setEnabled(bool(told))
        self._total.setText(
            self.say("{time} of talk on this block", time=clock_words(whole)) if whole else ""
        )

    def first_focus(self) -> QWidget | None:
        """The groups."""
        return self.list

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys of this tool."""
        return [
            Act("voices.speak", DIGITS, self.say("this group speaks"), None, page),
            Act("voices.nobody", "0", self.say("nobody speaks"), None, page),
        ]

    def _ask_clear(self) -> None:
        say = self.say
        clear = partial(self.program.voices.clear, self.workshop_id, self.block_id)

        def yes() -> None:
            self._meter.stop()
            self.page.run(clear)

        ask(
            self.kit,
            self,
            say("Begin the voice balance of this block anew?"),
            say("What was counted goes to the bin. Ctrl+Z takes it back."),
            say("Begin anew"),
            yes,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """A digit gives its group the word."""
        is_key = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.list and is_key and digit_of(event) is not None:
            number = digit_of(event) or 0
            if number == 0:
                self._meter.stop()
            elif number <= len(self._groups):
                self._meter.speak(self._groups[number - 1])
            return True
        return super().eventFilter(watched, event)


def voice_word(kit: Kit, group: str) -> str:
    """A group that speaks, in words."""
    if group == MODERATION:
        return kit.words.say("Facilitation")
    return group_word(kit.words, group)
