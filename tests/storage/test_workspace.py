# long: one workspace, all that is promised of it, with the openers and clocks they share

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from carefacilitator.model.records.records import Lesson, Note, Person, Workshop
from carefacilitator.storage import doctor, history, keys, migrate
from carefacilitator.storage.database import DATABASE_FILE, Database
from carefacilitator.storage.failures import (
    PassphraseMissing,
    PassphraseShort,
    RecordUnknown,
    TextTooLong,
    WorkspaceDamaged,
    WorkspaceInUse,
    WorkspaceNewer,
    WrongPassphrase,
)
from carefacilitator.storage.workspace import Changed, Workspace, exists, open_workspace
from tests.storage.conftest import Opener, Time

SECRET = "Fatoumata said the well is dry"


def _note(workspace: Workspace, text: str = SECRET, note: str = "n1") -> Note:
    record = Note(id=note, workshop_id="w1", text=text)
    with workspace.change("note_add") as change:
        change.put(record)
    return record


def _bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


# --- opening --------------------------------------------------------------------------------------


def test_what_was_written_is_there_after_closing(opened: Opener) -> None:
    workspace = opened()
    device = workspace.device
    note = _note(workspace)
    workspace.close()
    again = opened()
    assert again.get(Note, "n1") == note
    assert again.device == device
    assert len(device) == 16
    assert doctor.check(again) == []


def test_a_new_folder_is_empty_and_has_no_passphrase(tmp_path: Path, opened: Opener) -> None:
    assert not exists(tmp_path / "workspace")
    workspace = opened()
    assert exists(tmp_path / "workspace")
    assert not workspace.has_passphrase
    assert workspace.all(Note) == []


@pytest.mark.parametrize(
    "passphrase", ["agua y tiempo", "كلمة السر", "quote'\";--", "e\u0301té a sec"]
)
def test_only_the_passphrase_opens(opened: Opener, tmp_path: Path, passphrase: str) -> None:
    workspace = opened(passphrase=passphrase)
    _note(workspace)
    assert workspace.has_passphrase
    workspace.close()
    before = _bytes_of(tmp_path / "workspace")
    with pytest.raises(WrongPassphrase):
        opened(passphrase=passphrase + " ")
    with pytest.raises(PassphraseMissing):
        opened()
    with pytest.raises(PassphraseMissing):
        opened(passphrase="")
    assert _bytes_of(tmp_path / "workspace") == before
    assert opened(passphrase=passphrase).get(Note, "n1").text == SECRET


def test_the_same_letters_typed_on_another_system_open_too(opened: Opener) -> None:
    opened(passphrase="e\u0301te\u0301 a sec").close()
    assert opened(passphrase="été a sec").has_passphrase


@pytest.mark.parametrize("short", ["x", "1234567", "e\u0301" * 7, "       x       ", " " * 12])
def test_a_passphrase_that_would_be_found_by_trying_is_refused(
    opened: Opener, tmp_path: Path, short: str
) -> None:
    """The window's rule, wherever a new one is set; those of before still open."""
    with pytest.raises(PassphraseShort):
        opened(passphrase=short)
    assert not (tmp_path / "workspace").exists()
    with pytest.raises(PassphraseShort):
        opened().set_passphrase(short)
    assert not opened().has_passphrase


def _asks_for(folder: Path, **dear: object) -> None:
    """Let the key file ask for other costs, as one that was written so would."""
    told = json.loads((folder / keys.KEY_FILE).read_text())
    told["wrap"].update(dear)
    told["check"] = keys._check(told["wrap"])
    (folder / keys.KEY_FILE).write_text(json.dumps(told))


@pytest.mark.parametrize(
    "dear",
    [
        {"memory_kib": 256 * 1024 + 1},
        {"memory_kib": 1024 * 1024, "passes": 64},
        {"memory_kib": 19 * 1024 - 1},
        {"memory_kib": -1},
        {"memory_kib": 10**400},
        {"memory_kib": "65536"},
        {"memory_kib": True},
        {"memory_kib": 65536.0},
        {"passes": 1},
        {"passes": 9},
        {"passes": None},
        {"passes": [3]},
        {"lanes": 0},
        {"lanes": 9},
        {"lanes": float("inf")},
        {"salt": "A" * 20_000},
    ],
)
def test_a_key_file_may_not_ask_for_more_than_a_key_costs(
    opened: Opener, tmp_path: Path, dear: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    opened(passphrase="agua y tiempo").close()
    _asks_for(tmp_path / "workspace", **dear)

    def derived(*_: object) -> bytes:
        raise AssertionError("derived before it was looked at")

    monkeypatch.setattr(keys, "_derive", derived)
    with pytest.raises(WorkspaceDamaged):
        opened(passphrase="agua y tiempo")


@pytest.mark.parametrize("dear", [{"memory_kib": 256 * 1024}, {"passes": 8}, {"lanes": 8}])
def test_a_key_file_may_ask_for_what_is_within_bounds(
    opened: Opener, tmp_path: Path, dear: dict[str, object]
) -> None:
    opened(passphrase="agua y tiempo").close()
    _asks_for(tmp_path / "workspace", **dear)
    with pytest.raises(WrongPassphrase):  # derived otherwise, so another secret comes out
        opened(passphrase="agua y tiempo")


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are otherwise there")
def test_a_workspace_is_its_owners_alone(opened: Opener, tmp_path: Path) -> None:
    workspace = opened()
    _note(workspace)
    folder = tmp_path / "workspace"
    _alone(folder)
    workspace.close()
    folder.chmod(0o755)
    for path in folder.iterdir():
        path.chmod(0o644)
    _note(opened())
    _alone(folder)


@pytest.mark.skipif(os.name != "posix", reason="needs rights")
def test_a_folder_that_holds_other_things_keeps_its_rights(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    folder = tmp_path / "workspace"
    folder.chmod(0o755)
    (folder / "letter.txt").write_text("mine")
    (folder / "letter.txt").chmod(0o644)
    opened().close()
    assert folder.stat().st_mode & 0o777 == 0o755
    assert (folder / "letter.txt").stat().st_mode & 0o777 == 0o644
    assert (folder / DATABASE_FILE).stat().st_mode & 0o777 == 0o600


def _alone(folder: Path) -> None:
    rights = {one.name: one.stat().st_mode & 0o777 for one in (folder, *folder.iterdir())}
    assert rights.pop(folder.name) == 0o700
    assert set(rights.values()) == {0o600}, rights


def test_guessing_passphrases_is_dear(opened: Opener, tmp_path: Path, real_cost: None) -> None:
    opened(passphrase="agua y tiempo").close()
    wrap = json.loads((tmp_path / "workspace" / keys.KEY_FILE).read_text())["wrap"]
    assert wrap["memory_kib"] >= 64 * 1024
    assert wrap["passes"] >= 3
    assert opened(passphrase="agua y tiempo").has_passphrase


def test_the_passphrase_can_change_without_encrypting_anew(opened: Opener, tmp_path: Path) -> None:
    workspace = opened(passphrase="old words")
    _note(workspace)
    workspace.set_passphrase("new words")
    workspace.close()
    with pytest.raises(WrongPassphrase):
        opened(passphrase="old words")
    again = opened(passphrase="new words")
    assert again.get(Note, "n1").text == SECRET
    again.set_passphrase(None)
    again.close()
    assert not opened().has_passphrase


@pytest.mark.parametrize("passphrase", [None, "agua y tiempo"])
def test_nothing_is_readable_without_the_key(
    opened: Opener, tmp_path: Path, passphrase: str | None
) -> None:
    workspace = opened(passphrase=passphrase)
    _note(workspace)
    with workspace.change("person_add") as change:
        change.put(Person(id="p1", name="Participant 001", phone="+000 111 222"))
    while_open = _bytes_of(tmp_path / "workspace")
    assert "workspace.db-wal" in while_open
    workspace.close()
    closed = _bytes_of(tmp_path / "workspace")
    for name, data in [*while_open.items(), *closed.items()]:
        for secret in (SECRET, "Participant 001", "+000 111 222", "note_add", "SQLite format"):
            assert secret.encode() not in data, f"{secret} in {name}"
        if passphrase:
            assert passphrase.encode() not in data
            assert workspace.key not in data
    key_file = (tmp_path / "workspace" / keys.KEY_FILE).read_text()
    assert ("argon2id" in key_file) == bool(passphrase)
    if os.name == "posix":
        assert (tmp_path / "workspace" / keys.KEY_FILE).stat().st_mode & 0o077 == 0


# --- damage ---------------------------------------------------------------------------------------


def test_a_damaged_file_is_refused_and_left(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    file = tmp_path / "workspace" / DATABASE_FILE
    whole = bytearray(file.read_bytes())
    whole[100] ^= 1
    file.write_bytes(whole)
    with pytest.raises(WorkspaceDamaged):
        opened()
    assert file.read_bytes() == bytes(whole)


def test_one_flipped_bit_deep_inside_is_found(opened: Opener, tmp_path: Path) -> None:
    workspace = opened()
    for number in range(30):
        _note(workspace, SECRET * 40, f"n{number}")
    workspace.close()
    file = tmp_path / "workspace" / DATABASE_FILE
    whole = bytearray(file.read_bytes())
    whole[len(whole) - 4096 * 3 + 100] ^= 1
    file.write_bytes(whole)
    assert doctor.check(opened()) == ["file"]


@pytest.mark.parametrize("left", ["", "{", '{"version": 1}', "[]", "\x00\xff", '{"version": "x"}'])
def test_a_damaged_key_file_is_not_a_wrong_passphrase(
    opened: Opener, tmp_path: Path, left: str
) -> None:
    opened(passphrase="agua y tiempo").close()
    (tmp_path / "workspace" / keys.KEY_FILE).write_text(left, "latin-1")
    with pytest.raises(WorkspaceDamaged):
        opened(passphrase="agua y tiempo")


def test_any_altered_letter_of_the_key_is_damage(opened: Opener, tmp_path: Path) -> None:
    opened(passphrase="agua y tiempo").close()
    file = tmp_path / "workspace" / keys.KEY_FILE
    text = file.read_text()
    for place in range(0, len(text), 17):
        other = "B" if text[place] != "B" else "C"
        file.write_text(text[:place] + other + text[place + 1 :])
        with pytest.raises((WorkspaceDamaged, WorkspaceNewer)):
            opened(passphrase="agua y tiempo")


def test_a_missing_key_or_file_is_never_a_new_beginning(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    folder = tmp_path / "workspace"
    (folder / keys.KEY_FILE).rename(folder / "elsewhere")
    with pytest.raises(WorkspaceDamaged):
        opened()
    (folder / "elsewhere").rename(folder / keys.KEY_FILE)
    (folder / DATABASE_FILE).unlink()
    with pytest.raises(WorkspaceDamaged):
        opened()
    (folder / DATABASE_FILE).touch()
    with pytest.raises(WorkspaceDamaged):
        opened()


@pytest.mark.parametrize("died", ["before the file", "before the tables", "before the end"])
def test_a_beginning_that_was_cut_off_goes_on(
    opened: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, died: str
) -> None:
    class Died(BaseException):
        pass

    def die(*_: object) -> None:
        raise Died

    with monkeypatch.context() as patch:
        if died == "before the file":
            patch.setattr(Database, "connect", die)
        elif died == "before the tables":
            patch.setattr(migrate, "_create", die)
        else:
            patch.setattr(keys, "finish", die)
        with pytest.raises(Died):
            opened(passphrase="agua y tiempo")
    with pytest.raises(WrongPassphrase):
        opened(passphrase="another one")
    workspace = opened(passphrase="agua y tiempo")
    _note(workspace)
    assert doctor.check(workspace) == []
    assert not (tmp_path / "workspace" / keys.UNFINISHED).exists()


def test_a_newer_workspace_is_refused_untouched(opened: Opener, tmp_path: Path) -> None:
    workspace = opened()
    _note(workspace)
    with workspace.database.transaction() as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999'")
    workspace.close()
    before = _bytes_of(tmp_path / "workspace")
    with pytest.raises(WorkspaceNewer) as refused:
        opened()
    assert refused.value.values["found"] == "9999"
    after = _bytes_of(tmp_path / "workspace")
    assert after == before


def test_a_key_of_a_newer_program_is_refused(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    file = tmp_path / "workspace" / keys.KEY_FILE
    file.write_text(file.read_text().replace('"version": 1', '"version": 2'))
    with pytest.raises(WorkspaceNewer):
        opened()


# --- several at once ------------------------------------------------------------------------------

_CHILD = """
import sys
from pathlib import Path
from carefacilitator.errors import CareError
from carefacilitator.model.records.records import Note
from carefacilitator.storage.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
print([one.text for one in workspace.all(Note)])
try:
    with workspace.change("note_add") as change:
        change.put(Note(id="n9", text="from the second"))
    print("written")
except CareError as error:
    print(error.code)
print(len(workspace.all(Note)))
"""


def _child(folder: Path, env: dict[str, str]) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)], env=env, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def test_a_second_program_reads_but_does_not_write(
    opened: Opener, tmp_path: Path, program_env: dict[str, str]
) -> None:
    workspace = opened()
    _note(workspace, "the first")
    assert _child(tmp_path / "workspace", program_env) == ["['the first']", "workspace_in_use", "1"]
    workspace.close()
    assert _child(tmp_path / "workspace", program_env) == ["['the first']", "written", "2"]
    assert len(opened().all(Note)) == 2


def test_reading_goes_on_while_somebody_writes(opened: Opener) -> None:
    first, second = opened(), opened()
    _note(first, "one", "n1")
    with first.database.transaction() as connection:
        connection.execute("DELETE FROM note")
        assert [one.text for one in second.all(Note)] == ["one"]
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")
    with pytest.raises(WorkspaceInUse):
        _note(second, "two", "n2")
    _note(first, "two", "n2")
    assert len(second.all(Note)) == 2


def test_threads_share_one_road(workspace: Workspace) -> None:
    def write(thread: int) -> None:
        for number in range(15):
            _note(workspace, f"{thread} {number}", f"n{thread}-{number}")

    threads = [threading.Thread(target=write, args=(one,)) for one in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(workspace.all(Note)) == 60
    assert doctor.check(workspace) == []


# --- changes --------------------------------------------------------------------------------------


def test_a_change_that_fails_leaves_nothing(workspace: Workspace) -> None:
    _note(workspace, "one")
    before = workspace.database.one("SELECT count(*) FROM operation")

    def fail() -> None:
        with workspace.change("note_edit") as change:
            change.set(Note, "n1", text="two")
            change.put(Note(id="n2"))
            raise KeyError("x")

    with pytest.raises(KeyError):
        fail()
    assert workspace.get(Note, "n1").text == "one"
    assert workspace.find(Note, "n2") is None
    assert workspace.database.one("SELECT count(*) FROM operation") == before


def test_what_did_not_change_writes_nothing(workspace: Workspace) -> None:
    note = _note(workspace)
    heard: list[Changed] = []
    workspace.listeners.append(heard.append)
    with workspace.change("note_edit") as change:
        change.put(note)
        change.set(Note, "n1", text=SECRET, kind="")
    assert heard == []
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", kind="key_point")
    assert [(one.label, one.kinds, one.records) for one in heard] == [
        ("note_edit", frozenset({"note"}), frozenset({"n1"}))
    ]
    newest, *_ = history.history(workspace, "n1")
    assert (newest.field, newest.value) == ("kind", "key_point")


def test_an_empty_record_exists(workspace: Workspace) -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id="n1"))
    assert workspace.get(Note, "n1") == Note(id="n1")


def test_a_language_version_that_is_taken_away_is_gone(workspace: Workspace) -> None:
    with workspace.change("lesson_add") as change:
        change.put(Lesson(id="l1", texts={"es": "agua", "ar": "ماء"}))
    with workspace.change("lesson_edit") as change:
        change.put(Lesson(id="l1", texts={"ar": "ماء"}))
    assert workspace.get(Lesson, "l1").texts == {"ar": "ماء"}
    with workspace.change("lesson_edit") as change:
        change.set(Lesson, "l1", texts={"fr": "eau"})
    assert workspace.get(Lesson, "l1").texts == {"ar": "ماء", "fr": "eau"}


def test_a_visit_is_one_operation_until_it_ends(workspace: Workspace) -> None:
    _note(workspace, "w")
    for text in ("wa", "wat", "water"):
        with workspace.change("note_edit", visit="note n1") as change:
            change.set(Note, "n1", text=text)
    values = [one.value for one in history.history(workspace, "n1") if one.field == "text"]
    assert values == ["water", "w"]
    workspace.end_visit("note n1")
    with workspace.change("note_edit", visit="note n1") as change:
        change.set(Note, "n1", text="water and road")
    values = [one.value for one in history.history(workspace, "n1") if one.field == "text"]
    assert values == ["water and road", "water", "w"]


def test_what_is_read_at_rest_stays(workspace: Workspace) -> None:
    for text in ("w", "wa"):
        with workspace.change("note_edit", visit="n1") as change:
            change.set(Note, "n1", text=text)
    with workspace.at_rest():
        left = {row[0] for row in workspace.database.rows("SELECT id FROM operation")}
    with workspace.change("note_edit", visit="n1") as change:
        change.set(Note, "n1", text="wat")
    now = {row[0] for row in workspace.database.rows("SELECT id FROM operation")}
    assert left < now


def test_a_visit_that_ends_while_it_is_written_has_ended(workspace: Workspace) -> None:
    with workspace.change("note_edit", visit="n1") as change:
        change.set(Note, "n1", text="w")
        workspace.end_visit()
    with workspace.change("note_edit", visit="n1") as change:
        change.set(Note, "n1", text="wa")
    values = [one.value for one in history.history(workspace, "n1")]
    assert values == ["wa", "w"]


def test_writing_the_same_field_twice_in_one_change_is_one_operation(workspace: Workspace) -> None:
    with workspace.change("note_add") as change:
        change.put(Note(id="n1", position=1))
        change.set(Note, "n1", position=2)
    assert [one.value for one in history.history(workspace, "n1")] == [2]


def test_what_others_would_refuse_is_not_written(workspace: Workspace) -> None:
    from carefacilitator.errors import OurBug

    with pytest.raises(OurBug), workspace.change("note_edit") as change:
        change.set(Note, "n1", position="seven")
    with pytest.raises(TextTooLong), workspace.change("note_edit") as change:
        change.set(Note, "n1", text="x" * 500_001)
    assert workspace.all(Note) == []


def test_the_bin(workspace: Workspace, time: Time) -> None:
    _note(workspace)
    with pytest.raises(RecordUnknown), workspace.change("note_delete") as change:
        change.delete(Note, "nowhere")
    with workspace.change("note_delete") as change:
        change.delete(Note, "n1")
    assert workspace.all(Note) == []
    assert workspace.find(Note, "n1") is None
    assert [one.id for one in workspace.all(Note, in_bin=True)] == ["n1"]
    assert workspace.find(Note, "n1", in_bin=True) is not None
    with pytest.raises(RecordUnknown):
        workspace.get(Note, "n1")
    with workspace.change("note_restore") as change:
        change.restore(Note, "n1")
    assert [one.text for one in workspace.all(Note)] == [SECRET]
    count = workspace.database.one("SELECT count(*) FROM operation")
    with workspace.change("note_restore") as change:
        change.restore(Note, "n1")
    assert workspace.database.one("SELECT count(*) FROM operation") == count


def test_records_are_found_by_their_fields(workspace: Workspace) -> None:
    _note(workspace, "one", "n1")
    with workspace.change("note_add") as change:
        change.put(Note(id="n2", workshop_id="w2", text="two", parked=True, kind="key_point"))
    assert [one.id for one in workspace.all(Note, workshop_id="w2", parked=True)] == ["n2"]
    assert [one.id for one in workspace.all(Note, kind="key_point")] == ["n2"]
    assert set(workspace.some(Note, ["n1", "n2", "n3", "n1"])) == {"n1", "n2"}
    assert workspace.some(Note, []) == {}
    assert {one.id for one in workspace.where(Note, "workshop_id", ["w1", "w2"])} == {"n1", "n2"}
    assert workspace.where(Note, "text", ["three"]) == []
    with pytest.raises(KeyError):
        workspace.all(Note, mood="glad")
    with pytest.raises(KeyError):
        workspace.where(Note, "mood", ["glad"])


def test_names_that_break_things_come_back_as_typed(workspace: Workspace) -> None:
    names = [
        "Robert'); DROP TABLE person;--",
        "\u202eRTL",
        "é\u0301",
        "  ",
        "👩‍👧",
        "a\tb\nc",
        "%_",
    ]
    for number, name in enumerate(names):
        with workspace.change("person_add") as change:
            change.put(Person(id=f"p{number}", name=name))
    assert [one.name for one in workspace.all(Person)] == names


def test_a_clock_that_goes_back_does_not_shuffle_the_history(
    workspace: Workspace, time: Time
) -> None:
    _note(workspace, "one")
    time.move(days=-400)
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", text="two")
    time.move(days=800)
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", text="three")
    values = [one.value for one in history.history(workspace, "n1") if one.field == "text"]
    assert values == ["three", "two", "one"]


def test_a_clock_that_was_far_ahead_is_not_followed(opened: Opener, time: Time) -> None:
    workspace = opened()
    time.move(days=3000)
    _note(workspace, "from the future")
    time.move(days=-3000)
    workspace.close()
    again = opened()
    assert again.tick() == int(time.now.timestamp() * 1000)


def test_a_workshop_keeps_lists_flags_and_maps(workspace: Workspace) -> None:
    workshop = Workshop(
        id="w1",
        title="Care",
        titles={"ar": "الرعاية"},
        day_starts=("09:00", "10:30"),
        languages=("es", "ar"),
        number=3,
        sample=True,
    )
    with workspace.change("workshop_add") as change:
        change.put(workshop)
    read = workspace.get(Workshop, "w1")
    assert read == workshop
    with pytest.raises(dataclasses.FrozenInstanceError):
        read.title = "Other"  # type: ignore[misc]
    assert dataclasses.replace(read, title="Other").day_starts == ("09:00", "10:30")


def test_opening_many_times_leaves_no_litter(tmp_path: Path) -> None:
    for _ in range(3):
        workspace = open_workspace(tmp_path / "workspace")
        workspace.set_meta("seen", "yes")
        workspace.close()
    names = {path.name for path in (tmp_path / "workspace").iterdir()}
    assert names == {"workspace.db", "workspace.key", "workspace.lock"}


def test_a_device_that_is_named_writes_under_that_name(workspace: Workspace) -> None:
    assert workspace.device != "f" * 16
    workspace.set_meta("device", "f" * 16)
    assert workspace.device == "f" * 16


# --- one moment -----------------------------------------------------------------------------------


def test_what_is_read_within_one_moment_belongs_together(opened: Opener) -> None:
    workspace = opened()
    with workspace.one_moment():
        assert workspace.all(Note) == []
        writer = threading.Thread(target=_note, args=(workspace,))
        writer.start()
        writer.join()
        assert workspace.find(Note, "n1") is None, "a change came in between"
    assert workspace.get(Note, "n1").text == SECRET


def test_what_is_written_within_a_moment_is_read_at_once(opened: Opener) -> None:
    workspace = opened()
    with workspace.one_moment(), workspace.one_moment():
        assert workspace.all(Note) == []
        note = _note(workspace)
        assert workspace.get(Note, "n1") == note
    assert workspace.get(Note, "n1") == note
