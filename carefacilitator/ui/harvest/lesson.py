"""The lesson being written: words in several languages, kind, codes, level, themes, its notes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from carefacilitator.model.records.records import Lesson
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.program import Program
from carefacilitator.ui.harvest.evidence import Evidence
from carefacilitator.ui.harvest.experience_fields import KIND as CASE
from carefacilitator.ui.harvest.experience_fields import CaseFields
from carefacilitator.ui.harvest.notes_form import NotesForm
from carefacilitator.ui.harvest.record_form import LargeText, RecordForm
from carefacilitator.ui.page import Page
from carefacilitator.ui.shortcuts import Act
from carefacilitator.ui.widgets.controls import Button, Choice, Label, Option, PickMenu
from carefacilitator.ui.widgets.layout import hbox, vbox
from carefacilitator.ui.widgets.record_choices import (
    CodeChips,
    KindChips,
    LanguageBar,
    SeveralChoice,
)
from carefacilitator.ui.words.findings import STATUS

_FEW_KINDS = 5


@dataclass
class LessonDraft:
    """What was chosen for a lesson that has no words yet; read by the worker."""

    kind: str = "lesson_learned"
    level: str = ""
    language: str = ""
    codes: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class LessonForm(NotesForm[Lesson]):
    """One lesson. It exists on disk from its first words on."""

    kind, word = Lesson, "lesson"

    def __init__(
        self, page: Page, program: Program, lesson_id: str, language: str, *, fresh: bool
    ) -> None:
        super().__init__(page, program, program.lessons, lesson_id, fresh=fresh)
        self._draft = LessonDraft(language=language)
        self._lesson: Lesson | None = None
        self.untouched = fresh
        self._build_head()
        self._build_text(language)
        self._build_choices()
        self.evidence = Evidence(page)
        self.evidence.changed.connect(self._on_evidence)
        self.body.addWidget(self.evidence)
        self.case = CaseFields(page, self._store_field, self._end_visit)
        self.body.addWidget(self.case)
        self.body.addStretch(1)
        self._build_foot()
        self._show_state()
        self.refresh()
        if self._lesson is not None:
            mine = self.kit.words.language
            self._on_language(mine if mine in self._lesson.texts else self._lesson.language)

        self.words.typed.connect(self._touch)

    def _touch(self) -> None:
        self.untouched = False

    def begin_again(self, workshop_id: str, lesson_id: str, language: str) -> None:
        """Be the empty form of another workshop; only where nobody has touched it."""
        self._workshop, self.record_id = workshop_id, lesson_id
        if language != self.words.language:
            self.words.rename(self.words.language, language)
        self._draft = LessonDraft(language=language)
        self.show_chosen([])
        self._show_state()

    # building -----------------------------------------------------------------------------

    def _build_head(self) -> None:
        say = self.say
        self.title.setText(say("New lesson") if self.fresh else say("Lesson"))
        options = [
            Option(key, say(text), "circle-dashed" if key == "draft" else "seal-check")
            for key, text in STATUS.items()
        ]
        self.status = PickMenu(self.kit, say("State"), options, "draft", told_key="Ctrl+R")
        self.status.picked.connect(self._on_status)
        self.head.addWidget(self.status)
        self.languages = LanguageBar(self.kit)
        self.languages.chosen.connect(self._on_language)
        self.languages.added.connect(self._on_added)
        self.languages.renamed.connect(self._on_renamed)
        self.head.addStretch(1)
        self.head.addWidget(self.languages, 0, Qt.AlignmentFlag.AlignVCenter)

    def _build_text(self, language: str) -> None:
        placeholder = self.say("Write the lesson, or choose notes and press L.")
        name = self.say("Words of the lesson")
        self.words = LargeText(self.page, name, placeholder, self._store_text, self._end_visit)
        self.words.use(language)
        self.words.typed.connect(self._show_acts)
        self.words.left.connect(self.look_who_holds)
        self.body.addWidget(self.words)

    def _build_choices(self) -> None:
        say, lists, language = self.say, vocabulary(), self.kit.words.language
        kinds = [
            (key, label, lists.definition("lesson_kind", key))
            for key, label in lists.options("lesson_kind", language)
        ]
        self.kinds = KindChips(self.kit, say("Kind"), kinds, _FEW_KINDS)
        self.kinds.changed.connect(self._on_kind)
        self.add_label(say("Kind"))
        self.body.addWidget(self.kinds)
        self.codes = CodeChips(self.kit)
        self.codes.changed.connect(self._on_codes)
        self.add_label(self.codes.title)
        self.body.addWidget(self.codes)
        levels = lists.options("level", language, short=True)
        self.level = Choice(self.kit, say("Level"), [("", say("Not chosen")), *levels], "")
        self.level.changed.connect(self._on_level)
        themes = lists.options("care_theme", language, short=True)
        self.themes = SeveralChoice(self.kit, say("Themes"), themes)
        self.themes.changed.connect(self._on_themes)
        row = hbox((self.level, 1), (_labelled(self, say("Themes"), self.themes), 1), gap=16)
        self.body.addLayout(row)

    def _build_foot(self) -> None:
        say, kit = self.say, self.kit
        self.agree_button = Button(
            kit, say("The group agrees"), icon="seal-check", key="Ctrl+Enter", kind="main"
        )
        self.agree_button.clicked.connect(self.agree)
        self.keep_button = Button(kit, say("Keep as draft"), key="Ctrl+S")
        self.keep_button.clicked.connect(self.keep)
        self.reopen_button = Button(kit, say("Make it a draft again"), told_key="Ctrl+R")
        self.reopen_button.clicked.connect(partial(self._on_status, "draft"))
        for button in (self.agree_button, self.keep_button, self.reopen_button):
            self.foot.addWidget(button)
        self.foot.addStretch(1)
        self.bin = self.bin_button(say("Move this lesson to the bin"))
        self.foot.addWidget(self.bin)

    # showing ------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Read the lesson again."""
        found = self._program.workspace.find(Lesson, self.record_id)
        if found is not None:
            self._show(found)
            return
        gone, self._lesson = self._lesson is not None, None
        if gone and not self.words.dirty():
            self.removed.emit()
        else:
            self._show_state()

    def _show(self, lesson: Lesson) -> None:
        self._lesson, self.untouched = lesson, False
        codes = self._program.codes.of(lesson.id, "five_r")
        themes = self._program.codes.of(lesson.id, "care_theme")
        self._draft = LessonDraft(
            lesson.kind, lesson.level, lesson.language, codes, themes, lesson.evidence
        )
        texts = {**lesson.texts, lesson.language: lesson.text}
        self.words.load({self.words.language: "", **texts})
        self.kinds.choose(lesson.kind)
        self.codes.choose(codes)
        self.themes.choose(themes)
        self.level.set_value(lesson.level)
        self.evidence.show_notes(self._program.notes.some(lesson.evidence))
        self.versions.show_waiting(self._program, lesson.id)
        self._show_state()

    def _show_state(self) -> None:
        lesson = self._lesson
        status = (lesson.status if lesson else "") or "draft"
        self.status.choose(status)
        self.status.setEnabled(lesson is not None)
        self.kinds.choose(self._draft.kind)
        main = lesson.language if lesson else self._draft.language
        known = [main, *sorted(lesson.texts if lesson else ())]
        shown = self.words.language
        self.languages.show_languages(list(dict.fromkeys([*known, shown])), shown)
        self.case.setVisible(self._draft.kind == CASE)
        self.case.show_lesson(lesson)
        self._show_acts()

    def _show_acts(self) -> None:
        draft = self._lesson is None or self._lesson.status in ("", "draft")
        self.agree_button.setVisible(draft)
        self.keep_button.setVisible(draft)
        self.reopen_button.setVisible(not draft)
        empty = not self.words.any_text()
        self.agree_button.block(self.say("Write the lesson first.") if empty else None)
        self.bin.setVisible(self._lesson is not None)

    def show_chosen(self, note_ids: list[str]) -> None:
        """Offer notes that are chosen but not here."""
        self.evidence.show_chosen(note_ids if self._lesson is not None else [])

    # saving (on the worker) ---------------------------------------------------------------

    def _store_text(self, language: str, text: str) -> None:
        stored, visit = self._stored(), self._visit(language)
        if stored is None:
            self._create(language, text)
        elif language == stored.language:
            self._program.lessons.edit(stored.id, visit=visit, text=text)
        else:
            self._program.lessons.edit(stored.id, visit=visit, texts={language: text})

    def _create(self, language: str, text: str) -> None:
        if not text.strip():
            return
        draft = self._draft
        self._program.lessons.add(
            self._workshop,
            text,
            draft.kind,
            draft.codes,
            draft.themes,
            id=self.record_id,
            language=language,
            level=draft.level,
            evidence=draft.evidence,
        )

    def _edit(self, **fields: Any) -> None:
        """Store choices; one without words yet keeps them in its draft."""
        self._touch()
        self._show_state()
        super()._edit(**fields)

    def _code(self, scheme: str, codes: tuple[str, ...]) -> None:
        self._touch()
        self._write(partial(self._program.lessons.code, self.record_id, scheme, codes))

    # choices ------------------------------------------------------------------------------

    def _on_kind(self, kind: str) -> None:
        self._draft.kind = kind
        self._edit(kind=kind)

    def _on_level(self, level: str) -> None:
        self._draft.level = level
        self._edit(level=level)

    def _on_codes(self, codes: list[str]) -> None:
        self._draft.codes = tuple(codes)
        self._code("five_r", tuple(codes))

    def _on_themes(self, themes: list[str]) -> None:
        self._draft.themes = tuple(themes)
        self._code("care_theme", tuple(themes))

    def _on_evidence(self, notes: list[str]) -> None:
        self._draft.evidence = tuple(notes)
        self._edit(evidence=tuple(notes))

    def _on_language(self, language: str) -> None:
        self._touch()
        self.words.save_now()
        self.words.use(language)
        if self._lesson is not None:
            lesson = self._lesson
            self.words.load({**lesson.texts, lesson.language: lesson.text})
        self._show_state()

    def _on_added(self, language: str) -> None:
        self._on_language(language)
        self.words.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_renamed(self, language: str) -> None:
        self._touch()
        old, lesson = self.words.language, self._lesson
        text = self.words.text()
        self.words.save_now()
        if lesson is None:
            self._draft.language = language
        elif old == lesson.language:
            self._edit(language=language)
        else:
            self._edit(texts={old: "", language: text})
        self.words.rename(old, language)
        self.words.load({language: text})
        if lesson is None:
            self.words.edit.setPlainText(text)
        self._show_state()

    def _on_status(self, status: str) -> None:
        if self._lesson is None:
            self.status.choose("draft")
            return
        lessons = self._program.lessons
        if status == "draft":
            self.page.run(partial(lessons.reopen, self.record_id))
        elif status == "validated_group":
            self.page.run(partial(lessons.agree, self.record_id))
        else:
            self._edit(status=status)

    # acts ---------------------------------------------------------------------------------

    def agree(self) -> None:
        """The group agrees; the notes have the keyboard again."""
        if not self.words.any_text() or not self.agree_button.isVisibleTo(self):
            return
        self.words.save_now()
        self.page.run(partial(self._program.lessons.agree, self.record_id))
        self.finished.emit()

    def own_acts(self) -> list[Act]:
        """Themes, languages and the life of a lesson."""
        say = self.say
        return [
            self.act("theme", "F4", say("themes"), self.to_themes),
            self.act("language", "F5", say("language"), self.to_languages),
            self.act("agree", "Ctrl+Enter", say("the group agrees"), self.agree),
            self.act("keep", "Ctrl+S", say("keep as draft"), self.keep),
            self.act("state", "Ctrl+R", say("state of the lesson"), self.to_state, line=False),
        ]

    def to_state(self) -> None:
        """Open the states: draft, agreed, reviewed, published."""
        if self.status.isEnabled():
            self.status.open_menu()

    def to_themes(self) -> None:
        """Open the themes."""
        self.themes.open_menu()

    def to_languages(self) -> None:
        """Open the languages."""
        self.languages.open_menu()


def _labelled(form: RecordForm, text: str, control: QWidget) -> QWidget:
    holder = QWidget()
    column = vbox(into=holder, gap=4)
    label = Label(form.kit, text, step="small", tone="ash")
    label.setBuddy(control)
    column.addWidget(label)
    column.addWidget(control)
    return holder
