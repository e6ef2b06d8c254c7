"""People at the door: the list, who is present, what they agreed to, and who is only counted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from carefacilitator.model.privacy import consent
from carefacilitator.model.records import hidden_questions, ids
from carefacilitator.model.records.attendance import PRESENT as PRESENT
from carefacilitator.model.records.joined import completed, one_each
from carefacilitator.model.records.records import (
    COMPANIONS,
    AgendaBlock,
    Attendance,
    Consent,
    HeadCount,
    Participation,
    Person,
    SameAs,
    Workshop,
)
from carefacilitator.model.records.records import UNSTORED as UNSTORED
from carefacilitator.model.text.folding import fold
from carefacilitator.services.failures import BadNumber, EmptyName
from carefacilitator.services.people import consents, usual_consent
from carefacilitator.services.people.attendance import Marking, moment_of
from carefacilitator.services.people.attendance_rows import DoorLists
from carefacilitator.services.people.attendance_rows import Elsewhere as Elsewhere
from carefacilitator.services.people.attendance_rows import PersonLine as PersonLine
from carefacilitator.services.people.usual_consent import UsualConsent
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.services.same import duplicates
from carefacilitator.services.same.duplicates import Likely as Likely
from carefacilitator.services.workshops import Workshops, new_organisation
from carefacilitator.storage import listing
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

SHOWN_CONSENTS = ("store", "share_secretariat", "photo", "quote", "contact")
"""The five columns of the door list, always in this order."""

HEAD_GROUPS = ("woman", "man", "not_recorded", COMPANIONS)
"""Groups of the head count beside the list, as people describe themselves."""

_MOST = 100_000


@dataclass(frozen=True)
class HeadsInRoom:
    """Who is in the room in one half-day, in figures.

    ``invited`` asked not to be kept on a list of the invited: they are counted, and in the room
    only when somebody says so.
    """

    named: int
    counted: int
    excused: int
    absent: int
    unmarked: int
    groups: dict[str, int]
    invited: int = 0

    @property
    def total(self) -> int:
        """Everybody in the room, named or not."""
        return self.named + self.counted


class People(DoorLists):
    """What a person can do at the door."""

    def __init__(
        self,
        workspace: Workspace,
        workshops: Workshops,
        before_forgetting: Callable[[Collection[str]], object] = lambda _members: None,
    ) -> None:
        super().__init__(workspace)
        self._before_forgetting = before_forgetting
        self._workshops = workshops
        self._quotes = Quotes(workspace)

    @staticmethod
    def matching(lines: list[PersonLine], text: str) -> list[PersonLine]:
        """The people whose name or organisation holds every typed word, without accents."""
        parts = fold(text).split()
        return [line for line in lines if all(part in line.folded for part in parts)]

    def of_one(self, participation_id: str) -> list[Participation]:
        """The participations of one person in a workshop, the one that stands for her first.

        Raises RecordUnknown.
        """
        own = self._workspace.get(Participation, participation_id)
        joined = self._joining.joined()
        members = joined.members(own.person_id)
        if len(members) == 1:
            return [own]
        here = self._places(own.workshop_id, members)
        return one_each(here, self._workspace.some(Person, members), joined)[0]

    def _places(self, workshop_id: str, person_ids: Sequence[str]) -> list[Participation]:
        """The places of these records on the list of a workshop."""
        found = self._workspace.where(Participation, "person_id", person_ids)
        return [one for one in found if one.workshop_id == workshop_id]

    # -- marking ---------------------------------------------------------------------------

    def mark(self, participation_id: str, slot: str, status: str = "present") -> None:
        """Mark one person; an empty status takes the mark away (not marked is not absent)."""
        group = self.of_one(participation_id)
        label = f"mark_{status}" if status else "mark_clear"
        with self._workspace.change(label, 1) as change:
            marking = Marking(self._workspace, change, group, slot)
            marking.status(status, self._workspace.now())

    def mark_moments(
        self,
        participation_id: str,
        slot: str,
        arrived_at: str | None = None,
        left_at: str | None = None,
    ) -> None:
        """Write down when somebody came late or left early (moments in UTC, "" takes one away)."""
        label = "mark_left" if arrived_at is None else "mark_late"
        group = self.of_one(participation_id)
        with self._workspace.change(label, 1) as change:
            Marking(self._workspace, change, group, slot).moments(arrived_at, left_at)

    def mark_time(self, participation_id: str, slot: str, time: str, *, left: bool) -> None:
        """The same with a time of the day (``HH:MM``) where the workshop is, on the slot's day."""
        own = self._workspace.get(Participation, participation_id)
        workshop = self._workspace.get(Workshop, own.workshop_id)
        block = self._workspace.find(AgendaBlock, slot)
        told = slot.partition("-")[0]
        day = block.day if block is not None else int(told) if told.isdecimal() else 1
        moment = moment_of(workshop, day, time, self._workspace.clock()) if time else ""
        if left:
            self.mark_moments(participation_id, slot, left_at=moment)
        else:
            self.mark_moments(participation_id, slot, arrived_at=moment)

    def mark_all(self, participation_ids: Sequence[str], slot: str, status: str = "present") -> int:
        """Mark people from a list that was signed: no moment is noted. Returns how many."""
        groups = {group[0].id: group for group in map(self.of_one, participation_ids)}
        if groups:
            with self._workspace.change(f"mark_{status}", len(groups)) as change:
                for group in groups.values():
                    Marking(self._workspace, change, group, slot).status(status)
        return len(groups)

    def _mark(self, change: Change, participation: Participation, slot: str, status: str) -> None:
        marking = Marking(self._workspace, change, [participation], slot)
        marking.status(status, self._workspace.now())

    def mark_rest_absent(self, workshop_id: str, slot: str) -> int:
        """Mark everyone who has no mark as absent; returns how many."""
        rest = [line for line in self.lines(workshop_id, slot) if not line.status]
        if rest:
            with self._workspace.change("mark_absent", len(rest)) as change:
                for line in rest:
                    self._mark(change, line.participation, slot, "absent")
        return len(rest)

    def were_here(self, workshop_id: str, slot: str, before: str) -> list[PersonLine]:
        """Who was there to the end of ``before`` and has no mark in ``slot`` yet."""
        there = {
            line.participation.id
            for line in self.lines(workshop_id, before)
            if line.status in PRESENT and not line.left_at
        }
        lines = self.lines(workshop_id, slot)
        return [one for one in lines if not one.status and one.participation.id in there]

    def mark_as_before(self, workshop_id: str, slot: str, before: str) -> int:
        """Mark present whoever :meth:`were_here`, without a time; returns how many."""
        found = self.were_here(workshop_id, slot, before)
        if found:
            with self._workspace.change("mark_as_before", len(found)) as change:
                for line in found:
                    marking = Marking(self._workspace, change, [line.participation], slot)
                    marking.status("present")
        return len(found)

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

    def person(self, person_id: str) -> Person | None:
        """What is known of a person under all her records; None where she is not in use."""
        found = self._workspace.some(Person, self._joining.joined().members(person_id))
        own = found.pop(person_id, None)
        return completed(own, found.values()) if own is not None else None

    def edit(self, person_id: str, visit: str = "", **fields: Any) -> None:
        """Change what is known of a person. Raises EmptyName for an empty name.

        What is taken away is taken away from every record of hers.
        """
        if "name" in fields and not str(fields["name"]).strip():
            raise EmptyName()
        members = self._joining.joined().members(person_id)
        with self._workspace.change("person_edit", visit=visit) as change:
            if "organisation" in fields:
                name = str(fields.pop("organisation")).strip()
                fields["organisation_id"] = self._organisation(change, name)
            change.set(Person, person_id, **fields)
            emptied = {name: value for name, value in fields.items() if not value}
            for one in members if emptied else ():
                if one != person_id:
                    change.set(Person, one, **emptied)

    def remove(self, participation_id: str) -> None:
        """Take a person off this workshop's list (to the bin)."""
        group = self.of_one(participation_id)
        with self._workspace.change("person_remove", 1) as change:
            for one in group:
                change.delete(Participation, one.id)

    # -- consent ---------------------------------------------------------------------------

    def consent(
        self,
        workshop_id: str,
        person_id: str,
        answers: dict[str, str],
        method: str = consents.USUAL_METHOD,
        notice_language: str = "",
    ) -> None:
        """Write down what a person agreed to or refused, by purpose.

        ``answers`` maps purposes to ``given``, ``refused``, ``withdrawn`` or ``not_asked``.
        """
        told = consents.AnswerGiven(method, notice_language)
        listed = self._on_list(workshop_id, person_id)
        before = self.answers(workshop_id, person_id)
        with self._workspace.change("consent_note", len(answers)) as change:
            for one in listed:
                for purpose, status in answers.items():
                    consents.note(
                        self._workspace, change, (workshop_id, one, purpose), status, told
                    )
            self._quotes.follow(change, (workshop_id, listed), before, answers)

    def answers(self, workshop_id: str, person_id: str) -> dict[str, Consent]:
        """What a person answered at a workshop under all her records, by purpose."""
        members = self._joining.joined().members(person_id)
        found = self._workspace.where(Consent, "person_id", members)
        return consents.standing(one for one in found if one.workshop_id == workshop_id)

    def _on_list(self, workshop_id: str, person_id: str) -> list[str]:
        """The records of a person that take part in a workshop, ``person_id`` in any case."""
        others = [one for one in self._joining.joined().members(person_id) if one != person_id]
        here = self._places(workshop_id, others) if others else []
        return [person_id, *(one.person_id for one in here)]

    def usual_answers(self, workshop_id: str) -> UsualConsent:
        """What one key writes at a workshop: nothing about what is not asked there."""
        usual = usual_consent.usual(self._workspace, workshop_id)
        asked = self.asked_purposes(workshop_id)
        return replace(usual, purposes=tuple(one for one in usual.purposes if one in asked))

    def choose_usual(self, workshop_id: str, purposes: Iterable[str], method: str) -> None:
        """Let one key write these purposes from now on; none of them brings the notice's back."""
        asked = self.asked_purposes(workshop_id)
        wanted = [one for one in purposes if one in asked]
        usual_consent.choose(self._workspace, workshop_id, wanted, method)

    def asked_purposes(self, workshop_id: str) -> tuple[str, ...]:
        """The purposes that people are asked about at a workshop, in order."""
        workshop = self._workspace.get(Workshop, workshop_id)
        silent = not set(hidden_questions.STATISTICS) & set(hidden_questions.asked(workshop))
        away = consent.SENSITIVE if silent else ""
        return tuple(one for one in consent.PURPOSES if one != away)

    def usual_consent(self, workshop_id: str, person_id: str, language: str = "") -> None:
        """Give the usual consents that were not asked yet; an answer already given stands."""
        found = self._workspace.all(Consent, workshop_id=workshop_id)
        joined = self._joining.joined()
        given = consents.by_person(found, joined).get(joined.of(person_id), {})
        usual = self.usual_answers(workshop_id)
        answers = {
            purpose: "given"
            for purpose in usual.purposes
            if given.get(purpose, "not_asked") == "not_asked"
        }
        if answers:
            self.consent(workshop_id, person_id, answers, usual.method, language)

    def refuse_storage(self, participation_id: str, slot: str) -> None:
        """A person does not want to be stored: she is counted, and nothing about her is kept."""
        group = self.of_one(participation_id)
        workshop = group[0].workshop_id
        self.forget(group[0].person_id)
        with self._workspace.change("count_instead", 1) as change:
            for one in group:
                for mark in self._workspace.all(Attendance, participation_id=one.id):
                    change.delete(Attendance, mark.id)
                change.delete(Participation, one.id)
            self._add_heads(change, workshop, slot, UNSTORED, 1)

    def forget(self, person_id: str) -> None:
        """Erase everything that is kept of a person, under all her records, in every workshop.

        Her marks stay as counts without a name. Raises RecordUnknown.
        """
        from carefacilitator.services.upkeep import copies
        from carefacilitator.storage.removal import erasure

        copies.grow_stale(self._workspace)  # first: a program that dies then only renews them
        members = self._joining.joined().members(person_id)
        self._before_forgetting(members)
        for one in members:
            if one == person_id or self._workspace.find(Person, one, in_bin=True) is not None:
                erasure.erase(self._workspace, one)

    # -- counting --------------------------------------------------------------------------

    def heads(self, workshop_id: str, slot: str) -> dict[str, int]:
        """People counted without a name, by group."""
        found = self._workspace.all(HeadCount, workshop_id=workshop_id, slot=slot)
        groups: dict[str, int] = {}
        for one in found:
            groups[one.group] = groups.get(one.group, 0) + one.count
        return groups

    def invited_unstored(self, workshop_id: str) -> int:
        """How many asked not to be kept on lists of the invited; nobody has said they came."""
        found = self._workspace.all(HeadCount, workshop_id=workshop_id, slot="", group=UNSTORED)
        return sum(one.count for one in found)

    def set_heads(self, workshop_id: str, slot: str, group: str, count: int) -> None:
        """Say how many people of a group are there without a name. Raises BadNumber.

        What lists of those who came told is among them and stays.
        """
        if not 0 <= count <= _MOST:
            raise BadNumber(low=0, high=_MOST)
        own = ids.head_count_id(workshop_id, slot, group)
        found = self._workspace.all(HeadCount, workshop_id=workshop_id, slot=slot, group=group)
        count = max(0, count - sum(one.count for one in found if one.id != own))
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

    def room(self, workshop_id: str, slot: str) -> HeadsInRoom:
        """Who is in the room: named, counted, excused, absent, and not marked yet."""
        marks = [line.status for line in self.lines(workshop_id, slot)]
        heads = self.heads(workshop_id, slot)
        return HeadsInRoom(
            sum(mark in PRESENT for mark in marks),
            sum(count for group, count in heads.items() if group != COMPANIONS),
            marks.count("excused"),
            marks.count("absent"),
            marks.count(""),
            heads,
            self.invited_unstored(workshop_id),
        )

    # -- likely duplicates -----------------------------------------------------------------

    def likely_same(self, workshop_id: str) -> list[Likely]:
        """Pairs on this list who may be one person; proposed, never merged by themselves."""
        return duplicates.pairs(self._listed(workshop_id), self._workspace.all(SameAs))

    def likely_elsewhere(self, workshop_id: str) -> list[Likely]:
        """People of this list (``first``) who may be somebody of another workshop (``second``)."""
        here, everybody = self._listed(workshop_id), self._workspace.all(Person)
        return duplicates.elsewhere(here, everybody, self._workspace.all(SameAs))

    def names(self, workshop_id: str) -> list[str]:
        """The names of those on the list of a workshop, in alphabetical order."""
        return sorted(listing.names(self._workspace, workshop_id), key=str.casefold)

    def _listed(self, workshop_id: str) -> list[Person]:
        """The people of a list by name, as :meth:`lines` tells them, without marks and answers."""
        apart = self.under_several_records()
        listed = [one.person for one in listing.taking_part(self._workspace, workshop_id)]
        people = list(self._workspace.some(Person, [x for x in listed if x not in apart]).values())
        several = [one for one in listed if one in apart]
        people += [line.person for line in self.lines_of_people(workshop_id, "", several)]
        return sorted(people, key=lambda one: (fold(one.name), one.id))

    def say_same(self, first_id: str, second_id: str, same: bool = True) -> None:
        """State that two people are one, or that they are not; reversible, rewrites nothing."""
        if same:
            self._joining.join(first_id, second_id)
        else:
            self._joining.part(first_id, second_id)


def _split(text: str) -> tuple[str, str, str]:
    for mark in (",", "،", ";"):
        if mark in text:
            return text.partition(mark)
    return text, "", ""
