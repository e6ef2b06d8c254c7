"""What exists already: the lessons and commitments of the workshop; choosing one opens it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.findings.commitments import CommitmentView
from carefacilitator.services.findings.lessons import LessonView
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.page import Page
from carefacilitator.ui.widgets.controls import Button, Sheet, hairline
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.record_rows import (
    MOST_STACKED,
    ExistingDelegate,
    ExistingLine,
    ExistingLines,
    HarvestList,
    Mark,
    code_marks,
)
from carefacilitator.ui.widgets.row_menu import offer_acts, removal
from carefacilitator.ui.words.findings import status_mark, text_in


class ExistingColumn(Sheet):
    """Lessons, then commitments. ``opened`` carries the id of a record."""

    opened = Signal(str)
    evaluation_asked = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__(page.kit, flush=True)
        self.say = page.say
        name = self.say("Lessons and commitments")
        named(self, name)
        self.model = ExistingLines(self.kit)
        self.list = HarvestList(self.kit, name, ExistingDelegate(self.kit), MOST_STACKED)
        self.list.setModel(self.model)
        offer_acts(page.kit, page, self.list, partial(removal, page))
        self.list.activated.connect(self._on_chosen)
        self.list.clicked.connect(self._on_chosen)
        self._drawn: list[ExistingLine] = []
        self._known_marks: dict[tuple[tuple[str, ...], str], tuple[Mark, ...]] = {}
        lists, language = vocabulary(), self.kit.words.language
        self._code_labels = dict(lists.options("five_r", language, short=True))
        self.add(self.list, 1)
        self.add(hairline())
        holder = QWidget()
        row = hbox(into=holder, margins=(20, 10, 20, 10))
        self.evaluation = Button(
            self.kit, self.say("Closing evaluation"), icon="list-checks", key="F8"
        )
        self.evaluation.clicked.connect(self.evaluation_asked)
        row.addWidget(self.evaluation, 1)
        self.add(holder)

    def show_records(
        self, lessons: Sequence[LessonView], commitments: Sequence[CommitmentView], opened: str
    ) -> None:
        """Show what exists, with ``opened`` as the one in the middle."""
        row = self.list.currentIndex().row()
        current = self.model.rows[row].key if 0 <= row < len(self.model.rows) else ""
        top = self.list.verticalScrollBar().value()
        rows = [self._lessons_head(lessons), *map(self._lesson, lessons)]
        if not lessons:
            hint = self.say("Choose one or more notes and press L.")
            rows.append(ExistingLine("no lessons", "empty", hint))
        n = len(commitments)
        told = self.kit.words.number(n) if n else ""
        title = self.say("Commitments")
        rows.append(ExistingLine("commitments", "head", title, trailing=told))
        rows += map(self._commitment, commitments)
        if not commitments:
            hint = self.say("Who will do what, by when? Press M.")
            rows.append(ExistingLine("no commitments", "empty", hint))
        self._drawn = rows
        if not self.model.show_with(rows, opened):
            return
        if current and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self.model.index_of(current))
        self.list.fit()
        self.list.verticalScrollBar().setValue(top)

    def show_open(self, record_id: str) -> None:
        """Show which record is open in the middle."""
        if self._drawn:
            self.model.show_with(self._drawn, record_id)
        index = self.model.index_of(record_id)
        if index.isValid():
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)

    def take_focus(self) -> None:
        """Put the keyboard into the list."""
        if not self.list.currentIndex().isValid():
            kinds = [row.kind for row in self.model.rows]
            first = next((n for n, one in enumerate(kinds) if one in ("lesson", "commitment")), -1)
            if first >= 0:
                self.list.setCurrentIndex(self.model.index(first))
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def current(self) -> tuple[str, str] | None:
        """Kind and id of the record with the focus."""
        row = self.list.currentIndex().row()
        one = self.model.rows[row] if 0 <= row < len(self.model.rows) else None
        return (one.kind, one.key) if one and one.kind in ("lesson", "commitment") else None

    def _on_chosen(self, index: QModelIndex) -> None:
        row = self.model.rows[index.row()]
        if row.kind in ("lesson", "commitment"):
            self.opened.emit(row.key)

    def _lessons_head(self, lessons: Sequence[LessonView]) -> ExistingLine:
        n, words = len(lessons), self.kit.words
        agreed = sum(view.lesson.status not in ("", "draft") for view in lessons)
        told = words.number(n) if n else ""
        if agreed:
            told = words.say_n(
                "{all}, {n} agreed by the group", "{all}, {n} agreed by the group", agreed, all=n
            )
        return ExistingLine("lessons", "head", self.say("Lessons"), trailing=told)

    def _lesson(self, view: LessonView) -> ExistingLine:
        lists, language = vocabulary(), self.kit.words.language
        return ExistingLine(
            view.lesson.id,
            "lesson",
            text_in(view.lesson, language) or self.say("No words yet"),
            lists.label("lesson_kind", view.lesson.kind, language),
            marks=self._marks(view.codes, view.lesson.status),
        )

    def _marks(self, codes: tuple[str, ...], status: str) -> tuple[Mark, ...]:
        """The signs of a lesson; the same for all that carry the same."""
        known = self._known_marks.get((codes, status))
        if known is None:
            marks = code_marks(self.kit, codes, self._code_labels)
            known = (*marks, status_mark(self.kit, status))
            self._known_marks[codes, status] = known
        return known

    def _commitment(self, view: CommitmentView) -> ExistingLine:
        one, words, c = view.commitment, self.kit.words, self.kit.colours
        due = self.say("no day yet")
        if one.due:
            due = self.say("by {day}", day=words.day(one.due, "medium"))
        marks: list[Mark] = []
        if one.status == "completed":
            marks.append(Mark("check-circle", c.overdye, self.say("Completed"), "fill"))
        elif one.track in ("at_risk", "off_track"):
            told = vocabulary().label("commitment_track", one.track, words.language)
            marks.append(Mark("warning", c.ochre, told))
        who = view.who or self.say("Nobody yet")
        what = one.what or self.say("No words yet")
        return ExistingLine(one.id, "commitment", what, who, due, tuple(marks))
