"""The last resort: an error nobody expected is logged by code and told in the page.

What is on disk stays untouched, what is typed stays on the screen, the program goes on.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

from carefacilitator import logs


class ExceptionHook(QObject):
    """Catches what reaches the top of any thread; ``tell`` is called on the interface thread.

    Install once with :meth:`install`; :meth:`remove` puts the former hooks back.
    """

    _happened = Signal(object)

    def __init__(
        self, tell: Callable[[BaseException], None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._before = sys.excepthook
        self._before_threads = threading.excepthook
        self._tell = tell
        self._telling = False
        self._happened.connect(self._on_happened, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take the hooks of this process."""
        self._before, self._before_threads = sys.excepthook, threading.excepthook
        sys.excepthook = self._hook
        threading.excepthook = self._thread_hook

    def remove(self) -> None:
        """Put the former hooks back."""
        sys.excepthook, threading.excepthook = self._before, self._before_threads

    def _hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if issubclass(kind, (KeyboardInterrupt, SystemExit)):
            self._before(kind, error, trace)
            return
        logs.failure(error)
        self._happened.emit(error)

    def _thread_hook(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            logs.failure(args.exc_value)
            self._happened.emit(args.exc_value)

    def _on_happened(self, error: BaseException) -> None:
        if self._telling:  # telling opened a loop of its own: the log has it, that is enough
            return
        self._telling = True
        try:
            self._tell(error)
        except Exception as second:  # noqa: BLE001 - one of three doors where all is caught
            logs.failure(second)
        finally:
            self._telling = False
