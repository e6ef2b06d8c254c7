"""Plan by mouse: blocks are dragged between rows, onto rows and between days."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from carefacilitator.model.records.records import AgendaBlock


class Hand:
    """A hand on the mouse over the agenda of one page."""

    def __init__(self, desk, code: str) -> None:
        self.desk, self.page = desk, desk.go("plan", code)
        self.blocks = [one.block.id for one in self.page._placed]

    def row(self, number: int):
        return self.page.agenda._rows[self.blocks[number]]

    def take(self, number: int) -> None:
        self.held = self.row(number)
        self.page.agenda._scroll.ensureWidgetVisible(self.held)
        QTest.mousePress(self.held.start, Qt.MouseButton.LeftButton)

    def move_over(self, widget, share: float) -> None:
        """Move to a share of a widget's height, by way of somewhere else."""
        place = widget.mapToGlobal(QPoint(30, round(widget.height() * share)))
        for step in (QPoint(0, -20), QPoint()):
            QTest.mouseMove(self.held.start, self.held.start.mapFromGlobal(place + step))
        self.place = self.held.start.mapFromGlobal(place)

    def let_go(self) -> None:
        QTest.mouseRelease(self.held.start, Qt.MouseButton.LeftButton, pos=self.place)
        self.desk.settle()

    def drag(self, number: int, to: int, share: float) -> None:
        self.take(number)
        self.move_over(self.row(to), share)
        self.let_go()

    def order(self) -> list[int]:
        """The blocks as they stand now, by the numbers they had at first."""
        return [self.blocks.index(one.block.id) for one in self.page._placed]

    def start(self, number: int) -> str:
        block = self.blocks[number]
        return next(one.start for one in self.page._placed if one.block.id == block)


@pytest.fixture
def hand(desk) -> Hand:
    return Hand(desk, "W4")


def test_a_block_is_dragged_before_and_behind_others(hand) -> None:
    hand.drag(3, 1, 0.1)
    assert hand.order()[:5] == [0, 3, 1, 2, 4]
    hand.drag(3, 2, 0.9)
    assert hand.order()[:5] == [0, 1, 2, 3, 4]
    hand.desk.press("Ctrl+Z")
    assert hand.order()[:5] == [0, 3, 1, 2, 4]


def test_a_block_dropped_on_another_runs_at_the_same_time_and_out_again(hand) -> None:
    hand.drag(2, 3, 0.5)
    assert hand.start(2) == hand.start(3)
    assert hand.row(2).beside.isVisible()
    hand.drag(2, 4, 0.9)
    assert hand.start(2) != hand.start(3)
    assert not hand.page._placed[3].block.parallel


def test_a_block_goes_to_another_day(make_desk) -> None:
    desk = make_desk(size=(1366, 1400))
    hand = Hand(desk, "R1")
    first_of_two = next(
        number
        for number, block in enumerate(hand.blocks)
        if desk.program.workspace.get(AgendaBlock, block).day == 2
    )
    hand.drag(1, first_of_two, 0.1)
    moved = desk.program.workspace.get(AgendaBlock, hand.blocks[1])
    assert moved.day == 2
    assert hand.page._days[1].placed[0].block.id == hand.blocks[1]


def test_a_place_inside_a_group_is_shown_and_joins_it(make_desk) -> None:
    desk = make_desk(size=(1366, 1400))
    hand = Hand(desk, "R1")
    groups = [number for number, one in enumerate(hand.page._placed) if one.block.parallel]
    hand.take(1)
    hand.move_over(hand.row(groups[1]), 0.1)
    goal = hand.page.agenda.drag.goal
    assert goal is not None
    assert goal.inside
    hand.let_go()
    assert hand.start(1) == hand.start(groups[0])
    assert desk.program.workspace.get(AgendaBlock, hand.blocks[1]).parallel


def test_esc_puts_back_what_is_in_hand(hand) -> None:
    before = hand.order()
    hand.take(3)
    hand.move_over(hand.row(1), 0.1)
    assert hand.page.agenda.drag.goal is not None
    hand.desk.press("Esc")
    assert hand.page.agenda.drag.goal is None
    hand.let_go()
    assert hand.order() == before


def test_a_click_chooses_the_row_and_moves_nothing(hand) -> None:
    before = hand.order()
    QTest.mouseClick(hand.row(5).method, Qt.MouseButton.LeftButton)
    hand.desk.settle()
    assert hand.page.agenda.current == hand.blocks[5]
    assert hand.row(5).minutes.hasFocus()
    assert hand.order() == before


def test_right_to_left_the_line_ends_where_the_group_begins(make_desk) -> None:
    desk = make_desk(language="ar", size=(1366, 1400))
    hand = Hand(desk, "R1")
    groups = [number for number, one in enumerate(hand.page._placed) if one.block.parallel]
    hand.take(1)
    hand.move_over(hand.row(groups[1]), 0.1)
    goal = hand.page.agenda.drag.goal
    assert goal is not None
    assert goal.mark.left() == 0
    assert goal.mark.width() < hand.row(1).width()
    hand.desk.press("Esc")
    hand.let_go()
