"""A paragraph: text in one style, with stretches in other looks, cut into lines and at pages.

The text's own letters decide which way it runs; the document decides at which edge it stands. Text
is never markup: what people wrote is printed as they wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence

from typing_extensions import override

from carefacilitator.reports.blocks.blocks import EPSILON, Block, Place, Slot
from carefacilitator.reports.pdf.drawing import PdfCanvas
from carefacilitator.reports.pdf.structure import Anchor
from carefacilitator.reports.style import Style
from carefacilitator.reports.text import bidi
from carefacilitator.reports.text.characters import clean
from carefacilitator.reports.text.lines import Line, Span, set_lines

ASCENT = 1.069
"""Ascent of the main face as a share of the size; all baselines follow it."""
DESCENT = 0.293
_TOGETHER = 2  # a page neither begins nor ends with a single line of a longer paragraph


class Paragraph(Block):
    """``text`` is a string or spans; ``rtl`` says how the document runs, not the text.

    ``base`` forces the text's own direction (1 is right to left); ``language`` is its language tag.
    """

    def __init__(
        self,
        text: str | Sequence[Span],
        style: Style,
        rtl: bool,
        base: int | None = None,
        language: str = "",
    ) -> None:
        self.style = style
        self.before = style.before
        self.after = style.after
        self.keep_next = style.keep_next
        self._rtl = rtl
        self.spans = [Span(text, style.look)] if isinstance(text, str) else list(text)
        if base is None:
            whole = clean("".join(span.text for span in self.spans))
            base = bidi.base_direction(whole, otherwise=int(rtl))
        self._base = base
        self._language = language
        self._slot = Slot()
        self.anchor = Anchor()
        self.outline = ""
        """What a heading is called in contents and bookmarks; its first words if this is empty."""
        self._lines: list[Line] | None = None
        self._width = -1.0

    def lines(self, width: float) -> list[Line]:
        """The text broken at ``width``; kept, since heights are asked for more than once."""
        if self._lines is None or abs(width - self._width) > EPSILON:
            self._lines = set_lines(self.spans, self._base, width)
            self._width = width
        return self._lines

    @override
    def height(self, width: float) -> float:
        return len(self.lines(width)) * self.style.leading

    @override
    def least(self, width: float) -> float:
        count = len(self.lines(width))
        shown = count if count < 2 * _TOGETHER else _TOGETHER
        return shown * self.style.leading

    @override
    def baseline(self, width: float) -> float:
        size = self.style.size
        return (self.style.leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size

    @override
    def split(self, width: float, room: float) -> tuple[Block, Block] | None:
        lines = self.lines(width)
        fit = int((room + EPSILON) // self.style.leading)
        fit = min(fit, len(lines) - _TOGETHER)
        if fit < _TOGETHER:
            return None
        first, rest = self._part(lines[:fit], width), self._part(lines[fit:], width)
        first.after = rest.before = 0.0
        return first, rest

    def _part(self, lines: list[Line], width: float) -> Paragraph:
        part = Paragraph("", self.style, self._rtl, self._base, self._language)
        part._lines, part._width, part._slot = lines, width, self._slot
        part.spans, part.anchor = self.spans, self.anchor
        return part

    @override
    def draw(self, place: Place) -> None:
        self.anchor.mark(place.canvas.page_index, place.top)
        element = self._slot.element(place.parent, self.style.tag)
        if self._base and not element.actual:
            element.actual = clean("".join(span.text for span in self.spans))
        element.language = self._language
        with place.canvas.content(element):
            self.paint(place.canvas, place.x, place.top, place.width)

    def paint(self, canvas: PdfCanvas, x: float, top: float, width: float) -> None:
        """Draw without telling the structure, for whoever has said what this is."""
        baseline = top - self.baseline(width)
        for line in self.lines(width):
            if line.runs:
                canvas.text_line(line, x + self._indent(line, width), baseline)
            baseline -= self.style.leading

    def _indent(self, line: Line, width: float) -> float:
        rest = width - line.width
        if self.style.align == "center":
            return rest / 2
        return rest if (self.style.align == "end") != self._rtl else 0.0
