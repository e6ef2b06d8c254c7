"""Tell what the operating system refused in the program's own terms."""

from __future__ import annotations

import errno
from pathlib import Path

from carefacilitator.errors import (
    CareError,
    DeviceGone,
    DiskFull,
    FileMissing,
    MachineTrouble,
    NoPermission,
)

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.EIO, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOTCONN}
_MISSING = {errno.ENOENT, errno.ENOTDIR}


def machine_trouble(error: OSError, place: Path) -> CareError:
    """The failure to raise for an OSError met at ``place``."""
    if error.errno in _FULL:
        return DiskFull(place=str(place))
    if error.errno in _FORBIDDEN:
        return NoPermission(place=str(place))
    if error.errno in _MISSING:
        return FileMissing(name=str(place))
    if error.errno in _GONE:
        return DeviceGone(place=place.name)
    return MachineTrouble(place=str(place))
