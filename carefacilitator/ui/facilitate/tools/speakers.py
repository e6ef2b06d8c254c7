"""The speaker list: letters and Enter put somebody on it, one key gives her the word."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedLayout, QWidget

from carefacilitator.model.agenda.speakers import Speaker, SpeakerList
from carefacilitator.model.records.records import Note
from carefacilitator.model.text.folding import fold
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.services.people.people import PersonLine
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.facilitate.tools.rows import ToolList, ToolRow, clock_words
from carefacilitator.ui.facilitate.tools.tool import Tool
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, CheckBox, Field, Label, hairline
from carefacilitator.ui.widgets.layout import hbox, vbox

_OFFERED = 6
_TYPED = "typed"
_PEOPLE = frozenset({"attendance", "person", "participation"})
_ON_WALL = 5


class SpeakersTool(Tool):
    """A field, who speaks now, who waits, who spoke. Names are forgotten when the block ends."""

    name = "speakers"

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page, program)
        self._here: list[PersonLine] = []
        self._list = SpeakerList()
        say, kit = self.say, self.kit
        hint = say("Letters of a name, or of a group. Enter puts her on the list.")
        self.field = Field(kit, hint, placeholder=hint, show_label=False, step="lead", high=48)
        self.field.edit.textChanged.connect(self._on_text)
        self.field.edit.returnPressed.connect(self._on_enter)
        self.field.edit.installEventFilter(self)
        self.body.addWidget(self.field)
        self.offers = ToolList(kit, say("People who are here"), 40)
        self.offers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.offers.clicked.connect(lambda _index: self._on_enter())
        self.body.addWidget(self._build_now())
        self._either = QStackedLayout()
        self._either.addWidget(self._build_lists())
        self._either.addWidget(self.offers)
        self.body.addLayout(self._either, 1)
        self._build_foot()

    def _build_now(self) -> QWidget:
        say, holder = self.say, QWidget()
        row = hbox(into=holder, gap=12)
        self.now = Label(self.kit, step="title", bold=True, cut=True)
        self.time = Label(self.kit, step="title", bold=True)
        row.addWidget(self.now, 1)
        row.addWidget(self.time)
        self.stop_button = Button(
            self.kit, say("Nobody"), icon="pause", key="Shift+F7", kind="quiet"
        )
        named(self.stop_button, say("Nobody speaks"))
        self.stop_button.clicked.connect(self.stop)
        self.next_button = Button(
            self.kit, say("Next speaker"), icon="microphone", key="Shift+F9", kind="main"
        )
        self.next_button.clicked.connect(self.next)
        row.addWidget(self.stop_button)
        row.addWidget(self.next_button)
        return holder

    def _build_lists(self) -> QWidget:
        say, kit, holder = self.say, self.kit, QWidget()
        columns = hbox(into=holder, gap=24)
        self.waiting = ToolList(kit, say("Who waits"), 44)
        self.waiting.installEventFilter(self)
        self.spoken = ToolList(kit, say("Who spoke"), 44, choosing=False)
        for words, shown in ((say("Who waits"), self.waiting), (say("Who spoke"), self.spoken)):
            column = vbox(
                Label(kit, words, step="small", tone="ash"), hairline(), (shown, 1), gap=4
            )
            columns.addLayout(column, 1)
        return holder

    def _build_foot(self) -> None:
        say, kit = self.say, self.kit
        self.first = CheckBox(kit, say("Whoever has not spoken yet goes first"))
        self.first.clicked.connect(self._on_first)
        self.row(self.first)
        told = say("Nothing of this is stored. It is forgotten when the block ends.")
        self.keep_button = self.button(say("Keep"), "check", "Ctrl+Enter")
        self.keep_button.clicked.connect(self.keep)
        promise = Label(kit, told, step="small", tone="ash", wrap=True)
        self.row(promise, self.keep_button, stretch=0)

    # showing ------------------------------------------------------------------------------

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """The list of this block; that of another block is forgotten."""
        super().show_place(workshop_id, block_id)
        self._list = self.program.speaking.at(workshop_id, block_id)
        self.first.setChecked(self._list.first_timers)
        self._here = []
        self.field.set_text("")
        self.show_list()
        self.refresh(frozenset())

    def refresh(self, changes: Changes) -> None:
        """Know who has come meanwhile."""
        if self.workshop_id and (not changes or changes & _PEOPLE):
            here = partial(self.program.grouping.here, self.workshop_id)
            self.page.run(here, partial(self._on_here, self.workshop_id))

    def _on_here(self, workshop_id: str, lines: list[PersonLine]) -> None:
        """Thousands of people take a moment to read; who is typed meanwhile is found then."""
        if workshop_id == self.workshop_id:
            self._here = lines
            self._on_text(self.field.text())

    def tick(self) -> None:
        """Only what runs changes with the second."""
        if self._list.now is not None:
            self._show_now()
            self._show_spoken()

    def show_list(self) -> None:
        """Show the list as it stands."""
        order = self._list.in_turn()
        rows = [
            ToolRow(
                one.key,
                one.label,
                str(number),
                second="" if self._list.has_spoken(one) else self._first_words(),
            )
            for number, one in enumerate(order, 1)
        ]
        self.waiting.show_rows(rows)
        self._show_now()
        self._show_spoken()
        nobody = self._list.now is None
        self.stop_button.setEnabled(not nobody)
        reason = None if order else self.say("Nobody waits.")
        self.next_button.block(reason if nobody or not order else None)
        spoken = self._list.spoken(self._seconds())
        self.keep_button.block(None if spoken else self.say("Nobody has spoken yet."))
        self._on_text(self.field.text())
        self.changed.emit()

    def _first_words(self) -> str:
        return self.say("first time") if self._list.first_timers else ""

    def _show_now(self) -> None:
        now = self._list.now
        self.now.setText(now.label if now else self.say("Nobody speaks"))
        self.now.set_tone("soot" if now else "ash")
        told = clock_words(self._list.elapsed(self._seconds())) if now else ""
        self.time.setText(told)

    def _show_spoken(self) -> None:
        told = self._list.spoken(self._seconds())
        most = max((one.seconds for one in told), default=0)
        now = self._list.now.key if self._list.now else ""
        self.spoken.show_rows(
            [
                ToolRow(
                    one.speaker.key,
                    one.speaker.label,
                    figure=clock_words(one.seconds),
                    second=self.kit.words.say_n("{n} turn", "{n} turns", one.turns),
                    share=one.seconds / most if most else 0.0,
                    now=one.speaker.key == now,
                )
                for one in told
            ]
        )

    def _seconds(self) -> float:
        return self.program.speaking.seconds()

    def on_wall(self) -> ProjectedTool | None:
        """Who speaks and who follows, by name: the room sees them standing there anyway."""
        order = tuple(one.label for one in self._list.in_turn()[:_ON_WALL])
        now = self._list.now.label if self._list.now else ""
        return ProjectedTool("speakers", now=now, following=order)

    def first_focus(self) -> QWidget | None:
        """The field."""
        return self.field.edit

    # adding -------------------------------------------------------------------------------

    def _on_text(self, text: str) -> None:
        """Offer who is here and matches; what is typed itself comes last."""
        parts, typed = fold(text).split(), text.strip()
        waiting = {one.key for one in self._list.waiting}
        found = [
            line
            for line in self._here
            if parts
            and line.person.id not in waiting
            and all(part in line.folded for part in parts)
        ]
        rows = [
            ToolRow(line.person.id, line.person.name, second=line.organisation)
            for line in found[:_OFFERED]
        ]
        if typed:
            rows.append(ToolRow(_TYPED, typed, second=self.say("as it is typed")))
        self.offers.show_rows(rows)
        if rows:
            self.offers.setCurrentIndex(self.offers.rows.index(0))
        self._either.setCurrentIndex(1 if rows else 0)

    def _on_enter(self) -> None:
        """Put whom the line names on the list."""
        key, typed = self.offers.chosen(), self.field.text().strip()
        if not typed:
            return
        line = next((one for one in self._here if one.person.id == key), None)
        speaker = Speaker(line.person.name, line.person.id) if line else Speaker(typed)
        self._list.ask(speaker)
        self.field.set_text("")
        self.show_list()

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys of this tool."""
        say = self.say
        up, down = partial(self.shift, -1), partial(self.shift, 1)
        return [
            Act("speakers.add", "Enter", say("put on the list"), None, page),
            Act("speakers.keep", "Ctrl+Enter", say("keep who spoke"), self.keep, page, False),
            Act("speakers.drop", "Delete", say("take off"), self.drop, page, True, self.waiting),
            Act("speakers.up", "Alt+↑", say("earlier"), up, page, False),
            Act("speakers.down", "Alt+↓", say("later"), down, page, False),
            Act("speakers.first", "Ctrl+T", say("first-timers first"), self.first.click, page),
        ]

    def next(self) -> None:
        """Give the word to who is next; with nobody waiting the turn ends."""
        self._list.next(self._seconds())
        self.show_list()

    def stop(self) -> None:
        """Nobody speaks."""
        self._list.stop(self._seconds())
        self.show_list()

    def drop(self) -> None:
        """Take the chosen one off the list."""
        self._list.drop(self.waiting.chosen())
        self.show_list()

    def shift(self, steps: int) -> None:
        """Let the chosen one speak earlier or later."""
        self._list.move(self.waiting.chosen(), steps)
        self.show_list()

    def _on_first(self, *_checked: object) -> None:
        self._list.first_timers = self.first.isChecked()
        self.show_list()

    def keep(self) -> None:
        """Keep who spoke how long; until now nothing was stored."""
        if self._list.spoken(self._seconds()):
            self.page.run(partial(self.program.speaking.keep, self.kit.words), self._on_kept)

    def _on_kept(self, note: Note | None) -> None:
        if note is not None:
            self.told(self.say("Who spoke is kept on this block. The note names nobody."))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """From the field ↓ chooses among who is offered, or goes to who waits."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if watched is self.field.edit and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                return self._on_arrow(1 if event.key() == Qt.Key.Key_Down else -1)
            if watched is self.waiting and self._on_waiting(event):
                return True
        return super().eventFilter(watched, event)

    def _on_arrow(self, steps: int) -> bool:
        rows = len(self.offers.rows.rows)
        if not rows:
            if steps > 0 and self.waiting.rows.rows:
                self.waiting.setFocus()
            return True
        row = max(0, min(rows - 1, self.offers.currentIndex().row() + steps))
        self.offers.setCurrentIndex(self.offers.rows.index(row))
        return True

    def _on_waiting(self, event: QKeyEvent) -> bool:
        """Letters typed among those who wait go to the field; ↑ above the first does too."""
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        )
        up = event.key() == Qt.Key.Key_Up and self.waiting.currentIndex().row() <= 0
        letter = bool(event.text().strip()) and event.text().isprintable()
        if not plain or not (up or letter):
            return False
        self.field.edit.setFocus()
        if letter:
            self.field.edit.insert(event.text())
        return True
