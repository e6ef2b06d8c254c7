"""Bring in a list of people from a file: shown first, then taken in one step.

A row is the same person only on the form's own id, an exact e-mail address, or the folded name plus
organisation where no telephone, village, age or gender speaks against it, within this workshop;
otherwise it is added, and likely duplicates are proposed. The same file
brought in again changes nothing, whatever was corrected by hand since; what an updated export says
anew is taken. Who did not agree to be stored is counted, and nothing else of her is kept.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.model import ids
from carefacilitator.model.folding import fold
from carefacilitator.model.records import HeadCount, Workshop
from carefacilitator.services.agenda import Agenda
from carefacilitator.services.people import UNSTORED, People
from carefacilitator.services.workshops import Workshops
from carefacilitator.storage.told_before import form_of, remember_form
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.attendees import AttendeeFile
    from carefacilitator.interchange.columns import LeftOut, Mapping
    from carefacilitator.interchange.dates import DayOrder
    from carefacilitator.interchange.remarks import Remark
    from carefacilitator.interchange.tables import RawTable


@dataclass(frozen=True, slots=True)
class Shown:
    """One person of a list as she will be written: the rows about her, her name, whether known."""

    rows: tuple[int, ...]
    name: str
    known: bool


@dataclass
class Brought:
    """What an import of people did, or would do.

    ``counted`` people did not agree to be stored: only their number is kept. ``added``,
    ``counted``, ``updated`` and ``unchanged`` together are the rows that were not refused.
    ``names`` are those added, ``people`` all that are stored, in the order of their rows;
    ``remarks`` say what was not taken as it stands or should be looked at, ``left_out`` which
    columns were recognised and not taken.
    """

    added: int = 0
    counted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    people: list[Shown] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


class Attendees:
    """Takes lists of people from spreadsheets and forms into a workshop."""

    def __init__(
        self, workspace: Workspace, workshops: Workshops, people: People, agenda: Agenda
    ) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._people = people
        self._agenda = agenda

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
        from carefacilitator.interchange.attendees import read_attendees

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
        without: Collection[int] = (),
    ) -> Brought:
        """Take a file's rows into a workshop in one change; ``dry_run`` only counts.

        ``without`` are rows, by their number on the sheet, that a person leaves out. Raises
        RowNotThere where nobody is in such a row.
        """
        from carefacilitator.interchange.remarks import Remark
        from carefacilitator.services.attendee_rows import Taking

        workshop = self._workshops.find(workshop_id)
        brought = Brought(
            refused=[
                {"row": one.row, "code": one.code, "values": one.values} for one in file.refused
            ],
            columns=file.mapping.as_dict(),
            remarks=list(file.warnings),
            left_out=list(file.mapping.left_out),
        )
        if len({row.event for row in file.rows}) > 1:
            brought.remarks.append(Remark("several_workshops"))
        file = _left_out(file, without)
        taking = Taking(self._workspace, self._people, workshop.id, brought)
        taking.take(file)
        heads = self._count_unstored(workshop, brought.counted, file.table.headers)
        records = [*taking.records, *([heads] if heads else [])]
        if not dry_run and records:
            with self._workspace.change("attendees_import", brought.added) as change:
                for record in records:
                    change.restore(type(record), record.id)
                    change.put(record)
            remember_form(self._workspace, change.id, form_of(file.table.headers))
        if not dry_run:
            taking.ties.save(taking.people)
        return brought

    def _count_unstored(
        self, workshop: Workshop, counted: int, headers: Sequence[str]
    ) -> HeadCount | None:
        """Keep the number of those who did not agree to be stored, and nothing else of them.

        One number per form (recognised by its column heads): a later export of the same form
        raises it instead of adding to it.
        """
        if not counted:
            return None
        slot = self._agenda.slots(workshop.id)[0]
        form = form_of(headers)
        identity = ids.head_count_id(workshop.id, slot, f"{UNSTORED} {form}")
        before = self._workspace.find(HeadCount, identity)
        if before is not None and before.count >= counted:
            return None
        return HeadCount(
            id=identity,
            workshop_id=workshop.id,
            slot=slot,
            group=UNSTORED,
            count=counted,
            origin=form,
        )


def _left_out(file: AttendeeFile, without: Collection[int]) -> AttendeeFile:
    """The file without some of its people."""
    if not without:
        return file
    from carefacilitator.interchange.refusals import RowNotThere

    missing = set(without) - {row.row for row in file.rows}
    if missing:
        raise RowNotThere(row=min(missing))
    return replace(file, rows=tuple(row for row in file.rows if row.row not in without))
