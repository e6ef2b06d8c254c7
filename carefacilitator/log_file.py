"""The file behind :mod:`carefacilitator.logs`; apart from it because it is slow to load."""

from __future__ import annotations

import logging
import logging.handlers
from pathlib import Path


class QuietFile(logging.handlers.RotatingFileHandler):
    """A log file whose own failure (full disk, read-only folder) disturbs nobody.

    After ``largest`` bytes it is turned; two older ones are kept. It appears with its first line.
    """

    def __init__(self, path: Path, largest: int) -> None:
        super().__init__(path, maxBytes=largest, backupCount=2, encoding="utf-8", delay=True)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 (logging's name)
        """Drop the line."""
