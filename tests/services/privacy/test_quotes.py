"""Words that are withdrawn are shown to nobody who is not of the workshop's own group."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.model.records.records import Note
from carefacilitator.services.failures import EmptyName
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace
from tests.services.exchanged import Hands

WORDS = "My husband must never hear of this."
ALL = {"store": "given", "share_secretariat": "given", "quote": "given"}

Said = tuple[str, str, str]


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    yield made
    made.close()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "second"))
    yield made
    made.close()


@pytest.fixture
def hands(tmp_path: Path) -> Hands:
    return Hands(tmp_path)


@pytest.fixture(params=["", "given"], ids=["speaker not told", "speaker told"])
def said(request: pytest.FixtureRequest, program: Program) -> Said:
    """A workshop, a person who said something there, and the note (ids)."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    person = program.people.walk_in(workshop, "Participant 402", "1-am").person.id
    note = program.notes.add(workshop, WORDS, speaker_person_id=person).id
    answers = {**ALL, **({"quote_by_name": request.param} if request.param else {})}
    program.people.consent(workshop, person, answers)
    return workshop, person, note


def shows(program: Program, said: Said) -> bool:
    """Whether anything that a screen reads holds the words; all of it agrees."""
    workshop, _, note = said
    lists = program.note_list(workshop)
    program.workspace.begin_writing()
    (view,) = program.notes.of(workshop)
    seen = [
        view.note.text,
        lists.read()[0].note.text,
        lists.edge(last=True).views[0].note.text,
        program.notes.some([note])[0].note.text,
        program.past.title("note", note),
        *(hit.text for hit in program.finding.search("husband never")),
    ]
    moved = [m for one in program.past.of("note", note) for m in one.moved if m.field == "text"]
    seen += [str(one.after or "") for one in moved]
    told = {text == WORDS for text in seen}
    assert len(told) == 1, seen
    assert view.withdrawn is not told.copy().pop()
    return told.pop()


@pytest.mark.parametrize("no", ["withdrawn", "refused"])
@pytest.mark.parametrize("purpose", ["quote", "store"])
def test_a_withdrawn_quote_leaves_every_screen_and_comes_back_with_the_yes(
    program: Program, office: Program, hands: Hands, said: Said, no: str, purpose: str
) -> None:
    workshop, person, note = said
    hands.give(program, office, workshop)
    assert shows(office, said)
    for _ in range(2):
        program.people.consent(workshop, person, {purpose: no})
        hands.give(program, office, workshop)
        assert not shows(office, said)
        assert office.lessons.of(workshop) == []
        with pytest.raises(EmptyName):
            office.lessons.from_notes(workshop, [note])
        with pytest.raises(EmptyName):
            office.commitments.from_notes(workshop, [note])
        with pytest.raises(EmptyName):
            office.notes.split(note, 5)
        assert shows(program, said), "on the computer of the workshop it stays readable"
        program.people.consent(workshop, person, {purpose: "given"})
        hands.give(program, office, workshop, back=True)
        assert shows(office, said)


def test_undoing_the_import_shows_it_to_nobody(
    program: Program, office: Program, hands: Hands, said: Said
) -> None:
    workshop, person, _ = said
    first = hands.give(program, office, workshop).change
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    no = hands.give(program, office, workshop).change
    assert not shows(office, said)
    office.history.undo(no)
    assert not shows(office, said)
    office.history.undo(first, sure=True)
    program.people.consent(workshop, person, {"quote": "given"})
    hands.give(program, office, workshop)
    assert shows(office, said)


def test_the_own_group_reads_on(
    program: Program, office: Program, second: Program, hands: Hands, said: Said
) -> None:
    workshop, person, _ = said
    second.identity.trust(program.identity.card(), "own_group")
    hands.give(program, second, workshop, "own_group")
    hands.give(second, office, workshop)
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    hands.give(program, second, workshop, "own_group")
    assert shows(second, said)
    assert not Quotes(second.workspace).is_others(workshop)
    hands.give(second, office, workshop)
    assert not shows(office, said)
    hands.give(office, program, workshop)  # what comes back changes nothing of whose it is
    assert shows(program, said)


def test_evidence_of_a_lesson_loses_its_words(
    program: Program, office: Program, hands: Hands, said: Said
) -> None:
    workshop, person, note = said
    program.lessons.from_notes(workshop, [note], text="A lesson of the group.")
    hands.give(program, office, workshop)
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    hands.give(program, office, workshop)
    (view,) = office.lessons.of(workshop)
    assert [one.text for one in view.evidence] == [""]
    assert [one.text for one in program.lessons.of(workshop)[0].evidence] == [WORDS]


def test_a_note_in_the_bin_is_withdrawn_too(
    program: Program, office: Program, hands: Hands, said: Said
) -> None:
    workshop, person, note = said
    hands.give(program, office, workshop)
    office.notes.delete(note)
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    hands.give(program, office, workshop)
    assert [one.title for one in office.past.binned(workshop)] == [""]
    assert office.past.is_withdrawn("note", note)


def test_a_mark_of_somebody_else_stays_when_she_agrees_again(program: Program, said: Said) -> None:
    workshop, person, note = said
    other = program.people.walk_in(workshop, "Participant 403", "1-am").person.id
    kept = program.notes.add(workshop, "Another word.", speaker_person_id=other).id
    program.people.consent(workshop, other, {"store": "given", "quote": "refused"})
    program.people.forget(other)
    program.notes.join([note, kept])
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    program.people.consent(workshop, person, {"quote": "given"})
    assert program.workspace.get(Note, note).not_quoted


def test_a_slip_of_the_finger_leaves_no_mark(program: Program, said: Said) -> None:
    workshop, person, note = said
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    assert program.workspace.get(Note, note).not_quoted
    program.history.undo()
    assert not program.workspace.get(Note, note).not_quoted


def test_many_withdrawn_hits_hide_no_other(program: Program, office: Program, hands: Hands) -> None:
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    person = program.people.walk_in(workshop, "Participant 402", "1-am").person.id
    for number in range(30):
        program.notes.add(workshop, f"water water {number}", speaker_person_id=person)
    wanted = program.notes.add(workshop, "one more word about water in a long sentence").id
    program.people.consent(workshop, person, ALL)
    hands.give(program, office, workshop)
    assert len(office.finding.search("water", 5)) == 5
    program.people.consent(workshop, person, {"quote": "withdrawn"})
    hands.give(program, office, workshop)
    assert [hit.record for hit in office.finding.search("water", 5)] == [wanted]
