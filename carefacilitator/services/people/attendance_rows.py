"""Read a list as the door shows it: everybody once, under every name and record she has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from carefacilitator.model.records.attendance import Mark, mark_of
from carefacilitator.model.records.joined import Joined, completed, known, one_each
from carefacilitator.model.records.records import (
    Attendance,
    Consent,
    Organisation,
    Participation,
    Person,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.people import consents as agreements
from carefacilitator.services.same.merging import Joining
from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class PersonLine:
    """One person in the door list; ``also`` are further participations of the same person."""

    person: Person
    participation: Participation
    organisation: str
    consents: dict[str, str] = field(default_factory=dict)
    status: str = ""
    arrived_at: str = ""
    folded: str = ""
    left_at: str = ""
    also: tuple[Participation, ...] = ()


@dataclass(frozen=True)
class _Told:
    """What lines are made of."""

    taking_part: Sequence[Participation]
    consents: Sequence[Consent]
    marks: Sequence[Attendance]


@dataclass(frozen=True)
class Elsewhere:
    """Somebody of another workshop; ``names`` are all she goes by."""

    person: Person
    organisation: str
    names: tuple[str, ...]


class DoorLists:
    """What can be read of the people of a workshop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._joining = Joining(workspace)

    def lines(self, workshop_id: str, slot: str, apart: bool = False) -> list[PersonLine]:
        """Everybody on the list of a workshop, by name, with consents and this slot's mark.

        People who are one stand in one line; with ``apart`` each record has its own.
        """
        joined = Joined(()) if apart else self._joining.joined()
        told = _Told(
            self._workspace.all(Participation, workshop_id=workshop_id),
            self._workspace.all(Consent, workshop_id=workshop_id),
            self._workspace.all(Attendance, workshop_id=workshop_id, slot=slot),
        )
        return self._lines(told, joined)

    def lines_of(
        self, workshop_id: str, slot: str, participation_ids: Sequence[str]
    ) -> list[PersonLine]:
        """The lines of :meth:`lines` of these participations, and of whoever is one with them."""
        asked = self._workspace.some(Participation, participation_ids)
        return self.lines_of_people(workshop_id, slot, [one.person_id for one in asked.values()])

    def lines_of_people(
        self, workshop_id: str, slot: str, person_ids: Sequence[str]
    ) -> list[PersonLine]:
        """The lines of :meth:`lines` of these people, and of whoever is one with them."""
        joined = self._joining.joined()
        every = [member for one in person_ids for member in joined.members(one)]
        taking_part = self._workspace.where(Participation, "person_id", every)
        here = [one for one in taking_part if one.workshop_id == workshop_id]
        here.sort(key=lambda one: one.id)
        consents = self._workspace.where(Consent, "person_id", every)
        marks = self._workspace.where(Attendance, "participation_id", [one.id for one in here])
        told = _Told(
            here,
            [one for one in consents if one.workshop_id == workshop_id],
            [one for one in marks if one.slot == slot],
        )
        return self._lines(told, joined)

    def under_several_records(self) -> frozenset[str]:
        """The ids of all records of people who are one with another record."""
        groups = self._joining.joined().groups()
        return frozenset(one for group in groups for one in group)

    def _lines(self, told: _Told, joined: Joined) -> list[PersonLine]:
        people = self._workspace.some(Person, [one.person_id for one in told.taking_part])
        names = self.organisation_names({one.organisation_id for one in people.values()})
        consents = agreements.by_person(told.consents, joined)
        marks: dict[str, list[Attendance]] = {}
        for mark in told.marks:
            marks.setdefault(mark.participation_id, []).append(mark)
        lines = []
        for group in one_each(told.taking_part, people, joined):
            here = [one for one in group if one.person_id in people]
            if here:
                given = consents.get(joined.of(here[0].person_id), {})
                found = [mark for one in here for mark in marks.get(one.id, ())]
                lines.append(_line(here, people, names, given, mark_of(found)))
        return sorted(lines, key=lambda line: (fold(line.person.name), line.person.id))

    def organisation_names(self, organisation_ids: Iterable[str]) -> dict[str, str]:
        """The name that each of these organisations is shown by."""
        wanted = {one for one in organisation_ids if one}
        joined = self._joining.joined("organisation")
        every = [member for one in wanted for member in joined.members(one)]
        shown = known(self._workspace.some(Organisation, every), joined)
        return {one: shown[joined.of(one)].name for one in wanted if joined.of(one) in shown}

    def elsewhere(self, workshop_id: str, among: Sequence[str] | None = None) -> list[Elsewhere]:
        """Everybody with a name who is not on this list under any record, by name, once each.

        With ``among`` only those of these records.
        """
        joined = self._joining.joined()
        taking_part = self._workspace.all(Participation, workshop_id=workshop_id)
        here = {joined.of(one.person_id) for one in taking_part}
        groups: dict[str, list[Person]] = {}
        everybody = (
            self._workspace.all(Person)
            if among is None
            else sorted(self._workspace.some(Person, among).values(), key=lambda one: one.id)
        )
        for person in everybody:
            if person.name.strip() and joined.of(person.id) not in here:
                groups.setdefault(joined.of(person.id), []).append(person)
        names = self.organisation_names(
            one.organisation_id for group in groups.values() for one in group
        )
        found = []
        for group in groups.values():
            person = completed(group[0], group[1:])
            all_names = tuple(dict.fromkeys(one.name for one in group))
            found.append(Elsewhere(person, names.get(person.organisation_id, ""), all_names))
        return sorted(found, key=lambda one: (fold(one.person.name), one.person.id))


def _line(
    group: Sequence[Participation],
    people: Mapping[str, Person],
    names: Mapping[str, str],
    consents: dict[str, str],
    mark: Mark,
) -> PersonLine:
    """One line of the list; it is found by every name and organisation she goes by."""
    first, *others = [people[one.person_id] for one in group]
    person = completed(first, others)
    organisation = names.get(person.organisation_id, "")
    told = [person.name, organisation]
    for other in others:
        told += [other.name, names.get(other.organisation_id, "")]
    return PersonLine(
        person,
        group[0],
        organisation,
        consents,
        mark.status,
        mark.arrived_at,
        fold(" ".join(dict.fromkeys(told))),
        mark.left_at,
        tuple(group[1:]),
    )
