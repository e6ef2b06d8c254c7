"""What is said aloud of a running clock: what begins, five minutes left, its moods, pauses."""

from __future__ import annotations

from carefacilitator.i18n import Words
from carefacilitator.services.agenda.clock import ClockState
from carefacilitator.ui.widgets.clock import SECONDS_FROM, ClockMood, ClockReading
from carefacilitator.ui.words.workshops import block_title_in

_STEPS = tuple(ClockMood)


class ClockVoice:
    """Turns what the clock shows into sentences, each told once.

    A clock that is met running says what runs and how long. After that only what changed is said:
    another block, five minutes left, nearly done, last minutes, over, paused, going on.
    """

    def __init__(self, words: Words) -> None:
        self._words = words
        self._block, self._paused, self._step = "", False, 0

    def hear(self, state: ClockState) -> str:
        """Return what is to be said now, mostly nothing."""
        block = state.now
        if block is None:
            ended, self._block = bool(self._block), ""
            over = ended and state.day_over
            return self._words.say("The day is over.") if over else ""
        reading = ClockReading(state.length, state.left, state.until, state.paused)
        step, before = _step(reading), self._step
        known, paused = block.id == self._block, self._paused
        self._block, self._paused, self._step = block.id, state.paused, step
        if not known:
            title = block_title_in(block, self._words.language)
            return self._begun(title, reading, state)
        if state.paused != paused:
            say = self._words.say
            return say("The clock is paused.") if state.paused else say("The clock goes on.")
        return reading.spoken(self._words) if step > before else ""

    def _begun(self, title: str, reading: ClockReading, state: ClockState) -> str:
        said = [self._words.say("Now: {block}.", block=title), f"{reading.spoken(self._words)}."]
        if state.following:
            following = block_title_in(state.following[0][0], self._words.language)
            said.append(self._words.say("Then: {block}.", block=following))
        return " ".join(said)


def _step(reading: ClockReading) -> int:
    """How far a block has come, in steps that are told; more time takes it back."""
    mood = _STEPS.index(reading.mood)
    return 2 * mood + (mood < _STEPS.index(ClockMood.OVER) and reading.left < SECONDS_FROM)
