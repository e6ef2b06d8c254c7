"""Qt must neither slow later imports nor end the process."""

from __future__ import annotations

import subprocess
import sys

PROBE = """
import builtins, sys
before = builtins.__import__
import carefacilitator.ui
assert builtins.__import__ is before
from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QFont
assert builtins.__import__ is before
font, timer = QFont(), QTimer()
for _ in range(30000):
    font.setBold(True)
    timer.parent()
thing = QObject()
for _ in range(3000):
    thing.objectNameChanged.emit("a")
print("alive")
"""


def test_thirty_thousand_calls_leave_the_process_alive() -> None:
    done = subprocess.run(
        [sys.executable, "-c", PROBE], capture_output=True, text=True, timeout=60, check=False
    )
    assert done.stdout.strip() == "alive", done.stderr
    assert done.returncode == 0, done.stderr
