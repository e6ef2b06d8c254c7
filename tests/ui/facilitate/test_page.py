"""Facilitate: what is heard is written down, stays in its place and is on disk."""

from __future__ import annotations

import datetime as dt

from PySide6.QtGui import QGuiApplication

from carefacilitator.model.records.records import Note, Workshop


def texts(desk) -> list[str]:
    return [view.note.text for view in desk.program.notes.of(desk.page.workshop_id)]


def last(desk) -> Note:
    return max(desk.program.workspace.all(Note), key=lambda one: one.position)


def start(desk, number: int = 7):
    page = desk.go("facilitate", "W4")
    block = desk.program.agenda.blocks(page.workshop_id)[number]
    desk.program.agenda.start(block.id)
    desk.settle()
    return page, block.id


def test_five_notes_are_written_without_leaving_the_line(desk) -> None:
    page, block = start(desk)
    before = len(texts(desk))
    for number in range(5):
        desk.type(f"Statement {number}")
        desk.press("Enter")
        assert page.notes.capture.edit.hasFocus()
        assert page.notes.capture.edit.text() == ""
    assert texts(desk)[before:] == [f"Statement {number}" for number in range(5)]
    assert last(desk).block_id == block


def test_the_same_words_twice_are_two_notes(desk) -> None:
    start(desk)
    before = len(texts(desk))
    for _ in range(2):
        desk.type("yes")
        desk.press("Enter")
    assert texts(desk)[before:] == ["yes", "yes"]


def test_lines_kept_faster_than_the_disk_stay_notes_of_their_own(desk) -> None:
    page, _ = start(desk)
    before = len(texts(desk))
    edit = page.notes.capture.edit
    for word in ("one", "two", "three"):
        desk.type(word, edit)
        edit.submitted.emit()
    desk.stored()
    assert texts(desk)[before:] == ["one", "two", "three"]


def test_kind_code_theme_and_language_come_from_the_keyboard(desk) -> None:
    page, _ = start(desk)
    capture = page.notes.capture
    capture.kind.menu_.triggered.emit(capture.kind.menu_.actions()[2])
    desk.type("We are essential until pay day.")
    desk.press("F3")
    desk.type("M")
    desk.press("F3")
    desk.type("د")
    capture.theme.menu_.triggered.emit(capture.theme.menu_.actions()[1])
    desk.press("Enter")
    note = last(desk)
    view = next(v for v in desk.program.notes.of(page.workshop_id) if v.note.id == note.id)
    assert (note.text, note.kind, note.verbatim) == (
        "We are essential until pay day.",
        "quote",
        True,
    )
    assert "reward" in view.codes
    assert view.themes
    assert capture.codes.chosen() == []


def test_a_code_that_is_no_letter_of_the_framework_changes_nothing(desk) -> None:
    page, _ = start(desk)
    desk.press("F3")
    desk.type("x")
    assert page.notes.capture.edit.text() == ""
    assert page.notes.capture.codes.chosen() == []
    desk.press("F3")
    desk.press("Esc")
    desk.type("c")
    assert page.notes.capture.edit.text() == "c"


def test_choices_made_after_the_note_is_on_disk_are_stored_too(desk) -> None:
    page, _ = start(desk)
    desk.type("Groups of care")
    desk.stored()
    page.notes.capture.codes.toggle("reduce")
    desk.settle()
    view = next(v for v in desk.program.notes.of(page.workshop_id) if v.note.id == last(desk).id)
    assert view.codes == ("reduce",)
    assert page.notes.capture.edit.hasFocus()


def test_typing_stays_while_the_clock_ticks_and_others_write(desk) -> None:
    page, _ = start(desk)
    desk.type("Half a sen")
    desk.now += dt.timedelta(seconds=25)
    page._clock.tick.emit()
    desk.program.notes.add(page.workshop_id, "From elsewhere", page._block)
    desk.settle()
    edit = page.notes.capture.edit
    assert edit.hasFocus()
    assert edit.textCursor().position() == len("Half a sen")
    desk.type("tence")
    desk.press("Enter")
    assert texts(desk)[-1] == "Half a sentence" or "Half a sentence" in texts(desk)


def test_ticks_ask_nothing_of_the_disk_and_count_on(desk, monkeypatch) -> None:
    page, _ = start(desk)
    left = page._face.left
    read: list[str] = []
    monkeypatch.setattr(desk.program.workspace.database, "rows", lambda *_a: read.append("rows"))
    desk.now += dt.timedelta(seconds=7)
    page._clock.tick.emit()
    assert page._clock._face._reading.left == left - 7
    assert read == []


def test_the_clock_runs_by_its_keys(desk) -> None:
    page, block = start(desk)
    desk.press("F7")
    workshop = desk.program.workspace.get(Workshop, page.workshop_id)
    assert workshop.paused_at
    assert page._clock._pause.text() == "Go on"
    desk.press("F7")
    desk.press("F8")
    assert page._face.length == 65 * 60
    desk.press("F9")
    assert page._face.now.id != block
    assert page._block == page._face.now.id


def test_a_note_is_changed_parked_and_removed_from_the_keyboard(desk) -> None:
    page, _ = start(desk)
    desk.type("Firts")
    desk.press("Enter")
    note = last(desk).id
    desk.press("Up")
    assert page.notes.list.hasFocus()
    assert page.notes.chosen().note.id == note
    desk.press("Enter")
    assert page.notes.capture.edit.text() == "Firts"
    for _ in range(3):
        desk.press("Backspace")
    desk.type("rst")
    desk.press("Enter")
    get = desk.program.workspace.find
    assert get(Note, note).text == "First"
    desk.press("Up")
    desk.press("Ctrl+L")
    assert get(Note, note).parked
    assert page.notes.list.hasFocus()
    desk.press("Ctrl+L")
    assert not get(Note, note).parked
    desk.press("Delete")
    assert get(Note, note) is None
    assert page.notes.chosen() is not None
    desk.press("Ctrl+Z")
    assert get(Note, note) is not None
    desk.press("Esc")
    assert page.notes.capture.edit.hasFocus()


def test_a_line_is_parked_while_it_is_written(desk) -> None:
    start(desk)
    desk.type("For the afternoon")
    desk.press("Ctrl+L")
    assert (last(desk).text, last(desk).parked) == ("For the afternoon", True)


def test_esc_puts_a_begun_note_into_the_bin_and_undo_finds_it(desk) -> None:
    page, _ = start(desk)
    desk.type("Not meant to stay")
    desk.stored()
    note = last(desk).id
    desk.press("Esc")
    assert page.notes.capture.edit.text() == ""
    assert desk.program.workspace.find(Note, note) is None
    desk.press("Ctrl+Z")
    assert desk.program.workspace.get(Note, note).text == "Not meant to stay"


def test_a_note_emptied_and_left_is_no_note(desk) -> None:
    page, _ = start(desk)
    before = texts(desk)
    desk.type("ab")
    desk.stored()
    desk.press("Backspace")
    desk.press("Backspace")
    desk.go("plan", "W4")
    desk.go("facilitate", "W4")
    assert texts(desk) == before
    desk.type("another")
    desk.press("Enter")
    assert len(texts(desk)) == len(before) + 1
    assert page.notes.capture.note_id == ""


def test_another_workshop_gets_its_own_notes_on_its_own_blocks(desk) -> None:
    page, _ = start(desk)
    desk.type("For the fourth")
    desk.go("facilitate", "W5")
    blocks = {one.id for one in desk.program.agenda.blocks(page.workshop_id)}
    desk.type("For the fifth")
    desk.press("Enter")
    note = last(desk)
    fifth = desk.program.workshops.find("W5").id
    found = next(n for n in desk.program.workspace.all(Note) if n.text == "For the fifth")
    assert (found.workshop_id, found.block_id in blocks) == (fifth, True)
    fourth = next(n for n in desk.program.workspace.all(Note) if n.text == "For the fourth")
    assert fourth.workshop_id != fifth
    assert note is not None


def test_pasted_lines_stay_one_note_with_its_lines(desk) -> None:
    page, _ = start(desk)
    QGuiApplication.clipboard().setText("First line\nالسطر الثاني\n<b>third</b>")
    page.notes.capture.edit.paste()
    desk.press("Enter")
    assert last(desk).text == "First line\nالسطر الثاني\n<b>third</b>"


def test_the_block_of_the_line_has_its_head_and_the_band_chooses_it(desk) -> None:
    page, _ = start(desk)
    closing = desk.program.agenda.blocks(page.workshop_id)[-1]
    page.on_block(closing.id)
    desk.settle()
    assert page.notes.model.rows[-1].key == f"head {closing.id}"
    desk.type("At the end")
    desk.press("Enter")
    assert last(desk).block_id == closing.id


def test_letters_typed_in_the_notes_go_to_the_line(desk) -> None:
    page, _ = start(desk)
    desk.press("Up")
    desk.type("N")
    assert page.notes.capture.edit.text() == "N"
    assert page.notes.capture.edit.hasFocus()


def test_few_notes_stand_on_the_line(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = desk.program.workshops.create("Small").id
    block = desk.program.agenda.add(workshop, "Talk", 30)
    desk.frame.go("facilitate", workshop)
    desk.settle()
    desk.type("Only one")
    desk.press("Enter")
    notes = desk.page.notes.list
    bottom = notes.visualRect(notes.model().index(len(desk.page.notes.model.rows) - 1)).bottom()
    assert bottom >= notes.viewport().height() - 4
    assert notes.viewport().y() > 100
    assert last(desk).block_id == block.id


def test_only_who_agreed_to_be_quoted_by_name_is_offered_as_speaker(desk) -> None:
    page, _ = start(desk)
    agreed = {
        line.person.name
        for line in desk.program.people.lines(page.workshop_id, "1-pm")
        if line.status and line.consents.get("quote_by_name") == "given"
    }
    offered = {one.text for one in page.notes.capture.speaker._options if ":" in one.key}
    assert {name for name in offered if name.startswith("Participant")} == agreed


def test_a_note_found_by_searching_is_chosen(desk) -> None:
    workshop = desk.program.workshops.find("W4").id
    note = desk.program.notes.of(workshop)[1].note
    page = desk.go("facilitate", "W4", note.id)
    assert page.notes.chosen().note.id == note.id
    assert desk.focus is page.notes.list


def test_the_clock_stops_when_the_page_is_left(desk) -> None:
    page, _ = start(desk)
    assert page._clock._timer.isActive()
    desk.go("home")
    assert not page._clock._timer.isActive()


def test_five_hundred_notes_arrive_while_somebody_types(desk) -> None:
    workshop = desk.program.workshops.find("W4").id
    block = desk.program.agenda.blocks(workshop)[3].id
    with desk.program.workspace.change("note_add", 500) as change:
        for number in range(500):
            change.put(
                Note(
                    id=desk.program.workspace.new_id(),
                    workshop_id=workshop,
                    block_id=block,
                    kind="discussion",
                    text=f"Statement {number}: " + "care work holds up the day " * (number % 4 + 1),
                    position=1000 + number,
                )
            )
    page = desk.go("facilitate", "W4")
    line = desk.focus
    desk.type("a")
    page.refresh(frozenset({"note"}))
    desk.type("b")
    desk.settle()
    assert desk.focus is line
    assert line.toPlainText() == "ab"
    assert len(page.notes.model.rows) > 500
