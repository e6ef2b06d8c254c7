"""Runs a Qt program and prints the moments a person would notice; a child process of a benchmark.

``python watched.py bare`` opens a bare window, ``python watched.py program ARGUMENT…`` the program.
Both are watched the same way, by an event filter that QApplication gets as it is made, and by
nothing earlier: the program imports what it likes in the order it likes. Prints ``paint SECONDS``
for the first paint of a window of at least 300 × 200 and ``answered SECONDS`` when a key pressed
after that (in the program: after a list with rows was painted) has been handled and painted, both
as ``time.time()``, then ends the process.
"""

from __future__ import annotations

import importlib.machinery
import os
import sys
import time
from collections.abc import Sequence
from types import ModuleType
from typing import Any


class WatchedLoader:
    """Loads ``PySide6.QtWidgets`` as usual and lets every QApplication be watched from then on.

    Without a base class: importing ``importlib.abc`` would cost both candidates 20 ms.
    """

    def __init__(self, real: Any) -> None:
        self.real = real

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As the real loader does."""
        made: ModuleType | None = self.real.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        """As the real loader does; then wrap QApplication's making."""
        self.real.exec_module(module)
        application = getattr(module, "QApplication")  # noqa: B009 - PySide6 makes it when asked
        make = application.__init__

        def made(self: Any, *arguments: Any, **named: Any) -> None:
            make(self, *arguments, **named)
            self._watcher = _watcher(self, wants_list=sys.argv[0] == "carefacilitator")
            self.installEventFilter(self._watcher)

        application.__init__ = made


class Finder:
    """Puts :class:`WatchedLoader` around ``PySide6.QtWidgets`` and nothing else."""

    def find_spec(
        self, name: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The wrapped spec of that one module."""
        if name != "PySide6.QtWidgets":
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path)
        if spec is not None and spec.loader is not None:
            loader: Any = WatchedLoader(spec.loader)
            spec.loader = loader
        return spec


def _watcher(application: Any, wants_list: bool) -> Any:
    from PySide6.QtCore import QEvent, QObject, Qt, QTimer
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

    class Watcher(QObject):
        """Says when the window is first painted and when a key was answered."""

        painted = 0.0
        told = pressed = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
            if event.type() == QEvent.Type.Paint and isinstance(watched, QWidget):
                self.paint(watched)
            elif self.painted and not self.told:
                # The first painting is over; its last widget was begun at this time.
                self.told = True
                print("paint", repr(self.painted), flush=True)
            return False

        def paint(self, widget: QWidget) -> None:
            large = widget.window().width() >= 300 and widget.window().height() >= 200
            if not self.told and large:
                self.painted = time.time()
            if not self.pressed and large and (not wants_list or _is_list(widget)):
                self.pressed = True
                # When the loop is free again, so that all that blocks a person is in.
                QTimer.singleShot(0, lambda: self.press(widget))

        def press(self, widget: QWidget) -> None:
            target = application.focusWidget() or widget.window()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = QKeyEvent(kind, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
                application.postEvent(target, key)
            # Timers come after posted events: what was due before the key has run by then.
            QTimer.singleShot(0, self.answered)

        def answered(self) -> None:
            application.processEvents()
            print("answered", repr(time.time()), flush=True)
            os._exit(0)

    return Watcher(application)


def _is_list(widget: Any) -> bool:
    """Whether ``widget`` is where a list draws its rows, and there are some."""
    from PySide6.QtWidgets import QAbstractItemView

    view = widget.parentWidget()
    model = view.model() if isinstance(view, QAbstractItemView) else None
    return model is not None and model.rowCount() > 0


def bare() -> None:
    """The least a PySide6 program can be: a window with a painted label."""
    from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QLabel("CareFacilitator"))
    window.resize(1000, 700)
    window.show()
    application.exec()


def main() -> None:
    """Run what the command line names."""
    sys.meta_path.insert(0, Finder())
    if sys.argv[1] == "bare":
        bare()
    else:
        from carefacilitator.__main__ import main as program

        sys.argv = ["carefacilitator", *sys.argv[2:]]
        sys.exit(program())


if __name__ == "__main__":
    main()
