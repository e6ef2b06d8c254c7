"""A cover and the head of a page as the programme's papers will look; drawn without paper's text.

It is paper, so it is white with dark words in the dark look of the window, too.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from carefacilitator.model.document import colours
from carefacilitator.model.document.logo_row import rows_of
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import LIGHT

_WIDTH, _HEIGHT, _SIDE, _TOP = 210.0, 196.0, 20.0, 18.0
"""The part of a sheet that is shown, in millimetres."""
_OWN = "#1D5B4F"
_BAND = ((26, False), (14, True), (38, False), (22, False), (12, True), (40, False))
_BARS = (1.0, 0.72, 0.44)


class PaperHead(QWidget):
    """Logos, band and title of a cover; below them a heading, bars and the head of a table."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._kit = kit
        self._title, self._colour = "", ""
        self._logos: list[QImage] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_looks(self, title: str, colour: str, logos: Sequence[QImage], told: str) -> None:
        """Show these looks; ``told`` says them to those who do not see them."""
        self._title, self._colour = title, colour
        self._logos = [one for one in logos if not one.isNull()]
        named(self, told)
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Wide enough to see what it will be like."""
        return QSize(340, _high(max(340, self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Keep the proportion of the sheet."""
        super().resizeEvent(event)
        self.setFixedHeight(_high(self.width()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the sheet from its top."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        whole = QRect(0, 0, self.width(), _high(self.width()))
        paint.box(painter, whole, LIGHT.chalk, LIGHT.thread, radius=2)
        self._scale = self.width() / _WIDTH
        self._paint_logos(painter)
        self._paint_band(painter)
        self._paint_words(painter)
        painter.end()

    # parts, in millimetres ----------------------------------------------------------------

    def _place(self, along: float, down: float, wide: float, high: float) -> QRectF:
        """A rectangle within the margins, from the side where reading begins."""
        x = _WIDTH - _SIDE - along - wide if self._kit.theme.rtl else _SIDE + along
        scale = self._scale
        return QRectF(x * scale, (_TOP + down) * scale, wide * scale, high * scale)

    def _paint_logos(self, painter: QPainter) -> None:
        shapes = [one.width() / one.height() for one in self._logos]
        for row in rows_of(shapes, 15, _WIDTH - 2 * _SIDE):
            for one in row:
                where = self._place(one.along, one.down, one.wide, one.high)
                painter.drawImage(where, self._logos[one.which])

    def _bar(self, painter: QPainter, where: QRectF) -> None:
        colour = self._colour or _OWN
        painter.fillRect(where, QColor(colour))
        if colours.is_pale(colour):
            painter.setPen(QColor(colours.for_words(colour)))
            painter.drawRect(where)

    def _paint_band(self, painter: QPainter) -> None:
        total, along = sum(wide for wide, _ in _BAND), 0.0
        for wide, is_break in _BAND:
            share = wide * (_WIDTH - 2 * _SIDE - 4) / total
            if is_break:
                painter.fillRect(self._place(along, 43.5, share, 5), QColor(LIGHT.flax))
            else:
                self._bar(painter, self._place(along, 42, share, 8))
            along += share + 0.8

    def _paint_words(self, painter: QPainter) -> None:
        say, words = self._kit.words.say, colours.for_words(self._colour or _OWN)
        wide = _WIDTH - 2 * _SIDE
        self._line(painter, self._title, 58, 11, LIGHT.soot)
        self._line(painter, say("Who was here"), 84, 8, words)
        for at, share in enumerate(_BARS):
            self._bar(painter, self._place(0, 97 + at * 8, wide * share * 0.8, 5))
        self._line(painter, say("Commitments"), 126, 8, words)
        tint = colours.tint(self._colour) if self._colour else LIGHT.lichen
        painter.fillRect(self._place(0, 138, wide, 9), QColor(tint))
        painter.fillRect(self._place(0, 147, wide, 0.4), QColor(words))
        for at in range(3):
            painter.fillRect(self._place(0, 156 + at * 9, wide, 0.2), QColor(LIGHT.thread))

    def _line(self, painter: QPainter, text: str, down: float, high: float, colour: str) -> None:
        """One line of words, as high as paper has it."""
        font = self._kit.font(bold=True)
        font.setPixelSize(max(7, round(high * 0.82 * self._scale)))
        where = self._place(0, down, _WIDTH - 2 * _SIDE, high).toRect()
        paint.draw_line(painter, self._kit, where, text, font, colour)


def _high(width: int) -> int:
    """The height of the part of the sheet that is shown."""
    return round(width * _HEIGHT / _WIDTH)
