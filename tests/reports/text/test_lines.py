"""Setting text into lines: faces, widths, order, and what never may be lost."""

from __future__ import annotations

import pytest

from carefacilitator.reports.text.fonts import faces
from carefacilitator.reports.text.lines import Line, Look, Span, natural_width, set_lines

LOOK = Look(10)


def text_of(line: Line) -> str:
    """The letters from left to right."""
    return "".join(letter.text for run, _ in line.runs for letter in run.letters)


def one(text: str, base: int = 0) -> Line:
    lines = set_lines([Span(text, LOOK)], base, 10_000)
    assert len(lines) == 1
    return lines[0]


def test_arabic_joins_and_runs_from_right_to_left() -> None:
    (run, _) = one("عمل", 1).runs[0]
    assert [letter.text for letter in run.letters] == ["ل", "م", "ع"]
    alone = faces(False).arabic
    for letter in run.letters:
        assert letter.glyphs[0].number != alone.glyph(letter.text)


def test_latin_names_and_digits_keep_their_order_in_arabic() -> None:
    shown = text_of(one("في Open Space عام 2024", 1))
    assert "Open Space" in shown
    assert "2024" in shown
    assert shown.index("2024") < shown.index("Open Space")


@pytest.mark.parametrize(
    ("text", "face"),
    [
        ("Résumé", "NotoSans-Regular"),
        ("رعاية", "IBMPlexSansArabic-Regular"),
        ("רות", "NotoSansHebrew-Regular"),
        ("রহিমা", "NotoSansBengali-Regular"),
        ("राधा", "NotoSans-Regular"),
        ("ሰላም", "NotoSansEthiopic-Regular"),
        ("王小明", "DroidSansFallback"),
        ("김민지", "DroidSansFallback"),
        ("สมหญิง", "NotoSansThai-Regular"),
        ("தமிழ்", "NotoSansTamil-Regular"),
        ("ស្រី", "NotoSansKhmer-Regular"),
        ("👩‍👩‍👧", "NotoEmoji-Regular"),
        ("♀", "NotoSansSymbols-Regular"),
    ],
)
def test_every_script_finds_a_face_without_boxes(text: str, face: str) -> None:
    runs = [run for run, _ in one(text).runs]
    assert {run.face.name for run in runs} == {face}
    assert not any(run.missing for run in runs)
    assert all(glyph.number for run in runs for letter in run.letters for glyph in letter.glyphs)


def test_what_no_face_has_is_a_box_and_noted() -> None:
    missing = "".join(run.missing for run, _ in one("a ᚠ b\u0eff").runs)
    assert missing == "ᚠ\u0eff"


def test_no_line_is_wider_than_asked() -> None:
    text = "Care work sustains life. " * 20 + "w" * 900 + " العمل " * 30
    for line in set_lines([Span(text, LOOK)], 0, 180):
        assert line.width <= 180.1


@pytest.mark.parametrize("spaces", range(1, 12))
def test_spaces_that_open_a_paragraph_make_no_line_wider(spaces: int) -> None:
    width = natural_width([Span("wideword", LOOK)]) + 1
    lines = set_lines([Span(" " * spaces + "wideword then", LOOK)], 0, width)
    assert max(line.width for line in lines) <= width + 0.1
    assert "".join(map(text_of, lines)).replace(" ", "") == "widewordthen"


def test_nothing_is_lost_or_doubled_when_lines_break() -> None:
    text = "one two\u00a0three, four-five; " * 30 + "x" * 400
    lines = set_lines([Span(text, LOOK)], 0, 90)
    assert "".join(map(text_of, lines)).replace(" ", "") == text.replace(" ", "")


def test_looks_change_inside_a_word_without_a_break() -> None:
    spans = [Span("im", LOOK), Span("possible", Look(10, bold=True))]
    lines = set_lines(spans, 0, natural_width(spans) + 0.1)
    assert len(lines) == 1
    assert {run.face.name for run, _ in lines[0].runs} == {"NotoSans-Regular", "NotoSans-Bold"}


def test_line_feeds_end_lines_and_empty_lines_stay() -> None:
    assert [text_of(line) for line in set_lines([Span("a\n\nb", LOOK)], 0, 100)] == ["a", "", "b"]
