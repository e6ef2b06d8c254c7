"""What the rows of a list mean for those on it: gathered whole before anything is written.

A file speaks of the moment it was exported. What a person changed by hand since stands: a value
that the file told before and that was replaced by hand is not brought back, a “yes” in a file never
takes back a “no”, and who was taken off the list stays off.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.interchange.people.attendees import AttendeeFile as AttendeeFile
from carefacilitator.interchange.people.attendees import AttendeeRow as AttendeeRow
from carefacilitator.interchange.people.attendees import read_attendees as read_attendees
from carefacilitator.interchange.people.columns import Column as Column
from carefacilitator.interchange.people.columns import Mapping as Mapping
from carefacilitator.interchange.people.columns import fields as fields
from carefacilitator.interchange.people.columns import guess_columns as guess_columns
from carefacilitator.interchange.people.consent_decisions import Decisions as Decisions
from carefacilitator.interchange.people.consent_decisions import Waiting as Waiting
from carefacilitator.interchange.people.consent_decisions import answer_key as answer_key
from carefacilitator.interchange.people.consent_decisions import waiting as waiting
from carefacilitator.interchange.people.remarks import RefusedRow as RefusedRow
from carefacilitator.interchange.people.remarks import column_name as column_name
from carefacilitator.interchange.people.remarks import field_label as field_label
from carefacilitator.interchange.people.remarks import say_left_out as say_left_out
from carefacilitator.interchange.people.remarks import say_refused as say_refused
from carefacilitator.interchange.people.remarks import say_remark as say_remark
from carefacilitator.interchange.tables.refusals import NoNameColumn as NoNameColumn
from carefacilitator.interchange.tables.tables import RawTable as RawTable
from carefacilitator.interchange.tables.tables import read_table as read_table
from carefacilitator.model.records import hidden_questions, ids
from carefacilitator.model.records.records import (
    Consent,
    Organisation,
    Participation,
    Person,
    Record,
    Workshop,
    kind_of,
    rules_of,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.agenda.clock import Agenda
from carefacilitator.services.people.decided_answers import DecidedAnswers
from carefacilitator.services.people.form_rows import RowTies
from carefacilitator.services.people.import_lookup import IMPORT, EarlierAnswers, Organisations
from carefacilitator.services.people.known_people import KnownPeople
from carefacilitator.services.people.people import People
from carefacilitator.services.people.unstored import Unstored
from carefacilitator.services.same.recognition import PersonSeen, Recognition, is_running
from carefacilitator.services.workshops import Workshops
from carefacilitator.storage.imports.told_before import form_of, remember_form
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.interchange.people.columns import LeftOut
    from carefacilitator.interchange.people.dates import DayOrder
    from carefacilitator.interchange.people.remarks import Remark

_COPIED = tuple(name for name in rules_of("person") if name not in ("organisation_id", "category"))
"""What a row tells of a person beside her organisation; an empty cell changes nothing."""


class PeopleImport:
    """One run over the rows of a file; ``records`` is what shall be written."""

    def __init__(
        self,
        workspace: Workspace,
        people: People,
        workshop_id: str,
        brought: PeopleImported,
        agreed: Callable[[str], bool],
    ) -> None:
        self._workspace = workspace
        self._agreed = agreed
        self._people = people
        self._workshop = workshop_id
        self._brought = brought
        self._hidden = hidden_questions.hidden(workspace.get(Workshop, workshop_id))
        self._organisations = Organisations(workspace)
        self._past = EarlierAnswers(workspace)
        self._known = KnownPeople(
            workspace, people, workshop_id, self._organisations, self._past, self._hidden
        )
        self._method = ""
        self._consents = {
            (one.person_id, one.purpose): one
            for one in workspace.all(Consent, workshop_id=workshop_id)
        }
        self.records: list[Record] = []
        self.refused_here = 0
        """How many of those counted only came, as the file says."""
        self.people: set[str] = set()

    def take(self, file: AttendeeFile) -> None:
        """Decide about every row, person by person."""
        from carefacilitator.interchange.people.remarks import Remark

        self._method = "online_form" if file.mapping.places("answered_on") else ""
        who = self._recognition(file)
        for entry in self._known.entries(who, any(row.external_id for row in file.rows)):
            who.add(entry)
            if entry.person is not None:
                self.people.add(entry.person.id)
        for entry in dict.fromkeys(who.of(row) for row in file.rows):
            self._settle(entry)
        for name in self._hidden.intersection(_COPIED) - {"gender_text"}:
            if any(getattr(row, name) for row in file.rows):
                self._brought.remarks.append(Remark("not_asked_here", field=name))

    def _recognition(self, file: AttendeeFile) -> Recognition:
        codes = [row.external_id for row in file.rows if row.external_id]
        running = file.mapping.numbers_rows and is_running(codes)
        form = form_of(file.table.headers)
        self.ties = RowTies(self._workspace, self._workshop, form)
        return Recognition(
            file.rows, self._organisations.key, form, running, self._hidden, self.ties.of
        )

    def _settle(self, entry: PersonSeen) -> None:
        """Decide about one person; further rows about her are told and change no number."""
        brought = self._brought
        brought.unchanged += len(entry.rows) - 1
        for row in entry.rows[1:]:
            self._remark("same_as_row", row, str(entry.rows[0].row))
        if entry.apart is not None:
            rows = entry.apart.rows
            self._remark("kept_apart", entry.rows[0], str(rows[0].row) if rows else "")
        told = _Told(entry.rows, self._hidden)
        stored = told.consents.get("store", "not_asked")
        if entry.taken_off:
            brought.unchanged += 1
            self._remark("taken_off_list", entry.rows[-1])
        elif told.came == "away" and not (stored == "refused" and _on_list(entry)):
            self._leave_away(entry, told)
        elif stored in ("given", "not_asked"):
            person = _on_list(entry)
            if person is not None:
                self._tally(self._update(entry, person, told))
            else:
                self._add(entry, told)
        elif stored == "refused":
            self._refused(entry, told)
        else:
            self._hold(entry)

    def _refused(self, entry: PersonSeen, told: _Told) -> None:
        """She is counted; whoever is on the list stays there until a person counts her instead."""
        person = _on_list(entry)
        if person is None:
            self._brought.counted += 1
            self.refused_here += told.came == "came"
        else:
            self._remark("no_longer_stored", entry.rows[-1])
            self._tally(self._take_consents(person.id, told, only="store"))

    def _leave_away(self, entry: PersonSeen, told: _Told) -> None:
        """Who did not come is no participant; who is on the list already stays as she is."""
        self._brought.away += 1
        code = "away_on_list" if _on_list(entry) else "did_not_come"
        self._remark(code, entry.rows[-1], told.came_answer)

    def _hold(self, entry: PersonSeen) -> None:
        """Nothing is written of her until a person has decided what her answer means."""
        row = next(row for row in reversed(entry.rows) if row.consents.get("store") == "held")
        person = _on_list(entry)
        before = self._consents.get((person.id, "store")) if person is not None else None
        if before is not None and before.status == "given":
            self._brought.unchanged += 1
            if not self._agreed(row.store_answer):
                self._remark("held_on_list", row, row.store_answer)
        else:
            self._brought.held += 1
            code = "consent_held" if row.store_answer else "consent_empty"
            self._remark(code, row, row.store_answer)

    def _remark(self, code: str, row: AttendeeRow, text: str = "") -> None:
        from carefacilitator.interchange.people.remarks import Remark

        self._brought.remarks.append(Remark(code, row.row, text=text))

    def _show(self, entry: PersonSeen, name: str, person: str) -> None:
        from carefacilitator.services.people.attendee_import import Shown

        self.people.add(person)
        for row in entry.rows:
            self.ties.tie(row, person)
        rows = tuple(row.row for row in entry.rows)
        self._brought.people.append(Shown(rows, name, entry.person is not None and not entry.away))

    def _tally(self, changed: bool) -> None:
        if changed:
            self._brought.updated += 1
        else:
            self._brought.unchanged += 1

    def _add(self, entry: PersonSeen, told: _Told) -> None:
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
        self._show(entry, fields["name"], person.id)

    def _as_kept(self, entry: PersonSeen) -> Person:
        """Whom the rows are added to: what only an import told that was undone is not known."""
        if entry.person is None:
            return Person(id=self._workspace.new_id())
        return self._workspace.find(Person, entry.person.id) or Person(id=entry.person.id)

    def _update(self, entry: PersonSeen, person: Person, told: _Told) -> bool:
        fields = dict(told.fields)
        if self._organisations.key(told.organisation) != entry.organisation:
            organisation = self._organisation(told)
            if organisation is not None:
                fields["organisation_id"] = organisation.id
        if not is_better_written(fields.get("name", ""), person.name):
            fields.pop("name", None)
        changed = self._renew(person, fields)
        stands = self.records[-1] if changed else person
        name = stands.name if isinstance(stands, Person) else person.name
        self._show(entry, name, person.id)
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


def _on_list(entry: PersonSeen) -> Person | None:
    """The person a row speaks of, where she is on the list now."""
    return None if entry.away else entry.person


def is_better_written(name: str, before: str) -> bool:
    """Whether a name may take the place of another: not where it only lost its small letters."""
    one_case = name.isupper() or name.islower()
    if not one_case or name == before or before.isupper() or before.islower():
        return True
    return fold(name) != fold(before)


class _Told:
    """What all rows about one person tell together; of two answers the later one."""

    def __init__(self, rows: list[AttendeeRow], hidden: frozenset[str]) -> None:
        self._hidden = hidden
        self.fields: dict[str, str] = {}
        self.consents: dict[str, str] = {}
        self.organisation = self.role = self.code = self.answered_on = ""
        self.came = self.came_answer = ""
        for row in rows:
            self._add(row)

    def _add(self, row: AttendeeRow) -> None:
        told = {name: getattr(row, name) for name in _COPIED if name not in self._hidden}
        told["category"] = row.stakeholder_category
        if not is_better_written(told.get("name", ""), self.fields.get("name", "")):
            told.pop("name", None)
        self.fields.update({name: value for name, value in told.items() if value})
        if row.gender and not row.gender_text:
            self.fields.pop("gender_text", None)
        asked = {key: status for key, status in row.consents.items() if status != "not_asked"}
        if self.consents.get("store") == "refused" and asked.get("store") == "held":
            del asked["store"]  # a no stands against words that are not understood
        self.consents.update(asked)
        if row.came:
            self.came, self.came_answer = row.came, row.came_answer
        self.organisation = row.organization.strip() or self.organisation
        self.role = row.role or self.role
        self.code = row.external_id or self.code
        self.answered_on = row.answered_on or self.answered_on


@dataclass(frozen=True, slots=True)
class Shown:
    """One person of a list as she will be written: the rows about her, her name, whether known."""

    rows: tuple[int, ...]
    name: str
    known: bool


@dataclass
class PeopleImported:
    """What an import of people did, or would do.

    ``counted`` people did not agree to be stored: only their number is kept. ``held`` people wait
    until a person decides what their answer means, and nothing is written of them; ``away`` people
    did not come. These with ``added``, ``updated`` and ``unchanged`` are all rows that were neither
    refused nor left out. ``not_understood`` counts answers about any purpose, ``unknown`` names
    the columns that say something nobody here knows.
    ``names`` are those added, ``people`` all that are stored, in the order of their rows;
    ``remarks`` say what was not taken as it stands or should be looked at, ``left_out`` which
    columns were recognised and not taken.
    """

    added: int = 0
    counted: int = 0
    updated: int = 0
    unchanged: int = 0
    held: int = 0
    away: int = 0
    not_understood: int = 0
    refused: list[dict[str, Any]] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    people: list[Shown] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    unknown: list[Column] = field(default_factory=list)


class Attendees:
    """Takes lists of people from spreadsheets and forms into a workshop."""

    def __init__(
        self, workspace: Workspace, workshops: Workshops, people: People, agenda: Agenda
    ) -> None:
        self._workspace = workspace
        self._workshops = workshops
        self._people = people
        self._decided = DecidedAnswers(workspace)
        self._unstored = Unstored(workspace, agenda)

    def read(
        self,
        path: Path,
        mapping: Mapping | None = None,
        only_event: str = "",
        table: RawTable | None = None,
        day_order: DayOrder | None = None,
    ) -> AttendeeFile:
        """Read a file and recognise its columns; nothing is written. Raises what reading does.

        What a person chose otherwise: ``mapping`` the columns, ``only_event`` one workshop of
        several in the file, ``table`` how the file was read, ``day_order`` how dates are written.
        """
        from carefacilitator.interchange.people.attendees import read_attendees

        return read_attendees(path, mapping, day_order, only_event, table)

    def event_of(self, workshop_id: str, file: AttendeeFile) -> str:
        """What a file that names several workshops calls this one; empty where it does not."""
        workshop = self._workshops.find(workshop_id)
        own = {fold(text) for text in (workshop.code, workshop.title, *workshop.titles.values())}
        return next((event for event in file.events if fold(event) in own - {""}), "")

    def bring(
        self,
        workshop_id: str,
        file: AttendeeFile,
        dry_run: bool = False,
        decisions: Decisions | None = None,
        without: Collection[int] = (),
    ) -> PeopleImported:
        """Take a file's rows into a workshop in one change; ``dry_run`` only counts.

        ``decisions`` say what answers mean that are not understood. What was decided of an answer
        before, for the same form, stands, except a yes: that is said of people, not of an answer.
        ``without`` are rows, by their number on the sheet, that a person leaves out. Raises
        RowNotThere where nobody is in such a row.
        """
        from carefacilitator.interchange.people.columns import unknown_columns
        from carefacilitator.interchange.people.consent_decisions import decided
        from carefacilitator.interchange.people.remarks import Remark
        from carefacilitator.services.people.attendee_import import PeopleImport

        workshop = self._workshops.find(workshop_id)
        file = _left_out(file, without)
        decisions = decisions or self.decided_before(file)
        settled = decided(file, decisions)
        brought = PeopleImported(
            refused=[
                {"row": one.row, "code": one.code, "values": one.values} for one in file.refused
            ],
            columns=file.mapping.as_dict(),
            remarks=list(file.warnings),
            left_out=list(file.mapping.left_out),
            unknown=list(unknown_columns(file.mapping, file.table)),
        )
        if len({row.event for row in file.rows}) > 1:
            brought.remarks.append(Remark("several_workshops"))
        agreed = partial(self._decided.agreed, file.table.headers)
        taking = PeopleImport(self._workspace, self._people, workshop.id, brought, agreed)
        taking.take(settled)
        brought.not_understood = sum(
            one.code in ("consent_not_understood", "consent_held", "consent_empty", "held_on_list")
            for one in brought.remarks
        )
        records = [
            *taking.records,
            *self._unstored.records(workshop, file, brought.counted, taking.refused_here),
        ]
        if not dry_run:
            self._decided.remember(file, decisions)
            self._write(records, brought.added, form_of(file.table.headers))
            taking.ties.save(taking.people)
        return brought

    def decided_before(self, file: AttendeeFile) -> Decisions:
        """What a person decided about answers of this form when it was brought in before."""
        return self._decided.of(file)

    def _write(self, records: list[Record], added: int, form: str) -> None:
        if records:
            with self._workspace.change("attendees_import", added) as change:
                for record in records:
                    change.restore(type(record), record.id)
                    change.put(record)
            remember_form(self._workspace, change.id, form)


def _left_out(file: AttendeeFile, without: Collection[int]) -> AttendeeFile:
    """The file without some of its people."""
    if not without:
        return file
    from carefacilitator.interchange.tables.refusals import RowNotThere

    missing = set(without) - {row.row for row in file.rows}
    if missing:
        raise RowNotThere(row=min(missing))
    return replace(file, rows=tuple(row for row in file.rows if row.row not in without))
