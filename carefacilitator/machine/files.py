"""Files put in place, settled, read back and kept to oneself, on each system as it can."""

from __future__ import annotations

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

from carefacilitator.machine import windows
from carefacilitator.machine.refusals import Why, why
from carefacilitator.machine.system import is_windows

_TRIES, _PAUSE = 5, 0.25
"""One second in all: a virus scanner holds a new file for some tenths of it."""
_PASSING = (Why.FORBIDDEN, Why.OPEN_ELSEWHERE)
_SHARING_VIOLATION = 32


def replace(source: Path | str, target: Path | str) -> None:
    """Give ``source`` the name ``target`` in one step; what stood there is gone.

    On Windows patiently, since scanners and players hold files for a moment. Raises what
    ``os.replace`` raises, telling a target that is open in another program from a forbidden one.
    """
    if not is_windows():
        os.replace(source, target)
        return
    windows.show(Path(source), True)  # what was hidden while it was written
    for left in reversed(range(_TRIES)):
        try:
            os.replace(source, target)
            return
        except PermissionError as error:
            if why(error) not in _PASSING:
                raise
            if not left:
                raise _named(error, Path(target)) from error
        time.sleep(_PAUSE)


def _named(error: PermissionError, target: Path) -> PermissionError:
    """Windows denies replacing an open file by the word for a forbidden one: look which it is."""
    if not target.is_file() or not windows.held_elsewhere(target):
        return error
    held = PermissionError(errno.EACCES, "open in another program", str(target))
    held.winerror = _SHARING_VIOLATION  # type: ignore[attr-defined,unused-ignore]
    return held


def hide(path: Path) -> None:
    """Let an unfinished file not be seen where a leading dot does not hide it."""
    if is_windows():
        windows.show(path, False)


def forget(path: Path) -> None:
    """Let a file that is written, settled and closed be read from its disk, not from memory.

    Without this a stick that lies about its size would pass. macOS offers nothing for it.
    """
    if is_windows():
        windows.drop_cache(path)
        return
    advise = getattr(os, "posix_fadvise", None)
    if advise is None:
        return
    with suppress(OSError):
        handle = os.open(path, os.O_RDONLY)
        try:
            advise(handle, 0, 0, vars(os)["POSIX_FADV_DONTNEED"])
        finally:
            os.close(handle)


def settle_folder(folder: Path) -> None:
    """Make a new name survive the loss of power, where the system and the disk know how."""
    if is_windows():
        return  # a folder cannot be opened there; NTFS writes names down by itself
    with suppress(OSError):  # some file systems of sticks cannot settle a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def has_rights() -> bool:
    """Whether files carry rights of their owner, group and others that a program may set."""
    return not is_windows()


def widen_as(path: Path, folder: Path) -> None:
    """Let ``path`` be used by everybody who may use ``folder``; its owner keeps her rights."""
    if has_rights():
        with suppress(OSError):  # a file system without rights has none to give
            mask = 0o777 if path.is_dir() else 0o666
            path.chmod(folder.stat().st_mode & mask | path.stat().st_mode & 0o700)
