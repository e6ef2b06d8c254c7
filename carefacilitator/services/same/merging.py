"""Say that two records are one person, or one organisation; every list then shows one.

A statement rewrites nothing: undo, or “they are two”, parts the records as they were. It travels
wherever both records travel.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from carefacilitator.model.records import ids
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    Organisation,
    Participation,
    Person,
    SameAs,
    Workshop,
)
from carefacilitator.services.same import duplicates
from carefacilitator.services.same.duplicates import Likely
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

Kind = Literal["person", "organisation"]

_LABELS = {
    ("person", True): "same_as",
    ("person", False): "not_same",
    ("organisation", True): "same_organisation",
    ("organisation", False): "not_same_organisation",
}


@dataclass(frozen=True)
class One:
    """Records that are one: the first stands for the others in every list."""

    kind: Kind
    records: tuple[Person | Organisation, ...]


class Joining:
    """What a person can say about who is who."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    def joined(self, kind: Kind = "person") -> Joined:
        """Who is one with whom, as it stands now."""
        return Joined(self._workspace.all(SameAs, target_kind=kind))

    def join(self, first: str, second: str, kind: Kind = "person") -> None:
        """State that two records are one, with all that each of them is one with already.

        Every pair is stated, so that any two of them that travel take their statement along.
        """
        joined = self.joined(kind)
        pairs = [
            (one, two)
            for one in joined.members(first)
            for two in joined.members(second)
            if one != two
        ]
        with self._workspace.change(_LABELS[kind, True]) as change:
            for one, two in pairs:
                self._state(change, kind, one, two, same=True)

    def part(self, first: str, second: str, kind: Kind = "person") -> None:
        """State that two records are not one; those that are one with ``first`` stay with it."""
        joined = self.joined(kind)
        known = {one.id for one in self._workspace.all(SameAs, target_kind=kind) if one.same}
        stay = [one for one in joined.members(first) if one != second]
        with self._workspace.change(_LABELS[kind, False]) as change:
            self._state(change, kind, first, second, same=False)
            for one in stay if joined.of(first) == joined.of(second) else ():
                if _identity(kind, one, second) in known:
                    self._state(change, kind, one, second, same=False)
            if len(stay) > 1:  # what held them together may have been the one that goes
                for one, two in combinations(stay, 2):
                    self._state(change, kind, one, two, same=True)

    @staticmethod
    def _state(change: Change, kind: Kind, first: str, second: str, *, same: bool) -> None:
        one, two = sorted((first, second))
        identity = _identity(kind, one, two)
        change.restore(SameAs, identity)
        change.put(SameAs(id=identity, target_kind=kind, first_id=one, second_id=two, same=same))

    # -- what was said ---------------------------------------------------------------------

    def people_of(self, workshop_id: str) -> list[One]:
        """The people of a workshop's list who are one with other records."""
        joined = self.joined()
        listed = [one.person_id for one in self._taking_part(workshop_id)] if joined else []
        groups = dict.fromkeys(joined.members(one) for one in listed)
        found = [self._one("person", group) for group in groups if len(group) > 1]
        return [one for one in found if len(one.records) > 1]

    def organisations(self) -> list[One]:
        """The organisations that go by several records."""
        groups = self.joined("organisation").groups()
        found = [self._one("organisation", group) for group in groups]
        return [one for one in found if len(one.records) > 1]

    def _one(self, kind: Kind, group: tuple[str, ...]) -> One:
        found: list[Person | Organisation] = (
            list(self._workspace.some(Person, group).values())
            if kind == "person"
            else list(self._workspace.some(Organisation, group).values())
        )
        return One(kind, tuple(sorted(found, key=lambda one: (not one.name, one.id))))

    def _taking_part(self, workshop_id: str) -> list[Participation]:
        return self._workspace.all(Participation, workshop_id=workshop_id)

    def statements(self, record: str, kind: Kind = "person") -> list[str]:
        """The ids of everything that was said about a record, or about one that is one with it."""
        members = set(self.joined(kind).members(record))
        return [
            one.id
            for one in self._workspace.all(SameAs, target_kind=kind)
            if members & {one.first_id, one.second_id}
        ]

    # -- what may be so --------------------------------------------------------------------

    def likely_organisations(self) -> list[Likely]:
        """Organisations that may be one: the same name or short name in any spelling."""
        return duplicates.organisation_pairs(
            self._workspace.all(Organisation),
            self._workspace.all(SameAs, target_kind="organisation"),
        )

    def workshops_of(self, person_id: str) -> list[str]:
        """The workshops on whose lists a person stands under any of her records, oldest first."""
        found = (
            one.workshop_id
            for member in self.joined().members(person_id)
            for one in self._workspace.all(Participation, person_id=member)
        )
        known = self._workspace.some(Workshop, list(found))
        return sorted(known, key=lambda one: (known[one].start, known[one].code))


def _identity(kind: Kind, first: str, second: str) -> str:
    one, two = sorted((first, second))
    return ids.derived_id("same_as", kind, one, two)
