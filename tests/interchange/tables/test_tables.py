from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from carefacilitator.errors import FileMissing
from carefacilitator.interchange.tables import limits
from carefacilitator.interchange.tables.refusals import (
    CellTooLong,
    DamagedSpreadsheet,
    EmptyTable,
    FileTooLarge,
    NotASpreadsheet,
    ProtectedSpreadsheet,
    TableRefusal,
    TooManyColumns,
    TooManyRows,
    UnclosedQuote,
)
from carefacilitator.interchange.tables.tables import read_table

Write = Callable[..., Path]
SPECTRUM = (
    "comma_in_quotes",
    "empty",
    "empty_crlf",
    "escaped_quotes",
    "json",
    "location_coordinates",
    "newlines",
    "newlines_crlf",
    "quotes_and_newlines",
    "simple",
    "simple_crlf",
    "utf8",
)


@pytest.mark.parametrize("name", SPECTRUM)
def test_csv_edge_cases_equal_their_published_answers(name: str, inputs: Path) -> None:
    folder = inputs / "02_csv" / "spectrum"
    table = read_table(folder / f"{name}.csv")
    found = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    answer = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
    if name == "location_coordinates":  # the published answer has another telephone number
        assert found[0].pop("Contact Phone Number") == "2095257564"
        answer.pop("Contact Phone Number")
        answer = [answer]
    assert found == answer


def test_every_real_file_is_read_or_refused_in_words(inputs: Path) -> None:
    for path in sorted(inputs.rglob("*.*")):
        try:
            table = read_table(path)
        except TableRefusal:
            continue
        assert table.headers, path.name
        assert all(len(row) == len(table.headers) for row in table.rows), path.name


def test_forenames_of_the_world_are_read_unchanged(inputs: Path) -> None:
    table = read_table(inputs / "08_text_and_names" / "common-forenames-by-country.csv")
    assert (len(table.rows), table.encoding, table.first_row) == (2480, "utf-8-sig", 2)


def test_a_title_and_a_line_of_facts_above_the_headings_are_skipped(write_text: Write) -> None:
    sheet = [
        ["Lista de asistencia", "", "", ""],
        ["Taller:", "W1", "", ""],
        ["", "", "", ""],
        ["No.", "Nombre completo", "Organización", "Correo electrónico"],
        ["1", "Participante 001", "Red", "p1@example.org"],
    ]
    table = read_table(write_text(sheet, separator=";"))
    assert table.headers == sheet[3]
    assert table.rows == [sheet[4]]
    assert table.first_row == 5


def test_hashtags_below_the_headings_are_no_data(inputs: Path) -> None:
    for name in ("input-valid.csv", "input-valid.xlsx"):
        table = read_table(inputs / "04_humanitarian_hxl" / name)
        assert table.headers[:4] == ["Registro", "Sector/Cluster", "Subsector", "Organización"]
        assert [row[0] for row in table.rows] == ["001", "002", "003", "004"]
        assert table.first_row == 4


def test_empty_rows_inside_keep_the_numbers_of_the_others(write_bytes: Write) -> None:
    table = read_table(write_bytes(b"name,country\nA,x\n\n,,\nB,y\n\n,\n"))
    assert table.rows == [["A", "x"], ["", ""], ["", ""], ["B", "y"]]
    assert table.first_row == 2


def test_rows_longer_than_the_headings_lose_nothing(write_bytes: Write) -> None:
    table = read_table(write_bytes(b"name,country\nA,x,extra\nB\n"))
    assert table.headers == ["name", "country", ""]
    assert table.rows == [["A", "x", "extra"], ["B", "", ""]]


def test_excels_own_hint_is_obeyed_and_no_row(write_bytes: Write) -> None:
    table = read_table(write_bytes(b"sep=|\r\nname|a,b,c\r\nP|1,5\r\n"))
    assert (table.separator, table.headers, table.first_row) == ("|", ["name", "a,b,c"], 2)


def test_decimal_commas_do_not_part_cells(write_bytes: Write) -> None:
    table = read_table(write_bytes(b"a;b;c\r\n1,5;2,5;3,5\r\n4,5;5,5;6,5\r\n"))
    assert (table.separator, table.rows[0]) == (";", ["1,5", "2,5", "3,5"])


def test_one_column_with_commas_inside_stays_one(write_bytes: Write) -> None:
    table = read_table(write_bytes(b"Nombre\nUno, P\nDos, P\n"))
    assert (table.separator, table.rows) == ("", [["Uno, P"], ["Dos, P"]])


def test_line_breaks_and_quotes_in_quotes_belong_to_the_cell(write_bytes: Write) -> None:
    table = read_table(write_bytes(b'name;note\r\n"A ""B""";"one\r\ntwo;three"\r\n'))
    assert table.rows == [['A "B"', "one\r\ntwo;three"]]


def test_a_quote_never_closed_is_refused_with_its_row(write_bytes: Write) -> None:
    with pytest.raises(UnclosedQuote) as refusal:
        read_table(write_bytes(b'name,note\nA,x\nB,"open\nC,y\nD,z\n'))
    assert refusal.value.values == {"name": "people.csv", "row": 3}


def test_a_quote_that_swallows_a_huge_file_is_refused(write_bytes: Write) -> None:
    with pytest.raises((UnclosedQuote, CellTooLong)):
        read_table(write_bytes(b'name,note\nA,"open\n' + b"B,some text\n" * 20_000))


def test_a_very_long_cell_is_refused_with_its_place(write_bytes: Write) -> None:
    fits = b"name,note\nA," + b"x" * limits.CELL + b"\n"
    assert len(read_table(write_bytes(fits)).rows[0][1]) == limits.CELL
    with pytest.raises(CellTooLong) as refusal:
        read_table(write_bytes(fits[:-1] + b"x\n"))
    assert refusal.value.values["row"] == 2
    assert refusal.value.values["column"] == 2


def test_too_many_rows_are_refused_and_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "register.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("name,country,email\n")
        file.writelines(f"Participant {n},México,p{n}@example.org\n" for n in range(100_000))
    tracemalloc.start()
    try:
        with pytest.raises(TooManyRows) as refusal:
            read_table(path)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 64 * 2**20
    assert refusal.value.values == {"name": "register.csv", "limit": 20_000}


def test_the_limit_of_rows_counts_rows_that_say_something(write_bytes: Write) -> None:
    rows = b"A,x\n" * limits.ROWS
    assert len(read_table(write_bytes(b"name,country\n" + rows + b",\n" * 500)).rows) == 20_000
    with pytest.raises(TooManyRows):
        read_table(write_bytes(b"name,country\n" + rows + b"B,y\n"))


def test_too_many_columns_are_refused_and_empty_ones_do_not_count(write_bytes: Write) -> None:
    assert len(read_table(write_bytes(b"a,b" + b"," * 300 + b"\nc,d\n")).headers) == 2
    with pytest.raises(TooManyColumns):
        read_table(write_bytes(b",".join(b"c%d" % n for n in range(201)) + b"\n"))


def test_a_large_file_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate((limits.MEGABYTES << 20) + 1)
    with pytest.raises(FileTooLarge):
        read_table(path)


@pytest.mark.parametrize("content", [b"", b"\n\n\n", b"\xef\xbb\xbf", b" , ,\n,,\n", b"\xff\xfe"])
def test_nothing_inside_is_refused(content: bytes, write_bytes: Write) -> None:
    with pytest.raises(EmptyTable):
        read_table(write_bytes(content))


def test_what_is_not_a_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "absent.csv"):
        with pytest.raises(FileMissing):
            read_table(path)


def test_old_and_protected_workbooks_are_told_apart(write_bytes: Write) -> None:
    """A locked workbook of any age is an old container that holds an encrypted package."""
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    with pytest.raises(DamagedSpreadsheet):
        read_table(write_bytes(old + "Workbook".encode("utf-16-le"), "people.xls"))
    with pytest.raises(ProtectedSpreadsheet):
        read_table(write_bytes(old + "EncryptedPackage".encode("utf-16-le"), "people.xlsx"))


def test_the_name_of_the_file_does_not_matter(write_text: Write) -> None:
    table = read_table(write_text([["name", "country"], ["A", "x"]], name="people.xlsx"))
    assert table.rows == [["A", "x"]]


def test_hostile_archives_are_refused(inputs: Path) -> None:
    for path in sorted((inputs / "09_hostile_archives").iterdir()):
        with pytest.raises(NotASpreadsheet):
            read_table(path)


def test_a_file_cut_short_anywhere_never_crashes(write_text: Write, write_bytes: Write) -> None:
    whole = write_text([["name", "país"], ["Ñandú, A", 'x "y"'], ["B", "z"]], "utf-16").read_bytes()
    for end in range(len(whole)):
        with suppress(TableRefusal):
            read_table(write_bytes(whole[:end]))


def test_reading_starts_without_the_excel_library_and_without_zip(project: Path) -> None:
    code = (
        "import sys, carefacilitator.interchange.people.attendees;"
        "import carefacilitator.interchange.agendas.agendas;"
        "print([m for m in ('openpyxl', 'zipfile', 'lxml', 'sqlalchemy') if m in sys.modules])"
    )
    environment = {**os.environ, "PYTHONPATH": str(project)}
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert run.stdout.strip() == "[]"


def test_a_stick_pulled_while_reading_is_refused_in_words(
    write_bytes: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_path: Path) -> str:
        raise OSError(errno.EIO, "no")

    monkeypatch.setattr("carefacilitator.interchange.tables.tables.find_encoding", fail)
    with pytest.raises(DamagedSpreadsheet):
        read_table(write_bytes(b"name,country\nA,x\n"))
