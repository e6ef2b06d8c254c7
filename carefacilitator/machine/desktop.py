"""How the desktop knows this program among others."""

from __future__ import annotations

from contextlib import suppress

from carefacilitator.machine import windows
from carefacilitator.machine.system import is_windows


def name_program(name: str) -> None:
    """Give the program an icon of its own in the task bar, where the system asks for a name.

    Without one Windows shows the icon of the interpreter that runs it.
    """
    if is_windows():
        with suppress(OSError, AttributeError):  # an icon is not worth a start
            windows.name_program(name)
