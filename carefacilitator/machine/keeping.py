"""Keeping files and keys to the person whose they are, and knowing where that cannot be done.

Windows' ways bind to one account of one computer. They are used on the disk that Windows lies on
only: what lies on a stick or another disk is carried to other computers, where nobody could open
it any more. What lies beside a portable program is carried as well, wherever it was unpacked.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from carefacilitator.machine import places, windows
from carefacilitator.machine.system import is_windows


def close_to_others(path: Path, rights: int) -> None:
    """Give ``path`` these rights where it has wider ones; a file system without any is left so."""
    if is_windows():
        if _stays_here(path):
            with suppress(OSError, AttributeError):
                windows.keep_to_owner(path, path.is_dir())
        return
    with suppress(OSError):
        if path.stat().st_mode & 0o7777 & ~rights:
            path.chmod(rights)


def lies_open(path: Path) -> bool:
    """Whether a file that was closed to others can be read by whoever finds it all the same."""
    if is_windows():
        return not _stays_here(path)
    try:
        return bool(path.stat().st_mode & 0o077) or places.stick_of(path) is not None
    except OSError:
        return False


def wrap(secret: bytes, folder: Path) -> bytes | None:
    """Wrap a secret kept in ``folder`` for this person alone, where the system can; else None."""
    if not is_windows() or not _stays_here(folder):
        return None
    try:
        return windows.protect(secret)
    except (OSError, AttributeError):
        return None


def unwrap(wrapped: bytes) -> bytes | None:
    """The secret again; None for everybody else, and on every other computer."""
    if not is_windows():
        return None
    try:
        return windows.unprotect(wrapped)
    except (OSError, AttributeError):
        return None


def _stays_here(path: Path) -> bool:
    """Whether a place lies on the disk that Windows itself lies on, and is not carried away."""
    beside = places.carried_along()
    if beside is not None and path.absolute().is_relative_to(beside.absolute()):
        return False
    drive = os.path.splitdrive(os.path.abspath(path))[0]
    return drive.casefold() == os.environ.get("SYSTEMDRIVE", "C:").casefold()
