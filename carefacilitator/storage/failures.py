"""Failures of the workspace, and the one place where the database's own errors get a name."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlcipher3 import dbapi2

from carefacilitator.errors import DiskFull, MachineTrouble, NoPermission, OurBug, Refusal

_driver: Any = dbapi2


class WrongPassphrase(Refusal):
    """The passphrase does not open this workspace."""

    code = "wrong_passphrase"


class PassphraseMissing(Refusal):
    """The workspace has a passphrase and none was given."""

    code = "passphrase_missing"


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


@contextmanager
def named_failures(place: str = "") -> Iterator[None]:
    """Turn errors of the database and the file system into failures with a code."""
    try:
        yield
    except (_driver.DatabaseError, sqlite3.DatabaseError) as error:
        raise _database_failure(str(error), place) from error
    except PermissionError as error:
        raise NoPermission(place=place) from error
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(place=place) from error
        if error.errno == errno.EROFS:
            raise ReadOnlyFolder(place=place) from error
        raise


def _database_failure(text: str, place: str) -> MachineTrouble | OurBug:
    if "full" in text:
        return DiskFull(place=place)
    if "readonly" in text or "read-only" in text:
        return ReadOnlyFolder(place=place)
    if "locked" in text or "busy" in text:
        return WorkspaceBusy(place=place)
    if "unable to open" in text:
        return NoPermission(place=place)
    if "malformed" in text or "not a database" in text or "disk I/O" in text:
        return WorkspaceDamaged(place=place)
    return OurBug(detail=text.split(":")[0][:80])
