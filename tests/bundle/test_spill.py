"""Decrypted bytes stay in memory, or on the disk only as noise."""

from __future__ import annotations

import os
from collections.abc import Callable
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
        if os.name == "posix":  # elsewhere a file has a name as long as it is open
            assert list(tmp_path.iterdir()) == []
        opened[0].flush()
        opened[0].seek(0)
        written = opened[0].read()
        assert len(written) > 200_000
        assert TEXT[:8] not in written
    assert opened[0].closed
    assert list(tmp_path.iterdir()) == []


def test_small_ones_never_touch_the_disk(tmp_path: Path) -> None:
    with EncryptedTemporaryFile(1_000_000, tmp_path / "no such folder") as spill:
        assert _filled(spill, 1000) == spill.read_at(0, 1000)


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with (
        EncryptedTemporaryFile(0, tmp_path / "no such folder") as spill,
        pytest.raises(FileMissing),
    ):
        _filled(spill, 100_000)


def test_a_full_disk_is_said(tmp_path: Path, small_disk: Callable[[int], None]) -> None:
    small_disk(100_000)
    with EncryptedTemporaryFile(0, tmp_path) as spill, pytest.raises(DiskFull):
        _filled(spill, 1_000_000)
    assert os.listdir(tmp_path) == []
