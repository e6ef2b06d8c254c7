"""First start and every start: what is asked before anything of the workspace is shown.

The window stands already. Deriving the key takes a moment, so it is done on the worker; until the
workspace is open, its dialog stays.
"""

from __future__ import annotations

from functools import partial

from carefacilitator.errors import CareError
from carefacilitator.i18n import Words
from carefacilitator.services.program import Program
from carefacilitator.ui.shell.application import Application
from carefacilitator.ui.shell.opening_dialogs import (
    FirstStartDialog,
    Opener,
    OpeningDialog,
    PassphraseDialog,
    TroubleDialog,
)


def open_into(window: Application, opener: Opener, needs_passphrase: bool, fresh: bool) -> None:
    """Open the workspace and show it in the window; what must be asked is asked over it.

    ``fresh`` says that there is no workspace yet. The window closes when the person gives up.
    """
    if fresh:
        _first_start(window, opener)
    elif needs_passphrase:
        dialog = PassphraseDialog(window.frame, window.frame.kit, opener, window.tasks)
        _show(window, dialog)
    else:
        _open_plainly(window, opener)


def _open_plainly(window: Application, opener: Opener) -> None:
    """Without a passphrase opening takes no time; nothing is asked."""
    try:
        program = opener(None)
    except CareError as error:
        dialog = TroubleDialog(window.frame, window.frame.kit, error)
        dialog.again.connect(partial(_open_plainly, window, opener))
        _show(window, dialog)
        return
    window.attach(program)


def _first_start(window: Application, opener: Opener) -> None:
    paper = window.settings.paper
    dialog = FirstStartDialog(window.frame, window.frame.kit, opener, window.tasks, paper)
    dialog.language_chosen.connect(partial(_speak, window, opener))
    _show(window, dialog)


def _speak(window: Application, opener: Opener, language: str) -> None:
    """Ask again in the language that was chosen."""
    window.frame.set_look(words=Words(language))
    _first_start(window, opener)


def _show(window: Application, dialog: OpeningDialog) -> None:
    def opened(program: Program) -> None:
        window.attach(program)

    dialog.opened.connect(opened)
    dialog.given_up.connect(window.frame.close)
    dialog.open()
