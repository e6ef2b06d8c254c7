"""Which fields of which records are typed freely, so that a name may stand in them."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from carefacilitator.model.records.records import KINDS, Record, fields_of, kind_of

TYPED_NAMES = frozenset(
    (kind, rule.name)
    for kind in KINDS
    for rule in fields_of(kind)
    if rule.leaves in ("lead", "typed") or (kind, rule.name) == ("organisation", "name")
)
"""Fields in which a person's name may be typed instead of being chosen from the list.

Whom a person typed on a list of speakers or in a group never leaves, so nothing is to be settled.
"""


@functools.cache
def free_texts(kind: str) -> frozenset[str]:
    """The fields of a kind that a person types freely, without their languages."""
    if kind not in KINDS:
        return frozenset()
    return frozenset(rule.name for rule in fields_of(kind) if rule.masked)


def texts_of(record: Record) -> Iterator[tuple[str, str]]:
    """(field, text) of everything typed freely in a record, language versions by themselves."""
    for field in sorted(free_texts(kind_of(record))):
        value = getattr(record, field)
        if isinstance(value, dict):
            yield from ((f"{field}/{language}", text) for language, text in value.items() if text)
        elif isinstance(value, tuple):
            yield from ((field, text) for text in value if text)
        elif value:
            yield field, value
