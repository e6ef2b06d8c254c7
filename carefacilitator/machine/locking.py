"""A lock on an open file that the system lets go of when the program dies."""

from __future__ import annotations

import importlib
import os
from typing import IO, Any

from carefacilitator.machine.system import is_windows


def try_lock(file: IO[bytes]) -> bool:
    """Lock a file for this program alone; False where another one holds it.

    Raises OSError where the file system knows no locks.
    """
    return _lock_windows(file) if is_windows() else _lock_posix(file)


def _lock_windows(file: IO[bytes]) -> bool:
    """The file was opened, so whatever is wrong now is that somebody else holds its first byte.

    Windows documents EACCES for that, wine gives none of its errors a number.
    """
    msvcrt: Any = importlib.import_module("msvcrt")
    try:
        os.lseek(file.fileno(), 0, os.SEEK_SET)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    except OSError:
        return False
    return True


def _lock_posix(file: IO[bytes]) -> bool:
    fcntl: Any = importlib.import_module("fcntl")
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
