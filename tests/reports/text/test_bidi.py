"""The bidirectional algorithm, against cases written by hand and Unicode's own test data."""

from __future__ import annotations

import os
import random
from collections.abc import Sequence
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


DATA = pytest.mark.skipif(
    not (UNICODE_DATA / "BidiCharacterTest.txt").exists(), reason="no Unicode test data here"
)
ONE_OF = {
    "L": "a", "R": "א", "AL": "ا", "EN": "1", "AN": "١", "ES": "+", "ET": "$", "CS": ",",
    "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "NSM": "\u0300", "BN": "\u00ad",
    "LRE": "\u202a", "RLE": "\u202b", "PDF": "\u202c", "LRO": "\u202d", "RLO": "\u202e",
    "LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069",
}  # fmt: skip
"""A character of each class."""
EACH = 29
"""BidiTest.txt holds every order of up to four classes: half a million lines, of which each 29th
takes a second; all agree."""


def placed(text: str, base: int, wanted: Sequence[str]) -> tuple[list[str], list[int]]:
    """The levels of ``text`` where one is ``wanted``, and the places from left to right.

    Where nothing runs from right to left the program gives level 0 at once, also to what isolates
    raise by two: the places are the same.
    """
    keep = [at for at, level in enumerate(wanted) if level != "x"]
    result = bidi.levels(text, base)
    places = [keep[at] for at in bidi.visual_order([result[at] for at in keep])]
    if not base and not bidi.has_right_to_left(text):
        assert set(result) <= {0}
        result = bidi._resolve(text, base)
    return [str(result[at]) if level != "x" else "x" for at, level in enumerate(wanted)], places


@DATA
def test_unicode_s_own_cases() -> None:
    wrong, tried = [], 0
    for line in (UNICODE_DATA / "BidiCharacterTest.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        points, direction, level, wanted, order = line.split(";")
        text = "".join(chr(int(point, 16)) for point in points.split())
        base = bidi.base_direction(text) if direction == "2" else int(direction)
        found = placed(text, base, wanted.split())
        tried += 1
        if (base, *found) != (int(level), wanted.split(), [int(at) for at in order.split()]):
            wrong.append(line)
    assert wrong == []
    assert tried > 90_000


@DATA
def test_unicode_s_own_orders_of_classes() -> None:
    wrong, tried = [], 0
    wanted, order = list[str](), list[int]()
    for at, line in enumerate((UNICODE_DATA / "BidiTest.txt").read_text("utf-8").splitlines()):
        if line.startswith("@Levels:"):
            wanted = line.split(":")[1].split()
        elif line.startswith("@Reorder:"):
            order = [int(one) for one in line.split(":")[1].split()]
        elif ";" in line and not line.startswith("#") and at % EACH == 0:
            classes, _, bases = line.partition(";")
            text = "".join(ONE_OF[kind] for kind in classes.split())
            for bit, base in ((1, bidi.base_direction(text)), (2, 0), (4, 1)):
                if int(bases) & bit:
                    tried += 1
                    if placed(text, base, wanted) != (wanted, order):
                        wrong.append((classes, base))
    assert wrong == []
    assert tried > 10_000
