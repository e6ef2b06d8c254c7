"""The agenda of a workshop as a calendar that any program takes in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from carefacilitator.i18n import Words
from carefacilitator.interchange.agendas.calendars import CalendarEvent, write_calendar
from carefacilitator.interchange.agendas.ical_zones import usual_zone
from carefacilitator.model.agenda.agenda import Placed
from carefacilitator.model.agenda.day_clock import DayClock, day_start
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Workshop
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.agenda.file_rows import row_of
from carefacilitator.services.failures import AgendaWithoutDay
from carefacilitator.services.privacy.naming_rule import Naming


def write(
    path: Path,
    workshop: Workshop,
    blocks: Sequence[Placed],
    language: str,
    stamp: dt.datetime,
    *,
    leads: bool,
    rule: Naming | None = None,
) -> None:
    """Write placed blocks; each keeps its id, so that a later file replaces what it brought.

    Raises AgendaWithoutDay, DiskFull and NoPermission.
    """
    if not workshop.start:
        raise AgendaWithoutDay()
    title = _public(rule, workshop, "title", in_language(workshop, "title", language))
    name = " · ".join(part for part in (workshop.code, title) if part)
    try:
        events = [_event(workshop, one, language, leads=leads, rule=rule) for one in blocks]
        write_calendar(path, name, events, language=language, stamp=stamp)
    except (ValueError, OverflowError) as error:  # another device wrote a day there cannot be
        raise AgendaWithoutDay() from error


def _event(
    workshop: Workshop, one: Placed, language: str, *, leads: bool, rule: Naming | None
) -> CalendarEvent:
    row = row_of(workshop, one, language, leads=leads, rule=rule)
    place = _public(rule, workshop, "place", in_language(workshop, "place", language))
    return CalendarEvent(
        uid=f"{one.block.id}@carefacilitator",
        start=_moment(workshop, one),
        row=row,
        location=", ".join(part for part in (row.room, place) if part),
        description=_description(row.question, row.lead, row.materials, row.instructions, language),
        kind=vocabulary().label("session_type", row.type, language) if row.type else "",
    )


def _public(rule: Naming | None, workshop: Workshop, field: str, text: str) -> str:
    """A text of the workshop, or nothing where it names somebody who did not agree to that."""
    held = rule is not None and rule.against("workshop", workshop.id, field, text)
    return "" if held else text


def _description(question: str, lead: str, materials: str, how: str, language: str) -> str:
    """What a person reads in a calendar: the question first, then what is needed."""
    words = Words(language)
    parts = [question]
    if lead:
        parts.append(words.say("Lead: {name}", name=lead))
    if materials:
        parts.append(words.say("Materials: {what}", what=materials))
    return "\n".join(part for part in (*parts, how) if part)


def _moment(workshop: Workshop, one: Placed) -> dt.datetime:
    """When a block begins; what begins after midnight belongs to the night of its day."""
    first = dt.date.fromisoformat(workshop.start) + dt.timedelta(days=one.block.day - 1)
    start, zone = day_start(workshop, one.block.day), usual_zone(workshop.time_zone)
    begins = DayClock(start, first, zone).moment(one.begins)
    return begins or dt.datetime.combine(first, dt.time(), zone)
