"""Reference cycles are collected where widgets may die: on the interface thread."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.runtime.garbage_collection import Collector
from carefacilitator.ui.runtime.worker import Tasks


class _Knot:
    """A cycle with a widget in it, as a page with a menu makes one."""

    def __init__(self) -> None:
        self.itself = self
        self.widget = QWidget()


@pytest.fixture
def where():
    """The threads that collected while the test ran."""
    threads: list[threading.Thread] = []

    def saw(phase: str, _info: dict[str, int]) -> None:
        if phase == "start":
            threads.append(threading.current_thread())

    gc.callbacks.append(saw)
    yield threads
    gc.callbacks.remove(saw)


def allocate() -> None:
    """Make more containers than it takes for Python to collect by itself, and knots among them."""
    gathered = []
    for _ in range(20_000):
        gathered.append([[] for _ in range(5)])


def test_the_worker_never_collects(qapp, where) -> None:
    tasks = Tasks()
    for _ in range(200):
        _Knot()
    tasks.run(allocate)
    assert tasks.settle(30_000)
    tasks.stop()
    assert {thread.name for thread in where} <= {threading.main_thread().name}


def test_the_interface_collects_what_has_gathered(qapp, where) -> None:
    tasks = Tasks()
    tasks.run(allocate)
    assert tasks.settle(30_000)
    tasks.stop()
    collector = QCoreApplication.instance().findChild(Collector)
    where.clear()
    kept = [[] for _ in range(5_000)]
    collector.look()
    assert len(kept) == 5_000
    assert where == [threading.main_thread()]
    assert gc.get_count()[0] < gc.get_threshold()[0]


def test_there_is_one_collector_however_many_workers(qapp) -> None:
    for _ in range(3):
        tasks = Tasks()
        tasks.run(allocate)
        assert tasks.settle(30_000)
        tasks.stop()
    assert len(QCoreApplication.instance().findChildren(Collector)) == 1
