"""Panels and what stands on them: sheets, labels, hairlines, icons, heads, rows of facts."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QLabel,
    QSizePolicy,
    QWidget,
)

from carefacilitator.ui.accessibility.names import named, tipped
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import HAIRLINE, Step
from carefacilitator.ui.widgets.layout import hbox, vbox


def restyle(widget: QWidget) -> None:
    """Apply the style sheet again after a property it depends on has changed.

    A widget that Qt has not polished yet gets its style when it is first measured or shown.
    """
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def reveal(widget: QWidget) -> None:
    """Show ``widget``, or let it appear with its parent when it has none yet.

    Qt would otherwise open a window of its own for a widget that is not yet on a page.
    """
    if widget.parentWidget() is not None:
        widget.show()
    else:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_Hidden, False)


class Label(QLabel):
    """Words on a page. ``cut`` shows one line with an ellipsis and the whole in the tooltip."""

    def __init__(
        self,
        kit: Kit,
        text: str = "",
        *,
        step: Step = "body",
        tone: str = "soot",
        bold: bool = False,
        wrap: bool = False,
        cut: bool = False,
    ) -> None:
        super().__init__()
        self._cut, self._whole, self._rtl = cut, text, kit.theme.rtl
        rich = wrap and kit.theme.rtl and not cut
        self.setTextFormat(Qt.TextFormat.RichText if rich else Qt.TextFormat.PlainText)
        self.setProperty("step", step)
        self.setProperty("tone", tone)
        self.setProperty("strong", "true" if bold else "false")
        self.setFont(kit.font(step, bold=bold))
        side = Qt.AlignmentFlag.AlignRight if kit.theme.rtl else Qt.AlignmentFlag.AlignLeft
        middle = Qt.AlignmentFlag.AlignVCenter
        self.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | middle)
        self.setWordWrap(wrap)
        if cut:
            self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802 - Qt's name
        """Set the words."""
        self._whole = text
        shown = paint.with_direction(text, rtl=self._rtl) if text else ""
        if self._cut:
            named(self, text)
            self._shorten()
        elif self._rtl and self.wordWrap():
            # Qt sets wrapped plain text badly from right to left: the space at a line's end pushes
            # the line inwards. Its rich text does not, so the words go there, escaped.
            named(self, text)
            from html import escape  # its table of entities is slow to load

            super().setText(escape(shown, quote=False).replace("\n", "<br>"))
        else:
            if self._rtl:
                named(self, text)
            super().setText(shown)

    def text(self) -> str:
        """Return the words as they were given, uncut."""
        return self._whole

    def whole(self) -> str:
        """Return the same; for readers who fear the ellipsis."""
        return self._whole

    def set_tone(self, tone: str) -> None:
        """Change the colour to another tone."""
        if self.property("tone") == tone:
            return
        self.setProperty("tone", tone)
        restyle(self)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Cut again."""
        super().resizeEvent(event)
        if self._cut:
            self._shorten()

    def sizeHint(self) -> QSize:  # noqa: N802
        """The whole words when cut, so that a layout gives them room where there is some."""
        size = super().sizeHint()
        if not self._cut:
            return size
        wide = paint.wide(self._whole, self.font()) + 2
        return QSize(wide, size.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A few letters when cut."""
        size = super().minimumSizeHint()
        return QSize(40, size.height()) if self._cut else size

    def _shorten(self) -> None:
        shown = paint.cut(self._whole, self.font(), self.width())
        told = paint.with_direction(shown, rtl=self._rtl)
        if told != super().text():  # setting it again would lay the whole page out again
            super().setText(told)
        tipped(self, self._whole if shown != self._whole else "")


class IconLabel(QWidget):
    """An icon that is not a button. Without ``name`` it is decoration and hidden from readers."""

    def __init__(
        self,
        kit: Kit,
        icon: str,
        *,
        colour: str | None = None,
        size: int = 20,
        weight: Weight = "regular",
        name: str = "",
    ) -> None:
        super().__init__()
        self.kit, self._icon, self._weight = kit, icon, weight
        self._colour = colour or kit.colours.soot
        edge = kit.theme.icon(size)
        self.setFixedSize(edge, edge)
        if name:
            named(self, name)
            tipped(self, name)

    def set_icon(self, icon: str, colour: str | None = None, weight: Weight = "regular") -> None:
        """Show another icon."""
        self._icon, self._weight = icon, weight
        self._colour = colour or self._colour
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the icon."""
        painter = QPainter(self)
        paint.draw_icon(painter, self.kit, self.rect(), self._icon, self._colour, self._weight)
        painter.end()


class Keys(QWidget):
    """Key caps with the words beside them: ``[Enter] keeps the note``."""

    def __init__(self, kit: Kit, key: str, text: str, *, tone: str = "ash") -> None:
        super().__init__()
        self.kit, self._key, self._text = kit, key, text
        self._tone = tone
        named(self, f"{paint.spoken(key)} {text}".strip())
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_text(self, text: str) -> None:
        """Change the words."""
        self._text = text
        named(self, f"{paint.spoken(self._key)} {text}".strip())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        """Caps, a gap, words."""
        words = QFontMetrics(self.kit.font("small")).horizontalAdvance(self._text) + 1
        gap = 6 if self._text else 0
        caps = paint.caps_width(self.kit, self._key)
        return QSize(caps + gap + words, paint.cap_height(self.kit) + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint caps and words."""
        painter = QPainter(self)
        caps = paint.caps_width(self.kit, self._key)
        whole = self.rect()
        place = paint.mirrored(self, whole.adjusted(0, 0, caps - whole.width(), 0))
        paint.draw_caps(painter, self.kit, place, self._key)
        words = paint.mirrored(self, whole.adjusted(caps + 6, 0, 0, 0))
        colour = getattr(self.kit.colours, self._tone)
        paint.draw_line(painter, self.kit, words, self._text, self.kit.font("small"), colour)
        painter.end()


def hairline(upright: bool = False) -> QFrame:
    """Return a line of 1 px that carries no meaning."""
    line = QFrame()
    line.setProperty("role", "hairline")
    if upright:
        line.setFixedWidth(HAIRLINE)
    else:
        line.setFixedHeight(HAIRLINE)
    return line


class Head(QWidget):
    """The head of a section: bold words, second words beside them, then anything trailing.

    ``wraps`` lets the bold words take a second line in a narrow column.
    """

    def __init__(
        self,
        kit: Kit,
        text: str,
        second: str = "",
        *,
        icon: str | None = None,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.row = hbox(into=self, gap=12)
        if icon:
            tint = kit.colours.overdye
            self.row.addWidget(IconLabel(kit, icon, colour=tint, size=24))
        self.title = Label(kit, text, step="lead", bold=True, wrap=wraps)
        self.second = Label(kit, second, step="small", tone="ash")
        self.row.addWidget(self.title, int(wraps))
        if wraps:
            return
        self.row.addWidget(self.second)
        self.row.addStretch(1)

    def add_trailing(self, widget: QWidget) -> None:
        """Put ``widget`` at the trailing end."""
        self.row.addWidget(widget)


class Sheet(QFrame):
    """A rounded panel. Put things into ``body``; ``head`` exists when ``title`` was given.

    ``margin`` px inside (16 or 20, 24 on home); ``flush`` leaves no margin at the sides so that
    hairlines and rows reach the edge. ``wraps`` is for a title in a narrow column.
    """

    def __init__(
        self,
        kit: Kit,
        title: str = "",
        second: str = "",
        *,
        margin: int = 20,
        flush: bool = False,
        icon: str | None = None,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self.kit = kit
        self.setProperty("role", "sheet")
        self.body = vbox(into=self, margins=None)
        side = 1 if flush else margin
        self.body.setContentsMargins(side, 1 if flush else 14, side, 1 if flush else 16)
        self.body.setSpacing(0 if flush else 8)
        self.head: Head | None = None
        if title:
            self.head = Head(kit, title, second, icon=icon, wraps=wraps)
            if flush:
                self.head.row.setContentsMargins(margin - 4, 12, margin - 4, 12)
            self.body.addWidget(self.head)
            named(self, title)

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put ``widget`` below what is there."""
        self.body.addWidget(widget, stretch)

    def add_line(self) -> None:
        """Put a hairline below what is there."""
        self.body.addWidget(hairline())


class Facts(QWidget):
    """Rows of “word: value”, as in “About this workshop”; words in Ash, values wrap.

    ``high`` is the height in px at 100 % text of the fields that are the values: each word then
    stands in the middle of the first line of its field.
    """

    def __init__(self, kit: Kit, *, label_width: int = 100, gap: int = 8, high: int = 0) -> None:
        super().__init__()
        self.kit, self._high = kit, kit.theme.grown(high) if high else 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(gap)
        self._grid.setColumnMinimumWidth(0, kit.theme.grown(label_width))
        self._grid.setColumnStretch(1, 1)

    def add(self, word: str, value: str | QWidget) -> QWidget:
        """Add a row; return the widget that shows the value."""
        row = self._grid.rowCount()
        label = Label(self.kit, word, step="small", tone="ash", wrap=True)
        label.setMinimumHeight(self._high)
        shown = Label(self.kit, value, wrap=True) if isinstance(value, str) else value
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        self._grid.addWidget(shown, row, 1)
        return shown
