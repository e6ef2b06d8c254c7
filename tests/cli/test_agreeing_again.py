"""The offer and the no that stays, on the command line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app
from carefacilitator.services.exchange.shares import Decision
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace
from tests.services.exchanged import Hands

NAME = "Participant 731"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    monkeypatch.setenv("LANGUAGE", "en")

    def ran(*arguments: object, plain: bool = False) -> Any:
        capsys.readouterr()
        folder = ["--workspace", str(tmp_path / "office")]
        code = app.main([*folder, *map(str, arguments), *([] if plain else ["--json"])])
        out = capsys.readouterr().out
        return code, (out if plain else json.loads(out))

    return ran


@pytest.fixture
def field(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "field"))
    yield made
    made.close()


@pytest.fixture
def bundles(field: Program, tmp_path: Path) -> list[Path]:
    """Given, taken back, given again: one bundle after each."""
    office = Program(open_workspace(tmp_path / "office"))
    hands = Hands(tmp_path)
    workshop = field.workshops.create("Exchange", "2022-09-22").id
    person = field.people.walk_in(workshop, NAME, "1-am").person.id
    made = []
    for status in ("given", "withdrawn", "given"):
        answers = {"store": "given", "share_secretariat": status}
        field.people.consent(workshop, person, answers)
        made.append(hands.seal(field, office, workshop))
    office.identity.trust(field.identity.card())
    office.close()
    return made


def test_the_offer_is_told_by_count_and_taken_by_a_word_of_its_own(
    run: Any, bundles: list[Path]
) -> None:
    given, taken, again = bundles
    assert run("import", given)[0] == 0
    assert run("import", taken, "--forget")[0] == 0
    code, told = run("import", again, "--dry-run")
    assert (code, told[0]["offered"], told[0]["erasures"]) == (0, 1, 0)
    for _ in range(2):
        code, told = run("import", again, "--forget", "--trust")
        assert (code, told[0]["offered"], told[0]["taken_back"]) == (0, 1, [])
    code, said = run("import", again, plain=True)
    assert "1 person agreed again" in said
    assert "--take-back" in said
    assert NAME not in said
    code, said = run("import", again, "--take-back", plain=True)
    assert (code, f"The details of 1 person are back: {NAME}." in said) == (0, True)
    assert run("import", again, "--take-back")[1][0]["taken_back"] == []
    assert run("search", NAME)[1] != []


def test_undo_tells_of_how_many_a_no_stays(run: Any, bundles: list[Path]) -> None:
    given, taken, _ = bundles
    run("import", given)
    run("import", taken, "--forget")
    code, told = run("undo")
    assert (code, told["stays"]) == (0, 1)
    run("import", taken, "--forget")
    assert "1 person had said no or taken back a yes. That stays." in run("undo", plain=True)[1]


def test_an_exchange_through_a_folder_asks_again_until_somebody_agrees(
    run: Any, field: Program, bundles: list[Path], tmp_path: Path
) -> None:
    given, taken, _ = bundles
    run("import", given)
    run("import", taken, "--forget")
    stick = tmp_path / "stick"
    stick.mkdir()
    run("sync", "--remote", stick)
    field.syncing.sync(str(stick), trust=True)
    for one in field.identity.peers():
        field.shares.decide(one.device, Decision("everything"))
    field.syncing.sync(str(stick))
    for _ in range(2):
        _, told = run("sync", "--remote", stick)
        assert [one["offered"] for one in told["taken"]] == [1]
    _, told = run("sync", "--remote", stick, "--take-back")
    assert [one["taken_back"] for one in told["taken"]] == [[NAME]]
    assert run("sync", "--remote", stick)[1]["taken"] == []
