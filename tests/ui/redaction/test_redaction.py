"""Removing for good in the window: by key, from the bin, at the text, with a person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from carefacilitator.app import build
from carefacilitator.model.records.records import Lesson, Note
from carefacilitator.services.upkeep import copies
from carefacilitator.ui.history.bin_dialog import BinDialog
from carefacilitator.ui.history.history_dialog import HistoryDialog
from carefacilitator.ui.redaction.naming_dialog import KEEP, REMOVE, NamingDialog
from carefacilitator.ui.redaction.redact_dialog import RemovingDialog
from carefacilitator.ui.widgets.dialogs import Dialog


def shown(kind: type[Dialog] = Dialog) -> Any:
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind)]
    return next(one for one in reversed(found) if one.isVisible())


def asked() -> Any:
    """The question in front of everything."""
    question = QApplication.activeModalWidget()
    assert type(question) is Dialog
    return question


def values(desk: Any) -> str:
    return str(desk.program.workspace.database.rows("SELECT value FROM operation"))


def send(desk: Any, folder: Path, code: str = "W4") -> None:
    """Seal a workshop for an office that is known here."""
    office = build(folder / "office")
    desk.program.identity.trust(office.identity.card("other"))
    device = office.workspace.device
    office.close()
    desk.program.sharing.export(
        [code], folder / "a.carebundle", [desk.program.identity.recipient(device)]
    )


def a_note(desk: Any, text: str) -> str:
    workshop = desk.program.workshops.find("W4").id
    note: str = desk.program.notes.add(workshop, text).id
    desk.settle()
    return note


def test_a_lesson_is_reworded_for_good_by_key(desk) -> None:
    page = desk.go("harvest", "W4")
    lesson = desk.program.lessons.of(page.workshop_id)[0].lesson
    page.open_record(lesson.id)
    desk.settle()
    desk.press("Ctrl+Shift+Delete")
    dialog = shown(RemovingDialog)
    assert dialog.edit.toPlainText() == lesson.text
    assert dialog.edit.hasFocus()
    desk.type("Only this stays", dialog.edit)
    desk.press("Ctrl+Enter", dialog.edit)
    assert desk.program.workspace.get(Lesson, lesson.id).text == "Only this stays"
    assert lesson.text not in values(desk)
    assert page.form.words.text() == "Only this stays"
    assert "Gone for good" in desk.message


def test_every_language_of_a_lesson_can_be_chosen(desk) -> None:
    page = desk.go("harvest", "W4")
    lesson = desk.program.lessons.of(page.workshop_id)[0].lesson
    desk.program.lessons.edit(lesson.id, texts={**lesson.texts, "fr": "les mots", "es": "palabras"})
    page.open_record(lesson.id)
    desk.settle()
    desk.press("Ctrl+Shift+Delete")
    dialog = shown(RemovingDialog)
    assert dialog.which.isVisible()
    dialog.which.set_value("texts/fr")
    dialog.which.changed.emit("texts/fr")
    assert dialog.edit.toPlainText() == "les mots"
    dialog.edit.setPlainText("")
    dialog.keep.click()
    desk.settle()
    found = desk.program.workspace.get(Lesson, lesson.id)
    assert "fr" not in found.texts
    assert found.texts["es"] == "palabras"
    assert "les mots" not in values(desk)


def test_a_note_goes_whole_from_the_list(desk) -> None:
    page = desk.go("facilitate", "W4")
    note = a_note(desk, "Somebody is beaten")
    assert page.notes.go_to(note)
    page.notes.list.setFocus()
    desk.press("Ctrl+Shift+Delete")
    shown(RemovingDialog).whole.click()
    desk.settle()
    assert desk.program.workspace.find(Note, note) is None
    assert "Somebody is beaten" not in values(desk)
    assert desk.program.past.binned() == []


def test_a_note_in_the_line_is_put_down_when_it_goes(desk) -> None:
    page = desk.go("facilitate", "W4")
    note = a_note(desk, "Somebody is beaten")
    page.notes.go_to(note)
    page.notes.list.setFocus()
    desk.press("Enter", page.notes.list)
    assert page.notes.capture.note_id == note
    desk.press("Ctrl+Shift+Delete")
    shown(RemovingDialog).whole.click()
    desk.settle()
    assert page.notes.capture.edit.text() == ""
    desk.type("new words")
    desk.press("Enter")
    desk.stored()
    assert "Somebody is beaten" not in values(desk)
    assert "new words" in values(desk)


def test_esc_changes_nothing_and_a_person_is_told_the_other_way(desk) -> None:
    desk.go("facilitate", "W4")
    before = values(desk)
    desk.press("Ctrl+Shift+Delete")
    desk.press("Esc", shown(RemovingDialog))
    assert values(desk) == before
    desk.go("welcome", "W4")
    desk.type("participant 001")
    desk.until(lambda: desk.page.list.row is not None)
    desk.press("Ctrl+Shift+Delete")
    assert "forgotten as a whole" in desk.message


def test_the_bin_is_emptied_row_by_row_and_whole(desk) -> None:
    desk.go("harvest", "W4")
    notes = [a_note(desk, f"word{number} for nobody") for number in range(3)]
    for note in notes:
        desk.program.notes.delete(note)
    desk.settle()
    desk.press("Ctrl+B")
    dialog = shown(BinDialog)
    desk.press("Delete", dialog.list)
    question = asked()
    desk.press("Enter", question.focusWidget())  # in haste: the careful answer
    assert len(dialog.model.rows) == 3
    dialog.remove.click()
    QTest.keyClick(asked().acts.itemAt(2).widget(), " ")
    desk.settle()
    assert len(dialog.model.rows) == 2
    assert "1 entry is gone for good" in dialog.told.text()
    dialog.empty_all.click()
    desk.settle()
    QTest.keyClick(asked().acts.itemAt(2).widget(), " ")
    desk.settle()
    assert dialog.model.rows == []
    assert "for nobody" not in values(desk)
    assert not dialog.empty_all.isEnabled()


def test_who_holds_the_earlier_wording_is_said_after_leaving_the_field(
    desk, tmp_path: Path
) -> None:
    page = desk.go("harvest", "W4")
    lesson = desk.program.lessons.of(page.workshop_id)[0].lesson
    page.open_record(lesson.id)
    desk.settle()
    send(desk, tmp_path)
    form = page.form
    form.words.edit.setFocus()
    desk.type(" and more", form.words.edit)
    desk.stored()
    assert form.holding.isHidden()  # while it is being written nobody is disturbed
    page.notes.list.setFocus()
    desk.settle()
    assert form.holding.isVisible()
    assert "has had the earlier wording since 22 September 2022" in form.holding.told.text()
    form.words.edit.setFocus()
    desk.press("Ctrl+H")
    assert "has had the earlier wording" in shown(HistoryDialog).held.text()
    desk.press("Esc", shown(HistoryDialog))
    form.holding.act.click()
    desk.settle()
    dialog = shown(RemovingDialog)
    assert "has had the earlier wording" in dialog.held.text()
    dialog.keep.click()
    desk.settle()
    assert form.holding.isHidden()
    assert desk.program.redacting.holders("lesson", lesson.id) == []


def test_who_holds_a_note_is_said_when_it_is_deleted(desk, tmp_path: Path) -> None:
    page = desk.go("facilitate", "W4")
    note = a_note(desk, "Somebody is beaten")
    send(desk, tmp_path)
    page.notes.go_to(note)
    page.notes.list.setFocus()
    desk.press("Delete", page.notes.list)
    assert page.notes.holding.isVisible()
    assert "has had it since" in page.notes.holding.told.text()


def test_forgetting_somebody_lists_the_texts_that_name_her(desk) -> None:
    workshop = desk.program.workshops.find("W4").id
    slot = desk.program.slots.of(workshop)[0].id
    desk.program.people.walk_in(workshop, "Zarafa Quill", slot)
    notes = [a_note(desk, f"Quill Zarafa {word}") for word in ("first", "second", "third")]
    desk.go("welcome", "W4")
    desk.type("zarafa")
    desk.until(lambda: desk.page.list.row is not None)
    desk.press("F9")
    assert "3 texts name this person" in desk.message
    desk.press("F9")
    dialog = shown(NamingDialog)
    by_note = {row.naming.record: row for row in dialog.rows}
    assert by_note[notes[0]].edit.toPlainText() == "[…] first"
    by_note[notes[0]].edit.setPlainText("she said the first")
    for note, choice in ((notes[1], REMOVE), (notes[2], KEEP)):
        by_note[note].choice.set_value(choice)
        by_note[note].choice.changed.emit(choice)
    assert not by_note[notes[2]].edit.isVisible()
    desk.press("Ctrl+Enter", dialog)
    found = desk.program.workspace
    assert found.get(Note, notes[0]).text == "she said the first"
    assert found.find(Note, notes[1]) is None
    assert found.get(Note, notes[2]).text == "Quill Zarafa third"
    assert "Quill Zarafa first" not in values(desk)
    assert "Quill Zarafa second" not in values(desk)


def test_what_others_ask_is_hidden_and_asked_again(desk, tmp_path: Path) -> None:
    note = a_note(desk, "Somebody is beaten")
    office = build(tmp_path / "office")
    desk.program.identity.trust(office.identity.card("other"))
    office.identity.trust(desk.program.identity.card())
    here, there = desk.program.identity, office.identity
    out = tmp_path / "a.carebundle"
    desk.program.sharing.export(["W4"], out, [here.recipient(office.workspace.device)])
    office.arrivals.apply(out)
    office.redacting.reword("note", note, "text", "[…]")
    back = tmp_path / "b.carebundle"
    office.sharing.export(["W4"], back, [there.recipient(desk.program.workspace.device)])
    office.close()
    page = desk.go("import", "", str(back))
    desk.until(lambda: page.rehearsal is not None)
    assert page.may_redact.isVisible()
    assert not page.may_redact.isChecked()
    assert "1 note" in page._redacts.text()
    page.merge()
    desk.settle()
    assert desk.program.workspace.get(Note, note).text == "[…]"
    page = desk.go("import")
    assert "1 note" in page.asked.told.text()
    page.asked.show_again.click()
    desk.settle()
    assert page.asked.isHidden()
    assert "Somebody is beaten" in values(desk)


def test_what_others_ask_goes_only_after_a_question(desk, tmp_path: Path) -> None:
    note = a_note(desk, "Somebody is beaten")
    office = build(tmp_path / "office")
    desk.program.identity.trust(office.identity.card("other"))
    office.identity.trust(desk.program.identity.card())
    here, there = desk.program.identity, office.identity
    out, back = tmp_path / "a.carebundle", tmp_path / "b.carebundle"
    desk.program.sharing.export(["W4"], out, [here.recipient(office.workspace.device)])
    office.arrivals.apply(out)
    office.redacting.reword("note", note, "text", "[…]")
    office.sharing.export(["W4"], back, [there.recipient(desk.program.workspace.device)])
    office.close()
    desk.program.arrivals.apply(back)
    page = desk.go("import")
    assert page.asked.isVisible()
    desk.press("F8")
    assert "1 note" in asked().accessibleName() + page.asked.told.text()
    desk.press("Enter", asked().focusWidget())  # in haste: the careful answer
    assert page.asked.isVisible()
    assert desk.program.redacting.waiting()
    desk.press("F8")
    QTest.keyClick(asked().acts.itemAt(2).widget(), " ")
    desk.settle()
    assert page.asked.isHidden()
    assert desk.focus is page.choose_button
    aside = str(desk.program.workspace.database.rows("SELECT * FROM set_aside"))
    assert "Somebody is beaten" not in values(desk) + aside


def test_the_menu_of_a_row_offers_it(desk) -> None:
    page = desk.go("facilitate", "W4")
    note = a_note(desk, "Somebody is beaten")
    assert page.notes.go_to(note)
    view = page.notes.list
    place = view.visualRect(view.currentIndex()).center()
    view.customContextMenuRequested.emit(place)
    menu = QApplication.activePopupWidget()
    assert menu.accessibleName()
    words = [one.text().partition("\t") for one in menu.actions()]
    keys = [key for _, _, key in words]
    assert (keys[0], keys[-1]) == ("Delete", "Ctrl+Shift+Delete")
    menu.actions()[-1].trigger()
    menu.close()
    desk.settle()
    assert shown(RemovingDialog).edit.toPlainText() == "Somebody is beaten"


def test_the_menu_of_a_lesson_offers_it(desk) -> None:
    page = desk.go("harvest", "W4")
    view = page.existing.list
    view.setCurrentIndex(view.model().index(0, 0))
    view.customContextMenuRequested.emit(view.rect().bottomRight())  # as the menu key does
    menu = QApplication.activePopupWidget()
    menu.actions()[-1].trigger()
    menu.close()
    desk.settle()
    assert shown(RemovingDialog).isVisible()


def test_a_copy_on_a_stick_is_replaced_when_it_is_met_again(desk, tmp_path: Path) -> None:
    note = a_note(desk, "Somebody is beaten")
    copy, away = tmp_path / "one.carebackup", tmp_path / "away"
    copies.back_up(desk.program.workspace, copy, "four plain words here")
    before = copy.read_bytes()
    copy.rename(away)
    (left,) = desk.program.redacting.reword("note", note, "text", "[…]").copies
    away.rename(copy)
    desk.window._tending.look()
    desk.settle()
    assert copy.read_bytes() != before
    assert desk.program.redacting.copies() == []
    assert left.stale
