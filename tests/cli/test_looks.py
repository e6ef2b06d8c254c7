from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from carefacilitator import app

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on two programmes; its exit code and its JSON, or text when plain."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    place = ("--workspace", str(tmp_path / "workspace"))
    program = app.build(tmp_path / "workspace")
    program.workshops.create_programme("Care as a right")
    program.workshops.create_programme("Another")
    program.close()

    def ran(*arguments: object, plain: bool = False) -> tuple[int, Any]:
        capsys.readouterr()
        code = app.main([*map(str, arguments), *place, *([] if plain else ["--json"])])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    return ran


def logo(folder: Path, name: str, shade: int) -> Path:
    path = folder / name
    Image.new("RGB", (80, 40), (shade, 40, 90)).save(path)
    return path


def test_programmes_are_listed_with_their_looks(run: Run) -> None:
    code, told = run("programmes")
    assert (code, len(told)) == (0, 2)
    first = told[0]
    assert set(first) == {
        "id",
        "code",
        "title",
        "colour",
        "colour_of_words",
        "contrast",
        "logos",
    }
    assert run("looks", "show", first["title"]) == (0, first)
    assert first["title"] in run("programmes", plain=True)[1]


def test_a_colour_is_set_told_and_taken_away(run: Run) -> None:
    programme = run("programmes")[1][0]["id"]
    code, told = run("looks", "colour", programme, "f2c230")
    assert (code, told["colour"], told["contrast"]) == (0, "#F2C230", 1.7)
    assert told["colour_of_words"] not in ("", told["colour"])
    _, text = run("looks", "show", programme, plain=True)
    assert "#F2C230" in text
    assert told["colour_of_words"] in text
    assert run("looks", "colour", programme, "plum")[1]["colour"] == "#7A2E6E"
    assert run("looks", "colour", programme, "none")[1]["colour"] == ""
    code, told = run("looks", "colour", programme, "sky")
    assert (code, told["error"]["code"]) == (1, "colour_unknown")
    assert run("looks", "show", "nothing")[1]["error"]["code"] == "programme_unknown"


def test_logos_are_added_ordered_named_and_removed(run: Run, tmp_path: Path) -> None:
    programme = run("programmes")[1][0]["id"]
    files = [logo(tmp_path, "a.png", 10), logo(tmp_path, "b.png", 90)]
    (tmp_path / "c.png").write_bytes(b"no picture")
    owners = ("--owner", "One", "--owner", "Two", "--owner", "Three")
    code, told = run("looks", "add", programme, *files, tmp_path / "c.png", *owners)
    assert code == 1
    assert [one.get("owner", one.get("error", {}).get("code")) for one in told] == [
        "One",
        "Two",
        "photo_unreadable",
    ]
    assert run("looks", "add", programme, files[0])[1][0]["already"]
    first = told[0]["id"]
    assert [one["owner"] for one in run("looks", "move", first, 1)[1]["logos"]] == ["Two", "One"]
    assert [one["owner"] for one in run("looks", "move", first, -1)[1]["logos"]] == ["One", "Two"]
    assert run("looks", "owner", first, "Uno")[1]["logos"][0]["owner"] == "Uno"
    assert [one["owner"] for one in run("looks", "remove", first)[1]["logos"]] == ["Two"]
    assert run("undo")[1]["label"] == "logo_remove"
    assert len(run("looks", "show", programme)[1]["logos"]) == 2
    assert run("looks", "remove", "nowhere")[1]["error"]["code"] == "logo_unknown"
    code, told = run("looks", "add", programme, *files, "--owner", "One")
    assert (code, told["error"]["code"]) == (2, "bad_usage")
