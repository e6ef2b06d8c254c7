"""The clock: minutes left, large, with a bar and two ticks at 20 % and 5 % left.

Colour, words and ticks say the same: normal; at 20 % left “nearly done” in Ochre on Weld wash; at
5 % “last minutes” in Madder on Madder wash; then “over by 3 min”. It changes once a minute, once a
second in the last five minutes.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.i18n import Words
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit

NEARLY, LAST = 0.20, 0.05
"""Shares of the time left at which the clock speaks up."""
SECONDS_FROM = 300
"""Seconds left from which seconds are shown."""
BAR, TICK_OVER = 14, 3
_HOUR, _AIR = 60, 18


class ClockMood(StrEnum):
    """What the clock says by colour and words."""

    CALM = "calm"
    NEARLY = "nearly"
    LAST = "last"
    OVER = "over"


@dataclass(frozen=True)
class ClockReading:
    """What time it is in a block: seconds in all, seconds left (negative: over), its end."""

    total: int
    left: int
    until: str
    paused: bool = False

    @property
    def mood(self) -> ClockMood:
        """Return the mood by the share of time left."""
        if self.left < 0:
            return ClockMood.OVER
        share = self.left / self.total if self.total > 0 else 0.0
        if share <= LAST:
            return ClockMood.LAST
        return ClockMood.NEARLY if share <= NEARLY else ClockMood.CALM

    @property
    def over(self) -> int:
        """Return the minutes over time, at least one as soon as it is."""
        return max(1, -self.left // 60) if self.left < 0 else 0

    @property
    def figure(self) -> str:
        """Return the large figure: whole minutes begun, or m:ss in the last five minutes."""
        if self.left < 0:
            return _over(self.over)
        if self.left < SECONDS_FROM:
            return f"{self.left // 60}:{self.left % 60:02d}"
        return str(-(-self.left // 60))

    def words(self, words: Words) -> tuple[str, str]:
        """Return the two lines beside the figure."""
        minutes = -(-self.left // 60)
        until = words.say("until {time}", time=self.until)
        if self.paused:
            return words.say("paused"), until
        if self.mood is ClockMood.OVER:
            due = words.say("due {time}", time=self.until)
            hours = self.over >= _HOUR  # the figure tells how many
            return words.say("hours over") if hours else _over_told(words, self.over), due
        if self.mood is ClockMood.LAST:
            return words.say("last minutes"), until
        if self.mood is ClockMood.NEARLY:
            return words.say("nearly done"), until
        return words.say_n("minute left", "minutes left", minutes), until

    def spoken(self, words: Words) -> str:
        """Return all of it as it is read aloud; it changes once a minute."""
        first, until = self.words(words)
        if self.mood is ClockMood.OVER:
            planned = words.say("planned until {time}", time=self.until)
            return words.listed((_over_told(words, self.over), planned))
        minutes = -(-self.left // 60)
        left = words.say_n("{n} minute left", "{n} minutes left", minutes)
        calm = self.mood is ClockMood.CALM and not self.paused
        return words.listed((left, until) if calm else (left, first, until))


def _over(minutes: int) -> str:
    """Minutes as a figure, from an hour on as h:mm."""
    return str(minutes) if minutes < _HOUR else f"{minutes // _HOUR}:{minutes % _HOUR:02d}"


def _over_told(words: Words, minutes: int) -> str:
    if minutes < _HOUR:
        return words.say_n("over by {n} min", "over by {n} min", minutes)
    return words.say("over by {length}", length=words.hours(minutes))


class ClockFace(QWidget):
    """Paints a :class:`ClockReading`."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._reading = ClockReading(0, 0, "")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumHeight(self.sizeHint().height())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Figure, bar and the air between."""
        return QSize(360, self._figure_height() + 12 + BAR + 2 * TICK_OVER)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The figure and the shortest words."""
        return QSize(240, self.sizeHint().height())

    def show_reading(self, reading: ClockReading) -> None:
        """Show a reading; repaints only when what is seen changes."""
        before, self._reading = self._reading, reading
        name = reading.spoken(self.kit.words)
        if name != self.accessibleName():  # a reader that stands here would begin again each second
            named(self, name)
        if before != reading:
            self.update()

    def _figure_height(self) -> int:
        return round(self.kit.theme.px("clock") * 0.98)

    def _colours(self) -> tuple[str | None, str]:
        c = self.kit.colours
        return {
            ClockMood.CALM: (None, c.soot),
            ClockMood.NEARLY: (c.weld_wash, c.ochre),
            ClockMood.LAST: (c.madder_wash, c.madder),
            ClockMood.OVER: (c.madder_wash, c.madder),
        }[self._reading.mood]

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint wash, figure, words, bar and ticks."""
        painter, (wash, colour) = QPainter(self), self._colours()
        high = self._figure_height()
        if wash:
            paint.box(painter, QRect(0, 0, self.width(), high), wash)
        pad = 12 if wash else 0
        first, second = self._reading.words(self.kit.words)
        title = self.kit.font("title", bold=True)
        lead = self.kit.font("lead")
        beside = max(
            QFontMetrics(title).horizontalAdvance(first),
            QFontMetrics(lead).horizontalAdvance(second),
        )
        area = QRect(pad, 0, self.width() - 2 * pad - _AIR - beside, high)
        wide = self._paint_figure(painter, area, colour)
        x = pad + wide + _AIR
        lines = (QFontMetrics(title).height(), QFontMetrics(lead).height())
        top = (high - sum(lines)) // 2
        room = max(0, self.width() - x - pad)
        for text, used, tone, y, tall in (
            (first, title, colour, top, lines[0]),
            (second, lead, self.kit.colours.ash, top + lines[0], lines[1]),
        ):
            rect = paint.mirrored(self, QRect(x, y, room, tall))
            paint.draw_line(painter, self.kit, rect, text, used, tone)
        self._paint_bar(painter, high + 12)
        painter.end()

    def _paint_figure(self, painter: QPainter, area: QRect, colour: str) -> int:
        """Paint the figure; it grows smaller, to half its size, before the words are cut."""
        font = self.kit.font("clock", bold=True)
        wide = QFontMetrics(font).horizontalAdvance(self._reading.figure)
        if wide > area.width():
            fits = max(0.5, area.width() / wide)
            font.setPixelSize(round(font.pixelSize() * fits))
            wide = QFontMetrics(font).horizontalAdvance(self._reading.figure)
        rect = paint.mirrored(self, QRect(area.x(), area.y(), wide, area.height()))
        painter.save()
        painter.setFont(font)
        painter.setPen(QColor(colour))
        flags = Qt.AlignmentFlag.AlignCenter.value | Qt.TextFlag.TextDontClip.value
        painter.drawText(rect, flags, self._reading.figure)
        painter.restore()
        return wide

    def _paint_bar(self, painter: QPainter, top: int) -> None:
        c, reading = self.kit.colours, self._reading
        whole = QRect(0, top + TICK_OVER, self.width(), BAR)
        painter.fillRect(whole, QColor(c.flax))
        passed = 1 - reading.left / reading.total if reading.total > 0 else 0.0
        wide = round(self.width() * max(0.0, min(1.0, passed)))
        done = paint.mirrored(self, QRect(0, whole.y(), wide, BAR))
        tone = c.overdye if reading.mood is ClockMood.CALM else self._colours()[1]
        painter.fillRect(done, QColor(tone))
        for share in (NEARLY, LAST):
            x = round(self.width() * (1 - share))
            tick = QRect(x, top, 2, BAR + 2 * TICK_OVER)
            painter.fillRect(paint.mirrored(self, tick), QColor(c.soot))
