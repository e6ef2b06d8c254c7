"""Notes to choose from: rows with a check box, grouped by block or by code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from carefacilitator.i18n import OWN_NAMES, isolate
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.findings.notes import NoteView
from carefacilitator.ui.facilitate.note_rows import alike
from carefacilitator.ui.theme import paint
from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.list_view import Index
from carefacilitator.ui.widgets.record_rows import (
    CHOSEN_ROLE,
    HarvestDelegate,
    LineHeights,
    Mark,
    WrappedText,
    code_marks,
)

_BOX, _GAP, _TOP = 22, 12, 12


@dataclass(frozen=True)
class NoteLine:
    """A heading (``view`` is None), or a note, its local time, whether a lesson rests on it."""

    key: str
    title: str = ""
    view: NoteView | None = None
    time: str = ""
    used: bool = False


class NoteLines(QAbstractListModel):
    """The rows; knows which notes are chosen. ``chosen_changed`` after every choice."""

    chosen_changed = Signal()

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.rows: list[NoteLine] = []
        self.chosen: set[str] = set()
        lists, language = vocabulary(), kit.words.language
        self.code_labels = dict(lists.options("five_r", language, short=True))
        self.theme_labels = dict(lists.options("care_theme", language, short=True))

    def show_rows(self, rows: Sequence[NoteLine]) -> bool:
        """Show these rows; notes that are gone are no longer chosen. Returns whether any is new."""
        wanted, shown = list(rows), self.rows
        if wanted == shown:
            return False
        shorter = min(len(wanted), len(shown))
        head = alike(wanted, shown, shorter)
        tail = alike(wanted[::-1], shown[::-1], shorter - head)
        gone, come = len(shown) - head - tail, len(wanted) - head - tail
        keys = [row.key for row in wanted[head : head + come]]
        if gone == come and keys == [row.key for row in shown[head : head + gone]]:
            self.rows = wanted
            self.dataChanged.emit(self.index(head), self.index(head + come - 1))
        else:
            self._exchange(wanted, head, gone, come)
        if self.chosen:
            known = {row.view.note.id for row in wanted if row.view}
            if not self.chosen <= known:
                self.chosen &= known
                self.chosen_changed.emit()
        return True

    def _exchange(self, wanted: list[NoteLine], head: int, gone: int, come: int) -> None:
        """Take rows away behind the first ``head`` and put others there."""
        if gone:
            self.beginRemoveRows(QModelIndex(), head, head + gone - 1)
            self.rows = [*self.rows[:head], *self.rows[head + gone :]]
            self.endRemoveRows()
        if come:
            self.beginInsertRows(QModelIndex(), head, head + come - 1)
            self.rows = wanted
            self.endInsertRows()

    def rowCount(self, _parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Headings can be neither reached nor chosen."""
        flag = Qt.ItemFlag
        if self.rows[index.row()].view is None:
            return flag.NoItemFlags
        return flag.ItemIsEnabled | flag.ItemIsSelectable | flag.ItemIsUserCheckable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row in words, and whether it is chosen."""
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.view.note.text if row.view else row.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row)
        if row.view is None:
            return None
        if role == CHOSEN_ROLE:
            return row.view.note.id in self.chosen
        if role == Qt.ItemDataRole.CheckStateRole:
            on = row.view.note.id in self.chosen
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            told = [self.second_line(row.view, row.time), *(m.name for m in self.marks(row))]
            return self.kit.words.listed(told)
        return None

    def toggle(self, index: Index) -> None:
        """Choose a note or take it back."""
        view = self.rows[index.row()].view if index.isValid() else None
        if view is not None:
            self.chosen ^= {view.note.id}
            self._tell(index.row(), index.row())

    def choose(self, note_ids: Sequence[str]) -> None:
        """Choose exactly these notes."""
        known = {row.view.note.id for row in self.rows if row.view}
        if set(note_ids) & known != self.chosen:
            self.chosen = set(note_ids) & known
            self._tell(0, len(self.rows) - 1)

    def _tell(self, first: int, last: int) -> None:
        check = [int(Qt.ItemDataRole.CheckStateRole)]
        self.dataChanged.emit(self.index(first), self.index(last), check)
        self.chosen_changed.emit()

    def chosen_notes(self) -> list[str]:
        """The chosen notes in the order in which they stand, each once."""
        ids = [row.view.note.id for row in self.rows if row.view]
        return [one for one in dict.fromkeys(ids) if one in self.chosen]

    def index_of(self, note_id: str) -> QModelIndex:
        """The place of a note's row, or of a heading by its key."""
        for number, row in enumerate(self.rows):
            if row.key == note_id or (row.view is not None and row.view.note.id == note_id):
                return self.index(number)
        return QModelIndex()

    def second_line(self, view: NoteView, time: str) -> str:
        """Kind, time and language of a note."""
        kind = vocabulary().short("note_kind", view.note.kind, self.kit.words.language)
        parts = [kind, time, view.note.language]
        shown = [isolate(part, rtl=True) if self.kit.theme.rtl and part else part for part in parts]
        return " · ".join(part for part in shown if part)

    def marks(self, row: NoteLine) -> list[Mark]:
        """The signs of a note: its codes, that it is parked, that a lesson rests on it."""
        if row.view is None:
            return []
        c, say = self.kit.colours, self.kit.words.say
        marks = code_marks(self.kit, row.view.codes, self.code_labels)
        if row.view.note.parked:
            marks.append(Mark("push-pin", c.ash, say("Parked for later")))
        if row.used:
            marks.append(Mark("link-simple", c.overdye, say("In a lesson")))
        return marks

    def _spoken(self, row: NoteLine) -> str:
        if row.view is None:
            return row.title
        kind = vocabulary().label("note_kind", row.view.note.kind, self.kit.words.language)
        language = OWN_NAMES.get(row.view.note.language, row.view.note.language)
        parts = [row.view.note.text, kind, row.time, language]
        parts += [mark.name for mark in self.marks(row)]
        return self.kit.words.listed(parts)


class NoteLineDelegate(HarvestDelegate):
    """Paints headings and notes; Space or a click chooses."""

    def __init__(self, kit: Kit) -> None:
        super().__init__(kit)
        self._text = WrappedText(kit)
        self._below = WrappedText(kit, "small")
        self._line = LineHeights(kit)
        self._head = kit.theme.grown(38, "small")
        self._indent = self.pad + kit.theme.grown(_BOX) + _GAP

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        """As high as the text is at this width."""
        del option
        row: NoteLine = index.model().rows[index.row()]  # type: ignore[attr-defined]
        if row.view is None:
            return QSize(0, self._head)
        width = self._text_width(self.room)
        high = self._text.height(row.view.note.text, width)
        return QSize(0, high + self._second_height(index.model(), row, width) + 2 * _TOP + 2)

    def _second_height(self, model: QAbstractItemModel, row: NoteLine, width: int) -> int:
        """Height of the line below; with large text it may need a second one."""
        if self.kit.theme.factor == 1 or not isinstance(model, NoteLines) or row.view is None:
            return self._line.small
        room = width - self.marks_width(model.marks(row))
        return self._below.height(model.second_line(row.view, row.time), room)

    def _text_width(self, room: int) -> int:
        return max(80, room - self._indent - self.pad)

    def paint_row(self, painter: QPainter, rect: QRect, index: Index, *, chosen: bool) -> None:
        """Paint one row."""
        model = index.model()
        if not isinstance(model, NoteLines):
            return
        row, kit = model.rows[index.row()], self.kit
        if row.view is None:
            wide = rect.width() - 2 * self.pad
            place = self.place(rect, self.pad, wide, 4, rect.height() - 4)
            bold = kit.font("small", bold=True)
            paint.draw_line(painter, kit, place, row.title, bold, kit.colours.soot)
            return
        self._paint_box(painter, rect, chosen=chosen)
        width = self._text_width(rect.width())
        high = self._text.height(row.view.note.text, width)
        text = self.place(rect, self._indent, width, _TOP, high)
        self._text.draw(painter, text, row.view.note.text, kit.colours.soot)
        below = _TOP + high + 2
        used = self.draw_marks(painter, rect, below, self._line.small, model.marks(row))
        words, line = model.second_line(row.view, row.time), self._line.small
        second = self.place(rect, self._indent, width - used, below, line)
        if kit.theme.factor > 1:
            self._below.draw(painter, second, words, kit.colours.ash)
        else:
            paint.draw_line(painter, kit, second, words, kit.font("small"), kit.colours.ash)

    def _paint_box(self, painter: QPainter, rect: QRect, *, chosen: bool) -> None:
        c, edge = self.kit.colours, self.kit.theme.grown(_BOX)
        square = self.place(rect, self.pad, edge, _TOP, edge)
        if not chosen:
            paint.box(painter, square, c.chalk, c.bark)
            return
        paint.box(painter, square, c.overdye)
        inner = square.adjusted(3, 3, -3, -3)
        paint.draw_icon(painter, self.kit, inner, "check", c.on_overdye, "bold")

    def editorEvent(  # noqa: N802 - Qt's name
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Choose with Space or a click."""
        del option
        clicked = (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and event.button() == Qt.MouseButton.LeftButton
        )
        space = (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Select)
        )
        if (clicked or space) and isinstance(model, NoteLines):
            model.toggle(index)
            return True
        return False
