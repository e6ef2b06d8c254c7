from __future__ import annotations

from carefacilitator.model.records.records import (
    Commitment,
    CommitmentUpdate,
    Note,
    Participation,
    Person,
    Workshop,
)
from carefacilitator.storage import peers, readings
from carefacilitator.storage.workspace import Workspace
from tests.storage.conftest import Hand, Time, everything


def _say(workspace: Workspace, text: str) -> str:
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", text=text)
    return change.id


def test_a_record_tells_who_brought_each_of_its_operations(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _say(other, "said there")
    assert readings.maker_of(other, "n1") is None, "a note is no workshop"
    hand(other, workspace)
    _say(workspace, "said here")
    first, *_, last = readings.writers_of(workspace, "n1")
    assert first[0] == other.device
    assert last == ("", "text", '"said here"')


def test_a_workshop_tells_who_made_it(workspace: Workspace, other: Workspace, hand: Hand) -> None:
    with other.change("workshop_add") as change:
        change.put(Workshop(id="w1", title="Day"))
    assert readings.maker_of(other, "w1") == (0, other.device, "")
    hand(other, workspace)
    assert readings.maker_of(workspace, "w1") == (1, other.device, other.device)
    assert readings.maker_of(workspace, "w2") is None


def test_only_what_came_has_a_moment_of_arrival(
    workspace: Workspace, other: Workspace, hand: Hand, time: Time
) -> None:
    _say(other, "said there")
    came = {op.id for op in everything(other) if op.record == "n1"}
    time.move(days=3)
    hand(other, workspace)
    _say(workspace, "said here")
    arrived = readings.came_at(workspace, "n1")
    assert set(arrived) == came
    assert set(arrived.values()) == {workspace.now()}


def test_what_changes_of_ones_own_replaced_is_told_by_field(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    first = _say(workspace, "first")
    second = _say(workspace, "second")
    assert readings.written_by(workspace, [first], ["note"]) == []
    assert readings.written_by(workspace, [first, second], ["note"]) == [("note", "n1", "text")]
    assert readings.written_by(workspace, [second], ["lesson"]) == []
    hand(workspace, other)
    assert readings.written_by(other, [second], ["note"]) == []


def test_people_are_those_of_their_record_and_of_their_place(workspace: Workspace) -> None:
    with workspace.change("person_add") as change:
        change.put(Person(id="p1", name="Participant 001"))
        change.put(Participation(id="x2", workshop_id="w1", person_id="p2"))
        change.put(Note(id="n1", workshop_id="w1", text="said"))
    told = [op.id for op in everything(workspace)]
    assert readings.people_spoken_of(workspace, told * 300) == {"p1", "p2"}
    assert readings.people_spoken_of(workspace, []) == set()


def test_an_operation_is_here_once_it_was_written(workspace: Workspace) -> None:
    assert not readings.anything_written(workspace)
    before = readings.state_of_operations(workspace)
    _say(workspace, "said")
    assert readings.anything_written(workspace)
    assert readings.state_of_operations(workspace) != before
    assert all(readings.holds(workspace, op.id) for op in everything(workspace))
    assert not readings.holds(workspace, "0" * 32)


def test_bytes_are_here_once_they_were_kept(workspace: Workspace) -> None:
    digest = peers.put_blob(workspace, b"a photo")
    assert readings.has_bytes(workspace, digest)
    assert not readings.has_bytes(workspace, "0" * 64)


def test_a_workshop_has_its_records_in_the_bin_too(workspace: Workspace) -> None:
    with workspace.change("note_add") as change:
        for number, workshop in enumerate(["w1", "w1", "w2"]):
            change.put(Note(id=f"n{number}", workshop_id=workshop, text="said"))
    with workspace.change("note_delete") as change:
        change.delete(Note, "n1")
    assert readings.records_of(workspace, ["w1"]) == {"w1", "n0", "n1"}


def test_a_programmes_own_commitments_belong_to_each_of_its_workshops(workspace: Workspace) -> None:
    with workspace.change("commitment_add") as change:
        for one, programme in (("w1", "g1"), ("w2", "g1"), ("w3", "g2")):
            change.put(Workshop(id=one, programme_id=programme))
        change.put(Commitment(id="c1", programme_id="g1", what="A well"))
        change.put(CommitmentUpdate(id="u1", commitment_id="c1"))
        change.put(CommitmentUpdate(id="u2", commitment_id="c2"))
    for workshop, own in (("w1", {"c1", "u1"}), ("w2", {"c1", "u1"}), ("w3", set())):
        assert readings.records_of(workspace, [workshop]) == {workshop} | own
