"""The door list: a model of who fits, and one painted row for each person."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import ceil
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)

from carefacilitator.model.text.folding import spans as found_spans
from carefacilitator.services.people.people import SHOWN_CONSENTS
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.icons import Weight
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.welcome.attendance_list import DoorRow, query
from carefacilitator.ui.welcome.columns import ColumnRule, Spans, placed, row_act_words
from carefacilitator.ui.widgets.list_view import RowDelegate, RowList
from carefacilitator.ui.words.attendance import mark_told, row_told

Index = QModelIndex | QPersistentModelIndex

STEP = 60
"""Rows given to the view at once; more when a person goes further down."""


class DoorModel(QAbstractListModel):
    """The rows that fit what was typed, as many as are needed."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.rows: Sequence[DoorRow] = ()
        self.words: tuple[str, ...] = ()
        self._shown = 0
        self._places: dict[str, int] = {}

    def show_rows(self, rows: Sequence[DoorRow], text: str) -> None:
        """Show these rows; ``text`` is what was typed, to mark it in them."""
        wanted = query(text)
        self.beginResetModel()
        self.rows = rows
        self.words = wanted.words + (wanted.organisation or ())
        self._shown = min(len(rows), STEP)
        self._places = {}
        self.endResetModel()

    def put_row(self, row: DoorRow) -> None:
        """Show a row that changed, in its place."""
        place = self.place_of(row.key)
        if place is None:
            return
        rows = list(self.rows)
        rows[place] = row
        self.rows = rows
        if place < self._shown:
            index = self.index(place)
            self.dataChanged.emit(index, index)

    def place_of(self, key: str) -> int | None:
        """The place of a row among all that fit."""
        if not self._places:
            self._places = {row.key: number for number, row in enumerate(self.rows)}
        return self._places.get(key)

    def reach(self, place: int) -> None:
        """Give the view the rows up to ``place`` and some beyond."""
        wanted = min(len(self.rows), place + STEP)
        if wanted > self._shown:
            self.beginInsertRows(QModelIndex(), self._shown, wanted - 1)
            self._shown = wanted
            self.endInsertRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name
        """How many rows the view has."""
        return 0 if parent.isValid() else self._shown

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The name, and the whole row in words for a screen reader."""
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.person.name
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return row_told(self.kit.words, row)
        return None


class DoorDelegate(RowDelegate):
    """Paints mark, name, organisation, five consents and the state of this half-day."""

    def __init__(self, kit: Kit, rule: ColumnRule) -> None:
        super().__init__(kit, 50)
        self._rule = rule
        self.wide = 0

    def set_width(self, width: int) -> None:
        """Lay the columns out for a list ``width`` px wide."""
        self.wide = width
        kit = self.kit
        self.high = kit.theme.row(50)
        if self._rule.spans(width).two_lines:
            self.high += QFontMetrics(kit.font("small")).height() - 4

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row."""
        model: DoorModel = index.model()  # type: ignore[assignment]
        row, spans = model.rows[index.row()], self._rule.spans(self.wide or rect.width())
        self._paint_mark(painter, placed(self.kit, rect, spans.mark), row, chosen)
        self._paint_words(painter, rect, spans, row, model.words)
        if not row.elsewhere:
            self._paint_consents(painter, rect, spans, row)
        self._paint_state(painter, placed(self.kit, rect, spans.state), row, chosen)

    def _paint_mark(self, painter: QPainter, place: QRect, row: DoorRow, chosen: bool) -> None:
        c = self.kit.colours
        name, colour, weight = mark_glyph(self.kit, row)
        if chosen and not row.present:
            name, colour, weight = "caret-right", c.soot, "bold"
        edge = self.kit.theme.icon(22)
        left = place.right() + 1 - edge if self.kit.theme.rtl else place.x()
        square = QRect(left, place.y() + (place.height() - edge) // 2, edge, edge)
        paint.draw_icon(painter, self.kit, square, name, colour, weight)

    def _paint_words(
        self, painter: QPainter, rect: QRect, spans: Spans, row: DoorRow, words: tuple[str, ...]
    ) -> None:
        kit = self.kit
        name, second = kit.font("lead"), kit.font("small" if spans.two_lines else "body")
        first_place, second_place = (
            placed(kit, rect, spans.name),
            placed(kit, rect, spans.organisation),
        )
        if spans.two_lines:
            high, low = QFontMetrics(name).height(), QFontMetrics(second).height()
            top = rect.y() + (rect.height() - high - low) // 2
            first_place = QRect(first_place.x(), top, first_place.width(), high)
            second_place = QRect(second_place.x(), top + high, second_place.width(), low)
        c = kit.colours
        draw_found(painter, kit, first_place, row.person.name, words, name, c.soot)
        draw_found(painter, kit, second_place, row.organisation, words, second, c.ash)

    def _paint_consents(self, painter: QPainter, rect: QRect, spans: Spans, row: DoorRow) -> None:
        """Five small icons, painted for every row at every letter: nothing is asked for twice."""
        kit, device = self.kit, painter.device()
        scale = device.devicePixelRatio() if device else 1.0
        edge = kit.theme.icon(20)
        middle = (edge - 1) // 2
        y = rect.y() + (rect.height() - 1) // 2 - middle
        for span, purpose in zip(spans.consents, SHOWN_CONSENTS, strict=True):
            icon, colour = consent_glyph(kit, row.consents.get(purpose, ""))
            start, width = span
            x = rect.right() + 1 - start - width if kit.theme.rtl else rect.x() + start
            pixmap = kit.icons.pixmap(icon, colour, edge, "bold", scale)
            painter.drawPixmap(x + (width - 1) // 2 - middle, y, pixmap)

    def _paint_state(self, painter: QPainter, place: QRect, row: DoorRow, chosen: bool) -> None:
        kit, c = self.kit, self.kit.colours
        if chosen and not row.present:
            paint.draw_caps(painter, kit, place, "Enter")
            present, bring = row_act_words(kit)
            gap = paint.caps_width(kit, "Enter") + 8
            rest = placed(kit, place, (gap, place.width() - gap))
            words = bring if row.elsewhere else present
            paint.draw_line(painter, kit, rest, words, kit.font(bold=True), c.soot)
            return
        colour = c.soot if row.status else c.ash
        font = kit.font(bold=chosen)
        paint.draw_line(painter, kit, place, mark_told(kit.words, row), font, colour)


def mark_glyph(kit: Kit, row: DoorRow) -> tuple[str, str, Weight]:
    """Icon, colour and weight of a mark; the words beside it say the same."""
    c = kit.colours
    if row.elsewhere:
        return "user-plus", c.ash, "regular"
    return status_glyph(kit, row.status)


def status_glyph(kit: Kit, status: str) -> tuple[str, str, Weight]:
    """Icon, colour and weight of one status."""
    c = kit.colours
    match status:
        case "present":
            return "check-circle", c.overdye, "fill"
        case "present_remote" | "partial":
            return "check-circle", c.overdye, "regular"
        case "excused":
            return "minus-circle", c.ochre, "fill"
        case "absent":
            return "x-circle", c.ash, "fill"
        case _:
            return "circle", c.soot, "regular"


def consent_glyph(kit: Kit, status: str) -> tuple[str, str]:
    """Icon and colour of an answer: agreed, refused or withdrawn, not asked."""
    c = kit.colours
    if status == "given":
        return "check", c.overdye
    if status in ("refused", "withdrawn"):
        return "x", c.madder
    return "minus", c.bark


def draw_found(
    painter: QPainter,
    kit: Kit,
    rect: QRect,
    text: str,
    words: tuple[str, ...],
    font: QFont,
    colour: str,
) -> None:
    """Draw one line at the leading edge with every found word bold and underlined."""
    places = _found(text, words) if text and words else ()
    if not places:
        paint.draw_line(painter, kit, rect, text, font, colour)
        return
    shown = paint.cut(text, font, rect.width())
    layout = QTextLayout(shown, font)
    option = QTextOption()
    option.setTextDirection(paint.reading_direction(text, rtl=kit.theme.rtl))
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    looks = _strong_looks(kit.colours.soot, kit.colours.overdye)
    layout.setFormats([_strong(looks, start, end) for start, end in places if end <= len(shown)])
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(10_000)
    wide = ceil(line.naturalTextWidth()) + 1
    line.setLineWidth(wide)
    layout.endLayout()
    x = rect.right() + 1 - wide if kit.theme.rtl else rect.x()
    y = rect.y() + (rect.height() - line.height()) / 2
    painter.save()
    painter.setClipRect(rect.adjusted(-2, 0, 2, 0), Qt.ClipOperation.IntersectClip)
    painter.setPen(QColor(colour))
    layout.draw(painter, QPointF(x, y))
    painter.restore()


@lru_cache(maxsize=1024)
def _found(text: str, words: tuple[str, ...]) -> tuple[tuple[int, int], ...]:
    return tuple(span for word in words for span in found_spans(text, word))


@lru_cache(maxsize=8)
def _strong_looks(colour: str, line: str) -> QTextCharFormat:
    looks = QTextCharFormat()
    looks.setFontWeight(QFont.Weight.Bold)
    looks.setForeground(QColor(colour))
    looks.setFontUnderline(True)
    looks.setUnderlineColor(QColor(line))
    return looks


def _strong(looks: QTextCharFormat, start: int, end: int) -> QTextLayout.FormatRange:
    made = QTextLayout.FormatRange()
    made.start, made.length, made.format = start, end - start, looks
    return made


class DoorList(RowList):
    """The list below the door field; it never takes the keyboard from it.

    ``picked`` carries a row's place that was clicked, ``marked`` one to mark present (double click,
    or a click on its mark); ``asked`` a place and a point on screen for the menu.
    """

    picked = Signal(int)
    marked = Signal(int)
    asked = Signal(int, object)
    scrolled = Signal()

    def __init__(self, kit: Kit, rule: ColumnRule) -> None:
        self._delegate = DoorDelegate(kit, rule)
        super().__init__(kit, kit.words.say("People on the list"), self._delegate)
        self.kit, self._rule = kit, rule
        self.model_ = DoorModel(kit)
        self._nothing = ""
        self.setModel(self.model_)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def place(self) -> int:
        """The place of the highlighted row, −1 for none."""
        return self.currentIndex().row() if self.currentIndex().isValid() else -1

    @property
    def row(self) -> DoorRow | None:
        """The highlighted row."""
        return self.model_.rows[self.place] if 0 <= self.place < len(self.model_.rows) else None

    def highlight(self, place: int, *, middle: bool = False) -> None:
        """Highlight a row and bring it into view; −1 takes the highlight away."""
        if place < 0:
            self.setCurrentIndex(QModelIndex())
            self.clearSelection()
            return
        self.model_.reach(place)
        index = self.model_.index(place)
        self.setCurrentIndex(index)
        hint = self.ScrollHint.PositionAtCenter if middle else self.ScrollHint.EnsureVisible
        self.scrollTo(index, hint)

    def show_bar(self, wanted: bool) -> None:
        """Show a scroll bar for browsing; while typing, another letter is the way."""
        policy = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(
            policy.ScrollBarAsNeeded if wanted else policy.ScrollBarAlwaysOff
        )

    def below(self) -> int:
        """How many of the rows that fit stand below what is seen."""
        high = max(1, self._delegate.high)
        seen = (self.verticalScrollBar().value() + self.viewport().height()) // high
        return max(0, len(self.model_.rows) - seen)

    def fits(self) -> int:
        """How many rows are seen at once."""
        return max(1, self.viewport().height() // max(1, self._delegate.high))

    def say_nothing(self, words: str) -> None:
        """What stands in the list when nobody fits."""
        self._nothing = words
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """Paint the rows, or the words for none."""
        super().paintEvent(event)
        if self._nothing and not self.model_.rows:
            kit, painter = self.kit, QPainter(self.viewport())
            line = QRect(16, 0, self.viewport().width() - 32, self._delegate.high)
            paint.draw_line(painter, kit, line, self._nothing, kit.font(), kit.colours.ash)
            painter.end()

    def _on_scrolled(self, value: int) -> None:
        if value > self.verticalScrollBar().maximum() - self.viewport().height():
            self.model_.reach(self.model_.rowCount())
        self.scrolled.emit()

    def resizeEvent(self, event: Any) -> None:  # noqa: N802 - Qt's name
        """Lay the columns out for the new width; the scroll bar lies in the trailing margin."""
        if self.width() != self._delegate.wide:
            self._delegate.set_width(self.width())
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)
        self.scrolled.emit()

    def _place_at(self, event: QMouseEvent | QContextMenuEvent) -> int:
        index = self.indexAt(event.pos())
        return index.row() if index.isValid() else -1

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Highlight the row; a click on its mark marks it."""
        place = self._place_at(event)
        if place < 0 or event.button() != Qt.MouseButton.LeftButton:
            return
        start, width = self._rule.spans(self.width()).mark
        x = event.position().x()
        along = self.viewport().width() - x if self.kit.theme.rtl else x
        self.picked.emit(place)
        if along <= start + width - 8:
            self.marked.emit(place)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Mark the row present."""
        place = self._place_at(event)
        if place >= 0:
            self.marked.emit(place)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show what is under the mouse; dragging chooses nothing."""
        if event.buttons() == Qt.MouseButton.NoButton:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        """Ask for the menu of a row."""
        place = self._place_at(event)
        if place >= 0:
            self.picked.emit(place)
            self.asked.emit(place, event.globalPos())
