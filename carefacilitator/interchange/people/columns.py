"""Guess which column of somebody's sheet holds what, and let a person correct it.

The guess reads each heading by itself, then all of them together: “Nombre” beside “Apellidos” is a
first name, “Nom” beside “Prénom” a last one; of two columns for the same field the surer one is
taken. Then the values vote (``votes``): what does not look like its
heading is not taken, nor are coordinates, wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from carefacilitator.interchange.people import coming, name_columns, second_headings, votes
from carefacilitator.interchange.people.consent_answers import NOT_UNDERSTOOD, understood
from carefacilitator.interchange.people.consent_headings import LIKELY, MAYBE, may_ask
from carefacilitator.interchange.people.headings import NAMES, Heading, recognise
from carefacilitator.interchange.people.headings import Column as Column
from carefacilitator.interchange.tables.plain_text import plain
from carefacilitator.interchange.tables.refusals import NoNameColumn
from carefacilitator.interchange.tables.tables import RawTable
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.model.text.folding import fold

NAME_FIELDS = NAMES
CONSENT = "consent_"
_PERSON_CODE = re.compile(r"[A-Za-z]{0,4}[-_ ]?\d{1,8}")
_COORDINATES = re.compile(
    r"\s*[-+]?\d{1,3}[.,]\d{2,}\s*°?\s*[NSns]?\s*[ ,;/]\s*[-+]?\d{1,3}[.,]\d{2,}.*"
    r"|\s*\d{1,3}\s*[°\ufffd].*['′’].*[NSEWO]\b.*"
)
_NUMBER = re.compile(r"[\d\s.,:/+-]*\d[\d\s.,:/+-]*")
_LOOKED_AT = 200
_NUMBERS = frozenset(
    (
        "id", "code", "codigo", "folio", "identificador", "identifiant", "identifier", "person",
        "persona", "personne", "pessoa", "رمز", "الرمز", "المعرف",
    )
)  # fmt: skip
_FIRST_PERSON = re.compile(
    r"\b(?:i (?:do not |don t |hereby )?(?:consent|accept|give (?:my )?(?:consent|permission))"
    r"|acepto|autorizo|consiento|aceito|consinto|j (?:accepte|autorise)|n (?:accepte|autorise)"
    r"|je consens|mi (?:consentimiento|autorizacion)|mon (?:accord|consentement)"
    r"|meu consentimento|minha autorizacao)\b|\bاوافق علي\b|\bاوافق\b|\bاقبل\b"
)
_CODE = re.compile(r"[A-Z]{1,4}[-/_ ]?\d{1,8}")
_OF_A_SCALE = re.compile(r"\b(?:strongly|fully|totalmente|plenamente|muy|tout a fait)\b|بشده")
_LONGEST_ANSWER = 200
_HERS = re.compile(r"\b(attendee|participant|asistente|inscrit)|مشارك")


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

    @property
    def numbers_rows(self) -> bool:
        """Whether the column of codes may as well number the rows: “ID”, “Código”, “Folio”."""
        places = self.places("external_id")
        return bool(places) and fold(self.columns[places[0]].header).strip(" .:*") in _NUMBERS

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
    several = (*name_columns.PARTS, coming.FIELD)
    return field in several or field.startswith(CONSENT)


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
    rows = _rows(table)
    guesses = [_guess(table, index, _values(rows, index)) for index in range(len(table.headers))]
    if second_headings.defines_a_form(table.headers, rows):
        raise NoNameColumn(name=name)
    guesses = name_columns.settle(guesses, rows)
    guesses = _settle_duplicates(guesses, rows)
    mapping = Mapping(tuple(guesses))
    if not mapping.has_name:
        raise NoNameColumn(name=name)
    return mapping


def _rows(table: RawTable) -> list[list[str]]:
    """The first rows, without those that only explain the headings."""
    return [row for row in table.rows[:_LOOKED_AT] if not second_headings.is_of_a_form(row)]


def _guess(table: RawTable, index: int, values: Sequence[str]) -> Column:
    header = table.headers[index].strip()
    heading = recognise(header) or name_columns.of_a_pair(header, table.headers)
    alone = "" if heading is None else heading.field or "left_out"
    if coming.asks(header, list(values), alone):
        return Column(index, header, coming.FIELD, 0.7, "question")
    if heading is not None and _answers_a_question(header, heading, values):
        return Column(index, header, CONSENT + "store", MAYBE, "question")
    if heading is None and _agrees_in_its_answers(values):
        return Column(index, header, CONSENT + "store", MAYBE, "question")
    if heading is None or (heading.confidence == MAYBE and _only_numbers(values, heading.field)):
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


def _agrees_in_its_answers(values: Sequence[str]) -> bool:
    """“Q17” with “I consent” and “No acepto” below it: the answers say what was asked."""
    said = sum(
        bool(_FIRST_PERSON.search(plain(value))) and len(value) <= _LONGEST_ANSWER
        for value in values
    )
    scale = any(_OF_A_SCALE.search(plain(value)) for value in values)
    return bool(values) and not scale and said * 2 >= len(values)


def _only_numbers(values: Sequence[str], field: str) -> bool:
    """“Agreement number” asks nobody; 0, 1 and 2 may be the codes of answers."""
    coded = field.startswith(CONSENT) and all(map(_CODE.fullmatch, values))
    numbers = coded or all(map(_NUMBER.fullmatch, values))
    return bool(values) and numbers and not set(values) <= {"0", "1", "2"}


def _checked_by_values(column: Column, heading: Heading, values: Sequence[str]) -> Column:
    if heading.left_out or not values:
        return column
    if sum(map(looks_like_coordinates, values)) * 2 > len(values):
        return replace(column, field="", confidence=0.9, reason="coordinates", also=())
    addresses = sum("@" in value for value in values) * 2 > len(values)
    if addresses and column.field in ("phone", "external_id") and heading.confidence < 1:
        return replace(column, field="email")
    if column.field == "name" and heading.confidence == 0.5:  # “person”: a name, or a code
        codes = sum(bool(_PERSON_CODE.fullmatch(value)) for value in values)
        if codes * 2 > len(values):
            return replace(column, field="external_id")
    if not votes.fits(column.field, heading.confidence, values):
        return replace(column, field="", confidence=0.9, reason="not_fitting", also=())
    return column


def _values(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    found = (row[index].strip() for row in rows)
    return [text for text in found if text and fold(text) not in ("n/a", "#n/a")]


def _settle_duplicates(guesses: list[Column], rows: Sequence[Sequence[str]]) -> list[Column]:
    """Of several columns for one field keep the surest.

    An empty column gives way: some forms add “Email” of their own and leave it empty. Who sits in
    the workshop goes before who ordered her place.
    """
    best: dict[str, Column] = {}
    worth: dict[str, tuple[bool, bool, float]] = {}
    for column in guesses:
        hers = bool(_HERS.search(fold(column.header)))
        told = (bool(_values(rows, column.index)), hers, column.confidence)
        if column.field and told > worth.get(column.field, (False, False, -1.0)):
            best[column.field], worth[column.field] = column, told
    settled = []
    for column in guesses:
        kept = may_repeat(column.field) or best.get(column.field) is column
        if column.field and not kept:
            column = replace(column, field="", confidence=0.0, reason="duplicate", also=())
        settled.append(column)
    return settled


def fields() -> tuple[str, ...]:
    """All fields a column may be taken for, in the order in which they are offered."""
    plain = (
        "name", "name_used", "first_name", "middle_name", "last_name", "organization",
        "stakeholder_category", "position", "role", "country", "locality", "gender", "age_band",
        "seeing", "hearing", "walking", "remembering", "self_care", "communicating", "access_needs",
        "care_needs", "language", "email", "phone", "event", "external_id", "answered_on",
        coming.FIELD,
    )  # fmt: skip
    return plain + tuple(CONSENT + purpose for purpose in vocabulary().keys("consent_item"))
