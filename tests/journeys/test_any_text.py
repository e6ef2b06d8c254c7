"""Whatever people type or are called arrives at the secretariat letter for letter."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

from carefacilitator.model.records.cells import clean_text
from carefacilitator.model.records.records import Note, Person
from carefacilitator.storage import doctor


def test_naughty_strings_and_names_of_the_world(device: Any, inputs: Path, tmp_path: Path) -> None:
    folder = inputs / "08_text_and_names"
    strings = [one for one in json.loads((folder / "blns.json").read_text("utf-8")) if one.strip()]
    with (folder / "common-forenames-by-country.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = sorted({value for row in rows[::9] for value in row.values() if value})[:400]
    hall, office = device("Hall"), device("Secretariat")
    workshop = hall.workshops.create("Exchange", "2022-09-22").id
    with hall.workspace.change("note_add") as change:
        for text in strings:
            change.put(Note(id=hall.workspace.new_id(), workshop_id=workshop, text=text))
    people = [hall.people.walk_in(workshop, name, "1-am").person.id for name in names[:60]]
    for person in people:
        hall.people.usual_consent(workshop, person)
    out = tmp_path / "one.carebundle"
    hall.sharing.export([workshop], out, [office.identity.card().recipient()])
    office.arrivals.apply(out, trust=True)
    arrived = sorted(note.text for note in office.workspace.all(Note))
    assert arrived == sorted(clean_text(text) for text in strings)
    here, there = (
        {one.id: one.name for one in program.workspace.all(Person)} for program in (hall, office)
    )
    assert here == there
    assert len(here) == 60
    assert doctor.check(office.workspace) == []
