"""Calendars of other programs are read as agendas, and ours are read by others."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from carefacilitator.i18n import Words
from carefacilitator.interchange.agendas.agendas import AgendaFile, AgendaRow
from carefacilitator.interchange.agendas.calendars import (
    EVENTS,
    CalendarEvent,
    CalendarTooLarge,
    NotACalendar,
    read_calendar,
    write_calendar,
)
from carefacilitator.interchange.agendas.ical_text import FOLDED_AT
from carefacilitator.interchange.people import remarks
from carefacilitator.interchange.tables.refusals import EmptyTable

OUTLOOK = """BEGIN:VTIMEZONE
TZID:Romance Standard Time
BEGIN:STANDARD
DTSTART:16010101T030000
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010101T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.fixture
def read(tmp_path: Path):
    """Read events written as their lines, each within its own VEVENT."""

    def reading(*events: str, zone: str = "", before: str = "") -> AgendaFile:
        inside = "".join(f"BEGIN:VEVENT\n{one.strip()}\nEND:VEVENT\n" for one in events)
        path = tmp_path / "calendar.ics"
        path.write_text(f"BEGIN:VCALENDAR\n{before}{inside}END:VCALENDAR\n", "utf-8")
        return read_calendar(path, zone)

    return reading


def times(file: AgendaFile) -> list[str]:
    return [f"{row.day} {row.start} {row.minutes} {row.title}" for row in file.rows]


def test_events_come_earliest_first_with_their_days_counted(read) -> None:
    file = read(
        "SUMMARY:Second day\nDTSTART:20240626T090000\nDTEND:20240626T100000",
        "SUMMARY:Opening\nDTSTART:20240625T093000\nDURATION:PT45M\nLOCATION:Main\\, north",
    )
    assert times(file) == ["1 09:30 45 Opening", "2 09:00 60 Second day"]
    assert file.rows[0].room == "Main, north"
    assert file.rows[0].date == "2024-06-25"


def test_folded_lines_escapes_and_quoted_parameters_are_understood(read) -> None:
    (row,) = read(
        'SUMMARY;ALTREP="http://x:1;y":Care work\n  and pay\\; all\nDTSTART;X="a:b":20240625T090000'
        "\nDURATION:P0DT1H30M0S\nDESCRIPTION:One\\nTwo\nCATEGORIES:Plenary"
    ).rows
    assert (row.title, row.minutes, row.type) == ("Care work and pay; all", 90, "plenary")
    assert row.instructions == "One\nTwo"


@pytest.mark.parametrize(
    ("start", "zone", "shown"),
    [
        ("DTSTART:20240625T140000Z", "America/Lima", "09:00"),
        ("DTSTART;TZID=America/Lima:20240625T090000", "America/Lima", "09:00"),
        ("DTSTART;TZID=Europe/Madrid:20240625T160000", "America/Lima", "09:00"),
        ("DTSTART;TZID=/mozilla.org/x/Europe/Madrid:20240625T160000", "America/Lima", "09:00"),
        ("DTSTART;TZID=Romance Standard Time:20240625T160000", "America/Lima", "09:00"),
        ("DTSTART;TZID=Romance Standard Time:20240125T150000", "America/Lima", "09:00"),
        ("DTSTART;TZID=Nowhere:20240625T090000", "America/Lima", "09:00"),
        ("DTSTART:20240625T090000", "America/Lima", "09:00"),
        ("DTSTART:20240625T140000Z", "", "14:00"),
    ],
)
def test_times_are_those_of_the_workshops_own_clock(read, start, zone, shown) -> None:
    file = read(f"SUMMARY:A\n{start}\nDURATION:PT1H", zone=zone, before=OUTLOOK)
    assert [row.start for row in file.rows] == [shown]


def test_moved_times_and_repeats_are_told(read) -> None:
    file = read(
        "SUMMARY:Daily\nDTSTART;TZID=Europe/Madrid:20240625T160000\nDURATION:PT1H\n"
        "RRULE:FREQ=DAILY",
        zone="America/Lima",
    )
    assert [(one.code, one.text) for one in file.warnings] == [
        ("times_moved", "Europe/Madrid"),
        ("event_repeats", "Daily"),
    ]
    told = [remarks.say_remark(Words("en"), one) for one in file.warnings]
    assert told[1] == "“Daily” repeats; its first time is taken."


def test_what_cannot_be_a_block_is_refused_one_by_one(read) -> None:
    file = read(
        "SUMMARY:Holiday\nDTSTART;VALUE=DATE:20240625",
        "SUMMARY:Sprint\nDTSTART:20240625T090000\nDTEND:20240629T180000",
        "SUMMARY:Endless\nDTSTART:20240625T090000",
        "SUMMARY:When\nDTSTART:20241332T990000\nDURATION:PT1H",
        "SUMMARY:Backwards\nDTSTART:20240625T090000\nDTEND:20240625T080000",
        "SUMMARY:Off\nSTATUS:CANCELLED\nDTSTART:20240625T090000\nDURATION:PT1H",
        "DTSTART:20240625T090000\nDURATION:PT1H",
        "SUMMARY:Good\nUID:1\nDTSTART:20240625T090000\nDURATION:PT1H",
        "SUMMARY:Good again\nUID:1\nDTSTART:20240626T090000\nDURATION:PT1H",
    )
    assert times(file) == ["1 09:00 60 Good"]
    assert [one.code for one in file.refused] == [
        "event_whole_day",
        "event_too_long",
        "event_no_length",
        "event_no_time",
        "event_no_length",
        "event_cancelled",
        "event_no_title",
        "event_again",
    ]
    told = [remarks.say_refused(Words("en"), one) for one in file.refused]
    assert told[0] == "“Holiday” is for a whole day and has no time."
    assert not any("could not be read" in one for one in told)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"BEGIN:VCARD\nFN:Participant 001\nEND:VCARD\n",
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Cut",
        b"BEGIN:VCALENDAR\nEND:VEVENT\n",
        b"BEGIN:A\n" * 100_000,
        bytes(range(256)) * 40,
        b"\xff\xfeB",
        b"name,email\n",
    ],
)
def test_what_is_no_calendar_is_refused_with_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "hostile.ics"
    path.write_bytes(content)
    with pytest.raises((NotACalendar, EmptyTable)):
        read_calendar(path)


def test_more_events_than_a_workshop_can_have_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.ics"
    event = "BEGIN:VEVENT\nSUMMARY:A\nEND:VEVENT\n"
    path.write_text(f"BEGIN:VCALENDAR\n{event * (EVENTS + 1)}END:VCALENDAR\n")
    with pytest.raises(CalendarTooLarge):
        read_calendar(path)
    path.write_bytes(b"BEGIN:VCALENDAR\n" + b"X:" + b"a" * (5 << 20) + b"\nEND:VCALENDAR\n")
    with pytest.raises(CalendarTooLarge):
        read_calendar(path)


@pytest.mark.parametrize(
    ("name", "zone", "rows", "refused"),
    [
        ("ical_example.ics", "", [], ["event_whole_day"] * 3),
        ("ical_timezoned.ics", "Europe/Vienna", [], ["event_too_long"]),
        ("ical_x_location.ics", "Europe/Zurich", ["1 14:00 30 Daily Sync"], []),
    ],
)
def test_real_calendars_of_other_programs(inputs: Path, name, zone, rows, refused) -> None:
    file = read_calendar(inputs / "06_agendas" / name, zone)
    assert times(file) == rows
    assert [one.code for one in file.refused] == refused


# --- writing --------------------------------------------------------------------------------------


ROW = AgendaRow(
    row=1,
    start="09:00",
    minutes=45,
    type="plenary",
    room="Salón «A»; piso 2",
    title="ما أعمال الرعاية التي نقوم بها، ومن يقوم بها معنا؟ " * 3,
    question="Who does what?\nAnd when, or not?",
    materials="Chalk; paper, \\ pins",
    instructions="In pairs.",
)
STAMP = dt.datetime(2024, 6, 1, 12, tzinfo=dt.UTC)


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "agenda.ics"
    start = dt.datetime(2024, 6, 25, 14, tzinfo=dt.UTC)
    event = CalendarEvent(uid="b1@x", start=start, row=ROW, location="Salón, Lima", kind="Plenaria")
    write_calendar(path, "Cuidados, hoy", [event], language="ar", stamp=STAMP)
    return path


def test_no_line_is_longer_than_the_standard_allows_and_no_letter_is_torn(written: Path) -> None:
    content = written.read_bytes()
    lines = content.split(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, lines)) <= FOLDED_AT
    for line in lines:
        line.decode("utf-8")
    assert b"UID:b1@x" in lines
    assert b"DTSTART:20240625T140000Z" in lines
    assert b"DTEND:20240625T144500Z" in lines
    assert b"X-WR-CALNAME:Cuidados\\, hoy" in lines
    assert any(line.startswith(b"SUMMARY;LANGUAGE=ar:") for line in lines)


def test_what_is_written_is_read_back_equal(written: Path) -> None:
    file = read_calendar(written, "America/Lima")
    (row,) = file.rows
    assert (row.start, row.minutes, row.type) == ("09:00", 45, "plenary")
    assert row.title == ROW.title.strip()
    assert (row.question, row.materials) == (ROW.question, ROW.materials)
    assert (row.instructions, row.room) == (ROW.instructions, ROW.room)
    assert (file.refused, file.warnings) == ((), ())


def test_a_workshop_without_a_zone_gives_times_of_the_place(tmp_path: Path) -> None:
    path = tmp_path / "agenda.ics"
    event = CalendarEvent(uid="1", start=dt.datetime(2024, 6, 25, 9), row=ROW)
    write_calendar(path, "X", [event], language="", stamp=STAMP)
    assert b"DTSTART:20240625T090000\r\n" in path.read_bytes()
