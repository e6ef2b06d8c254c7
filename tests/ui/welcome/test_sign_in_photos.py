"""At the door by keyboard: codes of the signed sheet, late and early, block by block."""

from __future__ import annotations

from typing import Any

import pytest

from carefacilitator.model.document.sign_in_code import door_code
from carefacilitator.model.records.records import Participation
from carefacilitator.ui.welcome.late_early_panel import TimePanel, read_time
from carefacilitator.ui.welcome.sign_in_codes import CodesPanel
from carefacilitator.ui.words.attendance import mark_told


def codes(door: Any) -> dict[str, str]:
    lines = door.program.people.lines(door.workshop, door.slot)
    return {line.person.name: door_code(line.participation) for line in lines}


def test_codes_are_typed_one_after_the_other(open_door) -> None:
    door = open_door(6)
    told = codes(door)
    door.press("Ctrl+E")
    panel = door.panel
    assert isinstance(panel, CodesPanel)
    for name in ("Participant 002", "Participant 005", "Participant 001"):
        assert door.desk.focus is panel.field.edit
        door.type(told[name].lower())
        door.press("Enter")
        assert panel.field.text() == ""
    assert panel._count.text() == "3 rows marked from the sheet"
    assert door.page.room._figure.text() == "3"
    assert [name for name, status in door.status().items() if status == "present"] == [
        "Participant 001",
        "Participant 002",
        "Participant 005",
    ]
    door.type(told["Participant 005"])
    door.press("Enter")
    assert panel._count.text() == "3 rows marked from the sheet", "nobody counts twice"
    door.press("F12")
    door.press("F12")
    door.until(lambda: "" not in door.status().values())
    assert list(door.status().values()).count("absent") == 3


def test_an_unknown_code_is_said_and_stays_to_be_mended(open_door) -> None:
    door = open_door(2)
    door.press("Ctrl+E")
    door.type("99X")
    door.press("Enter")
    panel = door.panel
    assert panel.field.text() == "99X"
    assert "No row has the code 99X" in panel.field.edit.accessibleDescription()
    door.type(codes(door)["Participant 001"])
    door.press("Enter")
    assert door.status()["Participant 001"] == "present", "typing replaced the wrong code"


def test_two_people_with_one_code_are_asked_for(open_door) -> None:
    door = open_door(3)
    lines = door.program.people.lines(door.workshop, door.slot)
    with door.program.workspace.change("person_edit") as change:
        for line in lines[:2]:
            change.set(Participation, line.participation.id, code="77")
    door.settle()
    door.press("Ctrl+E")
    door.type("77")
    door.press("Enter")
    assert set(door.status().values()) == {""}
    door.type("2")
    door.settle()
    assert door.status() == {
        "Participant 001": "",
        "Participant 002": "present",
        "Participant 003": "",
    }
    assert door.panel.field.text() == ""


def test_the_half_day_can_be_changed_while_codes_are_typed(open_door) -> None:
    door = open_door(2)
    assert door.slot == "1-pm"
    door.press("Ctrl+E")
    door.press("Alt+Left")
    door.until(lambda: door.slot == "1-am")
    door.settle()
    assert isinstance(door.panel, CodesPanel)
    door.panel.field.edit.setFocus()
    door.type(codes(door)["Participant 002"])
    door.press("Enter")
    assert door.status() == {"Participant 001": "", "Participant 002": "present"}


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("10:40", "10:40"),
        ("1040", "10:40"),
        ("9", "09:00"),
        ("9h05", "09:05"),
        ("10.40", "10:40"),
        ("١٠:٤٠", "10:40"),
        ("", ""),
        ("24:00", None),
        ("10:7", None),
        ("soon", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, time: str | None) -> None:
    assert read_time(text) == time


def test_late_and_early_are_written_by_a_key_each(open_door) -> None:
    door = open_door(2)
    door.type("001")
    door.press("F10")
    assert isinstance(door.panel, TimePanel)
    assert door.desk.focus is door.panel.field.edit
    assert door.panel.field.text() == "13:58", "this moment"
    door.type("13:30")
    door.press("Enter")
    door.until(lambda: door.seen()["Participant 001"] == "partial")
    assert door.desk.focus is door.field
    row = door.page.do.roll.rows[0]
    assert (row.arrived, row.left) == ("13:30", "")
    door.press("F11")
    door.type("soon")
    door.press("Enter")
    assert door.panel is not None, "a sentence says what a time looks like"
    door.panel.field.edit.selectAll()
    door.type("15:10")
    door.press("Enter")
    door.until(lambda: door.page.do.roll.rows[0].left == "15:10")
    assert mark_told(door.page.kit.words, door.page.do.roll.rows[0]) == "13:30 to 15:10"
    times = [found.minutes for found in door.program.hours.of(door.workshop)]
    assert sorted(times) == [0, 100]


def test_attendance_can_be_taken_block_by_block(open_door) -> None:
    door = open_door(2)
    door.press("Alt+B")
    door.until(lambda: bool(door.page.do.blocks))
    door.settle()
    assert [slot.title for slot in door.page.do.blocks.values()] == [
        "Opening",
        "Lunch",
        "Afternoon",
    ]
    assert door.page.do.slot_words() == "13:00 · Afternoon", "the block of this moment"
    door.type("001")
    door.press("Enter")
    assert door.status()["Participant 001"] == "present"
    assert door.slot in door.page.do.blocks
    door.press("Alt+B")
    door.until(lambda: not door.page.do.blocks)
    door.settle()
    assert set(door.status().values()) == {""}, "marks of blocks are not marks of half-days"


def shown_keys(door: Any) -> list[tuple[str, str]]:
    return [(act.key, act.id) for act in door.page.acts()]


def test_enter_is_told_once_while_a_time_is_typed(open_door) -> None:
    door = open_door(2)
    door.type("001")
    door.press("F10")
    assert isinstance(door.panel, TimePanel)
    keys = [key for key, _act in shown_keys(door)]
    assert keys.count("Enter") == 1
    assert len(keys) == len(set(keys))
    assert ("Enter", "welcome.time") in shown_keys(door)


def test_the_next_half_day_lies_where_one_reads_on(open_door) -> None:
    door = open_door(2, language="ar")
    for panel in ("", "Ctrl+E"):
        if panel:
            door.press(panel)
        assert ("Alt+←", "welcome.slot") in shown_keys(door)
        assert ("Alt+→", "welcome.slot_back") in shown_keys(door)
    assert door.slot == "1-pm"
    door.press("Alt+Right")
    door.until(lambda: door.slot == "1-am")
