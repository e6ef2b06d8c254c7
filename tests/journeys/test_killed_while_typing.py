"""The power fails while a note is being typed in the real window: at most two seconds are lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("PySide6")

from carefacilitator.app import build
from carefacilitator.model.records import Note

SAVED_EVERY = 2.0
"""Seconds of typing that may be lost (DESIGN.md section 4)."""
SLOW_DISK = 1.0
"""Seconds a busy machine may take for one durable write."""

PROGRAM = """
import sys, time
from pathlib import Path
from PySide6.QtCore import QEvent, QTimer, Qt
from PySide6.QtGui import QKeyEvent
import carefacilitator.ui
from carefacilitator.app import build
from carefacilitator.ui.window import Window, application

folder, pause = Path(sys.argv[1]), float(sys.argv[2])
app = application()
window = Window(app, folder / "settings.json")
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
    print(time.time(), typed, flush=True)
    if typed >= 30 and pause:
        timer.stop()

timer = QTimer()
timer.timeout.connect(press)
timer.start(40)
app.exec()
"""


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


def begin(folder: Path, env: dict[str, str], pause: float) -> subprocess.Popen[str]:
    quiet = {key: value for key, value in env.items() if key != "PYTHONWARNINGS"}
    command = [sys.executable, "-c", PROGRAM, str(folder), str(pause)]
    return subprocess.Popen(
        command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )


def heard(child: subprocess.Popen[str], count: int) -> list[tuple[float, int]]:
    """The first ``count`` keys: when each was pressed, and how many there were by then."""
    assert child.stdout is not None
    keys = []
    while len(keys) < count:
        line = child.stdout.readline()
        assert line, "the program ended by itself"
        moment, typed = line.split()
        keys.append((float(moment), int(typed)))
    return keys


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
    keys = heard(child, 110)  # more than four seconds without a pause
    os.kill(child.pid, signal.SIGKILL)
    killed = time.time()
    child.wait(30)
    text = written(folder)
    old_enough = [typed for moment, typed in keys if killed - moment > SAVED_EVERY + SLOW_DISK]
    assert len(text) >= max(old_enough)
    assert ("word " * 40).startswith(text)


def test_after_a_pause_everything_is_there(
    folder: Path, program_env: dict[str, str], typing: list[subprocess.Popen[str]]
) -> None:
    child = begin(folder, program_env, 1.0)
    typing.append(child)
    heard(child, 30)
    time.sleep(0.8 + SLOW_DISK)  # the pause after which typing is saved
    os.kill(child.pid, signal.SIGKILL)
    child.wait(30)
    assert written(folder) == "word " * 6
