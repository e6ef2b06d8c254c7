"""A row of small pictures: arrows go along it, Enter opens one large."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QImage, QKeyEvent, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from carefacilitator.services.pictures.photos import Photo
from carefacilitator.services.program import Program
from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.keyboard.held_keys import is_typed
from carefacilitator.ui.page import Page
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.paint import OWN_RING, draw_inner_ring
from carefacilitator.ui.theme.tokens import CHOSEN_LINE, FOCUS_LINE

Index = QModelIndex | QPersistentModelIndex

_WIDE, _HIGH, _AIR = 72, 54, 6


def photo_words(kit: Kit, photo: Photo) -> str:
    """A photo in words, for those who do not see it."""
    say = kit.words.say
    told = [photo.record.caption.strip() or say("Photo")]
    if photo.record.taken_on:
        told.append(kit.words.day(photo.record.taken_on))
    if photo.is_sheet:
        return kit.words.listed([say("Signed sheet"), *told[1:]])
    if not photo.said:
        told.append(say("not yet said who is in it"))
    elif photo.people:
        count = len(photo.people)
        told.append(kit.words.say_n("{n} person in it", "{n} people in it", count))
    return kit.words.listed(told)


class PhotoModel(QAbstractListModel):
    """Photos and their small pictures, which come when they are read."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.photos: list[Photo] = []
        self.images: dict[str, QImage] = {}

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show these, in this order; pictures of others are let go."""
        if list(photos) == self.photos:
            return
        self.beginResetModel()
        self.photos = list(photos)
        self.images = {one.id: self.images[one.id] for one in photos if one.id in self.images}
        self.endResetModel()

    def show_image(self, photo_id: str, image: QImage) -> None:
        """A small picture was read."""
        self.images[photo_id] = image
        index = self.index_of(photo_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def index_of(self, photo_id: str) -> QModelIndex:
        """Where a photo stands."""
        for number, one in enumerate(self.photos):
            if one.id == photo_id:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many photos there are."""
        return len(self.photos)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The photo in words."""
        roles = Qt.ItemDataRole
        if not index.isValid() or index.row() >= len(self.photos):
            return None
        if role in (roles.DisplayRole, roles.AccessibleTextRole, roles.ToolTipRole):
            return photo_words(self.kit, self.photos[index.row()])
        return None


class PhotoDelegate(QStyledItemDelegate):
    """Paints a small picture, whole; a sign says that nobody has said yet who is in it."""

    def __init__(self, kit: Kit, model: PhotoModel) -> None:
        super().__init__()
        self._kit, self._model = kit, model

    def size(self) -> QSize:
        """One place in the row."""
        grown = self._kit.theme.grown
        return QSize(grown(_WIDE) + _AIR, grown(_HIGH) + _AIR)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        """The same for each."""
        return self.size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint ground, picture, sign and focus."""
        photo = self._model.photos[index.row()]
        rect, c = QRect(option.rect), self._kit.colours
        inner = rect.adjusted(_AIR // 2, _AIR // 2, -_AIR // 2, -_AIR // 2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        edge = c.overdye if chosen else c.thread
        paint.box(painter, inner, c.undyed, edge, CHOSEN_LINE if chosen else 1, 2)
        image = self._model.images.get(photo.id)
        if image is None or image.isNull():
            square = QRect(0, 0, 24, 24)
            square.moveCenter(inner.center())
            name = "circle-dashed" if image is None else "warning-circle"
            paint.draw_icon(painter, self._kit, square, name, c.ash)
        else:
            self._paint_image(painter, inner.adjusted(2, 2, -2, -2), image)
        if not photo.said:
            self._paint_sign(painter, inner)
        view = option.widget
        if isinstance(view, QAbstractItemView) and view.hasFocus() and view.currentIndex() == index:
            draw_inner_ring(painter, self._kit, rect)

    @staticmethod
    def _paint_image(painter: QPainter, rect: QRect, image: QImage) -> None:
        size = image.size().scaled(rect.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(rect.topLeft(), size)
        place.moveCenter(rect.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(place, image)
        painter.restore()

    def _paint_sign(self, painter: QPainter, inner: QRect) -> None:
        """At the trailing lower corner, on a ground of its own."""
        c, edge = self._kit.colours, self._kit.theme.icon(18)
        x = inner.left() + 3 if self._kit.theme.rtl else inner.right() - edge - 2
        square = QRect(x, inner.bottom() - edge - 2, edge, edge)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(c.weld_wash))
        painter.drawEllipse(square.adjusted(-1, -1, 1, 1))
        painter.restore()
        paint.draw_icon(painter, self._kit, square, "question", c.ochre, "bold")


class PhotoStrip(QListView):
    """The row. ``opened`` carries the photo that Enter or a double click is for.

    ``keys_changed`` is emitted when it gets or loses the keyboard. Pictures are read on the worker.
    """

    opened = Signal(str)
    keys_changed = Signal()

    def __init__(self, page: Page, program: Program, name: str, *, wraps: bool = False) -> None:
        super().__init__()
        self._page, self._program = page, program
        kit = page.kit
        self.photos = PhotoModel(kit)
        self.photos.setParent(self)
        self._delegate = PhotoDelegate(kit, self.photos)
        self._delegate.setParent(self)
        self.setProperty("role", "rows")
        self.setProperty(OWN_RING, True)
        named(self, name)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(wraps)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setLayoutDirection(kit.direction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if not wraps:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(self._delegate)
        self.setModel(self.photos)
        if not wraps:
            self.setFixedHeight(self._delegate.size().height() + FOCUS_LINE)
        self.activated.connect(self._on_activated)

    def show_photos(self, photos: Sequence[Photo]) -> None:
        """Show these; the chosen one stays chosen, or the one in its place."""
        row, chosen = self.currentIndex().row(), self.chosen()
        self.photos.show_photos(photos)
        if chosen is not None and photos:
            index = self.photos.index_of(chosen.id)
            place = index if index.isValid() else self.photos.index(min(row, len(photos) - 1))
            self.setCurrentIndex(place)
        side = max(self._delegate.size().width(), self._delegate.size().height()) * 2
        for one in photos:
            if one.id not in self.photos.images:
                read = partial(_read_small, self._program, one.id, side)
                self._page.run(
                    read, partial(self.photos.show_image, one.id), partial(self._not_read, one.id)
                )

    def _not_read(self, photo_id: str, _error: Exception) -> None:
        """A damaged picture shows a sign; opening it tells why."""
        self.photos.show_image(photo_id, QImage())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Whoever writes here means the page's line: letters are passed on to it."""
        if is_typed(event) and event.text().strip():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def chosen(self) -> Photo | None:
        """The photo that is chosen."""
        row = self.currentIndex().row()
        return self.photos.photos[row] if 0 <= row < len(self.photos.photos) else None

    def take_keyboard(self) -> None:
        """Give it the keyboard, on the photo chosen last or the newest."""
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.photos.index(len(self.photos.photos) - 1))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        if above is not None:  # where columns stand below each other, the page scrolls to it
            above.ensureWidgetVisible(self)

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.photos.photos[index.row()].id)

    def moveCursor(  # noqa: N802 - Qt's name
        self, action: QAbstractItemView.CursorAction, held: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Go where the arrow points: Qt forgets that a row may run from right to left."""
        move = QAbstractItemView.CursorAction
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            swapped = {move.MoveLeft: move.MoveRight, move.MoveRight: move.MoveLeft}
            action = swapped.get(action, action)
        return super().moveCursor(action, held)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802 - Qt's name
        """Turn the wheel to go along the row."""
        if self.isWrapping():
            super().wheelEvent(event)
            return
        bar, turn = self.horizontalScrollBar(), event.angleDelta()
        bar.setValue(bar.value() - (turn.y() or turn.x()))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        """Other keys work now."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.photos.photos:
            self.setCurrentIndex(self.photos.index(0))
        self.keys_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """The keys of the page work again."""
        super().focusOutEvent(event)
        self.keys_changed.emit()


def _read_small(program: Program, photo_id: str, side: int) -> QImage:
    """On the worker: a small picture, proven to be one."""
    return QImage.fromData(QByteArray(program.photos.thumbnail(photo_id, side)))
