"""Raised hands and dots: a question, its answers, a figure for each; keys count."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from carefacilitator.i18n import words as words_of
from carefacilitator.model.records.records import Note, Tally
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.facilitation.polls import DOTS, MOST, PollQuestion
from carefacilitator.services.facilitation.projector import ProjectedTool
from carefacilitator.services.program import Program
from carefacilitator.ui.facilitate.note_rows import KIND_ICONS
from carefacilitator.ui.facilitate.tools.rows import (
    ListOrHint,
    ToolList,
    ToolRow,
    count_hint,
    digit_of,
    short_line,
)
from carefacilitator.ui.facilitate.tools.tool import DIGITS, Tool
from carefacilitator.ui.page import Changes, Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, Field, IconButton, Label, Option, PickMenu

_KINDS = ("observation", "decision", "agreement", "disagreement", "key_message")
_NEW = ""
_MORE, _LESS = frozenset("+="), frozenset("-−–_")


class CountTool(Tool):
    """One question at a time; earlier ones are in the menu beside it.

    What is counted is shown at once and stored behind it, so that fast keys lose nothing.
    """

    def __init__(self, page: Page, program: Program, purpose: str) -> None:
        super().__init__(page, program)
        self._purpose = purpose
        self.dots = purpose == DOTS
        self.asked: PollQuestion | None = None
        self._counts: dict[str, int] = {}
        self._earlier: list[PollQuestion] = []
        self._writing = 0
        self._editing = self._typed_at = ""
        self._build_question()
        self._build_list()
        self._build_foot()

    # building -----------------------------------------------------------------------------

    def _build_question(self) -> None:
        kit, say = self.kit, self.say
        hint = say("What do people choose between?") if self.dots else say("Ask the room…")
        self.question = Field(
            kit, say("Question"), placeholder=hint, show_label=False, step="lead", high=48
        )
        self.question.edit.returnPressed.connect(self.ask)
        self.earlier = PickMenu(kit, say("Earlier"), [Option(_NEW, say("New question"), "plus")])
        self.earlier.picked.connect(self._on_earlier)
        self.row(self.question, self.earlier, stretch=0)

    def _build_list(self) -> None:
        kit, say = self.kit, self.say
        self.list = ToolList(kit, say("Options") if self.dots else say("Answers"))
        self.list.installEventFilter(self)
        self.list.activated.connect(lambda _index: self._edit())
        self.list.selectionModel().currentChanged.connect(self._on_row)
        self._either = ListOrHint(kit, self.list)
        self.body.addWidget(self._either, 1)
        hint = say("Add an option…") if self.dots else say("Add an answer…")
        self.answer = Field(kit, hint, placeholder=hint, show_label=False)
        self.answer.edit.returnPressed.connect(self._on_answer)
        self._less = IconButton(kit, say("One less"), "minus", key="−", kind="normal")
        self._more = IconButton(kit, say("One more"), "plus", key="+", kind="normal")
        self._less.clicked.connect(partial(self.count_more, -1))
        self._more.clicked.connect(partial(self.count_more, 1))
        parts: list[QWidget] = [self.answer]
        if self.dots:
            notes = Button(kit, say("From the notes"), icon="note", key="Ctrl+O")
            notes.clicked.connect(self.ask_notes)
            parts.append(notes)
        self.row(*parts, self._less, self._more, stretch=0)

    def _build_foot(self) -> None:
        kit, say, language = self.kit, self.say, self.kit.words.language
        self.total = Label(kit, bold=True)
        lists = vocabulary()
        kinds = [
            Option(key, lists.short("note_kind", key, language), KIND_ICONS.get(key, "chat-text"))
            for key in _KINDS
        ]
        self.kind = PickMenu(kit, say("Kind of note"), kinds, _KINDS[0])
        self.keep_button = self.button(say("Keep as a note"), "check", "Ctrl+Enter", main=True)
        self.keep_button.clicked.connect(self.keep)
        self.row(self.total, self.kind, self.keep_button, stretch=0)

    # showing ------------------------------------------------------------------------------

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """Show the last question of a workshop; on another block it stays until a new one."""
        changed = workshop_id != self.workshop_id
        super().show_place(workshop_id, block_id)
        if changed:
            self._writing = 0
            self._earlier = self.program.counting.of(workshop_id, self._purpose)
            here = [one for one in self._earlier if one.head.block_id == block_id]
            self.show_asked(here[-1] if here else None)

    def refresh(self, changes: Changes) -> None:
        """Read again, unless something counted here is still on its way to the disk."""
        if self.workshop_id and (not changes or "tally" in changes):
            read = partial(self.program.counting.of, self.workshop_id, self._purpose)
            self.page.run(read, partial(self._on_read, self.workshop_id))

    def _on_read(self, workshop_id: str, found: list[PollQuestion]) -> None:
        if workshop_id != self.workshop_id or self._writing:
            return
        self._earlier = found
        chosen = self.asked.head.id if self.asked is not None else ""
        self.show_asked(next((one for one in found if one.head.id == chosen), None))

    def show_asked(self, asked: PollQuestion | None, choose: str = "") -> None:
        """Show one question with its figures, or wait for a new one."""
        before = self.asked.head.id if self.asked is not None else ""
        self.asked = asked
        self._counts = {one.id: one.count for one in asked.lines} if asked is not None else {}
        head = asked.head if asked is not None else None
        if (head.id if head else "") != before or not self.question.edit.hasFocus():
            self.question.set_text(head.text if head else "")
        options = [Option(_NEW, self.say("New question"), "plus")]
        options += [
            Option(one.head.id, short_line(one.head.text), "list-bullets")
            for one in reversed(self._earlier)
        ]
        self.earlier.set_options(options, head.id if head else _NEW)
        self._show_counts(choose)

    def _show_counts(self, choose: str = "") -> None:
        lines = self.asked.lines if self.asked is not None else ()
        say_n, percent = self.kit.words.say_n, self.kit.words.percent
        whole, most = sum(self._counts.values()), max(self._counts.values(), default=0)
        rows = [
            ToolRow(
                one.id,
                one.text,
                str(number) if self.dots and number < 10 else "",
                self.kit.words.number(self._counts.get(one.id, 0)),
                percent(self._counts[one.id] / whole) if self._counts.get(one.id) else "",
                self._counts.get(one.id, 0) / most if most else 0.0,
            )
            for number, one in enumerate(lines, 1)
        ]
        self.list.show_rows(rows, choose)
        asked = self.asked is not None
        hint = count_hint(self.kit, dots=self.dots, asked=asked, lines=bool(lines))
        self._either.show_hint(hint)
        hands = say_n("{n} hand", "{n} hands", whole)
        words = say_n("{n} dot", "{n} dots", whole) if self.dots else hands
        elsewhere = self.asked.elsewhere if self.asked is not None else 0
        if elsewhere:
            say, number = self.say, self.kit.words.number(elsewhere)
            words = say("{count}, {n} of them counted on another device", count=words, n=number)
        self.total.setText(words if lines else "")
        self.keep_button.block(None if lines else self.say("Ask something first."))
        for button in (self._less, self._more):
            button.setEnabled(bool(lines))
        self.answer.setEnabled(self.asked is not None)
        self.changed.emit()

    def on_wall(self) -> ProjectedTool | None:
        """The question with its figures; dots come ranked."""
        if self.asked is None:
            return None
        lines = [(one.text, self._counts.get(one.id, 0)) for one in self.asked.lines]
        if self.dots:
            lines.sort(key=lambda one: -one[1])
        return ProjectedTool(self._purpose, question=self.asked.head.text, lines=tuple(lines))

    def first_focus(self) -> QWidget | None:
        """The answers, or the question that is not asked yet."""
        return self.list if self._counts else self.question.edit

    # acts ---------------------------------------------------------------------------------

    def acts(self, page: str) -> list[Act]:
        """The keys of this tool."""
        say, kind = self.say, self._purpose
        made = [
            Act(f"{kind}.count", "+ −", say("one more, one less"), None, page),
            Act(
                f"{kind}.digit",
                DIGITS,
                say("a dot on that option") if self.dots else say("type the number"),
                None,
                page,
            ),
            Act(f"{kind}.keep", "Ctrl+Enter", say("keep as a note"), self.keep, page),
            Act(f"{kind}.new", "Ctrl+N", say("new question"), self.begin, page, False),
            Act(
                f"{kind}.away",
                "Ctrl+Delete",
                say("remove the question"),
                self.remove_question,
                page,
                False,
                self.list,
            ),
            Act(f"{kind}.words", "Enter", say("change the words"), None, page, False),
            Act(f"{kind}.remove", "Delete", say("remove"), self.remove, page, False, self.list),
        ]
        if self.dots:
            made.append(Act("dots.notes", "Ctrl+O", say("from the notes"), self.ask_notes, page))
        return made

    def begin(self) -> None:
        """Wait for a new question."""
        self.show_asked(None)
        self.question.edit.setFocus()

    def ask(self) -> None:
        """Put the question; hands begin with yes and no in the room's language, to be changed."""
        text = self.question.text().strip()
        if not text:
            return
        if self.asked is not None:
            self.page.run(partial(self.program.counting.write, self.asked.head.id, text))
            self.list.setFocus()
            return
        wall = self.program.room.wall(self.workshop_id, self.kit.words.language)
        room = words_of(wall.language)
        answers = () if self.dots else (room.say("Yes"), room.say("No"))
        ask = partial(
            self.program.counting.ask,
            self.workshop_id,
            self.block_id,
            self._purpose,
            text,
            answers,
            wall.language,
        )
        self.page.run(ask, self._on_asked)

    def _on_asked(self, asked: PollQuestion) -> None:
        self._earlier = [*(one for one in self._earlier if one.head.id != asked.head.id), asked]
        self.show_asked(asked)
        (self.answer.edit if self.dots else self.list).setFocus()

    def _on_earlier(self, key: str) -> None:
        if key == _NEW:
            self.begin()
        else:
            self.show_asked(next((one for one in self._earlier if one.head.id == key), None))
            self.list.setFocus()

    def _on_answer(self) -> None:
        """Enter in the field adds an answer, or changes the one that was taken into it."""
        text, asked = self.answer.text().strip(), self.asked
        if asked is None or not text:
            return
        self.answer.set_text("")
        if self._editing:
            self.page.run(partial(self.program.counting.write, self._editing, text))
            self._editing = ""
            self.list.setFocus()
        else:
            self.add([text])

    def go_to(self, record: str) -> None:
        """Show one of the questions asked."""
        self._earlier = self.program.counting.of(self.workshop_id, self._purpose)
        self._on_earlier(record)

    def add(self, answers: list[str | Note]) -> None:
        """Add answers or options to the question."""
        if self.asked is not None:
            self.page.run(partial(self.program.counting.add, self.asked.head.id, answers))

    def _edit(self) -> None:
        line = self._line(self.list.chosen())
        if line is not None:
            self._editing = line.id
            self.answer.set_text(line.text)
            self.answer.edit.setFocus()

    def ask_notes(self) -> None:
        """Offer the notes of the workshop to become options; asks the question where it must."""
        if self.asked is None:
            self.question.set_error(self.say("Write what people choose between first."))
            self.question.edit.setFocus()
            return
        from carefacilitator.ui.facilitate.tools.notes_picker import NotesPicker

        known = {one.note_id for one in self.asked.lines}
        known |= {one.head.note_id for one in self._earlier}
        free = [
            note for note in self.program.counting.options(self.workshop_id) if note.id not in known
        ]
        picker = NotesPicker(self.kit, free, self.block_id, self)
        picker.chosen.connect(self.add)
        picker.open()

    def remove(self) -> None:
        """Remove the chosen answer."""
        line = self._line(self.list.chosen())
        if line is not None:
            self.page.run(partial(self.program.counting.remove, line.id))

    def remove_question(self) -> None:
        """Move the question with its answers to the bin, and wait for another."""
        if self.asked is not None:
            self.page.run(partial(self.program.counting.remove, self.asked.head.id))
            self.begin()

    def keep(self) -> None:
        """Keep the result as a note of the chosen kind."""
        if self.asked is not None and self.asked.lines:
            keep = partial(
                self.program.counting.keep, self.asked.head.id, self.kit.words, self.kind.value()
            )
            self.page.run(keep, self._on_kept)

    def _on_kept(self, _note: Note) -> None:
        self.told(self.say("The result is kept as a note."))

    # counting -----------------------------------------------------------------------------

    def _line(self, key: str) -> Tally | None:
        lines = self.asked.lines if self.asked is not None else ()
        return next((one for one in lines if one.id == key), None)

    def count_more(self, more: int, key: str = "") -> None:
        """Count one more or less on an answer, the chosen one where none is named."""
        line = self._line(key or self.list.chosen())
        if line is not None:
            add = partial(self.program.counting.more, line.id, more)
            self._set(line.id, self._counts.get(line.id, 0) + more, add)

    def _set(self, line: str, count: int, write: Callable[..., None] | None = None) -> None:
        """Show a figure, and store it: as it stands, or as the one more that was counted."""
        count = max(0, min(MOST, count))
        if count == self._counts.get(line):
            return
        self._counts[line] = count
        self._show_counts()
        self._writing += 1
        write = write or partial(self.program.counting.count, line, count)
        self.page.run(partial(write, visit=f"tally {line}"), self._on_written, self._on_failed)

    def _on_written(self, _none: None) -> None:
        self._writing = max(0, self._writing - 1)
        if not self._writing:
            self.refresh(frozenset())

    def _on_failed(self, error: Exception) -> None:
        self._on_written(None)
        self.page.tools.tell_failure(error)

    def _on_row(self, *_indexes: object) -> None:
        """Another answer: its figure is typed anew."""
        if self._typed_at != self.list.chosen():
            self._typed_at = ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Count with keys while the answers have the keyboard."""
        pressed = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.list and pressed and self._on_key(event):
            return True
        return super().eventFilter(watched, event)

    def _on_key(self, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        ):
            return False
        digit, text = digit_of(event), event.text()
        if text and text in _MORE:
            self.count_more(1)
        elif text and text in _LESS:
            self.count_more(-1)
        elif digit is not None and self.dots:
            lines = self.asked.lines if self.asked is not None else ()
            if 1 <= digit <= len(lines):
                self.count_more(1, lines[digit - 1].id)
        elif digit is not None:
            self._type(digit)
        elif event.key() == Qt.Key.Key_Backspace and not self.dots:
            chosen = self.list.chosen()
            self._set(chosen, self._counts.get(chosen, 0) // 10) if chosen else None
        else:
            return False
        return True

    def _type(self, digit: int) -> None:
        """Type a figure: the first digit replaces what was there, the next stand behind it."""
        chosen = self.list.chosen()
        if not chosen:
            return
        before = self._counts.get(chosen, 0) if self._typed_at == chosen else 0
        self._typed_at = chosen
        if before * 10 + digit <= MOST:
            self._set(chosen, before * 10 + digit)
