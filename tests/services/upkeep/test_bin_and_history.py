"""The bin and the history of a record, read from what was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator.model.records.records import Commitment, Lesson, Note, Participation, Workshop
from carefacilitator.services.program import Program
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.workspace import open_workspace
from tests.services.documents.test_content_photos import jpeg


def moves(program: Program, kind: str, record: str) -> list[tuple[str, str]]:
    return [
        (one.label, moved.field) for one in program.past.of(kind, record) for moved in one.moved
    ]


@pytest.fixture
def workshop(program: Program) -> str:
    return program.workshops.create("Day").id


def test_the_bin_tells_what_when_and_by_whom(program: Program, workshop: str, clock) -> None:
    note = program.notes.add(workshop, "We need water")
    program.commitments.add(workshop, "Dig a well")
    clock.go(minutes=3)
    program.notes.delete(note.id)
    (one,) = program.past.binned()
    assert (one.kind, one.title, one.workshop, one.who) == ("note", "We need water", "Day", "")
    assert one.moment.replace(microsecond=0) == clock.now


def test_what_is_deleted_last_stands_first_and_comes_back(program: Program, workshop: str) -> None:
    note = program.notes.add(workshop, "first", codes=("reward",))
    lesson = program.lessons.add(workshop, "second", codes=("reduce",))
    program.notes.delete(note.id)
    program.lessons.delete(lesson.id)
    assert [one.title for one in program.past.binned()] == ["second", "first"]
    program.past.bring_back("note", note.id)
    assert [one.title for one in program.past.binned()] == ["second"]
    (view,) = program.notes.of(workshop)
    assert (view.note.text, view.codes) == ("first", ("reward",))
    program.history.undo()
    assert program.workspace.find(Note, note.id) is None


def test_what_belongs_to_a_deleted_workshop_brings_it_back_too(
    program: Program, workshop: str
) -> None:
    note = program.notes.add(workshop, "kept")
    program.notes.delete(note.id)
    program.workshops.delete(workshop)
    assert {one.kind for one in program.past.binned()} == {"workshop", "note"}
    program.past.bring_back("note", note.id)
    assert program.workspace.find(Workshop, workshop) is not None
    assert program.past.binned() == []


def test_only_one_workshop_when_asked_for(program: Program, workshop: str) -> None:
    other = program.workshops.create("Other").id
    for place in (workshop, other):
        program.notes.delete(program.notes.add(place, "gone").id)
    assert [one.workshop for one in program.past.binned(other)] == ["Other"]
    assert len(program.past.binned()) == 2


def test_a_person_taken_off_the_list_comes_back_with_her_mark(
    program: Program, workshop: str
) -> None:
    place = program.people.walk_in(workshop, "Participant 001", "1-am").participation.id
    program.people.remove(place)
    (one,) = program.past.binned()
    assert (one.kind, one.title) == ("participation", "Participant 001")
    program.past.bring_back(one.kind, one.record)
    assert program.people.room(workshop, "1-am").total == 1


def test_who_did_not_want_to_be_stored_is_not_in_the_bin(program: Program, workshop: str) -> None:
    place = program.people.walk_in(workshop, "Participant 001", "1-am").participation.id
    program.people.refuse_storage(place, "1-am")
    assert program.workspace.all(Participation, in_bin=True)
    assert program.past.binned() == []


def test_bringing_back_what_never_was_is_refused(program: Program) -> None:
    with pytest.raises(RecordUnknown):
        program.past.bring_back("note", "0" * 32)


def test_history_tells_values_before_and_after(program: Program, workshop: str) -> None:
    lesson = program.lessons.add(workshop, "Water first")
    program.lessons.edit(lesson.id, text="Water comes first")
    program.lessons.agree(lesson.id)
    program.history.undo()
    newest, agreed, edited, made = program.past.of("lesson", lesson.id)
    assert (newest.label, newest.undone) == ("lesson_agree", True)
    assert (agreed.label, agreed.undone) == ("lesson_agree", False)
    (text,) = edited.moved
    assert (text.before, text.after, text.stands) == ("Water first", "Water comes first", True)
    assert {moved.before for moved in made.moved} == {None}


def test_history_holds_codes_partners_and_reports(program: Program, workshop: str) -> None:
    one = program.commitments.add(workshop, "Dig a well", codes=("reward",))
    program.partners.add(one.id, "Trade union A")
    program.commitments.report(one.id, "in_progress", "on_track", "begun")
    told = {moved.kind for entry in program.past.of("commitment", one.id) for moved in entry.moved}
    assert told == {"commitment", "coding", "commitment_partner", "commitment_update"}
    assert program.workspace.find(Commitment, one.id) is not None


def test_history_of_a_place_on_the_list_is_that_of_the_person(
    program: Program, workshop: str
) -> None:
    place = program.people.walk_in(workshop, "Participant 001", "1-am").participation.id
    person = program.workspace.get(Participation, place).person_id
    program.people.edit(person, name="Participant 002")
    assert program.past.title("participation", place) == "Participant 002"
    assert ("person_edit", "name") in moves(program, "participation", place)
    assert ("walk_in", "status") in moves(program, "participation", place)


def test_the_sample_is_told_as_such(sample: Program) -> None:
    workshop = sample.workshops.find("W4").id
    lesson = sample.workspace.all(Lesson, workshop_id=workshop)[0]
    (entry,) = sample.past.of("lesson", lesson.id)
    assert (entry.label, entry.who) == ("sample_fill", "")


def test_history_of_one_person_holds_all_her_records_and_what_was_said(
    program: Program, workshop: str
) -> None:
    first = program.people.walk_in(workshop, "Participant 001", "1-am")
    second = program.people.walk_in(workshop, "P. 001", "1-am")
    program.joining.join(first.person.id, second.person.id)
    told = moves(program, "participation", first.participation.id)
    assert ("same_as", "first_id") in told
    names = {
        one.after
        for entry in program.past.of("participation", first.participation.id)
        for one in entry.moved
        if one.field == "name"
    }
    assert names == {"Participant 001", "P. 001"}
    program.joining.part(first.person.id, second.person.id)
    told = moves(program, "participation", first.participation.id)
    assert ("walk_in", "status") in told
    assert len([one for one in told if one[1] == "name"]) == 1, "her own record only"


def test_of_an_import_that_was_undone_nothing_is_left_to_bring_back(
    program: Program, workshop: str, tmp_path: Path
) -> None:
    note = program.notes.add(workshop, "We need water").id
    office = Program(open_workspace(tmp_path / "office"))
    try:
        out = tmp_path / "1.carebundle"
        program.sharing.export([workshop], out, [office.identity.card().recipient()])
        taken = office.arrivals.apply(out, trust=True)
        office.notes.delete(note)
        assert [one.record for one in office.past.binned()] == [note]
        office.history.undo(taken.change, sure=True)
        assert office.past.binned() == []
        with pytest.raises(RecordUnknown):
            office.past.bring_back("note", note)
        office.arrivals.apply(out)
        assert [one.title for one in office.past.binned()] == ["We need water"]
    finally:
        office.close()


def test_a_photo_of_somebody_who_was_erased_is_not_in_the_bin(
    program: Program, workshop: str
) -> None:
    person = program.people.walk_in(workshop, "Participant 901", "1-am").person.id
    photo = program.photos.add(workshop, jpeg(1), people=[person]).photo
    program.photos.remove(photo.id)
    assert [one.kind for one in program.past.binned()] == ["attachment"]
    program.people.forget(person)
    assert program.past.binned() == []
