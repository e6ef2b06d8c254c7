"""What goes into a bundle: everything of the workshop, nothing against anybody's will."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.bundle.keys import Recipient
from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.merge.operations import verify
from carefacilitator.model.privacy.consent import OTHER, OWN_GROUP
from carefacilitator.model.privacy.withheld import Withheld
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import (
    KINDS,
    Attachment,
    Attendance,
    Coding,
    Commitment,
    Consent,
    Lesson,
    Note,
    Participation,
    Person,
    Workshop,
    belongs_to_workshop,
)
from carefacilitator.services.exchange.export import NothingChosen
from carefacilitator.services.exchange.gathering import Outgoing, WorkshopSevere
from carefacilitator.services.failures import WorkshopUnknown
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_id
from carefacilitator.storage import oplog, peers
from carefacilitator.storage.workspace import open_workspace

W4 = sample_id("W4")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    made.identity.rename("Technical Secretariat")
    yield made
    made.close()


def secretariat(office: Program) -> Recipient:
    return office.identity.card().recipient()


def parcel_of(program: Program, code: str, circle: str = OTHER) -> Outgoing:
    return program.sharing.parcel(program.workshops.find(code), circle)  # type: ignore[arg-type]


def known_values(parcel: Outgoing, record: str) -> dict[str, object]:
    return {op.field: op.value for op in parcel.operations if op.record == record and op.known}


def agree(program: Program, workshop: str, person: str, **answers: str) -> None:
    program.people.consent(workshop, person, answers)


@pytest.fixture
def small(program: Program) -> tuple[Program, str, str]:
    """A workshop with one person who agreed to be stored and shared."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    line = program.people.walk_in(workshop, "Participant 900, Organisation 9", "1-am")
    details = {"email": "p900@example.org", "phone": "+1 555 0100", "gender": "woman"}
    program.people.edit(line.person.id, **details)
    agree(program, workshop, line.person.id, store="given", share_secretariat="given")
    return program, workshop, line.person.id


# --- whole workshops --------------------------------------------------------------------------


def test_every_operation_of_the_workshop_goes_and_verifies(sample: Program) -> None:
    parcel = parcel_of(sample, "W4", OWN_GROUP)
    assert all(verify(op) for op in parcel.operations)
    carried = {op.id for op in parcel.operations}
    connection = sample.workspace.database.connection
    for kind, record in KINDS.items():
        if belongs_to_workshop(kind):
            own = [one.id for one in sample.workspace.all(record, workshop_id=W4)]
            for fields in oplog.of_records(connection, own).values():
                assert {op.id for ops in fields.values() for op in ops} <= carried


def test_no_other_workshops_participation_goes(sample: Program) -> None:
    parcel = parcel_of(sample, "W4")
    named = {
        op.value for op in parcel.operations if op.field == "workshop_id" and op.known and op.value
    }
    assert named == {W4}
    workshops = {op.record for op in parcel.operations if op.kind == "workshop"}
    assert workshops == {W4}


def test_commitments_of_the_programme_go_with_each_of_its_workshops(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    own = {one.id for one in sample.workspace.all(Commitment) if not one.workshop_id}
    assert len(own) == 3
    programme = sample.workshops.find("W4").programme_id
    ours = {one for one in own if _programme_of(sample, one) == programme}
    assert ours
    out = tmp_path / "w4.carebundle"
    sample.sharing.export(["W4"], out, [secretariat(office)])
    office.arrivals.apply(out, trust=True)
    arrived = {one.id: one for one in office.workspace.all(Commitment) if not one.workshop_id}
    assert set(arrived) == ours
    for one in ours:
        assert arrived[one] == sample.workspace.find(Commitment, one)
        coded = {c.code for c in sample.workspace.all(Coding, target_id=one)}
        assert {c.code for c in office.workspace.all(Coding, target_id=one)} == coded


def _programme_of(program: Program, commitment: str) -> str:
    found = program.workspace.find(Commitment, commitment)
    assert found is not None
    return found.programme_id


def test_what_was_gathered_is_never_replaced_by_typing(sample: Program) -> None:
    note = sample.notes.add(W4, "What is typed")
    sample.notes.edit(note.id, visit="line", text="What is typed n")
    gathered = {op.id for op in parcel_of(sample, "W4").operations}
    sample.notes.edit(note.id, visit="line", text="What is typed now")
    held = oplog.of_records(sample.workspace.database.connection, [note.id])[note.id]
    texts = [op for op in held["text"] if op.id in gathered]
    assert texts[-1].value == "What is typed n"


def test_records_in_the_bin_go_too(sample: Program) -> None:
    lesson = sample.lessons.of(W4)[0].lesson.id
    sample.lessons.delete(lesson)
    parcel = parcel_of(sample, "W4")
    assert any(op.record == lesson and op.field == "deleted" for op in parcel.operations)
    assert lesson not in {one.id for one in parcel.records["lesson"]}


def test_hidden_operations_stay(sample: Program, office: Program, tmp_path: Path) -> None:
    out = tmp_path / "w4.carebundle"
    sample.sharing.export(["W4"], out, [secretariat(office)])
    change = office.arrivals.apply(out, trust=True).change
    office.history.undo(change)
    with pytest.raises(WorkshopUnknown):
        office.sharing.preview(["W4"], [secretariat(office)])


def test_changes_tell_what_was_done(sample: Program) -> None:
    sample.notes.add(W4, "Something was said.")
    parcel = parcel_of(sample, "W4")
    labels = [op.value["label"] for op in parcel.operations if op.kind == "change" and op.known]
    assert "note_add" in labels


# --- consent ----------------------------------------------------------------------------------


def test_who_does_not_share_is_a_shell(sample: Program) -> None:
    parcel = parcel_of(sample, "W4")
    assert parcel.withheld == (Withheld(kind="person", count=5, reason="share_secretariat"),)
    people = {op.record for op in parcel.operations if op.kind == "person"}
    silent = {one for one in people if not known_values(parcel, one)}
    assert (len(people), len(silent)) == (28, 5)
    assert len(parcel.records["person"]) == 23
    assert len(parcel.records["participation"]) == 28


def test_own_group_gets_what_may_be_stored(sample: Program) -> None:
    parcel = parcel_of(sample, "W4", OWN_GROUP)
    assert parcel.withheld == ()
    assert len(parcel.records["person"]) == 28


def test_contact_and_sensitive_details_need_their_own_yes(small: tuple[Program, str, str]) -> None:
    program, workshop, person = small
    code = program.workshops.find(workshop).code
    values = known_values(parcel_of(program, code), person)
    assert values["name"] == "Participant 900"
    assert not {"email", "phone", "gender"} & set(values)
    agree(program, workshop, person, contact="given", sensitive_data="given")
    values = known_values(parcel_of(program, code), person)
    assert values["email"] == "p900@example.org"
    assert values["gender"] == "woman"


def test_not_asked_means_withheld_for_everybody(program: Program) -> None:
    workshop = program.workshops.create("Exchange").id
    person = program.people.walk_in(workshop, "Participant 901", "1-am").person.id
    code = program.workshops.find(workshop).code
    for circle in (OTHER, OWN_GROUP):
        assert known_values(parcel_of(program, code, circle), person) == {}


def test_expired_consent_does_not_hold(small: tuple[Program, str, str]) -> None:
    program, workshop, person = small
    code = program.workshops.find(workshop).code
    with program.workspace.change("consent_note") as change:
        consent = ids.consent_id(workshop, person, "share_secretariat")
        change.set(Consent, consent, expires_on="2022-09-21")
    assert known_values(parcel_of(program, code), person) == {}


def test_a_quote_needs_its_speakers_yes(small: tuple[Program, str, str]) -> None:
    program, workshop, person = small
    code = program.workshops.find(workshop).code
    note = program.notes.add(workshop, "My words.", speaker_person_id=person, kind="quote").id
    values = known_values(parcel_of(program, code), note)
    assert "text" not in values
    assert "speaker_person_id" not in values
    assert Withheld(kind="note", count=1, reason="quote") in parcel_of(program, code).withheld
    agree(program, workshop, person, quote="given")
    values = known_values(parcel_of(program, code), note)
    assert values["text"] == "My words."
    assert "speaker_person_id" not in values
    agree(program, workshop, person, quote_by_name="given")
    assert known_values(parcel_of(program, code), note)["speaker_person_id"] == person


def test_a_wrong_speaker_once_written_stays_here(small: tuple[Program, str, str]) -> None:
    program, workshop, person = small
    code = program.workshops.find(workshop).code
    note = program.notes.add(workshop, "Somebody's words.", speaker_person_id=person).id
    program.notes.edit(note, speaker_person_id="")
    parcel = parcel_of(program, code)
    assert known_values(parcel, note)["text"] == "Somebody's words."
    told = [op.value for op in parcel.operations if op.field == "speaker_person_id" and op.known]
    assert person not in told


def test_a_photo_needs_everybody_on_it(small: tuple[Program, str, str]) -> None:
    program, workshop, person = small
    code = program.workshops.find(workshop).code
    digest = peers.put_blob(program.workspace, b"a photo")
    photo = Attachment(
        id=ids.new_id(),
        workshop_id=workshop,
        name="door.jpg",
        media_type="image/jpeg",
        size=7,
        sha256=digest,
        people=(person,),
    )
    with program.workspace.change("note_add") as change:
        change.put(photo)
    assert parcel_of(program, code).files == ()
    assert "sha256" not in known_values(parcel_of(program, code), photo.id)
    assert parcel_of(program, code, OWN_GROUP).files == ((digest, "image/jpeg"),)
    agree(program, workshop, person, photo="given")
    assert parcel_of(program, code).files == ((digest, "image/jpeg"),)


def test_a_typed_name_in_the_agenda_needs_somebody_who_agreed(
    small: tuple[Program, str, str],
) -> None:
    program, workshop, _ = small
    code = program.workshops.find(workshop).code
    known = program.agenda.add(workshop, "Opening", lead="Participant 900").id
    unknown = program.agenda.add(workshop, "Closing", lead="Participant 999").id
    parcel = parcel_of(program, code)
    assert known_values(parcel, known)["lead"] == "Participant 900"
    assert "lead" not in known_values(parcel, unknown)
    assert Withheld(kind="lead", count=1, reason="not_linked") in parcel.withheld


def test_a_reason_of_absence_goes_with_its_person(small: tuple[Program, str, str]) -> None:
    program, workshop, person = small
    code = program.workshops.find(workshop).code
    mark = ids.attendance_id(ids.participation_id(workshop, person), "1-am")
    with program.workspace.change("mark_excused") as change:
        change.set(Attendance, mark, reason="A sick child")
    assert known_values(parcel_of(program, code), mark)["reason"] == "A sick child"
    agree(program, workshop, person, share_secretariat="refused")
    assert "reason" not in known_values(parcel_of(program, code), mark)


def test_what_is_severe_does_not_leave_the_group(sample: Program) -> None:
    lesson = sample.lessons.of(W4)[0].lesson
    with sample.workspace.change("lesson_edit") as change:
        change.set(Lesson, lesson.id, sensitivity="severe")
    parcel = parcel_of(sample, "W4")
    assert "text" not in known_values(parcel, lesson.id)
    assert Withheld(kind="lesson", count=1, reason="severe") in parcel.withheld
    sample.workshops.edit(W4, sensitivity="severe")
    with pytest.raises(WorkshopSevere):
        parcel_of(sample, "W4")
    assert parcel_of(sample, "W4", OWN_GROUP).operations


def test_a_field_of_a_newer_program_stays_with_the_group(sample: Program) -> None:
    from carefacilitator.model.merge.operations import make
    from carefacilitator.storage.imports import arrivals

    person = sample.people.lines(W4, "")[0].person.id
    unknown = make(
        change=ids.new_id(),
        device="00112233445566aa",
        clock=1,
        kind="person",
        record=person,
        field="nickname",
        value="P.",
    )
    told = arrivals.BundleSource("b" * 64, "00112233445566aa", 1, "", {})
    arrivals.apply(sample.workspace, arrivals.plan(sample.workspace, [unknown]), told)
    assert known_values(parcel_of(sample, "W4", OWN_GROUP), person)["nickname"] == "P."
    other = [op for op in parcel_of(sample, "W4").operations if op.id == unknown.id]
    assert [op.known for op in other] == [False]


def test_an_organisation_named_only_by_a_withheld_person_stays(program: Program) -> None:
    workshop = program.workshops.create("Exchange").id
    person = program.people.walk_in(workshop, "Participant 902, Organisation 7", "1-am").person.id
    agree(program, workshop, person, store="given", share_secretariat="refused")
    parcel = parcel_of(program, program.workshops.find(workshop).code)
    assert parcel.records["organisation"] == []


def test_withheld_values_are_in_no_table_and_no_line(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    out = tmp_path / "w4.carebundle"
    sample.sharing.export(["W4"], out, [secretariat(office)])
    day = sample.workspace.clock().date().isoformat()
    by_person: dict[str, list[Consent]] = {}
    for consent in sample.workspace.all(Consent, workshop_id=W4):
        by_person.setdefault(consent.person_id, []).append(consent)
    from carefacilitator.model.privacy.consent import SHARE, may

    silent = [one for one, given in by_person.items() if not may(given, SHARE, day)]
    names = [sample.workspace.get(Person, one).name for one in silent]
    assert len(names) == 5
    with open_bundle(out, [office.identity.own()]) as bundle:
        inside = b"".join(bundle.table(kind) for kind in bundle.info.records)
        ops = list(bundle.operations())
    assert not any(name.encode() in inside for name in names)
    assert not any(op.known and op.value in names for op in ops)


# --- writing ----------------------------------------------------------------------------------


def test_export_tells_and_notes_what_it_did(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    out = tmp_path / "w4.carebundle"
    made = sample.sharing.export(["W4"], out, [secretariat(office)])
    assert made.bytes == out.stat().st_size
    assert made.sequence == 1
    line = sample.sharing.log(W4)[0]
    assert (line.kind, line.bundle, line.told["to"]) == (
        "bundle",
        made.bundle,
        "Technical Secretariat",
    )
    assert line.told["withheld"][0]["count"] == 5


def test_each_recipient_has_its_own_series(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    other = Program(open_workspace(tmp_path / "other"))
    card = secretariat(office)
    first = sample.sharing.export(["W1"], tmp_path / "1.carebundle", [card])
    both = [card, other.identity.card().recipient(), card]
    second = sample.sharing.export(["W2"], tmp_path / "2.carebundle", both)
    assert (first.sequence, second.sequence) == (1, 2)
    info = office.arrivals.inspect(tmp_path / "2.carebundle")
    assert (info.sequence, info.previous) == (2, first.bundle)
    info = other.arrivals.inspect(tmp_path / "2.carebundle")
    assert (info.sequence, info.previous) == (1, None)
    other.close()


def test_the_strictest_recipient_decides(sample: Program, office: Program, tmp_path: Path) -> None:
    other = Program(open_workspace(tmp_path / "other"))
    group = other.identity.card("own_group").recipient()
    assert sample.sharing.preview(["W4"], [group]).withheld == ()
    assert sample.sharing.preview(["W4"], [group, secretariat(office)]).withheld != ()
    other.close()


def test_typing_ends_with_an_export(sample: Program, office: Program, tmp_path: Path) -> None:
    note = sample.notes.of(W4)[0].note.id
    sample.notes.edit(note, visit="here", text="One")
    sample.sharing.export(["W4"], tmp_path / "w4.carebundle", [secretariat(office)])
    sent = {op.id for op in parcel_of(sample, "W4").operations}
    sample.notes.edit(note, visit="here", text="One two")
    assert sent <= {op.id for op in parcel_of(sample, "W4").operations}


def test_attachments_travel_with_their_bytes(
    small: tuple[Program, str, str], office: Program, tmp_path: Path
) -> None:
    program, workshop, _ = small
    digest = peers.put_blob(program.workspace, b"a photo of the wall")
    photo = Attachment(id=ids.new_id(), workshop_id=workshop, media_type="image/png", sha256=digest)
    with program.workspace.change("note_add") as change:
        change.put(photo)
    out = tmp_path / "one.carebundle"
    program.sharing.export([workshop], out, [secretariat(office)])
    office.arrivals.apply(out, trust=True)
    assert peers.blob(office.workspace, digest) == b"a photo of the wall"


def test_nothing_is_chosen(sample: Program, office: Program, tmp_path: Path) -> None:
    with pytest.raises(NothingChosen):
        sample.sharing.export([], tmp_path / "x", [secretariat(office)])
    with pytest.raises(NothingChosen):
        sample.sharing.export(["W1"], tmp_path / "x", [])
    with pytest.raises(WorkshopUnknown):
        sample.sharing.export(["W9"], tmp_path / "x", [secretariat(office)])
    assert sample.sharing.log() == []


def test_a_senseless_day_of_another_device_does_not_spoil_the_bundle(
    sample: Program, office: Program, tmp_path: Path
) -> None:
    with sample.workspace.change("workshop_edit") as change:
        change.set(Workshop, W4, start="someday")
    out = tmp_path / "w4.carebundle"
    sample.sharing.export(["W4"], out, [secretariat(office)])
    assert office.arrivals.inspect(out).workshops[0].start == ""


def test_parcels_are_the_same_when_nothing_happened(sample: Program) -> None:
    first, second = parcel_of(sample, "R1"), parcel_of(sample, "R1")
    assert first.digest == second.digest
    assert [op.id for op in first.operations] == [op.id for op in second.operations]
    sample.notes.add(sample_id("R1"), "One more.")
    assert parcel_of(sample, "R1").digest != first.digest


def test_preview_counts_what_goes(sample: Program, office: Program) -> None:
    preview = sample.sharing.preview(["W4"], [secretariat(office)])
    assert {k: preview.goes[k] for k in ("workshop", "person", "note", "lesson", "commitment")} == {
        "workshop": 1,
        "person": 23,
        "note": 4,
        "lesson": 4,
        "commitment": 3 + 3,  # of the workshop, and of its programme
    }


def test_participation_is_told_without_the_person(sample: Program) -> None:
    parcel = parcel_of(sample, "W4")
    told = {
        one.person_id for one in parcel.records["participation"] if isinstance(one, Participation)
    }
    assert len(told) == 28
    notes = [one for one in parcel.records["note"] if isinstance(one, Note)]
    assert len(notes) == 4
