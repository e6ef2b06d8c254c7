from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Note, Person
from carefacilitator.storage import doctor, history, peers
from carefacilitator.storage.workspace import Workspace
from tests.storage.conftest import Opener, Time


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    with workspace.change("note_add", 3) as change:
        for number in range(3):
            change.put(Note(id=f"n{number}", text=f"said {number}"))
    return workspace


@pytest.mark.parametrize(
    ("damage", "table"),
    [
        ("UPDATE note SET text='never said' WHERE id='n1'", "note"),
        ("DELETE FROM note WHERE id='n2'", "note"),
        ("UPDATE note SET _deleted=1", "note"),
        ("INSERT INTO flag (record,field,kind) VALUES ('n1','text','note')", "flag"),
    ],
)
def test_tables_that_say_something_else_are_found_and_mended(
    filled: Workspace, damage: str, table: str
) -> None:
    sound = doctor.snapshot(filled)
    with filled.database.transaction() as connection:
        connection.execute(damage)
    assert doctor.check(filled, repair=False) == [f"table:{table}"]
    assert doctor.snapshot(filled) != sound
    assert doctor.check(filled) == [f"table:{table}"]
    assert doctor.snapshot(filled) == sound
    assert doctor.check(filled) == []


def test_an_altered_operation_is_named(filled: Workspace) -> None:
    oid = filled.database.one("SELECT id FROM operation WHERE record='n1' AND field='text'")
    with filled.database.transaction() as connection:
        connection.execute("UPDATE operation SET value='\"never said\"' WHERE id=?", (oid,))
    assert f"operation:{oid}" in doctor.check(filled, repair=False)


# --- history --------------------------------------------------------------------------------------


def test_history_says_who_when_why_and_what_was_before(filled: Workspace, time: Time) -> None:
    time.move(seconds=60)
    with filled.change("note_edit") as change:
        change.set(Note, "n1", text="said better")
    newest, oldest = history.history(filled, "n1")
    assert (newest.value, newest.label, newest.standing) == ("said better", "note_edit", True)
    assert (oldest.value, oldest.label, oldest.standing) == ("said 1", "note_add", False)
    assert newest.clock - oldest.clock >= 59_000
    assert newest.device == oldest.device == filled.device
    assert history.history(filled, "nowhere") == []
    assert history.waiting(filled) == []


# --- what belongs to this computer ----------------------------------------------------------------


def test_known_devices_and_what_was_handed_over(opened: Opener) -> None:
    workspace = opened()
    peer = peers.KnownDevice("d" * 16, "Secretariat", "other", "age1x", "RWx", "2026-03-01", False)
    peers.keep_peer(workspace, peer)
    peers.keep_peer(workspace, peer._replace(name="The secretariat", trusted=True))
    assert peers.peers(workspace) == [peer._replace(name="The secretariat", trusted=True)]
    assert peers.find_peer(workspace, "e" * 16) is None
    for number in (1, 2):
        shared = peers.Shared(
            "2026-03-01", "bundle", "x", ("w1",), "d" * 16, number, f"b{number}", {"é": [1]}
        )
        peers.note_shared(workspace, shared)
    workspace.close()
    again = opened()
    assert peers.last_sent(again, "d" * 16) == (2, "b2")
    assert peers.last_sent(again, "e" * 16) == (0, "")
    assert [one.sequence for one in peers.shared(again, "w1")] == [2, 1]
    assert peers.shared(again, "w2") == []
    assert peers.shared(again)[0].told == {"é": [1]}
    peers.forget_peer(again, "d" * 16)
    assert peers.peers(again) == []


def test_bytes_are_kept_once_under_their_hash(workspace: Workspace) -> None:
    digest = peers.put_blob(workspace, b"photo")
    assert peers.put_blob(workspace, b"photo") == digest
    assert peers.blob(workspace, digest) == b"photo"
    assert peers.blob(workspace, "0" * 64) is None
    assert workspace.database.one("SELECT count(*) FROM blob") == 1


def test_small_values_stay_with_the_workspace(opened: Opener) -> None:
    workspace = opened()
    workspace.set_meta("seen", "a")
    workspace.set_meta("seen", "b")
    workspace.close()
    assert opened().meta("seen") == "b"
    assert opened().meta("unseen") == ""
    assert opened().find(Person, "seen") is None
