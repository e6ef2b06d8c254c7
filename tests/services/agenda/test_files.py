"""Agendas from tables: pins, groups and days as the file tells them, in one step."""

from __future__ import annotations

from pathlib import Path

import pytest

from carefacilitator.interchange.tables.refusals import NoAgendaColumns
from carefacilitator.model.records.records import AgendaBlock, Workshop
from carefacilitator.services.agenda.files import AgendaFiles
from carefacilitator.services.failures import AgendaEmpty, AgendaWithoutDay
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


ROOMS = """day,start,minutes,room,title
1,09:00,30,Main,Opening
1,09:30,30,Red,Red one
1,09:30,60,Blue,Blue all
1,10:00,20,Red,Red two
1,10:30,15,Main,Together
1,11:00,45,,Loose
1,11:20,10,,Overrun
"""


def test_rooms_that_overlap_keep_their_own_clocks(
    program: Program, files: AgendaFiles, tmp_path: Path
) -> None:
    source = tmp_path / "rooms.csv"
    source.write_text(ROOMS, "utf-8")
    workshop = program.workshops.create("Any", "2024-06-25").id
    files.take(workshop, files.look(source, workshop))
    told = placed(program, workshop)
    assert [one[1:] for one in told] == [
        ("09:00", "Opening", False, False),
        ("09:30", "Red one", True, False),
        ("09:30", "Blue all", True, False),
        ("10:00", "Red two", True, False),
        ("10:30", "Together", False, False),
        ("11:00", "Loose", False, True),
        ("11:20", "Overrun", False, True),
    ]


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt", "ar"])
def test_a_table_written_in_a_language_is_read_back_equal(
    program: Program, files: AgendaFiles, file: Path, tmp_path: Path, language: str
) -> None:
    one = program.workshops.create("Second", "2024-06-25", code="W2").id
    files.take(one, files.look(file, one))
    first = program.agenda.blocks(one)[0].id
    program.agenda.edit(first, lead="Participant 001", materials="chalk", question="Who?")
    out = tmp_path / "out.csv"
    assert files.write(one, out, language) == 5
    assert "Participant 001" not in out.read_text("utf-8-sig")
    other = program.workshops.create("Other", "2024-06-25").id
    files.take(other, files.look(out, other))
    assert placed(program, other) == placed(program, one)
    stored = program.agenda.blocks(other)[0]
    assert (stored.session_type, stored.materials, stored.question) == (
        "registration",
        "chalk",
        "Who?",
    )
    files.write(one, out, language, leads=True)
    assert files.look(out, other).rows[0].lead == "Participant 001"


def test_a_calendar_is_written_and_taken_in_again(
    program: Program, files: AgendaFiles, file: Path, tmp_path: Path
) -> None:
    fields = {"code": "W2", "time_zone": "America/Lima", "place": "Lima"}
    one = program.workshops.create("Second", "2024-06-25", **fields).id
    files.take(one, files.look(file, one))
    first = program.agenda.blocks(one)[0].id
    program.agenda.edit(first, lead="Participant 001", titles={"es": "Registro"})
    out = tmp_path / "agenda.ics"
    assert files.write(one, out, "es") == 5
    told = out.read_text("utf-8")
    assert "Participant 001" not in told
    assert "SUMMARY;LANGUAGE=es:Registro" in told
    assert "DTSTART:20240625T133000Z" in told
    assert "LOCATION;LANGUAGE=es:Hall\\, Lima" in told
    before = [line for line in told.splitlines() if line.startswith("UID")]
    other = program.workshops.create("Other", time_zone="Europe/Madrid").id
    look = files.look(out, other)
    assert [row.start for row in look.rows][:2] == ["15:30", "16:30"]
    program.workshops.edit(other, time_zone="America/Lima", start="2024-06-25", end="2024-06-25")
    files.take(other, files.look(out, other))
    assert [one[:2] for one in placed(program, other)] == [one[:2] for one in placed(program, one)]
    program.agenda.edit(first, minutes=50)
    files.write(one, out, "fr", leads=True)
    again = out.read_text("utf-8")
    assert [line for line in again.splitlines() if line.startswith("UID")] == before
    assert "Participant 001" in again


def test_nothing_is_written_of_nothing_or_without_a_day(
    program: Program, files: AgendaFiles, tmp_path: Path
) -> None:
    workshop = program.workshops.create("Any").id
    out = tmp_path / "agenda.ics"
    with pytest.raises(AgendaEmpty):
        files.write(workshop, out, "en")
    program.agenda.add(workshop, "Talk")
    program.workshops.edit(workshop, start="", end="")
    with pytest.raises(AgendaWithoutDay):
        files.write(workshop, out, "en")
    assert list(tmp_path.glob("*.ics")) == []


def test_a_real_conference_keeps_its_rooms_and_times(
    program: Program, files: AgendaFiles, inputs: Path
) -> None:
    workshop = program.workshops.create("Any", "2020-12-14").id
    look = files.look(inputs / "06_agendas" / "pretalx-democon.json", workshop)
    files.take(workshop, look)
    told = [(row.day, row.start, row.title) for row in look.rows]
    assert [one[:3] for one in placed(program, workshop)] == told
    assert program.workspace.get(Workshop, workshop).end == "2020-12-16"


@pytest.mark.parametrize("told", [{"day": 2**52}, {"day": 3_000_000}, {"minutes": 2**52}])
def test_a_day_there_cannot_be_is_refused_in_words(
    program: Program, files: AgendaFiles, tmp_path: Path, told: dict[str, int]
) -> None:
    workshop = program.workshops.create("Day", "2022-09-22").id
    block = program.agenda.add(workshop, "Talk", 30)
    with program.workspace.change("block_edit") as change:
        change.set(AgendaBlock, block.id, **told)
    with pytest.raises(AgendaWithoutDay):
        files.write(workshop, tmp_path / "a.ics", "en")
    assert list(tmp_path.glob("*.ics")) == []
