"""People at the door: the list, who is present, what they agreed to, and who is only counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from carefacilitator.model import ids
from carefacilitator.model.folding import fold
from carefacilitator.model.records import (
    COMPANIONS,
    Attendance,
    Consent,
    HeadCount,
    Organisation,
    Participation,
    Person,
    SameAs,
)
from carefacilitator.services import same_person
from carefacilitator.services.failures import BadNumber, EmptyName
from carefacilitator.services.same_person import Likely as Likely
from carefacilitator.services.workshops import Workshops, new_organisation
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

PRESENT = frozenset({"present", "present_remote", "partial"})
"""Attendance that counts as being in the room."""

USUAL_CONSENT = ("store", "share_secretariat", "list_in_report", "photo", "sensitive_data")
"""What one key gives: the purposes that a usual notice asks for together."""

SHOWN_CONSENTS = ("store", "share_secretariat", "photo", "quote", "contact")
"""The five columns of the door list, always in this order."""

HEAD_GROUPS = ("woman", "man", "not_recorded", COMPANIONS)
"""Groups of the head count beside the list, as people describe themselves."""

UNSTORED = "not_stored"
"""The head-count group of those who did not agree to be stored."""

_MOST = 100_000


@dataclass(frozen=True)
class PersonLine:
    """One person in the door list."""

    person: Person
    participation: Participation
    organisation: str
    consents: dict[str, str] = field(default_factory=dict)
    status: str = ""
    arrived_at: str = ""
    folded: str = ""


@dataclass(frozen=True)
class Room:
    """Who is in the room in one half-day, in figures."""

    named: int
    counted: int
    excused: int
    absent: int
    unmarked: int
    groups: dict[str, int]

    @property
    def total(self) -> int:
        """Everybody in the room, named or not."""
        return self.named + self.counted


class People:
    """What a person can do at the door."""

    def __init__(self, workspace: Workspace, workshops: Workshops) -> None:
        self._workspace = workspace
        self._workshops = workshops

    # -- the list --------------------------------------------------------------------------

    def lines(self, workshop_id: str, slot: str) -> list[PersonLine]:
        """Everybody on the list of a workshop, by name, with consents and this slot's mark."""
        taking_part = self._workspace.all(Participation, workshop_id=workshop_id)
        people = self._workspace.some(Person, [one.person_id for one in taking_part])
        names = self._organisation_names(people.values())
        consents: dict[str, dict[str, str]] = {}
        for consent in self._workspace.all(Consent, workshop_id=workshop_id):
            consents.setdefault(consent.person_id, {})[consent.purpose] = consent.status
        marks = {
            mark.participation_id: mark
            for mark in self._workspace.all(Attendance, workshop_id=workshop_id, slot=slot)
        }
        lines = [
            self._line(one, people[one.person_id], names, consents, marks.get(one.id))
            for one in taking_part
            if one.person_id in people
        ]
        return sorted(lines, key=lambda line: (fold(line.person.name), line.person.id))

    @staticmethod
    def _line(
        participation: Participation,
        person: Person,
        names: dict[str, str],
        consents: dict[str, dict[str, str]],
        mark: Attendance | None,
    ) -> PersonLine:
        organisation = names.get(person.organisation_id, "")
        return PersonLine(
            person,
            participation,
            organisation,
            consents.get(person.id, {}),
            mark.status if mark else "",
            mark.arrived_at if mark else "",
            fold(f"{person.name} {organisation}"),
        )

    def _organisation_names(self, people: Iterable[Person]) -> dict[str, str]:
        wanted = [one.organisation_id for one in people if one.organisation_id]
        return {key: one.name for key, one in self._workspace.some(Organisation, wanted).items()}

    @staticmethod
    def matching(lines: list[PersonLine], text: str) -> list[PersonLine]:
        """The people whose name or organisation holds every typed word, without accents."""
        parts = fold(text).split()
        return [line for line in lines if all(part in line.folded for part in parts)]

    def known_elsewhere(self, workshop_id: str, text: str, limit: int = 8) -> list[Person]:
        """People of earlier workshops, not on this list, whose name holds every typed word."""
        here = {
            one.person_id for one in self._workspace.all(Participation, workshop_id=workshop_id)
        }
        parts = fold(text).split()
        if not parts:
            return []
        found = []
        for person in self._workspace.all(Person):
            if person.id not in here and person.name:
                name = fold(person.name)
                if all(part in name for part in parts):
                    found.append(person)
                    if len(found) == limit:
                        break
        return found

    # -- marking ---------------------------------------------------------------------------

    def mark(self, participation_id: str, slot: str, status: str = "present") -> None:
        """Mark one person; an empty status takes the mark away (not marked is not absent)."""
        participation = self._workspace.get(Participation, participation_id)
        label = f"mark_{status}" if status else "mark_clear"
        with self._workspace.change(label, 1) as change:
            self._mark(change, participation, slot, status)

    def _mark(self, change: Change, participation: Participation, slot: str, status: str) -> None:
        mark = ids.attendance_id(participation.id, slot)
        if not status:
            if self._workspace.find(Attendance, mark) is not None:
                change.delete(Attendance, mark)
            return
        change.restore(Attendance, mark)
        change.put(
            Attendance(
                id=mark,
                workshop_id=participation.workshop_id,
                participation_id=participation.id,
                slot=slot,
                status=status,
                arrived_at=self._workspace.now() if status in PRESENT else "",
            )
        )

    def mark_rest_absent(self, workshop_id: str, slot: str) -> int:
        """Mark everyone who has no mark as absent; returns how many."""
        rest = [line for line in self.lines(workshop_id, slot) if not line.status]
        if rest:
            with self._workspace.change("mark_absent", len(rest)) as change:
                for line in rest:
                    self._mark(change, line.participation, slot, "absent")
        return len(rest)

    def walk_in(self, workshop_id: str, text: str, slot: str) -> PersonLine:
        """Write down somebody who is not on the list: “name, organisation”; marks her present.

        Raises EmptyName. Nothing is assumed about consent: it waits to be asked.
        """
        name, _, organisation = (part.strip() for part in _split(text))
        if not name:
            raise EmptyName()
        with self._workspace.change("walk_in", 1) as change:
            person = Person(
                id=self._workspace.new_id(),
                name=name,
                organisation_id=self._organisation(change, organisation),
            )
            change.put(person)
            participation = self._take_part(change, workshop_id, person.id, walk_in=True)
            self._mark(change, participation, slot, "present")
        return PersonLine(person, participation, organisation, {}, "present", self._workspace.now())

    def bring(self, workshop_id: str, person_id: str, slot: str = "") -> Participation:
        """Put a person of an earlier workshop on this list; marks her where a slot is named."""
        with self._workspace.change("person_bring", 1) as change:
            participation = self._take_part(change, workshop_id, person_id)
            if slot:
                self._mark(change, participation, slot, "present")
        return participation

    @staticmethod
    def _take_part(
        change: Change, workshop_id: str, person_id: str, walk_in: bool = False
    ) -> Participation:
        participation = Participation(
            id=ids.participation_id(workshop_id, person_id),
            workshop_id=workshop_id,
            person_id=person_id,
            role="participant",
            walk_in=walk_in,
        )
        change.restore(Participation, participation.id)
        change.put(participation)
        return participation

    def _organisation(self, change: Change, name: str) -> str:
        if not name:
            return ""
        found = self._workshops.find_organisation(name)
        if found is None:
            found = new_organisation(self._workspace, name)
            change.put(found)
        return found.id

    def edit(self, person_id: str, visit: str = "", **fields: Any) -> None:
        """Change what is known of a person. Raises EmptyName for an empty name."""
        if "name" in fields and not str(fields["name"]).strip():
            raise EmptyName()
        with self._workspace.change("person_edit", visit=visit) as change:
            if "organisation" in fields:
                name = str(fields.pop("organisation")).strip()
                fields["organisation_id"] = self._organisation(change, name)
            change.set(Person, person_id, **fields)

    def remove(self, participation_id: str) -> None:
        """Take a person off this workshop's list (to the bin)."""
        with self._workspace.change("person_remove", 1) as change:
            change.delete(Participation, participation_id)

    # -- consent ---------------------------------------------------------------------------

    def consent(
        self,
        workshop_id: str,
        person_id: str,
        answers: dict[str, str],
        method: str = "oral_witness",
        notice_language: str = "",
    ) -> None:
        """Write down what a person agreed to or refused, by purpose.

        ``answers`` maps purposes to ``given``, ``refused``, ``withdrawn`` or ``not_asked``.
        """
        with self._workspace.change("consent_note", len(answers)) as change:
            for purpose, status in answers.items():
                self._consent(
                    change, workshop_id, person_id, (purpose, status, method, notice_language)
                )

    def _consent(
        self, change: Change, workshop_id: str, person_id: str, told: tuple[str, str, str, str]
    ) -> None:
        purpose, status, method, language = told
        today = self._workspace.clock().date().isoformat()
        identity = ids.consent_id(workshop_id, person_id, purpose)
        before = self._workspace.find(Consent, identity)
        given = before.given_on if before else ""
        change.restore(Consent, identity)
        change.put(
            Consent(
                id=identity,
                workshop_id=workshop_id,
                person_id=person_id,
                purpose=purpose,
                status=status,
                method=method
                if status in ("given", "refused")
                else (before.method if before else ""),
                notice_language=language or (before.notice_language if before else ""),
                notice_version="1",
                given_on=today if status == "given" else given,
                withdrawn_on=today if status == "withdrawn" else "",
            )
        )

    def usual_consent(self, workshop_id: str, person_id: str, language: str = "") -> None:
        """Give the usual consents that were not asked yet; an answer already given stands."""
        known = {
            one.purpose
            for one in self._workspace.all(Consent, workshop_id=workshop_id, person_id=person_id)
            if one.status != "not_asked"
        }
        answers = {purpose: "given" for purpose in USUAL_CONSENT if purpose not in known}
        if answers:
            self.consent(workshop_id, person_id, answers, notice_language=language)

    def refuse_storage(self, participation_id: str, slot: str) -> None:
        """A person does not want to be stored: she is counted, and nothing about her is kept."""
        from carefacilitator.storage import erasure

        participation = self._workspace.get(Participation, participation_id)
        workshop = participation.workshop_id
        erasure.erase(self._workspace, participation.person_id)
        with self._workspace.change("count_instead", 1) as change:
            for mark in self._workspace.all(Attendance, participation_id=participation_id):
                change.delete(Attendance, mark.id)
            change.delete(Participation, participation_id)
            self._add_heads(change, workshop, slot, UNSTORED, 1)

    # -- counting --------------------------------------------------------------------------

    def heads(self, workshop_id: str, slot: str) -> dict[str, int]:
        """People counted without a name, by group."""
        found = self._workspace.all(HeadCount, workshop_id=workshop_id, slot=slot)
        groups: dict[str, int] = {}
        for one in found:
            groups[one.group] = groups.get(one.group, 0) + one.count
        return groups

    def set_heads(self, workshop_id: str, slot: str, group: str, count: int) -> None:
        """Say how many people of a group are there without a name. Raises BadNumber."""
        if not 0 <= count <= _MOST:
            raise BadNumber(low=0, high=_MOST)
        with self._workspace.change("head_count", count) as change:
            self._set_heads(change, workshop_id, slot, group, count)

    def _add_heads(
        self, change: Change, workshop_id: str, slot: str, group: str, more: int
    ) -> None:
        before = self._workspace.find(HeadCount, ids.head_count_id(workshop_id, slot, group))
        now = before.count if before else 0
        self._set_heads(change, workshop_id, slot, group, now + more)

    @staticmethod
    def _set_heads(change: Change, workshop_id: str, slot: str, group: str, count: int) -> None:
        change.put(
            HeadCount(
                id=ids.head_count_id(workshop_id, slot, group),
                workshop_id=workshop_id,
                slot=slot,
                group=group,
                count=count,
            )
        )

    def room(self, workshop_id: str, slot: str) -> Room:
        """Who is in the room: named, counted, excused, absent, and not marked yet."""
        marks = [line.status for line in self.lines(workshop_id, slot)]
        heads = self.heads(workshop_id, slot)
        return Room(
            sum(mark in PRESENT for mark in marks),
            sum(count for group, count in heads.items() if group != COMPANIONS),
            marks.count("excused"),
            marks.count("absent"),
            marks.count(""),
            heads,
        )

    # -- likely duplicates -----------------------------------------------------------------

    def likely_same(self, workshop_id: str) -> list[Likely]:
        """Pairs on this list who may be one person; proposed, never merged by themselves."""
        people = [line.person for line in self.lines(workshop_id, "")]
        return same_person.pairs(people, self._workspace.all(SameAs))

    def likely_elsewhere(self, workshop_id: str) -> list[Likely]:
        """People of this list (``first``) who may be somebody of another workshop (``second``)."""
        here = [line.person for line in self.lines(workshop_id, "")]
        everybody = self._workspace.all(Person)
        return same_person.elsewhere(here, everybody, self._workspace.all(SameAs))

    def say_same(self, first_id: str, second_id: str, same: bool = True) -> None:
        """State that two people are one, or that they are not; reversible, rewrites nothing."""
        one, two = sorted((first_id, second_id))
        with self._workspace.change("same_as" if same else "not_same") as change:
            change.put(
                SameAs(
                    id=ids.derived_id("same_as", "person", one, two),
                    target_kind="person",
                    first_id=one,
                    second_id=two,
                    same=same,
                )
            )


def _split(text: str) -> tuple[str, str, str]:
    for mark in (",", "،", ";"):
        if mark in text:
            return text.partition(mark)
    return text, "", ""
