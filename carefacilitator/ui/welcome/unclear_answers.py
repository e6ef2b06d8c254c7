"""Answers about being stored that are not understood: a person says what each of them means."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.services.people.attendee_import import AttendeeRow, Decisions, Waiting
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.widgets.beside import Beside
from carefacilitator.ui.widgets.controls import Button, Kit, Label, Segments, hairline
from carefacilitator.ui.widgets.layout import vbox

_ROWS = 60
_NAMES = 3


class HeldAnswers(QWidget):
    """One line for each answer, one decision for all who gave it; each person can be unfolded.

    ``decided`` carries all decisions as they then stand.
    """

    decided = Signal(object)

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        say = kit.words.say
        named(self, say("Answers that are not understood"))
        self._decisions = Decisions()
        self._waiting: tuple[Waiting, ...] = ()
        self._unfolded: set[str] = set()
        self._answers: dict[str, Segments] = {}
        self._people: dict[int, Segments] = {}
        column = vbox(into=self, gap=6, margins=(16, 4, 16, 12))
        self._title = Label(kit, step="lead", bold=True, wrap=True)
        column.addWidget(self._title)
        told = say(
            "The list asks whether people’s data may be kept. These answers are no clear yes or no."
            " Nothing is written until you say what they mean."
        )
        column.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        self._lines = vbox(gap=6)
        column.addLayout(self._lines)
        self.hide()

    def show_waiting(self, waiting: tuple[Waiting, ...], decisions: Decisions) -> None:
        """Show what waits and what is decided; the same answers again move nothing."""
        rows = [(one.key, tuple(row.row for row in one.rows)) for one in waiting]
        before = [(one.key, tuple(row.row for row in one.rows)) for one in self._waiting]
        self._waiting, self._decisions = waiting, decisions
        if rows != before:
            self._build()
        words = self.kit.words
        still = sum(not decisions.of(row) for one in waiting for row in one.rows)
        told = words.say_n("Not understood: {n}", "Not understood: {n}", still)
        self._title.setText(told if still else words.say("Not understood: all are decided"))
        self.setVisible(bool(waiting))
        self._show_decisions()

    def answer(self, key: str) -> Segments:
        """The choice of an answer."""
        return self._answers[key]

    def person(self, row: int) -> Segments | None:
        """The choice of one row, where its answer is unfolded."""
        return self._people.get(row)

    def _build(self) -> None:
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._answers, self._people = {}, {}
        for one in self._waiting:
            self._lines.addWidget(hairline())
            self._lines.addWidget(self._line(one))
            if one.key in self._unfolded:
                for row in one.rows[:_ROWS]:
                    self._lines.addWidget(self._row(one, row))
                rest = len(one.rows) - _ROWS
                if rest > 0:
                    more = self.kit.words.say_n("and {n} more", "and {n} more", rest)
                    self._lines.addWidget(Label(self.kit, more, step="small", tone="ash"))

    def _line(self, one: Waiting) -> QWidget:
        words = self.kit.words
        told = words.say("“{answer}”", answer=one.answer)
        answer = told if one.answer else words.say("No answer")
        segments = self._segments(answer)
        segments.changed.connect(partial(self._on_answer, one.key))
        self._answers[one.key] = segments
        line = _beside(self.kit, segments)
        line.words.addWidget(Label(self.kit, answer, bold=True, wrap=True))
        if len(one.rows) == 1:
            told = self._who(one)
            line.words.addWidget(Label(self.kit, told, step="small", tone="ash", wrap=True))
        else:
            icon = "caret-up" if one.key in self._unfolded else "caret-down"
            button = Button(self.kit, self._how_many(one), icon=icon, kind="link")
            named(button, self._who(one))
            button.clicked.connect(partial(self._fold, one.key))
            line.words.addWidget(button)
            # Below it, since a button does not wrap and would push the answers out of sight.
            names = self._names(one)
            line.words.addWidget(Label(self.kit, names, step="small", tone="ash", wrap=True))
        return line

    def _row(self, one: Waiting, row: AttendeeRow) -> QWidget:
        told = self._named(row)
        segments = self._segments(told)
        segments.changed.connect(partial(self._on_row, one.key, row.row))
        self._people[row.row] = segments
        line = _beside(self.kit, segments, indent=24)
        line.words.addWidget(Label(self.kit, told, wrap=True))
        return line

    def _segments(self, name: str) -> Segments:
        say = self.kit.words.say
        options = [
            ("", say("Not yet")),
            ("yes", say("Means yes")),
            ("no", say("Means no")),
            ("out", say("Leave out")),
        ]
        return Segments(self.kit, say("What does this mean: {answer}", answer=name), options)

    def _who(self, one: Waiting) -> str:
        if len(one.rows) == 1:
            return self._named(one.rows[0])
        told = {"people": self._how_many(one), "names": self._names(one)}
        return self.kit.words.say("{people}: {names}", **told)

    def _how_many(self, one: Waiting) -> str:
        return self.kit.words.say_n("{n} person", "{n} people", len(one.rows))

    def _names(self, one: Waiting) -> str:
        names = self.kit.words.listed([row.name for row in one.rows[:_NAMES]])
        return names + (" …" if len(one.rows) > _NAMES else "")

    def _named(self, row: AttendeeRow) -> str:
        return self.kit.words.say("Row {row} · {name}", row=row.row, name=row.name)

    def _fold(self, key: str) -> None:
        self._unfolded ^= {key}
        self._build()
        self._show_decisions()

    def _show_decisions(self) -> None:
        for key, segments in self._answers.items():
            segments.choose(self._decisions.answers.get(key, ""))
        told = {row.row: self._decisions.of(row) for one in self._waiting for row in one.rows}
        for number, segments in self._people.items():
            segments.choose(told[number])

    def _on_answer(self, key: str, meaning: str) -> None:
        """One word for all who gave this answer, also for those who were decided one by one."""
        rows = {row.row for one in self._waiting if one.key == key for row in one.rows}
        kept = {number: told for number, told in self._decisions.rows.items() if number not in rows}
        self._decide(Decisions({**self._decisions.answers, key: meaning}, kept))

    def _on_row(self, _key: str, row: int, meaning: str) -> None:
        self._decide(self._decisions.with_row(row, meaning))

    def _decide(self, decisions: Decisions) -> None:
        self._decisions = decisions
        self._show_decisions()
        self.decided.emit(decisions)


def _beside(kit: Kit, segments: Segments, indent: int = 0) -> Beside:
    segments.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return Beside(kit, segments, indent=indent)
