"""Ctrl+B: what was deleted stands there in words, and Enter brings it back."""

from __future__ import annotations

from typing import Any

import pytest

from carefacilitator.ui.history.bin_dialog import BinDialog


def open_bin(desk: Any) -> BinDialog:
    desk.press("Ctrl+B")
    shown = [one for one in desk.frame.findChildren(BinDialog) if one.isVisible()]
    assert len(shown) == 1
    return shown[0]


def texts(dialog: BinDialog) -> list[str]:
    return [row.text for row in dialog.model.rows]


@pytest.fixture
def emptied(desk) -> Any:
    """A desk at Harvest where a note and a lesson were deleted."""
    desk.go("harvest", "W4")
    workshop = desk.page.workshop_id
    desk.program.notes.delete(desk.program.notes.of(workshop)[0].note.id)
    desk.program.lessons.delete(desk.program.lessons.of(workshop)[0].lesson.id)
    desk.settle()
    return desk


def test_the_bin_says_what_it_is_who_deleted_it_and_when(emptied) -> None:
    rows = open_bin(emptied).model.rows
    assert [row.second for row in rows] == ["Lessons", "Notes"]
    assert all(row.trailing.startswith("This computer · 22 Sep") for row in rows)
    assert all(row.text for row in rows)


def test_enter_brings_back_and_the_next_stands_chosen(emptied) -> None:
    dialog = open_bin(emptied)
    lesson, note = texts(dialog)
    emptied.press("Enter", dialog.list)
    assert texts(dialog) == [note]
    assert lesson[:20] in dialog.told.text()
    emptied.press("Enter", dialog.list)
    assert dialog.model.rows == []
    assert dialog.empty.isVisible()
    assert not dialog.back.isEnabled()
    assert dialog.close_button.hasFocus()
    assert emptied.program.past.binned() == []
    assert "bring back from the bin" in (emptied.window._undo.undo_words() or "")


def test_only_of_this_workshop_unless_wished_otherwise(emptied) -> None:
    other = emptied.program.workshops.find("W5").id
    emptied.program.lessons.delete(emptied.program.lessons.add(other, "elsewhere").id)
    dialog = open_bin(emptied)
    assert "elsewhere" not in texts(dialog)
    dialog.only.click()
    assert "elsewhere" in texts(dialog)
    row = next(row for row in dialog.model.rows if row.text == "elsewhere")
    assert row.second.startswith("Lessons · ")


def test_a_workshop_comes_back_from_home(desk) -> None:
    workshop = desk.program.workshops.find("W4")
    desk.program.workshops.delete(workshop.id)
    desk.go("home")
    dialog = open_bin(desk)
    assert dialog.only.isHidden()
    assert texts(dialog) == [workshop.title]
    desk.press("Enter", dialog.list)
    assert desk.program.workshops.find("W4").id == workshop.id


def test_no_ring_is_drawn_where_nothing_has_the_focus(emptied) -> None:
    dialog = open_bin(emptied)
    assert dialog.list.hasFocus()  # rows draw their own
    assert not dialog._ring.isVisible()
