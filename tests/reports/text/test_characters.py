"""Cleaning and cutting text into what a reader takes for letters."""

from __future__ import annotations

import pytest

from carefacilitator.reports.text.characters import clean, clusters, script_of


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (None, ""),
        (7, "7"),
        (b"caf\xc3\xa9\xff", "café\ufffd"),
        ("a\x00b\x1bc", "a\ufffdb\ufffdc"),
        ("lone \ud83d half", "lone \ufffd half"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("tab\there", "tab here"),
        ("\ufeffmark\ufffe\uffff\U0001fffe", "\u2060mark\ufffd\ufffd\ufffd"),
        ("<b>never markup</b> &amp;", "<b>never markup</b> &amp;"),
    ],
)
def test_anything_becomes_text_that_can_be_set(given: object, expected: str) -> None:
    assert clean(given) == expected


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("abc", 3),
        ("e\u0301a", 2),
        ("👩‍👩‍👧🇲🇦🇫🇷", 3),
        ("ক্ষ", 1),
        ("السَّلام", 6),
        ("ที่", 1),
        ("👍🏽", 1),
    ],
)
def test_marks_and_families_stay_with_their_base(text: str, count: int) -> None:
    found = clusters(text)
    assert len(found) == count
    assert "".join(found) == text


def test_scripts() -> None:
    assert [script_of(c) for c in "aعক1 "] == ["Latn", "Arab", "Beng", "", ""]
