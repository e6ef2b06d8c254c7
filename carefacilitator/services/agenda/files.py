"""Agendas from and for other programs: tables, calendars, schedules of conferences.

What comes is looked at first, then taken in as one step. What goes is a table or a calendar; who
leads a block stays out of it unless that is asked for.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.interchange.people.remarks import say_refused as say_refused
from carefacilitator.interchange.people.remarks import say_remark as say_remark
from carefacilitator.model.agenda import agenda, parallel
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.model.text.folding import fold
from carefacilitator.services.agenda.file_rows import row_of
from carefacilitator.services.agenda.parallel_rows import PlacedRow, placed
from carefacilitator.services.failures import AgendaEmpty

if TYPE_CHECKING:
    from carefacilitator.interchange.agendas.agendas import AgendaFile, AgendaRow
    from carefacilitator.interchange.people.remarks import RefusedRow, Remark
    from carefacilitator.services.agenda.clock import Agenda
    from carefacilitator.services.privacy.names_in_text import NamesInText
    from carefacilitator.services.privacy.naming_rule import Naming
    from carefacilitator.storage.change import Change
    from carefacilitator.storage.workspace import Workspace

_STEP = 10


@dataclass(frozen=True)
class AgendaLook:
    """What a file would bring to a workshop; nothing is written yet.

    ``events`` are the workshops that the file names, ``event`` the one whose ``rows`` these are.
    """

    path: Path
    events: tuple[str, ...]
    event: str
    rows: tuple[AgendaRow, ...]
    refused: tuple[RefusedRow, ...]
    remarks: tuple[Remark, ...]

    @property
    def days(self) -> int:
        """How many days the rows fill."""
        return len({row.day for row in self.rows})

    @property
    def minutes(self) -> int:
        """The lengths of all rows together."""
        return sum(row.minutes for row in self.rows)


class AgendaFiles:
    """Takes agendas from files, and writes them."""

    def __init__(
        self, workspace: Workspace, agenda_: Agenda, names: NamesInText | None = None
    ) -> None:
        self._workspace, self._agenda, self._names = workspace, agenda_, names

    def _rule(self, workshop: Workshop) -> Naming | None:
        """What of its texts stays here for a name in it."""
        return self._names.naming([workshop.id], consent.LIST) if self._names else None

    def look(self, path: Path, workshop_id: str, event: str | None = None) -> AgendaLook:
        """What a file would bring; without ``event``, the one named like the workshop.

        The name's ending tells calendars (``.ics``) and schedules (``.json``); the rest are tables.
        Raises NotACalendar, CalendarTooLarge, NotASchedule, NoAgendaColumns, refusals of tables.
        """
        from carefacilitator.interchange.agendas.agendas import read_agenda

        workshop = self._workspace.get(Workshop, workshop_id)
        one = self._one_event(path, workshop)
        if one is not None:
            return AgendaLook(path, (), "", one.rows, one.refused, one.warnings)
        everything = read_agenda(path)
        events = tuple(dict.fromkeys(row.event for row in everything.rows))
        chosen = event if event is not None else _fitting(workshop, events)
        told = everything if len(events) < 2 else read_agenda(path, chosen)
        return AgendaLook(path, events, chosen, told.rows, told.refused, told.warnings)

    @staticmethod
    def _one_event(path: Path, workshop: Workshop) -> AgendaFile | None:
        """What a calendar or schedule holds; None for a table."""
        match path.suffix.lower():
            case ".ics" | ".ical" | ".ifb" | ".icalendar":
                from carefacilitator.interchange.agendas.calendars import read_calendar

                return read_calendar(path, workshop.time_zone)
            case ".json":
                from carefacilitator.interchange.agendas.schedules import read_schedule

                return read_schedule(path)
            case _:
                return None

    def take(self, workshop_id: str, look: AgendaLook) -> int:
        """Put the blocks behind those of their days; returns how many there were."""
        workshop = self._workspace.get(Workshop, workshop_id)
        here = self._agenda.blocks(workshop_id)
        taken = {block.day for block in here}
        last = {day: max(b.position for b in here if b.day == day) for day in taken}
        with self._workspace.change("agenda_import", len(look.rows)) as change:
            blocks: dict[int, list[AgendaBlock]] = {}
            for told in placed(look.rows, taken):
                day = told.row.day
                last[day] = last.get(day, 0) + _STEP
                blocks.setdefault(day, []).append(self._block(told, workshop_id, last[day]))
            for day_blocks in blocks.values():
                for block in parallel.tidied(day_blocks):
                    change.put(block)
            self._fit_workshop(change, workshop, look, taken)
        return len(look.rows)

    def _block(self, told: PlacedRow, workshop_id: str, position: int) -> AgendaBlock:
        row = told.row
        return AgendaBlock(
            id=self._workspace.new_id(),
            workshop_id=workshop_id,
            day=row.day,
            position=position,
            title=row.title,
            minutes=row.minutes,
            session_type=row.type,
            room=row.room,
            parallel=told.parallel,
            fixed_start=told.fixed,
            question=row.question,
            lead=row.lead,
            materials=row.materials,
            instructions=row.instructions,
        )

    @staticmethod
    def _fit_workshop(
        change: Change, workshop: Workshop, look: AgendaLook, taken: set[int]
    ) -> None:
        """Let days begin when the file says, and the workshop last as many days as it has."""
        starts = list(workshop.day_starts)
        for day in sorted({row.day for row in look.rows}):
            first = next(row.start for row in look.rows if row.day == day)
            while first and len(starts) < day:
                starts.append(starts[-1] if starts else agenda.DEFAULT_START)
            if first and day not in taken:
                starts[day - 1] = first
        if tuple(starts) != workshop.day_starts:
            change.set(Workshop, workshop.id, day_starts=tuple(starts))
        last = max((row.day for row in look.rows), default=1)
        if workshop.start and last <= _LONGEST:
            begin = dt.date.fromisoformat(workshop.start)
            end = (begin + dt.timedelta(days=last - 1)).isoformat()
            if end > (workshop.end or workshop.start):
                change.set(Workshop, workshop.id, end=end)

    # -- out -------------------------------------------------------------------------------

    def write(self, workshop_id: str, path: Path, language: str, *, leads: bool = False) -> int:
        """Write the agenda in a language, as a calendar (``.ics``) or as a table; counts blocks.

        Who leads a block is written only with ``leads``. Raises AgendaEmpty, AgendaWithoutDay (a
        calendar of a workshop without a day), DiskFull and NoPermission.
        """
        self._workspace.end_visit()
        workshop = self._workspace.get(Workshop, workshop_id)
        blocks = self._agenda.placed(workshop_id)
        if not blocks:
            raise AgendaEmpty()
        rule = self._rule(workshop)
        if path.suffix.lower() == ".ics":
            from carefacilitator.services.agenda import calendar_files

            stamp = self._workspace.clock()
            calendar_files.write(path, workshop, blocks, language, stamp, leads=leads, rule=rule)
            return len(blocks)
        from carefacilitator.interchange.agendas.agendas import write_agenda

        rows = [row_of(workshop, one, language, leads=leads, rule=rule) for one in blocks]
        write_agenda(path, rows, language)
        return len(blocks)


_LONGEST = 60
"""Days; a larger number in a file is no day of a workshop."""


def _fitting(workshop: Workshop, events: tuple[str, ...]) -> str:
    wanted = {fold(name) for name in (workshop.code, workshop.title, *workshop.titles.values())}
    return next((one for one in events if fold(one) in wanted), events[0] if events else "")
