"""A chart on paper: the shared drawing with the text layer's letters on ReportLab's canvas."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from carefacilitator.model.document.chart import Chart
from carefacilitator.reports.blocks.blocks import Block, Place, Slot
from carefacilitator.reports.blocks.chart_drawing import PAPER, Drawing, Rectangle, Role
from carefacilitator.reports.blocks.paragraph import ASCENT, DESCENT, Paragraph
from carefacilitator.reports.style import CAPTION, SERIES, SMALL, Style
from carefacilitator.reports.text import bidi
from carefacilitator.reports.text.characters import clean
from carefacilitator.reports.text.lines import Colour, natural_width

_STYLES: dict[Role, Style] = {"label": SMALL, "figure": SMALL, "small": CAPTION, "key": CAPTION}


class PaperPen:
    """Measures and paints on paper; ``place`` is set while a block is drawn."""

    def __init__(self, rtl: bool, colours: Sequence[Colour]) -> None:
        self._rtl, self._colours = rtl, colours
        self._set: dict[tuple[str, Role], Paragraph] = {}
        self.place: Place | None = None

    def _paragraph(self, text: str, role: Role) -> Paragraph:
        """Kept, since a text is measured and painted. Figures without letters run as figures do."""
        found = self._set.get((text, role))
        if found is None:
            style = _STYLES[role]
            bare = role in ("figure", "small")
            base = 0 if bare and bidi.base_direction(clean(text), otherwise=0) == 0 else None
            found = self._set[text, role] = Paragraph(text, style, self._rtl, base=base)
        return found

    def wide(self, text: str, role: Role) -> float:
        """The width of a text in one line, in points."""
        return natural_width(self._paragraph(text, role).spans)

    def high(self, text: str, role: Role, wide: float) -> float:
        """The height of a text broken at a width, in points."""
        return self._paragraph(text, role).height(wide)

    def text(self, text: str, role: Role, room: Rectangle) -> None:
        """Paint a text in the middle of a room's height."""
        place = self._placed()
        paragraph = self._paragraph(text, role)
        spare = room.high - paragraph.height(room.wide)
        top = place.top - room.down - spare / 2
        paragraph.paint(place.canvas, self._left(place, room), top, room.wide)

    def bar(self, which: int, room: Rectangle) -> None:
        """Paint a filled or a hatched bar."""
        place = self._placed()
        draw = place.canvas.bar if which == 0 else place.canvas.hatched
        lower = place.top - room.down - room.high
        draw(self._left(place, room), lower, room.wide, room.high, self._colours[which])

    def _left(self, place: Place, room: Rectangle) -> float:
        along = place.width - room.along - room.wide if self._rtl else room.along
        return place.x + along

    def _placed(self) -> Place:
        if self.place is None:
            raise RuntimeError("a chart is painted while its block is drawn")
        return self.place


class ChartBlock(Block):
    """A chart as a figure with its words; ``colours`` are those of its first and second bars."""

    def __init__(
        self, chart: Chart, rtl: bool, colours: Sequence[Colour] = SERIES, after: float = 0.0
    ) -> None:
        self._alternative = chart.alternative
        self._pen = PaperPen(rtl, colours)
        self._drawing = Drawing(chart, PAPER, self._pen)
        self._slot = Slot()
        self.after = after

    @override
    def height(self, width: float) -> float:
        return self._drawing.height(width)

    @override
    def baseline(self, width: float) -> float:
        return self._drawing.first_line(width) + SMALL.size * (ASCENT - DESCENT) / 2

    @override
    def draw(self, place: Place) -> None:
        element = self._slot.element(place.parent, "Figure")
        element.alternative = self._alternative
        height = self.height(place.width)
        element.box = (place.x, place.top - height, place.x + place.width, place.top)
        self._pen.place = place
        with place.canvas.content(element):
            self._drawing.draw(place.width)
        self._pen.place = None
