"""The bidirectional algorithm, against cases written by hand and Unicode's own test data."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from carefacilitator.reports.text import bidi, bidi_plain

UNICODE_DATA = Path(os.environ.get("CAREFACILITATOR_UNICODE", "/usr/share/unicode"))


def shown(text: str, base: int) -> str:
    """``text`` as it stands on the line from left to right, without invisible marks."""
    levels = bidi.levels(text, base)
    keep = [i for i, c in enumerate(text) if bidi.bidi_class(c) not in bidi._REMOVED]
    order = bidi.visual_order([levels[i] for i in keep])
    return "".join(text[keep[i]] for i in order)


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc", 0, "abc"),
        ("אבג", 1, "גבא"),
        ("abc אבג def", 0, "abc גבא def"),
        ("אבג abc דהו", 1, "והד abc גבא"),
        ("אב 25 דה", 1, "הד 25 בא"),
        ("اب 2024 جد", 1, "دج 2024 با"),
        ("אב (abc) דה", 1, "הד )abc( בא"),
        ("abc \u2067אב 12\u2069 def", 0, "abc \u206712 בא\u2069 def"),
    ],
)
def test_letters_stand_where_a_reader_expects_them(text: str, base: int, expected: str) -> None:
    assert shown(text, base) == expected


def test_base_follows_the_first_strong_letter_outside_isolates() -> None:
    assert bidi.base_direction("12 – abc אב") == 0
    assert bidi.base_direction("12 – אב abc") == 1
    assert bidi.base_direction("\u2068abc\u2069 אב") == 1
    assert bidi.base_direction("2024", otherwise=1) == 1


def test_every_character_has_a_level_however_deep_the_embedding() -> None:
    text = "\u202b\u202a" * 200 + "א" + "\u2067" * 300 + "x"
    assert len(bidi.levels(text, 0)) == len(text)
    assert max(bidi.levels(text, 1)) <= bidi.MAX_DEPTH + 1


def test_the_short_way_gives_the_levels_of_the_long_one() -> None:
    chance = random.Random(9)
    letters = "abcאבגابتثج0123٠١٢+-#$%,.:/\u064b\u0301!?\"'   ()[]«»"
    for _ in range(3000):
        text = "".join(chance.choices(letters, k=chance.randint(1, 14)))
        for base in (0, 1):
            assert bidi_plain.levels(text, base) == bidi._resolve(text, base), ascii(text)


@pytest.mark.parametrize("mark", ["\u2067", "\u202e", "\u2069", "\t", "\n", "\u00ad"])
def test_marks_and_separators_take_the_long_way(mark: str) -> None:
    assert bidi_plain.levels(f"اب{mark}ab", 1) is None


def cases() -> list[tuple[str, int, int, list[str], list[int]]]:
    found = []
    source = UNICODE_DATA / "BidiCharacterTest.txt"
    lines = source.read_text(encoding="utf-8").splitlines()
    for line in lines[::3]:
        if line and not line.startswith("#"):
            points, direction, level, wanted, order = line.split(";")
            text = "".join(chr(int(p, 16)) for p in points.split())
            places = [int(o) for o in order.split()]
            found.append((text, int(direction), int(level), wanted.split(), places))
    return found


@pytest.mark.skipif(
    not (UNICODE_DATA / "BidiCharacterTest.txt").exists(), reason="no Unicode test data here"
)
def test_unicode_s_own_cases() -> None:
    wrong = []
    for text, direction, level, wanted, order in cases():
        base = bidi.base_direction(text) if direction == 2 else direction
        result = bidi.levels(text, base)
        keep = [i for i, w in enumerate(wanted) if w != "x"]
        levels = [result[i] for i in keep]
        places = [keep[i] for i in bidi.visual_order(levels)]
        if base != level or levels != [int(wanted[i]) for i in keep] or places != order:
            wrong.append(text)
    assert wrong == []
