"""A quick session is a workshop like any other, kept letter by letter."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Lesson, Organisation
from carefacilitator.services.program import Program


@pytest.fixture
def session(program: Program) -> str:
    return program.quick.start("Session of today", "es").id


def organisations(program: Program) -> list[str]:
    return [one.name for one in program.workshops.organisations()]


def test_it_is_todays_workshop_with_one_block_and_one_step_to_undo(
    program: Program, session: str
) -> None:
    told = program.quick.of(session)
    assert (told.workshop.event_type, told.workshop.languages) == ("community_meeting", ("es",))
    assert told.workshop.start == told.workshop.end
    assert len(program.agenda.blocks(session)) == 1
    assert (told.people, told.lessons, told.commitments) == (0, (), ())
    program.history.undo()
    assert program.workshops.lines() == []


def test_an_organisation_is_written_letter_by_letter_without_leaving_others_behind(
    program: Program, session: str
) -> None:
    program.workshops.add_role(program.workshops.create("Other").id, "Red", "lead")
    own = program.workspace.new_id()
    for typed in ("R", "Red", "Red de cuid", "Red de cuidadoras"):
        program.quick.hold(session, typed, own)
    assert sorted(organisations(program)) == ["Red", "Red de cuidadoras"]
    held_by = program.quick.of(session).organisation
    assert held_by is not None
    assert held_by.name == "Red de cuidadoras"
    program.quick.hold(session, "RED", own)
    assert program.quick.of(session).organisation == program.workshops.find_organisation("Red")
    assert organisations(program) == ["Red"]
    program.quick.hold(session, "", own)
    assert program.quick.of(session).organisation is None
    assert len(program.workshops.roles(session)) == 0
    assert program.workspace.find(Organisation, own) is None


def test_lessons_keep_their_id_and_an_emptied_one_comes_back(
    program: Program, session: str
) -> None:
    one = program.workspace.new_id()
    for text in ("Ca", "Care is work", "", "Care is work, too"):
        program.quick.lesson(session, one, text, "en")
    (lesson,) = program.quick.of(session).lessons
    assert (lesson.id, lesson.text, lesson.language) == (one, "Care is work, too", "en")
    program.quick.lesson(session, one, " ", "en")
    assert program.quick.of(session).lessons == ()
    program.quick.lesson(session, program.workspace.new_id(), "  ", "en")
    assert program.workspace.all(Lesson, workshop_id=session) == []


def test_a_commitment_is_the_hosts_unless_somebody_else_is_named(
    program: Program, session: str
) -> None:
    program.quick.hold(session, "Red", program.workspace.new_id())
    one = program.workspace.new_id()
    program.quick.commitment(session, one, "Open", due="2024-12-01")
    (view,) = program.quick.of(session).commitments
    assert (view.who, view.commitment.due) == ("Red", "2024-12-01")
    program.quick.commitment(session, one, "Open a room", who="The mayor")
    (view,) = program.quick.of(session).commitments
    assert (view.who, view.commitment.what, view.commitment.due) == (
        "The mayor",
        "Open a room",
        "",
    )
    assert organisations(program) == ["Red"]
    program.quick.commitment(session, one, "")
    assert program.quick.of(session).commitments == ()
    program.quick.commitment(session, one, "Again", who="red")
    assert program.quick.of(session).commitments[0].who == "Red"


def test_the_next_session_begins_where_the_last_one_was(program: Program, session: str) -> None:
    program.workshops.edit(session, place="School")
    program.quick.hold(session, "Red", program.workspace.new_id())
    again = program.quick.of(program.quick.start("Next", "es").id)
    assert again.workshop.place == "School"
    assert again.organisation is not None
    assert again.organisation.name == "Red"


def test_who_is_counted_is_in_the_figures_of_the_workshop(program: Program, session: str) -> None:
    told = program.quick.of(session)
    for group, count in (("woman", 14), ("man", 3), ("children", 5)):
        program.people.set_heads(session, told.slot, group, count)
    assert program.quick.of(session).people == 17
    (line,) = program.workshops.lines()
    assert line.counted == 17
    assert program.people.room(session, told.slot).total == 17
