"""Logos in a row at the head of a document, in the programme's order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from typing_extensions import override

from carefacilitator.model.document.content import LogoLine
from carefacilitator.model.document.logo_row import Spot, rows_of
from carefacilitator.reports.blocks.blocks import Block, Place, Space
from carefacilitator.reports.style import MM

if TYPE_CHECKING:
    from carefacilitator.reports.blocks.cells import Desk  # which sets logos at the head of a page

_COVER, _HEAD, _TIGHT = 15 * MM, 9.5 * MM, 7.5 * MM
_BELOW = 9 * MM


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

    def _lines(self, width: float) -> list[list[Spot]]:
        shapes = [one.width / one.height for one in self._logos]
        return rows_of(shapes, self._high, width, self._rows)

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

    def _draw_one(self, place: Place, one: Spot, x: float) -> None:
        logo, y = self._logos[one.which], place.top - one.down - one.high
        if self._ornament:
            with place.canvas.artifact():
                place.canvas.picture(logo.image, x, y, one.wide, one.high)
            return
        element = place.parent.add("Figure")
        element.alternative = _alternative(self._desk, logo)
        element.box = (x, y, x + one.wide, y + one.high)
        with place.canvas.content(element):
            place.canvas.picture(logo.image, x, y, one.wide, one.high)


def _alternative(desk: Desk, logo: LogoLine) -> str:
    say = desk.words.say
    return say("Logo: {owner}", owner=logo.owner) if logo.owner else say("Logo")


def on_cover(desk: Desk, room: float) -> Block:
    """The head of a cover: logos where there are some, and in any case this much room."""
    if not desk.dossier.logos:
        return Space(room)
    return LogoRow(desk, _COVER, room=room, after=_BELOW)


def at_head(desk: Desk) -> Iterator[Block]:
    """The logos above the title of a page that carries text; nothing where there are none."""
    if desk.dossier.logos:
        yield LogoRow(desk, _TIGHT if desk.tight else _HEAD, after=7.0 if desk.tight else 10.0)
