"""Read any table somebody sends: text or Excel, whatever its encoding, separator and titles.

What the file is called does not matter, what is inside does. Nothing is changed in the cells: no
space is cut, no decimal comma turned. Row numbers are those a person sees in a spreadsheet program.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from carefacilitator.interchange.people import second_headings, subheadings
from carefacilitator.interchange.people.headings import is_known
from carefacilitator.interchange.people.name_columns import people_below
from carefacilitator.interchange.tables import layout, limits
from carefacilitator.interchange.tables.delimited import read_delimited
from carefacilitator.interchange.tables.encodings import find_encoding
from carefacilitator.interchange.tables.refusals import (
    DamagedSpreadsheet,
    EmptyTable,
    TooManyRows,
)

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as it was written. ``rows`` are as long as ``headers``; empty rows inside are kept.

    ``rows[i]`` stands on row ``first_row + i`` of the sheet. ``encoding`` and ``separator`` are
    empty for workbooks, ``sheet`` for text; a single column has no separator. ``merged`` are the
    rows, by their number on the sheet, whose one cell was merged over half of the table or more.
    """

    headers: list[str]
    rows: list[list[str]]
    encoding: str
    separator: str
    sheet: str
    first_row: int
    merged: frozenset[int] = frozenset()


def read_table(
    path: Path,
    *,
    known: layout.Known = is_known,
    encoding: str = "",
    separator: str = "",
    sheet: str = "",
) -> RawTable:
    """Read the table in a file, finding out how it was written.

    ``known`` recognises headings and so finds their row; ``encoding``, ``separator`` and ``sheet``
    are a person's own choice where the program's was wrong. Raises the refusals of
    :mod:`~carefacilitator.interchange.tables.refusals`.
    """
    limits.check_file(path)
    try:
        rows, origin, merged = _read(path, known, encoding, separator, sheet)
    except OSError as error:  # the stick was pulled, the disk is failing
        raise DamagedSpreadsheet(name=path.name) from error
    table = _below_headings(path.name, rows, known, origin)
    return replace(table, merged=_titles(table, merged)) if merged else table


def _titles(table: RawTable, merged: dict[int, int]) -> frozenset[int]:
    """The rows that say one thing only, over half of the table."""
    found = set()
    for index, row in enumerate(table.rows):
        number = index + table.first_row
        if merged.get(number, 0) * 2 >= len(table.headers) and layout.filled(row) == 1:
            found.add(number)
    return frozenset(found)


def _read(
    path: Path, known: layout.Known, encoding: str, separator: str, sheet: str
) -> tuple[list[list[str]], tuple[str, str, str], dict[int, int]]:
    """All rows, the encoding, separator and sheet they were found under, and merged cells."""
    with path.open("rb") as file:
        start = file.read(8)
    if start == _OLE:
        from carefacilitator.interchange.tables.older_workbooks import read_xls

        rows, title, merged = read_xls(path, sheet, known)
        return rows, ("", "", title), merged
    if start.startswith(_ZIP) and start[2:4] in (b"\x03\x04", b"\x05\x06", b"\x07\x08"):
        from carefacilitator.interchange.tables.workbooks import read_workbook

        rows, title, merged = read_workbook(path, sheet, known)
        return rows, ("", "", title), merged
    encoding = encoding or find_encoding(path)
    rows, separator = read_delimited(path, encoding, separator, known)
    return rows, (encoding, separator, ""), {}


def _below_headings(
    name: str, rows: list[list[str]], known: layout.Known, origin: tuple[str, str, str]
) -> RawTable:
    at = layout.find_header(rows, known)
    if at is None:
        raise EmptyTable(name=name)
    if known is is_known:
        head = rows[: layout.LOOKED_AT]
        form = (n for n in range(at) if second_headings.defines_a_form(head[n], head[n + 1 :]))
        at = people_below(head, next(form, at))
    headings, first = subheadings.lifted(rows, at)
    if first < len(rows) and layout.is_hashtags(rows[first]):
        first += 1
    below = rows[first:]
    if sum(map(bool, below)) > limits.ROWS:
        raise TooManyRows(name=name, limit=limits.ROWS)
    columns = max(map(len, [headings, *below]))
    blank = [""] * columns
    padded = [row + blank[len(row) :] if row else blank for row in below]
    headers = headings + blank[len(headings) :]
    return RawTable(headers, padded, *origin, first_row=first + 1)
