"""The style sheet holds no size or colour of its own."""

from __future__ import annotations

import re
from dataclasses import astuple

import pytest

from carefacilitator.ui.theme.stylesheet import stylesheet
from carefacilitator.ui.theme.tokens import DARK, LIGHT, TYPE_SCALE, Theme


def colours(theme: Theme) -> set[str]:
    return set(re.findall(r"#[0-9A-Fa-f]{6}\b", stylesheet(theme)))


@pytest.mark.parametrize(("dark", "palette"), [(False, LIGHT), (True, DARK)])
def test_every_colour_is_a_named_one(dark: bool, palette) -> None:
    known = {
        c for value in astuple(palette) for c in (value if isinstance(value, tuple) else [value])
    }
    assert colours(Theme(dark=dark)) <= known


@pytest.mark.parametrize("percent", [100, 130, 200])
def test_every_font_size_follows_the_text_size(percent: int) -> None:
    found = {int(n) for n in re.findall(r"font-size: (\d+)px", stylesheet(Theme(False, percent)))}
    assert found == {round(size * percent / 100) for size in TYPE_SCALE.values()}
