from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.model.merge.operations import verify
from carefacilitator.model.records.records import (
    Attachment,
    Attendance,
    Consent,
    Note,
    Participation,
    Person,
)
from carefacilitator.storage import doctor, history, peers, search, undo
from carefacilitator.storage.database import DATABASE_FILE
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.imports import arrivals
from carefacilitator.storage.removal import erasure
from carefacilitator.storage.workspace import Workspace
from tests.storage.conftest import Hand, Time, everything

NAME, PHONE, SICK, CAPTION = "Participant 077", "+000 987 654", "went to hospital", "by the well"
PHOTO = b"\xff\xd8 a photo of a person " * 50


def _arrive(workspace: Workspace) -> str:
    """A person with everything about her; gives the hash of her photo."""
    digest = peers.put_blob(workspace, PHOTO)
    with workspace.change("person_add") as change:
        change.put(Person(id="p1", name=NAME, phone="+000 000 000", gender="woman"))
        change.put(Participation(id="t1", workshop_id="w1", person_id="p1", role="participant"))
        change.put(Attendance(id="a1", workshop_id="w1", participation_id="t1", status="excused"))
        change.put(Note(id="n1", workshop_id="w1", text="said", speaker_person_id="p1"))
    with workspace.change("photo_add") as change:
        change.set(Attendance, "a1", reason=SICK)
        change.set(Person, "p1", phone=PHONE)
        change.put(
            Attachment(
                id="f1", workshop_id="w1", people=("p9", "p1"), sha256=digest, caption=CAPTION
            )
        )
    return digest


def _is_gone(workspace: Workspace) -> None:
    person = workspace.get(Person, "p1")
    assert person == Person(id="p1")
    assert workspace.get(Attendance, "a1").reason == ""
    assert workspace.get(Attendance, "a1").status == "excused"
    assert workspace.get(Participation, "t1").role == "participant"
    assert workspace.get(Note, "n1") == Note(
        id="n1", workshop_id="w1", text="said", not_quoted=True, not_stored=True
    )
    photo = workspace.get(Attachment, "f1")
    assert (photo.caption, photo.sha256, photo.people) == ("", "", ())
    for secret in (NAME, PHONE, SICK, CAPTION, "077", "hospital"):
        assert search.search(workspace, secret) == []
        found = f"%{secret}%"
        assert (
            workspace.database.rows("SELECT id FROM operation WHERE value LIKE ?", (found,)) == []
        )
        query = "SELECT record FROM search_text WHERE folded LIKE ?"
        assert workspace.database.rows(query, (found,)) == []
    assert workspace.database.rows("SELECT sha256 FROM blob") == []
    assert doctor.check(workspace) == []
    for op in everything(workspace):
        assert verify(op)
        assert op.known or op.nonce is None
    assert not [one for one in history.history(workspace, "p1") if one.known and one.value]


def test_a_person_is_forgotten_and_the_counts_stay(workspace: Workspace) -> None:
    digest = _arrive(workspace)
    search.refresh(workspace)
    before = len(everything(workspace))
    change = erasure.erase(workspace, "p1")
    _is_gone(workspace)
    assert peers.blob(workspace, digest) is None
    assert erasure.erased_people(workspace) == {"p1"}
    assert erasure.erased_records(workspace) == {"p1", "a1", "f1"}
    assert len(everything(workspace)) == before + 4
    step = undo.step_of(workspace, change)
    assert step is not None
    assert step.role == "erase"
    last = undo.next_undo(workspace)
    assert last is not None
    assert last.label == "photo_add"


def _answer(workspace: Workspace, **answers: str) -> None:
    with workspace.change("consent_note") as change:
        for purpose, status in answers.items():
            key = f"c-{purpose}"
            told = {"purpose": purpose, "status": status}
            change.put(Consent(id=key, workshop_id="w1", person_id="p1", **told))


@pytest.mark.parametrize(
    ("answers", "kept"),
    [
        ({"store": "given", "quote": "given"}, (False, False)),
        ({"store": "given", "quote": "refused"}, (True, False)),
        ({"store": "given"}, (True, False)),
        ({"store": "withdrawn", "quote": "given"}, (True, True)),
    ],
)
def test_what_she_refused_for_her_words_stays_with_them(
    workspace: Workspace,
    other: Workspace,
    hand: Hand,
    answers: dict[str, str],
    kept: tuple[bool, bool],
) -> None:
    _arrive(workspace)
    _answer(workspace, **answers)
    hand(workspace, other)
    with other.change("note_add") as change:  # known to the other laptop only
        change.put(Note(id="n2", workshop_id="w1", text="too", speaker_person_id="p1"))
        change.put(Note(id="n3", workshop_id="w1", text="by somebody else"))
    erasure.erase(workspace, "p1")
    hand(workspace, other)
    for space, note in ((workspace, "n1"), (other, "n1"), (other, "n2")):
        found = space.get(Note, note)
        assert (found.not_quoted, found.not_stored, found.speaker_person_id) == (*kept, "")
    assert other.get(Note, "n3") == Note(id="n3", workshop_id="w1", text="by somebody else")
    assert history.waiting(other) == []
    for space in (workspace, other):
        assert doctor.check(space) == []


def test_only_who_is_said_to_have_spoken_counts(workspace: Workspace) -> None:
    _arrive(workspace)
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", speaker_person_id="p2")
    erasure.erase(workspace, "p1")
    assert not workspace.get(Note, "n1").not_quoted


def test_forgetting_brings_no_note_back_from_the_bin(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _arrive(workspace)
    hand(workspace, other)
    with other.change("note_delete") as change:
        change.delete(Note, "n1")
    erasure.erase(workspace, "p1")
    hand(workspace, other)
    hand(other, workspace)
    for space in (workspace, other):
        gone = space.find(Note, "n1", in_bin=True)
        assert gone is not None
        assert gone.not_quoted
        assert space.find(Note, "n1") is None
        assert history.waiting(space) == []


def test_a_refusal_that_is_kept_is_no_work_that_an_undone_import_rests_on(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _arrive(workspace)
    erasure.erase(workspace, "p1")
    step = arrivals.import_step(other, hand(workspace, other))
    assert step is not None
    arrivals.undo_import(other, step)
    assert other.find(Note, "n1") is None


def test_nobody_there_cannot_be_forgotten(workspace: Workspace) -> None:
    with pytest.raises(RecordUnknown):
        erasure.erase(workspace, "p1")


def test_undoing_older_changes_brings_nothing_back(workspace: Workspace) -> None:
    _arrive(workspace)
    erasure.erase(workspace, "p1")
    undo.undo(workspace)
    undo.redo(workspace)
    assert workspace.get(Person, "p1") == Person(id="p1")
    assert doctor.check(workspace) == []


def test_what_is_written_later_is_forgotten_at_once(workspace: Workspace) -> None:
    _arrive(workspace)
    erasure.erase(workspace, "p1")
    with workspace.change("person_edit") as change:
        change.set(Person, "p1", name=NAME)
        change.set(Note, "n1", speaker_person_id="p1")
        change.set(Attendance, "a1", reason=SICK)
    _is_gone(workspace)


def test_it_travels_and_wins(workspace: Workspace, other: Workspace, hand: Hand) -> None:
    _arrive(workspace)
    hand(workspace, other)
    with other.change("person_edit") as change:
        change.set(Person, "p1", phone="+000 1", email="x@example.org")
    erasure.erase(workspace, "p1")
    plan = arrivals.plan(other, everything(workspace))
    assert plan.erasures == ["p1"]
    hand(workspace, other)
    _is_gone(other)
    hand(other, workspace)
    _is_gone(workspace)
    assert doctor.snapshot(workspace) == doctor.snapshot(other)


@pytest.mark.parametrize("first", ["erasure", "person", "photo", "people"])
def test_in_whatever_order_it_arrives(
    workspace: Workspace, other: Workspace, hand: Hand, first: str
) -> None:
    _arrive(workspace)
    ops = everything(workspace)
    erasure.erase(workspace, "p1")
    told = [op for op in everything(workspace) if op.kind == "erasure"]
    parts = {
        "erasure": told,
        "person": [op for op in ops if op.record == "p1"],
        "people": [op for op in ops if (op.kind, op.field) == ("attachment", "people")],
        "photo": [op for op in ops if op.kind == "attachment" and op.field != "people"],
        "rest": [op for op in ops if op.kind not in ("person", "attachment")],
    }
    order = [first, *[name for name in ("rest", *parts) if name != first]]
    for name in dict.fromkeys(order):
        hand(workspace, other, parts[name])
    _is_gone(other)
    assert doctor.snapshot(workspace) == doctor.snapshot(other)


def test_undoing_the_import_does_not_bring_a_person_back(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _arrive(workspace)
    hand(workspace, other)
    erasure.erase(workspace, "p1")
    step = arrivals.import_step(other, hand(workspace, other))
    assert step is not None
    arrivals.undo_import(other, step, sure=True)
    _is_gone(other)
    assert [op.record for op in everything(other) if op.kind == "erasure"] == ["p1"]


def test_values_that_were_withheld_never_come_after_all(
    workspace: Workspace, other: Workspace, hand: Hand
) -> None:
    _arrive(workspace)
    ops = everything(workspace)
    hand(workspace, other, [op.withheld() if op.record == "p1" else op for op in ops])
    with workspace.change("x") as change:
        change.set(Note, "n1", kind="quote")
    erasure.erase(other, "p1")
    hand(workspace, other)
    _is_gone_but_kind = other.get(Note, "n1")
    assert _is_gone_but_kind.kind == "quote"
    assert other.get(Person, "p1") == Person(id="p1")
    assert doctor.check(other) == []


# --- nothing is left in the file itself -----------------------------------------------------------


def _pages(file: Path, key: bytes) -> Iterator[bytes]:
    """Every page of the file in clear: AES-256-CBC, its vector in the last 80 bytes of a page."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    data = file.read_bytes()
    for start in range(0, len(data), 4096):
        page = data[start : start + 4096]
        body = page[16 if start == 0 else 0 : 4096 - 80]
        vector = page[4096 - 80 : 4096 - 64]
        clear: Any = Cipher(algorithms.AES(key), modes.CBC(vector)).decryptor()
        yield clear.update(body) + clear.finalize()


def test_no_page_of_the_file_holds_what_was_forgotten(
    workspace: Workspace, tmp_path: Path, time: Time
) -> None:
    _arrive(workspace)
    for number in range(40):
        with workspace.change("person_edit") as change:
            change.set(Person, "p1", care_needs=f"{SICK} {number} " + "and more words " * 30)
    search.refresh(workspace)
    workspace.database.one("PRAGMA wal_checkpoint(TRUNCATE)")
    file = tmp_path / "workspace" / DATABASE_FILE
    secrets = (NAME, PHONE, SICK, CAPTION, "photo of a person")

    def found() -> set[str]:
        whole = b"".join(_pages(file, workspace.key))
        assert b"CREATE TABLE" in whole
        return {secret for secret in secrets if secret.encode() in whole}

    assert found() == set(secrets)
    erasure.erase(workspace, "p1")
    assert found() == set()
    assert (tmp_path / "workspace" / f"{DATABASE_FILE}-wal").stat().st_size == 0
    told = workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL")
    assert SICK not in json.dumps(told)


def test_the_copy_from_before_an_older_file_was_lifted_goes_too(workspace: Workspace) -> None:
    _arrive(workspace)
    database = workspace.database
    copy = database.path.with_name(f"{DATABASE_FILE}.before-0002")
    database.copy_to(copy)
    erasure.erase(workspace, "p1")
    assert not copy.exists()
    assert database.path.exists()
    _is_gone(workspace)
