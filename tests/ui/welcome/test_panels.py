"""Consent, details, pairs and lists of people, opened in the Welcome page of a real workspace."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from carefacilitator.model.records.records import Consent, Organisation, Person, SameAs
from carefacilitator.ui.welcome.consent_panel import ConsentPanel
from carefacilitator.ui.welcome.duplicates_panel import SamePanel
from carefacilitator.ui.welcome.import_panel import ImportPanel, figures_told
from carefacilitator.ui.welcome.person_panel import PersonPanel
from carefacilitator.ui.widgets.buttons import Button
from carefacilitator.ui.widgets.choices import RadioChip


def words_in(widget: Any) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


# consent --------------------------------------------------------------------------------------


def test_consent_is_answered_by_figures(open_door) -> None:
    door = open_door(("Participant 001, Care Union",))
    door.type("001")
    door.press("F3")
    panel = door.panel
    assert isinstance(panel, ConsentPanel)
    assert isinstance(door.desk.focus, RadioChip)
    for figure in ("1", "2", "1"):
        door.press(figure)
    assert door.consents() == {
        "store": ("given", "oral_witness", "en"),
        "share_secretariat": ("refused", "oral_witness", "en"),
        "list_in_report": ("given", "oral_witness", "en"),
    }
    door.press("Esc")
    assert door.panel is None
    assert door.desk.focus is door.page.list.field.edit
    assert door.page.do.roll.rows[0].consents["share_secretariat"] == "refused"


def test_the_questions_come_in_the_persons_language(open_door) -> None:
    door = open_door(("Participant 001",))
    door.program.people.edit(door.page.do.roll.rows[0].person.id, language="ar")
    door.settle()
    door.type("001")
    door.press("F3")
    panel = door.panel
    assert panel.language == "ar"
    assert "يمكن حفظ بياناتي على هذا الجهاز" in words_in(panel)
    assert "My data may be stored on this device" in words_in(panel), "for the facilitator"
    assert "الجهة المسؤولة عن البيانات" in words_in(panel.notice)
    panel._language.set_value("pt")
    panel._language.changed.emit("pt")
    door.press("1")
    assert door.consents()["store"] == ("given", "oral_witness", "pt")


def test_withdrawal_keeps_the_day_it_was_given(open_door) -> None:
    door = open_door(("Participant 001",))
    door.type("001")
    door.press("F2")
    door.press("F3")
    panel = door.panel
    row = panel._rows["photo"]
    assert row._withdraw.isVisible()
    row._withdraw.click()
    door.settle()
    stored = next(one for one in door.program.workspace.all(Consent) if one.purpose == "photo")
    assert (stored.status, stored.given_on, stored.withdrawn_on) == (
        "withdrawn",
        "2022-09-22",
        "2022-09-22",
    )
    assert "Withdrawn on 22 Sept 2022" in words_in(row)
    chosen = [one.option.key for one in row.findChildren(RadioChip) if one.isChecked()]
    assert chosen[-1:] == ["withdrawn"]
    door.press("Ctrl+Z")
    assert "Agreed on" in words_in(row), "undo is seen in the open panel"


def test_another_way_of_saying_it_concerns_every_answer(open_door) -> None:
    door = open_door(("Participant 001",))
    door.type("001")
    door.press("F3")
    door.press("1")
    panel = door.panel
    for way in ("written", "spoken"):
        panel._method.set_value(way)
        panel._method.changed.emit(way)
        door.settle()
        assert door.consents()["store"][1] == way
    assert "Spoken, without a witness" in words_in(panel._rows["store"])


def test_the_notice_says_nothing_that_is_not_known(open_door) -> None:
    door = open_door(("Participant 001",))
    door.program.workshops.add_role(door.workshop, "Care Union", "lead")
    door.program.workshops.add_role(door.workshop, "Another", "host")
    door.type("001")
    door.press("F3")
    told = words_in(door.panel.notice)
    assert "Care Union" in told
    assert "Another" not in told
    assert "Taking part does not depend on it" in told


# details --------------------------------------------------------------------------------------


def test_details_are_saved_while_they_are_typed(open_door) -> None:
    door = open_door(("Participant 001, Care Union",))
    door.type("001")
    door.press("F8")
    panel = door.panel
    assert isinstance(panel, PersonPanel)
    panel.fields["email"].edit.setFocus()
    door.desk.type("p001@example.org")
    panel.organisation.edit.setFocus()
    panel.organisation.edit.selectAll()
    door.desk.type("Ministry A")
    assert len(door.program.workspace.all(Organisation)) == 1, "half a name is no organisation"
    door.press("Esc")
    person = door.program.workspace.all(Person)[0]
    assert person.email == "p001@example.org"
    assert door.program.workspace.get(Organisation, person.organisation_id).name == "Ministry A"
    assert sorted(one.name for one in door.program.workspace.all(Organisation)) == [
        "Care Union",
        "Ministry A",
    ]
    assert door.page.do.roll.rows[0].organisation == "Ministry A"


def test_a_person_is_never_left_without_a_name(open_door) -> None:
    door = open_door(("Participant 001",))
    door.type("001")
    door.press("F8")
    edit = door.panel.fields["name"].edit
    edit.selectAll()
    door.press("Backspace")
    door.press("Esc")
    assert door.names() == ["Participant 001"]


def test_details_follow_the_row_that_is_clicked(open_door) -> None:
    door = open_door(("Participant 001", "Participant 002"))
    door.type("001")
    door.press("F8")
    door.page.list.field.empty()
    door.settle()
    assert door.panel is None, "typing at the door closes them"
    door.page.list.list.picked.emit(0)
    door.press("F8")
    door.page.list.list.picked.emit(1)
    panel = door.panel
    assert isinstance(panel, PersonPanel)
    assert panel.fields["name"].text() == "Participant 002"


# pairs ----------------------------------------------------------------------------------------


def test_pairs_are_reviewed_never_merged_silently(open_door) -> None:
    door = open_door(("Participant 001, A", "participant  001, B", "Participant 003"))
    assert door.page.list._same.isVisible()
    assert door.page.list._same.word == "1 pair may be one person"
    assert len(door.names()) == 3
    door.press("Ctrl+D")
    panel = door.panel
    assert isinstance(panel, SamePanel)
    assert "The same name, spelled alike" in words_in(panel)
    two = [b for b in panel.findChildren(Button) if b.word == "Two people"]
    two[0].click()
    door.settle()
    stored = door.program.workspace.all(SameAs)
    assert [one.same for one in stored] == [False]
    door.until(lambda: door.panel is None)
    assert not door.page.list._same.isVisible()
    door.press("Ctrl+Z")
    door.until(lambda: door.page.list._same.isVisible())


@pytest.mark.parametrize("hidden", [(), ("email", "phone")])
def test_pairs_show_no_address_where_addresses_are_not_asked(open_door, hidden) -> None:
    door = open_door(("Participant 001, A", "P. 009, B"))
    for line in door.program.people.lines(door.workshop, door.slot):
        known = {"email": "p1@example.org", "phone": "+34 600 111 222"}
        door.program.people.edit(line.person.id, **known)
    door.program.workshops.edit(door.workshop, hidden_fields=hidden)
    door.settle()
    door.press("Ctrl+D")
    told = words_in(door.panel)
    assert "The same e-mail address" in told, "why they may be one is told without the value"
    assert ("p1@example.org" in told, "600 111 222" in told) == (not hidden, not hidden)


# lists of people ------------------------------------------------------------------------------

SHEET = (
    "Name,Organisation,E-mail,GPS,I agree that my data are stored,Favourite colour\n"
    'Participant 001,Care Union,p1@example.org,"19.43, -99.13",Yes,blue\n'
    'Participant 002,Care Union,p2@example.org,"19.43, -99.14",Yes,red\n'
    'Participant 003,,p3@example.org,"19.43, -99.15",No,\n'
    ',,p4@example.org,"19.43, -99.16",Yes,\n'
)


def test_a_list_is_rehearsed_then_taken_in_as_one_step(open_door, tmp_path) -> None:
    door = open_door(("Participant 001, Care Union",))
    path = tmp_path / "people.csv"
    path.write_text(SHEET, encoding="utf-8")
    panel = door.take(path)
    assert door.names() == ["Participant 001"], "nothing is written yet"
    assert figures_told(panel.kit, panel._seen.brought) == (
        "1 new, 1 counted only, 1 updated, 0 unchanged, 1 refused "
        "(Row 5 has no name, so nobody is added for it.)"
    )
    told = words_in(panel.figures)
    assert "GPS: Places on the map are not taken unless you choose to." in told
    assert "Nothing is written yet." in told
    assert panel._table.choice(5) is None, "what is not known stays folded"
    assert "Favourite colour" in words_in(panel), "and is named"
    assert door.desk.focus is panel.figures.take
    door.press("Ctrl+Enter")
    assert door.names() == ["Participant 001", "Participant 002"]
    assert door.program.people.heads(door.workshop, "1-am") == {}
    assert door.program.people.invited_unstored(door.workshop) == 1
    assert door.panel is None
    assert "3 people were taken in from people.csv." in door.desk.message
    assert "1 row was refused." in door.desk.message
    door.press("Ctrl+Z")
    assert door.names() == ["Participant 001"]
    assert door.program.people.invited_unstored(door.workshop) == 0


def test_the_same_file_again_changes_nothing(open_door, tmp_path) -> None:
    door = open_door(("Participant 001, Care Union",))
    path = tmp_path / "people.csv"
    path.write_text(SHEET, encoding="utf-8")
    door.take(path)
    door.press("Ctrl+Enter")
    before = door.program.history.next_undo()
    panel = door.take(path)
    assert panel._seen.brought.added == panel._seen.brought.updated == 0
    door.panel.take()
    door.settle()
    after = door.program.history.next_undo()
    assert (before.id, before.label) == (after.id, after.label)


def test_a_column_can_be_taken_for_something_else(open_door, tmp_path) -> None:
    door = open_door(())
    path = tmp_path / "people.csv"
    path.write_text("Name,Team\nParticipant 001,Blue\nParticipant 002,Red\n", encoding="utf-8")
    panel = door.take(path)
    panel._table.chosen.emit(1, "organization")
    door.settle()
    assert panel._seen.mapping.as_dict() == {"Name": "name", "Team": "organization"}
    panel.take()
    door.settle()
    assert [row.organisation for row in door.page.do.roll.rows] == ["Blue", "Red"]


def test_without_a_column_of_names_it_asks(open_door, tmp_path) -> None:
    door = open_door(())
    path = tmp_path / "people.csv"
    path.write_text("Quién,Correo\nParticipant 001,p1@example.org\n", encoding="utf-8")
    panel = door.take(path)
    assert panel._strip.isVisible()
    assert not panel.figures.take.isEnabled()
    assert panel._table.choice(0) is not None, "every column is offered"
    assert panel._seen.mapping.as_dict() == {"Correo": "email"}, "the others are still recognised"
    panel._table.choice(0).set_value("name")
    panel._table.chosen.emit(0, "name")
    door.settle()
    assert not panel._strip.isVisible()
    door.press("Ctrl+Enter")
    assert door.names() == ["Participant 001"]


def test_a_picture_is_refused_in_words(open_door, tmp_path) -> None:
    door = open_door(())
    path = tmp_path / "people.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    assert door.page.take_files([str(path)])
    door.settle()
    assert door.panel is None
    assert door.desk.message != ""
    assert door.names() == []
    assert not door.page.take_files([str(tmp_path / "workshop.bundle")]), "not a list of people"


def test_the_real_forms_are_understood(open_door, inputs) -> None:
    door = open_door(())
    for name, new in (("forms_en_utf8.csv", 9), ("forms_fr_utf8.csv", 9)):
        panel = door.take(inputs / "12_synthetic_attendance" / name)
        assert panel._seen.brought.added + panel._seen.brought.updated >= new
        assert panel._seen.brought.counted == 1
        door.press("Esc")
    assert door.names() == []


def test_a_file_is_chosen_in_a_dialog(open_door, tmp_path, monkeypatch) -> None:
    door = open_door(())
    path = tmp_path / "people.csv"
    path.write_text("Name\nParticipant 001\n", encoding="utf-8")
    opened: list[QFileDialog] = []
    monkeypatch.setattr(QFileDialog, "open", lambda self: opened.append(self))
    door.press("Ctrl+I")
    assert "*.xlsx" in opened[0].nameFilters()[0]
    opened[0].fileSelected.emit(str(path))
    door.settle()
    assert isinstance(door.panel, ImportPanel)
    opened[0].deleteLater()


def test_rows_of_this_workshop_only(open_door, inputs) -> None:
    door = open_door(())
    door.program.workshops.edit(door.workshop, code="W4")
    door.settle()
    panel = door.take(inputs / "14_scenario" / "scenario_attendance.csv")
    assert panel._seen.event == "W4"
    assert panel._events.isVisible()
    whole = sum(panel._seen.events.values())
    brought = panel._seen.brought
    assert 0 < brought.added + brought.counted + brought.updated < whole


@pytest.mark.parametrize("language", ["en", "qps"])
def test_every_panel_has_names_and_room(open_door, tmp_path, language: str) -> None:
    door = open_door(("Participant 001", "participant 001"), language=language)
    path = tmp_path / "people.csv"
    path.write_text(SHEET, encoding="utf-8")
    for open_panel in (
        door.page.panels.same,
        lambda: door.page.panels.look_at(path),
        door.page.panels.consent,
        door.page.panels.details,
    ):
        door.page.panels.close()
        door.page.list.list.highlight(0)
        open_panel()
        door.settle()
        panel = door.panel
        assert panel is not None
        assert panel.accessibleName()
        for button in panel.findChildren(Button):
            assert button.accessibleName(), button
            assert button.width() >= button.minimumSizeHint().width()
        assert door.page._columns.horizontalScrollBar().maximum() == 0
    assert door.page.layoutDirection() == (
        Qt.LayoutDirection.RightToLeft if language == "qps" else Qt.LayoutDirection.LeftToRight
    )
