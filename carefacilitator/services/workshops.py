"""Workshops and their programmes, and the organisations that hold them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from carefacilitator.machine import region
from carefacilitator.model.records import ids, joined
from carefacilitator.model.records.records import (
    AgendaBlock,
    Organisation,
    Programme,
    Record,
    SameAs,
    Workshop,
    WorkshopOrganisation,
    copied_fields,
    kind_of,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.failures import BadDate, EmptyName, WorkshopUnknown
from carefacilitator.storage import peers, tallies
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

STAGES = ("plan", "welcome", "facilitate", "harvest", "share")
"""The five stages of a workshop, in the order in which it moves through them."""


@dataclass(frozen=True)
class WorkshopLine:
    """One workshop in the list: the workshop and what counts there is to tell.

    ``done`` says for each of the five stages whether it holds anything; ``stage`` is where the
    workshop stopped; ``state`` is ``planned``, ``today``, ``running``, ``to_share`` or ``shared``.
    """

    workshop: Workshop
    people: int
    present: int
    counted: int
    notes: int
    lessons: int
    commitments: int
    done: tuple[bool, ...]
    stage: str
    state: str
    leads: tuple[str, ...]


@dataclass(frozen=True)
class Role:
    """An organisation's role in a workshop."""

    link: WorkshopOrganisation
    organisation: Organisation


class Workshops:
    """What a person can do with workshops, programmes and organisations."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def lines(self) -> list[WorkshopLine]:
        """Every workshop, by programme and day."""
        counted = tallies.by_workshop(self._workspace)
        leads = tallies.leading_names(self._workspace)
        sent = {one for line in peers.shared(self._workspace) for one in line.workshops}
        today = self._workspace.clock().date().isoformat()
        order = {one.id: (one.position, one.title) for one in self.programmes()}
        lines = [
            self._line(workshop, counted, leads, workshop.id in sent, today)
            for workshop in self._workspace.all(Workshop)
        ]
        last = (1 << 30, "")
        return sorted(
            lines,
            key=lambda line: (
                order.get(line.workshop.programme_id, last),
                line.workshop.start,
                line.workshop.code,
            ),
        )

    @staticmethod
    def _line(
        workshop: Workshop,
        counted: dict[str, tallies.Tally],
        leads: dict[str, tuple[str, ...]],
        sent: bool,
        today: str,
    ) -> WorkshopLine:
        tally = counted.get(workshop.id, tallies.Tally())
        done = (
            tally.blocks > 0,
            tally.present > 0 or tally.counted > 0,
            tally.notes > 0,
            tally.lessons > 0 or tally.commitments > 0,
            sent,
        )
        state, stage = _state(workshop, done, today)
        return WorkshopLine(
            workshop,
            tally.people,
            tally.present,
            tally.counted,
            tally.notes,
            tally.lessons,
            tally.commitments,
            done,
            stage,
            state,
            leads.get(workshop.id, ()),
        )

    def find(self, reference: str) -> Workshop:
        """The workshop of an id or a code (``W4``). Raises WorkshopUnknown."""
        found = self._workspace.find(Workshop, reference)
        if found is not None:
            return found
        wanted = fold(reference)
        matches = [one for one in self._workspace.all(Workshop) if wanted == fold(one.code)]
        if wanted and len(matches) == 1:
            return matches[0]
        raise WorkshopUnknown(name=reference)

    def programmes(self) -> list[Programme]:
        """Every programme, in the order of the home page."""
        found = self._workspace.all(Programme)
        return sorted(found, key=lambda one: (one.position, one.start, one.title))

    def create_programme(self, title: str) -> Programme:
        """A new programme. Raises EmptyName."""
        if not title.strip():
            raise EmptyName()
        position = 1 + max((one.position for one in self.programmes()), default=-1)
        programme = Programme(id=self._workspace.new_id(), title=title.strip(), position=position)
        with self._workspace.change("programme_add") as change:
            change.put(programme)
        return programme

    def create(
        self, title: str, start: str = "", programme_id: str = "", **fields: Any
    ) -> Workshop:
        """A new workshop; without a day it is today's. Raises EmptyName or BadDate."""
        workshop = self.made(title, start, programme_id, **fields)
        with self._workspace.change("workshop_add") as change:
            change.put(workshop)
        return workshop

    def made(self, title: str, start: str = "", programme_id: str = "", **fields: Any) -> Workshop:
        """The record of a new workshop, not yet stored. Raises EmptyName or BadDate."""
        if not title.strip():
            raise EmptyName()
        day = checked_day(start) or self._workspace.clock().date().isoformat()
        return Workshop(
            id=self._workspace.new_id(),
            title=title.strip(),
            start=day,
            end=checked_day(fields.pop("end", "")) or day,
            programme_id=programme_id,
            code=fields.pop("code", "") or self._next_code(),
            day_starts=fields.pop("day_starts", ("09:00",)),
            time_zone=fields.pop("time_zone", "") or region.time_zone(),
            event_type=fields.pop("event_type", "exchange_workshop"),
            mode=fields.pop("mode", "in_person"),
            **fields,
        )

    def _next_code(self) -> str:
        taken = {one.code for one in self._workspace.all(Workshop)}
        number = 1
        while f"T{number}" in taken:
            number += 1
        return f"T{number}"

    def edit(self, workshop_id: str, visit: str = "", **fields: Any) -> None:
        """Change fields of a workshop; ``visit`` names one stay in one field while typing."""
        for name in ("start", "end"):
            if name in fields:
                fields[name] = checked_day(fields[name])
        with self._workspace.change("workshop_edit", visit=visit) as change:
            change.set(Workshop, workshop_id, **fields)

    def rename_programme(self, programme_id: str, title: str, language: str = "") -> None:
        """Give a programme another name; in its version for ``language`` where it has one.

        Raises EmptyName or RecordUnknown.
        """
        if not title.strip():
            raise EmptyName()
        versions = self._workspace.get(Programme, programme_id).titles
        with self._workspace.change("programme_edit") as change:
            if versions.get(language):
                change.set(Programme, programme_id, titles={**versions, language: title.strip()})
            else:
                change.set(Programme, programme_id, title=title.strip())

    def delete(self, workshop_id: str) -> None:
        """Move a workshop to the bin; its records stay with it."""
        with self._workspace.change("workshop_delete") as change:
            change.delete(Workshop, workshop_id)

    def restore(self, workshop_id: str) -> None:
        """Take a workshop out of the bin."""
        with self._workspace.change("workshop_restore") as change:
            change.restore(Workshop, workshop_id)

    def in_bin(self) -> list[Workshop]:
        """Workshops in the bin."""
        return self._workspace.all(Workshop, in_bin=True)

    def duplicate(self, workshop_id: str, title: str, start: str) -> Workshop:
        """A new workshop with the same agenda and organisations, without people or notes."""
        old = self._workspace.get(Workshop, workshop_id)
        fresh = self.made(title or old.title, start, **copied(old))
        with self._workspace.change("workshop_duplicate") as change:
            change.put(fresh)
            for block in self._workspace.all(AgendaBlock, workshop_id=old.id):
                change.put(fresh_block(block, self._workspace.new_id(), fresh.id))
            for role in self.roles(old.id):
                self.put_role(change, fresh.id, **copied(role.link))
        return fresh

    # -- organisations ---------------------------------------------------------------------

    def roles(self, workshop_id: str) -> list[Role]:
        """The organisations of a workshop with their roles, conveners first."""
        links = self._workspace.all(WorkshopOrganisation, workshop_id=workshop_id)
        known = self._workspace.some(Organisation, [link.organisation_id for link in links])
        order = ("convener", "lead", "co_lead", "host", "collaborating", "with_support_of")
        ranks = {key: rank for rank, key in enumerate(order)}
        found = [
            Role(link, known[link.organisation_id])
            for link in links
            if link.organisation_id in known
        ]
        in_order = sorted(found, key=lambda one: (ranks.get(one.link.role, 9), one.link.position))
        one_is = self._organisations_joined()
        once: dict[tuple[str, str], Role] = {}
        for one in in_order:
            once.setdefault((one.link.role, one_is.of(one.organisation.id)), one)
        return list(once.values())

    def add_role(self, workshop_id: str, organisation: str, role: str) -> Organisation:
        """Give an organisation (id or name; a new name makes a new one) a role in a workshop."""
        found = (
            self._workspace.find(Organisation, organisation) if ids.is_id(organisation) else None
        )
        found = found or self.find_organisation(organisation)
        with self._workspace.change("organisation_role") as change:
            if found is None:
                found = new_organisation(self._workspace, organisation)
                change.put(found)
            self.put_role(change, workshop_id, found.id, role)
        return found

    def put_role(
        self, change: Change, workshop_id: str, organisation_id: str, role: str, **fields: Any
    ) -> None:
        """Give an organisation (by id) a role within a change."""
        link = ids.role_id(workshop_id, organisation_id, role)
        position = len(self._workspace.all(WorkshopOrganisation, workshop_id=workshop_id))
        change.restore(WorkshopOrganisation, link)
        change.put(
            WorkshopOrganisation(
                id=link,
                workshop_id=workshop_id,
                organisation_id=organisation_id,
                role=role,
                position=position,
                **fields,
            )
        )

    def remove_role(self, link_id: str) -> None:
        """Take an organisation's role in a workshop away."""
        with self._workspace.change("organisation_role_remove") as change:
            change.delete(WorkshopOrganisation, link_id)

    def organisations(self) -> list[Organisation]:
        """Every known organisation, by name, once each."""
        every = {one.id: one for one in self._workspace.all(Organisation)}
        once = joined.known(every, self._organisations_joined())
        return sorted(once.values(), key=lambda one: fold(one.name))

    def _organisations_joined(self) -> joined.Joined:
        return joined.Joined(self._workspace.all(SameAs, target_kind="organisation"))

    def find_organisation(self, text: str) -> Organisation | None:
        """The organisation of exactly this name, acronym or other name (folded), or None.

        Where several records are one organisation it is the one that stands for them.
        """
        wanted = fold(text)
        if not wanted:
            return None
        for one in self._workspace.all(Organisation):
            names = (one.name, one.acronym, *one.names.values(), *one.other_names)
            if wanted in (fold(name) for name in names if name):
                stands = self._organisations_joined().of(one.id)
                return self._workspace.find(Organisation, stands) or one
        return None


def new_organisation(workspace: Workspace, name: str, category: str = "") -> Organisation:
    """A new organisation record (not yet stored). Raises EmptyName."""
    if not name.strip():
        raise EmptyName()
    return Organisation(id=workspace.new_id(), name=name.strip(), category=category)


def copied(record: Record, *, anywhere: bool = False) -> dict[str, Any]:
    """What goes along of a part of a plan into a duplicate, or ``anywhere`` it is started from."""
    names = copied_fields(kind_of(record), anywhere=anywhere)
    return {name: getattr(record, name) for name in names}


def fresh_block(block: AgendaBlock, new_id: str, workshop_id: str) -> AgendaBlock:
    """A copy of a block as planned: nothing of how it was held."""
    return AgendaBlock(id=new_id, workshop_id=workshop_id, **copied(block))


def checked_day(text: str) -> str:
    """``YYYY-MM-DD`` or an empty text. Raises BadDate."""
    if not text:
        return ""
    try:
        return dt.date.fromisoformat(text.strip()).isoformat()
    except ValueError as error:
        raise BadDate(text=text[:40]) from error


def _state(workshop: Workshop, done: tuple[bool, ...], today: str) -> tuple[str, str]:
    held = any(done[1:4])
    if done[4]:
        return "shared", "share"
    if workshop.start <= today <= (workshop.end or workshop.start) and not workshop.closed_at:
        stage = "facilitate" if done[1] and done[2] else "welcome"
        return ("today", stage if held or done[0] else "plan")
    if held:
        stage = "share" if done[3] else ("harvest" if done[2] else "facilitate")
        return "to_share", stage
    return "planned", "plan"
