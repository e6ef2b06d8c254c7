"""How long people were at a workshop: what certificates and the details of a person tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carefacilitator.model.agenda import hours
from carefacilitator.model.agenda.day_clock import zone_of
from carefacilitator.model.agenda.hours import Attended as Attended
from carefacilitator.model.document.figures import FigureRecords
from carefacilitator.model.records.records import (
    AgendaBlock,
    Attendance,
    Participation,
    Person,
    SameAs,
    Workshop,
)
from carefacilitator.model.records.resolved import resolved
from carefacilitator.model.records.vocabulary import vocabulary

if TYPE_CHECKING:
    from carefacilitator.services.documents.content import DocumentContents
    from carefacilitator.services.same.merging import Joining
    from carefacilitator.services.workshops import Workshops
    from carefacilitator.storage.workspace import Workspace


class AttendanceHours:
    """Counts the time that people were there."""

    def __init__(
        self,
        workspace: Workspace,
        dossiers: DocumentContents,
        joining: Joining,
        workshops: Workshops,
    ) -> None:
        self._workspace = workspace
        self._dossiers = dossiers
        self._joining = joining
        self._workshops = workshops

    def of(self, workshop_id: str) -> list[Attended]:
        """Everybody on the list of a workshop (id or code), once each. Raises WorkshopUnknown."""
        workshop = self._workshops.find(workshop_id)
        told = self._dossiers.records([workshop.id])
        return hours.attended(told, workshop, vocabulary(), zone_of(workshop))

    def of_person(self, workshop_id: str, person_id: str) -> Attended | None:
        """One person under any of her records; None where she is not on that list.

        Raises WorkshopUnknown.
        """
        workshop = self._workshops.find(workshop_id)
        space = self._workspace
        members = self._joining.joined().members(person_id)
        places = [
            one
            for one in space.where(Participation, "person_id", members)
            if one.workshop_id == workshop.id
        ]
        told = FigureRecords(
            workshops=[workshop],
            blocks=space.all(AgendaBlock, workshop_id=workshop.id),
            participations=places,
            people=space.some(Person, members),
            attendances=space.where(Attendance, "participation_id", [one.id for one in places]),
            same_as=space.all(SameAs, target_kind="person"),
        )
        found = hours.attended(resolved(told), workshop, vocabulary(), zone_of(workshop))
        return found[0] if found else None


def minutes_attended(workshop: Workshop, told: FigureRecords) -> dict[str, int]:
    """Minutes each participation was there, without breaks (rules: ``model/agenda/hours.py``).

    ``told`` has everybody once, as :meth:`DocumentContents.records` gives it.
    """
    found = hours.attended(told, workshop, vocabulary(), zone_of(workshop))
    return {one.participation_id: one.minutes for one in found}
