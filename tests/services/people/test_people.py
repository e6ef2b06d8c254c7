from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Attendance, Participation, Person
from carefacilitator.services.failures import BadNumber, EmptyName
from carefacilitator.services.program import Program

SLOT = "1-am"


@pytest.fixture
def workshop(program: Program) -> str:
    return program.workshops.create("Day").id


def test_a_walk_in_is_a_name_a_comma_and_an_organisation(program: Program, workshop: str) -> None:
    line = program.people.walk_in(workshop, "Participant 001, Group A", SLOT)
    (shown,) = program.people.lines(workshop, SLOT)
    assert shown.person.id == line.person.id
    assert (shown.person.name, shown.organisation) == ("Participant 001", "Group A")
    assert (shown.status, shown.consents) == ("present", {})


def test_the_arabic_comma_separates_too(program: Program, workshop: str) -> None:
    program.people.walk_in(workshop, "مشاركة ٠٠١، الجمعية أ", SLOT)
    (shown,) = program.people.lines(workshop, SLOT)
    assert (shown.person.name, shown.organisation) == ("مشاركة ٠٠١", "الجمعية أ")


def test_nobody_is_no_walk_in(program: Program, workshop: str) -> None:
    with pytest.raises(EmptyName):
        program.people.walk_in(workshop, " , Group A", SLOT)
    assert program.workspace.all(Person) == []


def test_known_organisations_are_not_written_twice(program: Program, workshop: str) -> None:
    program.people.walk_in(workshop, "Participant 001, Asociación Más", SLOT)
    program.people.walk_in(workshop, "Participant 002, asociacion mas", SLOT)
    assert len(program.workshops.organisations()) == 1


def test_any_part_of_any_name_finds_without_accents(program: Program, workshop: str) -> None:
    for name in ("Añá Núñez, Água", "أسماء, جمعية الرعاية", "Participant 003, Group"):
        program.people.walk_in(workshop, name, SLOT)
    lines = program.people.lines(workshop, SLOT)
    for typed, expected in (("nun", "Añá Núñez"), ("agua an", "Añá Núñez"), ("اسما", "أسماء")):
        assert [one.person.name for one in program.people.matching(lines, typed)] == [expected]


def test_not_marked_is_not_absent(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    line = sample.people.lines(workshop, SLOT)[0]
    sample.people.mark(line.participation.id, SLOT, "")
    room = sample.people.room(workshop, SLOT)
    assert (room.named, room.counted, room.absent, room.unmarked, room.total) == (27, 3, 0, 1, 30)
    assert sample.people.mark_rest_absent(workshop, SLOT) == 1
    room = sample.people.room(workshop, SLOT)
    assert (room.absent, room.unmarked) == (1, 0)
    sample.history.undo()
    assert sample.people.room(workshop, SLOT).unmarked == 1


def test_a_mark_taken_away_can_be_set_again(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    line = sample.people.lines(workshop, SLOT)[0]
    for status in ("", "excused", "", "present"):
        sample.people.mark(line.participation.id, SLOT, status)
    assert sample.people.lines(workshop, SLOT)[0].status == "present"


def test_what_is_usual_can_be_chosen_and_is_what_one_key_writes(
    program: Program, workshop: str
) -> None:
    people = program.people
    person = people.walk_in(workshop, "Participant 001", "").person.id
    assert people.usual_answers(workshop).purposes[0] == "store"
    people.choose_usual(workshop, ("store", "quote", "no such"), "written")
    people.usual_consent(workshop, person)
    given = people.answers(workshop, person)
    assert {(one, found.status, found.method) for one, found in given.items()} == {
        ("store", "given", "written"),
        ("quote", "given", "written"),
    }
    other = program.workshops.create("Another").id
    assert people.usual_answers(other).method == "oral_witness", "a choice for one workshop"
    people.choose_usual(workshop, (), "written")
    assert people.usual_answers(workshop) == people.usual_answers(other)


def test_usual_consent_never_overrides_an_answer(program: Program, workshop: str) -> None:
    person = program.people.walk_in(workshop, "Participant 001", SLOT).person.id
    program.people.consent(workshop, person, {"photo": "refused"})
    program.people.usual_consent(workshop, person)
    consents = program.people.lines(workshop, SLOT)[0].consents
    assert consents["photo"] == "refused"
    assert consents["store"] == consents["share_secretariat"] == "given"


def test_who_refuses_to_be_stored_is_counted_and_nothing_is_kept(
    program: Program, workshop: str
) -> None:
    line = program.people.walk_in(workshop, "Participant Secret, Group", SLOT)
    program.people.edit(line.person.id, email="secret@example.org")
    program.people.refuse_storage(line.participation.id, SLOT)
    assert program.people.lines(workshop, SLOT) == []
    assert program.people.room(workshop, SLOT).total == 1
    assert program.history.next_undo().label != "count_instead", "undo brings no row without a name"
    rows = program.workspace.database.rows("SELECT * FROM operation")
    assert "secret" not in str(rows).casefold()
    people = program.workspace.database.rows("SELECT * FROM person")
    assert "secret" not in str(people).casefold()
    assert program.finding.search("Secret") == []


def test_head_counts_stand_beside_the_list(program: Program, workshop: str) -> None:
    program.people.set_heads(workshop, SLOT, "woman", 12)
    program.people.set_heads(workshop, SLOT, "man", 3)
    program.people.walk_in(workshop, "Participant 001", SLOT)
    room = program.people.room(workshop, SLOT)
    assert (room.named, room.counted, room.groups) == (1, 15, {"woman": 12, "man": 3})
    with pytest.raises(BadNumber):
        program.people.set_heads(workshop, SLOT, "woman", -1)


def test_people_of_earlier_workshops_are_found_and_brought(sample: Program) -> None:
    made = sample.workshops.create("New day").id
    found = next(
        one.person for one in sample.people.elsewhere(made) if "Participant 051" in one.names
    )
    sample.people.bring(made, found.id, SLOT)
    assert [line.person.id for line in sample.people.lines(made, SLOT)] == [found.id]
    assert found.id not in [one.person.id for one in sample.people.elsewhere(made)]
    assert len(sample.workspace.all(Person)) == 102


def test_likely_duplicates_are_proposed_and_never_merged(program: Program, workshop: str) -> None:
    for text in ("Ana María López, A", "Lopez Ana Maria, B", "Rosa, C"):
        program.people.walk_in(workshop, text, SLOT)
    (likely,) = program.people.likely_same(workshop)
    assert likely.reason == "name"
    assert len(program.people.lines(workshop, SLOT)) == 3
    program.people.say_same(likely.first.id, likely.second.id)
    assert program.people.likely_same(workshop) == []
    program.history.undo()
    assert len(program.people.likely_same(workshop)) == 1


def test_taken_off_the_list_is_undone_whole(program: Program, workshop: str) -> None:
    line = program.people.walk_in(workshop, "Participant 001", SLOT)
    program.people.remove(line.participation.id)
    assert program.people.lines(workshop, SLOT) == []
    program.history.undo()
    assert [one.status for one in program.people.lines(workshop, SLOT)] == ["present"]
    assert len(program.workspace.all(Participation)) == len(program.workspace.all(Attendance)) == 1


def test_children_and_companions_stand_beside_the_participants(
    program: Program, workshop: str
) -> None:
    program.people.set_heads(workshop, SLOT, "woman", 2)
    program.people.set_heads(workshop, SLOT, "children", 4)
    room = program.people.room(workshop, SLOT)
    assert (room.counted, room.groups["children"]) == (2, 4)
    assert program.workshops.lines()[0].counted == 2
