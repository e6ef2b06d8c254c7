"""Lists of people by command: the names of a dry run, and a row that is left out."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app

ROWS = ["Nombre,Comunidad,Teléfono", "COMUNIDAD SAN JUAN,,", "Ana Balam,San Juan,9991110001",
        "Berta Chan,San Juan,9992220002", "Total mujeres: 2,,"]  # fmt: skip


@pytest.fixture
def run(capsys, monkeypatch, tmp_path, filled):
    """Run a command on a workspace with the sample; returns exit code and what it told."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)

    def ran(*arguments: object, how: str = "--json") -> tuple[int, Any]:
        place = ["--workspace", str(tmp_path / "workspace"), "--lang", "en"]
        code = app.main([*map(str, arguments), *place, *([how] if how else [])])
        out = capsys.readouterr().out
        return code, json.loads(out) if how else out

    shutil.copytree(filled, tmp_path / "workspace")
    return ran


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "people.csv"
    path.write_text("\n".join(ROWS) + "\n", "utf-8")
    return path


def test_a_dry_run_shows_names_and_writes_nothing(run, people: Path) -> None:
    for _ in range(2):
        code, told = run("attendees", "import", "W1", people, "--dry-run")
        assert (code, told["added"]) == (0, 2)
        assert told["preview"] == [
            {"row": 3, "rows": [3], "name": "Ana Balam", "known": False},
            {"row": 4, "rows": [4], "name": "Berta Chan", "known": False},
        ]
        assert [(one["row"], one["code"]) for one in told["remarks"]] == [
            (2, "row_title"),
            (5, "row_total"),
        ]
    _, text = run("attendees", "import", "W1", people, "--dry-run", how="")
    assert "row 3\tnew\tAna Balam" in text
    assert "Row 5 is a total, so nobody is added for it." in text


def test_a_row_is_left_out(run, people: Path) -> None:
    code, told = run("attendees", "import", "W1", people, "--without-row", 3)
    assert (code, told["added"], told["without_rows"]) == (0, 1, [3])
    assert [one["name"] for one in told["preview"]] == ["Berta Chan"]
    _, told = run("attendees", "import", "W1", people, "--dry-run")
    assert [(one["name"], one["known"]) for one in told["preview"]] == [
        ("Ana Balam", False),
        ("Berta Chan", True),
    ]


def test_leaving_out_nobody_is_refused(run, people: Path) -> None:
    for row in (2, 5, 99):
        code, told = run("attendees", "import", "W1", people, "--without-row", row)
        assert (code, told["error"]["code"]) == (1, "attendee_row_not_there")
    _, told = run("attendees", "import", "W1", people, "--dry-run")
    assert told["added"] == 2, "nobody was added"


def test_only_the_first_twenty_are_shown(run, people: Path) -> None:
    names = [f"Participant {n:03},San Juan,99910{n:05}" for n in range(25)]
    people.write_text("\n".join((ROWS[0], *names)) + "\n", "utf-8")
    _, told = run("attendees", "import", "W1", people, "--dry-run")
    assert [one["row"] for one in told["preview"]] == list(range(2, 22))
    _, text = run("attendees", "import", "W1", people, "--dry-run", how="")
    assert "5 more names" in text
    assert "Participant 020" not in text
