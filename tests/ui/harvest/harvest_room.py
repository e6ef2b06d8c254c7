"""A window on the sample's W4, open at Harvest, for the tests of that page."""

from __future__ import annotations

import datetime as dt
import functools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QComboBox, QWidget

from carefacilitator import settings
from carefacilitator.model.records.records import Lesson, Note
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace
from carefacilitator.ui.harvest.page import HarvestPage
from carefacilitator.ui.shell.application import Application, application

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


class Room:
    """A window on the sample's W4, open at Harvest."""

    def __init__(self, window: Application, program: Program, qtbot: Any) -> None:
        self.window, self.program, self.qtbot = window, program, qtbot
        self.workshop = program.workshops.find("W4").id

    @property
    def page(self) -> HarvestPage:
        page = self.window.frame.page
        assert isinstance(page, HarvestPage)
        return page

    @property
    def form(self) -> Any:
        return self.page.form

    def notes(self) -> list[Note]:
        return [view.note for view in self.program.notes.of(self.workshop)]

    def lessons(self) -> list[Lesson]:
        return [view.lesson for view in self.program.lessons.of(self.workshop)]

    def press(self, key: Key, modifier: Any = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and let what follows happen."""
        focus = QApplication.focusWidget()
        assert focus is not None
        self.qtbot.keyClick(focus, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type any script where the focus is (keyClicks knows Latin letters only)."""
        focus = QApplication.focusWidget()
        assert focus is not None
        for letter in text:
            for kind in (QKeyEvent.Type.KeyPress, QKeyEvent.Type.KeyRelease):
                plain = Qt.KeyboardModifier.NoModifier
                QApplication.sendEvent(focus, QKeyEvent(kind, 0, plain, letter))

    def store(self) -> None:
        """Let everything typed reach the disk."""
        self.window.saving.flush()
        self.settle()

    def settle(self) -> None:
        """Wait until the worker has nothing left and nothing more is asked of it."""
        quiet = 0
        while quiet < 2:
            assert self.window.tasks.settle(120_000)
            QApplication.processEvents()
            quiet = 0 if self.window.tasks.left else quiet + 1

    def lesson_of_two_notes(self) -> Lesson:
        """Space, down, Space, L."""
        self.press(Key.Key_Space)
        self.press(Key.Key_Down)
        self.press(Key.Key_Space)
        before = {one.id for one in self.lessons()}
        self.press(Key.Key_L)
        (made,) = [one for one in self.lessons() if one.id not in before]
        return made


@functools.cache
def sample_folder(under: Path) -> Path:
    """The sample programme, filled once for each run."""
    folder = Path(tempfile.mkdtemp(dir=under)) / "workspace"
    made = Program(open_workspace(folder))
    made.sample.fill()
    made.close()
    return folder


def rooms(qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    """Give a function that opens rooms, and close what it opened."""
    windows: list[Application] = []

    def opened(language: str = "en", text_size: int = 100, item: str = "") -> Room:
        folder = tmp_path / f"workspace{len(windows)}"
        shutil.copytree(sample_folder(tmp_path.parent), folder)
        path = folder / settings.FILE_NAME
        settings.save(path, settings.Settings(language=language, text_size=text_size))
        window = Application(application(), path)
        windows.append(window)
        qtbot.addWidget(window.frame)
        with qtbot.waitActive(window.frame):
            window.frame.show()
            window.frame.activateWindow()
        now = dt.datetime(2022, 9, 22, 18, 58, tzinfo=dt.UTC)
        program = Program(open_workspace(folder, clock=lambda: now))
        room = Room(window, program, qtbot)
        window.attach(program, "harvest", room.workshop)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        room.settle()
        if item:
            window.frame.go("harvest", room.workshop, item)
            room.settle()
        return room

    yield opened
    for window in windows:
        window.frame.close()
        window.detach()


def chip(form: Any, key: str) -> QWidget:
    """The chip of a kind."""
    made: QWidget = form.kinds.chip(key)
    return made


def unnamed(root: QWidget) -> list[str]:
    """What can have the focus and has no name; a combo is named by its label."""
    bare = []
    for widget in root.findChildren(QWidget):
        parent = widget.parentWidget()
        inner = isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or widget.focusProxy():
            continue
        if not widget.isVisibleTo(root):
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        if isinstance(widget, QComboBox):
            named = any(one.text(QAccessible.Text.Name) for one, _kind in told.relations())
        else:
            named = bool(told.text(QAccessible.Text.Name).strip())
        if not named or told.role() in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            bare.append(f"{type(widget).__name__} {told.role()}")
    return bare
