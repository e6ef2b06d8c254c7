"""What every part of a document asks while it is gathered: who may be named, in which language.

A document is handed to everybody in the room, so it follows the strictest rules: a name stands in a
list only where that person agreed to the list, words only where she agreed to be quoted, gender and
age only where she agreed to statistics, and no group smaller than five is told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from carefacilitator.i18n import Words, isolate
from carefacilitator.model.document.figures import FigureRecords
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Counter, Permissions
from carefacilitator.model.records.fields import in_language
from carefacilitator.model.records.records import Consent, Organisation, Workshop
from carefacilitator.model.text.folding import fold
from carefacilitator.services.exchange.anonymise import CONTACT
from carefacilitator.services.privacy.names_in_text import NOBODY
from carefacilitator.services.privacy.naming_rule import Naming
from carefacilitator.storage import readings

if TYPE_CHECKING:
    from carefacilitator.services.agenda.clock import Agenda
    from carefacilitator.services.facilitation.voice_balance import SpeakingTimes
    from carefacilitator.services.findings.commitments import Commitments
    from carefacilitator.services.findings.evaluations import Evaluations
    from carefacilitator.services.findings.lessons import Lessons
    from carefacilitator.services.findings.notes import Notes
    from carefacilitator.services.pictures.branding import Branding
    from carefacilitator.services.pictures.photos import Photos
    from carefacilitator.services.privacy.names_in_text import NamesInText
    from carefacilitator.services.upkeep.undo import History
    from carefacilitator.services.workshops import Workshops
    from carefacilitator.storage.workspace import Workspace


@dataclass(frozen=True)
class Sources:
    """Where the content of documents is read from."""

    workspace: Workspace
    workshops: Workshops
    agenda: Agenda
    notes: Notes
    lessons: Lessons
    commitments: Commitments
    evaluations: Evaluations
    voices: SpeakingTimes
    photos: Photos
    looks: Branding
    names_in_text: NamesInText
    history: History


class ContentOfWorkshop:
    """One workshop as one document may tell it; ``counter`` notes what is held back and why.

    ``naming`` is the rule for names in texts, given where the paper is about several workshops.
    """

    def __init__(
        self,
        sources: Sources,
        workshop: Workshop,
        told: FigureRecords,
        language: str,
        anonymous: bool,
        naming: Naming | None = None,
    ) -> None:
        self.sources = sources
        self.workshop = workshop
        self.told = told
        self.language = language
        self.anonymous = anonymous
        self._given = naming
        self.counter = Counter()
        self.may = _permissions(told.consents, sources.workspace.clock().date().isoformat())

    def name_of(self, organisation: Organisation) -> str:
        """An organisation's name in the language of the paper."""
        return in_language(organisation, "name", self.language)

    def home_of(self, organisation_id: str) -> str:
        """The name of the organisation a person belongs to, or nothing."""
        own = self.told.organisations.get(organisation_id)
        return self.name_of(own) if own else ""

    def names_somebody(self, kind: str, record: str, *texts: str) -> bool:
        """Whether texts name somebody who did not agree to that (and are left out).

        In an anonymous paper that is everybody known here, and a contact is anybody's.
        """
        reasons = (self._against(kind, record, "", text) for text in texts if text)
        return self._held_back(kind, record, next(filter(None, reasons), ""))

    def is_unnamed(self, kind: str, record: str, field: str, name: str) -> bool:
        """Whether a name that was typed, not chosen, must stay out: hers, or nobody's known."""
        return bool(name) and self._held_back(
            _COUNTED.get(field, kind), record, self._against(kind, record, field, name)
        )

    def line_names(self, kind: str, part: str, line: str, whole: tuple[str, str]) -> bool:
        """The same of one line of a text; ``whole`` are its record and all of it.

        What was decided about the text holds for its lines; where it stays here for somebody who
        is found in it no more, none of them is told.
        """
        reason = self._against(kind, whole[0], "", whole[1])
        named = self.naming.named(kind, whole[0], "", whole[1])
        found = {person for one in named.found for person in one.people} if named else set()
        all_stay = (
            named is not None
            and named.reason == consent.KEPT
            and not (named.kept_for and found.issuperset(named.kept_for))
        )
        stays = all_stay or self._against(kind, part, "", line)
        return self._held_back(kind, part, reason if stays else "")

    def public(self, kind: str, record: str, text: str) -> str:
        """A text, or nothing where this paper may not have it."""
        return "" if self.names_somebody(kind, record, text) else text

    def is_somebody(self, organisation: Organisation) -> bool:
        """Whether an organisation bears the name of a person who did not agree to be named."""
        return self.is_unnamed("organisation", organisation.id, "name", self.name_of(organisation))

    def _held_back(self, kind: str, record: str, reason: str) -> bool:
        if reason:
            self.counter.add(kind, reason, record)
        return bool(reason)

    def _against(self, kind: str, record: str, field: str, text: str) -> str:
        reason = self.naming.against(kind, record, field, text)
        if not self.anonymous:
            return reason
        return consent.ANONYMOUS if reason or CONTACT.search(fold(text)) else ""

    def as_decided(self, kind: str, record: str, field: str, text: str) -> str:
        """A text, with a mark before it where two versions stand and nobody has decided.

        The mark is part of the text, so that no document can print both as one person's words.
        """
        if not text or (kind, record, field) not in self._undecided:
            return text
        mark = Words(self.language).say("Two versions, not decided yet:")
        return f"{isolate(mark)} {text}"

    @cached_property
    def _undecided(self) -> frozenset[tuple[str, str, str]]:
        return readings.undecided(self.sources.workspace)

    @cached_property
    def naming(self) -> Naming:
        """The rule for names in the texts of this paper."""
        if self._given is not None:
            return self._given
        return naming_for(self.sources.names_in_text, [self.workshop.id], self.anonymous)

    @cached_property
    def _zone(self) -> dt.tzinfo | None:
        return self.sources.agenda.local_now(self.workshop).tzinfo

    def local(self, moment: str) -> str:
        """A moment as the clock on the wall of the workshop showed it, ``HH:MM``."""
        try:
            return dt.datetime.fromisoformat(moment).astimezone(self._zone).strftime("%H:%M")
        except (ValueError, OverflowError):
            return ""


_COUNTED = {"lead": "lead", "who": "who"}
"""What a name held back in a field is counted as, where that is not its record's kind."""


def naming_for(names: NamesInText, workshops: Sequence[str], anonymous: bool) -> Naming:
    """The rule for names in texts of papers about these workshops (ids)."""
    needed = NOBODY if anonymous else consent.LIST
    return names.naming(workshops, needed)


def _permissions(consents: Iterable[Consent], today: str) -> Permissions:
    by_person: dict[str, list[Consent]] = {}
    for one in consents:
        by_person.setdefault(one.person_id, []).append(one)
    given = {person: tuple(found) for person, found in by_person.items()}
    return Permissions(consent.PAPER, today, given)
