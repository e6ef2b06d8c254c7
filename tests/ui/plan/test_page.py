"""Plan: the agenda is typed in its rows, and nothing of it is lost or shown wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from carefacilitator.model.records.records import AgendaBlock, Programme, Workshop
from carefacilitator.ui.plan.agenda_import import AgendaDialog


def starts(desk) -> list[str]:
    return [
        f"{one.start} {one.block.title}"
        for one in desk.program.agenda.placed(desk.page.workshop_id)
    ]


def new_workshop(desk) -> Workshop:
    desk.go("home")
    desk.press("Ctrl+N")
    return desk.program.workspace.get(Workshop, desk.page.workshop_id)


def test_a_new_workshop_opens_its_form_with_the_title_selected(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = new_workshop(desk)
    page = desk.page
    assert page.name == "plan"
    assert page.about.form.isVisible()
    assert desk.focus is page.about.title_edit
    desk.type("Care at home")
    desk.stored()
    assert desk.program.workspace.get(Workshop, workshop.id).title == "Care at home"
    desk.press("F2")
    assert not page.about.form.isVisible()


def test_three_blocks_are_made_from_the_keyboard(make_desk) -> None:
    desk = make_desk(sample=False)
    new_workshop(desk)
    desk.press("F2")
    for title in ("Opening", "Testimonies", "Closing"):
        desk.press("Insert")
        desk.type(title)
    desk.stored()
    assert starts(desk) == ["09:00 Opening", "09:30 Testimonies", "10:00 Closing"]
    desk.press("Shift+Tab")
    desk.press("Up")
    desk.type("75")
    desk.stored()
    assert starts(desk)[2] == "10:45 Closing"
    desk.press("Alt+Down")
    assert starts(desk) == ["09:00 Opening", "09:30 Closing", "10:00 Testimonies"]
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")
    assert starts(desk)[2] == "10:00 Closing"


def test_typing_stays_where_it_is_while_it_is_stored(desk) -> None:
    page = desk.go("plan", "W4")
    row = page.agenda._rows[page.agenda.current]
    row.title.setFocus()
    row.title.setCursorPosition(len("Registration"))
    desk.type(" of")
    desk.window.saving.tick()
    page.tools.saving.flush()
    desk.settle()
    desk.type(" all")
    desk.stored()
    block = desk.program.workspace.get(AgendaBlock, row.block_id)
    assert block.title == "Registration of all and childcare space"
    assert row.title.hasFocus()


def test_the_chosen_row_is_shown_as_chosen_and_its_panel_follows(desk) -> None:
    page = desk.go("plan", "W4")
    third = page._placed[2]
    desk.press("Down")
    desk.press("Down")
    assert page.agenda.current == third.block.id
    shown = [key for key, row in page.agenda._rows.items() if row.property("chosen") == "true"]
    assert shown == [third.block.id]
    assert page.block._title.text() == third.block.title
    image = page.agenda._rows[third.block.id].grab().toImage()
    assert image.pixelColor(3, image.height() // 2).name() == desk.frame.kit.colours.lichen.lower()


def test_what_is_typed_for_one_block_is_not_stored_for_the_next(desk) -> None:
    page = desk.go("plan", "W4")
    first, second = page._placed[0].block.id, page._placed[1].block.id
    page.block._fields["materials"].edit.setFocus()
    desk.type("chalk")
    page.agenda.choose(second)
    desk.type(" and paper")
    desk.stored()
    get = desk.program.workspace.get
    assert get(AgendaBlock, first).materials == "chalk"
    assert get(AgendaBlock, second).materials == " and paper"


def test_a_title_in_the_language_of_the_screen_is_the_one_that_changes(make_desk) -> None:
    desk = make_desk(language="es")
    page = desk.go("plan", "W4")
    workshop = desk.program.workshops.find("W4")
    block = page._placed[0].block
    desk.program.agenda.edit(block.id, titles={"es": "Registro"})
    desk.settle()
    row = page.agenda._rows[block.id]
    assert row.title.text() == "Registro"
    row.title.setFocus()
    row.title.selectAll()
    desk.type("Bienvenida")
    desk.press("F2")
    assert page.about.title_edit.text() == workshop.titles["es"]
    desk.type("Recompensar")
    desk.stored()
    stored = desk.program.workspace.get(AgendaBlock, block.id)
    assert (stored.title, stored.titles["es"]) == (block.title, "Bienvenida")
    after = desk.program.workspace.get(Workshop, workshop.id)
    assert (after.title, after.titles["es"]) == (workshop.title, "Recompensar")


def test_organisations_speak_the_language_of_the_screen(make_desk) -> None:
    desk = make_desk(language="es")
    page = desk.go("plan", "W4")
    shown = [label.text() for label in page.about._read.findChildren(type(page.block._title))]
    assert "Alianza Global por los Cuidados" in shown


def test_the_end_of_the_day_is_measured_against_its_latest_end(desk) -> None:
    page = desk.go("plan", "W4")
    assert page._head.fits.text() == "everything fits"
    workshop = desk.program.workshops.find("W4").id
    desk.program.workshops.edit(workshop, must_end="16:00")
    desk.settle()
    assert page._head.fits.text() == "fits before 16:00"
    desk.program.workshops.edit(workshop, must_end="15:30")
    desk.settle()
    assert page._head.fits.text() == "10 minutes after 15:30"


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_the_sum_of_the_day_is_whole_at_the_usual_size(make_desk, language: str) -> None:
    page = make_desk(language=language).go("plan", "W4")
    assert "15:40" in page._head._sum.text()
    assert page._head._sum.toolTip() == "", "a label that is cut tells the whole there"


def test_a_time_that_is_run_over_is_told_at_the_foot(desk) -> None:
    page = desk.go("plan", "W4")
    desk.type("60")
    desk.stored()
    assert page._head.fits.text() == "30 minutes too long"
    assert "“Lunch” run 30 minutes over its fixed time, 12:40" in page._foot.words.text()


def test_blocks_run_at_the_same_time_and_after_each_other_again(desk) -> None:
    page = desk.go("plan", "W4")
    desk.press("Down")
    desk.press("F6")
    placed = desk.program.agenda.placed(page.workshop_id)
    assert [one.start for one in placed[:2]] == ["09:00", "09:00"]
    assert page.agenda._rows[placed[1].block.id].beside.isVisible()
    assert [one.strip for one in desk.frame.band._blocks[:3]] == [1, 2, 0]
    desk.press("F6")
    assert desk.program.agenda.placed(page.workshop_id)[1].start == "09:30"


def test_several_days_stand_under_their_dates_and_blocks_cross_midnight(make_desk) -> None:
    desk = make_desk()
    page = desk.go("plan", "R1")
    assert "25 June 2024" in page.agenda._heads[1].text()
    assert "09:00 to 16:00" in page.agenda._heads[2].text()
    last = [one.block.id for one in page._placed if one.block.day == 1][-1]
    page.agenda.focus(last)
    desk.press("Alt+Down")
    moved = desk.program.workspace.get(AgendaBlock, last)
    assert moved.day == 2
    assert page._days[1].placed[0].block.id == last
    desk.press("Alt+Up")
    assert desk.program.workspace.get(AgendaBlock, last).day == 1


def test_a_block_is_added_to_a_day_that_is_empty(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = new_workshop(desk)
    page = desk.page
    desk.program.workshops.edit(workshop.id, start="2024-06-25", end="2024-06-26")
    desk.settle()
    page.agenda.add_asked.emit(2)
    desk.settle()
    desk.type("Second day")
    desk.stored()
    assert [one.block.day for one in desk.program.agenda.placed(workshop.id)] == [2]


def test_removing_goes_on_with_the_next_block_and_comes_back(desk) -> None:
    page = desk.go("plan", "W4")
    first, second = page._placed[0].block.id, page._placed[1].block.id
    desk.type("45")
    desk.press("Ctrl+Delete")
    assert desk.program.workspace.find(AgendaBlock, first) is None
    assert page.agenda.current == second
    assert desk.focus is page.agenda._rows[second].title
    desk.press("Ctrl+Z")
    assert desk.program.workspace.get(AgendaBlock, first).minutes == 45


def test_a_length_left_empty_is_the_one_that_was_there(desk) -> None:
    page = desk.go("plan", "W4")
    row = page.agenda._rows[page.agenda.current]
    row.minutes.clear()
    desk.press("Tab")
    assert row.minutes.text() == "30"


def test_lengths_are_typed_in_any_digits_and_never_as_words(desk) -> None:
    page = desk.go("plan", "W4")
    row = page.agenda._rows[page.agenda.current]
    desk.type("٤٥")
    desk.type("m")
    desk.stored()
    assert desk.program.workspace.get(AgendaBlock, row.block_id).minutes == 45


def test_a_dropped_table_is_shown_and_taken_in_as_one_step(desk, tmp_path: Path) -> None:
    page = desk.go("plan", "W4")
    before = len(page._placed)
    table = tmp_path / "agenda.csv"
    table.write_text("event,start,minutes,title\nA,10:00,30,One\nB,11:00,20,Two\n", "utf-8")
    assert page.take_files([str(table)])
    desk.settle()
    dialog = next(one for one in desk.frame.findChildren(AgendaDialog) if one.isVisible())
    assert dialog.event_choice.isVisible()
    assert len(desk.program.agenda.blocks(page.workshop_id)) == before
    dialog.event_choice.changed.emit("B")
    desk.settle()
    assert dialog.take.text() == "Take in 1 block"
    dialog.take.click()
    desk.settle()
    assert desk.program.agenda.blocks(page.workshop_id)[-1].title == "Two"
    assert "1 block came in." in desk.message
    desk.press("Ctrl+Z")
    assert len(desk.program.agenda.blocks(page.workshop_id)) == before


def test_a_file_that_is_no_agenda_is_refused_in_the_page(desk, tmp_path: Path) -> None:
    page = desk.go("plan", "W4")
    table = tmp_path / "people.csv"
    table.write_text("name,email\nParticipant 001,a@example.org\n", "utf-8")
    assert page.take_files([str(table)])
    desk.settle()
    assert "agenda" in desk.message.lower()
    assert not page.take_files([str(tmp_path / "x.carebundle")])


def test_an_organisation_is_given_a_role_and_taken_away(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = new_workshop(desk)
    roles = desk.page.about.form.roles
    roles.name.edit.setFocus()
    desk.type("Grassroots organization A")
    desk.press("Enter")
    found = desk.program.workshops.roles(workshop.id)
    assert [one.organisation.name for one in found] == ["Grassroots organization A"]
    assert roles.name.text() == ""
    roles._on_remove(found[0].link.id)
    desk.settle()
    assert desk.program.workshops.roles(workshop.id) == []


def test_days_and_times_are_stored_and_the_last_day_is_never_before_the_first(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = new_workshop(desk)
    form = desk.page.about.form
    form.start.edit.setFocus()
    form.start.edit.selectAll()
    desk.type("25/06/2024")
    desk.press("Tab")
    stored = desk.program.workspace.get(Workshop, workshop.id)
    assert (stored.start, stored.end >= stored.start) == ("2024-06-25", True)
    form.end.edit.selectAll()
    desk.type("24/06/2024")
    desk.press("Tab")
    assert form.end.edit.accessibleDescription().startswith("The last day is before the first")
    assert desk.program.workspace.get(Workshop, workshop.id).end == stored.end
    form.begins.edit.setFocus()
    form.begins.edit.selectAll()
    desk.type("8h30")
    desk.go("home")
    assert desk.program.workspace.get(Workshop, workshop.id).day_starts == ("08:30",)


def test_the_purpose_is_kept_and_shown(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = new_workshop(desk)
    form = desk.page.about.form
    form.purpose.edit.setFocus()
    desk.type("What makes the days lighter")
    desk.go("home")
    assert (
        desk.program.workspace.get(Workshop, workshop.id).purpose == "What makes the days lighter"
    )
    page = desk.go("plan", workshop.code)
    said = [label.text() for label in page.about.findChildren(QLabel)]
    assert "What makes the days lighter" in said


def test_a_new_programme_is_made_in_the_form(make_desk) -> None:
    desk = make_desk(sample=False)
    workshop = new_workshop(desk)
    form = desk.page.about.form
    form._programme.changed.emit("+")
    assert desk.focus is form._new_programme.edit
    desk.type("Care in the valley")
    desk.press("Enter")
    stored = desk.program.workspace.get(Workshop, workshop.id)
    programme = desk.program.workshops.programmes()[0]
    assert (programme.title, stored.programme_id) == ("Care in the valley", programme.id)
    assert form._programme.value() == programme.id
    form._programme.changed.emit("=")
    assert form._new_programme.text() == "Care in the valley"
    desk.type("Care in both valleys")
    desk.press("Enter")
    assert [one.title for one in desk.program.workshops.programmes()] == ["Care in both valleys"]
    assert form._programme.value() == programme.id


def test_the_name_of_a_programme_changes_in_the_language_shown(make_desk) -> None:
    desk = make_desk(language="es")
    key = desk.program.workshops.find("W4").programme_id
    with desk.program.workspace.change("programme_edit") as change:
        change.set(Programme, key, titles={"es": "Talleres", "fr": "Ateliers"})
    before = desk.program.workspace.get(Programme, key)
    form = (desk.go("plan", "W4"), desk.press("F2"))[0].about.form
    form._programme.changed.emit("=")
    assert form._new_programme.text() == "Talleres"
    desk.type("Otro nombre")
    desk.press("Enter")
    after = desk.program.workspace.get(Programme, key)
    assert after.titles == {"es": "Otro nombre", "fr": "Ateliers"}
    assert after.title == before.title


def test_a_block_from_the_search_is_chosen(desk) -> None:
    block = desk.program.agenda.blocks(desk.program.workshops.find("W4").id)[4]
    page = desk.go("plan", "W4", block.id)
    assert page.agenda.current == block.id
    assert desk.focus is page.agenda._rows[block.id].minutes
    assert page.agenda._scroll.focusPolicy() == Qt.FocusPolicy.NoFocus
