"""Where lines may end: everyday cases by hand, and the share of Unicode's own cases that agree."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest

from carefacilitator.reports.text.line_breaks import pieces

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
        ("", []),
    ],
)
def test_lines_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text", ["  two  spaces ", "a" * 500 + " b", "👩‍👩‍👧👩‍👩‍👧", "a\u200bb", "ก์ เเ ๆ"]
)
def test_pieces_are_the_text(text: str) -> None:
    assert "".join(pieces(text)) == text


@DATA
def test_most_of_unicode_s_own_cases_agree() -> None:
    right = total = 0
    for line in CASES.read_text(encoding="utf-8").splitlines():
        parts = line.split("#")[0].split()
        text = "".join(chr(int(point, 16)) for point in parts[1::2])
        if not text or set(text) & set("\n\r\x0b\x0c\x85\u2028\u2029\t"):
            continue
        wanted = [at for at, mark in enumerate(parts[2::2][:-1], 1) if mark == "÷"]
        found, length = [], 0
        for piece in pieces(text)[:-1]:
            length += len(piece)
            found.append(length)
        right += found == wanted
        total += 1
    assert total > 6_000
    assert right / total > 0.998


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
