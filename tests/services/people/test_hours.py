"""The hours of a certificate: what was marked, against the agenda without its breaks."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.services.program import Program

DAY = "2022-09-22"


@pytest.fixture
def workshop(program: Program) -> str:
    """09:00 opening 60, break 30, round 90 (till 12:00); 13:00 groups 60 and 60, closing 60."""
    made = program.workshops.create("Day", DAY, code="T1", time_zone="America/Mexico_City").id
    add = program.agenda.add
    add(made, "Opening", 60)
    add(made, "Coffee", 30, "break")
    add(made, "Round", 90)
    add(made, "Lunch", 60, "break")
    add(made, "Group A", 60, room="A")
    program.agenda.beside(add(made, "Group B", 60, room="B").id)
    add(made, "Closing", 60)
    return made


@pytest.fixture
def one(program: Program, workshop: str) -> str:
    return program.people.walk_in(workshop, "Participant 001", "1-am").participation.id


def minutes(program: Program) -> tuple[int, int]:
    (found,) = program.hours.of("T1")
    return found.minutes, found.of


def test_half_days_without_breaks_and_groups_once(program: Program, one: str) -> None:
    assert minutes(program) == (150, 270)
    program.people.mark(one, "1-pm")
    assert minutes(program) == (270, 270)
    program.people.mark(one, "1-pm", "excused")
    assert minutes(program) == (150, 270)
    program.people.mark(one, "1-am", "")
    assert minutes(program) == (0, 270)


@pytest.mark.parametrize(
    ("arrived", "left", "expected"),
    [
        ("15:30", None, 90),  # 10:30 there: the round only
        ("15:10", None, 90),  # inside the break
        ("14:10", None, 150),  # ten minutes late is not late
        (None, "16:00", 90),  # 11:00: opening and half an hour
        (None, "16:50", 150),
        ("15:30", "16:30", 60),
        ("16:30", "15:30", 0),  # noted the wrong way round: nobody was there for less than nothing
    ],
)
def test_late_and_early(
    program: Program, one: str, arrived: str | None, left: str | None, expected: int
) -> None:
    if arrived is not None:
        program.people.mark_moments(one, "1-am", arrived_at=f"{DAY}T{arrived}:00Z")
    if left is not None:
        program.people.mark_moments(one, "1-am", left_at=f"{DAY}T{left}:00Z")
    assert minutes(program)[0] == expected
    (line,) = program.people.lines(program.workshops.find("T1").id, "1-am")
    assert line.status == "partial"


def test_a_moment_taken_away_is_the_whole_half_day_again(program: Program, one: str) -> None:
    program.people.mark_moments(one, "1-am", arrived_at=f"{DAY}T15:30:00Z")
    program.people.mark_moments(one, "1-am", arrived_at="")
    assert minutes(program)[0] == 150
    program.people.mark_moments(one, "1-am", left_at=f"{DAY}T15:30:00Z")
    program.history.undo()
    assert minutes(program)[0] == 150


def test_in_part_without_a_moment_is_half(program: Program, one: str) -> None:
    program.people.mark_all([one], "1-am", "partial")
    assert minutes(program)[0] == 75


def test_somebody_absent_who_came_after_all(program: Program, one: str) -> None:
    program.people.mark(one, "1-am", "absent")
    program.people.mark_moments(one, "1-am", arrived_at=f"{DAY}T15:30:00Z")
    assert minutes(program)[0] == 90


def test_a_mark_on_a_block_stands_before_its_half_day(
    program: Program, workshop: str, one: str
) -> None:
    opening, _, talk, *_ = program.agenda.blocks(workshop)
    program.people.mark(one, talk.id, "absent")
    assert minutes(program)[0] == 60
    program.people.mark(one, "1-am", "")
    program.people.mark(one, opening.id, "")
    program.people.mark(one, talk.id)
    assert minutes(program)[0] == 90
    assert program.hours.of("T1")[0].slots == (talk.id,)


def test_blocks_count_as_they_were_held(program: Program, workshop: str, one: str) -> None:
    opening = program.agenda.blocks(workshop)[0]
    with program.workspace.change("clock_next") as change:
        change.set(
            AgendaBlock,
            opening.id,
            started_at=f"{DAY}T14:20:00Z",
            ended_at=f"{DAY}T15:00:00Z",
        )
    assert minutes(program) == (130, 250)
    with program.workspace.change("clock_next") as change:
        change.set(AgendaBlock, opening.id, started_at="2022-10-22T14:20:00Z")
    assert minutes(program) == (150, 270), "a rehearsal on another day says nothing"


def test_two_records_have_one_time(program: Program, workshop: str, one: str) -> None:
    other = program.people.walk_in(workshop, "P. 001", "1-pm")
    first = program.people.of_one(one)[0].person_id
    assert sorted(found.minutes for found in program.hours.of("T1")) == [120, 150]
    program.joining.join(first, other.person.id)
    assert [found.minutes for found in program.hours.of("T1")] == [270]
    found = program.hours.of_person("T1", other.person.id)
    assert found is not None
    assert found.slots == ("1-am", "1-pm")
    assert program.hours.of_person("T1", "nobody") is None


def test_the_sample_has_hours_within_its_day(sample: Program) -> None:
    for code in ("W1", "W4", "R1", "C1"):
        for found in sample.hours.of(code):
            assert 0 <= found.minutes <= found.of
        assert any(found.minutes for found in sample.hours.of(code))


def test_paper_tells_half_days_though_blocks_were_marked(
    program: Program, workshop: str, one: str
) -> None:
    program.people.mark(one, "1-am", "")
    blocks = program.agenda.blocks(workshop)
    program.people.mark(one, blocks[0].id)
    program.people.mark(one, blocks[2].id)
    for number in range(5):  # a smaller group is not told
        more = program.people.walk_in(workshop, f"Participant 10{number}", "1-am").participation.id
        program.people.mark(more, "1-am", "")
        program.people.mark(more, blocks[0].id)
        program.people.mark(more, blocks[2].id)
    program.people.set_heads(workshop, blocks[0].id, "woman", 4)
    program.people.set_heads(workshop, blocks[2].id, "woman", 6)
    (half,) = program.dossiers.gather("T1", "en").presence.half_days
    assert (half.slot, half.named, half.counted) == ("1-am", 6, 6)
    program.agenda.remove(blocks[0].id)
    (half,) = program.dossiers.gather("T1", "en").presence.half_days
    assert (half.slot, half.named) == ("1-am", 6), "a removed block names no half-day"
