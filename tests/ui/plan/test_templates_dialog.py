"""Ctrl+T: an agenda to start from."""

from __future__ import annotations

import pytest

from carefacilitator.ui.plan.templates_dialog import TemplatesDialog
from carefacilitator.ui.widgets.panels import Label


@pytest.fixture
def empty(desk):
    workshop = desk.program.workshops.create("Dia", languages=("pt",)).id
    desk.frame.go("plan", workshop)
    desk.settle()
    return workshop


def dialog(desk) -> TemplatesDialog:
    found = desk.frame.findChildren(TemplatesDialog)
    assert len(found) == 1
    return found[0]


def words(widget) -> list[str]:
    return [label.text() for label in widget.findChildren(Label) if label.isVisibleTo(widget)]


def test_an_empty_day_is_filled_by_keyboard_and_emptied_again(desk, empty) -> None:
    desk.press("Ctrl+T")
    one = dialog(desk)
    assert one.list.hasFocus() or one.focusWidget() is one.list
    desk.press("Down", one.list)
    assert one.current.name == "One day"
    assert "Boas-vindas, propósito e acordos" in words(one)
    desk.press("Enter", one.list)
    assert len(desk.program.agenda.blocks(empty)) == 15
    assert desk.frame.findChildren(TemplatesDialog) == []
    desk.frame.activateWindow()  # as the desktop does when a dialog goes
    desk.settle()
    assert desk.focus is not None
    assert "09:00" in desk.focus.accessibleName()
    desk.press("Ctrl+Z")
    assert desk.program.agenda.blocks(empty) == []


def test_a_planned_day_may_be_replaced_or_gone_on_with(desk) -> None:
    workshop = desk.program.workshops.find("W4").id
    count = len(desk.program.agenda.blocks(workshop))
    desk.go("plan", "W4")
    desk.press("Ctrl+T")
    assert dialog(desk).replace is not None
    dialog(desk).use(True)
    desk.settle()
    assert len(desk.program.agenda.blocks(workshop)) == 10
    desk.program.history.undo()
    assert len(desk.program.agenda.blocks(workshop)) == count


def test_what_was_held_cannot_be_replaced(desk) -> None:
    workshop = desk.program.workshops.find("W4").id
    desk.program.agenda.next(workshop)
    desk.go("plan", "W4")
    desk.press("Ctrl+T")
    button = dialog(desk).replace
    assert not button.isEnabled()
    assert button.toolTip() == "Some of it was held already."
    dialog(desk).reject()
    desk.settle()


def test_an_agenda_is_saved_found_again_and_forgotten(desk) -> None:
    desk.go("plan", "W4")
    desk.press("Ctrl+T")
    one = dialog(desk)
    one.name.set_text("")
    desk.press("Enter", one.name.edit)
    assert desk.frame.findChildren(TemplatesDialog) == [one]  # a name is asked for, nothing closes
    desk.type("Our day", one.name.edit)
    desk.press("Enter", one.name.edit)
    assert one.current.name == "Our day"
    assert one.forget.isVisible()
    desk.press("Delete", one.list)
    assert [t for t in desk.program.templates.all("en") if t.own] == []
    assert one.current.name == "Half a day"
    one.reject()
    desk.settle()
