"""What every part of a document asks while it is gathered: who may be named, in which language.

A document is handed to everybody in the room, so it follows the strictest rules: a name stands in a
list only where that person agreed to the list, words only where she agreed to be quoted, gender and
age only where she agreed to statistics, and no group smaller than five is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from carefacilitator.model import consent
from carefacilitator.model.consent import Counter, Permissions
from carefacilitator.model.figures import Gathered
from carefacilitator.model.folding import fold
from carefacilitator.model.records import Consent, Organisation, Person, Workshop
from carefacilitator.services.anonymous import CONTACT, names_of

if TYPE_CHECKING:
    from carefacilitator.services.program import Program


class Telling:
    """One workshop as one document may tell it; ``counter`` notes what is held back and why.

    ``names``, where given, are those an anonymous paper looks for: collected once for several.
    """

    def __init__(
        self,
        program: Program,
        workshop: Workshop,
        told: Gathered,
        language: str,
        anonymous: bool,
        names: frozenset[str] | None = None,
    ) -> None:
        self.program = program
        self.workshop = workshop
        self.told = told
        self.language = language
        self.anonymous = anonymous
        self._given = names
        self.counter = Counter()
        self.may = _permissions(told.consents, program.workspace.clock().date().isoformat())

    def name_of(self, organisation: Organisation) -> str:
        """An organisation's name in the language of the paper."""
        return organisation.names.get(self.language) or organisation.name

    def home_of(self, organisation_id: str) -> str:
        """The name of the organisation a person belongs to, or nothing."""
        own = self.told.organisations.get(organisation_id)
        return self.name_of(own) if own else ""

    def names_somebody(self, kind: str, record: str, *texts: str) -> bool:
        """In an anonymous paper, whether texts name somebody or tell a contact (and are left out).

        Names are those of everybody known here; addresses and telephone numbers are anybody's.
        """
        if not self.anonymous:
            return False
        folded = fold(" ".join(texts))
        if CONTACT.search(folded) or any(name in folded for name in self._names):
            self.counter.add(kind, consent.ANONYMOUS, record)
            return True
        return False

    def public(self, kind: str, record: str, text: str) -> str:
        """A text, or nothing where an anonymous paper may not have it."""
        return "" if self.names_somebody(kind, record, text) else text

    def is_somebody(self, organisation: Organisation) -> bool:
        """Whether an organisation bears the name of a person, which an anonymous paper omits."""
        return self.names_somebody("organisation", organisation.id, self.name_of(organisation))

    @cached_property
    def _names(self) -> frozenset[str]:
        """The full names and the contacts of everybody known here, folded.

        A name of one word says too little to be looked for.
        """
        if self._given is not None:
            return self._given
        return names_of(self.program.workspace.all(Person))

    @cached_property
    def _zone(self) -> dt.tzinfo | None:
        return self.program.agenda.local_now(self.workshop).tzinfo

    def local(self, moment: str) -> str:
        """A moment as the clock on the wall of the workshop showed it, ``HH:MM``."""
        try:
            return dt.datetime.fromisoformat(moment).astimezone(self._zone).strftime("%H:%M")
        except (ValueError, OverflowError):
            return ""


def _permissions(consents: Iterable[Consent], today: str) -> Permissions:
    by_person: dict[str, list[Consent]] = {}
    for one in consents:
        by_person.setdefault(one.person_id, []).append(one)
    given = {person: tuple(found) for person, found in by_person.items()}
    return Permissions(consent.PAPER, today, given)
