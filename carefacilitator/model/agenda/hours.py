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
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carefacilitator.model.agenda import agenda
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.document.figures import FigureRecords, break_types
from carefacilitator.model.records.attendance import PRESENT
from carefacilitator.model.records.records import AgendaBlock, Attendance, Workshop
from carefacilitator.model.records.vocabulary import Vocabulary

GRACE = 15
"""Minutes after the start, or before the end, that are not taken off."""

Span = tuple[int, int]


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
    blocks = [
        _block(one, workshop, halves[one.block.id], zone)
        for one in agenda.place(workshop, own)
        if one.block.session_type not in breaks
    ]
    whole = sum(_covered(one.span for one in blocks if one.day == day) for day in _days(blocks))
    marks: dict[str, dict[str, Attendance]] = {}
    for mark in told.attendances:
        marks.setdefault(mark.participation_id, {})[mark.slot] = mark
    return [
        _time_of(one.id, one.person_id, blocks, marks.get(one.id, {}), whole, zone)
        for one in told.participations
        if one.workshop_id == workshop.id
    ]


def _time_of(
    participation: str,
    person: str,
    blocks: Sequence[_Block],
    marks: Mapping[str, Attendance],
    whole: int,
    zone: dt.tzinfo | None,
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
                spans.append(_within(block.span, _bounds(mark, blocks, zone)))
        full = _covered(spans)
        total += full + (_covered([*spans, *halved]) - full) / 2
    return Attended(participation, person, round(total), whole, there)


def _bounds(mark: Attendance, blocks: Sequence[_Block], zone: dt.tzinfo | None) -> Span:
    """From when to when a mark says she was there; the whole day where it names no moment."""
    if mark.status != "partial":
        return (0, 48 * 60)
    same = [one.span for one in blocks if mark.slot in (one.id, one.slot)]
    first, last = min(one[0] for one in same), max(one[1] for one in same)
    arrived = _minutes(mark.arrived_at, zone)
    left = _minutes(mark.left_at, zone)
    start = 0 if arrived is None or arrived <= first + GRACE else arrived
    end = 48 * 60 if left is None or left >= last - GRACE else left
    return (start, end)


def _within(span: Span, bounds: Span) -> Span:
    start, end = max(span[0], bounds[0]), min(span[1], bounds[1])
    return (start, max(start, end))


def _block(placed: Placed, workshop: Workshop, slot: str, zone: dt.tzinfo | None) -> _Block:
    """A block with its half-day, and the minutes of its day that it took."""
    block = placed.block
    start = agenda.minutes_of(placed.start) or 0
    span = _held(block, workshop, zone) or (start, start + max(0, block.minutes))
    return _Block(block.id, block.day, slot, span)


def _held(block: AgendaBlock, workshop: Workshop, zone: dt.tzinfo | None) -> Span | None:
    """When a block was held, where both ends were noted on its own day."""
    day = day_of(workshop, block.day)
    moments = [_local(one, zone) for one in (block.started_at, block.ended_at)]
    if day is None or any(one is None or one.date() != day for one in moments):
        return None
    start, end = (one.hour * 60 + one.minute for one in moments if one is not None)
    return (start, end) if end > start else None


def day_of(workshop: Workshop, day: int) -> dt.date | None:
    """The date of a day of a workshop; None where it has no day or the calendar ends before."""
    try:
        return dt.date.fromisoformat(workshop.start) + dt.timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return None


def _minutes(moment: str, zone: dt.tzinfo | None) -> int | None:
    local = _local(moment, zone)
    return None if local is None else local.hour * 60 + local.minute


def _local(moment: str, zone: dt.tzinfo | None) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(moment).astimezone(zone)
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


def zone_of(workshop: Workshop) -> dt.tzinfo | None:
    """Where a workshop is held; None is where this computer stands."""
    try:
        return ZoneInfo(workshop.time_zone) if workshop.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
