"""How long people were at a workshop: what certificates and the details of a person tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carefacilitator.model import hours
from carefacilitator.model.hours import Attended as Attended
from carefacilitator.model.vocabulary import vocabulary

if TYPE_CHECKING:
    from carefacilitator.services.program import Program


class Hours:
    """Counts the time that people were there."""

    def __init__(self, program: Program) -> None:
        self._program = program

    def of(self, workshop_id: str) -> list[Attended]:
        """Everybody on the list of a workshop (id or code), once each. Raises WorkshopUnknown."""
        workshop = self._program.workshops.find(workshop_id)
        told = self._program.dossiers.records([workshop.id])
        zone = self._program.agenda.local_now(workshop).tzinfo
        return hours.attended(told, workshop, vocabulary(), zone)

    def of_person(self, workshop_id: str, person_id: str) -> Attended | None:
        """One person under any of her records; None where she is not on that list."""
        one_is = self._program.joining.joined()
        wanted = one_is.of(person_id)
        found = (one for one in self.of(workshop_id) if one_is.of(one.person_id) == wanted)
        return next(found, None)
