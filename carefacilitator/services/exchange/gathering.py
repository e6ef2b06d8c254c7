"""What of the workspace goes to somebody: the operations of workshops, with consent applied.

A parcel holds every visible operation of the workshops' own records (those in the bin too), of the
programme with the commitments made in none of its workshops, and of the organisations and people
they name, with the programme's logos, never other workshops' participation. What a person did not
agree to, and to others than one's own group what was replaced or removed, loses its value but keeps
its operation, so that counts stay.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from carefacilitator.errors import Refusal
from carefacilitator.model.merge import forgetting
from carefacilitator.model.merge.operations import CHANGE_KIND, Json, Operation
from carefacilitator.model.merge.standing import IN_BIN, not_standing
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Circle, Counter
from carefacilitator.model.privacy.withheld import NOTHING_KEPT_BACK, KeptBack, Withheld
from carefacilitator.model.records.joined import Joined
from carefacilitator.model.records.records import (
    KINDS,
    Attachment,
    Record,
    SameAs,
    Workshop,
    rules_of,
)
from carefacilitator.services.exchange.disclosure import Disclosure, Gate, no_gate
from carefacilitator.services.upkeep.bin_and_history import BINNED
from carefacilitator.storage import oplog, readings
from carefacilitator.storage.oplog import Fields
from carefacilitator.storage.projection import shown_record
from carefacilitator.storage.removal import floors
from carefacilitator.storage.workspace import Workspace

_EMPTY: tuple[Json, ...] = ("", [], 0, False, None)


class WorkshopSevere(Refusal):
    """The workshop ``code`` is marked as severe and may only go to one's own group."""

    code = "workshop_severe"


@dataclass(frozen=True)
class Outgoing:
    """Everything that goes along, ready to be written.

    ``records`` are projected from ``operations`` and hold nobody of whom nothing is known;
    ``files`` are (SHA-256, media type) of the attachments whose bytes may go; ``whole`` says that
    earlier wordings and the bin go along, as they do to one's own group.
    """

    workshops: tuple[Workshop, ...]
    operations: tuple[Operation, ...]
    records: dict[str, list[Record]]
    files: tuple[tuple[str, str], ...]
    withheld: tuple[Withheld, ...]
    kept_back: KeptBack = NOTHING_KEPT_BACK
    whole: bool = False

    @property
    def digest(self) -> str:
        """A short name of exactly this set of operations and known values."""
        return digest_of(self.operations)


def digest_of(ops: Iterable[Operation]) -> str:
    """A short name of a set of operations: which they are, and whose values are known."""
    total = 0
    for op in ops:
        line = f"{op.id}{op.known:d}".encode()
        total ^= int.from_bytes(hashlib.blake2b(line, digest_size=16).digest(), "big")
    return f"{total:032x}"


def gather(
    workspace: Workspace,
    workshops: Sequence[Workshop],
    circle: Circle,
    secret: bytes,
    gate: Gate = no_gate,
    gone: Sequence[str] = (),
) -> Outgoing:
    """Choose what may go to a circle today. Raises WorkshopSevere.

    ``secret`` (it never leaves) makes the operations that ask others to forget a person the same
    every time; ``gate`` looks into texts. ``gone`` are workshops removed for good, of which nothing
    is left but that this is asked for.
    """
    parcel, _ = gathered(workspace, workshops, circle, secret, gate, gone)
    return parcel


def gathered(
    workspace: Workspace,
    workshops: Sequence[Workshop],
    circle: Circle,
    secret: bytes,
    gate: Gate = no_gate,
    gone: Sequence[str] = (),
) -> tuple[Outgoing, dict[str, Operation]]:
    """As :func:`gather`, and the operations whose value was held back, as they are here."""
    if circle == consent.OTHER:
        for workshop in workshops:
            if workshop.sensitivity == consent.SEVERE:
                raise WorkshopSevere(code=workshop.code)
    with workspace.at_rest():
        chosen = Gathering(workspace, [*(one.id for one in workshops), *gone], circle, gate)
        kept = chosen.operations()
        asked = chosen.forgetting(secret)
        records = projected(kept, floors.gone(workspace.database.connection))
        files = _files(workspace, records)
        parcel = Outgoing(
            tuple(workshops),
            (*kept, *asked),
            records,
            files,
            chosen.counter.lines(),
            chosen.kept_back,
            circle == consent.OWN_GROUP,
        )
        return parcel, chosen.held_back


class Gathering:
    """One run over the operations of some workshops for one circle.

    ``held_back`` are the operations, as they are here, of those that go without their value: a copy
    that names nobody derives its ids from them. They are never written.
    """

    def __init__(
        self, workspace: Workspace, workshops: list[str], circle: Circle, gate: Gate = no_gate
    ) -> None:
        self._workspace = workspace
        self._circle = circle
        self.counter = Counter()
        self.held_back: dict[str, Operation] = {}
        self._superseded = 0
        self._binned: set[str] = set()
        both = floors.contested(workspace.database.connection)
        self._contested = both if circle == consent.OTHER else set()
        self._own = self._of(readings.records_of(workspace, workshops))
        self._people = self._of(_named(_each_of(self._own), "person"))
        self._rule = Disclosure(workspace, workshops, circle, self._own, self._people, gate)
        self._consents = self._rule.consents

    def _of(self, records: Iterable[str]) -> dict[str, Fields]:
        connection = self._workspace.database.connection
        return oplog.of_records(connection, sorted(set(records)))

    @property
    def kept_back(self) -> KeptBack:
        """How much stays here because it was replaced or removed."""
        return KeptBack(self._superseded, len(self._binned))

    def operations(self) -> list[Operation]:
        """Every operation that goes, without the values that stay."""
        kept = self._let_go(self._own)
        people = _named(kept, "person")
        kept += self._let_go({key: ops for key, ops in self._people.items() if key in people})
        named = _named(kept, "organisation") | _named(kept, "programme")
        kept += self._let_go(self._of(named))
        kept += self._let_go(self._of(self._statements(named | people)))
        changes = self._of({op.change for op in kept})
        kept += [op for op in _each_of(changes) if op.kind == CHANGE_KIND]
        return kept

    def _statements(self, named: set[str]) -> list[str]:
        """The statements that two of these people or organisations are one."""
        return [
            one.id
            for in_bin in (False, True)
            for one in self._workspace.all(SameAs, in_bin=in_bin)
            if one.first_id in named and one.second_id in named
        ]

    def forgetting(self, secret: bytes) -> Iterator[Operation]:
        """Ask the others to forget who took back a yes on which they got her details.

        Who agreed again afterwards is told to them as well (``model/merge/forgetting.py``).
        """
        one_is = Joined(self._workspace.all(SameAs, target_kind="person"))
        for person in sorted(self._consents):
            fields = self._people.get(person, {})
            if not fields:
                continue  # another record of hers, which these workshops never named
            if not forgetting.unanswered(op for ops in fields.values() for op in ops):
                yield from self._ask(person, one_is.members(person), secret)

    def _ask(self, person: str, members: Iterable[str], secret: bytes) -> Iterator[Operation]:
        day, device = self._rule.day, self._workspace.device
        purposes = (consent.STORE, *((consent.SHARE,) if self._circle == consent.OTHER else ()))
        answers = {one.id: one for who in members for one in self._consents.get(who, ())}
        cells = [
            self._own.get(one.id, {}).get(field, ())
            for one in answers.values()
            if one.purpose in purposes
            for field in ("status", "withdrawn_on")
        ]
        standing, replaced = forgetting.withdrawals(cells)
        hers = [one for one in self._consents[person] if one.purpose in purposes]
        if standing and any(consent.refused(one, day) for one in hers):
            after = max((op.clock for op in standing), default=0)
            yield forgetting.request(device, person, standing, secret, after)
        elif replaced and not standing and not self._rule.against_person(person):
            after = max(op.clock for op in replaced)
            yield forgetting.again(device, person, replaced, secret, after)

    # -- one operation ---------------------------------------------------------------------

    def _let_go(self, records: Mapping[str, Fields]) -> list[Operation]:
        """The operations of some records, record by record, each with its value or without."""
        stays = self._not_standing(records)
        return [self._one(op, stays.get(op.id, "")) for op in _each_of(records)]

    def _not_standing(self, records: Mapping[str, Fields]) -> dict[str, str]:
        """Why values stay that nobody sees any more; one's own group has the whole history."""
        if self._circle == consent.OWN_GROUP:
            return {}
        found: dict[str, str] = {}
        for fields in records.values():
            for kind, own in _by_kind(fields).items():
                found.update(not_standing(kind, own))
        return found

    def _one(self, op: Operation, unseen: str) -> Operation:
        if (op.kind, op.record, op.field) in self._contested:
            if op.known:
                self.held_back[op.id] = op
            return op.withheld()  # each rewording may hold what the other took away
        reason = unseen or self._rule.against(op)
        if not reason:
            return op
        if op.known:
            self.held_back[op.id] = op
        if op.known and op.value not in _EMPTY:
            self._count(op, reason, unseen)
        return op.withheld()

    def _count(self, op: Operation, reason: str, unseen: str) -> None:
        if unseen == IN_BIN:
            self._binned |= {op.record} if op.kind in BINNED else set()
        elif unseen:
            self._superseded += _is_typed(op)
        else:
            shown = self._rule.photo_of(op.record) if op.kind == "attachment" else ()
            self.counter.add(_called(op, reason), reason, next(iter(shown), op.record))


def _by_kind(fields: Fields) -> dict[str, Fields]:
    """The operations of one id by kind: an act bears the id of the record it speaks of."""
    found: dict[str, Fields] = {}
    for name, ops in fields.items():
        for op in ops:
            found.setdefault(op.kind, {}).setdefault(name, []).append(op)
    return found


def _is_typed(op: Operation) -> bool:
    """Whether a value was typed or tells of a person; places in an order and clocks do not."""
    rule = rules_of(op.kind).get(op.field.partition("/")[0]) if op.kind in KINDS else None
    return rule is not None and rule.leaves not in ("plain", "trace")


_ORDER = attrgetter("order")


def _each_of(records: Mapping[str, Fields]) -> Iterator[Operation]:
    """All operations, record by record, what belongs together side by side."""
    order = {kind: number for number, kind in enumerate(KINDS)}

    def rank(ops: list[Operation]) -> tuple[int, str]:
        return (order.get(ops[0].kind, len(order)), ops[0].record)

    gathered = [[op for ops in fields.values() for op in ops] for fields in records.values()]
    for ops in sorted((ops for ops in gathered if ops), key=rank):
        yield from sorted(ops, key=_ORDER) if len(ops) > 1 else ops


def _named(ops: Iterable[Operation], kind: str) -> set[str]:
    return {
        one for op in ops if _kind_named(op.kind, op.field) == kind for one in _naming(op, kind)
    }


def _naming(op: Operation, kind: str) -> set[str]:
    """The records of a kind that an operation's value names."""
    if not op.known or not op.value or _kind_named(op.kind, op.field) != kind:
        return set()
    named = op.value if isinstance(op.value, list) else [op.value]
    return {one for one in named if isinstance(one, str) and one}


@functools.cache
def _kind_named(kind: str, field: str) -> str:
    """The kind of record that a field names; nothing where it names none."""
    rule = rules_of(kind).get(field.partition("/")[0]) if kind in KINDS else None
    return rule.of if rule is not None else ""


def _called(op: Operation, reason: str) -> str:
    """What kind of thing was held back, as ``tell`` knows it."""
    match op.kind, op.field.partition("/")[0]:
        case "person", _:
            called = {consent.CONTACT: "contact", consent.SENSITIVE: "sensitive"}
            called[consent.HIDDEN] = consent.HIDDEN
            return called.get(reason, "person")
        case "note", "speaker_person_id":
            return "speaker"
        case "note" | "lesson", _:
            return op.kind
        case "attachment", _:
            return consent.SIGN_IN if reason == consent.NAMES_PEOPLE else "photo"
        case "agenda_block", _:
            return "lead"
        case "commitment", "who":
            return "who"
    return "other"


def projected(
    ops: Iterable[Operation], gone: Collection[tuple[str, str]] = ()
) -> dict[str, list[Record]]:
    """The records in use that these operations mean, by kind; nobody of whom nothing is known.

    ``gone`` are those (kind, id) that were removed for good.
    """
    gathered: dict[tuple[str, str], Fields] = {}
    for op in ops:
        if op.kind in KINDS:
            fields = gathered.setdefault((op.kind, op.record), {})
            fields.setdefault(op.field, []).append(op)
    found: dict[str, list[Record]] = {kind: [] for kind in KINDS}
    for (kind, record), fields in gathered.items():
        if kind == "person" and not any(op.known for ops in fields.values() for op in ops):
            continue
        shown, in_use = shown_record(kind, record, fields)
        if in_use and (kind, record) not in gone:
            found[kind].append(shown)
    return found


def _files(workspace: Workspace, records: dict[str, list[Record]]) -> tuple[tuple[str, str], ...]:
    """Hash and media type of every attachment that may go and whose bytes are here.

    A picture in full size goes with its photo, not while that lies in the bin.
    """
    found = [one for one in records["attachment"] if isinstance(one, Attachment) and one.sha256]
    used = {one.id for one in found}
    told = {
        (one.sha256, one.media_type)
        for one in found
        if one.target_kind != "attachment" or one.target_id in used
    }
    return tuple(sorted(one for one in told if readings.has_bytes(workspace, one[0])))
