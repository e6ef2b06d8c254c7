"""A key without a passphrase is bound to the account on Windows; what cannot be kept is known."""

from __future__ import annotations

import ctypes
import json
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.machine import keeping, places, system, windows
from carefacilitator.storage import keys
from carefacilitator.storage.failures import KeyOfAnother, PassphraseMissing


class _Computer:
    """crypt32 of one account, whose cipher turns every byte around, and what is asked beside it."""

    def __init__(self, account: int) -> None:
        self.account, self.rights, self.held = account, [""], [b""]

    def __getattr__(self, name: str) -> Any:
        return lambda *_: 1

    def CryptProtectData(self, given: Any, *others: Any) -> int:  # noqa: N802
        return self._give(bytes(one ^ self.account for one in self._text(given)) + b"!", others)

    def CryptUnprotectData(self, given: Any, *others: Any) -> int:  # noqa: N802
        text = self._text(given)
        plain = bytes(one ^ self.account for one in text[:-1])
        return self._give(plain, others) if text[-1:] == b"!" and self.account == 0xFF else 0

    def ConvertStringSecurityDescriptorToSecurityDescriptorW(  # noqa: N802
        self, text: str, *_: object
    ) -> int:
        self.rights.append(text)
        return 1

    @staticmethod
    def _text(given: Any) -> bytes:
        return ctypes.string_at(given._obj.data, given._obj.size)

    def _give(self, content: bytes, others: tuple[Any, ...]) -> int:
        kept = ctypes.create_string_buffer(content, len(content))
        self.kept = kept
        others[-1]._obj.size, others[-1]._obj.data = len(content), ctypes.addressof(kept)
        return 1


@pytest.fixture
def computer(monkeypatch: pytest.MonkeyPatch) -> _Computer:
    made = _Computer(0xFF)
    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.setattr(windows, "library", lambda _: made)
    monkeypatch.setenv("SYSTEMDRIVE", "")  # where these tests run there are no letters
    return made


def test_a_key_without_a_passphrase_is_bound_to_the_account(
    tmp_path: Path, computer: _Computer
) -> None:
    key = keys.create_key(tmp_path, None)
    kept = (tmp_path / keys.UNFINISHED).read_bytes()
    assert json.loads(kept)["wrap"]["kind"] == "account"
    assert not keys.is_open(kept)
    assert not keys.has_passphrase(tmp_path)
    assert keys.read_key(tmp_path, None) == key
    assert "D:P(A;;FA;;;OW)(A;;FA;;;SY)(A;;FA;;;BA)" in computer.rights


def test_another_account_is_told_so(tmp_path: Path, computer: _Computer) -> None:
    keys.create_key(tmp_path, None)
    computer.account = 0x0F
    with pytest.raises(KeyOfAnother):
        keys.read_key(tmp_path, None)


def test_another_system_is_told_so(
    tmp_path: Path, computer: _Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys.create_key(tmp_path, None)
    monkeypatch.setattr(system.sys, "platform", "linux")
    with pytest.raises(KeyOfAnother):
        keys.read_key(tmp_path, None)


@pytest.mark.usefixtures("computer")
def test_a_passphrase_is_asked_for_as_before(tmp_path: Path) -> None:
    key = keys.create_key(tmp_path, "four words or more")
    assert keys.has_passphrase(tmp_path)
    assert keys.read_key(tmp_path, "four words or more") == key
    with pytest.raises(PassphraseMissing):
        keys.read_key(tmp_path, None)


def test_what_is_carried_to_other_computers_is_bound_to_none(
    tmp_path: Path, computer: _Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SYSTEMDRIVE", "C:")
    keys.create_key(tmp_path, None)
    assert keys.is_open((tmp_path / keys.UNFINISHED).read_bytes())
    assert computer.rights == [""]
    assert keeping.lies_open(tmp_path / keys.UNFINISHED)


def test_what_a_portable_program_carries_is_bound_to_none(
    tmp_path: Path, computer: _Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be tried on the computer's own disk and copied to a stick afterwards."""
    program = tmp_path / "CareFacilitator"
    workspace, own = program / "workspace", tmp_path / "own"
    for folder in (workspace, own):
        folder.mkdir(parents=True)
    monkeypatch.setattr(places.sys, "executable", str(program / "CareFacilitator.exe"))
    assert keeping.wrap(b"key", workspace)
    (program / places.PORTABLE).touch()
    assert keeping.wrap(b"key", workspace) is None
    assert keeping.lies_open(workspace)
    assert keeping.wrap(b"key", own)


def test_a_file_with_its_owners_rights_does_not_lie_open(tmp_path: Path) -> None:
    place = tmp_path / "sheet.pdf"
    place.write_bytes(b"")
    place.chmod(0o644)
    assert keeping.lies_open(place)
    keeping.close_to_others(place, 0o600)
    assert not keeping.lies_open(place)
    assert not keeping.lies_open(tmp_path / "gone.pdf")
