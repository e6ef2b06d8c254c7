"""Lists from Excel 97 to 2003 and from LibreOffice: the same rows as from a newer workbook."""

from __future__ import annotations

import datetime as dt
import random
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from carefacilitator.errors import CareError
from carefacilitator.interchange.tables import older_workbooks
from carefacilitator.interchange.tables.refusals import (
    EmptyTable,
    NotASpreadsheet,
    ProtectedSpreadsheet,
    TooManyRows,
    UnsafeSpreadsheet,
)
from carefacilitator.interchange.tables.tables import RawTable, read_table

FOLDER = Path(__file__).parents[2] / "data" / "tables"
HEADERS = ["Name", "Telephone", "Share", "Came on", "At", "Agreed", "Years"]
ROWS = [
    ["Participant 001", "0612345678", "0.25", "2022-07-11", "09:00", "TRUE", "34"],
    ["Participant 002", "+33612345678", "0.5", "1900-03-01", "14:30", "FALSE", "41.5"],
    [""] * 7,
    ["مشاركة 003", "", "", "2022-07-12 16:45", "", "TRUE", ""],
]


@pytest.fixture(params=["xls", "ods"])
def older(request: pytest.FixtureRequest) -> Path:
    return FOLDER / f"people.{request.param}"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """The same list as a newer workbook, written by an independent author."""
    book = openpyxl.Workbook()
    book.active.title = "Empty"
    sheet = book.create_sheet("People")
    sheet.append(["List of the made-up workshop"])
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(HEADERS)
    at = dt.time
    sheet.append(["Participant 001", "0612345678", 0.25, dt.date(2022, 7, 11), at(9), True, 34])
    day = dt.date(1900, 3, 1)
    sheet.append(["Participant 002", "+33612345678", 0.5, day, at(14, 30), False, 41.5])
    sheet.append([])
    moment = dt.datetime(2022, 7, 12, 16, 45)
    sheet.append(["مشاركة 003", None, None, moment, None, True, None])
    book.create_sheet("Hidden").sheet_state = "hidden"
    path = tmp_path / "people.xlsx"
    book.save(path)
    return path


def _told(table: RawTable) -> tuple[object, ...]:
    return table.headers, table.rows, table.sheet, table.first_row


def test_the_same_rows_come_out_of_every_kind(older: Path, newer: Path) -> None:
    table = read_table(older)
    assert _told(table) == (HEADERS, ROWS, "People", 4)
    assert _told(table) == _told(read_table(newer))


def test_a_sheet_is_chosen_by_name_and_hidden_ones_are_left(older: Path) -> None:
    assert read_table(older, sheet="Hidden").headers == ["Name", "Email"]
    for missing in ("Empty", "Elsewhere"):
        with pytest.raises(EmptyTable):
            read_table(older, sheet=missing)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def _content(
    tmp_path: Path,
    rows: str,
    *,
    kind: str = "spreadsheet",
    doctype: str = "",
    manifest: str = "<a/>",
) -> Path:
    """An .ods by hand: the rows of one sheet called S."""
    path = tmp_path / "people.ods"
    content = (
        f'{doctype}<office:document-content xmlns:office="{_ODF}:office:1.0"'
        f' xmlns:table="{_ODF}:table:1.0" xmlns:text="{_ODF}:text:1.0"><office:body>'
        f'<office:spreadsheet><table:table table:name="S">{rows}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        archive.writestr("content.xml", content)
        archive.writestr("META-INF/manifest.xml", manifest)
    return path


def _cell(text: str, **more: object) -> str:
    told = "".join(f' table:{key.replace("_", "-")}="{value}"' for key, value in more.items())
    said = f"<text:p>{text}</text:p>"
    return f'<table:table-cell office:value-type="string"{told}>{said}</table:table-cell>'


def _row(cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{cells}</table:table-row>'


HEAD = _row(_cell("Name") + _cell("Country"))


@pytest.mark.parametrize(("wide", "times"), [(9, 1_048_000), (1024, 30_000)])
def test_cells_repeated_without_end_are_refused_before_they_are_unpacked(
    wide: int, times: int, tmp_path: Path
) -> None:
    row = _row(_cell("x", number_columns_repeated=wide), times)
    with pytest.raises(TooManyRows):
        read_table(_content(tmp_path, HEAD + row))


def test_entity_bombs_other_documents_and_locked_ones_are_refused(tmp_path: Path) -> None:
    bomb = _content(tmp_path, HEAD, doctype='<!DOCTYPE a [<!ENTITY e "eeee">]>')
    with pytest.raises(UnsafeSpreadsheet):
        read_table(bomb)
    with pytest.raises(CareError):
        read_table(_content(tmp_path, HEAD, kind="text"))
    locked = _content(tmp_path, HEAD, manifest="<a><encryption-data/></a>")
    with pytest.raises(ProtectedSpreadsheet):
        read_table(locked)


def test_what_lies_over_half_of_the_table_is_told_as_merged(tmp_path: Path) -> None:
    wide = _row(_cell("Group A", number_columns_spanned=2) + "<table:covered-table-cell/>")
    body = _row(_cell("Participant 001") + _cell("México"))
    table = read_table(_content(tmp_path, HEAD + wide + body))
    assert table.rows == [["Group A", ""], ["Participant 001", "México"]]
    assert table.merged == {2}


def _record(kind: int, *fields: int) -> bytes:
    body = struct.pack(f"<{len(fields)}H", *fields)
    return struct.pack("<HH", kind, len(body)) + body


def test_far_corners_and_passwords_of_an_old_workbook_are_refused() -> None:
    begin = _record(0x0809, 0x0600, 0x0010)
    near = begin + _record(0x0203, 1, 1, 0, 0) * 3
    older_workbooks._look_through_xls("x.xls", near)
    older_workbooks._look_through_xls("x.xls", begin + _record(0x0203, 65_535, 60, 0, 0))
    with pytest.raises(TooManyRows):
        older_workbooks._look_through_xls("x.xls", near + _record(0x0203, 65_535, 70, 0, 0))
    with pytest.raises(TooManyRows):
        older_workbooks._look_through_xls("x.xls", near + _record(0x00BD, 65_535, 0, 0, 70))
    with pytest.raises(ProtectedSpreadsheet):
        older_workbooks._look_through_xls("x.xls", begin + _record(0x002F, 1))


def test_an_old_container_of_another_program_is_no_spreadsheet(tmp_path: Path) -> None:
    content = (FOLDER / "people.xls").read_bytes()
    path = tmp_path / "letter.doc"
    path.write_bytes(
        content.replace("Workbook".encode("utf-16-le"), "Elsewher".encode("utf-16-le"))
    )
    with pytest.raises(NotASpreadsheet):
        read_table(path)


def test_a_file_altered_at_any_byte_is_read_or_refused(
    older: Path, write_bytes: Callable[..., Path], capfd: pytest.CaptureFixture[str]
) -> None:
    content, chance = older.read_bytes(), random.Random(1997)
    for _ in range(150):
        broken = bytearray(content)
        for _ in range(chance.randint(1, 4)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        cut = bytes(broken)[: chance.choice((len(broken), chance.randrange(9, len(broken))))]
        try:
            read_table(write_bytes(cut, older.name))
        except CareError:
            continue
    capfd.readouterr()  # what the library says of its own panics
