"""The shared folder: whole files or none, nothing followed, trouble told as what it is."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from carefacilitator.errors import DiskFull, MachineTrouble, NoPermission
from carefacilitator.sync.folder import CARDS, Folder, StickMissing, is_plain

DEVICE = "00112233445566aa"


def test_write_and_read(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.read(CARDS, DEVICE, 100) is None
    assert folder.write(CARDS, DEVICE, b"one")
    assert not folder.write(CARDS, DEVICE, b"one")
    assert folder.write(CARDS, DEVICE, b"two")
    assert folder.read(CARDS, DEVICE, 100) == b"two"
    assert folder.read(CARDS, DEVICE, 2) is None
    assert [path.name for path in (tmp_path / CARDS).iterdir()] == [f"{DEVICE}.json"]


def test_only_devices_are_listed(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    assert folder.devices(CARDS) == []
    for name in (f"{DEVICE}.json", "x.json", f"{DEVICE}.txt", f"{DEVICE}", ".json"):
        (folder.place(CARDS) / name).write_bytes(b"")
    assert folder.devices(CARDS) == [DEVICE]


def test_bundles_by_name_and_length(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    path = folder.place("bundles") / "x"
    assert not folder.holds("x", 0)
    path.write_bytes(b"12345")
    assert folder.holds("x", 5)
    assert not folder.holds("x", 4)
    folder.remove("x")
    folder.remove("x")
    assert not path.exists()


@pytest.mark.skipif(os.name != "posix", reason="needs links")
def test_links_are_passed_over(tmp_path: Path) -> None:
    stick, elsewhere = tmp_path / "stick", tmp_path / "elsewhere"
    stick.mkdir()
    elsewhere.mkdir()
    (elsewhere / f"{DEVICE}.json").write_bytes(b"secret")
    folder = Folder(stick)
    (stick / CARDS).symlink_to(elsewhere)
    assert folder.devices(CARDS) == []
    with pytest.raises(StickMissing):
        folder.place(CARDS)
    (stick / "file").symlink_to(elsewhere / f"{DEVICE}.json")
    assert not is_plain(stick / "file")
    assert is_plain(elsewhere / f"{DEVICE}.json")
    assert not is_plain(stick)


def test_a_failed_write_leaves_what_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path)
    folder.write(CARDS, DEVICE, b"one")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        folder.write(CARDS, DEVICE, b"two")
    assert folder.read(CARDS, DEVICE, 100) == b"one"
    assert [path.name for path in (tmp_path / CARDS).iterdir()] == [f"{DEVICE}.json"]


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EACCES, NoPermission),
        (errno.EROFS, NoPermission),
        (errno.EIO, StickMissing),
        (errno.ENODEV, StickMissing),
        (errno.EINVAL, MachineTrouble),
    ],
)
def test_trouble_has_a_name(tmp_path: Path, number: int, expected: type[Exception]) -> None:
    assert type(Folder(tmp_path).trouble(OSError(number, "x"))) is expected


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(StickMissing):
        Folder(tmp_path / "gone")


@pytest.mark.skipif(os.name != "posix", reason="needs rights")
@pytest.mark.parametrize(("rights", "file"), [(0o777, 0o666), (0o770, 0o660), (0o700, 0o600)])
def test_what_lies_there_has_the_rights_of_the_folder(
    tmp_path: Path, rights: int, file: int
) -> None:
    tmp_path.chmod(rights)
    before = os.umask(0o077)
    try:
        Folder(tmp_path).write(CARDS, DEVICE, b"{}")
    finally:
        os.umask(before)
    assert (tmp_path / CARDS).stat().st_mode & 0o777 == rights
    assert (tmp_path / CARDS / f"{DEVICE}.json").stat().st_mode & 0o777 == file
