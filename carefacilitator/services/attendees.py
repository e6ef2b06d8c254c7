"""Bring in a list of people from a file: shown first, then taken in one step.

A row is the same person only on an exact e-mail address, or the folded name plus organisation,
within this workshop; otherwise it is added, and likely duplicates are proposed. The same file
brought in again changes nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.model import ids
from carefacilitator.model.folding import fold
from carefacilitator.model.records import (
    Consent,
    HeadCount,
    Organisation,
    Participation,
    Person,
    Record,
)
from carefacilitator.services.agenda import Agenda
from carefacilitator.services.people import UNSTORED, People
from carefacilitator.services.workshops import Workshops, new_organisation
from carefacilitator.storage.change import Change
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.attendees import AttendeeFile, AttendeeRow

_COPIED = (
    "position",
    "email",
    "phone",
    "country",
    "locality",
    "language",
    "gender",
    "gender_text",
    "age_band",
    "seeing",
    "hearing",
    "walking",
    "remembering",
    "self_care",
    "communicating",
    "access_needs",
    "care_needs",
)
"""What a row tells of a person beside name and organisation; an empty cell changes nothing."""


@dataclass
class Brought:
    """What an import of people did, or would do.

    ``counted`` people did not agree to be stored: only their number is kept.
    """

    added: int = 0
    counted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)


class Attendees:
    """Takes lists of people from spreadsheets and forms into a workshop."""

    def __init__(
        self, workspace: Workspace, workshops: Workshops, people: People, agenda: Agenda
    ) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._people = people
        self._agenda = agenda

    def read(self, path: Path, mapping: Any = None, only_event: str = "") -> AttendeeFile:
        """Read a file and recognise its columns; nothing is written. Raises what reading does."""
        from carefacilitator.interchange.attendees import read_attendees

        return read_attendees(path, mapping, only_event=only_event)

    def bring(self, workshop_id: str, file: AttendeeFile, dry_run: bool = False) -> Brought:
        """Take a file's rows into a workshop in one change; ``dry_run`` only counts."""
        workshop = self._workshops.find(workshop_id)
        taking = _Taking(self._workspace, self._workshops, self._people, workshop.id)
        for row in file.rows:
            taking.row(row)
        first_slot = self._agenda.slots(workshop.id)[0]
        taking.count_unstored(first_slot, [column.header for column in file.mapping.columns])
        brought = taking.brought
        brought.refused = [
            {"row": one.row, "code": one.code, "values": one.values} for one in file.refused
        ]
        brought.columns = file.mapping.as_dict()
        if not dry_run and taking.records:
            with self._workspace.change("attendees_import", brought.added) as change:
                taking.write(change)
        return brought


class _Taking:
    """One run over the rows of a file, gathered before anything is written."""

    def __init__(
        self, workspace: Workspace, workshops: Workshops, people: People, workshop_id: str
    ) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._workshop = workshop_id
        self.brought = Brought()
        self.records: list[Record] = []
        self._by_email: dict[str, Person] = {}
        self._by_name: dict[tuple[str, str], Person] = {}
        self._organisations: dict[str, Organisation] = {}
        self._consents = {
            (one.person_id, one.purpose): one
            for one in workspace.all(Consent, workshop_id=workshop_id)
        }
        for line in people.lines(workshop_id, ""):
            self._know(line.person, line.organisation)

    def _know(self, person: Person, organisation: str) -> None:
        if person.email:
            self._by_email[person.email.strip().casefold()] = person
        self._by_name[fold(person.name), fold(organisation)] = person

    def row(self, row: AttendeeRow) -> None:
        """Decide about one row."""
        if row.consents.get("store") == "refused":
            self.brought.counted += 1
            return
        organisation = self._organisation(row)
        person = self._same(row, organisation)
        if person is None:
            self._add(row, organisation)
        else:
            self._update(row, person)

    def _same(self, row: AttendeeRow, organisation: Organisation | None) -> Person | None:
        email = row.email.strip().casefold()
        if email and email in self._by_email:
            return self._by_email[email]
        name = organisation.name if organisation else ""
        found = self._by_name.get((fold(row.name), fold(name)))
        if found is not None and email and found.email and found.email.casefold() != email:
            return None  # the same name at the same place, but another person's address
        return found

    def _add(self, row: AttendeeRow, organisation: Organisation | None) -> None:
        fields = {name: getattr(row, name) for name in _COPIED if getattr(row, name)}
        fields["category"] = row.stakeholder_category or (
            organisation.category if organisation is not None else ""
        )
        person = Person(
            id=self._workspace.new_id(),
            name=row.name,
            organisation_id=organisation.id if organisation else "",
            **fields,
        )
        self._know(person, organisation.name if organisation else "")
        self.records.append(person)
        self.records.append(
            Participation(
                id=ids.participation_id(self._workshop, person.id),
                workshop_id=self._workshop,
                person_id=person.id,
                role=row.role or "participant",
            )
        )
        self._take_consents(row, person)
        self.brought.added += 1
        self.brought.names.append(row.name)

    def _update(self, row: AttendeeRow, person: Person) -> None:
        told = {name: getattr(row, name) for name in _COPIED if getattr(row, name)}
        if row.stakeholder_category:
            told["category"] = row.stakeholder_category
        fresh = replace(person, **told)
        changed = fresh != person
        if changed:
            self.records.append(fresh)
            self._know(fresh, row.organization)
        if self._take_consents(row, person) or changed:
            self.brought.updated += 1
        else:
            self.brought.unchanged += 1

    def _take_consents(self, row: AttendeeRow, person: Person) -> bool:
        changed = False
        for purpose, status in row.consents.items():
            before = self._consents.get((person.id, purpose))
            if status == "not_asked" or (before is not None and before.status == status):
                continue
            if before is not None and before.status == "withdrawn":
                continue  # what a person took back, a file does not give again
            given = self._workspace.clock().date().isoformat()
            consent = Consent(
                id=ids.consent_id(self._workshop, person.id, purpose),
                workshop_id=self._workshop,
                person_id=person.id,
                purpose=purpose,
                status=status,
                method="online_form",
                notice_version="1",
                given_on=given if status == "given" else "",
            )
            self._consents[person.id, purpose] = consent
            self.records.append(consent)
            changed = True
        return changed

    def _organisation(self, row: AttendeeRow) -> Organisation | None:
        name = row.organization.strip()
        if not name:
            return None
        key = fold(name)
        if key not in self._organisations:
            found = self._workshops.find_organisation(name)
            if found is None:
                found = new_organisation(self._workspace, name, row.stakeholder_category)
                self.records.append(found)
            self._organisations[key] = found
        return self._organisations[key]

    def write(self, change: Change) -> None:
        """Put everything that was gathered into one change."""
        for record in self.records:
            change.restore(type(record), record.id)
            change.put(record)

    def count_unstored(self, slot: str, headers: list[str]) -> None:
        """Keep the number of those who did not agree to be stored, and nothing else of them.

        One number per form (recognised by its column heads): a later export of the same form
        raises it instead of adding to it.
        """
        if not self.brought.counted:
            return
        form = hashlib.blake2b("\x1f".join(headers).encode(), digest_size=8).hexdigest()
        identity = ids.head_count_id(self._workshop, slot, f"{UNSTORED} {form}")
        before = self._workspace.find(HeadCount, identity)
        count = max(self.brought.counted, before.count if before else 0)
        if before is None or before.count != count:
            self.records.append(
                HeadCount(
                    id=identity,
                    workshop_id=self._workshop,
                    slot=slot,
                    group=UNSTORED,
                    count=count,
                    origin=form,
                )
            )
