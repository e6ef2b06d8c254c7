"""What left of a workshop, by command: listed, and taken down as arrived."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from carefacilitator import app


def seal(run: Any, folder: Path) -> None:
    card = folder / "office.carecard"
    card.write_text(json.dumps(run("identity", "--name", "Office", at="office")[1]))
    run("identity", "--take", card)
    assert run("export", "W4", "--to", card, "--out", folder / "a.carebundle")[0] == 0


def test_what_left_is_listed_newest_first(run, tmp_path: Path) -> None:
    assert run("shared", "W4") == (0, {"shared": [], "changed_since": ""})
    run("report", "W4", "--out", tmp_path / "a.pdf")
    seal(run, tmp_path)
    code, told = run("shared", "W4")
    assert code == 0
    assert [(one["kind"], one["number"], one["to"]) for one in told["shared"]] == [
        ("bundle", 1, "Office"),
        ("summary", 0, ""),
    ]
    assert told["shared"][1]["file"] == "a.pdf"
    assert told["changed_since"] == ""


def test_that_a_bundle_arrived_is_said_and_taken_back(run, tmp_path: Path) -> None:
    seal(run, tmp_path)
    assert run("shared", "W4")[1]["shared"][0]["arrived"] == ""
    assert run("shared", "W4", "--arrived", 1)[1]["shared"][0]["arrived"]
    assert run("shared", "W4")[1]["shared"][0]["arrived"]
    assert run("shared", "W4", "--not-arrived", 1)[1]["shared"][0]["arrived"] == ""


def test_a_bundle_that_was_never_sealed_is_refused(run) -> None:
    code, told = run("shared", "W4", "--arrived", 3)
    assert (code, told["error"]["code"]) == (1, "bundle_not_sent")
    assert "3" in told["error"]["message"]


def test_sentences_say_the_same(run, capsys, tmp_path: Path) -> None:
    seal(run, tmp_path)
    place = ("--workspace", str(tmp_path / "group"), "--lang", "en")
    assert app.main(["shared", "W4", "--arrived", "1", *place]) == 0
    line = capsys.readouterr().out
    assert "Bundle 1 for Office" in line
    assert "arrived, as told on" in line
