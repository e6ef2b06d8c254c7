"""One program writes to a workspace at a time; the operating system lets go when it dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import IO

from carefacilitator.machine.locking import try_lock
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
            if not try_lock(file):
                raise WorkspaceInUse()
        except BaseException:  # also where a file system without locks says so
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
