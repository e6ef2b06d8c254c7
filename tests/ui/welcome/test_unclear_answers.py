"""A list with answers that are not understood: seen, decided, taken in; and the door afterwards."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from carefacilitator.model.records.records import Consent
from carefacilitator.ui.welcome.import_panel import figures_told
from carefacilitator.ui.widgets.checkbox_spinbox import Stepper

SHEET = (
    "Name,Do you agree that we keep your data?,Favourite colour,Shoe size,Status\n"
    "Participant 001,Yes,blue,38,Confirmed\n"
    "Participant 002,if needed,red,39,Confirmed\n"
    "Participant 003,,red,39,Confirmed\n"
    "Participant 004,,red,39,Confirmed\n"
    "Participant 005,No - delete my data,red,39,Confirmed\n"
    "Participant 006,Yes,red,39,Cancelled\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(SHEET, "utf-8")
    return path


def words_in(widget: Any) -> str:
    shown = (label for label in widget.findChildren(QLabel) if label.isVisibleTo(widget))
    return "\n".join(label.text() for label in shown)


def choose(door: Any, segments: Any, meaning: str) -> None:
    segments._buttons[meaning].click()
    door.settle()


def test_what_is_not_understood_is_told_and_nothing_of_it_is_written(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    assert panel.held.isVisible()
    told = words_in(panel.held)
    assert "Not understood: 3" in told
    assert "“if needed”" in told
    assert "Row 3 · Participant 002" in told
    assert "Nothing is written" in told
    figures = words_in(panel.figures)
    assert "not understood: you decide" in figures
    assert "did not come: not taken" in figures
    assert "Favourite colour, Shoe size" in figures, "what is not known is named"
    assert figures_told(panel.kit, panel._seen.brought) == (
        "1 new, 1 counted only, 0 updated, 0 unchanged, 0 refused, 3 not understood"
    )
    door.press("Ctrl+Enter")
    assert door.names() == ["Participant 001"]
    assert "3 people still wait for your decision." in door.desk.message


def test_one_word_for_all_who_gave_an_answer(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    choose(door, panel.held.answer("if needed"), "yes")
    choose(door, panel.held.answer(""), "no")
    assert "Not understood: all are decided" in words_in(panel.held)
    brought = panel._seen.brought
    assert (brought.added, brought.counted, brought.held) == (2, 3, 0)
    door.press("Ctrl+Enter")
    assert door.names() == ["Participant 001", "Participant 002"]
    stored = door.program.workspace.all(Consent, purpose="store", status="given")
    assert len(stored) == 2
    assert door.program.people.invited_unstored(door.workshop) == 3


def test_a_single_person_is_decided_and_the_answer_takes_it_back(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    assert panel.held.person(4) is None, "folded until it is asked for"
    panel.held._fold("")
    choose(door, panel.held.person(4), "yes")
    choose(door, panel.held.person(5), "out")
    brought = panel._seen.brought
    assert (brought.added, brought.counted, brought.held) == (2, 1, 1)
    choose(door, panel.held.answer(""), "no")
    assert panel.held.person(4).value() == panel.held.person(5).value() == "no"
    assert panel._seen.brought.counted == 3
    choose(door, panel.held.answer(""), "")
    assert panel._seen.brought.held == 3


def test_a_decision_stands_when_a_column_is_corrected(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    choose(door, panel.held.answer("if needed"), "no")
    panel._on_chosen(2, "locality")
    door.settle()
    assert panel._seen.decisions.answers == {"if needed": "no"}
    assert panel._seen.brought.counted == 2


def test_a_column_that_asks_nobody_is_not_taken(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    panel._on_chosen(1, "")
    door.settle()
    assert not panel.held.isVisible()
    assert panel._seen.brought.added == 5


def test_the_same_file_shows_what_was_decided(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    choose(door, panel.held.answer(""), "no")
    door.press("Ctrl+Enter")
    panel = door.take(sheet)
    assert panel.held.answer("").value() == "no"
    assert panel.held.answer("if needed").value() == ""


def test_everything_waits_and_the_button_says_so(open_door, tmp_path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Name,May we keep your data?\nParticipant 001,hmm\n", "utf-8")
    door = open_door(())
    panel = door.take(path)
    assert not panel.figures.take.isEnabled()
    assert "waits for your decision" in panel.figures.take.toolTip()


@pytest.mark.parametrize("language", ["en", "ar", "qps"])
def test_the_main_act_stays_in_sight_on_a_low_screen(open_door, sheet, language: str) -> None:
    door = open_door(language=language, size=(1366, 698))
    panel = door.take(sheet)
    panel.held._fold("")
    door.settle()
    assert door.page._columns.verticalScrollBar().maximum() == 0
    assert not panel.figures.take.visibleRegion().isEmpty()
    for segments in (panel.held.answer(""), panel.held.person(4)):
        assert segments.accessibleName()
        for button in segments._buttons.values():
            assert button.width() >= button.minimumSizeHint().width()


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_answers_stand_below_their_words_where_there_is_no_room(
    open_door, sheet, looking, language: str
) -> None:
    door = open_door(language=language, size=(1000, 640))
    panel = door.take(sheet)
    panel.held._fold("")
    door.settle()
    door.desk.until(lambda: looking.cut(panel.held) == [])
    assert [one for one in looking.outside(door.desk.frame) if "Segment" in one] == []


# the door afterwards --------------------------------------------------------------------------


def test_a_refusal_on_a_list_is_nobody_in_the_room_until_she_is_counted(open_door, sheet) -> None:
    door = open_door(())
    panel = door.take(sheet)
    choose(door, panel.held.answer(""), "no")
    door.press("Ctrl+Enter")
    heads, room = door.page.heads, door.page.room
    assert room._figure.text() == "0"
    stepper: Stepper = heads._steppers["not_stored"]
    assert not heads._holders["not_stored"].isHidden()
    assert heads._invited.text().startswith("3 on a list, counted without a name.")
    assert stepper.value() == 0
    heads._go("not_stored")
    door.press("+")
    heads.flush()
    door.settle()
    assert door.program.people.heads(door.workshop, door.slot) == {"not_stored": 1}
    assert room._figure.text() == "1"


def test_the_door_asks_for_nothing_where_nobody_refused(open_door) -> None:
    door = open_door(("Participant 001",))
    assert door.page.heads._holders["not_stored"].isHidden()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_long_names_push_no_answer_out_of_sight(open_door, tmp_path, language: str) -> None:
    door = open_door(language=language, size=(1366, 698))
    path = tmp_path / "long.csv"
    name = "Participant Maria Aparecida da Silva Santos Oliveira de Souza"
    rows = [f"{name} {number},if needed\n" for number in range(4)]
    path.write_text("Name,Do you agree that we keep your data?\n" + "".join(rows), "utf-8")
    panel = door.take(path)
    (segments,) = panel.held._answers.values()
    shown = segments.visibleRegion().boundingRect()
    assert shown.width() == segments.width()
