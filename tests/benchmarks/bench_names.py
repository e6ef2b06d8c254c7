"""Looking for the names of 10 000 people in the texts of a workshop with 2 000 notes.

Time of the processor. The base reads the same people's names and contacts with the bare driver:
what nobody can do without. Limits are generous, for a machine that others use, too.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from crowded import DOOR, HALL, crowded_workspace
from harness import Candidate, Reading, compare

from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace

ROUNDS = 3
_PEOPLE = "SELECT id, name, phone, email FROM person"
_QUESTION = "What do we need at home, every day?"


def _spent(act: Callable[[], object]) -> Reading:
    start = time.process_time()
    act()
    return Reading(time.process_time() - start)


def _bare(program: Program) -> dict[str, Reading]:
    return {"read people": _spent(lambda: program.workspace.database.rows(_PEOPLE))}


def _names(folder: Path) -> dict[str, Reading]:
    """A program of its own each time: what is known is built once in the life of one."""
    program = Program(open_workspace(folder))
    try:
        names = program.names_in_text
        hall, door = (program.workshops.find(code).id for code in (HALL, DOOR))
        told = {"know everybody": _spent(names.make_ready)}
        told["a workshop of 40"] = _spent(lambda: names.of([door]))
        told["a workshop of 10 000"] = _spent(lambda: names.of([hall]))
        told["the wall, at first"] = _spent(lambda: names.masked(door, "", _QUESTION))
        told["the wall, again"] = _spent(lambda: names.masked(door, "", _QUESTION))
        person = program.workspace.database.one("SELECT id FROM person LIMIT 1")
        program.people.edit(person, name=f"Participant {time.time_ns()}")
        told["the wall after a change"] = _spent(lambda: names.masked(door, "", _QUESTION))
        return told
    finally:
        program.close()


def main() -> None:
    """Print what names cost beside reading the people."""
    folder = Path(tempfile.mkdtemp()) / "workspace"
    crowded_workspace(folder)
    program = Program(open_workspace(folder))
    try:
        limits = {
            "know everybody": 20.0,
            "a workshop of 40": 2.0,
            "a workshop of 10 000": 40.0,
            "the wall, at first": 2.0,
            "the wall, again": 0.2,
            "the wall after a change": 2.0,
        }
        names = Candidate("names", lambda: _names(folder), limits)
        program.workspace.lock.release()
        compare(
            "Names of 10 000 people in texts",
            Candidate("driver", lambda: _bare(program)),
            [names],
            ROUNDS,
        )
    finally:
        program.close()
        shutil.rmtree(folder.parent, ignore_errors=True)


if __name__ == "__main__":
    main()
