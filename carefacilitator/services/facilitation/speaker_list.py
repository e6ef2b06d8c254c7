"""The speaker list of a block: in memory, forgotten when the block ends, kept only when asked."""

from __future__ import annotations

from carefacilitator.i18n import Words
from carefacilitator.model.agenda.speakers import SpeakerList
from carefacilitator.model.records.records import Note, Tally
from carefacilitator.services.findings.notes import Notes
from carefacilitator.storage.workspace import Workspace

SPEAKERS = "speakers"


class Speaking:
    """One list at a time; another workshop or block begins a new one."""

    def __init__(self, workspace: Workspace, notes: Notes) -> None:
        self._workspace, self._notes = workspace, notes
        self._place = ("", "")
        self._list = SpeakerList()

    def at(self, workshop_id: str, block_id: str) -> SpeakerList:
        """The list of a block. Whoever stood on another block's list is forgotten by that."""
        if (workshop_id, block_id) != self._place:
            self._place = (workshop_id, block_id)
            self._list = SpeakerList(first_timers=self._list.first_timers)
        return self._list

    def forget(self) -> None:
        """Begin anew."""
        self._list = SpeakerList(first_timers=self._list.first_timers)

    def seconds(self) -> float:
        """The clock that turns are timed with, in seconds."""
        return self._workspace.clock().timestamp()

    def keep(self, words: Words) -> Note | None:
        """Keep who spoke how long on the block; None where nobody spoke.

        People are kept as links, typed labels as personal fields; the note tells only figures.
        """
        workshop_id, block_id = self._place
        spoken = self._list.spoken(self.seconds())
        if not workshop_id or not spoken:
            return None
        note = self._notes.new(
            workshop_id,
            told(len(spoken), sum(one.turns for one in spoken), words),
            block_id,
            "observation",
            words.language,
        )
        head = Tally(
            id=self._workspace.new_id(),
            workshop_id=workshop_id,
            block_id=block_id,
            purpose=SPEAKERS,
            note_id=note.id,
            count=len(spoken),
            made_at=self._workspace.now(),
        )
        with self._workspace.change("speakers_keep", len(spoken)) as change:
            change.put(note)
            change.put(head)
            for place, one in enumerate(spoken):
                change.put(
                    Tally(
                        id=self._workspace.new_id(),
                        workshop_id=workshop_id,
                        block_id=block_id,
                        asked_id=head.id,
                        purpose=SPEAKERS,
                        person_id=one.speaker.person,
                        name="" if one.speaker.person else one.speaker.label,
                        count=one.turns,
                        seconds=one.seconds,
                        position=place,
                    )
                )
        return note


def told(people: int, turns: int, words: Words) -> str:
    """Who spoke, in figures: “7 people spoke, 12 times in all”."""
    return words.say(
        "{people} spoke, {times} in all",
        people=words.say_n("{n} person", "{n} people", people),
        times=words.say_n("{n} time", "{n} times", turns),
    )
