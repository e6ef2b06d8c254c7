"""Who is one with whom: statements that two records are one, applied whenever something is read.

Nothing is rewritten by it: taking a statement back parts the records again, each as it was.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from carefacilitator.model.records.records import (
    Participation,
    Person,
    Record,
    SameAs,
    fields_of,
    kind_of,
)

R = TypeVar("R", bound=Record)

_TOGETHER = {"gender_text": "gender"}
"""A field that only means something beside another one of the same record."""


class Joined:
    """The standing statements that two persons or organisations are one.

    One id stands for all that are the same: the lowest, so that every device chooses it alike.
    """

    def __init__(self, statements: Iterable[SameAs]) -> None:
        self._parent: dict[str, str] = {}
        for one in statements:
            if one.same:
                first, second = sorted((self.of(one.first_id), self.of(one.second_id)))
                if first != second:  # said before, or said of one alone
                    self._parent[second] = first
        self._members: dict[str, list[str]] = {}
        for record in sorted({*self._parent, *self._parent.values()}):
            self._members.setdefault(self.of(record), []).append(record)

    def __bool__(self) -> bool:
        return bool(self._members)

    def of(self, record: str) -> str:
        """The one id that stands for all that are the same."""
        while record in self._parent:
            record = self._parent[record]
        return record

    def members(self, record: str) -> tuple[str, ...]:
        """All ids that are one with ``record``, itself too, in order."""
        return tuple(self._members.get(self.of(record), (record,)))

    def groups(self) -> list[tuple[str, ...]]:
        """All that are one, two or more ids each."""
        return [tuple(group) for group in self._members.values()]


def completed(record: R, others: Iterable[R]) -> R:
    """A record with what it does not tell itself taken from others that are one with it."""
    fresh: dict[str, object] = {}
    rules = fields_of(kind_of(record))
    for other in others:
        for rule in rules:
            beside = _TOGETHER.get(rule.name)
            if beside is not None and getattr(record, beside) not in ("", getattr(other, beside)):
                continue
            own = fresh.get(rule.name) or getattr(record, rule.name)
            told = getattr(other, rule.name)
            if not own and told:
                fresh[rule.name] = told
    return dataclasses.replace(record, **fresh) if fresh else record  # type: ignore[arg-type]


def one_each(
    taking_part: Iterable[Participation], people: Mapping[str, Person], joined: Joined
) -> list[list[Participation]]:
    """Who takes part, once for each person and workshop; the first of each group stands for it.

    That is the one whose person has a name, of those with the lowest id.
    """
    groups: dict[tuple[str, str], list[Participation]] = {}
    for one in taking_part:
        groups.setdefault((one.workshop_id, joined.of(one.person_id)), []).append(one)

    def rank(one: Participation) -> tuple[bool, str]:
        person = people.get(one.person_id)
        return (person is None or not person.name, one.person_id)

    return [sorted(group, key=rank) if len(group) > 1 else group for group in groups.values()]


def known(records: Mapping[str, R], joined: Joined) -> dict[str, R]:
    """What is known of each person or organisation, by the id that stands for her."""
    groups: dict[str, list[R]] = {}
    for record in sorted(records.values(), key=lambda one: one.id):
        groups.setdefault(joined.of(record.id), []).append(record)
    return {key: _whole(group) for key, group in groups.items()}


def _whole(group: Sequence[R]) -> R:
    if len(group) == 1:
        return group[0]
    first = next((one for one in group if getattr(one, "name", "")), group[0])
    return completed(first, [one for one in group if one is not first])
