from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from carefacilitator.errors import FileMissing
from carefacilitator.model.records.records import Note
from carefacilitator.storage import backup, copy_file, doctor, peers
from carefacilitator.storage.failures import BackupDamaged, PassphraseMissing, WrongPassphrase
from carefacilitator.storage.workspace import Workspace, open_workspace
from tests.storage.conftest import Opener

SECRET = "Fatoumata said the well is dry"


def _say(workspace: Workspace, text: str, note: str = "n1", visit: str = "") -> None:
    with workspace.change("note_edit", visit=visit) as change:
        change.set(Note, note, text=text)


@pytest.fixture
def full(opened: Opener) -> Workspace:
    workspace = opened(passphrase="agua y tiempo")
    for number in range(20):
        _say(workspace, f"{SECRET} {number}", f"n{number}")
    peers.put_blob(workspace, b"the bytes of a photo" * 500)
    return workspace


def test_a_copy_comes_back_whole_and_under_the_same_passphrase(
    full: Workspace, tmp_path: Path
) -> None:
    target = tmp_path / "copy.backup"
    size = backup.back_up(full, target)
    assert size == target.stat().st_size > 100_000
    assert SECRET.encode() not in target.read_bytes()
    restored = backup.restore(target, tmp_path / "restored", "agua y tiempo")
    try:
        assert doctor.snapshot(restored) == doctor.snapshot(full)
        assert restored.device == full.device
        assert doctor.check(restored) == []
        _say(restored, "and it goes on")
    finally:
        restored.close()
    assert {path.name for path in (tmp_path / "restored").iterdir()} == {
        "workspace.db",
        "workspace.key",
        "workspace.lock",
    }


def test_the_copy_holds_everything_though_somebody_reads(full: Workspace, tmp_path: Path) -> None:
    """A reader with an old view keeps the log from being folded into the file."""
    reader = open_workspace(full.folder, "agua y tiempo")
    reader.database.connection.execute("BEGIN")
    assert len(reader.all(Note)) == 20
    _say(full, "written while somebody reads", "late")
    backup.back_up(full, tmp_path / "copy.backup")
    reader.database.connection.execute("ROLLBACK")
    reader.close()
    restored = backup.restore(tmp_path / "copy.backup", tmp_path / "restored", "agua y tiempo")
    assert restored.get(Note, "late").text == "written while somebody reads"
    restored.close()


def test_a_copy_ends_every_visit(full: Workspace, tmp_path: Path) -> None:
    _say(full, "w", "typed", visit="typed")
    backup.back_up(full, tmp_path / "copy.backup")
    _say(full, "wa", "typed", visit="typed")
    count = "SELECT count(*) FROM operation WHERE record='typed'"
    assert full.database.one(count) == 2


def test_an_earlier_copy_is_replaced_only_by_a_good_one(
    full: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.backup"
    backup.back_up(full, target)
    before = target.read_bytes()

    def damaged(*_: object) -> None:
        raise BackupDamaged

    with monkeypatch.context() as patch:
        patch.setattr(copy_file, "_read_back", damaged)
        with pytest.raises(BackupDamaged):
            backup.back_up(full, target)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir() if "part" in path.name] == []
    assert [path.name for path in full.folder.iterdir() if path.is_dir()] == []


def test_a_folder_that_is_not_there_is_told(full: Workspace, tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        backup.back_up(full, tmp_path / "stick" / "copy.backup")
    with pytest.raises(FileMissing):
        backup.restore(tmp_path / "nowhere.backup", tmp_path / "restored", None)
    with pytest.raises(FileMissing):
        backup.restore(tmp_path, tmp_path / "restored", None)


def test_what_a_cut_off_backup_left_is_tidied_away(opened: Opener, tmp_path: Path) -> None:
    opened().close()
    left = tmp_path / "workspace" / "passing-abc"
    left.mkdir()
    (left / "workspace.db").write_bytes(b"x")
    _say(opened(), "said")
    assert not left.exists()


def _nothing_is_left(folder: Path) -> None:
    assert not folder.exists() or list(folder.iterdir()) == []


@pytest.mark.parametrize("passphrase", [None, "", "another"])
def test_the_wrong_passphrase_leaves_nothing(
    full: Workspace, tmp_path: Path, passphrase: str | None
) -> None:
    backup.back_up(full, tmp_path / "copy.backup")
    with pytest.raises((WrongPassphrase, PassphraseMissing)):
        backup.restore(tmp_path / "copy.backup", tmp_path / "restored", passphrase)
    _nothing_is_left(tmp_path / "restored")


def test_a_workspace_is_never_written_over(full: Workspace, opened: Opener, tmp_path: Path) -> None:
    backup.back_up(full, tmp_path / "copy.backup")
    other = opened("other")
    _say(other, "mine")
    with pytest.raises(backup.WorkspaceNotEmpty):
        backup.restore(tmp_path / "copy.backup", other.folder, "agua y tiempo")
    assert other.get(Note, "n1").text == "mine"


def _damaged(target: Path, way: str) -> None:
    whole = target.read_bytes()
    half = len(whole) // 2
    match way:
        case "empty":
            target.write_bytes(b"")
        case "cut":
            target.write_bytes(whole[:half])
        case "flipped":
            target.write_bytes(whole[:half] + bytes([whole[half] ^ 1]) + whole[half + 1 :])
        case "other":
            target.write_bytes(b"PK\x03\x04" + b"x" * 5000)
        case _:
            with zipfile.ZipFile(target) as archive:
                inside = {name: archive.read(name) for name in archive.namelist()}
            _repack(target, way, inside)


def _repack(target: Path, way: str, inside: dict[str, bytes]) -> None:
    packing = zipfile.ZIP_DEFLATED if way == "deflated" else zipfile.ZIP_STORED
    if way == "missing":
        del inside["workspace.db"]
    if way == "more":
        inside["../evil"] = b"x"
    if way == "swapped":
        page = inside["workspace.db"]
        inside["workspace.db"] = page[: 4096 * 5] + b"x" * 4096 + page[4096 * 6 :]
    if way == "no database":
        inside["workspace.db"] = b"x" * 9000
    with zipfile.ZipFile(target, "w", packing) as archive:
        for name, data in inside.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    "way",
    [
        *("empty", "cut", "flipped", "other"),
        *("missing", "more", "swapped", "no database", "deflated"),
    ],
)
def test_a_damaged_copy_is_refused_and_leaves_nothing(
    full: Workspace, tmp_path: Path, way: str
) -> None:
    target = tmp_path / "copy.backup"
    backup.back_up(full, target)
    _damaged(target, way)
    with pytest.raises(BackupDamaged):
        backup.restore(target, tmp_path / "restored", "agua y tiempo")
    _nothing_is_left(tmp_path / "restored")
    assert not (tmp_path / "evil").exists()
