"""How much of somebody else's file is read before it is refused.

A workshop has hundreds of people, a national register many thousands; 20 000 rows leave room above
the largest sheet of people and keep a refusal of a register with 100 000 rows quick and small.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from pathlib import Path

from carefacilitator.errors import FileMissing, NoPermission
from carefacilitator.interchange.tables.layout import LOOKED_AT, width
from carefacilitator.interchange.tables.refusals import (
    CellTooLong,
    EmptyTable,
    FileTooLarge,
    TooManyColumns,
    TooManyRows,
)

ROWS = 20_000
COLUMNS = 200
MEGABYTES = 50
CELL = 10_000
"""A longer cell is refused, not cut: in practice it is a quotation mark that was never closed."""
SHEET_ROWS = 1_048_576
"""The rows of an Excel sheet, empty ones included."""


def check_file(path: Path) -> None:
    """Refuse a file that is not there, may not be read, is empty or too large."""
    try:
        if not path.is_file():
            raise FileMissing(name=path.name)
        size = path.stat().st_size
        with path.open("rb") as file:
            file.read(1)
    except PermissionError as error:
        raise NoPermission(place=path.name) from error
    if size > MEGABYTES << 20:
        raise FileTooLarge(name=path.name, megabytes=MEGABYTES)
    if not size:
        raise EmptyTable(name=path.name)


def take_rows(rows: Iterable[list[str]], name: str) -> list[list[str]]:
    """Collect rows up to the limits, without the empty cells at their ends; empty rows stay.

    Trailing empty rows are dropped. Raises as soon as a limit is passed, so that the rest of a
    large file is never read.
    """
    taken: list[list[str]] = []
    blank: list[str] = []
    spoken = used = 0
    for number, row in enumerate(itertools.islice(rows, SHEET_ROWS + 1), start=1):
        size = width(row)
        if not size:
            taken.append(blank)
            continue
        spoken += 1
        if spoken > ROWS + LOOKED_AT or number > SHEET_ROWS:
            raise TooManyRows(name=name, limit=ROWS)
        if size > COLUMNS:
            raise TooManyColumns(name=name, limit=COLUMNS)
        for column, cell in enumerate(row, start=1):
            if len(cell) > CELL:
                raise CellTooLong(name=name, row=number, column=column, limit=CELL)
        while row[-1] == "":  # cells of mere spaces stay, as nothing in a cell is changed here
            row.pop()
        taken.append(row[:COLUMNS])
        used = number
    return taken[:used]
