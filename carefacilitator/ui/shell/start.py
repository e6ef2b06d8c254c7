"""From a double click to a window with its workspace open, and to its end."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from carefacilitator import settings
from carefacilitator.ui.shell.application import Application, application, show_as_left

if TYPE_CHECKING:
    from carefacilitator.ui.shell.opening_dialogs import Opener


class StartQuestion(NamedTuple):
    """What must be asked before a workspace opens: its passphrase, or all that a start asks."""

    passphrase: bool
    fresh: bool


def run(
    opener: Opener,
    folder: Path,
    asked: Callable[[], StartQuestion],
    language: str | None = None,
    files: Sequence[str] = (),
) -> int:
    """Open the window on a workspace and stay until it is closed; returns an exit code.

    ``asked`` looks into ``folder``; it is called once the window is painted, for the rooms that
    know are slow to load. ``language`` goes before the one in the settings. ``files`` are shown to
    be taken in as soon as the workspace is open.
    """
    app = application()
    window = Application(app, folder / settings.FILE_NAME, language)
    window.files = [os.path.abspath(one) for one in files]
    show_as_left(window.frame, window.settings.window)
    app.processEvents()
    from carefacilitator.ui.shell.opening import open_into

    open_into(window, opener, *asked())
    from carefacilitator.ui.runtime.exception_hook import ExceptionHook
    from carefacilitator.ui.shell.preload import Preload

    Preload(window.tasks, window.frame).start()

    net = ExceptionHook(window.frame.tell_failure)
    net.install()
    code = app.exec()
    window.remember_place()
    window.detach()
    net.remove()
    return code
