"""What the projector shows: day band, now, the question, minutes, next. Painted, in shares of the
height, so that it reads the same on any screen and from ten metres.

Never notes, consents or keys: a :class:`Shown` has no place for them. Names of people only where
the facilitator shows groups or speakers to the room.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QTextLayout
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.projector.tools import ProjectorTool, ToolPainter
from carefacilitator.ui.theme import fonts, paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.clock import ClockMood, ClockReading
from carefacilitator.ui.widgets.day_band import BandBlock, DayBand

CLOCK, QUESTION, QUESTION_LEAST, TITLE, NEXT, SMALL = 0.34, 0.086, 0.06, 0.057, 0.047, 0.042
"""Sizes of text as shares of the height."""
MARGIN = 0.05
BAND, BAR = 0.026, 0.026
MOST_LINES = 4
_CLOCK_WIDTH = 0.27
"""Share of the width for the figure and the words under it."""


@dataclass(frozen=True)
class Shown:
    """What stands on the wall at one moment, in words of the room.

    ``large`` is the question, or where there is none what is happening, and then ``title`` is
    empty. Without ``reading`` no clock runs. ``tool`` takes the place of the question.
    """

    band: tuple[BandBlock, ...] = ()
    head: str = ""
    title: str = ""
    large: str = ""
    reading: ClockReading | None = None
    under: str = ""
    until: str = ""
    next_head: str = ""
    next: str = ""
    tool: ProjectorTool | None = None

    def told(self) -> str:
        """All of it in one line, for a screen reader."""
        figure = self.reading.figure if self.reading is not None else ""
        middle = self.tool.told() if self.tool is not None else self.large
        parts = (self.head, self.title, middle, f"{figure} {self.under}".strip(), self.until)
        return ". ".join(part for part in (*parts, f"{self.next_head} {self.next}".strip()) if part)


class ProjectorBand(DayBand):
    """The day band without names, hover or focus; what is done is dark enough for a weak lamp."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit, names=False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def _paint_block(self, painter: QPainter, handle: QWidget) -> None:
        block = handle.block  # type: ignore[attr-defined]
        c = self.kit.colours
        quiet = c.thread if block.is_break else c.flax
        fill = {"now": c.weld, "done": c.overdye}.get(block.state, quiet)
        painter.fillRect(handle.geometry(), QColor(fill))


class Board(QWidget):
    """Paints a :class:`Shown`; the band is a child along the top edge."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.shown = Shown()
        self.setLayoutDirection(kit.direction)
        self.band = ProjectorBand(kit)
        self.band.setParent(self)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """A quarter of a usual screen, wide."""
        return QSize(960, 540)

    def show_moment(self, shown: Shown) -> None:
        """Show a moment; repaints only when what is seen changes."""
        if shown == self.shown:
            return
        if shown.band != self.shown.band:
            self.band.set_blocks(shown.band)
        self.shown = shown
        named(self, shown.told())
        self.update()

    def resizeEvent(self, event: object) -> None:  # noqa: N802, ARG002
        """Keep the band along the top."""
        high = max(6, round(self.height() * BAND))
        self.band.setFixedHeight(high)
        self.band.setGeometry(0, 0, self.width(), high)

    # measures ---------------------------------------------------------------------------------

    def font_of(self, share: float, *, bold: bool = False) -> QFont:
        """A font whose size is a share of the height."""
        made = fonts.font(self.kit.theme, "body", bold=bold)
        made.setPixelSize(max(8, round(self.height() * share)))
        return made

    def _inner(self) -> QRect:
        side = round(self.height() * MARGIN * 1.65)
        return QRect(side, 0, self.width() - 2 * side, self.height())

    # painting ---------------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint head, question, clock, bar and what comes next."""
        painter, c, high = QPainter(self), self.kit.colours, self.height()
        painter.fillRect(self.rect(), QColor(c.bleached))
        inner, shown = self._inner(), self.shown
        if shown.tool is not None:
            self._paint_tool(painter, inner, shown.tool)
            painter.end()
            return
        clock = round(inner.width() * _CLOCK_WIDTH) if shown.reading is not None else 0
        y = round(high * 0.068)
        y = self._line(painter, y, inner, shown.head, self.font_of(NEXT, bold=True), c.overdye)
        font, lines = self._title_fitted(inner.width())
        for line in lines:
            y = self._line(painter, y, inner, line, font, c.soot)
        room = inner.width() - clock - round(high * MARGIN if clock else 0)
        top = round(high * (0.25 if shown.title else 0.18))
        self._paint_large(painter, QRect(inner.x(), top, room, round(high * 0.79) - top))
        if shown.reading is not None:
            place = QRect(inner.right() + 1 - clock, top, clock, round(high * 0.82) - top)
            self._paint_clock(painter, place, shown.reading)
            self._paint_bar(painter, inner, round(high * 0.837), shown.reading)
        self._paint_next(painter, inner, round(high * 0.885))
        painter.end()

    def _paint_tool(self, painter: QPainter, inner: QRect, tool: ProjectorTool) -> None:
        """A tool over the whole height; the bar, and the minutes below it, stay."""
        shown, high = self.shown, self.height()
        wall = ToolPainter(self, painter)
        wall.paint(tool, QRect(inner.x(), round(high * 0.06), inner.width(), round(high * 0.755)))
        if shown.reading is not None:
            self._paint_bar(painter, inner, round(high * 0.837), shown.reading)
            left = " ".join(part for part in (shown.reading.figure, shown.under) if part)
            top = round(high * 0.885)
            bold, plain = self.font_of(NEXT, bold=True), self.font_of(NEXT)
            self._line(painter, top, inner, left, bold, self.kit.colours.soot)
            wide = QFontMetrics(bold).horizontalAdvance(left) + round(high * 0.032)
            rest = QRect(inner.x() + wide, top, inner.width() - wide, inner.height())
            self._line(painter, top, rest, shown.until, plain, self.kit.colours.ash)

    def _line(
        self, painter: QPainter, top: int, area: QRect, text: str, font: QFont, colour: str
    ) -> int:
        """Paint one line at the leading edge and return where the next begins."""
        tall = QFontMetrics(font).height()
        rect = paint.mirrored(self, QRect(area.x(), top, area.width(), tall))
        if text:
            paint.draw_line(painter, self.kit, rect, text, font, colour)
        return top + tall

    def _title_fitted(self, width: int) -> tuple[QFont, list[str]]:
        """One line where the title fits in one, otherwise two smaller ones."""
        font = self.font_of(TITLE, bold=True)
        lines = _wrapped(self.shown.title, font, width) if self.shown.title else []
        if len(lines) < 2:
            return font, lines
        font = self.font_of(SMALL, bold=True)
        lines = _wrapped(self.shown.title, font, width)
        return font, [*lines[:1], " ".join(lines[1:])] if len(lines) > 1 else lines

    def _paint_large(self, painter: QPainter, area: QRect) -> None:
        font, lines = self.fitted(self.shown.large, area)
        tall = QFontMetrics(font).height()
        y = area.y() + max(0, (area.height() - tall * len(lines)) // 2)
        for line in lines:
            y = self._line(painter, y, area, line, font, self.kit.colours.soot)

    def fitted(self, text: str, area: QRect) -> tuple[QFont, list[str]]:
        """The largest font, from 8.6 % down to 6 %, in which a text fits, and its lines.

        At most four lines; what is longer still ends with an ellipsis.
        """
        share, font, lines = QUESTION, self.font_of(QUESTION, bold=True), [""]
        while share >= QUESTION_LEAST - 1e-9:
            font = self.font_of(share, bold=True)
            lines = _wrapped(text, font, area.width())
            most = min(MOST_LINES, max(1, area.height() // QFontMetrics(font).height()))
            if len(lines) <= most:
                return font, lines
            share -= 0.002
        return font, [*lines[: most - 1], " ".join(lines[most - 1 :])]

    def _paint_clock(self, painter: QPainter, area: QRect, reading: ClockReading) -> None:
        """Paint the figure and its two lines, centred in a column at the trailing edge."""
        c = self.kit.colours
        wash, tone = {
            ClockMood.CALM: (None, c.soot),
            ClockMood.NEARLY: (c.weld_wash, c.ochre),
            ClockMood.LAST: (c.madder_wash, c.madder),
            ClockMood.OVER: (c.madder_wash, c.madder),
        }[reading.mood]
        figure = self._clock_font(reading.figure, area.width())
        title, small = self.font_of(TITLE, bold=True), self.font_of(SMALL)
        heights = [round(figure.pixelSize() * 0.86)]
        heights += [QFontMetrics(font).height() for font in (title, small)]
        pad = round(self.height() * 0.02)
        top = area.y() + (area.height() - sum(heights) - pad) // 2
        if wash:
            box = QRect(area.x(), top - pad, area.width(), sum(heights) + 3 * pad)
            paint.box(painter, paint.mirrored(self, box), wash)
        rect = paint.mirrored(self, QRect(area.x(), top, area.width(), heights[0]))
        painter.setFont(figure)
        painter.setPen(QColor(tone))
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextDontClip.value
        painter.drawText(rect, flags, reading.figure)
        y = top + heights[0] + pad
        lines = ((self.shown.under, title, tone), (self.shown.until, small, c.ash))
        for (text, font, colour), tall in zip(lines, heights[1:], strict=True):
            rect = paint.mirrored(self, QRect(area.x(), y, area.width(), tall))
            paint.draw_line(painter, self.kit, rect, text, font, colour, centred=True)
            y += tall

    def _clock_font(self, figure: str, room: int) -> QFont:
        font = self.font_of(CLOCK, bold=True)
        wide = QFontMetrics(font).horizontalAdvance(figure)
        if wide > room:
            font.setPixelSize(max(8, font.pixelSize() * room // wide))
        return font

    def _paint_bar(self, painter: QPainter, inner: QRect, top: int, reading: ClockReading) -> None:
        c, high = self.kit.colours, max(4, round(self.height() * BAR))
        painter.fillRect(QRect(inner.x(), top, inner.width(), high), QColor(c.flax))
        passed = 1 - reading.left / reading.total if reading.total > 0 else 0.0
        wide = round(inner.width() * max(0.0, min(1.0, passed)))
        tone = {ClockMood.CALM: c.overdye, ClockMood.NEARLY: c.ochre}.get(reading.mood, c.madder)
        done = paint.mirrored(self, QRect(inner.x(), top, wide, high))
        painter.fillRect(done, QColor(tone))

    def _paint_next(self, painter: QPainter, inner: QRect, top: int) -> None:
        shown, c = self.shown, self.kit.colours
        if not shown.next:
            return
        plain, bold = self.font_of(NEXT), self.font_of(NEXT, bold=True)
        self._line(painter, top, inner, shown.next_head, plain, c.ash)
        head = QFontMetrics(plain).horizontalAdvance(shown.next_head)
        head += round(self.height() * 0.032)
        rest = QRect(inner.x() + head, top, inner.width() - head, inner.height())
        self._line(painter, top, rest, shown.next, bold, c.soot)


def _wrapped(text: str, font: QFont, width: int) -> list[str]:
    """The lines of a text in a width, without the spaces at their ends."""
    layout = QTextLayout(" ".join(text.split()), font)
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(layout.text()[line.textStart() : line.textStart() + line.textLength()].strip())
    layout.endLayout()
    return lines or [""]
