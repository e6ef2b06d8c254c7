"""Long lists: what is in sight is there at once, the rest comes without anything moving."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QAbstractListModel, QModelIndex, QSize, Qt

from carefacilitator.ui.long_list import FIRST, MANY, LongList
from carefacilitator.ui.rows import RowDelegate

_ROWS = 600


class Numbers(QAbstractListModel):
    def __init__(self, rows: int = 0) -> None:
        super().__init__()
        self.rows = rows

    def show(self, rows: int) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def add(self, more: int, at: int = -1) -> None:
        place = self.rows if at < 0 else at
        self.beginInsertRows(QModelIndex(), place, place + more - 1)
        self.rows += more
        self.endInsertRows()

    def remove(self, row: int) -> None:
        self.beginRemoveRows(QModelIndex(), row, row)
        self.rows -= 1
        self.endRemoveRows()

    def rowCount(self, _parent=None) -> int:  # noqa: N802 - Qt's name
        return self.rows

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        return str(index.row()) if role == Qt.ItemDataRole.DisplayRole else None


class Counting(RowDelegate):
    """Rows of 20 to 50 px; counts how often each is measured."""

    def __init__(self, kit) -> None:
        super().__init__(kit)
        self.asked: dict[int, int] = {}

    def sizeHint(self, _option, index) -> QSize:  # noqa: N802 - Qt's name
        self.asked[index.row()] = self.asked.get(index.row(), 0) + 1
        return QSize(0, 20 + index.row() % 4 * 10)


@pytest.fixture(params=[False, True], ids=["from the start", "from the end"])
def from_end(request) -> bool:
    return request.param


@pytest.fixture
def made(kit, qtbot, from_end):
    delegate = Counting(kit)
    view = LongList(kit, "Numbers", delegate, from_end=from_end)
    view.setModel(Numbers())
    view.model().setParent(view)
    view.setResizeMode(LongList.ResizeMode.Adjust)
    view.resize(300, 400)
    qtbot.addWidget(view)
    view.show()
    qtbot.waitExposed(view)
    return view


def _shown(view: LongList) -> list[int]:
    return [row for row in range(view.model().rowCount()) if not view.isRowHidden(row)]


def _filled(view: LongList, qtbot) -> None:
    qtbot.waitUntil(lambda: not view.filling, timeout=10_000)
    assert len(_shown(view)) == view.model().rowCount()


def test_a_short_list_is_whole_at_once(made) -> None:
    made.model().show(MANY)
    assert not made.filling
    assert len(_shown(made)) == MANY


def test_a_long_list_measures_what_is_in_sight_and_then_the_rest(made, from_end, qtbot) -> None:
    made.model().show(_ROWS)
    if from_end:
        made.scrollToBottom()
    made.doItemsLayout()
    expected = range(_ROWS - FIRST, _ROWS) if from_end else range(FIRST)
    assert _shown(made) == list(expected)
    assert set(made.itemDelegate().asked) <= {*expected, 0}
    _filled(made, qtbot)
    bar = made.verticalScrollBar()
    assert bar.maximum() == 35 * _ROWS - made.viewport().height()
    assert bar.value() == (bar.maximum() if from_end else 0)


def test_what_is_in_sight_stays_where_it_is(made, qtbot) -> None:
    made.model().show(_ROWS)
    made.doItemsLayout()
    made.verticalScrollBar().setValue(100)
    seen = made.indexAt(made.viewport().rect().center())
    before = made.visualRect(seen)
    row = seen.row()
    _filled(made, qtbot)
    assert made.visualRect(made.model().index(row)) == before


def test_a_row_that_is_not_measured_yet_can_be_gone_to(made, qtbot) -> None:
    made.model().show(_ROWS)
    index = made.model().index(_ROWS // 2)
    assert made.isRowHidden(index.row())
    made.setCurrentIndex(index)
    made.scrollTo(index, LongList.ScrollHint.PositionAtCenter)
    place = made.visualRect(index)
    assert made.viewport().rect().contains(place)
    _filled(made, qtbot)
    assert made.currentIndex() == index
    assert made.visualRect(index) == place


def test_rows_that_come_and_go_meanwhile_are_shown(made, qtbot) -> None:
    model = made.model()
    model.show(_ROWS)
    model.add(1)
    assert not made.isRowHidden(_ROWS)
    model.remove(3)
    model.add(MANY + 1)
    assert made.filling
    _filled(made, qtbot)
    assert model.rowCount() == _ROWS + MANY + 1


def test_another_width_measures_again_what_is_in_sight_first(made, qtbot) -> None:
    made.model().show(_ROWS)
    _filled(made, qtbot)
    made.resize(260, 400)
    assert made.filling
    assert len(_shown(made)) == FIRST
    _filled(made, qtbot)


def test_a_hidden_list_takes_no_time(made, qtbot) -> None:
    made.model().show(_ROWS)
    made.hide()
    asked = sum(made.itemDelegate().asked.values())
    qtbot.wait(50)
    assert made.filling
    assert sum(made.itemDelegate().asked.values()) == asked
    made.show()
    _filled(made, qtbot)


def test_fewer_rows_end_the_filling(made) -> None:
    made.model().show(_ROWS)
    made.model().show(5)
    assert not made.filling
    assert _shown(made) == list(range(5))
