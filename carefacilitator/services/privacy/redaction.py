"""Removing for good: a text, a record, the bin; who still holds it; what others ask to remove."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from carefacilitator.errors import Refusal
from carefacilitator.model.merge.merge import heads_of
from carefacilitator.model.merge.operations import DELETED
from carefacilitator.model.privacy import consent
from carefacilitator.model.records.records import KINDS, Participation, Workshop, fields_of
from carefacilitator.services.privacy.texts_naming import Naming, texts_naming
from carefacilitator.services.upkeep import copies
from carefacilitator.services.upkeep.copies import Copy
from carefacilitator.storage import peers, readings
from carefacilitator.storage.removal import floors, redaction
from carefacilitator.storage.removal.redaction import FieldUnfit, Target
from carefacilitator.storage.workspace import Workspace

if TYPE_CHECKING:
    from carefacilitator.services.people.people import People
    from carefacilitator.services.same.merging import Joining
    from carefacilitator.services.upkeep.bin_and_history import BinAndHistory

_WORDS = {
    kind: names
    for kind in KINDS
    if (names := frozenset(rule.name for rule in fields_of(kind) if rule.worded))
}
"""The fields of which an earlier wording is worth a word."""


_ENTRIES = frozenset(
    {"note", "lesson", "commitment", "commitment_update", "agenda_block"}
    | {"attachment", "tally", "resource"}
)
"""Kinds that go as a whole. Ids that are derived come again, and must not be gone for ever."""


_SECOND = 1000


class RedactionNeedsAnswer(Refusal):
    """``count`` records would be gone for good, and nobody said that this is meant."""

    code = "redaction_needs_answer"


@dataclass(frozen=True)
class Holder:
    """Somebody who was handed an earlier wording; ``since`` is the day (``YYYY-MM-DD``)."""

    name: str
    recipient: str
    since: str
    anonymous: bool


@dataclass(frozen=True)
class ChangedSinceSent:
    """An entry that was changed or ``removed`` after it had left, and who holds it as it was."""

    kind: str
    record: str
    removed: bool
    holders: list[Holder]


@dataclass(frozen=True)
class RedactionsAsked:
    """What others ask to remove for good, hidden until it is answered: how many, of what kind."""

    kind: str
    count: int
    workshop: str


@dataclass(frozen=True)
class Removed:
    """What was removed; ``copies`` hold it still, because they could not be reached."""

    change: str
    count: int
    copies: tuple[Copy, ...]


@dataclass(frozen=True)
class Held:
    """Where a person still stands after she is forgotten: copies, and bundles handed over."""

    copies: tuple[Copy, ...]
    bundles: tuple[Holder, ...]


class Redacting:
    """What a person can remove for good."""

    def __init__(
        self, workspace: Workspace, joining: Joining, past: BinAndHistory, people: People
    ) -> None:
        self._workspace = workspace
        self._joining = joining
        self._past = past
        self._people = people

    # -- removing --------------------------------------------------------------------------

    def remove(self, kind: str, record: str) -> Removed:
        """Remove a record for good with what belongs to it.

        Of a place on a list in the bin the person is forgotten, unless she is on another list.
        Raises RecordUnknown, FieldUnfit for what goes only in another way.
        """
        if kind == "participation":
            return self._forget([record])
        if not self.may_go_whole(kind, record):
            raise FieldUnfit(field=kind)
        return self._redact([Target(kind, record)])

    def reword(self, kind: str, record: str, field: str, text: str) -> Removed:
        """Let a text say ``text``, and remove every earlier wording for good.

        ``field`` may name a language version. Raises RecordUnknown, FieldUnfit.
        """
        return self._redact([Target(kind, record, field, text)])

    def mask(self, namings: Sequence[Naming]) -> Removed:
        """Remove a name for good from these texts."""
        return self._redact(
            [Target(one.kind, one.record, one.field, one.masked) for one in namings]
        )

    def settle_names(
        self, rewordings: Sequence[tuple[Naming, str]], removals: Sequence[Naming]
    ) -> Removed:
        """Do what was decided about texts that name somebody, in one change."""
        targets = [Target(one.kind, one.record) for one in removals]
        targets += [Target(one.kind, one.record, one.field, text) for one, text in rewordings]
        return self._redact(targets)

    def texts(self, kind: str, record: str) -> list[tuple[str, str]]:
        """The texts of a record that may be reworded for good, by field (``texts/es``)."""
        found = self._past.record(kind, record)
        texts: list[tuple[str, str]] = []
        for field in _WORDS.get(kind, ()) if found is not None else ():
            value = getattr(found, field)
            if isinstance(value, dict):
                texts += [(f"{field}/{language}", text) for language, text in value.items()]
            elif value:
                texts.append((field, value))
        return texts

    def may_go_whole(self, kind: str, record: str) -> bool:
        """Whether a record may be removed as a whole: a person is forgotten instead.

        What much belongs to (a workshop, a programme) goes by way of the bin.
        """
        if kind in _ENTRIES:
            return True
        return kind == "workshop" and self._workspace.find(Workshop, record) is None

    def empty_bin(self, workshop_id: str = "", sure: bool = False) -> Removed:
        """Remove for good what is in the bin, of one workshop or all of it.

        Raises RedactionNeedsAnswer (with the count) unless ``sure``.
        """
        found = self._past.binned(workshop_id)
        if found and not sure:
            raise RedactionNeedsAnswer(count=len(found))
        places = [one.record for one in found if one.kind == "participation"]
        targets = [Target(one.kind, one.record) for one in found if one.kind != "participation"]
        forgotten, done = self._forget(places), self._redact(targets)
        return Removed(done.change, forgotten.count + done.count, done.copies or forgotten.copies)

    def _forget(self, places: Sequence[str]) -> Removed:
        """Forget the people of these places in the bin who stand on no list in use."""
        count = 0
        for place in places:
            found = self._workspace.find(Participation, place, in_bin=True)
            members = self._joining.joined().members(found.person_id) if found else ()
            if members and not self._workspace.where(Participation, "person_id", list(members)):
                self._people.forget(found.person_id if found else "")
                count += 1
        return Removed("", count, tuple(copies.tend(self._workspace)) if count else ())

    def _redact(self, targets: list[Target]) -> Removed:
        if not targets:
            return Removed("", 0, ())
        copies.grow_stale(self._workspace)  # first: a program that dies then only renews them
        change = redaction.redact(self._workspace, targets)
        return Removed(change, len(targets), tuple(copies.tend(self._workspace)))

    # -- answering -------------------------------------------------------------------------

    def waiting(self) -> list[RedactionsAsked]:
        """What others ask to remove for good, by kind and workshop."""
        keys = {one.act[:2] for one in redaction.waiting(self._workspace)}
        counted = Counter((kind, self._workshop_of(kind, record)) for kind, record in keys)
        order = list(KINDS)
        return [
            RedactionsAsked(kind, count, self._past.title("workshop", workshop))
            for (kind, workshop), count in sorted(
                counted.items(), key=lambda one: (order.index(one[0][0]), one[0][1])
            )
        ]

    def answer(self, agree: bool) -> int:
        """Say yes or no to everything that waits; returns how many records it touched."""
        asked = [one.operation for one in redaction.waiting(self._workspace)]
        touched = redaction.answer(self._workspace, asked, agree)
        if agree and touched:
            copies.grow_stale(self._workspace)
            copies.tend(self._workspace)
        return touched

    # -- who holds it ----------------------------------------------------------------------

    def holders(self, kind: str, record: str, field: str = "") -> list[Holder]:
        """Who was handed an earlier wording of a record, or of one of its fields.

        Of a record in the bin every wording counts. An earlier wording that is gone here was asked
        for there, and is not told again.
        """
        spans = list(self._earlier(kind, record, field))
        if not spans:
            return []
        found: dict[tuple[str, bool], Holder] = {}
        home = self._workshops_of(kind, record)
        for one in reversed(peers.shared(self._workspace)):
            if one.kind != "bundle" or not home & set(one.workshops):
                continue
            moment = _millis(one.at)
            whole = one.told.get("circle") == consent.OWN_GROUP
            late = moment + _SECOND  # what was written within that second may have gone along
            if any(start < late and (whole or moment <= end) for start, end in spans):
                anonymous = bool(one.told.get("anonymous"))
                name = str(one.told.get("to") or "")
                holder = Holder(name, one.recipient, one.at[:10], anonymous)
                found.setdefault((one.recipient, anonymous), holder)
        return sorted(found.values(), key=lambda one: (one.since, one.name))

    def reworded(self, changes: Sequence[str]) -> list[ChangedSinceSent]:
        """What these changes of one's own reworded or removed that others hold as it was before."""
        found: dict[tuple[str, str], ChangedSinceSent] = {}
        for kind, record, field in self._written(changes):
            removed = field == DELETED
            if not removed and field.partition("/")[0] not in _WORDS[kind]:
                continue
            holders = self.holders(kind, record, "" if removed else field)
            if holders and (kind, record) not in found:
                found[kind, record] = ChangedSinceSent(kind, record, removed, holders)
        return list(found.values())

    def _written(self, changes: Sequence[str]) -> list[tuple[str, str, str]]:
        """(kind, record, field) of what these changes replaced or removed."""
        if not peers.shared(self._workspace):
            return []
        return readings.written_by(self._workspace, changes, tuple(_WORDS))

    def _earlier(self, kind: str, record: str, field: str) -> Iterator[tuple[int, float]]:
        """From when until when (milliseconds) each earlier wording that is here stood."""
        wanted = {field.partition("/")[0]} if field else set(_WORDS.get(kind, ()))
        key = (kind, record)
        fields = floors.stored(self._workspace.database.connection, {key})[key]
        in_use = kind in KINDS and self._workspace.find(KINDS[kind], record) is not None
        came = self._came(record)
        ended = max((came.get(op.id, op.clock) for op in fields.get("deleted", ())), default=0)
        for name, ops in fields.items():
            if name.partition("/")[0] not in wanted or (field and "/" in field and name != field):
                continue
            standing = {op.id for op in heads_of(ops)}
            for op in ops:
                if not op.known or op.value in ("", None) or (in_use and op.id in standing):
                    continue
                after = [came.get(one.id, one.clock) for one in ops if op.id in one.parents]
                yield came.get(op.id, op.clock), min(after, default=ended or float("inf"))

    def _came(self, record: str) -> dict[str, int]:
        """When operations of a record came here in bundles: until then nobody got them from us."""
        came = readings.came_at(self._workspace, record)
        return {operation: _millis(at) for operation, at in came.items()}

    def copies(self) -> list[Copy]:
        """The copies that still hold what was removed."""
        return [one for one in copies.noted(self._workspace) if one.stale]

    def replace_copies(self) -> list[Copy]:
        """Replace those that can be reached; gives those that could not be."""
        return copies.tend(self._workspace)

    # -- people ----------------------------------------------------------------------------

    def naming(self, person: str) -> list[Naming]:
        """Every text that names a person, under any of her records."""
        return texts_naming(self._workspace, person)

    def held(self, person: str) -> Held:
        """The copies and the bundles that still hold a person, by the workshops she was in."""
        members = self._joining.joined().members(person)
        places = self._workspace.where(Participation, "person_id", list(members))
        home = {one.workshop_id for one in places}
        found: dict[str, Holder] = {}
        for one in reversed(peers.shared(self._workspace)):
            if one.kind == "bundle" and home & set(one.workshops):
                name = str(one.told.get("to") or "")
                anonymous = bool(one.told.get("anonymous"))
                holder = Holder(name, one.recipient, one.at[:10], anonymous)
                found.setdefault(one.recipient, holder)
        return Held(tuple(copies.noted(self._workspace)), tuple(found.values()))

    # -- where it belongs ------------------------------------------------------------------

    def _workshop_of(self, kind: str, record: str) -> str:
        return next(iter(sorted(self._workshops_of(kind, record))), "")

    def _workshops_of(self, kind: str, record: str) -> set[str]:
        if kind == "workshop":
            return {record}
        found: Any = self._workspace.find(KINDS[kind], record, in_bin=True)
        home = str(getattr(found, "workshop_id", "") or "")
        if home:
            return {home}
        programme = record if kind == "programme" else str(getattr(found, "programme_id", "") or "")
        of_it = [] if not programme else self._workspace.all(Workshop, programme_id=programme)
        return {one.id for one in of_it}


def _millis(moment: str) -> int:
    """Milliseconds at the beginning of a second that records name."""
    told = dt.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=dt.UTC)
    return int(told.timestamp() * 1000)


__all__ = ["Held", "Holder", "Redacting", "RedactionNeedsAnswer", "RedactionsAsked", "Removed"]
