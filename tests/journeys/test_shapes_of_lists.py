"""Lists in the shapes that people's tools write, each with its right answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.interchange.people.attendees import read_attendees
from carefacilitator.model.records.records import Person
from carefacilitator.services.program import Program
from carefacilitator.storage.doctor import snapshot
from carefacilitator.storage.workspace import open_workspace

CODES = ("row_heading", "row_total", "row_title", "row_signed", "row_other_table")
"""Remarks about rows that are nobody."""
NAMES = {
    "a02_print_pages.xlsx": "Ana Balam|Berta Chan|Celia Dzul",
    "a27_amy.csv": "Ana Balam|Berta Chan|Celia",
    "a28_eventbrite.csv": "Ana Balam|Berta Chan",
    "a29_pretix.csv": "Ana Balam|Berta Chan",
    "a30_zoom.csv": "Ana Balam|Berta Chan|Berta Chan",
    "b03_middle.csv": "Ana Lucía Balam|Berta Chan",
    "b08_status_estado.csv": "Ana Balam|Berta Chan",
    "b11_google_contacts.csv": "Ana Balam",
    "b13_civicrm.csv": "Ana Balam|Berta Chan",
    "b16_eventyay.csv": "Ana Balam",
    "b18_teams.csv": "Ana Balam|Berta Chan",
    "c01_coop.csv": "Ana Balam|Berta Chan|Celia Dzul",
    "c02_coop_fr.csv": "Ana Balam|Berta Chan",
    "c03_coop_pt.csv": "Ana Souza|Bia Lima",
    "c05_odk_central.csv": "Ana Balam|Berta Chan",
    "c06_google_middle.csv": "Ana Lucía Balam|Berta Chan|Celia Dzul",
    "c09_segundo.csv": "Ana Lucía Balam Uc|Berta Chan Pat",
    "c10_second_row_lang.csv": "Ana Balam",
    "c12_qualtrics.csv": "Ana Balam|Berta Chan",
    "c13_survey_monkey.csv": "Ana Balam|Berta Chan",
}
NOBODY = {
    "a02_print_pages.xlsx": {2, 5, 6, 8, 9, 10},
    "b18_teams.csv": {11, 12, 13, 14},
    "c10_second_row_lang.csv": {2},
    "c12_qualtrics.csv": {3},
    "c13_survey_monkey.csv": {2},
}


@pytest.fixture(scope="module")
def shapes(inputs: Path) -> Path:
    return inputs / "20_shapes"


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path_factory.mktemp("shapes") / "workspace"))
    yield made
    made.close()


@pytest.mark.parametrize("name", NAMES)
def test_everybody_has_her_own_name(shapes: Path, name: str) -> None:
    file = read_attendees(shapes / name)
    assert [row.name for row in file.rows] == NAMES[name].split("|")
    nobody = {one.row for one in file.warnings if one.code in CODES}
    assert nobody == NOBODY.get(name, set())


@pytest.mark.parametrize("name", NAMES)
def test_the_same_list_twice_changes_nothing(hall: Program, shapes: Path, name: str) -> None:
    day = hall.workshops.create("Taller", "2026-05-12").id
    hall.attendees.bring(day, hall.attendees.read(shapes / name))
    before = snapshot(hall.workspace)
    again = hall.attendees.bring(day, hall.attendees.read(shapes / name))
    assert (again.added, again.updated) == (0, 0)
    assert snapshot(hall.workspace) == before


def people(hall: Program, path: Path) -> list[Person]:
    day = hall.workshops.create("Taller", "2026-05-12").id
    hall.attendees.bring(day, hall.attendees.read(path))
    return [line.person for line in hall.people.lines(day, "")]


def test_two_women_of_one_name_are_two(hall: Program, shapes: Path) -> None:
    found = people(hall, shapes / "a12_same_names.csv")
    told = {(one.locality, one.phone) for one in found}
    assert {("San Juan", "9991110001"), ("Santa Rosa", "9992220002")} <= told
    assert {one.name for one in found} == {"María Pech"}


def test_a_hundred_and_twenty_women_are_so_many(hall: Program, shapes: Path) -> None:
    found = people(hall, shapes / "a36_120_women.csv")
    assert len({one.phone for one in found}) == len(found) == 120


def test_a_meeting_that_somebody_left_and_joined_again(hall: Program, shapes: Path) -> None:
    found = people(hall, shapes / "a30_zoom.csv")
    assert sorted(one.name for one in found) == ["Ana Balam", "Berta Chan"]


def test_addresses_telephones_and_organisations(hall: Program, shapes: Path) -> None:
    (ana,) = people(hall, shapes / "b11_google_contacts.csv")
    assert (ana.email, ana.phone) == ("ana@example.org", "+52 999 123 4567")
    buyers = people(hall, shapes / "a29_pretix.csv")
    assert [one.email for one in buyers] == ["ana@example.org", ""]
    rows = read_attendees(shapes / "b13_civicrm.csv").rows
    assert {row.organization for row in rows} == {"Red A"}
    coop = read_attendees(shapes / "c01_coop.csv").rows
    assert {row.organization for row in coop} == {"Cooperativa Ixchel"}
    assert len({row.phone for row in coop}) == 3


def test_a_status_is_no_place(shapes: Path) -> None:
    for name in ("a04_hidden_rows.xlsx", "b08_status_estado.csv"):
        assert {row.locality for row in read_attendees(shapes / name).rows} == {""}
