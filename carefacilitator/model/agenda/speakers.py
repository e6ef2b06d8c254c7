"""The list of who speaks next, and how long each spoke: in memory only, nothing here is stored."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Speaker:
    """Somebody on the list: a present person (``person``) or a label a person typed."""

    label: str
    person: str = ""

    @property
    def key(self) -> str:
        """What tells two speakers apart."""
        return self.person or self.label.casefold()


@dataclass(frozen=True)
class Spoken:
    """How often and how long somebody spoke, in whole seconds."""

    speaker: Speaker
    turns: int
    seconds: int


@dataclass
class SpeakerList:
    """A queue, who speaks now, and what was spoken; times are seconds on any steady clock.

    With ``first_timers`` those who have not spoken yet go before those who have; among equals the
    order in which they asked stands.
    """

    first_timers: bool = False
    waiting: list[Speaker] = field(default_factory=list)
    now: Speaker | None = None
    _since: float = 0.0
    _spoken: dict[str, Spoken] = field(default_factory=dict)

    def ask(self, speaker: Speaker) -> bool:
        """Put somebody at the end; whether she was not waiting already."""
        if not speaker.label.strip() or any(one.key == speaker.key for one in self.waiting):
            return False
        self.waiting.append(speaker)
        return True

    def in_turn(self) -> list[Speaker]:
        """Who waits, in the order in which they will speak."""
        if not self.first_timers:
            return list(self.waiting)
        return sorted(self.waiting, key=self.has_spoken)

    def has_spoken(self, speaker: Speaker) -> bool:
        """Whether somebody had her turn, or has it now."""
        here = self.now is not None and self.now.key == speaker.key
        return here or speaker.key in self._spoken

    def next(self, at: float) -> Speaker | None:
        """End the turn of who speaks and give it to the next; None when nobody waits."""
        self.stop(at)
        order = self.in_turn()
        if order:
            self.now, self._since = order[0], at
            self.waiting = [one for one in self.waiting if one.key != order[0].key]
        return self.now

    def stop(self, at: float) -> None:
        """End the turn of who speaks; nobody speaks then."""
        if self.now is not None:
            before = self._spoken.get(self.now.key, Spoken(self.now, 0, 0))
            told = Spoken(before.speaker, before.turns + 1, before.seconds + self.elapsed(at))
            self._spoken[self.now.key] = told
        self.now = None

    def elapsed(self, at: float) -> int:
        """Seconds of the running turn."""
        return max(0, round(at - self._since)) if self.now is not None else 0

    def drop(self, key: str) -> None:
        """Take somebody off the list."""
        self.waiting = [one for one in self.waiting if one.key != key]

    def move(self, key: str, steps: int) -> None:
        """Let somebody speak earlier (−1) or later (+1), in the order that is shown."""
        order = self.in_turn()
        old = next((at for at, one in enumerate(order) if one.key == key), None)
        if old is not None:
            one = order.pop(old)
            order.insert(max(0, min(len(order), old + steps)), one)
            self.waiting = order

    def spoken(self, at: float) -> list[Spoken]:
        """Everybody who spoke, the longest first; the running turn is counted."""
        told = dict(self._spoken)
        if self.now is not None:
            before = told.get(self.now.key, Spoken(self.now, 0, 0))
            long = before.seconds + self.elapsed(at)
            told[self.now.key] = Spoken(before.speaker, before.turns + 1, long)
        return sorted(told.values(), key=lambda one: (-one.seconds, one.speaker.label))

    @property
    def is_empty(self) -> bool:
        """Whether nobody waits, speaks or has spoken."""
        return not (self.waiting or self.now or self._spoken)
