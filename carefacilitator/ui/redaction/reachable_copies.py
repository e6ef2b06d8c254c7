"""Looks now and then whether a copy that holds what was removed for good can be reached again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from carefacilitator.ui.runtime.worker import Tasks

if TYPE_CHECKING:
    from carefacilitator.services.program import Program

EVERY = 300_000
"""Milliseconds between two looks: a stick that is put in again is met while it is there."""


class Tending(QObject):
    """Replaces such copies on the worker, while it has nothing else to do."""

    def __init__(self, tasks: Tasks, program: Program, parent: QObject) -> None:
        super().__init__(parent)
        self._tasks, self._program = tasks, program
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY)

    def look(self) -> None:
        """Look once; what does not go now is tried the next time."""
        if not self._tasks.left:
            self._tasks.run(self._program.redacting.replace_copies, None, lambda _error: None, self)

    def stop(self) -> None:
        """The workspace is being closed."""
        self._timer.stop()
