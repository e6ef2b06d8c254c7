"""Home: a contents page of the workshops, from which everything else is one key away."""

from __future__ import annotations

from PySide6.QtCore import Qt

from carefacilitator.model.records.records import Workshop
from carefacilitator.ui.widgets.layout import Columns


def row_of(desk, code: str) -> int:
    model = desk.page._model
    return next(
        n for n, row in enumerate(model.rows) if row.line and row.line.workshop.code == code
    )


def test_todays_workshop_is_chosen_and_enter_opens_it_where_it_stopped(desk) -> None:
    page = desk.page
    chosen = page._chosen_line()
    assert chosen is not None
    assert chosen.workshop.code == "W4"
    assert chosen.state == "today"
    assert desk.focus is page._list
    desk.press("Enter")
    assert (desk.page.name, desk.page.workshop_id) == (chosen.stage, chosen.workshop.id)


def test_ctrl_enter_opens_todays_workshop_whatever_row_is_chosen(desk) -> None:
    desk.page._list.setCurrentIndex(desk.page._model.index(1))
    desk.press("Ctrl+Enter")
    assert desk.page.workshop_id == desk.program.workshops.find("W4").id


def test_everything_fits_the_smallest_screen_without_scrolling_the_page(desk) -> None:
    columns = desk.page.findChild(Columns)
    assert columns.verticalScrollBar().maximum() == 0
    assert columns.horizontalScrollBar().maximum() == 0


def test_years_stand_in_the_headings_and_states_are_words(desk) -> None:
    rows = desk.page._model.rows
    heads = [row for row in rows if row.line is None]
    assert [("2022" in head.second or "2024" in head.second) for head in heads] == [True] * len(
        heads
    )
    spoken = [
        desk.page._model.data(desk.page._model.index(n), Qt.ItemDataRole.AccessibleTextRole)
        for n in range(len(rows))
    ]
    assert "Today" in spoken[row_of(desk, "W4")]
    assert "28 people" in spoken[row_of(desk, "W4")]
    assert desk.page.badge() == "Sample"


def test_organisations_are_named_in_the_language_of_the_screen(make_desk) -> None:
    desk = make_desk(language="ar")
    seconds = " ".join(row.second for row in desk.page._model.rows)
    assert "هيئة الأمم المتحدة للمرأة" in seconds


def test_a_heading_folds_by_enter_and_by_the_arrow_that_points_back(make_desk) -> None:
    for language, back, on in (("en", "Left", "Right"), ("ar", "Right", "Left")):
        desk = make_desk(f"desk-{language}", language=language)
        page = desk.page
        whole = len(page._model.rows)
        page._list.setCurrentIndex(page._model.index(0))
        desk.press("Enter")
        assert len(page._model.rows) == whole - 5
        desk.press(back)
        assert len(page._model.rows) == whole - 5
        desk.press(on)
        assert len(page._model.rows) == whole
        desk.press(back)
        assert len(page._model.rows) == whole - 5
        desk.leave()


def test_the_chosen_row_stays_in_its_place_while_others_write(desk) -> None:
    page = desk.page
    page._list.setCurrentIndex(page._model.index(row_of(desk, "C8")))
    place = page._list.verticalScrollBar().value()
    assert place > 0
    desk.program.workshops.edit(desk.program.workshops.find("W1").id, place="Elsewhere")
    desk.settle()
    assert page._chosen_line().workshop.code == "C8"
    assert page._list.verticalScrollBar().value() == place


def test_the_next_row_is_chosen_where_undo_took_the_chosen_one(desk) -> None:
    page = desk.page
    made = desk.program.workshops.create("Taken back", "2030-01-01")
    desk.settle()
    page._list.setCurrentIndex(page._model.index_of(made.id))
    assert page._chosen_line().workshop.id == made.id
    desk.press("Ctrl+Z")
    assert desk.program.workspace.find(Workshop, made.id) is None
    assert page._list.currentIndex().isValid(), "Enter and the keys of a row go on"


def test_a_workshop_goes_to_the_bin_and_comes_back(desk) -> None:
    page = desk.page
    page._list.setCurrentIndex(page._model.index(row_of(desk, "W2")))
    desk.press("Ctrl+Delete")
    assert "is in the bin." in desk.message
    assert page._chosen_line().workshop.code == "W3"
    desk.press("Ctrl+Z")
    assert desk.program.workshops.find("W2")


def test_a_copy_opens_its_form_and_brings_the_agenda_along(desk) -> None:
    page = desk.page
    page._list.setCurrentIndex(page._model.index(row_of(desk, "W2")))
    blocks = len(desk.program.agenda.blocks(desk.program.workshops.find("W2").id))
    desk.press("Ctrl+D")
    assert desk.page.name == "plan"
    assert desk.page.about.editing
    made = desk.program.workspace.get(Workshop, desk.page.workshop_id)
    assert made.title.startswith("Copy of ")
    assert len(desk.program.agenda.blocks(made.id)) == blocks


def test_an_empty_workspace_offers_two_ways_to_begin(make_desk) -> None:
    desk = make_desk(sample=False)
    page = desk.page
    assert page._empty.isVisible()
    assert desk.focus is page._new_button
    page._sample.click()
    assert not page._sample.isEnabled()
    desk.settle()
    assert page._list.isVisible()
    assert page._chosen_line() is not None
    assert desk.focus is page._list


def test_what_is_open_and_how_safe_it_is_stands_beside_the_list(desk) -> None:
    page = desk.page
    assert "No passphrase" in page._safe.text()
    told = "No copy made yet.\nCopies have no passphrase yet: choose one under Settings."
    assert page._copy.text() == told
    assert page._open.isVisible()


def test_the_keys_of_home_go_where_they_say(desk) -> None:
    for keys, name in (("Ctrl+I", "import"), ("Ctrl+,", "settings"), ("Ctrl+K", "search")):
        desk.go("home")
        desk.press(keys)
        assert desk.page.name == name
