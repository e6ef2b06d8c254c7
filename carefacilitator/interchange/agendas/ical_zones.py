"""Time zones of calendar files: by their usual names, else as the file itself describes them."""

from __future__ import annotations

import datetime as dt
import re
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carefacilitator.interchange.agendas.ical_text import Component

_OFFSET = re.compile(r"([+-])(\d\d)(\d\d)(?:\d\d)?", re.ASCII)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\d", re.ASCII)
_BY_DAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Zones:
    """The zones that a calendar may name."""

    def __init__(self, root: Component) -> None:
        self._described = {
            zone.text("TZID"): zone
            for calendar in root.all("VCALENDAR")
            for zone in calendar.all("VTIMEZONE")
        }

    def moment(self, local: dt.datetime, name: str) -> dt.datetime | None:
        """A local time in a zone; None for a zone that nobody knows."""
        known = usual_zone(name)
        if known is not None:
            return local.replace(tzinfo=known)
        described = self._described.get(name)
        if described is None:
            return None
        located = usual_zone(described.text("X-LIC-LOCATION"))
        if located is not None:
            return local.replace(tzinfo=located)
        offset = _offset_at(described, local)
        return local.replace(tzinfo=offset) if offset is not None else None


def usual_zone(name: str) -> ZoneInfo | None:
    """The zone of a name such as ``America/Lima``, also behind a maker's prefix; or None."""
    parts = name.strip("/").split("/")
    for tail in ("/".join(parts[-2:]), "/".join(parts[-3:])):
        try:
            return ZoneInfo(tail) if tail else None
        except (ZoneInfoNotFoundError, ValueError, OSError):
            continue
    return None


def _offset_at(described: Component, local: dt.datetime) -> dt.timezone | None:
    """The offset that holds at a local time, of those a VTIMEZONE describes."""
    onsets: list[tuple[dt.datetime, dt.timezone]] = []
    for part in (*described.all("STANDARD"), *described.all("DAYLIGHT")):
        offset = _offset(part.text("TZOFFSETTO"))
        if offset is not None:
            for year in (local.year - 1, local.year):
                onsets.append((_onset(part, year), offset))
    if not onsets:
        return None
    onsets.sort(key=lambda one: one[0])
    begun = [offset for onset, offset in onsets if onset <= local]
    return begun[-1] if begun else onsets[0][1]


def _offset(text: str) -> dt.timezone | None:
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    if minutes >= 24 * 60:
        return None
    return dt.timezone(dt.timedelta(minutes=minutes if found[1] == "+" else -minutes))


def _onset(part: Component, year: int) -> dt.datetime:
    """When in a year a part of a zone begins, as its yearly rule or its start says."""
    start = _MOMENT.fullmatch(part.text("DTSTART"))
    month, day, hour, minute = (int(start[n]) for n in (2, 3, 4, 5)) if start else (1, 1, 0, 0)
    rule = dict(one.partition("=")[::2] for one in part.text("RRULE").upper().split(";"))
    by_month, by_day = rule.get("BYMONTH", ""), _BY_DAY.fullmatch(rule.get("BYDAY", ""))
    if not rule.get("FREQ") and start and int(start[1]) > year:
        year = int(start[1])
    try:
        if by_month.isdecimal() and by_day:
            month = int(by_month)
            day = _nth(year, month, int(by_day[1] or 1), _DAYS.index(by_day[2]))
        return dt.datetime(year, month, day, min(hour, 23), minute)
    except (ValueError, IndexError):
        return dt.datetime(year, 1, 1)


def _nth(year: int, month: int, number: int, weekday: int) -> int:
    """The day of a month that is its first, second … or last Monday, Tuesday …"""
    first = dt.date(year, month, 1)
    begin = first + dt.timedelta(days=(weekday - first.weekday()) % 7)
    weeks = (begin + dt.timedelta(days=7 * week) for week in range(5))
    days = [one.day for one in weeks if one.month == month]
    return days[number - 1 if number > 0 else number]
