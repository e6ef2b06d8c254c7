from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.agenda import agenda
from carefacilitator.model.agenda.day_clock import DAY, DayClock, day_clock, time_of
from carefacilitator.model.records.records import AgendaBlock, Workshop

CHANGES = {
    ("Europe/Paris", "2026-10-24"): 60,
    ("Europe/Paris", "2026-03-28"): -60,
    ("America/Santiago", "2026-09-05"): -60,
    ("Africa/Casablanca", "2026-02-14"): 60,
    ("Australia/Lord_Howe", "2026-04-04"): 30,
}
"""Nights in which the clocks change: zone, date of the evening, minutes by which it is longer."""
ZONES = ("", "Etc/UTC", "Asia/Kolkata", *(zone for zone, _ in CHANGES))
NIGHT = Workshop(id="n", start="2026-05-08", day_starts=("22:30",), time_zone="America/Lima")


def block(number: int, minutes: int, **fields: object) -> AgendaBlock:
    told = {"day": 1, **fields}
    return AgendaBlock(id=f"b{number:02}", position=number * 10, minutes=minutes, **told)  # type: ignore[arg-type]


def test_a_day_goes_on_past_midnight() -> None:
    blocks = [block(1, 85), block(2, 45), block(3, 40), block(4, 5)]
    placed = agenda.place(NIGHT, blocks)
    assert [one.start for one in placed] == ["22:30", "23:55", "00:40", "01:20"]
    assert (placed[-1].end, placed[-1].ends - placed[0].begins) == ("01:25", 175)
    assert agenda.contact_minutes(placed, frozenset()) == 175
    assert agenda.slots(NIGHT, blocks) == ("1-pm",)


def test_a_time_after_midnight_is_held_that_night_and_a_little_early_is_late() -> None:
    placed = agenda.place(NIGHT, [block(1, 60), block(2, 30, fixed_start="00:30")])
    assert (placed[1].start, placed[1].gap, placed[1].late) == ("00:30", 60, 0)
    day = Workshop(id="d", day_starts=("09:00",))
    early = agenda.place(day, [block(1, 30, fixed_start="08:30")])[0]
    assert (early.start, early.late, early.gap) == ("08:30", 30, 0)


def test_no_day_ends_before_it_begins() -> None:
    assert day_clock(NIGHT, 1).end("02:00") == 26 * 60
    assert day_clock(NIGHT, 1).end("23:00") == 23 * 60
    assert DayClock(9 * 60).end("16:00") == 16 * 60
    assert DayClock(9 * 60).end("") is None


@pytest.mark.parametrize(("where", "longer"), CHANGES.items())
def test_an_hour_that_comes_twice_or_not_at_all_is_counted_as_it_passes(
    where: tuple[str, str], longer: int
) -> None:
    zone, date = where
    workshop = Workshop(id="w", start=date, day_starts=("22:00",), time_zone=zone)
    last = agenda.place(workshop, [block(1, 8 * 60)])[0]
    assert last.end == time_of(22 * 60 + 8 * 60 - longer)
    held = agenda.place(workshop, [block(1, 60), block(2, 30, fixed_start="06:00")])[1]
    assert (held.start, held.gap) == ("06:00", 7 * 60 + longer)


def test_where_no_clock_changes_nothing_depends_on_the_zone() -> None:
    clocks = [DayClock(540, dt.date(2026, 5, 8), ZoneInfo(zone)) for zone in ZONES if zone]
    assert {clock.face(600) for clock in clocks} == {"10:00"}


def test_a_moment_belongs_to_the_day_whose_night_it_is() -> None:
    blocks = [block(1, 200), block(2, 60, day=2)]
    workshop = Workshop(
        id="w", start="2026-05-08", end="2026-05-09", day_starts=("22:30", "09:00"), time_zone=""
    )
    placed = agenda.place(workshop, blocks)
    moments = {"2026-05-08T23:00": 1, "2026-05-09T01:30": 1, "2026-05-09T09:05": 2}
    for told, day in moments.items():
        moment = dt.datetime.fromisoformat(told).astimezone()
        assert agenda.day_at(workshop, placed, moment) in ((day, 23 * 60), (day, 1530), (day, 545))
    away = dt.datetime.fromisoformat("2026-05-11T10:00").astimezone()
    assert agenda.day_at(workshop, placed, away) is None


@st.composite
def days(draw: st.DrawFn) -> tuple[Workshop, list[AgendaBlock]]:
    """Random days: any start, any zone, in the night of a change or not, with held times."""
    zone, date = draw(st.sampled_from([*CHANGES, ("", ""), ("Asia/Kolkata", "2026-06-01")]))
    start = draw(st.integers(0, DAY - 1))
    lengths = draw(st.lists(st.integers(0, 200), min_size=1, max_size=9))
    blocks = [block(number, minutes) for number, minutes in enumerate(lengths)]
    if draw(st.booleans()):
        last = draw(st.integers(0, len(blocks) - 1))
        held = time_of(draw(st.integers(0, DAY - 1)))
        blocks[last] = block(last, lengths[last], fixed_start=held)
    return Workshop(id="w", start=date, day_starts=(time_of(start),), time_zone=zone), blocks


@given(days())
def test_the_sums_of_any_day_are_right(made: tuple[Workshop, list[AgendaBlock]]) -> None:
    workshop, blocks = made
    placed, clock = agenda.place(workshop, blocks), day_clock(workshop, 1)
    reached = clock.begins
    for one in placed:
        assert one.ends - one.begins == one.block.minutes
        assert one.begins == reached + one.gap - one.late
        assert (one.start, one.end) == (clock.face(one.begins), clock.face(one.ends))
        moment = clock.moment(one.begins)
        assert moment is None or clock.of(moment.astimezone(dt.UTC)) == one.begins
        reached = max(reached, one.ends)
    moments = [clock.moment(minutes) for one in placed for minutes in (one.begins, one.ends)]
    if workshop.time_zone:
        passed = [one.astimezone(dt.UTC) for one in moments if one is not None]
        both = zip(passed[::2], passed[1::2], strict=True)
        spans = [(end - begin).total_seconds() / 60 for begin, end in both]
        assert spans == [one.block.minutes for one in placed]
    if not any(one.late for one in placed):
        whole = sum(one.block.minutes for one in placed)
        assert agenda.contact_minutes(placed, frozenset()) == whole
