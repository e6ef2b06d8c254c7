"""Files and folders that are the person's own: 0600 and 0700, where the system has such rights."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import IO

from carefacilitator.machine.files import has_rights
from carefacilitator.machine.keeping import close_to_others

_OURS = ("workspace.", "carefacilitator", "settings.", "passing-", "copies")
"""How the names begin that the program gives in its folder."""


def new_file(path: Path) -> IO[bytes]:
    """Open a file for writing that nobody else may read, from its first byte on."""
    flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
    out = os.fdopen(os.open(path, flags, 0o600), "w+b")
    close_to_others(path, 0o600)  # it may have been there, for everybody to read
    return out


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone; one that is there keeps its rights."""
    if not folder.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        close_to_others(folder, 0o700)


def tighten(folder: Path) -> None:
    """Take the rights of others away from a workspace that an earlier program left readable.

    The folder itself only where nothing else lies in it: it may be shared for another reason.
    """
    if not has_rights():
        return
    with suppress(OSError):
        inside = list(folder.iterdir())
        for path in inside:
            if path.name.startswith(_OURS) and path.is_file() and not path.is_symlink():
                close_to_others(path, 0o600)
        if all(path.name.startswith(_OURS) for path in inside) and not folder.is_symlink():
            close_to_others(folder, 0o700)
