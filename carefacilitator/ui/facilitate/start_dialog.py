"""“Start the day now?”: asked where it is planned for another date, or for another hour."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import Words, isolate
from carefacilitator.services.agenda.clock import StartDoubt
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.dialogs import Dialog
from carefacilitator.ui.widgets.panels import Label


class StartDialog(Dialog):
    """Says what is planned and what time it is. The careful answer has the focus.

    ``begin`` is called with the days by which the workshop moves: none, or all that lie between.
    """

    def __init__(
        self, kit: Kit, doubt: StartDoubt, begin: Callable[[int], object], parent: QWidget
    ) -> None:
        say = kit.words.say
        title = say("Start the day now?")
        super().__init__(kit, title, parent, width=min(1100, round(600 * kit.theme.factor)))
        self.body.addWidget(Label(kit, title, step="lead", bold=True, wrap=True))
        self.body.addWidget(Label(kit, _told(doubt, kit.words), wrap=True))
        if doubt.days:
            move = say("Moving it changes the dates of the whole workshop. Ctrl+Z takes it back.")
            self.body.addWidget(Label(kit, move, step="small", tone="ash", wrap=True))
        stay = Button(kit, say("Not yet"))
        stay.clicked.connect(self.reject)
        self.acts.addWidget(stay)
        start = Button(kit, say("Start now"), key="Ctrl+Enter", kind="quiet")
        start.clicked.connect(self.accept)
        self.accepted.connect(partial(begin, 0))
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.accept)
        self.acts.addWidget(start)
        if doubt.days:
            move_it = Button(kit, say("Move it to today and start"), kind="main")
            move_it.clicked.connect(partial(self._move_it, begin, doubt.days))
            self.acts.addWidget(move_it)
        stay.setFocus()

    def _move_it(self, begin: Callable[[int], object], days: int) -> None:
        self.reject()
        begin(days)


def _told(doubt: StartDoubt, words: Words) -> str:
    """What is planned, and what day and time it is where the workshop is held."""
    planned, now = doubt.planned, doubt.now
    times = {"planned": isolate(f"{planned:%H:%M}"), "now": isolate(f"{now:%H:%M}")}
    if not doubt.days:
        return words.say("It is planned for {planned} today. It is {now} now.", **times)
    return words.say(
        "It is planned for {day}, {planned}. Today is {today}, {now}.",
        day=words.day(planned.date(), "full"),
        today=words.day(now.date(), "full"),
        **times,
    )
