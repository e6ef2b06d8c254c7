"""The file of a copy: an archive, nothing packed, of the database and mostly a closed key.

A copy beside the workspace of a person without a passphrase holds no key at all. Copies from before
may hold one that is open.
"""

from __future__ import annotations

import errno
import os
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from carefacilitator.machine import files
from carefacilitator.storage import keys, private
from carefacilitator.storage.database import DATABASE_FILE
from carefacilitator.storage.failures import (
    BackupDamaged,
    CopyNotReadBack,
    WorkspaceDamaged,
    named_failures,
)

Opens = Literal["passphrase", "workspace", "open"]
"""With what a copy opens: a passphrase, its workspace's own key file, or nothing at all."""

_CHUNK = 1024 * 1024
_WITH_KEY = (DATABASE_FILE, keys.KEY_FILE)


def pack(file: Path, key_file: bytes | None) -> None:
    """Turn a database into the file of a copy, in its place: no room is needed for a second one.

    What was read is always ahead of what is written. Raises CopyNotReadBack, what writing raises.
    """
    told = zipfile.ZipInfo(DATABASE_FILE)
    told.file_size = file.stat().st_size
    told.external_attr = 0o600 << 16
    check = 0
    with open(file, "rb", buffering=0) as source, open(file, "r+b") as out:
        ahead = source.read(_CHUNK)
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
            with packed.open(told, "w") as place:
                while ahead:
                    part, ahead = ahead, source.read(_CHUNK)
                    check = zlib.crc32(part, check)
                    place.write(part)
            if key_file is not None:
                packed.writestr(keys.KEY_FILE, key_file)
        out.flush()
        os.fsync(out.fileno())
    _read_back(file, check, key_file)


def _read_back(file: Path, check: int, key_file: bytes | None) -> None:
    files.forget(file)
    try:
        with _read(file) as packed:
            known = check == packed.getinfo(DATABASE_FILE).CRC and packed.testzip() is None
            if not known or (key_file is not None and packed.read(keys.KEY_FILE) != key_file):
                raise CopyNotReadBack(place=file.parent.name)
    except BackupDamaged as error:
        raise CopyNotReadBack(place=file.parent.name) from error


def opens_with(file: Path) -> Opens:
    """With what a copy opens. Raises BackupDamaged, WorkspaceNewer."""
    with named_failures(file.name, file.parent), _read(file) as packed:
        if keys.KEY_FILE not in packed.namelist():
            return "workspace"
        content = packed.read(keys.KEY_FILE)
    try:
        return "open" if keys.is_open(content) else "passphrase"
    except WorkspaceDamaged as error:
        raise BackupDamaged() from error


def unpack(file: Path, folder: Path) -> None:
    """Write what a copy holds into ``folder``, for its owner alone. Raises BackupDamaged."""
    with _read(file) as packed:
        for entry in packed.infolist():
            with packed.open(entry) as source, private.new_file(folder / entry.filename) as out:
                shutil.copyfileobj(source, out, _CHUNK)
                out.flush()
                os.fsync(out.fileno())


@contextmanager
def _read(file: Path) -> Iterator[zipfile.ZipFile]:
    """The archive, once what it says of itself was seen to be what a copy says."""
    try:
        with zipfile.ZipFile(file) as packed:
            _look(packed, file.stat().st_size)
            yield packed
    except (zipfile.BadZipFile, EOFError, ValueError, struct.error, zlib.error) as error:
        raise BackupDamaged() from error
    except (NotImplementedError, RuntimeError, OverflowError, KeyError) as error:
        raise BackupDamaged() from error  # how the archive says that it is packed in other ways
    except OSError as error:
        if error.errno in (errno.EINVAL, errno.EOVERFLOW):  # a place before the file's beginning
            raise BackupDamaged() from error
        raise


def _look(packed: zipfile.ZipFile, size: int) -> None:
    names = sorted(one.filename for one in packed.infolist())
    if names not in ([DATABASE_FILE], sorted(_WITH_KEY)):
        raise BackupDamaged()
    for entry in packed.infolist():
        stored = entry.compress_type == zipfile.ZIP_STORED and not entry.flag_bits & 1
        if not stored or not entry.file_size == entry.compress_size <= size:
            raise BackupDamaged()
        if entry.filename == keys.KEY_FILE and entry.file_size > keys.LARGEST:
            raise BackupDamaged()
