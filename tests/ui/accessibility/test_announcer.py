"""What a reader hears of changes that the keyboard did not make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QWidget

from carefacilitator.errors import DiskFull
from carefacilitator.ui.accessibility import announcer
from carefacilitator.ui.accessibility.announcer import Notice, announce
from carefacilitator.ui.accessibility.roles import install_roles
from carefacilitator.ui.runtime.autosave import SaveState, SaveStatus
from carefacilitator.ui.shell.status_bar import KeyLine
from carefacilitator.ui.widgets.message_bar import MessageBar

AT = dt.datetime(2026, 3, 4, 14, 32)


@pytest.fixture(autouse=True)
def listening(qapp) -> Iterator[None]:
    """A screen reader runs."""
    before = QAccessible.isActive()
    QAccessible.setActive(True)
    install_roles()
    yield
    QAccessible.setActive(before)


@pytest.fixture
def window(qtbot, fonts) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def heard(window: QWidget) -> list[str]:
    """The notifications of a window, in their order."""
    return [one.accessibleName() for one in window.findChildren(Notice) if one.isVisible()]


def test_a_notification_comes_into_sight_with_its_words(window: QWidget) -> None:
    inner = QWidget(window)
    announce(inner, "Kept.")
    announce(inner, "")
    announce(inner, "\u2068Undone\u2069")
    assert heard(window) == ["Kept.", "Undone"]
    first = QAccessible.queryAccessibleInterface(window.findChildren(Notice)[0])
    assert first.role() == QAccessible.Role.Notification
    assert not first.state().invisible


def test_notifications_go_and_never_take_the_keyboard(window: QWidget, qtbot, monkeypatch) -> None:
    monkeypatch.setattr(announcer, "_STAYS_MS", 1)
    announce(window, "Kept.")
    qtbot.waitUntil(lambda: not window.findChildren(Notice))
    assert window.focusWidget() is None


def test_nothing_is_said_where_nobody_listens(window: QWidget) -> None:
    QAccessible.setActive(False)
    announce(window, "Kept.")
    assert heard(window) == []


def test_a_hidden_window_is_silent(qtbot, fonts) -> None:
    hidden = QWidget()
    qtbot.addWidget(hidden)
    announce(hidden, "Kept.")
    assert hidden.findChildren(Notice) == []


def test_a_message_is_said_when_it_comes(window: QWidget, kit) -> None:
    bar = MessageBar(kit)
    bar.setParent(window)
    bar.tell("error", "The stick is full.", "Nothing is lost.", "Make room.")
    assert heard(window) == ["The stick is full. Nothing is lost. Make room."]


def test_saving_is_said_once_and_not_saving_each_time(window: QWidget, kit) -> None:
    line = KeyLine(kit)
    line.setParent(window)
    saving, saved = SaveState(SaveStatus.SAVING), SaveState(SaveStatus.SAVED, AT)
    failed = SaveState(SaveStatus.FAILED, AT, DiskFull(place="disk"))
    for state in (saving, saved, saving, saved, saving, failed, saving, failed, saving, saved):
        line.show_state(state)
    said = heard(window)
    assert [one.split(":")[0] for one in said] == ["Saved 14", "Not saved", "Saved 14"]


def test_what_was_undone_stands_where_saving_is_told(window: QWidget, kit, qtbot) -> None:
    line = KeyLine(kit)
    line.setParent(window)
    line.show_state(SaveState(SaveStatus.SAVED, AT))
    line.tell("Undone: add note")
    assert line.save_mark.words() == "Undone: add note"
    line.show_state(SaveState(SaveStatus.SAVED, AT))
    assert line.save_mark.words() == "Undone: add note"
    line._passing.timeout.emit()
    assert line.save_mark.words() == "Saved 14:32"
    line.tell("Undone: add note")
    line.show_state(SaveState(SaveStatus.FAILED, AT, DiskFull(place="disk")))
    assert line.save_mark.words().startswith("Not saved")
    line.tell("Undone: add note")
    assert line.save_mark.words().startswith("Not saved"), "what is not saved must stay in sight"
    assert heard(window).count("Undone: add note") == 3


@pytest.mark.parametrize("way", [("home", "plan"), ("plan", "facilitate"), ("welcome", "harvest")])
def test_the_keyboard_goes_straight_to_its_place_on_the_next_page(desk, way) -> None:
    """A reader begins each control that has the keyboard for a moment."""
    before, after = way
    desk.go(before, "W1" if before != "home" else "")
    visited: list[QWidget] = []
    desk.app.focusChanged.connect(lambda _old, new: visited.append(new))
    page = desk.go(after, "W1")
    met = [one for one in visited if one is not None]
    assert met
    assert [one for one in met if not (one is page or page.isAncestorOf(one))] == []
    assert desk.focus.isVisible()


def test_the_page_and_what_is_undone_are_said(desk) -> None:
    desk.go("facilitate", "W1")
    desk.go("harvest", "W1")
    assert heard(desk.frame)[-1] == "Harvest"
    desk.go("plan", "W1")
    desk.program.agenda.add(desk.frame.place.workshop_id, "Rest", 10)
    desk.settle()
    desk.frame.undo()
    desk.until(lambda: heard(desk.frame)[-1].startswith("Undone: "))
    assert desk.frame.key_line.save_mark.words().startswith("Undone: ")


def test_what_a_choice_makes_of_a_paper_is_said_and_nothing_else_of_it(desk) -> None:
    page = desk.go("share", "W4")
    about = "Summary, first page"
    assert [one for one in heard(desk.frame) if one.startswith(about)] == []
    desk.program.workshops.edit(page.workshop_id, title="Another title")
    desk.settle()
    assert [one for one in heard(desk.frame) if one.startswith(about)] == []
    page.paper.choices.choose_language("es")
    desk.settle()
    (said,) = [one for one in heard(desk.frame) if one.startswith(about)]
    assert "Español" in said
    assert "page" in said.removeprefix(about)
