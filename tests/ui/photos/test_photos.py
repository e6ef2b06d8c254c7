"""Photos of the block that is written on, and of the signed sheet: by key, by dropping, pasted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QAbstractScrollArea, QFileDialog

from carefacilitator.model.privacy.consent import SIGN_IN
from carefacilitator.services.pictures.photos import BLOCK, NOTE, WORKSHOP, Photo
from carefacilitator.ui.photos.dialog import PhotoDialog
from carefacilitator.ui.welcome.sign_in_photos import SheetPanel


@pytest.fixture
def pictures(tmp_path: Path) -> list[str]:
    """Three different pictures."""
    made = []
    for number in range(3):
        path = tmp_path / f"wall {number}.jpg"
        image = Image.new("RGB", (400, 300), "white")
        ImageDraw.Draw(image).rectangle((0, 0, 100 + 90 * number, 200), fill="navy")
        image.save(path)
        made.append(str(path))
    return made


@pytest.fixture
def no_picture(tmp_path: Path) -> str:
    path = tmp_path / "not.jpg"
    path.write_text("no picture")
    return str(path)


def start(desk: Any) -> tuple[Any, str]:
    page = desk.go("facilitate", "W4")
    block = desk.program.agenda.blocks(page.workshop_id)[3].id
    page.on_block(block)
    desk.settle()
    return page, block


def kept(desk: Any) -> list[Photo]:
    return list(desk.program.photos.of(desk.page.workshop_id))


def open_one(desk: Any) -> PhotoDialog:
    (dialog,) = desk.frame.findChildren(PhotoDialog)
    assert dialog.isVisible()
    return dialog


# --- coming in ------------------------------------------------------------------------------------


def test_by_key_and_file(desk, pictures) -> None:
    page, block = start(desk)
    desk.type("Half a sen")
    desk.press("Ctrl+I")
    (chooser,) = desk.frame.findChildren(QFileDialog)
    chooser.filesSelected.emit(pictures[:2])
    chooser.close()
    desk.settle()
    desk.stored()
    assert [(one.record.target_kind, one.record.target_id) for one in kept(desk)] == [
        (BLOCK, block)
    ] * 2
    assert "2 photos are kept" in desk.message
    assert page.notes.photos.isVisible()
    assert page.notes.capture.edit.text() == "Half a sen"
    desk.program.history.undo()
    desk.settle()
    assert kept(desk) == []
    assert not page.notes.photos.isVisible()


def test_by_dropping_on_the_window(desk, pictures, tmp_path) -> None:
    page, block = start(desk)
    desk.frame.on_files(pictures[:1])
    desk.settle()
    assert [one.record.target_id for one in kept(desk)] == [block]
    assert not page.take_files([str(tmp_path / "other.carebundle")])
    assert not page.take_files([str(tmp_path / "people.csv")])


def test_by_pasting_a_picture_into_the_line(desk) -> None:
    page, block = start(desk)
    image = QImage(320, 200, QImage.Format.Format_ARGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    desk.press("Ctrl+V")
    (photo,) = kept(desk)
    assert photo.record.target_id == block
    assert page.notes.capture.edit.text() == ""
    desk.press("Ctrl+V")
    assert len(kept(desk)) == 1
    assert "here already" in desk.message


def test_by_pasting_files(desk, pictures) -> None:
    start(desk)
    content = QMimeData()
    content.setUrls([QUrl.fromLocalFile(one) for one in pictures])
    QGuiApplication.clipboard().setMimeData(content)
    desk.press("Ctrl+V")
    assert len(kept(desk)) == 3


def test_words_are_pasted_as_words_even_with_a_picture_of_them(desk) -> None:
    page, _ = start(desk)
    content = QMimeData()
    content.setText("Care is work.")
    content.setImageData(QImage(10, 10, QImage.Format.Format_RGB32))
    QGuiApplication.clipboard().setMimeData(content)
    desk.press("Ctrl+V")
    assert page.notes.capture.edit.text() == "Care is work."
    assert kept(desk) == []


def test_a_photo_taken_while_a_note_is_chosen_belongs_to_the_note(desk, pictures) -> None:
    page, _ = start(desk)
    desk.press("Up")
    view = page.notes.chosen()
    assert view is not None
    page.take_files(pictures[:1])
    desk.settle()
    (photo,) = kept(desk)
    assert (photo.record.target_kind, photo.record.target_id) == (NOTE, view.note.id)
    page.on_block(view.note.block_id)
    desk.settle()
    assert [one.id for one in page.notes.photos.strip.photos.photos] == [photo.id]


def test_what_is_no_picture_is_told_and_changes_nothing(desk, pictures, no_picture) -> None:
    page, _ = start(desk)
    page.take_files([no_picture])
    desk.settle()
    assert "not.jpg: This picture cannot be read. Nothing was changed." in desk.message
    assert kept(desk) == []
    page.take_files([no_picture, pictures[0], no_picture])
    desk.settle()
    assert len(kept(desk)) == 1
    assert "2 pictures were not kept." in desk.message


# --- the row --------------------------------------------------------------------------------------


def test_the_row_follows_the_block(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    strip = page.notes.photos.strip
    assert len(strip.photos.photos) == 3
    assert all(not one.isNull() for one in strip.photos.images.values())
    other = desk.program.agenda.blocks(page.workshop_id)[5].id
    page.on_block(other)
    desk.settle()
    assert not page.notes.photos.isVisible()
    desk.press("Ctrl+G")
    assert "This block has no photos yet." in desk.message


def test_the_row_by_keyboard(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    strip = page.notes.photos.strip
    desk.press("Ctrl+G")
    assert strip.hasFocus()
    assert strip.currentIndex().row() == 2
    desk.press("Left")
    desk.press("Left")
    first = strip.chosen()
    assert first == kept(desk)[0]
    desk.press("N")
    assert desk.program.photos.get(first.id).said
    assert strip.chosen().id == first.id
    assert strip.hasFocus()
    desk.press("Delete")
    assert len(kept(desk)) == 2
    assert strip.hasFocus()
    desk.press("Ctrl+Z")
    assert len(kept(desk)) == 3
    desk.press("Esc")
    assert page.notes.capture.edit.hasFocus()
    desk.type("N")
    assert page.notes.capture.edit.text() == "N"


def test_removing_the_last_gives_the_line_the_keyboard_back(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures[:1])
    desk.settle()
    desk.press("Ctrl+G")
    desk.press("Delete")
    assert page.notes.capture.edit.hasFocus()


def test_from_right_to_left_the_first_stands_at_the_right(make_desk, pictures) -> None:
    desk = make_desk(language="ar")
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    strip = page.notes.photos.strip
    places = [strip.visualRect(strip.photos.index(row)).x() for row in range(3)]
    assert places == sorted(places, reverse=True)
    desk.press("Ctrl+G")
    desk.press("Right")
    assert strip.currentIndex().row() == 1


def test_every_photo_is_told_in_words(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures[:1])
    desk.settle()
    (photo,) = kept(desk)
    model = page.notes.photos.strip.photos
    told = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "Photo, 22 September 2022, not yet said who is in it"
    desk.program.photos.caption(photo.id, "The wall")
    desk.program.photos.show_people([photo.id], ["somebody"])
    desk.settle()
    told = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told == "The wall, 22 September 2022, 1 person in it"


def test_nobody_in_any_of_them_is_one_press(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    nobody = desk.frame.strip.acts.itemAt(0).widget()
    nobody.click()
    desk.settle()
    assert all(one.said and not one.people for one in kept(desk))
    assert desk.message == ""
    desk.press("Ctrl+Z")
    assert not any(one.said for one in kept(desk))


def test_what_came_damaged_shows_a_sign_and_says_why(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures[:1])
    desk.settle()
    (photo,) = kept(desk)
    page.notes.photos.strip.photos.images.clear()
    with desk.program.workspace.database.transaction() as connection:
        connection.execute("DELETE FROM blob")
    page.notes.photos.read()
    desk.settle()
    assert page.notes.photos.strip.photos.images[photo.id].isNull()
    page.notes.photos.open(photo.id)
    desk.settle()
    dialog = open_one(desk)
    assert "not on this computer" in dialog.picture.text()
    dialog.reject()
    desk.settle()


# --- one photo, large -----------------------------------------------------------------------------


@pytest.fixture
def large(desk, pictures):
    """Three photos of a block, the first open."""
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    page.notes.photos.open(kept(desk)[0].id)
    desk.settle()
    dialog = open_one(desk)
    yield dialog
    if desk.frame.findChildren(PhotoDialog):
        dialog.reject()
    desk.settle()


def test_words_are_kept_while_they_are_typed(desk, large) -> None:
    assert large.caption.edit.hasFocus() or large.focusWidget() is large.caption.edit
    desk.type("The wall", large.caption.edit)
    desk.press("PgDn", large)
    desk.type("Second", large.caption.edit)
    large.reject()
    desk.settle()
    assert [one.record.caption for one in kept(desk)] == ["The wall", "Second", ""]
    step = desk.program.history.next_undo()
    assert step.label == "photo_caption"


def test_who_is_in_it(desk, large) -> None:
    first = kept(desk)[0].id
    assert "goes to nobody but your own group" in large.fate.text()
    large.nobody.click()
    desk.settle()
    assert desk.program.photos.get(first).said
    assert large.fate.text() == "It may go to the secretariat.\nIt may stand in the report."
    key, box = next(iter(large.boxes.items()))
    box.click()
    desk.settle()
    assert desk.program.photos.get(first).people == (key,)
    assert not large.nobody.isChecked()
    assert "Not in the report: not agreed to be shown in a document." in large.fate.text()
    box.click()
    desk.settle()
    assert not desk.program.photos.get(first).said


def test_a_few_letters_find_a_person(desk, large) -> None:
    name = desk.program.people.lines(desk.page.workshop_id, "1-am")[0].person.name
    desk.type(name, large.part.edit)
    shown = [box.word for box in large.boxes.values() if not box.isHidden()]
    assert shown == [name]


def test_it_moves_to_another_block(desk, large) -> None:
    first = kept(desk)[0].id
    other = desk.program.agenda.blocks(desk.page.workshop_id)[6].id
    large.place.set_value(other)
    large.place.changed.emit(other)
    desk.settle()
    assert desk.program.photos.get(first).record.target_id == other
    large.place.changed.emit("whole")
    desk.settle()
    assert desk.program.photos.get(first).record.target_kind == WORKSHOP


def test_removing_shows_the_next_and_closes_after_the_last(desk, large) -> None:
    for left in (2, 1, 0):
        desk.press("Ctrl+Delete", large)
        assert len(kept(desk)) == left
    assert desk.frame.findChildren(PhotoDialog) == []


def test_going_along_ends_where_it_began(desk, large) -> None:
    seen = []
    for _ in range(3):
        seen.append(large._photo.id)
        desk.press("PgDn", large)
    assert large._photo.id == seen[0]
    assert len(set(seen)) == 3
    desk.press("PgUp", large)
    assert large._photo.id == seen[2]
    assert large.count.text() == "3 of 3"


def test_originals_are_a_choice(desk, large) -> None:
    assert not large.originals.isChecked()
    large.originals.click()
    desk.settle()
    assert desk.program.photos.keep_originals


@pytest.mark.parametrize("wishes", [{}, {"percent": 200}, {"language": "ar"}])
def test_everything_in_it_has_a_name_and_stays_within_the_window(
    make_desk, pictures, looking, wishes
) -> None:
    desk = make_desk(**wishes)
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    page.notes.photos.open(kept(desk)[0].id)
    desk.settle()
    dialog = open_one(desk)
    assert looking.unnamed(dialog) == []
    assert dialog.width() <= desk.frame.width()
    assert dialog.height() <= desk.frame.height()
    for area in dialog.findChildren(QAbstractScrollArea):
        assert area.horizontalScrollBar().maximum() == 0
    dialog.reject()
    desk.settle()


# --- the signed sheet -----------------------------------------------------------------------------


def test_the_signed_sheet_is_kept_with_its_day(desk, pictures) -> None:
    page = desk.go("welcome", "W4")
    desk.press("Ctrl+G")
    panel = page.panels.current
    assert isinstance(panel, SheetPanel)
    assert panel.told.text() == "Nothing is kept yet."
    desk.press("Ctrl+G")
    (chooser,) = desk.frame.findChildren(QFileDialog)
    chooser.filesSelected.emit(pictures[:1])
    chooser.close()
    desk.settle()
    assert [one.record.target_kind for one in kept(desk)] == [SIGN_IN]
    assert panel.told.text() == "1 photo kept, 22 September 2022"
    assert "1 photo kept" in page.sheet.button.accessibleName()
    assert "nobody but your own group" in desk.message
    panel.strip.take_keyboard()
    desk.press("Delete")
    assert kept(desk) == []
    assert panel.told.text() == "Nothing is kept yet."
    desk.press("Ctrl+Z")
    assert len(kept(desk)) == 1
    desk.press("Esc")
    assert page.panels.current is None
    assert page.list.field.edit.hasFocus()


def test_pictures_dropped_at_the_door_are_the_sheet(desk, pictures, tmp_path) -> None:
    page = desk.go("welcome", "W4")
    assert page.take_files(pictures[:2])
    desk.settle()
    assert [one.is_sheet for one in kept(desk)] == [True, True]
    page.sheet.open()
    desk.settle()
    panel = page.panels.current
    panel.strip.opened.emit(kept(desk)[0].id)
    desk.settle()
    dialog = open_one(desk)
    assert dialog.who.isHidden()
    assert dialog.place.isHidden()
    dialog.reject()
    desk.settle()
    assert not page.take_files([str(tmp_path / "other.carebundle")])


def test_a_photo_that_was_searched_for_opens_in_its_block(desk, pictures) -> None:
    page, block = start(desk)
    page.take_files(pictures)
    desk.settle()
    photo = kept(desk)[1]
    desk.program.photos.caption(photo.id, "Kitchen garden")
    desk.program.finding.search("kitchen garden")
    desk.go("home")
    desk.press("Ctrl+K")
    desk.type("kitchen garden")
    desk.until(lambda: desk.page.name == "search" and bool(desk.page._model.rows))
    desk.press("Down")
    desk.press("Enter")
    desk.settle()
    assert desk.page.name == "facilitate"
    assert desk.page._block == block
    dialog = open_one(desk)
    assert dialog._photo.id == photo.id
    assert len(dialog._photos) == 3
    dialog.reject()
    desk.settle()


def test_sharing_reminds_of_photos_and_leads_to_them(desk, pictures) -> None:
    page, _ = start(desk)
    page.take_files(pictures)
    desk.settle()
    first = kept(desk)[0].id
    shares = desk.go("share", "W4")
    (item,) = [one for one in shares._checklist._items if one.key == "photos"]
    assert not item.done
    shares._go_to(item)
    desk.settle()
    dialog = open_one(desk)
    assert dialog._photo.id == first
    dialog.reject()
    desk.settle()
