"""Where lines may end: everyday cases by hand, and the share of Unicode's own cases that agree."""

from __future__ import annotations

import importlib.util
import itertools
import os
import sys
from pathlib import Path

import pytest

from carefacilitator.reports.text.line_breaks import _PLAIN, break_class, pieces

PROJECT = Path(__file__).parents[3]
UNICODE_DATA = Path(os.environ.get("CAREFACILITATOR_UNICODE", "/usr/share/unicode"))
CASES = UNICODE_DATA / "auxiliary" / "LineBreakTest.txt"
DATA = pytest.mark.skipif(not CASES.exists(), reason="no Unicode test data here")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain words here", ["plain ", "words ", "here"]),
        ("co-lead of 10–12 h", ["co-", "lead ", "of ", "10–12 ", "h"]),
        ("mot « congés » ! Oui", ["mot ", "« congés » ! ", "Oui"]),
        ("https://a.org/b?c=1", ["https://", "a.org/", "b?", "c=1"]),
        ("照顾工作，是", ["照", "顾", "工", "作，", "是"]),
        ("ทำงานดูแล", ["ทำ", "งาน", "ดู", "แล"]),
        ("قال: “نعم”، ثم", ["قال: ", "“نعم”، ", "ثم"]),
        ("50\u00a0%", ["50\u00a0%"]),
        ("(1,5)+(2,3)", ["(1,5)+(2,3)"]),
        ("ends\r\n here \n\n\u2028", ["ends\r\n", " ", "here \n", "\n", "\u2028"]),
        ("🇫🇷\u0308🇪🇸🇵", ["🇫🇷\u0308", "🇪🇸", "🇵"]),
        ("👍🏽a", ["👍🏽", "a"]),
        ("မြန်မာ သတ္တိ", ["မြန်မာ ", "သတ္တိ"]),
        ("", []),
    ],
)
def test_lines_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    ["  two  spaces ", "\n a \r\nb\n", "a" * 500 + " b", "👩‍👩‍👧👩‍👩‍👧", "a\u200bb", "ก์ เเ ๆ"],
)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


def test_letters_taken_for_plain_have_nothing_to_break_at() -> None:
    plain = [letter for letter in map(chr, range(sys.maxunicode)) if _PLAIN.fullmatch(letter)]
    assert {break_class(letter) for letter in plain} == {"AL", "HL"}


FRENCH = frozenset("«»")
"""Whose inner spaces stay with them, where Unicode 15.0 lets the line end (later LB15 does not)."""


@DATA
def test_unicode_s_own_cases() -> None:
    """All of them, those with ends of lines too; the share that agrees is said with ``-s``."""
    wrong, total = [], 0
    for line in CASES.read_text(encoding="utf-8").splitlines():
        parts = line.split("#")[0].split()
        text = "".join(chr(int(point, 16)) for point in parts[1::2])
        wanted = [at for at, mark in enumerate(parts[2::2], 1) if mark == "÷"]
        total += bool(text)
        if list(itertools.accumulate(map(len, pieces(text)))) != wanted:
            wrong.append(text)
    print(f"{total - len(wrong)} of {total} cases agree: {1 - len(wrong) / total:.2%}")
    assert total > 7_000
    assert [text for text in wrong if FRENCH.isdisjoint(text)] == []
    assert len(wrong) < 8


@DATA
def test_the_table_is_what_unicode_s_own_file_says() -> None:
    source = (UNICODE_DATA / "LineBreak.txt").read_text(encoding="utf-8")
    kept = (PROJECT / "resources" / "unicode" / "line_break.txt").read_text(encoding="utf-8")
    if kept.splitlines()[0] != source.splitlines()[0]:
        pytest.skip("another version of Unicode's data is installed")
    spec = importlib.util.spec_from_file_location("t", PROJECT / "packaging/line_break_table.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.table_of(source) == kept


@pytest.mark.parametrize("span", ["09:00–15:40", "W1–W5", "(35–44),", "2022–2026"])
def test_a_short_span_of_figures_stays_whole(span: str) -> None:
    assert pieces(f"from {span} on") == ["from ", f"{span} ", "on"]
    assert len(pieces("design–implementation")) == 2, "words may part after the dash"
