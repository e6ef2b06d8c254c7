"""The window dies while something is removed for good: none of it is gone, or all of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from carefacilitator.app import build
from carefacilitator.model.records.records import Note, Person
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor, search

pytestmark = pytest.mark.skipif(os.name != "posix", reason="needs signals")

NAME, WORDS, BINNED = "Participant 077 Somebody", "said and thrown away", 200
PARTS = (0.02, 0.4, 0.7, 0.98)
"""When it dies, as parts of all the statements that the act takes."""

DYING = """
import os, signal, sys
from pathlib import Path
from carefacilitator.app import build

folder, act, at = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
program = build(folder)
database, told = program.workspace.database, [0]

def count(_statement):
    told[0] += 1
    if told[0] == at:
        os.kill(os.getpid(), signal.SIGKILL)

note = database.one("SELECT id FROM note WHERE text = 'kept'")
person = database.one("SELECT id FROM person")
database.connection.set_trace_callback(count)
if act == "remove":
    program.redacting.remove("note", note)
elif act == "reword":
    program.redacting.reword("note", note, "text", "other")
elif act == "empty":
    program.redacting.empty_bin(sure=True)
else:
    program.people.forget(person)
database.connection.set_trace_callback(None)
program.close()
print(told[0])
"""


def run(act: str, folder: Path, env: dict[str, str], at: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", DYING, str(folder), act, str(at)]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=300)


def filled(folder: Path) -> Path:
    """A workspace with a person, a note in use, and a full bin."""
    program = build(folder)
    workshop = program.workshops.create("Exchange").id
    program.people.walk_in(workshop, NAME, "1-am")
    program.notes.add(workshop, "kept")
    notes = [program.notes.add(workshop, f"{WORDS} {number}").id for number in range(BINNED)]
    with program.workspace.change("note_delete", BINNED) as change:
        for note in notes:
            change.delete("note", note)
    search.refresh(program.workspace)
    program.close()
    return folder


def standing(program: Program) -> tuple[int, int, int]:
    """How many there still are: named people, notes with their words, entries in the bin."""
    space = program.workspace
    named = sum(one.name == NAME for one in space.all(Person))
    kept = sum(one.text == "kept" for one in space.all(Note))
    return named, kept, len(program.past.binned())


GONE = {
    "remove": (1, 0, BINNED),
    "reword": (1, 0, BINNED),
    "empty": (1, 1, 0),
    "forget": (0, 1, BINNED),
}


@pytest.mark.parametrize("act", GONE)
def test_all_of_it_is_gone_or_nothing(act: str, tmp_path: Path, program_env) -> None:
    whole = run(act, filled(tmp_path / "whole"), program_env, 0)
    assert whole.returncode == 0, whole.stderr
    statements = int(whole.stdout)
    seen = set()
    for part in PARTS:
        folder = filled(tmp_path / f"{part}")
        died = run(act, folder, program_env, max(1, round(statements * part)))
        assert died.returncode == -signal.SIGKILL, died.stderr
        program = build(folder)
        assert doctor.check(program.workspace) == []
        now = standing(program)
        assert now in ((1, 1, BINNED), GONE[act])
        seen.add(now)
        program.close()
        again = run(act, folder, program_env, 0) if now != GONE[act] else None
        assert again is None or again.returncode == 0, again.stderr
        program = build(folder)
        assert standing(program) == GONE[act]
        assert doctor.check(program.workspace) == []
        told = str(program.workspace.database.rows("SELECT value FROM operation"))
        lost = {"empty": WORDS, "forget": NAME}.get(act, '"kept"')
        assert lost not in told
        program.close()
    assert (1, 1, BINNED) in seen
