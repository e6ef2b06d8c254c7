"""What it means when the system refuses something of a file: one table for each family of systems.

Python folds the errors 19 to 36 of Windows into EACCES; only their own number tells a stick that
was pulled out from a file that is open in another program.
"""

from __future__ import annotations

import errno
import os
from enum import Enum

from carefacilitator.machine import windows
from carefacilitator.machine.system import is_windows


class Why(Enum):
    """What stands in the way."""

    FULL = "full"
    OPEN_ELSEWHERE = "open elsewhere"
    GONE = "gone"
    PROTECTED = "protected"
    FAILING = "failing"
    FORBIDDEN = "forbidden"
    MISSING = "missing"
    A_FOLDER = "a folder"
    OTHER = "other"


_POSIX = {
    Why.FULL: (errno.ENOSPC, errno.EDQUOT, errno.EFBIG),
    Why.FORBIDDEN: (errno.EACCES, errno.EPERM, errno.EROFS),
    Why.A_FOLDER: (errno.EISDIR,),
    Why.GONE: (errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN),
    Why.MISSING: (errno.ENOENT, errno.ENOTDIR),
    Why.OPEN_ELSEWHERE: (errno.ETXTBSY, errno.EBUSY),
}

_WINDOWS = {
    # disk full, handle's disk full, quota, file too large
    Why.FULL: (39, 112, 223, 1295),
    # sharing violation, lock violation, mapped by somebody
    Why.OPEN_ELSEWHERE: (32, 33, 1224),
    # bad unit, not ready, network path or name gone, device does not exist, timed out, no such
    # device, file changed from outside, no medium, not connected
    Why.GONE: (20, 21, 51, 53, 55, 59, 64, 121, 433, 1006, 1112, 1167),
    Why.PROTECTED: (19,),
    # check sum, seek, format, sector, write and read faults, general failure, not recognised,
    # device error, damaged file, damaged disk
    Why.FAILING: (23, 25, 26, 27, 29, 30, 31, 1005, 1117, 1392, 1393),
    # denied, network denies, privilege missing, cannot be accessed
    Why.FORBIDDEN: (5, 65, 1314, 1920),
    # file, path, drive, name, path of another form, no folder
    Why.MISSING: (2, 3, 15, 67, 123, 161, 267),
}

_BY_ERRNO = {number: why for why, numbers in _POSIX.items() for number in numbers}
_BY_WINERROR = {number: why for why, numbers in _WINDOWS.items() for number in numbers}
_FOLDED = (errno.EACCES, errno.EINVAL)
"""What the C library of Windows says when it has no word of its own."""


def why(error: OSError) -> Why:
    """What an error of the file system means."""
    if _is_folder(error):
        return Why.A_FOLDER
    number = _windows_number(error)
    if number in _BY_WINERROR:
        return _BY_WINERROR[number]
    if error.errno in _BY_ERRNO:
        return _BY_ERRNO[error.errno]
    return Why.FORBIDDEN if isinstance(error, PermissionError) else Why.OTHER


def _is_folder(error: OSError) -> bool:
    """Whether a folder was opened as a file: Windows says no more than that it may not be.

    Calls into Windows itself, such as listing a folder, bring its number along; ``open`` does not.
    """
    if not is_windows() or error.errno != errno.EACCES or getattr(error, "winerror", None):
        return False
    return isinstance(error.filename, str) and os.path.isdir(error.filename)


def _windows_number(error: OSError) -> int:
    told = getattr(error, "winerror", None)
    if told is None and is_windows() and error.errno in _FOLDED:
        told = windows.last_error_of_c()
    return int(told or 0)
