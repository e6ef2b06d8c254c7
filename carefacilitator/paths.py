"""Where things are: the program's own data, the person's data folder, this computer's time zone.

The only module that knows how the operating systems differ in this; Windows and macOS branches are
written from their documentation and untested.
"""

from __future__ import annotations

import contextlib
import glob
import os
import secrets
import sys
import time
from pathlib import Path

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


PORTABLE = "portable"
"""A file of this name beside the program keeps the workspace beside it: on a stick, for one."""


def data_folder() -> Path:
    """The person's own workspace when none is named on the command line."""
    beside = Path(sys.executable).parent
    if (beside / PORTABLE).is_file():
        return beside / "workspace"
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
        return base / "CareFacilitator"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "CareFacilitator"
    base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "carefacilitator"


def time_zone() -> str:
    """The IANA name of this computer's time zone, or an empty text where it tells none.

    Windows has names of its own, for which there is no table here: the person chooses the zone.
    """
    if sys.platform == "win32":
        return ""
    # Linux links into …/zoneinfo/, macOS into /var/db/timezone/zoneinfo/.
    link = Path("/etc/localtime")
    target = str(link.resolve()) if link.exists() else ""
    return target.partition("zoneinfo/")[2]


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
