"""Write lists for people's own spreadsheet programs: CSV and XLSX.

In a CSV a spreadsheet program takes a text that begins with ``=``, ``+``, ``-`` or ``@`` for a
formula, which a stranger's answer may use to reach out of the file. Such texts get an apostrophe
in front, the sign by which spreadsheet programs mark text; reading attendees takes it off again.
In XLSX every text is stored as text, so nothing needs a guard.
"""

from __future__ import annotations

import csv
import errno
import io
import os
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

from carefacilitator.errors import DiskFull, NoPermission

Rows = Sequence[Mapping[str, object]]
_FORMULA = re.compile(r"[=+\-@\t\r＝＋－＠]")
_CELL_LENGTH = 32_767
"""The longest text an Excel cell holds."""


def guarded(value: object) -> object:
    """A value safe in a CSV: text that would be a formula gets an apostrophe in front."""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return "" if value is None else value


def write_csv(
    path: Path, rows: Rows, headings: Mapping[str, str] | None = None, separator: str = ","
) -> None:
    """Write ``rows`` as CSV that Excel opens with all its letters (UTF-8 with a mark, CRLF).

    ``headings`` are the columns in their order with what stands above them; without it the keys of
    the first row. Excel in languages with a decimal comma expects ``;`` as ``separator``.
    """
    columns = _columns(rows, headings)
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\r\n")
    writer.writerow([guarded(heading) for heading in columns.values()])
    writer.writerows([guarded(row.get(key)) for key in columns] for row in rows)
    content = text.getvalue().encode("utf-8-sig", "replace")
    _write(path, lambda file: file.write(content))


def write_bytes(path: Path, content: bytes) -> None:
    """Write beside the goal, put in place when whole. Raises DiskFull or NoPermission."""
    _write(path, lambda file: file.write(content))


def write_xlsx(
    path: Path,
    rows: Rows,
    headings: Mapping[str, str] | None = None,
    title: str = "",
    right_to_left: bool = False,
) -> None:
    """Write ``rows`` as an Excel workbook of one sheet; texts stay texts, numbers numbers."""
    from openpyxl.cell.cell import WriteOnlyCell
    from openpyxl.styles.fonts import Font
    from openpyxl.workbook.workbook import Workbook

    columns = _columns(rows, headings)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\'\x00-\x1f]", " ", title).strip()[:31] or None)
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = right_to_left

    def cell(value: object, bold: bool = False) -> Any:
        plain = value if isinstance(value, bool | int | float) else _storable(value)
        made = WriteOnlyCell(sheet, plain)
        if isinstance(plain, str):
            made.data_type = "s"  # otherwise “=…” would become a formula
        if bold:
            made.font = Font(bold=True)
        return made

    sheet.append([cell(heading, bold=True) for heading in columns.values()])
    for row in rows:
        sheet.append([cell(row.get(key)) for key in columns])
    _write(path, book.save)


def _columns(rows: Rows, headings: Mapping[str, str] | None) -> Mapping[str, str]:
    if headings is not None:
        return headings
    return {key: key for key in rows[0]} if rows else {}


def _storable(value: object) -> str:
    """A value as text that XML can hold."""
    text = "" if value is None else str(value)
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "\ufffd", text)[
        :_CELL_LENGTH
    ]


def _write(path: Path, write: Callable[[IO[bytes]], object]) -> None:
    """Write beside the goal and put in place when whole; a failure leaves what was there."""
    unfinished = ""
    try:
        handle, unfinished = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            write(file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    except OSError as error:
        if unfinished:
            Path(unfinished).unlink(missing_ok=True)
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise DiskFull(place=path.parent.name) from error
        raise NoPermission(place=path.parent.name) from error
