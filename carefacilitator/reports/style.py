"""Colours, type scale, paper and grid: the one place where a document's looks are decided.

Sizes are points, distances on paper millimetres turned into points by :data:`MM`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from carefacilitator.reports.text.lines import SOOT, Colour, Look

MM = 72 / 25.4
Align = Literal["start", "center", "end"]


def colour(code: str) -> Colour:
    """A colour from its six hexadecimal digits."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


ASH = colour("5A5448")
OVERDYE = colour("1D5B4F")
THREAD = colour("D2CCBF")
FLAX = colour("E3DFD5")
LICHEN = colour("D9E7DF")
SERIES = tuple(map(colour, ("23388A", "9A3A04", "877E06", "0E7470", "42241F", "C94CB4")))
"""Colours of chart series and of the 5R; always with a hatch or glyph and the figure or word."""

HAIRLINE = 0.4
HEAD_LINE = 0.8


@dataclass(frozen=True, slots=True)
class Style:
    """How a paragraph looks and what it is. ``tag`` is its structure type; the rest is points."""

    size: float
    leading: float
    bold: bool = False
    colour: Colour = SOOT
    align: Align = "start"
    before: float = 0.0
    after: float = 0.0
    tag: str = "P"
    keep_next: bool = False

    @property
    def look(self) -> Look:
        """The look of plain text in this style."""
        return Look(self.size, self.colour, self.bold)

    def to(self, align: Align) -> Style:
        """The same style, aligned otherwise."""
        return replace(self, align=align)

    def tinted(self, colour: Colour) -> Style:
        """The same style in another colour."""
        return replace(self, colour=colour)


CAPTION = Style(8, 11, colour=ASH)
SMALL = Style(9, 12.5)
SMALL_ASH = Style(9, 12.5, colour=ASH)
TABLE_HEAD = Style(9, 12.5, bold=True, tag="P")
TEXT = Style(10.5, 15)
TEXT_ASH = Style(10.5, 15, colour=ASH)
BODY = Style(10.5, 15, after=5)
LEAD = Style(13, 18, after=3)
SUBHEAD = Style(11.5, 16, bold=True, before=12, after=3, tag="H3", keep_next=True)
SECTION = Style(16, 21, bold=True, colour=OVERDYE, before=17, after=5, tag="H2", keep_next=True)
TITLE = Style(24, 30, bold=True, tag="H1", after=4)
COVER_TITLE = Style(30, 38, bold=True, tag="H1", after=10)
FIGURE = Style(48, 52, bold=True)


class Paper(NamedTuple):
    """A sheet with its margins, in points."""

    width: float
    height: float
    top: float
    bottom: float
    side: float

    @property
    def text_width(self) -> float:
        """Between the margins."""
        return self.width - 2 * self.side

    @property
    def text_height(self) -> float:
        """Between the margins."""
        return self.height - self.top - self.bottom

    def columns(self, count: float) -> float:
        """The width of ``count`` of the twelve grid columns with the gutters between them."""
        gutter = 4 * MM
        one = (self.text_width - 11 * gutter) / 12
        return count * one + (count - 1) * gutter


PAPERS = {
    "A4": Paper(210 * MM, 297 * MM, 22 * MM, 20 * MM, 20 * MM),
    "Letter": Paper(612.0, 792.0, 20 * MM, 18 * MM, 21 * MM),
}
GUTTER = 4 * MM
