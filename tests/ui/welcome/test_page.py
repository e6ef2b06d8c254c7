"""The door, worked by keyboard on a real workspace: find, mark, walk-ins, consent, refusal."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QMenu

from carefacilitator.model.document.sign_in_code import door_code
from carefacilitator.model.records.records import Attendance, Consent, Participation
from carefacilitator.services.people.usual_consent import PURPOSES as USUAL_CONSENT


@pytest.fixture
def door(open_door):
    return open_door()


def test_the_field_has_the_keyboard(door) -> None:
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


def test_it_is_shown_present_before_it_is_written(door) -> None:
    door.type("002")
    assert door.hint == "Enter marks Participant 002 present"
    door.page.list.act()
    assert door.seen()["Participant 002"] == "present"
    assert door.page.room._figure.text() == "1"
    assert door.hint == "Participant 002 is present"
    assert door.status()["Participant 002"] in ("", "present"), "the worker may be at it"
    door.settle()
    assert door.status()["Participant 002"] == "present"
    assert door.page.do.roll.find_person(door.page.list.row.person.id).arrived == "13:58"


def test_the_first_match_not_yet_present_is_highlighted(door) -> None:
    door.type("001")
    door.press("Enter")
    door.type("00")
    assert [row.person.name for row in door.page.list.list.model_.rows] == [
        *(f"Participant {number:03}" for number in (2, 3, 4, 5, 6)),
        "Participant 001",
    ], "who is here already comes last"
    assert door.page.list.row.person.name == "Participant 002"
    door.press("Down")
    assert door.hint == "Enter marks Participant 003 present"
    for _ in range(4):
        door.press("Down")
    assert door.hint == "Participant 001 is already present"
    door.press("Enter")
    assert door.field.text() == "00", "nothing happens and nothing is lost"


def test_one_already_present_can_still_be_chosen(door) -> None:
    for _ in range(2):
        door.type("001")
        door.press("Enter")
    assert door.hint == "Participant 001 is already present"
    assert door.field.text() == "001"
    door.press("F5")
    assert door.status()["Participant 001"] == "excused"


def test_rows_do_not_move_when_someone_is_marked(door) -> None:
    before = [row.person.name for row in door.page.do.roll.rows]
    door.type("004")
    door.press("Enter")
    assert [row.person.name for row in door.page.list.list.model_.rows] == before
    assert door.page.list.row.person.name == "Participant 004"


def test_a_walk_in_when_nobody_fits(door) -> None:
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


def test_ctrl_enter_writes_a_walk_in_though_somebody_fits(door) -> None:
    door.type("Participant 00")
    door.press("Ctrl+Enter")
    assert door.status()["Participant 00"] == "present"
    assert len(door.status()) == 7


def test_someone_of_an_earlier_workshop_is_brought(open_door) -> None:
    door = open_door(0, sample=True)
    door.show(door.program.workshops.find("W5").id)
    other = door.page.do.roll.elsewhere[0].person.name
    assert other not in door.seen()
    door.type(other)
    assert door.page.list.row.elsewhere
    assert door.hint == f"Enter brings {other} to this list"
    door.press("Enter")
    found = door.page.list.row
    assert (found.person.name, found.elsewhere, found.status) == (other, False, "present")


def test_what_could_not_be_written_comes_back(door, monkeypatch, expected_log) -> None:
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


def test_excused_absent_and_taken_away(door) -> None:
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


def test_the_usual_consent_leaves_what_was_answered(door) -> None:
    person = door.page.do.roll.rows[0].person.id
    door.program.people.consent(door.workshop, person, {"photo": "refused"})
    door.settle()
    door.type("001")
    door.press("F2")
    stored = {
        one.purpose: one.status for one in door.program.workspace.all(Consent, person_id=person)
    }
    assert stored == {**dict.fromkeys(USUAL_CONSENT, "given"), "photo": "refused"}
    assert door.field.text() == "001", "giving consent is not marking"
    assert door.hint.startswith("Participant 001: yes to Record, ")
    assert door.hint.endswith("(Oral, before a witness)")


def test_what_one_person_agreed_to_becomes_the_usual(door) -> None:
    person = door.page.do.roll.rows[0].person.id
    door.program.people.consent(door.workshop, person, {"store": "given", "quote": "given"})
    door.settle()
    door.type("001")
    door.press("F3")
    door.press("Shift+F2")
    assert door.program.people.usual_answers(door.workshop).purposes == ("store", "quote")
    door.press("Esc")
    door.press("Esc")
    door.type("002")
    door.press("F2")
    assert door.hint == "Participant 002: yes to Record, Quote (Oral, before a witness)"


def test_without_anybody_chosen_it_says_what_to_do(door) -> None:
    door.press("F5")
    assert door.hint == "Choose a person first: type, or use ↓"
    assert set(door.status().values()) == {""}


def test_a_person_who_does_not_want_to_be_stored_is_counted(door) -> None:
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


def test_taking_off_the_list_can_be_undone(door) -> None:
    door.type("004")
    door.press("Alt+Delete")
    door.until(lambda: "Participant 004" not in door.seen())
    door.press("Ctrl+Z")
    door.until(lambda: "Participant 004" in door.seen())


def test_esc_clears_and_never_leaves(door) -> None:
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


def test_typing_on_a_button_goes_into_the_field(door) -> None:
    door.page._rest.setFocus()
    door.type("0")
    assert door.desk.focus is door.field
    assert door.field.text() == "0"


def test_the_code_of_a_sign_in_sheet_finds_its_row(door) -> None:
    row = door.page.do.roll.rows[2]
    with door.program.workspace.change("person_edit") as change:
        change.set(Participation, row.participation_id, code="QX7")
    door.settle()
    door.type("qx7")
    assert door.page.list.row.person.name == row.person.name


def test_a_row_without_a_code_of_its_own_is_found_by_the_code_on_its_sheet(door) -> None:
    row = door.page.do.roll.rows[2]
    printed = door_code(door.program.workspace.get(Participation, row.participation_id))
    door.type(printed.lower())
    assert door.page.list.row.person.name == row.person.name


def test_an_empty_list_says_what_to_do(open_door) -> None:
    door = open_door(0)
    assert door.page.list._stack.currentIndex() == 1
    door.type("Participant 001")
    door.press("Enter")
    assert door.status() == {"Participant 001": "present"}
    assert door.page.list._stack.currentIndex() == 0


def test_what_another_page_changed_is_followed(door) -> None:
    person = door.page.do.roll.rows[0].person.id
    door.program.people.edit(person, name="Participant 900")
    door.until(lambda: "Participant 900" in door.seen())


def test_the_menu_has_every_act(door) -> None:
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


def test_a_slip_chooses_before_it_marks_and_writes_nobody_down(open_door) -> None:
    door = open_door(("Victoria Luna", "Rosa Vega"))
    door.type("vicotria")
    assert door.hint == "Enter chooses Victoria Luna; somebody new: Ctrl+Enter"
    door.press("Enter")
    assert door.status() == {"Victoria Luna": "", "Rosa Vega": ""}, "only chosen"
    door.press("Enter")
    assert door.status() == {"Victoria Luna": "present", "Rosa Vega": ""}
    door.type("vicotria")
    door.press("Ctrl+Return")
    assert len(door.status()) == 3, "somebody new is a walk-in when that is said"
