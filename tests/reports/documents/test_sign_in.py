"""The sign-in sheet: who is on it, room to sign, and the notice, as poppler reads them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import SignInLine, WorkshopContent
from carefacilitator.reports.documents.sign_in import WALK_INS, _parts
from carefacilitator.reports.style import MM

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]
DAY = ("1-am", "1-pm")
PEOPLE = tuple(
    SignInLine(code=f"2A3C{n}", name=f"Participant {n:03}", organisation="Trade union A")
    for n in range(1, 31)
)


@pytest.fixture
def listed(dossier_of: Make) -> Make:
    def make(code: str, language: str) -> WorkshopContent:
        days = DAY if code == "W4" else (*DAY, "2-am", "2-pm")
        told = dossier_of(code, language)
        return replace(told, sign_in=PEOPLE, half_days=days, expected=33, not_named=3)

    return make


def rules(path: Path) -> list[list[tuple[float, float, float, float]]]:
    """The filled rectangles of each page: x, y, width, height."""
    pages = []
    with pikepdf.open(path) as pdf:
        for page in pdf.pages:
            drawn = [one for one in pikepdf.parse_content_stream(page) if str(one.operator) == "re"]
            pages.append([tuple(float(str(value)) for value in one.operands) for one in drawn])
    return pages  # type: ignore[return-value]


def to_write_on(path: Path) -> list[list[tuple[float, float, float, float]]]:
    """The lines of each page that are narrower than the table."""
    return [
        [one for one in page if one[3] == pytest.approx(0.4, abs=0.01) and one[2] < 200]
        for page in rules(path)
    ]


@pytest.mark.parametrize(("code", "language"), [("W4", "en"), ("R1", "ar")])
def test_everybody_has_a_row_with_a_code(
    tmp_path: Path, listed: Make, read_pdf: Read, code: str, language: str
) -> None:
    out = tmp_path / "a.pdf"
    made = reports.write("signin", listed(code, language), words(language), out)
    text = read_pdf(out)
    for one in PEOPLE:
        assert text.count(one.name) == 1
        assert one.code in text
    places = [text.index(one.name) for one in PEOPLE]
    assert places == sorted(places)
    assert text.count(words(language).say("Organisation")) == made.pages  # the head repeats


@pytest.mark.parametrize(("code", "half_days"), [("W4", 2), ("R1", 4)])
def test_there_is_a_line_to_sign_for_each_half_day(
    tmp_path: Path, listed: Make, code: str, half_days: int
) -> None:
    out = tmp_path / "a.pdf"
    reports.write("signin", listed(code, "en"), words("en"), out)
    pages = to_write_on(out)
    lines = [line for page in pages for line in page]
    assert len(lines) == len(PEOPLE) * half_days + WALK_INS * (half_days + 2)
    assert min(width for _, _, width, _ in lines) >= 20 * MM
    for page in pages:
        ends = sorted({round(y, 2) for _, y, _, _ in page}, reverse=True)
        for above, below in itertools.pairwise(ends):
            assert above - below == pytest.approx(12 * MM, abs=0.1)


def test_it_lies_on_its_side_when_there_are_more_than_two_half_days(
    tmp_path: Path, listed: Make
) -> None:
    out = tmp_path / "a.pdf"
    for code, upright in (("W4", True), ("R1", False)):
        reports.write("signin", listed(code, "es"), words("es"), out)
        with pikepdf.open(out) as pdf:
            _, _, width, height = map(float, pdf.pages[0].mediabox)
        assert (width < height) is upright


def test_it_says_what_happens_with_the_names_and_whose_are_missing(
    tmp_path: Path, listed: Make, read_pdf: Read
) -> None:
    out = tmp_path / "a.pdf"
    reports.write("signin", listed("W4", "en"), words("en"), out)
    text = " ".join(read_pdf(out).split())
    assert "You may stay without signing" in text
    assert "tell the facilitator at any time" in text
    assert "3 people on the list have not agreed to be stored" in text


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_anonymous_sheet_has_numbers_only(
    tmp_path: Path, listed: Make, read_pdf: Read, language: str
) -> None:
    out = tmp_path / "a.pdf"
    dossier = replace(listed("W4", language), anonymous=True)
    reports.write("signin", dossier, words(language), out)
    text = read_pdf(out)
    assert "Participant" not in text
    assert "2A3C" not in text
    numbers = {int(one) for one in re.findall(r"^\d+$", text, re.MULTILINE)}
    assert numbers >= set(range(1, 33 + WALK_INS + 1))


def test_a_long_workshop_is_cut_between_days() -> None:
    five = [f"{day}-{half}" for day in range(1, 6) for half in ("am", "pm")]
    assert [len(part) for part in _parts(five)] == [6, 4]
    assert _parts(["1-am"]) == [("1-am",)]
    assert sum(_parts(five), ()) == tuple(five)


def test_a_very_long_name_makes_its_row_higher(
    tmp_path: Path, listed: Make, read_pdf: Read
) -> None:
    out = tmp_path / "a.pdf"
    name = "María de los Ángeles " * 12
    line = SignInLine(code="2A3C9", name=name, organisation="علاء " * 60)
    outcome = reports.write(
        "signin", replace(listed("W4", "en"), sign_in=(line,)), words("en"), out
    )
    assert outcome.missing_glyphs == ()
    assert read_pdf(out).count("Ángeles") == 12
