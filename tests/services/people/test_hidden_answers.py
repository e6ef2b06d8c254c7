"""Answers stored before their question was hidden: they stay here, and can be removed."""

from __future__ import annotations

import pytest

from carefacilitator.model.privacy.consent import OTHER, OWN_GROUP
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.model.records.records import HeadCount, Person
from carefacilitator.services.program import Program

ANSWERS = {"gender": "non_binary", "phone": "+1 555 0131", "locality": "Village 9"}
YES = ("store", "share_secretariat", "contact", "sensitive_data")


@pytest.fixture
def listed(program: Program) -> tuple[str, str]:
    """A workshop and a person on its list who agreed to everything and answered."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    person = program.people.walk_in(workshop, "Participant 920", "1-am").person.id
    program.people.edit(person, **ANSWERS)
    program.people.set_heads(workshop, "1-am", "non_binary", 3)
    program.people.consent(workshop, person, dict.fromkeys(YES, "given"))
    return workshop, person


def _hide(program: Program, workshop: str, *fields: str) -> None:
    program.workshops.edit(workshop, hidden_fields=fields)


def _told(program: Program, workshop: str, circle: str) -> tuple[set[object], tuple[Withheld, ...]]:
    found = program.workshops.find(workshop)
    parcel = program.sharing.parcel(found, circle)  # type: ignore[arg-type]
    return {str(op.value) for op in parcel.operations if op.known}, parcel.withheld


@pytest.mark.parametrize("circle", [OTHER, OWN_GROUP])
def test_they_leave_with_nobody_while_the_question_is_hidden(
    program: Program, listed: tuple[str, str], circle: str
) -> None:
    workshop, person = listed
    program.people.edit(person, phone="+1 555 0132")  # the number before is an answer, too
    told, _ = _told(program, workshop, circle)
    assert {"non_binary", "+1 555 0132", "Village 9"} <= told
    assert ("+1 555 0131" in told) is (circle == OWN_GROUP)
    _hide(program, workshop, "gender", "gender_text", "phone")
    told, withheld = _told(program, workshop, circle)
    assert not {"non_binary", "+1 555 0131", "+1 555 0132"} & told
    assert {"Village 9", "Participant 920", "3"} <= told
    assert Withheld(kind="hidden", count=1, reason="hidden") in withheld
    _hide(program, workshop)
    assert "non_binary" in _told(program, workshop, circle)[0]


def test_the_count_goes_without_the_group(program: Program, listed: tuple[str, str]) -> None:
    workshop, _ = listed
    _hide(program, workshop, "gender", "gender_text")
    found = program.sharing.parcel(program.workshops.find(workshop), OTHER)
    heads = [one for one in found.records["head_count"] if isinstance(one, HeadCount)]
    assert [(one.group, one.count) for one in heads] == [("", 3)]


def test_they_are_removed_in_one_step_and_brought_back(
    program: Program, listed: tuple[str, str]
) -> None:
    workshop, person = listed
    answers = program.hidden_answers
    assert (answers.count(workshop), answers.remove(workshop)) == (0, 0)
    _hide(program, workshop, "gender", "gender_text", "phone")
    assert (answers.count(workshop), answers.remove(workshop), answers.count(workshop)) == (1, 1, 0)
    found = program.workspace.get(Person, person)
    assert (found.gender, found.phone, found.locality) == ("", "", "Village 9")
    program.history.undo()
    assert program.workspace.get(Person, person).phone == "+1 555 0131"
    assert answers.count(workshop) == 1


def test_what_another_workshop_asks_stays(program: Program, listed: tuple[str, str]) -> None:
    workshop, person = listed
    other = program.workshops.create("Another", "2022-10-01").id
    program.people.bring(other, person)
    _hide(program, workshop, "gender", "phone")
    _hide(program, other, "gender")
    assert program.hidden_answers.remove(workshop) == 1
    found = program.workspace.get(Person, person)
    assert (found.gender, found.phone) == ("", "+1 555 0131")


def test_other_records_of_the_same_person_count(program: Program, listed: tuple[str, str]) -> None:
    workshop, person = listed
    twin = Person(id=program.workspace.new_id(), name="P. 920", gender="woman")
    with program.workspace.change("person_add") as change:
        change.put(twin)
    program.people.say_same(person, twin.id)
    _hide(program, workshop, "gender")
    assert program.hidden_answers.remove(workshop) == 1
    assert program.workspace.get(Person, twin.id).gender == ""
