"""Quick counts in the room: raised hands for a few answers, dots on options."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carefacilitator.i18n import Words
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import Note, Tally
from carefacilitator.services.failures import BadNumber, EmptyName, UnknownKey
from carefacilitator.services.findings.notes import Notes
from carefacilitator.storage.workspace import Workspace

HANDS, DOTS = "hands", "dots"
PURPOSES = (HANDS, DOTS)
MOST = 100_000
"""The largest count that is taken."""
_STEP = 10


@dataclass(frozen=True)
class PollQuestion:
    """A question with its answers (or a vote with its options) in the order they were given.

    The lines tell what all devices counted together, ``elsewhere`` how much of it others did.
    """

    head: Tally
    lines: tuple[Tally, ...]
    elsewhere: int = 0

    @property
    def total(self) -> int:
        """How many hands or dots were counted."""
        return sum(one.count for one in self.lines)

    def ranked(self) -> list[tuple[int, Tally]]:
        """The lines with their rank, most first; equal counts share a rank."""
        order = sorted(self.lines, key=lambda one: (-one.count, one.position, one.id))
        counts = [one.count for one in order]
        return [(counts.index(one.count) + 1, one) for one in order]


class Polls:
    """What a person can do with quick counts and dot votes."""

    def __init__(self, workspace: Workspace, notes: Notes) -> None:
        self._workspace = workspace
        self._notes = notes

    def of(self, workshop_id: str, purpose: str) -> list[PollQuestion]:
        """Every question of a workshop asked for one purpose, the newest last."""
        found = self._workspace.all(Tally, workshop_id=workshop_id, purpose=purpose)
        below: dict[str, list[Tally]] = {}
        for one in found:
            if one.asked_id:
                below.setdefault(one.asked_id, []).append(one)
        heads = sorted(
            (one for one in found if not one.asked_id), key=lambda one: (one.made_at, one.id)
        )
        return [self._asked(one, below) for one in heads]

    def _asked(self, head: Tally, below: Mapping[str, Sequence[Tally]]) -> PollQuestion:
        """A question with what every device counted; ``below`` holds what names another tally."""
        lines, elsewhere = [], 0
        for line in sorted(below.get(head.id, ()), key=lambda one: (one.position, one.id)):
            parts = below.get(line.id, ())
            own = ids.count_id(line.id, self._workspace.device)
            elsewhere += sum(one.count for one in parts if one.id != own)
            lines.append(replace(line, count=_together(line, parts)))
        return PollQuestion(head, tuple(lines), max(0, elsewhere))

    def options(self, workshop_id: str) -> list[Note]:
        """The notes that may become options.

        What a named person said is not among them: a copy of it would leave without her consent.
        """
        notes = [view.note for view in self._notes.of(workshop_id)]
        return [note for note in notes if _may_be_copied(note)]

    def find(self, asked_id: str) -> PollQuestion:
        """One question with its answers. Raises RecordUnknown."""
        head = self._workspace.get(Tally, asked_id)
        below = {asked_id: self._workspace.where(Tally, "asked_id", [asked_id])}
        for one in self._workspace.where(Tally, "asked_id", [one.id for one in below[asked_id]]):
            below.setdefault(one.asked_id, []).append(one)
        return self._asked(head, below)

    def ask(
        self,
        workshop_id: str,
        block_id: str,
        purpose: str,
        question: str,
        answers: Sequence[str | Note] = (),
        language: str = "",
    ) -> PollQuestion:
        """Put a question to the room; an answer is a text, or a note that becomes an option.

        Notes of a named speaker are passed over, see :meth:`options`.
        Raises EmptyName for an empty question, UnknownKey for another purpose.
        """
        if purpose not in PURPOSES:
            raise UnknownKey(list="tally", key=purpose)
        if not question.strip():
            raise EmptyName()
        head = Tally(
            id=self._workspace.new_id(),
            workshop_id=workshop_id,
            block_id=block_id,
            purpose=purpose,
            text=question.strip(),
            language=language,
            made_at=self._workspace.now(),
        )
        lines = [
            self._line(head, answer, (number + 1) * _STEP)
            for number, answer in enumerate(one for one in answers if _may_be_copied(one))
        ]
        with self._workspace.change("tally_ask") as change:
            for one in (head, *lines):
                change.put(one)
        return PollQuestion(head, tuple(lines))

    def _line(self, head: Tally, answer: str | Note, position: int) -> Tally:
        text = answer.text if isinstance(answer, Note) else answer
        return Tally(
            id=self._workspace.new_id(),
            workshop_id=head.workshop_id,
            block_id=head.block_id,
            asked_id=head.id,
            purpose=head.purpose,
            text=" ".join(text.split()),
            language=answer.language if isinstance(answer, Note) else head.language,
            note_id=answer.id if isinstance(answer, Note) else "",
            position=position,
        )

    def add(self, asked_id: str, answers: Sequence[str | Note]) -> list[Tally]:
        """Add answers behind those there are; a note that is an option already is passed over.

        Raises EmptyName for an empty answer.
        """
        asked = self.find(asked_id)
        known = {one.note_id for one in asked.lines if one.note_id}
        last = max((one.position for one in asked.lines), default=0)
        fresh = [
            one
            for one in answers
            if _may_be_copied(one) and not (isinstance(one, Note) and one.id in known)
        ]
        if any(isinstance(one, str) and not one.strip() for one in fresh):
            raise EmptyName()
        made = [
            self._line(asked.head, answer, last + (number + 1) * _STEP)
            for number, answer in enumerate(fresh)
        ]
        if made:
            with self._workspace.change("tally_edit") as change:
                for one in made:
                    change.put(one)
        return made

    def write(self, tally_id: str, text: str, visit: str = "") -> None:
        """Change the words of a question or an answer. Raises EmptyName."""
        if not text.strip():
            raise EmptyName()
        with self._workspace.change("tally_edit", visit=visit) as change:
            change.set(Tally, tally_id, text=text.strip())

    def count(self, line_id: str, count: int, visit: str = "") -> None:
        """Write down how many there are in all. Raises BadNumber outside of 0 to ``MOST``.

        This device writes only what it adds to (or takes from) what others counted, so that
        nothing is lost when both meet. ``visit`` names one stay at a question, so that counting
        up is one step back.
        """
        if not 0 <= count <= MOST:
            raise BadNumber(low=0, high=MOST)
        line, own, others = self._apart(line_id)
        self._count(line, own, count - others, visit)

    def more(self, line_id: str, more: int, visit: str = "") -> None:
        """Count some more, or fewer, whatever else was counted meanwhile; never below none."""
        line, own, others = self._apart(line_id)
        before = self._workspace.find(Tally, own)
        total = others + (before.count if before is not None else 0)
        self._count(line, own, max(0, min(MOST, total + more)) - others, visit)

    def _apart(self, line_id: str) -> tuple[Tally, str, int]:
        """An answer, the id under which this device counts it, and what others counted."""
        line = self._workspace.get(Tally, line_id)
        own = ids.count_id(line_id, self._workspace.device)
        parts = self._workspace.where(Tally, "asked_id", [line_id])
        return line, own, line.count + sum(one.count for one in parts if one.id != own)

    def _count(self, line: Tally, own: str, count: int, visit: str) -> None:
        with self._workspace.change("tally_count", visit=visit) as change:
            change.set(
                Tally,
                own,
                workshop_id=line.workshop_id,
                block_id=line.block_id,
                asked_id=line.id,
                purpose=line.purpose,
                count=count,
            )

    def remove(self, tally_id: str) -> None:
        """Move an answer, or a question, to the bin.

        The answers of a question go and come back with it: they are only read through it.
        """
        with self._workspace.change("tally_remove") as change:
            change.delete(Tally, tally_id)

    def keep(self, asked_id: str, words: Words, kind: str = "observation") -> Note:
        """Keep the result as a note on its block, with the numbers; kept again, the note follows.

        Hands stay in the order of the question, dots come ranked.
        """
        asked = self.find(asked_id)
        text = result_text(asked, words)
        before = self._workspace.find(Note, asked.head.note_id) if asked.head.note_id else None
        if before is not None:
            self._notes.edit(before.id, text=text, kind=kind)
            return self._workspace.get(Note, before.id)
        note = self._notes.new(
            asked.head.workshop_id,
            text,
            asked.head.block_id,
            kind,
            words.language,
            speaker_group="plenary",
        )
        with self._workspace.change("tally_keep") as change:
            change.put(note)
            change.set(Tally, asked_id, note_id=note.id)
        return note


def repeated(tallies: Iterable[Tally]) -> dict[str, frozenset[str]]:
    """The notes (ids) whose words an option, or the note kept of a question, repeats, by its id.

    An option is one note's copy, and may have been made before anybody said who spoke.
    """
    found = list(tallies)
    copied: dict[str, set[str]] = {}
    for one in found:
        if one.asked_id and one.note_id:
            copied.setdefault(one.id, set()).add(one.note_id)
            copied.setdefault(one.asked_id, set()).add(one.note_id)
    for one in found:
        if not one.asked_id and one.note_id and one.id in copied:
            copied[one.note_id] = copied[one.id]
    heads = {one.id for one in found if not one.asked_id}
    return {key: frozenset(notes) for key, notes in copied.items() if key not in heads}


def _may_be_copied(answer: str | Note) -> bool:
    """Whether words may be repeated without asking whose they are."""
    if not isinstance(answer, Note):
        return True
    return not (answer.speaker_person_id or answer.not_quoted or answer.not_stored)


def _together(line: Tally, parts: Iterable[Tally]) -> int:
    """What all devices counted; two who took the same away leave none, not fewer."""
    return max(0, line.count + sum(one.count for one in parts))


def result_text(asked: PollQuestion, words: Words) -> str:
    """A question and its numbers as plain text, a line for each answer."""
    if asked.head.purpose == DOTS:
        lines = [
            words.say(
                "{rank}. {option}: {count}",
                rank=words.number(rank),
                option=one.text,
                count=words.say_n("{n} dot", "{n} dots", one.count),
            )
            for rank, one in asked.ranked()
        ]
    else:
        lines = [
            words.say("{answer}: {count}", answer=one.text, count=words.number(one.count))
            for one in asked.lines
        ]
    return "\n".join([asked.head.text, *lines])
