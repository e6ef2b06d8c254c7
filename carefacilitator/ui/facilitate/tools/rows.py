"""Rows of the tools: a key, words, a bar and a figure; large enough to be read while standing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter

from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStackedWidget

from carefacilitator.ui.accessibility.names import named
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.list_view import Index, RowDelegate, RowList
from carefacilitator.ui.widgets.message_bar import EmptyState
from carefacilitator.ui.widgets.rows_model import RowsModel

HIGH = 52
_BAR = 6
_SECOND = 64
"""Least room for the second words of a row with a bar, so that all bars end at one place."""


@dataclass(frozen=True)
class ToolRow:
    """One row: its stable ``key``, the ``cap`` of its key on the keyboard, words and figures.

    ``share`` (0 to 1) draws a bar, a negative one none; ``now`` marks what runs at this moment.
    """

    key: str
    text: str
    cap: str = ""
    figure: str = ""
    second: str = ""
    share: float = -1.0
    now: bool = False


class ToolDelegate(RowDelegate):
    """Paints a row: cap, words above their bar, second words, figure."""

    def __init__(self, kit: Kit, high: int = HIGH, pad: int = 16) -> None:
        super().__init__(kit, high)
        self._pad = pad

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row."""
        kit, c = self.kit, self.kit.colours
        row: ToolRow = index.data(Qt.ItemDataRole.UserRole)
        x = end = self._pad
        if row.cap:
            wide = paint.caps_width(kit, row.cap)
            paint.draw_caps(painter, kit, self.place(rect, x, wide), row.cap)
            x += max(wide, kit.theme.grown(26, "small")) + 12
        if row.now:
            edge = kit.theme.icon(24)
            square = self.middle(rect, x, edge)
            paint.draw_icon(painter, kit, square, "microphone", c.overdye, "fill")
            x += edge + 10
        if row.figure:
            font = kit.font("title", bold=True)
            wide = max(QFontMetrics(font).horizontalAdvance(row.figure), kit.theme.grown(56)) + 2
            place = self.place(rect, rect.width() - end - wide, wide)
            paint.draw_line(painter, kit, place, row.figure, font, c.soot, trailing=True)
            end += wide + 12
        if row.second or row.share >= 0:
            font = kit.font("small")
            wide = QFontMetrics(font).horizontalAdvance(row.second) + 2
            wide = max(wide, kit.theme.grown(_SECOND, "small")) if row.share >= 0 else wide
            place = self.place(rect, rect.width() - end - wide, wide)
            paint.draw_line(painter, kit, place, row.second, font, c.ash, trailing=True)
            end += wide + 16
        room = self.place(rect, x, max(0, rect.width() - x - end))
        if row.share >= 0:
            self._paint_bar(painter, room, row)
            room = room.adjusted(0, 0, 0, -_BAR - 6)
        font = kit.font("lead", bold=chosen or row.now)
        paint.draw_line(painter, kit, room, row.text, font, c.soot)

    def _paint_bar(self, painter: QPainter, room: QRect, row: ToolRow) -> None:
        c = self.kit.colours
        bar = QRect(room.x(), room.bottom() - _BAR - 6, room.width(), _BAR)
        painter.fillRect(bar, QColor(c.flax))
        wide = round(bar.width() * max(0.0, min(1.0, row.share)))
        left = bar.right() + 1 - wide if self.kit.theme.rtl else bar.x()
        painter.fillRect(QRect(left, bar.y(), wide, _BAR), QColor(c.overdye))


class ToolList(RowList):
    """A list of tool rows; ``rows`` is its model. ``choosing``: one of them is always chosen."""

    def __init__(
        self, kit: Kit, name: str, high: int = HIGH, *, pad: int = 16, choosing: bool = True
    ) -> None:
        super().__init__(kit, name, ToolDelegate(kit, high, pad))
        self._kit, self._choosing = kit, choosing
        self.rows = RowsModel(self._said, self, tip=attrgetter("text"))
        self.setModel(self.rows)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _said(self, row: ToolRow) -> str:
        now = self._kit.words.say("speaks now") if row.now else ""
        return self._kit.words.listed((row.text, now, row.figure, row.second))

    def show_rows(self, rows: Sequence[ToolRow], choose: str = "") -> None:
        """Show rows; the chosen one stays chosen, or ``choose`` becomes it."""
        wanted, place = choose or self.chosen(), self.currentIndex().row()
        self.rows.show_rows(rows)
        index = self.rows.index_of(wanted)
        if not index.isValid() and self.rows.rows and (self._choosing or self.hasFocus()):
            index = self.rows.index(max(0, min(place, len(self.rows.rows) - 1)))
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def chosen(self) -> str:
        """The key of the chosen row, or an empty text."""
        row = self.currentIndex().row()
        return self.rows.rows[row].key if 0 <= row < len(self.rows.rows) else ""


def clock_words(seconds: int) -> str:
    """A span as ``m:ss``, or ``h:mm:ss`` from an hour on."""
    minutes, rest = divmod(max(0, seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}" if hours else f"{minutes}:{rest:02d}"


def digit_of(event: QEvent) -> int | None:
    """The digit a key types, in any script, or None."""
    if not isinstance(event, QKeyEvent) or len(event.text()) != 1:
        return None
    return int(event.text()) if event.text().isdecimal() else None


def short_line(text: str) -> str:
    """A text on one line of a menu, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= 60 else f"{line[:59]}…"


class ListOrHint(QStackedWidget):
    """A list, or a sentence while it is empty."""

    def __init__(self, kit: Kit, rows: ToolList) -> None:
        super().__init__()
        self.hint = EmptyState(kit, "")
        self._rows = rows
        self.addWidget(self.hint)
        self.addWidget(rows)

    def show_hint(self, sentence: str) -> None:
        """Show the sentence, or for an empty text the list."""
        if sentence:
            self.hint.sentence.setText(sentence)
            named(self.hint, sentence)
        self.setCurrentWidget(self.hint if sentence else self._rows)


def count_hint(kit: Kit, *, dots: bool, asked: bool, lines: bool) -> str:
    """What to do next in a count or a vote; nothing once there is something to count."""
    say = kit.words.say
    if lines:
        return ""
    if asked and dots:
        return say("Add what people can choose below, or take it from the notes.")
    if asked:
        return say("Add the first answer below.")
    if dots:
        return say("Write above what people choose between, then Enter. The options come next.")
    return say("Write a question above, then Enter. Yes and No are ready, and + counts a hand.")
