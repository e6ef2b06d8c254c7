"""What was shared: in words, with a menu on each row, and whether it arrived."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from carefacilitator.app import build
from carefacilitator.services.documents.documents import DocumentRequest


@pytest.fixture
def sent(desk, tmp_path: Path) -> Any:
    """A desk that handed out W4 as a paper, then as a bundle."""
    office = build(tmp_path / "office")
    office.identity.rename("Secretariat")
    peer = desk.program.identity.take_card(office.identity.card().text(), "other")
    office.close()
    workshop = desk.program.workshops.find("W4").id
    wished = DocumentRequest("summary", workshop, "fr", anonymous=True, second="ar")
    desk.program.papers.write(wished, tmp_path / "a.pdf")
    recipient = desk.program.identity.recipient(peer.device)
    desk.program.sharing.export([workshop], tmp_path / "a.carebundle", [recipient])
    return desk


def menu_at(desk: Any, row: int) -> QMenu:
    """The menu of a row, opened by keyboard."""
    rows = desk.page.shared.list
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(row))
    desk.press("Enter", rows)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def told(desk: Any, row: int) -> str:
    model = desk.page.shared.model
    return str(model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole))


def test_nothing_has_left_at_first(desk) -> None:
    page = desk.go("share", "W4")
    assert page.shared.told.text() == "Nothing has left this computer."
    assert not page.shared.list.isVisible()


def test_each_row_is_told_whole(sent) -> None:
    sent.go("share", "W4")
    assert told(sent, 0).startswith("Bundle 1 for Secretariat")
    assert "not known whether it arrived" in told(sent, 0)
    assert told(sent, 1).startswith("Summary, Français + العربية")
    assert "arrived" not in told(sent, 1)


def test_that_it_arrived_is_kept_and_taken_back(sent) -> None:
    page = sent.go("share", "W4")
    for arrived in (True, False):
        menu = menu_at(sent, 0)
        (line,) = menu.actions()
        assert line.isChecked() is not arrived
        line.trigger()
        menu.close()
        sent.settle()
        assert ("arrived, as told on 22 Sept 2022" in told(sent, 0)) is arrived
        mark = page.shared.model.rows[0].marks[0]
        assert (mark.icon == "check-circle") is arrived
    assert len(sent.program.sharing.log()) == 2


def test_a_paper_is_chosen_again_as_it_was(sent) -> None:
    page = sent.go("share", "W4")
    menu = menu_at(sent, 1)
    menu.actions()[0].trigger()
    menu.close()
    sent.settle()
    choices = page.paper.choices
    assert (choices.kind.value(), choices.language.value(), choices.beside) == (
        "summary",
        "fr",
        "ar",
    )
    assert choices.anonymous
    assert page.paper.save_button.hasFocus()
    assert "Français + العربية" in page.paper.facts.text()


def test_a_right_click_opens_the_menu_of_that_row(sent) -> None:
    page = sent.go("share", "W4")
    rows = page.shared.list
    place = rows.visualRect(rows.model().index(1)).center()
    rows.customContextMenuRequested.emit(place)
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    assert popup.actions()[0].text() == "Choose this paper again"
    assert rows.currentIndex().row() == 1
    popup.close()


def test_what_was_written_since_is_told(sent) -> None:
    page = sent.go("share", "W4")
    assert page.shared.told.text() == ""
    sent.program.notes.add(page.workshop_id, "Said after the bundle was sealed")
    sent.settle()
    assert "has not been shared" in page.shared.told.text()
