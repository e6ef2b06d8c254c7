"""The day band: widths, directions, keyboard, names."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QColor
from PySide6.QtWidgets import QAbstractButton

from carefacilitator.ui.theme.kit import Kit
from carefacilitator.ui.widgets.day_band import GAP, GROUP_GAP, BandBlock, DayBand

DAY = [
    BandBlock("a", "Opening", 30, "09:00", state="done"),
    BandBlock("b", "Break", 15, "09:30", is_break=True),
    BandBlock("c", "Care at work: leave policies", 60, "09:45", state="now", share=0.5),
    BandBlock("d", "Closing", 15, "10:45"),
]


def rect_of(band: DayBand, block_id: str) -> QRect:
    """Where a block is painted."""
    blocks = band.findChildren(QAbstractButton)
    return next(found.geometry() for found in blocks if found.block.id == block_id)


@pytest.fixture
def band(kit: Kit, qtbot) -> DayBand:
    return shown(kit, qtbot)


def shown(kit: Kit, qtbot) -> DayBand:
    made = DayBand(kit)
    made.resize(1206, made.height())
    qtbot.addWidget(made)
    made.set_blocks(DAY)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_each_block_is_as_wide_as_its_minutes(band: DayBand) -> None:
    widths = [rect_of(band, block.id).width() for block in DAY]
    room = 1206 - 3 * GAP
    for width, block in zip(widths, DAY, strict=True):
        assert width == pytest.approx(room * block.minutes / 120, abs=1)
    assert sum(widths) + 3 * GAP == 1206


def test_it_begins_at_the_leading_edge(kit: Kit, rtl_kit: Kit, qtbot) -> None:
    left, right = shown(kit, qtbot), shown(rtl_kit, qtbot)
    assert rect_of(left, "a").left() == 0
    assert rect_of(right, "a").right() == 1205
    assert rect_of(right, "d").left() == 0
    for block in DAY:
        one, other = rect_of(left, block.id), rect_of(right, block.id)
        assert one.left() == 1205 - other.right()


def test_parallel_groups_are_strips_on_their_own_clocks(kit: Kit, qtbot) -> None:
    band = shown(kit, qtbot)
    band.set_blocks(
        [
            BandBlock("a", "Opening", 60, "09:00"),
            BandBlock("g1", "Group 1", 60, "10:00", strip=1),
            BandBlock("g2a", "Group 2", 30, "10:00", strip=2),
            BandBlock("g2b", "Group 2, second", 30, "10:30", strip=2),
            BandBlock("g3", "Group 3", 60, "10:00", strip=3),
        ]
    )
    one, first, second, three = (rect_of(band, i) for i in ("g1", "g2a", "g2b", "g3"))
    assert one.bottom() < first.top()
    assert first.bottom() < three.top()
    assert first.top() == second.top()
    assert first.right() < second.left() + 1
    assert one.left() == first.left() == three.left()
    assert one.width() == pytest.approx(rect_of(band, "a").width(), abs=2)


@pytest.mark.parametrize("mirrored", [False, True])
def test_two_groups_in_a_row_are_told_apart(kit: Kit, rtl_kit: Kit, qtbot, mirrored: bool) -> None:
    band = shown(rtl_kit if mirrored else kit, qtbot)
    band.set_blocks(
        [
            BandBlock("g1", "Group 1", 60, "10:00", strip=1, together="g"),
            BandBlock("g2", "Group 2", 60, "10:00", strip=2, together="g"),
            BandBlock("h1", "Group 1 again", 60, "11:00", strip=1, together="h"),
            BandBlock("h2", "Group 2 again", 60, "11:00", strip=2, together="h"),
            BandBlock("z", "Closing", 60, "12:00"),
        ]
    )
    g1, g2, h1, h2, last = (rect_of(band, i) for i in ("g1", "g2", "h1", "h2", "z"))
    assert (g1.left(), h1.left()) == (g2.left(), h2.left())
    first, second = (h1, g1) if mirrored else (g1, h1)
    assert second.left() - first.right() - 1 == GROUP_GAP
    assert not h1.intersects(last)


def test_every_block_has_a_child_with_a_name_and_an_act(band: DayBand, qtbot) -> None:
    children = band.findChildren(QAbstractButton)
    assert len(children) == len(DAY)
    names = [child.accessibleName() for child in children]
    assert names[2] == "09:45 Care at work: leave policies, 60 min, now"
    interface = QAccessible.queryAccessibleInterface(children[2])
    assert interface.text(QAccessible.Text.Name) == names[2]
    assert interface.role() in (QAccessible.Role.Button, QAccessible.Role.PushButton)
    with qtbot.waitSignal(band.block_chosen) as chosen:
        children[2].click()
    assert chosen.args == ["c"]


def test_a_click_goes_to_the_block(band: DayBand, qtbot) -> None:
    place = rect_of(band, "d").center()
    with qtbot.waitSignal(band.block_chosen) as chosen:
        qtbot.mouseClick(band.childAt(place), Qt.MouseButton.LeftButton)
    assert chosen.args == ["d"]


def test_arrows_follow_the_eye_and_enter_goes(kit: Kit, rtl_kit: Kit, qtbot) -> None:
    for made, forward in ((kit, Qt.Key.Key_Right), (rtl_kit, Qt.Key.Key_Left)):
        band = shown(made, qtbot)
        band.setFocus()
        assert band.current_id() == "c", "the block that is now"
        qtbot.keyClick(band, forward)
        assert band.current_id() == "d"
        assert "Closing" in band.accessibleDescription()
        qtbot.keyClick(band, forward)
        assert band.current_id() == "d"
        qtbot.keyClick(band, Qt.Key.Key_Home)
        with qtbot.waitSignal(band.block_chosen) as chosen:
            qtbot.keyClick(band, Qt.Key.Key_Return)
        assert chosen.args == ["a"]


def test_now_is_weld_with_the_elapsed_share_as_base_line(kit: Kit, band: DayBand) -> None:
    band.clearFocus()
    image, rect = band.grab().toImage(), rect_of(band, "c")
    weld, line = QColor(kit.colours.weld), QColor(kit.colours.on_weld)
    assert image.pixelColor(rect.right() - 3, rect.top() + 3) == weld
    assert image.pixelColor(rect.left() + 3, rect.bottom() - 1) == line
    assert image.pixelColor(rect.right() - 3, rect.bottom() - 1) == weld


def test_a_break_is_half_as_high(kit: Kit, band: DayBand) -> None:
    image, rect = band.grab().toImage(), rect_of(band, "b")
    flax = QColor(kit.colours.flax)
    x = rect.right() - 2
    filled = sum(image.pixelColor(x, y) == flax for y in range(rect.top(), rect.bottom() + 1))
    assert 0.3 * rect.height() <= filled <= 0.5 * rect.height()


def test_overrun_is_told_in_words(band: DayBand) -> None:
    band.set_blocks([BandBlock("x", "Talk", 30, "09:00", overrun=True)])
    child = band.findChildren(QAbstractButton)[-1]
    assert "runs over" in child.toolTip()


def test_a_narrow_block_shows_no_cut_name(kit: Kit) -> None:
    from PySide6.QtGui import QFontMetrics

    metrics = QFontMetrics(kit.font("small"))
    block = BandBlock("x", "Care at work: leave policies", 30, "09:00", extra="2 notes")
    fitting = DayBand._fitting
    assert fitting(block, metrics, 1000) == "Care at work: leave policies · 2 notes"
    assert fitting(block, metrics, metrics.horizontalAdvance("Care at work")) == "Care at work"
    assert fitting(block, metrics, 10) == ""


def test_the_focused_block_stays_when_the_day_changes(band: DayBand) -> None:
    band.set_chosen("d")
    band.set_blocks([*DAY[:2], BandBlock("n", "New", 20, "09:45"), *DAY[2:]])
    assert band.current_id() == "d"
