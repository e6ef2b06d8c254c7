"""The protocol of everything that takes room on a page, and the simplest blocks.

A block knows its height at a width, can be cut at a height, and draws itself below a point. It
knows nothing about pages; :mod:`pages` places blocks and cuts them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from typing_extensions import override

from carefacilitator.reports.pdf.drawing import PdfCanvas
from carefacilitator.reports.pdf.structure import Element

EPSILON = 0.01


@dataclass(slots=True)
class Place:
    """Where a block is drawn: ``top`` and ``x`` of its upper left corner, and who reads it."""

    canvas: PdfCanvas
    parent: Element
    x: float
    top: float
    width: float


class Slot:
    """The structure element of a block, shared by its parts when it is cut across pages."""

    def __init__(self) -> None:
        self._element: Element | None = None

    def element(self, parent: Element, tag: str) -> Element:
        """The element, made under ``parent`` when first asked for."""
        if self._element is None:
            self._element = parent.add(tag)
        return self._element


class Block:
    """Base of all blocks. ``before`` and ``after`` are the distances it likes to its neighbours."""

    before: float = 0.0
    after: float = 0.0
    keep_next: bool = False

    def height(self, width: float) -> float:
        """How much room it takes at this width, without its distances."""
        raise NotImplementedError

    def least(self, width: float) -> float:
        """The room its smallest first part needs."""
        return self.height(width)

    def baseline(self, width: float) -> float:  # noqa: ARG002  (for those who have text)
        """How far below its top the first line of text stands; 0 when it has none."""
        return 0.0

    def split(self, width: float, room: float) -> tuple[Block, Block] | None:  # noqa: ARG002
        """Cut into a part that fits ``room`` and the rest, or None when that cannot be."""
        return None

    def cut(self, width: float, room: float) -> tuple[Block, Block] | None:
        """Cut what does not fit an empty page, at the price of beauty."""
        return self.split(width, room)

    def draw(self, place: Place) -> None:
        """Draw below ``place.top``."""
        raise NotImplementedError


class Space(Block):
    """Empty room."""

    def __init__(self, height: float) -> None:
        self._height = height

    @override
    def height(self, width: float) -> float:
        return self._height

    @override
    def draw(self, place: Place) -> None:
        return


class PageBreak(Block):
    """What follows begins on a new page."""

    @override
    def height(self, width: float) -> float:
        return 0.0

    @override
    def draw(self, place: Place) -> None:
        return


class Stack(Block):
    """Blocks one below the other that stay together while they fit on one page."""

    def __init__(self, blocks: Sequence[Block], before: float = 0.0, after: float = 0.0) -> None:
        self.blocks = tuple(blocks)
        self.before = before
        self.after = after

    @override
    def height(self, width: float) -> float:
        return sum(top + block.height(width) for top, block in self._spaced())

    def _spaced(self) -> list[tuple[float, Block]]:
        """Each block with the distance above it; the larger of two neighbouring wishes counts."""
        found: list[tuple[float, Block]] = []
        after = 0.0
        for block in self.blocks:
            found.append((max(after, block.before) if found else 0.0, block))
            after = block.after
        return found

    @override
    def baseline(self, width: float) -> float:
        return self.blocks[0].baseline(width) if self.blocks else 0.0

    @override
    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        used = 0.0
        for at, (gap, block) in enumerate(self._spaced()):
            height = block.height(width)
            if used + gap + height <= room + EPSILON:
                used += gap + height
                continue
            parts = block.split(width, room - used - gap)
            if parts is not None:
                first = (*self.blocks[:at], parts[0])
                return Stack(first, self.before), Stack((parts[1], *self.blocks[at + 1 :]))
            if at == 0:
                return None
            return Stack(self.blocks[:at], self.before), Stack(self.blocks[at:])
        return None

    @override
    def draw(self, place: Place) -> None:
        top = place.top
        for gap, block in self._spaced():
            top -= gap
            block.draw(Place(place.canvas, place.parent, place.x, top, place.width))
            top -= block.height(place.width)


class Beside(Block):
    """Blocks side by side at given widths, the first at the start of the line; never cut."""

    def __init__(
        self,
        blocks: Sequence[Block],
        widths: Sequence[float],
        gutter: float,
        rtl: bool,
        before: float = 0.0,
        after: float = 0.0,
    ) -> None:
        self.blocks = tuple(blocks)
        self._parts = tuple(zip(blocks, widths, strict=True))
        self._gutter = gutter
        self._rtl = rtl
        self.before = before
        self.after = after

    @override
    def height(self, width: float) -> float:
        return max(block.height(wide) for block, wide in self._parts)

    @override
    def baseline(self, width: float) -> float:
        block, wide = self._parts[0]
        return block.baseline(wide)

    @override
    def draw(self, place: Place) -> None:
        along = 0.0
        for block, wide in self._parts:
            x = place.x + (place.width - along - wide if self._rtl else along)
            block.draw(Place(place.canvas, place.parent, x, place.top, wide))
            along += wide + self._gutter
