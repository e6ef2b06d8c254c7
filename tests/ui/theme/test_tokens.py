"""Contrast is computed again from the file and may not fall below what the look promises."""

from __future__ import annotations

import re
from dataclasses import fields

import pytest

from carefacilitator.ui.theme.tokens import (
    DARK,
    FIVE_R,
    LIGHT,
    TEXT_SIZES,
    TYPE_SCALE,
    Palette,
    Theme,
    ratio,
)

BOTH = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
GROUNDS = (
    "undyed",
    "bleached",
    "chalk",
    "flax",
    "lichen",
    "weld_wash",
    "madder_wash",
    "indigo_wash",
)
TEXTS = ("soot", "ash", "overdye", "ochre", "madder", "indigo")


@BOTH
@pytest.mark.parametrize("text", TEXTS)
def test_text_is_readable_on_every_ground_and_wash(palette: Palette, text: str) -> None:
    worst = min(ratio(getattr(palette, text), getattr(palette, g)) for g in GROUNDS)
    assert worst >= 4.5


@BOTH
@pytest.mark.parametrize("fill", ["overdye", "overdye_deep", "overdye_pressed"])
def test_text_on_the_main_act_is_readable(palette: Palette, fill: str) -> None:
    assert ratio(palette.on_overdye, getattr(palette, fill)) >= 4.5


@BOTH
def test_text_on_weld_is_readable(palette: Palette) -> None:
    assert ratio(palette.on_weld, palette.weld) >= 4.5


@BOTH
def test_borders_and_focus_ring_can_be_seen(palette: Palette) -> None:
    for ground in ("undyed", "bleached", "chalk", "flax"):
        assert ratio(palette.bark, getattr(palette, ground)) >= 3
        assert ratio(palette.indigo, getattr(palette, ground)) >= 3


@BOTH
def test_series_can_be_seen_on_sheet_and_chosen_row(palette: Palette) -> None:
    for colour in palette.series:
        assert ratio(colour, palette.bleached) >= 3
        assert ratio(colour, palette.lichen) >= 3


def test_the_ratio_itself_is_right() -> None:
    assert ratio("#000000", "#FFFFFF") == pytest.approx(21)
    assert ratio("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@BOTH
def test_every_colour_is_a_full_hex(palette: Palette) -> None:
    for field in fields(palette):
        value = getattr(palette, field.name)
        for colour in value if isinstance(value, tuple) else (value,):
            assert re.fullmatch(r"#[0-9A-F]{6}", colour), field.name


def test_arabic_gets_larger_small_text() -> None:
    assert Theme(rtl=True).px("small") == 14
    assert Theme(rtl=True).px("body") == 16
    assert Theme(rtl=True).px("lead") == TYPE_SCALE["lead"]


def test_sizes_grow_with_the_chosen_text_size() -> None:
    for percent in TEXT_SIZES:
        theme = Theme(text_percent=percent)
        for step, size in TYPE_SCALE.items():
            assert theme.px(step) == round(size * percent / 100)
        assert theme.control >= theme.px("body") * 1.36 + 12
    assert Theme(text_percent=200).stacked
    assert not Theme(text_percent=130).stacked


def test_designed_heights_at_100_percent() -> None:
    theme = Theme()
    assert (theme.header, theme.band, theme.key_line) == (64, 40, 36)
    assert (theme.control, theme.main_act, theme.chip) == (40, 48, 26)
    assert [theme.row(h) for h in (40, 44, 50, 56)] == [40, 44, 50, 56]


def test_the_letters_of_the_5r_are_all_different() -> None:
    assert len({code.letter for code in FIVE_R.values()}) == 5
    assert len({code.letter_ar for code in FIVE_R.values()}) == 5
    assert len({code.series for code in FIVE_R.values()}) == 5
