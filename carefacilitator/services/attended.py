"""How long each person was there: the one place that certificates take their hours from."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from carefacilitator.model.agenda import hours
from carefacilitator.model.document.figures import Gathered
from carefacilitator.model.records.records import Workshop
from carefacilitator.model.records.vocabulary import vocabulary


def minutes_attended(workshop: Workshop, told: Gathered) -> dict[str, int]:
    """Minutes each participation was there, without breaks (rules: ``model/agenda/hours.py``).

    ``told`` has everybody once, as :meth:`Dossiers.records` gives it.
    """
    found = hours.attended(told, workshop, vocabulary(), zone_of(workshop))
    return {one.participation_id: one.minutes for one in found}


def zone_of(workshop: Workshop) -> dt.tzinfo | None:
    """Where a workshop is held; None is where this computer stands."""
    try:
        return ZoneInfo(workshop.time_zone) if workshop.time_zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
