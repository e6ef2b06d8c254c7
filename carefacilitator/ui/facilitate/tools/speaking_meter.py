"""Who speaks now, by self-declared group: one key a group, seconds and turns, nothing else.

It goes on while notes are written; what was counted is stored every few seconds, at each change of
voice, and when the clock pauses or the block ends.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from carefacilitator.services.facilitation.voice_balance import SpeakingTime
from carefacilitator.services.program import Program
from carefacilitator.ui.page import Page

STORE_EVERY = 10
"""Seconds of one turn after which it is stored."""


class Meter(QObject):
    """The running turn. ``changed`` tells that somebody else speaks, or a second has passed."""

    changed = Signal()

    def __init__(self, page: Page, program: Program) -> None:
        super().__init__(page)
        self._page, self._program = page, program
        self._workshop = self._block = ""
        self._before = SpeakingTime("", 0, 0)
        self._since = 0.0
        self._turn = 0
        self._stored = 0
        self._own: dict[str, SpeakingTime] = {}
        self._elsewhere: dict[str, SpeakingTime] = {}
        self._writing = 0
        self.group = ""
        self.used = False

    @property
    def seconds(self) -> int:
        """Seconds of the running turn."""
        return max(0, round(self._now() - self._since)) if self.group else 0

    def _now(self) -> float:
        return self._program.workspace.clock().timestamp()

    def show_place(self, workshop_id: str, block_id: str) -> None:
        """Count on this block from now on; a turn that runs ends with its block."""
        if (workshop_id, block_id) != (self._workshop, self._block):
            self.stop()
            if workshop_id != self._workshop:
                self.used = False
            self._workshop, self._block = workshop_id, block_id
            self._writing = 0
            self.reload()

    def reload(self) -> None:
        """Read what is stored; while something is being written, what is known here is newer."""
        if self._workshop and not self._writing:
            voices = self._program.voices
            self._own = {one.group: one for one in voices.own(self._workshop, self._block)}
            told = voices.in_block(self._workshop, self._block)
            self._elsewhere = {
                one.group: one.without(self._own.get(one.group, SpeakingTime(one.group, 0, 0)))
                for one in told
            }
            self.changed.emit()

    def groups(self) -> tuple[str, ...]:
        """The groups that have a key here."""
        return self._program.voices.groups(self._workshop) if self._workshop else ()

    def speak(self, group: str) -> None:
        """This group speaks now; the same group again, or an empty text: nobody does."""
        same = group == self.group
        self._end()
        if group and not same and self._workshop:
            self._before = self._own.get(group, SpeakingTime(group, 0, 0))
            self.group, self._since, self._stored = group, self._now(), 0
            self._turn += 1
            self.used = True
        self.changed.emit()

    def stop(self) -> None:
        """Nobody speaks now."""
        if self.group:
            self._end()
            self.changed.emit()

    def _end(self) -> None:
        if self.group:
            self._store()
            self.group = ""

    def hold(self) -> None:
        """Store what was counted so far; the turn goes on."""
        if self.group:
            self._store()

    def tick(self) -> None:
        """A second has passed."""
        if self.group:
            if self.seconds - self._stored >= STORE_EVERY:
                self._store()
            self.changed.emit()

    def _store(self) -> None:
        """Store the turn as far as it has come; a slip of under a second leaves nothing."""
        seconds = self.seconds
        if not seconds:
            return
        before, self._stored = self._before, seconds
        voice = SpeakingTime(self.group, before.seconds + seconds, before.turns + 1)
        self._own[self.group] = voice
        self._writing += 1
        visit = f"voice {self._turn} {self._since}"
        put = partial(self._program.voices.put, self._workshop, self._block, voice, visit)
        self._page.run(put, self._on_written, self._on_failed)

    def _on_written(self, _none: None) -> None:
        self._writing = max(0, self._writing - 1)

    def _on_failed(self, error: Exception) -> None:
        self._on_written(None)
        self._page.tools.tell_failure(error)

    def told(self) -> tuple[SpeakingTime, ...]:
        """What was counted in the block, with the running turn."""
        own = dict(self._own)
        if self.group:
            before = self._before
            own[self.group] = SpeakingTime(
                self.group, before.seconds + self.seconds, before.turns + 1
            )
        none = SpeakingTime("", 0, 0)
        groups = {**self._elsewhere, **own}
        found = (
            own.get(one, SpeakingTime(one, 0, 0)).also(self._elsewhere.get(one, none))
            for one in groups
        )
        return tuple(one for one in found if one.seconds or one.turns)
