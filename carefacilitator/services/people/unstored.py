"""Keep the number of those who did not agree to be stored, and nothing else of them.

Who refused on a list of the invited is not in the room: her number belongs to no half-day until
somebody says that she came, at the door or in a column of the file.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from carefacilitator.model.records import ids
from carefacilitator.model.records.records import UNSTORED, HeadCount, Workshop
from carefacilitator.services.agenda.clock import Agenda
from carefacilitator.storage.imports.told_before import form_of
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.people.attendees import AttendeeFile


class Unstored:
    """Writes how many of a form's people are only counted."""

    def __init__(self, workspace: Workspace, agenda: Agenda) -> None:
        self._workspace = workspace
        self._agenda = agenda

    def records(
        self, workshop: Workshop, file: AttendeeFile, counted: int, here: int
    ) -> Iterator[HeadCount]:
        """What shall be written for ``counted`` people of whom ``here`` came, as the file says.

        One number per form (recognised by its column heads) and place: a later export of the same
        form raises it instead of adding to it.
        """
        form = form_of(file.table.headers)
        slot = self._agenda.slots(workshop.id)[0]
        before = self._count(workshop.id, slot, form)
        if here > before:
            yield self._record(workshop.id, slot, form, here)
        # A number from before this was told apart stands in a half-day; it is not said twice.
        invited = counted - max(here, before)
        if invited > self._count(workshop.id, "", form):
            yield self._record(workshop.id, "", form, invited)

    def _count(self, workshop: str, slot: str, form: str) -> int:
        found = self._workspace.find(HeadCount, _identity(workshop, slot, form))
        return found.count if found is not None else 0

    @staticmethod
    def _record(workshop: str, slot: str, form: str, count: int) -> HeadCount:
        return HeadCount(
            id=_identity(workshop, slot, form),
            workshop_id=workshop,
            slot=slot,
            group=UNSTORED,
            count=count,
            origin=form,
        )


def _identity(workshop: str, slot: str, form: str) -> str:
    return ids.head_count_id(workshop, slot, f"{UNSTORED} {form}")
