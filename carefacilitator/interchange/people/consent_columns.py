"""Read what each row agrees to, from all the columns that ask for it together.

Where several columns ask for one purpose, one refusal refuses and only all together give. An answer
about keeping data that is no known yes and no known no is held: ``held`` stands for “nobody is
stored until a person decides”. For every other purpose it counts as not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as MappingOf
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from carefacilitator.interchange.people import consent_answers, consent_headings
from carefacilitator.interchange.people.columns import CONSENT, Column, Mapping
from carefacilitator.interchange.people.consent_answers import GIVEN, NOT_UNDERSTOOD, REFUSED
from carefacilitator.interchange.tables.plain_text import plain
from carefacilitator.interchange.tables.tables import RawTable
from carefacilitator.model.records.vocabulary import vocabulary

NOT_ASKED, HELD = "not_asked", "held"
STORE = consent_headings.STORE
_SURE_ENOUGH = 0.6
_CODE_BOOK = re.compile(
    r"\b\d (?:es |is |est |e )?(?:yes|no|si|oui|non|sim|nao|نعم|لا)\b"
    r"|\b(?:yes|no|si|oui|non|sim|nao|نعم|لا) (?:es |is |est |e )?\d\b"
)
_DEGREES = re.compile(
    r"\b(?:strongly|somewhat|neither|muy en|muy de|totalmente|parcialmente|plenamente|plutot"
    r"|tout a fait|pas du tout)\b|بشده"
)
_LETTERS = (("o", "n", ("oui", "non")), ("ن", "ل", ("نعم", "لا")))
"""Letters that stand for yes and no only side by side, and the words that may stand among them."""

Cells = MappingOf[int, str]
"""The cells of one row, by column."""


class Said(NamedTuple):
    """What one question got in one row: a status and the answer's own words."""

    status: str
    text: str


@dataclass(frozen=True, slots=True)
class Agreed:
    """What one row agrees to: each purpose's status, and the answers that are not understood.

    ``unclear`` maps a purpose to the words of its answer (empty where nothing is written).
    """

    consents: dict[str, str]
    unclear: dict[str, str] = field(default_factory=dict)


class _Question(Protocol):
    """One question, in one column or several."""

    @property
    def sure(self) -> bool:
        """Whether it surely asks for its purpose."""

    def said(self, cells: Cells) -> Said:
        """What a row answers."""


@dataclass(frozen=True, slots=True)
class _Plain:
    """A column with an answer in words or a mark."""

    index: int
    purpose: str
    header: str
    sure: bool
    coded: bool
    opinion: bool
    letters: MappingOf[str, str]

    def said(self, cells: Cells) -> Said:
        text = cells[self.index]
        letter = self.letters and self.letters.get(plain(text))
        if letter:
            return Said(letter, text)
        if self.coded and text.strip() in ("0", "1"):
            return Said(NOT_UNDERSTOOD, text)  # beside 2 and 3 it is the code of some answer
        status = consent_answers.understood(text, self.purpose, self.header)
        return Said(NOT_UNDERSTOOD if self.opinion and status == GIVEN else status, text)


@dataclass(frozen=True, slots=True)
class _Negative:
    """“I do not agree that …”: what a yes means here is left to a person."""

    index: int
    sure: bool = True

    def said(self, cells: Cells) -> Said:
        return Said(NOT_UNDERSTOOD, cells[self.index])


@dataclass(frozen=True, slots=True)
class _Sides:
    """Columns below one question, each for an answer that is ticked; alone, one may hold words."""

    indices: tuple[int, ...]
    answers: tuple[str, ...]
    sure: bool

    def said(self, cells: Cells) -> Said:
        texts = [cells[index].strip() for index in self.indices]
        told = " · ".join(filter(None, texts))
        if self.answers == (GIVEN,) and consent_answers.understood(texts[0]) == REFUSED:
            return Said(REFUSED, told)
        found = set()
        for text, answer in zip(texts, self.answers, strict=True):
            repeats = consent_answers.understood(text) == answer != NOT_UNDERSTOOD
            if not text or _unticked(text):
                continue
            ticked = consent_answers.is_tick(text) or repeats
            found.add(answer if ticked else NOT_UNDERSTOOD)
        return Said(found.pop() if len(found) == 1 else NOT_UNDERSTOOD, told)


class ConsentReader:
    """Reads the consents of a table's rows under one mapping."""

    def __init__(self, table: RawTable, mapping: Mapping) -> None:
        self._purposes = vocabulary().keys("consent_item")
        self._table = table
        self._columns = mapping.columns
        self._boxes = [one for one in mapping.columns if _may_list(one)]
        asked = {purpose: self._questions(purpose) for purpose in self._purposes}
        self._asked = {purpose: questions for purpose, questions in asked.items() if questions}
        self._nothing = dict.fromkeys(self._purposes, NOT_ASKED)
        self._indices = tuple(c.index for c in mapping.columns if _asks(c) or _negative_storage(c))

    @property
    def indices(self) -> tuple[int, ...]:
        """The columns that are read."""
        return self._indices

    def read(self, cells: Cells) -> Agreed:
        """What one row agrees to; ``cells`` are those of :attr:`indices`, cleaned."""
        listed = self._listed(cells) if self._boxes else set()
        consents = self._nothing | dict.fromkeys(listed, GIVEN)
        unclear: dict[str, str] = {}
        for purpose, questions in self._asked.items():
            said = [one.said(cells) for one in questions]
            status = self._together(purpose, said)
            if purpose in listed and status in (NOT_ASKED, NOT_UNDERSTOOD):
                status = GIVEN
            if status == NOT_UNDERSTOOD:
                texts = [one.text for one in said if one.status == NOT_UNDERSTOOD]
                text = " · ".join(dict.fromkeys(filter(None, map(str.strip, texts))))
                status = HELD if purpose == STORE else NOT_ASKED
                if purpose == STORE or text:
                    unclear[purpose] = text
            consents[purpose] = status
        return Agreed(consents, unclear)

    def _together(self, purpose: str, said: list[Said]) -> str:
        questions = self._asked[purpose]
        sure = {one.status for one, asked in zip(said, questions, strict=True) if asked.sure}
        every = {one.status for one in said}
        if not sure or REFUSED in sure:
            return REFUSED if REFUSED in every else _all_give(every)
        # Beside a question that is surely about this, one that only may be stays quiet, unless
        # it is a no: then the two say different things.
        return NOT_UNDERSTOOD if REFUSED in every else _all_give(sure)

    def _listed(self, cells: Cells) -> set[str]:
        """The purposes that ticked boxes list in one cell; only those of a general question."""
        found: set[str] = set()
        for column in self._boxes:
            text = cells[column.index]
            if consent_answers.understood(text) == NOT_UNDERSTOOD:
                found.update(consent_headings.options(text))
        return found

    def _questions(self, purpose: str) -> list[_Question]:
        columns = [c for c in self._columns if CONSENT + purpose in (c.field, *c.also)]
        found = list(self._grouped(purpose, columns))
        if purpose == STORE:
            found += [_Negative(c.index) for c in self._columns if _negative_storage(c)]
        return found

    def _grouped(self, purpose: str, columns: Iterable[Column]) -> Iterator[_Question]:
        sides: dict[str, list[tuple[Column, str]]] = {}
        plain_ones: list[Column] = []
        for column in columns:
            side = consent_headings.side(column.header)
            if side is None:
                plain_ones.append(column)
            else:
                sides.setdefault(plain(side.question), []).append((column, side.answer))
        for column in plain_ones:
            question = plain(column.header.rpartition("/")[0])
            if question in sides:  # “Question / Perhaps” beside “Question / Yes”
                sides[question].append((column, NOT_UNDERSTOOD))
            else:
                sure = column.confidence >= _SURE_ENOUGH
                coded = self._is_coded(column)
                opinion = not sure and self._is_a_scale(column.index)
                letters = self._letters(column)
                yield _Plain(column.index, purpose, column.header, sure, coded, opinion, letters)
        for group in sides.values():
            indices = tuple(column.index for column, _ in group)
            answers = tuple(answer for _, answer in group)
            yield _Sides(indices, answers, any(c.confidence >= _SURE_ENOUGH for c, _ in group))

    def _is_a_scale(self, index: int) -> bool:
        """Whether people say how much they agree: with an opinion, it may be."""
        values = map(plain, {row[index] for row in self._table.rows})
        return any(map(_DEGREES.search, values))

    def _letters(self, column: Column) -> MappingOf[str, str]:
        """What “O” and “ن” stand for, where the whole column or its heading says: O/N, ن/ل."""
        index = column.index
        values = set(map(plain, {row[index] for row in self._table.rows})) - {""}
        for yes, no, words in _LETTERS:
            both = {yes, no} <= values or f"{yes} {no}" in plain(column.header)
            if both and values <= {yes, no, *words}:
                return {yes: GIVEN, no: REFUSED}
        return {}

    def _is_coded(self, column: Column) -> bool:
        """Whether 0 and 1 are codes: beside other numbers, or as the heading itself explains."""
        if _CODE_BOOK.search(plain(column.header)):
            return True
        values = {row[column.index].strip() for row in self._table.rows}
        return any(value.isdecimal() and value not in ("0", "1") for value in values)


def _asks(column: Column) -> bool:
    return any(field_.startswith(CONSENT) for field_ in (column.field, *column.also))


def _all_give(statuses: set[str]) -> str:
    return GIVEN if statuses == {GIVEN} else NOT_UNDERSTOOD


def _unticked(text: str) -> bool:
    return plain(text) in ("0", "false", "faux", "falso", "unchecked", "not selected") or text in (
        "☐", "-", "–", "—", "□", "◻",
    )  # fmt: skip


def _may_list(column: Column) -> bool:
    """Whether a column's question is general, so that its answer may list what is agreed to."""
    return column.field == CONSENT + STORE and not consent_headings.purposes(plain(column.header))


def _negative_storage(column: Column) -> bool:
    """Whether a column is left out since its yes means no, and it may be about keeping data."""
    if column.field or column.reason != "negative_question":
        return False
    words = plain(column.header)
    found = consent_headings.purposes(words)
    return not found or STORE in found
