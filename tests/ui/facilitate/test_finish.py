"""“Finish at 15:40 anyway”, by the keyboard."""

from __future__ import annotations

import datetime as dt

import pytest

from carefacilitator.ui.facilitate.finish_dialog import FinishDialog
from carefacilitator.ui.widgets.panels import Label


@pytest.fixture
def late(desk):
    workshop = desk.program.workshops.find("W4").id
    desk.now -= dt.timedelta(minutes=12)
    desk.program.agenda.start(desk.program.agenda.blocks(workshop)[7].id)
    desk.now += dt.timedelta(minutes=12)
    desk.go("facilitate", "W4")
    return workshop


def dialog(desk) -> FinishDialog:
    found = desk.frame.findChildren(FinishDialog)
    assert len(found) == 1
    return found[0]


def test_f12_shows_what_it_would_cut_before_anything_is_cut(desk, late) -> None:
    before = desk.program.agenda.blocks(late)
    desk.press("F12")
    words = [label.text() for label in dialog(desk).findChildren(Label)]
    assert words[0] == "Finish at 15:40 anyway?"
    assert "As it stands, the day ends at 15:46. 3 blocks become shorter." in words
    at = words.index("Commitments")
    assert words[at : at + 3] == ["Commitments", "30 min", "28 min"]
    desk.press("Enter", dialog(desk).focusWidget())  # pressed in haste: the careful answer
    assert desk.program.agenda.blocks(late) == before
    assert desk.frame.findChildren(FinishDialog) == []


def test_ctrl_enter_does_it_and_ctrl_z_takes_it_back(desk, late) -> None:
    before = desk.program.agenda.blocks(late)
    clock = desk.page._clock
    assert clock._finish.isVisible()
    desk.press("F12")
    desk.press("Ctrl+Enter", dialog(desk).focusWidget())
    assert desk.program.agenda.face(late).day_ends == "15:40"
    assert not clock._finish.isVisible()
    desk.frame.activateWindow()  # as the desktop does when a dialog goes
    desk.settle()
    desk.press("Ctrl+Z", desk.page.first_focus())
    assert desk.program.agenda.blocks(late) == before
    assert clock._finish.isVisible()


def test_a_day_that_ends_in_time_has_nothing_to_cut(desk, late) -> None:
    desk.program.workshops.edit(late, must_end="16:00")
    desk.program.agenda.finish_on_time(late, desk.program.agenda.finish_plan(late))
    desk.settle()
    desk.press("F12")
    assert desk.frame.findChildren(FinishDialog) == []
    assert desk.message == "Nothing needs to be cut: the day ends at 15:40."


def test_what_cannot_be_held_is_said(desk, late) -> None:
    desk.now += dt.timedelta(minutes=100)
    desk.press("F12")
    words = [label.text() for label in dialog(desk).findChildren(Label)]
    assert words.count("left out") >= 1
    dialog(desk).reject()
    desk.settle()


def test_a_day_that_runs_early_says_that_it_is_ahead(desk) -> None:
    workshop = desk.program.workshops.find("W4").id
    desk.now -= dt.timedelta(minutes=32)  # sixteen minutes before its time
    desk.program.agenda.start(desk.program.agenda.blocks(workshop)[7].id)
    desk.go("facilitate", "W4")
    clock = desk.page._clock
    ahead = -desk.program.agenda.face(workshop).behind
    assert ahead > 1
    assert clock._behind_words.text() == f"{ahead} minutes ahead of the plan"
    assert clock._behind.isVisible()
    assert not clock._finish.isVisible()
