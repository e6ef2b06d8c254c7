"""The door list in memory: who fits what was typed, and marks that are still being written."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Person
from carefacilitator.model.text.folding import fold
from carefacilitator.ui.welcome.attendance_list import (
    AttendanceList,
    DoorRow,
    Seen,
    clock_of,
    query,
)
from carefacilitator.ui.welcome.door import name_typed


def row(number: int, name: str, organisation: str = "", status: str = "") -> DoorRow:
    key = f"p{number}"
    return DoorRow(
        Person(id=f"person{number}", name=name),
        organisation,
        key,
        status=status,
        folded=fold(f"{name} {organisation}"),
        name_folded=fold(name),
        organisation_folded=fold(organisation),
    )


def roll_of(*rows: DoorRow) -> AttendanceList:
    roll = AttendanceList()
    roll.take(Seen("1-am", ("1-am",), rows, {"woman": 2}))
    return roll


def names(roll: AttendanceList, text: str) -> list[str]:
    here, elsewhere = roll.match(text)
    return [one.person.name for one in (*here, *elsewhere)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ["José Peña", "أحمد المغربي", "Participant 003"]),
        ("jose", ["José Peña"]),
        ("PENA", ["José Peña"]),
        ("احمد", ["أحمد المغربي"]),
        ("٠٠٣", ["Participant 003"]),
        ("pena union", ["José Peña"]),
        ("union", ["José Peña", "Participant 003"]),
        ("union,", []),
        ("jose, union", ["José Peña"]),
        ("jose، ministry", []),
        ("nobody", []),
    ],
)
def test_any_part_of_any_name_is_found_without_accents(text: str, found: list[str]) -> None:
    roll = roll_of(
        row(1, "José Peña", "Care Union"),
        row(2, "أحمد المغربي"),
        row(3, "Participant 003", "Union"),
    )
    assert names(roll, text) == found


def test_people_of_earlier_workshops_come_after_two_letters() -> None:
    roll = roll_of(row(1, "Participant 001"))
    roll.take_elsewhere(
        [DoorRow(Person(id="x", name="Participant 009"), "", folded="participant 009")]
    )
    assert names(roll, "0") == ["Participant 001"]
    assert names(roll, "00") == ["Participant 001", "Participant 009"]
    assert names(roll, "00, x") == []
    assert roll.match("009")[1][0].elsewhere


def test_a_mark_stands_while_it_is_being_written() -> None:
    roll = roll_of(row(1, "Participant 001"), row(2, "Participant 002"))
    number = roll.mark("p1", "present", "09:12")
    roll.take(Seen("1-am", ("1-am",), [row(1, "Participant 001"), row(2, "Participant 002")]))
    found = roll.find("p1")
    assert found is not None
    assert (found.status, found.arrived) == ("present", "09:12")
    roll.written("p1", number)
    roll.take(Seen("1-am", ("1-am",), [row(1, "Participant 001", status="excused")]))
    found = roll.find("p1")
    assert found is not None
    assert found.status == "excused", "once it is written, what is read stands"


def test_an_older_answer_does_not_end_a_newer_mark() -> None:
    roll = roll_of(row(1, "Participant 001"))
    first = roll.mark("p1", "present", "09:12")
    roll.mark("p1", "absent", "")
    roll.written("p1", first)
    roll.take(Seen("1-am", ("1-am",), [row(1, "Participant 001", status="present")]))
    found = roll.find("p1")
    assert found is not None
    assert found.status == "absent"


def test_the_room_has_two_parts() -> None:
    roll = roll_of(
        row(1, "a", status="present"),
        row(2, "b", status="present_remote"),
        row(3, "c", status="excused"),
        row(4, "d", status="absent"),
        row(5, "e"),
    )
    room = roll.room()
    assert (room.total, room.named, room.counted) == (4, 2, 2)
    assert (room.excused, room.absent, room.unmarked) == (1, 1, 1)


def test_a_comma_parts_name_and_organisation() -> None:
    assert query("Ana, Care Union").organisation == ("care", "union")
    assert query("Ana").organisation is None
    assert query("  ").empty
    assert name_typed(" Ana ،  Union") == "Ana"


def test_a_moment_is_told_where_the_workshop_is() -> None:
    from zoneinfo import ZoneInfo

    assert clock_of("2022-09-22T14:06:00Z", ZoneInfo("America/Mexico_City")) == "09:06"
    assert clock_of("", None) == ""


def test_the_right_ones_are_found_among_ten_thousand() -> None:
    rows = [row(n, f"Participant {n:05}", f"Organisation {n % 300}") for n in range(10_000)]
    roll = roll_of(*rows)
    for text in ("p", "pa", "participant", "099", "zzz"):
        here, _elsewhere = roll.match(text)
        begun = [one for one in rows if f" {text}" in f" {one.folded}"]
        assert here == (begun or [one for one in rows if text in one.folded]), text
    here, _elsewhere = roll.match("participant 099 org")
    assert [one.key for one in here[:3]] == ["p9900", "p9901", "p9902"]


def test_another_letter_narrows_and_a_mark_in_between_is_seen() -> None:
    people = [row(n, f"Participant {n:03}") for n in range(120)]
    roll = roll_of(*people)
    for text in ("p", "part", "part 1", "part 11", "part 11 0", "part 11", "011", ""):
        assert names(roll, text) == names(roll_of(*people), text), text
    assert names(roll, "part 11") == [
        *(f"Participant {n}" for n in range(110, 120)),
    ]
    roll.mark("p111", "present", "09:00")
    assert [one.status for one in roll.match("part 111")[0]] == ["present"]
    roll.take(Seen("1-am", ("1-am",), [row(9, "Participant 1119")], {}))
    assert names(roll, "part 1119") == ["Participant 1119"]
    assert names(roll, "part 1119, nobody") == []
    assert names(roll, "part 1119") == ["Participant 1119"]
