from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.model.privacy.consent import OTHER, OWN_GROUP
from carefacilitator.model.records.records import Note, Workshop
from carefacilitator.services.documents.attendance_minutes import minutes_of
from carefacilitator.services.privacy.redaction import RedactionNeedsAnswer
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep import copies
from carefacilitator.storage.removal.redaction import FieldUnfit
from carefacilitator.storage.workspace import open_workspace
from tests.services.conftest import SetClock

PHRASE = "four plain words here"
SECRET, KEPT = "Participant 007 is beaten by her husband", "A woman told of violence at home"


@pytest.fixture
def office(tmp_path: Path, clock: SetClock) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office", clock=clock))
    made.identity.name_device()
    yield made
    made.close()


def _note(program: Program, day: str) -> str:
    return program.notes.add(day, SECRET).id


def _send(program: Program, office: Program, day: str, out: Path, role: str = OTHER) -> Path:
    """Seal the workshop for the office; the bundle."""
    if not any(one.device == office.workspace.device for one in program.identity.peers()):
        program.identity.take_card(office.identity.card().text(), role)  # type: ignore[arg-type]
        office.identity.trust(program.identity.card())
    program.sharing.export([day], out, [program.identity.recipient(office.workspace.device)])
    return out


def test_a_removal_travels_hides_and_blanks_when_agreed(
    program: Program, office: Program, day: str, tmp_path: Path, clock: SetClock
) -> None:
    note = _note(program, day)
    office.arrivals.apply(_send(program, office, day, tmp_path / "a.carebundle"))
    assert office.workspace.get(Note, note).text == SECRET
    clock.go(minutes=5)
    program.redacting.reword("note", note, "text", KEPT)
    second = _send(program, office, day, tmp_path / "b.carebundle")
    assert office.arrivals.rehearse(second).redactions == (("note", 1),)
    office.arrivals.apply(second, trust=True)
    assert office.workspace.get(Note, note).text == KEPT
    (asked,) = office.redacting.waiting()
    assert (asked.kind, asked.count, asked.workshop) == ("note", 1, "Day")
    _leaves_nowhere(office, day)
    assert office.redacting.answer(agree=True) == 1
    assert office.redacting.waiting() == []
    office.arrivals.apply(tmp_path / "a.carebundle")
    rows = office.workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert SECRET not in str(rows)
    assert office.arrivals.rehearse(second).redactions == ()


def _leaves_nowhere(office: Program, day: str) -> None:
    """What is hidden and not blanked yet stands in no bundle, paper, table, search or history."""
    shop = office.workshops.find(day)
    for circle in (OTHER, OWN_GROUP):
        parcel = office.sharing.parcel(shop, circle)
        assert SECRET not in str([(op.value, op.nonce) for op in parcel.operations])
        assert SECRET not in str(parcel.records)
    assert SECRET not in str(minutes_of(office.dossiers, day, "en"))
    tables = office.workspace.database.rows("SELECT text FROM note")
    assert SECRET not in str(tables)
    assert office.finding.search("beaten husband") == []
    (note,) = office.notes.of(day)
    moved = [one for entry in office.past.of("note", note.note.id) for one in entry.moved]
    assert SECRET not in str(moved)
    assert SECRET not in str(office.history.of(note.note.id))


@pytest.mark.parametrize("redact", [True, False])
def test_the_answer_may_come_with_the_import(
    program: Program, office: Program, day: str, tmp_path: Path, redact: bool
) -> None:
    note = _note(program, day)
    office.arrivals.apply(_send(program, office, day, tmp_path / "a.carebundle"))
    program.redacting.remove("note", note)
    second = _send(program, office, day, tmp_path / "b.carebundle")
    office.arrivals.apply(second, redact=redact)
    assert office.redacting.waiting() == []
    found = office.workspace.find(Note, note, in_bin=True)
    assert found is not None
    assert found.text == ("" if redact else SECRET)
    assert [one.record for one in office.past.binned()] == ([] if redact else [note])


def test_who_holds_the_earlier_wording_is_told(
    program: Program, office: Program, day: str, tmp_path: Path, clock: SetClock
) -> None:
    note = _note(program, day)
    assert program.redacting.holders("note", note) == []
    _send(program, office, day, tmp_path / "a.carebundle")
    assert program.redacting.holders("note", note) == []  # they have what stands
    clock.go(days=2)
    with program.workspace.change("note_edit") as change:
        change.set(Note, note, text=KEPT)
    (holder,) = program.redacting.holders("note", note, "text")
    assert (holder.since, holder.anonymous) == ("2022-09-22", False)
    assert holder.name == office.identity.name
    assert program.redacting.holders("note", note, "kind") == []
    program.redacting.reword("note", note, "text", KEPT)
    assert program.redacting.holders("note", note) == []


def test_a_wording_that_was_replaced_before_anything_left_is_held_by_nobody(
    program: Program, office: Program, day: str, tmp_path: Path, clock: SetClock
) -> None:
    note = _note(program, day)
    clock.go(minutes=1)
    with program.workspace.change("note_edit") as change:
        change.set(Note, note, text=KEPT)
    clock.go(minutes=1)
    _send(program, office, day, tmp_path / "a.carebundle")
    assert program.redacting.holders("note", note) == []
    clock.go(minutes=1)
    program.notes.delete(note)
    assert [one.since for one in program.redacting.holders("note", note)] == ["2022-09-22"]


def test_ones_own_group_has_the_whole_history(
    program: Program, office: Program, day: str, tmp_path: Path, clock: SetClock
) -> None:
    note = _note(program, day)
    clock.go(minutes=1)
    with program.workspace.change("note_edit") as change:
        change.set(Note, note, text=KEPT)
    clock.go(minutes=1)
    _send(program, office, day, tmp_path / "a.carebundle", OWN_GROUP)
    assert len(program.redacting.holders("note", note)) == 1


def test_the_bin_is_emptied_when_somebody_said_so(program: Program, day: str) -> None:
    notes = [_note(program, day) for _ in range(3)]
    for note in notes[:2]:
        program.notes.delete(note)
    with pytest.raises(RedactionNeedsAnswer) as refused:
        program.redacting.empty_bin()
    assert refused.value.values["count"] == 2
    assert program.redacting.empty_bin(sure=True).count == 2
    assert program.past.binned() == []
    assert program.workspace.get(Note, notes[2]).text == SECRET
    assert program.redacting.empty_bin(sure=True).count == 0


# -- copies ------------------------------------------------------------------------------------


def test_a_copy_that_can_be_reached_is_replaced_at_once(
    program: Program, day: str, tmp_path: Path
) -> None:
    note = _note(program, day)
    copy = tmp_path / "one.carebackup"
    copies.back_up(program.workspace, copy, PHRASE)
    before = copy.read_bytes()
    assert program.redacting.reword("note", note, "text", KEPT).copies == ()
    assert copy.read_bytes() != before
    assert program.redacting.copies() == []
    back = copies.restore(copy, tmp_path / "back", PHRASE)
    assert SECRET not in str(back.database.rows("SELECT value FROM operation"))
    back.close()


@pytest.mark.parametrize(("days", "there"), [(3, True), (31, False)])
def test_a_copy_that_is_met_later_is_replaced_or_taken_away(
    program: Program, day: str, tmp_path: Path, clock: SetClock, days: int, there: bool
) -> None:
    note = _note(program, day)
    copy, away = tmp_path / "one.carebackup", tmp_path / "stick out"
    copies.back_up(program.workspace, copy, PHRASE)
    copy.rename(away)
    (left,) = program.redacting.reword("note", note, "text", KEPT).copies
    assert (left.path, left.stale, left.reachable) == (str(copy), "2022-09-22", False)
    clock.go(days=days)
    assert copies.tend(program.workspace) == [left]
    away.rename(copy)
    assert copies.tend(program.workspace) == []
    assert copy.exists() is there


def test_a_file_of_somebody_else_at_its_place_is_left_alone(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    note = _note(program, day)
    copy = tmp_path / "one.carebackup"
    copies.back_up(program.workspace, copy, PHRASE)
    copies.back_up(office.workspace, copy, PHRASE)
    theirs = copy.read_bytes()
    program.redacting.reword("note", note, "text", KEPT)
    assert copy.read_bytes() == theirs
    assert program.redacting.copies() == []


# -- people ------------------------------------------------------------------------------------


def test_forgetting_somebody_finds_the_texts_and_says_who_holds_her(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    person = program.people.walk_in(day, "Participant Zarafa", "1am").person.id
    program.people.consent(day, person, {"store": "given", "share": "given"})
    note = program.notes.add(day, "Zarafa told us her husband forbids it").id
    _send(program, office, day, tmp_path / "a.carebundle")
    copies.back_up(program.workspace, tmp_path / "one.carebackup", PHRASE)
    namings = program.redacting.naming(person)
    assert [one.masked for one in namings] == ["[…] told us her husband forbids it"]
    held = program.redacting.held(person)
    assert [one.path for one in held.copies] == [str(tmp_path / "one.carebackup")]
    assert [one.since for one in held.bundles] == ["2022-09-22"]
    program.people.forget(person)
    program.redacting.mask(namings)
    assert program.workspace.get(Note, note).text == "[…] told us her husband forbids it"
    rows = program.workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert "Zarafa" not in str(rows)


def test_a_person_in_the_bin_is_forgotten_unless_she_is_on_another_list(
    program: Program, day: str
) -> None:
    elsewhere = program.workshops.create("Other day", "2022-10-01").id
    here = program.people.walk_in(day, "Participant Zarafa", "1-am")
    both = program.people.walk_in(day, "Participant Wanda", "1-am")
    program.people.bring(elsewhere, both.person.id)
    for one in (here, both):
        program.people.remove(one.participation.id)
    assert program.redacting.empty_bin(sure=True).count == 1
    rows = program.workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert "Zarafa" not in str(rows)
    assert "Wanda" in str(rows)
    program.people.bring(day, both.person.id)  # her place may be taken again
    assert [one.person.name for one in program.people.lines(day, "1-am")] == ["Participant Wanda"]


@pytest.mark.parametrize("kind", ["programme", "person", "evaluation"])
def test_what_goes_only_in_another_way_is_refused(program: Program, day: str, kind: str) -> None:
    with pytest.raises(FieldUnfit):
        program.redacting.remove(kind, "r1")
    with pytest.raises(FieldUnfit):
        program.redacting.remove("workshop", day)
    program.workshops.delete(day)
    assert program.redacting.remove("workshop", day).count == 1
    assert program.past.binned() == []


def test_a_workshop_that_is_gone_is_asked_for_with_the_next_bundle(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    _note(program, day)
    office.arrivals.apply(_send(program, office, day, tmp_path / "a.carebundle"))
    program.workshops.delete(day)
    program.redacting.remove("workshop", day)
    other = program.workshops.create("Other day", "2022-10-01").id
    second = _send(program, office, other, tmp_path / "b.carebundle")
    assert dict(office.arrivals.rehearse(second).redactions)["workshop"] == 1
    done = office.arrivals.apply(second, redact=True)
    assert done.workshops == (other,)
    rows = office.workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert SECRET not in str(rows)
    assert [one.title for one in office.workspace.all(Workshop)] == ["Other day"]


def test_two_rewordings_leave_for_nobody_until_somebody_decides(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    note = _note(program, day)
    office.arrivals.apply(_send(program, office, day, tmp_path / "a.carebundle"))
    program.redacting.reword("note", note, "text", "first wording")
    office.redacting.reword("note", note, "text", "second wording")
    back = tmp_path / "b.carebundle"
    office.sharing.export([day], back, [office.identity.recipient(program.workspace.device)])
    program.arrivals.apply(back, redact=True)
    workshop = program.workshops.find(day)
    parcel = program.sharing.parcel(workshop, OTHER)
    assert "wording" not in str([op.value for op in parcel.operations])
    assert "wording" in str(
        [op.value for op in program.sharing.parcel(workshop, OWN_GROUP).operations]
    )
    program.history.settle("note", note, "text", "second wording")
    parcel = program.sharing.parcel(workshop, OTHER)
    assert "second wording" in str([op.value for op in parcel.operations])
