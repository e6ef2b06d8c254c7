"""A lock that another program holds is told as that, on each system."""

from __future__ import annotations

import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from carefacilitator.machine import locking, system
from carefacilitator.storage.failures import WorkspaceInUse
from carefacilitator.storage.lock import WriteLock


def _msvcrt(monkeypatch: pytest.MonkeyPatch, error: OSError | None) -> list[tuple[int, int]]:
    asked: list[tuple[int, int]] = []

    def lock(_descriptor: int, how: int, count: int) -> None:
        asked.append((how, count))
        if error is not None:
            raise error

    monkeypatch.setitem(sys.modules, "msvcrt", SimpleNamespace(LK_NBLCK=2, locking=lock))
    monkeypatch.setattr(system.sys, "platform", "win32")
    return asked


@pytest.mark.parametrize("error", [OSError(0, "Error"), PermissionError(13, "denied")])
def test_whatever_windows_says_of_the_lock_another_program_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    _msvcrt(monkeypatch, error)
    lock = WriteLock(tmp_path)
    with pytest.raises(WorkspaceInUse):
        lock.take()
    assert not lock.held


def test_a_free_lock_is_taken_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _msvcrt(monkeypatch, None)
    lock = WriteLock(tmp_path)
    lock.take()
    assert lock.held
    assert asked == [(2, 1)]
    lock.release()


def test_two_files_of_one_name_hold_each_other_off(tmp_path: Path) -> None:
    with open(tmp_path / "a", "ab") as one, open(tmp_path / "a", "ab") as two:
        assert locking.try_lock(one)
        assert not locking.try_lock(two)


def test_a_file_system_without_locks_is_no_other_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise OSError(38, "no locks available")

    monkeypatch.setitem(sys.modules, "fcntl", SimpleNamespace(LOCK_EX=2, LOCK_NB=4, flock=none))
    with pytest.raises(OSError, match="no locks"):
        WriteLock(tmp_path).take()
