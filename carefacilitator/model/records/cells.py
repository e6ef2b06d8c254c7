"""A record's values as cells of operations, and back."""

from __future__ import annotations

import re

from carefacilitator.model.merge.operations import Json
from carefacilitator.model.records.fields import LONGEST_TEXT, Record, fits, has_type
from carefacilitator.model.records.records import KINDS, fields_of, kind_of, rules_of


def from_values(kind: str, record_id: str, values: dict[str, Json]) -> Record:
    """Build a record from projected values; unknown fields of a newer program are passed over."""
    rules = rules_of(kind)
    known = {
        name: tuple(value) if rules[name].type == "list" else value
        for name, value in values.items()
        if name in rules and fits(rules[name], value)
    }
    return KINDS[kind](id=record_id, **known)


def fits_cell(kind: str, field: str, value: Json) -> bool:
    """Whether one operation's value has its field's type; unknown kinds and fields fit anything."""
    if kind not in KINDS:
        return True
    base, _, language = field.partition("/")
    rule = rules_of(kind).get(base)
    if rule is None:
        return True
    if rule.type == "texts":
        return bool(language) and type(value) is str and len(value) <= LONGEST_TEXT
    return not language and has_type(rule, value)


def cells_of(record: Record) -> dict[str, Json]:
    """A record's values as cells of operations: language versions apart, lists as lists."""
    kind = kind_of(record)
    cells: dict[str, Json] = {}
    for rule in fields_of(kind):
        value = getattr(record, rule.name)
        if rule.type == "texts":
            cells.update({f"{rule.name}/{language}": text for language, text in value.items()})
        else:
            cells[rule.name] = list(value) if rule.type == "list" else value
    return cells


def clean_text(text: str) -> str:
    """Make any text storable: lone surrogates and NUL become U+FFFD, the rest stays as typed."""
    return _UNSTORABLE.sub("\ufffd", text)


_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
