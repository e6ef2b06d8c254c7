from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from carefacilitator import app

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(
    filled: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run a command on the sample programme; its exit code and its JSON, or text when plain."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    folder = tmp_path / "workspace"

    def ran(*arguments: object, plain: bool = False) -> tuple[int, Any]:
        capsys.readouterr()
        whole = [*map(str, arguments), "--workspace", str(folder)]
        code = app.main([*whole, *([] if plain else ["--json"])])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    shutil.copytree(filled, folder)
    return ran


@pytest.fixture
def wall(tmp_path: Path) -> Path:
    path = tmp_path / "wall.jpg"
    Image.new("RGB", (80, 60), "red").save(path)
    return path


def test_photos_are_added_and_listed(run: Run, wall: Path) -> None:
    assert run("photos", "list", "W4") == (0, [])
    code, told = run("photos", "add", "W4", wall, "--caption", "The wall", "--nobody")
    assert code == 0
    assert (told[0]["file"], told[0]["already"]) == (str(wall), False)
    _, (listed,) = run("photos", "list", "W4")
    assert (listed["name"], listed["caption"], listed["target"]) == (
        "wall.jpg",
        "The wall",
        "workshop",
    )
    assert (listed["people"], listed["said_who"], listed["original"]) == ([], True, False)
    _, again = run("photos", "add", "W4", wall)
    assert again[0]["already"]
    _, found = run("search", "the", "wall")
    assert listed["id"] in [one["id"] for one in found]


def test_who_is_in_it_is_said_by_name(run: Run, wall: Path) -> None:
    code, told = run("photos", "add", "W4", wall, "--person", "Participant 050")
    assert code == 0
    assert len(told[0]["people"]) == 1
    code, told = run("photos", "add", "W4", wall, "--person", "Nobody We Know")
    assert (code, told["error"]["code"]) == (2, "bad_usage")


def test_the_signed_sheet(run: Run, wall: Path) -> None:
    run("photos", "add", "W4", wall, "--sheet")
    _, (listed,) = run("photos", "list", "W4")
    assert listed["target"] == "sign_in"


def test_what_is_no_picture_does_not_stop_the_others(run: Run, wall: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.jpg"
    other.write_text("no picture")
    code, told = run("photos", "add", "W4", other, wall, tmp_path / "none.jpg")
    assert code == 1
    assert [one.get("error", {}).get("code", "") for one in told] == [
        "photo_unreadable",
        "",
        "file_missing",
    ]
    assert len(run("photos", "list", "W4")[1]) == 1


def test_a_block_that_is_not_there(run: Run, wall: Path) -> None:
    code, told = run("photos", "add", "W4", wall, "--block", "none")
    assert (code, told[0]["error"]["code"]) == (1, "photo_has_no_place")
    code, told = run("photos", "list", "W9")
    assert (code, told["error"]["code"]) == (1, "workshop_unknown")


def test_in_sentences(run: Run, wall: Path) -> None:
    assert run("photos", "list", "W4", plain=True) == (0, "There are no photos yet.\n")
    assert run("photos", "add", "W4", wall, plain=True) == (0, "wall.jpg: kept.\n")
    assert run("photos", "add", "W4", wall, plain=True)[1].endswith("was here already.\n")
    assert "wall.jpg" in run("photos", "list", "W4", plain=True)[1]
