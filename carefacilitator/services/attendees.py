"""Bring in a list of people from a file: shown first, then taken in one step.

A row is the same person only on the form's own id, an exact e-mail address, or the folded name plus
organisation where no telephone, village, age or gender speaks against it, within this workshop;
otherwise it is added, and likely duplicates are proposed. The same file
brought in again changes nothing, whatever was corrected by hand since; what an updated export says
anew is taken. Who did not agree to be stored is counted, and nothing else of her is kept.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.model.records.records import Record
from carefacilitator.model.text.folding import fold
from carefacilitator.services.agenda import Agenda
from carefacilitator.services.decided_answers import DecidedAnswers
from carefacilitator.services.people import People
from carefacilitator.services.unstored import Unstored
from carefacilitator.services.workshops import Workshops
from carefacilitator.storage.imports.told_before import form_of, remember_form
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.people.attendees import AttendeeFile
    from carefacilitator.interchange.people.columns import Column, LeftOut, Mapping
    from carefacilitator.interchange.people.consent_decisions import Decisions
    from carefacilitator.interchange.people.dates import DayOrder
    from carefacilitator.interchange.people.remarks import Remark
    from carefacilitator.interchange.tables.tables import RawTable


@dataclass(frozen=True, slots=True)
class Shown:
    """One person of a list as she will be written: the rows about her, her name, whether known."""

    rows: tuple[int, ...]
    name: str
    known: bool


@dataclass
class Brought:
    """What an import of people did, or would do.

    ``counted`` people did not agree to be stored: only their number is kept. ``held`` people wait
    until a person decides what their answer means, and nothing is written of them; ``away`` people
    did not come. These with ``added``, ``updated`` and ``unchanged`` are all rows that were neither
    refused nor left out. ``not_understood`` counts answers about any purpose, ``unknown`` names
    the columns that say something nobody here knows.
    ``names`` are those added, ``people`` all that are stored, in the order of their rows;
    ``remarks`` say what was not taken as it stands or should be looked at, ``left_out`` which
    columns were recognised and not taken.
    """

    added: int = 0
    counted: int = 0
    updated: int = 0
    unchanged: int = 0
    held: int = 0
    away: int = 0
    not_understood: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    people: list[Shown] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unknown: list[Column] = field(default_factory=list)


class Attendees:
    """Takes lists of people from spreadsheets and forms into a workshop."""

    def __init__(
        self, workspace: Workspace, workshops: Workshops, people: People, agenda: Agenda
    ) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._people = people
        self._decided = DecidedAnswers(workspace)
        self._unstored = Unstored(workspace, agenda)

    def read(
        self,
        path: Path,
        mapping: Mapping | None = None,
        only_event: str = "",
        table: RawTable | None = None,
        day_order: DayOrder | None = None,
    ) -> AttendeeFile:
        """Read a file and recognise its columns; nothing is written. Raises what reading does.

        What a person chose otherwise: ``mapping`` the columns, ``only_event`` one workshop of
        several in the file, ``table`` how the file was read, ``day_order`` how dates are written.
        """
        from carefacilitator.interchange.people.attendees import read_attendees

        return read_attendees(path, mapping, day_order, only_event, table)

    def event_of(self, workshop_id: str, file: AttendeeFile) -> str:
        """What a file that names several workshops calls this one; empty where it does not."""
        workshop = self._workshops.find(workshop_id)
        own = {fold(text) for text in (workshop.code, workshop.title, *workshop.titles.values())}
        return next((event for event in file.events if fold(event) in own - {""}), "")

    def bring(
        self,
        workshop_id: str,
        file: AttendeeFile,
        dry_run: bool = False,
        decisions: Decisions | None = None,
        without: Collection[int] = (),
    ) -> Brought:
        """Take a file's rows into a workshop in one change; ``dry_run`` only counts.

        ``decisions`` say what answers mean that are not understood. What was decided of an answer
        before, for the same form, stands, except a yes: that is said of people, not of an answer.
        ``without`` are rows, by their number on the sheet, that a person leaves out. Raises
        RowNotThere where nobody is in such a row.
        """
        from carefacilitator.interchange.people.columns import unknown_columns
        from carefacilitator.interchange.people.consent_decisions import decided
        from carefacilitator.interchange.people.remarks import Remark
        from carefacilitator.services.attendee_rows import Taking

        workshop = self._workshops.find(workshop_id)
        file = _left_out(file, without)
        decisions = decisions or self.decided_before(file)
        settled = decided(file, decisions)
        brought = Brought(
            refused=[
                {"row": one.row, "code": one.code, "values": one.values} for one in file.refused
            ],
            columns=file.mapping.as_dict(),
            remarks=list(file.warnings),
            left_out=list(file.mapping.left_out),
            unknown=list(unknown_columns(file.mapping, file.table)),
        )
        if len({row.event for row in file.rows}) > 1:
            brought.remarks.append(Remark("several_workshops"))
        agreed = partial(self._decided.agreed, file.table.headers)
        taking = Taking(self._workspace, self._people, workshop.id, brought, agreed)
        taking.take(settled)
        brought.not_understood = sum(
            one.code in ("consent_not_understood", "consent_held", "consent_empty", "held_on_list")
            for one in brought.remarks
        )
        records = [
            *taking.records,
            *self._unstored.records(workshop, file, brought.counted, taking.refused_here),
        ]
        if not dry_run:
            self._decided.remember(file, decisions)
            self._write(records, brought.added, form_of(file.table.headers))
            taking.ties.save(taking.people)
        return brought

    def decided_before(self, file: AttendeeFile) -> Decisions:
        """What a person decided about answers of this form when it was brought in before."""
        return self._decided.of(file)

    def _write(self, records: list[Record], added: int, form: str) -> None:
        if records:
            with self._workspace.change("attendees_import", added) as change:
                for record in records:
                    change.restore(type(record), record.id)
                    change.put(record)
            remember_form(self._workspace, change.id, form)


def _left_out(file: AttendeeFile, without: Collection[int]) -> AttendeeFile:
    """The file without some of its people."""
    if not without:
        return file
    from carefacilitator.interchange.tables.refusals import RowNotThere

    missing = set(without) - {row.row for row in file.rows}
    if missing:
        raise RowNotThere(row=min(missing))
    return replace(file, rows=tuple(row for row in file.rows if row.row not in without))
