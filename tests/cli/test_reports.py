"""Papers by command: about one workshop or many, carrying their data, taken in as PDF."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest


def test_the_secretariat_imports_the_pdf_itself(run, tmp_path: Path) -> None:
    card = tmp_path / "office.carecard"
    card.write_text(json.dumps(run("identity", at="office")[1]))
    out = tmp_path / "w4.pdf"
    code, told = run("report", "W4", "--kind", "report", "--out", out, "--attach-to", card)
    assert (code, told["pages"] > 4, len(told["bundle"])) == (0, True, 64)
    assert run("inspect", out, at="office")[1]["bundle"] == told["bundle"]
    code, (taken,) = run("import", out, "--trust", at="office")
    assert (code, taken["bundle"], taken["file"]) == (0, told["bundle"], str(out))
    assert [one["code"] for one in run("workshops", at="office")[1]] == ["W4"]


def test_a_pdf_without_data_is_refused(run, tmp_path: Path) -> None:
    out = tmp_path / "w4.pdf"
    assert run("report", "W4", "--out", out)[1]["bundle"] == ""
    code, (refused,) = run("import", out, "--trust", at="office")
    assert (code, refused["error"]["code"]) == (1, "not_a_bundle")
    assert "w4.pdf" in refused["error"]["message"]


def test_a_series_and_a_compendium(run, tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    sessions = [f"C{number}" for number in range(1, 9)]
    assert run("report", *sessions, "--kind", "series", "--out", out)[1]["pages"] > 4
    compendium = ("report", "W1", "W2", "R1", "--kind", "compendium", "--out", out)
    for group in ("r", "country", "theme"):
        assert run(*compendium, "--group", group)[0] == 0
    assert run(*compendium, "--lessons", "good_practice", "--least", "validated_group")[0] == 0
    code, told = run(*compendium, "--lessons", "open_question", "--least", "published")
    assert (code, told["error"]["code"]) == (1, "nothing_selected")
    code, told = run(*compendium, "--lessons", "poem")
    assert (code, told["error"]["code"]) == (1, "unknown_key")


@pytest.mark.parametrize("kind", ["summary", "report", "series", "compendium"])
def test_drafts_are_printed_where_asked_for_and_each_is_marked(
    run, tmp_path: Path, kind: str
) -> None:
    out, every = tmp_path / "a.pdf", ("--lessons", "recommendation", "good_practice")
    code, told = run("report", "W4", "--kind", kind, "--out", out, *every)
    assert (code, told["drafts_left"]) == (0, 1)
    plain = words_of(out)
    assert "Associer les organisations" not in plain
    assert "1 draft that the group has not agreed to yet is not printed here." in plain
    code, told = run("report", "W4", "--kind", kind, "--out", out, "--drafts", *every)
    assert (code, told["drafts_left"]) == (0, 0)
    wished = words_of(out)
    assert "Associer les organisations" in wished
    assert "Drafts, not agreed yet" in wished
    assert "Draft, not agreed yet" in wished


def test_a_paper_without_an_agreed_lesson_says_so(run, tmp_path: Path) -> None:
    out = tmp_path / "r1.pdf"
    assert run("report", "R1", "--out", out)[1]["drafts_left"] == 7
    assert "The group has not agreed to a lesson yet." in words_of(out)


def words_of(pdf: Path) -> str:
    made = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True)
    return " ".join(made.stdout.decode().split())
