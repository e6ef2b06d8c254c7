from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Attendance, Lesson, Note
from carefacilitator.storage import doctor, history, undo
from carefacilitator.storage.failures import NothingToRedo, NothingToUndo, UndoNeedsAnswer
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.workspace import Workspace
from tests.storage.conftest import Hand, everything


def _say(workspace: Workspace, text: str, note: str = "n1", visit: str = "") -> None:
    with workspace.change("note_edit", visit=visit) as change:
        change.set(Note, note, text=text)


def _text(workspace: Workspace, note: str = "n1") -> str | None:
    found = workspace.find(Note, note)
    return None if found is None else found.text


# --- one's own changes ----------------------------------------------------------------------------


def test_several_steps_back_and_forth(workspace: Workspace) -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", workshop_id="w1", text="one", position=1))
    _say(workspace, "two")
    _say(workspace, "three")
    shown = []
    for _ in range(3):
        assert undo.undo(workspace).kept == ()
        shown.append(_text(workspace))
    assert shown == ["two", "one", None]
    with pytest.raises(NothingToUndo):
        undo.undo(workspace)
    for _ in range(3):
        assert undo.redo(workspace).kept == ()
        shown.append(_text(workspace))
    assert shown[3:] == ["one", "two", "three"]
    with pytest.raises(NothingToRedo):
        undo.redo(workspace)
    assert workspace.get(Note, "n1").position == 1
    undo.undo(workspace)
    undo.undo(workspace)
    undo.redo(workspace)
    undo.undo(workspace)
    assert _text(workspace) == "one"
    undo.undo(workspace)
    assert _text(workspace) is None
    assert doctor.check(workspace) == []


def test_something_new_ends_what_could_be_redone(workspace: Workspace) -> None:
    _say(workspace, "one")
    _say(workspace, "two")
    undo.undo(workspace)
    assert undo.next_redo(workspace) is not None
    _say(workspace, "other")
    assert undo.next_redo(workspace) is None
    with pytest.raises(NothingToRedo):
        undo.redo(workspace)


def test_typing_in_one_visit_is_one_step(workspace: Workspace) -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", text="w"))
    for text in ("wa", "wat", "water"):
        _say(workspace, text, visit="n1")
    undo.undo(workspace)
    assert _text(workspace) == "w"
    undo.redo(workspace)
    assert _text(workspace) == "water"
    _say(workspace, "waters", visit="n1")
    assert [one.value for one in history.history(workspace, "n1") if one.field == "text"][0:2] == [
        "waters",
        "water",
    ]


def test_a_record_made_and_corrected_in_one_change_is_undone_whole(workspace: Workspace) -> None:
    with workspace.change("agenda_import") as change:
        change.put(Note(id="n1", text="x", position=1))
        change.set(Note, "n1", position=7, text="y")
    assert undo.undo(workspace).kept == ()
    assert workspace.find(Note, "n1") is None
    undo.redo(workspace)
    assert workspace.get(Note, "n1") == Note(id="n1", text="y", position=7)


def test_back_from_the_bin_and_into_it_again(workspace: Workspace) -> None:
    _say(workspace, "one")
    with workspace.change("note_delete") as change:
        change.delete(Note, "n1")
    undo.undo(workspace)
    assert _text(workspace) == "one"
    undo.redo(workspace)
    assert _text(workspace) is None
    undo.undo(workspace)
    undo.undo(workspace)
    assert _text(workspace) is None
    assert undo.next_undo(workspace) is None
    assert workspace.database.rows("SELECT * FROM flag") == []


def test_a_mark_that_was_taken_off_and_set_again(workspace: Workspace) -> None:
    mark = Attendance(id="a1", workshop_id="w1", slot="1-am", status="present")
    with workspace.change("mark") as change:
        change.put(mark)
    with workspace.change("mark") as change:
        change.delete(Attendance, "a1")
    with workspace.change("mark") as change:
        change.restore(Attendance, "a1")
        change.put(Attendance(id="a1", workshop_id="w1", slot="1-am", status="absent"))
    undo.undo(workspace)
    assert workspace.find(Attendance, "a1") is None
    undo.undo(workspace)
    assert workspace.get(Attendance, "a1") == mark
    assert workspace.database.rows("SELECT * FROM flag") == []


def test_language_versions_and_lists_go_back(workspace: Workspace) -> None:
    with workspace.change("lesson_add") as change:
        change.put(Lesson(id="l1", text="x", texts={"es": "uno"}, evidence=("n1",)))
    before = workspace.get(Lesson, "l1")
    with workspace.change("lesson_edit") as change:
        change.put(Lesson(id="l1", text="x", texts={"ar": "واحد"}, status="validated"))
    undo.undo(workspace)
    assert workspace.get(Lesson, "l1") == before


def test_undoing_a_named_step_leaves_later_ones(workspace: Workspace) -> None:
    _say(workspace, "one", "n1")
    first = undo.next_undo(workspace)
    assert first is not None
    _say(workspace, "two", "n2")
    undo.undo(workspace, first.id)
    assert (_text(workspace, "n1"), _text(workspace, "n2")) == (None, "two")
    with pytest.raises(NothingToUndo):
        undo.undo(workspace, first.id)
    with pytest.raises(NothingToUndo):
        undo.undo(workspace, "nothing")


# --- what others changed since --------------------------------------------------------------------


def test_what_others_changed_since_is_left_and_named(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", text="one", kind="key_point", position=1))
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", text="two", kind="question")
    mine = undo.next_undo(workspace)
    hand(workspace, other)
    _say(other, "two and more")
    hand(other, workspace)
    assert mine is not None
    undone = undo.undo(workspace, mine.id)
    assert undone.kept == (("note", "n1", "text"),)
    note = workspace.get(Note, "n1")
    assert (note.text, note.kind) == ("two and more", "key_point")
    assert workspace.database.rows("SELECT * FROM flag") == []


def test_a_record_that_others_worked_on_stays_whole(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", workshop_id="w1", text="one"))
    mine = undo.next_undo(workspace)
    hand(workspace, other)
    with other.change("note_edit") as change:
        change.set(Note, "n1", kind="question")
    hand(other, workspace)
    assert mine is not None
    assert undo.undo(workspace, mine.id).kept == (("note", "n1", "kind"),)
    assert workspace.get(Note, "n1") == Note(id="n1", workshop_id="w1", text="one", kind="question")


def test_undo_does_not_bring_back_what_others_deleted(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(workspace, "one")
    _say(workspace, "two")
    mine = undo.next_undo(workspace)
    hand(workspace, other)
    with other.change("note_delete") as change:
        change.delete(Note, "n1")
    hand(other, workspace)
    assert mine is not None
    assert undo.undo(workspace, mine.id).kept == (("note", "n1", "text"),)
    assert workspace.find(Note, "n1") is None


def test_a_decision_is_undone_to_what_was_shown(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(workspace, "the road is long")
    hand(workspace, other)
    _say(workspace, "the road is very long")
    _say(other, "the old road is long")
    hand(other, workspace)
    shown = _text(workspace)
    assert shown == "the old road is very long"
    (waiting,) = history.waiting(workspace)
    assert sorted(str(one.value) for one in waiting.versions) == [
        "the old road is long",
        "the road is very long",
    ]
    with workspace.change("settle") as change:
        change.settle("note", "n1", "text", "the old road is long")
    assert history.count_waiting(workspace) == 0
    undo.undo(workspace)
    assert _text(workspace) == shown


# --- imports --------------------------------------------------------------------------------------


def _import(workspace: Workspace, change: str) -> undo.Step:
    step = arrivals.import_step(workspace, change)
    assert step is not None
    return step


def test_an_import_is_taken_out_and_comes_back(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(workspace, "mine", "n0")
    _say(other, "theirs", "n1")
    before = doctor.snapshot(workspace)
    change = hand(other, workspace)
    after = doctor.snapshot(workspace)
    assert undo.next_undo(workspace) == _import(workspace, change)
    assert arrivals.undo_import(workspace, _import(workspace, change)) == 1
    assert doctor.snapshot(workspace) == before
    assert [op.value for op in everything(workspace) if op.kind == "note"] == ["mine"]
    assert doctor.check(workspace) == []
    with pytest.raises(NothingToUndo):
        arrivals.undo_import(workspace, _import(workspace, change))
    again = hand(other, workspace)
    assert doctor.snapshot(workspace) == after
    arrivals.undo_import(workspace, _import(workspace, again))
    assert doctor.snapshot(workspace) == before
    assert [one["undone"] for one in arrivals.bundles_in(workspace)] == [True, True]


def test_what_also_came_otherwise_stays(workspace: Workspace, other: Workspace, hand: Hand) -> None:
    _say(other, "theirs", "n1")
    first = hand(other, workspace)
    _say(other, "more", "n2")
    second = hand(other, workspace)
    arrivals.undo_import(workspace, _import(workspace, first))
    assert {one.id for one in workspace.all(Note)} == {"n1", "n2"}
    arrivals.undo_import(workspace, _import(workspace, second))
    assert workspace.all(Note) == []


def test_later_local_work_is_asked_about(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(other, "theirs", "n1")
    _say(other, "theirs too", "n2")
    _say(other, "alone", "n3")
    change = hand(other, workspace)
    _say(workspace, "theirs and mine", "n1")
    with workspace.change("lesson_add") as written:
        written.put(Lesson(id="l1", text="drawn from it", evidence=("n2",)))
    with pytest.raises(UndoNeedsAnswer) as asked:
        arrivals.undo_import(workspace, _import(workspace, change))
    assert asked.value.values == {"count": 2}
    assert len(workspace.all(Note)) == 3
    arrivals.undo_import(workspace, _import(workspace, change), sure=True)
    assert [one.text for one in workspace.all(Note)] == ["theirs and mine"]
    assert workspace.get(Lesson, "l1").evidence == ("n2",)
    assert doctor.check(workspace) == []
    hand(other, workspace)
    assert {one.text for one in workspace.all(Note)} == {
        "theirs and mine",
        "theirs too",
        "alone",
    }
