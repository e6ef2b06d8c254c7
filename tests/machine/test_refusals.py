"""What Windows and POSIX systems say about a file is told apart row by row, everywhere alike."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import settings
from carefacilitator.bundle.trouble import machine_trouble
from carefacilitator.errors import CareError, refused_by_system
from carefacilitator.machine import files, system, windows
from carefacilitator.machine.refusals import Why, why
from carefacilitator.reports.documents import catalogue
from carefacilitator.services.exchange.identity import _card_text
from carefacilitator.storage.failures import named_failures
from carefacilitator.sync.folder import Folder

ROWS = {
    112: "disk_full",
    39: "disk_full",
    32: "open_elsewhere",
    33: "open_elsewhere",
    1224: "open_elsewhere",
    21: "device_gone",
    55: "device_gone",
    433: "device_gone",
    1006: "device_gone",
    1167: "device_gone",
    19: "device_protected",
    23: "device_failing",
    27: "device_failing",
    29: "device_failing",
    1117: "device_failing",
    5: "no_permission",
    2: "file_missing",
    3: "file_missing",
    123: "file_missing",
    9999: "machine",
}
FOLDED = {*range(19, 37), 5, 108, 1816}
"""Windows errors that CPython turns into EACCES, so that errno tells nothing."""


def _windows_error(number: int, place: str = "x.pdf") -> OSError:
    """An error as Python makes it on Windows from a call into Windows itself."""
    kept = {112: errno.ENOSPC, 2: errno.ENOENT, 3: errno.ENOENT}
    code = errno.EACCES if number in FOLDED else kept.get(number, errno.EINVAL)
    error = OSError(code, "said by Windows", place)
    error.winerror = number  # type: ignore[attr-defined]
    return error


@pytest.fixture
def on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(system.sys, "platform", "win32")


@pytest.mark.parametrize(("number", "code"), ROWS.items())
def test_each_refusal_of_windows_has_its_name(number: int, code: str) -> None:
    assert refused_by_system(_windows_error(number), "x.pdf").code == code
    assert machine_trouble(_windows_error(number), Path("in/x.pdf")).code == code


@pytest.mark.parametrize(("number", "code"), ROWS.items())
def test_the_workspace_names_them_alike(number: int, code: str) -> None:
    error = _windows_error(number)
    with pytest.raises((CareError, OSError)) as raised, named_failures("here"):
        raise error
    if code in ("file_missing", "machine"):  # whoever asked knows better
        assert raised.value is error
    else:
        assert isinstance(raised.value, CareError)
        assert raised.value.code == code


@pytest.mark.parametrize(("number", "code"), ROWS.items())
def test_a_shared_folder_names_them(tmp_path: Path, number: int, code: str) -> None:
    told = Folder(tmp_path).trouble(_windows_error(number))
    assert isinstance(told, CareError)
    assert told.code == {"device_gone": "stick_missing", "file_missing": "machine"}.get(code, code)


@pytest.mark.parametrize("number", [19, 21, 23, 32, 112])
def test_papers_and_settings_name_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refused(*_: object) -> None:
        raise _windows_error(number)

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(CareError) as paper:
        catalogue.put(b"%PDF-", tmp_path / "a.pdf")
    with pytest.raises(CareError) as choice:
        settings.save(tmp_path / "settings.json", settings.Settings())
    assert paper.value.code == choice.value.code == ROWS[number]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(("behind", "reason"), [(32, Why.OPEN_ELSEWHERE), (19, Why.PROTECTED)])
@pytest.mark.usefixtures("on_windows")
def test_what_open_folds_away_is_asked_of_the_c_library(
    monkeypatch: pytest.MonkeyPatch, behind: int, reason: Why
) -> None:
    class Library:
        def _get_doserrno(self, told: Any) -> None:
            told._obj.value = behind

    monkeypatch.setattr(windows, "library", {"ucrtbase": Library()}.__getitem__)
    assert why(PermissionError(errno.EACCES, "Permission denied", "x.pdf")) is reason


@pytest.mark.usefixtures("on_windows")
def test_a_folder_opened_as_a_file_is_not_a_file_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(path: Path, *_: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(CareError) as raised:
        _card_text(tmp_path)
    assert raised.value.code == "file_missing"


@pytest.fixture
def waited(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    pauses: list[float] = []
    monkeypatch.setattr(files.time, "sleep", pauses.append)
    return pauses


class _Kernel:
    """The few calls that replacing makes, with the answer of somebody who holds the file."""

    def __init__(self, handle: int) -> None:
        self.handle = handle

    def __getattr__(self, name: str) -> Any:
        return lambda *_: self.handle if name == "CreateFileW" else 1


def _holding(monkeypatch: pytest.MonkeyPatch, times: int, number: int) -> None:
    replace, left = os.replace, [times]

    def held(source: Any, target: Any) -> None:
        left[0] -= 1
        if left[0] >= 0:
            error = PermissionError(errno.EACCES, "denied", str(target))
            error.winerror = number  # type: ignore[attr-defined]
            raise error
        replace(source, target)

    monkeypatch.setattr(os, "replace", held)


@pytest.mark.usefixtures("on_windows")
def test_a_scanner_that_holds_the_new_file_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    kernel = _Kernel(7)
    monkeypatch.setattr(windows, "library", lambda _: kernel)
    _holding(monkeypatch, 4, 5)
    (tmp_path / "new").write_text("new")
    files.replace(tmp_path / "new", tmp_path / "old")
    assert (tmp_path / "old").read_text() == "new"
    assert len(waited) == 4
    assert sum(waited) == 1


@pytest.mark.usefixtures("on_windows")
@pytest.mark.parametrize(
    ("handle", "last", "code"),
    [
        (windows._NO_HANDLE, 32, "open_elsewhere"),
        (windows._NO_HANDLE, 5, "no_permission"),
        (7, 0, "no_permission"),
    ],
)
def test_an_open_file_is_told_from_a_forbidden_one(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    waited: list[float],
    handle: int,
    last: int,
    code: str,
) -> None:
    """Windows answers both with 5 where a file should be replaced."""
    kernel = _Kernel(handle)
    monkeypatch.setattr(windows, "library", lambda _: kernel)
    monkeypatch.setattr(windows, "last_error", lambda: last)
    _holding(monkeypatch, 99, 5)
    for name in ("new", "old"):
        (tmp_path / name).write_text(name)
    with pytest.raises(PermissionError) as raised:
        files.replace(tmp_path / "new", tmp_path / "old")
    assert refused_by_system(raised.value, "old").code == code
    assert len(waited) == 4


@pytest.mark.usefixtures("on_windows")
def test_a_protected_stick_is_not_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, waited: list[float]
) -> None:
    kernel = _Kernel(7)
    monkeypatch.setattr(windows, "library", lambda _: kernel)
    _holding(monkeypatch, 99, 19)
    with pytest.raises(PermissionError):
        files.replace(tmp_path / "new", tmp_path / "old")
    assert waited == []
