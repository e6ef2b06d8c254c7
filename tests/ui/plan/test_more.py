"""Plan: rooms and days by key, the agenda as a file, and what earlier workshops left."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.ui.plan.agenda_export import WriteDialog


def words_on(widget) -> list[str]:
    labels = (label for label in widget.findChildren(QLabel) if label.isVisible())
    return [label.whole() if hasattr(label, "whole") else label.text() for label in labels]


def test_a_block_follows_another_in_its_room_by_key(desk) -> None:
    page = desk.go("plan", "W4")
    ids = [one.block.id for one in page._placed]
    desk.press("Down")
    desk.press("Shift+F6")
    assert "The block before runs alone" in desk.message
    desk.press("F6")
    desk.press("Down")
    desk.press("Shift+F6")
    starts = [one.start for one in page._placed[:3]]
    assert starts == ["09:00", "09:00", "09:15"]
    assert page.agenda._rows[ids[2]].follows.isVisible()
    assert [one.strip for one in desk.frame.band._blocks[:3]] == [1, 2, 2]


def test_a_day_is_copied_by_key_and_by_its_button(desk) -> None:
    page = desk.go("plan", "W4")
    count = len(page._placed)
    desk.press("Ctrl+Shift+D")
    assert len(page._placed) == 2 * count
    assert desk.message.startswith("Day 2 is now like day 1.")
    page.agenda.copy_asked.emit(2)
    desk.settle()
    assert len(page._days) == 3
    desk.press("Ctrl+Z")
    desk.press("Ctrl+Z")
    assert len(page._placed) == count


def test_lead_and_steps_of_a_block_are_kept_as_typed(desk) -> None:
    page = desk.go("plan", "W4")
    block = page._placed[0].block.id
    page.block._fields["lead"].edit.setFocus()
    desk.type("Participant 001")
    page.block._fields["instructions"].edit.setFocus()
    desk.type("In pairs")
    desk.stored()
    stored = desk.program.workspace.get(AgendaBlock, block)
    assert (stored.lead, stored.instructions) == ("Participant 001", "In pairs")


@pytest.mark.parametrize(
    ("form", "starts_with"),
    [
        ("agenda", b"%PDF"),
        ("running_order", b"%PDF"),
        ("ics", b"BEGIN:VCALENDAR"),
        ("csv", b"\xef\xbb\xbf"),
    ],
)
def test_the_agenda_is_saved_in_every_form(desk, tmp_path: Path, form: str, starts_with) -> None:
    desk.go("plan", "W4")
    desk.press("Ctrl+P")
    dialog = next(one for one in desk.frame.findChildren(WriteDialog) if one.isVisible())
    dialog.form.set_value(form)
    dialog.form.changed.emit(form)
    assert dialog.leads.isVisible() == (form in ("ics", "csv"))
    dialog.write(tmp_path / "agenda")
    desk.settle()
    (made,) = tmp_path.glob("agenda.*")
    assert made.read_bytes().startswith(starts_with)
    assert made.name in desk.message


def test_a_calendar_dropped_on_the_page_is_shown_first(desk, tmp_path: Path) -> None:
    page = desk.go("plan", "W4")
    file = tmp_path / "w4.ics"
    desk.program.agenda_files.write(page.workshop_id, file, "en")
    assert page.take_files([str(file)])
    desk.settle()
    dialog = next(one for one in desk.frame.children() if type(one).__name__ == "AgendaDialog")
    assert dialog.take.text() == "Take in 11 blocks"
    dialog.reject()


def test_the_form_stands_first_while_it_is_open(desk) -> None:
    page = desk.go("plan", "W4")
    assert page.about.y() > page.block.y()
    desk.press("F2")
    assert page.about.y() < page.block.y()
    assert page.about.title_edit.hasFocus()
    desk.press("F2")
    assert page.about.y() > page.block.y()


def test_themes_bring_lessons_of_earlier_workshops(desk) -> None:
    page = desk.go("plan", "W4")
    workshop = page.workshop_id
    desk.program.workshops.edit(workshop, themes=("infrastructure",))
    desk.settle()
    found = desk.program.last_time.lessons(workshop)
    assert found
    assert all(one.themes == ("infrastructure",) for one in found)
    assert "Lessons about the same themes" in words_on(page._open)
    assert page._program.workspace.get(Workshop, workshop).themes == ("infrastructure",)


def test_all_that_is_open_is_shown_on_request(desk) -> None:
    page = desk.go("plan", "W4")
    few = len(words_on(page._open))
    desk.press("F8")
    assert len(words_on(page._open)) > few
    assert page._open.isVisible()
