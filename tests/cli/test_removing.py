"""Removing for good by commands, between two workspaces."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carefacilitator import app
from carefacilitator.storage.workspace import open_workspace

Run = Callable[..., tuple[int, Any]]


@pytest.fixture
def run(
    filled: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Run:
    """Run a command in a workspace named first; its exit code and its JSON, or text when plain."""
    monkeypatch.delenv("CAREFACILITATOR_PASSPHRASE", raising=False)
    monkeypatch.setenv("LANGUAGE", "en")

    def ran(where: str, *arguments: object, plain: bool = False) -> tuple[int, Any]:
        capsys.readouterr()
        whole = [*map(str, arguments), "--workspace", str(tmp_path / where)]
        code = app.main([*whole, *([] if plain else ["--json"])])
        out = capsys.readouterr().out
        return code, out if plain else json.loads(out)

    shutil.copytree(filled, tmp_path / "field")
    app.build(tmp_path / "office").close()
    return ran


def _note(tmp_path: Path, where: str = "field") -> tuple[str, str]:
    """A note of W4 that travels to everybody, and its text."""
    workspace = open_workspace(tmp_path / where)
    try:
        return workspace.database.rows(
            "SELECT n.id, n.text FROM note n JOIN workshop w ON w.id=n.workshop_id"
            " WHERE w.code='W4' AND n.speaker_person_id='' AND n._deleted=0"
            " ORDER BY length(n.text) DESC"
        )[0][:2]
    finally:
        workspace.close()


def _values(folder: Path) -> str:
    workspace = open_workspace(folder)
    try:
        return str(workspace.database.rows("SELECT value FROM operation WHERE value IS NOT NULL"))
    finally:
        workspace.close()


@pytest.fixture
def card(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "card.json"
    path.write_text(run("office", "identity", plain=True)[1].splitlines()[0], "utf-8")
    return path


def test_a_text_is_removed_here_and_asked_for_there(run: Run, card: Path, tmp_path: Path) -> None:
    note, text = _note(tmp_path)
    first, second = tmp_path / "a.carebundle", tmp_path / "b.carebundle"
    assert run("field", "export", "W4", "--out", first, "--to", card)[0] == 0
    assert run("office", "import", first, "--trust")[0] == 0
    code, told = run("field", "redact", "note", note, "--field", "text", "--text", "[…]")
    assert (code, told["error"]["code"]) == (1, "redaction_needs_answer")
    code, told = run("field", "redact", "note", note, "--field", "text", "--text", "[…]", "--sure")
    assert (code, told["removed"], told["copies"]) == (0, 1, [])
    assert text not in _values(tmp_path / "field")
    assert run("field", "export", "W4", "--out", second, "--to", card)[0] == 0
    _, told = run("office", "import", second, "--dry-run")
    assert told[0]["redactions"] == {"note": 1}
    assert run("office", "import", second, "--trust")[0] == 0
    _, told = run("office", "redactions")
    assert [(one["kind"], one["count"]) for one in told["waiting"]] == [("note", 1)]
    assert text in str(_set_aside(tmp_path / "office"))
    _, told = run("office", "redactions", "--agree")
    assert (told["answered"], told["waiting"]) == (1, [])
    assert text not in _values(tmp_path / "office") + str(_set_aside(tmp_path / "office"))
    assert run("office", "redactions", plain=True) == (0, "Nothing waits for an answer.\n")
    assert run("office", "doctor")[1]["ok"]


def _set_aside(folder: Path) -> list[Any]:
    workspace = open_workspace(folder)
    try:
        return workspace.database.rows("SELECT value FROM set_aside")
    finally:
        workspace.close()


@pytest.mark.parametrize(("option", "aside"), [((), 1), (("--redact",), 0)])
def test_trust_alone_agrees_to_nothing(
    run: Run, card: Path, tmp_path: Path, option: tuple[str, ...], aside: int
) -> None:
    note, _ = _note(tmp_path)
    first, second = tmp_path / "a.carebundle", tmp_path / "b.carebundle"
    run("field", "export", "W4", "--out", first, "--to", card)
    run("office", "import", first, "--trust")
    run("field", "redact", "note", note, "--sure")
    run("field", "export", "W4", "--out", second, "--to", card)
    run("office", "import", second, "--trust", *option)
    waiting = run("office", "redactions")[1]["waiting"]
    assert len(waiting) == aside
    assert bool(_set_aside(tmp_path / "office")) is bool(aside)
    if aside:
        assert run("office", "redactions", "--refuse")[1]["answered"] == 1
        assert _set_aside(tmp_path / "office") == []


def test_the_bin_is_listed_and_emptied(run: Run, tmp_path: Path) -> None:
    note, text = _note(tmp_path)
    workspace = open_workspace(tmp_path / "field")
    with workspace.change("note_delete") as change:
        change.delete("note", note)
    workspace.close()
    code, told = run("field", "bin", "W4")
    assert code == 0
    assert [(one["kind"], one["id"], one["holders"]) for one in told] == [("note", note, [])]
    code, told = run("field", "bin", "--empty")
    assert (code, told["error"]["code"]) == (1, "redaction_needs_answer")
    assert run("field", "bin", "--empty", "--sure", plain=True)[1] == "1 entry is gone for good.\n"
    assert run("field", "bin", plain=True) == (0, "The bin is empty.\n")
    assert text not in _values(tmp_path / "field")


def test_a_person_is_forgotten_with_her_name_in_texts(run: Run, tmp_path: Path) -> None:
    note, _ = _note(tmp_path)
    workspace = open_workspace(tmp_path / "field")
    (person,) = workspace.database.rows("SELECT id FROM person LIMIT 1")[0]
    with workspace.change("note_edit") as change:
        change.set("person", person, name="Zarafa Quill")
        change.set("note", note, text="Quill Zarafa said no")
    workspace.close()
    (tmp_path / "secret").write_text("four plain words here", "utf-8")
    run(
        *("field", "backup", tmp_path / "one.carebackup"),
        *("--passphrase-file", tmp_path / "secret"),
    )
    code, told = run("field", "forget", person)
    assert code == 0
    assert (told["forgotten"], told["texts"][0]["id"], told["masked"]) == (False, note, 0)
    assert [one["file"] for one in told["copies"]] == [str(tmp_path / "one.carebackup")]
    assert run("field", "forget", person, "--mask")[1]["error"]["code"] == "redaction_needs_answer"
    _, told = run("field", "forget", person, "--mask", "--sure")
    assert (told["forgotten"], told["masked"], told["copies"]) == (True, 1, [])
    assert "Quill" not in _values(tmp_path / "field")
    assert run("field", "forget", "nobody")[1]["error"]["code"] == "record_unknown"
