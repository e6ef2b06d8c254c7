"""The first page of a document as a picture: a button that shows all pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from carefacilitator.ui.accessibility.names import described, named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.layout import hbox
from carefacilitator.ui.widgets.record_rows import WrappedText

if TYPE_CHECKING:
    from carefacilitator.ui.share.first_page import FirstPage

_PATIENCE_MS = 500
_UPRIGHT = 297 / 210
_LEAST = 120
_SHARE = 0.52
"""Share of the width that a picture may take."""
_HIGHEST, _LEAST_STACKED = 420, 300
"""Px of a picture where the page scrolls."""


class PagePicture(QPushButton):
    """Shows a page as large as its room allows; without one, words on empty paper say why."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self._page: FirstPage | None = None
        self._told = ""
        self._scaled: QPixmap | None = None
        self._room = QSize(kit.theme.grown(220), kit.theme.grown(310))
        self._text = WrappedText(kit, "small")
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(_PATIENCE_MS)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self._late.timeout.connect(self._on_late)
        self.set_room(self._room)

    # what it shows ------------------------------------------------------------------------

    @property
    def page(self) -> FirstPage | None:
        """The page that is shown."""
        return self._page

    def begin(self) -> None:
        """A new page is being made; what is shown stays until it lasts too long."""
        if not self._late.isActive():
            self._late.start()

    def show_page(self, page: FirstPage, name: str, description: str) -> None:
        """Show a page, told to a screen reader by its name, what it is and the words on it."""
        self._late.stop()
        self._page, self._told = page, ""
        named(self, name)
        described(self, description)
        self._changed()

    def show_words(self, name: str, words: str) -> None:
        """Show empty paper with words on it."""
        self._late.stop()
        self._page, self._told = None, words
        named(self, name)
        described(self, words)
        self._changed()

    def _on_late(self) -> None:
        self.show_words(self.accessibleName(), self.kit.words.say("The page is being drawn."))

    def _changed(self) -> None:
        self._scaled = None
        self.set_room(self._room)
        self.update()

    # how large it is ----------------------------------------------------------------------

    def set_room(self, room: QSize) -> None:
        """Be as large as a page can be in ``room``."""
        self._room = room
        share = self._share()
        high = min(room.height(), round(room.width() * share))
        wish = QSize(max(_LEAST, round(high / share)), max(_LEAST, high))
        if wish != self.maximumSize():
            self.setMaximumSize(wish)
            self.updateGeometry()

    def _share(self) -> float:
        if self._page is None:
            return _UPRIGHT
        picture = self._page.picture
        return picture.height() / max(1, picture.width())

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """What the room allows."""
        return self.maximumSize()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Small: a page is still seen, and can be looked at in full."""
        return QSize(_LEAST, _LEAST)

    # painting -----------------------------------------------------------------------------

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        """Paint the page with its edge, or the words."""
        painter, c = QPainter(self), self.kit.colours
        edge = QRect(self.rect()).adjusted(0, 0, -1, -1)
        painter.fillRect(edge, QColor(Qt.GlobalColor.white if self._page else c.chalk))
        if self._page is not None:
            painter.drawPixmap(self.rect(), self._fitting(self._page.picture))
        painter.setPen(QColor(c.soot if self.underMouse() else c.bark))
        painter.drawRect(edge)
        if self._told:
            inner = self.rect().adjusted(12, 16, -12, -16)
            self._text.draw(painter, inner, self._told, c.ash)
        elif self._page is not None:
            self._paint_eye(painter)
        painter.end()

    def _fitting(self, picture: QImage) -> QPixmap:
        ratio = self.devicePixelRatioF()
        wanted = self.size() * ratio
        if self._scaled is None or self._scaled.size() != wanted:
            keep, smooth = (
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._scaled = QPixmap.fromImage(picture.scaled(wanted, keep, smooth))
            self._scaled.setDevicePixelRatio(ratio)
        return self._scaled

    def _paint_eye(self, painter: QPainter) -> None:
        """A sign in the corner that all pages can be seen."""
        icon, c = self.kit.theme.icon(18), self.kit.colours
        side = icon + 12
        corner = QRect(self.width() - side - 6, self.height() - side - 6, side, side)
        place = paint.mirrored(self, corner)
        paint.box(painter, place, c.lichen if self.underMouse() else c.chalk, c.bark)
        inner = place.adjusted(6, 6, -6, -6)
        paint.draw_icon(painter, self.kit, inner, "eye", c.soot)


class PictureBeside(QWidget):
    """A picture of a page at the leading side, and beside it what belongs to it.

    Both take the height there is, and ask for what is beside the picture only. Where the page
    scrolls, the picture is no higher than what is seen of the page.
    """

    def __init__(self, kit: Kit, picture: PagePicture, beside: QWidget) -> None:
        super().__init__()
        self._picture, self._stacked = picture, kit.theme.stacked
        self._highest = _HIGHEST
        top = Qt.AlignmentFlag.AlignTop
        hbox((picture, 0, top), (beside, 1), into=self, gap=20)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """A page asks for the height that such widgets would like, not for what they need."""
        return self._stacked

    def sizeHint(self) -> QSize:  # noqa: N802
        """What is needed."""
        return super().sizeHint() if self._stacked else self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """The words beside the picture at the width they have."""
        least = super().minimumSizeHint()
        layout = self.layout()
        if self._stacked or layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), layout.minimumHeightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Give the picture its share."""
        super().resizeEvent(event)
        size = event.size()
        self._give_room()
        if size.width() != event.oldSize().width():
            self.updateGeometry()

    def set_highest(self, high: int) -> None:
        """Where the page scrolls: how high the picture may be."""
        self._highest = max(_LEAST_STACKED, min(_HIGHEST, high))
        self._give_room()

    def _give_room(self) -> None:
        high = self._highest if self._stacked else self.height()
        self._picture.set_room(QSize(round(self.width() * _SHARE), high))
