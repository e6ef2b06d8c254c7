"""The program is known by its own icon, and Windows keeps no picture of its memory."""

from __future__ import annotations

from typing import Any

import pytest

from carefacilitator.machine import desktop, memory, system, windows


class _Asked:
    """A library of Windows that writes down what it is asked."""

    def __init__(self) -> None:
        self.calls: dict[str, tuple[object, ...]] = {}

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: object) -> int:
            self.calls[name] = arguments
            return 0

        return call


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> _Asked:
    library = _Asked()
    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.setattr(windows, "library", lambda _: library)
    return library


def test_the_task_bar_is_told_a_name(asked: _Asked) -> None:
    desktop.name_program("CareFacilitator")
    assert asked.calls == {"SetCurrentProcessExplicitAppUserModelID": ("CareFacilitator",)}


def test_windows_neither_asks_nor_keeps_when_the_program_dies(
    asked: _Asked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(memory.sys, "executable", "/somewhere/CareFacilitator.exe")
    memory.leave_none()
    assert asked.calls["SetErrorMode"] == (0x8003,)
    assert asked.calls["WerAddExcludedApplication"] == ("CareFacilitator.exe", False)


def test_a_windows_without_these_calls_starts_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def missing(name: str) -> None:
        raise FileNotFoundError(name)

    monkeypatch.setattr(system.sys, "platform", "win32")
    monkeypatch.setattr(windows, "library", missing)
    memory.leave_none()
    desktop.name_program("CareFacilitator")
