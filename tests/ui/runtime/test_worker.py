"""Work off the interface thread: order, delivery, failures, owners."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject

from carefacilitator.errors import DiskFull
from carefacilitator.ui.runtime.worker import Tasks


@pytest.fixture
def tasks(qapp):
    made = Tasks()
    yield made
    made.stop()


def test_order_is_kept_and_results_arrive_on_the_interface_thread(tasks: Tasks) -> None:
    seen: list[tuple[int, bool]] = []
    here = threading.current_thread()
    for number in range(50):
        tasks.run(
            lambda n=number: n,
            lambda n: seen.append((n, threading.current_thread() is here)),
        )
    assert tasks.settle(120_000)
    assert seen == [(n, True) for n in range(50)]


def test_work_runs_elsewhere(tasks: Tasks) -> None:
    threads: list[threading.Thread] = []
    tasks.run(threading.current_thread, threads.append)
    assert tasks.settle(120_000)
    assert threads[0] is not threading.current_thread()


def test_a_failure_reaches_its_own_ear_and_work_goes_on(tasks: Tasks, expected_log) -> None:
    expected_log("failure")
    told: list[Exception] = []
    done: list[int] = []

    def full() -> int:
        raise DiskFull(place="here")

    tasks.run(full, done.append, told.append)
    tasks.run(lambda: 7, done.append)
    assert tasks.settle(120_000)
    assert [type(e) for e in told] == [DiskFull]
    assert done == [7]


def test_a_failure_without_an_ear_is_told_to_the_window(tasks: Tasks, qtbot, expected_log) -> None:
    expected_log("failure")

    def wrong() -> None:
        raise ValueError

    with qtbot.waitSignal(tasks.unhandled) as caught:
        tasks.run(wrong)
    assert isinstance(caught.args[0], ValueError)


def test_callbacks_of_something_gone_are_dropped(tasks: Tasks) -> None:
    owner, seen, gate = QObject(), [], threading.Event()
    tasks.run(gate.wait, seen.append, None, owner)
    owner.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gate.set()
    assert tasks.settle(120_000)
    assert seen == []


def test_stop_finishes_what_is_queued(qapp) -> None:
    tasks, ran = Tasks(), []
    for number in range(20):
        tasks.run(lambda n=number: ran.append(n))
    tasks.stop()
    assert ran == list(range(20))
    tasks.run(lambda: ran.append(99))
    assert 99 not in ran


def test_busy_is_told_once_each_way(tasks: Tasks) -> None:
    told: list[bool] = []
    tasks.busy_changed.connect(told.append)
    for _ in range(3):
        tasks.run(lambda: None)
    assert tasks.settle(120_000)
    assert told == [True, False]


def test_settling_waits_for_work_that_begins_while_it_ends(tasks: Tasks) -> None:
    seen: list[int] = []
    again = [3, 2, 1]

    def on_idle() -> None:
        if again:
            tasks.run(lambda: again.pop(), seen.append)

    tasks.idle.connect(on_idle)
    tasks.run(lambda: 4, seen.append)
    assert tasks.settle(120_000)
    assert seen == [4, 1, 2, 3]


def test_settling_ends_when_its_time_is_over(tasks: Tasks) -> None:
    gate = threading.Event()
    tasks.run(gate.wait)
    assert not tasks.settle(50)
    gate.set()
    assert tasks.settle(120_000)
