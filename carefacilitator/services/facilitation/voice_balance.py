"""Voice balance: how long and how often self-declared groups spoke. No names, no recording."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from carefacilitator.model.records import ids
from carefacilitator.model.records.records import COMPANIONS, HeadCount, Tally, Workshop
from carefacilitator.services.failures import BadNumber
from carefacilitator.services.people.people import UNSTORED
from carefacilitator.storage.workspace import Workspace

VOICES = "voices"
FIRST_GROUPS = ("woman", "man", "non_binary")
"""Groups that always have a key, as people describe themselves."""
MODERATION = "moderation"
"""Who leads the talk: her time is counted apart, so that it does not pass for the room's."""
_NO_VOICE = frozenset({COMPANIONS, UNSTORED, "not_recorded"})
_RESTRICTED = "gender"
_MOST = 7 * 24 * 3600


@dataclass(frozen=True)
class SpeakingTime:
    """The speaking time of one self-declared group: seconds and turns."""

    group: str
    seconds: int
    turns: int

    def also(self, other: SpeakingTime) -> SpeakingTime:
        """With what was counted elsewhere."""
        return SpeakingTime(self.group, self.seconds + other.seconds, self.turns + other.turns)

    def without(self, other: SpeakingTime) -> SpeakingTime:
        """What stays when that is taken out."""
        return SpeakingTime(self.group, self.seconds - other.seconds, self.turns - other.turns)


class SpeakingTimes:
    """What a person can do with the voice balance of a workshop."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def groups(self, workshop_id: str) -> tuple[str, ...]:
        """The groups that have a key here: those of the head counts, and who leads the talk.

        Where gender is hidden in this workshop only women and men stay, as in its head counts.
        """
        workshop = self._workspace.get(Workshop, workshop_id)
        first = FIRST_GROUPS[:2] if _RESTRICTED in workshop.hidden_fields else FIRST_GROUPS
        counted = [
            one.group.split(" ")[0]
            for one in self._workspace.all(HeadCount, workshop_id=workshop_id)
            if one.group
        ]
        spoken = [voice.group for voice in _summed(self._records(workshop_id))]
        found = dict.fromkeys((*first, *sorted(counted), *spoken))
        known = [one for one in found if one not in _NO_VOICE and one != MODERATION]
        return (*known, MODERATION)

    def of(self, workshop_id: str) -> dict[str, tuple[SpeakingTime, ...]]:
        """Totals by block (id) and group, the longest first; blocks without any are left out."""
        by_block: dict[str, list[Tally]] = {}
        for one in self._records(workshop_id):
            by_block.setdefault(one.block_id, []).append(one)
        return {block: _summed(found) for block, found in by_block.items()}

    def total(self, workshop_id: str) -> tuple[SpeakingTime, ...]:
        """Totals of the whole workshop by group, the longest first."""
        return _summed(self._records(workshop_id))

    def in_block(self, workshop_id: str, block_id: str) -> tuple[SpeakingTime, ...]:
        """Totals of one block by group, the longest first."""
        return self.of(workshop_id).get(block_id, ())

    def own(self, workshop_id: str, block_id: str) -> tuple[SpeakingTime, ...]:
        """What this device counted in a block, by group; the rest was counted elsewhere."""
        own = partial(ids.voice_id, block_id or workshop_id, device=self._workspace.device)
        found = (one for one in self._records(workshop_id) if one.block_id == block_id)
        return _summed(one for one in found if one.id == own(one.group))

    def _records(self, workshop_id: str) -> list[Tally]:
        found = self._workspace.all(Tally, workshop_id=workshop_id, purpose=VOICES)
        return [one for one in found if one.seconds or one.count]

    def put(self, workshop_id: str, block_id: str, voice: SpeakingTime, visit: str = "") -> None:
        """Write down how long a group spoke in a block, as this device counted. Raises BadNumber.

        What other devices counted stands beside it and adds up. ``visit`` names one turn, so that
        a running turn is one step back.
        """
        if not (0 <= voice.seconds <= _MOST and 0 <= voice.turns <= _MOST):
            raise BadNumber(low=0, high=_MOST)
        identity = ids.voice_id(block_id or workshop_id, voice.group, self._workspace.device)
        with self._workspace.change("voice_count", visit=visit) as change:
            change.restore(Tally, identity)
            change.set(
                Tally,
                identity,
                workshop_id=workshop_id,
                block_id=block_id,
                purpose=VOICES,
                group=voice.group,
                seconds=voice.seconds,
                count=voice.turns,
            )

    def clear(self, workshop_id: str, block_id: str) -> None:
        """Forget what was counted in a block (to the bin)."""
        found = [one for one in self._records(workshop_id) if one.block_id == block_id]
        if found:
            with self._workspace.change("voice_clear") as change:
                for one in found:
                    change.delete(Tally, one.id)


def _summed(found: Iterable[Tally]) -> tuple[SpeakingTime, ...]:
    seconds: dict[str, int] = {}
    turns: dict[str, int] = {}
    for one in found:
        seconds[one.group] = seconds.get(one.group, 0) + one.seconds
        turns[one.group] = turns.get(one.group, 0) + one.count
    made = (SpeakingTime(group, seconds[group], turns[group]) for group in seconds)
    return tuple(sorted(made, key=lambda one: (-one.seconds, -one.turns, one.group)))
