"""No picture of the memory is kept, and what is written is for the person who runs the program."""

from __future__ import annotations

import importlib
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from carefacilitator.machine import windows
from carefacilitator.machine.system import is_windows


def leave_none() -> None:
    """Where the program dies, let no picture of its memory be kept: it holds names and the key.

    A limit of nothing, and for systems that hand the picture on to a collector, a filter that
    leaves all of its contents out; on Windows a word to its collector.
    """
    if is_windows():
        with suppress(OSError, AttributeError):  # a Windows without the collector has none to tell
            windows.no_crash_pictures(Path(sys.executable).name)
        return
    resource: Any = importlib.import_module("resource")
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        Path("/proc/self/coredump_filter").write_text("0", "ascii")


def keep_private() -> None:
    """What the program writes is for the person who runs it: files 0600, folders 0700."""
    if not is_windows():
        os.umask(0o077)
