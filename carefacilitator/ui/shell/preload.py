"""Load the code of pages before somebody asks for them, once the window stands and nothing is done.

Loading takes 10 to 190 ms a page. It is done on the worker, one module at a time, so that a save
waits for one at most and the interface for none.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from importlib import import_module

from PySide6.QtCore import QObject, QTimer

from carefacilitator.ui.runtime.worker import Tasks

FIRST, BETWEEN = 1_500, 100
"""Milliseconds after the window stands, and between two modules."""
MODULES = (
    "facilitate.page",
    "welcome.page",
    "plan.page",
    "harvest.page",
    "share.page",
    "facilitate.tools.panel",
    "home.search_page",
    "import_bundle.page",
    "quick.page",
)
"""Those a person is likely to open first come first."""


class Preload(QObject):
    """Loads one module after the other while the worker has nothing else to do."""

    def __init__(
        self, tasks: Tasks, parent: QObject | None = None, modules: Sequence[str] = MODULES
    ) -> None:
        super().__init__(parent)
        self._tasks, self._left = tasks, list(modules)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.step)

    @property
    def done(self) -> bool:
        """Whether all modules are loaded."""
        return not self._left

    def start(self) -> None:
        """Begin in a moment."""
        self._timer.start(FIRST)

    def step(self) -> None:
        """Load the next module, or wait while the worker is busy with what a person asked."""
        if not self._left:
            return
        if self._tasks.left:
            self._timer.start(BETWEEN)
            return
        module = f"carefacilitator.ui.{self._left.pop(0)}"
        self._tasks.run(partial(import_module, module), self._on_loaded, self._on_failed, self)

    def _on_loaded(self, _module: object) -> None:
        self._timer.start(BETWEEN)

    def _on_failed(self, _error: Exception) -> None:
        """Whoever opens the page is told; here nobody asked for anything."""
        self._timer.start(BETWEEN)
