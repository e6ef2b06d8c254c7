"""Logos in a row at the head of a document: whole, in the programme's order, equally present.

Logos of one height do not look equally large: a long one covers more paper. So all cover about the
same, within limits, and stand on one middle line.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from typing_extensions import override

from carefacilitator.model.dossier import LogoLine
from carefacilitator.reports.blocks import EPSILON, Block, Place, Space
from carefacilitator.reports.style import MM

if TYPE_CHECKING:
    from carefacilitator.reports.wording import Desk  # which sets logos at the head of a page

_USUAL = 2.0
"""Times as wide as high: a logo of this shape gets exactly the height asked for."""
_LOWEST, _HIGHEST = 0.55, 1.2
_GAP = 0.75
"""Between two logos, in heights."""
_BETWEEN = 0.35
_SMALLER = 0.94
_COVER, _HEAD, _TIGHT = 15 * MM, 9.5 * MM, 7.5 * MM
_BELOW = 9 * MM


class _Placed(NamedTuple):
    """A logo with where it stands: along the line, down from the top, wide and high."""

    logo: LogoLine
    along: float
    down: float
    wide: float
    high: float


class LogoRow(Block):
    """Logos beside each other, in at most so many rows; smaller where they would not fit.

    ``room`` is the least it takes. An ``ornament`` is not read aloud, since it repeats.
    """

    def __init__(
        self,
        desk: Desk,
        high: float,
        rows: int = 2,
        room: float = 0.0,
        after: float = 0.0,
        ornament: bool = False,
    ) -> None:
        self._logos = desk.dossier.logos
        self._desk = desk
        self._high, self._rows, self._room = high, rows, room
        self._ornament = ornament
        self.after = after

    def _lines(self, width: float) -> list[list[_Placed]]:
        """The rows at the largest size at which there are few enough."""
        high = self._high
        while True:
            lines = _set(self._logos, high, width)
            if len(lines) <= self._rows or high < 2:
                return lines
            high *= _SMALLER

    def natural(self, width: float) -> float:
        """How far the longest row reaches."""
        return max((line[-1].along + line[-1].wide for line in self._lines(width)), default=0.0)

    def _bottom(self, width: float) -> float:
        return max((one.down + one.high for line in self._lines(width) for one in line), default=0)

    @override
    def height(self, width: float) -> float:
        return max(self._room, self._bottom(width))

    @override
    def draw(self, place: Place) -> None:
        for line in self._lines(place.width):
            for one in line:
                along = one.along
                x = place.x + (place.width - along - one.wide if self._desk.rtl else along)
                self._draw_one(place, one, x)

    def _draw_one(self, place: Place, one: _Placed, x: float) -> None:
        y = place.top - one.down - one.high
        if self._ornament:
            with place.canvas.artifact():
                place.canvas.picture(one.logo.image, x, y, one.wide, one.high)
            return
        element = place.parent.add("Figure")
        element.alternative = _alternative(self._desk, one.logo)
        element.box = (x, y, x + one.wide, y + one.high)
        with place.canvas.content(element):
            place.canvas.picture(one.logo.image, x, y, one.wide, one.high)


def _alternative(desk: Desk, logo: LogoLine) -> str:
    say = desk.words.say
    return say("Logo: {owner}", owner=logo.owner) if logo.owner else say("Logo")


def _set(logos: Sequence[LogoLine], high: float, width: float) -> list[list[_Placed]]:
    """Rows of logos that would have this height in the usual shape."""
    lines: list[list[tuple[LogoLine, float, float, float]]] = []
    along = 0.0
    for logo in logos:
        shape = logo.width / logo.height
        tall = high * min(_HIGHEST, max(_LOWEST, math.sqrt(_USUAL / shape)))
        tall = min(tall, width / shape)
        if not lines or along + tall * shape > width + EPSILON:
            lines.append([])
            along = 0.0
        lines[-1].append((logo, along, tall * shape, tall))
        along += tall * shape + high * _GAP
    return list(_on_middle_lines(lines, high))


def _on_middle_lines(
    lines: Sequence[Sequence[tuple[LogoLine, float, float, float]]], high: float
) -> Iterator[list[_Placed]]:
    top = 0.0
    for line in lines:
        tallest = max(tall for _, _, _, tall in line)
        yield [
            _Placed(logo, along, top + (tallest - tall) / 2, wide, tall)
            for logo, along, wide, tall in line
        ]
        top += tallest + high * _BETWEEN


def on_cover(desk: Desk, room: float) -> Block:
    """The head of a cover: logos where there are some, and in any case this much room."""
    if not desk.dossier.logos:
        return Space(room)
    return LogoRow(desk, _COVER, room=room, after=_BELOW)


def at_head(desk: Desk) -> Iterator[Block]:
    """The logos above the title of a page that carries text; nothing where there are none."""
    if desk.dossier.logos:
        yield LogoRow(desk, _TIGHT if desk.tight else _HEAD, after=7.0 if desk.tight else 10.0)
