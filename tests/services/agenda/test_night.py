"""The clock past midnight, in the night in which the clocks change, and in another zone."""

from __future__ import annotations

import datetime as dt

import pytest

from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.services.program import Program

EVENING = dt.datetime(2026, 10, 24, 20, 30, tzinfo=dt.UTC)  # 22:30 in Paris; summer time ends


@pytest.fixture
def night(program: Program, clock) -> str:  # type: ignore[no-untyped-def]
    """Four blocks of an hour and a quarter from 22:30 on, to end at two at the latest."""
    made = program.workshops.create("Night", start="2026-10-24", time_zone="Europe/Paris").id
    program.workshops.edit(made, day_starts=("22:30",), must_end="02:00")
    for title in ("Arrival", "Watch", "Circle", "Dawn"):
        program.agenda.add(made, title, 75)
    clock.go(seconds=int((EVENING - clock()).total_seconds()))
    return made


def test_a_night_is_told_right_all_along(program: Program, night: str, clock) -> None:  # type: ignore[no-untyped-def]
    agenda = program.agenda
    assert [one.start for one in agenda.placed(night)] == ["22:30", "23:45", "01:00", "02:15"]
    assert agenda.placed(night)[-1].end == "02:30"  # for the second time
    agenda.next(night)
    clock.go(minutes=75)
    agenda.next(night)
    clock.go(minutes=90)  # 01:15, a quarter of an hour over
    face = agenda.face(night)
    assert face.now is not None
    assert (face.now.title, face.since, face.until) == ("Watch", "23:45", "01:00")
    assert (face.left, face.behind) == (-15 * 60, 15)
    assert [time for _, time in face.following] == ["01:15", "02:30"]
    assert (face.day_ends, face.should_end, face.runs_over) == ("02:45", "02:00", 105)
    assert agenda.slot_now(night) == "1-pm"


def test_a_night_can_finish_on_time(program: Program, night: str, clock) -> None:  # type: ignore[no-untyped-def]
    program.workshops.edit(night, must_end="01:30")
    program.agenda.next(night)
    clock.go(minutes=75)
    program.agenda.next(night)
    clock.go(minutes=60)  # 00:45
    plan = program.agenda.finish_plan(night)
    assert (plan.until, plan.ends, plan.will_end, plan.over) == ("01:30", "02:30", "01:30", 0)
    program.agenda.finish_on_time(night, plan)
    face = program.agenda.face(night)
    assert (face.behind, face.day_ends, face.runs_over) == (0, "01:30", 0)


def test_a_day_that_runs_early_is_ahead(program: Program, night: str, clock) -> None:  # type: ignore[no-untyped-def]
    program.agenda.next(night)
    clock.go(minutes=60)
    program.agenda.next(night)
    face = program.agenda.face(night)
    assert (face.behind, face.until) == (-15, "00:45")


def test_what_happened_keeps_its_moment_in_another_zone(
    program: Program,
    night: str,
    clock,  # type: ignore[no-untyped-def]
) -> None:
    program.agenda.next(night)
    block = program.agenda.blocks(night)[0]
    program.workshops.edit(night, time_zone="America/Mexico_City")
    assert program.agenda.placed(night)[0].start == "22:30"
    assert program.workspace.get(AgendaBlock, block.id).started_at == block.started_at
    face = program.agenda.face(night)
    assert (face.since, face.until, face.left) == ("14:30", "15:45", 75 * 60)
