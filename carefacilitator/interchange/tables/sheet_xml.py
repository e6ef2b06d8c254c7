"""Read the rows of one sheet from its XML as a stream: cells that say something, nothing else.

Styled but empty cells, which fill whole sheets in real files, cost nothing. Rows come with the
number they have on the sheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from carefacilitator.interchange.tables import limits
from carefacilitator.interchange.tables.containers import Container
from carefacilitator.interchange.tables.refusals import (
    CellTooLong,
    DamagedSpreadsheet,
    TooManyColumns,
)

_MAX_COLUMNS = 16_384
_ONE_ROW = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")


class StoredCell(NamedTuple):
    """A cell as the file holds it: ``kind`` is the ``t`` of ECMA-376 part 1, 18.18.11."""

    column: int
    kind: str
    style: int
    text: str


class StoredRow(NamedTuple):
    """A row that says something, with its number on the sheet, counted from 1."""

    number: int
    cells: tuple[StoredCell, ...]


def stored_rows(
    container: Container, part: str, merged: dict[int, int] | None = None
) -> Iterator[StoredRow]:
    """Yield the rows of a sheet that say something, as far as the caller wants them.

    ``merged`` is filled, once the sheet was read to its end: row → the most columns of one cell.
    """
    reader = _SheetReader(container.name, {} if merged is None else merged)
    parser = container.parser(reader.start, reader.end, reader.text)
    for piece in container.pieces(part):
        parser.feed(piece)
        yield from reader.taken()
    parser.close()
    yield from reader.taken()


class _SheetReader:
    """Receives the parser's calls and collects rows."""

    def __init__(self, name: str, merged: dict[int, int]) -> None:
        self._name = name
        self._merged = merged
        self._ready: list[StoredRow] = []
        self._row = 0
        self._column = 0
        self._cells: list[StoredCell] = []
        self._kind = "n"
        self._style = 0
        self._text: list[str] = []
        self._length = 0
        self._reading = False
        self._phonetic = False

    def taken(self) -> list[StoredRow]:
        ready, self._ready = self._ready, []
        return ready

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "row":
            number = int(attributes.get("r", self._row + 1))
            if number <= self._row:
                raise DamagedSpreadsheet(name=self._name)
            self._row, self._column, self._cells = number, 0, []
        elif tag == "c":
            self._column = self._column_of(attributes.get("r", ""))
            self._kind = attributes.get("t", "n")
            self._style = int(attributes.get("s", "0"))
            self._text, self._length = [], 0
        elif tag == "rPh":
            self._phonetic = True
        elif tag in ("v", "t"):
            self._reading = not self._phonetic
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", ""))

    def text(self, text: str) -> None:
        if self._reading:
            self._length += len(text)
            if self._length > limits.CELL:
                where = {"row": self._row, "column": self._column}
                raise CellTooLong(name=self._name, limit=limits.CELL, **where)
            self._text.append(text)

    def end(self, tag: str) -> None:
        if tag in ("v", "t"):
            self._reading = False
        elif tag == "rPh":
            self._phonetic = False
        elif tag == "c" and self._text:
            if self._column > limits.COLUMNS:
                raise TooManyColumns(name=self._name, limit=limits.COLUMNS)
            text = "".join(self._text)
            self._cells.append(StoredCell(self._column, self._kind, self._style, text))
            self._text = []
        elif tag == "row" and self._cells:
            self._ready.append(StoredRow(self._row, tuple(self._cells)))

    def _merge(self, reference: str) -> None:
        """Note a cell of one row that lies over several columns: “A2:F2”."""
        found = _ONE_ROW.fullmatch(reference)
        if found and found[2] == found[4]:
            row = int(found[2])
            wide = self._column_of(found[3]) - self._column_of(found[1]) + 1
            self._merged[row] = max(wide, self._merged.get(row, 0))

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if not letters:
            return self._column + 1
        column = 0
        for letter in letters[:4].upper():
            column = column * 26 + ord(letter) - 64
        if not 0 < column <= _MAX_COLUMNS:
            raise DamagedSpreadsheet(name=self._name)
        return column
