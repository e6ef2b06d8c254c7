"""The zone of a workshop is seen, changed by a city's name, and is the one of the whole screen."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtWidgets import QLabel

from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.ui.plan.zone_field import ZoneField, zone_of_words


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("America/Lima", "America/Lima"),
        ("america/mexico city", "America/Mexico_City"),
        ("Rabat", ""),
        ("Mexico City", "America/Mexico_City"),
        ("são paulo", "America/Sao_Paulo"),
        ("casab", "Africa/Casablanca"),
        ("Nowhere", ""),
        ("a", ""),
    ],
)
def test_a_city_is_enough(typed: str, zone: str) -> None:
    assert zone_of_words(typed) == zone


def test_a_field_that_was_passed_by_is_no_mistake(qtbot, kit) -> None:
    field = ZoneField(kit, "Time zone")
    qtbot.addWidget(field)
    field.show_zone("")
    field.edit.editingFinished.emit()
    assert not [one for one in field.findChildren(QLabel) if "No time zone" in one.text()]
    field.set_text("Nowhere")
    field.edit.editingFinished.emit()
    (told,) = [one.text() for one in field.findChildren(QLabel) if "No time zone" in one.text()]
    for example in ("Lima", "Casablanca"):
        assert example in told
        assert zone_of_words(example), "what is given as an example must be taken"


def test_planned_times_keep_their_face_and_what_happened_its_moment(make_desk) -> None:
    desk = make_desk(sample=False)
    here = desk.now.astimezone(dt.UTC)
    day = here.date().isoformat()
    made = desk.program.workshops.create("Day", start=day, time_zone="Asia/Kolkata").id
    block = desk.program.agenda.add(made, "Opening", 30)
    desk.program.agenda.start(block.id)
    begun = desk.program.workspace.get(AgendaBlock, block.id).started_at
    page = desk.go("plan", made)
    assert "Kolkata time" in " ".join(one.text() for one in desk.frame.header.findChildren(QLabel))
    facts = " ".join(one.text() for one in page.about.findChildren(QLabel))
    assert "Kolkata: " in facts
    desk.press("F2")
    field = page.about.form.zone
    field.edit.setFocus()
    field.edit.selectAll()
    desk.type("Atlantis", field.edit)
    desk.press("Tab", field.edit)
    assert "No time zone" in " ".join(one.text() for one in field.findChildren(QLabel))
    assert desk.program.workspace.get(Workshop, made).time_zone == "Asia/Kolkata"
    field.edit.setFocus()
    field.edit.selectAll()
    desk.type("lima", field.edit)
    desk.press("Enter", field.edit)
    desk.settle()
    assert desk.program.workspace.get(Workshop, made).time_zone == "America/Lima"
    assert field.text() == "America/Lima"
    assert desk.program.agenda.placed(made)[0].start == "09:00"
    assert desk.program.workspace.get(AgendaBlock, block.id).started_at == begun
    lima = (here - dt.timedelta(hours=5)).strftime("%H:%M")
    assert desk.program.agenda.face(made).since == lima
