"""Decrypted bytes stay in memory, or on the disk only as noise."""

from __future__ import annotations

import os
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle import spill as spill_module
from carefacilitator.bundle.spill import EncryptedTemporaryFile
from carefacilitator.errors import DiskFull, FileMissing

TEXT = b"a name that must not be found "


def _filled(spill: EncryptedTemporaryFile, size: int) -> bytes:
    data = (TEXT * (size // len(TEXT) + 1))[:size]
    for start in range(0, size, 50_001):
        spill.write(data[start : start + 50_001])
    spill.finish()
    return data


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 300_000])
@pytest.mark.parametrize("limit", [0, 1_000_000])
def test_every_place_reads_back(size: int, limit: int, tmp_path: Path) -> None:
    with EncryptedTemporaryFile(limit, tmp_path) as spill:
        data = _filled(spill, size)
        assert spill.size == size
        for offset in (0, 1, 65_535, 65_536, 131_071, size - 1, size):
            if offset < 0:
                continue
            for count in (0, 1, 65_536, 70_000, 400_000):
                assert spill.read_at(offset, count) == data[offset : offset + count]


def test_what_reaches_the_disk_is_not_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    temporary = spill_module.tempfile.TemporaryFile

    def remembered(*arguments: Any, **named: Any) -> Any:
        opened.append(temporary(*arguments, **named))
        return opened[-1]

    monkeypatch.setattr(spill_module.tempfile, "TemporaryFile", remembered)
    with EncryptedTemporaryFile(1000, tmp_path) as spill:
        _filled(spill, 200_000)
        assert list(tmp_path.iterdir()) == []  # it has no name
        opened[0].flush()
        opened[0].seek(0)
        written = opened[0].read()
        assert len(written) > 200_000
        assert TEXT[:8] not in written
    assert opened[0].closed


def test_small_ones_never_touch_the_disk(tmp_path: Path) -> None:
    with EncryptedTemporaryFile(1_000_000, tmp_path / "no such folder") as spill:
        assert _filled(spill, 1000) == spill.read_at(0, 1000)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with (
        EncryptedTemporaryFile(0, tmp_path / "no such folder") as spill,
        pytest.raises(FileMissing),
    ):
        _filled(spill, 100_000)


@pytest.fixture
def small_disk() -> Iterator[None]:
    """No file may grow above 100 kB: the system then answers as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    quiet = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, quiet)


@pytest.mark.usefixtures("small_disk")
def test_a_full_disk_is_said(tmp_path: Path) -> None:
    with EncryptedTemporaryFile(0, tmp_path) as spill, pytest.raises(DiskFull):
        _filled(spill, 1_000_000)
    assert os.listdir(tmp_path) == []
