"""A line below the clock while somebody has the word: whom the meter counts, who speaks next."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from carefacilitator.model.agenda.speakers import SpeakerList
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.facilitate.tools.rows import clock_words
from carefacilitator.ui.facilitate.tools.speaking_meter import Meter
from carefacilitator.ui.facilitate.tools.voice_balance import voice_word
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.controls import IconLabel, Label
from carefacilitator.ui.widgets.layout import hbox, vbox


class TalkLine(QWidget):
    """Hidden unless a group or a person speaks or waits."""

    def __init__(self, kit: Kit, program: Program, meter: Meter) -> None:
        super().__init__()
        self.kit, self._program, self._meter = kit, program, meter
        self.say = kit.words.say
        named(self, self.say("Who speaks"))
        row = hbox(IconLabel(kit, "microphone", colour=kit.colours.overdye), into=self, gap=10)
        column = vbox(gap=0)
        self.first = Label(kit, bold=True, cut=True)
        self.second = Label(kit, step="small", tone="ash", cut=True)
        column.addWidget(self.first)
        column.addWidget(self.second)
        row.addLayout(column, 1)
        self.time = Label(kit, step="lead", bold=True)
        row.addWidget(self.time)
        self.hide()

    def show_talk(self, workshop_id: str, block_id: str) -> None:
        """Show this moment."""
        waiting = self._program.speaking.at(workshop_id, block_id) if workshop_id else None
        at = self._program.speaking.seconds()
        now = waiting.now if waiting is not None else None
        following = waiting.in_turn()[:1] if waiting is not None else []
        group = self._meter.group
        self.setVisible(bool(now or following or group or self._meter.used))
        if now is not None and waiting is not None:
            self.first.setText(now.label)
            self.time.setText(clock_words(waiting.elapsed(at)))
        elif group:
            self.first.setText(voice_word(self.kit, group))
            self.time.setText(clock_words(self._meter.seconds))
        else:
            self.first.setText(self.say("Nobody speaks"))
            self.time.setText("")
        self.second.setText(" · ".join(self._second(waiting, now is not None)))

    def _second(self, waiting: SpeakerList | None, named: bool) -> list[str]:
        """Who follows, which group is counted, and the keys."""
        told = []
        following = waiting.in_turn()[:1] if waiting is not None else []
        if following:
            told.append(self.say("Next: {name}", name=following[0].label))
        if self._meter.group and named:
            told.append(voice_word(self.kit, self._meter.group))
        if self._meter.used and not told:  # beside names there is no room to read them
            last = len(self._meter.groups())
            told.append(self.say("Ctrl+1 to Ctrl+{n}, Ctrl+0", n=last))
        return told
