"""Free time before a fixed time: it is seen, told with its length, and filled in one act."""

from __future__ import annotations

import pytest

from carefacilitator.ui.plan.gap_row import gap_told


@pytest.fixture
def hole(make_desk):
    """A morning of 75 minutes before a lunch that is fixed at 11:20: 65 minutes are free."""
    desk = make_desk(sample=False)
    made = desk.program.workshops.create("Day", start="2026-05-08").id
    for title, minutes, fixed in (("Opening", 30, ""), ("Talk", 45, ""), ("Lunch", 60, "11:20")):
        desk.program.agenda.add(made, title, minutes, fixed_start=fixed)
    desk.go("plan", made)
    return desk


def planned(desk) -> list[str]:
    placed = desk.program.agenda.placed(desk.page.workshop_id)
    return [f"{one.start} {one.block.title} {one.block.minutes}" for one in placed]


def test_free_time_is_told_in_the_table_the_sum_the_foot_and_the_band(hole) -> None:
    page = hole.page
    (row,) = page.agenda._gaps.values()
    assert row.isVisible()
    assert (row._start.text(), row._minutes.text()) == ("10:15", "65")
    assert row.accessibleName() == "1 h 5 min: free before Lunch, 11:20"
    assert row.y() < page.agenda._rows[page._placed[2].block.id].y()
    assert page._head._sum.text() == "3 h 20 min, ends 12:20"
    assert page._head.fits.text() == "1 h 5 min free"
    assert page._foot.words.text().startswith("1 h 5 min is free before Lunch, 11:20.")
    band = hole.frame.band
    talk, lunch = (handle.geometry() for handle in band._handles[1:])
    assert lunch.left() - talk.right() > talk.width()  # 65 minutes beside 45
    assert "65 minutes before it are free." in band._handles[2].accessibleName()


@pytest.mark.parametrize("by_mouse", [True, False])
def test_a_new_block_takes_the_time_and_is_typed_into(hole, by_mouse: bool) -> None:
    (row,) = hole.page.agenda._gaps.values()
    if by_mouse:
        row.fill.click()
    else:
        hole.press("F9")
    hole.settle()
    hole.type("Mapping")
    hole.stored()
    assert planned(hole)[1:] == ["09:30 Talk 45", "10:15 Mapping 65", "11:20 Lunch 60"]
    assert hole.page.agenda._gaps == {}
    hole.press("F9")
    hole.settle()
    assert "No time is free" in hole.message


def test_the_block_before_takes_the_time_in_one_undoable_act(hole) -> None:
    hole.press("Shift+F9")
    hole.settle()
    assert planned(hole) == ["09:00 Opening 30", "09:30 Talk 110", "11:20 Lunch 60"]
    hole.press("Ctrl+Z")
    assert planned(hole)[1] == "09:30 Talk 45"


def test_before_the_first_block_only_a_new_one_fits(hole) -> None:
    first = hole.page._placed[0].block.id
    hole.program.agenda.edit(first, fixed_start="09:20")
    hole.settle()
    row = hole.page.agenda._gaps[first]
    assert (row.fill.isVisible(), row.stretch.isVisible()) == (True, False)
    assert hole.program.agenda.stretch_to(first) is None
    made = hole.program.agenda.fill_gap(first)
    assert made is not None
    assert planned(hole)[0] == "09:00  20"
    assert hole.program.agenda.fill_gap(first) is None


def test_the_row_follows_while_lengths_change(hole) -> None:
    agenda = hole.program.agenda
    talk = hole.page._placed[1].block.id
    agenda.edit(talk, minutes=100)
    hole.settle()
    (row,) = hole.page.agenda._gaps.values()
    assert row._minutes.text() == "10"
    assert gap_told(10, hole.frame.kit.words) == "10 minutes"
    agenda.edit(talk, minutes=110)
    hole.settle()
    assert hole.page.agenda._gaps == {}
