"""Who may be one with whom: what waits for a person, and what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Organisation, Workshop
from carefacilitator.services.program import Program
from carefacilitator.services.same.duplicates import Likely
from carefacilitator.services.same.merging import One


@dataclass(frozen=True)
class Review:
    """Pairs that wait for a person, and what was said to be one; homes by organisation's id.

    ``hidden`` holds the fields of a person that are not asked at this workshop.
    """

    pairs: Sequence[Likely] = ()
    joined: Sequence[One] = ()
    homes: dict[str, str] | None = None
    hidden: frozenset[str] = frozenset()

    @property
    def people(self) -> int:
        """How many pairs of people wait."""
        return sum(one.of_people for one in self.pairs)


def read_review(program: Program, workshop_id: str) -> Review:
    """Read everything a person can decide here, on the worker: people first."""
    people, joining = program.people, program.joining
    pairs = [
        *people.likely_same(workshop_id),
        *people.likely_elsewhere(workshop_id),
        *joining.likely_organisations(),
    ]
    joined = [*joining.people_of(workshop_id), *joining.organisations()]
    homes = {one.id: one.name for one in program.workspace.all(Organisation)} if pairs else {}
    hidden = hidden_questions.hidden(program.workspace.get(Workshop, workshop_id))
    return Review(pairs, joined, homes, hidden)
