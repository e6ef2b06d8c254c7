"""Two records that are one person stand in every list, count and search as one; and part again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.model.privacy.consent import OTHER, OWN_GROUP
from carefacilitator.model.records.records import (
    Attendance,
    Consent,
    Organisation,
    Person,
    SameAs,
)
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

SLOT = "1-am"


@pytest.fixture
def workshop(program: Program) -> str:
    return program.workshops.create("Day", "2022-09-22", code="T1").id


@pytest.fixture
def twice(program: Program, workshop: str) -> tuple[str, str]:
    """One person who stands on the list under two records: registered, and as a walk-in."""
    first = program.people.walk_in(workshop, "Participant 001, Care Union", SLOT)
    second = program.people.walk_in(workshop, "P. 001, Union of Carers", SLOT)
    program.people.edit(second.person.id, email="p1@example.org", gender="woman")
    return first.person.id, second.person.id


def test_two_records_stand_in_one_line(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    program.joining.join(*twice)
    (line,) = program.people.lines(workshop, SLOT)
    assert (line.person.id, line.person.name) == (twice[0], "Participant 001")
    assert line.person.email == "p1@example.org", "known under the other record only"
    assert line.status == "present"
    assert [one.person_id for one in line.also] == [twice[1]]
    assert "union of carers" in line.folded, "found by every name"
    assert len(program.people.lines(workshop, SLOT, apart=True)) == 2


def test_nothing_is_rewritten_and_undo_parts_them(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    people = program.workspace.all(Person)
    program.joining.join(*twice)
    assert program.workspace.all(Person) == people
    program.history.undo()
    assert len(program.people.lines(workshop, SLOT)) == 2
    program.history.redo()
    assert len(program.people.lines(workshop, SLOT)) == 1
    program.joining.part(*twice)
    assert len(program.people.lines(workshop, SLOT)) == 2
    assert [one.same for one in program.workspace.all(SameAs)] == [False]


def test_one_of_three_parts_and_the_others_stay(program: Program, workshop: str) -> None:
    lines = [program.people.walk_in(workshop, f"Participant {n:03}", SLOT) for n in (1, 2, 3)]
    one, two, three = (line.person.id for line in lines)
    program.joining.join(one, two)
    program.joining.join(two, three)
    assert program.joining.joined().members(three) == (one, two, three)
    program.joining.part(one, two)
    joined = program.joining.joined()
    assert joined.members(one) == (one, three)
    assert joined.members(two) == (two,)
    program.joining.join(two, one)
    assert program.joining.joined().members(three) == (one, two, three)


def test_counted_once_everywhere(program: Program, workshop: str, twice: tuple[str, str]) -> None:
    program.people.walk_in(workshop, "Participant 002", SLOT)
    program.joining.join(*twice)
    figures = program.dossiers.figures(["T1"])
    assert (figures.attendances_named, figures.people_named, figures.people_expected) == (2, 2, 2)
    assert figures.by_gender == {"not_recorded": 1, "woman": 1}
    assert figures.organisations == 1
    (line,) = program.workshops.lines()
    assert (line.people, line.present) == (2, 2)
    room = program.people.room(workshop, SLOT)
    assert (room.named, room.unmarked) == (2, 0)
    counts = {item.key: item.counts for item in program.checklist.of(workshop)}
    assert counts["attendance"]["named"] == 2
    assert counts["consent"]["people"] == 2
    assert program.dossiers.gather("T1", "en").expected == 2


def test_paper_names_her_once(program: Program, workshop: str, twice: tuple[str, str]) -> None:
    program.joining.join(*twice)
    program.people.usual_consent(workshop, twice[0])
    dossier = program.dossiers.gather("T1", "en", door=True)
    assert dossier.presence.people == (("Participant 001", "Care Union"),)
    assert [line.name for line in dossier.sign_in] == ["Participant 001"]
    assert dossier.not_named == 0


def test_search_tells_her_once(program: Program, workshop: str, twice: tuple[str, str]) -> None:
    assert len(program.finding.search("001")) == 2
    program.joining.join(*twice)
    assert [hit.kind for hit in program.finding.search("001")] == ["person"]
    assert program.joining.workshops_of(twice[1]) == [workshop]


def test_of_two_marks_the_one_that_says_she_was_there_stands(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    first = program.people.lines(workshop, SLOT, apart=True)[0]
    program.people.mark(first.participation.id, SLOT, "absent")
    program.joining.join(*twice)
    (line,) = program.people.lines(workshop, SLOT)
    assert line.status == "present"
    program.people.mark(line.participation.id, SLOT, "excused")
    assert {one.status for one in program.workspace.all(Attendance)} == {"excused"}
    program.people.mark(line.participation.id, SLOT, "")
    assert program.people.lines(workshop, SLOT)[0].status == ""


def test_a_no_under_any_record_stands_until_she_answers(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    program.people.consent(workshop, twice[0], {"store": "given", "quote": "given"})
    program.people.consent(workshop, twice[1], {"quote": "refused"})
    program.joining.join(*twice)
    (line,) = program.people.lines(workshop, SLOT)
    assert line.consents == {"store": "given", "quote": "refused"}
    program.people.consent(workshop, twice[0], {"quote": "given"})
    assert program.people.lines(workshop, SLOT)[0].consents["quote"] == "given"
    assert len(program.workspace.all(Consent, purpose="quote")) == 2


def test_people_of_earlier_workshops_are_offered_once_by_any_name(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    program.joining.join(*twice)
    later = program.workshops.create("Later", "2022-10-01").id
    (found,) = program.people.elsewhere(later)
    assert found.person.id == twice[0]
    assert "P. 001" in found.names
    program.people.bring(later, twice[1])
    assert program.people.elsewhere(later) == [], "she is here under another record"
    assert program.people.likely_elsewhere(later) == []


def test_taken_off_or_forgotten_she_is_so_under_every_record(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    program.joining.join(*twice)
    (line,) = program.people.lines(workshop, SLOT)
    program.people.remove(line.participation.id)
    assert program.people.lines(workshop, SLOT) == []
    program.history.undo()
    program.people.refuse_storage(line.participation.id, SLOT)
    assert program.people.lines(workshop, SLOT) == []
    assert program.people.heads(workshop, SLOT) == {"not_stored": 1}
    assert all(not one.name for one in program.workspace.all(Person))


def test_a_value_taken_away_does_not_come_back_from_the_other_record(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    program.joining.join(*twice)
    program.people.edit(twice[0], email="")
    assert program.people.person(twice[0]).email == ""
    program.people.edit(twice[0], email="new@example.org")
    assert program.people.person(twice[0]).email == "new@example.org"


def test_a_list_brought_in_again_knows_both_records(
    program: Program, workshop: str, twice: tuple[str, str], tmp_path: Path
) -> None:
    program.joining.join(*twice)
    path = tmp_path / "people.csv"
    path.write_text("Name,Organisation\nParticipant 001,Care Union\nP. 001,Union of Carers\n")
    brought = program.attendees.bring(workshop, program.attendees.read(path))
    assert (brought.added, brought.unchanged) == (0, 2)


# --- organisations --------------------------------------------------------------------------------


def test_organisations_are_joined_too(program: Program, workshop: str) -> None:
    program.people.walk_in(workshop, "Participant 001, Care Union", SLOT)
    program.people.walk_in(workshop, "Participant 002, Union for Care", SLOT)
    first, second = program.workspace.all(Organisation)
    with program.workspace.change("organisation_edit") as change:
        change.set(Organisation, second.id, category="trade_union", acronym="CU")
    program.joining.join(first.id, second.id, "organisation")
    assert [one.name for one in program.workshops.organisations()] == ["Care Union"]
    homes = {line.organisation for line in program.people.lines(workshop, SLOT)}
    assert homes == {"Care Union"}
    figures = program.dossiers.figures(["T1"])
    assert figures.organisations == 1
    assert figures.by_category == {"trade_union": 2}, "what one record does not say"
    assert program.workshops.find_organisation("Union for Care").id == first.id
    program.history.undo()
    assert len(program.workshops.organisations()) == 2


def test_an_organisation_leads_once(program: Program, workshop: str) -> None:
    one = program.workshops.add_role(workshop, "Care Union", "lead")
    two = program.workshops.add_role(workshop, "Union for Care", "lead")
    program.joining.join(one.id, two.id, "organisation")
    assert len(program.workshops.roles(workshop)) == 1
    assert program.workshops.lines()[0].leads == ("Care Union",)
    (found,) = program.joining.organisations()
    assert [record.name for record in found.records] == ["Care Union", "Union for Care"]


# --- bundles --------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


def test_the_statement_travels_where_both_travel(
    program: Program, workshop: str, twice: tuple[str, str], office: Program, tmp_path: Path
) -> None:
    third = program.people.walk_in(workshop, "Participant 003", SLOT).person.id
    other = program.workshops.create("Elsewhere", "2022-10-01").id
    away = program.people.walk_in(other, "Participant 003", SLOT).person.id
    program.joining.join(*twice)
    program.joining.join(third, away)
    out = tmp_path / "t1.carebundle"
    program.people.usual_consent(workshop, twice[0])
    program.people.usual_consent(workshop, third)
    program.sharing.export(["T1"], out, [office.identity.card("other").recipient()])
    office.arrivals.apply(out, trust=True)
    (stated,) = office.workspace.all(SameAs)
    assert (stated.first_id, stated.second_id) == tuple(sorted(twice))
    assert len(office.people.lines(workshop, SLOT)) == 2
    assert office.dossiers.figures(["T1"]).people_named == 2
    parcel = program.sharing.parcel(program.workshops.find(workshop), OWN_GROUP)
    assert len(parcel.records["same_as"]) == 1
    program.joining.part(*twice)
    again = tmp_path / "again.carebundle"
    program.sharing.export(["T1"], again, [office.identity.card("other").recipient()])
    office.arrivals.apply(again)
    assert len(office.people.lines(workshop, SLOT)) == 3, "taking it back travels, too"


def test_a_yes_leaves_with_its_own_record_a_no_holds_for_both(
    program: Program, workshop: str, twice: tuple[str, str]
) -> None:
    program.people.consent(workshop, twice[0], {"store": "given", "share_secretariat": "given"})
    program.joining.join(*twice)
    assert names_for(program, workshop) == {"Participant 001"}
    program.people.consent(workshop, twice[1], {"share_secretariat": "refused"})
    assert names_for(program, workshop) == set()


def names_for(program: Program, workshop: str) -> set[str]:
    """Whose names leave for the secretariat."""
    parcel = program.sharing.parcel(program.workshops.find(workshop), OTHER)
    return {one.name for one in parcel.records["person"] if one.name}


def test_the_sample_reads_as_one_everywhere(sample: Program) -> None:
    one, two, *_ = sample.people.lines(sample.workshops.find("W4").id, SLOT)
    workshop = sample.workshops.find("W4").id
    before = sample.dossiers.figures(["W4"])
    sample.joining.join(one.person.id, two.person.id)
    after = sample.dossiers.figures(["W4"])
    assert after.people_named == before.people_named - 1
    assert after.attendances_named == before.attendances_named - 1
    (line,) = [line for line in sample.people.lines(workshop, SLOT) if line.also]
    assert len(sample.people.of_one(line.participation.id)) == 2
    sample.people.mark(line.participation.id, SLOT, "excused")
    sample.people.consent(workshop, line.person.id, {"contact": "refused"})
    (line,) = [line for line in sample.people.lines(workshop, SLOT) if line.also]
    assert (line.status, line.consents["contact"]) == ("excused", "refused")
    assert len(sample.workspace.all(Consent, workshop_id=workshop, purpose="contact")) == 2
    sample.history.undo()
    sample.history.undo()
    sample.history.undo()
    assert sample.dossiers.figures(["W4"]) == before, "as the scenario has it"
