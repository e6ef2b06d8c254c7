"""The door list as it is read for the screen: ten thousand people in a moment.

What ``People`` tells of each person costs some twenty fields
and an object for each record; a list needs her name, her organisation, her mark and her answers.
Whoever goes by several records, or is marked twice, is told by ``People``, which knows how.
"""

from __future__ import annotations

from typing import NamedTuple

from carefacilitator.model.text.folding import fold
from carefacilitator.services.people import consents as agreements
from carefacilitator.services.people.people import Elsewhere, People, PersonLine
from carefacilitator.storage import listing
from carefacilitator.storage.workspace import Workspace

QUOTED = "quote_by_name"
"""The purpose under which somebody may be named beside her words."""


class PersonOfList(NamedTuple):
    """What a list knows of a person."""

    id: str
    name: str
    language: str = ""


class PersonListed(NamedTuple):
    """Somebody on the list, with her mark in one half-day; ``folded`` is her name for finding."""

    person: PersonOfList
    organisation: str
    participation_id: str
    code: str
    consents: dict[str, str]
    status: str
    arrived_at: str
    left_at: str
    folded: str


class Acquaintance(NamedTuple):
    """Somebody of another workshop."""

    person: PersonOfList
    organisation: str
    folded: str


_NO_ANSWERS: dict[str, str] = {}
_UNMARKED = listing.Marked("", "", "", "")


class Door:
    """Reads who is at the door, and who might come."""

    def __init__(self, workspace: Workspace, people: People) -> None:
        self._workspace, self._people = workspace, people

    def arrivals(self, workshop_id: str, slot: str) -> tuple[list[PersonListed], list[PersonLine]]:
        """Everybody on the list: who goes by one record, and the lines of the others."""
        listed = listing.taking_part(self._workspace, workshop_id)
        marks: dict[str, listing.Marked] = {}
        apart = self._people.under_several_records()
        several = {one.participation for one in listed if one.person in apart}
        for mark in listing.marks(self._workspace, workshop_id, slot):
            if mark.participation in marks:
                several.add(mark.participation)
            marks[mark.participation] = mark
        answers = agreements.strongest(listing.answers(self._workspace, workshop_id))
        names = self._people.organisation_names({one.organisation for one in listed})
        found = [
            PersonListed(
                PersonOfList(one.person, one.name, one.language),
                names.get(one.organisation, ""),
                one.participation,
                one.code,
                answers.get(one.person, _NO_ANSWERS),
                *marks.get(one.participation, _UNMARKED)[1:],
                fold(one.name),
            )
            for one in listed
            if one.participation not in several
        ]
        lines = self._people.lines_of(workshop_id, slot, sorted(several)) if several else []
        return found, lines

    def acquaintances(self, workshop_id: str) -> tuple[list[Acquaintance], list[Elsewhere]]:
        """Everybody with a name who is not on the list: by one record, and by several."""
        apart = self._people.under_several_records()
        known = listing.not_taking_part(self._workspace, workshop_id)
        names = self._people.organisation_names({one.organisation for one in known})
        found = [
            Acquaintance(
                PersonOfList(one.person, one.name, one.language),
                names.get(one.organisation, ""),
                fold(one.name),
            )
            for one in known
            if one.name.strip() and one.person not in apart
        ]
        return found, self._people.elsewhere(workshop_id, sorted(apart)) if apart else []

    def quotable(self, workshop_id: str, slot: str) -> list[PersonOfList]:
        """Who is marked in a half-day and agreed to be named beside her words, by name."""
        agreed = listing.who_agreed(self._workspace, workshop_id, QUOTED)
        if not agreed:
            return []
        return [
            PersonOfList(line.person.id, line.person.name, line.person.language)
            for line in self._people.lines_of_people(workshop_id, slot, agreed)
            if line.status and line.consents.get(QUOTED) == "given"
        ]
