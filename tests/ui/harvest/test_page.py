"""The Harvest page as a whole: coming and going, keys, names, both directions, large text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication

from tests.ui.harvest.harvest_room import CTRL, Key, Room, chip, rooms, unnamed


@pytest.fixture
def open_room(qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    yield from rooms(qtbot, tmp_path)


@pytest.fixture
def room(open_room: Callable[..., Room]) -> Room:
    return open_room()


def test_items_open_what_they_name(open_room: Callable[..., Room]) -> None:
    room = open_room()
    lesson, commitment = room.lessons()[1], room.program.commitments.of(room.workshop)[1]
    for wanted in (lesson.id, commitment.commitment.id):
        room.window.frame.go("harvest", room.workshop, wanted)
        room.settle()
        assert room.form.record_id == wanted
    note = room.notes()[2]
    room.window.frame.go("harvest", room.workshop, note.id)
    room.settle()
    assert room.page.notes.current() == note.id


def test_a_row_opens_by_enter_and_by_click(room: Room) -> None:
    existing = room.page.existing
    room.press(Key.Key_F9)
    room.press(Key.Key_Down)
    room.press(Key.Key_Return)
    assert room.form.record_id == room.lessons()[1].id
    index = existing.model.index_of(room.lessons()[2].id)
    existing.list.scrollTo(index)
    spot = existing.list.visualRect(index).topLeft() + QPoint(30, 12)
    room.qtbot.mouseClick(existing.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    room.settle()
    assert room.form.record_id == room.lessons()[2].id


def test_escape_goes_back_to_the_notes_and_then_takes_choices_back(room: Room) -> None:
    room.lesson_of_two_notes()
    room.type("Words")
    room.press(Key.Key_Escape)
    assert QApplication.focusWidget() is room.page.notes.list
    assert len(room.page.notes.chosen()) == 2
    room.press(Key.Key_Escape)
    assert room.page.notes.chosen() == []
    room.store()
    assert room.lessons()[-1].text == "Words"


def test_an_empty_day_says_what_to_do(room: Room) -> None:
    day = room.program.workshops.create("Day", "2022-10-01").id
    room.window.frame.go("harvest", day)
    room.settle()
    words = [row.text for row in room.page.existing.model.rows]
    assert "Choose one or more notes and press L." in words
    assert "Who will do what, by when? Press M." in words
    assert QApplication.focusWidget() is room.form.words.edit


def test_notes_by_code(room: Room) -> None:
    note = room.notes()[1]
    room.program.notes.code(note.id, "five_r", ("reward",))
    room.settle()
    room.page.notes.group.choose("code")
    room.page.notes.group.picked.emit("code")
    rows = room.page.notes.model.rows
    assert [row.title for row in rows if row.view is None] == ["Reward", "No code"]
    assert rows[1].view is not None
    assert rows[1].view.note.id == note.id


# --- for everybody ----------------------------------------------------------------------------


@pytest.mark.parametrize("state", ["lesson", "commitment", "evaluation"])
def test_every_control_has_a_name(room: Room, state: str) -> None:
    if state == "lesson":
        room.lesson_of_two_notes()
        room.form.kinds.open_all()
        chip(room.form, "successful_experience").click()
    elif state == "commitment":
        commitment = room.program.commitments.of(room.workshop)[0].commitment.id
        room.program.partners.add(commitment, "77 union")
        room.page.open_record(commitment)
    else:
        room.page.open_evaluation()
    room.settle()
    assert unnamed(room.window.frame) == []


def test_rows_are_told_whole_to_screen_readers(room: Room) -> None:
    room.press(Key.Key_Space)
    notes = room.page.notes
    told = QAccessible.queryAccessibleInterface(notes.list)
    texts = [told.child(n).text(QAccessible.Text.Name) for n in range(told.childCount())]
    note = room.notes()[0]
    row = next(text for text in texts if text.startswith(note.text))
    assert "10:" in row
    index = notes.model.index_of(note.id)
    assert told.child(index.row()).state().checked
    existing = QAccessible.queryAccessibleInterface(room.page.existing.list)
    names = [existing.child(n).text(QAccessible.Text.Name) for n in range(existing.childCount())]
    assert any("Agreed by the group" in name for name in names)
    assert any(name.endswith("Draft") for name in names)


def test_the_page_is_mirrored_in_arabic(open_room: Callable[..., Room]) -> None:
    room = open_room("ar")
    frame = room.window.frame
    places = [
        widget.mapTo(frame, QPoint(0, 0)).x()
        for widget in (room.page.notes, room.form, room.page.existing)
    ]
    assert places == sorted(places, reverse=True)
    assert room.form.words.edit.document().defaultTextOption().alignment() & (
        Qt.AlignmentFlag.AlignRight
    )


def test_at_twice_the_text_size_what_opens_comes_into_view(open_room: Callable[..., Room]) -> None:
    room = open_room(text_size=200)
    room.lesson_of_two_notes()
    edit, columns = room.form.words.edit, room.page.columns
    assert columns.stacked
    room.qtbot.waitUntil(
        lambda: 0 <= edit.mapTo(columns.viewport(), QPoint(0, 0)).y() < columns.viewport().height()
    )
    # Nothing is wider than the page.
    inner = columns.widget()
    assert inner.width() <= columns.viewport().width()


def test_notes_stand_by_block_by_code_and_by_theme(room: Room) -> None:
    note = room.notes()[0]
    room.program.notes.code(note.id, "five_r", ("reward",))
    room.program.notes.code(note.id, "care_theme", ("decent_work",))
    room.settle()
    heads = []
    for _ in range(3):
        heads.append([row.title for row in room.page.notes.model.rows if row.view is None])
        room.press(Key.Key_G, CTRL)
    by_block, by_code, by_theme = heads
    assert "Testimonies of care workers" in by_block
    assert "Reward" in by_code
    assert by_code[-1] == "No code"
    assert any(title.startswith("Decent work") for title in by_theme)
    assert by_theme[-1] == "No theme"
    assert room.page.notes.group.value() == "block"


def test_the_keys_are_those_of_what_is_being_written(room: Room) -> None:
    def keys() -> dict[str, str]:
        return {act.key: act.words for act in room.page.acts() if act.line}

    assert keys()["F4"] == "themes"
    room.press(Key.Key_M)
    assert (keys()["F4"], keys()["F5"]) == ("another organization", "report how it stands")
    room.press(Key.Key_F8)
    assert "F2" not in keys()
    assert keys()["Ctrl+Enter"] == "done"
