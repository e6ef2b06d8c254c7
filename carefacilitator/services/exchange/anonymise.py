"""An anonymous copy: operations of its own that nobody can lead back to the real ones.

Made one for one from the real operations of open fields. Ids, devices and nonces come from a key
that never leaves this device, the same every time, so that a later copy updates the earlier one.
Personal and sensitive fields are left out, moments are told as days, and texts that name somebody
stay here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from carefacilitator.model.merge import operations
from carefacilitator.model.merge.operations import CHANGE_KIND, DELETED, Json, Operation
from carefacilitator.model.privacy import consent
from carefacilitator.model.privacy.consent import Counter
from carefacilitator.model.privacy.known_names import KnownNames, KnownPerson, NamesNear
from carefacilitator.model.privacy.leaving import NEEDS
from carefacilitator.model.privacy.masking import Mask as Mask
from carefacilitator.model.records.free_texts import free_texts
from carefacilitator.model.records.records import (
    KINDS,
    Attachment,
    Person,
    Record,
    fields_of,
    rules_of,
)
from carefacilitator.model.text.folding import fold
from carefacilitator.services.exchange.gathering import Outgoing, projected

CONTACT = re.compile(
    r"[^\s@]+@[^\s@]+\.[^\s@]+|\+\d[\d\s().-]{6,}\d|(?<!\d)0(?:[\s().-]?\d){8,}(?!\d)"
)
"""An e-mail address or a telephone number with + or 0 before it, whoever's it is."""

_DAY = 86_400_000
_NOTHING: Mapping[str, Operation] = {}
_NOTHING_KEPT: Mapping[str, str] = {}
_OF_LOGOS = frozenset(rule.name for rule in fields_of("attachment") if rule.logo)
"""What is told of a logo: all but the name of the file it came from."""


def anonymous(
    parcel: Outgoing,
    mask: Mask,
    people: Iterable[Person] = (),
    held_back: Mapping[str, Operation] = _NOTHING,
    earlier: Iterable[KnownPerson] = (),
    blanked: Mapping[str, str] = _NOTHING_KEPT,
) -> Outgoing:
    """The same parcel without anybody in it: no names, no details, no photos but logos.

    ``people`` are looked for in texts beside those whom the parcel names: who did not agree to be
    shared is named in none of its operations, but may be in what others wrote; ``earlier`` are the
    names they had before. ``held_back`` are the operations without a value as they are here: an id
    is the same with or without its value; ``blanked`` are the commitments of those whose value was
    removed for good since.
    """
    logos = _logos(parcel)
    kept = _without_homes([op for op in parcel.operations if _stays(op, logos)])
    counter = Counter()
    named = _looked_for(parcel.operations, people, earlier)
    for op in parcel.operations:
        if op.kind == "person":
            counter.add("person", consent.ANONYMOUS, op.record)
    for one in parcel.records["attachment"]:
        if one.id not in logos and isinstance(one, Attachment) and one.target_kind != "attachment":
            what = one.target_kind if one.target_kind == consent.SIGN_IN else "photo"
            counter.add(what, consent.ANONYMOUS, one.id)
    masked = _Masking(mask, kept, named, counter, held_back, blanked).operations()
    records = projected(masked)
    workshops = tuple(replace(one, id=mask.record(one.id)) for one in parcel.workshops)
    withheld = tuple(
        one
        for one in parcel.withheld
        if one.kind in ("note", "lesson") or one.reason == consent.ANONYMOUS
    )
    files = tuple(one for one in parcel.files if one[0] in _hashes(records["attachment"]))
    return Outgoing(
        workshops,
        tuple(masked),
        records,
        files,
        (*withheld, *counter.lines()),
        parcel.kept_back,
    )


def _logos(parcel: Outgoing) -> frozenset[str]:
    """The logos of the programme: the only pictures that show nobody by what they are."""
    own = (one for one in parcel.records["attachment"] if isinstance(one, Attachment))
    return frozenset(one.id for one in own if one.target_kind == consent.LOGO_OF and not one.people)


def _without_homes(ops: Sequence[Operation]) -> list[Operation]:
    """Without the organisations that only a person names: they would tell where she comes from."""
    named = {one for op in ops for one in _organisations_in(op)}
    return [op for op in ops if op.kind != "organisation" or op.record in named]


def _organisations_in(op: Operation) -> list[Json]:
    rule = rules_of(op.kind).get(op.field) if op.kind in KINDS and op.known else None
    return [op.value] if rule is not None and rule.of == "organisation" else []


def _hashes(attachments: Iterable[Record]) -> frozenset[str]:
    return frozenset(str(getattr(one, "sha256", "")) for one in attachments)


def _stays(op: Operation, logos: frozenset[str]) -> bool:
    """Whether an operation has a place in an anonymous copy."""
    if op.kind == CHANGE_KIND:
        return True
    if op.kind == "attachment" and op.record in logos:
        return op.field in _OF_LOGOS or op.field == DELETED
    if op.kind not in KINDS or op.kind in ("person", "attachment"):
        return False
    if op.field == DELETED:
        return True
    base = op.field.partition("/")[0]
    rule = rules_of(op.kind).get(base)
    return rule is not None and consent.ANONYMOUS not in NEEDS[rule.leaves]["anonymous"]


def _looked_for(
    ops: Iterable[Operation], people: Iterable[Person], earlier: Iterable[KnownPerson]
) -> NamesNear:
    """Everybody whose name, address or number is looked for; those in the parcel also in part."""
    told: dict[str, tuple[list[str], list[str]]] = {}
    for op in ops:
        if op.kind == "person" and op.known and op.field in ("name", "email", "phone"):
            names, contacts = told.setdefault(op.record, ([], []))
            (names if op.field == "name" else contacts).append(str(op.value))
    near = {op.record for op in ops if op.kind == "person"}
    for one in people:
        names, contacts = told.setdefault(one.id, ([], []))
        names.append(one.name)
        contacts += [one.email, one.phone]
    known = (
        KnownPerson(person, name, tuple(contacts))
        for person, (names, contacts) in told.items()
        for name in dict.fromkeys(names or [""])
    )
    index = KnownNames(known)
    index.also(earlier)
    return index.among(near)


class _Masking:
    """One run over the operations of a parcel."""

    def __init__(
        self,
        mask: Mask,
        ops: Sequence[Operation],
        names: NamesNear,
        counter: Counter,
        held_back: Mapping[str, Operation],
        blanked: Mapping[str, str],
    ) -> None:
        self._mask = mask
        self._ops = ops
        self._names = names
        self._counter = counter
        self._held_back = held_back
        self._blanked = blanked
        self._done: dict[str, str] = {}

    def operations(self) -> list[Operation]:
        """Every operation under its new name; deletions last, since they name what they saw."""
        by_id = {op.id: op for op in self._ops}
        made: dict[str, Operation] = {}
        for op in sorted(self._ops, key=lambda op: op.field == DELETED):
            waiting = [op]
            while waiting:
                one = waiting[-1]
                before = [by_id[p] for p in one.parents if p in by_id and p not in made]
                if before:
                    waiting += before
                    continue
                waiting.pop()
                if one.id not in made:
                    made[one.id] = self._masked(one)
                    self._done[one.id] = made[one.id].id
        return [made[op.id] for op in self._ops]

    def _masked(self, op: Operation) -> Operation:
        mask, real = self._mask, self._held_back.get(op.id, op)
        made = operations.make(
            change=mask.record(op.change),
            device=mask.device(op.device),
            clock=op.clock // _DAY * _DAY,
            kind=op.kind,
            record=mask.record(op.record),
            field=op.field,
            value=self._value(real),
            parents=[self._op_id(parent) for parent in op.parents],
            nonce=mask.nonce(real),
        )
        commitment = "" if real.known else self._blanked.get(op.id, "")
        if commitment:
            own = operations.operation_id(*made[1:8], commitment)
            return made._replace(id=own, commitment=commitment).withheld()
        return made if self._may_tell(op) else made.withheld()

    def _may_tell(self, op: Operation) -> bool:
        if not op.known or op.field == DELETED:
            return op.known
        told = op.value if isinstance(op.value, list) else [op.value]
        texts = [one for one in told if isinstance(one, str) and one]
        is_free = op.field.partition("/")[0] in free_texts(op.kind)
        if is_free and any(CONTACT.search(fold(text)) or self._names.find(text) for text in texts):
            self._counter.add(op.kind, consent.ANONYMOUS, op.record)
            return False
        return True

    def _op_id(self, real: str) -> str:
        """The id that stands for an operation; for one that is not here, one nobody can guess."""
        return self._done.get(real) or self._mask.digits("operation", real, 16)

    def _value(self, op: Operation) -> Json:
        if op.kind == CHANGE_KIND and isinstance(op.value, dict):
            return {**op.value, "at": str(op.value.get("at", ""))[:10] + "T00:00:00Z"}
        if op.field == DELETED and isinstance(op.value, dict):
            return {"seen": sorted(self._op_id(str(one)) for one in op.value.get("seen", ()))}
        return self._mask.value(op.value)
