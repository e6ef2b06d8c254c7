"""A person at a computer: a workspace, the real window on it, a keyboard.

Tests of pages and the stories load this module by its path, since test folders are no packages.
"""

from __future__ import annotations

import datetime as dt
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import carefacilitator.ui
from carefacilitator import settings
from carefacilitator.app import build
from carefacilitator.i18n import Words
from carefacilitator.ui.page import Page
from carefacilitator.ui.shell.application import Application

assert carefacilitator.ui.__doc__

NOW = dt.datetime(2022, 9, 22, 18, 58, tzinfo=dt.UTC)
"""13:58 where the sample's fourth workshop was held."""
NEVER_MS = 120_000
"""Waiting is for events; what did not come by then, however busy the machine is, never will."""
_NO_KEYS = Qt.KeyboardModifier.NoModifier


class Desk:
    """One person with her own workspace in ``folder``; ``sample`` is a folder to copy from.

    The clock stands at :attr:`now` until a test moves it.
    """

    def __init__(
        self,
        app: QApplication,
        folder: Path,
        *,
        language: str = "en",
        sample: Path | None = None,
        percent: int = 100,
        dark: bool = False,
        size: tuple[int, int] = (1366, 768),
    ) -> None:
        self.app, self.folder, self.now = app, folder, NOW
        if sample is not None:
            shutil.copytree(sample, folder)
        folder.mkdir(exist_ok=True)
        spoken = language if language != "qps" else "en"
        chosen = settings.Settings(
            language=spoken, text_size=percent, theme="dark" if dark else "light"
        )
        settings.save(folder / settings.FILE_NAME, chosen)
        self.window = Application(app, folder / settings.FILE_NAME)
        if language == "qps":
            self.window.frame.set_look(words=Words("qps"))
        self.frame = self.window.frame
        self.frame.resize(*size)
        self.frame.show()
        self.program = build(folder, clock=lambda: self.now)
        self.window.attach(self.program)
        self.frame.activateWindow()
        assert QTest.qWaitForWindowActive(self.frame, NEVER_MS)
        self.settle()

    # looking ------------------------------------------------------------------------------

    @property
    def page(self) -> Any:
        """The page shown."""
        page = self.frame.page
        assert isinstance(page, Page)
        return page

    @property
    def message(self) -> str:
        """What the strip at the foot of the page says; empty when it is put away."""
        strip = self.frame.strip
        return "" if strip.isHidden() else strip.accessibleName()

    @property
    def focus(self) -> QWidget | None:
        """What has the keyboard."""
        return self.frame.focusWidget()

    def go(self, page: str, code: str = "", item: str = "") -> Any:
        """Go to a page of the workshop with this code and wait until it stands."""
        workshop = self.program.workshops.find(code).id if code else ""
        self.frame.go(page, workshop, item)
        self.settle()
        return self.page

    # doing --------------------------------------------------------------------------------

    def press(self, keys: str, widget: QWidget | None = None) -> None:
        """Press keys written as the key line writes them: ``Ctrl+Enter``, ``F9``, ``Down``."""
        name = keys.replace("Enter", "Return").replace("PgDn", "PgDown")
        combination = QKeySequence(name)[0]
        target = widget or self._keyboard()
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str, widget: QWidget | None = None) -> None:
        """Type letters of any script into what has the keyboard."""
        target = widget or self._keyboard()
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                self.app.sendEvent(target, QKeyEvent(kind, 0, _NO_KEYS, letter))

    def _keyboard(self) -> QWidget:
        """What has the keyboard; without a window manager a closed dialog gives it to nobody."""
        if QApplication.activeWindow() is None:
            self.frame.activateWindow()
            assert QTest.qWaitForWindowActive(self.frame, NEVER_MS)
        return QApplication.focusWidget() or QApplication.activeWindow() or self.frame

    def stored(self) -> None:
        """Wait until everything typed is on disk."""
        self.window.saving.flush()
        self.settle()
        assert not self.window.saving.unsaved()

    def settle(self) -> None:
        """Wait until the worker has nothing left and the window has drawn what came of it.

        What is drawn may ask the worker again, so it takes three rounds in which nobody did.
        """
        quiet = 0
        while quiet < 3:
            assert self.window.tasks.settle(NEVER_MS)
            self.app.processEvents()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
            quiet = 0 if self.window.tasks.left else quiet + 1

    def until(self, true: Callable[[], bool]) -> None:
        """Wait until something is true."""
        end = time.monotonic() + NEVER_MS / 1000
        while not true():
            assert time.monotonic() < end, "it did not come true"
            QTest.qWait(5)

    def leave(self) -> None:
        """Close the window and the workspace, as at the end of a day."""
        if self.window.program is not None:
            self.frame.close()
            self.window.detach()
            self.app.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def sample_workspace(folder: Path) -> Path:
    """Fill a workspace in ``folder`` with the sample, to be copied from."""
    program = build(folder, clock=lambda: NOW)
    program.sample.fill()
    program.close()
    return folder
