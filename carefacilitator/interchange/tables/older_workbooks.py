"""Read .xls (Excel 97 to 2003) and .ods (OpenDocument) that may come from anybody.

The library that reads the cells trusts what a file says of itself, so a guard looks through it
first: how far the cells of each sheet reach decides how much memory is wanted. Values read as those
of a newer workbook do: dates as ISO 8601, whole numbers without a decimal point.
"""

from __future__ import annotations

import datetime as dt
import io
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from carefacilitator.interchange.tables import layout, limits
from carefacilitator.interchange.tables.cell_values import clock_text, number_text
from carefacilitator.interchange.tables.refusals import (
    DamagedSpreadsheet,
    EmptyTable,
    NotASpreadsheet,
    ProtectedSpreadsheet,
    TooManyRows,
    UnsafeSpreadsheet,
)

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

    from carefacilitator.interchange.tables.containers import Container

CELLS = (limits.ROWS + layout.LOOKED_AT) * limits.COLUMNS
"""Cells between the corners of what a sheet holds; the library keeps one value for each of them."""
STREAM_BYTES = limits.MEGABYTES << 20
_SHEETS_LOOKED_AT = 30
_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
"""How a newer workbook with a password looks outside: an old container with this entry."""
_BOF, _FILEPASS, _MULRK = 0x0809, 0x002F, 0x00BD
_CELLS_OF_XLS = frozenset([0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E])
"""Records that hold a cell: [MS-XLS] 2.3.2. All begin with row and column."""

Read = tuple[list[list[str]], str, dict[int, int]]


def read_xls(path: Path, sheet: str, known: layout.Known) -> Read:
    """As :func:`~carefacilitator.interchange.tables.workbooks.read_workbook` for an .xls."""
    stream = _stream_of(path)
    _look_through_xls(path.name, stream)
    with _book(path) as book:
        return _read(book, path.name, sheet, known, {})


def read_ods(container: Container, path: Path, sheet: str, known: layout.Known) -> Read:
    """The same for an .ods whose container was opened."""
    merged = _look_through_ods(container)
    with _book(path) as book:
        return _read(book, path.name, sheet, known, merged)


def is_open_document(container: Container) -> bool:
    """Whether a container holds a spreadsheet of OpenDocument."""
    if not (container.has("mimetype") and container.has(_CONTENT)):
        return False
    kind = next(container.pieces("mimetype"), b"").strip()
    return kind.startswith(b"application/vnd.oasis.opendocument.spreadsheet")


@contextmanager
def _book(path: Path) -> Iterator[CalamineWorkbook]:
    """The workbook as the library sees it; whatever it stumbles over becomes a refusal."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        yield CalamineWorkbook.from_filelike(io.BytesIO(path.read_bytes()))
    except PasswordError as error:
        raise ProtectedSpreadsheet(name=path.name) from error
    except (CalamineError, OSError, ValueError, OverflowError) as error:
        raise DamagedSpreadsheet(name=path.name) from error
    except BaseException as error:
        # A panic of the library is no Exception, so that nobody goes on in a state it left behind;
        # here nothing of it is used any more.
        if type(error).__module__ == "pyo3_runtime":
            raise DamagedSpreadsheet(name=path.name) from None
        raise


# the guards --------------------------------------------------------------------------------------


def _stream_of(path: Path) -> bytes:
    """The stream with the sheets of an old container, whose chains of sectors are followed once."""
    import olefile

    if _LOCKED in path.read_bytes():
        raise ProtectedSpreadsheet(name=path.name)
    try:
        with olefile.OleFileIO(str(path)) as file:
            name = next((one for one in ("Workbook", "Book") if file.exists(one)), None)
            if name is None:
                raise NotASpreadsheet(name=path.name)
            if file.get_size(name) > STREAM_BYTES:
                raise UnsafeSpreadsheet(name=path.name)
            content: bytes = file.openstream(name).read()
            return content
    except (OSError, ValueError, IndexError, KeyError, TypeError, struct.error) as error:
        raise DamagedSpreadsheet(name=path.name) from error


def _look_through_xls(name: str, stream: bytes) -> None:
    """Refuse a sheet whose cells reach further than those of a list, and a locked workbook."""
    corners, at = _Corners(name), 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        if kind == _BOF:
            corners.begin()
        elif kind == _FILEPASS:
            raise ProtectedSpreadsheet(name=name)
        elif kind in _CELLS_OF_XLS and length >= 6:
            row, column = struct.unpack_from("<HH", stream, at + 4)
            last = (
                struct.unpack_from("<H", stream, at + 2 + length)[0] if kind == _MULRK else column
            )
            corners.add(row + 1, max(column, last) + 1)
        at += 4 + length


def _look_through_ods(container: Container) -> dict[str, dict[int, int]]:
    """The same for an .ods, whose cells may be repeated; says what is merged in each sheet."""
    if container.has(_MANIFEST) and b"encryption-data" in b"".join(container.pieces(_MANIFEST)):
        raise ProtectedSpreadsheet(name=container.name)
    reader = _ContentReader(container.name)
    container.parse(_CONTENT, reader.start, reader.end, reader.text)
    return reader.merged


class _Corners:
    """How far the cells of a sheet reach."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.begin()

    def begin(self) -> None:
        self._bottom = self._right = 0

    def add(self, row: int, column: int) -> None:
        self._bottom, self._right = max(self._bottom, row), max(self._right, column)
        if self._bottom * self._right > CELLS:
            raise TooManyRows(name=self._name, limit=limits.ROWS)


class _ContentReader:
    """Receives the parser's calls for the content of an .ods."""

    def __init__(self, name: str) -> None:
        self.merged: dict[str, dict[int, int]] = {}
        self._name, self._corners = name, _Corners(name)
        self._title = ""
        self._row = self._column = self._filled = 0
        self._times = self._wide = 1
        self._spans = 0
        self._says = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        told = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        if tag == "table":
            self._title, self._row = told.get("name", ""), 0
            self._corners.begin()
        elif tag == "table-row":
            self._times = self._count(told, "number-rows-repeated")
            self._column = self._filled = 0
        elif tag in ("table-cell", "covered-table-cell"):
            self._wide = self._count(told, "number-columns-repeated")
            self._spans = self._count(told, "number-columns-spanned")
            if self._count(told, "number-rows-spanned") > 1:
                self._spans = 1
            self._says = "value-type" in told

    def text(self, text: str) -> None:
        self._says = self._says or bool(text.strip())

    def end(self, tag: str) -> None:
        if tag in ("table-cell", "covered-table-cell"):
            self._column += self._wide
            if self._says:
                self._filled = self._column
                if self._spans > 1:
                    found = self.merged.setdefault(self._title, {})
                    found[self._row + 1] = max(self._spans, found.get(self._row + 1, 0))
            self._says = False
        elif tag == "table-row":
            self._row += self._times
            if self._filled:
                self._corners.add(self._row, self._filled)

    def _count(self, told: dict[str, str], name: str) -> int:
        count = int(told.get(name, "1"))
        if not 0 < count <= limits.SHEET_ROWS * 2:
            raise DamagedSpreadsheet(name=self._name)
        return count


# the cells ---------------------------------------------------------------------------------------


def _read(
    book: CalamineWorkbook,
    name: str,
    title: str,
    known: layout.Known,
    merged: dict[str, dict[int, int]],
) -> Read:
    chosen = _chosen(book, name, title, known)
    found = merged.get(chosen.name) or _merged_in(chosen)
    return limits.take_rows(_rows(chosen), name), chosen.name, found


def _chosen(book: CalamineWorkbook, name: str, title: str, known: layout.Known) -> CalamineSheet:
    """The sheet that is named, else the first visible one whose headings are known."""
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
    if title:
        if title not in {one.name for one in sheets}:
            raise EmptyTable(name=name)
        return book.get_sheet_by_name(title)
    visible = [one for one in sheets if one.visible == SheetVisibleEnum.Visible] or sheets
    spoken: CalamineSheet | None = None
    for one in visible[:_SHEETS_LOOKED_AT]:
        sheet = book.get_sheet_by_name(one.name)
        head = list(_rows(sheet, layout.LOOKED_AT))
        at = layout.find_header(head, known)
        if at is None:
            continue
        if layout.known_headings(head[at], known) > 1:
            return sheet
        spoken = spoken or sheet
    if spoken is None:
        raise EmptyTable(name=name)
    return spoken


def _merged_in(sheet: CalamineSheet) -> dict[int, int]:
    """Row, counted from 1 → the most columns of one cell that lies in this row only."""
    found: dict[int, int] = {}
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or ():
        if top == bottom:
            found[top + 1] = max(right - left + 1, found.get(top + 1, 0))
    return found


def _rows(sheet: CalamineSheet, first: int | None = None) -> Iterator[list[str]]:
    for row in sheet.to_python(skip_empty_area=False, nrows=first):
        yield [_text(value) for value in row]


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        seconds = value.hour * 3600 + value.minute * 60 + value.second
        day = value.date().isoformat()
        return f"{day} {clock_text(seconds)}" if seconds else day
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, dt.time):
        return clock_text(value.hour * 3600 + value.minute * 60 + value.second)
    if isinstance(value, dt.timedelta):
        return clock_text(round(value.total_seconds()))
    return number_text(repr(value))
