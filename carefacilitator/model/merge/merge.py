"""Merge as a rule: what a set of operations means, whatever order it arrived in.

Pure functions over sets. A field's *heads* are the operations nobody replaced. One head gives the
value. Several heads mean that people wrote without seeing each other: a ``value`` field shows the
head that is latest in an order every copy agrees on, a ``text`` field shows a word-level three-way
merge (or, where the text they both began with is not known here, the versions one below the other),
and both stay flagged with all their versions until a person decides, which is one more
operation naming them all as parents. Deleting names the heads it saw; an edit it did not see brings
the record back, flagged, and so does taking it out of the bin while somebody else deletes it again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from carefacilitator.model.merge.operations import DELETED, Json, Operation
from carefacilitator.model.merge.text_merge import merge_text

NO_EDIT = ("not_quoted", "not_stored")
"""Fields that forgetting a person writes: nobody works on a record by that, so none comes back."""


class Cell(NamedTuple):
    """What one field of one record shows.

    ``versions`` are the distinct values of the heads, in the common order; ``flagged`` says that a
    person should decide; ``known`` is false where every head's value was withheld or erased.
    """

    value: Json
    heads: tuple[Operation, ...]
    versions: tuple[Json, ...]
    flagged: bool
    known: bool


def heads_of(ops: Collection[Operation]) -> list[Operation]:
    """The operations of one field that no other one replaced, in the common order."""
    if len(ops) == 1:
        return list(ops)
    replaced = {parent for op in ops for parent in op.parents}
    return sorted((op for op in ops if op.id not in replaced), key=_order)


def _order(op: Operation) -> tuple[int, str, str]:
    return (op.clock, op.device, op.id)


def project_cell(ops: Collection[Operation], text: bool) -> Cell:
    """What the operations of one field mean; ``text`` asks for the word-level merge."""
    heads = tuple(heads_of(ops))
    known = [op for op in heads if op.known]
    if not known:
        return Cell(None, heads, (), False, False)
    versions: list[Json] = []
    for op in known:
        if op.value not in versions:
            versions.append(op.value)
    if len(versions) == 1:
        return Cell(versions[0], heads, tuple(versions), False, True)
    if text and all(isinstance(version, str) for version in versions):
        value = _merged_text(ops, known)
    else:
        value = known[-1].value
    return Cell(value, heads, tuple(versions), True, True)


def _merged_text(ops: Collection[Operation], heads: list[Operation]) -> str:
    base = _common_text(ops, heads)
    if base is None:
        return "\n".join(dict.fromkeys(str(op.value) for op in heads))
    merged = str(heads[0].value)
    for op in heads[1:]:
        merged, _ = merge_text(base, merged, str(op.value))
    return merged


def _common_text(ops: Collection[Operation], heads: list[Operation]) -> str | None:
    """The last text that all writers had before them; None where it is not known here.

    The last by what replaced what; only where several stand side by side do clocks choose. An older
    text that is known does not serve instead: woven on it, two sentences stand one after the other.
    """
    by_id = {op.id: op for op in ops}
    shared = set.intersection(*(ancestors(by_id, op.id) for op in heads))
    older: set[str] = set()
    for oid in shared:
        if oid not in older:
            older |= ancestors(by_id, oid) - {oid}
    last = [by_id.get(oid) for oid in shared - older]
    known = [op for op in last if op is not None and isinstance(op.value, str)]
    if len(known) < len(last):
        return None
    return str(max(known, key=_order).value) if known else ""


def ancestors(by_id: Mapping[str, Operation], start: str) -> set[str]:
    """An operation and all that it replaced, those that are not here among them."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        oid = waiting.pop()
        if oid not in found:
            found.add(oid)
            if oid in by_id:
                waiting.extend(by_id[oid].parents)
    return found


class RecordState(NamedTuple):
    """Whether a record is in use, and whether it came back against a deletion."""

    alive: bool
    revived: bool


def life_of(fields: Mapping[str, Collection[Operation]]) -> RecordState:
    """Whether a record lives, from all operations of all its fields."""
    if not any(name != DELETED and name not in NO_EDIT for name in fields):
        return RecordState(False, False)
    deletions = fields.get(DELETED)
    if not deletions:
        return RecordState(True, False)
    standing = heads_of(deletions)
    if any(op.value is False for op in standing):
        return RecordState(True, any(op.value is not False for op in standing))
    seen = {oid for op in deletions for oid in _seen(op.value)}
    for name, ops in fields.items():
        if name in NO_EDIT or name == DELETED:
            continue
        if any(op.id not in seen for op in heads_of(ops)):
            return RecordState(True, True)
    return RecordState(False, False)


def _seen(value: Json) -> Iterable[str]:
    if isinstance(value, dict):
        seen = value.get("seen")
        if isinstance(seen, list):
            return (oid for oid in seen if isinstance(oid, str))
    return ()


class Shown(NamedTuple):
    """What all operations of one record mean: its values by field, flags and life."""

    values: dict[str, Json]
    flagged: tuple[str, ...]
    life: RecordState


def project_record(
    fields: Mapping[str, Collection[Operation]], text_fields: frozenset[str]
) -> Shown:
    """Project one record from its operations grouped by field.

    ``text_fields`` names the fields (without language) whose writers' words all survive. Language
    versions (``titles/es``) are gathered into one map per field.
    """
    values: dict[str, Json] = {}
    flagged: list[str] = []
    for name in sorted(fields):
        if name == DELETED:
            continue
        base, _, language = name.partition("/")
        ops = fields[name]
        if len(ops) == 1:  # nearly always
            (only,) = ops
            value, known = only.value, only.known
        else:
            value, _, _, is_flagged, known = project_cell(ops, base in text_fields)
            if is_flagged:
                flagged.append(name)
        if not known:
            continue
        if language:
            version = values.setdefault(base, {})
            if isinstance(version, dict) and value not in (None, ""):
                version[language] = value
        else:
            values[base] = value
    life = life_of(fields)
    if life.revived:
        flagged.append(DELETED)
    return Shown(values, tuple(flagged), life)
