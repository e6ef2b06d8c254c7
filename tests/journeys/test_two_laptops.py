"""Facilitator and rapporteur at one workshop: two bundles, one workshop at the secretariat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from carefacilitator.model.records.records import Note, Person, Workshop
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import doctor

W2 = sample_id("W2")


def hand(giver: Program, taker: Program, out: Path, role: Any = "other") -> Any:
    """One hands W2 to the other in a sealed bundle."""
    giver.sharing.export(["W2"], out, [taker.identity.card(role).recipient()])
    return taker.arrivals.apply(out, trust=True)


def test_two_laptops_become_one_workshop(device: Any, tmp_path: Path) -> None:
    facilitator, rapporteur = device("Facilitator", sample=True), device("Rapporteur")
    office = device("Secretariat")
    # The morning: the rapporteur gets everything her group agreed to be stored.
    hand(facilitator, rapporteur, tmp_path / "morning.carebundle", "own_group")
    assert len(rapporteur.people.lines(W2, "1-am")) == 24
    assert all(line.person.name for line in rapporteur.people.lines(W2, "1-am"))
    # The day: both write, both mark the same person, both correct the same note and room.
    shared = facilitator.notes.of(W2)[0].note
    facilitator.notes.add(W2, "From the facilitator's table.")
    rapporteur.notes.add(W2, "From the rapporteur's table.")
    facilitator.notes.edit(shared.id, text=shared.text + " First addition.")
    rapporteur.notes.edit(shared.id, text="Beginning. " + shared.text)
    person = facilitator.people.lines(W2, "1-am")[0].participation.id
    for program in (facilitator, rapporteur):
        program.people.mark(person, "1-pm", "present")
    block = facilitator.agenda.blocks(W2)[3].id
    facilitator.agenda.edit(block, room="Room 2")
    rapporteur.agenda.edit(block, room="Room 1")
    # The evening: two bundles of one workshop.
    first = hand(facilitator, office, tmp_path / "f.carebundle")
    second = hand(rapporteur, office, tmp_path / "r.carebundle")
    assert first.conflicts == 0
    assert second.conflicts > 0
    assert [one.id for one in office.workspace.all(Workshop)] == [W2]
    lines = office.people.lines(W2, "1-am")
    assert len(lines) == 24
    assert len({line.person.id for line in lines}) == 24
    texts = {note.text for note in office.workspace.all(Note)}
    assert {"From the facilitator's table.", "From the rapporteur's table."} <= texts
    merged = office.workspace.get(Note, shared.id).text
    assert "First addition." in merged
    assert "Beginning." in merged
    (room,) = [one for one in office.history.waiting() if one.field == "room"]
    assert {one.value for one in room.versions} == {"Room 1", "Room 2"}
    assert doctor.check(office.workspace) == []


def test_the_order_of_the_two_bundles_does_not_matter(device: Any, tmp_path: Path) -> None:
    from carefacilitator.storage.doctor import snapshot

    facilitator, rapporteur = device("Facilitator", sample=True), device("Rapporteur")
    hand(facilitator, rapporteur, tmp_path / "m.carebundle", "own_group")
    for program, text in ((facilitator, "One."), (rapporteur, "Two.")):
        program.notes.edit(program.notes.of(W2)[0].note.id, text=text)
        program.lessons.delete(program.lessons.of(W2)[0].lesson.id)
    rapporteur.lessons.edit(facilitator.lessons.of(W2)[0].lesson.id, text="Seen anew.")
    seen = []
    for name, order in (("first", (facilitator, rapporteur)), ("last", (rapporteur, facilitator))):
        office = device(name)
        for number, giver in enumerate(order):
            hand(giver, office, tmp_path / f"{name}{number}.carebundle")
        seen.append(snapshot(office.workspace))
    assert seen[0] == seen[1]


def test_the_same_bundle_twice_and_an_older_one_after_a_newer(device: Any, tmp_path: Path) -> None:
    facilitator, office = device("Facilitator", sample=True), device("Secretariat")
    card = office.identity.card().recipient()
    old, new = tmp_path / "old.carebundle", tmp_path / "new.carebundle"
    facilitator.sharing.export(["W2"], old, [card])
    note = facilitator.notes.of(W2)[0].note.id
    facilitator.notes.edit(note, text="Corrected.")
    facilitator.sharing.export(["W2"], new, [card])
    office.arrivals.apply(new, trust=True)
    people = len(office.workspace.all(Person))
    assert office.arrivals.apply(old).change  # the earlier wording, which had left before
    for path in (new, old, new, old):
        assert office.arrivals.apply(path).change == ""
    assert office.workspace.get(Note, note).text == "Corrected."
    assert len(office.workspace.all(Person)) == people
