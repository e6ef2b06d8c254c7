"""A QR code as a block: squares that a phone or a scanner at the door reads."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from typing_extensions import override

from carefacilitator.reports.blocks.blocks import Block, Place
from carefacilitator.reports.pdf.drawing import number
from carefacilitator.reports.text.lines import Colour

_BLACK: Colour = (0.0, 0.0, 0.0)
_QUIET = 2
"""Empty squares kept at each side; the paper around is empty as well."""


class Code(Block):
    """The QR code of a short text in a square; ``told`` is read to those who do not see it."""

    def __init__(self, text: str, side: float, told: str) -> None:
        self._rows = _squares(text)
        self._side = side
        self._told = told

    @override
    def height(self, width: float) -> float:
        return self._side

    @override
    def draw(self, place: Place) -> None:
        top, side = place.top, self._side
        figure = place.parent.add("Figure")
        figure.alternative = self._told
        figure.box = (place.x, top - side, place.x + side, top)
        with place.canvas.content(figure):
            place.canvas.shape(self._path(place.x, top), _BLACK)

    def _path(self, x: float, top: float) -> str:
        """Dark stretches of each row as rectangles."""
        one = self._side / (len(self._rows) + 2 * _QUIET)
        parts = []
        for down, row in enumerate(self._rows):
            across = 0
            for dark, group in groupby(row):
                count = len(list(group))
                if dark:
                    left = x + (across + _QUIET) * one
                    below = top - (down + _QUIET + 1) * one
                    parts.append(" ".join(map(number, (left, below, count * one, one))) + " re")
                across += count
        return " ".join(parts)


def _squares(text: str) -> list[list[bool]]:
    """The dark squares row by row, with a quarter of them to spare for dirt and folds."""
    from reportlab.graphics.barcode import qrencoder  # brings every kind of bar code with it

    code: Any = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.Q)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    return [[bool(code.isDark(row, column)) for column in range(size)] for row in range(size)]
