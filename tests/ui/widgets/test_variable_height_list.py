"""Long lists: what is in sight is there at once, the rest comes without anything moving."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
)
from PySide6.QtTest import QTest

from carefacilitator.ui.widgets.list_view import RowDelegate
from carefacilitator.ui.widgets.variable_height_list import MANY, LongList

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


def _filled(view: LongList, qtbot) -> None:
    qtbot.waitUntil(lambda: not view.filling)
    assert set(view.itemDelegate().asked) >= set(range(view.model().rowCount()))


def test_a_short_list_is_whole_at_once(made) -> None:
    made.model().show(MANY)
    assert not made.filling
    assert made.content_height == 35 * MANY


def test_a_long_list_measures_what_is_in_sight_and_then_the_rest(made, from_end, qtbot) -> None:
    made.model().show(_ROWS)
    asked = set(made.itemDelegate().asked)
    assert len(asked) < 40
    edge = _ROWS - 1 if from_end else 0
    assert edge in asked
    assert made.viewport().rect().contains(made.visualRect(made.model().index(edge)))
    bar = made.verticalScrollBar()
    assert bar.value() == (bar.maximum() if from_end else 0)
    _filled(made, qtbot)
    assert made.content_height == 35 * _ROWS
    assert bar.maximum() == 35 * _ROWS - made.viewport().height()
    assert bar.value() == (bar.maximum() if from_end else 0)


def test_what_is_in_sight_stays_where_it_is(made, qtbot) -> None:
    made.model().show(_ROWS)
    made.verticalScrollBar().setValue(made.verticalScrollBar().maximum() // 2 + 100)
    seen = made.indexAt(made.viewport().rect().center())
    before = made.visualRect(seen)
    row = seen.row()
    _filled(made, qtbot)
    after = made.visualRect(made.model().index(row))
    assert (after.y(), after.height()) == (before.y(), before.height())


def test_scrolling_into_rows_nobody_measured_moves_the_others_as_far_as_asked(made) -> None:
    made.model().show(_ROWS)
    bar = made.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    for by in (-30, -90, 45):
        kept = made.indexAt(made.viewport().rect().center())
        before = made.visualRect(kept).y()
        bar.setValue(bar.value() + by)
        assert made.visualRect(kept).y() == before - by
    rows = [made.indexAt(QPoint(5, y)).row() for y in range(0, made.viewport().height(), 5)]
    for row in set(rows):
        assert made.visualRect(made.model().index(row)).height() == 20 + row % 4 * 10


def test_a_row_that_is_not_measured_yet_can_be_gone_to(made, qtbot) -> None:
    made.model().show(_ROWS)
    index = made.model().index(_ROWS // 2)
    assert index.row() not in made.itemDelegate().asked
    made.setCurrentIndex(index)
    made.scrollTo(index, LongList.ScrollHint.PositionAtCenter)
    place = made.visualRect(index)
    assert made.viewport().rect().contains(place)
    _filled(made, qtbot)
    assert made.currentIndex() == index
    assert made.visualRect(index).y() == place.y()


def test_rows_that_come_and_go_meanwhile_are_shown(made, qtbot) -> None:
    model = made.model()
    model.show(_ROWS)
    model.add(1)
    model.remove(3)
    model.add(MANY + 1)
    assert made.filling
    _filled(made, qtbot)
    assert model.rowCount() == _ROWS + MANY + 1
    assert made.content_height == sum(20 + row % 4 * 10 for row in range(model.rowCount()))


def test_rows_that_come_above_move_nothing_in_sight(made) -> None:
    model = made.model()
    model.show(_ROWS)
    made.verticalScrollBar().setValue(500)
    seen = QPersistentModelIndex(made.indexAt(made.viewport().rect().center()))
    before = made.visualRect(seen).y()
    model.add(200, at=0)
    assert made.visualRect(seen).y() == before
    model.remove(7)
    assert made.visualRect(seen).y() == before


def test_a_change_measures_only_what_is_in_sight(made, qtbot) -> None:
    model = made.model()
    model.show(_ROWS)
    _filled(made, qtbot)
    made.itemDelegate().asked.clear()
    model.add(1)
    model.dataChanged.emit(model.index(0), model.index(0))
    assert sum(made.itemDelegate().asked.values()) <= 4


def test_another_width_measures_again_what_is_in_sight_first(made, qtbot) -> None:
    made.model().show(_ROWS)
    _filled(made, qtbot)
    made.itemDelegate().asked.clear()
    made.resize(260, 400)
    assert made.filling
    assert len(made.itemDelegate().asked) < 40
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
    assert made.content_height == sum(20 + row % 4 * 10 for row in range(5))


def test_keys_go_from_row_to_row_and_page_to_page(made, qtbot) -> None:
    made.model().show(_ROWS)
    made.setFocus()
    press = partial(QTest.keyClick, made)
    press(Qt.Key.Key_Home)
    assert made.currentIndex().row() == 0
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert made.currentIndex().row() == 1
    press(Qt.Key.Key_PageDown)
    there = made.currentIndex()
    assert there.row() > 5
    assert made.viewport().rect().contains(made.visualRect(there))
    press(Qt.Key.Key_PageUp)
    assert made.currentIndex().row() < 3
    press(Qt.Key.Key_End)
    assert made.currentIndex().row() == _ROWS - 1
    assert made.selectionModel().isSelected(made.currentIndex())
    press(Qt.Key.Key_Down)
    assert made.currentIndex().row() == _ROWS - 1


def test_a_click_chooses_the_row_below_it(made) -> None:
    made.model().show(_ROWS)
    made.verticalScrollBar().setValue(1234)
    point = QPoint(20, 200)
    QTest.mouseClick(made.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert made.currentIndex() == made.indexAt(point)
    assert made.selectionModel().selectedIndexes() == [made.indexAt(point)]
