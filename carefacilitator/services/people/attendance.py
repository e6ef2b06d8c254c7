"""Write marks of attendance: one person, one half-day or block, whatever records she has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from carefacilitator.model.agenda.day_clock import DayClock, day_of, day_start, zone_of
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Attendance, Participation, Workshop
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

_WHOLE = frozenset({"present", "present_remote"})
"""Statuses whose arrival is the moment at which they were marked."""


class Marking:
    """Writes the marks of one person in one half-day or block within a change.

    ``taking_part`` are her participations, the one that stands for her first; others are only
    touched where they have a mark of their own.
    """

    def __init__(
        self, workspace: Workspace, change: Change, taking_part: Sequence[Participation], slot: str
    ) -> None:
        self._workspace, self._change, self._slot = workspace, change, slot
        self._first, self._others = taking_part[0], taking_part[1:]

    def status(self, status: str, arrived_at: str = "") -> None:
        """Set a status, or take the mark away where it is empty."""
        for one in self._marked(status):
            before = self._found(one)
            if not status:
                if before is not None:
                    self._change.delete(Attendance, before.id)
                continue
            self._put(self._fresh(one, status, arrived_at if status in _WHOLE else ""))

    def moments(self, arrived_at: str | None, left_at: str | None) -> None:
        """Set when she came or left; None leaves a moment as it is, "" takes it away.

        She then was there in part, or all the time where neither moment is left.
        """
        for one in self._marked("partial"):
            mark = self._found(one) or self._fresh(one, "present", "")
            if mark.status != "partial":  # when she was marked is not when she came
                mark = replace(mark, arrived_at="", left_at="")
            told = {"arrived_at": arrived_at, "left_at": left_at}
            mark = replace(mark, **{name: at for name, at in told.items() if at is not None})
            in_part = bool(mark.arrived_at or mark.left_at)
            mark = replace(mark, status="partial" if in_part else "present")
            self._put(mark)

    def _marked(self, status: str) -> list[Participation]:
        """The participations that get this mark: the first, and others that have one."""
        others = [one for one in self._others if self._found(one) is not None]
        return [self._first, *others] if status or self._found(self._first) else others

    def _found(self, one: Participation) -> Attendance | None:
        return self._workspace.find(Attendance, ids.attendance_id(one.id, self._slot))

    def _fresh(self, one: Participation, status: str, arrived_at: str) -> Attendance:
        return Attendance(
            id=ids.attendance_id(one.id, self._slot),
            workshop_id=one.workshop_id,
            participation_id=one.id,
            slot=self._slot,
            status=status,
            arrived_at=arrived_at,
        )

    def _put(self, mark: Attendance) -> None:
        self._change.restore(Attendance, mark.id)
        self._change.put(mark)


def moment_of(workshop: Workshop, day: int, time: str, now: dt.datetime) -> str:
    """The moment, as records write it, of a time of the day (``HH:MM``) on a workshop's day.

    Where the workshop has no date it is today's; a time long before the day begins is that of the
    night after it.
    """
    zone = zone_of(workshop)
    date = day_of(workshop, day) or now.astimezone(zone).date()
    clock = DayClock(day_start(workshop, day), date, zone)
    local = clock.moment(clock.held(time) or 0) or now
    return local.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
