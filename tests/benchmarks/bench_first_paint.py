"""From the start of the process to the first paint and to the first answered key.

The program, on the sample programme in a workspace without a passphrase, against a bare PySide6
window.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from harness import Candidate, Reading, child, compare

WATCHED = Path(__file__).with_name("watched.py")
PROJECT = Path(__file__).resolve().parents[2]


def _started(*arguments: str) -> Mapping[str, Reading]:
    platform = os.environ.get("QT_QPA_PLATFORM", "offscreen")
    env = {**os.environ, "QT_QPA_PLATFORM": platform, "PYTHONPATH": str(PROJECT)}
    ended = child([str(WATCHED), *arguments], env)
    moments = dict(line.split() for line in ended.printed.splitlines() if " " in line)
    return {
        "first paint": Reading(float(moments["paint"]) - ended.started, ended.peak),
        "usable": Reading(float(moments["answered"]) - ended.started, ended.peak),
    }


def main() -> None:
    """Print first paint (limit 1.5 ×) and usable (limit 3 ×) against a bare window."""
    base = Candidate("bare window", lambda: _started("bare"))
    if not (PROJECT / "carefacilitator" / "app.py").exists():
        compare("First paint", base, [], rounds=5)
        return
    with tempfile.TemporaryDirectory() as folder:
        workspace = ["--workspace", str(Path(folder) / "sample")]
        child(["-m", "carefacilitator", *workspace, "sample"])
        program = Candidate(
            "program", lambda: _started("program", *workspace), {"first paint": 1.5, "usable": 3.0}
        )
        compare("First paint", base, [program])
