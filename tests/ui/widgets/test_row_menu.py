"""The menu of a row says and does what the keys of its page do, on every page that has rows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QWidget

from carefacilitator.ui.widgets.row_menu import menu_line, row_acts

PAGES = {
    "home": lambda page: page._list,
    "facilitate": lambda page: page.notes.list,
    "harvest": lambda page: page.notes.list,
}
"""A list of rows of each page that has one."""


def menu_at(widget: QWidget, reason: QContextMenuEvent.Reason) -> list[str]:
    """Ask for the menu in the middle of a widget; returns its words and closes it."""
    place = widget.rect().center()
    event = QContextMenuEvent(reason, place, widget.mapToGlobal(place))
    QApplication.sendEvent(widget, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu), "no menu came"
    words = [one.text().partition("\t")[0] for one in menu.actions() if one.text()]
    menu.close()
    return words


def row_of(view: QAbstractItemView) -> int:
    """The first row that can be chosen."""
    model = view.model()
    return next(n for n in range(model.rowCount()) if model.index(n, 0).flags() & Qt.ItemIsEnabled)


@pytest.mark.parametrize(
    "reason", [QContextMenuEvent.Reason.Mouse, QContextMenuEvent.Reason.Keyboard]
)
@pytest.mark.parametrize("name", sorted(PAGES))
def test_the_menu_has_every_act_about_a_row(desk, name: str, reason) -> None:
    page = desk.go(name, "W1" if name != "home" else "")
    view = PAGES[name](page)
    view.setFocus()
    view.setCurrentIndex(view.model().index(row_of(view), 0))
    desk.settle()
    told = menu_at(view.viewport(), reason)
    wanted = [act.words for act in row_acts(page)]
    assert len(wanted) >= 2
    assert [one for one in wanted if one[:1].upper() + one[1:] not in told] == []


def test_a_block_has_its_menu_beside_that_of_its_text(desk) -> None:
    page = desk.go("plan", "W1")
    second = page._placed[1].block.id
    row = page.agenda._rows[second]
    told = menu_at(row.title, QContextMenuEvent.Reason.Mouse)
    assert page.agenda.current == second
    wanted = ["Move block earlier", "Fix the time", "Duplicate", "Remove block"]
    assert [one for one in wanted if one not in told] == []
    assert any("Paste" in one for one in told)
    assert "Remove block" in menu_at(row, QContextMenuEvent.Reason.Mouse)


def test_what_is_chosen_in_the_menu_is_done(desk) -> None:
    page = desk.go("plan", "W1")
    second = page._placed[1].block.id
    row = page.agenda._rows[second]
    place = QPoint(3, 3)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, row.mapToGlobal(place))
    QApplication.sendEvent(row, event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    (remove,) = [one for one in menu.actions() if one.text().startswith("Remove block")]
    remove.trigger()
    menu.close()
    desk.until(lambda: second not in {one.block.id for one in page._placed})


def test_three_dots_open_the_menu_where_nobody_looks_for_one(desk, looking) -> None:
    page = desk.go("plan", "W1")
    find: Callable[[str], list[QWidget]] = lambda name: [  # noqa: E731
        one for one in page.block.findChildren(QWidget) if one.accessibleName() == name
    ]
    (dots,) = find("What can be done with it")
    dots.click()
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert any(one.text().startswith("Remove block\tCtrl+Delete") for one in menu.actions())
    menu.close()


def test_the_bin_has_a_menu_too(desk) -> None:
    from carefacilitator.ui.history.bin_dialog import BinDialog

    desk.go("facilitate", "W1")
    (workshop, notes) = desk.frame.place.workshop_id, desk.program.notes
    notes.delete(notes.of(workshop)[0].note.id)
    desk.frame.show_bin()
    desk.until(lambda: any(isinstance(one, BinDialog) for one in QApplication.topLevelWidgets()))
    dialog = next(one for one in QApplication.topLevelWidgets() if isinstance(one, BinDialog))
    told = menu_at(dialog.list.viewport(), QContextMenuEvent.Reason.Keyboard)
    assert told == ["Bring back", "Remove for good …"]
    dialog.reject()


def test_removing_for_good_means_the_row_and_not_the_note_in_the_line(desk) -> None:
    page = desk.go("facilitate", "W1")
    view, notes = page.notes.list, page.notes
    first, second = [n for n, row in enumerate(notes.model.rows) if notes.model.rows[n].view][:2]
    view.setFocus()
    view.setCurrentIndex(view.model().index(first, 0))
    desk.press("Enter", view)
    desk.until(lambda: bool(notes.capture.note_id))
    view.setFocus()
    view.setCurrentIndex(view.model().index(second, 0))
    chosen = notes.chosen().note.id
    assert page.record_here() == ("note", chosen) != ("note", notes.capture.note_id)
    heading = next(n for n, _ in enumerate(notes.model.rows) if not notes.model.rows[n].view)
    view.setCurrentIndex(view.model().index(heading, 0))
    assert page.record_here() is None


def test_an_arrow_stays_behind_its_key_whatever_the_direction() -> None:
    assert menu_line("Earlier & later", "F4") == "Earlier && later\tF4"
    assert menu_line("Earlier", "Alt+↑") == "Earlier\t\u200eAlt+↑\u200e"
    assert menu_line("Present", "") == "Present"
