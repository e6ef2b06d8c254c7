"""Lay out: rows and columns said in one go, columns of a page, and emptying a layout at once."""

from __future__ import annotations

from collections.abc import Container, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QBoxLayout,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from carefacilitator.ui.theme.kit import Kit

STRETCH = "stretch"
"""Takes the room that nothing else takes."""
_Aligned = tuple[QWidget | QLayout, int, Qt.AlignmentFlag]
Part = QWidget | QLayout | int | str | tuple[QWidget | QLayout, int] | _Aligned
"""A widget or a layout, alone, with its stretch, or with stretch and alignment; px of nothing; or
:data:`STRETCH`."""
Margins = int | tuple[int, int, int, int] | None
"""Px around: the same on all sides, or leading, top, trailing, bottom. None is the style's own."""


def _filled(box: QBoxLayout, parts: Sequence[Part], gap: int | None, margins: Margins) -> None:
    if margins is not None:
        sides = (margins,) * 4 if isinstance(margins, int) else margins
        box.setContentsMargins(*sides)
    if gap is not None:
        box.setSpacing(gap)
    for part in parts:
        if isinstance(part, int):
            box.addSpacing(part)
        elif isinstance(part, str):
            box.addStretch(1)
        else:
            one, stretch, align = _placed(part)
            if isinstance(one, QLayout):
                box.addLayout(one, stretch)
            else:
                box.addWidget(one, stretch, align)


def _placed(
    part: QWidget | QLayout | tuple[QWidget | QLayout, int] | _Aligned,
) -> _Aligned:
    if not isinstance(part, tuple):
        return part, 0, Qt.AlignmentFlag(0)
    return (*part, Qt.AlignmentFlag(0)) if len(part) == 2 else part


def hbox(
    *parts: Part, into: QWidget | None = None, gap: int | None = None, margins: Margins = 0
) -> QHBoxLayout:
    """``parts`` beside each other in reading order, as the layout of ``into`` where one is given.

    ``gap`` is px between two parts; without it the style's own.
    """
    box = QHBoxLayout() if into is None else QHBoxLayout(into)
    _filled(box, parts, gap, margins)
    return box


def vbox(
    *parts: Part, into: QWidget | None = None, gap: int | None = None, margins: Margins = 0
) -> QVBoxLayout:
    """``parts`` below each other; the rest as in :func:`hbox`."""
    box = QVBoxLayout() if into is None else QVBoxLayout(into)
    _filled(box, parts, gap, margins)
    return box


def clear(layout: QLayout, keep: Container[QWidget] = ()) -> None:
    """Empty a layout; its widgets are hidden now and deleted soon, except those to ``keep``.

    Without hiding, a widget would be painted once more where it stood.
    """
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if inner is not None:
            clear(inner, keep)
        elif widget is not None and widget not in keep:
            widget.hide()
            widget.deleteLater()


GAP = 16
RING = 5
"""Px around a control that its focus ring needs."""
BAR = 12
"""Width of a scroll bar in px, as the style sheet makes it."""
LIST_SHARE = 0.9
"""Share of the view's height that a column with a list has where columns are stacked."""
NARROW = 900
"""Below this width in px (at 100 % text) columns stand below each other."""


class Columns(QScrollArea):
    """Two or three columns, first one leading. ``shares`` are their relative widths.

    At 150 % text and more, or in a narrow window, they stand below each other in reading order and
    the page scrolls; otherwise each is as high as the page and nothing scrolls here.
    ``columns[i]`` is the layout to fill; :meth:`add` fills it with sheets. ``margin`` px around, or
    (sides, top and bottom) as home's (24, 16).
    """

    def __init__(
        self,
        kit: Kit,
        shares: Sequence[int],
        *,
        margin: int | tuple[int, int] = 16,
        gap: int = GAP,
        always_stacked: bool = False,
    ) -> None:
        super().__init__()
        inner = self._inner = QWidget()  # first: Qt's own part asks the filter below from here on
        self.kit = kit
        self._always = always_stacked or kit.theme.stacked
        self._shares = list(shares)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner.setProperty("role", "clear")
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, inner)
        side, end = margin if isinstance(margin, tuple) else (margin, margin)
        self._box.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)  # see Scroll
        self._box.setContentsMargins(side, end, side, end)
        self._box.setSpacing(gap)
        self.columns: list[QVBoxLayout] = []
        self._holders: list[QWidget] = []
        for share in shares:
            holder = QWidget()
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(gap)
            self._box.addWidget(holder, share)
            self._holders.append(holder)
            self.columns.append(column)
        self._left: QWidget | None = None
        self.setWidget(inner)
        self._arrange(1366)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        """Keep what has the keyboard in sight when what stands above it grows."""
        if watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            QTimer.singleShot(0, self, self._keep_in_sight)
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Go on without Qt's own scrolling, which goes astray at lists; the focus ring scrolls."""
        return bool(QWidget.focusNextPrevChild(self, forward))

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever scrolls away from the keyboard's place is not called back."""
        self._left = self.focusWidget()
        super().wheelEvent(event)

    def _keep_in_sight(self) -> None:
        now = self.focusWidget()
        if now is None or not now.hasFocus() or now is self._left or not self.stacked:
            return
        if now.visibleRegion().isEmpty():
            from carefacilitator.ui.keyboard.focus_ring import bring_into_sight

            bring_into_sight(now)

    def add(self, column: int, widget: QWidget, stretch: int = 0) -> None:
        """Put ``widget`` below what column number ``column`` holds."""
        self.columns[column].addWidget(widget, stretch)

    @property
    def stacked(self) -> bool:
        """Whether the columns now stand below each other."""
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Choose between beside and below."""
        super().resizeEvent(event)
        self._arrange(event.size().width())

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Give lists room once they are there."""
        super().showEvent(event)
        self._give_lists_room()

    def _give_lists_room(self) -> None:
        """Below each other, a column with a list is nearly as high as the view, not a slit."""
        high = round(self.viewport().height() * LIST_SHARE) if self.stacked else 0
        for holder in self._holders:
            has_list = bool(holder.findChildren(QAbstractItemView))
            holder.setMinimumHeight(high if has_list else 0)

    def _arrange(self, width: int) -> None:
        stacked = self._always or width < NARROW
        towards = QBoxLayout.Direction
        self._box.setDirection(towards.TopToBottom if stacked else towards.LeftToRight)
        for number, share in enumerate(self._shares):
            self._box.setStretch(number, 0 if stacked else share)
        self._give_lists_room()


class Scroll(QScrollArea):
    """A page's or panel's own scrolling, without a frame, downwards only; fill ``body``.

    ``inside`` is the widget that is scrolled.
    """

    def __init__(self, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = self.inside = QWidget()
        inner.setProperty("role", "clear")
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(8)
        # Rows that come into a shown page are laid out before Qt tells the area that they need
        # more room; without this they are painted squeezed into the old height until then.
        self.body.setSizeConstraint(QLayout.SizeConstraint.SetMinimumSize)
        self.setWidget(inner)

    def take_what_is_left(self, least: int) -> None:
        """Be as high as there is room, at least ``least`` px, and never ask a page for more."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.setMinimumHeight(least)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Go on without Qt's own scrolling, which goes astray at lists; the focus ring scrolls."""
        return bool(QWidget.focusNextPrevChild(self, forward))


class EdgeScroll(Scroll):
    """Scrolls fields that stand in line with what is above and below it on the same sheet.

    The room for the focus ring, and the scroll bar, lie in the margin of the sheet, which is 20 px:
    :meth:`reach_out` makes the margin smaller, and gives it back to everything else there.
    """

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self._rtl = kit.theme.rtl
        self.verticalScrollBar().rangeChanged.connect(self._keep_line)
        self._keep_line(0, 0)

    def reach_out(self, body: QVBoxLayout) -> tuple[int, int]:
        """Reach into the margins of a sheet; returns what others keep free, left and right."""
        bar = RING + BAR
        left, right = (bar, RING) if self._rtl else (RING, bar)
        before = body.contentsMargins()
        body.setContentsMargins(
            before.left() - left, before.top(), before.right() - right, before.bottom()
        )
        for number in range(body.count()):
            item = body.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.setContentsMargins(left, 0, right, 0)
        return left, right

    def _keep_line(self, _least: int, most: int) -> None:
        """Leave the room of the bar while there is none, so that nothing moves when it comes."""
        room = RING if most else RING + BAR
        left, right = (room, RING) if self._rtl else (RING, room)
        self.body.setContentsMargins(left, 0, right, 8)
