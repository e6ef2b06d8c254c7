"""An error nobody expected is logged by code and told; the program goes on."""

from __future__ import annotations

import sys
import threading

from PySide6.QtCore import QTimer

from carefacilitator.ui.runtime.exception_hook import ExceptionHook


def test_errors_of_any_thread_reach_the_page(qapp, qtbot, expected_log) -> None:
    expected_log("failure")
    told: list[BaseException] = []
    before = sys.excepthook, threading.excepthook
    resort = ExceptionHook(told.append)
    resort.install()
    try:
        QTimer.singleShot(0, _wrong)
        qtbot.waitUntil(lambda: len(told) == 1)
        thread = threading.Thread(target=_wrong)
        thread.start()
        thread.join()
        qtbot.waitUntil(lambda: len(told) == 2)
    finally:
        resort.remove()
    assert [type(error) for error in told] == [ZeroDivisionError] * 2
    assert (sys.excepthook, threading.excepthook) == before


def test_a_failing_teller_does_not_go_round_in_circles(qapp, qtbot, expected_log) -> None:
    expected_log("failure")
    count = [0]

    def tell(_error: BaseException) -> None:
        count[0] += 1
        raise ValueError

    resort = ExceptionHook(tell)
    resort.install()
    try:
        QTimer.singleShot(0, _wrong)
        qtbot.waitUntil(lambda: count[0] >= 1)
        qtbot.wait(50)
    finally:
        resort.remove()
    assert count[0] == 1


def _wrong() -> None:
    _ = 1 / 0
