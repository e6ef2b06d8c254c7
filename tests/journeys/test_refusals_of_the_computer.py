"""A full disk, a folder that cannot be written, a closed, newer or busy workspace: told, unharmed.

Real disks and folders where this computer lets a test mount them, in a namespace of its own that
ends with the command.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app
from carefacilitator.app import build
from carefacilitator.storage.workspace import open_workspace

PASSPHRASE = "correct horse battery staple"
FORM = "Name,E-mail\nParticipant 901,p901@example.org\nParticipant 902,p902@example.org\n"

# Mount something on the first folder, run the rest, and leave what is there then in the second.
SMALL_DISK = """
place=$1 source=$2 left=$3 size=$4; shift 4
mount -t tmpfs -o size=$size tmpfs "$place" || exit 77
if [ -n "$source" ]; then cp -r "$source/." "$place" || exit 77; fi
"$@"; code=$?
cp -r "$place/." "$left" || exit 77
exit $code
"""
READ_ONLY = """
place=$1; shift
mount --bind "$place" "$place" && mount -o remount,bind,ro "$place" || exit 77
exec "$@"
"""


@pytest.fixture(scope="module")
def may_mount() -> None:
    """Skip where this person may not mount anything, even for a command alone."""
    unshare = shutil.which("unshare")
    command = [unshare or "", "--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    if not unshare or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("this computer does not let a test mount a disk (unshare --mount)")


@pytest.fixture
def form(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text(FORM, "utf-8")
    return path


def refused(ran: Any, code: str, exit_code: int) -> None:
    told = ran.told[0] if isinstance(ran.told, list) else ran.told
    error = told["error"]
    assert (error["code"], ran.code) == (code, exit_code), ran
    assert all(error[name].endswith(".") for name in ("message", "safe", "next"))
    assert "Traceback" not in ran.err


# --- a folder that cannot be written --------------------------------------------------------------


def read_only(folder: Path) -> tuple[str, ...]:
    return ("unshare", "--mount", "sh", "-c", READ_ONLY, "sh", str(folder))


@pytest.mark.usefixtures("may_mount")
def test_a_workspace_on_a_read_only_disk(scene: Any, command: Any, state: Any, form: Path) -> None:
    before = state(scene.hall)
    closed = read_only(scene.hall)
    for words in (("attendees", "import", "W4", form), ("workshops",)):
        ran = command("--workspace", scene.hall, *words, before=closed)
        refused(ran, "read_only_folder", 3)
    ran = command("--workspace", scene.hall / "new", "workshops", before=closed)
    refused(ran, "read_only_folder", 3)
    assert state(scene.hall) == before


@pytest.mark.usefixtures("may_mount")
def test_writing_into_a_read_only_folder(
    scene: Any, command: Any, state: Any, tmp_path: Path
) -> None:
    before, out = state(scene.hall), tmp_path / "out"
    out.mkdir()
    for words in (
        ("export", "W4", "--out", out / "x.carebundle", "--to", scene.card),
        ("report", "W4", "--out", out / "x.pdf"),
    ):
        ran = command("--workspace", scene.hall, *words, before=read_only(out))
        assert ran.told["error"]["code"] in ("no_permission", "read_only_folder"), ran
        refused(ran, ran.told["error"]["code"], 3)
    assert list(out.iterdir()) == []
    assert state(scene.hall) == before


def test_writing_is_forbidden_in_the_middle(
    scene: Any,
    hall_copy: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    expected_log: Any,
) -> None:
    """The same without a mount: the system says so when the finished file takes its place."""
    out = tmp_path / "out"
    out.mkdir()
    replace = os.replace

    def forbidden(source: Any, target: Any) -> None:
        if Path(target).parent == out:
            raise OSError(errno.EROFS, "read-only file system", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", forbidden)
    monkeypatch.setenv("CAREFACILITATOR_PASSPHRASE", PASSPHRASE)  # of the copies
    expected_log("failure")
    at = ("--workspace", str(hall_copy), "--json")
    for words in (
        ("export", "W4", "--out", str(out / "x.carebundle"), "--to", str(scene.card)),
        ("report", "W4", "--out", str(out / "x.pdf")),
        ("backup", str(out / "x.zip")),
    ):
        assert app.main([*at, *words]) == 3
        said = capsys.readouterr().out
        assert "no_permission" in said or "read_only_folder" in said
    assert list(out.iterdir()) == []


# --- a full disk ----------------------------------------------------------------------------------


class Disk:
    """A disk of a few kilobytes that lives as long as one command; ``left`` is what was on it."""

    def __init__(self, command: Any, folder: Path) -> None:
        self._command = command
        self.place, self.left = folder / "disk", folder / "left"
        self.place.mkdir()

    def run(self, *words: object, kilobytes: int, source: Path | None = None) -> Any:
        """Run a command with a new disk that already holds ``source``."""
        shutil.rmtree(self.left, ignore_errors=True)
        self.left.mkdir()
        told = (str(self.place), str(source or ""), str(self.left), f"{kilobytes}k")
        before = ("unshare", "--mount", "sh", "-c", SMALL_DISK, "sh", *told)
        ran = self._command(*words, before=before)
        assert ran.code != 77, ran.err
        return ran


@pytest.fixture
def disk(may_mount: None, command: Any, tmp_path: Path) -> Disk:
    return Disk(command, tmp_path)


def kilobytes(folder: Path) -> int:
    return sum(-(-one.stat().st_size // 4096) * 4 for one in folder.iterdir())


def test_a_workspace_on_a_full_disk(scene: Any, disk: Disk, state: Any, form: Path) -> None:
    for words, source in (
        (("import", scene.bundle, "--trust"), scene.office),
        (("attendees", "import", "W4", form), scene.hall),
    ):
        size = kilobytes(source) + 60
        ran = disk.run("--workspace", disk.place, *words, kilobytes=size, source=source)
        refused(ran, "disk_full", 3)
        assert state(disk.left) == state(source)


def test_a_new_workspace_on_a_full_disk_can_be_begun_again(disk: Disk, state: Any) -> None:
    refused(disk.run("--workspace", disk.place, "workshops", kilobytes=100), "disk_full", 3)
    program = build(disk.left)
    assert program.workshops.lines() == []
    program.close()


def test_writing_onto_a_full_stick(scene: Any, disk: Disk, state: Any, tmp_path: Path) -> None:
    before, secret = state(scene.hall), tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    for words, size in (
        (("export", "W4", "--out", disk.place / "x.carebundle", "--to", scene.card), 40),
        (("report", "W4", "--kind", "report", "--out", disk.place / "x.pdf"), 8),
        (("backup", disk.place / "x.zip", "--passphrase-file", secret), 400),
    ):
        ran = disk.run("--workspace", scene.hall, *words, kilobytes=size)
        refused(ran, "disk_full", 3)
        assert list(disk.left.iterdir()) == []
    assert state(scene.hall) == before


def test_files_may_not_grow_any_more(
    scene: Any, office_copy: Path, command: Any, state: Any, tmp_path: Path
) -> None:
    """Without a mount: a limit on the size of files stands for the disk."""
    before = state(office_copy)
    limit = ("bash", "-c", 'ulimit -f "$1"; shift; exec "$@"', "bash", "64")
    ran = command("--workspace", office_copy, "import", scene.bundle, "--trust", before=limit)
    assert ran.code == 3
    assert ran.told["error"]["code"] in ("disk_full", "machine")
    assert state(office_copy) == before
    out = tmp_path / "x.carebundle"
    export = ("export", "W4", "--out", out, "--to", scene.card)
    refused(command("--workspace", scene.hall, *export, before=limit), "disk_full", 3)
    assert not [one for one in tmp_path.iterdir() if "carebundle" in one.name]


# --- a closed, newer or busy workspace ------------------------------------------------------------


def test_a_passphrase_that_is_wrong_or_missing(command: Any, state: Any, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    program = build(folder, PASSPHRASE)
    program.workshops.create("Day")
    program.close()
    before, key = state(folder, PASSPHRASE), (folder / "workspace.key").read_bytes()
    at = ("--workspace", folder, "workshops")
    refused(command(*at), "passphrase_missing", 1)
    wrong = command(*at, CAREFACILITATOR_PASSPHRASE=PASSPHRASE.title())
    refused(wrong, "wrong_passphrase", 1)
    refused(command(*at, "--passphrase-file", tmp_path / "gone.txt"), "file_missing", 1)
    assert (state(folder, PASSPHRASE), (folder / "workspace.key").read_bytes()) == (before, key)


def test_a_workspace_of_a_newer_version(hall_copy: Path, command: Any) -> None:
    workspace = open_workspace(hall_copy)
    with workspace.database.transaction() as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999'")
    workspace.close()
    before = (hall_copy / "workspace.db").read_bytes()
    refused(command("--workspace", hall_copy, "workshops"), "workspace_newer", 1)
    assert (hall_copy / "workspace.db").read_bytes() == before


def test_a_file_that_is_no_workspace(hall_copy: Path, command: Any) -> None:
    (hall_copy / "workspace.db").write_bytes(b"SQLite format 3\0" + bytes(8000))
    refused(command("--workspace", hall_copy, "workshops"), "workspace_damaged", 3)
    (hall_copy / "workspace.key").write_bytes(b"{}")
    refused(command("--workspace", hall_copy, "workshops"), "workspace_damaged", 3)


def test_a_second_program_may_read_and_not_write(
    scene: Any, hall_copy: Path, command: Any, state: Any, form: Path
) -> None:
    before = state(hall_copy)
    first = open_workspace(hall_copy)
    first.begin_writing()
    at = ("--workspace", hall_copy)
    for words in (("import", scene.bundle, "--trust"), ("attendees", "import", "W4", form)):
        refused(command(*at, *words), "workspace_in_use", 1)
    assert len(command(*at, "workshops").told) == 14
    first.close()
    assert state(hall_copy) == before
    assert command(*at, "attendees", "import", "W4", form).told["added"] == 2
