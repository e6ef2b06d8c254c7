from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carefacilitator.model.document import colours

ANY = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06X}")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("#1d5b4f", "#1D5B4F"),
        (" 1D5B4F ", "#1D5B4F"),
        ("#abc", "#AABBCC"),
        ("blue", "#23388A"),
        ("Ochre", "#7F5F01"),
        ("", ""),
        ("#12345", ""),
        ("#1D5B4F00", ""),
        ("١٢٣٤٥٦", ""),
        ("nothing", ""),
    ],
)
def test_a_colour_is_read_from_digits_or_by_its_name(text: str, kept: str) -> None:
    assert colours.read(text) == kept


def test_contrast_is_that_of_the_guidelines() -> None:
    assert colours.contrast("#000000") == pytest.approx(21)
    assert colours.contrast("#FFFFFF") == pytest.approx(1)
    assert colours.contrast("#777777") == pytest.approx(4.48, abs=0.005)
    assert colours.contrast("#FF0000", "#000000") == pytest.approx(5.252, abs=0.005)


@given(ANY)
def test_words_can_always_be_read(colour: str) -> None:
    words = colours.for_words(colour)
    assert colours.contrast(words) >= colours.WORDS
    assert (words == colour) == (colours.contrast(colour) >= colours.WORDS)
    assert colours.contrast("#26231E", colours.tint(colour)) >= colours.WORDS


@given(ANY)
def test_a_darker_one_keeps_its_hue(colour: str) -> None:
    before, after = colours.channels(colour), colours.channels(colours.for_words(colour))
    assert sorted(range(3), key=lambda at: (before[at], at)) == sorted(
        range(3), key=lambda at: (after[at], before[at], at)
    )
    assert all(one <= other for one, other in zip(after, before, strict=True))


def test_everything_offered_carries_words_and_has_a_name() -> None:
    for name, colour in colours.PALETTE.items():
        assert colours.for_words(colour) == colour == colours.read(name)
        assert colours.name_of(colour) == name
    assert len(set(colours.PALETTE.values())) == len(colours.PALETTE)
    assert colours.name_of("#123456") == ""


def test_pale_is_what_white_paper_swallows() -> None:
    assert colours.is_pale("#F2C230")
    assert not colours.is_pale("#1D5B4F")
