"""The summary in two languages: each in its column, what exists once stands once."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from carefacilitator import reports
from carefacilitator.i18n import words
from carefacilitator.model.document.content import LessonLine, NoteLine, WorkshopContent
from carefacilitator.reports import DocumentUnknown
from carefacilitator.reports.blocks.cells import Desk, foot_line
from carefacilitator.reports.style import PAPERS

Make = Callable[[str, str], WorkshopContent]
Read = Callable[[Path], str]


def made(
    path: Path, first: WorkshopContent, second: WorkshopContent, languages: tuple[str, str]
) -> int:
    """Set a summary in two languages; its number of pages."""
    one, two = languages
    draft = reports.make("summary", first, words(one), second=(second, words(two)))
    path.write_bytes(draft.content)
    return draft.pages


def all_words(path: Path) -> list[tuple[float, float, str]]:
    """Every word of the first page: x and y of its upper left corner, and its letters."""
    done = subprocess.run(
        ["pdftotext", "-l", "1", "-bbox", str(path), "-"], capture_output=True, check=True
    )
    pattern = r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<'
    return [(float(x), float(y), text) for x, y, text in re.findall(pattern, done.stdout.decode())]


def places(path: Path, wanted: str) -> list[tuple[float, float]]:
    """Where a word stands."""
    return [(x, y) for x, y, text in all_words(path) if text == wanted]


@pytest.mark.parametrize("languages", [("en", "ar"), ("ar", "en"), ("fr", "es")])
@pytest.mark.parametrize("code", ["W4", "R1"])
def test_it_needs_at_most_two_pages(
    tmp_path: Path, dossier_of: Make, code: str, languages: tuple[str, str]
) -> None:
    one, two = languages
    pages = made(tmp_path / "a.pdf", dossier_of(code, one), dossier_of(code, two), languages)
    assert pages <= 2


@pytest.mark.parametrize("languages", [("en", "ar"), ("ar", "en")])
def test_arabic_stands_on_the_right(
    tmp_path: Path, dossier_of: Make, languages: tuple[str, str]
) -> None:
    out = tmp_path / "a.pdf"
    one, two = languages
    made(out, dossier_of("R1", one), dossier_of("R1", two), languages)
    ((left, at),) = places(out, "Key")
    beside = [
        x for x, y, text in all_words(out) if abs(y - at) < 8 and "\u0600" < text[0] < "\u0700"
    ]
    assert left < 100
    assert beside
    assert min(beside) > 300


def test_a_lesson_in_both_languages_stands_row_by_row(tmp_path: Path, dossier_of: Make) -> None:
    out = tmp_path / "a.pdf"
    texts = {"en": "Carelesson one", "fr": "Soinlecon un"}
    pair = [
        replace(
            dossier_of("W4", language),
            lessons=(LessonLine(kind="challenge", text=texts[language], language=language),),
        )
        for language in ("en", "fr")
    ]
    made(out, pair[0], pair[1], ("en", "fr"))
    ((x, y),) = places(out, "Carelesson")
    ((other_x, other_y),) = places(out, "Soinlecon")
    assert y == pytest.approx(other_y, abs=0.5)
    assert other_x - x > 200


def test_what_exists_in_one_language_stands_once(
    tmp_path: Path, dossier_of: Make, read_pdf: Read
) -> None:
    out = tmp_path / "a.pdf"
    note = NoteLine(block_id="", kind="quote", text="Nosotras cuidamos", language="es")
    lesson = LessonLine(kind="challenge", text="Una leccion sola", language="es")
    pair = [
        replace(dossier_of("W4", language), notes=(note,), lessons=(lesson,))
        for language in ("en", "ar")
    ]
    made(out, pair[0], pair[1], ("en", "ar"))
    text = read_pdf(out)
    assert text.count("Nosotras cuidamos") == 1
    assert text.count("Una leccion sola") == 1


def test_commitments_tell_the_day_in_both(tmp_path: Path, dossier_of: Make, read_pdf: Read) -> None:
    out = tmp_path / "a.pdf"
    one, two = dossier_of("W4", "en"), dossier_of("W4", "fr")
    made(out, one, two, ("en", "fr"))
    text = read_pdf(out)
    due = one.commitments[0].due
    assert words("en").day(due, "medium") in text
    assert words("fr").day(due, "medium") in text


def test_only_a_summary_stands_in_two_languages(dossier_of: Make) -> None:
    dossier = dossier_of("W4", "en")
    with pytest.raises(DocumentUnknown):
        reports.make("report", dossier, words("en"), second=(dossier, words("fr")))


def test_the_foot_names_both_languages(dossier_of: Make) -> None:
    desk = Desk(dossier_of("W4", "en"), words("en"), PAPERS["A4"])
    assert "العربية" in foot_line(desk, "ar")
    assert "العربية" not in foot_line(desk)


def test_the_same_workshop_gives_the_same_file(tmp_path: Path, dossier_of: Make) -> None:
    files = [tmp_path / name for name in ("a.pdf", "b.pdf")]
    for out in files:
        made(out, dossier_of("R1", "ar"), dossier_of("R1", "en"), ("ar", "en"))
    assert files[0].read_bytes() == files[1].read_bytes()


def test_a_long_workshop_keeps_to_two_pages(tmp_path: Path, dossier_of: Make) -> None:
    lessons = tuple(
        LessonLine(kind="challenge", text=f"{n} " + "care work is work " * 40, language="en")
        for n in range(40)
    )
    long = replace(dossier_of("W4", "en"), lessons=lessons)
    other = replace(dossier_of("W4", "ar"), lessons=lessons)
    assert made(tmp_path / "a.pdf", long, other, ("en", "ar")) == 2
