from __future__ import annotations

import itertools
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carefacilitator.model.merge.text_merge import LONGEST_DIFF, matches, merge_text


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "together", "clean"),
    [
        ("A b", "A b c", "A b d", "A b c d", False),
        ("la route", "la route nationale", "la vieille route", "la vieille route nationale", True),
        ("la route", "la lumière route", "la rue", "la lumière route rue", False),
        ("a b c", "x y z", "p q r", "x y z p q r", False),
        ("", "hello world", "adiós mundo", "hello world adiós mundo", False),
        ("one two", "", "one two three", "one two three", False),
        ("same", "same", "other", "other", True),
        ("الماء بعيد", "الماء بعيد جدا", "ماء بعيد", "ماء بعيد جدا", True),
        ("কেমন আছো", "কেমন আছেন", "কেমন আছো বন্ধু", "কেমন আছেন আছো বন্ধু", False),
        ("1. water", "1. water\n2. road", "1. clean water", "1. clean water\n2. road", True),
    ],
)
def test_words_of_both_writers_survive(
    base: str, ours: str, theirs: str, together: str, clean: bool
) -> None:
    assert merge_text(base, ours, theirs) == (together, clean)


def test_rewritten_sentences_are_not_shuffled_into_each_other() -> None:
    ours = "Care is work and must be paid"
    theirs = "Time for care belongs to everybody"
    merged, clean = merge_text("Women carry it alone", ours, theirs)
    assert merged == f"{ours} {theirs}"
    assert not clean


def test_letters_and_their_signs_stay_together() -> None:
    for word in ("কেমন", "ক্ষমতা", "ஆரோக்கியம்", "ለእንክብካቤ", "مُعَلِّمَة", "می‌روم", "e\u0301te\u0301"):
        merged, _ = merge_text("x", f"x {word}", "x y")
        assert word in re.split(r"\s", merged)


def test_texts_that_are_too_long_to_compare_are_both_kept() -> None:
    base = "a " * LONGEST_DIFF
    assert merge_text(base, f"{base}b", f"c {base}") == (f"{base}b\nc {base}", False)


def test_long_and_tedious_texts_are_compared_in_no_time() -> None:
    """The usual way of comparing took over a minute for such texts (measured)."""
    tedious = "na " * 6_000
    merged, _ = merge_text(tedious, f"{tedious}hey", f"hey {tedious}")
    assert merged.split().count("hey") == 2
    varied = " ".join(f"w{number % 700}" for number in range(9_000))
    merged, clean = merge_text(varied, varied.replace("w5 ", "x5 ", 3), f"{varied} end")
    assert clean
    assert merged.endswith(" end")
    assert merged.count("x5 ") == 3


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d", ".", "\n", "الماء", "é"]), max_size=14)


@settings(derandomize=True)
@given(WORDS, WORDS)
def test_matches_rise_on_both_sides_and_are_equal(base: list[str], other: list[str]) -> None:
    pairs = matches(base, other)
    assert all(base[i] == other[j] for i, j in pairs)
    for (i, j), (k, m) in itertools.pairwise(pairs):
        assert i < k
        assert j < m


@settings(derandomize=True)
@given(WORDS, WORDS, WORDS)
def test_no_new_word_is_ever_lost(base: list[str], ours: list[str], theirs: list[str]) -> None:
    texts = [" ".join(words) for words in (base, ours, theirs)]
    merged, clean = merge_text(*texts)
    old, mine, yours, now = (set(re.findall(r"\w+", text)) for text in (*texts, merged))
    assert (mine | yours) - old <= now
    assert now <= mine | yours | old
    other_way, also_clean = merge_text(texts[0], texts[2], texts[1])
    assert clean == also_clean
    assert not clean or other_way == merged
