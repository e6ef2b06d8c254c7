"""Small acts of painting that several controls share: boxes, key caps, icons, one line of text."""

from __future__ import annotations

from functools import lru_cache
from unicodedata import bidirectional

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QWidget

from carefacilitator.ui.theme import fonts
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import FOCUS_LINE, HAIRLINE, RADIUS_CONTROL

LEFT_MARK, RIGHT_MARK = "\u200e", "\u200f"
_MIDDLE = (
    Qt.AlignmentFlag.AlignVCenter.value
    | Qt.AlignmentFlag.AlignAbsolute.value
    | Qt.TextFlag.TextSingleLine.value
)
_AT_LEFT = _MIDDLE | Qt.AlignmentFlag.AlignLeft.value
_AT_RIGHT = _MIDDLE | Qt.AlignmentFlag.AlignRight.value
_CENTRED = _MIDDLE | Qt.AlignmentFlag.AlignHCenter.value
"""Put together once: adding Qt's flags takes longer than drawing a word."""
CAP_PAD = 7
CAP_GAP = 4


def box(
    painter: QPainter,
    rect: QRect,
    fill: str | None,
    border: str | None = None,
    width: int = HAIRLINE,
    radius: int = RADIUS_CONTROL,
) -> None:
    """Fill ``rect`` and draw its border inside its own edge; either may be None."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    inset = width / 2 if border else 0
    pen = QPen(QColor(border), width) if border else QPen(Qt.PenStyle.NoPen)
    painter.setPen(pen)
    painter.setBrush(QColor(fill) if fill else Qt.BrushStyle.NoBrush)
    shape = QRectF(rect).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(shape, radius, radius)
    painter.restore()


def caps_of(key: str) -> list[str]:
    """Split what a key is shown as into its caps: ``Alt ↑ ↓`` is three, ``Ctrl+K`` is one."""
    return key.split()


def cap_font(kit: Kit) -> QFont:
    """Return the font of key caps."""
    return kit.font("small")


def cap_height(kit: Kit) -> int:
    """Height of a key cap in px."""
    return kit.theme.grown(22, "small")


def caps_width(kit: Kit, key: str) -> int:
    """Width in px of the caps of ``key`` with the gaps between them."""
    metrics = QFontMetrics(cap_font(kit))
    least = cap_height(kit) - 2
    widths = [max(least, metrics.horizontalAdvance(c) + 2 * CAP_PAD) for c in caps_of(key)]
    return sum(widths) + CAP_GAP * max(0, len(widths) - 1)


def draw_caps(
    painter: QPainter, kit: Kit, rect: QRect, key: str, colour: str | None = None
) -> None:
    """Draw the caps of ``key`` in ``rect``, centred in height, in reading order.

    ``colour`` draws border and text in one colour on no ground, for filled buttons.
    """
    metrics = QFontMetrics(cap_font(kit))
    high, x = cap_height(kit), 0
    top = rect.top() + (rect.height() - high) // 2
    painter.save()
    painter.setFont(cap_font(kit))
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # “Alt+→”, never “→+Alt”
    for cap in caps_of(key):
        wide = max(high - 2, metrics.horizontalAdvance(cap) + 2 * CAP_PAD)
        left = rect.right() + 1 - x - wide if kit.theme.rtl else rect.left() + x
        place = QRect(left, top, wide, high)
        box(painter, place, None if colour else kit.colours.chalk, colour or kit.colours.bark)
        painter.setPen(QColor(colour or kit.colours.soot))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cap)
        x += wide + CAP_GAP
    painter.restore()


def draw_icon(
    painter: QPainter,
    kit: Kit,
    rect: QRect,
    name: str,
    colour: str,
    weight: Weight = "regular",
) -> None:
    """Draw an icon filling the square ``rect``, sharp on the painter's device."""
    device = painter.device()
    scale = device.devicePixelRatio() if device else 1.0
    pixmap = kit.icons.pixmap(name, colour, rect.width(), weight, scale)
    painter.drawPixmap(rect.x(), rect.y(), pixmap)


def line_below(widget: QWidget, kit: Kit) -> None:
    """Paint the thin line below a row; a widget for each line would double their number."""
    painter = QPainter(widget)
    line = QRect(0, widget.height() - HAIRLINE, widget.width(), HAIRLINE)
    painter.fillRect(line, QColor(kit.colours.thread))
    painter.end()


def draw_line(
    painter: QPainter,
    kit: Kit,
    rect: QRect,
    text: str,
    font: QFont,
    colour: str,
    *,
    trailing: bool = False,
    centred: bool = False,
) -> None:
    """Draw one line of text, cut with an ellipsis, at the leading edge of the interface.

    Its direction is its own (:func:`reading_direction`).
    """
    rtl = kit.theme.rtl
    side = _AT_LEFT if trailing == rtl else _AT_RIGHT
    painter.save()
    painter.setFont(font)
    painter.setLayoutDirection(reading_direction(text, rtl=rtl))
    painter.setPen(QColor(colour))
    painter.drawText(rect, _CENTRED if centred else side, cut(text, font, rect.width()))
    painter.restore()


def cut(text: str, font: QFont, width: int) -> str:
    """Return ``text`` as far as it fits into ``width`` px, with an ellipsis where it does not.

    ``font`` is one of the kit's. What was cut is kept for a while: measuring a line is most of
    what painting it costs, and lists paint the same lines again and again.
    """
    return _cut(text, width, font.pixelSize(), font.bold())


def wide(text: str, font: QFont) -> int:
    """Return the width of a line in px; ``font`` is one of the kit's."""
    return _wide(text, font.pixelSize(), font.bold())


def two_lines(text: str, font: QFont, width: int) -> tuple[str, ...]:
    """Return ``text`` on one line or, where it does not fit, on two; ``font`` is one of the kit's.

    Each line is at most ``width`` px wide; only what fits on neither ends with an ellipsis.
    """
    return _two_lines(text, width, font.pixelSize(), font.bold())


@lru_cache(maxsize=512)
def _two_lines(text: str, width: int, px: int, bold: bool) -> tuple[str, ...]:
    words = text.split(" ")
    starts = [" ".join(words[:n]) for n in range(1, len(words) + 1)]
    first = sum(_cut(start, width, px, bold) == start for start in starts) or 1
    told = [" ".join(words[:first]), " ".join(words[first:])]
    return tuple(_cut(line, width, px, bold) for line in told if line)


@lru_cache(maxsize=4096)
def _wide(text: str, px: int, bold: bool) -> int:
    return QFontMetrics(fonts.sized(px, bold=bold)).horizontalAdvance(text)


@lru_cache(maxsize=4096)
def _cut(text: str, width: int, px: int, bold: bool) -> str:
    metrics = QFontMetrics(fonts.sized(px, bold=bold))
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=4096)
def reading_direction(text: str, *, rtl: bool) -> Qt.LayoutDirection:
    """Return the direction of a text shown in an interface that reads ``rtl`` or not.

    It is that of the first strong letter, except that in a right-to-left interface a line with any
    right-to-left letter is taken as the interface's own (“R1 · …”), and one without letters too.
    """
    kinds = [k for k in map(bidirectional, text) if k in ("L", "R", "AL")]
    if rtl:
        towards_left = not kinds or any(kind != "L" for kind in kinds)
    else:
        towards_left = bool(kinds) and kinds[0] != "L"
    direction = Qt.LayoutDirection
    return direction.RightToLeft if towards_left else direction.LeftToRight


def with_direction(text: str, *, rtl: bool) -> str:
    """Return ``text`` with a mark before it where Qt's labels would guess its direction wrong."""
    first = next((k for k in map(bidirectional, text) if k in ("L", "R", "AL")), "L")
    wanted = reading_direction(text, rtl=rtl) == Qt.LayoutDirection.RightToLeft
    if wanted == (first != "L"):
        return text
    return f"{RIGHT_MARK if wanted else LEFT_MARK}{text}"


def mirrored(widget: QWidget, rect: QRect) -> QRect:
    """Return ``rect``, thought from left to right, where it lies in the widget's direction."""
    if widget.layoutDirection() == Qt.LayoutDirection.LeftToRight:
        return rect
    return QRect(widget.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height())


_SPOKEN = {"↑": "Up", "↓": "Down", "←": "Left", "→": "Right"}


def spoken(key: str) -> str:
    """Return how a key is written for tooltips and read aloud: ``Alt ↑ ↓`` is ``Alt+Up, Alt+Down``.

    Key names stay in Latin letters in every language, as they stand on keyboards.
    """
    caps = [_SPOKEN.get(cap, cap) for cap in caps_of(key)]
    if len(caps) > 1 and caps[0] in ("Alt", "Ctrl", "Shift"):
        return ", ".join(f"{caps[0]}+{cap}" for cap in caps[1:])
    return ", ".join(caps)


OWN_RING = "own_ring"
"""Property of widgets that draw their own focus (day band, views)."""


def ring_host(widget: QWidget) -> QWidget:
    """Return the widget that the focus ring goes around: the box of a line, else itself."""
    host = widget.property("ring_host")
    return host if isinstance(host, QWidget) else widget


def draw_inner_ring(painter: QPainter, kit: Kit, rect: QRect) -> None:
    """Draw the focus inside the edge of a row or block."""
    painter.save()
    painter.setPen(QPen(QColor(kit.colours.indigo), FOCUS_LINE))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = FOCUS_LINE / 2
    painter.drawRect(QRectF(rect).adjusted(half, half, -half, -half))
    painter.restore()
