"""No copy gives its key to a finder, needs more room than its size, or fails without words."""

from __future__ import annotations

import base64
import json
import os
import random
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from carefacilitator.errors import CareError
from carefacilitator.i18n import Words
from carefacilitator.messages import sentences
from carefacilitator.model.records.records import Note
from carefacilitator.storage import backup, copy_file, doctor, keys
from carefacilitator.storage.database import DATABASE_FILE
from carefacilitator.storage.failures import (
    BackupDamaged,
    CopyKeyMissing,
    CopyNeedsPassphrase,
    CopyNotReadBack,
    PassphraseMissing,
    PassphraseShort,
    WorkspaceDamaged,
    WrongPassphrase,
)
from carefacilitator.storage.workspace import Workspace
from tests.storage.conftest import Opener

PHRASE = "four plain words here"
FROZEN = Path(__file__).parents[1] / "data" / "databases"


def _say(workspace: Workspace, text: str = "said") -> None:
    with workspace.change("note_edit") as change:
        change.set(Note, "n1", text=text)


@pytest.fixture
def spoken(opened: Opener) -> Workspace:
    workspace = opened()
    _say(workspace)
    return workspace


def _tells_key(content: bytes, key: bytes) -> bool:
    """Whether a file holds the key of its pages as it is, in any of the usual ways to write it."""
    ways = (key, key.hex().encode(), key.hex().upper().encode(), base64.b64encode(key))
    return any(way.rstrip(b"=") in content for way in ways)


# -- with what a copy opens --------------------------------------------------------------------


@pytest.mark.parametrize("inside", [".", "copies"])
@pytest.mark.parametrize("own", [None, "agua y tiempo"])
@pytest.mark.parametrize("given", [None, PHRASE])
def test_no_copy_tells_the_key(
    opened: Opener, tmp_path: Path, own: str | None, given: str | None, inside: str
) -> None:
    workspace = opened(passphrase=own)
    _say(workspace)
    (workspace.folder / inside).mkdir(exist_ok=True)
    made = 0
    for place in (tmp_path, workspace.folder / inside):
        target = place / "one.carebackup"
        try:
            backup.back_up(workspace, target, given)
        except CopyNeedsPassphrase:
            assert (own, given, place) == (None, None, tmp_path)
            assert not target.exists()
            continue
        made += 1
        content = target.read_bytes()
        assert not _tells_key(content, workspace.key)
        assert copy_file.opens_with(target) == ("passphrase" if own or given else "workspace")
        assert b'"open"' not in content
    assert made == (2 if own or given else 1)
    assert _tells_key((workspace.folder / keys.KEY_FILE).read_bytes(), workspace.key) is (not own)


def test_the_passphrase_of_the_copies_is_asked_for_once(spoken: Workspace, tmp_path: Path) -> None:
    assert not backup.has_copy_passphrase(spoken)
    with pytest.raises(PassphraseShort):
        backup.back_up(spoken, tmp_path / "one.carebackup", "short")
    backup.back_up(spoken, tmp_path / "one.carebackup", PHRASE)
    backup.back_up(spoken, tmp_path / "two.carebackup")
    for name in ("one", "two"):
        packed, folder = tmp_path / f"{name}.carebackup", tmp_path / name
        with pytest.raises(PassphraseMissing):
            backup.restore(packed, folder, None)
        with pytest.raises(WrongPassphrase):
            backup.restore(packed, folder, PHRASE + "s")
        assert not folder.exists()
        back = backup.restore(packed, folder, PHRASE)
        assert (back.get(Note, "n1").text, back.has_passphrase) == ("said", True)
        back.close()
    assert not spoken.has_passphrase


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_a_link_out_of_the_workspace_is_another_place(spoken: Workspace, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    (spoken.folder / "copies").symlink_to(tmp_path / "stick", target_is_directory=True)
    with pytest.raises(CopyNeedsPassphrase):
        backup.back_up(spoken, spoken.folder / "copies" / "one.carebackup")
    with pytest.raises(CopyNeedsPassphrase):
        backup.back_up(spoken, spoken.folder / ".." / "one.carebackup")
    assert list((tmp_path / "stick").iterdir()) == []


def test_a_copy_beside_the_workspace_opens_with_the_key_that_is_there(
    spoken: Workspace, opened: Opener, tmp_path: Path
) -> None:
    folder = spoken.folder
    (folder / "copies").mkdir()
    packed = folder / "copies" / "one.carebackup"
    backup.back_up(spoken, packed)
    spoken.set_passphrase("agua y tiempo")  # the key stays the same, closed from now on
    spoken.close()
    with pytest.raises(PassphraseMissing):
        backup.restore(packed, tmp_path / "beside", None)
    beside = backup.restore(packed, tmp_path / "beside", "agua y tiempo")
    assert beside.get(Note, "n1").text == "said"
    beside.close()
    with pytest.raises(backup.WorkspaceNotEmpty):
        backup.restore(packed, folder, "agua y tiempo")
    for name in (DATABASE_FILE, f"{DATABASE_FILE}-wal", f"{DATABASE_FILE}-shm"):
        (folder / name).unlink(missing_ok=True)
    key = (folder / keys.KEY_FILE).read_bytes()
    with pytest.raises(WrongPassphrase):
        backup.restore(packed, folder, "another one")
    assert (folder / keys.KEY_FILE).read_bytes() == key, "what opens every copy was taken away"
    again = backup.restore(packed, folder, "agua y tiempo")
    assert again.get(Note, "n1").text == "said"
    again.close()


def test_a_copy_without_a_key_says_so_elsewhere(
    spoken: Workspace, opened: Opener, tmp_path: Path
) -> None:
    packed = tmp_path / "stick" / "one.carebackup"
    packed.parent.mkdir()
    backup.back_up(spoken, spoken.folder / "one.carebackup")
    (spoken.folder / "one.carebackup").rename(packed)
    with pytest.raises(CopyKeyMissing):
        backup.restore(packed, tmp_path / "new", None)
    stranger = opened("stranger")
    shutil.copy(stranger.folder / keys.KEY_FILE, packed.parent)
    with pytest.raises(CopyKeyMissing):
        backup.restore(packed, tmp_path / "new", None)
    assert not (tmp_path / "new").exists()
    shutil.copy(spoken.folder / keys.KEY_FILE, packed.parent)
    back = backup.restore(packed, tmp_path / "new", None)
    assert back.device == spoken.device
    back.close()


@pytest.mark.parametrize("version", sorted(one.name for one in FROZEN.glob("v*")))
def test_a_copy_of_before_with_an_open_key_still_comes_back(tmp_path: Path, version: str) -> None:
    """As every program before wrote it: the database and the key, nothing packed."""
    packed = tmp_path / "old.carebackup"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in (DATABASE_FILE, keys.KEY_FILE):
            archive.write(FROZEN / version / name, name)
    assert copy_file.opens_with(packed) == "open"
    back = backup.restore(packed, tmp_path / "back", None)
    expected = json.loads((FROZEN / version / "expected.json").read_text("utf-8"))
    assert expected
    assert doctor.check(back) == []
    with pytest.raises(CopyNeedsPassphrase):  # and goes nowhere with it any more
        backup.back_up(back, tmp_path / "new.carebackup")
    back.close()


# -- rights ------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are otherwise there")
def test_copies_and_what_comes_back_are_their_owners_alone(
    spoken: Workspace, tmp_path: Path
) -> None:
    packed = tmp_path / "one.carebackup"
    packed.touch(0o644)
    before = os.umask(0)
    try:
        backup.back_up(spoken, packed, PHRASE)
        back = backup.restore(packed, tmp_path / "back", PHRASE)
        _say(back, "again")
    finally:
        os.umask(before)
    try:
        assert packed.stat().st_mode & 0o777 == 0o600
        assert (tmp_path / "back").stat().st_mode & 0o777 == 0o700
        rights = {one.name: one.stat().st_mode & 0o777 for one in (tmp_path / "back").iterdir()}
        assert set(rights.values()) == {0o600}, rights
    finally:
        back.close()


def _refusal(act: Callable[[], object]) -> CareError | None:
    try:
        act()
    except CareError as error:
        return error
    return None


# -- damage ------------------------------------------------------------------------------------


def _mutated(whole: bytes, draw: random.Random) -> bytes:
    """One of the ways in which files come back from sticks, and from people who try."""
    place, size = draw.randrange(len(whole)), len(whole)
    tail = size - draw.randrange(1, 400)
    match draw.randrange(8):
        case 0:
            return whole[:place]
        case 1:
            return (
                whole[:place]
                + bytes([whole[place] ^ (1 << draw.randrange(8))])
                + whole[place + 1 :]
            )
        case 2:  # what the archive says of itself stands at its end
            return whole[:tail] + bytes([draw.randrange(256)]) + whole[tail + 1 :]
        case 3:
            return whole[:tail] + draw.randbytes(4) + whole[tail + 4 :]
        case 4:
            return whole[:place] + bytes(draw.randrange(1, 5000)) + whole[place:]
        case 5:
            return whole[:place] + whole[place + draw.randrange(1, 5000) :]
        case 6:
            return whole[:100] + draw.randbytes(40) + whole[140:]
        case _:
            return draw.randbytes(draw.randrange(200)) + whole[place:]


@pytest.mark.parametrize("kind", ["passphrase", "workspace"])
def test_mutations_of_a_copy_end_in_words(
    spoken: Workspace, tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = spoken.folder / "one.carebackup"
    backup.back_up(spoken, packed, PHRASE if kind == "passphrase" else None)
    whole, draw, taken = packed.read_bytes(), random.Random(7), 0
    words = Words("en")
    for number in range(300):
        content = _mutated(whole, draw)
        packed.write_bytes(content)
        refused = _refusal(lambda: backup.restore(packed, tmp_path / "back", PHRASE).close())
        if refused is None:  # a byte that nothing asks for, such as a date in the archive
            taken += 1
            shutil.rmtree(tmp_path / "back")
            continue
        assert isinstance(refused, BackupDamaged), f"{number}: {refused!r}"
        assert "damaged" in sentences(refused, words).what
        assert not (tmp_path / "back").exists(), number
    assert taken < 60


@pytest.mark.parametrize("where", [-22 + 16, -22 + 12])
def test_an_archive_that_points_before_its_beginning_is_damaged(
    spoken: Workspace, tmp_path: Path, where: int
) -> None:
    """Its end names a place and a length; the system refuses to go to such a place."""
    packed = tmp_path / "one.carebackup"
    backup.back_up(spoken, packed, PHRASE)
    whole = bytearray(packed.read_bytes())
    whole[where : where + 2] = b"\xff\xff"
    packed.write_bytes(bytes(whole))
    with pytest.raises(BackupDamaged):
        backup.restore(packed, tmp_path / "back", PHRASE)


def test_a_damaged_workspace_is_not_called_a_damaged_copy(
    spoken: Workspace, opened: Opener, tmp_path: Path
) -> None:
    for number in range(300):
        _say(spoken, f"{number} " + "x" * 200)
    good = tmp_path / "good.carebackup"
    backup.back_up(spoken, good, PHRASE)
    spoken.close()
    file, before = tmp_path / "workspace" / DATABASE_FILE, good.read_bytes()
    pages, draw = file.stat().st_size // 4096, random.Random(3)
    whole = file.read_bytes()
    for page in draw.sample(range(1, pages), 25):
        file.write_bytes(whole[: page * 4096] + bytes(100) + whole[page * 4096 + 100 :])
        damaged = opened()
        for target in (good, tmp_path / "new.carebackup"):
            told = _refusal(partial(backup.back_up, damaged, target, PHRASE))
            assert isinstance(told, WorkspaceDamaged), repr(told)
            said = sentences(told, Words("en"))
            assert "no whole copy could be made" in said.what
            assert "every copy made earlier" in said.safe
        damaged.close()
        assert good.read_bytes() == before
        assert not (tmp_path / "new.carebackup").exists()
        assert not [one for one in tmp_path.iterdir() if "part" in one.name]


def test_a_stick_that_reads_otherwise_than_it_was_written_is_told(
    spoken: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file system gives back one other byte after everything was written."""
    fsync = os.fsync

    def worn_out(descriptor: int) -> None:
        fsync(descriptor)
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, 9000, os.SEEK_SET)
        os.write(descriptor, b"\xff\x00\xff")
        os.lseek(descriptor, place, os.SEEK_SET)

    monkeypatch.setattr(copy_file.os, "fsync", worn_out)
    target = tmp_path / "one.carebackup"
    with pytest.raises(CopyNotReadBack):
        backup.back_up(spoken, target, PHRASE)
    assert [one.name for one in tmp_path.iterdir()] == ["workspace"]


# -- room --------------------------------------------------------------------------------------

_FULL = """
import sys
from pathlib import Path
from carefacilitator.errors import CareError
from carefacilitator.storage import backup
from carefacilitator.storage.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
try:
    print(backup.back_up(workspace, Path(sys.argv[2]), "four plain words here"))
except CareError as error:
    print(error.code, error.values.get("place"))
"""


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    place = tmp_path / "disk"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def _room(disk: Path, left: int) -> None:
    (disk / "filler").unlink(missing_ok=True)
    free = shutil.disk_usage(disk).free
    (disk / "filler").write_bytes(b"x" * (free - left))


def _copy(folder: Path, target: Path, env: dict[str, str]) -> str:
    run = subprocess.run(
        [sys.executable, "-c", _FULL, str(folder), str(target)],
        env=env,
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.strip()


def test_a_copy_needs_its_own_size_and_no_more(
    spoken: Workspace, disk: Path, tmp_path: Path, program_env: dict[str, str]
) -> None:
    backup.back_up(spoken, tmp_path / "one.carebackup", PHRASE)
    spoken.close()
    size = (tmp_path / "one.carebackup").stat().st_size
    target = disk / "one.carebackup"
    for short in (0, 4096, 40_000, size // 2, size - 8192):
        _room(disk, short)
        assert _copy(spoken.folder, target, program_env) == "disk_full disk"
        assert [one.name for one in disk.iterdir()] == ["filler"]
    _room(disk, size + 32_768)
    assert int(_copy(spoken.folder, target, program_env)) == size


def test_a_full_disk_of_the_workspace_is_no_hindrance_to_a_copy_elsewhere(
    opened: Opener, disk: Path, tmp_path: Path, program_env: dict[str, str]
) -> None:
    spoken = opened("disk/workspace")
    _say(spoken, "x" * 400_000)
    backup.back_up(spoken, tmp_path / "first.carebackup", PHRASE)
    spoken.close()
    _room(disk, 200_000)
    told = _copy(disk / "workspace", tmp_path / "one.carebackup", program_env)
    assert int(told) == (tmp_path / "one.carebackup").stat().st_size
    back = backup.restore(tmp_path / "one.carebackup", tmp_path / "back", PHRASE)
    assert len(back.get(Note, "n1").text) == 400_000
    back.close()
