"""Tell the rows of a list that are nobody: totals, titles, headings again, who prepared it.

Lists made to be printed repeat their headings on each page and give a line to each village; under
them stand a sum and who wrote them; reports of meetings go on with a second table. What may be a
woman who gave nothing but her name stays a person: a row too many is seen and left out, a woman
too few is not missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from carefacilitator.interchange.people import second_headings
from carefacilitator.interchange.people.columns import Mapping
from carefacilitator.interchange.people.headings import NAMES
from carefacilitator.interchange.people.nobody_words import (
    AVERAGES,
    COUNT,
    COUNT_WORDS,
    LONE,
    SIGNED,
    TITLE,
    TOTAL,
)
from carefacilitator.interchange.tables.tables import RawTable
from carefacilitator.model.text.folding import fold

_NUMBERED = re.compile(r"\s*\d{1,2}[.)]\s+\S.*")
_NUMBERS = ("age_band", "external_id")
"""Fields in which a small number says nothing about the row."""


def find(table: RawTable, mapping: Mapping) -> dict[int, str]:
    """The rows that are nobody, by their place in the table, and what each of them is."""
    return _Finder(table, mapping).find()


class _Finder:
    """Goes once through the rows of a table, remembering what stood above."""

    def __init__(self, table: RawTable, mapping: Mapping) -> None:
        self._table = table
        self._fields = {one.index: one.field for one in mapping.columns if one.field}
        self._names = [index for index, field in self._fields.items() if field in NAMES]
        self._sure = [i for i, field in self._fields.items() if field in ("email", "phone")]
        self._places = [
            i for i, field in self._fields.items() if field in ("locality", "organization")
        ]
        self._known_places: frozenset[str] | None = None
        self._found: dict[int, str] = {}
        self._title: int | None = None
        self._gap = False

    def find(self) -> dict[int, str]:
        for index, row in enumerate(self._table.rows):
            told = [place for place, cell in enumerate(row) if cell and not cell.isspace()]
            if not told:
                self._gap = True
                continue
            if self._is_person(row):
                self._gap, self._title = False, None
                continue
            if self._begins_another_table(index, row):
                self._close(index)
                break
            code = self._code(index, row, told)
            if code:
                self._found[index] = code
            lone = len(told) == 1
            self._title = index if lone else None
            self._gap = self._gap and lone
        return self._found

    def _is_person(self, row: Sequence[str]) -> bool:
        """Whether an address or a telephone number speaks for a person."""
        named = any(row[place] for place in self._names)
        return named and any(
            "@" in row[place] or sum(map(str.isdecimal, row[place])) >= 7 for place in self._sure
        )

    def _code(self, index: int, row: Sequence[str], told: list[int]) -> str:
        if self._heads(row):
            return "row_heading"
        own = [place for place in told if place in self._names]
        text = fold(" ".join(row[place] for place in own) if own else row[told[0]]).strip(
            " *#·•-–—"
        )
        if self._is_total(text, row, told):
            return "row_total"
        if len(told) == 1 and len(row) > 1 and LONE.fullmatch(text):
            return "row_signed"
        if len(told) <= 2 and SIGNED.match(text):
            return "row_signed"
        if self._is_title(index, text, row, told):
            return "row_title"
        return ""

    def _heads(self, row: Sequence[str]) -> bool:
        if second_headings.is_of_a_form(row) or second_headings.same(row, self._table.headers):
            return True
        alike, _others = second_headings.of(row, self._fields)
        told = sum(bool(cell.strip()) for cell in row)
        return alike > 1 or (alike == 1 and (told == 1 or second_headings.asks(row, self._names)))

    def _is_total(self, text: str, row: Sequence[str], told: list[int]) -> bool:
        if TOTAL.fullmatch(text) or COUNT.fullmatch(text):
            return not self._tells_of_her(text, row, told)
        if not any(map(str.isalpha, text)) and any(TOTAL.fullmatch(fold(row[p])) for p in told):
            return True  # the word stands beside the names, its sum below them
        words = set(re.sub(r"[\W\d_]+", " ", text).split())
        if not words or not words <= COUNT_WORDS:
            return False
        others = [place for place in told if place not in self._names]
        figures = [row[place].strip() for place in others]
        return (
            bool(figures)
            and all(one.isdecimal() and len(one) < 5 for one in figures)
            and (
                bool(words & AVERAGES)
                or any(self._fields.get(place) not in _NUMBERS for place in others)
            )
        )

    def _tells_of_her(self, text: str, row: Sequence[str], told: list[int]) -> bool:
        """Whether “Total Ndiaye” has a village or an answer beside her name, and no figure."""
        words = re.sub(r"[\W\d_]+", " ", text).split()
        if any(map(str.isdecimal, text)) or ":" in text or set(words[1:]) & COUNT_WORDS:
            return False
        others = [row[place] for place in told if place not in self._names]
        return len(words) in (2, 3) and any(any(map(str.isalpha, one)) for one in others)

    def _is_title(self, index: int, text: str, row: Sequence[str], told: list[int]) -> bool:
        if index + self._table.first_row in self._table.merged:
            return True
        rest = [row[place].strip() for place in told[1:]]
        if any(not cell.isdecimal() or len(cell) > 4 for cell in rest):
            return False
        if TITLE.match(text) or _NUMBERED.fullmatch(row[told[0]]):
            return True
        if rest or len(row) == 1:
            return False
        return text.endswith(":") or (told[0] in self._names and text in self._where())

    def _where(self) -> frozenset[str]:
        """The villages and organisations that the list names, as titles may repeat them."""
        if self._known_places is None:
            self._known_places = frozenset(
                fold(row[place]).strip() for row in self._table.rows for place in self._places
            ) - {""}
        return self._known_places

    # -- a second table ------------------------------------------------------------------------

    def _begins_another_table(self, index: int, row: Sequence[str]) -> bool:
        """Whether other headings stand here, below a gap or a title of their own."""
        if not index or not (self._gap or self._title is not None):
            return False
        alike, others = second_headings.of(row, self._fields)
        if not alike:
            return False
        title = self._table.rows[self._title] if self._title is not None else ()
        numbered = any(_NUMBERED.fullmatch(cell) for cell in title)
        return bool(others) or (numbered and not second_headings.same(row, self._table.headers))

    def _close(self, index: int) -> None:
        if self._title is not None:
            self._found[self._title] = "row_title"
        for place in range(index, len(self._table.rows)):
            if any(map(str.strip, self._table.rows[place])):
                self._found[place] = "row_other_table"
