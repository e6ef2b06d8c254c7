"""How logos stand beside each other, on paper and on the screen: whole, and equally present.

Logos of one height do not look equally large: a long one covers more paper. So all cover about the
same, within limits, and stand on one middle line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_USUAL = 2.0
"""Times as wide as high: a logo of this shape gets exactly the height asked for."""
_LOWEST, _HIGHEST = 0.55, 1.2
_GAP, _BETWEEN = 0.75, 0.35
"""Between two logos, and between two rows, in heights."""
_SMALLER = 0.94
_ROUNDING = 0.01


class Spot(NamedTuple):
    """Where a logo stands: which one, along the line, down from the top, how wide and high."""

    which: int
    along: float
    down: float
    wide: float
    high: float


def rows_of(shapes: Sequence[float], high: float, width: float, most: int = 2) -> list[list[Spot]]:
    """Logos of these ``shapes`` (width by height) in at most so many rows of a ``width``.

    ``high`` is the height of a logo of usual shape; all become smaller where they would not fit.
    """
    while True:
        rows = list(_on_middle_lines(_rows(shapes, high, width), high))
        if len(rows) <= most or high < width / 200:
            return rows
        high *= _SMALLER


def _rows(shapes: Sequence[float], high: float, width: float) -> list[list[Spot]]:
    rows: list[list[Spot]] = []
    along = 0.0
    for which, shape in enumerate(shapes):
        tall = high * min(_HIGHEST, max(_LOWEST, math.sqrt(_USUAL / shape)))
        tall = min(tall, width / shape)
        if not rows or along + tall * shape > width + _ROUNDING:
            rows.append([])
            along = 0.0
        rows[-1].append(Spot(which, along, 0.0, tall * shape, tall))
        along += tall * shape + high * _GAP
    return rows


def _on_middle_lines(rows: Sequence[Sequence[Spot]], high: float) -> Iterator[list[Spot]]:
    top = 0.0
    for row in rows:
        tallest = max(one.high for one in row)
        yield [one._replace(down=top + (tallest - one.high) / 2) for one in row]
        top += tallest + high * _BETWEEN
