"""Which rows of a file ran beside each other, and which times must be held for them.

Rows that start together run beside each other; so do rows that overlap in different rooms. Rows of
one room follow one another there.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from carefacilitator.model.agenda import parallel
from carefacilitator.model.agenda.agenda import minutes_of

if TYPE_CHECKING:
    from carefacilitator.interchange.agendas.agendas import AgendaRow


class PlacedRow(NamedTuple):
    """A row, what ``parallel`` holds for its block, and the start that must be held (or none)."""

    row: AgendaRow
    parallel: str
    fixed: str


def placed(rows: Iterable[AgendaRow], taken: set[int]) -> Iterator[PlacedRow]:
    """Each row in order with its group and the time that must be held for it.

    A start that does not follow from the lengths before it is held; so is the first one of a day
    that is ``taken``: it has blocks already.
    """
    now: dict[int, int | None] = dict.fromkeys(taken)
    for run in _runs(rows):
        day = run[0].day
        first = minutes_of(run[0].start)
        begun = now.get(day, first)  # a free day begins when its first row does
        fixed = "" if first is None or first == begun else run[0].start
        told = _track_of(run)
        reached: dict[str, int] = {}
        for row in run:
            track = told.get(row.row, "")
            start = minutes_of(row.start)
            at = reached.get(track, first)
            held = fixed if at == first else ""
            if start is not None and at is not None and start != at:
                held = row.start
            begins = start if start is not None else (begun or 0)
            reached[track] = begins + row.minutes
            yield PlacedRow(row, track, held)
        now[day] = max(begun or 0, *reached.values())


def _runs(rows: Iterable[AgendaRow]) -> Iterator[list[AgendaRow]]:
    """Neighbouring rows that run beside each other; a row alone is a run of its own."""
    run: list[AgendaRow] = []
    for row in rows:
        if run and not any(_beside(one, row) for one in run):
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _beside(one: AgendaRow, other: AgendaRow) -> bool:
    if not (one.start and other.start) or one.day != other.day:
        return False
    if one.start == other.start:
        return True
    first, second = minutes_of(one.start) or 0, minutes_of(other.start) or 0
    overlap = first < second + other.minutes and second < first + one.minutes
    return overlap and bool(one.room and other.room) and one.room != other.room


def _track_of(run: Sequence[AgendaRow]) -> dict[int, str]:
    """What ``parallel`` holds for each row of a run; rows of one room share a track."""
    if len(run) < 2:
        return {}
    group = f"{run[0].day}-{run[0].start}"
    tracks: list[list[AgendaRow]] = []
    for row in run:
        fitting = (track for track in tracks if row.room and _follows(track[-1], row))
        track = next(fitting, None)
        if track is None:
            tracks.append([row])
        else:
            track.append(row)
    return {
        row.row: parallel.joined(group, str(number))
        for number, track in enumerate(tracks, 1)
        for row in track
    }


def _follows(before: AgendaRow, row: AgendaRow) -> bool:
    ends = (minutes_of(before.start) or 0) + before.minutes
    return before.room == row.room and ends <= (minutes_of(row.start) or 0)
