"""Autosave: what is typed reaches the disk without being asked, and the screen tells it honestly.

An editor is saved 0.8 s after its last key, and at least every 2 s while typing goes on (a timer
restarted by each key alone would never fire during continuous typing), and at once on leaving the
editor, changing page, exporting and closing. Writes run on the worker, in order. A failed write
keeps the text here, even when the editor is gone, tells why until it is solved, and is tried again
with the next key, on leaving, and every few seconds.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer, Signal, SignalInstance
from PySide6.QtGui import QGuiApplication

from carefacilitator.ui.runtime.worker import Tasks

if TYPE_CHECKING:  # Qt's kinds of editors are costly to meet, and the first page may have none
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QTextEdit

    Editor = QLineEdit | QPlainTextEdit | QTextEdit

AFTER_LAST_KEY = 0.8
"""Seconds of silence after which what was typed is saved."""
AT_LEAST_EVERY = 2.0
"""Seconds of continuous typing after which it is saved anyway."""
TRY_AGAIN = 3.0
"""Seconds after which a failed write is tried again; each further time so much later."""
LONGEST_WAIT = 30.0
"""Seconds between two tries, at most."""


class SaveStatus(StrEnum):
    """What the key line may say."""

    CLEAN = "clean"
    SAVING = "saving"
    SAVED = "saved"
    FAILED = "failed"


@dataclass(frozen=True)
class SaveState:
    """What is true of everything typed: nothing typed yet, being saved, saved at, not saved."""

    status: SaveStatus = SaveStatus.CLEAN
    at: dt.datetime | None = None
    error: Exception | None = None


class Watch(QObject):
    """One editor under watch. Made by :meth:`Autosave.watch`."""

    def __init__(
        self,
        saving: Autosave,
        editor: Editor,
        save: Callable[[str], None],
        left: Callable[[], None] | None,
    ) -> None:
        super().__init__(editor)
        self._saving, self._editor = saving, editor
        self.entry = saving.enter(self, save, left, written_of(editor))
        told = getattr(editor, "left", None)  # a filter in Python sees every event there is
        if isinstance(told, SignalInstance):
            told.connect(self._on_left)
        else:
            editor.installEventFilter(self)
        typed = editor.textEdited if _is_line(editor) else editor.textChanged
        typed.connect(self._on_typed)

    @property
    def dirty(self) -> bool:
        """Whether something typed here is not yet on disk."""
        return self.entry.dirty

    def load(self, text: str) -> bool:
        """Show what is stored without saving it again.

        Returns False, and shows nothing, while something typed here is not yet saved.
        """
        if self.entry.dirty:
            return False
        self.entry.text = self.entry.saved = text
        if written_of(self._editor) != text:
            if _is_line(self._editor):
                self._editor.setText(text)  # only what a person types is heard of a line
            else:
                before = self._editor.blockSignals(True)
                self._editor.setPlainText(text)  # type: ignore[union-attr]
                self._editor.blockSignals(before)
        return True

    def save_now(self) -> None:
        """Save at once what is typed here."""
        self._saving.save_entry(self.entry)

    def turn_to(
        self,
        text: str,
        save: Callable[[str], None],
        left: Callable[[], None] | None = None,
    ) -> None:
        """Let the editor show another text, stored by another ``save``.

        What was typed so far is still stored by the old way, also when that fails at first.
        """
        self._saving.release(self.entry)
        self.entry = self._saving.enter(self, save, left, text)
        self.load(text)

    def _on_typed(self, *_text: str) -> None:
        self._saving.typed(self.entry, written_of(self._editor))

    def _on_left(self) -> None:
        """Save on leaving the editor, and end the visit."""
        self._saving.left_entry(self.entry)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """The same for an editor that does not tell when it is left."""
        if event.type() == QEvent.Type.FocusOut:
            self._on_left()
        return super().eventFilter(watched, event)


class _Entry:
    """What is known of one editor's text; outlives the editor when a write failed."""

    def __init__(
        self, save: Callable[[str], None], left: Callable[[], None] | None, saved: str
    ) -> None:
        self.save, self.left = save, left
        self.saved = saved  # last text known to be on disk
        self.text = saved  # last text typed
        self.first_key: float | None = None  # when the oldest unsaved key was pressed
        self.due: float | None = None
        self.writing: str | None = None  # the text on its way to the disk
        self.queued = 0
        self.error: Exception | None = None
        self.visited = False
        self.tries = 0
        self.gone = False  # the editor no longer exists

    @property
    def dirty(self) -> bool:
        return self.text != self.saved or self.queued > 0


class Autosave(QObject):
    """Watches editors and saves what they hold. ``changed`` carries the new :class:`SaveState`.

    ``clock`` gives seconds that never jump; ``now`` the time of day to show.
    """

    changed = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], dt.datetime] = dt.datetime.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._tasks, self._clock, self._now = tasks, clock, now
        self._entries: list[_Entry] = []
        self._state = SaveState()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.tick)

    @property
    def state(self) -> SaveState:
        """The state last told."""
        return self._state

    def watch(
        self,
        editor: Editor,
        save: Callable[[str], None],
        left: Callable[[], None] | None = None,
    ) -> Watch:
        """Watch ``editor``; ``save`` gets its text on the worker thread and raises when it fails.

        ``left`` runs on the worker after the last save of a visit, when the editor is left.
        """
        return Watch(self, editor, save, left)

    def enter(
        self, watch: Watch, save: Callable[[str], None], left: Callable[[], None] | None, text: str
    ) -> _Entry:
        """Begin to keep a text that stands in the editor of ``watch``; called by it."""
        entry = _Entry(save, left, text)
        self._entries.append(entry)
        watch.destroyed.connect(partial(self._on_editor_gone, entry))
        return entry

    def release(self, entry: _Entry) -> None:
        """Store what an editor holds that turns to another text; called by its watch."""
        entry.gone = True
        self.left_entry(entry)
        if not entry.dirty and entry in self._entries:
            self._entries.remove(entry)

    def typed(self, entry: _Entry, text: str) -> None:
        """Note that ``text`` now stands in an editor; called by its watch."""
        if text == entry.text and not entry.dirty:
            return
        entry.text, entry.visited, now = text, True, self._clock()
        if text == entry.saved and not entry.queued:
            entry.first_key = entry.due = entry.error = None
        else:
            entry.first_key = now if entry.first_key is None else entry.first_key
            entry.due = min(now + AFTER_LAST_KEY, entry.first_key + AT_LEAST_EVERY)
        self._arrange()
        self._tell()

    def left_entry(self, entry: _Entry) -> None:
        """Save an editor that is being left, and end the visit."""
        self.save_entry(entry)
        if entry.left is not None and entry.visited:
            entry.visited = False
            self._tasks.run(entry.left)

    def save_entry(self, entry: _Entry) -> None:
        """Queue the write of an editor's text, unless that very text is stored or on its way."""
        entry.first_key = entry.due = None
        on_its_way = entry.writing if entry.queued else entry.saved
        if entry.text == on_its_way:
            self._arrange()
            return
        text = entry.text
        entry.writing, entry.queued = text, entry.queued + 1
        self._tell()

        def write() -> None:
            entry.save(text)

        def done(_nothing: None) -> None:
            entry.saved, entry.error, entry.tries = text, None, 0
            self._finish(entry)

        def failed(error: Exception) -> None:
            entry.error, entry.tries = error, entry.tries + 1
            entry.due = self._clock() + min(TRY_AGAIN * entry.tries, LONGEST_WAIT)
            self._finish(entry)

        self._tasks.run(write, done, failed)

    def _finish(self, entry: _Entry) -> None:
        entry.queued -= 1
        if not entry.queued:
            entry.writing = None
            if entry.gone and not entry.dirty:
                self._entries.remove(entry)
        self._arrange()
        self._tell()

    def tick(self) -> None:
        """Save whatever is due; called by the timer."""
        now = self._clock()
        for entry in self._entries:
            if entry.due is not None and entry.due <= now + 0.005:
                self.save_entry(entry)
        self._arrange()

    def flush(self) -> None:
        """Queue every unsaved text at once, with what an input method still holds."""
        method = QGuiApplication.inputMethod()
        if method is not None:
            method.commit()
        for entry in list(self._entries):
            self.left_entry(entry)

    def flush_then(self, then: Callable[[bool], None]) -> None:
        """Flush, and call ``then`` with whether everything typed is now on disk."""
        self.flush()
        if not self.unsaved():
            then(True)
            return

        def check(_nothing: None) -> None:
            then(not self.unsaved())

        self._tasks.run(_nothing_to_do, check)

    def unsaved(self) -> bool:
        """Whether anything typed is not on disk."""
        return any(entry.dirty for entry in self._entries)

    def _arrange(self) -> None:
        """Set the timer to the next thing due."""
        dues = [entry.due for entry in self._entries if entry.due is not None]
        if dues:
            self._timer.start(max(0, round((min(dues) - self._clock()) * 1000)))
        else:
            self._timer.stop()

    def _on_editor_gone(self, entry: _Entry, *_editor: object) -> None:
        """Drop an entry whose editor is gone, but never one with unsaved text."""
        if shiboken6.isValid(self) and not entry.gone:
            self.release(entry)

    def _tell(self) -> None:
        state = self._now_true()
        if state != self._state:
            self._state = state
            self.changed.emit(state)

    def _now_true(self) -> SaveState:
        for entry in self._entries:
            if entry.error is not None:
                return SaveState(SaveStatus.FAILED, self._state.at, entry.error)
        if self.unsaved():
            return SaveState(SaveStatus.SAVING, self._state.at)
        if self._state.status in (SaveStatus.SAVING, SaveStatus.FAILED):
            return SaveState(SaveStatus.SAVED, self._now())
        return self._state

    def saved_elsewhere(self) -> None:
        """Tell that something else was written just now (a mark, a note), as “Saved 14:32”."""
        if self._state.status not in (SaveStatus.SAVING, SaveStatus.FAILED):
            self._state = SaveState(SaveStatus.SAVED, self._now())
            self.changed.emit(self._state)


def _is_line(editor: Editor) -> TypeGuard[QLineEdit]:
    return editor.inherits("QLineEdit")


def written_of(editor: Editor) -> str:
    """Return the text of either kind of editor."""
    return editor.text() if _is_line(editor) else editor.toPlainText()  # type: ignore[union-attr]


def _nothing_to_do() -> None:
    """Take a place in the worker's queue."""
