"""A whole copy of the workspace in one file, checked before it counts as one.

No copy gives its key to whoever finds it. Where the workspace has a passphrase, the copy opens with
that; where it has none, a copy for any other place needs one of its own, and a copy inside the
workspace's folder holds no key at all.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from carefacilitator.errors import FileMissing, Refusal
from carefacilitator.machine import files
from carefacilitator.model.privacy.passphrases import LEAST_LETTERS
from carefacilitator.storage import acts_file, copy_file, keys, private
from carefacilitator.storage.database import DATABASE_FILE, Database, is_whole
from carefacilitator.storage.failures import (
    BackupDamaged,
    CopyKeyMissing,
    CopyNeedsPassphrase,
    CopyNotReadBack,
    WorkspaceDamaged,
    named_failures,
)
from carefacilitator.storage.lock import LOCK_FILE
from carefacilitator.storage.removal import redaction
from carefacilitator.storage.workspace import Workspace, exists, open_workspace


def _kept_name(workspace: Workspace) -> str:
    """Where the key lies wrapped by the passphrase of the copies, so that it is asked for once.

    Named after the key: once the workspace has another one, the wrapped one is of no use.
    """
    return f"copy_key/{acts_file.name_of(workspace.key)}"


class WorkspaceNotEmpty(Refusal):
    """There is a workspace already where one should be made."""

    code = "workspace_not_empty"


def back_up(workspace: Workspace, target: Path, passphrase: str | None = None) -> int:
    """Write a copy into ``target``; returns its size in bytes, which is all the room it needs.

    ``passphrase`` is one for copies, kept (wrapped) for those to come. The copy is opened and read
    back before it takes the target's place. Raises CopyNeedsPassphrase, PassphraseShort,
    CopyNotReadBack, WorkspaceDamaged; FileMissing where the target's folder is not there.
    """
    if not target.parent.is_dir():
        raise FileMissing(name=target.parent.name)
    workspace.begin_writing()  # first: it clears away what earlier backups left
    given = keys.wrapped(workspace.key, passphrase) if passphrase else ""
    key_file = given or _key_for(workspace, target)
    temporary = target.with_name(target.name + ".part")
    with named_failures(target.name, target.parent):
        try:
            _copy_pages(workspace, temporary)
            copy_file.pack(temporary, key_file.encode() if key_file else None)
            files.replace(temporary, target)
            acts_file.write(workspace, target.parent)
        finally:
            with suppress(OSError):  # a stick that was pulled says so by what went wrong before
                temporary.unlink(missing_ok=True)
    if given:
        workspace.set_meta(_kept_name(workspace), given)
    return target.stat().st_size


def has_copy_passphrase(workspace: Workspace) -> bool:
    """Whether a copy may go anywhere without asking for a passphrase first."""
    return workspace.has_passphrase or bool(workspace.meta(_kept_name(workspace)))


def _key_for(workspace: Workspace, target: Path) -> str:
    """The key file a copy carries; empty for none."""
    if workspace.has_passphrase:
        return (workspace.folder / keys.KEY_FILE).read_text("utf-8")
    kept = workspace.meta(_kept_name(workspace))
    if not kept and not target.parent.resolve().is_relative_to(workspace.folder.resolve()):
        raise CopyNeedsPassphrase(least=LEAST_LETTERS)
    return kept


def _copy_pages(workspace: Workspace, out: Path) -> None:
    """Write the pages and read them again; says whether what is damaged is here or there."""
    try:
        with workspace.at_rest():
            workspace.database.copy_to(out)
        if is_whole(out, workspace.key):
            return
        here = workspace.database.one("PRAGMA quick_check") == "ok"
    except WorkspaceDamaged as error:
        raise WorkspaceDamaged(place=DATABASE_FILE, reason="copying") from error
    if here:
        raise CopyNotReadBack(place=out.parent.name)
    raise WorkspaceDamaged(place=DATABASE_FILE, reason="copying")


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """A passing folder inside the protected one, so that nothing lies about elsewhere."""
    with tempfile.TemporaryDirectory(dir=folder, prefix="passing-") as inside:
        yield Path(inside)


def is_of(workspace: Workspace, packed: Path) -> bool:
    """Whether a file is a whole copy of this workspace. Raises what reading it raises."""
    workspace.begin_writing()
    with _aside(workspace.folder) as inside:
        try:
            copy_file.unpack(packed, inside)
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

    ``passphrase`` is the copy's; a copy without a key opens with the key file that still lies in
    ``folder``, or where the copy lies. Raises BackupDamaged, CopyKeyMissing, WorkspaceNotEmpty or
    what opening raises; nothing is left behind then.
    """
    if not packed.is_file():
        raise FileMissing(name=packed.name)
    if exists(folder) and not _only_its_key(packed, folder):
        raise WorkspaceNotEmpty()
    with named_failures(folder.name, folder):
        was_there, moved = folder.exists(), [LOCK_FILE]
        private.make_folder(folder)
        try:
            with _aside(folder) as inside:
                copy_file.unpack(packed, inside)
                _find_key(inside, (folder, packed.parent, packed.parent.parent), passphrase)
                for name in (DATABASE_FILE, keys.KEY_FILE):  # with the key, the workspace counts
                    if not (folder / name).exists():
                        files.replace(inside / name, folder / name)
                        moved.append(name)
            workspace = open_workspace(folder, passphrase)
            try:
                _heed(workspace, packed.parent)
            except BaseException:
                workspace.close()
                raise
            return workspace
        except BaseException:
            for name in moved:
                (folder / name).unlink(missing_ok=True)
            if not was_there:
                folder.rmdir()
            raise


def _only_its_key(packed: Path, folder: Path) -> bool:
    """Whether the folder waits for a copy without a key: the key is there, the database is not."""
    if any((folder / name).exists() for name in (DATABASE_FILE, keys.UNFINISHED)):
        return False
    return copy_file.opens_with(packed) == "workspace"


def _find_key(inside: Path, places: tuple[Path, ...], passphrase: str | None) -> None:
    """Prove that a copy opens, with its own key or with one that lies near."""
    if (inside / keys.KEY_FILE).exists():
        _open_once(inside, passphrase)
        return
    for place in dict.fromkeys(places):
        if not (place / keys.KEY_FILE).is_file():
            continue
        key = inside / keys.KEY_FILE
        with private.new_file(key) as out, open(place / keys.KEY_FILE, "rb") as source:
            shutil.copyfileobj(source, out)
        with suppress(BackupDamaged):
            _open_once(inside, passphrase)
            return
    raise CopyKeyMissing()


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
        fine = is_whole(folder / DATABASE_FILE, keys.read_key(folder, passphrase))
    except WorkspaceDamaged as error:
        raise BackupDamaged() from error
    if not fine:
        raise BackupDamaged()
