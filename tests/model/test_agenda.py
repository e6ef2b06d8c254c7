from __future__ import annotations

import pytest

from carefacilitator.model import agenda
from carefacilitator.model.records import AgendaBlock, Workshop

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
