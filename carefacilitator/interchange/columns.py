"""Guess which column of somebody's sheet holds what, and let a person correct it.

The guess reads each heading by itself, then all of them together: “Nombre” beside “Apellidos” is a
first name, “Nom” beside “Prénom” a last one; of two columns for the same field the surer one is
taken. Values are looked at only where headings leave a doubt, and for coordinates, which are not
taken silently wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from carefacilitator.interchange import coming
from carefacilitator.interchange.consent_answers import NOT_UNDERSTOOD, understood
from carefacilitator.interchange.consent_headings import LIKELY, MAYBE, may_ask
from carefacilitator.interchange.headings import Heading, recognise
from carefacilitator.interchange.plain_text import plain
from carefacilitator.interchange.refusals import NoNameColumn
from carefacilitator.interchange.tables import RawTable
from carefacilitator.model.folding import fold
from carefacilitator.model.vocabulary import vocabulary

NAME_FIELDS = ("name", "name_used", "first_name", "last_name")
CONSENT = "consent_"
_PERSON_CODE = re.compile(r"[A-Za-z]{0,4}[-_ ]?\d{1,8}")
_COORDINATES = re.compile(
    r"\s*[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[NSns]?\s*[ ,;/]\s*[-+]?\d{1,3}[.,]\d{2,}.*"
    r"|\s*\d{1,3}\s*[°\ufffd].*['′’].*[NSEWO]\b.*"
)
_NUMBER = re.compile(r"[\d\s.,:/+-]*\d[\d\s.,:/+-]*")
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Column:
    """What one column is taken for.

    ``field`` is empty where nothing is taken; then ``reason`` is one of
    :data:`~carefacilitator.interchange.headings.LEFT_OUT_REASONS`, ``duplicate``, ``unknown`` or
    ``chosen`` (a person decided). ``also`` are consent fields that the same answer gives.
    """

    index: int
    header: str
    field: str
    confidence: float
    reason: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A column that is recognised and not taken without being asked, and why."""

    header: str
    reason: str


@dataclass(frozen=True, slots=True)
class Mapping:
    """All columns of a table with what they are taken for."""

    columns: tuple[Column, ...]

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """The columns that are recognised and not taken, for a person to know."""
        quiet = ("unknown", "chosen", "duplicate")
        return tuple(
            LeftOut(c.header, c.reason)
            for c in self.columns
            if not c.field and c.reason not in quiet
        )

    @property
    def has_name(self) -> bool:
        """Whether some column holds people's names."""
        return any(column.field in NAME_FIELDS for column in self.columns)

    def places(self, field: str) -> tuple[int, ...]:
        """The indices of the columns taken for ``field``."""
        return tuple(c.index for c in self.columns if field == c.field or field in c.also)

    def as_dict(self) -> dict[str, str]:
        """Heading → field, for the columns that are taken."""
        return {column.header: column.field for column in self.columns if column.field}

    def with_field(self, index: int, field: str, also: tuple[str, ...] = ()) -> Mapping:
        """The mapping in which a person took column ``index`` for ``field`` (empty: for nothing).

        Another column that was taken for the same field is given up, except where several may
        hold it (parts of a name, consents).
        """
        columns = []
        for column in self.columns:
            if column.index == index:
                column = replace(column, field=field, confidence=1.0, reason="chosen", also=also)
            elif field and column.field == field and not may_repeat(field):
                column = replace(column, field="", confidence=0.0, reason="duplicate")
            columns.append(column)
        return Mapping(tuple(columns))


def may_repeat(field: str) -> bool:
    """Whether several columns may hold the same field."""
    return field in ("first_name", "last_name", coming.FIELD) or field.startswith(CONSENT)


def looks_like_coordinates(text: str) -> bool:
    """Whether a cell holds a place on earth in numbers: “34.02, -6.84”, “34.02 -6.84 0 0”."""
    return bool(_COORDINATES.fullmatch(text))


def unknown_columns(mapping: Mapping, table: RawTable) -> tuple[Column, ...]:
    """The columns that say something nobody here knows; for a person to know, by name."""
    return tuple(
        column
        for column in mapping.columns
        if column.reason == "unknown"
        and (column.header or any(row[column.index].strip() for row in table.rows))
    )


def guess_columns(table: RawTable, name: str = "") -> Mapping:
    """Guess what the columns of ``table`` hold.

    ``name`` is the file's name for the refusal. Raises :class:`NoNameColumn` where no column is
    recognised as people's names.
    """
    guesses = [_guess(table, index) for index in range(len(table.headers))]
    guesses = _settle_names(guesses, table)
    guesses = _settle_duplicates(guesses, table)
    mapping = Mapping(tuple(guesses))
    if not mapping.has_name:
        raise NoNameColumn(name=name)
    return mapping


def _guess(table: RawTable, index: int) -> Column:
    header = table.headers[index].strip()
    heading = recognise(header)
    values = list(_values(table, index))
    alone = "" if heading is None else heading.field or "left_out"
    if coming.asks(header, values, alone):
        return Column(index, header, coming.FIELD, 0.7, "question")
    if heading is not None and _answers_a_question(header, heading, values):
        return Column(index, header, CONSENT + "store", MAYBE, "question")
    if heading is None or (heading.confidence == MAYBE and _only_numbers(values)):
        return Column(index, header, "", 0.0, "unknown")
    column = Column(index, header, heading.field, heading.confidence, heading.reason, heading.also)
    return _checked_by_values(column, heading, values)


def _answers_a_question(header: str, heading: Heading, values: Sequence[str]) -> bool:
    """“E-mail consent” with a yes and a no below it is no e-mail address."""
    sure = heading.left_out or heading.confidence > LIKELY or heading.field.startswith(CONSENT)
    if sure or may_ask(plain(header)) is None:
        return False
    said = sum(understood(value) != NOT_UNDERSTOOD for value in values)
    return bool(values) and said * 2 >= len(values)


def _only_numbers(values: Sequence[str]) -> bool:
    """“Agreement number” asks nobody; 0, 1 and 2 may be the codes of answers."""
    numbers = all(_NUMBER.fullmatch(value) for value in values)
    return bool(values) and numbers and not set(values) <= {"0", "1", "2"}


def _checked_by_values(column: Column, heading: Heading, values: Sequence[str]) -> Column:
    if heading.left_out or not values:
        return column
    if sum(map(looks_like_coordinates, values)) * 2 > len(values):
        return replace(column, field="", confidence=0.9, reason="coordinates", also=())
    addresses = sum("@" in value for value in values) * 2 > len(values)
    if addresses and column.field in ("phone", "external_id") and heading.confidence < 1:
        return replace(column, field="email")
    return column


def _values(table: RawTable, index: int) -> Iterator[str]:
    for row in table.rows[:_LOOKED_AT]:
        if row[index].strip() and fold(row[index]) not in ("n/a", "#n/a"):
            yield row[index].strip()


def _settle_names(guesses: list[Column], table: RawTable) -> list[Column]:
    """Let the columns of names explain each other."""
    fields = {column.field for column in guesses}
    settled = []
    for column in guesses:
        if column.field == "name" and column.reason != "question":
            column = _settled_name(column, fields, table)
        elif column.field == "first_name" and _only_first_by_plural(column, fields):
            column = replace(column, field="name", confidence=0.8)
        settled.append(column)
    return settled


def _settled_name(column: Column, fields: set[str], table: RawTable) -> Column:
    header = fold(column.header)
    if column.confidence == 0.5:  # “person”: a name, or the code of one
        values = list(_values(table, column.index))
        codes = sum(bool(_PERSON_CODE.fullmatch(value)) for value in values)
        if values and codes * 2 > len(values):
            return replace(column, field="external_id")
    if len(header.split()) > 1 or "/" in header:
        return column
    if "last_name" in fields and "first_name" not in fields:
        return replace(column, field="first_name")
    if "first_name" in fields and "last_name" not in fields:
        return replace(column, field="last_name")
    return column


def _only_first_by_plural(column: Column, fields: set[str]) -> bool:
    """“Nombres” alone is the whole name."""
    alone = not fields & {"name", "last_name"}
    return alone and fold(column.header).rstrip("*: ") in ("nombres", "nombre(s)")


def _settle_duplicates(guesses: list[Column], table: RawTable) -> list[Column]:
    """Of several columns for one field keep the surest; a whole name makes its parts needless.

    An empty column gives way: some forms add “Name” and “Email” of their own and leave them empty.
    """
    best: dict[str, Column] = {}
    worth: dict[str, tuple[bool, float]] = {}
    for column in guesses:
        told = (any(_values(table, column.index)), column.confidence)
        if column.field and told > worth.get(column.field, (False, -1.0)):
            best[column.field], worth[column.field] = column, told
    parts = [worth[part][0] for part in ("first_name", "last_name") if part in worth]
    if "name" in best and not worth["name"][0] and any(parts):
        del best["name"]
    settled = []
    for column in guesses:
        part_of_name = column.field in ("first_name", "last_name") and "name" in best
        kept = may_repeat(column.field) or best.get(column.field) is column
        if column.field and (part_of_name or not kept):
            column = replace(column, field="", confidence=0.0, reason="duplicate", also=())
        settled.append(column)
    return settled


def fields() -> tuple[str, ...]:
    """All fields a column may be taken for, in the order in which they are offered."""
    plain = (
        "name", "name_used", "first_name", "last_name", "organization", "stakeholder_category",
        "position", "role", "country", "locality", "gender", "age_band", "seeing", "hearing",
        "walking", "remembering", "self_care", "communicating", "access_needs", "care_needs",
        "language", "email", "phone", "event", "external_id", "answered_on", coming.FIELD,
    )  # fmt: skip
    return plain + tuple(CONSENT + purpose for purpose in vocabulary().keys("consent_item"))
