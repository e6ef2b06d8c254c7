from __future__ import annotations

import csv
import errno
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carefacilitator.errors import DiskFull, NoPermission
from carefacilitator.interchange.people.attendees import read_attendees
from carefacilitator.interchange.tables.sheets import guarded, write_csv

ROWS = [
    {"name": "Participant 001", "phone": "+00 000", "note": '=HYPERLINK("x")', "age": 3, "no": -2},
    {"name": "مشاركة 002", "phone": "@x", "note": "two\nlines; \"q\"", "age": None, "no": 0.5},
]  # fmt: skip


def test_csv_opens_in_excel_and_no_text_is_a_formula(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    write_csv(path, ROWS)
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbfname,phone,note,age,no\r\n")
    with path.open(encoding="utf-8-sig", newline="") as file:
        cells = list(csv.reader(file))
    assert cells[1] == ["Participant 001", "'+00 000", '\'=HYPERLINK("x")', "3", "-2"]
    assert cells[2] == ["مشاركة 002", "'@x", 'two\nlines; "q"', "", "0.5"]


def test_what_was_written_for_others_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    headings = {"name": "Nombre completo", "phone": "Teléfono"}
    write_csv(path, ROWS, headings, separator=";")
    found = read_attendees(path)
    assert [(r.name, r.phone) for r in found.rows] == [
        ("Participant 001", "+00 000"),
        ("مشاركة 002", "@x"),
    ]


@given(st.text(min_size=1))
def test_no_guarded_text_begins_like_a_formula(text: str) -> None:
    assert str(guarded(text))[0] not in "=+-@\t\r＝＋－＠"


def test_numbers_are_not_guarded() -> None:
    assert guarded(-5) == -5
    assert guarded(None) == ""


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.text(max_size=40), min_size=1, max_size=6))
def test_any_text_can_be_written(tmp_path: Path, texts: list[str]) -> None:
    rows = [{"name": text} for text in texts]
    write_csv(tmp_path / "any.csv", rows)
    assert (tmp_path / "any.csv").exists()


def test_no_rows_give_headings_only(tmp_path: Path) -> None:
    write_csv(tmp_path / "none.csv", [], {"name": "Name"})
    assert (tmp_path / "none.csv").read_bytes() == b"\xef\xbb\xbfName\r\n"


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EROFS, NoPermission)]
)
def test_a_failure_leaves_what_was_there(
    number: int,
    kind: type[Exception],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "people"
    path.write_text("before")

    def fail(_handle: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(kind):
        write_csv(path, ROWS)
    assert path.read_text() == "before"
    assert list(tmp_path.iterdir()) == [path]
