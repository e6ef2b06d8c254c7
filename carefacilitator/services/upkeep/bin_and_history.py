"""The bin, and the history of a record: what was there, who changed it, when; and bringing it back.

Nothing that was written is ever lost, so both are read from the operations.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from carefacilitator.model.agenda import agenda
from carefacilitator.model.merge.operations import Json
from carefacilitator.model.records import ids
from carefacilitator.model.records.records import (
    KINDS,
    AgendaBlock,
    Attachment,
    Attendance,
    Coding,
    CommitmentPartner,
    CommitmentUpdate,
    Consent,
    Note,
    Participation,
    Record,
    Tally,
    Workshop,
    fields_of,
    kind_of,
)
from carefacilitator.services.exchange.identity import Identities
from carefacilitator.services.privacy.quotes import Quotes
from carefacilitator.services.same.merging import Joining
from carefacilitator.services.sample import DEVICE as SAMPLE
from carefacilitator.storage import past
from carefacilitator.storage.failures import RecordUnknown
from carefacilitator.storage.past import Step
from carefacilitator.storage.removal import erasure, floors
from carefacilitator.storage.workspace import Workspace

BINNED = (
    "workshop",
    "agenda_block",
    "participation",
    "note",
    "lesson",
    "commitment",
    "attachment",
    "resource",
    "tally",
)
"""Kinds that a person meets in the bin; marks and codes come back with what they belong to."""


@dataclass(frozen=True)
class Binned:
    """A record in the bin: its words, its workshop's title, when and by whom it was deleted.

    ``who`` is empty for this device. ``moment`` is UTC.
    """

    kind: str
    record: str
    title: str
    workshop: str
    who: str
    moment: dt.datetime


@dataclass(frozen=True)
class Moved:
    """One field in one step; ``kind`` and ``record`` may be of something that belongs to it."""

    kind: str
    record: str
    field: str
    before: Json
    after: Json
    known: bool
    stands: bool


@dataclass(frozen=True)
class HistoryEntry:
    """What one change did to a record. ``who`` is empty for this device; ``moment`` is UTC.

    ``undone`` tells that the change took back what ``label`` names.
    """

    change: str
    label: str
    count: int
    undone: bool
    who: str
    moment: dt.datetime
    moved: tuple[Moved, ...]


class BinAndHistory:
    """What a person can look up and bring back."""

    def __init__(self, workspace: Workspace, identity: Identities) -> None:
        self._workspace = workspace
        self._identity = identity
        self._quotes = Quotes(workspace)

    # -- the bin ---------------------------------------------------------------------------

    def binned(self, workshop_id: str = "") -> list[Binned]:
        """What is in the bin, of one workshop or of all, what was deleted last first.

        People who were erased, or who did not want to be stored, are not there.
        """
        names = self._names()
        forgotten = erasure.erased_people(self._workspace)
        gone = floors.gone(self._workspace.database.connection)
        found = []
        for one in past.deletions(self._workspace, BINNED):
            record = self._workspace.find(KINDS[one.kind], one.record, in_bin=True)
            if record is None or getattr(record, "person_id", "") in forgotten:
                continue
            if _is_empty(record) or (one.kind, one.record) in gone:
                continue
            home = one.record if one.kind == "workshop" else str(getattr(record, "workshop_id", ""))
            if workshop_id and home != workshop_id:
                continue
            found.append(
                Binned(
                    one.kind,
                    one.record,
                    self.title(one.kind, one.record),
                    self.title("workshop", home) if one.kind != "workshop" else "",
                    names.get(one.device, one.device),
                    _moment(one.clock),
                )
            )
        return found

    def bring_back(self, kind: str, record: str) -> None:
        """Take a record out of the bin, with the workshop it belongs to and its marks.

        Raises RecordUnknown where there is no such record.
        """
        found = self.record(kind, record)
        if found is None or found == type(found)(id=record):
            raise RecordUnknown(kind=kind)
        home = str(getattr(found, "workshop_id", ""))
        with self._workspace.change("bin_restore", 1) as change:
            if home:
                change.restore(Workshop, home)
            change.restore(kind, record)

    # -- the history of a record -----------------------------------------------------------

    def of(self, kind: str, record: str) -> list[HistoryEntry]:
        """What every change did to a record and to what belongs to it, newest first."""
        names = self._names()
        hidden = self.is_withdrawn(kind, record)
        by_change: dict[str, list[Step]] = {}
        for step in past.steps(self._workspace, self._belongings(kind, record)):
            by_change.setdefault(step.change, []).append(step)
        told = past.labels(self._workspace, list(by_change))
        entries = []
        for change, steps in by_change.items():
            sample = all(step.device == SAMPLE for step in steps)
            label, count, role = told.get(change, ("sample_fill" if sample else "", 0, ""))
            moved = tuple(
                Moved(s.kind, s.record, s.field, s.before, s.after, s.known, s.stands)
                for s in sorted(steps, key=lambda one: (one.kind != kind, one.clock, one.field))
                if s.field != "position"
            )
            if hidden:
                moved = tuple(_without_words(one) for one in moved)
            newest = max(steps, key=lambda one: one.clock)
            who = names.get(newest.device, newest.device)
            if moved:
                moment, undone = _moment(newest.clock), role == "undo"
                entries.append(HistoryEntry(change, label, count, undone, who, moment, moved))
        return entries

    def is_withdrawn(self, kind: str, record: str) -> bool:
        """Whether a record's words are withdrawn on this computer."""
        found = self.record(kind, record) if kind == "note" else None
        return isinstance(found, Note) and bool(self._quotes.withdrawn([found]))

    def _belongings(self, kind: str, record: str) -> list[str]:
        """The record, and the records that only say something about it."""
        found: list[Record] = []
        everything = self._everything
        if kind in ("note", "lesson", "commitment"):
            found += everything(Coding, target_id=record)
        if kind == "commitment":
            found += everything(CommitmentPartner, commitment_id=record)
            found += everything(CommitmentUpdate, commitment_id=record)
        if kind == "programme":
            found += everything(Attachment, target_kind=kind, target_id=record)
        if kind == "participation":
            return list(self._of_person(record))
        if kind == "organisation":
            joined = Joining(self._workspace)
            members = joined.joined("organisation").members(record)
            return [*members, *joined.statements(record, "organisation")]
        return [record, *(one.id for one in found)]

    def _of_person(self, participation: str) -> Iterator[str]:
        """A place on a list and what belongs to it, under every record the person goes by."""
        yield participation
        place = self._workspace.find(Participation, participation, in_bin=True)
        if place is None:
            yield from (
                one.id for one in self._everything(Attendance, participation_id=participation)
            )
            return
        joined = Joining(self._workspace)
        for person in joined.joined().members(place.person_id):
            own = ids.participation_id(place.workshop_id, person)
            yield from (own, person)
            about = {"person_id": person, "workshop_id": place.workshop_id}
            yield from (one.id for one in self._everything(Attendance, participation_id=own))
            yield from (one.id for one in self._everything(Consent, **about))
        yield from joined.statements(place.person_id)

    def _everything(self, kind: type[Record], **equal: Any) -> Iterable[Record]:
        yield from self._workspace.all(kind, **equal)
        yield from self._workspace.all(kind, in_bin=True, **equal)

    def record(self, kind: str, record: str) -> Record | None:
        """A record, in the bin or not."""
        return self._workspace.find(KINDS[kind], record, in_bin=True) if kind in KINDS else None

    def slots(self, workshop_id: str) -> tuple[str, ...]:
        """The half-days of a workshop, to name one of them."""
        workshop = self._workspace.find(Workshop, workshop_id, in_bin=True)
        blocks = self._workspace.all(AgendaBlock, workshop_id=workshop_id)
        return agenda.slots(workshop, blocks) if workshop is not None else ()

    def title(self, kind: str, record: str) -> str:
        """The words by which a person knows a record, whether it is in the bin or not."""
        found = self.record(kind, record)
        if found is None:
            return ""
        if isinstance(found, Participation):
            return self.title("person", found.person_id)
        if isinstance(found, CommitmentPartner):
            return self.title("organisation", found.organisation_id)
        if self.is_withdrawn(kind, record):
            return ""
        named = (str(getattr(found, rule.name)) for rule in fields_of(kind) if rule.titled)
        return next(filter(None, named), "")

    def _names(self) -> dict[str, str]:
        """Devices by the names people gave them; this one has none here."""
        names = {peer.device: peer.name or peer.device for peer in self._identity.peers()}
        names[self._workspace.device] = names[SAMPLE] = ""
        return names


def _without_words(moved: Moved) -> Moved:
    """A step without what was written, where that is withdrawn."""
    if (moved.kind, moved.field) != ("note", "text"):
        return moved
    return replace(moved, before=None, after=None, known=False)


def _is_empty(record: Record) -> bool:
    """Whether nothing is left in the bin that a person could know it by.

    A speaking time or a place in a group has no words; a photo of somebody who was erased has no
    bytes; of an import that was undone only the deletion is left, and of what was removed before it
    was shared only where it belonged.
    """
    if isinstance(record, Tally):
        return not record.text
    if isinstance(record, Attachment):
        return not record.sha256
    told = {rule.name for rule in fields_of(kind_of(record)) if not rule.belongs}
    nothing = type(record)(id=record.id)  # what says where it belonged is no word of it
    return all(getattr(record, name) == getattr(nothing, name) for name in told)


def _moment(clock: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(clock / 1000, dt.UTC)
