"""Entries of a compendium, ticked by keyboard on the Share page."""

from __future__ import annotations

from PySide6.QtCore import Qt

from carefacilitator.services.documents import compendium
from carefacilitator.ui.share.compendium_picker import PickingDialog


def opened(desk) -> PickingDialog:
    desk.press("Ctrl+L")
    desk.settle()
    (dialog,) = [one for one in desk.frame.findChildren(PickingDialog) if one.isVisible()]
    return dialog


def test_entries_are_narrowed_ticked_and_taken(desk, tmp_path) -> None:
    page = desk.go("share", "W4")
    assert not page.paper.choices.pick.isVisible()
    dialog = opened(desk)
    assert page.paper.kind.value() == "compendium"
    model = dialog.list.model()
    usual = set(model.ticked)
    workshops = compendium.side_by_side(desk.program.workshops, page.workshop_id, False)
    found = compendium.candidates(desk.program.dossiers.sources, workshops, "en")
    assert [one.key for one in model.rows] == [one.id for one in found]
    assert usual == {one.id for one in found if one.usual} != set()
    first = model.rows[0].key
    desk.press("Space", dialog.list)
    state = model.data(model.index(0), Qt.ItemDataRole.CheckStateRole)
    assert state == Qt.CheckState.Unchecked
    assert model.ticked == usual - {first}
    dialog.part.edit.setFocus()
    desk.type("manzana", dialog.part.edit)
    assert {"Manzana" in one.text for one in model.rows} == {True}
    model.tick_shown(False)
    dialog.part.edit.setFocus()
    dialog.part.edit.selectAll()
    desk.press("Backspace", dialog.part.edit)
    model.tick_shown(False)
    assert not dialog.act.isEnabled()
    desk.press("Down", dialog.part.edit)
    assert dialog.list.hasFocus()
    desk.press("Space", dialog.list)
    desk.press("Ctrl+Enter", dialog.list)
    desk.settle()
    assert page.paper.choices.selection.lessons == (first,)
    assert page.paper.choices.pick.text().startswith("1 ")
    page.paper.save(tmp_path / "a.pdf")
    desk.settle()
    assert (tmp_path / "a.pdf").exists()
    again = opened(desk)
    assert again.list.model().ticked == {first}
    again.reject()
    page.paper.choices.about.set_value("all")
    page.paper.choices.about.changed.emit("all")
    assert page.paper.choices.selection.lessons == ()
