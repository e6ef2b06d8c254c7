"""What the rows of a list mean for those on it: gathered whole before anything is written.

A file speaks of the moment it was exported. What a person changed by hand since stands: a value
that the file told before and that was replaced by hand is not brought back, a “yes” in a file never
takes back a “no”, and who was taken off the list stays off.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from carefacilitator.model import asking, ids
from carefacilitator.model.folding import fold
from carefacilitator.model.merge import heads_of
from carefacilitator.model.operations import CHANGE_KIND, DELETED, Json
from carefacilitator.model.records import (
    Consent,
    Organisation,
    Participation,
    Person,
    Record,
    Workshop,
    kind_of,
)
from carefacilitator.services.joining import Joining
from carefacilitator.services.people import People
from carefacilitator.services import same_details
from carefacilitator.services.same_person import Entry, Recognition, address, is_running
from carefacilitator.services.told_before import Told, ToldBefore, form_of
from carefacilitator.services.workshops import new_organisation
from carefacilitator.storage import oplog
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.attendees import AttendeeFile, AttendeeRow
    from carefacilitator.services.attendees import Brought

_COPIED = (
    "name",
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
"""What a row tells of a person beside her organisation; an empty cell changes nothing."""

IMPORT = "attendees_import"


class Taking:
    """One run over the rows of a file; ``records`` is what shall be written."""

    def __init__(
        self, workspace: Workspace, people: People, workshop_id: str, brought: Brought
    ) -> None:
        self._workspace = workspace
        self._people = people
        self._workshop = workshop_id
        self._brought = brought
        self._hidden = asking.hidden(workspace.get(Workshop, workshop_id))
        self._organisations = _Organisations(workspace)
        self._past = _Past(workspace)
        self._method = ""
        self._consents = {
            (one.person_id, one.purpose): one
            for one in workspace.all(Consent, workshop_id=workshop_id)
        }
        self.records: list[Record] = []

    def take(self, file: AttendeeFile) -> None:
        """Decide about every row, person by person."""
        from carefacilitator.interchange.remarks import Remark

        self._method = "online_form" if file.mapping.places("answered_on") else ""
        who = self._recognition(file)
        for entry in self._known(any(row.external_id for row in file.rows)):
            who.add(entry)
        for entry in dict.fromkeys(who.of(row) for row in file.rows):
            self._settle(entry)
        for name in self._hidden.intersection(_COPIED) - {"gender_text"}:
            if any(getattr(row, name) for row in file.rows):
                self._brought.remarks.append(Remark("not_asked_here", field=name))

    def _recognition(self, file: AttendeeFile) -> Recognition:
        codes = [row.external_id for row in file.rows if row.external_id]
        running = file.mapping.numbers_rows and is_running(codes)
        form = form_of(file.table.headers)
        return Recognition(file.rows, self._organisations.key, form, running, self._hidden)

    def _known(self, coded: bool) -> list[Entry]:
        """Everybody on the list or in its bin, with what earlier imports told of them.

        ``coded``: the rows have codes, so that those told before matter.
        """
        entries = [*self._on_the_list(), *self._in_the_bin()]
        before = ToldBefore(self._workspace, IMPORT)
        told = before.people([one.person.id for one in entries if one.person])
        taking_part = [one.participation.id for one in entries if one.participation and coded]
        codes = before.codes(taking_part)
        for entry in entries:
            if entry.person is not None and entry.participation is not None:
                entry.codes = codes.get(entry.participation.id, set())
                self._remember(entry, entry.person, told.get(entry.person.id))
        return entries

    def _remember(self, entry: Entry, person: Person, told: Told | None) -> None:
        """Give an entry her details: those that stand, and those that lists told before."""
        hidden = self._hidden
        entry.now = entry.told = same_details.details(
            lambda name: "" if name in hidden else getattr(person, name)
        )
        if told is None:
            return
        entry.told = same_details.NOTHING
        for name, value in told.each():
            one = same_details.details(
                lambda field, name=name, value=value: value if field == name else ""
            )
            entry.told = same_details.union(entry.told, one)
        entry.now = same_details.union(entry.now, entry.told)
        entry.names |= {fold(name) for name in told.values.get("name", ())}
        entry.addresses |= {address(email) for email in told.values.get("email", ())}
        known = self._organisations
        places = told.values.get("organisation_id", [""])
        entry.organisations |= {known.key(known.name(one)) for one in places}

    def _on_the_list(self) -> Iterator[Entry]:
        for line in self._people.lines(self._workshop, "", apart=True):
            yield _entry(line.person, line.participation, line.organisation)

    def _in_the_bin(self) -> Iterator[Entry]:
        for one in self._workspace.all(Participation, in_bin=True, workshop_id=self._workshop):
            person = self._workspace.find(Person, one.person_id, in_bin=True)
            if person is not None and person.name:
                by_hand = self._past.label("participation", one.id, DELETED) == "person_remove"
                place = self._organisations.name(person.organisation_id)
                entry = _entry(person, one, place)
                entry.away, entry.taken_off = True, by_hand
                yield entry

    def _settle(self, entry: Entry) -> None:
        """Decide about one person; further rows about her are told and change no number."""
        brought = self._brought
        brought.unchanged += len(entry.rows) - 1
        for row in entry.rows[1:]:
            self._remark("same_as_row", row, str(entry.rows[0].row))
        if entry.apart is not None:
            rows = entry.apart.rows
            self._remark("kept_apart", entry.rows[0], str(rows[0].row) if rows else "")
        told = _Told(entry.rows, self._hidden)
        if entry.taken_off:
            brought.unchanged += 1
            self._remark("taken_off_list", entry.rows[-1])
        elif told.consents.get("store") != "refused":
            if entry.person is None or entry.away:
                self._add(entry, told)
            else:
                self._tally(self._update(entry, entry.person, told))
        elif entry.person is None or entry.away:
            brought.counted += 1
        else:
            self._remark("no_longer_stored", entry.rows[-1])
            self._tally(self._take_consents(entry.person.id, told, only="store"))

    def _remark(self, code: str, row: AttendeeRow, text: str = "") -> None:
        from carefacilitator.interchange.remarks import Remark

        self._brought.remarks.append(Remark(code, row.row, text=text))

    def _tally(self, changed: bool) -> None:
        if changed:
            self._brought.updated += 1
        else:
            self._brought.unchanged += 1

    def _add(self, entry: Entry, told: _Told) -> None:
        organisation = self._organisation(told)
        fields = dict(told.fields)
        if organisation is not None:
            fields["organisation_id"] = organisation.id
            fields.setdefault("category", organisation.category)
        person = self._as_kept(entry)
        self.records.append(replace(person, **fields))
        self.records.append(
            Participation(
                id=ids.participation_id(self._workshop, person.id),
                workshop_id=self._workshop,
                person_id=person.id,
                role=told.role or "participant",
                code=told.code,
            )
        )
        self._take_consents(person.id, told)
        self._brought.added += 1
        self._brought.names.append(fields["name"])

    def _as_kept(self, entry: Entry) -> Person:
        """Whom the rows are added to: what only an import told that was undone is not known."""
        if entry.person is None:
            return Person(id=self._workspace.new_id())
        return self._workspace.find(Person, entry.person.id) or Person(id=entry.person.id)

    def _update(self, entry: Entry, person: Person, told: _Told) -> bool:
        fields = dict(told.fields)
        if self._organisations.key(told.organisation) != entry.organisation:
            organisation = self._organisation(told)
            if organisation is not None:
                fields["organisation_id"] = organisation.id
        changed = self._renew(person, fields)
        if entry.participation is not None:
            spoken = {"role": told.role, "code": told.code}
            taken = {name: value for name, value in spoken.items() if value}
            changed |= self._renew(entry.participation, taken)
        return self._take_consents(person.id, told) or changed

    def _renew(self, record: Record, fields: dict[str, Any]) -> bool:
        """Take what is told anew of a record; whether there is anything."""
        fresh = {
            name: value
            for name, value in fields.items()
            if getattr(record, name) != value
            and not self._past.overtaken(kind_of(record), record.id, name, value)
        }
        if "gender" in fresh:  # a description goes with the answer it belongs to
            fresh.setdefault("gender_text", "")
        if fresh:
            self.records.append(replace(record, **fresh))
        return bool(fresh)

    def _take_consents(self, person: str, told: _Told, only: str = "") -> bool:
        changed = False
        for purpose, status in told.consents.items():
            before = self._consents.get((person, purpose))
            if only not in ("", purpose) or not self._takes(before, status):
                continue
            given = told.answered_on or self._workspace.clock().date().isoformat()
            self.records.append(
                Consent(
                    id=ids.consent_id(self._workshop, person, purpose),
                    workshop_id=self._workshop,
                    person_id=person,
                    purpose=purpose,
                    status=status,
                    method=self._method,
                    notice_version="1",
                    given_on=given if status == "given" else "",
                )
            )
            changed = True
        return changed

    def _takes(self, before: Consent | None, status: str) -> bool:
        """Whether an answer in a file stands against what is written down."""
        if before is None:
            return True
        if status == before.status or before.status == "withdrawn":
            return False
        if self._past.label("consent", before.id, "status") == IMPORT:
            return True
        no_first = before.status == "refused" and status == "given"
        return not no_first and not self._past.overtaken("consent", before.id, "status", status)

    def _organisation(self, told: _Told) -> Organisation | None:
        found, fresh = self._organisations.of(told.organisation, told.fields.get("category", ""))
        if found is not None and fresh:
            self.records.append(found)
        return found


def _entry(person: Person, participation: Participation, organisation: str) -> Entry:
    email = address(person.email)
    return Entry(
        {fold(person.name)}, {email} - {""}, fold(organisation), person, participation, email
    )


class _Told:
    """What all rows about one person tell together; of two answers the later one."""

    def __init__(self, rows: list[AttendeeRow], hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self.fields: dict[str, str] = {}
        self.consents: dict[str, str] = {}
        self.organisation = self.role = self.code = self.answered_on = ""
        for row in rows:
            self._add(row)

    def _add(self, row: AttendeeRow) -> None:
        told = {name: getattr(row, name) for name in _COPIED if name not in self._hidden}
        told["category"] = row.stakeholder_category
        self.fields.update({name: value for name, value in told.items() if value})
        if row.gender and not row.gender_text:
            self.fields.pop("gender_text", None)
        asked = {key: status for key, status in row.consents.items() if status != "not_asked"}
        self.consents.update(asked)
        self.organisation = row.organization.strip() or self.organisation
        self.role = row.role or self.role
        self.code = row.external_id or self.code
        self.answered_on = row.answered_on or self.answered_on


class _Organisations:
    """Organisations by any of their names; new ones, or those an undo took, for other names."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._known: dict[str, Organisation] = {}
        self._names: dict[str, str] = {}
        self._away: set[str] = set()
        self._joined = Joining(workspace).joined("organisation")
        self._shown: dict[str, Organisation] = {}
        for in_bin in (False, True):
            for one in workspace.all(Organisation, in_bin=in_bin):
                self._know(one)
                if in_bin:
                    self._away.add(one.id)

    def _know(self, one: Organisation) -> None:
        shown = self._shown.setdefault(self._joined.of(one.id), one)
        self._names[one.id] = shown.name
        for name in (one.name, one.acronym, *one.names.values(), *one.other_names):
            if name:
                self._known.setdefault(fold(name), shown)

    def name(self, organisation: str) -> str:
        """The name of an organisation by its id; empty where it is not known."""
        return self._names.get(organisation, "")

    def key(self, name: str) -> str:
        """What an organisation is compared by: its own name, folded."""
        folded = fold(name)
        found = self._known.get(folded)
        return fold(found.name) if found is not None else folded

    def of(self, name: str, category: str) -> tuple[Organisation | None, bool]:
        """The organisation of this name, and whether it must be written."""
        folded = fold(name)
        if not folded:
            return None, False
        found = self._known.get(folded)
        if found is None:
            found = new_organisation(self._workspace, name, category)
            self._know(found)
            return found, True
        away = found.id in self._away
        self._away.discard(found.id)
        return found, away


class _Past:
    """Who said what before: tells an export's old answers from what a person wrote since."""

    def __init__(self, workspace: Workspace) -> None:
        self._connection = workspace.database.connection
        self._label_of = functools.cache(self._read_label)

    def label(self, kind: str, record: str, field: str) -> str:
        """The label of the change that wrote what a field now holds (undo bears what it undid)."""
        heads = heads_of(oplog.of_record(self._connection, record, kind).get(field, ()))
        return self._label_of(heads[-1].change) if heads else ""

    def overtaken(self, kind: str, record: str, field: str, value: Json) -> bool:
        """Whether a value was told before and a person has put another one in its place."""
        ops = oplog.of_record(self._connection, record, kind).get(field, ())
        if all(self._label_of(op.change) == IMPORT for op in heads_of(ops)):
            return False
        return any(op.known and op.value == value for op in ops)

    def _read_label(self, change: str) -> str:
        told = oplog.of_record(self._connection, change, CHANGE_KIND).get("told", ())
        return next((str(op.value["label"]) for op in told if op.known), "")
