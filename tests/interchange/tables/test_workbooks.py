from __future__ import annotations

import datetime as dt
import random
import warnings
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from carefacilitator.errors import CareError
from carefacilitator.interchange.tables import limits
from carefacilitator.interchange.tables.refusals import (
    CellTooLong,
    DamagedSpreadsheet,
    EmptyTable,
    NotASpreadsheet,
    OldSpreadsheet,
    OpenDocumentSpreadsheet,
    ProtectedSpreadsheet,
    TableRefusal,
    TooManyColumns,
    TooManyRows,
    UnsafeSpreadsheet,
)
from carefacilitator.interchange.tables.tables import read_table

WriteBook = Callable[..., Path]
RowsXml = Callable[..., str]
PEOPLE = [["Full name", "Organization", "Country"], ["Participant 001", "Red", "México"]]


def _saved(tmp_path: Path, *sheets: tuple[str, list[list[Any]]]) -> Path:
    """Write a workbook with the usual library, as an independent author."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    path = tmp_path / "people.xlsx"
    book.save(path)
    return path


def test_values_are_told_as_a_person_sees_them(tmp_path: Path) -> None:
    moment = dt.datetime(2022, 7, 11, 9, 5)
    path = _saved(
        tmp_path,
        (
            "List",
            [
                ["name", "age", "born", "at", "time", "yes", "share", "phone", "nothing"],
                ["Añá 😀", 25.0, dt.date(2022, 7, 11), moment, dt.time(8, 30), True, 0.1 + 0.2,
                 5215512345678, None],
            ],
        ),
    )  # fmt: skip
    table = read_table(path)
    assert table.rows == [
        [
            "Añá 😀",
            "25",
            "2022-07-11",
            "2022-07-11 09:05",
            "08:30",
            "TRUE",
            "0.3",
            "5215512345678",
            "",
        ]
    ]
    assert (table.sheet, table.encoding, table.separator) == ("List", "", "")


def test_real_workbooks_say_what_the_usual_library_says(inputs: Path) -> None:
    for path in sorted((inputs / "03_spreadsheets").glob("*.xlsx")):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the usual library complains about page headers
            book = openpyxl.load_workbook(path, data_only=True)
        sheet = book[book.sheetnames[0]]
        told = [_as_text(value) for row in sheet.iter_rows(values_only=True) for value in row]
        table = read_table(path)
        found = [c for row in (table.headers, *table.rows) for c in row if c]
        assert found == [t for t in told if t][-len(found) :], path.name


def _as_text(value: object) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def test_the_first_visible_sheet_with_known_headings_is_read(tmp_path: Path) -> None:
    path = _saved(tmp_path, ("Read me", [["How to fill this in"]]), ("People", PEOPLE))
    assert read_table(path).sheet == "People"
    assert read_table(path, sheet="Read me").headers == ["How to fill this in"]
    with pytest.raises(EmptyTable):
        read_table(path, sheet="Absent")


def test_hidden_sheets_are_left(write_workbook: WriteBook, rows_xml: RowsXml) -> None:
    path = write_workbook(
        {"Old": rows_xml(PEOPLE), "New": rows_xml([["Full name", "City"], ["B", "y"]])},
        states={"Old": "hidden"},
    )
    assert read_table(path).sheet == "New"


def test_empty_sheets_are_passed_over(tmp_path: Path) -> None:
    path = _saved(tmp_path, ("Empty", []), ("Data", [["a", "b"], [1, 2]]))
    assert (read_table(path).sheet, read_table(path).rows) == ("Data", [["1", "2"]])


def test_titles_merged_over_the_headings_and_gaps_keep_row_numbers(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["Attendance sheet"], [], [], *PEOPLE, [], ["Participant 002", "Red"]]
    path = _saved(tmp_path, ("List", rows))
    book = openpyxl.load_workbook(path)
    book["List"].merge_cells("A1:C1")
    book.save(path)
    table = read_table(path)
    assert table.first_row == 5
    assert [row[0] for row in table.rows] == ["Participant 001", "", "Participant 002"]


def test_formulas_give_the_value_last_computed(write_workbook: WriteBook) -> None:
    data = (
        '<row r="1"><c r="A1" t="str"><f>"na"&amp;"me"</f><v>name</v></c>'
        '<c r="C1" t="str"><v>n</v></c></row>'
        '<row r="3"><c r="A3" t="str"><f>A1</f><v>Participant 001</v></c><c r="B3"><f>1+1</f></c>'
        '<c r="C3"><f>2*3</f><v>6</v></c><c r="D3" t="e"><v>#N/A</v></c></row>'
    )
    table = read_table(write_workbook({"S": data}))
    assert table.headers == ["name", "", "n", ""]
    assert table.rows[1] == ["Participant 001", "", "6", "#N/A"]


def test_shared_rich_and_phonetic_texts(write_workbook: WriteBook) -> None:
    strings = (
        "<sst><si><t>name</t></si>"
        "<si><r><t>Parti</t></r><r><t xml:space='preserve'>cipant </t></r></si>"
        "<si><t>山田</t><rPh sb='0' eb='1'><t>ヤマダ</t></rPh></si>"
        "<si><t>a_x000D_b_x005F_c_xD800_</t></si></sst>"
    )
    data = "".join(f'<row><c t="s"><v>{n}</v></c></row>' for n in range(4))
    table = read_table(write_workbook({"S": data}, {"xl/sharedStrings.xml": strings}))
    assert table.rows == [["Participant "], ["山田"], ["a\rb_c_xD800_"]]


@pytest.mark.parametrize(
    ("properties", "expected"),
    [("", "2022-07-11"), ('<workbookPr date1904="1"/>', "2026-07-12")],
)
def test_both_calendars_of_excel(properties: str, expected: str, write_workbook: WriteBook) -> None:
    styles = (
        "<styleSheet><numFmts><numFmt numFmtId='164' formatCode='dd\\/mm\\/yyyy;@'/></numFmts>"
        "<cellStyleXfs><xf numFmtId='14'/></cellStyleXfs>"
        "<cellXfs><xf numFmtId='0'/><xf numFmtId='164'/></cellXfs></styleSheet>"
    )
    data = "<row><c t='str'><v>day</v></c></row><row><c s='1'><v>44753</v></c></row>"
    path = write_workbook({"S": data}, {"xl/styles.xml": styles}, properties=properties)
    assert read_table(path).rows == [[expected]]


def test_the_strict_form_of_the_standard_is_read(
    write_workbook: WriteBook, rows_xml: RowsXml, tmp_path: Path
) -> None:
    path = write_workbook({"S": rows_xml(PEOPLE)})
    strict = tmp_path / "strict.xlsx"
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(strict, "w") as goal:
        for name in source.namelist():
            text = source.read(name).decode()
            text = text.replace(
                "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
                "http://purl.oclc.org/ooxml/spreadsheetml/main",
            ).replace(
                "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                "http://purl.oclc.org/ooxml/officeDocument/relationships",
            )
            goal.writestr(name, text)
    assert read_table(strict).rows == PEOPLE[1:]


def test_prefixed_tags_and_absolute_targets(write_workbook: WriteBook) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = (
        f'<x:worksheet xmlns:x="{main}"><x:sheetData><x:row><x:c t="inlineStr"><x:is>'
        "<x:t>name</x:t></x:is></x:c></x:row>"
        "<x:row><x:c t='inlineStr'><x:is><x:t>A</x:t></x:is></x:c></x:row>"
        "</x:sheetData></x:worksheet>"
    )
    relations = (
        '<Relationships><Relationship Id="rId1" Type="http://x/worksheet"'
        ' Target="/xl/worksheets/sheet1.xml"/></Relationships>'
    )
    path = write_workbook(
        {"S": ""}, {"xl/worksheets/sheet1.xml": sheet, "xl/_rels/workbook.xml.rels": relations}
    )
    assert read_table(path).rows == [["A"]]


# --- refusals -------------------------------------------------------------------------------------


def test_100_000_rows_are_refused_before_the_texts_are_read(
    write_workbook: WriteBook, rows_xml: RowsXml
) -> None:
    row = "<row>" + '<c t="s"><v>0</v></c>' * 3 + "</row>"
    path = write_workbook({"S": row * 100_000}, {"xl/sharedStrings.xml": "not even XML"})
    with pytest.raises(TooManyRows) as refusal:
        read_table(path, sheet="S")
    assert refusal.value.values == {"name": "people.xlsx", "limit": 20_000}


def test_styled_empty_cells_to_the_end_of_the_sheet_cost_nothing(
    write_workbook: WriteBook, rows_xml: RowsXml
) -> None:
    empty = '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    table = read_table(write_workbook({"S": rows_xml(PEOPLE) + empty}))
    assert table.rows == PEOPLE[1:]


def test_a_value_in_the_last_row_of_the_sheet_is_read(
    write_workbook: WriteBook, rows_xml: RowsXml
) -> None:
    last = '<row r="1048576"><c r="A1048576"><v>7</v></c></row>'
    table = read_table(write_workbook({"S": rows_xml(PEOPLE) + last}))
    assert len(table.rows) == 1_048_575
    assert table.rows[-1] == ["7", "", ""]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        ('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>', DamagedSpreadsheet),
        ('<row r="2"><c><v>1</v></c></row><row r="1"><c><v>1</v></c></row>', DamagedSpreadsheet),
        ('<row><c r="ZZZZZZ1"><v>1</v></c></row>', DamagedSpreadsheet),
        ('<row><c r="?1"><v>1</v></c></row>', DamagedSpreadsheet),
        ('<row r="x"><c><v>1</v></c></row>', DamagedSpreadsheet),
        ('<row><c t="s"><v>7</v></c></row>', DamagedSpreadsheet),
        ('<row><c t="s"><v>-1</v></c></row>', DamagedSpreadsheet),
        ('<row><c r="GS1"><v>1</v></c></row>', TooManyColumns),
        (f'<row><c t="str"><v>{"x" * 10_001}</v></c></row>', CellTooLong),
        ("<row><c><v>1</v></c>", DamagedSpreadsheet),
        ("", EmptyTable),
    ],
)
def test_impossible_sheets_are_refused(
    data: str, refusal: type[CareError], write_workbook: WriteBook
) -> None:
    with pytest.raises(refusal):
        read_table(write_workbook({"S": data}))


def test_entity_bombs_are_refused_in_every_part_and_encoding(
    write_workbook: WriteBook, rows_xml: RowsXml
) -> None:
    bomb = (
        '<?xml version="1.0"?><!-- x --><!DOCTYPE z [<!ENTITY a "aaaaaaaaaa">'
        '<!ENTITY b "&a;&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'
    )
    for part in (
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/worksheets/sheet1.xml",
        "xl/styles.xml",
    ):
        with pytest.raises(UnsafeSpreadsheet):
            read_table(write_workbook({"S": rows_xml(PEOPLE)}, {part: bomb}))
    shared = '<row><c t="s"><v>0</v></c></row>'
    with pytest.raises(UnsafeSpreadsheet):
        read_table(write_workbook({"S": shared}, {"xl/sharedStrings.xml": bomb}))
    wide: Any = bomb.replace('"1.0"', '"1.0" encoding="utf-16"').encode("utf-16")
    with pytest.raises(UnsafeSpreadsheet):
        read_table(write_workbook({"S": ""}, {"xl/worksheets/sheet1.xml": wide}))


def test_a_part_that_unpacks_without_end_is_refused(
    write_workbook: WriteBook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carefacilitator.interchange.tables.containers.PART_BYTES", 1 << 20)
    bomb = "<worksheet><sheetData>" + " " * (3 << 20) + "</sheetData></worksheet>"
    path = write_workbook({"S": ""}, {"xl/worksheets/sheet1.xml": bomb})
    assert path.stat().st_size < 10_000
    with pytest.raises(UnsafeSpreadsheet):
        read_table(path)


def test_a_directory_of_endless_entries_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carefacilitator.interchange.tables.containers.DIRECTORY_BYTES", 10_000)
    path = tmp_path / "people.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(300):
            archive.writestr(f"part{number}", "")
    with pytest.raises(UnsafeSpreadsheet):
        read_table(path)


@pytest.mark.parametrize(
    ("parts", "refusal"),
    [
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, OpenDocumentSpreadsheet),
        ({"Index/Document.iwa": ""}, OpenDocumentSpreadsheet),
        ({"[Content_Types].xml": "", "xl/workbook.bin": ""}, OldSpreadsheet),
        ({"[Content_Types].xml": "", "word/document.xml": "<document/>"}, NotASpreadsheet),
        ({"anything.txt": ""}, NotASpreadsheet),
        ({}, NotASpreadsheet),
        ({"[Content_Types].xml": "", "xl/workbook.xml": "<document/>"}, NotASpreadsheet),
        ({"[Content_Types].xml": "", "xl/workbook.xml": ""}, DamagedSpreadsheet),
        ({"[Content_Types].xml": "", "xl/workbook.xml": "<workbook/>"}, EmptyTable),
    ],
)
def test_other_kinds_of_office_file_are_named(
    parts: dict[str, str], refusal: type[CareError], tmp_path: Path
) -> None:
    path = tmp_path / "people.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(refusal):
        read_table(path)


def test_an_encrypted_zip_is_told_as_protected(
    write_workbook: WriteBook, rows_xml: RowsXml
) -> None:
    path = write_workbook({"S": rows_xml(PEOPLE)})
    content = bytearray(path.read_bytes())
    at = content.find(b"PK\x01\x02")
    while at >= 0:
        content[at + 8] |= 1
        at = content.find(b"PK\x01\x02", at + 4)
    path.write_bytes(content)
    with pytest.raises(ProtectedSpreadsheet):
        read_table(path)


def test_a_workbook_altered_at_any_byte_is_read_or_refused(
    write_workbook: WriteBook, rows_xml: RowsXml
) -> None:
    path = write_workbook({"S": rows_xml(PEOPLE)})
    whole = path.read_bytes()
    chance = random.Random(7)
    for _ in range(400):
        broken = bytearray(whole)
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        path.write_bytes(broken)
        with suppress(TableRefusal):
            read_table(path)
    for end in range(0, len(whole), 7):
        path.write_bytes(whole[:end])
        with pytest.raises(TableRefusal):
            read_table(path)


def test_limits_are_what_the_documents_say() -> None:
    assert (limits.ROWS, limits.COLUMNS, limits.MEGABYTES, limits.CELL) == (20_000, 200, 50, 10_000)
