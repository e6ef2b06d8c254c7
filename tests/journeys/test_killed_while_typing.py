"""The power fails while a note is being typed in the real window: at most two seconds are lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from carefacilitator.app import build
from carefacilitator.model.records.records import Note

EVERY = 0.04
"""Seconds between two keys."""
MOST_LOST = round(2.0 / EVERY * 1.1)
"""Keys of continuous typing that may not have been handed to the disk (DESIGN.md section 4).

Keys and saving come from timers of one window: on a busy machine there are fewer keys, not more.
"""

PROGRAM = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer, Qt
from PySide6.QtGui import QKeyEvent
import carefacilitator.ui
from carefacilitator.app import build
from carefacilitator.ui.shell.application import Application, application

folder, most = Path(sys.argv[1]), int(sys.argv[2])
app = application()
window = Application(app, folder / "settings.json")
window.frame.show()
program = build(folder)
window.attach(program, "facilitate", program.workshops.find("T1").id)
line = window.frame.page.notes.capture.edit
line.setFocus()
typed = 0

def press():
    global typed
    letter = "word "[typed % 5]
    app.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
    typed += 1
    print("typed", typed, flush=True)
    if typed == most:
        timer.stop()

begin, finish = window.saving.save_entry, window.saving._finish

def begin_aloud(entry):
    before = entry.queued
    begin(entry)
    if entry.queued > before:
        print("begun", len(entry.writing), flush=True)

def finish_aloud(entry):
    finish(entry)
    print("stored", len(entry.saved), flush=True)

window.saving.save_entry, window.saving._finish = begin_aloud, finish_aloud
timer = QTimer()
timer.timeout.connect(press)
timer.start(int(sys.argv[3]))
app.exec()
"""

Told = tuple[str, int]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "workspace"
    program = build(made)
    workshop = program.workshops.create("A day").id
    program.agenda.add(workshop, "Talk", 30)
    program.close()
    return made


@pytest.fixture
def typing(folder: Path, program_env: dict[str, str]) -> Iterator[list[subprocess.Popen[str]]]:
    """Children that type; whoever is left is ended."""
    made: list[subprocess.Popen[str]] = []
    yield made
    for child in made:
        if child.poll() is None:
            child.kill()
        child.wait(30)
        if child.stdout:
            child.stdout.close()


def begin(folder: Path, env: dict[str, str], most: int) -> subprocess.Popen[str]:
    """A window in which up to ``most`` keys are typed."""
    quiet = {key: value for key, value in env.items() if key != "PYTHONWARNINGS"}
    command = [sys.executable, "-c", PROGRAM, str(folder), str(most), str(round(EVERY * 1000))]
    return subprocess.Popen(
        command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def until(child: subprocess.Popen[str], true: Callable[[list[Told]], bool]) -> list[Told]:
    """What the window tells (typed, begun or stored, and how many keys) until that is true."""
    assert child.stdout is not None
    told: list[Told] = []
    while not (told and true(told)):
        line = child.stdout.readline()
        assert line, "the program ended by itself"
        told.append(_told(line))
        assert told[-1] != ("typed", 1000), "it went on typing and nothing was stored"
    return told


def kill(child: subprocess.Popen[str]) -> list[Told]:
    """End the program as a power failure does; returns what it had told besides."""
    os.kill(child.pid, signal.SIGKILL)
    child.wait(30)
    assert child.stdout is not None
    return [_told(line) for line in child.stdout if line.endswith("\n")]


def _told(line: str) -> Told:
    what, count = line.split()
    return what, int(count)


def last(told: list[Told], what: str) -> int:
    return max((count for name, count in told if name == what), default=0)


def written(folder: Path) -> str:
    program = build(folder)
    try:
        notes = program.workspace.all(Note)
        assert len(notes) == 1
        assert program.workspace.database.one("PRAGMA quick_check") == "ok"
        return notes[0].text
    finally:
        program.close()


def test_while_typing_goes_on_at_most_two_seconds_are_lost(
    folder: Path, program_env: dict[str, str], typing: list[subprocess.Popen[str]]
) -> None:
    child = begin(folder, program_env, 0)
    typing.append(child)

    def twice_and_on(told: list[Told]) -> bool:
        stored = [count for what, count in told if what == "stored"]
        return len(stored) > 1 and last(told, "typed") > stored[-1] + 10

    told = until(child, twice_and_on)  # without a pause
    told += kill(child)
    text = written(folder)
    assert last(told, "stored") <= len(text) <= last(told, "typed") + 1
    assert ("word " * len(text)).startswith(text)
    begun = 0
    for what, count in told:
        if what == "typed":
            assert count - begun <= MOST_LOST, "longer than two seconds without being saved"
        elif what == "begun":
            begun = count


def test_after_a_pause_everything_is_there(
    folder: Path, program_env: dict[str, str], typing: list[subprocess.Popen[str]]
) -> None:
    child = begin(folder, program_env, 30)
    typing.append(child)
    until(child, lambda told: told[-1] == ("stored", 30))
    kill(child)
    assert written(folder) == "word " * 6
