"""Fitting a document to its pages: a last page that would hold only a few lines is avoided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from carefacilitator.reports.blocks.blocks import Block
from carefacilitator.reports.blocks.cells import Desk
from carefacilitator.reports.blocks.pages import Placed, lay_out
from carefacilitator.reports.blocks.paragraph import Paragraph
from carefacilitator.reports.style import Style
from carefacilitator.reports.text.characters import clean
from carefacilitator.reports.text.lines import Span, natural_width

_LITTLE = 0.15
"""A last page filled less than this is drawn onto the one before, where that can be."""
_LONG = 50
"""In a document of more pages nobody minds the last one, and laying it out again takes its time."""


def fitted(
    desk: Desk, blocks: Callable[[Desk], Iterable[Block]], most: int | None = None
) -> list[Placed]:
    """Lay ``blocks`` out; closer together where that saves a nearly empty or forbidden page."""
    placed = _laid_out(desk, blocks)
    little = 1 < len(placed) <= _LONG and _filled(placed[-1], desk) < _LITTLE
    if little or (most is not None and len(placed) == most + 1):
        closer = _laid_out(replace(desk, tight=True), blocks)
        if len(closer) < len(placed):
            return closer
    return placed


def _laid_out(desk: Desk, blocks: Callable[[Desk], Iterable[Block]]) -> list[Placed]:
    return lay_out(blocks(desk), desk.paper.text_width, desk.paper.text_height)


def _filled(page: Placed, desk: Desk) -> float:
    """Which share of a page is used."""
    if not page:
        return 0.0
    down, block = page[-1]
    return (down + block.height(desk.paper.text_width)) / desk.paper.text_height


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
