from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.agenda import agenda
from carefacilitator.model.records.records import AgendaBlock, Workshop

WORKSHOP = Workshop(id="w", day_starts=("09:00", "08:30"))


def block(number: int, minutes: int, **fields: object) -> AgendaBlock:
    told = {"day": 1, **fields}
    return AgendaBlock(id=f"b{number:02}", position=number * 10, minutes=minutes, **told)  # type: ignore[arg-type]


def times(blocks: list[AgendaBlock]) -> list[tuple[str, str]]:
    return [(one.start, one.end) for one in agenda.place(WORKSHOP, blocks)]


def test_each_block_starts_when_the_one_before_ends() -> None:
    assert times([block(1, 30), block(2, 15), block(3, 60)]) == [
        ("09:00", "09:30"),
        ("09:30", "09:45"),
        ("09:45", "10:45"),
    ]


def test_order_is_by_position_and_does_not_depend_on_arrival() -> None:
    blocks = [block(2, 10), block(1, 20)]
    assert [one.block.id for one in agenda.place(WORKSHOP, blocks)] == ["b01", "b02"]


def test_each_day_has_its_own_start() -> None:
    assert times([block(1, 30), block(2, 30, day=2)]) == [("09:00", "09:30"), ("08:30", "09:00")]


def test_a_fixed_start_does_not_move_and_tells_how_much_runs_over_it() -> None:
    placed = agenda.place(WORKSHOP, [block(1, 100), block(2, 60, fixed_start="10:30"), block(3, 5)])
    assert [(one.start, one.late, one.gap) for one in placed] == [
        ("09:00", 0, 0),
        ("10:30", 10, 0),
        ("11:30", 0, 0),
    ]


def test_a_fixed_start_after_a_gap_says_how_long_it_is() -> None:
    placed = agenda.place(WORKSHOP, [block(1, 60), block(2, 30, fixed_start="10:30")])
    assert placed[1].gap == 30
    assert placed[1].late == 0


def test_parallel_groups_start_together_and_the_next_waits_for_the_longest() -> None:
    blocks = [block(1, 30), block(2, 40, parallel="a"), block(3, 60, parallel="a"), block(4, 10)]
    assert [one.start for one in agenda.place(WORKSHOP, blocks)] == [
        "09:00",
        "09:30",
        "09:30",
        "10:30",
    ]


def test_two_parallel_rounds_after_each_other_do_not_mix() -> None:
    blocks = [block(1, 30, parallel="a"), block(2, 30, parallel="a"), block(3, 20, parallel="b")]
    assert [one.start for one in agenda.place(WORKSHOP, blocks)] == ["09:00", "09:00", "09:30"]


@pytest.mark.parametrize(("text", "minutes"), [("00:00", 0), ("9:05", 545), ("23:59", 1439)])
def test_times_of_the_day_are_read(text: str, minutes: int) -> None:
    assert agenda.minutes_of(text) == minutes


@pytest.mark.parametrize("text", ["", "9", "24:00", "10:60", "10:5", "x:30", "10:30:00", "٩:٦٠"])
def test_what_is_no_time_is_not_guessed(text: str) -> None:
    assert agenda.minutes_of(text) is None


def test_a_short_day_is_one_half_day_and_a_long_one_two() -> None:
    assert agenda.slots(WORKSHOP, [block(1, 240)]) == ("1-am",)
    assert agenda.slots(WORKSHOP, [block(1, 240), block(2, 120)]) == ("1-am", "1-pm")
    assert agenda.slots(WORKSHOP, []) == ("1-am",)


def test_contact_time_counts_parallel_rooms_once_and_breaks_not_at_all() -> None:
    blocks = [
        block(1, 60, parallel="a", session_type="breakout"),
        block(2, 60, parallel="a", session_type="breakout"),
        block(3, 20, session_type="break"),
        block(4, 30, session_type="plenary"),
    ]
    assert agenda.contact_minutes(agenda.place(WORKSHOP, blocks), frozenset({"break"})) == 90


# finishing on time --------------------------------------------------------------------------------


def after(plan: agenda.FinishPlan) -> dict[str, int]:
    return {cut.block.id: cut.after for cut in plan.cuts}


def test_a_late_day_loses_its_minutes_where_there_are_most() -> None:
    running = agenda.Running(block(1, 60), 12, 48)
    rest = [block(2, 30), block(3, 20), block(4, 10)]
    plan = agenda.plan_finish(13 * 60 + 58, 15 * 60 + 40, running, rest)
    assert (plan.ends, plan.will_end, plan.until, plan.over) == ("15:46", "15:40", "15:40", 0)
    assert after(plan) == {"b01": 57, "b02": 28, "b03": 19}
    assert plan.running_ends == 13 * 60 + 58 + 45
    assert plan.left_out == ()


def test_a_day_that_ends_in_time_is_left_alone() -> None:
    plan = agenda.plan_finish(600, 720, None, [block(1, 60), block(2, 60)])
    assert (plan.cuts, plan.over, plan.running_ends) == ((), 0, None)


def test_what_comes_before_a_fixed_time_makes_room_for_it_and_not_for_what_follows() -> None:
    rest = [block(1, 60), block(2, 30, fixed_start="11:00"), block(3, 60)]
    plan = agenda.plan_finish(10 * 60 + 20, 12 * 60 + 20, None, rest)
    assert after(plan) == {"b01": 40, "b03": 50}
    assert plan.over == 0


def test_only_where_shortening_is_not_enough_are_blocks_left_out_the_closing_last() -> None:
    rest = [
        block(1, 30, session_type="plenary"),
        block(2, 10, session_type="break"),
        block(3, 30, session_type="report_back"),
        block(4, 20, session_type="closing"),
    ]
    enough = agenda.plan_finish(600, 620, None, rest)
    assert sorted(after(enough).values()) == [5, 5, 5, 5]
    less = agenda.plan_finish(600, 612, None, rest)
    assert [one.id for one in less.left_out] == ["b02", "b03"]
    assert less.over == 0
    assert after(less)["b04"] >= agenda.LEAST


def test_a_day_that_cannot_end_in_time_says_by_how_much() -> None:
    rest = [block(1, 30), block(2, 60, fixed_start="11:00")]
    plan = agenda.plan_finish(10 * 60 + 58, 11 * 60 + 30, None, rest)
    assert [one.id for one in plan.left_out] == ["b01"]
    assert plan.over == 30


def test_the_running_block_keeps_what_it_has_had() -> None:
    plan = agenda.plan_finish(700, 701, agenda.Running(block(1, 60), 40, 20), [])
    assert after(plan) == {"b01": 45}
    assert agenda.plan_finish(700, 701, agenda.Running(block(1, 60), 70, -10), []).cuts == ()


def test_rooms_side_by_side_are_cut_to_one_length() -> None:
    rest = [block(1, 40, parallel="a"), block(2, 60, parallel="a"), block(3, 20)]
    plan = agenda.plan_finish(600, 650, None, rest)
    assert after(plan)["b01"] == after(plan)["b02"]
    assert after(plan)["b02"] + after(plan)["b03"] == 50


lengths = st.integers(min_value=0, max_value=120)
kinds = st.sampled_from(["", "break", "plenary", "closing", "energizer", "evaluation"])


@st.composite
def days(draw: st.DrawFn) -> list[AgendaBlock]:
    made: list[AgendaBlock] = []
    time = 9 * 60
    for number, minutes in enumerate(draw(st.lists(lengths, min_size=1, max_size=12))):
        fixed = agenda.time_of(time) if draw(st.integers(0, 4)) == 0 and time < 1200 else ""
        parallel = "" if fixed else draw(st.sampled_from(["", "", "", "p", "q"]))
        made.append(
            block(
                number,
                minutes,
                fixed_start=fixed,
                parallel=parallel,
                session_type=draw(kinds),
            )
        )
        time += minutes
    return made


@given(days(), st.integers(8 * 60, 20 * 60), st.integers(9 * 60, 20 * 60), st.none() | lengths)
def test_a_plan_moves_no_fixed_block_fits_where_it_can_and_keeps_the_order(
    rest: list[AgendaBlock], now: int, until: int, left: int | None
) -> None:
    running = None if left is None else agenda.Running(block(99, 60, parallel="r"), 7, left)
    plan = agenda.plan_finish(now, until, running, rest)
    told = [one.id for one in ([running.block] if running else []) + rest]
    cut = [one.block.id for one in plan.cuts]
    assert cut == [one for one in told if one in cut]  # the order of the day, each once
    for one in plan.cuts:
        assert not one.block.fixed_start
        assert 0 <= one.after < one.before
        assert one.after >= agenda.LEAST or one.after == 0
    if running is not None and running.block.id in cut:
        assert plan.cuts[0].after >= running.had + min(agenda.LEAST, running.left)
    new = after(plan)
    again = agenda.plan_finish(
        now,
        until,
        agenda.Running(running.block, 7, plan.running_ends - now) if running else None,
        [dataclasses.replace(one, minutes=new.get(one.id, one.minutes)) for one in rest],
    )
    assert (again.ends, again.will_end) == (plan.will_end, plan.will_end)
    assert plan.over == 0 or earliest_end(now, running, rest) > until


def earliest_end(now: int, running: agenda.Running | None, rest: list[AgendaBlock]) -> int:
    """When the day ends if nothing is held but what is fixed and the block that is running."""
    end = now + (min(agenda.LEAST, running.left) if running else 0)
    for one in rest:
        fixed = agenda.minutes_of(one.fixed_start)
        if fixed is not None:
            end = max(end, fixed) + one.minutes
    return end
