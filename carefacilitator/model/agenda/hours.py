"""Time that people were there: minutes of the agenda, breaks left out, by what was marked.

Present is the whole half-day or block. Who came late or left early is counted from, or until, the
moment that was noted; a quarter of an hour either way is nobody's lateness. Present in part without
a moment counts half. A mark on a block stands before the mark of its half-day. Blocks count with
the times they were held where those were noted on that day, otherwise as planned; rooms side by
side count once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from carefacilitator.model.agenda import agenda
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.agenda.day_clock import DAY, DayClock, day_of, day_start
from carefacilitator.model.document.figures import FigureRecords, break_types
from carefacilitator.model.records.attendance import PRESENT
from carefacilitator.model.records.records import Attendance, Workshop
from carefacilitator.model.records.vocabulary import Vocabulary

GRACE = 15
"""Minutes after the start, or before the end, that are not taken off."""

Span = tuple[int, int]
_ALWAYS = 4 * DAY
"""Later than whatever belongs to a day."""


@dataclass(frozen=True)
class Attended:
    """One person's time at one workshop, in minutes; ``of`` is what everybody could be there.

    ``slots`` are the half-days and blocks in which she was marked as there, in order.
    """

    participation_id: str
    person_id: str
    minutes: int
    of: int
    slots: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Block:
    id: str
    day: int
    slot: str
    span: Span


def attended(
    told: FigureRecords, workshop: Workshop, words: Vocabulary, zone: dt.tzinfo | None
) -> list[Attended]:
    """The time of everybody on the list of one workshop; ``told`` has everybody once.

    ``zone`` is where the workshop is held: marks and held times are moments in UTC.
    """
    breaks = break_types(words)
    own = [one for one in told.blocks if one.workshop_id == workshop.id]
    halves = agenda.half_day_of(workshop, own)
    days = {one.day for one in own}
    clocks = {day: DayClock(day_start(workshop, day), day_of(workshop, day), zone) for day in days}
    blocks = [
        _block(one, halves[one.block.id], clocks[one.block.day])
        for one in agenda.place(workshop, own)
        if one.block.session_type not in breaks
    ]
    whole = sum(_covered(one.span for one in blocks if one.day == day) for day in _days(blocks))
    marks: dict[str, dict[str, Attendance]] = {}
    for mark in told.attendances:
        marks.setdefault(mark.participation_id, {})[mark.slot] = mark
    return [
        _time_of(one.id, one.person_id, blocks, marks.get(one.id, {}), whole, clocks)
        for one in told.participations
        if one.workshop_id == workshop.id
    ]


def _time_of(
    participation: str,
    person: str,
    blocks: Sequence[_Block],
    marks: Mapping[str, Attendance],
    whole: int,
    clocks: Mapping[int, DayClock],
) -> Attended:
    there = tuple(sorted(slot for slot, mark in marks.items() if mark.status in PRESENT))
    total = 0.0
    for day in _days(blocks):
        spans, halved = [], []
        for block in blocks:
            mark = marks.get(block.id) or marks.get(block.slot)
            if block.day != day or mark is None or mark.status not in PRESENT:
                continue
            if mark.status == "partial" and not (mark.arrived_at or mark.left_at):
                halved.append(block.span)
            else:
                spans.append(_within(block.span, _bounds(mark, blocks, clocks[day])))
        full = _covered(spans)
        total += full + (_covered([*spans, *halved]) - full) / 2
    return Attended(participation, person, round(total), whole, there)


def _bounds(mark: Attendance, blocks: Sequence[_Block], clock: DayClock) -> Span:
    """From when to when a mark says she was there; the whole day where it names no moment."""
    if mark.status != "partial":
        return (0, _ALWAYS)
    same = [one.span for one in blocks if mark.slot in (one.id, one.slot)]
    first, last = min(one[0] for one in same), max(one[1] for one in same)
    arrived = _minutes(mark.arrived_at, clock, last)
    left = _minutes(mark.left_at, clock, last)
    start = 0 if arrived is None or arrived <= first + GRACE else arrived
    end = _ALWAYS if left is None or left >= last - GRACE else left
    return (start, end)


def _within(span: Span, bounds: Span) -> Span:
    start, end = max(span[0], bounds[0]), min(span[1], bounds[1])
    return (start, max(start, end))


def _block(placed: Placed, slot: str, clock: DayClock) -> _Block:
    """A block with its half-day, and the minutes of its day that it took."""
    span = _held(placed, clock) or (placed.begins, placed.ends)
    return _Block(placed.block.id, placed.block.day, slot, span)


def _held(placed: Placed, clock: DayClock) -> Span | None:
    """When a block was held, where both ends were noted on its own day."""
    block = placed.block
    moments = [_moment(one) for one in (block.started_at, block.ended_at)]
    if clock.date is None or None in moments:
        return None
    start, end = (clock.of(one) for one in moments if one is not None)
    on_its_day = agenda.belongs(start, placed.ends) and agenda.belongs(end, placed.ends)
    return (start, end) if on_its_day and end > start else None


def _minutes(told: str, clock: DayClock, last: int) -> int | None:
    """The minutes of a noted moment; one that was noted on another date counts by its time."""
    moment = _moment(told)
    if moment is None:
        return None
    minutes = clock.of(moment)
    return minutes if agenda.belongs(minutes, last) else minutes % DAY


def _moment(told: str) -> dt.datetime | None:
    try:
        moment = dt.datetime.fromisoformat(told)
        return moment if moment.tzinfo is not None else moment.astimezone()
    except (ValueError, OverflowError):
        return None


def _days(blocks: Iterable[_Block]) -> list[int]:
    return sorted({one.day for one in blocks})


def _covered(spans: Iterable[Span]) -> int:
    total, reached = 0, -1
    for start, end in sorted(spans):
        total += max(0, end - max(start, reached))
        reached = max(reached, end)
    return total
