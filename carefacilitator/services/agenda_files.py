"""Agendas from other people's tables: looked at first, then taken in as one step."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator.model import agenda
from carefacilitator.model.folding import fold
from carefacilitator.model.records import AgendaBlock, Workshop

if TYPE_CHECKING:
    from carefacilitator.interchange.agendas import AgendaRow
    from carefacilitator.interchange.remarks import RefusedRow, Remark
    from carefacilitator.services.agenda import Agenda
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
    """Takes agendas from CSV files and workbooks."""

    def __init__(self, workspace: Workspace, agenda_: Agenda) -> None:
        self._workspace, self._agenda = workspace, agenda_

    def look(self, path: Path, workshop_id: str, event: str | None = None) -> AgendaLook:
        """What a file would bring; without ``event``, the one named like the workshop.

        Raises NoAgendaColumns and the refusals of tables.
        """
        from carefacilitator.interchange.agendas import read_agenda

        workshop = self._workspace.get(Workshop, workshop_id)
        everything = read_agenda(path)
        events = tuple(dict.fromkeys(row.event for row in everything.rows))
        chosen = event if event is not None else _fitting(workshop, events)
        told = everything if len(events) < 2 else read_agenda(path, chosen)
        return AgendaLook(path, events, chosen, told.rows, told.refused, told.warnings)

    def take(self, workshop_id: str, look: AgendaLook) -> int:
        """Put the blocks behind those of their days; returns how many there were."""
        workshop = self._workspace.get(Workshop, workshop_id)
        here = self._agenda.blocks(workshop_id)
        taken = {block.day for block in here}
        last = {day: max(b.position for b in here if b.day == day) for day in taken}
        with self._workspace.change("agenda_import", len(look.rows)) as change:
            for row, parallel, fixed in _placed(look.rows, taken):
                last[row.day] = last.get(row.day, 0) + _STEP
                block = AgendaBlock(
                    id=self._workspace.new_id(),
                    workshop_id=workshop_id,
                    day=row.day,
                    position=last[row.day],
                    title=row.title,
                    minutes=row.minutes,
                    session_type=row.type,
                    room=row.room,
                    parallel=parallel,
                    fixed_start=fixed,
                )
                change.put(block)
            self._fit_workshop(change, workshop, look, taken)
        return len(look.rows)

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


_LONGEST = 60
"""Days; a larger number in a file is no day of a workshop."""


def _fitting(workshop: Workshop, events: tuple[str, ...]) -> str:
    wanted = {fold(name) for name in (workshop.code, workshop.title, *workshop.titles.values())}
    return next((one for one in events if fold(one) in wanted), events[0] if events else "")


def _placed(rows: tuple[AgendaRow, ...], taken: set[int]) -> Iterator[tuple[AgendaRow, str, str]]:
    """Each row with the group it runs in and the time that must be held for it.

    Rows that start together run beside each other. A start that does not follow from the lengths
    before it is held; so is the first one of a day that had blocks already.
    """
    group = _groups(rows)
    now: dict[int, int] = {}
    before: tuple[int, str] = (0, "")
    fixed = ""
    for row in rows:
        start = agenda.minutes_of(row.start)
        together = bool(row.start) and (row.day, row.start) == before
        if start is None:
            fixed = ""
        elif not together:  # a group is held as its first block is
            follows = start == now.get(row.day, start if row.day not in taken else -1)
            fixed = "" if follows else row.start
        begun = now.get(row.day, start or 0) if start is None else start
        now[row.day] = max(now.get(row.day, 0), begun + row.minutes)
        before = (row.day, row.start)
        yield row, group.get((row.day, row.start), ""), fixed


def _groups(rows: tuple[AgendaRow, ...]) -> dict[tuple[int, str], str]:
    """The names of groups of neighbouring rows that start together."""
    pairs = itertools.pairwise(rows)
    return {
        (one.day, one.start): f"{one.day}-{one.start}"
        for one, after in pairs
        if one.start and (one.day, one.start) == (after.day, after.start)
    }
