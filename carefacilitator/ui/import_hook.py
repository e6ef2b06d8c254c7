"""Keep PySide6's import hook out of the program, because it slows every later import.

PySide6 replaces ``builtins.__import__`` to serve ``from __feature__ import …``, which this program
does not use; the replacement reads the source of each module imported afterwards. Measured on two
cores, three runs each: importing SQLAlchemy after Qt takes 0.81 to 0.86 s with the hook and 0.52 to
0.68 s without it.
"""

from __future__ import annotations

import builtins
import importlib


def import_qt() -> None:
    """Import PySide6's core and put back the ``__import__`` that stood before.

    Called once by :mod:`carefacilitator.ui` before any of its modules touches Qt. Later Qt modules
    do not set the hook again.
    """
    before = builtins.__import__
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = before
