"""Agendas as calendars (iCalendar, RFC 5545): read one from any program, write one for any.

An event is a block. What a block cannot be (a whole day, several days, an event without an end) is
refused one by one; of what repeats the first time is taken. Times come in the workshop's own zone.
Lines of our own (``X-CAREFACILITATOR-…``) let our files be read back without loss.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from carefacilitator.errors import Refusal
from carefacilitator.interchange.agendas.agendas import AgendaFile, AgendaRow
from carefacilitator.interchange.agendas.ical_text import Component, components, escaped, folded
from carefacilitator.interchange.agendas.ical_zones import Zones, usual_zone
from carefacilitator.interchange.people.remarks import RefusedRow, Remark
from carefacilitator.interchange.tables.limits import check_file
from carefacilitator.interchange.tables.sheets import write_bytes
from carefacilitator.model.records.vocabulary import vocabulary

MEGABYTES = 5
EVENTS = 2_000
OWN = "X-CAREFACILITATOR-"
_TITLE, _TEXT = 500, 4_000
_DAY_MINUTES = 24 * 60
_DATE = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)\d\d(Z?)", re.ASCII)
_DURATION = re.compile(
    r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,4})H)?(?:(\d{1,5})M)?(?:(\d{1,6})S)?)?",
    re.ASCII,
)


class NotACalendar(Refusal):
    """The file ``name`` is no calendar, or is cut short or broken inside."""

    code = "calendar_unreadable"


class CalendarTooLarge(Refusal):
    """The file ``name`` holds more than ``limit`` events, or more than anybody could plan."""

    code = "calendar_too_large"


@dataclass(frozen=True, kw_only=True)
class CalendarEvent:
    """One block to write. ``start`` has a zone, or none where the workshop has none.

    ``location`` is where a calendar shows it, ``row.room`` the room itself; ``kind`` is the name
    of its method in ``row``'s language.
    """

    uid: str
    start: dt.datetime
    row: AgendaRow
    location: str = ""
    description: str = ""
    kind: str = ""


# --- reading --------------------------------------------------------------------------------------


def read_calendar(path: Path, zone: str = "") -> AgendaFile:
    """Read the events of a calendar as blocks, earliest first, in the time zone ``zone``.

    Raises NotACalendar, CalendarTooLarge, FileMissing and NoPermission.
    """
    root = _parsed(path)
    reading = _Reading(Zones(root), zone)
    events = [one for part in root.all("VCALENDAR") for one in part.all("VEVENT")]
    if len(events) > EVENTS:
        raise CalendarTooLarge(name=path.name, limit=EVENTS)
    for number, event in enumerate(events, 1):
        reading.take(number, event)
    return reading.told()


def _parsed(path: Path) -> Component:
    check_file(path)
    content = path.read_bytes()
    if len(content) > MEGABYTES << 20:
        raise CalendarTooLarge(name=path.name, limit=EVENTS)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    try:
        root = components(text)
    except ValueError as error:
        raise NotACalendar(name=path.name) from error
    if not any(root.all("VCALENDAR")):
        raise NotACalendar(name=path.name)
    return root


class _Reading:
    """The events of one file on their way to becoming blocks."""

    def __init__(self, zones: Zones, zone: str) -> None:
        self._zones = zones
        self._home = usual_zone(zone)
        self._rows: list[tuple[dt.datetime, AgendaRow]] = []
        self._refused: list[RefusedRow] = []
        self._remarks: list[Remark] = []
        self._moved: set[str] = set()
        self._seen: set[str] = set()

    def told(self) -> AgendaFile:
        """What was read, earliest first, with its days counted."""
        self._rows.sort(key=lambda one: (one[0], one[1].row))
        days = sorted({start.date() for start, _ in self._rows})
        rows = tuple(
            replace(row, day=days.index(start.date()) + 1, date=start.date().isoformat())
            for start, row in self._rows
        )
        moved = [Remark("times_moved", text=name) for name in sorted(self._moved)]
        return AgendaFile(rows, tuple(self._refused), (*moved, *self._remarks))

    def take(self, number: int, event: Component) -> None:
        """Read one event, or note why it is no block."""
        title = " ".join(event.text("SUMMARY").split())[:_TITLE]
        trouble = self._why_not(event, title)
        start = None if trouble else self._moment(event, "DTSTART")
        if start is None:
            self._refuse(number, trouble or "event_no_time", title)
            return
        minutes = self._minutes(event, start)
        if not 0 < minutes <= _DAY_MINUTES:
            self._refuse(number, "event_too_long" if minutes > 0 else "event_no_length", title)
            return
        if event.first("RRULE") is not None or event.first("RDATE") is not None:
            self._remarks.append(Remark("event_repeats", number, text=title))
        self._rows.append((start, _row(number, event, title, start, minutes)))

    def _why_not(self, event: Component, title: str) -> str:
        """Why an event is no block whatever its length; empty where it may be one."""
        begin = event.first("DTSTART")
        uid = event.text("UID")
        again = bool(uid) and uid in self._seen
        self._seen.add(uid)
        if event.text("STATUS").upper() == "CANCELLED":
            return "event_cancelled"
        if again:
            return "event_again"
        if begin is not None and _DATE.fullmatch(begin.value.strip()):
            return "event_whole_day"
        return "" if title else "event_no_title"

    def _refuse(self, number: int, code: str, title: str) -> None:
        self._refused.append(RefusedRow(number, code, {"title": title}))

    def _moment(self, event: Component, name: str) -> dt.datetime | None:
        """When an event begins or ends, at the workshop's own wall clock."""
        line = event.first(name)
        found = _MOMENT.fullmatch(line.value.strip()) if line is not None else None
        if line is None or found is None:
            return None
        year, month, day, hour, minute = (int(part) for part in found.groups()[:5])
        try:
            local = dt.datetime(year, month, day, hour, minute)
            return self._at_home(local, found[6], line.parameters.get("TZID", ""))
        except (ValueError, OverflowError):
            return None

    def _at_home(self, local: dt.datetime, utc: str, name: str) -> dt.datetime:
        """A time as the clock in the workshop's zone shows it, without a zone."""
        known = local.replace(tzinfo=dt.UTC) if utc else None
        if not utc and name:
            known = self._zones.moment(local, name)
        if known is None or self._home is None:
            return local
        here = known.astimezone(self._home).replace(tzinfo=None)
        if here != local and not utc:
            self._moved.add(name)
        return here

    def _minutes(self, event: Component, start: dt.datetime) -> int:
        """The length of an event; 0 where it has none."""
        end = self._moment(event, "DTEND")
        if end is not None:
            return round((end - start).total_seconds() / 60)
        found = _DURATION.fullmatch(event.text("DURATION"))
        if not found:
            return 0
        weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
        return ((weeks * 7 + days) * 24 + hours) * 60 + minutes + seconds // 60


def _row(number: int, event: Component, title: str, start: dt.datetime, minutes: int) -> AgendaRow:
    kinds = vocabulary()
    own = event.text(f"{OWN}TYPE")
    named = event.text("CATEGORIES").partition(",")[0]
    kind = own if kinds.has("session_type", own) else kinds.find("session_type", named)
    ours = any(line.name.startswith(OWN) for line in event.lines)
    room = event.text(f"{OWN}ROOM") if ours else " ".join(event.text("LOCATION").split())
    told = event.text(f"{OWN}INSTRUCTIONS") if ours else event.text("DESCRIPTION")
    return AgendaRow(
        row=number,
        start=start.strftime("%H:%M"),
        minutes=minutes,
        type=kind or "",
        room=room[:_TITLE],
        title=title,
        question=event.text(f"{OWN}QUESTION")[:_TEXT],
        lead=event.text(f"{OWN}LEAD")[:_TITLE],
        materials=event.text(f"{OWN}MATERIALS")[:_TEXT],
        instructions=told[:_TEXT],
    )


# --- writing --------------------------------------------------------------------------------------


def write_calendar(
    path: Path, name: str, events: Iterable[CalendarEvent], *, language: str, stamp: dt.datetime
) -> None:
    """Write blocks as a calendar; ``stamp`` is the moment of writing, ``language`` of the texts.

    Times are written in UTC, which every program understands the same, or without a zone where the
    workshop has none. Raises DiskFull and NoPermission.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//CareFacilitator//Agenda//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for event in events:
        lines += _event_lines(event, language, stamp)
    write_bytes(path, folded([*lines, "END:VCALENDAR"]))


def _event_lines(event: CalendarEvent, language: str, stamp: dt.datetime) -> Sequence[str]:
    row, end = event.row, _later(event.start, event.row.minutes)
    speaks = f";LANGUAGE={language}" if language else ""
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}",
        f"DTSTAMP:{_utc(stamp)}",
        f"DTSTART:{_utc(event.start)}",
        f"DTEND:{_utc(end)}",
        f"SUMMARY{speaks}:{escaped(row.title)}",
    ]
    texts = {
        f"LOCATION{speaks}": event.location,
        f"DESCRIPTION{speaks}": event.description,
        f"CATEGORIES{speaks}": event.kind,
        f"{OWN}TYPE": row.type,
        f"{OWN}ROOM": row.room,
        f"{OWN}QUESTION": row.question,
        f"{OWN}LEAD": row.lead,
        f"{OWN}MATERIALS": row.materials,
        f"{OWN}INSTRUCTIONS": row.instructions,
    }
    lines += [f"{key}:{escaped(text)}" for key, text in texts.items() if text]
    return [*lines, "STATUS:CONFIRMED", "TRANSP:OPAQUE", "END:VEVENT"]


def _later(start: dt.datetime, minutes: int) -> dt.datetime:
    """So many minutes after a moment, also in the night in which the clocks change."""
    length = dt.timedelta(minutes=minutes)
    return start + length if start.tzinfo is None else start.astimezone(dt.UTC) + length


def _utc(moment: dt.datetime) -> str:
    """A moment as iCalendar writes it: in UTC, or as it stands where it has no zone."""
    if moment.tzinfo is None:
        return moment.strftime("%Y%m%dT%H%M%S")
    return moment.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
