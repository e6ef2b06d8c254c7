"""Colour and logos of a programme on the Plan page: by keyboard, kept at once, taken back."""

from __future__ import annotations

from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from carefacilitator.i18n import Words
from carefacilitator.ui.accessibility.names import spoken
from carefacilitator.ui.plan.branding_dialog import BrandingDialog
from carefacilitator.ui.plan.branding_widgets import contrast_words


def logo(folder: Path, name: str, shade: int) -> str:
    path = folder / name
    Image.new("RGB", (120, 60), (shade, 40, 90)).save(path)
    return str(path)


def opened(desk, code: str = "W4") -> tuple[BrandingDialog, str]:
    desk.go("plan", code)
    desk.press("Shift+F2")
    desk.settle()
    (dialog,) = [one for one in desk.frame.findChildren(BrandingDialog) if one.isVisible()]
    return dialog, desk.program.workshops.find(code).programme_id


def test_a_colour_of_ones_own_stands_in_its_field(desk) -> None:
    programme = desk.program.workshops.find("W4").programme_id
    desk.program.looks.set_colour(programme, "#ffd54f")
    dialog, _programme = opened(desk)
    assert dialog.own.text() == "#FFD54F"
    assert dialog.chips.chosen() == []
    desk.type("0", dialog.own.edit)
    dialog._read()
    desk.settle()
    assert dialog.own.text() == "#FFD54F0", "what is being typed is left alone"


def test_a_colour_is_chosen_typed_told_and_taken_back(desk) -> None:
    dialog, programme = opened(desk)
    colour = desk.program.looks.colour
    assert dialog.told.text() == "Papers are in CareFacilitator’s own green."
    assert dialog.chips.chosen() == [""]
    dialog.chips.button("plum").click()
    desk.settle()
    assert colour(programme) == "#7A2E6E"
    assert "easy to read" in dialog.told.text()
    assert spoken(dialog.told.text()) in dialog.preview.accessibleName()
    dialog.own.edit.setFocus()
    desk.type("f2c230", dialog.own.edit)
    assert "Too pale" in dialog.told.text()
    assert colour(programme) == "#7A2E6E"
    desk.press("Enter", dialog.own.edit)
    desk.settle()
    assert colour(programme) == "#F2C230"
    assert dialog.isVisible()
    assert dialog.chips.chosen() == []
    dialog.own.set_text("nothing")
    dialog.own.edit.editingFinished.emit()
    desk.settle()
    assert dialog.own.edit.accessibleDescription() != ""
    assert colour(programme) == "#F2C230"
    dialog.chips.button("teal").setFocus()
    desk.press("Ctrl+Z", dialog.chips.button("teal"))
    desk.settle()
    assert colour(programme) == "#7A2E6E"
    assert dialog.chips.chosen() == ["plum"]
    dialog.reject()


def test_logos_come_by_file_drop_and_paste_and_are_put_in_order(desk, tmp_path: Path) -> None:
    dialog, programme = opened(desk)
    (tmp_path / "no.png").write_bytes(b"no picture")
    dialog.take_files([logo(tmp_path, "one.png", 10), str(tmp_path / "no.png")])
    desk.settle()
    assert dialog.trouble.isVisible()
    assert "no.png" in dialog.trouble.text()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(logo(tmp_path, "two.jpg", 90))])
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    dialog.dropEvent(QDropEvent(QPoint(9, 9), action, data, Qt.MouseButton.LeftButton, none))
    desk.settle()
    assert not dialog.trouble.isVisible()
    image = QImage(60, 30, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkBlue)
    QGuiApplication.clipboard().setImage(image)
    dialog.chips.button("").setFocus()
    desk.press("Ctrl+V", dialog.chips.button(""))
    desk.settle()
    kept = [one.id for one in desk.program.looks.logos(programme)]
    assert list(dialog.lines) == kept
    assert len(kept) == 3
    last = dialog.lines[kept[2]]
    assert last.owner.edit.hasFocus()
    desk.type("Institute A", last.owner.edit)
    last.up.click()
    desk.settle()
    desk.stored()
    found = desk.program.looks.logos(programme)
    assert [one.id for one in found] == [kept[0], kept[2], kept[1]]
    assert found[1].owner == "Institute A"
    assert dialog.lines[kept[2]].up.hasFocus()
    assert not dialog.lines[kept[0]].up.isEnabled()
    dialog.lines[kept[0]].removed.emit()
    desk.settle()
    assert list(dialog.lines) == [kept[2], kept[1]]
    assert dialog.lines[kept[2]].owner.edit.hasFocus()
    dialog.reject()
    desk.settle()
    desk.press("Ctrl+Z")
    assert len(desk.program.looks.logos(programme)) == 3


def test_without_a_programme_the_page_says_what_is_missing(desk) -> None:
    alone = desk.program.workshops.create("Alone")
    page = desk.go("plan", alone.code)
    desk.press("Shift+F2")
    assert "belong to a programme" in desk.message
    page.about.open(True)
    assert page.about.form.looks.isHidden()


def test_contrast_is_told_in_words() -> None:
    words = Words("en")
    told = {contrast_words(words, one) for one in ("", "#1D5B4F", "#E0566F", "#F2C230")}
    assert len(told) == 4
