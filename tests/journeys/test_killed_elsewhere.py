"""The program is killed in the middle of what is done rarely: all of it happened, or none."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from carefacilitator.app import build
from carefacilitator.errors import DiskFull
from carefacilitator.model.records.records import Attachment, Note, Person
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor, search

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

NAME, WORDS, SECRET = "Participant 077 Somebody", "said and thrown away", "agua y tiempo"

DYING = """
import os, signal, sys
from pathlib import Path
from carefacilitator.app import build
from carefacilitator.storage import blobs, keys, migrate, peers, search, workspace
from carefacilitator.storage.removal import erasure

folder, act = Path(sys.argv[1]), sys.argv[2]
die = lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL)
if act == "lift":
    migrate.rebuild = die
program = build(folder, *sys.argv[3:])
space = program.workspace
person = space.database.one("SELECT id FROM person")
note = space.database.one("SELECT id FROM note")
if act == "erase":
    erasure.blobs.drop_unnamed = die
    program.people.forget(person)
elif act == "scrub":
    erasure.search.pay_scrub = die
    program.people.forget(person)
elif act == "key":
    keys.os.replace = die
    space.set_passphrase(None)
elif act == "bin":
    workspace.project = die
    space.end_visit()
    with space.change("note_restore") as change:
        change.restore("note", note)
elif act == "photo":
    space._log = die
    with space.change("photo_add") as change:
        digest = change.keep(b"a picture" * 100_000)
        change.set("attachment", "f1", sha256=digest, workshop_id="w1")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a person on a list and a note in the bin."""
    program = build(tmp_path / "one", SECRET)
    workshop = program.workshops.create("Exchange").id
    program.people.walk_in(workshop, NAME, "1-am")
    program.notes.delete(program.notes.add(workshop, WORDS).id)
    search.refresh(program.workspace)
    program.close()
    return tmp_path / "one"


def _killed(folder: Path, act: str, env: dict[str, str], *secret: str) -> None:
    command = [sys.executable, "-c", DYING, str(folder), act, *secret]
    run = subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)
    assert run.returncode == -signal.SIGKILL, run.stderr


def _again(folder: Path) -> Program:
    program = build(folder, SECRET)
    assert doctor.check(program.workspace) == []
    return program


def test_while_somebody_is_erased(folder: Path, program_env: dict[str, str]) -> None:
    _killed(folder, "erase", program_env, SECRET)
    program = _again(folder)
    (person,) = program.workspace.all(Person)
    assert person.name == NAME
    assert search.search(program.workspace, NAME)
    program.people.forget(person.id)
    assert program.workspace.all(Person) == [Person(id=person.id)]
    program.close()


def test_after_somebody_was_erased_and_before_the_file_is_scrubbed(
    folder: Path, program_env: dict[str, str]
) -> None:
    """What the index and the copy from before a lift still tell goes the next time."""
    copy = folder / "workspace.db.before-0001"
    shutil.copy(folder / "workspace.db", copy)
    _killed(folder, "scrub", program_env, SECRET)
    program = _again(folder)
    assert [one.name for one in program.workspace.all(Person)] == [""]
    assert program.workspace.meta(search.SCRUB_DUE)
    assert program.finding.search(NAME) == []
    assert not copy.exists()
    assert not program.workspace.meta(search.SCRUB_DUE)
    found = program.workspace.database.rows("SELECT folded FROM search_text")
    assert not [row for row in found if "077" in row[0]]
    program.close()


def test_where_the_disk_is_full_she_is_erased_and_the_rest_comes_later(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = _again(folder)
    (person,) = program.workspace.all(Person)

    def full(*_: object) -> int:
        raise DiskFull(place="one")

    with monkeypatch.context() as later:
        later.setattr(search, "_take_in", full)
        program.people.forget(person.id)
    assert program.workspace.get(Person, person.id).name == ""
    assert program.workspace.meta(search.SCRUB_DUE)
    assert program.finding.search(NAME) == []
    assert not program.workspace.meta(search.SCRUB_DUE)
    program.close()


def test_while_the_passphrase_is_taken_away(folder: Path, program_env: dict[str, str]) -> None:
    """The key that was being written lies there open: it is gone once the program is back."""
    _killed(folder, "key", program_env, SECRET)
    left = folder / "workspace.key.new"
    assert left.exists()
    program = _again(folder)
    assert program.workspace.has_passphrase
    program.workspace.begin_writing()
    assert not left.exists()
    program.close()


def test_while_a_note_comes_back_from_the_bin(folder: Path, program_env: dict[str, str]) -> None:
    _killed(folder, "bin", program_env, SECRET)
    program = _again(folder)
    assert program.workspace.all(Note) == []
    assert [one.text for one in program.workspace.all(Note, in_bin=True)] == [WORDS]
    program.close()


def test_while_a_photo_is_kept(folder: Path, program_env: dict[str, str]) -> None:
    _killed(folder, "photo", program_env, SECRET)
    program = _again(folder)
    assert program.workspace.all(Attachment) == []
    assert program.workspace.database.one("SELECT count(*) FROM blob") == 0
    program.close()


def test_while_an_older_file_is_lifted(tmp_path: Path, program_env: dict[str, str]) -> None:
    frozen = Path(__file__).parents[1] / "data" / "databases" / "v0002"
    folder = tmp_path / "old"
    shutil.copytree(frozen, folder)
    _killed(folder, "lift", program_env)
    program = build(folder)
    assert doctor.check(program.workspace) == []
    assert program.workspace.get(Note, "r-note-1").text
    program.close()
