"""The door, worked by keyboard on a real workspace: find, mark, walk-ins, counts, everyone else."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QInputMethodEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QWidget

from carefacilitator.model import ids
from carefacilitator.model.records import Attendance, Consent, Participation, Person
from carefacilitator.services.people import USUAL_CONSENT


class Door:
    """A desk with the Welcome page of a workshop of its own, some people on its list."""

    def __init__(self, desk: Any, people: int, qtbot: Any) -> None:
        self.desk, self.program, self._bot = desk, desk.program, qtbot
        self.workshop = desk.program.workshops.create("Exchange on care", start="2022-09-22").id
        desk.program.workshops.edit(self.workshop, time_zone="America/Mexico_City")
        for title, minutes in (("Opening", 180), ("Lunch", 60), ("Afternoon", 180)):
            desk.program.agenda.add(self.workshop, title, minutes)
        with desk.program.workspace.change("person_bring", people) as change:
            for number in range(1, people + 1):
                person = Person(id=desk.program.workspace.new_id(), name=f"Participant {number:03}")
                change.put(person)
                change.put(
                    Participation(
                        id=ids.participation_id(self.workshop, person.id),
                        workshop_id=self.workshop,
                        person_id=person.id,
                        role="participant",
                    )
                )
        desk.frame.go("welcome", self.workshop)
        self.page = desk.page
        self.settle()

    def settle(self) -> None:
        """Wait until nothing is being written, read or waited for."""
        tasks = self.desk.window.tasks
        for _ in range(2):
            self._bot.waitUntil(
                lambda: not tasks.left and not self.page._timer.isActive(), timeout=20_000
            )
            self.desk.app.processEvents()

    def press(self, keys: str) -> None:
        combination = QKeySequence(keys.replace("Enter", "Return"))[0]
        target = QApplication.focusWidget() or self.desk.frame
        self._bot.keyClick(target, combination.key(), combination.keyboardModifiers())
        self.settle()

    def type(self, text: str) -> None:
        self.desk.type(text)

    def until(self, true: Callable[[], bool]) -> None:
        self._bot.waitUntil(true, timeout=10_000)

    @property
    def field(self) -> Any:
        return self.page.list.field.edit

    @property
    def hint(self) -> str:
        return self.page.list.field.hint.accessibleName()

    @property
    def slot(self) -> str:
        return self.page.slot

    def status(self) -> dict[str, str]:
        """What is stored, by name."""
        lines = self.program.people.lines(self.workshop, self.slot)
        return {line.person.name: line.status for line in lines}

    def seen(self) -> dict[str, str]:
        """What is shown, by name."""
        return {row.person.name: row.status for row in self.page.roll.rows}


@pytest.fixture
def open_door(make_desk, qtbot):
    def made(people: int = 6, **wishes: Any) -> Door:
        return Door(make_desk(sample=False, **wishes), people, qtbot)

    return made


@pytest.fixture
def door(open_door) -> Door:
    return open_door()


def test_the_field_has_the_keyboard(door: Door) -> None:
    assert door.desk.focus is door.field
    assert door.field.text() == ""
    assert door.page.list.row is None
    assert door.hint == ""


def test_forty_known_people_by_keyboard(open_door) -> None:
    door = open_door(40)
    for number in range(1, 41):
        door.type(f"{number:03}")
        door.press("Enter")
        assert door.field.text() == "", "the field waits for the next person"
        assert door.desk.focus is door.field
    assert set(door.status().values()) == {"present"}
    assert door.page.room.accessibleName() == "In the room"
    assert door.page.room._figure.text() == "40"
    assert door.page.room._named.text() == "40 named"


def test_it_is_shown_present_before_it_is_written(door: Door) -> None:
    door.type("002")
    assert door.hint == "Enter marks Participant 002 present"
    door.page.list.act()
    assert door.seen()["Participant 002"] == "present"
    assert door.page.room._figure.text() == "1"
    assert door.hint == "Participant 002 is present"
    assert door.status()["Participant 002"] in ("", "present"), "the worker may be at it"
    door.settle()
    assert door.status()["Participant 002"] == "present"
    assert door.page.roll.find_person(door.page.list.row.person.id).arrived == "13:58"


def test_the_first_match_not_yet_present_is_highlighted(door: Door) -> None:
    door.type("001")
    door.press("Enter")
    door.type("00")
    assert [row.person.name for row in door.page.list.list.model_.rows][:2] == [
        "Participant 001",
        "Participant 002",
    ]
    assert door.page.list.row.person.name == "Participant 002"
    door.press("Down")
    assert door.hint == "Enter marks Participant 003 present"
    door.press("Up")
    door.press("Up")
    assert door.hint == "Participant 001 is already present"
    door.press("Enter")
    assert door.field.text() == "00", "nothing happens and nothing is lost"


def test_one_already_present_can_still_be_chosen(door: Door) -> None:
    for _ in range(2):
        door.type("001")
        door.press("Enter")
    assert door.hint == "Participant 001 is already present"
    assert door.field.text() == "001"
    door.press("F5")
    assert door.status()["Participant 001"] == "excused"


def test_rows_do_not_move_when_someone_is_marked(door: Door) -> None:
    before = [row.person.name for row in door.page.roll.rows]
    door.type("004")
    door.press("Enter")
    assert [row.person.name for row in door.page.list.list.model_.rows] == before
    assert door.page.list.row.person.name == "Participant 004"


def test_a_walk_in_when_nobody_fits(door: Door) -> None:
    door.type("Participant 070, Care Union")
    assert door.hint == "Enter writes Participant 070 down as a walk-in"
    door.press("Enter")
    line = next(
        one
        for one in door.program.people.lines(door.workshop, door.slot)
        if one.person.name == "Participant 070"
    )
    assert (line.organisation, line.status, line.participation.walk_in) == (
        "Care Union",
        "present",
        True,
    )
    assert line.consents == {}, "nothing is assumed about consent"
    assert door.field.text() == ""
    assert door.hint == "Participant 070 is on the list and present"
    door.press("F2")
    assert door.page.list.row.consents["store"] == "given", "she can be asked at once"


def test_ctrl_enter_writes_a_walk_in_though_somebody_fits(door: Door) -> None:
    door.type("Participant 00")
    door.press("Ctrl+Enter")
    assert door.status()["Participant 00"] == "present"
    assert len(door.status()) == 7


def test_someone_of_an_earlier_workshop_is_brought(make_desk) -> None:
    desk = make_desk()
    page = desk.go("welcome", "W5")
    known = {row.person.name for row in page.roll.rows}
    other = next(row.person.name for row in page.roll.elsewhere if row.person.name not in known)
    desk.type(other)
    assert page.list.row.elsewhere
    desk.press("Enter")
    found = page.list.row
    assert (found.person.name, found.elsewhere, found.status) == (other, False, "present")


def test_what_could_not_be_written_comes_back(door: Door, monkeypatch, expected_log) -> None:
    from carefacilitator.errors import DiskFull

    expected_log("failure")

    def full(*_arguments: object) -> None:
        raise DiskFull()

    monkeypatch.setattr(door.program.people, "walk_in", full)
    door.type("Participant 070, Union")
    door.press("Enter")
    assert door.field.text() == "Participant 070, Union"
    assert door.desk.message != ""
    monkeypatch.setattr(door.program.people, "mark", full)
    door.field.clear()
    door.type("001")
    door.press("Enter")
    assert door.seen()["Participant 001"] == "", "a mark that was refused is not shown as given"


def test_excused_absent_and_taken_away(door: Door) -> None:
    for text, key in (("001", "F5"), ("002", "F6"), ("003", "F6"), ("003", "F7")):
        door.type(text)
        door.press(key)
    assert door.status() == {
        "Participant 001": "excused",
        "Participant 002": "absent",
        "Participant 003": "",
        "Participant 004": "",
        "Participant 005": "",
        "Participant 006": "",
    }
    assert door.hint == "Participant 003: Not marked"


def test_everyone_else_is_absent_after_asking(door: Door) -> None:
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
    door.until(lambda: door.seen() == door.status())


def test_enter_answers_the_question_and_typing_puts_it_away(door: Door) -> None:
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


def test_the_usual_consent_leaves_what_was_answered(door: Door) -> None:
    person = door.page.roll.rows[0].person.id
    door.program.people.consent(door.workshop, person, {"photo": "refused"})
    door.settle()
    door.type("001")
    door.press("F2")
    stored = {
        one.purpose: one.status for one in door.program.workspace.all(Consent, person_id=person)
    }
    assert stored == {**dict.fromkeys(USUAL_CONSENT, "given"), "photo": "refused"}
    assert door.field.text() == "001", "giving consent is not marking"
    assert door.hint == "Participant 001: usual consent"


def test_without_anybody_chosen_it_says_what_to_do(door: Door) -> None:
    door.press("F5")
    assert door.hint == "Choose a person first: type, or use ↓"
    assert set(door.status().values()) == {""}


def test_a_person_who_does_not_want_to_be_stored_is_counted(door: Door) -> None:
    door.type("004")
    door.press("F9")
    assert "cannot be undone" in door.desk.message
    door.press("Enter")
    assert "Participant 004" in door.status(), "Enter never answers what cannot be undone"
    door.type("004")
    door.press("F9")
    door.press("F9")
    assert "Participant 004" not in door.status()
    assert door.program.people.heads(door.workshop, door.slot) == {"not_stored": 1}
    door.until(lambda: "Asked not to be stored: 1" in door.page.heads._others.text())


def test_taking_off_the_list_can_be_undone(door: Door) -> None:
    door.type("004")
    door.press("Alt+Delete")
    door.until(lambda: "Participant 004" not in door.seen())
    door.press("Ctrl+Z")
    door.until(lambda: "Participant 004" in door.seen())


def test_heads_are_counted_by_keyboard(door: Door) -> None:
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
    assert {row.person.name for row in door.page.roll.rows} == set(door.status())


def test_half_days_have_marks_of_their_own(door: Door) -> None:
    assert door.page.slots == ("1-am", "1-pm")
    assert door.slot == "1-pm", "it is 13:58 where the workshop is held"
    door.type("001")
    door.press("Enter")
    door.press("Alt+Left")
    assert door.slot == "1-am"
    assert set(door.seen().values()) == {""}
    assert door.desk.focus is door.field
    door.press("Alt+Right")
    assert door.seen()["Participant 001"] == "present"


def test_esc_clears_and_never_leaves(door: Door) -> None:
    door.type("001")
    door.press("Esc")
    assert door.field.text() == ""
    assert len(door.page.list.list.model_.rows) == 6
    door.press("Esc")
    assert door.desk.frame.place.page == "welcome"


def test_arabic_is_typed_through_an_input_method(open_door) -> None:
    door = open_door(0, language="ar")
    event = QInputMethodEvent()
    event.setCommitString("أمينة العلمي، الاتحاد")
    QApplication.sendEvent(door.field, event)
    door.press("Enter")
    assert door.status() == {"أمينة العلمي": "present"}
    again = QInputMethodEvent()
    again.setCommitString("امينه")
    QApplication.sendEvent(door.field, again)
    assert [row.person.name for row in door.page.list.list.model_.rows] == ["أمينة العلمي"]
    assert door.page.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_an_empty_list_says_what_to_do(open_door) -> None:
    door = open_door(0)
    assert door.page.list._stack.currentIndex() == 1
    door.type("Participant 001")
    door.press("Enter")
    assert door.status() == {"Participant 001": "present"}
    assert door.page.list._stack.currentIndex() == 0


def test_what_another_page_changed_is_followed(door: Door) -> None:
    person = door.page.roll.rows[0].person.id
    door.program.people.edit(person, name="Participant 900")
    door.until(lambda: "Participant 900" in door.seen())


def test_the_menu_has_every_act(door: Door) -> None:
    door.type("002")
    door.page.list.field.wished_menu.emit()
    menu = door.page.findChild(QMenu)
    assert menu is not None
    assert menu.accessibleName() == "Participant 002"
    words = [action.text().partition("\t")[0] for action in menu.actions() if action.text()]
    assert words[:5] == ["Present", "Present online", "Present in part", "Excused", "Absent"]
    next(a for a in menu.actions() if a.text() == "Present online").trigger()
    menu.close()
    door.settle()
    assert door.status()["Participant 002"] == "present_remote"
    marks = door.program.workspace.all(Attendance, workshop_id=door.workshop)
    assert [one.status for one in marks] == ["present_remote"]


def test_a_row_tells_everything_but_gender(open_door) -> None:
    door = open_door(1)
    person = door.page.roll.rows[0].person.id
    door.program.people.edit(person, gender="non_binary", organisation="Care Union")
    door.until(lambda: door.page.roll.rows[0].organisation == "Care Union")
    model = door.page.list.list.model_
    told = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert told == (
        "Participant 001, Care Union, Not marked, Record: Not asked, Share: Not asked, "
        "Photo: Not asked, Quote: Not asked, Contact: Not asked"
    )


@pytest.mark.parametrize("panel", ["", "consent", "details"])
def test_everything_that_takes_the_keyboard_has_a_name(door: Door, panel: str) -> None:
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
