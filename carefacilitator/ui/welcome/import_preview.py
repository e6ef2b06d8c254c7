"""Look at a list of people before anything is written: columns, rows, and what would happen.

Plain Python for the worker: :func:`examine` reads the file once, guesses its columns (or takes a
person's own choice) and counts what taking it in would do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from carefacilitator.services.people.attendee_import import (
    AttendeeFile,
    Decisions,
    Mapping,
    NoNameColumn,
    PeopleImported,
    RawTable,
    Shown,
    Waiting,
    guess_columns,
    read_attendees,
    read_table,
    waiting,
)
from carefacilitator.services.program import Program

SAMPLES = 2


@dataclass(frozen=True)
class Examined:
    """A file and what it would do; ``file`` and ``brought`` are None while no column has names.

    ``events`` counts the rows of each workshop code in the file; ``event`` is the one taken.
    ``decisions`` are what a person said of answers that are not understood, ``without`` the rows
    that she left out, ``everybody`` whom the file would bring if nobody were.
    """

    path: Path
    table: RawTable
    mapping: Mapping
    event: str = ""
    file: AttendeeFile | None = None
    brought: PeopleImported | None = None
    decisions: Decisions = field(default_factory=Decisions)
    without: frozenset[int] = frozenset()
    everybody: Sequence[Shown] = ()

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """The answers about being stored that are not understood, decided or not."""
        return waiting(self.file) if self.file is not None else ()

    @property
    def events(self) -> dict[str, int]:
        """The rows of each workshop that the file names."""
        return self.file.events if self.file is not None else {}

    @property
    def people(self) -> int:
        """How many people taking it in concerns."""
        brought = self.brought
        return brought.added + brought.updated + brought.counted if brought is not None else 0


def examine(
    program: Program,
    workshop_id: str,
    path: Path,
    before: Examined | None = None,
    mapping: Mapping | None = None,
    event: str | None = None,
    decisions: Decisions | None = None,
) -> Examined:
    """Look at a file. ``before`` is what was seen of it; what else is given was chosen.

    Raises the refusals of tables; a file without a column of names is examined as far as possible.
    """
    table = before.table if before is not None else read_table(path)
    chosen = mapping or (before.mapping if before is not None else _guessed(table, path.name))
    without = before.without if before is not None else frozenset()
    seen = Examined(path, table, chosen, event or (before.event if before else ""), without=without)
    if not chosen.has_name:
        return seen
    file = read_attendees(path, chosen, only_event=seen.event, table=table)
    own = program.attendees.event_of(workshop_id, file) if len(file.events) > 1 else ""
    if before is None and event is None and own:
        seen = replace(seen, event=own)
        file = read_attendees(path, chosen, only_event=own, table=table)
    known = before.decisions if before is not None else program.attendees.decided_before(file)
    said = decisions if decisions is not None else known
    brought = program.attendees.bring(workshop_id, file, dry_run=True, decisions=said)
    seen = replace(seen, file=file, brought=brought, everybody=brought.people, decisions=said)
    return leave_out(program, workshop_id, seen, without) if without else seen


def leave_out(
    program: Program, workshop_id: str, seen: Examined, without: frozenset[int]
) -> Examined:
    """What taking the file in would do without some of its rows; the file is not read again."""
    if seen.file is None:
        return replace(seen, without=without)
    there = without.intersection(row.row for row in seen.file.rows)
    brought = program.attendees.bring(
        workshop_id, seen.file, dry_run=True, decisions=seen.decisions, without=there
    )
    return replace(seen, brought=brought, without=there)


def _guessed(table: RawTable, name: str) -> Mapping:
    """The guess; without a column of names, the guess for all others."""
    try:
        return guess_columns(table, name)
    except NoNameColumn:
        more = replace(
            table, headers=[*table.headers, "name"], rows=[[*row, "A"] for row in table.rows]
        )
        return Mapping(guess_columns(more, name).columns[:-1])


def samples(table: RawTable, index: int) -> list[str]:
    """The first different answers of a column, to recognise it by."""
    found: list[str] = []
    for row in table.rows[:200]:
        text = " ".join(row[index].split())
        if text and text not in found:
            found.append(text)
            if len(found) == SAMPLES:
                break
    return found
