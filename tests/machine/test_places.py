"""Documents and sticks are found on each system, and a stick is told from a disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carefacilitator.i18n import Words
from carefacilitator.machine import places, system, windows
from carefacilitator.services import sticks

LINE = "36 25 8:17 / {place} rw,relatime shared:1 - vfat {device} rw"


@pytest.fixture
def mounts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The kernel's list of what is mounted, and its folder of disks; both empty."""
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(places, "_MOUNTS", tmp_path / "mountinfo")
    monkeypatch.setattr(places, "_BLOCKS", tmp_path / "block")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    (tmp_path / "home").mkdir()
    return tmp_path / "mountinfo"


def _disk(folder: Path, disk: str, part: str, removable: str) -> None:
    (folder / disk / part).mkdir(parents=True)
    (folder / disk / "removable").write_text(f"{removable}\n")
    (folder / "block").mkdir(exist_ok=True)
    (folder / "block" / part).symlink_to(folder / disk / part)


def test_a_stick_hung_anywhere_is_known_by_its_disk(tmp_path: Path, mounts: Path) -> None:
    stick, disk = tmp_path / "A STICK", tmp_path / "disk"
    _disk(tmp_path, "sdb", "sdb1", "1")
    _disk(tmp_path, "sda", "sda2", "0")
    lines = [
        LINE.format(place=str(stick).replace(" ", "\\040"), device="/dev/sdb1"),
        LINE.format(place=disk, device="/dev/sda2"),
        LINE.format(place=tmp_path / "memory", device="tmpfs"),
        "a line of another form",
    ]
    mounts.write_text("\n".join(lines))
    stick.mkdir()
    assert places.sticks() == [places.Stick(stick, "A STICK")]
    assert places.stick_of(stick / "folder" / "W4.pdf") == places.Stick(stick, "A STICK")
    assert places.stick_of(disk / "W4.pdf") is None
    assert sticks.place_for("W4.pdf") == str(stick / "W4.pdf")
    assert "A STICK" in sticks.eject_first(stick / "W4.pdf", Words("en"))
    assert sticks.eject_lines(disk / "W4.pdf", Words("en")) == []


@pytest.mark.parametrize("place", ["/media/somebody/KINGSTON", "/run/media/somebody/KINGSTON"])
def test_what_the_desktop_hangs_up_is_a_stick(mounts: Path, place: str) -> None:
    mounts.write_text(LINE.format(place=place, device="/dev/no_such"))
    assert [one.name for one in places.sticks()] == ["KINGSTON"]


def test_without_a_stick_files_go_to_the_documents(tmp_path: Path, mounts: Path) -> None:
    home = tmp_path / "home"
    assert sticks.place_for() == str(home)
    assert sticks.stick_in() is None
    (home / ".config").mkdir()
    (home / ".config" / "user-dirs.dirs").write_text('XDG_DOCUMENTS_DIR="$HOME/Documentos"\n')
    (home / "Documents").mkdir()
    assert sticks.place_for() == str(home / "Documents")
    (home / "Documentos").mkdir()
    assert sticks.place_for("a.pdf") == str(home / "Documentos" / "a.pdf")


def test_a_name_that_is_taken_on_the_stick_gets_a_number(tmp_path: Path) -> None:
    for name in ("W4.carebundle", "W4-2.carebundle"):
        (tmp_path / name).touch()
    assert sticks.free_place(tmp_path, "W4.carebundle") == tmp_path / "W4-3.carebundle"
    assert sticks.free_place(tmp_path, "W5.carebundle") == tmp_path / "W5.carebundle"


class _Kernel:
    """Three drives: a disk, a stick with a name, a card reader without a card."""

    def __init__(self) -> None:
        self.kinds = {"C:\\": 3, "E:\\": 2, "F:\\": 2}

    def GetLogicalDrives(self) -> int:  # noqa: N802
        return sum(1 << ord(root[0]) - ord("A") for root in self.kinds)

    def GetDriveTypeW(self, root: str) -> int:  # noqa: N802
        return self.kinds[root]

    def GetVolumeInformationW(self, root: str, name: Any, *_: object) -> int:  # noqa: N802
        name.value = "KINGSTON"
        return int(root == "E:\\")


class _Shell:
    def SHGetFolderPathW(self, *asked: Any) -> int:  # noqa: N802
        asked[-1].value = _Shell.folder
        return 0

    folder = ""


def test_windows_tells_its_sticks_and_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system.sys, "platform", "win32")
    libraries = {"kernel32": _Kernel(), "shell32": _Shell()}
    monkeypatch.setattr(windows, "library", libraries.__getitem__)
    monkeypatch.setattr(_Shell, "folder", str(tmp_path))
    assert windows.removable_drives() == [(Path("E:\\"), "KINGSTON")]
    assert places.sticks() == [places.Stick(Path("E:\\"), "KINGSTON")]
    assert places.documents() == tmp_path


def test_a_mac_hangs_sticks_among_its_volumes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system.sys, "platform", "darwin")
    monkeypatch.setattr(places, "_VOLUMES", tmp_path)
    (tmp_path / "KINGSTON").mkdir()
    (tmp_path / "Macintosh HD").symlink_to("/")
    assert places.sticks() == [places.Stick(tmp_path / "KINGSTON", "KINGSTON")]
