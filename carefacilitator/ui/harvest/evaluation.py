"""The closing evaluation: a few questions, hands counted for each answer, comments."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from carefacilitator.services.findings.evaluations import (
    ANSWERS,
    COMMENT,
    QUESTIONS,
    SCALE,
    SENTENCES,
)
from carefacilitator.services.program import Program
from carefacilitator.ui.harvest.record_form import RecordForm
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Area, Button, FlowLayout, Label, hairline
from carefacilitator.ui.widgets.count_field import CountField
from carefacilitator.ui.widgets.layout import hbox, vbox


class EvaluationForm(RecordForm):
    """Questions with a figure for each answer; the figures are typed from raised hands."""

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page, "", fresh=False)
        self._program, self._workshop = program, page.workshop_id
        self.fields: dict[tuple[str, str], CountField] = {}
        self.totals: dict[str, Label] = {}
        say, kit = self.say, self.kit
        self.title.setText(say("Closing evaluation"))
        self.head.addStretch(1)
        self.room = Label(kit, step="small", tone="ash")
        self.head.addWidget(self.room)
        told = say("Ask, let hands go up, and write down how many. No names.")
        self.body.addWidget(Label(kit, told, step="small", tone="ash", wrap=True))
        for question in QUESTIONS:
            self.body.addWidget(hairline())
            self.body.addWidget(self._question(question))
        self.body.addWidget(hairline())
        self.comments = Area(kit, say("What people say, a line for each"), lines=3)
        self._watch = page.tools.saving.watch(
            self.comments.edit, self._store_comment, self._end_comment
        )
        self.body.addWidget(self.comments)
        self.body.addStretch(1)
        done = Button(kit, say("Done"), icon="check", key="Ctrl+Enter", kind="main")
        done.clicked.connect(self.keep)
        self.foot.addWidget(done)
        self.foot.addStretch(1)
        self.refresh()

    def _question(self, question: str) -> QWidget:
        kit, say = self.kit, self.say
        holder = QWidget()
        column = vbox(into=holder, gap=8, margins=(0, 4, 0, 4))
        head = hbox((Label(kit, say(SENTENCES[question]), step="lead", wrap=True), 1), gap=12)
        total = self.totals[question] = Label(kit, step="small", tone="ash")
        head.addWidget(total)
        column.addLayout(head)
        answers = QWidget()
        flow = FlowLayout(answers, gap=12, line_gap=8)
        for answer in QUESTIONS[question]:
            words = self._answer(question, answer)
            name = say("{question} {answer}", question=say(SENTENCES[question]), answer=words)
            field = self.fields[question, answer] = CountField(kit, words, name)
            field.changed.connect(partial(self._on_count, question, answer))
            field.left.connect(partial(self._on_left, question, answer))
            flow.addWidget(field)
        column.addWidget(answers)
        return holder

    def _answer(self, question: str, answer: str) -> str:
        say = self.say
        if QUESTIONS[question] != SCALE:
            return say(ANSWERS[answer])
        if answer == SCALE[0]:
            return say("{n} – not at all", n=1)
        if answer == SCALE[-1]:
            return say("{n} – very much", n=5)
        return answer

    # showing ------------------------------------------------------------------------------

    def first_focus(self) -> QWidget:
        """The first figure."""
        return next(iter(self.fields.values()))

    def refresh(self) -> None:
        """Read the counts again."""
        slot = self._program.agenda.slot_now(self._workshop)
        present = self._program.people.room(self._workshop, slot).total
        words = self.kit.words.say_n("{n} person in the room", "{n} people in the room", present)
        self.room.setText(words if present else "")
        self.room.setVisible(bool(present))
        for told in self._program.evaluations.of(self._workshop):
            for answer, count in told.counts.items():
                self.fields[told.question, answer].set_value(count)
            words = self.kit.words.say_n("{n} hand", "{n} hands", told.total)
            self.totals[told.question].setText(words if told.total else "")
            more = bool(present) and told.total > present
            self.totals[told.question].set_tone("ochre" if more else "ash")
        self._watch.load(self._program.evaluations.comment(self._workshop))

    # saving -------------------------------------------------------------------------------

    def _on_count(self, question: str, answer: str, count: int) -> None:
        visit = self._visit(question, answer)
        count_hands = self._program.evaluations.count
        self.page.run(partial(count_hands, self._workshop, question, answer, count, visit))

    def _on_left(self, question: str, answer: str) -> None:
        end = self._program.workspace.end_visit
        self.page.tools.tasks.run(partial(end, self._visit(question, answer)))

    def _store_comment(self, text: str) -> None:
        self._program.evaluations.write_comment(
            self._workshop, text, self.kit.words.language, self._visit(COMMENT)
        )

    def _end_comment(self) -> None:
        self._program.workspace.end_visit(self._visit(COMMENT))

    def _visit(self, question: str, answer: str = "") -> str:
        return f"evaluation {self._workshop} {question} {answer}"

    # acts ---------------------------------------------------------------------------------

    def agree(self) -> None:
        """The main act is to be done."""
        self.keep()

    def keep(self) -> None:
        """Everything is stored; the notes have the keyboard again."""
        self.page.tools.saving.flush()
        self.finished.emit()
