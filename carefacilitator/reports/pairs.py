"""A bar chart of two counts for each label: one filled, one hatched, the figures beside both."""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from carefacilitator.reports.blocks import Block, Place, Slot
from carefacilitator.reports.lines import natural_width
from carefacilitator.reports.paragraph import Paragraph
from carefacilitator.reports.style import CAPTION, SERIES, SMALL
from carefacilitator.reports.wording import Desk

_BAR = 7.0
_BETWEEN = 1.5
_ROW = 26.0
_GAP = 8.0
_LABEL_SHARE = 0.4
_FIGURE = 24.0
_KEY = 18.0


class Pairs(Block):
    """``rows`` are (label, first, second); ``names`` say what the first and the second count.

    ``figures`` words the counts, ``alternative`` the whole for those who do not see it.
    """

    def __init__(
        self,
        rows: Sequence[tuple[str, int, int]],
        names: tuple[str, str],
        figures: Sequence[tuple[str, str]],
        alternative: str,
        rtl: bool,
    ) -> None:
        self._labels = [Paragraph(label, SMALL, rtl) for label, _, _ in rows]
        self._counts = [(first, second) for _, first, second in rows]
        self._figures = [
            (Paragraph(first, CAPTION, rtl, base=0), Paragraph(second, CAPTION, rtl, base=0))
            for first, second in figures
        ]
        self._names = [Paragraph(name, CAPTION, rtl) for name in names]
        self._widest = max((natural_width(one.spans) for one in self._labels), default=0.0)
        self._alternative = alternative
        self._rtl = rtl
        self._slot = Slot()
        self.after = 8.0

    def _label_width(self, width: float) -> float:
        return min(self._widest + 1, width * _LABEL_SHARE)

    def _rows(self, width: float) -> list[float]:
        wide = self._label_width(width)
        return [max(_ROW, label.height(wide) + 6) for label in self._labels]

    @override
    def height(self, width: float) -> float:
        return _KEY + sum(self._rows(width))

    @override
    def draw(self, place: Place) -> None:
        element = self._slot.element(place.parent, "Figure")
        element.alternative = self._alternative
        height = self.height(place.width)
        element.box = (place.x, place.top - height, place.x + place.width, place.top)
        with place.canvas.content(element):
            self._draw_key(place)
            self._draw_rows(place)

    def _draw_key(self, place: Place) -> None:
        """What is filled and what is hatched."""
        along = 0.0
        for at, name in enumerate(self._names):
            wide = natural_width(name.spans) + 2
            self._bar(place, at, along, place.top - 9, 14.0)
            self._text(place, name, along + 14 + 5, wide, place.top)
            along += 14 + 5 + wide + 18

    def _draw_rows(self, place: Place) -> None:
        label_width = self._label_width(place.width)
        start = label_width + _GAP
        longest = place.width - start - _GAP - _FIGURE
        most = max((count for pair in self._counts for count in pair), default=1) or 1
        top = place.top - _KEY
        for row, tall in enumerate(self._rows(place.width)):
            middle = top - tall / 2
            label = self._labels[row]
            self._text(place, label, 0.0, label_width, middle + label.height(label_width) / 2)
            for at, count in enumerate(self._counts[row]):
                y = middle + _BETWEEN / 2 if at == 0 else middle - _BETWEEN / 2 - _BAR
                wide = max(longest * count / most, 0.8 if count else 0.0)
                if wide:
                    self._bar(place, at, start, y, wide)
                figure = self._figures[row][at]
                upper = y + _BAR / 2 + CAPTION.leading / 2
                self._text(place, figure, start + wide + 5, _FIGURE, upper)
            top -= tall

    def _bar(self, place: Place, which: int, along: float, y: float, width: float) -> None:
        x = place.x + (place.width - along - width if self._rtl else along)
        draw = place.canvas.bar if which == 0 else place.canvas.hatched
        draw(x, y, width, _BAR, SERIES[which])

    def _text(self, place: Place, text: Paragraph, along: float, width: float, top: float) -> None:
        x = place.x + (place.width - along - width if self._rtl else along)
        text.paint(place.canvas, x, top, width)


def pairs_chart(
    desk: Desk, what: str, rows: Sequence[tuple[str, int, int]], names: tuple[str, str]
) -> Block:
    """Two counts for each label, with all figures in the words for those who do not see it."""
    words = desk.words
    figures = [(words.number(first), words.number(second)) for _, first, second in rows]
    told = "; ".join(
        words.say(
            "{label}: {first} {first_name}, {second} {second_name}",
            label=label,
            first=first,
            first_name=names[0],
            second=second,
            second_name=names[1],
        )
        for label, first, second in rows
    )
    return Pairs(rows, names, figures, f"{what} {told}", desk.rtl)
