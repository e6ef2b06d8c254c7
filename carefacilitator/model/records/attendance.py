"""Marks of attendance: what those of one person in one half-day or block say together.

``present`` is the whole time; ``partial`` is somebody who came late or left early, with the moment
where it is known. Not marked is not absent.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from carefacilitator.model.records.records import Attendance

PRESENT = frozenset({"present", "present_remote", "partial"})
"""Attendance that counts as being in the room."""

_STRONGEST = ("present", "present_remote", "partial", "excused", "absent", "registered", "")


@dataclass(frozen=True)
class Mark:
    """One person's mark; moments in UTC where they are known."""

    status: str = ""
    arrived_at: str = ""
    left_at: str = ""


def mark_of(marks: Iterable[Attendance]) -> Mark:
    """What several marks of one person say together: she was there where one of them says so."""
    told = sorted(marks, key=lambda one: (_rank(one.status), one.id))
    if not told:
        return Mark()
    if len(told) == 1:
        return Mark(told[0].status, told[0].arrived_at, told[0].left_at)
    there = [one for one in told if one.status in PRESENT]
    arrived = min((one.arrived_at for one in there if one.arrived_at), default="")
    stayed = any(not one.left_at for one in there)
    left = "" if stayed else max((one.left_at for one in there), default="")
    return Mark(told[0].status, arrived, left)


def _rank(status: str) -> int:
    return _STRONGEST.index(status) if status in _STRONGEST else len(_STRONGEST)
