"""The parts of a workshop in which attendance is taken: half-days, or the blocks of the agenda."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from carefacilitator.model.agenda import agenda
from carefacilitator.model.document.figures import break_types
from carefacilitator.model.records.records import Workshop
from carefacilitator.model.records.vocabulary import vocabulary

if TYPE_CHECKING:
    from carefacilitator.services.agenda.clock import Agenda
    from carefacilitator.storage.workspace import Workspace

_BY_BLOCK = "by block "
"""Kept with the workspace, one value a workshop; it never travels."""


@dataclass(frozen=True)
class Slot:
    """A half-day (``1-am``), or a block by its id with its start and title."""

    id: str
    day: int
    start: str = ""
    title: str = ""


class Slots:
    """In which parts of a workshop people are marked."""

    def __init__(self, workspace: Workspace, agenda: Agenda) -> None:
        self._workspace = workspace
        self._agenda = agenda

    def by_block(self, workshop_id: str) -> bool:
        """Whether attendance is taken block by block; breaks are not among them."""
        return bool(self._workspace.meta(_BY_BLOCK + workshop_id))

    def take_by_block(self, workshop_id: str, by_block: bool) -> None:
        """Choose blocks or half-days; marks of either kind stay."""
        self._workspace.set_meta(_BY_BLOCK + workshop_id, "1" if by_block else "")

    def of(self, workshop_id: str) -> tuple[Slot, ...]:
        """The parts of a workshop, in order; half-days where there is no block to take."""
        blocks = self._blocks(workshop_id) if self.by_block(workshop_id) else ()
        if blocks:
            return blocks
        half_days = self._agenda.slots(workshop_id)
        return tuple(Slot(one, int(one.partition("-")[0])) for one in half_days)

    def _blocks(self, workshop_id: str) -> tuple[Slot, ...]:
        breaks = break_types(vocabulary())
        return tuple(
            Slot(one.block.id, one.block.day, one.start, one.block.title)
            for one in self._agenda.placed(workshop_id)
            if one.block.session_type not in breaks
        )

    def now(self, workshop_id: str) -> str:
        """The part of this moment: of today's the last that has begun, on other days the first."""
        slots = self.of(workshop_id)
        if not slots[0].start:
            return self._agenda.slot_now(workshop_id)
        workshop = self._workspace.get(Workshop, workshop_id)
        here = self._agenda.local_now(workshop)
        placed = self._agenda.placed(workshop_id)
        now = agenda.day_at(workshop, placed, here)
        begun_by = {one.block.id for one in placed if now is not None and one.begins <= now[1]}
        today = [one for one in slots if now is not None and one.day == now[0]]
        begun = [one for one in today if one.id in begun_by]
        return (begun[-1] if begun else (today or slots)[0]).id
