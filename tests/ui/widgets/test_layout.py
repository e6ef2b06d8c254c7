"""Rows and columns are laid out as they are said."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.flow_layout import FlowLayout
from carefacilitator.ui.widgets.layout import STRETCH, Scroll, hbox, vbox
from carefacilitator.ui.widgets.panels import Head


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


def test_a_button_in_a_line_that_is_too_short_gives_up_its_cap_not_its_edge(qtbot, kit) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, gap=8)
    long = Button(kit, "Save PDF", icon="file-pdf", key="Ctrl+S")
    short = Button(kit, "Print")
    flow.addWidget(long)
    flow.addWidget(short)
    wide = long.sizeHint().width()
    holder.resize(wide - 40, 200)
    flow.setGeometry(holder.rect())
    assert long.width() == wide - 40
    assert short.y() > long.y()
    assert short.width() == short.sizeHint().width()
    flow.setGeometry(QRect(0, 0, 10, 200))
    assert long.width() == long.minimumSizeHint().width()


def test_a_scroll_can_take_what_is_left_and_ask_for_no_more(qtbot) -> None:
    page, scroll, rest = QWidget(), Scroll(), QLabel("rest")
    qtbot.addWidget(page)
    for number in range(40):
        scroll.body.addWidget(QLabel(str(number)))
    scroll.take_what_is_left(60)
    column = vbox(scroll, rest, into=page, gap=0)
    assert column.sizeHint().height() < 60 + 2 * rest.sizeHint().height()
    page.resize(200, 300)
    page.show()
    assert scroll.height() == 300 - rest.height()
    assert scroll.verticalScrollBar().maximum() > 0


def test_a_title_in_a_narrow_column_takes_a_second_line(qtbot, kit) -> None:
    title = Head(kit, "What people should see before they leave", wraps=True)
    plain = Head(kit, "What people should see before they leave")
    for head in (title, plain):
        qtbot.addWidget(head)
    assert title.heightForWidth(180) > plain.sizeHint().height()
    assert title.minimumSizeHint().width() < plain.minimumSizeHint().width()
