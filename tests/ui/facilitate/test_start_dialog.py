"""A day that is planned for another time asks before its clock runs."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLabel

from carefacilitator.model.records.records import Workshop
from carefacilitator.ui.facilitate.start_dialog import StartDialog
from carefacilitator.ui.widgets.controls import Button


@pytest.fixture
def planned(make_desk):
    """A workshop of two days whose first day is to begin in three days at nine."""
    desk = make_desk(sample=False)
    first = (desk.now + dt.timedelta(days=3)).date()
    last = first + dt.timedelta(days=1)
    made = desk.program.workshops.create("Day", start=first.isoformat(), time_zone="Etc/UTC").id
    desk.program.workshops.edit(made, end=last.isoformat())
    desk.program.agenda.add(made, "Opening", 30)
    desk.program.agenda.add(made, "Second", 30, day=2)
    desk.now = desk.now.replace(hour=9, minute=5)
    desk.go("facilitate", made)
    return desk, made, first


def running(desk, made: str) -> bool:
    return desk.program.agenda.face(made).now is not None


def asked(desk) -> StartDialog | None:
    found = [one for one in desk.frame.findChildren(StartDialog) if one.isVisible()]
    return found[0] if found else None


def test_another_date_is_asked_about_and_not_yet_is_the_answer_at_hand(planned) -> None:
    desk, made, _ = planned
    desk.press("F9")
    told = " ".join(one.text() for one in asked(desk).findChildren(QLabel))
    assert "It is planned for" in told
    assert "09:05" in told
    desk.press("Enter", asked(desk).focusWidget())
    assert asked(desk) is None
    assert not running(desk, made)


def test_it_can_be_started_all_the_same(planned) -> None:
    desk, made, first = planned
    desk.press("F9")
    desk.press("Ctrl+Enter", asked(desk).focusWidget())
    desk.settle()
    assert running(desk, made)
    assert desk.program.workspace.get(Workshop, made).start == first.isoformat()


def test_the_workshop_can_move_to_today_in_the_same_step(planned) -> None:
    desk, made, first = planned
    desk.press("F9")
    buttons = {one.word: one for one in asked(desk).findChildren(Button)}
    buttons["Move it to today and start"].click()
    desk.settle()
    workshop = desk.program.workspace.get(Workshop, made)
    today = desk.now.date()
    assert (workshop.start, workshop.end) == (
        today.isoformat(),
        (today + dt.timedelta(days=1)).isoformat(),
    )
    assert running(desk, made)
    assert desk.program.agenda.face(made).behind == 5
    desk.program.history.undo()
    assert desk.program.workspace.get(Workshop, made).start == first.isoformat()
    assert not running(desk, made)


def test_on_time_nothing_is_asked_and_the_next_day_does_not_begin_by_itself(planned) -> None:
    desk, made, _ = planned
    desk.now += dt.timedelta(days=3)
    desk.press("F9")
    assert asked(desk) is None
    assert running(desk, made)
    desk.now += dt.timedelta(minutes=30)
    desk.press("F9")
    desk.settle()
    assert asked(desk) is None
    assert not running(desk, made)
    assert desk.page._clock._title.text() == "The day is over."
    assert desk.page._clock._start.isVisible()
    desk.press("F9")
    assert asked(desk) is not None  # the second day, on the evening of the first


def test_hours_before_its_time_a_day_is_asked_about_too(planned) -> None:
    desk, _, _ = planned
    desk.now += dt.timedelta(days=3, hours=-5)
    desk.press("F9")
    told = " ".join(one.text() for one in asked(desk).findChildren(QLabel))
    assert "It is planned for" in told
    assert "today. It is" in told
    assert "Move it" not in " ".join(one.word for one in asked(desk).findChildren(Button))
