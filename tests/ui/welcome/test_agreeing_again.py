"""A yes that comes back, and words that are withdrawn, as people meet them in the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from carefacilitator.app import build
from carefacilitator.model.records.records import Person
from carefacilitator.services.privacy.quotes import WITHDRAWN

NAME, WORDS = "Participant 731", "My husband must never hear of this."
LINES = {
    "en": "Withdrawn: asked not to be quoted",
    "es": "Retirado: pidió no ser citada",
    "ar": "مسحوب: طُلب عدم الاقتباس",
}


class Field:
    """A facilitator somewhere else with one workshop, one person and what she said."""

    def __init__(self, folder: Path) -> None:
        self.program, self.folder, self._count = build(folder), folder, 0
        self.program.workspace.set_meta("device", "f" * 16)
        program = self.program
        self.workshop = program.workshops.create("Exchange", "2022-09-22").id
        self.person = program.people.walk_in(self.workshop, NAME, "1-am").person.id
        self.note = program.notes.add(
            self.workshop, WORDS, speaker_person_id=self.person, language="en"
        ).id
        program.lessons.from_notes(self.workshop, [self.note], text="A lesson of the group.")
        self.say(store="given", share_secretariat="given", quote="given")

    def say(self, **answers: str) -> None:
        self.program.people.consent(self.workshop, self.person, answers)

    def seal(self, desk) -> Path:
        self._count += 1
        out = self.folder.parent / f"{self._count}.carebundle"
        to = desk.program.identity.card().recipient()
        self.program.sharing.export([self.workshop], out, [to])
        return out

    def hand(self, desk) -> None:
        desk.program.arrivals.apply(self.seal(desk), trust=True, forget=True)
        desk.settle()


@pytest.fixture
def field(tmp_path: Path):
    made = Field(tmp_path / "field")
    yield made
    made.program.close()


def drop(desk, path: Path):
    desk.frame.on_files([str(path)])
    desk.settle()
    return desk.page


def test_the_offer_is_a_question_of_its_own(make_desk, field: Field) -> None:
    office = make_desk("office", sample=False)
    field.hand(office)
    field.say(share_secretariat="withdrawn")
    field.hand(office)
    field.say(share_secretariat="given")
    path = field.seal(office)
    page = drop(office, path)
    assert page.take_back.isVisible()
    assert page.take_back.accessibleName() == "Take these details back"
    assert page._offer.text().startswith("1 person who was forgotten here agreed again.")
    assert NAME not in page._offer.text()
    assert not page.may_forget.isVisible()
    office.press("Ctrl+Enter")  # nobody agreed to it: everything else comes
    assert office.program.workspace.get(Person, field.person).name == ""
    page = drop(office, path)
    assert page._sentence.text() == "Everything else in it is here already."
    assert not page.merge_button.isEnabled()
    assert page._why.text() == "Tick the box to take the details back, or leave it for now."
    page.take_back.setFocus()
    office.press("Space")
    office.press("Ctrl+Enter")
    assert office.program.workspace.get(Person, field.person).name == NAME
    assert f"The details of 1 person are back: {NAME}." in office.message
    assert not drop(office, path).take_back.isVisible()


def test_undo_says_whose_no_stays(make_desk, field: Field) -> None:
    office = make_desk("office", sample=False)
    field.say(quote="withdrawn")
    field.hand(office)
    office.press("Ctrl+Z")
    assert office.message.startswith("1 person had said no or taken back a yes. That stays.")


@pytest.mark.parametrize("language", sorted(LINES))
def test_withdrawn_words_are_one_quiet_line(make_desk, field: Field, language: str) -> None:
    office = make_desk("office", sample=False, language=language)
    field.hand(office)
    field.say(quote="withdrawn")
    field.hand(office)
    line = LINES[language]
    office.frame.go("facilitate", field.workshop)
    office.settle()
    notes = office.page.notes
    shown = [row for row in notes.model.rows if row.view is not None]
    assert [row.view.note.text for row in shown] == [line]
    index = notes.model.index_of(field.note)
    assert notes.model.data(index) == line
    assert line in notes.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    notes.list.setCurrentIndex(index)
    notes._on_activated(index)
    office.settle()
    assert notes.capture.edit.text() == ""
    assert office.message.startswith(line)
    office.frame.go("harvest", field.workshop)
    office.settle()
    rows = [row.view.note.text for row in office.page.notes.model.rows if row.view is not None]
    assert rows == [line]
    lesson = office.program.lessons.of(field.workshop)[0].lesson.id
    office.page.open_record(lesson)
    office.settle()
    assert [note.text for note in office.page.form.evidence._notes] == [line]
    assert office.program.finding.search("husband") == []
    assert office.program.workspace.database.one("SELECT text FROM note") == WORDS
    field.say(quote="given")
    field.hand(office)
    office.frame.go("facilitate", field.workshop)
    office.settle()
    assert office.page.notes.model.data(office.page.notes.model.index_of(field.note)) == WORDS
    assert LINES["en"] == WITHDRAWN


@pytest.mark.parametrize("handed_over", [False, True])
def test_the_door_and_share_say_what_others_are_asked(
    open_door, tmp_path: Path, handed_over: bool
) -> None:
    door = open_door(1)
    program = door.program
    office = build(tmp_path / "office")
    program.identity.trust(office.identity.card(), "other")
    door.press("Down")
    door.press("F2")
    door.press("F3")
    door.press("Down")
    door.press("4")
    if handed_over:
        to = [office.identity.card("other").recipient()]
        program.sharing.export([door.page.workshop_id], tmp_path / "b.carebundle", to)
    office.close()
    door.press("1")
    assert door.consents()["share_secretariat"][0] == "given"
    door.settle()
    told = "Others were asked to forget Participant 001."
    assert (told in door.desk.message) is handed_over
    page = door.desk.go("share", door.workshop)
    door.settle()
    assert (
        "Asks to take back the details of 1 person. Not yet confirmed." in page.bundle.goes.text()
    )


def test_forgetting_for_good_says_that_nothing_brings_it_back(open_door) -> None:
    door = open_door(1)
    door.press("Down")
    door.press("F9")
    assert "This cannot be undone." in door.desk.message
    assert "Agreeing again later brings nothing back." in door.desk.message
