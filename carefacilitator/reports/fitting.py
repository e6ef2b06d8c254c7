"""Fitting a document to its pages: a last page that would hold only a few lines is avoided."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from carefacilitator.reports.blocks import Block
from carefacilitator.reports.pages import Placed, lay_out
from carefacilitator.reports.wording import Desk

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
