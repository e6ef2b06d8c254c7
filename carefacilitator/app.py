"""Puts the parts together: opens a workspace, builds its services, and chooses window or commands.

The only place that knows everything. The window is imported only to open one, so that commands and
tests run where Qt cannot be found; the services only to open a workspace, so that the window stands
before they are loaded.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from carefacilitator import cli, logs
from carefacilitator.errors import CareError

if TYPE_CHECKING:
    from carefacilitator.services.program import Program


def build(
    folder: Path,
    passphrase: str | None = None,
    clock: Callable[[], dt.datetime] | None = None,
    make_id: Callable[[], str] | None = None,
) -> Program:
    """Open the workspace in ``folder`` (a missing one is made) and hand out its services.

    Without a clock or a maker of ids they are this computer's own. Raises what opening a workspace
    raises. A new device is named after its signing key.
    """
    from carefacilitator.model.records.ids import new_id
    from carefacilitator.services.program import Program
    from carefacilitator.storage.workspace import exists, open_workspace, utc_now

    fresh = not exists(folder)
    workspace = open_workspace(folder, passphrase, clock or utc_now, make_id or new_id)
    program = Program(workspace)
    if fresh:
        program.identity.name_device()
    return program


def main(arguments: Sequence[str]) -> int:
    """Do what the command line asks, or open the window; returns the exit code."""
    return cli.main(arguments, build, open_window)


def open_window(
    folder: Path,
    passphrase: str | None,
    language: str | None = None,
    files: Sequence[str] = (),
) -> int:
    """Open the program in a window on the workspace in ``folder``, speaking ``language``.

    ``files`` are taken in there as if they were dropped on the window.
    """
    from carefacilitator.ui.shell.start import StartQuestion, run

    def opener(typed: str | None) -> Program:
        program = build(folder, typed or passphrase)
        try:
            program.workspace.begin_writing()
        except BaseException:
            program.close()
            raise
        return program

    def asked() -> StartQuestion:
        from carefacilitator.storage.workspace import exists

        if passphrase is not None:
            return StartQuestion(False, False)
        return StartQuestion(_is_locked(folder), not exists(folder))

    logs.setup(folder)
    return run(opener, folder, asked, language, files)


def _is_locked(folder: Path) -> bool:
    """Whether a passphrase must be asked for; a damaged key is told when it is opened."""
    from carefacilitator.storage.keys import has_passphrase
    from carefacilitator.storage.workspace import exists

    try:
        return exists(folder) and has_passphrase(folder)
    except CareError:
        return False
