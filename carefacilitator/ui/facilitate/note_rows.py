"""Notes as a page in a typewriter: grouped by block, the newest nearest the line below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyleOptionViewItem

from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.theme.tokens import FIVE_R, NOTE_ICONS
from carefacilitator.ui.widgets.list_view import RowDelegate

Index = QModelIndex | QPersistentModelIndex

KIND_ICONS = {**NOTE_ICONS, "action_item": "flag", "parking_lot": "push-pin"}
_TIME, _KIND = 58, 160


@dataclass(frozen=True)
class NoteRow:
    """A block's heading (``view`` is None) or a note with the time it was taken."""

    key: str
    time: str
    title: str = ""
    view: NoteView | None = None


class NotesModel(QAbstractListModel):
    """Rows of the notes list."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.rows: list[NoteRow] = []

    def show_rows(self, rows: Sequence[NoteRow]) -> None:
        """Show these rows; nothing happens when they are the ones shown."""
        wanted, shown = list(rows), self.rows
        if wanted == shown:
            return
        shorter = min(len(wanted), len(shown))
        head = alike(wanted, shown, shorter)
        tail = alike(wanted[::-1], shown[::-1], shorter - head)
        gone, come = len(shown) - head - tail, len(wanted) - head - tail
        if gone == come:
            self.rows = wanted
            self.dataChanged.emit(self.index(head), self.index(head + come - 1))
            return
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self.rows = [*shown[:head], *shown[head + gone :]]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self.rows = wanted
            self.endInsertRows()

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings cannot be chosen."""
        row = self.rows[index.row()]
        chosen = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return chosen if row.view is not None else Qt.ItemFlag.ItemIsEnabled

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.view.note.text if row.view else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and row.view is not None:
            return self._about(row.view)
        return None

    def _about(self, view: NoteView) -> str:
        """Kind and codes in words, for whoever points at a note."""
        lists, language = vocabulary(), self.kit.words.language
        told = [lists.label("note_kind", view.note.kind, language)]
        told += [lists.label("five_r", code, language) for code in view.codes]
        told += [lists.label("care_theme", theme, language) for theme in view.themes]
        if view.note.verbatim:
            told.append(self.kit.words.say("word for word"))
        if view.note.parked:
            told.append(self.kit.words.say("parked for later"))
        return " · ".join(told)

    def _spoken(self, row: NoteRow) -> str:
        if row.view is None:
            return f"{row.time} {row.title}"
        lists, language = vocabulary(), self.kit.words.language
        kind = lists.label("note_kind", row.view.note.kind, language)
        codes = [lists.label("five_r", code, language) for code in row.view.codes]
        if row.view.note.verbatim:
            codes.append(self.kit.words.say("word for word"))
        if row.view.note.parked:
            codes.append(self.kit.words.say("parked for later"))
        return self.kit.words.listed([row.time, kind, row.view.note.text, *codes])

    def index_of(self, note_id: str) -> QModelIndex:
        """The place of a note's row."""
        for number, row in enumerate(self.rows):
            if row.view is not None and row.key == note_id:
                return self.index(number)
        return QModelIndex()


def alike(first: Sequence[object], second: Sequence[object], most: int) -> int:
    """How many rows at the beginning are the same, up to ``most``."""
    same = 0
    while same < most and (first[same] is second[same] or first[same] == second[same]):
        same += 1
    return same


def _as_high(first: NoteView, second: NoteView) -> bool:
    """Whether two notes stand as high: the same words, and the same name of a kind beside them."""
    one, other = first.note, second.note
    return one.text == other.text and one.kind == other.kind


class NoteDelegate(RowDelegate):
    """Paints headings and notes; each text has its own direction and stands where ours does."""

    def __init__(self, kit: Kit, rows: NotesModel) -> None:
        super().__init__(kit)
        self._rows = rows
        self._sizes: dict[str, tuple[NoteView, QSize]] = {}
        self._width = 0
        self._kind_lines_of: dict[str, tuple[str, ...]] = {}
        fonts = kit.font("lead"), kit.font("small", bold=True)
        self._line_highs = QFontMetrics(fonts[0]).height(), QFontMetrics(fonts[1]).height()
        self._head_size = QSize(0, kit.theme.grown(34, "small"))

    def fit(self, width: int) -> None:
        """Measure rows for a list that is ``width`` px wide."""
        if width != self._width:
            self._width = width
            self._sizes.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the text is at the width of the list; Qt asks this of every row, often."""
        row = self._rows.rows[index.row()]
        if row.view is None:
            return self._head_size
        known = self._sizes.get(row.key)
        if known is None or not _as_high(known[0], row.view):
            high = self._lay_out(row.view.note.text, self._text_width(self._width))[1]
            high = max(high, self._kind_height(row.view.note.kind))
            known = self._sizes[row.key] = (row.view, QSize(0, high + 24))
        return known[1]

    def _kind_lines(self, kind: str) -> tuple[str, ...]:
        """The kind's name in small lines beside its icon; two, rather than cutting a long one."""
        known = self._kind_lines_of.get(kind)
        if known is None:
            label = vocabulary().short("note_kind", kind, self.kit.words.language)
            width = self._columns()[1] - self.kit.theme.icon(20) - 16
            known = paint.two_lines(label, self.kit.font("small", bold=True), width)
            self._kind_lines_of[kind] = known
        return known

    def _kind_height(self, kind: str) -> int:
        """How far down the kind's name goes: its first line stands in the middle of the text's."""
        line, small = self._line_highs
        return (line - small) // 2 + small * len(self._kind_lines(kind))

    def _columns(self) -> tuple[int, int, int]:
        factor = self.kit.theme.factor
        return round(_TIME * factor), round(_KIND * factor), 5 * self.kit.theme.icon(20) + 60

    def _text_width(self, width: int) -> int:
        time, kind, codes = self._columns()
        return max(160, width - 32 - time - kind - codes)

    def _option(self) -> QTextOption:
        side = Qt.AlignmentFlag.AlignRight if self.kit.theme.rtl else Qt.AlignmentFlag.AlignLeft
        option = QTextOption(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        return option

    def _lay_out(self, text: str, width: int) -> tuple[QTextLayout, int]:
        layout = QTextLayout(text.replace("\n", "\u2028"), self.kit.font("lead"))
        layout.setTextOption(self._option())
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            height += line.height()
        layout.endLayout()
        return layout, round(height)

    def _place(self, rect: QRect, x: int, width: int, y: int, high: int) -> QRect:
        left = rect.right() + 1 - x - width if self.kit.theme.rtl else rect.x() + x
        return QRect(left, rect.y() + y, width, high)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row."""
        del chosen
        row = self._rows.rows[index.row()]
        if row.view is None:
            self._paint_heading(painter, rect, row)
        else:
            self._paint_note(painter, rect, row, row.view)

    def _paint_heading(self, painter: QPainter, rect: QRect, row: NoteRow) -> None:
        kit = self.kit
        small, bold = kit.font("small"), kit.font("small", bold=True)
        wide = QFontMetrics(small).horizontalAdvance(row.time) + 8 if row.time else 0
        first = self._place(rect, 16, wide, 0, rect.height())
        paint.draw_line(painter, kit, first, row.time, small, kit.colours.ash)
        rest = self._place(rect, 16 + wide, rect.width() - 32 - wide, 0, rect.height())
        paint.draw_line(painter, kit, rest, row.title, bold, kit.colours.soot)

    def _paint_note(self, painter: QPainter, rect: QRect, row: NoteRow, view: NoteView) -> None:
        kit = self.kit
        time, kind, codes = self._columns()
        text = self._text_width(rect.width())
        line = QFontMetrics(kit.font("lead")).height()
        first = self._place(rect, 16, time, 12, line)
        paint.draw_line(painter, kit, first, row.time, kit.font("small"), kit.colours.ash)
        self._paint_kind(painter, rect, 16 + time, kind, line, view.note.kind)
        layout, height = self._lay_out(view.note.text, text)
        place = self._place(rect, 16 + time + kind, text, 12, height)
        painter.setPen(QColor(kit.colours.soot))
        y = float(place.y())
        for number in range(layout.lineCount()):
            one = layout.lineAt(number)
            one.draw(painter, QRectF(place.x(), y, text, one.height()).topLeft())
            y += one.height()
        self._paint_codes(painter, rect, codes, line, view)

    def _paint_kind(
        self, painter: QPainter, rect: QRect, x: int, width: int, line: int, kind: str
    ) -> None:
        kit = self.kit
        edge = kit.theme.icon(20)
        square = self._place(rect, x, edge, 12 + (line - edge) // 2, edge)
        paint.draw_icon(painter, kit, square, KIND_ICONS.get(kind, "chat-text"), kit.colours.soot)
        font, small = kit.font("small", bold=True), self._line_highs[1]
        for number, label in enumerate(self._kind_lines(kind)):
            y = 12 + (line - small) // 2 + number * small
            rest = self._place(rect, x + edge + 8, width - edge - 16, y, small)
            paint.draw_line(painter, kit, rest, label, font, kit.colours.soot)

    def _paint_codes(
        self, painter: QPainter, rect: QRect, width: int, line: int, view: NoteView
    ) -> None:
        kit = self.kit
        edge, x = kit.theme.icon(20), 16
        if view.note.language:
            wide = paint.caps_width(kit, view.note.language)
            box = self._place(rect, rect.width() - x - wide, wide, 12, line)
            paint.draw_caps(painter, kit, box, view.note.language)
            x += wide + 8
        if view.note.parked:
            place = self._place(rect, rect.width() - x - edge, edge, 12 + (line - edge) // 2, edge)
            paint.draw_icon(painter, kit, place, "push-pin", kit.colours.ash)
            x += edge + 6
        if view.note.verbatim and view.note.kind != "quote":
            place = self._place(rect, rect.width() - x - edge, edge, 12 + (line - edge) // 2, edge)
            paint.draw_icon(painter, kit, place, "quotes", kit.colours.ash)
            x += edge + 6
        for code in reversed(view.codes):
            if code in FIVE_R and x + edge <= width + 16:
                one = FIVE_R[code]
                y = 12 + (line - edge) // 2
                place = self._place(rect, rect.width() - x - edge, edge, y, edge)
                colour = kit.colours.series[one.series]
                paint.draw_icon(painter, kit, place, one.icon, colour, "bold")
                x += edge + 6
