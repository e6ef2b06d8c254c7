"""Consent taken back, what is asked in private, and what is not asked here at all."""

from __future__ import annotations

import hashlib

from carefacilitator.i18n import LANGUAGES
from carefacilitator.i18n import words as words_of
from carefacilitator.model.records import hidden_questions
from carefacilitator.model.records.records import Person
from carefacilitator.model.records.vocabulary import vocabulary
from carefacilitator.services.people.consents import NOTICE_VERSION
from carefacilitator.ui.welcome.consent_notice import notice_text
from carefacilitator.ui.welcome.sensitive_questions import AskingPanel, PrivatePanel
from carefacilitator.ui.widgets.controls import Label


def test_a_yes_taken_back_says_what_happens_then(open_door) -> None:
    door = open_door(1)
    door.press("Down")
    door.press("F2")
    door.press("F3")
    door.press("Down")
    door.press("4")
    assert door.consents()["share_secretariat"][0] == "withdrawn"
    assert "Nothing of Participant 001 leaves for the secretariat" in door.desk.message
    assert "asks it to forget" in door.desk.message
    door.press("4")
    assert door.consents()["share_secretariat"][0] == "withdrawn", "nothing more to take back"


def test_taking_back_storage_offers_to_erase_and_does_not_by_itself(open_door) -> None:
    door = open_door(2)
    door.press("Down")
    door.press("F2")
    door.press("F3")
    door.press("4")
    assert door.consents()["store"][0] == "withdrawn"
    assert "Erase it now?" in door.desk.message
    assert door.names() == ["Participant 001", "Participant 002"], "nothing is erased by that alone"
    door.press("F9")
    door.until(lambda: door.names() == ["Participant 002"])
    door.settle()
    assert door.panel is None
    assert not any(one.name == "Participant 001" for one in door.program.workspace.all(Person))
    assert door.program.people.heads(door.workshop, door.slot) == {"not_stored": 1}
    assert door.program.finding.search("Participant 001") == []


def test_private_answers_are_kept_and_nothing_is_required(open_door) -> None:
    door = open_door(1)
    door.press("Down")
    door.press("Shift+F8")
    panel = door.panel
    assert isinstance(panel, PrivatePanel)
    assert not panel._fields["gender_text"].isVisible()
    for name, key in (("gender", "self_described"), ("age_band", "a60"), ("seeing", "some")):
        panel._choices[name].set_value(key)
        panel._choices[name].changed.emit(key)
        door.settle()
    assert panel._fields["gender_text"].isVisible()
    panel._fields["gender_text"].edit.setFocus()
    door.type("muxe")
    door.desk.stored()
    (person,) = door.program.workspace.all(Person)
    assert (person.gender, person.gender_text) == ("self_described", "muxe")
    assert (person.age_band, person.seeing) == ("a60", "some")
    panel._choices["gender"].set_value("prefer_not_to_say")
    panel._choices["gender"].changed.emit("prefer_not_to_say")
    door.settle()
    assert door.program.workspace.all(Person)[0].gender_text == ""


def test_questions_come_in_the_language_of_who_is_asked(open_door) -> None:
    door = open_door(1)
    (person,) = door.program.workspace.all(Person)
    door.program.people.edit(person.id, language="es")
    door.settle()
    door.press("Down")
    door.press("Shift+F8")
    asked = [label.text() for label in door.panel.findChildren(Label)]
    assert vocabulary().label("attendance_field", "gender", "es") in asked


def test_what_is_not_asked_leaves_no_trace(open_door) -> None:
    door = open_door(1)
    door.press("Alt+Q")
    panel = door.panel
    assert isinstance(panel, AskingPanel)
    for question in ("gender", "age_band", "difficulties", "phone"):
        panel.chips.toggle(question)
        door.settle()
    door.press("Esc")
    door.until(lambda: not door.page.heads._steppers["woman"].isVisible())
    assert door.page.heads._steppers["not_recorded"].isVisible()
    door.press("F4")
    assert door.desk.focus.property("group") == "not_recorded"
    door.press("Esc")
    door.press("Down")
    door.press("Shift+F8")
    assert set(door.panel._choices) == set()
    assert set(door.panel._fields) == {"access_needs", "care_needs"}
    door.press("Esc")
    door.press("F8")
    assert "phone" not in door.panel.fields
    assert "email" in door.panel.fields
    door.press("Esc")
    door.press("F3")
    assert "sensitive_data" not in door.panel._rows
    door.press("F2")
    assert "sensitive_data" not in door.consents()
    assert door.consents()["store"][0] == "given"
    door.press("Ctrl+Z")
    door.press("Esc")
    door.press("Alt+Q")
    door.panel.chips.toggle("gender")
    door.settle()
    assert "gender" in hidden_questions.asked(door.program.workshops.find(door.workshop))


def test_earlier_answers_to_what_is_hidden_are_removed_and_brought_back(open_door) -> None:
    door = open_door(2)
    person = door.program.workspace.all(Person)[0]
    door.program.people.edit(person.id, gender="woman", phone="+000 1")
    door.press("Alt+Q")
    panel = door.panel
    assert not panel.remove.isVisible()
    panel.chips.toggle("phone")
    door.until(lambda: panel.remove.isVisible())
    assert panel._stored.text().startswith("Earlier answers of 1 person ")
    door.press("Alt+R")
    door.until(lambda: "Removed for 1 person" in door.desk.message)
    door.until(lambda: not panel.remove.isVisible())
    found = door.program.workspace.get(Person, person.id)
    assert (found.phone, found.gender) == ("", "woman")
    door.press("Ctrl+Z")
    door.until(lambda: panel.remove.isVisible())
    assert door.program.workspace.get(Person, person.id).phone == "+000 1"


def test_the_notice_has_another_version_when_its_words_change() -> None:
    fields = vocabulary().keys("privacy_notice_field")
    told = "\n".join(notice_text(words_of("en"), field, "LEADS") for field in fields)
    digest = hashlib.blake2b(told.encode(), digest_size=4).hexdigest()
    assert (NOTICE_VERSION, digest) == ("1", "585c877c"), "raise NOTICE_VERSION with the words"
    assert all(notice_text(words_of(code), "rights", "") for code in LANGUAGES)
