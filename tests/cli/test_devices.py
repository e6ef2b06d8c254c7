"""Devices by commands: taking a card, deciding who gets what, exchanging, forgetting."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app
from carefacilitator.bundle.read import open_bundle
from carefacilitator.storage import keys
from carefacilitator.storage.database import Database

FROZEN = Path(__file__).parents[1] / "data" / "databases"
Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in the workspace ``hall`` or ``office``; its exit code and its JSON."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def ran(place: str, *arguments: object, plain: bool = False) -> tuple[int, Any]:
        capsys.readouterr()
        words = [*map(str, arguments), "--workspace", str(tmp_path / place)]
        code = app.main([*words, *([] if plain else ["--json"])])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    return ran


@pytest.fixture
def claim(run: Run, tmp_path: Path) -> Path:
    """The office's card, which says that it is of our own group."""
    path = tmp_path / "office.json"
    card = run("office", "identity", "--name", "Office")[1]
    path.write_text(json.dumps({**card, "role": "own_group"}))
    return path


@pytest.fixture
def hall(tmp_path: Path) -> str:
    """A hall with two workshops of a programme, one of none, and somebody who does not share."""
    program = app.build(tmp_path / "hall")
    programme = program.workshops.create_programme("Care schools").id
    for code in ("A1", "A2"):
        program.workshops.create(f"Workshop {code}", "2022-09-22", programme, code=code)
    internal = program.workshops.create("Internal", "2022-09-23", code="INT").id
    program.notes.add(internal, "Evaluación interna")
    person = program.people.walk_in(internal, "Participant 903", "1-am").person.id
    program.people.consent(internal, person, {"store": "given"})
    program.close()
    return "hall"


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("known", ["never", "without a role", "as others"])
def test_a_card_that_calls_itself_own_group_gets_no_names(
    run: Run, hall: str, claim: Path, tmp_path: Path, known: str
) -> None:
    if known != "never":
        role = ("--role", "other") if known == "as others" else ()
        taken = run(hall, "identity", "--take", claim, *role)[1]
        assert (taken["role"], taken["claims"]) == ("other", "own_group")
    out = tmp_path / "x.carebundle"
    made = run(hall, "export", "INT", "--out", out, "--to", claim)[1]
    assert made["withheld"]
    program = app.build(tmp_path / "office")
    with open_bundle(out, [program.identity.own()]) as bundle:
        assert not any(one.value == "Participant 903" for one in bundle.operations())
    program.close()


def test_the_role_a_person_gave_counts_for_the_card_too(
    run: Run, hall: str, claim: Path, tmp_path: Path
) -> None:
    assert run(hall, "identity", "--take", claim, "--role", "own_group")[1]["role"] == "own_group"
    out = tmp_path / "x.carebundle"
    assert run(hall, "export", "INT", "--out", out, "--to", claim)[1]["withheld"] == []


def test_a_claim_is_told_in_words(run: Run, hall: str, claim: Path) -> None:
    said = run(hall, "identity", "--take", claim, plain=True)[1]
    assert "kept as others" in said
    assert "It gets no workshop by itself" in said
    assert "every bundle" in run("office", "identity", "--name", "Valley", plain=True)[1]


def test_who_gets_what_by_commands(run: Run, hall: str, claim: Path) -> None:
    assert run(hall, "share") == (0, [])
    run(hall, "identity", "--take", claim)
    (listed,) = run(hall, "share")[1]
    assert set(listed) == {
        "device",
        "name",
        "role",
        "share",
        "gets",
        "stays",
        "last",
        "used_to_receive",
    }
    assert (listed["share"], listed["gets"]) == ({"kind": "nothing", "ids": []}, [])
    for words, codes in (
        (("--workshop", "A1", "INT"), {"A1", "INT"}),
        (("--programme", "Care schools"), {"A1", "A2"}),
        (("--everything",), {"A1", "A2", "INT"}),
        (("--nothing",), set()),
    ):
        before = run(hall, "share", "Office")[1]
        code, told = run(hall, "share", "Office", *words, "--dry-run")
        assert (code, {one["code"] for one in told["gets"]}) == (0, codes)
        assert run(hall, "share", "Office")[1] == before
        code, told = run(hall, "share", "Office", *words)
        assert (code, {one["code"] for one in told["gets"]}) == (0, codes)
        assert run(hall, "share")[1] == [told]


@pytest.mark.parametrize(
    ("words", "code", "refusal"),
    [
        (("share", "Nobody", "--everything"), 1, "recipient_unknown"),
        (("share", "Office", "--workshop", "Z9"), 1, "workshop_unknown"),
        (("share", "Office", "--programme", "Z9"), 1, "programme_unknown"),
        (("share", "--everything"), 2, "bad_usage"),
        (("share", "Office", "--everything", "--nothing"), 2, "bad_usage"),
    ],
)
def test_a_decision_that_cannot_be_is_refused(
    run: Run, hall: str, claim: Path, words: tuple[str, ...], code: int, refusal: str
) -> None:
    run(hall, "identity", "--take", claim)
    got, told = run(hall, *words)
    assert (got, told["error"]["code"]) == (code, refusal)
    assert run(hall, "share")[1][0]["gets"] == []


def test_a_rehearsed_exchange_tells_and_writes_nothing(
    run: Run, hall: str, claim: Path, stick: Path
) -> None:
    run(hall, "identity", "--take", claim)
    run(hall, "share", "Office", "--workshop", "A1")
    code, told = run(hall, "sync", "--remote", stick, "--dry-run")
    (device,) = told["devices"]
    assert (code, told["dry_run"], device["gives"]) == (0, True, ["A1"])
    assert {"workshop": "INT", "reason": "not_shared"} in device["stays"]
    assert list(stick.iterdir()) == []
    said = run(hall, "sync", "--remote", stick, "--dry-run", plain=True)[1]
    assert "Nothing was written." in said
    assert "would be given: A1" in said
    told = run(hall, "sync", "--remote", stick)[1]
    assert ([one["workshop"] for one in told["given"]], told["dry_run"]) == (["A1"], False)


def test_the_first_exchange_names_who_used_to_receive(
    run: Run, hall: str, claim: Path, stick: Path, tmp_path: Path
) -> None:
    device = run(hall, "identity", "--take", claim)[1]["device"]
    program = app.build(tmp_path / "hall")
    program.workspace.set_meta("share.before", json.dumps([device]))
    program.close()
    said = run(hall, "sync", "--remote", stick, "--dry-run", plain=True)[1]
    assert "Until now every known device got everything made here." in said
    code, told = run(hall, "sync", "--remote", stick)
    assert (code, told["given"]) == (0, [])
    assert told["used_to_receive"] == [{"device": device, "name": "Office"}]
    assert run(hall, "sync", "--remote", stick)[1]["used_to_receive"] == []


def test_a_workspace_of_the_version_before_begins_at_nothing(
    run: Run, claim: Path, stick: Path, tmp_path: Path
) -> None:
    """Its devices were known and got everything; now they are named and get nothing."""
    folder = tmp_path / "older"
    shutil.copytree(FROZEN / "v0004", folder)
    card = json.loads(claim.read_text())
    database = Database(folder / "workspace.db", keys.read_key(folder, None))
    with database.transaction() as connection:
        connection.execute(
            "INSERT INTO peer VALUES (?,?,?,?,?,?,?)",
            (card["device"], "Office", "other", card["age"], card["minisign"], "2026-03-01", 1),
        )
    database.close()
    code, told = run("older", "sync", "--remote", stick)
    assert (code, told["given"]) == (0, [])
    assert told["used_to_receive"] == [{"device": card["device"], "name": "Office"}]
    assert told["devices"][0]["gives"] == []
    assert not (stick / "bundles").exists()
    assert run("older", "share", "Office")[1]["used_to_receive"] is True
    run("older", "share", "Office", "--everything")
    assert len(run("older", "sync")[1]["given"]) == 2


def test_import_with_trust_does_not_agree_to_forget(
    run: Run, hall: str, claim: Path, tmp_path: Path
) -> None:
    program = app.build(tmp_path / "hall")
    internal = program.workshops.find("INT").id
    person = program.people.lines(internal, "1-am")[0].person.id
    program.people.consent(internal, person, {"share_secretariat": "given"})
    program.close()
    first, second = tmp_path / "1.carebundle", tmp_path / "2.carebundle"
    run(hall, "export", "INT", "--out", first, "--to", claim)
    assert run("office", "import", first, "--trust")[0] == 0
    program = app.build(tmp_path / "hall")
    program.people.consent(internal, person, {"share_secretariat": "withdrawn"})
    program.close()
    run(hall, "export", "INT", "--out", second, "--to", claim)
    code, told = run("office", "import", second, "--trust")
    assert (code, told[0]["error"]["code"]) == (1, "erasures_need_answer")
    assert run("office", "search", "Participant 903")[1]
    assert run("office", "import", second, "--forget")[0] == 0
    assert run("office", "search", "Participant 903")[1] == []


def test_help_names_every_choice(capsys: pytest.CaptureFixture[str]) -> None:
    for command, choices in (
        ("share", ("--workshop", "--programme", "--everything", "--nothing", "--dry-run")),
        ("sync", ("--dry-run", "--trust", "--forget")),
    ):
        with pytest.raises(SystemExit) as left:
            app.main([command, "--help"])
        assert left.value.code == 0
        said = capsys.readouterr().out
        assert all(one in said for one in choices)
