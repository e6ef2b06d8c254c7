"""Beside the door: half-days, everyone else, head counts; names, large text and narrow windows."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QWidget


@pytest.fixture
def door(open_door):
    return open_door()


def test_everyone_else_is_absent_after_asking(door) -> None:
    door.type("001")
    door.press("Enter")
    door.press("F12")
    assert door.desk.message.startswith("5 people on the list have no mark (Afternoon).")
    assert set(door.status().values()) == {"present", ""}, "nothing is written before the answer"
    door.press("F12")
    assert sorted(door.status().values()) == ["absent"] * 5 + ["present"]
    assert door.desk.message == ""
    assert door.hint == "5 people are marked absent"
    door.press("Ctrl+Z")
    assert sorted(door.status().values()) == [""] * 5 + ["present"], "one step"
    assert door.hint != "5 people are marked absent", "it is not true any more"
    door.press("F12")
    door.press("Ctrl+Z")
    assert door.desk.message == "", "a question tells no figure of before"
    door.until(lambda: door.seen() == door.status())


def test_enter_answers_the_question_and_typing_puts_it_away(door) -> None:
    door.press("F12")
    door.type("0")
    assert door.desk.message == ""
    door.field.clear()
    door.press("F12")
    door.press("Esc")
    assert door.desk.message == ""
    door.press("Enter")
    assert set(door.status().values()) == {""}
    door.press("F12")
    door.press("Enter")
    assert set(door.status().values()) == {"absent"}


def test_heads_are_counted_by_keyboard(door) -> None:
    door.press("F4")
    door.press("+")
    door.press("+")
    door.press("Down")
    door.press("+")
    assert door.page.room._figure.text() == "3"
    assert door.page.heads._told.text() == "3 counted here, 0 named on the list: together 3."
    door.page.heads.flush()
    door.settle()
    assert door.program.people.heads(door.workshop, door.slot) == {"woman": 2, "man": 1}
    door.press("Enter")
    assert door.desk.focus is door.field
    assert {row.person.name for row in door.page.do.roll.rows} == set(door.status())


def test_half_days_have_marks_of_their_own(door) -> None:
    assert door.page.do.slots == ("1-am", "1-pm")
    assert door.slot == "1-pm", "it is 13:58 where the workshop is held"
    door.type("001")
    door.press("Enter")
    door.press("Alt+Left")
    assert door.slot == "1-am"
    assert set(door.seen().values()) == {""}
    assert door.desk.focus is door.field
    door.press("Alt+Right")
    assert door.seen()["Participant 001"] == "present"


def test_a_screen_reader_hears_rows_and_figures(door) -> None:
    told = QAccessible.queryAccessibleInterface(door.page.list.list)
    rows = [told.child(number).text(QAccessible.Text.Name) for number in range(6)]
    assert rows[1].startswith("Participant 002, Not marked, Record: Not asked")
    assert door.page.room._figure.accessibleName() == "0 people in the room"
    assert door.page.room._bar.accessibleName() == "Not marked 6"
    door.type("003")
    told = QAccessible.queryAccessibleInterface(door.field)
    assert told.text(QAccessible.Text.Name) == "Who is at the door?"
    assert told.text(QAccessible.Text.Description) == "Enter marks Participant 003 present"


@pytest.mark.parametrize("language", ["en", "fr", "qps"])
def test_a_narrow_window_keeps_everything(open_door, language: str) -> None:
    door = open_door(size=(1000, 640), language=language)
    spans = door.page.list.list._rule.spans(door.page.list.list.width())
    assert spans.two_lines
    assert spans.name[1] >= 100, "a name before the heads of consents"
    inner = door.page._scroll.widget()
    assert inner.minimumSizeHint().width() <= door.page._scroll.viewport().width()
    assert door.page._scroll.verticalScrollBar().maximum() > 0
    door.press("F4")
    for _ in range(3):
        door.press("Down")
    figure = door.desk.focus
    top = figure.mapTo(door.page._scroll, figure.rect().topLeft()).y()
    assert 0 <= top <= door.page._scroll.height() - figure.height(), "the keyboard is seen"


def test_a_row_tells_everything_but_gender(open_door) -> None:
    door = open_door(1)
    person = door.page.do.roll.rows[0].person.id
    door.program.people.edit(person, gender="non_binary", organisation="Care Union")
    door.until(lambda: door.page.do.roll.rows[0].organisation == "Care Union")
    model = door.page.list.list.model_
    told = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert told == (
        "Participant 001, Care Union, Not marked, Record: Not asked, Share: Not asked, "
        "Photo: Not asked, Quote: Not asked, Contact: Not asked"
    )


@pytest.mark.parametrize("panel", ["", "consent", "details"])
def test_everything_that_takes_the_keyboard_has_a_name(door, panel: str) -> None:
    door.press("Down")
    if panel:
        getattr(door.page.panels, panel)()
        door.settle()
        assert door.page.panels.current is not None
    assert bare(door.page) == []


def bare(root: QWidget) -> list[str]:
    """What takes the focus and has no name or no role; a combo is named by its label."""
    found = []
    for widget in root.findChildren(QWidget):
        inner = widget.focusProxy() is not None or widget.objectName().startswith("qt_")
        if widget.focusPolicy() == Qt.FocusPolicy.NoFocus or inner or not widget.isVisible():
            continue
        told = QAccessible.queryAccessibleInterface(widget)
        named = bool(told.text(QAccessible.Text.Name).strip())
        if isinstance(widget, QComboBox):
            named = any(one.text(QAccessible.Text.Name) for one, _kind in told.relations())
        if not named or told.role() == QAccessible.Role.NoRole:
            found.append(f"{type(widget).__name__} {told.role()}")
    return found


@pytest.mark.parametrize(("percent", "language"), [(200, "en"), (100, "qps"), (150, "ar")])
def test_nothing_is_lost_in_large_text(make_desk, percent: int, language: str) -> None:
    desk = make_desk(language=language, percent=percent)
    page = desk.go("welcome", "R1")
    columns = page._columns
    assert columns.horizontalScrollBar().maximum() == 0
    spans = page.list.list._rule.spans(page.list.list.width())
    assert spans.name[1] >= 90 * page.kit.theme.factor
    assert spans.state[0] + spans.state[1] <= page.list.list.width()
    if percent >= 150:
        assert columns.stacked


def test_the_afternoon_begins_as_the_morning_was(open_door) -> None:
    door = open_door(4)
    people = door.program.people
    lines = people.lines(door.workshop, "1-am")
    for line, status in zip(lines, ("present", "present_remote", "absent", "present"), strict=True):
        people.mark(line.participation.id, "1-am", status)
    people.mark_time(lines[3].participation.id, "1-am", "11:00", left=True)
    door.page.do.read_whole()
    door.settle()
    assert not door.page.list.before.isHidden()
    door.press("Shift+F12")
    assert door.desk.message.startswith("2 people were here before (Morning) and have no mark now.")
    assert set(door.status().values()) == {""}, "nothing is written before the answer"
    door.press("Shift+F12")
    assert sorted(door.status().values()) == ["", "", "present", "present"]
    assert door.hint == "2 people are marked present"
    door.until(lambda: door.seen() == door.status())
    door.press("Shift+F12")
    assert door.desk.message.startswith("Everybody who was here before has a mark already.")
    door.press("Ctrl+Z")
    assert set(door.status().values()) == {""}, "one step"


def test_before_the_first_half_day_there_is_none(open_door) -> None:
    door = open_door(2)
    door.page.choose_slot("1-am")
    door.settle()
    assert door.slot == "1-am"
    assert door.page.list.before.isHidden()
    door.press("Shift+F12")
    assert door.desk.message.startswith("There is no half-day before this one.")
