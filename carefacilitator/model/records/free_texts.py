"""Which fields of which records are typed freely, so that a name may stand in them."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from carefacilitator.model.privacy.leaving import TYPED_FREELY
from carefacilitator.model.records.records import KINDS, FieldRule, Record, fields_of, kind_of

_OF_A_PERSON = frozenset({"person", "sensitive", "reason"})
"""Ways in which a person's own details leave: what was typed there may name somebody else."""
_OWN_NAME = frozenset({"name"})
_TYPED_CODES = frozenset({("commitment", "code"), ("programme", "code")})
"""Codes that people make up; nothing needs them to hold together."""

TYPED_NAMES = frozenset({("agenda_block", "lead"), ("commitment", "who"), ("organisation", "name")})
"""Fields in which a person's name may be typed instead of being chosen from the list.

Whom a person typed on a list of speakers or in a group never leaves, so nothing is to be settled.
"""


@functools.cache
def free_texts(kind: str) -> frozenset[str]:
    """The fields of a kind that a person types freely, without their languages."""
    if kind not in KINDS:
        return frozenset()
    return frozenset(rule.name for rule in fields_of(kind) if _is_free(kind, rule))


def _is_free(kind: str, rule: FieldRule) -> bool:
    if rule.type not in ("text", "texts", "list") or rule.of or rule.words:
        return False
    if kind == "person":
        return rule.leaves in _OF_A_PERSON and rule.name not in _OWN_NAME
    if rule.leaves == "picture":
        return rule.name == "name"  # of the file, as whoever saved it called it
    if (kind, rule.name) in _TYPED_CODES:
        return True
    return rule.leaves in TYPED_FREELY or rule.leaves in ("unlisted", "reason")


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
