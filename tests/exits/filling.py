"""What stands in the made workshop: people with every consent, and what was said and done."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from carefacilitator.model.privacy.consent import LOGO_OF, PURPOSES, SIGN_IN, UNSAID
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import (
    AgendaBlock,
    Attachment,
    Attendance,
    Coding,
    Commitment,
    CommitmentPartner,
    CommitmentUpdate,
    Consent,
    Evaluation,
    HeadCount,
    Lesson,
    Note,
    Organisation,
    Participation,
    Person,
    Programme,
    Resource,
    Tally,
    Workshop,
    WorkshopOrganisation,
)
from carefacilitator.services.findings.evaluations import COMMENT
from tests.exits.made_workshop import NAMING, Made, Maker, combinations

DAY = "2022-09-22"
_CATEGORIES = ("civil_society", "trade_union", "academia", "grassroots_womens_org")
_GENDERS = ("woman", "woman", "man", "non_binary")
_AGES = ("a18_24", "a25_34", "a35_44", "a60")
_ROLES = ("participant", "participant", "participant", "observer", "facilitator")
_MARKS = ("present", "present", "late", "excused", "absent")


def fill(folder: Path, every: int = 1) -> Made:
    """Make the workshop in a new workspace, with all combinations of answers or some of them."""
    return _Filling(folder, every).made()


class _Filling:
    def __init__(self, folder: Path, every: int) -> None:
        self.maker = Maker(folder)
        self._every = every
        self._new = self.maker.program.workspace.new_id
        self._organisations: list[str] = []
        self._blocks: list[str] = []
        self._people: dict[str, str] = {}
        self._notes: list[str] = []

    def made(self) -> Made:
        """Everything, in the order in which it hangs together."""
        self._frame()
        self._undone()
        for number, answers in list(enumerate(combinations(), 1))[:: self._every]:
            self._person(f"p{number:03}", number, answers)
        for fate in ("", "binned"):
            self._said(fate)
            self._done(fate)
            self._counted(fate)
        self._photos()
        self._consents()
        self._mentioned()
        made = self.maker.finish()
        made.workshop, made.programme = self.workshop, self.programme
        made.people, made.blocks = self._people, self._blocks
        return made

    def _put(self, kind: type[Any], label: str, fate: str = "", /, **values: Any) -> str:
        key = values.pop("id", "") or self._new()
        self.maker.put(kind(id=key, **values), label, fate)
        return key

    # -- frame -----------------------------------------------------------------------------

    def _frame(self) -> None:
        self.programme = self._put(Programme, "the programme")
        self._organisations = [self._put(Organisation, f"o{number}") for number in range(3)]
        self._organisations.append(self._put(Organisation, NAMING))
        self.workshop = self._put(Workshop, NAMING, programme_id=self.programme)
        for number, home in enumerate(self._organisations):
            self._put(
                WorkshopOrganisation,
                f"role {number}",
                id=ids.role_id(self.workshop, home, "lead"),
                workshop_id=self.workshop,
                organisation_id=home,
                role="lead",
                position=number,
            )
        for number, (label, fate) in enumerate(
            (("b1", ""), ("b2", ""), (NAMING, ""), ("b4", "binned"))
        ):
            block = self._put(
                AgendaBlock,
                label,
                fate,
                workshop_id=self.workshop,
                position=(number + 1) * 10,
                session_type="plenary",
            )
            if not fate:
                self._blocks.append(block)

    def _undone(self) -> None:
        """Things done and taken back: a note, a lesson, an edit of a note."""
        program, maker = self.maker.program, self.maker
        program.notes.add(self.workshop, maker.token("note", "text", "a note", "undone"))
        program.history.undo()
        program.lessons.add(self.workshop, maker.token("lesson", "text", "a lesson", "undone"))
        program.history.undo()
        note = program.notes.add(self.workshop, maker.token("note", "text", "edited", "now"))
        program.notes.edit(note.id, text=maker.token("note", "text", "edited", "undone"))
        program.history.undo()

    # -- people ----------------------------------------------------------------------------

    def _person(self, label: str, number: int, answers: dict[str, str]) -> None:
        home = self._organisations[number % 3]
        if number % 9 == 0:
            home = self._put(Organisation, f"of {label}")
        person = self._put(
            Person,
            label,
            organisation_id=home,
            category=_CATEGORIES[number % 4],
            gender=_GENDERS[number % 4],
            age_band=_AGES[number // 4 % 4],
        )
        self._people[label] = person
        self.maker.made.answers[label] = answers
        self._here(label, person, number)
        self._notes.append(
            self._put(
                Note,
                label,
                workshop_id=self.workshop,
                block_id=self._blocks[number % 3],
                speaker_person_id=person,
                position=number * 10,
                kind="quote" if number % 2 else "key_message",
                verbatim=bool(number % 2),
            )
        )

    def _here(self, label: str, person: str, number: int) -> None:
        part = ids.participation_id(self.workshop, person)
        self._put(
            Participation,
            label,
            id=part,
            workshop_id=self.workshop,
            person_id=person,
            role=_ROLES[number % 5],
        )
        self._put(
            Attendance,
            label,
            id=ids.attendance_id(part, "1-am"),
            workshop_id=self.workshop,
            participation_id=part,
            status=_MARKS[number % 7 % 5],
        )

    def _consents(self) -> None:
        """One change for all answers; they have no values worth finding."""
        with self.maker.program.workspace.change("made") as change:
            for label, answers in self.maker.made.answers.items():
                person = self._people[label]
                for purpose, status in answers.items():
                    if status != "none":
                        change.put(self._consent(person, purpose, status))

    def _consent(self, person: str, purpose: str, status: str) -> Consent:
        told: dict[str, Any] = {"status": status, "given_on": DAY}
        if status == "expired":
            told = {"status": "given", "given_on": "2020-01-01", "expires_on": "2021-01-01"}
        if status == "withdrawn":
            told |= {"withdrawn_on": DAY}
        key = ids.consent_id(self.workshop, person, purpose)
        return Consent(id=key, workshop_id=self.workshop, person_id=person, purpose=purpose, **told)

    def _mentioned(self) -> None:
        """Those who are named in texts: on the list, stored, and refused everything else."""
        for place, name in self.maker.mentioned:
            person = self._new()
            self._people[place] = person
            answers = {one: "given" if one == "store" else "refused" for one in PURPOSES}
            with self.maker.program.workspace.change("made") as change:
                change.put(Person(id=person, name=name))
                part = ids.participation_id(self.workshop, person)
                change.put(Participation(id=part, workshop_id=self.workshop, person_id=person))
                for purpose, status in answers.items():
                    change.put(self._consent(person, purpose, status))

    # -- what was said ---------------------------------------------------------------------

    def _said(self, fate: str) -> None:
        labels = (("n1", "key_message"), (NAMING, "decision"), ("n3", "parking_lot"))
        for number, (label, kind) in enumerate(labels):
            note = self._put(
                Note,
                label,
                fate,
                workshop_id=self.workshop,
                block_id=self._blocks[number % 3],
                kind=kind,
                parked=kind == "parking_lot",
                position=9000 + number,
            )
            self._code(note, "note", fate)
        for number, (sensitivity, status) in enumerate(
            itertools.product(
                ("", "low", "moderate", "high", "severe"), ("draft", "validated_group")
            )
        ):
            lesson = self._put(
                Lesson,
                f"l{number} {sensitivity or 'unsaid'} {status}",
                fate,
                workshop_id=self.workshop,
                sensitivity=sensitivity,
                status=status,
                kind="good_practice",
                evidence=tuple(self._notes[number : number + 1]),
                position=number,
            )
            self._code(lesson, "lesson", fate)
        named = self._put(Lesson, NAMING, fate, workshop_id=self.workshop, kind="challenge")
        self._code(named, "lesson", fate)
        self._put(Resource, "r1", fate, workshop_id=self.workshop)
        self._put(Resource, NAMING, fate, workshop_id=self.workshop)

    def _code(self, target: str, kind: str, fate: str) -> None:
        with self.maker.program.workspace.change("made") as change:
            change.put(
                Coding(
                    id=ids.coding_id(target, "five_r", "recognise"),
                    workshop_id=self.workshop,
                    target_kind=kind,
                    target_id=target,
                    scheme="five_r",
                    code="recognise",
                )
            )

    def _done(self, fate: str) -> None:
        for label in ("c1", NAMING):
            for workshop in (self.workshop, ""):
                where = label if workshop or label == NAMING else f"{label} of the programme"
                told = {"workshop_id": workshop, "programme_id": self.programme}
                owner = self._organisations[0] if label == "c1" else ""
                made = self._put(
                    Commitment, where, fate, organisation_id=owner, status="in_progress", **told
                )
                self._put(
                    CommitmentPartner,
                    where,
                    fate,
                    workshop_id=workshop,
                    commitment_id=made,
                    organisation_id=self._organisations[1],
                )
                self._put(
                    CommitmentUpdate,
                    where,
                    fate,
                    workshop_id=workshop,
                    commitment_id=made,
                    reported_on=DAY,
                    status="in_progress",
                )

    def _counted(self, fate: str) -> None:
        if not fate:
            for slot, group, count in (("1-am", "woman", 7), ("1-am", "children", 6)):
                key = ids.head_count_id(self.workshop, slot, group)
                self._put(
                    HeadCount,
                    group,
                    id=key,
                    workshop_id=self.workshop,
                    slot=slot,
                    group=group,
                    count=count,
                )
            comment = ids.evaluation_id(self.workshop, COMMENT, "")
            self._put(Evaluation, NAMING, id=comment, workshop_id=self.workshop, question=COMMENT)
        for purpose in ("hands", "dots", "groups", "speakers"):
            told = {"workshop_id": self.workshop, "block_id": self._blocks[0], "purpose": purpose}
            head = self._put(Tally, purpose, fate, **told)
            self._put(Tally, NAMING, fate, asked_id=head, **told)
            people = list(self._people.items())[:8] if purpose in ("groups", "speakers") else []
            for number, (label, person) in enumerate(people):
                self._put(
                    Tally,
                    f"{purpose} {label}",
                    fate,
                    asked_id=head,
                    person_id=person,
                    count=number % 2 + 1,
                    position=number,
                    **told,
                )
        asked = self._put(Tally, "dots", fate, workshop_id=self.workshop, purpose="dots")
        several = list(zip(self._people, self._notes, strict=False))
        for label, note in several[16:32] if self._every == 1 else several:
            self._put(
                Tally,
                f"option of {label}",
                fate,
                workshop_id=self.workshop,
                purpose="dots",
                asked_id=asked,
                note_id=note,
            )

    # -- photos ----------------------------------------------------------------------------

    def _photos(self) -> None:
        shown = list(self._people.items())
        chosen = shown[32:48] + shown[48:64:3] if self._every == 1 else shown
        for label, person in chosen:
            self._photo(label, people=(person,))
        both = (chosen[0], chosen[-1])
        self._photo(f"both {both[0][0]} {both[1][0]}", people=tuple(one for _, one in both))
        for label, told in self._others():
            self._photo(label, **told)
        first = self._photo("photo with an original", people=())
        self._photo("original", target_kind="attachment", target_id=first)
        self._photo("photo in the bin", "binned", people=())
        self._photo("logo", workshop_id="", target_kind=LOGO_OF, target_id=self.programme)
        self._photo(
            "logo in the bin",
            "binned",
            workshop_id="",
            target_kind=LOGO_OF,
            target_id=self.programme,
        )

    def _others(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield "nobody to see", {"people": ()}
        yield "unsaid", {"people": (UNSAID,)}
        yield "sheet", {"target_kind": SIGN_IN}
        yield NAMING, {"people": ()}
        yield "of a block", {"target_kind": "agenda_block", "target_id": self._blocks[0]}
        yield "of a note", {"target_kind": "note", "target_id": self._notes[0]}
        for label in [one for one in ("p001", "p010") if one in self._people]:
            yield f"of {label}", {"target_kind": "person", "target_id": self._people[label]}

    def _photo(self, label: str, fate: str = "", /, **values: Any) -> str:
        told = {"workshop_id": self.workshop, "target_kind": "workshop", **values}
        if told["target_kind"] == "workshop":
            told["target_id"] = self.workshop
        return self._put(Attachment, label, fate, **told, **self.maker.photo(label, fate or "now"))
