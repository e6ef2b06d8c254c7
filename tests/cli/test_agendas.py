"""Agendas by command: out as a calendar or a table, in again, and refused in sentences."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, filled):
    """Run a command on a workspace with the sample; returns exit code and what it told."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)

    def ran(*arguments: object) -> tuple[int, Any]:
        place = ("--workspace", str(tmp_path / "workspace"), "--lang", "en", "--json")
        code = app.main([*map(str, arguments), *place])
        return code, json.loads(capsys.readouterr().out)

    shutil.copytree(filled, tmp_path / "workspace")
    return ran


def test_an_agenda_goes_out_and_comes_in_again(run, tmp_path: Path) -> None:
    out = tmp_path / "w4.ics"
    code, told = run("agenda", "export", "W4", "--out", out)
    assert (code, told) == (
        0,
        {"file": str(out), "blocks": 11, "language": "en", "named": []},
    )
    code, told = run("agenda", "import", "W3", out, "--dry-run")
    assert (code, told["blocks"], told["days"], told["refused"]) == (0, 11, 1, [])
    table = tmp_path / "w4.csv"
    assert run("agenda", "export", "W4", "--out", table, "--lang", "es")[1]["language"] == "en"
    assert run("agenda", "import", "W3", table)[1]["blocks"] == 11
    assert run("undo")[1]["label"] == "agenda_import"


def test_what_is_no_agenda_is_refused_with_its_code(run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ics"
    broken.write_text("BEGIN:VCALENDAR\n")
    code, told = run("agenda", "import", "W4", broken)
    assert (code, told["error"]["code"]) == (1, "calendar_unreadable")
    assert told["error"]["next"]
