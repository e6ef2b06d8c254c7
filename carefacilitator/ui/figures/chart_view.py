"""A chart in the window: the shared drawing in the colours and letters of the theme.

Bars are told apart by a hatch as well as by colour, and each has its figure beside it. For readers
the chart is one thing with all its figures as description; the table beside it has them singly.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractSlider, QScrollArea, QSizePolicy, QWidget

from carefacilitator.model.document.chart import Chart
from carefacilitator.services.documents.charts import SCREEN, Drawing, Rectangle, Role
from carefacilitator.ui.accessibility.names import described, named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit, make_kit
from carefacilitator.ui.theme.tokens import HAIRLINE

_HATCH = 6.0
"""Px between the lines of a hatch."""
_ENDLESS = 1e6
_PICTURE = (1000, 40)
"""Width and margin of a copied picture in px, before it is made twice as fine."""

_Action = QAbstractSlider.SliderAction
_SCROLLS = {
    Qt.Key.Key_Up: _Action.SliderSingleStepSub,
    Qt.Key.Key_Down: _Action.SliderSingleStepAdd,
    Qt.Key.Key_PageUp: _Action.SliderPageStepSub,
    Qt.Key.Key_PageDown: _Action.SliderPageStepAdd,
    Qt.Key.Key_Home: _Action.SliderToMinimum,
    Qt.Key.Key_End: _Action.SliderToMaximum,
}


class ScreenPen:
    """Measures and paints with Qt; ``painter`` is set while a chart is painted."""

    def __init__(self, kit: Kit, colours: tuple[str, ...]) -> None:
        self._kit, self._colours = kit, colours
        self._fonts: dict[Role, QFont] = {
            "label": kit.font(),
            "figure": kit.font(bold=True),
            "small": kit.font("small", bold=True),
            "key": kit.font("small"),
        }
        self._metrics = {role: QFontMetricsF(font) for role, font in self._fonts.items()}
        self.painter: QPainter | None = None
        self.width = 0.0

    def wide(self, text: str, role: Role) -> float:
        """The width of a text in one line, in px."""
        return self._metrics[role].horizontalAdvance(text) + 1

    def high(self, text: str, role: Role, wide: float) -> float:
        """The height of a text broken at a width, in px."""
        room = QRectF(0, 0, max(wide, 1.0) + 1, _ENDLESS)
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        return self._metrics[role].boundingRect(room, flags.value, text).height()

    def text(self, text: str, role: Role, room: Rectangle) -> None:
        """Paint a text at the leading edge, in the middle of a room's height."""
        painter, rtl = self._painting(), self._kit.theme.rtl
        high = max(room.high, self.high(text, role, room.wide))
        spare = high - room.high
        place = self._place(room).adjusted(-2 * rtl, -spare / 2, 2 * (not rtl), spare / 2)
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        across = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        wrap = Qt.TextFlag.TextWordWrap if self._breaks(text, role, room) else None
        painter.setFont(self._fonts[role])
        painter.setLayoutDirection(paint.reading_direction(text, rtl=rtl))
        painter.setPen(QColor(self._kit.colours.soot))
        painter.drawText(place, across.value | (wrap.value if wrap else 0), text)

    def _breaks(self, text: str, role: Role, room: Rectangle) -> bool:
        return self.wide(text, role) > room.wide + 2

    def bar(self, which: int, room: Rectangle) -> None:
        """Paint a filled bar, or one of slanting lines within an edge."""
        painter, colour = self._painting(), QColor(self._colours[which])
        place = self._place(room)
        if which == 0:
            painter.fillRect(place, colour)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(place)
        painter.setPen(QPen(colour, 2))
        path, at = QPainterPath(), place.left() - place.height()
        while at < place.right():
            path.moveTo(QPointF(at, place.bottom()))
            path.lineTo(QPointF(at + place.height(), place.top()))
            at += _HATCH
        painter.drawPath(path)
        painter.restore()
        painter.setPen(QPen(colour, HAIRLINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0.5, 0.5, -0.5, -0.5))

    def _place(self, room: Rectangle) -> QRectF:
        along = room.along
        if self._kit.theme.rtl:
            along = self.width - room.along - room.wide
        return QRectF(along, room.down, room.wide, room.high)

    def _painting(self) -> QPainter:
        if self.painter is None:
            raise RuntimeError("a chart is painted in a paint event")
        return self.painter


def _drawn(kit: Kit, chart: Chart, colours: tuple[str, ...]) -> tuple[ScreenPen, Drawing]:
    pen = ScreenPen(kit, colours)
    return pen, Drawing(chart, SCREEN.scaled(kit.theme.factor), pen)


class ChartView(QWidget):
    """A chart as wide as there is room and as high as it needs; ``colours`` are its bars'."""

    def __init__(self, kit: Kit, colours: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.kit = kit
        self.colours = colours or kit.colours.series
        self.chart: Chart | None = None
        self._pen: ScreenPen | None = None
        self._drawing: Drawing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        named(self, kit.words.say("Chart"))

    def show_chart(self, chart: Chart | None) -> None:
        """Show a chart, or nothing."""
        self.chart = chart
        if chart is None:
            self._pen = self._drawing = None
        else:
            self._pen, self._drawing = _drawn(self.kit, chart, self.colours)
            named(self, chart.title)
            described(self, chart.alternative)
            tipped(self, chart.title)
        self._take_height()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Scroll a chart that is higher than its place by ↑ ↓ and by pages."""
        area = self.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        action = _SCROLLS.get(Qt.Key(event.key()))
        if area is None or action is None:
            super().keyPressEvent(event)
        else:
            area.verticalScrollBar().triggerAction(action)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Follow the width with the height."""
        super().resizeEvent(event)
        self._take_height()

    def _take_height(self) -> None:
        """As high as the drawing: labels break at narrow widths."""
        wide = max(self.width(), self.minimumSizeHint().width())
        high = round(self._drawing.height(wide)) + 2 if self._drawing is not None else 0
        self.setFixedHeight(high)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for labels, a bar and figures."""
        return QSize(self.kit.theme.grown(260), 0)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the chart."""
        if self._pen is None or self._drawing is None:
            return
        painter = QPainter(self)
        _paint(painter, self._pen, self._drawing, self.width())
        painter.end()


def _paint(painter: QPainter, pen: ScreenPen, drawing: Drawing, width: float) -> None:
    pen.painter, pen.width = painter, width
    drawing.draw(width)
    pen.painter = None


def picture(kit: Kit, chart: Chart, about: str, colours: tuple[str, ...] = ()) -> QImage:
    """A chart as a picture to paste: title, ``about`` what, bars and note on a light ground.

    Always light and at plain text size, so that it fits into any document; twice as fine as the
    screen.
    """
    plain = make_kit(kit.words)
    c = plain.colours
    pen, drawing = _drawn(plain, chart, colours or c.series)
    wide, margin = _PICTURE
    inner = wide - 2 * margin
    texts = (
        (chart.title, plain.font("title", bold=True), c.soot, 6.0),
        (about, plain.font("small"), c.ash, 18.0),
        (chart.note, plain.font("small"), c.ash, 0.0),
    )
    heights = [_text_height(font, text, inner) for text, font, _, _ in texts]
    body = drawing.height(inner)
    gaps = texts[0][3] + texts[1][3] + (16.0 if chart.note else 0.0)
    image = QImage(2 * wide, round(2 * (sum(heights) + body + gaps + 2 * margin)), _FORMAT)
    image.setDevicePixelRatio(2)
    image.fill(QColor(c.bleached))
    painter = QPainter(image)
    painter.translate(margin, margin)
    down = 0.0
    for at, (text, font, colour, gap) in enumerate(texts):
        if at == 2:
            painter.save()
            painter.translate(0, down)
            _paint(painter, pen, drawing, inner)
            painter.restore()
            down += body + 16
        _draw_text(painter, plain, QRectF(0, down, inner, heights[at]), text, font, colour)
        down += heights[at] + gap
    painter.end()
    return image


_FORMAT = QImage.Format.Format_RGB32


def _text_height(font: QFont, text: str, wide: float) -> float:
    if not text:
        return 0.0
    room = QRect(0, 0, round(wide), round(_ENDLESS))
    wrap = Qt.TextFlag.TextWordWrap.value
    return QFontMetricsF(font).boundingRect(QRectF(room), wrap, text).height()


def _draw_text(
    painter: QPainter, kit: Kit, place: QRectF, text: str, font: QFont, colour: str
) -> None:
    side = Qt.AlignmentFlag.AlignRight if kit.theme.rtl else Qt.AlignmentFlag.AlignLeft
    flags = side.value | Qt.AlignmentFlag.AlignAbsolute.value | Qt.TextFlag.TextWordWrap.value
    painter.setFont(font)
    painter.setLayoutDirection(paint.reading_direction(text, rtl=kit.theme.rtl))
    painter.setPen(QColor(colour))
    painter.drawText(place, flags, text)
