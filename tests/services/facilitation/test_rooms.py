"""Several rooms side by side: each has its clock, and the day goes on when all are done."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.services.program import Program


@pytest.fixture
def day(program: Program) -> tuple[str, dict[str, str]]:
    """A plenary, then a garden with two blocks beside a hall with one, then another plenary."""
    add = program.agenda.add
    workshop = program.workshops.create("Day", "2022-09-22").id
    for block in program.agenda.blocks(workshop):
        program.agenda.remove(block.id)
    told = {"Open": 30, "Garden 1": 20, "Garden 2": 20, "Hall": 60, "Close": 30}
    made = {title: add(workshop, title, minutes).id for title, minutes in told.items()}
    rooms = {"Garden 1": "g/a", "Garden 2": "g/a", "Hall": "g/b"}
    with program.workspace.change("block_edit") as change:
        for title, parallel in rooms.items():
            change.set(AgendaBlock, made[title], parallel=parallel)
    return workshop, made


def now(program: Program, workshop: str) -> str:
    block = program.agenda.face(workshop).now
    return block.title if block is not None else ""


def going(program: Program, workshop: str) -> dict[str, int]:
    """The minutes left in each room."""
    return {one.block.title: one.left // 60 for one in program.agenda.face(workshop).rooms}


def test_rooms_begin_together_and_each_goes_its_way(program: Program, day, clock) -> None:
    workshop, _ = day
    agenda = program.agenda
    agenda.next(workshop)
    assert agenda.face(workshop).rooms == ()
    agenda.next(workshop)
    assert going(program, workshop) == {"Garden 1": 20, "Hall": 60}
    clock.go(minutes=20)
    agenda.next(workshop)
    assert now(program, workshop) == "Garden 2"
    assert going(program, workshop) == {"Garden 2": 20, "Hall": 40}
    face = agenda.face(workshop)
    assert [(one.title, time) for one, time in face.following] == [("Close", "16:00")]
    assert face.day_ends == "16:30"
    assert face.goes_on is not None


def test_next_goes_to_the_room_that_still_runs_and_then_on_with_the_day(
    program: Program, day, clock
) -> None:
    workshop, made = day
    agenda = program.agenda
    agenda.start(made["Garden 1"])
    agenda.next(workshop)
    clock.go(minutes=20)
    assert agenda.next(workshop) is not None
    assert now(program, workshop) == "Hall"
    assert agenda.face(workshop).rooms == ()
    assert agenda.face(workshop).goes_on is None
    program.history.undo()
    assert set(going(program, workshop)) == {"Garden 2", "Hall"}
    program.history.redo()
    agenda.next(workshop)
    assert now(program, workshop) == "Close"
    ended = [one.title for one in agenda.blocks(workshop) if one.ended_at]
    assert ended == ["Garden 1", "Garden 2", "Hall"]


def test_rooms_that_end_together_end_in_one_step(program: Program, day) -> None:
    workshop, made = day
    program.agenda.edit(made["Garden 2"], minutes=40)
    program.agenda.start(made["Hall"])
    program.agenda.next(workshop)
    assert now(program, workshop) == "Close"


def test_the_chosen_room_is_what_the_clock_acts_on(program: Program, day, clock) -> None:
    workshop, made = day
    agenda = program.agenda
    assert agenda.choose_room(workshop) is None
    agenda.start(made["Garden 1"])
    step = program.history.next_undo()
    assert agenda.choose_room(workshop).title == "Hall"
    assert program.history.next_undo() == step
    agenda.more_time(workshop)
    assert going(program, workshop) == {"Garden 1": 20, "Hall": 65}
    agenda.pause(workshop)
    clock.go(minutes=10)
    agenda.pause(workshop)
    assert going(program, workshop) == {"Garden 1": 20, "Hall": 65}
    assert now(program, workshop) == "Hall"
    agenda.choose_room(workshop, made["Garden 1"])
    assert now(program, workshop) == "Garden 1"
    agenda.next(workshop)
    assert going(program, workshop) == {"Garden 2": 20, "Hall": 65}
    agenda.choose_room(workshop)
    agenda.next(workshop)
    assert now(program, workshop) == "Close"


def test_finishing_on_time_looks_at_the_room_that_is_done_last(
    program: Program, day, clock
) -> None:
    workshop, made = day
    agenda = program.agenda
    agenda.start(made["Garden 1"])
    clock.go(minutes=10)
    plan = agenda.finish_plan(workshop, "16:00")
    assert plan.ends == "16:30"
    assert [cut.block.title for cut in plan.cuts] == ["Hall", "Close"]
    agenda.finish_on_time(workshop, plan)
    assert agenda.face(workshop).day_ends == "16:00"


@pytest.mark.parametrize(
    ("lengths", "until", "cuts"),
    [
        # Of two rooms that run equally long both are cut, and both are told.
        ((20, 40, 60), "16:00", {"Garden 1": 16, "Garden 2": 25, "Hall": 41, "Close": 19}),
        # A room that has time enough keeps it, whatever the other's first block has left.
        ((20, 40, 30), "16:00", {"Garden 1": 16, "Garden 2": 25, "Close": 19}),
    ],
)
def test_cuts_in_every_room_are_told_before_they_are_made(
    program: Program, day, clock, lengths, until, cuts
) -> None:
    workshop, made = day
    agenda = program.agenda
    for title, minutes in zip(("Garden 1", "Garden 2", "Hall"), lengths, strict=True):
        agenda.edit(made[title], minutes=minutes)
    agenda.start(made["Garden 1"])
    clock.go(minutes=10)
    plan = agenda.finish_plan(workshop, until)
    assert {cut.block.title: cut.after for cut in plan.cuts} == cuts
    before = {one.title: one.minutes + one.added_minutes for one in agenda.blocks(workshop)}
    agenda.finish_on_time(workshop, plan)
    after = {one.title: one.minutes + one.added_minutes for one in agenda.blocks(workshop)}
    assert {title: after[title] for title in after if after[title] != before[title]} == cuts
    assert agenda.face(workshop).day_ends == until
    program.history.undo()
    assert before == {one.title: one.minutes + one.added_minutes for one in agenda.blocks(workshop)}


def test_a_room_that_is_done_does_not_hold_the_agenda_back(program: Program, day, clock) -> None:
    workshop, made = day
    agenda = program.agenda
    program.workshops.edit(workshop, day_starts=("14:30",))  # on time
    agenda.edit(made["Garden 2"], minutes=40)
    agenda.edit(made["Hall"], minutes=50)
    agenda.start(made["Hall"])
    clock.go(minutes=10)
    agenda.next(workshop)
    assert now(program, workshop) == "Garden 1"
    agenda.finish_on_time(workshop, agenda.finish_plan(workshop, "15:40"))
    assert agenda.face(workshop).day_ends == "15:40"
    assert agenda.placed(workshop)[-1].end == "15:40", "the agenda tells when it really ends"


def test_a_day_begun_before_rooms_had_clocks_goes_on(program: Program, day, clock) -> None:
    workshop, made = day
    with program.workspace.change("clock_start") as change:
        change.set(AgendaBlock, made["Garden 1"], started_at=program.workspace.now())
        change.set("workshop", workshop, current_block_id=made["Garden 1"])
    assert now(program, workshop) == "Garden 1"
    assert program.agenda.face(workshop).rooms == ()
    program.agenda.next(workshop)
    assert now(program, workshop) == "Garden 2"


def test_next_ends_only_the_room_it_says(program: Program, day, clock) -> None:
    workshop, made = day
    agenda = program.agenda
    agenda.start(made["Garden 1"])
    third = agenda.add(workshop, "Yard", 20, after=made["Garden 1"], parallel="g/c")
    with program.workspace.change("block_edit") as change:
        change.delete(AgendaBlock, made["Garden 2"])
        change.set(AgendaBlock, third.id, started_at=program.workspace.now())
    clock.go(minutes=20)  # the garden and the yard are to end now, the hall in forty minutes
    face = agenda.face(workshop)
    assert face.goes_on is not None
    assert (face.goes_on.title, set(going(program, workshop))) == (
        "Hall",
        {"Garden 1", "Yard", "Hall"},
    )
    agenda.next(workshop)
    assert set(going(program, workshop)) == {"Yard", "Hall"}
    assert program.workspace.get(AgendaBlock, third.id).ended_at == ""
