"""A whole copy of the workspace in one file, checked before it counts as one."""

from __future__ import annotations

import os
import shutil
import struct
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from carefacilitator.errors import FileMissing, Refusal
from carefacilitator.storage import acts_file, keys, redaction
from carefacilitator.storage.database import DATABASE_FILE, Database
from carefacilitator.storage.failures import BackupDamaged, WorkspaceDamaged, named_failures
from carefacilitator.storage.lock import LOCK_FILE
from carefacilitator.storage.workspace import Workspace, exists, open_workspace

_INSIDE = (DATABASE_FILE, keys.KEY_FILE)


class WorkspaceNotEmpty(Refusal):
    """There is a workspace already where one should be made."""

    code = "workspace_not_empty"


def back_up(workspace: Workspace, target: Path) -> int:
    """Write the encrypted file and its wrapped key into ``target``; returns its size in bytes.

    The copy is opened and checked before it takes the target's place. Raises FileMissing where
    the target's folder is not there.
    """
    if not target.parent.is_dir():
        raise FileMissing(name=target.parent.name)
    temporary = target.with_name(target.name + ".part")
    workspace.begin_writing()  # first: it clears away what earlier backups left
    with named_failures(target.name, target.parent), _aside(workspace.folder) as inside:
        copy = inside / DATABASE_FILE
        with workspace.at_rest():
            workspace.database.copy_to(copy)
            shutil.copyfile(workspace.folder / keys.KEY_FILE, inside / keys.KEY_FILE)
        try:
            with open(temporary, "wb") as out:
                with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
                    for name in _INSIDE:
                        packed.write(inside / name, name)
                out.flush()
                os.fsync(out.fileno())
            copy.unlink()
            _check(workspace, temporary)
            os.replace(temporary, target)
            acts_file.write(workspace, target.parent)
        finally:
            temporary.unlink(missing_ok=True)
    return target.stat().st_size


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A passing folder inside the protected one, so that nothing lies about elsewhere."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="passing-") as inside:
        yield Path(inside)


def _check(workspace: Workspace, packed: Path) -> None:
    with _aside(workspace.folder) as inside:
        _unpack(packed, inside)
        copy = Database(inside / DATABASE_FILE, workspace.key)
        try:
            if copy.one("PRAGMA quick_check") != "ok":
                raise BackupDamaged()
        finally:
            copy.close()


def is_of(workspace: Workspace, packed: Path) -> bool:
    """Whether a file is a whole copy of this workspace. Raises what reading it raises."""
    workspace.begin_writing()
    with _aside(workspace.folder) as inside:
        try:
            _unpack(packed, inside)
            copy = Database(inside / DATABASE_FILE, workspace.key)
            try:
                device = copy.one("SELECT value FROM meta WHERE key='device'")
            finally:
                copy.close()
        except (BackupDamaged, WorkspaceDamaged):
            return False
    return bool(device == workspace.device)


def restore(packed: Path, folder: Path, passphrase: str | None) -> Workspace:
    """Make a workspace in an empty ``folder`` from a backup and open it.

    Raises BackupDamaged, WorkspaceNotEmpty or what opening raises; nothing is left behind then.
    """
    if not packed.is_file():
        raise FileMissing(name=packed.name)
    if exists(folder):
        raise WorkspaceNotEmpty()
    with named_failures(folder.name, folder):
        was_there = folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with _aside(folder) as inside:
                _unpack(packed, inside)
                _open_once(inside, passphrase)
                for name in _INSIDE:  # the key last: with it, the workspace counts
                    os.replace(inside / name, folder / name)
            workspace = open_workspace(folder, passphrase)
            try:
                _heed(workspace, packed.parent)
            except BaseException:
                workspace.close()
                raise
            return workspace
        except BaseException:
            for name in (*_INSIDE, LOCK_FILE):
                (folder / name).unlink(missing_ok=True)
            if not was_there:
                folder.rmdir()
            raise


def _heed(workspace: Workspace, beside: Path) -> None:
    """Let what was forgotten or removed for good since the copy be so in it, before it is shown.

    The acts lie where the workspace lay before, and in the folder of the copies.
    """
    name = acts_file.name_of(workspace.key)
    for place in (workspace.folder / name, beside / name):
        redaction.take_in(workspace, acts_file.read(place, workspace.key))


def _open_once(folder: Path, passphrase: str | None) -> None:
    """Prove that a copy opens and that its pages are whole."""
    try:
        copy = Database(folder / DATABASE_FILE, keys.read_key(folder, passphrase))
        try:
            fine = copy.one("PRAGMA quick_check") == "ok"
        finally:
            copy.close()
    except WorkspaceDamaged as error:
        raise BackupDamaged() from error
    if not fine:
        raise BackupDamaged()


def _unpack(packed: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(packed) as archive:
            entries = archive.infolist()
            if sorted(one.filename for one in entries) != sorted(_INSIDE):
                raise BackupDamaged()
            for entry in entries:
                if entry.compress_type != zipfile.ZIP_STORED or entry.flag_bits & 1:
                    raise BackupDamaged()
                with archive.open(entry) as source, open(folder / entry.filename, "wb") as out:
                    shutil.copyfileobj(source, out)
    except (zipfile.BadZipFile, EOFError, ValueError, struct.error) as error:
        raise BackupDamaged() from error
