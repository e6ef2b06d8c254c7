"""What every kind of record is made of: how a field is declared, and the record itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from carefacilitator.model.merge.operations import Json
from carefacilitator.model.privacy.leaving import TYPED_FREELY, Leaves

Privacy = Literal["open", "personal", "sensitive"]
Merge = Literal["value", "text"]
FieldType = Literal["text", "integer", "flag", "list", "texts", "day", "moment", "time"]
Copied = Literal["never", "duplicate", "always"]
"""Whether a field of a plan goes along: never, into a duplicate of its workshop, or into whatever
starts from it (a duplicate, a saved agenda, the next session on one page)."""

Spoken = Literal["name", "place", "text", "title"]
"""Fields that may have versions in several languages, each kept in a field of the plural."""

LONGEST_TEXT = 500_000
"""Longest text of one field, in letters; more is refused with a sentence."""


class FieldRule(NamedTuple):
    """What one field of a record declares.

    ``options`` is the list of the vocabulary it takes its keys from, ``of`` the kind it names.
    ``leaves`` is how it leaves; ``belongs`` marks fields that say to which workshop or programme a
    record belongs. ``label`` is what it is called within a sentence, ``heading`` by itself.
    ``copied`` says how far it goes along (:data:`Copied`). ``searched`` is 1 where a search looks
    into it and shows its words first, 2 and 3 where it shows them after those, else 0. ``masked``
    marks what is typed freely, so that names in it are looked for and masked; ``worded`` what was
    said or written, of which an earlier wording or a repetition counts; ``titled`` by what a person
    knows the record. ``question`` is what a facilitator may leave unasked at her workshop; ``logo``
    is told of a logo also where nobody is named. What is not ``told`` is left out of the one line
    that stands for a mark, a consent or a report in the history. ``case`` is what it is called on
    paper in the table of a successful experience, where it belongs there.
    """

    name: str
    privacy: Privacy
    merge: Merge
    type: FieldType
    of: str
    options: str
    default: Json
    leaves: Leaves
    belongs: bool
    label: str
    heading: str
    copied: Copied | None
    searched: int
    masked: bool
    worded: bool
    titled: bool
    question: str
    logo: bool
    told: bool
    case: str


def field(
    privacy: Privacy,
    merge: Merge = "value",
    type: FieldType = "text",  # noqa: A002 - reads as the declaration it is
    *,
    of: str = "",
    options: str = "",
    default: Any = "",
    leaves: Leaves | None = None,
    belongs: bool = False,
    label: str = "",
    heading: str = "",
    copied: Copied | None = None,
    searched: int | None = None,
    masked: bool | None = None,
    worded: bool | None = None,
    titled: bool = False,
    question: str = "",
    logo: bool = False,
    told: bool = True,
    case: str = "",
) -> Any:
    """Declare a field; :class:`FieldRule` says what each word means.

    An open text without a vocabulary leaves as typed freely unless it says otherwise, a sensitive
    field as sensitive; a personal one must say. Titles and what people said are searched first;
    what else is typed freely must say whether it is. Names in it are masked. What merges as text
    is worded unless it is sensitive.
    """
    if leaves is None and privacy != "personal":
        free = type in ("text", "texts") and not (of or options)
        leaves = "sensitive" if privacy == "sensitive" else "text" if free else "plain"
    typed = type in ("text", "texts", "list") and not (of or options) and leaves in _TYPED
    if searched is None and (titled or leaves in ("words", "lesson") or not typed):
        searched = int(typed)
    if leaves is None or searched is None:
        raise TypeError("a field must say how it leaves; one typed freely, if it is searched")
    rule = FieldRule(
        name="",
        privacy=privacy,
        merge=merge,
        type=type,
        of=of,
        options=options,
        default=_EMPTY.get(type, "") if default == "" else default,
        leaves=leaves,
        belongs=belongs,
        label=label,
        heading=heading,
        copied=copied,
        searched=searched,
        masked=(typed and leaves != "contact") if masked is None else masked,
        worded=(merge == "text" and privacy != "sensitive") if worded is None else worded,
        titled=titled,
        question=question,
        logo=logo,
        told=told,
        case=case,
    )
    if type == "texts":
        return dataclasses.field(default_factory=dict, metadata={RULE: rule})
    return dataclasses.field(default=rule.default, metadata={RULE: rule})


RULE = "rule"
"""Under which a dataclass keeps what its field declares."""
_EMPTY: dict[FieldType, Json] = {"list": (), "texts": {}, "flag": False, "integer": 0}
_TYPED = TYPED_FREELY | {"unlisted", "reason", "person", "contact", "sensitive"}
"""Ways in which a person's own details leave: what was typed there may name somebody else."""


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


def in_language(record: Record, field: Spoken, language: str) -> str:
    """A field of a record in a language where there is such a version, else as it was written."""
    versions: dict[str, str] = getattr(record, f"{field}s")
    return versions.get(language) or getattr(record, field)


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
