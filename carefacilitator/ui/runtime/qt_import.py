"""Import Qt's core so that the rest of the program is neither slowed nor ended by it.

Two faults of PySide6 are met here, once, before any module of :mod:`carefacilitator.ui` uses Qt:

- It replaces ``builtins.__import__`` to serve ``from __feature__ import …``, which this program
  does not use; the replacement reads the source of each module imported afterwards. Measured on
  two cores, three runs each: importing SQLAlchemy after Qt takes 0.81 to 0.86 s with the hook and
  0.52 to 0.68 s without it. (A star import from Qt needs the hook; name what you import.)
- 6.12.0 is compiled as if ``None``, ``True`` and ``False`` could not die, which is so only from
  Python 3.12 on: under 3.11 every method that returns nothing takes one reference of ``None`` away,
  and the process aborts ("none_dealloc") after some five thousand calls. 6.11.3 does not do this.
  Giving those constants very many references is what Python 3.12 itself does.
"""

from __future__ import annotations

import builtins
import ctypes
import importlib
import sys

MANY = 1 << 60
"""References given to a constant; more than any program can take away."""


def import_qt() -> None:
    """Import PySide6's core and undo what it does to the interpreter.

    Called once by :mod:`carefacilitator.ui`. Later Qt modules do not set the hook again.
    """
    before = builtins.__import__
    if sys.version_info < (3, 12):
        keep_constants_alive()
    importlib.import_module("PySide6.QtCore")
    builtins.__import__ = before


def keep_constants_alive() -> None:
    """Give ``None``, ``True``, ``False`` and ``NotImplemented`` so many references that none dies.

    The count is the first word of an object in CPython; nothing is done elsewhere, nor twice.
    """
    if sys.implementation.name != "cpython":
        return
    for constant in (None, True, False, NotImplemented):
        if sys.getrefcount(constant) < MANY // 2:
            ctypes.c_ssize_t.from_address(id(constant)).value += MANY
