"""Attendance on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carefacilitator import app
from carefacilitator.cli.door import main


def run(capsys: pytest.CaptureFixture[str], folder: Path, *options: str) -> tuple[int, dict]:
    code = main(["--workspace", str(folder), *options, "--json"], app.build, app.open_window)
    return code, json.loads(capsys.readouterr().out)


def test_the_afternoon_is_marked_as_the_morning_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "workspace"
    program = app.build(folder)
    workshop = program.workshops.create("A day", start="2026-03-04")
    program.workshops.edit(workshop.id, code="T1")
    for title in ("Opening", "Lunch", "Afternoon"):
        program.agenda.add(workshop.id, title, 180)
    for number in range(3):
        program.people.walk_in(workshop.id, f"Participant {number}", "1-am")
    program.close()
    code, told = run(capsys, folder, "attendance", "as-before", "T1", "1-pm", "--dry-run")
    assert (code, told["present"], told["before"]) == (0, 3, "1-am")
    code, told = run(capsys, folder, "attendance", "as-before", "T1", "1-pm")
    assert (code, told["present"], told["dry_run"]) == (0, 3, False)
    code, told = run(capsys, folder, "attendance", "as-before", "T1", "1-pm")
    assert (code, told["present"]) == (0, 0)
    code, told = run(capsys, folder, "attendance", "as-before", "T1", "1-am")
    assert (code, told["error"]["code"]) == (2, "bad_usage")


def test_what_is_usual_is_told_and_chosen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "workspace"
    program = app.build(folder)
    workshop = program.workshops.create("A day")
    program.workshops.edit(workshop.id, code="T1")
    program.close()
    code, told = run(capsys, folder, "attendance", "usual", "T1")
    assert (code, told["method"], told["purposes"][0]) == (0, "oral_witness", "store")
    chosen = ("--purposes", "store,quote", "--method", "written")
    code, told = run(capsys, folder, "attendance", "usual", "T1", *chosen)
    assert (code, told["method"], told["purposes"]) == (0, "written", ["store", "quote"])
    code, told = run(capsys, folder, "attendance", "usual", "T1", "--purposes", "fame")
    assert (code, told["error"]["code"]) == (2, "bad_usage")
    code, told = run(capsys, folder, "attendance", "usual", "T1", "--purposes", "")
    assert (code, told["purposes"][:2]) == (0, ["store", "share_secretariat"])
