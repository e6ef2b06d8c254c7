"""Answers that were stored before their question was hidden at a workshop.

While it is hidden they leave in no bundle and on no paper of that workshop. They can be removed, as
one step that undo takes back; what another workshop asks of the same person stays.
"""

from __future__ import annotations

from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import Participation, Person, SameAs, Workshop
from carefacilitator.storage.workspace import Workspace


class HiddenAnswers:
    """What a person can do about answers that are not asked for any more."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def count(self, workshop_id: str) -> int:
        """How many people of a list have answers stored that are asked at no workshop of theirs."""
        return len(self._stored(workshop_id)[1])

    def remove(self, workshop_id: str) -> int:
        """Remove these answers from every record of these people; returns how many people."""
        stored, people = self._stored(workshop_id)
        if stored:
            with self._workspace.change("hidden_remove", len(people)) as change:
                for record, fields in stored.items():
                    change.set(Person, record, **dict.fromkeys(fields, ""))
        return len(people)

    def _stored(self, workshop_id: str) -> tuple[dict[str, list[str]], set[str]]:
        """The fields to empty by record of a person, and whom these records stand for."""
        space = self._workspace
        hidden = hidden_questions.hidden(space.get(Workshop, workshop_id))
        if not hidden:
            return {}, set()
        joined = Joined(space.all(SameAs, target_kind="person"))
        listed = {
            member
            for one in space.all(Participation, workshop_id=workshop_id)
            for member in joined.members(one.person_id)
        }
        asked = self._asked_elsewhere(sorted(listed), hidden, joined)
        stored = {}
        for record, person in space.some(Person, sorted(listed)).items():
            away = hidden - asked.get(joined.of(record), frozenset())
            fields = sorted(one for one in away if getattr(person, one, ""))
            if fields:
                stored[record] = fields
        return stored, {joined.of(record) for record in stored}

    def _asked_elsewhere(
        self, people: list[str], hidden: frozenset[str], joined: Joined
    ) -> dict[str, frozenset[str]]:
        """Which of these fields another workshop asks of a person, by who stands for her."""
        parts = self._workspace.where(Participation, "person_id", people)
        known = self._workspace.some(Workshop, sorted({one.workshop_id for one in parts}))
        found: dict[str, frozenset[str]] = {}
        for one in parts:
            if one.workshop_id in known:
                who = joined.of(one.person_id)
                asked = hidden - hidden_questions.hidden(known[one.workshop_id])
                found[who] = found.get(who, frozenset()) | asked
        return found
