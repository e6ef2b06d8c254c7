"""Copies of everything: where they were written, and that none outlives what was removed for good.

A copy from before a text was removed still holds it. It is replaced as soon as its place can be
reached, and taken away where it is met again after :data:`DAYS`.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from carefacilitator.errors import CareError, FileMissing
from carefacilitator.i18n import N_
from carefacilitator.storage import backup, copy_file
from carefacilitator.storage.copy_file import Opens
from carefacilitator.storage.doctor import check as check
from carefacilitator.storage.workspace import Workspace

DAYS = 30
"""How long a copy may be kept that holds what was removed since."""

OPEN_COPY = N_(
    "This copy opens for whoever finds it: save a new one with a passphrase and destroy this one."
)
"""What is said of a copy from before that carries an open key."""

_NOTED = "copies"
_MOST = 50


@dataclass(frozen=True)
class Copy:
    """A copy that was written; ``stale`` is the day since which it holds what was removed.

    ``opens`` is empty for one from before copies were closed: it may open for whoever finds it.
    """

    path: str
    at: str
    stale: str = ""
    opens: str = ""

    @property
    def reachable(self) -> bool:
        """Whether the file can be met just now."""
        try:
            return Path(self.path).is_file()
        except OSError:
            return False


def back_up(workspace: Workspace, target: Path, passphrase: str | None = None) -> int:
    """Write a checked copy of the workspace into ``target``; returns its size in bytes.

    ``passphrase`` is one for the copies of a workspace that has none: this one and those to come.
    """
    size = backup.back_up(workspace, target, passphrase)
    now = workspace.now()
    workspace.set_meta("backed_up_at", now)
    path = str(target.absolute())
    kept = [one for one in noted(workspace) if one.path != path]
    _note(workspace, [*kept, Copy(path, now, opens=copy_file.opens_with(target))])
    return size


def need_passphrase(workspace: Workspace) -> bool:
    """Whether a copy for another place asks for a passphrase first: there is none of any kind."""
    return not backup.has_copy_passphrase(workspace)


def opens_with(packed: Path) -> Opens:
    """With what a copy opens: a ``passphrase``, its ``workspace``'s key file, or ``open`` to all.

    Raises FileMissing, BackupDamaged.
    """
    if not packed.is_file():
        raise FileMissing(name=packed.name)
    return copy_file.opens_with(packed)


def open_copies(workspace: Workspace) -> list[Copy]:
    """The copies from before that open for whoever finds them, oldest first.

    One that cannot be looked at counts as open where this computer asks for no passphrase.
    """
    return [one for one in noted(workspace) if not one.opens and _is_open(workspace, one)]


def _is_open(workspace: Workspace, copy: Copy) -> bool:
    with contextlib.suppress(CareError, OSError):
        return opens_with(Path(copy.path)) == "open"
    return not workspace.has_passphrase


def restore(packed: Path, folder: Path, passphrase: str | None) -> Workspace:
    """Make a workspace in an empty ``folder`` from a copy and open it."""
    return backup.restore(packed, folder, passphrase)


def noted(workspace: Workspace) -> list[Copy]:
    """The copies that were written from here, oldest first."""
    return [Copy(**one) for one in json.loads(workspace.meta(_NOTED) or "[]")]


def _note(workspace: Workspace, copies: list[Copy]) -> None:
    told = json.dumps([asdict(one) for one in copies[-_MOST:]])
    if told != (workspace.meta(_NOTED) or "[]"):
        workspace.set_meta(_NOTED, told)


def grow_stale(workspace: Workspace) -> None:
    """Something was removed for good: every copy from before still holds it."""
    today = workspace.clock().date().isoformat()
    _note(workspace, [replace(one, stale=one.stale or today) for one in noted(workspace)])


def tend(workspace: Workspace) -> list[Copy]:
    """Replace the copies that hold what was removed, where they can be reached; gives the others.

    One that is met again after :data:`DAYS` is taken away. A file that is no copy of this
    workspace any more is left alone.
    """
    waiting = [one for one in noted(workspace) if one.stale]
    for one in waiting:
        if not one.reachable:
            continue
        path = Path(one.path)
        with contextlib.suppress(CareError, OSError):
            if not backup.is_of(workspace, path):
                _note(workspace, [each for each in noted(workspace) if each != one])
            elif _is_late(workspace, one):
                path.unlink()
                _note(workspace, [each for each in noted(workspace) if each != one])
            else:
                back_up(workspace, path)
    return [one for one in noted(workspace) if one.stale]


def _is_late(workspace: Workspace, copy: Copy) -> bool:
    since = dt.date.fromisoformat(copy.stale)
    return (workspace.clock().date() - since).days > DAYS
