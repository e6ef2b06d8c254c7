"""Badges stand on the labels, hold no name in their code, and leave room for walk-ins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import SignInLine, WorkshopContent
from carefacilitator.reports.blocks.qr import _squares
from carefacilitator.reports.documents.badges import SHEETS, WALK_INS
from carefacilitator.reports.style import MM, PAPERS

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]
PEOPLE = tuple(
    SignInLine(code=f"2A3C{n}", name=f"Participant {n:03}", organisation="Trade union A")
    for n in range(1, 14)
)


def bars(path: Path) -> list[list[tuple[float, float, float]]]:
    """The band of each badge by page: x, top, width in millimetres."""
    pages = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            high = float(page.mediabox[3])
            drawn = [
                [float(str(value)) for value in one.operands]
                for one in pikepdf.parse_content_stream(page)
                if str(one.operator) == "re"
            ]
            found = [(x, high - y - h, w) for x, y, w, h in drawn if abs(h - 1.5 * MM) < 0.01]
            pages.append([(x / MM, y / MM, w / MM) for x, y, w in found])
    return pages


@pytest.mark.parametrize(("paper", "each"), [("A4", 10), ("Letter", 8)])
def test_every_badge_stands_inside_its_label(
    tmp_path: Path, dossier_of: Make, paper: str, each: int
) -> None:
    out = tmp_path / "a.pdf"
    dossier = replace(dossier_of("W4", "en"), sign_in=PEOPLE)
    reports.write("badges", dossier, words("en"), out, paper)
    sheet = SHEETS[paper]
    corners = [
        (sheet.left + column * sheet.across, sheet.top + row * sheet.down)
        for row in range(sheet.rows)
        for column in range(sheet.columns)
    ]
    pages = bars(out)
    assert [len(page) for page in pages] == [each] * len(pages)
    for page in pages:
        for (x, top, width), (left, high) in zip(page, corners, strict=True):
            assert left / MM < x
            assert x + width < (left + sheet.width) / MM
            assert high / MM < top < (high + sheet.height) / MM


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_labels_fill_the_sheet_evenly(paper: str) -> None:
    sheet, whole = SHEETS[paper], PAPERS[paper]
    wide = sheet.across * (sheet.columns - 1) + sheet.width
    high = sheet.down * (sheet.rows - 1) + sheet.height
    assert sheet.left == pytest.approx(whole.width - sheet.left - wide, abs=0.6)
    assert sheet.top == pytest.approx(whole.height - sheet.top - high, abs=1.1)


@pytest.mark.parametrize("language", ["en", "ar"])
def test_names_and_organisations_are_there_and_some_badges_are_blank(
    tmp_path: Path, dossier_of: Make, read_pdf: Read, language: str
) -> None:
    out = tmp_path / "a.pdf"
    dossier = replace(dossier_of("W4", language), sign_in=PEOPLE)
    made = reports.write("badges", dossier, words(language), out)
    text = read_pdf(out)
    assert made.pages == 2
    for one in PEOPLE:
        assert text.count(one.name) == 1
    assert text.count("Trade union A") == len(PEOPLE)
    assert text.count(words(language).say("Organisation")) == 20 - len(PEOPLE) >= WALK_INS


def test_a_full_sheet_is_followed_by_a_blank_one(tmp_path: Path, dossier_of: Make) -> None:
    dossier = replace(dossier_of("W4", "en"), sign_in=PEOPLE[:8])
    made = reports.write("badges", dossier, words("en"), tmp_path / "a.pdf")
    assert made.pages == 2


def test_the_code_is_a_qr_code_of_the_door_code() -> None:
    squares = _squares("2A3C4")
    size = len(squares)
    assert size == 21  # version 1
    finder = [[abs(y - 3) in (3,) or abs(x - 3) in (3,) for x in range(7)] for y in range(7)]
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for y in range(7):
            for x in range(7):
                ring = finder[y][x] or (2 <= x <= 4 and 2 <= y <= 4)
                assert squares[top + y][left + x] is ring
    assert squares != _squares("2A3C5")


def test_the_file_says_no_name_beside_its_pages(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    reports.write("badges", replace(dossier_of("W4", "en"), sign_in=PEOPLE), words("en"), out)
    with pikepdf.open(out) as pdf:
        told = [str(element.get("/Alt", "")) for element in pdf.objects if _is_dictionary(element)]
    assert [one for one in told if "Participant" in one] == []
    assert any("2A3C1" in one for one in told)


def _is_dictionary(element: object) -> bool:
    return isinstance(element, pikepdf.Dictionary)


@pytest.mark.parametrize(
    "name", ["María de los Ángeles " * 9, "W" * 90, "فاطمة الزهراء بنت محمد " * 6]
)
def test_a_very_long_name_stays_on_its_label(tmp_path: Path, dossier_of: Make, name: str) -> None:
    out = tmp_path / "a.pdf"
    line = SignInLine(code="2A3C9", name=name, organisation="Organisation " * 30)
    made = reports.write(
        "badges", replace(dossier_of("W4", "en"), sign_in=(line,)), words("en"), out
    )
    assert made.pages == 1


def test_the_same_people_give_the_same_file(tmp_path: Path, dossier_of: Make) -> None:
    dossier = replace(dossier_of("W4", "ar"), sign_in=PEOPLE)
    files = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for out in files:
        reports.write("badges", dossier, words("ar"), out)
    assert files[0].read_bytes() == files[1].read_bytes()
