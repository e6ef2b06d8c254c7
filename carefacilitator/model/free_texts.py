"""Which fields of which records are typed freely, so that a name may stand in them."""

from __future__ import annotations

import functools

from carefacilitator.model.records import KINDS, fields_of

_FREE = frozenset(
    {"text", "words", "lesson", "lead", "typed", "caption", "unlisted", "reason", "picture"}
)
"""How a field leaves that is typed freely."""
_PLAIN = frozenset(
    {
        *("code", "colour", "country", "language", "languages", "time_zone", "day_starts"),
        *("hidden_fields", "parallel", "slot", "group", "origin", "target_kind", "target_id"),
        *("scheme", "media_type", "sha256", "purpose_key", "year", "notice_language"),
        *("notice_version", "type", "answer", "first_id", "second_id"),
    }
)
"""Texts that the program chooses, not a person."""
_PLAIN_OF = frozenset({("tally", "purpose"), ("evaluation", "question")})
_OWN = frozenset({"name", "email", "phone", "language", "country"})
"""A person's own details follow her own consent."""

TYPED_NAMES = frozenset(
    {("agenda_block", "lead"), ("commitment", "who"), ("tally", "name"), ("organisation", "name")}
)
"""Fields in which a person's name may be typed instead of being chosen from the list."""


@functools.cache
def free_texts(kind: str) -> frozenset[str]:
    """The fields of a kind that a person types freely, without their languages."""
    if kind not in KINDS:
        return frozenset()
    found = set()
    for rule in fields_of(kind):
        if rule.type not in ("text", "texts", "list") or rule.of or rule.words:
            continue
        if rule.name in _PLAIN or (kind, rule.name) in _PLAIN_OF:
            continue
        if kind == "person" and rule.name in _OWN:
            continue
        leaves = getattr(rule, "leaves", "")  # said by the field itself, where it says it
        if leaves and kind != "person" and leaves not in _FREE:
            continue
        found.add(rule.name)
    return frozenset(found)
