"""The command line: one JSON document, sentences, exit codes, and every refusal in words."""

# long: every command once, with the workspaces, cards and bundles that they share

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carefacilitator import app, settings
from carefacilitator.storage.workspace import open_workspace

PASSPHRASE = "correct horse battery staple"


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> Any:
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        code: str = self.told["error"]["code"]
        return code


Run = Callable[..., Ran]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command in this process; ``--json`` unless ``plain``."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def ran(*arguments: object, plain: bool = False) -> Ran:
        capsys.readouterr()
        code = app.main([*map(str, arguments), *([] if plain else ["--json"])])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return ran


@pytest.fixture
def child(program_env: dict[str, str], project: Path, tmp_path: Path) -> Run:
    """Run a command in a process of its own."""

    def ran(*arguments: object, **environment: str) -> Ran:
        made = subprocess.run(
            [sys.executable, "-m", "carefacilitator", *map(str, arguments)],
            cwd=tmp_path,
            env={**program_env, **environment},
            capture_output=True,
            encoding="utf-8",
            timeout=120,
        )
        return Ran(made.returncode, made.stdout, made.stderr)

    return ran


@pytest.fixture
def field(filled: Path, tmp_path: Path) -> Path:
    """A facilitator's workspace with the sample programme."""
    folder = tmp_path / "field"
    shutil.copytree(filled, folder)
    return folder


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The secretariat's workspace, still empty."""
    folder = tmp_path / "office"
    app.build(folder).close()
    return folder


@pytest.fixture
def card(run: Run, office: Path, tmp_path: Path) -> Path:
    path = tmp_path / "card.json"
    path.write_text(run("--workspace", office, "identity").out, "utf-8")
    return path


@pytest.fixture
def bundle(run: Run, field: Path, card: Path, tmp_path: Path) -> Path:
    path = tmp_path / "w4.carebundle"
    made = run("--workspace", field, "export", "W4", "--out", path, "--to", card)
    assert made.code == 0, made.out
    return path


# --- the whole job, in processes of their own -----------------------------------------------------


def test_the_whole_job_by_commands_alone(child: Run, tmp_path: Path) -> None:
    filled = child("--workspace", "field", "--json", "sample")
    assert filled.told == {
        "workshops": 14,
        "people": 102,
        "notes": 34,
        "lessons": 46,
        "commitments": 18,
    }
    lines = child("workshops", "--workspace", "field", "--json", "--lang", "es").told
    w4 = next(line for line in lines if line["code"] == "W4")
    assert (w4["people"], w4["present"], w4["counted"], w4["commitments"]) == (28, 28, 3, 3)
    assert w4["title"].startswith("Recompensar")
    identity = child("--workspace", "office", "identity", "--json")
    assert set(identity.told) == {"device", "name", "age", "minisign"}
    (tmp_path / "card.json").write_text(identity.out, "utf-8")
    report = ("report", "W4", "--kind", "summary", "--lang", "ar", "--out", "w4.pdf")
    assert child("--workspace", "field", *report, "--json").told["pages"] >= 1
    export = ("export", "W4", "--out", "w4.carebundle", "--to", "card.json")
    sent = child("--workspace", "field", *export, "--json").told
    assert sent["bytes"] == (tmp_path / "w4.carebundle").stat().st_size
    assert sent["withheld"] == [{"kind": "person", "count": 5, "reason": "share_secretariat"}]
    assert sent["repeats"] == []
    taken = child("--workspace", "office", "import", "w4.carebundle", "--trust", "--json")
    (entry,) = taken.told
    assert (entry["bundle"], entry["changed"], entry["same"]) == (sent["bundle"], 0, 0)
    assert entry["new"] > 0
    (again,) = child("--workspace", "office", "import", "w4.carebundle", "--json").told
    assert (again["new"], again["changed"], again["same"]) == (0, 0, entry["new"])
    hits = child("--workspace", "office", "search", "NEGOCIACION", "politicas", "--json")
    assert hits.code == 0
    assert child("--workspace", "office", "doctor", "--json").told == {"ok": True, "problems": []}
    assert all(ran.err == "" for ran in (filled, identity, taken, hits))


def test_without_json_it_speaks_the_chosen_language(child: Run) -> None:
    child("--workspace", "field", "sample")
    refused = child("--workspace", "field", "report", "W9", "--out", "x.pdf", "--lang", "es")
    assert (refused.code, refused.out) == (1, "")
    assert "taller" in refused.err


def test_a_reader_who_has_seen_enough_is_no_failure(
    field: Path, program_env: dict[str, str]
) -> None:
    made = subprocess.Popen(
        [sys.executable, "-m", "carefacilitator", "--workspace", str(field), "workshops"],
        env=program_env,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert made.stdout is not None
    made.stdout.close()  # before it says a word
    _, said = made.communicate(timeout=120)
    assert (made.returncode, said) == (0, b"")


def test_a_passphrase_from_the_environment_or_a_file(child: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE + "\n", "utf-8")
    assert child("--workspace", "w", "workshops", CAREFACILITATOR_PASSPHRASE=PASSPHRASE).code == 0
    assert child("--workspace", "w", "workshops", "--passphrase-file", secret).code == 0
    missing = child("--workspace", "w", "workshops", "--json")
    assert (missing.code, missing.refusal) == (1, "passphrase_missing")
    wrong = child("--workspace", "w", "workshops", "--json", CAREFACILITATOR_PASSPHRASE="wrong")
    assert (wrong.code, wrong.refusal) == (1, "wrong_passphrase")
    gone = child("--workspace", "w", "workshops", "--json", "--passphrase-file", "gone")
    assert (gone.code, gone.refusal) == (1, "file_missing")


def test_reading_goes_on_while_another_program_writes(
    child: Run, field: Path, bundle: Path, office: Path, tmp_path: Path
) -> None:
    for folder in (field, office):
        child("--workspace", folder, "search", "cuidado")
    held = [open_workspace(folder) for folder in (field, office)]
    for workspace in held:
        workspace.begin_writing()
    try:
        assert len(child("--workspace", field, "workshops", "--json").told) == 14
        assert child("--workspace", field, "search", "cuidado", "--json").code == 0
        report = ("report", "W4", "--out", tmp_path / "x.pdf")
        assert child("--workspace", field, *report, "--json").code == 0
        assert child("--workspace", office, "inspect", bundle, "--json").code == 0
        dry = ("import", bundle, "--dry-run")
        assert child("--workspace", office, *dry, "--json").told[0]["new"] > 0
        assert child("--workspace", office, "identity", "--json").code == 0
        for writing in (("import", bundle, "--trust"), ("sync", "--remote", tmp_path)):
            refused = child("--workspace", office, *writing, "--json")
            assert refused.code == 1
            assert "workspace_in_use" in refused.out
    finally:
        for workspace in held:
            workspace.close()


# --- usage ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["frobnicate"],
        ["export", "W1"],
        ["import"],
        ["report", "W1"],
        ["attendees", "export"],
        ["workshops", "--lang", "xx"],
        ["workshops", "extra"],
        ["--nonsense", "workshops"],
        ["export", "W1", "--out", "x", "--to", "y", "--part-size", "many"],
    ],
)
def test_wrong_usage_is_told_and_exits_2(run: Run, tmp_path: Path, arguments: list[str]) -> None:
    ran = run("--workspace", tmp_path / "w", *arguments)
    assert (ran.code, ran.refusal) == (2, "bad_usage")
    assert set(ran.told["error"]) == {"code", "message", "safe", "next"}
    plain = run("--workspace", tmp_path / "w", *arguments, plain=True)
    assert (plain.code, plain.out) == (2, "")
    assert plain.err
    assert not (tmp_path / "w").exists()


def test_global_options_before_and_behind_the_command(run: Run, field: Path) -> None:
    before = run("--workspace", field, "--lang", "fr", "workshops")
    behind = run("workshops", "--workspace", field, "--lang", "fr")
    nested = run("--workspace", "elsewhere", "workshops", "--workspace", field, "--lang", "fr")
    assert before.told == behind.told == nested.told
    assert not Path("elsewhere").exists()


def test_a_path_can_be_copied_from_an_arabic_answer(
    field: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy, secret = tmp_path / "copy.carebackup", tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    backup = ("backup", str(copy), "--passphrase-file", str(secret))
    for command in backup, ("inspect", str(tmp_path / "none.carebundle")):
        app.main(["--workspace", str(field), "--lang", "ar", *command])
    said = capsys.readouterr()
    assert str(copy) in said.out
    assert "none.carebundle" in said.err
    assert not set("\u2066\u2067\u2068\u2069") & set(said.out + said.err)


def test_no_command_opens_the_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from carefacilitator import cli

    opened: list[tuple[Path, str | None]] = []

    def open_window(folder: Path, passphrase: str | None, *_more: object) -> int:
        opened.append((folder, passphrase))
        return 0

    monkeypatch.setenv("CAREFACILITATOR_PASSPHRASE", PASSPHRASE)
    assert cli.main(["--workspace", str(tmp_path)], app.build, open_window) == 0
    assert opened == [(tmp_path, PASSPHRASE)]


def test_files_alone_are_opened_in_the_window(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A click on a bundle starts the program with its name and nothing else."""
    from carefacilitator import cli

    opened: list[object] = []

    def open_window(_folder: Path, _passphrase: str | None, _lang: object, files: object) -> int:
        opened.append(files)
        return 0

    bundle = tmp_path / "W4.carebundle"
    bundle.write_bytes(b"sealed")
    asked = ["--workspace", str(tmp_path / "w")]
    assert cli.main([*asked, str(bundle)], app.build, open_window) == 0
    assert cli.main(asked, app.build, open_window) == 0
    assert opened == [[str(bundle)], []]
    assert cli.main([*asked, str(tmp_path / "none.carebundle")], app.build, open_window) == 2
    assert "none.carebundle" in capsys.readouterr().err


def test_a_bug_is_told_as_one(
    run: Run, field: Path, monkeypatch: pytest.MonkeyPatch, expected_log: Any
) -> None:
    from carefacilitator.services.workshops import Workshops

    expected_log("failure")

    def broken(_: object) -> None:
        raise ZeroDivisionError("Participant 001")

    monkeypatch.setattr(Workshops, "lines", broken)
    ran = run("--workspace", field, "workshops")
    assert (ran.code, ran.refusal) == (4, "bug")
    assert "Participant" not in ran.out + (field / "carefacilitator.log").read_text()


# --- single commands ------------------------------------------------------------------------------


def test_sample_refuses_a_workspace_that_is_in_use(run: Run, office: Path) -> None:
    made = app.build(office)
    made.workshops.create("Our own")
    made.close()
    ran = run("--workspace", office, "sample")
    assert (ran.code, ran.refusal) == (1, "workspace_not_empty")


def test_sample_twice_is_the_same(run: Run, field: Path) -> None:
    assert run("--workspace", field, "sample").told["workshops"] == 14


def test_attendees_are_shown_first_and_taken_once(run: Run, field: Path, tmp_path: Path) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "Nombre;Organización;Correo\nParticipante 700;Sindicato Z;p700@example.org\n;Nadie;\n",
        "utf-8",
    )
    arguments = ("--workspace", field, "attendees", "import", "W1", people)
    shown = run(*arguments, "--dry-run").told
    assert (shown["added"], shown["unchanged"]) == (1, 0)
    assert [(one["row"], bool(one["message"])) for one in shown["refused"]] == [(3, True)]
    assert shown["columns"]["Nombre"] == "name"
    assert run(*arguments).told == shown
    again = run(*arguments).told
    assert (again["added"], again["unchanged"]) == (0, 1)


def test_answers_that_are_not_understood_wait_for_a_decision(
    run: Run, field: Path, tmp_path: Path
) -> None:
    people = tmp_path / "people.csv"
    people.write_text(
        "Nombre;¿Acepta que guardemos sus datos?;Color;Estado\n"
        "Participant 700;Sí;azul;Confirmada\nParticipant 701;Si no hay problema;;Confirmada\n"
        "Participant 702;;;Confirmada\nParticipant 703;No quiero;;Confirmada\n"
        "Participant 704;Sí;;Cancelada\n",
        "utf-8",
    )
    arguments = ("--workspace", field, "attendees", "import", "W1", people)
    first = run(*arguments).told
    assert (first["added"], first["counted"], first["held"]) == (1, 1, 2)
    assert (first["not_understood"], first["did_not_come"]) == (2, 1)
    assert first["unknown_columns"] == ["Color"]
    assert [(one["row"], one["code"]) for one in first["remarks"]] == [
        (3, "consent_held"),
        (4, "consent_empty"),
        (6, "did_not_come"),
    ]
    plain = run(*arguments, plain=True).out
    assert "Answers not understood: 2. People who wait for your decision: 2." in plain
    assert "Row 3: “Si no hay problema” is no clear yes or no about keeping data." in plain
    assert "Columns that are not known and not taken: Color." in plain
    said = run(*arguments, "--answer-means", "SI NO HAY PROBLEMA=yes", "--row-means", "4=no").told
    assert (said["added"], said["counted"], said["held"]) == (1, 2, 0)
    again = run(*arguments).told
    assert (again["added"], again["unchanged"], again["held"]) == (0, 2, 1), "only row 4 is asked"
    left = run(*arguments, "--answer-means", "=out").told
    assert (left["held"], left["counted"]) == (0, 1)
    for wrong in ("--answer-means=hm", "--row-means=x=yes", "--row-means=4=perhaps"):
        assert run(*arguments, wrong).code == 2
    assert run(*arguments, "--not-consent", "Nada").refusal == "bad_usage"
    taken = run(*arguments, "--not-consent", "¿Acepta que guardemos sus datos?").told
    assert (taken["held"], taken["added"]) == (0, 2)


def test_attendees_of_several_workshops_in_one_file(run: Run, office: Path, inputs: Path) -> None:
    made = app.build(office)
    workshop = made.workshops.create("Exchange", code="W4").id
    made.close()
    file = inputs / "14_scenario" / "scenario_attendance.csv"
    ran = run("--workspace", office, "attendees", "import", workshop, file)
    assert ran.code == 0, ran.out
    assert ran.told["added"] == 28


@pytest.mark.parametrize("kind", ["novel", "Report"])
def test_kinds_that_are_not_built(run: Run, field: Path, tmp_path: Path, kind: str) -> None:
    out = tmp_path / "x.pdf"
    ran = run("--workspace", field, "report", "W1", "--kind", kind, "--out", out)
    assert (ran.code, ran.refusal) == (1, "kind_not_built")
    assert not out.exists()


def test_inspect_tells_everything_and_writes_nothing(run: Run, office: Path, bundle: Path) -> None:
    told = run("--workspace", office, "inspect", bundle).told
    assert {
        "bundle",
        "device",
        "signer",
        "sequence",
        "previous",
        "workshops",
        "operations",
        "attachments",
    } <= set(told)
    assert [one["code"] for one in told["workshops"]] == ["W4"]
    assert (told["sequence"], told["previous"], told["attachments"]) == (1, None, 0)
    assert run("--workspace", office, "workshops").told == []


def test_import_gives_one_entry_per_file(
    run: Run, office: Path, bundle: Path, tmp_path: Path
) -> None:
    rubbish = tmp_path / "rubbish.carebundle"
    rubbish.write_bytes(b"rubbish")
    ran = run("--workspace", office, "import", rubbish, bundle, tmp_path / "gone", "--trust")
    assert ran.code == 1
    assert [entry.get("error", {}).get("code") for entry in ran.told] == [
        "not_a_bundle",
        None,
        "file_missing",
    ]
    assert [entry["file"] for entry in ran.told][1] == str(bundle)
    assert len(run("--workspace", office, "workshops").told) == 1


def test_places_that_are_no_files(run: Run, field: Path, tmp_path: Path, expected_log: Any) -> None:
    expected_log("failure")
    folder = tmp_path / "folder"
    folder.mkdir()
    (entry,) = run("--workspace", field, "import", folder).told
    assert entry["error"]["code"] == "not_a_bundle"
    assert run("--workspace", field, "inspect", folder).refusal == "not_a_bundle"
    assert run("--workspace", field, "identity", "--take", folder).refusal == "file_missing"
    assert run("--workspace", field, "identity", "--take", "gone").refusal == "file_missing"
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    assert run("--workspace", field, "backup", folder, "--passphrase-file", secret).code == 3
    assert run("--workspace", field, "report", "W1", "--out", folder).code == 3


def test_a_workspace_that_is_a_file(run: Run, tmp_path: Path, expected_log: Any) -> None:
    expected_log("failure")
    file = tmp_path / "file"
    file.write_text("not a folder")
    ran = run("--workspace", file, "workshops")
    assert ran.code == 3
    assert "Traceback" not in ran.err
    assert file.read_text() == "not a folder"


def test_import_refuses_a_stranger_without_trust(run: Run, office: Path, bundle: Path) -> None:
    ran = run("--workspace", office, "import", bundle)
    assert ran.code == 1
    assert ran.told[0]["error"]["code"] == "signer_unknown"
    plain = run("--workspace", office, "import", bundle, plain=True)
    assert (plain.code, plain.out) == (1, "")
    assert bundle.name in plain.err


def test_undo_takes_the_import_back(run: Run, office: Path, bundle: Path) -> None:
    made = run("--workspace", office, "import", bundle, "--trust").told[0]
    run("--workspace", office, "import", bundle)
    undone = run("--workspace", office, "undo").told
    assert undone["change"] == made["change"]
    assert run("--workspace", office, "workshops").told == []
    nothing = run("--workspace", office, "undo")
    assert (nothing.code, nothing.refusal) == (1, "nothing_to_undo")


def test_undo_asks_before_work_that_rests_on_an_import(
    run: Run, office: Path, bundle: Path
) -> None:
    change = run("--workspace", office, "import", bundle, "--trust").told[0]["change"]
    made = app.build(office)
    made.notes.add(made.workshops.find("W4").id, "The office's own.")
    made.close()
    asked = run("--workspace", office, "undo", change)
    assert (asked.code, asked.refusal) == (1, "undo_needs_answer")
    assert run("--workspace", office, "undo", change, "--sure").code == 0


def test_search_ignores_accents_and_letter_forms(run: Run, field: Path) -> None:
    hits = run("--workspace", field, "search", "اقتصاد", "الرعايه").told
    assert {hit["kind"] for hit in hits} >= {"workshop", "note"}
    assert all(set(hit) == {"kind", "id", "workshop", "text"} for hit in hits)
    assert run("--workspace", field, "search", "zzzz").told == []


def test_backup_and_restore(run: Run, field: Path, tmp_path: Path) -> None:
    copy, secret = tmp_path / "copy.zip", tmp_path / "secret"
    refused = run("--workspace", field, "backup", copy)
    assert (refused.code, refused.refusal) == (1, "copy_needs_passphrase")
    assert not copy.exists()
    secret.write_text(PASSPHRASE, "utf-8")
    told = run("--workspace", field, "backup", copy, "--passphrase-file", secret).told
    assert (told["bytes"], told["opens_with"]) == (copy.stat().st_size, "passphrase")
    assert run("--workspace", field, "backup", tmp_path / "again.zip").code == 0  # kept
    back = tmp_path / "back"
    closed = run("--workspace", back, "restore", copy)
    assert (closed.code, closed.refusal) == (1, "passphrase_missing")
    told = run("--workspace", back, "restore", copy, "--passphrase-file", secret).told
    assert (told["workshops"], told["opens_with"]) == (14, "passphrase")
    again = run("--workspace", back, "restore", copy, "--passphrase-file", secret)
    assert (again.code, again.refusal) == (1, "workspace_not_empty")
    rubbish = tmp_path / "rubbish"
    rubbish.write_bytes(b"PK rubbish")
    ran = run("--workspace", tmp_path / "other", "restore", rubbish)
    assert (ran.code, ran.refusal) == (1, "backup_damaged")


def test_a_copy_beside_the_workspace_and_one_of_before(
    run: Run, field: Path, tmp_path: Path
) -> None:
    beside = field / "copy.carebackup"
    assert run("--workspace", field, "backup", beside).told["opens_with"] == "workspace"
    with zipfile.ZipFile(beside) as packed:
        assert packed.namelist() == ["workspace.db"]
    moved = tmp_path / "stick" / "copy.carebackup"
    moved.parent.mkdir()
    beside.rename(moved)
    away = run("--workspace", tmp_path / "new", "restore", moved)
    assert (away.code, away.refusal) == (1, "copy_key_missing")
    with zipfile.ZipFile(moved, "a") as packed:  # as programs before wrote every copy
        packed.write(field / "workspace.key", "workspace.key")
    told = run("--workspace", tmp_path / "new", "restore", moved)
    assert (told.told["opens_with"], told.told["workshops"]) == ("open", 14)


def test_a_short_passphrase_is_refused_wherever_one_is_set(
    run: Run, field: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("x\n", "utf-8")
    at = ("--passphrase-file", secret)
    for words in (
        ("--workspace", tmp_path / "new", "workshops"),
        ("--workspace", field, "backup", tmp_path / "copy.zip"),
        ("--workspace", field, "identity", "--secret-out", tmp_path / "key"),
    ):
        ran = run(*words, *at)
        assert (ran.code, ran.refusal) == (1, "passphrase_short"), words
    assert not [one for one in tmp_path.iterdir() if one.name in ("new", "copy.zip", "key")]


def test_identity_and_secret_keys(run: Run, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE, "utf-8")
    arguments = ("--workspace", tmp_path / "w", "--passphrase-file", secret, "identity")
    card = run(*arguments, "--name", "Facilitator", "--secret-out", tmp_path / "key.age").told
    assert card["name"] == "Facilitator"
    assert (tmp_path / "key.age").read_bytes().startswith(b"age-encryption.org/v1")
    assert "minisign" in (tmp_path / "key.age.minisign").read_text("utf-8")
    assert PASSPHRASE not in (tmp_path / "key.age.minisign").read_text("utf-8")
    bare = run("--workspace", tmp_path / "open", "identity", "--secret-out", tmp_path / "x")
    assert (bare.code, bare.refusal) == (1, "passphrase_missing")
    assert run(*arguments, "--role", "own_group").told["role"] == "own_group"


def test_a_card_is_taken_by_hand(run: Run, field: Path, card: Path) -> None:
    taken = run("--workspace", field, "identity", "--take", card).told
    assert taken["role"] == "other"
    device = json.loads(card.read_text("utf-8"))["device"]
    out = card.with_name("x.carebundle")
    assert run("--workspace", field, "export", "W1", "--out", out, "--to", device).code == 0


def test_export_to_a_bare_key_and_in_parts(
    run: Run, field: Path, office: Path, card: Path, tmp_path: Path
) -> None:
    age = json.loads(card.read_text("utf-8"))["age"]
    out = tmp_path / "all.carebundle"
    codes = [f"W{number}" for number in range(1, 6)]
    made = run(
        "--workspace", field, "export", *codes, "--out", out, "--to", age, "--part-size", "0.1"
    ).told
    assert len(made["files"]) > 1
    assert not out.exists()
    (entry,) = run("--workspace", office, "import", made["files"][0], "--trust").told
    assert entry["bundle"] == made["bundle"]
    Path(made["files"][1]).unlink()
    (entry,) = run("--workspace", office, "import", made["files"][0], "--trust").told
    assert entry["error"]["code"] == "bundle_parts_missing"


@pytest.mark.parametrize(
    ("to", "code"),
    [("nobody", "recipient_unknown"), ("gone.json", "file_missing"), ("age1x", "key_invalid")],
)
def test_export_to_nobody(run: Run, field: Path, tmp_path: Path, to: str, code: str) -> None:
    out = tmp_path / "x.carebundle"
    ran = run("--workspace", field, "export", "W1", "--out", out, "--to", to)
    assert (ran.code, ran.refusal) == (1, code)
    assert not out.exists()


def test_export_where_there_is_no_folder(run: Run, field: Path, card: Path, tmp_path: Path) -> None:
    out = tmp_path / "gone" / "x.carebundle"
    ran = run("--workspace", field, "export", "W1", "--out", out, "--to", card)
    assert (ran.code, ran.refusal) == (1, "file_missing")


def test_sync_by_commands(run: Run, field: Path, office: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    assert run("--workspace", field, "sync", "--remote", stick).told["given"] == []
    waiting = run("--workspace", office, "sync", "--remote", stick).told["waiting"]
    assert len(waiting[0]["words"].split()) >= 8  # one of the eight may be “frying pan”
    run("--workspace", office, "sync", "--remote", stick, "--trust")
    assert run("--workspace", field, "sync", "--trust").told["given"] == []
    device = run("--workspace", office, "identity").told["device"]
    run("--workspace", field, "share", device, "--everything")
    given = run("--workspace", field, "sync").told["given"]
    assert len(given) == 14
    taken = run("--workspace", office, "sync").told["taken"]
    assert {entry["conflicts"] for entry in taken} == {0}
    assert len(run("--workspace", office, "workshops").told) == 14
    ran = run("--workspace", office, "sync", "--remote", tmp_path / "gone")
    assert (ran.code, ran.refusal) == (1, "stick_missing")
    ran = run("--workspace", office, "sync", "--remote", "sftp://example.org")
    assert (ran.code, ran.refusal) == (1, "remote_unknown")


def test_doctor_finds_and_mends_a_changed_table(run: Run, field: Path) -> None:
    workspace = open_workspace(field)
    with workspace.database.transaction() as connection:
        connection.execute("UPDATE note SET text='changed by another program'")
    workspace.close()
    ran = run("--workspace", field, "doctor")
    assert (ran.code, ran.told) == (1, {"ok": False, "problems": ["table:note"]})
    assert run("--workspace", field, "doctor").told["ok"]


def test_a_workspace_of_a_newer_version(run: Run, field: Path) -> None:
    workspace = open_workspace(field)
    with workspace.database.transaction() as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999'")
    workspace.close()
    ran = run("--workspace", field, "workshops")
    assert (ran.code, ran.refusal) == (1, "workspace_newer")


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may all")
def test_a_read_only_folder(run: Run, tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o500)
    ran = run("--workspace", closed / "w", "workshops")
    assert ran.code == 3


def test_a_code_on_a_certificate_is_checked(run: Run, field: Path, tmp_path: Path) -> None:
    out = tmp_path / "c.pdf"
    made = run(
        *("--workspace", field, "report", "W4", "--kind", "certificates", "--out", out), "--json"
    )
    assert (made.code, made.told["pages"]) == (0, 28)
    text = subprocess.run(["pdftotext", out, "-"], capture_output=True, check=True).stdout.decode()
    code = re.search(r"Code (\S+):", text)
    assert code is not None
    told = run("--workspace", field, "certificate", "check", code.group(1), "--json").told
    assert (told["code"], told["minutes"]) == (code.group(1), told["minutes_now"])
    assert told["name"] in text
    refused = run("--workspace", field, "certificate", "check", "0000-0000-0000", "--json")
    assert (refused.code, refused.told["error"]["code"]) == (1, "certificate_unknown")


def test_minutes_are_told_to_paste(run: Run, field: Path) -> None:
    told = run("--workspace", field, "minutes", "W4", "--json").told
    assert (told["present"]["count"], told["counted"]) == (28, 3)
    assert len(told["present"]["names"]) == 23
    assert told["text"].count("Participant") == 23


def test_the_size_of_paper_comes_from_the_settings(run: Run, field: Path, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    chosen = settings.changed(settings.load(field / settings.FILE_NAME), paper="Letter")
    settings.save(field / settings.FILE_NAME, chosen)
    for more, width in (((), "612 x 792"), (("--paper", "A4"), "x 841.89")):
        report = ("report", "W4", "--beside", "ar", "--lang", "en", "--out", out, *more)
        assert run("--workspace", field, *report, "--json").code == 0
        told = subprocess.run(["pdfinfo", out], capture_output=True, text=True, check=True).stdout
        assert width in told


@pytest.mark.skipif(os.name != "posix", reason="rights of a file are otherwise there")
def test_what_the_program_writes_is_for_its_person_alone(child: Run, tmp_path: Path) -> None:
    """Every file and folder that a few commands leave, however wide the rights usual here are."""
    (tmp_path / "secret").write_text(PASSPHRASE, "utf-8")
    before = set(tmp_path.rglob("*"))
    at = ("--workspace", tmp_path / "w")
    secret = ("--passphrase-file", tmp_path / "secret")
    for words in (
        (*at, "sample"),
        ("--workspace", tmp_path / "office", "workshops"),
        (*at, "report", "W1", "--out", tmp_path / "report.pdf"),
        (*at, "backup", tmp_path / "copy.carebackup", *secret),
        (*at, "backup", tmp_path / "w" / "beside.carebackup"),
        ("--workspace", tmp_path / "back", "restore", tmp_path / "copy.carebackup", *secret),
    ):
        done = child(*words)
        assert done.code == 0, done.err
    card = child("--workspace", tmp_path / "office", "--json", "identity").out
    (tmp_path / "card.json").write_text(card, "utf-8")
    before.add(tmp_path / "card.json")
    out = tmp_path / "x.carebundle"
    sent = child(*at, "export", "W1", "--out", out, "--to", tmp_path / "card.json")
    assert sent.code == 0, sent.err
    made = set(tmp_path.rglob("*")) - before
    assert {"report.pdf", "x.carebundle", "workspace.key"} <= {one.name for one in made}
    wide = {
        str(one.relative_to(tmp_path)): oct(one.stat().st_mode)
        for one in made
        if one.stat().st_mode & 0o077
    }
    assert wide == {}
