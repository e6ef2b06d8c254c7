"""The recovery sheet is made for the right passphrase, and written once, where a person says."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from carefacilitator.bundle.refusals import WriteCheckFailed
from carefacilitator.errors import FileMissing
from carefacilitator.services.program import Program
from carefacilitator.services.upkeep import backup
from carefacilitator.storage.failures import PassphraseMissing, WrongPassphrase

PHRASE = "four plain words here"


def test_only_the_right_passphrase_gets_a_sheet(program: Program) -> None:
    folder = program.workspace.folder
    program.workspace.set_passphrase(PHRASE)
    made = backup.checked_sheet(folder, PHRASE, "en", "2026-11-22", "A4")
    assert made.content.startswith(b"%PDF-")
    with pytest.raises(WrongPassphrase):
        backup.checked_sheet(folder, PHRASE + "x", "en", "2026-11-22", "A4")
    with pytest.raises(PassphraseMissing):
        backup.checked_sheet(folder, "", "en", "2026-11-22", "A4")


def test_it_is_written_once_and_noted_nowhere(program: Program, tmp_path: Path) -> None:
    folder = tmp_path / "sheets"
    folder.mkdir()
    out = folder / backup.FILE_NAME
    made = backup.sheet(PHRASE, "en", "2026-11-22")
    backup.keep(made, out)
    assert out.read_bytes() == made.content
    assert os.listdir(folder) == [backup.FILE_NAME]
    assert stat.S_IMODE(out.stat().st_mode) & 0o077 == 0
    assert program.sharing.log() == []


def test_a_file_that_was_there_for_everybody_is_closed_to_others(tmp_path: Path) -> None:
    out = tmp_path / "r.pdf"
    out.write_bytes(b"an older sheet")
    out.chmod(0o644)
    backup.keep(backup.sheet(PHRASE, "en", "2026-11-22"), out)
    assert stat.S_IMODE(out.stat().st_mode) & 0o077 == 0


def test_nothing_lies_beside_it_while_it_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[list[str]] = []
    monkeypatch.setattr(os, "fsync", lambda _: seen.append(os.listdir(tmp_path)))
    backup.keep(backup.sheet(PHRASE, "en", "2026-11-22"), tmp_path / "r.pdf")
    assert seen == [["r.pdf"]]


def test_where_it_cannot_be_written_nothing_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = backup.sheet(PHRASE, "en", "2026-11-22")
    with pytest.raises(FileMissing):
        backup.keep(made, tmp_path / "no" / "r.pdf")
    monkeypatch.setattr(Path, "read_bytes", lambda _: b"else")
    with pytest.raises(WriteCheckFailed):
        backup.keep(made, tmp_path / "r.pdf")
    assert os.listdir(tmp_path) == []
