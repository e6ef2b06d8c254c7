"""A line to write on."""

from __future__ import annotations

from typing_extensions import override

from carefacilitator.reports.blocks.blocks import Block, Place
from carefacilitator.reports.style import HAIRLINE
from carefacilitator.reports.text.lines import SOOT


class WritingLine(Block):
    """Room of so many points with a line near its foot."""

    def __init__(self, height: float) -> None:
        self._height = height

    @override
    def height(self, width: float) -> float:
        return self._height

    @override
    def draw(self, place: Place) -> None:
        with place.canvas.artifact():
            y = place.top - self._height + 1.0
            place.canvas.rule(place.x, y, place.width, HAIRLINE, SOOT)
