"""The computer is gone, a stick with a copy is left: what comes back, for whom, in what words."""

from __future__ import annotations

import base64
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.app import build

PASSPHRASE = "four plain words here"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    place = tmp_path / "stick"
    place.mkdir()
    (tmp_path / "secret").write_text(PASSPHRASE + "\n", "utf-8")
    return place


def _refused(ran: Any, code: str) -> str:
    assert (ran.code, ran.told["error"]["code"]) == (1, code), ran
    assert "Traceback" not in ran.err
    return str(ran.told["error"]["message"])


def test_the_work_of_a_computer_without_a_passphrase_comes_back_elsewhere(
    hall_copy: Path, stick: Path, command: Any, state: Any, tmp_path: Path
) -> None:
    secret, copy = ("--passphrase-file", tmp_path / "secret"), stick / "all.carebackup"
    said = _refused(command("--workspace", hall_copy, "backup", copy), "copy_needs_passphrase")
    assert "passphrase" in said
    assert list(stick.iterdir()) == []
    assert command("--workspace", hall_copy, "backup", copy, *secret).code == 0
    before, program = state(hall_copy)[0], build(hall_copy)
    key = program.workspace.key
    program.close()
    shutil.rmtree(hall_copy)

    for path in stick.iterdir():  # whoever finds the stick
        content = path.read_bytes()
        assert not any(way in content for way in (key, key.hex().encode(), base64.b64encode(key)))
    new = tmp_path / "new computer" / "work"
    for words, code in (
        ((), "passphrase_missing"),
        (("--passphrase-file", stick / "wrong"), "wrong_passphrase"),
    ):
        (stick / "wrong").write_text("four plain words there", "utf-8")
        _refused(command("--workspace", new, "restore", copy, *words), code)
        assert not new.exists()
    back = command("--workspace", new, "restore", copy, *secret)
    assert (back.told["workshops"], back.told["opens_with"]) == (14, "passphrase")
    _refused(command("--workspace", new, "workshops"), "passphrase_missing")
    assert len(command("--workspace", new, "workshops", *secret).told) == 14
    assert state(new, PASSPHRASE)[0][:3] == before[:3]


def test_a_lost_database_comes_back_from_the_copy_beside_it(
    hall_copy: Path, command: Any, state: Any, tmp_path: Path
) -> None:
    copy = hall_copy / "all.carebackup"
    made = command("--workspace", hall_copy, "backup", copy)
    assert made.told["opens_with"] == "workspace"
    before = state(hall_copy)[0]
    for path in hall_copy.glob("workspace.db*"):
        path.unlink()
    ran = command("--workspace", hall_copy, "workshops")
    assert ran.told["error"]["code"] == "workspace_damaged"
    assert command("--workspace", hall_copy, "restore", copy).told["workshops"] == 14
    assert state(hall_copy)[0][:3] == before[:3]


def test_a_copy_of_before_comes_back_and_is_said_to_be_open(
    hall_copy: Path, stick: Path, command: Any, tmp_path: Path
) -> None:
    build(hall_copy).close()  # folds the log into the file
    copy = stick / "old.carebackup"
    with zipfile.ZipFile(copy, "w") as packed:
        for name in ("workspace.db", "workspace.key"):
            packed.write(hall_copy / name, name)
    back = command("--workspace", tmp_path / "new", "restore", copy)
    assert (back.told["workshops"], back.told["opens_with"]) == (14, "open")
    again = command("--workspace", tmp_path / "new", "backup", stick / "new.carebackup")
    _refused(again, "copy_needs_passphrase")
