"""The capture line: one line of typing becomes a note; kind and codes from the keyboard."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from carefacilitator.i18n import LANGUAGES, OWN_NAMES
from carefacilitator.model.records import Note
from carefacilitator.model.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.choices import Chips, Option, five_r_options
from carefacilitator.ui.controls import Field, FlowLayout, Keys, PickMenu
from carefacilitator.ui.note_rows import KIND_ICONS
from carefacilitator.ui.page import Page

NOBODY = ""
_FIRST_KINDS = ("key_message", "discussion", "quote", "question", "observation", "decision")


class Capture(QWidget):
    """The line with its choices.

    What is typed is on disk while it is typed: the note exists from its first autosave on, and
    Enter only ends it. ``kept`` is emitted then; ``upwards`` when ↑ is pressed in an empty line.
    """

    kept = Signal()
    upwards = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__()
        self._page, self._program = page, program
        self.kit, self.say = page.kit, page.say
        self._workshop = ""
        self._block = ""
        self._note = ""
        self._exists = False
        self._awaiting_code = False
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 8, 16, 12)
        column.setSpacing(6)
        column.addWidget(self._build_above())
        self.field = Field(
            self.kit,
            self.say("Note"),
            placeholder=self.say("Write what you hear. Enter keeps it."),
            step="lead",
            high=56,
            show_label=False,
        )
        self.edit = self.field.edit
        column.addWidget(self.field)
        column.addLayout(self._build_below())
        self._watch = page.tools.saving.watch(self.edit, self._save)
        self.edit.installEventFilter(self)
        self.edit.returnPressed.connect(self.keep)

    # building -----------------------------------------------------------------------------

    def _build_above(self) -> QWidget:
        lists, language = vocabulary(), self.kit.words.language
        keys = lists.keys("note_kind")
        order = [key for key in _FIRST_KINDS if key in keys]
        order += [key for key in keys if key not in order]
        kinds = [
            Option(key, lists.short("note_kind", key, language), KIND_ICONS.get(key, "chat-text"))
            for key in order
        ]
        self.kind = PickMenu(self.kit, self.say("Kind of note"), kinds, "discussion", strong=True)
        self.kind.picked.connect(self._on_choice)
        labels = {key: lists.short("five_r", key, language) for key in lists.keys("five_r")}
        labels.pop("none", None)
        self.codes = Chips(self.kit, self.say("5R framework"), five_r_options(self.kit, labels))
        self.codes.changed.connect(self._on_choice)
        holder = QWidget()
        flow = FlowLayout(holder, gap=10, line_gap=2)
        flow.addWidget(self.kind)
        flow.addWidget(self.codes)
        return holder

    def _build_below(self) -> QHBoxLayout:
        lists, language, say = vocabulary(), self.kit.words.language, self.say
        themes = [Option("", say("No theme"), "books")] + [
            Option(key, lists.label("care_theme", key, language), "books")
            for key in lists.keys("care_theme")
        ]
        self.theme = PickMenu(self.kit, say("Theme"), themes, "", kind="quiet")
        languages = [Option(code, OWN_NAMES[code], "globe") for code in LANGUAGES]
        self.language = PickMenu(
            self.kit, say("Language of the note"), languages, language, kind="quiet"
        )
        self.speaker = PickMenu(
            self.kit, say("Who speaks"), self._speakers([]), NOBODY, kind="quiet"
        )
        row = QHBoxLayout()
        row.setSpacing(4)
        for menu in (self.theme, self.language, self.speaker):
            menu.picked.connect(self._on_choice)
            row.addWidget(menu)
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
        if workshop_id != self._workshop:
            self._workshop = workshop_id
            self._forget()
            self.language.set_options(
                [Option(code, OWN_NAMES[code], "globe") for code in LANGUAGES], language
            )
        self._block = block_id
        self.speaker.set_options(self._speakers(people), self.speaker.value())

    @property
    def note_id(self) -> str:
        """The note in the line, or an empty text."""
        return self._note if self._exists else ""

    def load(self, note: Note, codes: tuple[str, ...], themes: tuple[str, ...]) -> None:
        """Take a note into the line to change it."""
        self._note, self._exists, self._block = note.id, True, note.block_id
        self._watch.load(note.text)
        self.kind.choose(note.kind)
        self.codes.choose(codes)
        self.theme.choose(themes[0] if themes else "")
        self.language.choose(note.language or self.kit.words.language)
        if note.speaker_person_id:
            self.speaker.choose(f"person:{note.speaker_person_id}")
        else:
            self.speaker.choose(f"group:{note.speaker_group}" if note.speaker_group else NOBODY)
        self._hint.set_text(self.say("keeps the change"))
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    # acts ---------------------------------------------------------------------------------

    def keep(self) -> None:
        """Keep what is in the line and wait for the next."""
        if not self.edit.text().strip():
            return
        self._watch.save_now()
        visit = self._visit()
        self._page.run(partial(self._program.workspace.end_visit, visit), self._on_kept)
        self._forget()

    def _on_kept(self, _nothing: object) -> None:
        self.kept.emit()

    def park(self) -> None:
        """Keep what is in the line, put aside for later."""
        if self.edit.text().strip():
            note = self._note_id()
            self._watch.save_now()
            self._page.run(partial(self._program.notes.park, note))
            self.keep()

    def clear(self) -> bool:
        """Empty the line; a note begun in it goes to the bin, where undo finds it."""
        if self._awaiting_code:
            self._set_awaiting(False)
            return True
        if not self.edit.text() and not self._exists:
            return False
        if self._exists and self._hint_is_new():
            self._watch.save_now()
            self._page.run(partial(self._program.notes.delete, self._note))
        self._forget()
        return True

    def _hint_is_new(self) -> bool:
        return bool(self._hint.accessibleName().endswith(self.say("keeps the note")))

    def wait_for_code(self) -> None:
        """The next letter switches a code of the 5R on or off."""
        self._set_awaiting(True)
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_awaiting(self, awaiting: bool) -> None:
        self._awaiting_code = awaiting
        words = self.say("a letter for the code") if awaiting else self.say("keeps the note")
        self._hint.set_text(words)

    def _forget(self) -> None:
        self._note, self._exists = "", False
        self._watch.load("")
        self.edit.clear()
        self.codes.choose([])
        self.theme.choose("")
        self.speaker.choose(NOBODY)
        self._set_awaiting(False)

    # saving -------------------------------------------------------------------------------

    def _note_id(self) -> str:
        if not self._note:
            self._note = self._program.workspace.new_id()
        return self._note

    def _visit(self) -> str:
        return f"capture {self._note}"

    def _save(self, text: str) -> None:
        """Store the line (on the worker): the note is made by its first words."""
        if not text.strip():
            return
        note = self._note_id()
        if self._program.workspace.find(Note, note) is None:
            self._program.notes.add(
                self._workshop,
                text,
                self._block,
                self.kind.value(),
                self.language.value(),
                tuple(self.codes.chosen()),
                (self.theme.value(),) if self.theme.value() else (),
                visit=self._visit(),
                id=note,
                **self._speaker_fields(),
            )
        else:
            self._program.notes.edit(note, visit=self._visit(), text=text)
        self._exists = True

    def _speaker_fields(self) -> dict[str, str]:
        kind, _, key = self.speaker.value().partition(":")
        return {
            "speaker_person_id": key if kind == "person" else "",
            "speaker_group": key if kind == "group" else "",
        }

    def _on_choice(self, *_chosen: object) -> None:
        """A choice for a note that is on disk already is stored at once."""
        self.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if self._exists:
            self._page.run(
                partial(
                    self._store_choices,
                    self._note,
                    self.kind.value(),
                    self.language.value(),
                    tuple(self.codes.chosen()),
                    self.theme.value(),
                    self._speaker_fields(),
                )
            )

    def _store_choices(
        self,
        note: str,
        kind: str,
        language: str,
        codes: tuple[str, ...],
        theme: str,
        speaker: dict[str, str],
    ) -> None:
        verbatim = kind == "quote"
        self._program.notes.edit(note, kind=kind, language=language, verbatim=verbatim, **speaker)
        self._program.notes.code(note, "five_r", codes)
        self._program.notes.code(note, "care_theme", (theme,) if theme else ())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Take the letter of a code; go up into the notes from an empty line."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if self._awaiting_code and event.text().strip():
                key = self.codes.by_letter(event.text())
                self._set_awaiting(False)
                if key is not None:
                    self.codes.toggle(key)
                return True
            if event.key() == Qt.Key.Key_Up and not self.edit.text():
                self.upwards.emit()
                return True
        return super().eventFilter(watched, event)
