"""Lessons, written by keyboard on a real workspace, and what is on disk then."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from carefacilitator.model.merge import operations
from carefacilitator.model.records.records import Lesson
from carefacilitator.storage import oplog
from carefacilitator.storage.projection import project
from carefacilitator.ui.harvest.lesson import LessonForm
from tests.ui.harvest.harvest_room import CTRL, Key, Room, chip, rooms


@pytest.fixture
def open_room(qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    yield from rooms(qtbot, tmp_path)


@pytest.fixture
def room(open_room: Callable[..., Room]) -> Room:
    return open_room()


def test_notes_become_an_agreed_lesson_by_keyboard_alone(room: Room) -> None:
    notes = room.notes()
    made = room.lesson_of_two_notes()
    assert made.evidence == (notes[0].id, notes[1].id)
    assert notes[0].text in made.text
    assert isinstance(room.form, LessonForm)
    assert QApplication.focusWidget() is room.form.words.edit
    room.type("Care is work.")  # replaces the words of the notes, which are chosen
    room.press(Key.Key_F3)
    room.type("m")
    room.settle()
    room.press(Key.Key_Return, CTRL)
    (view,) = [v for v in room.program.lessons.of(room.workshop) if v.lesson.id == made.id]
    assert view.lesson.text == "Care is work."
    assert view.lesson.status == "validated_group"
    assert view.codes == ("reward",)
    assert QApplication.focusWidget() is room.page.notes.list
    assert room.page.notes.chosen() == []


def test_a_note_that_nobody_chose_becomes_no_evidence(room: Room) -> None:
    before = len(room.lessons())
    room.press(Key.Key_Down)
    room.press(Key.Key_L)
    assert len(room.lessons()) == before  # an empty lesson waits for its words
    room.type("Care is work")
    room.store()
    assert room.lessons()[-1].text == "Care is work"
    assert room.lessons()[-1].evidence == ()


def test_letters_are_letters_while_someone_types(room: Room) -> None:
    room.lesson_of_two_notes()
    count = len(room.lessons())
    room.type("Lml")
    for key in (Key.Key_L, Key.Key_M, Key.Key_Space):
        room.press(key)
    room.store()
    assert len(room.lessons()) == count
    assert room.lessons()[-1].text.startswith("Lmllm")


def test_a_lesson_exists_from_its_first_words_with_what_was_chosen_before(room: Room) -> None:
    count = len(room.lessons())
    room.form.kinds.open_all()
    room.qtbot.mouseClick(chip(room.form, "innovation"), Qt.MouseButton.LeftButton)
    room.form.codes.toggle("reduce")
    room.settle()
    assert len(room.lessons()) == count
    room.form.words.edit.setFocus()
    room.type("A crèche in the hall")
    room.store()
    made = room.lessons()[-1]
    assert len(room.lessons()) == count + 1
    assert (made.text, made.kind, made.status) == ("A crèche in the hall", "innovation", "draft")
    assert room.program.codes.of(made.id, "five_r") == ("reduce",)
    room.type(" and tea")
    room.store()
    assert room.lessons()[-1].text == "A crèche in the hall and tea"
    assert len(room.lessons()) == count + 1


def test_what_is_typed_reaches_the_lesson_it_was_typed_in(room: Room) -> None:
    first, second = room.lessons()[:2]
    room.page.open_record(first.id)
    room.type(" More.")
    room.page.open_record(second.id)
    room.type(" Other.")
    room.page.open_record(first.id)
    room.store()
    assert [one.text for one in room.lessons()[:2]] == [
        first.text + " More.",
        second.text + " Other.",
    ]
    assert room.form.words.text() == first.text + " More."


def test_typing_is_one_step_and_undo_takes_the_lesson_back(room: Room) -> None:
    made = room.lesson_of_two_notes()
    for part in ("Care", " is", " work"):
        room.type(part)
        room.form.words.save_now()
        room.settle()
    room.window.frame.undo()
    room.settle()
    assert room.form.words.text() == made.text
    room.window.frame.undo()
    room.settle()
    assert made.id not in [one.id for one in room.lessons()]
    assert room.form.record_id != made.id
    assert room.form.words.text() == ""


def test_choices_are_stored_at_once(room: Room) -> None:
    lesson = room.lessons()[3]
    room.page.open_record(lesson.id)
    form = room.form
    room.qtbot.mouseClick(chip(form, "challenge"), Qt.MouseButton.LeftButton)
    form.level.combo.setCurrentIndex(form.level.combo.findData("global"))
    form.level.combo.activated.emit(form.level.combo.currentIndex())
    form.themes.action("childcare").trigger()
    room.settle()
    stored = room.program.workspace.get(Lesson, lesson.id)
    assert (stored.kind, stored.level) == ("challenge", "global")
    assert "childcare" in room.program.codes.of(lesson.id, "care_theme")


def test_a_lesson_in_two_languages(room: Room) -> None:
    lesson = room.lessons()[0]
    room.page.open_record(lesson.id)
    room.form.languages.added.emit("ar")
    room.type("الرعاية عمل")
    room.store()
    stored = room.program.workspace.get(Lesson, lesson.id)
    assert stored.texts == {"ar": "الرعاية عمل"}
    assert stored.text == lesson.text
    edit = room.form.words.edit
    option = edit.document().defaultTextOption()
    assert option.textDirection() == Qt.LayoutDirection.RightToLeft
    room.form.languages.chosen.emit("en")
    assert room.form.words.text() == lesson.text


def test_the_language_of_the_words_can_be_put_right(room: Room) -> None:
    lesson = room.lessons()[0]
    room.page.open_record(lesson.id)
    room.form.languages.renamed.emit("pt")
    room.settle()
    assert room.program.workspace.get(Lesson, lesson.id).language == "pt"
    room.type("!")
    room.store()
    stored = room.program.workspace.get(Lesson, lesson.id)
    assert (stored.text, stored.texts) == (lesson.text + "!", {})


def test_a_successful_experience_has_its_own_fields(room: Room) -> None:
    room.lesson_of_two_notes()
    form = room.form
    assert form.case.isHidden()
    form.kinds.open_all()
    room.qtbot.mouseClick(chip(form, "successful_experience"), Qt.MouseButton.LeftButton)
    room.settle()
    assert form.case.isVisible()
    for name in ("who", "results"):
        form.case.fields[name].edit.setFocus()
        room.type(f"The {name}")
    room.store()
    stored = room.lessons()[-1]
    assert (stored.who, stored.results) == ("The who", "The results")


def test_a_lesson_rests_on_notes_chosen_later_too(room: Room) -> None:
    made = room.lesson_of_two_notes()
    third = room.notes()[2].id
    room.page.notes.model.choose([*made.evidence, third])
    room.press(Key.Key_F6)
    assert room.lessons()[-1].evidence == (*made.evidence, third)


def test_an_agreed_lesson_can_be_a_draft_again(room: Room) -> None:
    agreed = room.lessons()[0]
    room.page.open_record(agreed.id)
    assert room.form.agree_button.isHidden()
    room.qtbot.mouseClick(room.form.reopen_button, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.program.workspace.get(Lesson, agreed.id).status == "draft"
    assert not room.form.agree_button.isHidden()


def test_the_bin_and_back(room: Room) -> None:
    lesson = room.lessons()[0]
    room.page.open_record(lesson.id)
    room.qtbot.mouseClick(room.form.bin, Qt.MouseButton.LeftButton)
    room.settle()
    assert lesson.id not in [one.id for one in room.lessons()]
    assert room.form.record_id != lesson.id
    room.window.frame.undo()
    room.settle()
    assert room.lessons()[0].id == lesson.id


def test_two_versions_show_and_one_is_chosen(room: Room) -> None:
    lesson = room.lessons()[0]
    workspace = room.program.workspace
    room.program.lessons.edit(lesson.id, level="regional")
    with workspace.database.transaction() as connection:
        base = oplog.of_record(connection, lesson.id)["level"][0]
        other = operations.make(
            change=workspace.new_id(),
            device="f" * 16,
            clock=base.clock + 9,
            kind="lesson",
            record=lesson.id,
            field="level",
            value="global",
            parents=[base.id],
        )
        oplog.insert(connection, [other])
        project(connection, {("lesson", lesson.id): oplog.of_record(connection, lesson.id)})
    room.page.open_record(lesson.id)
    shown = [one for one in room.form.versions.findChildren(QWidget) if one.accessibleName()]
    keep = next(one for one in shown if one.accessibleName().startswith("Keep this: Regional"))
    assert any("Global" in one.accessibleName() for one in shown)
    room.qtbot.mouseClick(keep, Qt.MouseButton.LeftButton)
    room.settle()
    assert room.program.history.waiting(lesson.id) == []
    assert room.program.workspace.get(Lesson, lesson.id).level == "regional"
    assert room.form.versions.isHidden()
