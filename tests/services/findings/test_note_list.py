"""A long list of notes: its edge at once, later only what changed, always what Notes.of says."""

from __future__ import annotations

import pytest

from carefacilitator.services.findings.note_list import EDGE, NoteList
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.services.program import Program
from carefacilitator.storage.touched import Touched, Written


@pytest.fixture
def hall(program: Program) -> str:
    workshop = program.workshops.create("Day").id
    blocks = [program.agenda.add(workshop, f"Block {n}", 60).id for n in (1, 2)]
    for number in range(6):
        program.notes.add(workshop, f"Note {number}", blocks[number % 2])
    return workshop


def _counted(program: Program, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every reading of all notes from now on."""
    seen: list[str] = []
    whole = program.notes.of

    def of(workshop_id: str) -> list[NoteView]:
        seen.append(workshop_id)
        return whole(workshop_id)

    monkeypatch.setattr(program.notes, "of", of)
    return seen


def test_whatever_happens_the_list_says_what_is_stored(program: Program, hall: str) -> None:
    notes = program.note_list(hall)
    first, second, *_ = (view.note for view in notes.read())
    acts = [
        lambda: program.notes.edit(first.id, text="Other words"),
        lambda: program.notes.shift(first.id, 1),
        lambda: program.notes.code(first.id, "five_r", ("reward", "reduce")),
        lambda: program.notes.code(first.id, "five_r", ("reduce",)),
        lambda: program.notes.delete(second.id),
        program.history.undo,
        lambda: program.notes.add(hall, "At the end"),
        lambda: program.notes.move(first.id, ""),
        lambda: program.agenda.add(hall, "Another block", 10),
        lambda: program.notes.add(program.workshops.create("Elsewhere").id, "Not here"),
    ]
    for act in acts:
        act()
        assert notes.read() == program.notes.of(hall)


def test_only_what_was_written_is_read_again(
    program: Program, hall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = program.note_list(hall)
    before = notes.read()
    seen = _counted(program, monkeypatch)
    program.notes.edit(before[2].note.id, text="Other words")
    assert notes.is_known
    after = notes.read()
    assert not seen
    assert after[2].note.text == "Other words"
    kept = [new is old for new, old in zip(after, before, strict=True)]
    assert kept == [True, True, False, True, True, True]


def test_what_came_beside_the_road_of_changes_reads_everything(
    program: Program, hall: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = program.note_list(hall)
    before = notes.read()
    seen = _counted(program, monkeypatch)
    program.workspace.touched.note(None)
    assert not notes.is_known
    after = notes.read()
    assert seen == [hall]
    assert all(new is old for new, old in zip(after, before, strict=True))


def test_the_edge_is_the_beginning_or_the_end(program: Program, hall: str) -> None:
    assert program.note_list(hall).edge(last=True).whole
    block = program.notes.of(hall)[0].note.block_id
    for number in range(EDGE):
        program.notes.add(hall, f"More {number}", block)
    program.notes.park(program.notes.of(hall)[0].note.id)
    notes = NoteList(program.workspace, program.notes, hall)
    first, last, all_ = notes.edge(last=False), notes.edge(last=True), program.notes.of(hall)
    assert (first.views, last.views) == (all_[:EDGE], all_[-EDGE:])
    assert (first.all, first.parked, first.whole) == (len(all_), 1, False)


def test_changes_that_are_long_past_mean_reading_everything() -> None:
    touched = Touched()
    touched.note(Written(frozenset({"note"}), frozenset({"a"})))
    touched.note(Written(frozenset({"coding"}), frozenset({"b"})))
    assert touched.since(0) == Written(frozenset({"note", "coding"}), frozenset({"a", "b"}))
    assert touched.since(2) == Written(frozenset(), frozenset())
    assert touched.since(-1) is None
    for _ in range(300):
        touched.note(Written(frozenset({"note"}), frozenset({"a"})))
    assert touched.since(2) is None
