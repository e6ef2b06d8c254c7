"""Which system this is. Asked through functions, so that each answer can be given in a test."""

from __future__ import annotations

import sys


def is_windows() -> bool:
    """Whether this is Windows."""
    return sys.platform == "win32"


def is_mac() -> bool:
    """Whether this is macOS."""
    return sys.platform == "darwin"
