"""Rows and columns are laid out as they are said."""

from __future__ import annotations

from PySide6.QtCore import QMargins, Qt
from PySide6.QtWidgets import QLabel, QWidget

from carefacilitator.ui.widgets.layout import STRETCH, hbox, vbox


def test_parts_stand_in_the_order_in_which_they_are_said(qtbot) -> None:
    holder, first, last = QWidget(), QLabel("first"), QLabel("last")
    qtbot.addWidget(holder)
    inner = vbox(first, gap=3)
    row = hbox((inner, 2), 7, STRETCH, (last, 1, Qt.AlignmentFlag.AlignTop), into=holder, gap=5)
    assert holder.layout() is row
    assert row.contentsMargins() == QMargins(0, 0, 0, 0)
    assert (row.spacing(), inner.spacing()) == (5, 3)
    assert [row.stretch(at) for at in range(row.count())] == [2, 0, 1, 1]
    assert row.itemAt(0).layout() is inner
    assert row.itemAt(1).spacerItem().sizeHint().width() == 7
    assert row.itemAt(3).widget() is last
    assert row.itemAt(3).alignment() == Qt.AlignmentFlag.AlignTop


def test_margins_are_the_same_all_around_or_said_for_each_side(qtbot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    assert vbox(margins=8).contentsMargins() == QMargins(8, 8, 8, 8)
    assert vbox(margins=(1, 2, 3, 4)).contentsMargins() == QMargins(1, 2, 3, 4)
    styled = QWidget()
    qtbot.addWidget(styled)
    untouched = vbox(into=styled, margins=None)
    assert untouched.contentsMargins() != QMargins(0, 0, 0, 0)
