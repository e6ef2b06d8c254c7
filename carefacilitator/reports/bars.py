"""A bar chart of counts: labels at the start, bars of plain shapes, the figure beside each bar.

Labels go through the text layer, so that they are right in every script.
"""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from carefacilitator.reports.blocks import Block, Place, Slot
from carefacilitator.reports.lines import natural_width
from carefacilitator.reports.paragraph import Paragraph
from carefacilitator.reports.style import SERIES, SMALL, Style

_BAR = 9.5
_ROW = 16.5
_GAP = 8.0
_LABEL_SHARE = 0.46
_FIGURE = 26.0


class Bars(Block):
    """``rows`` are labels with counts; ``figures`` words counts, ``alternative`` the whole."""

    def __init__(
        self,
        rows: Sequence[tuple[str, int]],
        figures: Sequence[str],
        alternative: str,
        rtl: bool,
        style: Style = SMALL,
        figure_width: float = _FIGURE,
    ) -> None:
        self._figure_width = figure_width
        self._labels = [Paragraph(label, style, rtl) for label, _ in rows]
        self._figures = [Paragraph(figure, style, rtl, base=0) for figure in figures]
        self._counts = [count for _, count in rows]
        self._widest = max(
            (natural_width(Paragraph(label, style, rtl).spans) for label, _ in rows), default=0.0
        )
        self._alternative = alternative
        self._rtl = rtl
        self._slot = Slot()

    def _label_width(self, width: float) -> float:
        return min(self._widest + 1, width * _LABEL_SHARE)

    def _row_heights(self, width: float) -> list[float]:
        wide = self._label_width(width)
        padding = _ROW - SMALL.leading
        return [max(_ROW, label.height(wide) + padding) for label in self._labels]

    @override
    def height(self, width: float) -> float:
        return sum(self._row_heights(width))

    @override
    def baseline(self, width: float) -> float:
        return (_ROW - SMALL.leading) / 2 + SMALL.leading * 0.75

    @override
    def draw(self, place: Place) -> None:
        element = self._slot.element(place.parent, "Figure")
        element.alternative = self._alternative
        height = self.height(place.width)
        element.box = (place.x, place.top - height, place.x + place.width, place.top)
        with place.canvas.content(element):
            self._draw_rows(place)

    def _draw_rows(self, place: Place) -> None:
        label_width = self._label_width(place.width)
        longest = place.width - label_width - _GAP - self._figure_width
        most = max(self._counts, default=1) or 1
        top = place.top
        for at, tall in enumerate(self._row_heights(place.width)):
            middle = top - tall / 2
            text_top = middle + self._labels[at].height(label_width) / 2
            self._text(place, self._labels[at], 0.0, label_width, text_top)
            wide = max(longest * self._counts[at] / most, 0.8 if self._counts[at] else 0.0)
            along = label_width + _GAP
            x = place.x + (place.width - along - wide if self._rtl else along)
            place.canvas.bar(x, middle - _BAR / 2, wide, _BAR, SERIES[0])
            along += wide + _GAP * 0.75
            self._text(
                place, self._figures[at], along, self._figure_width, middle + SMALL.leading / 2
            )
            top -= tall

    def _text(self, place: Place, text: Paragraph, along: float, width: float, top: float) -> None:
        x = place.x + (place.width - along - width if self._rtl else along)
        text.paint(place.canvas, x, top, width)
