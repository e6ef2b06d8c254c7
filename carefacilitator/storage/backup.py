"""A whole copy of the workspace in one file, checked before it counts as one."""

from __future__ import annotations

import os
import shutil
import tempfile
import zipfile
from pathlib import Path

from carefacilitator.errors import FileMissing, Refusal
from carefacilitator.storage import keys
from carefacilitator.storage.database import DATABASE_FILE, Database
from carefacilitator.storage.failures import BackupDamaged, named_failures
from carefacilitator.storage.workspace import Workspace, exists, open_workspace


class WorkspaceNotEmpty(Refusal):
    """There is a workspace already where one should be made."""

    code = "workspace_not_empty"


def back_up(workspace: Workspace, target: Path) -> int:
    """Write the encrypted file and its wrapped key into ``target``; returns its size in bytes.

    The copy is opened and checked before it takes the target's place.
    """
    workspace.begin_writing()
    workspace.end_visit()
    temporary = target.with_name(target.name + ".part")
    with named_failures(target.name), tempfile.TemporaryDirectory(dir=workspace.folder) as inside:
        copy = Path(inside) / DATABASE_FILE
        with workspace.database.writing:
            workspace.database.one("PRAGMA wal_checkpoint(TRUNCATE)")
            shutil.copyfile(workspace.database.path, copy)
        try:
            with zipfile.ZipFile(temporary, "w", zipfile.ZIP_STORED) as packed:
                packed.write(copy, DATABASE_FILE)
                packed.write(workspace.folder / keys.KEY_FILE, keys.KEY_FILE)
            _check(workspace, temporary)
            os.replace(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
    return target.stat().st_size


def _check(workspace: Workspace, packed: Path) -> None:
    with tempfile.TemporaryDirectory(dir=workspace.folder) as inside:
        _unpack(packed, Path(inside))
        copy = Database(Path(inside) / DATABASE_FILE, workspace.key)
        try:
            if copy.one("PRAGMA quick_check") != "ok":
                raise BackupDamaged()
        finally:
            copy.close()


def restore(packed: Path, folder: Path, passphrase: str | None) -> Workspace:
    """Make a workspace in an empty ``folder`` from a backup and open it.

    Raises BackupDamaged, WorkspaceNotEmpty or what opening raises; nothing is left behind then.
    """
    if not packed.exists():
        raise FileMissing(name=packed.name)
    if exists(folder):
        raise WorkspaceNotEmpty()
    with named_failures(folder.name):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            _unpack(packed, folder)
            return open_workspace(folder, passphrase)
        except BaseException:
            for name in (DATABASE_FILE, keys.KEY_FILE):
                (folder / name).unlink(missing_ok=True)
            raise


def _unpack(packed: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(packed) as archive:
            if sorted(archive.namelist()) != sorted([DATABASE_FILE, keys.KEY_FILE]):
                raise BackupDamaged()
            for name in (DATABASE_FILE, keys.KEY_FILE):
                with archive.open(name) as source, open(folder / name, "wb") as out:
                    shutil.copyfileobj(source, out)
    except (zipfile.BadZipFile, EOFError) as error:
        raise BackupDamaged() from error
