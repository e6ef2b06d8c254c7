"""The program's front door: ``python -m carefacilitator`` and the command ``carefacilitator``."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path


def leave_no_memory() -> None:
    """Where the program dies, let no picture of its memory be kept: it holds names and the key.

    A limit of nothing, and for systems that hand the picture on to a collector, a filter that
    leaves all of its contents out.
    """
    if sys.platform == "win32":
        return  # nothing is kept there unless somebody asked for it
    import resource

    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with suppress(OSError):
        Path("/proc/self/coredump_filter").write_text("0", "ascii")


def keep_private() -> None:
    """What the program writes is for the person who runs it: files 0600, folders 0700."""
    if os.name == "posix":
        os.umask(0o077)


def main() -> int:
    """Run with the arguments this program was started with."""
    leave_no_memory()
    keep_private()
    from carefacilitator.app import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
