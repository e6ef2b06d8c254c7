"""When the computer stands in the way: the power fails, the disk is full, the folder is closed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.errors import MachineTrouble
from carefacilitator.model.records.records import Note
from carefacilitator.storage import backup, doctor
from carefacilitator.storage.failures import named_failures
from carefacilitator.storage.workspace import open_workspace
from tests.storage.conftest import Opener

pytestmark = pytest.mark.skipif(os.name != "posix", reason="these ways are those of Unix systems")


# --- the power fails ------------------------------------------------------------------------------

_WRITER = """
import sys
from pathlib import Path
from carefacilitator.model.records.records import Note
from carefacilitator.storage.workspace import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
for number in range(100_000):
    with workspace.change("note_add") as change:
        change.put(Note(id=f"n{sys.argv[2]}-{number}", workshop_id="w1", text="said " * 50))
    with workspace.change("note_edit", visit=str(number // 3)) as change:
        change.set(Note, f"n{sys.argv[2]}-0", text=f"typed {number}")
    print(number, flush=True)
"""


def test_killed_while_writing_loses_nothing_that_was_confirmed(
    opened: Opener, tmp_path: Path, program_env: dict[str, str]
) -> None:
    opened().close()
    for life, wanted in enumerate((3, 40, 17)):
        confirmed = -1
        child = subprocess.Popen(
            [sys.executable, "-c", _WRITER, str(tmp_path / "workspace"), str(life)],
            env=program_env,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert child.stdout is not None
        for line in child.stdout:
            confirmed = int(line)
            if confirmed >= wanted:
                child.send_signal(signal.SIGKILL)
                break
        rest = [int(line) for line in child.stdout.read().splitlines() if line.isdigit()]
        child.stdout.close()
        child.wait()
        confirmed = max([confirmed, *rest])
        workspace = opened()
        kept = {one.id: one.text for one in workspace.all(Note) if one.id.startswith(f"n{life}-")}
        assert set(kept) >= {f"n{life}-{number}" for number in range(confirmed + 1)}
        assert int(kept[f"n{life}-0"].split()[1]) >= confirmed
        assert doctor.check(workspace) == []
        workspace.close()


# --- the disk is full -----------------------------------------------------------------------------

_FULL = """
import resource, signal, sys
from pathlib import Path
from carefacilitator.errors import CareError
from carefacilitator.model.records.records import Note
from carefacilitator.storage import backup
from carefacilitator.storage.workspace import open_workspace
folder = Path(sys.argv[1])
workspace = open_workspace(folder)
with workspace.change("note_add") as change:
    change.put(Note(id="n0", text="before"))
if sys.argv[2] == "limit":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (900_000, 900_000))
saved = 0
try:
    for number in range(1, 2000):
        with workspace.change("note_add") as change:
            change.put(Note(id=f"n{number}", text="x" * 20_000))
        saved = number
except CareError as error:
    print(error.code, error.exit_code)
print(saved)
print(len(workspace.all(Note)))
try:
    backup.back_up(workspace, folder / "copy.backup")
    print("copied")
except CareError as error:
    print(error.code)
print(sorted(one.name for one in folder.iterdir() if "copy" in one.name or "passing" in one.name))
"""


def _fill(folder: Path, way: str, env: dict[str, str]) -> list[str]:
    run = subprocess.run(
        [sys.executable, "-c", _FULL, str(folder), way], env=env, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.splitlines()


def _nothing_half_written(opened: Opener, saved: int) -> None:
    workspace = opened()
    assert len(workspace.all(Note)) == saved + 1
    assert workspace.get(Note, "n0").text == "before"
    assert doctor.check(workspace) == []
    with workspace.change("note_add") as change:
        change.put(Note(id="after", text="there is room again"))
    assert workspace.get(Note, "after")


def test_a_file_that_may_not_grow_loses_only_the_last_step(
    opened: Opener, tmp_path: Path, program_env: dict[str, str]
) -> None:
    opened().close()
    told, saved, kept, copied, left = _fill(tmp_path / "workspace", "limit", program_env)
    assert told in ("machine 3", "disk_full 3")
    assert 5 < int(saved) < 100
    assert int(kept) == int(saved) + 1
    assert (copied, left) in [
        ("machine", "[]"),
        ("disk_full", "[]"),
        ("copied", "['copy.backup']"),  # the copy is smaller: it has no log beside it
    ]
    _nothing_half_written(opened, int(saved))


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB, where this computer lets us have one."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("no file system may be mounted here")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_a_full_disk_is_told_and_loses_only_the_last_step(
    small_disk: Path, opened: Opener, tmp_path: Path, program_env: dict[str, str]
) -> None:
    (tmp_path / "workspace").symlink_to(small_disk / "workspace", target_is_directory=True)
    open_workspace(small_disk / "workspace").close()
    (small_disk / "filler").write_bytes(b"x" * 1024 * 1024)
    told, saved, kept, copied, left = _fill(small_disk / "workspace", "disk", program_env)
    assert told == "disk_full 3"
    assert int(kept) == int(saved) + 1
    assert copied == "disk_full"
    assert left == "[]"
    workspace = opened()
    assert len(workspace.all(Note)) == int(saved) + 1
    (small_disk / "filler").unlink()
    assert doctor.check(workspace) == []
    workspace.close()


def test_a_full_disk_while_beginning_leaves_something_to_begin_again(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(b"x" * (3 * 1024 * 1024 - 80_000))
    with pytest.raises(MachineTrouble) as trouble:
        open_workspace(small_disk / "workspace", "agua y tiempo")
    assert trouble.value.code == "disk_full"
    (small_disk / "filler").unlink()
    workspace = open_workspace(small_disk / "workspace", "agua y tiempo")
    assert doctor.check(workspace) == []
    workspace.close()


# --- the folder is closed -------------------------------------------------------------------------


@pytest.fixture
def frozen(tmp_path: Path) -> Iterator[Path]:
    """A folder that cannot be written to, whoever asks: a view of another one, for reading only."""
    place, view = tmp_path / "place", tmp_path / "view"
    place.mkdir()
    view.mkdir()
    workspace = open_workspace(place / "workspace")
    with workspace.change("note_add") as change:
        change.put(Note(id="n0", text="before"))
    workspace.close()
    bind = ["mount", "--bind", str(place), str(view)]
    if shutil.which("mount") is None or subprocess.run(bind, capture_output=True).returncode:
        if os.geteuid() == 0:
            pytest.skip("nothing may be mounted here, and permissions do not bind us")
        for path in (place / "workspace", *(place / "workspace").iterdir(), place):
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield place
        for path in (place, place / "workspace"):
            path.chmod(0o755)
        return
    subprocess.run(["mount", "-o", "remount,ro,bind", str(view)], check=True)
    yield view
    subprocess.run(["umount", "-l", str(view)], check=True)


def test_a_read_only_folder_is_told(frozen: Path) -> None:
    for name in ("workspace", "new"):
        with pytest.raises(MachineTrouble) as trouble:
            _add_note(frozen / name)
        allowed = (
            {"read_only_folder"} if name == "workspace" else {"read_only_folder", "no_permission"}
        )
        assert trouble.value.code in allowed
    assert not (frozen / "new").exists()


def _add_note(folder: Path) -> None:
    workspace = open_workspace(folder)
    try:
        with workspace.change("note_add") as change:
            change.put(Note(id="n1"))
    finally:
        workspace.close()


def test_a_backup_into_a_read_only_folder_is_told(frozen: Path, opened: Opener) -> None:
    with pytest.raises(MachineTrouble) as trouble:
        backup.back_up(opened(), frozen / "copy.backup", "four plain words here")
    assert trouble.value.code in ("read_only_folder", "no_permission")


# --- names for failures ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("ENOSPC", "disk_full"),
        ("EDQUOT", "disk_full"),
        ("EFBIG", "disk_full"),
        ("EROFS", "read_only_folder"),
        ("EACCES", "no_permission"),
        ("EIO", "device_gone"),
    ],
)
def test_errors_of_the_system_get_a_code(number: str, code: str) -> None:
    import errno

    with pytest.raises(MachineTrouble) as trouble, named_failures("stick"):
        raise OSError(getattr(errno, number), "told by the system")
    assert trouble.value.code == code
    assert trouble.value.values == {"place": "stick"}
