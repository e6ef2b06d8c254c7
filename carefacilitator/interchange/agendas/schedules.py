"""Agendas of conferences: the schedule file (JSON) that pretalx, frab and others publish.

Days hold rooms, rooms hold sessions with a start and a duration. Who speaks is not taken: nobody
asked those people.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carefacilitator.errors import Refusal
from carefacilitator.interchange.agendas.agendas import AgendaFile, AgendaRow, length
from carefacilitator.interchange.people.remarks import RefusedRow
from carefacilitator.interchange.tables.limits import check_file
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.typed_time import clock

MEGABYTES = 20
SESSIONS = 2_000
_DAYS = 366
_TITLE, _TEXT = 500, 4_000


class NotASchedule(Refusal):
    """The file ``name`` is no schedule of a conference, or holds more than could be planned."""

    code = "schedule_unreadable"


def read_schedule(path: Path) -> AgendaFile:
    """Read the sessions of a schedule as blocks, earliest first.

    Raises NotASchedule, FileMissing and NoPermission.
    """
    check_file(path)
    if path.stat().st_size > MEGABYTES << 20:
        raise NotASchedule(name=path.name)
    try:
        sessions = list(_sessions(json.loads(path.read_text("utf-8-sig"))))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise NotASchedule(name=path.name) from error
    if not sessions or len(sessions) > SESSIONS:
        raise NotASchedule(name=path.name)
    rows = [_row(number, *told) for number, told in enumerate(sessions, 1)]
    kept = [row for row in rows if row.title and row.minutes and row.start]
    refused = [
        RefusedRow(
            row.row, "event_no_length" if row.title else "event_no_title", {"title": row.title}
        )
        for row in rows
        if row not in kept
    ]
    kept.sort(key=lambda row: (row.day, row.start, row.room))
    return AgendaFile(tuple(kept), tuple(refused), ())


def _sessions(told: Any) -> Iterator[tuple[int, str, dict[str, Any]]]:
    days = told["schedule"]["conference"]["days"]
    if len(days) > _DAYS:
        raise ValueError("too many days")
    for number, day in enumerate(days, 1):
        for room, sessions in day["rooms"].items():
            for session in sessions:
                yield number, str(room), dict(session)


def _row(number: int, day: int, room: str, session: dict[str, Any]) -> AgendaRow:
    def text(name: str, most: int) -> str:
        told = session.get(name)
        return told.strip()[:most] if isinstance(told, str) else ""

    return AgendaRow(
        row=number,
        day=day,
        start=clock(text("start", 10)),
        minutes=length(text("duration", 10)),
        type=vocabulary().find("session_type", text("type", 80)) or "",
        room=room[:_TITLE],
        title=" ".join(text("title", _TITLE).split()),
        instructions=text("abstract", _TEXT),
    )
