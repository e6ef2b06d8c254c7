"""What stands now: the operations whose values somebody outside one's own group may still need.

To others only what the eye sees leaves. A value that was replaced, and everything of a record in
the bin, stays here; its operation goes with id and commitment, so that merging, ids and counts
hold.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from carefacilitator.model.merge.merge import heads_of, life_of
from carefacilitator.model.merge.operations import ACT_KINDS, CHANGE_KIND, DELETED, Operation
from carefacilitator.model.records.records import KINDS, rules_of

SUPERSEDED = "superseded"
IN_BIN = "in_bin"


def not_standing(
    kind: str, fields: Mapping[str, Collection[Operation]]
) -> Iterator[tuple[str, str]]:
    """(operation, reason) for each operation of one record whose value stays here.

    ``superseded``: another one replaced it; ``in_bin``: its record was removed. Deletions, what a
    change was, and acts always go; of a record in the bin also what says to which workshop or
    programme it belongs, else it would belong to none at the reader and be left behind there.
    """
    if kind == CHANGE_KIND or kind in ACT_KINDS:
        return
    alive = life_of(fields).alive
    for name, ops in fields.items():
        if name == DELETED:
            continue
        standing = {op.id for op in heads_of(ops)}
        kept = alive or _belongs(kind, name, fields)
        for op in ops:
            if op.id not in standing:
                yield op.id, SUPERSEDED
            elif not kept:
                yield op.id, IN_BIN


def _belongs(kind: str, name: str, fields: Mapping[str, Collection[Operation]]) -> bool:
    """Whether a field says where its record belongs; a photo of a person belongs to nobody."""
    rule = rules_of(kind).get(name) if kind in KINDS else None
    if rule is None or not rule.belongs:
        return False
    if kind == "attachment" and name in ("target_kind", "target_id"):
        return all(op.value != "person" for op in fields.get("target_kind", ()))
    return True
