"""Quick counts and dots: kept as they are counted, ranked, and kept as a note with the numbers."""

from __future__ import annotations

import pytest

from carefacilitator.i18n import Words
from carefacilitator.model.privacy.consent import OTHER
from carefacilitator.model.records.records import Note
from carefacilitator.services.facilitation.polls import DOTS, HANDS, MOST
from carefacilitator.services.failures import BadNumber, EmptyName, UnknownKey
from carefacilitator.services.program import Program

EN = Words("en")


@pytest.fixture
def place(program: Program) -> tuple[str, str]:
    workshop = program.workshops.create("Day").id
    return workshop, program.agenda.add(workshop, "Talk", 30).id


def test_hands_are_counted_and_kept_as_a_note(program: Program, place: tuple[str, str]) -> None:
    asked = program.counting.ask(*place, HANDS, " Go on after lunch? ", ["Yes", "No"], "en")
    yes, no = asked.lines
    program.counting.count(yes.id, 12)
    program.counting.count(no.id, 4)
    program.counting.keep(asked.head.id, EN)
    program.history.undo()
    assert program.notes.of(place[0]) == []
    note = program.counting.keep(asked.head.id, EN)
    assert note.text == "Go on after lunch?\nYes: 12\nNo: 4"
    assert (note.block_id, note.kind, note.language) == (place[1], "observation", "en")
    program.counting.count(no.id, 5)
    again = program.counting.keep(asked.head.id, EN, "decision")
    assert (again.id, again.kind) == (note.id, "decision")
    assert again.text.endswith("No: 5")
    assert program.counting.find(asked.head.id).total == 17
    assert len(program.notes.of(place[0])) == 1


def test_a_note_in_the_bin_is_followed_by_a_new_one(
    program: Program, place: tuple[str, str]
) -> None:
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes"])
    first = program.counting.keep(asked.head.id, EN)
    program.notes.delete(first.id)
    assert program.counting.keep(asked.head.id, EN).id != first.id


def test_dots_go_to_notes_and_typed_options_and_come_ranked(
    program: Program, place: tuple[str, str]
) -> None:
    note = program.notes.add(place[0], "Paid\nleave", place[1], language="en")
    asked = program.counting.ask(*place, DOTS, "What first?", ["Crèches", note, "Buses"])
    program.counting.add(asked.head.id, [note, "Clinics"])
    lines = program.counting.find(asked.head.id).lines
    assert [(one.text, one.note_id) for one in lines] == [
        ("Crèches", ""),
        ("Paid leave", note.id),
        ("Buses", ""),
        ("Clinics", ""),
    ]
    for line, count in zip(lines, (2, 7, 2, 0), strict=True):
        program.counting.count(line.id, count)
    ranked = program.counting.find(asked.head.id).ranked()
    assert [(rank, one.text) for rank, one in ranked] == [
        (1, "Paid leave"),
        (2, "Crèches"),
        (2, "Buses"),
        (4, "Clinics"),
    ]
    kept = program.counting.keep(asked.head.id, EN)
    assert kept.text == (
        "What first?\n1. Paid leave: 7 dots\n2. Crèches: 2 dots\n2. Buses: 2 dots\n"
        "4. Clinics: 0 dots"
    )


def test_what_a_named_person_said_becomes_no_option(
    program: Program, place: tuple[str, str]
) -> None:
    slot = program.agenda.slot_now(place[0])
    person = program.people.walk_in(place[0], "Participant 001", slot).person
    hers = program.notes.add(place[0], "My own words", place[1], speaker_person_id=person.id)
    ours = program.notes.add(place[0], "What the group said", place[1])
    assert [note.id for note in program.counting.options(place[0])] == [ours.id]
    asked = program.counting.ask(*place, DOTS, "What first?", [hers, ours])
    program.counting.add(asked.head.id, [hers, "Buses"])
    texts = [one.text for one in program.counting.find(asked.head.id).lines]
    assert texts == ["What the group said", "Buses"]


def test_questions_come_in_the_order_in_which_they_were_asked(
    program: Program, clock, place: tuple[str, str]
) -> None:
    for question in ("one", "two"):
        program.counting.ask(*place, HANDS, question)
        clock.go(minutes=1)
    program.counting.ask(*place, DOTS, "dots")
    assert [one.head.text for one in program.counting.of(place[0], HANDS)] == ["one", "two"]


def test_what_makes_no_sense_is_refused(program: Program, place: tuple[str, str]) -> None:
    with pytest.raises(EmptyName):
        program.counting.ask(*place, HANDS, "  ")
    with pytest.raises(UnknownKey):
        program.counting.ask(*place, "votes", "Go on?")
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes"])
    for count in (-1, MOST + 1):
        with pytest.raises(BadNumber):
            program.counting.count(asked.lines[0].id, count)
    with pytest.raises(EmptyName):
        program.counting.write(asked.lines[0].id, " ")
    with pytest.raises(EmptyName):
        program.counting.add(asked.head.id, [" "])
    assert program.counting.of(place[0], HANDS) == [asked]


def test_counting_up_in_one_stay_is_one_step_back(program: Program, place: tuple[str, str]) -> None:
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes"])
    for count in (1, 2, 3):
        program.counting.count(asked.lines[0].id, count, visit="here")
    program.history.undo()
    assert program.counting.find(asked.head.id).total == 0
    program.history.redo()
    assert program.counting.find(asked.head.id).total == 3


def test_a_question_goes_with_its_answers_and_comes_back(
    program: Program, place: tuple[str, str]
) -> None:
    asked = program.counting.ask(*place, HANDS, "Go on?", ["Yes", "No"])
    program.counting.write(asked.lines[1].id, "Not yet")
    program.counting.remove(asked.lines[0].id)
    assert [one.text for one in program.counting.find(asked.head.id).lines] == ["Not yet"]
    program.counting.remove(asked.head.id)
    assert program.counting.of(place[0], HANDS) == []
    program.history.undo()
    assert [one.text for one in program.counting.of(place[0], HANDS)[0].lines] == ["Not yet"]
    program.counting.remove(asked.head.id)
    found = [(one.kind, one.title) for one in program.past.binned(place[0])]
    assert found == [("tally", "Go on?"), ("tally", "Yes")]
    program.past.bring_back("tally", asked.head.id)
    assert [one.text for one in program.counting.of(place[0], HANDS)[0].lines] == ["Not yet"]


def test_a_question_is_found_by_its_words(program: Program, place: tuple[str, str]) -> None:
    asked = program.counting.ask(*place, HANDS, "Una crèche aquí?")
    hits = program.finding.search("creche")
    assert [(hit.kind, hit.record) for hit in hits] == [("tally", asked.head.id)]
    assert program.workspace.find(Note, asked.head.id) is None


def test_an_option_stays_the_words_of_whoever_is_named_later(
    program: Program, place: tuple[str, str]
) -> None:
    workshop = place[0]
    note = program.notes.add(workshop, "Only among us", place[1])
    asked = program.counting.ask(*place, DOTS, "What first?", [note, "Buses"])
    kept = program.counting.keep(asked.head.id, EN)
    person = program.people.walk_in(workshop, "Participant 901", "1-am").person.id
    given = {"store": "given", "share_secretariat": "given", "quote": "refused"}
    program.people.consent(workshop, person, given)
    program.notes.edit(note.id, speaker_person_id=person)

    def told() -> str:
        parcel = program.sharing.parcel(program.workshops.find(workshop), OTHER)
        return " ".join(str(op.value) for op in parcel.operations if op.known)

    def printed() -> list[str]:
        return [one.text for one in program.dossiers.gather(workshop, "en").notes]

    assert "Only among us" not in told()
    assert "Buses" in told()
    assert printed() == []
    program.people.consent(workshop, person, {"quote": "given"})
    assert "Only among us" in told()
    assert printed() == ["Only among us", kept.text]
