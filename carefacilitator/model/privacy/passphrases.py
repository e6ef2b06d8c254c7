"""What a passphrase must be, said once for the window, the command line and every copy."""

from __future__ import annotations

import unicodedata

LEAST_LETTERS = 8
"""Shorter passphrases are refused: they would be found by trying."""


def is_long_enough(passphrase: str) -> bool:
    """Whether it has letters enough; blanks at its ends are none, and an accent is no letter."""
    return len(unicodedata.normalize("NFC", passphrase.strip())) >= LEAST_LETTERS
