"""The rows of a list: one model for every list but the longest, and rows that can be ticked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from carefacilitator.ui.widgets.list_view import Index

Row = TypeVar("Row")


def _itself(row: object) -> object:
    return getattr(row, "key", row)


class RowsModel(QAbstractListModel, Generic[Row]):
    """Holds ``rows``; each is put in words for eyes, ears and the pointer that rests on it.

    ``said`` is the whole row in words, for a screen reader; ``shown`` what typing searches
    (without it the same); ``tip`` what a resting pointer tells. ``key`` stays the same while a row
    changes. Role ``UserRole`` answers the row itself.
    """

    def __init__(
        self,
        said: Callable[[Row], str],
        parent: QObject | None = None,
        *,
        shown: Callable[[Row], str] | None = None,
        tip: Callable[[Row], str | None] | None = None,
        key: Callable[[Row], object] = _itself,
    ) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self._key = key
        role = Qt.ItemDataRole
        self._answers: dict[int, Callable[[Row], Any]] = {
            role.UserRole: lambda row: row,
            role.AccessibleTextRole: said,
            role.DisplayRole: shown or said,
        }
        if tip is not None:
            self._answers[role.ToolTipRole] = tip

    def answer(self, role: int, how: Callable[[Row], Any]) -> None:
        """Let ``how`` answer ``role`` for each row."""
        self._answers[role] = how

    def show_rows(self, rows: Iterable[Row]) -> bool:
        """Show these rows; returns whether any is new or other than before.

        While the same rows stay, only those that changed are told of: what is chosen stays chosen.
        """
        wanted, before = list(rows), self.rows
        if wanted == before:
            return False
        if [self._key(one) for one in wanted] == [self._key(one) for one in before]:
            self.rows = wanted
            for number, (old, new) in enumerate(zip(before, wanted, strict=True)):
                if old != new:
                    self.dataChanged.emit(self.index(number), self.index(number))
            return True
        self.beginResetModel()
        self.rows = wanted
        self.endResetModel()
        return True

    def rowCount(self, parent: Index | None = None) -> int:  # noqa: N802 - Qt's name
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row, or what is told of it."""
        row, how = self.row_at(index), self._answers.get(role)
        return None if row is None or how is None else how(row)

    def row_at(self, index: Index) -> Row | None:
        """The row at a place."""
        at = index.row() if index.isValid() else -1
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def index_of(self, key: object) -> QModelIndex:
        """The place of a row, not valid where it is not shown."""
        for number, row in enumerate(self.rows):
            if self._key(row) == key:
                return self.index(number)
        return QModelIndex()


class TickedRows(RowsModel[Row]):
    """Rows with a box each; ``ticked`` holds the keys of those that are ticked."""

    def __init__(
        self, said: Callable[[Row], str], parent: QObject | None = None, **how: Any
    ) -> None:
        super().__init__(said, parent, **how)
        self.ticked: set[Any] = set()
        self.answer(Qt.ItemDataRole.CheckStateRole, self._state)

    def _state(self, row: Row) -> Qt.CheckState:
        state = Qt.CheckState
        return state.Checked if self._key(row) in self.ticked else state.Unchecked

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rows can be ticked."""
        return super().flags(index) | Qt.ItemFlag.ItemIsUserCheckable

    def turn(self, at: int) -> bool:
        """Tick a row, or take its tick away; returns whether there is such a row."""
        if not 0 <= at < len(self.rows):
            return False
        self.ticked ^= {self._key(self.rows[at])}
        self._told(at, at)
        return True

    def tick_shown(self, ticked: bool) -> None:
        """Tick all rows that are shown, or none of them."""
        shown = {self._key(row) for row in self.rows}
        self.ticked = self.ticked | shown if ticked else self.ticked - shown
        self._told(0, len(self.rows) - 1)

    def in_order(self, rows: Sequence[Row]) -> tuple[Any, ...]:
        """The keys of those of ``rows`` that are ticked, in their order."""
        return tuple(key for row in rows if (key := self._key(row)) in self.ticked)

    def _told(self, first: int, last: int) -> None:
        role = Qt.ItemDataRole.CheckStateRole
        self.dataChanged.emit(self.index(first), self.index(last), [role])
