"""Names in texts on the command line: listed, settled, and told by every command that hands out."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app
from carefacilitator.model.privacy import consent

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on a workshop in which somebody is named who did not agree."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")
    place = ("--workspace", str(tmp_path / "workspace"))
    program = app.build(tmp_path / "workspace")
    day = program.workshops.create("Day", "2022-09-22").id
    person = program.people.walk_in(day, "Awa Diouf", "1-am").person
    program.people.consent(day, person.id, {consent.STORE: "given"})
    program.notes.add(day, "As Awa told us")
    program.notes.add(day, "Care is work")
    program.agenda.add(day, "Talk of Awa", lead="Bintou Keita")
    program.close()

    def ran(*arguments: object, plain: bool = False) -> tuple[int, Any]:
        capsys.readouterr()
        code = app.main([*map(str, arguments), *place, *([] if plain else ["--json"])])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    return ran


def test_what_stays_is_listed(run: Run) -> None:
    code, told = run("names", "T1")
    assert code == 0
    texts = {one["text"]: one for one in told}
    assert set(texts) == {"As Awa told us", "Talk of Awa", "Bintou Keita"}
    note = texts["As Awa told us"]
    assert set(note) == {
        *("key", "kind", "id", "field", "text", "spans", "people", "names", "sure", "typed"),
        *("missing", "kept"),
    }
    assert (note["kind"], note["spans"], note["names"]) == ("note", [[3, 6]], ["Awa Diouf"])
    assert texts["Bintou Keita"]["typed"]
    plain = run("names", "T1", plain=True)[1]
    assert "As Awa told us" in plain
    assert note["key"] in plain


@pytest.mark.parametrize(
    ("option", "left"),
    [("--not-her", False), ("--keep", True), ("--agrees", False), ("--organisation", False)],
)
def test_everything_can_be_settled(run: Run, option: str, left: bool) -> None:
    keys = [one["key"] for one in run("names", "T1")[1]]
    code, told = run("names", "T1", option, *keys)
    assert code == 0
    assert bool(told) is left
    assert all(one["kept"] for one in told)
    assert run("names", "T1") == (0, told)


def test_it_can_be_asked_again(run: Run) -> None:
    before = run("names", "T1")[1]
    keys = [one["key"] for one in before]
    kept = run("names", "T1", "--keep", *keys)[1]
    assert run("names", "T1", "--again", *[one["key"] for one in kept])[1] == before


def test_it_can_be_asked_again_about_everything(run: Run) -> None:
    before = run("names", "T1")[1]
    assert run("names", "T1", "--not-her", *[one["key"] for one in before])[1] == []
    again = run("names", "T1", "--again")[1]
    assert {one["text"] for one in again} == {"As Awa told us", "Talk of Awa", "Bintou Keita"}


def test_what_is_not_there_is_refused(run: Run) -> None:
    code, told = run("names", "T1", "--keep", "0123456789")
    assert (code, told["error"]["code"]) == (1, "finding_unknown")
    assert run("names", "T9")[0] == 1


def test_every_command_that_hands_out_tells_what_stayed(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office = app.build(tmp_path / "office")
    card = tmp_path / "card.json"
    card.write_text(office.identity.card("other").text())
    office.close()
    out = tmp_path / "a.carebundle"
    code, told = run("export", "T1", "--to", card, "--out", out)
    assert code == 0
    assert {"kind": "note", "count": 1, "reason": "named"} in told["withheld"]
    assert len(told["named"]) == 3
    code, told = run("report", "T1", "--kind", "report", "--out", tmp_path / "a.pdf")
    assert (code, len(told["named"])) == (0, 3)
    code, told = run("agenda", "export", "T1", "--out", tmp_path / "a.csv", "--leads")
    assert (code, len(told["named"])) == (0, 2)
    written = (tmp_path / "a.csv").read_text("utf-8-sig")
    assert "Awa" not in written
    assert "Bintou" not in written
