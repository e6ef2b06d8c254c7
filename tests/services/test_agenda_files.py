"""Agendas from tables: pins, groups and days as the file tells them, in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator.interchange.refusals import NoAgendaColumns
from carefacilitator.model.records import Workshop
from carefacilitator.services.agenda_files import AgendaFiles
from carefacilitator.services.program import Program

ROWS = """event,day,start,minutes,type,room,title
W1,1,10:00,15,opening,Main,Welcome
W1,1,10:15,40,presentation,Main,The compendium
W2,1,08:30,60,registration,Hall,Registration
W2,1,09:30,45,plenary,Main,Plenary
W2,1,11:00,90,breakout,A,Group A
W2,1,11:00,90,breakout,B,Group B
W2,2,09:00,30,closing,Main,Closing
W2,2,,,closing,Main,No length
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "agenda.csv"
    made.write_text(ROWS, "utf-8")
    return made


@pytest.fixture
def files(program: Program) -> AgendaFiles:
    return AgendaFiles(program.workspace, program.agenda)


def placed(program: Program, workshop: str) -> list[tuple[int, str, str, bool, bool]]:
    return [
        (
            one.block.day,
            one.start,
            one.block.title,
            bool(one.block.parallel),
            bool(one.block.fixed_start),
        )
        for one in program.agenda.placed(workshop)
    ]


def test_the_workshop_named_in_the_file_is_offered_first(
    program: Program, files: AgendaFiles, file: Path
) -> None:
    workshop = program.workshops.create("Second", code="W2").id
    look = files.look(file, workshop)
    assert look.events == ("W1", "W2")
    assert look.event == "W2"
    assert [row.title for row in look.rows][:2] == ["Registration", "Plenary"]
    assert [one.code for one in look.refused] == ["agenda_no_length"]
    assert look.days == 2
    assert program.agenda.blocks(workshop) == []


def test_pins_groups_and_days_come_as_the_file_tells_them(
    program: Program, files: AgendaFiles, file: Path
) -> None:
    workshop = program.workshops.create("Second", "2024-06-25", code="W2").id
    assert files.take(workshop, files.look(file, workshop)) == 5
    assert placed(program, workshop) == [
        (1, "08:30", "Registration", False, False),
        (1, "09:30", "Plenary", False, False),
        (1, "11:00", "Group A", True, True),
        (1, "11:00", "Group B", True, True),
        (2, "09:00", "Closing", False, False),
    ]
    stored = program.workspace.get(Workshop, workshop)
    assert stored.day_starts == ("08:30", "09:00")
    assert stored.end == "2024-06-26"
    program.history.undo()
    assert placed(program, workshop) == []
    assert program.workspace.get(Workshop, workshop).end == "2024-06-25"


def test_a_day_that_has_blocks_keeps_its_start_and_the_file_comes_behind(
    program: Program, files: AgendaFiles, file: Path
) -> None:
    workshop = program.workshops.create("First", code="W1").id
    program.agenda.add(workshop, "Coffee", 30)
    files.take(workshop, files.look(file, workshop))
    assert placed(program, workshop) == [
        (1, "09:00", "Coffee", False, False),
        (1, "10:00", "Welcome", False, True),
        (1, "10:15", "The compendium", False, False),
    ]


def test_a_file_without_an_agenda_is_refused_and_nothing_is_written(
    program: Program, files: AgendaFiles, tmp_path: Path
) -> None:
    workshop = program.workshops.create("First").id
    other = tmp_path / "people.csv"
    other.write_text("name,email\nParticipant 001,a@example.org\n", "utf-8")
    with pytest.raises(NoAgendaColumns):
        files.look(other, workshop)
    assert program.agenda.blocks(workshop) == []


def test_the_real_scenario_gives_every_block_its_written_start(
    program: Program, files: AgendaFiles, inputs: Path
) -> None:
    source = inputs / "14_scenario" / "scenario_agenda.csv"
    events = files.look(source, program.workshops.create("Any").id).events
    assert len(events) == 14
    for event in events:
        workshop = program.workshops.create(event, code=event + " ").id
        look = files.look(source, workshop, event)
        files.take(workshop, look)
        told = [(row.day, row.start, row.title) for row in look.rows]
        assert [(day, start, title) for day, start, title, *_ in placed(program, workshop)] == told
