from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Note
from carefacilitator.services.failures import EmptyName, TwoSpeakers
from carefacilitator.services.program import Program


@pytest.fixture
def day(program: Program) -> tuple[str, str, str]:
    workshop = program.workshops.create("Day").id
    first = program.agenda.add(workshop, "Talk", 60).id
    second = program.agenda.add(workshop, "Groups", 60).id
    return workshop, first, second


def test_notes_stand_by_block_in_the_order_they_were_taken(
    program: Program, day: tuple[str, str, str]
) -> None:
    workshop, first, second = day
    program.notes.add(workshop, "b1", second)
    program.notes.add(workshop, "a1", first, "quote", "es", ("reward",), ("decent_work",))
    program.notes.add(workshop, "b2", second)
    views = program.notes.of(workshop)
    assert [view.note.text for view in views] == ["a1", "b1", "b2"]
    assert (views[0].codes, views[0].themes) == (("reward",), ("decent_work",))
    assert views[0].note.verbatim


def test_an_empty_line_is_no_note(program: Program, day: tuple[str, str, str]) -> None:
    with pytest.raises(EmptyName):
        program.notes.add(day[0], " \n ")


def test_typing_in_one_visit_is_one_step_to_undo(
    program: Program, day: tuple[str, str, str]
) -> None:
    workshop, first, _ = day
    note = program.notes.add(workshop, "We", first)
    for text in ("We n", "We need", "We need water"):
        program.notes.edit(note.id, visit="stay", text=text)
    program.workspace.end_visit("stay")
    program.notes.edit(note.id, visit="later", text="We need water now")
    assert len(program.history.of(note.id)) > 2
    texts = [one.value for one in program.history.of(note.id) if one.field == "text"]
    assert texts == ["We need water now", "We need water", "We"]
    program.history.undo()
    assert program.workspace.get(Note, note.id).text == "We need water"
    program.history.undo()
    assert program.workspace.get(Note, note.id).text == "We"


def test_codes_go_on_and_off(program: Program, day: tuple[str, str, str]) -> None:
    note = program.notes.add(day[0], "text")
    for codes in (("reward", "reduce"), ("reduce",), ("reduce", "reward")):
        program.notes.code(note.id, "five_r", codes)
        assert program.notes.of(day[0])[0].codes == tuple(sorted(codes))


def test_splitting_keeps_every_word_and_joining_puts_them_back(
    program: Program, day: tuple[str, str, str]
) -> None:
    workshop, first, _ = day
    note = program.notes.add(workshop, "Water is far. Pay is late.", first, codes=("reduce",))
    rest = program.notes.split(note.id, 13)
    views = program.notes.of(workshop)
    assert [(view.note.text, view.codes) for view in views] == [
        ("Water is far.", ("reduce",)),
        ("Pay is late.", ("reduce",)),
    ]
    joined = program.notes.join([note.id, rest.id])
    assert joined.text == "Water is far.\nPay is late."
    assert len(program.notes.of(workshop)) == 1
    with pytest.raises(EmptyName):
        program.notes.split(note.id, 0)


def test_parked_and_moved(program: Program, day: tuple[str, str, str]) -> None:
    workshop, first, second = day
    note = program.notes.add(workshop, "later", first)
    program.notes.park(note.id)
    program.notes.move(note.id, second)
    shown = program.workspace.get(Note, note.id)
    assert (shown.parked, shown.block_id) == (True, second)


def in_order(program: Program, workshop: str) -> list[tuple[str, str]]:
    return [(view.note.block_id, view.note.text) for view in program.notes.of(workshop)]


def test_a_note_moves_within_its_block_and_on_into_the_next(
    program: Program, day: tuple[str, str, str]
) -> None:
    workshop, first, second = day
    notes = [program.notes.add(workshop, text, first) for text in "abc"]
    program.notes.add(workshop, "z", second)
    program.notes.shift(notes[2].id, -1)
    assert in_order(program, workshop)[:3] == [(first, "a"), (first, "c"), (first, "b")]
    program.notes.shift(notes[1].id, 1)
    assert in_order(program, workshop)[2:] == [(second, "b"), (second, "z")]
    program.notes.shift(notes[1].id, -1)
    assert in_order(program, workshop)[1:3] == [(first, "c"), (first, "b")]
    program.history.undo()
    assert in_order(program, workshop)[2:] == [(second, "b"), (second, "z")]
    program.notes.shift(notes[0].id, -1)
    assert in_order(program, workshop)[0] == (first, "a")


def test_a_note_goes_into_a_block_that_has_none(
    program: Program, day: tuple[str, str, str]
) -> None:
    workshop, first, second = day
    note = program.notes.add(workshop, "a", first)
    program.notes.shift(note.id, 1)
    assert in_order(program, workshop) == [(second, "a")]
    program.notes.shift(note.id, 1)
    assert in_order(program, workshop) == [(second, "a")]
    lost = program.notes.add(workshop, "lost", "")
    program.notes.shift(lost.id, 1)
    assert in_order(program, workshop)[0] == (first, "lost")


def test_notes_at_the_same_place_are_told_apart_when_one_moves(
    program: Program, day: tuple[str, str, str]
) -> None:
    workshop, first, _ = day
    notes = [program.notes.add(workshop, text, first, position=10) for text in "abc"]
    before = [text for _, text in in_order(program, workshop)]
    moved = next(one for one in notes if one.text == before[0])
    program.notes.shift(moved.id, 1)
    after = [text for _, text in in_order(program, workshop)]
    assert after == [before[1], before[0], before[2]]


def test_joined_notes_have_the_codes_of_all(program: Program, day: tuple[str, str, str]) -> None:
    workshop, first, _ = day
    one = program.notes.add(workshop, "a", first, codes=("reduce",), themes=("decent_work",))
    two = program.notes.add(workshop, "b", first, codes=("reward", "reduce"))
    program.notes.join([one.id, two.id])
    view = program.notes.of(workshop)[0]
    assert (view.codes, view.themes) == (("reduce", "reward"), ("decent_work",))


def test_joined_words_stay_hers_who_said_them(program: Program, day: tuple[str, str, str]) -> None:
    one = program.notes.add(day[0], "Said by nobody in particular.", day[1])
    two = program.notes.add(day[0], "Only among us.", day[1], speaker_person_id="p1")
    three = program.notes.add(day[0], "Mine.", day[1], speaker_person_id="p2")
    joined = program.notes.join([one.id, two.id])
    assert joined.speaker_person_id == "p1"
    with pytest.raises(TwoSpeakers):
        program.notes.join([one.id, three.id])
    assert program.workspace.get(Note, three.id) == three
    program.history.undo()
    assert program.workspace.get(Note, one.id).speaker_person_id == ""
