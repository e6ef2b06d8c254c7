"""Work off the interface thread: one worker, order kept, results delivered on the interface thread.

Because there is one worker, what is queued later sees everything queued earlier: an export started
after a note was typed contains the note. Callbacks of a widget that is gone by then are dropped.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

import shiboken6
from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer, Signal, Slot

from carefacilitator import logs
from carefacilitator.ui.runtime.garbage_collection import collect_here

T = TypeVar("T")


@dataclass(frozen=True)
class _Job(Generic[T]):
    work: Callable[[], T]
    done: Callable[[T], None] | None
    failed: Callable[[Exception], None] | None
    owner: QObject | None


@dataclass(frozen=True)
class _Outcome(Generic[T]):
    job: _Job[T]
    result: T | None = None
    error: Exception | None = None


class Tasks(QObject):
    """Runs functions one after the other on one worker thread.

    ``unhandled`` carries an error whose job had no ``failed``; ``idle`` is emitted when nothing is
    left; ``busy_changed`` when work begins (True) and when nothing is left (False).
    """

    unhandled = Signal(object)
    idle = Signal()
    busy_changed = Signal(bool)
    _arrived = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[_Job[object] | None] = queue.SimpleQueue()
        self._left = 0
        self._thread: threading.Thread | None = None
        self._stopped = False
        self._arrived.connect(self._on_arrived, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Queue ``work``; call ``done`` with its result or ``failed`` with its error, here.

        ``work`` must not touch widgets. With ``owner`` the callbacks are dropped once it is
        deleted. After :meth:`stop` nothing is taken any more.
        """
        if self._stopped:
            return
        if self._thread is None:
            collect_here()
            self._thread = threading.Thread(target=self._work, name="worker", daemon=True)
            self._thread.start()
        self._left += 1
        if self._left == 1:
            self.busy_changed.emit(True)
        self._queue.put(_Job(work, done, failed, owner))  # type: ignore[arg-type]

    @property
    def left(self) -> int:
        """How many jobs are queued, running or not yet delivered."""
        return self._left

    def settle(self, milliseconds: int = 10_000) -> bool:
        """Wait, with the interface alive, until nothing is left; False when time ran out."""
        loop = QEventLoop()
        patience = QTimer(loop)
        patience.setSingleShot(True)
        patience.timeout.connect(loop.quit)
        self.idle.connect(loop.quit)
        patience.start(milliseconds)
        # A loop told to quit finishes its round first, and a timer in that round may queue work.
        while self._left and patience.isActive():
            loop.exec()
        return not self._left

    def stop(self) -> None:
        """Finish what is queued and end the worker; results are no longer delivered."""
        self._stopped = True
        if self._thread is not None:
            self._queue.put(None)
            self._thread.join()
            self._thread = None

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            try:
                outcome = _Outcome(job, result=job.work())
            except Exception as error:  # noqa: BLE001 - one of three doors where all is caught
                outcome = _Outcome(job, error=error)
            if not self._stopped:
                self._arrived.emit(outcome)

    @Slot(object)
    def _on_arrived(self, outcome: _Outcome[object]) -> None:
        try:
            self._deliver(outcome)
        finally:
            self._left -= 1
            if not self._left:
                self.busy_changed.emit(False)
                self.idle.emit()

    def _deliver(self, outcome: _Outcome[object]) -> None:
        job = outcome.job
        if outcome.error is not None:
            logs.failure(outcome.error)
        if job.owner is not None and not shiboken6.isValid(job.owner):
            return
        if outcome.error is None:
            if job.done is not None:
                job.done(outcome.result)
        elif job.failed is not None:
            job.failed(outcome.error)
        else:
            self.unhandled.emit(outcome.error)
