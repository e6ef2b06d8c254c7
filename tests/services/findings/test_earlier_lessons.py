"""What is open from last time: the same programme, place or organisations; lessons by theme."""

from __future__ import annotations

import pytest

from carefacilitator.services.program import Program


@pytest.fixture
def earlier(program: Program) -> str:
    one = program.workshops.create("Earlier", "2024-01-10", place="Pueblo Nuevo").id
    program.workshops.add_role(one, "Municipality A", "lead")
    program.commitments.add(one, "Open a centre", "Grassroots organization A")
    return one


def open_for(program: Program, workshop: str) -> list[str]:
    return [view.commitment.what for view in program.commitments.soonest_open(99, workshop).views]


def test_the_same_place_is_enough_however_it_is_written(program: Program, earlier: str) -> None:
    here = program.workshops.create("Next", "2024-06-01", place="PUEBLO  nuevo ").id
    other = program.workshops.create("Far", "2024-06-01", place="Elsewhere").id
    nowhere = program.workshops.create("Nowhere", "2024-06-01").id
    assert open_for(program, here) == ["Open a centre"]
    assert open_for(program, other) == []
    assert open_for(program, nowhere) == []
    assert open_for(program, earlier) == []


def test_who_helps_with_a_commitment_meets_it_again(program: Program, earlier: str) -> None:
    commitment = program.commitments.of(earlier)[0].commitment.id
    program.partners.add(commitment, "Union B")
    here = program.workshops.create("Next", "2024-06-01").id
    assert open_for(program, here) == []
    program.workshops.add_role(here, "Union B", "host")
    assert open_for(program, here) == ["Open a centre"]
    program.commitments.report(commitment, "completed", "on_track")
    assert open_for(program, here) == []


def test_lessons_with_more_in_common_come_first_and_later_ones_not(program: Program) -> None:
    make, add = program.workshops.create, program.lessons.add
    old, new = make("Old", "2023-01-01", code="A").id, make("New", "2024-01-01", code="B").id
    later = make("Later", "2025-01-01").id
    add(old, "One theme", themes=("childcare",))
    add(old, "Both", themes=("childcare", "time_use"))
    add(new, "One, later", themes=("childcare",))
    add(new, "Other", themes=("decent_work",))
    add(later, "Not yet", themes=("childcare",))
    here = make("Here", "2024-06-01", themes=("childcare", "time_use")).id
    add(here, "Own", themes=("childcare",))
    found = program.last_time.lessons(here)
    assert [one.lesson.text for one in found] == ["Both", "One, later", "One theme"]
    assert [one.workshop_code for one in found] == ["A", "B", "A"]
    assert len(found[0].theme_words("es")) == 2


def test_without_themes_of_its_own_a_workshop_is_about_what_was_said(program: Program) -> None:
    here = program.workshops.create("Here").id
    assert program.last_time.lessons(here) == []
    program.lessons.add(here, "Said", themes=("time_use",))
    assert program.last_time.themes(here) == {"time_use"}
