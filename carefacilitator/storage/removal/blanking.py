"""What may be kept of a person who asked to be forgotten."""

from __future__ import annotations

from collections.abc import Collection

from carefacilitator.model.merge.operations import Json, Operation
from carefacilitator.model.records.records import KINDS, rules_of


def blanked(op: Operation, erased: Collection[str]) -> Operation:
    """The operation as it may be kept: without its value where it speaks of an erased person.

    ``erased`` are the ids of people, and of the records that are only about them.
    """
    if not erased or not op.known or op.kind not in KINDS:
        return op
    rule = rules_of(op.kind).get(op.field.partition("/")[0])
    if rule is None or rule.privacy == "open":
        return op
    if op.record in erased or (rule.of == "person" and any(one in erased for one in named(op))):
        return op.withheld()
    return op


def named(op: Operation) -> list[Json]:
    """The ids that an operation's value names, where its field names records."""
    return op.value if isinstance(op.value, list) else [op.value]
