"""Words that somebody asked not to quote, said again where no speaker is named.

A lesson made of notes is the group's own, so it is never left out without a word: before it leaves
the program says that it repeats them, and the group decides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from carefacilitator.model.privacy import consent
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    Commitment,
    CommitmentPartner,
    CommitmentUpdate,
    Consent,
    Lesson,
    Note,
    Record,
    SameAs,
    Tally,
    fields_of,
    kind_of,
)
from carefacilitator.model.text.repeated import Repeating
from carefacilitator.services.facilitation.polls import repeated
from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class Repeat:
    """A lesson, commitment or note (``kind`` as records call it) that repeats refused words."""

    kind: str
    record: str
    text: str


class Repeats:
    """Looks for refused words in what else leaves."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def of(self, workshop_id: str) -> list[Repeat]:
        """What repeats words of a workshop whose speaker did not agree to be quoted.

        What hangs on a commitment is told as that commitment. Nothing is told of notes that stay
        here themselves.
        """
        notes = [
            one
            for in_bin in (False, True)
            for one in self._workspace.all(Note, in_bin=in_bin, workshop_id=workshop_id)
        ]
        kept = self._kept_back(workshop_id, notes)
        if not kept:
            return []
        looked_for = Repeating((one.id, one.text) for one in notes if one.id in kept)
        found: dict[str, Repeat] = {}
        for kind, record, shown, texts in self._told(workshop_id, kept):
            if record not in found and any(map(looked_for.repeated_by, texts)):
                found[record] = Repeat(kind, record, shown)
        return list(found.values())

    def _kept_back(self, workshop_id: str, notes: Sequence[Note]) -> set[str]:
        """The notes (ids) whose words stay here for the sake of whoever spoke."""
        space = self._workspace
        day = space.clock().date().isoformat()
        joined = Joined(space.all(SameAs, target_kind="person"))
        answers: dict[str, list[Consent]] = {}
        for one in space.all(Consent, workshop_id=workshop_id):
            answers.setdefault(joined.of(one.person_id), []).append(one)
        kept = set()
        for note in notes:
            who = note.speaker_person_id
            no = who and not consent.may(answers.get(joined.of(who), ()), consent.QUOTE, day)
            if no or note.not_quoted or note.not_stored:
                kept.add(note.id)
        copies = repeated(space.all(Tally, workshop_id=workshop_id))
        return kept | {one for one, of in copies.items() if of & kept}

    def _told(
        self, workshop_id: str, kept: set[str]
    ) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        """(kind, id, words to show, texts) of everything that leaves without a speaker."""
        space = self._workspace
        made = {one.id: one for one in space.all(Commitment, workshop_id=workshop_id)}
        for lesson in space.all(Lesson, workshop_id=workshop_id):
            texts = (*_texts(lesson), *lesson.texts.values())
            yield "lesson", lesson.id, lesson.text, texts
        for one in made.values():
            yield "commitment", one.id, one.what, _texts(one)
        for kind in (CommitmentPartner, CommitmentUpdate):
            for hung in space.all(kind, workshop_id=workshop_id):
                owner = made.get(hung.commitment_id)  # type: ignore[attr-defined]
                if owner is not None:
                    yield "commitment", owner.id, owner.what, _texts(hung)
        for note in space.all(Note, workshop_id=workshop_id):
            if note.id not in kept:
                yield "note", note.id, note.text, _texts(note)


def _texts(record: Record) -> tuple[str, ...]:
    """What was said or written in a record, in the language in which it was."""
    rules = (rule for rule in fields_of(kind_of(record)) if rule.worded and rule.type == "text")
    return tuple(str(getattr(record, rule.name)) for rule in rules)
