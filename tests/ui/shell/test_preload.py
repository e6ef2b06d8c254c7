"""Code of pages is loaded on the worker, one module at a time, when nothing else is to do."""

from __future__ import annotations

import sys
import threading

from carefacilitator.ui.runtime.worker import Tasks
from carefacilitator.ui.shell import preload
from carefacilitator.ui.shell.preload import MODULES, Preload


def test_modules_are_loaded_one_after_the_other_on_the_worker(qtbot, monkeypatch) -> None:
    loaded: list[tuple[str, str]] = []

    def load(name: str) -> None:
        loaded.append((name, threading.current_thread().name))

    monkeypatch.setattr(preload, "import_module", load)
    tasks = Tasks()
    one = Preload(tasks, None, ("first", "second", "last"))
    busy = threading.Event()
    tasks.run(busy.wait)
    one.step()
    assert not loaded  # somebody's work goes before
    busy.set()
    qtbot.waitUntil(lambda: len(loaded) == 3 and not tasks.left, timeout=10_000)
    names = ("first", "second", "last")
    assert loaded == [(f"carefacilitator.ui.{name}", "worker") for name in names]
    assert one.done
    tasks.stop()


def test_every_module_named_is_there() -> None:
    for name in MODULES:
        preload.import_module(f"carefacilitator.ui.{name}")
        assert f"carefacilitator.ui.{name}" in sys.modules
