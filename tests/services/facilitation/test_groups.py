"""Random groups: of who is here, the same from the same draw, kept with consent in mind."""

from __future__ import annotations

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import Attendance, Participation, Person, Tally
from carefacilitator.services.exchange.gathering import gather
from carefacilitator.services.facilitation.groups import GroupWish, as_text, told
from carefacilitator.services.failures import BadNumber
from carefacilitator.services.program import Program
from carefacilitator.storage.removal import erasure

EN = Words("en")
KEY = b"k" * 32


@pytest.fixture
def room(program: Program) -> tuple[Program, str, str]:
    """Eight people of two organisations, half of them women; one is absent, one has left."""
    day = program.workshops.create("Day", "2022-09-22").id
    block = program.agenda.add(day, "Talk", 30).id
    slot = program.agenda.slot_now(day)
    for number in range(1, 11):
        line = program.people.walk_in(day, f"Participant {number:03}, Org {number % 2}", slot)
        gender = "woman" if number % 4 < 2 else "man"
        program.people.edit(line.person.id, gender=gender)
        if number == 9:
            program.people.mark(line.participation.id, slot, "absent")
        if number == 10:
            mark = program.workspace.all(Attendance, participation_id=line.participation.id)[0]
            with program.workspace.change("mark_present") as change:
                change.set(Attendance, mark.id, left_at="2022-09-22T15:00:00Z")
    return program, day, block


def test_only_who_is_here_is_drawn(room: tuple[Program, str, str]) -> None:
    program, day, _ = room
    drawn = program.grouping.draw(day, GroupWish(3))
    assert drawn.people == 8
    assert sorted(len(group) for group in drawn.groups) == [2, 3, 3]
    names = {name for group in drawn.named() for name in group}
    assert names == {f"Participant {number:03}" for number in range(1, 9)}


def test_the_same_draw_again_and_another(room: tuple[Program, str, str]) -> None:
    program, day, _ = room
    first = program.grouping.draw(day, GroupWish(2))
    assert program.grouping.draw(day, GroupWish(2)) == first
    others = {program.grouping.draw(day, GroupWish(2, draw=n)).groups for n in range(1, 6)}
    assert len(others) > 1


def test_organisations_and_genders_are_spread(room: tuple[Program, str, str]) -> None:
    program, day, _ = room
    drawn = program.grouping.draw(day, GroupWish(2, mix=("organisation", "gender")))
    people = {one.id: one for one in program.workspace.all(Person)}
    for group in drawn.groups:
        assert sum(people[one].gender == "woman" for one in group) == 2
        assert len({people[one].organisation_id for one in group}) == 2


def test_groups_of_a_size(room: tuple[Program, str, str]) -> None:
    program, day, _ = room
    drawn = program.grouping.draw(day, GroupWish(3, of_size=True))
    assert sorted(map(len, drawn.groups)) == [2, 3, 3]
    assert told(drawn, EN) == "3 groups, 2 – 3 people in each"
    with pytest.raises(BadNumber):
        program.grouping.draw(day, GroupWish(0))


def test_who_leads_the_day_is_drawn_only_when_wanted(room: tuple[Program, str, str]) -> None:
    program, day, _ = room
    here = program.grouping.here(day)[0].participation
    with program.workspace.change("person_edit") as change:
        change.set(Participation, here.id, role="facilitator")
    assert program.grouping.draw(day, GroupWish(2)).people == 7
    assert program.grouping.draw(day, GroupWish(2, everybody=True)).people == 8


def test_an_empty_room_draws_nothing(program: Program) -> None:
    day = program.workshops.create("Day").id
    drawn = program.grouping.draw(day, GroupWish(4))
    assert (drawn.groups, told(drawn, EN), as_text(drawn, EN)) == ((), "No groups", "\n")


def test_kept_groups_come_back_with_what_was_moved(room: tuple[Program, str, str]) -> None:
    program, day, block = room
    drawn = program.grouping.draw(day, GroupWish(2))
    person = drawn.groups[0][0]
    drawn = program.grouping.move(drawn, person, 1)
    note = program.grouping.keep(day, block, drawn, EN)
    kept = program.grouping.kept(day, block)[0]
    assert kept.groups == drawn.groups
    assert (kept.wish.mix, kept.wish.draw) == (("organisation",), 1)
    assert note.text == "2 groups, 3 – 5 people in each"
    assert "Participant" not in note.text
    text = as_text(kept, EN)
    assert text.startswith("Group 1\n  Participant ")
    assert text.count("Participant") == 8
    program.history.undo()
    assert program.grouping.kept(day, block) == []
    assert program.notes.of(day) == []


def test_who_is_in_a_group_leaves_only_for_those_who_may_know(
    room: tuple[Program, str, str],
) -> None:
    program, day, block = room
    drawn = program.grouping.draw(day, GroupWish(2))
    person = drawn.groups[0][0]
    program.people.consent(day, person, {"store": "given", "share_secretariat": "given"})
    program.grouping.keep(day, block, drawn, EN)
    workshops = [program.workshops.find(day)]
    own = gather(program.workspace, workshops, consent.OWN_GROUP, KEY).records["tally"]
    assert {one.person_id for one in own if isinstance(one, Tally)} == {person, ""}
    other = gather(program.workspace, workshops, consent.OTHER, KEY).records["tally"]
    assert {one.person_id for one in other if isinstance(one, Tally)} == {""}
    assert len(other) == len(own) == 9


def test_a_person_who_is_forgotten_leaves_her_group(room: tuple[Program, str, str]) -> None:
    program, day, block = room
    drawn = program.grouping.draw(day, GroupWish(2))
    program.grouping.keep(day, block, drawn, EN)
    erasure.erase(program.workspace, drawn.groups[0][0])
    kept = program.grouping.kept(day, block)[0]
    assert kept.groups == (drawn.groups[0][1:], drawn.groups[1])
