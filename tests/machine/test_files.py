"""Unfinished files are hidden, finished ones are not, and reading back asks the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.cli.commands import new_file
from carefacilitator.errors import FileNameUnfit
from carefacilitator.machine import files, system, windows
from carefacilitator.reports.documents import catalogue

HIDDEN, USUAL = 2, 0x80


class _Kernel:
    """kernel32 that writes down which files are hidden, shown and opened past the cache."""

    def __init__(self) -> None:
        self.shown: list[tuple[str, int]] = []
        self.flags: list[int] = []

    def SetFileAttributesW(self, path: str, kind: int) -> int:  # noqa: N802
        self.shown.append((Path(path).name, kind))
        return 1

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any) -> int:
            if name == "CreateFileW":
                self.flags.append(arguments[5].value)
            return 7

        return call


@pytest.fixture
def kernel(monkeypatch: pytest.MonkeyPatch) -> _Kernel:
    made = _Kernel()
    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.setattr(windows, "library", lambda _: made)
    return made


def test_a_paper_is_hidden_only_while_it_is_written(tmp_path: Path, kernel: _Kernel) -> None:
    catalogue.put(b"%PDF-", tmp_path / "W4.pdf")
    (hidden, first), (shown, last) = kernel.shown
    assert (first, last) == (HIDDEN, USUAL)
    assert hidden == shown
    assert hidden.startswith(".W4.pdf.")
    assert [one.name for one in tmp_path.iterdir()] == ["W4.pdf"]


def test_windows_is_made_to_forget_what_it_holds_of_a_file(tmp_path: Path, kernel: _Kernel) -> None:
    files.forget(tmp_path / "W4.pdf")
    assert kernel.flags == [0x20000000]


def test_linux_is_told_to_forget_and_a_missing_file_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[int, ...]] = []
    monkeypatch.setattr(system.sys, "platform", "linux")
    monkeypatch.setattr(os, "posix_fadvise", lambda _, *rest: told.append(rest), raising=False)
    monkeypatch.setattr(os, "POSIX_FADV_DONTNEED", 4, raising=False)
    (tmp_path / "W4.pdf").touch()
    files.forget(tmp_path / "W4.pdf")
    files.forget(tmp_path / "gone.pdf")
    assert told == [(0, 0, 4)]


@pytest.mark.usefixtures("kernel")
@pytest.mark.parametrize("name", ["a:b.pdf", "con.pdf", "what?.pdf", "end."])
def test_a_name_that_windows_keeps_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(FileNameUnfit) as raised:
        new_file(str(tmp_path / name))
    assert raised.value.values == {"name": name}


@pytest.mark.usefixtures("kernel")
def test_a_name_that_fits_is_taken_as_it_is(tmp_path: Path) -> None:
    assert new_file(str(tmp_path / "W4.pdf")) == tmp_path / "W4.pdf"
