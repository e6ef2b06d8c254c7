"""How long each person was there: the one place that certificates take their hours from."""

from __future__ import annotations

from collections.abc import Iterable

from carefacilitator.model import agenda, figures
from carefacilitator.model.figures import PRESENT, Gathered
from carefacilitator.model.records import AgendaBlock, Workshop
from carefacilitator.model.vocabulary import vocabulary


def minutes_attended(workshop: Workshop, told: Gathered) -> dict[str, int]:
    """Minutes each participation was there, without breaks, from the half-days marked."""
    length = _lengths(workshop, told.blocks)
    found: dict[str, int] = {}
    for one in told.attendances:
        if one.status in PRESENT:
            found[one.participation_id] = found.get(one.participation_id, 0) + length.get(
                one.slot, 0
            )
    return found


def _lengths(workshop: Workshop, blocks: Iterable[AgendaBlock]) -> dict[str, int]:
    """The minutes spent together in each half-day."""
    breaks = figures.break_types(vocabulary())
    known = list(blocks)
    by_slot: dict[str, list[agenda.Placed]] = {}
    for one in agenda.place(workshop, known):
        slot = agenda.slot_at(workshop, known, one.block.day, one.start)
        by_slot.setdefault(slot, []).append(one)
    return {slot: agenda.contact_minutes(placed, breaks) for slot, placed in by_slot.items()}
