"""One day of a workshop as a clock on its wall shows it: minutes to count with, faces to read.

A time of the day is a face (``HH:MM``), not a quantity: after midnight the hands begin again, and
in the night in which summer time begins or ends an hour is missing or comes twice. Whatever is
added or compared is therefore minutes since the midnight before the day, which simply go on past
24 hours, and becomes a face only to be read.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carefacilitator.model.records.records import Workshop

DEFAULT_START = "09:00"
DAY = 24 * 60
EARLY = 6 * 60
"""A held time that lies further than this before the day begins means the night after it."""
REST = 6 * 60
"""Minutes after the planned end of a day in which what happens still belongs to it."""
_WATCHED = dt.timedelta(days=2)


def minutes_of(time: str) -> int | None:
    """Minutes since midnight of ``HH:MM``, or None where it is not a time."""
    hours, colon, minutes = time.partition(":")
    if colon and hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2:
        total = int(hours) * 60 + int(minutes)
        if int(hours) < 24 and int(minutes) < 60:
            return total
    return None


def time_of(minutes: int) -> str:
    """``HH:MM`` of minutes since midnight; past midnight it goes on as the next day's time."""
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"


@dataclass(frozen=True)
class DayClock:
    """A day that ``begins`` so many minutes after midnight, on a date and in a zone if known."""

    begins: int = 0
    date: dt.date | None = None
    zone: dt.tzinfo | None = None

    @cached_property
    def _begun(self) -> dt.datetime | None:
        """The moment at which the day begins, where the clocks change in it; else None."""
        if self.date is None or self.zone is None:
            return None
        midnight = dt.datetime.combine(self.date, dt.time(), self.zone)
        try:
            changes = midnight.utcoffset() != (midnight + _WATCHED).utcoffset()
        except OverflowError:
            return None
        begun = midnight + dt.timedelta(minutes=self.begins)
        return begun.astimezone(dt.UTC) if changes else None

    def face(self, minutes: int) -> str:
        """What the clock on the wall shows after so many minutes."""
        return self._local(minutes).strftime("%H:%M") if self._begun else time_of(minutes)

    def _local(self, minutes: int) -> dt.datetime:
        passed = dt.timedelta(minutes=minutes - self.begins)
        begun = self._begun or dt.datetime.now(dt.UTC)
        return (begun + passed).astimezone(self.zone)

    def moment(self, minutes: int) -> dt.datetime | None:
        """When that is; without a zone as the clock shows it, None on a day without a date."""
        if self._begun is not None:
            return self._local(minutes)
        if self.date is None:
            return None
        midnight = dt.datetime.combine(self.date, dt.time(), self.zone)
        return midnight + dt.timedelta(minutes=minutes)

    def held(self, time: str) -> int | None:
        """The minutes at which a time is held that was fixed for this day; None for no time.

        Long before the day begins there is nothing to hold: then the night after it is meant.
        """
        shown = minutes_of(time)
        if shown is None:
            return None
        return self._passed(shown + DAY if shown < self.begins - EARLY else shown)

    def end(self, time: str) -> int | None:
        """The minutes at which a day must end by a time; no day ends before it begins."""
        shown = minutes_of(time)
        if shown is None:
            return None
        return self._passed(shown + DAY if shown <= self.begins else shown)

    def _passed(self, shown: int) -> int:
        if self._begun is None or self.date is None:
            return shown
        date = self.date + dt.timedelta(days=shown // DAY)
        time = dt.time(shown // 60 % 24, shown % 60)
        there = dt.datetime.combine(date, time, self.zone).astimezone(dt.UTC)
        return self.begins + round((there - self._begun).total_seconds() / 60)

    def of(self, moment: dt.datetime) -> int:
        """The whole minutes that a moment has on this clock; negative before its midnight."""
        if self._begun is not None:
            return self.begins + int((moment - self._begun).total_seconds() // 60)
        here = moment.astimezone(self.zone)
        days = (here.date() - self.date).days if self.date is not None else 0
        return days * DAY + here.hour * 60 + here.minute


def day_start(workshop: Workshop, day: int) -> int:
    """Minutes since midnight at which a day of the workshop starts."""
    starts = workshop.day_starts
    told = starts[day - 1] if 0 < day <= len(starts) else (starts[0] if starts else DEFAULT_START)
    found = minutes_of(told)
    return found if found is not None else minutes_of(DEFAULT_START) or 540


def day_of(workshop: Workshop, day: int) -> dt.date | None:
    """The date of a day of a workshop; None where it has no day or the calendar ends before."""
    try:
        return dt.date.fromisoformat(workshop.start) + dt.timedelta(days=day - 1)
    except (ValueError, OverflowError):
        return None


def zone_of(workshop: Workshop) -> dt.tzinfo | None:
    """Where a workshop is held; None is where this computer stands."""
    try:
        return ZoneInfo(workshop.time_zone) if workshop.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None


def day_clock(workshop: Workshop, day: int) -> DayClock:
    """The clock of one day of a workshop."""
    return DayClock(day_start(workshop, day), day_of(workshop, day), zone_of(workshop))
