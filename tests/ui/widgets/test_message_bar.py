"""Messages that pass: what asks for nothing goes, the rest becomes a line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.message_bar import MessageBar


@pytest.fixture
def window(kit, fonts, qtbot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 400)
    column = QVBoxLayout(window)
    column.addWidget(MessageBar(kit, passing=True))
    column.addStretch(1)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def bar(window: QWidget) -> MessageBar:
    return window.findChild(MessageBar)


def read(bar: MessageBar) -> None:
    """The time to read it is over."""
    assert bar._timer.isActive()
    bar._timer.stop()
    bar._timer.timeout.emit()


def test_good_news_goes_by_itself_and_says_so(bar: MessageBar, qtbot) -> None:
    bar.tell("good", "The paper was saved.")
    with qtbot.waitSignal(bar.closed):
        read(bar)
    assert bar.isHidden()


def test_an_error_becomes_one_line_and_opens_under_the_mouse(bar: MessageBar, qtbot) -> None:
    bar.tell("error", "The stick is full.", "Nothing is lost.", "Make room, and save once more.")
    whole = bar.sizeHint().height()
    read(bar)
    assert not bar.isHidden()
    assert bar.accessibleName().endswith("Make room, and save once more.")
    qtbot.waitUntil(lambda: bar.sizeHint().height() < whole)
    at = QPointF(5, 5)
    QApplication.sendEvent(bar, QEnterEvent(at, at, at))
    qtbot.waitUntil(lambda: bar.sizeHint().height() == whole)


def test_an_offer_stays_with_its_button(bar: MessageBar, kit) -> None:
    bar.tell("info", "Undo it anyway?", acts=[Button(kit, "Undo it anyway")])
    read(bar)
    assert not bar.isHidden()
    assert bar.findChild(Button).isVisible()


def test_it_waits_while_somebody_is_at_it(bar: MessageBar, qtbot) -> None:
    bar.tell("good", "The paper was saved.")
    bar.close_button.setFocus()
    qtbot.waitUntil(bar.close_button.hasFocus)
    read(bar)
    assert not bar.isHidden()
    assert bar._timer.isActive()


def test_a_longer_message_stands_longer(bar: MessageBar) -> None:
    bar.tell("good", "Saved.")
    short = bar._timer.interval()
    bar.tell("good", "Saved. " * 20)
    assert bar._timer.interval() > short + 5_000


def test_one_that_belongs_to_its_page_stays(kit, qtbot) -> None:
    bar = MessageBar(kit)
    qtbot.addWidget(bar)
    bar.tell("good", "The paper was saved.")
    assert not bar._timer.isActive()
