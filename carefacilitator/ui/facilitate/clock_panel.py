"""The clock side: what now, how long, what next."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QFrame, QWidget

from carefacilitator.i18n import Words
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.ui.accessibility.announcer import announce
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.facilitate.clock_voice import ClockVoice
from carefacilitator.ui.facilitate.room_choice import RoomChoice
from carefacilitator.ui.page import Page
from carefacilitator.ui.projector.language_choice import ProjectorLanguage
from carefacilitator.ui.widgets.clock import ClockFace, ClockReading
from carefacilitator.ui.widgets.controls import Button, IconLabel, Label, Sheet, hairline
from carefacilitator.ui.widgets.layout import clear, hbox, vbox
from carefacilitator.ui.widgets.panels import restyle
from carefacilitator.ui.words.workshops import block_title_in

_NEXT_SHOWN = 4
_TICK_MS = 1000
_HOUR = 60


class ClockSide(Sheet):
    """Now, the minutes left, pause, five more, next, and what follows."""

    pause_asked = Signal()
    more_asked = Signal()
    next_asked = Signal()
    finish_asked = Signal()
    projector_asked = Signal()
    tick = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit)
        self._page = page
        kit, say = page.kit, page.say
        named(self, say("Clock"))
        self._now_row = self._build_now()
        self.add(self._now_row)
        self.wall = ProjectorLanguage(kit)
        self.add(self.wall)
        self._title = Label(kit, step="title", bold=True, wrap=True)
        self.add(self._title)
        self.rooms = RoomChoice(kit)
        self.add(self.rooms)
        self._face = ClockFace(kit)
        self.add(self._face)
        self._buttons = self._build_buttons()
        self.add(self._buttons)
        self._start = Button(kit, say("Start the day"), icon="play", key="F9", kind="main")
        self._start.clicked.connect(self.next_asked)
        self.add(self._start)
        self._behind = self._build_behind()
        self.add(self._behind)
        self._next_head = Label(kit, say("Next"), step="small", tone="ash")
        self.add(self._next_head)
        self._next = vbox(gap=8)
        self.body.addLayout(self._next)
        self.body.addStretch(1)
        self._voice = ClockVoice(kit.words)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._shown_next: list[tuple[str, str, int]] = []

    def _build_now(self) -> QWidget:
        say, holder = self._page.say, QWidget()
        row = hbox(into=holder, gap=8)
        self._since = Label(self.kit, step="small", tone="ash")
        self._now_parts: list[QWidget] = [
            IconLabel(self.kit, "clock", colour=self.kit.colours.ochre),
            Label(self.kit, say("Now"), bold=True),
            self._since,
        ]
        for part in self._now_parts:
            row.addWidget(part)
        row.addStretch(1)
        wall = Button(
            self.kit, say("Projector"), icon="presentation", key="F11", kind="quiet", step="small"
        )
        wall.clicked.connect(self.projector_asked)
        row.addWidget(wall)
        return holder

    def _build_buttons(self) -> QWidget:
        say = self._page.say
        holder = QWidget()
        row = hbox(into=holder, gap=8)
        self._pause = Button(self.kit, say("Pause"), icon="pause", key="F7")
        self._pause.clicked.connect(self.pause_asked)
        more = Button(self.kit, say("5 min"), icon="plus", key="F8")
        named(more, say("Five more minutes"))
        more.clicked.connect(self.more_asked)
        following = Button(self.kit, say("Next"), icon="skip-forward", key="F9")
        named(following, say("Next block"))
        following.clicked.connect(self.next_asked)
        for button in (self._pause, more, following):
            row.addWidget(button, 1)
        return holder

    def _build_behind(self) -> QWidget:
        frame = QFrame()
        frame.setProperty("role", "strip")
        column = vbox(into=frame, gap=8, margins=(12, 8, 12, 8))
        self._behind_icon = IconLabel(self.kit, "hourglass-medium")
        row = hbox(self._behind_icon, gap=8)
        self._behind_words = Label(self.kit, tone="ochre", bold=True, wrap=True)
        row.addWidget(self._behind_words, 1)
        column.addLayout(row)
        self._finish = Button(self.kit, "", icon="flag-checkered", key="F12")
        self._finish.clicked.connect(self.finish_asked)
        column.addWidget(self._finish)
        return frame

    def add_talk(self, line: QWidget) -> None:
        """Put a line below the buttons; while it is shown, fewer of the blocks to come are."""
        self._line = line
        line.installEventFilter(self)
        self.body.insertWidget(self.body.indexOf(self._start) + 1, line)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Make room for the line as soon as it comes."""
        if watched is self._line and event.type() in (
            QEvent.Type.ShowToParent,
            QEvent.Type.HideToParent,
        ):
            self._show_next(*self._told)
        return super().eventFilter(watched, event)

    _line: QWidget | None = None
    _told: tuple[ClockState | None, dict[str, Placed]] = (None, {})

    # showing ------------------------------------------------------------------------------

    def run_timer(self, on: bool) -> None:
        """Let the clock tick while the page is shown."""
        if on:
            self._timer.start()
        else:
            self._timer.stop()

    def show_face(self, face: ClockState, placed: list[Placed]) -> None:
        """Show the clock; only what changed is painted again."""
        running = face.now is not None
        for widget in (*self._now_parts, self._face, self._buttons):
            widget.setVisible(running)
        self._start.setVisible(not running and bool(face.following))
        say, language = self._page.say, self.kit.words.language
        if face.now is not None:
            self._since.setText(say("since {time}", time=face.since))
            self._set_title(block_title_in(face.now, language))
            self._face.show_reading(ClockReading(face.length, face.left, face.until, face.paused))
            self._pause.setText(say("Go on") if face.paused else say("Pause"))
            self._pause.set_icon("play" if face.paused else "pause")
        elif face.day_over:
            self._set_title(say("The day is over."))
        else:
            self._set_title(say("The clock is not running yet."))
        self.rooms.show_face(face)
        self._show_behind(face)
        self._told = (face, {one.block.id: one for one in placed})
        self._show_next(*self._told)
        announce(self, self._voice.hear(face))

    def _set_title(self, text: str) -> None:
        if self._title.text() != text:
            self._title.setText(text)

    def _show_behind(self, face: ClockState) -> None:
        """Tell how far the day is behind its plan, or ahead of it; a minute is neither."""
        off = face.behind if face.now is not None and abs(face.behind) > 1 else 0
        self._behind.setVisible(bool(off))
        if not off:
            return
        kind = "warn" if off > 0 else "good"
        if self._behind.property("kind") != kind:
            self._behind.setProperty("kind", kind)
            colours = self.kit.colours
            colour = colours.ochre if off > 0 else colours.overdye
            self._behind_icon.set_icon("hourglass-medium", colour)
            self._behind_words.set_tone("ochre" if off > 0 else "overdye")
            restyle(self._behind)
        self._behind_words.setText(_off_told(off, self.kit.words))
        self._finish.setVisible(off > 0 and face.runs_over > 0)
        words = self._page.say("Finish at {time} anyway", time=face.should_end)
        if self._finish.word != words:
            self._finish.setText(words)

    def _show_next(self, face: ClockState | None, plan: dict[str, Placed]) -> None:
        if face is None:
            return
        language = self.kit.words.language
        talk = self._line is not None and not self._line.isHidden()
        most = _NEXT_SHOWN - 2 * talk - (not self.wall.isHidden()) - 2 * bool(face.rooms)
        wanted = [
            (time, block_title_in(block, language), plan[block.id].block.minutes)
            for block, time in face.following[:most]
            if block.id in plan
        ]
        self._next_head.setVisible(bool(wanted))
        if wanted == self._shown_next:
            return
        self._shown_next = wanted
        clear(self._next)
        for time, title, minutes in wanted:
            self._next.addWidget(hairline())
            self._next.addWidget(self._next_row(time, title, minutes))

    def _next_row(self, time: str, title: str, minutes: int) -> QWidget:
        holder = QWidget()
        row = hbox(
            Label(self.kit, time, bold=True),
            (Label(self.kit, title, cut=True), 1),
            into=holder,
            gap=16,
        )
        told = self._page.say("{n} min", n=minutes)
        row.addWidget(Label(self.kit, told, step="small", tone="ash"))
        return holder


def _off_told(behind: int, words: Words) -> str:
    """How far the day is off its plan; negative is ahead of it."""
    if abs(behind) >= _HOUR:
        length = words.hours(abs(behind))
        if behind < 0:
            return words.say("{length} ahead of the plan", length=length)
        return words.say("{length} behind the plan", length=length)
    if behind < 0:
        return words.say_n("{n} minute ahead of the plan", "{n} minutes ahead of the plan", -behind)
    return words.say_n("{n} minute behind the plan", "{n} minutes behind the plan", behind)
