"""Everybody whom the rows of a list may speak of: on the list or in its bin, now and before."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator

from carefacilitator.model.merge.operations import DELETED
from carefacilitator.model.records.records import Participation, Person
from carefacilitator.model.text.folding import fold
from carefacilitator.services.people.import_lookup import IMPORT, EarlierAnswers, Organisations
from carefacilitator.services.people.people import People
from carefacilitator.services.same import details
from carefacilitator.services.same.recognition import PersonSeen, Recognition, address
from carefacilitator.storage.imports.told_before import ImportedValues, ToldBefore
from carefacilitator.storage.workspace import Workspace


class KnownPeople:
    """Reads the people of one workshop's list as rows are compared with them."""

    def __init__(
        self,
        workspace: Workspace,
        people: People,
        workshop_id: str,
        organisations: Organisations,
        past: EarlierAnswers,
        hidden: frozenset[str],
    ) -> None:
        self._workspace = workspace
        self._people = people
        self._workshop = workshop_id
        self._organisations = organisations
        self._past = past
        self._hidden = hidden

    def entries(self, who: Recognition, coded: bool) -> list[PersonSeen]:
        """All of them, with what earlier imports told of each.

        ``coded``: the rows have codes, so that those told before matter. Whose row is there word
        for word needs no past, and reading it would take longest.
        """
        found = [*self._on_the_list(), *self._in_the_bin()]
        keys = [who.keys_of(entry) for entry in found]
        alike = Counter(itertools.chain.from_iterable(keys))
        unclear = [
            entry.person.id
            for entry, own in zip(found, keys, strict=True)
            if entry.person and not who.is_tied(entry) and not any(alike[key] == 1 for key in own)
        ]
        before = ToldBefore(self._workspace, IMPORT)
        told = before.people(unclear)
        codes = before.codes([one.participation.id for one in found if one.participation and coded])
        for entry in found:
            if entry.participation is not None:
                entry.codes = codes.get(entry.participation.id, set())
            if entry.person is not None and entry.person.id in told:
                self._remember(entry, told[entry.person.id])
        return found

    def _remember(self, entry: PersonSeen, told: ImportedValues) -> None:
        """Give an entry what lists told of her before, beside what stands."""
        entry.told = details.NOTHING
        for name, value in told.each():
            entry.told = details.union(entry.told, self._details({name: value}))
        entry.now = details.union(entry.now, entry.told)
        entry.names |= {fold(name) for name in told.values.get("name", ())}
        entry.addresses |= {address(email) for email in told.values.get("email", ())}
        known = self._organisations
        places = told.values.get("organisation_id", [""])
        entry.organisations |= {known.key(known.name(one)) for one in places}

    def _details(self, values: dict[str, str]) -> details.Details:
        hidden = self._hidden
        return details.details(lambda name: "" if name in hidden else values.get(name, ""))

    def _on_the_list(self) -> Iterator[PersonSeen]:
        for line in self._people.lines(self._workshop, "", apart=True):
            yield self._entry(line.person, line.participation, line.organisation)

    def _in_the_bin(self) -> Iterator[PersonSeen]:
        for one in self._workspace.all(Participation, in_bin=True, workshop_id=self._workshop):
            person = self._workspace.find(Person, one.person_id, in_bin=True)
            if person is not None and person.name:
                by_hand = self._past.label("participation", one.id, DELETED) == "person_remove"
                place = self._organisations.name(person.organisation_id)
                entry = self._entry(person, one, place)
                entry.away, entry.taken_off = True, by_hand
                yield entry

    def _entry(self, person: Person, participation: Participation, organisation: str) -> PersonSeen:
        email = address(person.email)
        hidden = self._hidden
        stands = details.details(lambda name: "" if name in hidden else getattr(person, name))
        return PersonSeen(
            {fold(person.name)}, {email} - {""}, fold(organisation), person, participation, email,
            now=stands, told=stands,
        )  # fmt: skip
