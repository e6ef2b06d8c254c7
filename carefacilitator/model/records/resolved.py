"""Records as they read where people or organisations are one: one participation, one mark, one no.

A view for those who count and for paper; nothing stored is touched by it. Ids of all records of one
person still find her (consents and people are told under each of them).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from carefacilitator.model.document.figures import FigureRecords
from carefacilitator.model.records.attendance import mark_of
from carefacilitator.model.records.joined import Joined, known, one_each
from carefacilitator.model.records.records import Attendance, Consent, Participation, Record

R = TypeVar("R", bound=Record)


def resolved(told: FigureRecords) -> FigureRecords:
    """The same records with everybody once."""
    one_is = Joined(told.same_as)
    if not one_is:
        return told
    groups = one_each(told.participations, told.people, one_is)
    return replace(
        told,
        participations=[group[0] for group in groups],
        people=_by_every_id(told.people, one_is),
        organisations=_by_every_id(told.organisations, one_is),
        attendances=list(_marks(told.attendances, groups)),
        consents=list(_answers(told.consents, one_is)),
    )


def _by_every_id(records: Mapping[str, R], one_is: Joined) -> dict[str, R]:
    whole = known(records, one_is)
    return {member: one for key, one in whole.items() for member in one_is.members(key)}


def _marks(
    marks: Iterable[Attendance], groups: Iterable[list[Participation]]
) -> Iterable[Attendance]:
    stands = {one.id: group[0].id for group in groups for one in group if len(group) > 1}
    together: dict[tuple[str, str], list[Attendance]] = {}
    for mark in marks:
        if mark.participation_id in stands:
            key = stands[mark.participation_id], mark.slot
            together.setdefault(key, []).append(mark)
        else:
            yield mark
    for (participation, _), found in together.items():
        told = mark_of(found)
        yield replace(
            found[0],
            participation_id=participation,
            status=told.status,
            arrived_at=told.arrived_at,
            left_at=told.left_at,
        )


def _answers(consents: Iterable[Consent], one_is: Joined) -> Iterable[Consent]:
    told = (
        [replace(one, person_id=key) for key in one_is.members(one.person_id)] for one in consents
    )
    return itertools.chain.from_iterable(told)
