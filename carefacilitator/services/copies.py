"""A copy of everything, and what is noted about it."""

from __future__ import annotations

from pathlib import Path

from carefacilitator.storage import backup
from carefacilitator.storage.workspace import Workspace


def back_up(workspace: Workspace, target: Path) -> int:
    """Write a checked copy of the workspace into ``target``; returns its size in bytes."""
    size = backup.back_up(workspace, target)
    workspace.set_meta("backed_up_at", workspace.now())
    return size


def restore(packed: Path, folder: Path, passphrase: str | None) -> Workspace:
    """Make a workspace in an empty ``folder`` from a copy and open it."""
    return backup.restore(packed, folder, passphrase)
