"""Failures of the workspace, and the one place where the database's own errors get a name."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from carefacilitator.errors import (
    CareError,
    DiskFull,
    MachineTrouble,
    NoPermission,
    OurBug,
    Refusal,
    refused_by_system,
)
from carefacilitator.machine.refusals import Why, why

_driver: Any = dbapi2


class WrongPassphrase(Refusal):
    """The passphrase does not open this workspace."""

    code = "wrong_passphrase"


class PassphraseMissing(Refusal):
    """The workspace has a passphrase and none was given."""

    code = "passphrase_missing"


class KeyOfAnother(Refusal):
    """The key without a passphrase is bound to another account or another computer."""

    code = "key_of_another"


class PassphraseShort(Refusal):
    """A new passphrase has fewer than ``least`` letters."""

    code = "passphrase_short"


class WorkspaceNewer(Refusal):
    """The workspace was written by a newer program (``found`` > ``known``)."""

    code = "workspace_newer"


class WorkspaceInUse(Refusal):
    """Another copy of the program is writing to this workspace."""

    code = "workspace_in_use"


class WorkspaceDamaged(MachineTrouble):
    """The file of the workspace is not readable as it was written."""

    code = "workspace_damaged"


class WorkspaceBusy(MachineTrouble):
    """Another program holds the file of the workspace for too long."""

    code = "workspace_busy"


class ReadOnlyFolder(MachineTrouble):
    """The folder of the workspace cannot be written to."""

    code = "read_only_folder"


class RecordUnknown(Refusal):
    """No record of this ``kind`` has this id."""

    code = "record_unknown"


class NothingToUndo(Refusal):
    """There is no change left to undo."""

    code = "nothing_to_undo"


class NothingToRedo(Refusal):
    """There is no undone change left to bring back."""

    code = "nothing_to_redo"


class UndoNeedsAnswer(Refusal):
    """Later work of this computer (``count`` records) rests on what the import brought."""

    code = "undo_needs_answer"


class TextTooLong(Refusal):
    """A text has more than ``limit`` letters."""

    code = "text_too_long"


class BackupDamaged(Refusal):
    """The file is not a backup of a workspace, or is damaged."""

    code = "backup_damaged"


class CopyNeedsPassphrase(Refusal):
    """A copy for another place would carry an open key: it needs a passphrase of ``least``."""

    code = "copy_needs_passphrase"


class CopyKeyMissing(Refusal):
    """The copy holds no key, and the key of its workspace is not here."""

    code = "copy_key_missing"


class CopyNotReadBack(MachineTrouble):
    """What was written at ``place`` is not what is read there."""

    code = "copy_not_read_back"


_LITTLE = 1024 * 1024
"""With fewer bytes free than this, a write that failed failed for want of space."""


@contextmanager
def named_failures(place: str = "", folder: Path | None = None) -> Iterator[None]:
    """Turn errors of the database and the file system into failures with a code.

    ``place`` is what the sentences name; in ``folder`` it is looked up what stood in the way.
    """
    try:
        yield
    except _driver.Error as error:
        raise _database_failure(error, place, folder) from error
    except OSError as error:
        if error.errno == errno.EROFS:
            raise ReadOnlyFolder(place=place) from error
        if why(error) in (Why.MISSING, Why.A_FOLDER, Why.OTHER):
            raise
        raise refused_by_system(error, place) from error


_UNNAMED = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database is locked": "SQLITE_BUSY",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}
"""What the driver says where it leaves the name out, as it does while pages are copied."""


def _database_failure(error: Any, place: str, folder: Path | None) -> CareError:
    name = str(getattr(error, "sqlite_errorname", None) or _UNNAMED.get(str(error), ""))
    if name.startswith("SQLITE_FULL"):
        return DiskFull(place=folder.name if folder is not None else place)
    if name.startswith("SQLITE_READONLY"):
        return ReadOnlyFolder(place=place)
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return WorkspaceBusy(place=place)
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return WorkspaceDamaged(place=place)
    if name.startswith(("SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return _not_opened(place, folder)
    if name.startswith(("SQLITE_IOERR", "SQLITE_NOMEM", "SQLITE_PROTOCOL")):
        return _not_written(name, place, folder)
    return OurBug(detail=name or type(error).__name__)


def _not_opened(place: str, folder: Path | None) -> CareError:
    if folder is not None and folder.is_dir() and not os.access(folder, os.W_OK):
        return ReadOnlyFolder(place=folder.name)
    if folder is not None and _is_full(folder):
        return DiskFull(place=folder.name)
    return NoPermission(place=place)


def _not_written(name: str, place: str, folder: Path | None) -> CareError:
    if name in ("SQLITE_IOERR_SHORT_READ", "SQLITE_IOERR_DATA", "SQLITE_IOERR_CORRUPTFS"):
        return WorkspaceDamaged(place=place)
    if folder is not None and _is_full(folder):
        return DiskFull(place=folder.name)
    return MachineTrouble(place=place)


def _is_full(folder: Path) -> bool:
    return folder.is_dir() and shutil.disk_usage(folder).free < _LITTLE
