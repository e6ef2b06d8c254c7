"""What every kind of record is made of: how a field is declared, and the record itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from carefacilitator.model.merge.operations import Json
from carefacilitator.model.privacy.leaving import Leaves

Privacy = Literal["open", "personal", "sensitive"]
Merge = Literal["value", "text"]
FieldType = Literal["text", "integer", "flag", "list", "texts", "day", "moment", "time"]

LONGEST_TEXT = 500_000
"""Longest text of one field, in letters; more is refused with a sentence."""


def held(
    privacy: Privacy,
    merge: Merge = "value",
    type: FieldType = "text",  # noqa: A002 - reads as the declaration it is
    *,
    of: str = "",
    words: str = "",
    default: Any = "",
    leaves: Leaves | None = None,
    belongs: bool = False,
) -> Any:
    """Declare a field: its privacy, how it merges, its type, the kind it names, its vocabulary.

    ``leaves`` is how it leaves; an open text without a vocabulary is typed freely unless it says
    otherwise. ``belongs`` marks fields that say to which workshop or programme a record belongs.
    """
    free = type in ("text", "texts") and not (of or words)
    metadata = {
        "privacy": privacy,
        "merge": merge,
        "type": type,
        "of": of,
        "words": words,
        "leaves": leaves or _usual(privacy, free),
        "belongs": belongs,
    }
    if type == "list":
        return dataclasses.field(default=(), metadata=metadata)
    if type == "texts":
        return dataclasses.field(default_factory=dict, metadata=metadata)
    if type == "flag" and default == "":
        default = False
    if type == "integer" and default == "":
        default = 0
    return dataclasses.field(default=default, metadata=metadata)


def _usual(privacy: Privacy, free: bool) -> Leaves | None:
    """How a field leaves that does not say; one that is not open must say."""
    if privacy != "open":
        return None
    return "text" if free else "plain"


class FieldRule(NamedTuple):
    """What one field of a record declares."""

    name: str
    privacy: Privacy
    merge: Merge
    type: FieldType
    of: str
    words: str
    default: Json
    leaves: Leaves
    belongs: bool


@dataclass(frozen=True, kw_only=True, repr=False, eq=False)
class Record:
    """Anything the program keeps: an id and the fields of its kind."""

    id: str

    # Written once here: generating them for every kind doubles what importing this module takes.
    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash((type(self), self.id))

    def __repr__(self) -> str:
        told = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items() if value)
        return f"{type(self).__name__}({told})"


def fits(rule: FieldRule, value: Json) -> bool:
    """Whether a value may be shown in its field: of its type, and a day or time that there is.

    What another device wrote and does not fit stays in its operation and is passed on, but no
    reader ever meets “someday” where it counts days.
    """
    if not has_type(rule, value):
        return False
    return rule.type not in _WHEN or not value or _is_when(rule.type, value)


def has_type(rule: FieldRule, value: Json) -> bool:
    """Whether a value has the type its field declares, and no more letters than a field may."""
    match rule.type:
        case "text":
            return type(value) is str and len(value) <= LONGEST_TEXT
        case "integer":
            return type(value) is int and abs(value) < 2**53
        case "flag":
            return type(value) is bool
        case "list":
            return isinstance(value, list | tuple) and _are_texts(value)
        case "texts":
            return isinstance(value, dict) and _are_texts(value.values())
        case _:
            return type(value) is str and len(value) <= LONGEST_TEXT


def _is_when(type_: FieldType, text: str) -> bool:
    """Whether a text is a day, a moment or a time as records write them."""
    if not _WHEN[type_].fullmatch(text):
        return False
    try:
        dt.datetime.fromisoformat(text if type_ != "time" else f"2000-01-01T{text}")
    except ValueError:
        return False
    return True


_WHEN: dict[FieldType, re.Pattern[str]] = {
    "day": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "moment": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII),
    "time": re.compile(r"\d\d:\d\d", re.ASCII),
}


def _are_texts(values: Collection[Json]) -> bool:
    return all(type(text) is str for text in values) and sum(map(len, values)) <= LONGEST_TEXT
