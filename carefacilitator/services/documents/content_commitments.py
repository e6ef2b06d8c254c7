"""What was promised: commitments with who takes part and how they stood on which day."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from carefacilitator.model.document.content import CommitmentLine
from carefacilitator.model.document.report_content import UpdateLine
from carefacilitator.model.records.records import CommitmentPartner, CommitmentUpdate, Organisation
from carefacilitator.services.documents.content_base import ContentOfWorkshop
from carefacilitator.services.findings.commitments import CommitmentView


def commitments(telling: ContentOfWorkshop) -> Iterator[CommitmentLine]:
    """Who does what by when, with whom, and how it went since."""
    space, workshop = telling.sources.workspace, telling.workshop.id
    views = telling.sources.commitments.of(workshop)
    joining = space.all(CommitmentPartner, workshop_id=workshop)
    wanted = [view.commitment.organisation_id for view in views]
    known = space.some(Organisation, [*wanted, *(one.organisation_id for one in joining)])
    updates = space.all(CommitmentUpdate, workshop_id=workshop)
    for view in views:
        one = view.commitment
        with_whom = [
            telling.name_of(known[other.organisation_id])
            for other in joining
            if other.commitment_id == one.id
            and other.organisation_id in known
            and not telling.is_somebody(known[other.organisation_id])
        ]
        since = [other for other in updates if other.commitment_id == one.id]
        if telling.names_somebody("commitment", one.id, one.what, one.support_needed):
            continue
        yield _line(telling, view, known, tuple(sorted(with_whom)), _updates(telling, since))


def _line(
    telling: ContentOfWorkshop,
    view: CommitmentView,
    known: dict[str, Organisation],
    partners: tuple[str, ...],
    updates: tuple[UpdateLine, ...],
) -> CommitmentLine:
    one = view.commitment
    own = known.get(one.organisation_id)
    who = "" if telling.is_unnamed("commitment", one.id, "who", one.who) else one.who
    told = partial(telling.as_decided, "commitment", one.id)
    return CommitmentLine(
        who=who or (telling.name_of(own) if own and not telling.is_somebody(own) else ""),
        what=told("what", one.what),
        due=one.due,
        status=one.status,
        track=one.track,
        collective=one.collective,
        support_needed=told("support_needed", one.support_needed),
        codes=view.codes,
        workshop=telling.workshop.code,
        level=one.level,
        partners=partners,
        updates=updates,
    )


def _updates(telling: ContentOfWorkshop, found: list[CommitmentUpdate]) -> tuple[UpdateLine, ...]:
    return tuple(
        UpdateLine(
            day=one.reported_on,
            status=one.status,
            track=one.track,
            text=""
            if telling.names_somebody("commitment", one.id, one.text)
            else telling.as_decided("commitment_update", one.id, "text", one.text),
        )
        for one in sorted(found, key=lambda one: (one.reported_on, one.id))
    )
