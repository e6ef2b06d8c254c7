"""One model serves the lists: what stays keeps its place, what is ticked stays ticked."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from carefacilitator.ui.widgets.rows_model import RowsModel, TickedRows
from carefacilitator.ui.widgets.tick_rows import TickRow

ROLE = Qt.ItemDataRole
FIRST, SECOND = TickRow("a", "first"), TickRow("b", "second")


def said(row: TickRow) -> str:
    return f"{row.text} {row.about}".strip()


def test_rows_are_put_in_words_for_each_role(qtbot) -> None:
    model = RowsModel(said, shown=lambda row: row.text, tip=lambda row: row.about or None)
    model.show_rows([FIRST._replace(about="of two")])
    here = model.index(0)
    assert model.data(here) == "first"
    assert model.data(here, ROLE.AccessibleTextRole) == "first of two"
    assert model.data(here, ROLE.ToolTipRole) == "of two"
    assert model.data(here, ROLE.UserRole).key == "a"
    assert model.data(here, ROLE.DecorationRole) is None
    assert model.data(model.index(1)) is None
    assert model.data(QModelIndex()) is None


def test_only_rows_that_changed_are_told_of_while_the_same_stay(qtbot) -> None:
    model = RowsModel(said)
    changed: list[int] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, last: changed.append((first.row(), last.row())))
    model.modelReset.connect(lambda: resets.append(True))
    assert model.show_rows([FIRST, SECOND])
    assert not model.show_rows([FIRST, SECOND])
    assert (changed, resets) == ([], [True])
    assert model.show_rows([FIRST, SECOND._replace(text="other")])
    assert (changed, resets) == ([(1, 1)], [True])
    assert model.show_rows([SECOND])
    assert resets == [True, True]
    assert model.index_of("b").row() == 0
    assert not model.index_of("a").isValid()


def test_ticks_outlive_rows_that_are_not_shown(qtbot) -> None:
    model = TickedRows(said)
    model.ticked = {"b"}
    model.show_rows([FIRST])
    assert model.turn(0)
    assert not model.turn(5)
    assert model.in_order([SECOND, FIRST]) == ("b", "a")
    model.tick_shown(False)
    assert model.ticked == {"b"}
    assert model.data(model.index(0), ROLE.CheckStateRole) == Qt.CheckState.Unchecked
    assert model.flags(model.index(0)) & Qt.ItemFlag.ItemIsUserCheckable
