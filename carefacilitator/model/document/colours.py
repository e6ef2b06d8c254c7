"""The colour of a programme on paper: read, told how well it is seen, and darkened for words.

A colour is ``#RRGGBB`` in capitals. Contrast and its limits are those of WCAG 2.2 (1.4.3 for words,
1.4.11 for shapes).
"""

from __future__ import annotations

import re

PAPER = "#FFFFFF"
PALETTE: dict[str, str] = {
    "green": "#1D5B4F",
    "teal": "#0E7470",
    "blue": "#23388A",
    "violet": "#5B3A8C",
    "plum": "#7A2E6E",
    "red": "#9E2A2B",
    "rust": "#9A3A04",
    "ochre": "#7F5F01",
    "brown": "#5A3A2E",
    "slate": "#3F4B59",
}
"""Colours to choose from, by names that are permanent; each can carry words on white paper."""
WORDS, SHAPES = 4.5, 3.0
"""The least contrast of words and of shapes with what they stand on."""
_TINT = 0.17


def read(text: str) -> str:
    """``#1d5b4f``, ``1D5B4F``, ``#abc`` or a name of the palette as ``#RRGGBB``; else nothing."""
    plain = text.strip().lower()
    if plain in PALETTE:
        return PALETTE[plain]
    found = re.fullmatch(r"#?([0-9a-f]{6}|[0-9a-f]{3})", plain, re.ASCII)
    if found is None:
        return ""
    digits = found.group(1)
    if len(digits) == 3:
        digits = "".join(one * 2 for one in digits)
    return f"#{digits.upper()}"


def name_of(colour: str) -> str:
    """The name a colour has in the palette, or nothing."""
    return next((name for name, one in PALETTE.items() if one == colour), "")


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue, 0 to 255."""
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _code(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(one):02X}" for one in parts)


def contrast(one: str, other: str = PAPER) -> float:
    """The contrast of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    shares = [one / 255 for one in channels(colour)]
    red, green, blue = (
        one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def for_words(colour: str) -> str:
    """The colour itself where words in it can be read on paper, else as little darker as is enough.

    Its hue stays: all three channels are lowered alike.
    """
    if contrast(colour) >= WORDS:
        return colour
    parts = channels(colour)
    for share in range(99, 0, -1):
        darker = _code(tuple(one * share / 100 for one in parts))
        if contrast(darker) >= WORDS:
            return darker
    return "#000000"


def is_pale(colour: str) -> bool:
    """Whether shapes in this colour are hard to tell from white paper."""
    return contrast(colour) < SHAPES


def tint(colour: str) -> str:
    """A light ground in this colour on which dark words stand."""
    dark = channels(for_words(colour))
    return _code(tuple(255 - (255 - one) * _TINT for one in dark))
