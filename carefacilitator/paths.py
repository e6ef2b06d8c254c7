"""Where things are: the program's own data, her workspace, and unfinished files."""

from __future__ import annotations

import contextlib
import glob
import secrets
import sys
import time
from pathlib import Path

from carefacilitator.machine.places import carried_along, programs_data

_ABANDONED = 600
"""Seconds without a byte after which an unfinished file is nobody's any more."""


def program_root() -> Path:
    """The folder that holds ``resources/`` and ``i18n/``: the project, or the frozen program."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def resources() -> Path:
    """Vocabulary, sample programme, fonts and icons."""
    return program_root() / "resources"


def translations() -> Path:
    """The compiled gettext catalogues."""
    return program_root() / "i18n"


def data_folder() -> Path:
    """The person's own workspace when none is named on the command line."""
    beside = carried_along()
    return programs_data() if beside is None else beside / "workspace"


def unfinished(out: Path) -> Path:
    """A new hidden name beside ``out`` for what is written before it takes that place.

    What an earlier writer of the same file left there when it was killed is removed first, so that
    no half of a document stays on a stick.
    """
    start = f".{out.name[:40]}."
    with contextlib.suppress(OSError):
        for left in out.parent.glob(f"{glob.escape(start)}{'[0-9a-f]' * 8}.part"):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()
    return out.with_name(f"{start}{secrets.token_hex(4)}.part")
