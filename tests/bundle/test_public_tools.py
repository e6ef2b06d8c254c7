"""A bundle opens without us: age, unzip, sha256sum, minisign and frictionless accept it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from carefacilitator.bundle.keys import Recipient, new_identity
from carefacilitator.bundle.write import MOST_RECIPIENTS, write_bundle


@pytest.fixture
def unzipped(tmp_path: Path, run: Any, example: ModuleType) -> Path:
    """A bundle with the example's contents, opened by stock age and unzip."""
    bundle = tmp_path / "a.carebundle"
    write_bundle(bundle, example.contents(), [example.recipient()], example.sender())
    (tmp_path / "key").write_text(example.receiver().age_secret + "\n")
    opened = run("age", "--decrypt", "-i", "key", "-o", "a.zip", bundle)
    assert opened.returncode == 0, opened.stderr
    tested = run("unzip", "-t", "a.zip")
    assert tested.returncode == 0, tested.stdout
    assert run("unzip", "-q", "a.zip", "-d", "bag").returncode == 0
    return tmp_path / "bag"


def test_the_makers_own_key_opens_it_too(tmp_path: Path, run: Any, example: ModuleType) -> None:
    bundle = tmp_path / "a.carebundle"
    write_bundle(bundle, example.contents(), [example.recipient()], example.sender())
    (tmp_path / "key").write_text(example.sender().age_secret + "\n")
    assert run("age", "--decrypt", "-i", "key", "-o", "a.zip", bundle).returncode == 0


def test_minisign_accepts_the_signature(unzipped: Path, run: Any, example: ModuleType) -> None:
    key = example.sender().minisign_public
    checked = run("minisign", "-V", "-m", "tagmanifest-sha256.txt", "-P", key, folder=unzipped)
    assert checked.returncode == 0, checked.stderr
    assert "Trusted comment: carefacilitator bundle " in checked.stdout


def test_minisign_accepts_a_bundle_to_as_many_as_may_be(
    tmp_path: Path, run: Any, example: ModuleType
) -> None:
    bundle, many = tmp_path / "a.carebundle", [new_identity() for _ in range(MOST_RECIPIENTS)]
    recipients = [Recipient(age=one.age_public) for one in many]
    write_bundle(bundle, example.contents(), recipients, example.sender())
    (tmp_path / "key").write_text(many[-1].age_secret)
    assert run("age", "--decrypt", "-i", "key", "-o", "a.zip", bundle).returncode == 0
    assert run("unzip", "-q", "a.zip", "-d", "bag").returncode == 0
    key = example.sender().minisign_public
    listed = "tagmanifest-sha256.txt"
    assert run("minisign", "-V", "-m", listed, "-P", key, folder=tmp_path / "bag").returncode == 0


def test_sha256sum_accepts_the_manifests_and_they_name_every_file(unzipped: Path, run: Any) -> None:
    lists = ("manifest-sha256.txt", "tagmanifest-sha256.txt")
    checked = run("sha256sum", "--strict", "-c", *lists, folder=unzipped)
    assert checked.returncode == 0, checked.stdout
    listed = {line.rpartition(": ")[0] for line in checked.stdout.splitlines()}
    files = {str(p.relative_to(unzipped)) for p in unzipped.rglob("*") if p.is_file()}
    assert files - listed == {"tagmanifest-sha256.txt", "tagmanifest-sha256.txt.minisig"}


def _validate(folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "frictionless", "validate", "--json", "datapackage.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    report: dict[str, Any] = json.loads(done.stdout)
    assert report["valid"] == (done.returncode == 0)
    return report


def test_frictionless_accepts_it_table_by_table(unzipped: Path) -> None:
    pytest.importorskip("frictionless")
    report = _validate(unzipped)
    assert report["valid"], report
    tasks = {task["name"]: task for task in report["tasks"]}
    tables = [task for task in tasks.values() if task["type"] == "table"]
    assert len(tables) == 9
    for task in tables:
        assert task["stats"]["rows"] == 1, task
        assert task["stats"]["fields"] > 3, task
    assert tasks["ops"]["type"] == "file"
    assert len([name for name in tasks if name.startswith("attachment-")]) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"Organisation 001", b"Organisation 002"),
        (b"0195a000-0000-7000-8000-000000000001,W,", b"0195a000-0000-7000-8000-00000000000f,W,"),
    ],
)
def test_frictionless_finds_a_changed_cell(old: bytes, new: bytes, unzipped: Path) -> None:
    """So its yes above is worth something: hashes and references are really checked."""
    pytest.importorskip("frictionless")
    for path in (unzipped / "data").glob("*.csv"):
        path.write_bytes(path.read_bytes().replace(old, new))
    assert not _validate(unzipped)["valid"]


def test_the_tables_say_what_the_records_said(unzipped: Path, example: ModuleType) -> None:
    with (unzipped / "data" / "organisation.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows[0]["name"] == "Organisation 001"
    assert json.loads(rows[0]["names"]) == {"ar": "منظمة 001"}
    with (unzipped / "data" / "lesson.csv").open(encoding="utf-8-sig", newline="") as file:
        lesson = next(csv.DictReader(file))
    assert lesson["text"] == "'=العمل الرعائي عمل (5R)"
    with (unzipped / "data" / "note.csv").open(encoding="utf-8-sig", newline="") as file:
        note = next(csv.DictReader(file))
    assert note["text"].startswith("'- El cuidado")
    assert "\n" in note["text"]
