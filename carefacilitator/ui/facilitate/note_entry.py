"""The capture line: one line of typing becomes a note; kind and codes from the keyboard."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.records.records import Note
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.ui.accessibility.names import tipped
from carefacilitator.ui.facilitate.note_draft import (
    Choices,
    NoteDraft,
    end_stay,
    store_choices,
    store_text,
)
from carefacilitator.ui.facilitate.note_rows import KIND_ICONS
from carefacilitator.ui.page import Page
from carefacilitator.ui.theme.tokens import FIVE_R
from carefacilitator.ui.widgets.choices import Chip, Chips, Option, five_r_options
from carefacilitator.ui.widgets.controls import Keys, PickMenu
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.text_edits import TextEdit

if TYPE_CHECKING:
    from carefacilitator.services.program import Program

NOBODY = ""
QUOTE = "quote"
_FIRST_KINDS = ("key_message", "discussion", "quote", "question", "observation", "decision")
_MOST_LINES = 5


class Capture(QWidget):
    """The line with its choices.

    What is typed is on disk while it is typed: the note exists from its first autosave on, and
    Enter only ends it. ``kept`` is emitted then; ``upwards`` when ↑ is pressed in an empty line.
    """

    kept = Signal(str)
    upwards = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        self.kit, self.say = page.kit, page.say
        self._awaiting_code = False
        self._kind_of_new = "discussion"
        column = vbox(self._build_above(), into=self, gap=6, margins=(16, 8, 16, 12))
        self.edit = TextEdit(
            self.kit,
            self.say("Note"),
            lines=1,
            most=_MOST_LINES,
            grow=True,
            step="lead",
            enter_submits=True,
            takes_pictures=True,
        )
        self.edit.setPlaceholderText(self.say("Write what you hear. Enter keeps it."))
        column.addWidget(self.edit)
        column.addLayout(self._build_below())
        self._draft = NoteDraft("", "", "")
        self._watch = page.tools.saving.watch(self.edit, partial(self._save, self._draft))
        self.edit.installEventFilter(self)
        self.edit.submitted.connect(self.keep)

    # building -----------------------------------------------------------------------------

    def _build_above(self) -> QWidget:
        lists, language = vocabulary(), self.kit.words.language
        told = dict(lists.options("note_kind", language, short=True))
        order = dict.fromkeys([*(key for key in _FIRST_KINDS if key in told), *told])
        kinds = [Option(key, told[key], KIND_ICONS.get(key, "chat-text")) for key in order]
        self.kind = PickMenu(
            self.kit,
            self.say("Kind of note"),
            kinds,
            self._kind_of_new,
            told_key="F2",
            strong=True,
            numbered=True,
        )
        self.kind.picked.connect(self._on_kind)
        labels = dict(lists.options("five_r", language, short=True))
        labels.pop("none", None)
        self.codes = Chips(self.kit, self.say("5R framework"), five_r_options(self.kit, labels))
        self.codes.changed.connect(self._on_choice)
        holder = QWidget()
        hbox((self.kind, 0, Qt.AlignmentFlag.AlignTop), (self.codes, 1), into=holder, gap=10)
        return holder

    def _build_below(self) -> QHBoxLayout:
        lists, language, say = vocabulary(), self.kit.words.language, self.say
        themes = [Option("", say("No theme"), "books")] + [
            Option(key, label, "books") for key, label in lists.options("care_theme", language)
        ]
        self.theme = PickMenu(
            self.kit, say("Theme"), themes, "", told_key="F4", kind="quiet", numbered=True
        )
        languages = [Option(code, OWN_NAMES[code], "globe") for code in LANGUAGES]
        self.language = PickMenu(
            self.kit,
            say("Language of the note"),
            languages,
            language,
            told_key="F5",
            kind="quiet",
            numbered=True,
        )
        self.speaker = PickMenu(
            self.kit,
            say("Who speaks"),
            self._speakers([]),
            NOBODY,
            told_key="F6",
            kind="quiet",
            numbered=True,
        )
        self.exact = Chip(self.kit, Option("exact", say("Word for word"), "quotes"))
        tipped(self.exact, f"{say('Word for word')} (Ctrl+E)")
        self.exact.clicked.connect(self._on_choice)
        row = hbox(gap=4)
        for menu in (self.theme, self.language, self.speaker):
            menu.picked.connect(self._on_choice)
            row.addWidget(menu)
        row.addWidget(self.exact)
        row.addStretch(1)
        self._hint = Keys(self.kit, "Enter", say("keeps the note"))
        row.addWidget(self._hint)
        return row

    def _speakers(self, people: list[tuple[str, str]]) -> list[Option]:
        say = self.say
        groups = [
            Option(NOBODY, say("Nobody"), "user"),
            Option("group:women", say("A group of women"), "users"),
            Option("group:small_group", say("A small group"), "users"),
            Option("group:plenary", say("The whole room"), "users-three"),
        ]
        return groups + [Option(f"person:{key}", name, "user") for key, name in people]

    # what the page says -------------------------------------------------------------------

    def show_place(
        self, workshop_id: str, block_id: str, people: list[tuple[str, str]], language: str
    ) -> None:
        """Say where notes go now; a note being typed stays with its block."""
        self.speaker.set_options(self._speakers(people), self.speaker.value())
        if workshop_id != self._draft.workshop:
            self.language.choose(language)
            self._begin(workshop_id, block_id)
        elif self._draft.is_new and not self.edit.text():
            self._draft.block = block_id
        self._next_block = block_id

    _next_block = ""

    @property
    def note_id(self) -> str:
        """The stored note that is being changed in the line, or an empty text."""
        return "" if self._draft.is_new else self._draft.note

    def load(self, note: Note, codes: tuple[str, ...], themes: tuple[str, ...]) -> None:
        """Take a note into the line to change it; what was in the line is kept."""
        draft = NoteDraft(note.workshop_id, note.block_id, note.id, is_new=False)
        draft.more_themes = themes[1:]
        self._turn(draft, note.text)
        self.kind.choose(note.kind)
        self.exact.setChecked(note.verbatim)
        self.codes.choose(codes)
        self.theme.choose(themes[0] if themes else "")
        self.language.choose(note.language or self.kit.words.language)
        if note.speaker_person_id:
            self.speaker.choose(f"person:{note.speaker_person_id}")
        else:
            self.speaker.choose(f"group:{note.speaker_group}" if note.speaker_group else NOBODY)
        draft.choices = self._choices()
        self._show_hint()
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # acts ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is in the line and wait for the next."""
        if self.edit.text().strip():
            note = self._draft.note
            self._begin(self._draft.workshop, self._next_block)
            self._page.run(_nothing, lambda _none: self.kept.emit(note))

    def park(self) -> None:
        """Keep what is in the line, put aside for later."""
        if self.edit.text().strip():
            note = self._draft.note
            self.keep()
            self._page.run(partial(self._program.notes.park, note))

    def split(self) -> None:
        """Keep what stands before the caret; what stands behind it becomes a note after it."""
        at, text = self.edit.textCursor().position(), self.edit.text()
        if not text[:at].strip() or not text[at:].strip():
            return
        note = self._draft.note
        self._begin(self._draft.workshop, self._next_block)
        self._page.run_new(partial(self._program.notes.split, note, at), self._on_split)

    def _on_split(self, rest: Note) -> None:
        codes = self._program.codes
        self.load(rest, codes.of(rest.id, "five_r"), codes.of(rest.id, "care_theme"))

    def clear(self) -> bool:
        """Empty the line; a note begun in it goes to the bin, where undo finds it."""
        if self._awaiting_code:
            self._set_awaiting(False)
            return True
        draft, text = self._draft, self.edit.text()
        if draft.is_new and not text:
            return False
        self._begin(draft.workshop, self._next_block)
        if draft.is_new and text.strip():
            self._page.run(partial(self._bin, draft))
        return True

    def _bin(self, draft: NoteDraft) -> None:
        """Take back a note that was begun (on the worker), if it was stored at all."""
        if self._program.workspace.find(Note, draft.note) is not None:
            self._program.notes.delete(draft.note)

    def wait_for_code(self) -> None:
        """The next letter switches a code of the 5R on or off."""
        self._set_awaiting(True)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_awaiting(self, awaiting: bool) -> None:
        self._awaiting_code = awaiting
        self._show_hint()

    def _show_hint(self) -> None:
        if self._awaiting_code:
            words = self.say("a letter for the code")
        elif self._draft.is_new:
            words = self.say("keeps the note")
        else:
            words = self.say("keeps the change")
        self._hint.set_text(words)

    # saving -------------------------------------------------------------------------------

    def _begin(self, workshop: str, block: str) -> None:
        """Wait for a new note; what was in the line is stored by its own way."""
        self._turn(NoteDraft(workshop, block, self._program.workspace.new_id()), "")
        self.kind.choose(self._kind_of_new)
        self.exact.setChecked(self._kind_of_new == QUOTE)
        self.codes.choose([])
        self.theme.choose("")
        self.speaker.choose(NOBODY)
        self._draft.choices = self._choices()
        self._set_awaiting(False)

    def _turn(self, draft: NoteDraft, text: str) -> None:
        self._draft = draft
        left = partial(end_stay, self._program, draft)
        self._watch.turn_to(text, partial(self._save, draft), left)

    def _save(self, draft: NoteDraft, text: str) -> None:
        """Store the line (on the worker): the note is made by its first words."""
        store_text(self._program, draft, text)

    def _choices(self) -> Choices:
        kind, _, key = self.speaker.value().partition(":")
        theme = self.theme.value()
        return Choices(
            self.kind.value(),
            self.language.value(),
            tuple(self.codes.chosen()),
            ((theme,) if theme else ()) + self._draft.more_themes,
            key if kind == "person" else "",
            key if kind == "group" else "",
            self.exact.isChecked(),
        )

    def _on_kind(self, kind: str) -> None:
        self.exact.setChecked(kind == QUOTE)
        if self._draft.is_new:
            self._kind_of_new = kind
        self._on_choice()

    def _on_choice(self, *_chosen: object) -> None:
        """A choice for a note that is on disk already is stored at once."""
        draft = self._draft
        draft.choices = self._choices()
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if self.edit.text().strip():
            self._page.run(partial(store_choices, self._program, draft, draft.choices))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the letter of a code; go up into the notes from an empty line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._awaiting_code and event.text().strip():
                code = self._code_of(event.text())
                self._set_awaiting(False)
                if code:
                    self.codes.toggle(code)
                return True
            if event.key() == Qt.Key.Key_Up and not self.edit.text():
                self.upwards.emit()
                return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _code_of(letter: str) -> str:
        """The code of a letter, on a Latin or an Arabic keyboard."""
        for key, code in FIVE_R.items():
            if letter.casefold() in (code.letter.casefold(), code.letter_ar):
                return key
        return ""


def _nothing() -> None:
    """Take a place in the worker's queue, behind what was just kept."""
