"""Opening a workshop and searching while one types, at the size that the program must bear.

10 000 people on one list, 2 000 notes and 300 lessons in one workshop, 300 workshops, 2 000
commitments. Every figure is time of the processor, not of the clock, because other work shares it;
it still grows by half when all cores are busy, so the ratio to the bare driver, reading the same
rows in the same run, says more than the milliseconds.
"""

from __future__ import annotations

import os
import shutil
import statistics
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from crowded import DOOR, HALL, NOTES, OTHER, crowded_workspace
from harness import Ended, child

PROJECT = Path(__file__).resolve().parents[2]
ROUNDS = 3
OPENING, KEY = 150, 16
"""Limits in ms: a workshop stands, and a typed letter is answered."""

_OF = "SELECT * FROM {} WHERE workshop_id=?"
_ALL = "SELECT * FROM {}"
_PERSON = (
    "SELECT person.* FROM person JOIN participation ON person_id=person.id WHERE workshop_id=?"
)
_HERE = {
    "plan": ("agenda_block", "workshop_organisation"),
    "welcome": ("participation", "consent", "attendance", "head_count"),
    "facilitate": ("agenda_block", "note", "coding"),
    "harvest": ("note", "coding", "lesson", "commitment", "agenda_block"),
}
_EVERYWHERE = {
    "plan": ("workshop", "organisation", "programme"),
    "home": ("workshop", "programme", "organisation", "commitment"),
}
_NOTED = ("facilitate", "harvest")
STAGES = ("plan", "welcome", "facilitate", "harvest", "share", "home")

Print = Callable[[str, float], None]


def _say(what: str, seconds: float) -> None:
    print(f"{what}\t{seconds}")


# --- the bare driver ------------------------------------------------------------------------------


def _raw(folder: Path) -> None:
    """Read all fields of the rows that each stage shows."""
    from carefacilitator.storage.workspace import open_workspace

    workspace = open_workspace(folder)
    place = workspace.database.one("SELECT id FROM workshop WHERE code=?", (HALL,))
    run = workspace.database.connection.execute
    for _ in range(ROUNDS + 1):
        for stage in STAGES:
            here = _HERE.get(stage, ())
            if stage == "share":  # looks through everything
                here = tuple(dict.fromkeys(one for tables in _HERE.values() for one in tables))
            start = time.process_time()
            for table in here:
                run(_OF.format(table), (place,)).fetchall()
            for table in _EVERYWHERE.get(stage, ()):
                run(_ALL.format(table)).fetchall()
            if stage in ("welcome", "share"):
                run(_PERSON, (place,)).fetchall()
            _say(stage, time.process_time() - start)
    workspace.close()


# --- the program ----------------------------------------------------------------------------------


class Desk:
    """The real window on a workspace; measures what it costs to do something there."""

    def __init__(self, folder: Path) -> None:
        from PySide6.QtWidgets import QApplication

        from carefacilitator.app import build
        from carefacilitator.ui.shell.application import Application, application

        application()
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.app = app
        self.window = Application(app, folder / "settings.toml", "en")
        self.frame = self.window.frame
        self.frame.resize(1366, 768)
        self.frame.show()
        self.program = build(folder)
        self.window.attach(self.program)
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is left to do."""
        for _ in range(3):
            self.window.tasks.settle(60_000)
            self.app.processEvents()

    def cost(
        self, act: Callable[[], object], stands: Callable[[], bool]
    ) -> tuple[float, float, float]:
        """Seconds of all threads until it stands, the longest the interface was not free, and
        what the interface spent in all.
        """
        own = time.thread_time()
        before, start = time.process_time(), time.thread_time()
        act()
        longest = time.thread_time() - start
        while True:
            start = time.thread_time()
            self.app.processEvents()
            longest = max(longest, time.thread_time() - start)
            if stands():
                self.app.processEvents()
                return time.process_time() - before, longest, time.thread_time() - own
            time.sleep(0.005)

    @property
    def page(self) -> Any:
        """The page shown, of whatever kind."""
        return self.frame.page

    def open(self, stage: str, code: str = HALL) -> None:
        """Open a stage and say what it cost until its rows were painted."""
        place = "" if stage == "home" else self.program.workshops.find(code).id

        def rows() -> int:
            if stage == "welcome":
                return int(self.page.list.list.model().rowCount())
            return len(self.page.notes.model.rows) if stage in _NOTED else 1

        before = time.process_time()
        seconds, longest, own = self.cost(lambda: self.frame.go(stage, place), lambda: bool(rows()))
        self.settle()
        while stage in _NOTED and code == HALL and rows() <= NOTES:
            self.app.processEvents()
        self.settle()
        _say(f"{stage}", seconds)
        _say(f"{stage} longest", longest)
        _say(f"{stage} window", own)
        _say(f"{stage} all", time.process_time() - before)

    def type(self, what: str, text: str, edit: object) -> None:
        """Type letters; say of each what the interface thread spent until it was painted."""
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QLineEdit

        assert isinstance(edit, QLineEdit)
        edit.setFocus()
        for letter in text:
            start = time.thread_time()
            QTest.keyClicks(edit, letter)
            self.app.processEvents()
            _say(what, time.thread_time() - start)
        self.settle()


def _program(folder: Path) -> None:
    desk = Desk(folder)
    for _ in range(ROUNDS + 1):
        for stage in STAGES:
            desk.open(stage)
            other = desk.program.workshops.find(OTHER).id  # what was read is forgotten by it
            desk.frame.go(stage if stage != "home" else "search", other)
            desk.settle()
    for code in (HALL, DOOR):
        desk.frame.go("welcome", desk.program.workshops.find(code).id)
        desk.settle()
        for word in ("participant 0099", "org 07", "nobody"):
            desk.type(f"door {code}", word, desk.page.list.field.edit)
            desk.frame.escape()
            desk.settle()
    desk.program.finding.refresh()
    desk.frame.go("search")
    desk.settle()
    _search(desk)
    desk.frame.close()
    desk.window.detach()


def _search(desk: Desk) -> None:
    """Each letter, and what was found for it, is at most one frame of the interface."""
    model = desk.page._model
    edit = desk.page.field.edit
    for letter in "agua cooperative":
        arrived: list[object] = []
        model.modelReset.connect(lambda: arrived.append(True))  # noqa: B023 - this letter's
        desk.type("search key", letter, edit)
        _, longest, _ = desk.cost(lambda: None, lambda: bool(arrived))  # noqa: B023
        model.modelReset.disconnect()
        desk.settle()
        _say("search found", longest)


# --- the table ------------------------------------------------------------------------------------


def _read(ended: Ended) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for line in ended.printed.splitlines():
        what, _, seconds = line.partition("\t")
        if seconds:
            found[what].append(float(seconds) * 1000)
    return found


def _verdict(milliseconds: float, limit: float) -> str:
    return f"limit {limit:g} ms: {'within' if milliseconds <= limit else 'OVER'}"


def _table(raw: dict[str, list[float]], program: dict[str, list[float]]) -> None:
    print(f"\nOpening a workshop, ms of processor time (median of {ROUNDS}, then the very first)")
    heads = ("rows", "opened", "window", "longest", "all", "first", "ratio")
    print(f"  {'':12}" + "".join(f"{head:>9}" for head in heads))
    for stage in STAGES:
        rows = statistics.median(raw[stage][1:])
        opened, window, longest, every = (
            statistics.median(program[stage + more][1:])
            for more in ("", " window", " longest", " all")
        )
        figures = "".join(f"{one:9.1f}" for one in (rows, opened, window, longest, every))
        first = program[stage][0]
        ratio = f"{opened / rows:7.2f} ×"
        print(f"  {stage:12}{figures}{first:9.1f}{ratio}   {_verdict(window, OPENING)}")
    print("\nTyping, ms of the interface thread for each letter")
    for what in (f"door {HALL}", f"door {DOOR}", "search key", "search found"):
        _letters(what, program[what])


def _letters(what: str, taken: Iterable[float]) -> None:
    told = sorted(taken)
    middle, most = statistics.median(told), told[-1]
    words = f"median {middle:6.1f}   longest {most:6.1f}   {len(told)} letters"
    print(f"  {what:14}{words}   {_verdict(middle, KEY)}")


def main() -> None:
    """Print what opening and typing cost, and the memory of both processes."""
    env = {**os.environ, "PYTHONPATH": str(PROJECT)}
    env.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "workspace"
        made = child([__file__, "prepare", str(folder)], env)
        print(f"\nA crowded workspace, made in {made.seconds:.0f} s: {made.printed.strip()}")
        copy = folder.with_name("copy")
        shutil.copytree(folder, copy)
        raw = child([__file__, "raw", str(folder)], env)
        program = child([__file__, "program", str(copy)], env)
    _table(_read(raw), _read(program))
    print(f"\nPeak memory: the rows {raw.peak:.0f} MB, the program {program.peak:.0f} MB")


def _prepare(folder: Path) -> None:
    crowded_workspace(folder)
    size = (folder / "workspace.db").stat().st_size / 1_000_000
    print(f"{size:.0f} MB")


if __name__ == "__main__":
    {"prepare": _prepare, "raw": _raw, "program": _program}[sys.argv[1]](Path(sys.argv[2]))
