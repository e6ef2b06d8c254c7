"""Text that must stay within a box: as large as fits, its last words left out when nothing fits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from carefacilitator.reports.letters import clean
from carefacilitator.reports.lines import Span, natural_width
from carefacilitator.reports.paragraph import Paragraph
from carefacilitator.reports.style import Style
from carefacilitator.reports.wording import Desk

_LEADING = 1.25
_LONGEST = 400  # letters; more is never read from a badge or a certificate


def fitting(
    desk: Desk,
    text: str,
    style: Style,
    sizes: Sequence[float],
    width: float,
    most: int = 2,
    room: float = 1e9,
) -> Paragraph:
    """``text`` in the largest of ``sizes`` that needs at most ``most`` lines and ``room`` points.

    A word is cut between letters only at the smallest size.
    """
    text = " ".join(clean(text).split())[:_LONGEST]
    for size in sizes:
        sized = replace(style, size=size, leading=size * _LEADING)
        lines = max(1, min(most, int(room / sized.leading)))
        made = desk.text(text, sized)
        words_fit = all(natural_width([Span(word, sized.look)]) <= width for word in text.split())
        if len(made.lines(width)) <= lines and words_fit:
            return made
    return _shortened(desk, text, sized, width, lines)


def _shortened(desk: Desk, text: str, style: Style, width: float, most: int) -> Paragraph:
    """The longest beginning of ``text`` that fits, with an ellipsis where something is missing."""
    made = desk.text(text, style)
    while len(made.lines(width)) > most and len(text) > 1:
        text = text[: text.rindex(" ")] if " " in text else text[:-1]
        made = desk.text(f"{text}…", style)
    return made
