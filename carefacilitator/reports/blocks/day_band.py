"""The day band: one strip in which each block of the day is as wide as it is long in minutes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from typing_extensions import override

from carefacilitator.model.document.content import BlockLine
from carefacilitator.reports.blocks.blocks import Block, Place
from carefacilitator.reports.pdf.drawing import PdfCanvas
from carefacilitator.reports.style import FLAX, MM, OVERDYE

_GAP = 1.5
_DAY_GAP = 7.0
_BREAK_SHARE = 0.58


class _Piece(NamedTuple):
    minutes: int
    strips: int
    is_break: bool
    day: int


class DayBand(Block):
    """The band across the text width, 8 mm high on a first page."""

    def __init__(self, blocks: Sequence[BlockLine], rtl: bool, after: float = 0.0) -> None:
        self._pieces = tuple(_pieces(blocks))
        self._rtl = rtl
        self.after = after

    @override
    def height(self, width: float) -> float:
        return 8 * MM

    @override
    def draw(self, place: Place) -> None:
        with place.canvas.artifact():
            height = self.height(place.width)
            self.paint(place.canvas, place.x, place.top - height, place.width, height)

    def paint(self, canvas: PdfCanvas, x: float, y: float, width: float, height: float) -> None:
        """Paint the strip into a rectangle; breaks are lower and lighter, groups thinner."""
        total = sum(piece.minutes for piece in self._pieces)
        if not total:
            canvas.bar(x, y, width, height, OVERDYE)
            return
        gaps = [0.0] + [
            _DAY_GAP if a.day != b.day else _GAP
            for a, b in zip(self._pieces, self._pieces[1:], strict=False)
        ]
        scale = (width - sum(gaps)) / total
        along = 0.0
        for gap, piece in zip(gaps, self._pieces, strict=True):
            along += gap
            wide = piece.minutes * scale
            left = x + (width - along - wide if self._rtl else along)
            _paint_piece(canvas, piece, left, y, wide, height)
            along += wide


def _paint_piece(
    canvas: PdfCanvas, piece: _Piece, x: float, y: float, width: float, height: float
) -> None:
    if piece.is_break:
        low = height * _BREAK_SHARE
        canvas.bar(x, y + (height - low) / 2, width, low, FLAX)
        return
    gap = min(1.0, height / 6) if piece.strips > 1 else 0.0
    tall = (height - gap * (piece.strips - 1)) / piece.strips
    for strip in range(piece.strips):
        canvas.bar(x, y + strip * (tall + gap), width, tall, OVERDYE)


def _pieces(blocks: Sequence[BlockLine]) -> Iterator[_Piece]:
    """Blocks in order; those that run side by side share one piece with a strip each."""

    def together(pair: tuple[int, BlockLine]) -> tuple[int, str]:
        at, block = pair
        return block.day, f"together {block.parallel}" if block.parallel else f"alone {at}"

    for _, group in groupby(enumerate(blocks), key=together):
        tracks: dict[str, int] = {}
        for _, block in group:
            track = block.track or block.id
            tracks[track] = tracks.get(track, 0) + block.minutes
        minutes = max(tracks.values())
        if minutes > 0:
            yield _Piece(minutes, min(len(tracks), 3), block.is_break, block.day)
