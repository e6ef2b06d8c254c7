"""Autosave with a clock that only moves when told to, and a real worker."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from carefacilitator.errors import DiskFull
from carefacilitator.ui.runtime.autosave import AFTER_LAST_KEY, AT_LEAST_EVERY, Autosave, SaveStatus
from carefacilitator.ui.runtime.worker import Tasks

NOW = dt.datetime(2026, 3, 4, 14, 32)


class World:
    """A clock, a disk that may be full, a worker and the autosave."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.disk: list[str] = []
        self.visits = 0
        self.full = False
        self.tasks = Tasks()
        self.saving = Autosave(self.tasks, clock=lambda: self.seconds, now=lambda: NOW)
        self.told: list[SaveStatus] = []
        self.saving.changed.connect(lambda state: self.told.append(state.status))

    def save(self, text: str) -> None:
        if self.full:
            raise DiskFull(place="disk")
        self.disk.append(text)

    def end_visit(self) -> None:
        self.visits += 1

    def wait(self, seconds: float) -> None:
        self.seconds += seconds
        self.saving.tick()
        assert self.tasks.settle(120_000)


@pytest.fixture
def world(qapp):
    made = World()
    yield made
    made.tasks.stop()


@pytest.fixture
def editor(qtbot) -> QPlainTextEdit:
    made = QPlainTextEdit()
    qtbot.addWidget(made)
    return made


def press(widget: QWidget, text: str) -> None:
    """Type as a keyboard does, in any script."""
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QCoreApplication.sendEvent(widget, event)


def test_saved_a_little_after_the_last_key(world: World, editor: QPlainTextEdit) -> None:
    world.saving.watch(editor, world.save)
    press(editor, "abc")
    assert world.saving.state.status is SaveStatus.SAVING
    world.wait(AFTER_LAST_KEY - 0.1)
    assert world.disk == []
    world.wait(0.1)
    assert world.disk == ["abc"]
    assert world.saving.state.status is SaveStatus.SAVED
    assert world.saving.state.at == NOW


def test_saved_every_two_seconds_while_typing_goes_on(world: World, editor: QPlainTextEdit) -> None:
    world.saving.watch(editor, world.save)
    longest, written = 0.0, 0.0
    for _ in range(100):  # twenty seconds, never 0.8 s of silence
        press(editor, "م")
        before = len(world.disk)
        world.wait(0.2)
        if len(world.disk) > before:
            longest, written = max(longest, world.seconds - written), world.seconds
    assert longest <= AT_LEAST_EVERY + 0.2 + 1e-6
    assert world.disk[-1] == "م" * len(world.disk[-1])
    assert len(world.disk) >= 9


def test_leaving_saves_at_once_and_ends_the_visit(world: World, qtbot) -> None:
    root = QWidget()
    first, second = QLineEdit(root), QLineEdit(root)
    qtbot.addWidget(root)
    root.show()
    root.activateWindow()
    qtbot.waitUntil(root.isActiveWindow)
    world.saving.watch(first, world.save, world.end_visit)
    first.setFocus()
    press(first, "now")
    second.setFocus()
    assert world.tasks.settle(120_000)
    assert world.disk == ["now"]
    assert world.visits == 1
    first.setFocus()
    second.setFocus()
    assert world.tasks.settle(120_000)
    assert world.disk == ["now"], "nothing typed, nothing written"
    assert world.visits == 1


def test_never_says_saved_while_a_key_is_not_on_disk(world: World, editor: QPlainTextEdit) -> None:
    world.saving.watch(editor, world.save)
    press(editor, "a")
    world.saving.flush()
    press(editor, "b")  # while the first write is on its way
    assert world.tasks.settle(120_000)
    assert world.disk == ["a"]
    assert world.saving.state.status is SaveStatus.SAVING
    world.wait(AFTER_LAST_KEY)
    assert world.disk == ["a", "ab"]
    assert world.saving.state.status is SaveStatus.SAVED


def test_a_failure_keeps_the_text_and_is_told_until_solved(
    world: World, editor: QPlainTextEdit, expected_log
) -> None:
    expected_log("failure")
    world.saving.watch(editor, world.save)
    world.full = True
    press(editor, "dear")
    world.wait(AFTER_LAST_KEY)
    state = world.saving.state
    assert state.status is SaveStatus.FAILED
    assert isinstance(state.error, DiskFull)
    assert editor.toPlainText() == "dear"
    press(editor, "!")
    assert world.saving.state.status is SaveStatus.FAILED, "not hidden by the next key"
    world.full = False
    world.wait(60)
    assert world.disk == ["dear!"]
    assert world.saving.state.status is SaveStatus.SAVED


def test_text_survives_its_editor_when_the_disk_was_full(world: World, expected_log) -> None:
    expected_log("failure")
    editor = QPlainTextEdit()
    world.saving.watch(editor, world.save)
    world.full = True
    press(editor, "kept")
    world.wait(AFTER_LAST_KEY)
    editor.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    assert world.tasks.settle(120_000)
    world.full = False
    world.wait(60)
    assert world.disk == ["kept"]
    assert not world.saving.unsaved()


def test_loading_is_not_typing_and_never_overwrites_typing(
    world: World, editor: QPlainTextEdit
) -> None:
    watch = world.saving.watch(editor, world.save)
    assert watch.load("from disk")
    world.wait(10)
    assert world.disk == []
    press(editor, "x")
    assert not watch.load("from another place")
    assert "x" in editor.toPlainText()


def test_taking_a_key_back_writes_nothing(world: World, editor: QPlainTextEdit) -> None:
    watch = world.saving.watch(editor, world.save)
    watch.load("same")
    press(editor, "x")
    editor.undo()
    world.wait(10)
    assert world.disk == []
    assert world.saving.state.status is not SaveStatus.SAVING


def test_flush_then_waits_for_the_disk(world: World, editor: QPlainTextEdit, expected_log) -> None:
    expected_log("failure")
    world.saving.watch(editor, world.save)
    told: list[bool] = []
    press(editor, "a")
    world.saving.flush_then(lambda ok: told.append(ok and world.disk == ["a"]))
    assert world.tasks.settle(120_000)
    assert told == [True]
    world.full = True
    press(editor, "b")
    world.saving.flush_then(told.append)
    assert world.tasks.settle(120_000)
    assert told == [True, False]


def test_the_real_timer_fires_within_its_limit(qapp, qtbot, editor: QPlainTextEdit) -> None:
    tasks, disk = Tasks(), []
    saving = Autosave(tasks)
    saving.watch(editor, disk.append)
    with qtbot.waitSignal(saving.changed, check_params_cb=lambda s: s.status is SaveStatus.SAVED):
        press(editor, "real")
    tasks.stop()
    assert disk == ["real"]


def test_one_editor_turns_to_another_text_and_each_is_stored_its_own_way(world, editor):
    first: list[str] = []
    second: list[str] = []
    watch = world.saving.watch(editor, first.append, world.end_visit)
    press(editor, "yes")
    watch.turn_to("", second.append)
    assert editor.toPlainText() == ""
    press(editor, "yes")
    world.wait(AFTER_LAST_KEY)
    assert (first, second) == (["yes"], ["yes"])
    assert world.visits == 1
    assert not world.saving.unsaved()


def test_text_left_behind_is_tried_again_until_the_disk_has_room(world, editor, expected_log):
    expected_log("failure")
    kept: list[str] = []
    watch = world.saving.watch(editor, world.save)
    world.full = True
    press(editor, "the first")
    watch.turn_to("", kept.append)
    press(editor, "the second")
    world.wait(AFTER_LAST_KEY)
    assert kept == ["the second"]
    assert world.saving.state.status is SaveStatus.FAILED
    world.full = False
    world.wait(60)
    assert world.disk == ["the first"]
    assert world.saving.state.status is SaveStatus.SAVED
