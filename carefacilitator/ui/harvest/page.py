"""Harvest: from notes to lessons and commitments, with the group watching."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Commitment, Lesson, Note, Workshop
from carefacilitator.services.findings.lessons import LessonView
from carefacilitator.services.findings.note_list import REST_AFTER, NoteList
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.harvest.commitment import CommitmentForm
from carefacilitator.ui.harvest.evaluation import EvaluationForm
from carefacilitator.ui.harvest.existing_column import ExistingColumn
from carefacilitator.ui.harvest.lesson import LessonForm
from carefacilitator.ui.harvest.notes import NotesColumn
from carefacilitator.ui.harvest.notes_form import NotesForm
from carefacilitator.ui.harvest.record_form import RecordForm
from carefacilitator.ui.page import Changes, Page, Tools
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Columns, Sheet
from carefacilitator.ui.widgets.layout import vbox

EVALUATION = "evaluation"
"""The item that opens the closing evaluation."""
_NOTES = frozenset({"note", "coding", "agenda_block", "workshop"})
_RECORDS = frozenset({"note", "lesson", "commitment", "coding", "organisation", "workshop"})


class HarvestPage(Page):
    """Notes to choose from, what is being written, what exists already."""

    name, face = "harvest", "stage"

    def __init__(self, tools: Tools, program: Program) -> None:
        super().__init__(tools)
        self._program = program
        self.form: RecordForm | None = None
        self._lessons: list[LessonView] = []
        self._note_list: NoteList | None = None
        self._wanted_note = False
        self.notes = NotesColumn(self)
        self.notes.lesson_asked.connect(self._new_lesson)
        self.notes.commitment_asked.connect(self._new_commitment)
        self.notes.chosen_changed.connect(self._on_chosen)
        self._middle = Sheet(self.kit, flush=True)
        named(self._middle, self.say("What is being written"))
        self.existing = ExistingColumn(self)
        self.existing.opened.connect(self.open_record)
        self.existing.evaluation_asked.connect(self.open_evaluation)
        columns = self.columns = Columns(self.kit, (356, 590, 356))
        for number, sheet in enumerate((self.notes, self._middle, self.existing)):
            columns.add(number, sheet, 1)
        vbox(columns, into=self)

    # what a page tells --------------------------------------------------------------------

    def acts(self) -> list[Act]:
        """The keys of the page; letters only while the notes have the focus."""
        say, name, notes = self.say, self.name, self.notes
        here, make = notes.list, notes.ask_commitment
        quiet: list[tuple[str, str, str, Callable[[], None]]] = [
            ("group", "Ctrl+G", say("notes by block or by code"), notes.next_order),
            ("notes", "F7", say("to the notes"), self._to_notes),
            ("evaluation", "F8", say("closing evaluation"), self.open_evaluation),
            ("figures", "Ctrl+Shift+F", say("figures"), self._to_figures),
            ("existing", "F9", say("to lessons and commitments"), self._to_existing),
        ]
        return [
            Act("harvest.choose", "Space", say("choose note"), None, name),
            Act(
                "harvest.lesson", "L", say("lesson"), notes.ask_lesson, name, within=here, row=True
            ),
            Act("harvest.commitment", "M", say("commitment"), make, name, within=here, row=True),
            *(self.form.acts() if self.form is not None else ()),
            *(
                Act(f"harvest.{one}", key, words, call, name, False)
                for one, key, words, call in quiet
            ),
        ]

    def _to_figures(self) -> None:
        self.tools.go("figures", self.workshop_id)

    def first_focus(self) -> QWidget | None:
        """What was asked for, else the notes, else the words."""
        if self._wanted_focus is not None:
            return self._wanted_focus
        if self.notes.model.rows:
            self.notes.take_focus()
            return self.notes.list
        return self.form.first_focus() if self.form is not None else None

    _wanted_focus: QWidget | None = None

    def line(self) -> QWidget | None:
        """The words of what is being written."""
        return self.form.first_focus() if isinstance(self.form, NotesForm) else None

    def enter(self, workshop_id: str, item: str = "") -> None:
        """Show a workshop; ``item`` is a record to open, or “evaluation”."""
        other = workshop_id != self.workshop_id
        super().enter(workshop_id, item)
        self._wanted_focus = None
        if other:
            self.notes.model.choose([])
            if not self._is_untouched():
                self._set_form(None)
        self._wanted_note = bool(item)
        self.refresh(frozenset())
        if item == EVALUATION:
            self.open_evaluation()
        elif item:
            self._open_item(item)
        if self.form is None or (other and self._is_untouched()):
            self._empty_lesson()

    def _is_untouched(self) -> bool:
        """Whether the form is an empty lesson that nobody began: it may be another workshop's."""
        return isinstance(self.form, LessonForm) and self.form.untouched

    def _open_item(self, item: str) -> None:
        if self._program.workspace.find(Note, item) is not None:
            self.notes.go_to(item)
        else:
            self.open_record(item)

    def leave(self) -> None:
        """Put nothing down: what is typed is being saved, and stays when one comes back."""

    def on_block(self, block_id: str) -> None:
        """Go to the notes of a block chosen in the band."""
        self.tools.choose_block(block_id)
        self.notes.go_to(block_id)
        self._to_notes()

    def record_here(self) -> tuple[str, str] | None:
        """The note, lesson or commitment the keyboard is on, else what is being written."""
        if self.notes.list.hasFocus():
            note = self.notes.current()
            return ("note", note) if note else None
        if self.existing.list.hasFocus() and (chosen := self.existing.current()):
            return chosen
        form = self.form
        return (form.word, form.record_id) if isinstance(form, NotesForm) else None

    def let_go(self, record_id: str) -> None:
        """Say no more who holds what was removed."""
        if isinstance(self.form, NotesForm) and self.form.record_id == record_id:
            self.form.holding.clear()

    def escape(self) -> bool:
        """From the form back to the notes; then take the choices back."""
        if not self.notes.list.hasFocus() and self.notes.model.rows:
            self._to_notes()
            return True
        return self.notes.clear_chosen()

    # showing ------------------------------------------------------------------------------

    def refresh(self, changes: Changes) -> None:
        """Read again what may have changed."""
        records = not changes or bool(changes & _RECORDS)
        if records:
            self._read_lessons(changes)
        if not changes:
            self._read_all_notes()
        elif changes & _NOTES:
            self._read_notes()
        if records:
            self._show_records()
        if self.form is not None:
            self.form.refresh()

    def _read_all_notes(self) -> None:
        """Show the first of many notes at once; those below follow from the worker."""
        notes = self._note_list
        fresh = notes is None or notes.workshop_id != self.workshop_id
        if notes is None or fresh:
            notes = self._note_list = self._program.note_list(self.workshop_id)
        if notes.is_known:
            self._show_notes(self.workshop_id, notes.read())
            return
        edge = notes.edge(last=False)
        if edge.whole:
            self._show_notes(self.workshop_id, edge.views)
        elif fresh and (self._wanted_note or not self.notes.by_block):
            self._show_notes(self.workshop_id, notes.read())
        else:
            if fresh:
                self._show_notes(self.workshop_id, edge.views, edge.all)
            QTimer.singleShot(REST_AFTER, self, self._read_notes)

    def _read_notes(self) -> None:
        """Read off the interface thread: hundreds of notes take a moment."""
        if self._note_list is not None:
            self.run(self._note_list.read, partial(self._show_notes, self.workshop_id))

    def _show_notes(self, workshop_id: str, views: list[NoteView], count: int = -1) -> None:
        workshop = self._program.workspace.find(Workshop, workshop_id)
        if workshop is None or workshop_id != self.workshop_id:
            return
        placed = self._program.agenda.placed(self.workshop_id)
        zone = self._program.agenda.local_now(workshop).tzinfo
        self.notes.show_notes(views, placed, zone, self._used(), count)

    def _read_lessons(self, changes: Changes) -> None:
        """Read the lessons; while one is only being typed, without reading all notes again."""
        if changes == {"lesson"}:
            found = self._program.workspace.all(Lesson, workshop_id=self.workshop_id)
            fresh = {one.id: one for one in found}
            same = {view.lesson.id: view.lesson for view in self._lessons}
            if all(one in same and same[one].evidence == fresh[one].evidence for one in fresh):
                kept = [view for view in self._lessons if view.lesson.id in fresh]
                self._lessons = [replace(view, lesson=fresh[view.lesson.id]) for view in kept]
                return
        self._lessons = self._program.lessons.of(self.workshop_id, evidence=False)

    def _show_records(self) -> None:
        lessons = self._lessons
        commitments = self._program.commitments.of(self.workshop_id)
        opened = self.form.record_id if self.form is not None else ""
        self.existing.show_records(lessons, commitments, opened)
        self.notes.show_used(self._used())

    def _used(self) -> frozenset[str]:
        return frozenset(note for view in self._lessons for note in view.lesson.evidence)

    # the form in the middle ---------------------------------------------------------------

    def _set_form(self, form: RecordForm | None) -> None:
        old, self.form = self.form, form
        if old is not None:
            self.tools.saving.flush()
            self._middle.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        if form is None:
            return
        self.tools.keys_changed()
        form.finished.connect(self._on_finished)
        form.removed.connect(self._on_removed)
        self._middle.add(form, 1)
        form.show_chosen(self.notes.chosen())
        self.existing.show_open(form.record_id)
        QWidget.setTabOrder(self.notes, form)

    def _language(self) -> str:
        workshop = self._program.workspace.find(Workshop, self.workshop_id)
        languages = (workshop.languages if workshop else ()) or (self.kit.words.language,)
        mine = self.kit.words.language
        return mine if mine in languages else languages[0]

    def _language_of(self, notes: list[str]) -> str:
        """The language of notes that share one, else that in which the workshop is written up."""
        found = self._program.workspace.some(Note, notes)
        spoken = {one.language for one in found.values()}
        return spoken.pop() if len(spoken) == 1 else self._language()

    def _empty_lesson(self) -> LessonForm:
        lesson_id = self._program.workspace.new_id()
        if isinstance(self.form, LessonForm) and self.form.untouched:
            self.form.begin_again(self.workshop_id, lesson_id, self._language())
            return self.form
        form = LessonForm(self, self._program, lesson_id, self._language(), fresh=True)
        self._set_form(form)
        return form

    def open_record(self, record_id: str, *, fresh: bool = False) -> None:
        """Open a lesson or commitment in the middle; one that is open already gets the focus."""
        form: RecordForm
        if self.form is not None and self.form.record_id == record_id:
            form = self.form
        elif (lesson := self._program.workspace.find(Lesson, record_id)) is not None:
            language = lesson.language
            form = LessonForm(self, self._program, record_id, language, fresh=fresh)
            self._set_form(form)
        elif self._program.workspace.find(Commitment, record_id) is not None:
            form = CommitmentForm(self, self._program, record_id, fresh=fresh)
            self._set_form(form)
        else:
            return
        self._focus(form.first_focus())

    def open_evaluation(self) -> None:
        """Open the closing evaluation in the middle."""
        form = EvaluationForm(self, self._program)
        self._set_form(form)
        self._focus(form.first_focus())

    def _focus(self, widget: QWidget) -> None:
        self._wanted_focus = widget
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring(widget)

    def _bring(self, widget: QWidget) -> None:
        """Scroll to what got the keyboard, once it is laid out, where columns are stacked."""
        QTimer.singleShot(0, widget, partial(self.columns.ensureWidgetVisible, widget, 0, 60))

    def _to_notes(self) -> None:
        self.notes.take_focus()
        self._bring(self.notes.list)

    def _to_existing(self) -> None:
        self.existing.take_focus()
        self._bring(self.existing.list)

    # acts ---------------------------------------------------------------------------------

    def _new_lesson(self, notes: list[str]) -> None:
        if not notes:
            self._focus(self._empty_lesson().first_focus())
            return
        make = partial(
            self._program.lessons.from_notes,
            self.workshop_id,
            notes,
            kind="lesson_learned",
            language=self._language_of(notes),
        )
        self.run_new(make, self._on_made)

    def _new_commitment(self, notes: list[str]) -> None:
        if not notes:
            new_id = self._program.workspace.new_id()
            form = CommitmentForm(self, self._program, new_id, fresh=True)
            self._set_form(form)
            self._focus(form.first_focus())
            return
        make = partial(self._program.commitments.from_notes, self.workshop_id, notes)
        self.run_new(make, self._on_made)

    def _on_made(self, made: Lesson | Commitment) -> None:
        """What notes became opens with its words chosen, so that typing replaces them."""
        self.open_record(made.id, fresh=True)
        if isinstance(self.form, LessonForm | CommitmentForm):
            self.form.select_words()

    def _on_chosen(self, notes: list[str]) -> None:
        if self.form is not None:
            self.form.show_chosen(notes)

    def _on_finished(self) -> None:
        self.notes.clear_chosen()
        if self.notes.model.rows:
            self._to_notes()

    def _on_removed(self) -> None:
        self._empty_lesson()
        self._on_finished()
