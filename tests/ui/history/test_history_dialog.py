"""Ctrl+H: every change to what the keyboard is on, in words, with who and when."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt

from carefacilitator.services.upkeep.undo import label_words
from carefacilitator.ui.history.history_dialog import HistoryDialog

STAGES = ("plan", "welcome", "facilitate", "harvest")


def open_history(desk: Any) -> HistoryDialog | None:
    desk.press("Ctrl+H")
    shown = [one for one in desk.frame.findChildren(HistoryDialog) if one.isVisible()]
    return shown[0] if shown else None


def told(dialog: HistoryDialog | None) -> str:
    assert dialog is not None
    rows = range(dialog.model.rowCount())
    role = Qt.ItemDataRole.AccessibleTextRole
    return "\n".join(str(dialog.model.index(row).data(role)) for row in rows)


def test_a_note_tells_what_it_said_before(desk) -> None:
    desk.go("harvest", "W4")
    note = desk.program.notes.of(desk.page.workshop_id)[0].note
    desk.program.notes.edit(note.id, text="Three were counted.")
    desk.program.notes.code(note.id, "five_r", ("reward",))
    desk.settle()
    desk.page.notes.take_focus()
    words = told(open_history(desk))
    assert "Text: Three were counted." in words
    assert note.text in words
    assert "Code Reward" in words
    assert "This computer · change note" in words


def test_a_lesson_tells_agreement_and_that_it_was_undone(desk) -> None:
    desk.go("harvest", "W4")
    lesson = desk.program.lessons.add(desk.page.workshop_id, "Water first", level="local")
    desk.program.lessons.agree(lesson.id)
    desk.program.history.undo()
    desk.page.open_record(lesson.id)
    desk.settle()
    words = told(open_history(desk))
    assert "State: Validated by the group" in words
    assert "Undo: agree to a lesson" in words
    assert "Level: Local" in words


def test_a_person_tells_her_marks_and_consents(desk) -> None:
    desk.go("welcome", "W4")
    desk.type("participant 001")
    desk.until(lambda: desk.page.list.row is not None)
    words = told(open_history(desk))
    assert "Morning: Present" in words
    assert "Given" in words
    assert desk.page.list.row.person.name in words


def test_a_commitment_tells_partners_and_reports(desk) -> None:
    desk.go("harvest", "W4")
    one = desk.program.commitments.of(desk.page.workshop_id)[0].commitment
    partner = desk.program.partners.add(one.id, "Trade union Z")
    desk.program.partners.contribute(partner, "a hall")
    desk.program.commitments.report(one.id, "completed", "on_track", "done at last")
    desk.page.open_record(one.id)
    desk.settle()
    words = told(open_history(desk))
    assert "Trade union Z: a hall" in words
    assert "done at last" in words


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("page", STAGES)
def test_every_stage_knows_what_the_keyboard_is_on(make_desk, page: str, language: str) -> None:
    desk = make_desk(language=language)
    desk.go(page, "W4")
    if page == "welcome":
        desk.type("participant 001")
        desk.until(lambda: desk.page.list.row is not None)
    dialog = open_history(desk)
    assert dialog is not None
    assert "_" not in told(dialog)


def test_where_nothing_is_chosen_it_says_what_to_do(make_desk) -> None:
    desk = make_desk(sample=False)
    desk.go("home")
    assert open_history(desk) is None
    assert "Ctrl+H" in desk.message


def test_a_label_stands_in_the_words_of_undo(desk) -> None:
    assert label_words("mark_absent", 12, desk.window.words) == "mark 12 people absent"
