"""Read text tables: CSV with any of the separators Excel writes, tab-separated “Unicode text”.

Quotation marks, doubled quotation marks and line breaks inside them follow RFC 4180; records end
with LF, CRLF or CR. A first line ``sep=;`` (Excel's own hint) is obeyed and not counted as a row.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from carefacilitator.interchange.tables import layout, limits
from carefacilitator.interchange.tables.refusals import UnclosedQuote, UnreadableText

SEPARATORS = (",", ";", "\t", "|")
_HEAD = 1 << 16
_NONE = "\x1f"
"""Stands for “no separator” where the parser demands one: a table of one column."""
_END = "\x1e the end of the table \x1e"
_HINT = re.compile(r'"?sep=(.)"?(?:\r\n|\r|\n|$)', re.IGNORECASE)


def read_delimited(
    path: Path, encoding: str, separator: str, known: layout.Known
) -> tuple[list[list[str]], str]:
    """Read all rows as text, and say which separator was used (empty: a single column).

    ``separator`` may be empty: then it is found. Raises :class:`UnreadableText` where the named
    encoding does not fit, :class:`UnclosedQuote`, and the refusals of the limits.
    """
    try:
        with path.open(encoding=encoding, newline="") as file:
            head = file.read(_HEAD)
            hint = _HINT.match(head)
            file.seek(0)
            if hint:
                file.readline()
            chosen = separator or (hint[1] if hint else "") or _find_separator(head, known)
            rows = _records(file, chosen, path.name)
            return limits.take_rows(rows, path.name), chosen
    except UnicodeDecodeError as error:
        raise UnreadableText(name=path.name) from error


def _records(file: io.TextIOBase, separator: str, name: str) -> Iterator[list[str]]:
    """Yield the records; a mark added after the last line shows whether all quotes were closed."""
    reader = csv.reader(itertools.chain(file, (_END,)), delimiter=separator or _NONE)
    number = 0
    while True:
        number += 1
        try:
            record = next(reader)
        except csv.Error as error:  # a field beyond the parser's own limit of 131 072 characters
            raise UnclosedQuote(name=name, row=number) from error
        if record == [_END]:
            return
        if record and record[-1].endswith(_END):
            raise UnclosedQuote(name=name, row=number)
        yield record


def _find_separator(head: str, known: layout.Known) -> str:
    """The separator under which the headings are known best and the rows are most alike."""
    return max(("", *SEPARATORS), key=lambda s: _fitness(head, s, known))


class _Fitness(NamedTuple):
    """How well a separator explains a text; compared field by field."""

    known: int = 0
    several: bool = False
    skipped: int = 0
    alike: float = 0.0
    columns: int = 0


def _fitness(head: str, separator: str, known: layout.Known) -> _Fitness:
    lines = io.StringIO(head, newline="")
    reader = csv.reader(lines, delimiter=separator or _NONE)
    try:
        rows = list(itertools.islice(reader, 2 * layout.LOOKED_AT))
    except csv.Error:
        return _Fitness()
    if len(head) == _HEAD and len(rows) > 1:
        rows.pop()  # the sample may end in the middle of it
    at = layout.find_header(rows, known)
    if at is None:  # nothing but separators: this one explains all of it
        return _Fitness(known=len(head))
    header, below = rows[at], [row for row in rows[at + 1 :] if layout.filled(row)]
    alike = sum(_alike(row, header) for row in below) / len(below) if below else 1.0
    return _Fitness(
        known=layout.known_headings(header, known),
        several=layout.width(header) > 1 and alike >= 0.6,
        skipped=-sum(layout.filled(row) > 0 for row in rows[:at]),
        alike=round(alike, 2),
        columns=len(header),
    )


def _alike(row: list[str], header: list[str]) -> bool:
    """Whether a row fits its headings: as many cells, or fewer with nothing beyond them."""
    return len(row) == len(header) or 1 < layout.width(row) <= layout.width(header)
