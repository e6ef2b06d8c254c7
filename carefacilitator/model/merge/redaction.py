"""Redaction: which values an act takes away for good, whatever order things arrive in.

An act names one field of one record and the operation that holds what may stay there (``after``:
the reworded text, or an empty one), or the whole record. What it takes away is a causal floor and
no list of ids: every operation that has not seen ``after``, also one written elsewhere by somebody
who had not heard of it. Two people who reword side by side keep both rewordings, flagged, until
somebody decides. Pure functions over sets of operations.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from carefacilitator.model.merge.operations import DELETED, REDACTION_KIND, Operation
from carefacilitator.model.records.records import KINDS, fields_of, rules_of

WHOLE = "*"
"""Instead of a field: the whole record is gone."""

_BELONGS = frozenset(rule.name for kind in KINDS for rule in fields_of(kind) if rule.belongs)
"""Fields that say where a record belongs; without them the act would not travel with it."""


class Act(NamedTuple):
    """What was removed for good: a field of a record, or all of it (:data:`WHOLE`).

    ``after`` is the id of the operation that holds what may stay, empty for a whole record.
    """

    kind: str
    record: str
    field: str
    after: str


class Floor(NamedTuple):
    """Ids of the operations under a floor.

    ``hidden`` are not shown and do not leave; ``sure`` are those of them that no operation which is
    not here yet could save, so their values may be blanked.
    """

    hidden: frozenset[str]
    sure: frozenset[str]


def act_of(op: Operation) -> Act | None:
    """The act that an operation is; None where it is none, or says nothing this program knows."""
    if op.kind != REDACTION_KIND or not isinstance(op.value, dict) or "after" not in op.value:
        return None
    kind, _, field = op.field.partition(".")
    after = op.value["after"]
    if kind not in KINDS or not field:
        return None
    if field == WHOLE:
        return Act(kind, op.record, WHOLE, "") if after is None else None
    if field == DELETED or field.partition("/")[0] not in rules_of(kind):
        return None
    return Act(kind, op.record, field, after) if isinstance(after, str) and after else None


def value_of(act: Act) -> dict[str, str | None]:
    """The value of the operation that carries an act."""
    return {"after": act.after or None}


def field_of(act: Act) -> str:
    """The field of the operation that carries an act."""
    return f"{act.kind}.{act.field}"


def floors(
    fields: Mapping[str, Collection[Operation]], acts: Collection[Act], causes: Collection[Act]
) -> Floor:
    """What ``causes`` take away of one record, given all ``acts`` on it that count.

    ``fields`` are all operations of the record by field, those of imports taken back too.
    """
    if any(act.field == WHOLE for act in causes):
        gone = frozenset(op.id for op in _whole(fields))
        return Floor(gone, gone)
    hidden: set[str] = set()
    sure: set[str] = set()
    for name in {act.field for act in causes}:
        every = {act.after for act in acts if act.field == name}
        of_field = {act.after for act in causes if act.field == name}
        floor = floor_of(fields.get(name, ()), every | of_field, of_field)
        hidden |= floor.hidden
        sure |= floor.sure
    return Floor(frozenset(hidden), frozenset(sure))


def _whole(fields: Mapping[str, Collection[Operation]]) -> Iterable[Operation]:
    """What goes with a whole record: all but its deletions and where it belongs."""
    of_person = any(op.value == "person" for op in fields.get("target_kind", ()))
    for name, ops in fields.items():
        kept = name == DELETED or name in _BELONGS
        if not kept or (of_person and name == "target_id"):
            yield from ops


def floor_of(ops: Collection[Operation], after: Collection[str], causes: Collection[str]) -> Floor:
    """What of one field lies under the floor of ``causes``, among all rewordings ``after``.

    An operation is under it where some cause is neither it nor an ancestor of it, and no other
    rewording that it saw was written beside that cause. What is not here yet counts as not seen.
    """
    parents = {op.id: op.parents for op in ops}
    seen_by = {one: _descendants(parents, one) for one in after}
    whole = set(parents) - _incomplete(parents)
    hidden: set[str] = set()
    sure: set[str] = set()
    for oid in parents:
        saw = [one for one in after if oid in seen_by[one]]
        for cause in causes:
            if cause in saw:
                continue
            earlier = [cause in seen_by[one] for one in saw]
            if all(earlier):
                hidden.add(oid)
                if oid in whole:
                    sure.add(oid)
            elif cause not in whole:  # one of them may yet turn out to be older than the cause
                hidden.add(oid)
    return Floor(frozenset(hidden), frozenset(sure))


def _descendants(parents: Mapping[str, Collection[str]], start: str) -> set[str]:
    """``start`` and everything written by somebody who had seen it, whether it is here or not."""
    children: dict[str, list[str]] = {}
    for oid, before in parents.items():
        for one in before:
            children.setdefault(one, []).append(oid)
    return _down(children, [start])


def _incomplete(parents: Mapping[str, Collection[str]]) -> set[str]:
    """The operations of which some ancestor is not here."""
    children: dict[str, list[str]] = {}
    for oid, before in parents.items():
        for one in before:
            children.setdefault(one, []).append(oid)
    cut = [oid for oid, before in parents.items() if any(one not in parents for one in before)]
    return _down(children, cut)


def _down(children: Mapping[str, Collection[str]], start: Collection[str]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        oid = waiting.pop()
        if oid not in found:
            found.add(oid)
            waiting.extend(children.get(oid, ()))
    return found


def gone(acts: Iterable[Act]) -> bool:
    """Whether these acts on one record leave nothing of it."""
    return any(act.field == WHOLE for act in acts)
