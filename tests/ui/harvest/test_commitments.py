"""Commitments: who, what, when, how it stands; and the closing evaluation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from carefacilitator.model.records.records import (
    Commitment,
    CommitmentUpdate,
    Evaluation,
    Organisation,
)
from carefacilitator.ui.harvest.commitment import CommitmentForm
from carefacilitator.ui.harvest.evaluation import EvaluationForm
from tests.ui.harvest.harvest_room import CTRL, Key, Room, rooms


@pytest.fixture
def open_room(qtbot: Any, tmp_path: Path) -> Iterator[Callable[..., Room]]:
    yield from rooms(qtbot, tmp_path)


@pytest.fixture
def room(open_room: Callable[..., Room]) -> Room:
    return open_room()


def test_a_commitment_by_keyboard(room: Room) -> None:
    count = len(room.program.workspace.all(Organisation))
    room.press(Key.Key_Space)
    room.press(Key.Key_M)
    assert isinstance(room.form, CommitmentForm)
    room.type("Open a crèche")
    room.press(Key.Key_Tab)
    assert QApplication.focusWidget() is room.form.who.edit
    room.type("Ω union")
    room.press(Key.Key_Tab)
    room.type("2023-05-01")
    room.press(Key.Key_Return, CTRL)
    made = room.program.commitments.of(room.workshop)[-1]
    assert (made.commitment.what, made.who) == ("Open a crèche", "Ω union")
    assert made.commitment.due == "2023-05-01"
    assert made.commitment.who == "Ω union"  # on no list: nobody knows whose name it is
    assert made.commitment.evidence == (room.notes()[0].id,)
    assert len(room.program.workspace.all(Organisation)) == count
    assert QApplication.focusWidget() is room.page.notes.list


def test_a_typed_name_becomes_an_organisation_only_when_somebody_says_so(room: Room) -> None:
    count = len(room.program.workspace.all(Organisation))
    room.page.open_record(room.program.commitments.of(room.workshop)[0].commitment.id)
    room.form.who.edit.setFocus()
    room.form.who.edit.selectAll()
    room.type("Women of the river")
    room.press(Key.Key_Tab)
    room.settle()
    assert room.form.whose.isVisible()
    assert "Women of the river" in room.form.whose.words.text()
    room.form.whose.organisation.click()
    room.settle()
    made = room.program.commitments.of(room.workshop)[0]
    assert (made.who, made.commitment.who) == ("Women of the river", "")
    assert len(room.program.workspace.all(Organisation)) == count + 1
    assert not room.form.whose.isVisible()


def test_a_person_on_the_list_is_offered_and_stays_a_person(room: Room) -> None:
    count = len(room.program.workspace.all(Organisation))
    name = room.program.people.names(room.workshop)[0]
    room.page.open_record(room.program.commitments.of(room.workshop)[0].commitment.id)
    room.form.who.edit.setFocus()
    room.form.who.edit.selectAll()
    room.type(name[:-1])
    assert name in room.form.who.offers()
    room.form.who.take(name)
    room.store()
    made = room.program.commitments.of(room.workshop)[0]
    assert (made.commitment.who, made.commitment.organisation_id) == (name, "")
    assert not room.form.whose.organisation.isVisible()
    assert len(room.program.workspace.all(Organisation)) == count


def test_a_known_name_is_offered_without_its_accents(room: Room) -> None:
    room.program.workshops.add_role(room.workshop, "Réseau des mères", "co_lead")
    room.settle()
    room.page.open_record(room.program.commitments.of(room.workshop)[0].commitment.id)
    room.form.who.edit.setFocus()
    room.form.who.edit.selectAll()
    room.type("meres")
    offered = room.form.who.offers()
    assert offered == ["Réseau des mères"]
    room.form.who.take(offered[0])
    room.store()
    assert room.program.commitments.of(room.workshop)[0].who == "Réseau des mères"


def test_status_and_track_are_two_choices_and_reports_stay(room: Room) -> None:
    commitment = room.program.commitments.of(room.workshop)[0].commitment
    room.page.open_record(commitment.id)
    progress = room.form.progress
    progress.status.set_value("in_progress")
    progress.track.set_value("at_risk")
    progress.news.edit.setFocus()
    room.type("The draft waits.")
    room.press(Key.Key_Return)
    (update,) = room.program.workspace.all(CommitmentUpdate, commitment_id=commitment.id)
    assert (update.status, update.track, update.text) == (
        "in_progress",
        "at_risk",
        "The draft waits.",
    )
    assert room.program.workspace.get(Commitment, commitment.id).track == "at_risk"
    assert progress.news.text() == ""


def test_partners_join_with_what_they_bring(room: Room) -> None:
    commitment = room.program.commitments.of(room.workshop)[0].commitment
    room.page.open_record(commitment.id)
    room.qtbot.mouseClick(room.form.partners.more, Qt.MouseButton.LeftButton)
    room.type("Ω union")
    room.press(Key.Key_Return)
    (view,) = room.program.partners.of(commitment.id)
    assert view.name == "Ω union"
    room.form.partners.field(view.partner.id).edit.setFocus()
    room.type("A room")
    room.store()
    assert room.program.partners.of(commitment.id)[0].partner.contribution == "A room"


# --- the closing evaluation -------------------------------------------------------------------


def test_hands_are_typed_into_the_evaluation(open_room: Callable[..., Room]) -> None:
    room = open_room(item="evaluation")
    assert isinstance(room.form, EvaluationForm)
    room.type("0")
    room.press(Key.Key_Tab)
    room.type("12")
    room.press(Key.Key_Up)
    room.press(Key.Key_Tab)
    room.type("٣")  # an Arabic keyboard
    room.store()
    useful = room.program.evaluations.of(room.workshop)[0]
    assert (useful.counts["2"], useful.counts["3"]) == (13, 3)
    room.form.comments.edit.setFocus()
    room.type("More time for the fishbowl.")
    room.press(Key.Key_Return, CTRL)
    assert room.program.evaluations.comment(room.workshop) == "More time for the fishbowl."
    assert len(room.program.workspace.all(Evaluation, workshop_id=room.workshop)) == 4


def test_f8_opens_the_evaluation_and_leaves_the_lesson_whole(room: Room) -> None:
    room.lesson_of_two_notes()
    room.type("Kept")
    room.press(Key.Key_F8)
    assert isinstance(room.form, EvaluationForm)
    assert room.lessons()[-1].text == "Kept"


def test_a_name_taken_away_takes_the_organisation_away(room: Room) -> None:
    first = room.program.commitments.of(room.workshop)[0]
    assert first.who
    room.page.open_record(first.commitment.id)
    room.form.who.edit.setFocus()
    room.form.who.edit.selectAll()
    room.press(Key.Key_Delete)
    room.store()
    stored = room.program.workspace.get(Commitment, first.commitment.id)
    assert (stored.who, stored.organisation_id) == ("", "")
    room.window.frame.undo()
    room.settle()
    assert room.program.commitments.of(room.workshop)[0].who == first.who


def test_more_hands_than_people_are_not_hidden(room: Room) -> None:
    present = room.program.people.room(
        room.workshop, room.program.agenda.slot_now(room.workshop)
    ).total
    assert present > 0
    room.program.evaluations.count(room.workshop, "heard", "yes", present + 1)
    room.page.open_evaluation()
    assert str(present) in room.form.room.text()
    assert room.form.totals["heard"].property("tone") == "ochre"
    assert room.form.totals["useful"].text() == ""
