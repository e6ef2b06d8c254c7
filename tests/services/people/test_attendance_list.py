"""The quick reading of the door list tells what the whole reading tells."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Attendance, Consent, Participation
from carefacilitator.services.people.people import PersonLine
from carefacilitator.services.program import Program

SLOT = "1-am"


def _of_lines(lines: list[PersonLine]) -> list[tuple[object, ...]]:
    return sorted(
        (
            line.person.id,
            line.person.name,
            line.person.language,
            line.organisation,
            line.participation.id,
            line.participation.code,
            tuple(sorted(line.consents.items())),
            line.status,
            line.arrived_at,
            line.left_at,
        )
        for line in lines
    )


def _as_quickly(program: Program, workshop: str, slot: str) -> list[tuple[object, ...]]:
    arrivals, lines = program.door.arrivals(workshop, slot)
    told = [
        (
            *one.person,
            one.organisation,
            one.participation_id,
            one.code,
            tuple(sorted(one.consents.items())),
            one.status,
            one.arrived_at,
            one.left_at,
        )
        for one in arrivals
    ]
    return sorted([*told, *_of_lines(lines)])


@pytest.mark.parametrize("code", ["W1", "W4", "C3"])
def test_the_quick_list_is_the_whole_list(sample: Program, code: str) -> None:
    workshop = sample.workshops.find(code).id
    for slot in sample.agenda.slots(workshop):
        whole = sample.people.lines(workshop, slot)
        assert whole
        assert _as_quickly(sample, workshop, slot) == _of_lines(whole)


def test_people_of_several_records_stand_once_with_all_they_said(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    first, second, third = (one.person.id for one in sample.people.lines(workshop, SLOT)[:3])
    sample.people.say_same(first, second)
    sample.people.consent(workshop, second, {"photo": "refused"})
    whole = sample.people.lines(workshop, SLOT)
    assert _as_quickly(sample, workshop, SLOT) == _of_lines(whole)
    _, lines = sample.door.arrivals(workshop, SLOT)
    assert [len(line.also) for line in lines] == [1]
    assert lines[0].consents["photo"] == "refused"
    assert third in [one.person.id for one in sample.door.arrivals(workshop, SLOT)[0]]


def test_two_marks_and_two_answers_of_one_person_are_told_as_one(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    line = sample.people.lines(workshop, SLOT)[0]
    with sample.workspace.change("mark_present") as change:
        for name, status in (("a1", "absent"), ("a2", "present")):
            change.put(
                Attendance(
                    id=name,
                    workshop_id=workshop,
                    participation_id=line.participation.id,
                    slot=SLOT,
                    status=status,
                )
            )
        for name, status in (("c1", "refused"), ("c2", "given")):
            change.put(
                Consent(
                    id=name,
                    workshop_id=workshop,
                    person_id=line.person.id,
                    purpose="quote",
                    status=status,
                )
            )
    whole = sample.people.lines(workshop, SLOT)
    (told,) = [one for one in whole if one.person.id == line.person.id]
    assert told.status == "present"
    assert told.consents["quote"] == "refused"
    assert _as_quickly(sample, workshop, SLOT) == _of_lines(whole)


def test_whoever_was_taken_off_the_list_is_known_from_elsewhere(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    gone = sample.people.lines(workshop, SLOT)[0]
    sample.people.remove(gone.participation.id)
    assert gone.person.id not in [row[0] for row in _as_quickly(sample, workshop, SLOT)]
    _same_acquaintances(sample, workshop)


def test_people_of_other_workshops_are_those_of_the_whole_reading(sample: Program) -> None:
    workshop = sample.workshops.find("W1").id
    _same_acquaintances(sample, workshop)
    here = {one.person_id for one in sample.workspace.all(Participation, workshop_id=workshop)}
    away = [one.person.id for one in sample.people.elsewhere(workshop)]
    sample.people.say_same(away[0], away[1])
    sample.people.say_same(away[2], next(iter(here)))
    _same_acquaintances(sample, workshop)
    known, several = sample.door.acquaintances(workshop)
    assert len(several) == 1
    assert len(several[0].names) >= 1
    assert away[2] not in [one.person.id for one in known]


def _same_acquaintances(program: Program, workshop: str) -> None:
    known, several = program.door.acquaintances(workshop)
    quick = [(one.person.id, one.person.name, one.organisation) for one in known]
    quick += [(one.person.id, one.person.name, one.organisation) for one in several]
    whole = program.people.elsewhere(workshop)
    assert whole
    assert sorted(quick) == sorted((o.person.id, o.person.name, o.organisation) for o in whole)


def test_only_those_are_quotable_who_are_marked_and_agreed(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    lines = sample.people.lines(workshop, SLOT)
    marked = [line for line in lines if line.status]
    for line in (marked[0], marked[1]):
        sample.people.consent(workshop, line.person.id, {"quote_by_name": "given"})
    sample.people.consent(workshop, marked[1].person.id, {"quote_by_name": "withdrawn"})
    expected = [
        (line.person.id, line.person.name)
        for line in sample.people.lines(workshop, SLOT)
        if line.status and line.consents.get("quote_by_name") == "given"
    ]
    assert (marked[0].person.id, marked[0].person.name) in expected
    assert [(one.id, one.name) for one in sample.door.quotable(workshop, SLOT)] == expected
    sample.people.mark(marked[0].participation.id, SLOT, "")
    quotable = [one.id for one in sample.door.quotable(workshop, SLOT)]
    assert marked[0].person.id not in quotable
