"""Facilitate: notes are moved, joined, split and marked word for word from the keyboard."""

from __future__ import annotations

from carefacilitator.model.records.records import Note


def start(desk, number: int = 7):
    page = desk.go("facilitate", "W4")
    block = desk.program.agenda.blocks(page.workshop_id)[number]
    desk.program.agenda.start(block.id)
    desk.settle()
    return page, block.id


def write(desk, *texts: str) -> None:
    for text in texts:
        desk.type(text)
        desk.press("Enter")


def texts(desk, block: str = "") -> list[str]:
    views = desk.program.notes.of(desk.page.workshop_id)
    return [one.note.text for one in views if block in ("", one.note.block_id)]


def test_a_chosen_note_moves_with_alt_and_stays_chosen(desk) -> None:
    page, block = start(desk)
    write(desk, "one", "two", "three")
    desk.press("Up")
    desk.press("Alt+Up")
    assert texts(desk, block)[-3:] == ["one", "three", "two"]
    assert page.notes.chosen().note.text == "three"
    assert page.notes.list.hasFocus()
    desk.press("Alt+Down")
    desk.press("Alt+Down")
    after = desk.program.agenda.blocks(page.workshop_id)[8].id
    assert texts(desk, after)[0] == "three"
    assert page.notes.chosen().note.text == "three"
    desk.press("Ctrl+Z")
    assert texts(desk, block)[-1] == "three"


def test_a_note_is_joined_with_the_one_above(desk) -> None:
    page, block = start(desk)
    write(desk, "care", "work")
    desk.press("Up")
    desk.press("Ctrl+J")
    assert texts(desk, block)[-1] == "care\nwork"
    assert page.notes.chosen().note.text == "care\nwork"
    desk.press("Ctrl+Z")
    assert texts(desk, block)[-2:] == ["care", "work"]


def test_the_first_note_of_a_block_is_joined_with_nothing(desk) -> None:
    start(desk)
    desk.program.agenda.add(desk.page.workshop_id, "New", 10)
    desk.settle()
    desk.page.on_block(desk.program.agenda.blocks(desk.page.workshop_id)[-1].id)
    write(desk, "alone")
    before = texts(desk)
    desk.press("Up")
    desk.press("Ctrl+J")
    assert texts(desk) == before
    assert desk.message.startswith("No note stands above this one.")


def test_a_note_goes_to_a_block_that_is_picked(desk) -> None:
    page, _ = start(desk)
    write(desk, "elsewhere")
    desk.press("Up")
    desk.press("Ctrl+M")
    menu = page.notes.blocks_menu
    assert [one.isEnabled() for one in menu.actions()].count(False) == 1
    target = desk.program.agenda.blocks(page.workshop_id)[2].id
    menu.actions()[2].trigger()
    menu.close()
    desk.settle()
    assert texts(desk, target)[-1] == "elsewhere"


def test_the_line_is_split_at_the_caret(desk) -> None:
    page, block = start(desk)
    desk.type("first and second")
    for _ in "second":
        desk.press("Left")
    desk.press("Ctrl+Shift+Enter")
    assert texts(desk, block)[-2:] == ["first and", "second"]
    assert page.notes.capture.edit.text() == "second"
    desk.type(" part")
    desk.press("Enter")
    assert texts(desk, block)[-2:] == ["first and", "second part"]


def test_a_stored_note_is_split_and_its_codes_go_with_both(desk) -> None:
    page, block = start(desk)
    desk.type("leave and pay")
    desk.press("F3")
    desk.type("M")
    desk.press("Enter")
    write(desk, "last")
    desk.press("Up")
    desk.press("Up")
    desk.press("Enter")
    for _ in " pay":
        desk.press("Left")
    desk.press("Ctrl+Shift+Enter")
    assert texts(desk, block)[-3:] == ["leave and", "pay", "last"]
    views = desk.program.notes.of(page.workshop_id)
    assert {v.codes for v in views if v.note.text in ("leave and", "pay")} == {("reward",)}


def test_splitting_at_an_end_changes_nothing(desk) -> None:
    page, block = start(desk)
    desk.type("whole")
    desk.press("Ctrl+Shift+Enter")
    assert page.notes.capture.edit.text() == "whole"
    desk.press("Enter")
    assert texts(desk, block)[-1] == "whole"


def test_the_kind_takes_two_keystrokes(desk) -> None:
    page, _ = start(desk)
    capture = page.notes.capture
    desk.press("F2")
    assert capture.kind.menu_.isVisible()
    desk.type("3", capture.kind.menu_)
    assert not capture.kind.menu_.isVisible()
    assert (capture.kind.value(), capture.exact.isChecked()) == ("quote", True)
    assert capture.edit.hasFocus()
    desk.press("F5")
    desk.type("٢", capture.language.menu_)
    assert capture.language.value() == capture.language._options[1].key


def test_any_note_can_be_marked_word_for_word(desk) -> None:
    page, _ = start(desk)
    desk.type("Care is work")
    desk.press("Ctrl+E")
    desk.press("Enter")
    note = max(desk.program.workspace.all(Note), key=lambda one: one.position)
    assert (note.kind, note.verbatim) == ("discussion", True)
    assert not page.notes.capture.exact.isChecked()
    desk.press("Up")
    desk.press("Enter")
    assert page.notes.capture.exact.isChecked()
    desk.press("Ctrl+E")
    desk.press("Enter")
    assert not desk.program.workspace.get(Note, note.id).verbatim
    page.notes.capture.kind.menu_.triggered.emit(page.notes.capture.kind.menu_.actions()[2])
    assert page.notes.capture.exact.isChecked()


def test_the_parking_lot_shows_what_is_parked(desk) -> None:
    page, _ = start(desk)
    page.notes.scope.choose("parked")
    page.notes._show_rows()
    assert page.notes.model.rows == []
    assert "Nothing is parked" in page.notes._empty.sentence.text()
    desk.type("For later")
    desk.press("Ctrl+L")
    assert [row.view.note.text for row in page.notes.model.rows if row.view] == ["For later"]
    assert page.notes.parked.text() == "Parked 1"
    desk.press("Up")
    desk.press("Ctrl+L")
    assert page.notes.model.rows == []
