"""One program writes to a workspace at a time; the operating system lets go when it dies."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from carefacilitator.storage.failures import WorkspaceInUse

LOCK_FILE = "workspace.lock"


class WriteLock:
    """Holds ``workspace.lock`` in a folder from :meth:`take` until :meth:`release`."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / LOCK_FILE
        self._file: IO[bytes] | None = None

    @property
    def held(self) -> bool:
        """Whether this program holds the lock."""
        return self._file is not None

    def take(self) -> None:
        """Take the lock, or raise WorkspaceInUse at once when another program holds it."""
        if self._file is not None:
            return
        file = open(self._path, "ab", opener=_privately)  # noqa: SIM115 - open while it is held
        try:
            _lock(file)
        except (BlockingIOError, PermissionError) as error:
            file.close()
            raise WorkspaceInUse() from error
        except OSError:  # a file system without locks says so
            file.close()
            raise
        self._file = file

    def release(self) -> None:
        """Let go; taking again is possible."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _privately(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _lock(file: IO[bytes]) -> None:
    if sys.platform == "win32":  # written from the documentation, untested
        import msvcrt

        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
