from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from carefacilitator.interchange.agendas.agendas import length, read_agenda, write_agenda
from carefacilitator.interchange.tables.refusals import NoAgendaColumns
from carefacilitator.model.text.typed_time import clock

Write = Callable[..., Path]


def test_the_scenario_is_read_whole_and_written_back_equal(inputs: Path, tmp_path: Path) -> None:
    found = read_agenda(inputs / "14_scenario" / "scenario_agenda.csv")
    assert (len(found.rows), found.refused, found.warnings) == (103, (), ())
    first = found.rows[0]
    assert (first.event, first.day, first.start, first.minutes) == ("W1", 1, "10:00", 15)
    assert (first.type, first.room) == ("opening", "Main")
    write_agenda(tmp_path / "agenda.csv", found.rows)
    assert read_agenda(tmp_path / "agenda.csv") == found
    assert len(read_agenda(tmp_path / "agenda.csv", only_event="r1").rows) == 19


@pytest.mark.parametrize(
    "headings",
    [
        "Day|Start|Minutes|Type|Room|Title",
        "Día|Inicio|Duración (min)|Tipo|Sala|Título",
        "Jour|Début|Durée|Type|Salle|Titre",
        "Dia|Início|Duração|Tipo|Sala|Título",
        "اليوم|البداية|المدة|النوع|القاعة|العنوان",
    ],
)
def test_headings_in_five_languages(headings: str, write_text: Write) -> None:
    sheet = [headings.split("|"), ["1", "9h30", "45 min", "plenary", "Main", "Block 1"]]
    (row,) = read_agenda(write_text(sheet, separator=";")).rows
    assert (row.day, row.start, row.minutes, row.type) == (1, "09:30", 45, "plenary")
    assert (row.room, row.title) == ("Main", "Block 1")


def test_lengths_follow_from_ends_or_the_next_start(write_text: Write) -> None:
    sheet = [
        ["Date", "From", "To", "Activity"],
        ["12/07/2022", "09:00", "", "Second day"],
        ["11/07/2022", "09:00", "10:30", "Opening"],
        ["11/07/2022", "10:30", "", "Panel"],
        ["11/07/2022", "11:00", "", "No end"],
        ["13/07/2022", "09:00", "08:00", "Ends before it starts"],
        ["14/07/2022", "09:00", "10:00", ""],
        ["", "", "", ""],
    ]
    found = read_agenda(write_text(sheet))
    assert [(r.title, r.day, r.date, r.minutes) for r in found.rows] == [
        ("Opening", 1, "2022-07-11", 90),
        ("Panel", 1, "2022-07-11", 30),
    ]
    assert [(r.row, r.code) for r in found.refused] == [
        (2, "agenda_no_length"),
        (5, "agenda_no_length"),
        (6, "agenda_no_length"),
        (7, "agenda_no_title"),
    ]


def test_unknown_types_are_remarked(write_text: Write) -> None:
    found = read_agenda(write_text([["Title", "Minutes", "Type"], ["A", "10", "Dance"]]))
    assert found.rows[0].type == ""
    assert [(w.code, w.row, w.text) for w in found.warnings] == [
        ("answer_not_understood", 2, "Dance")
    ]


def test_a_table_without_titles_or_times_is_refused(write_text: Write) -> None:
    for headings in (["name", "country"], ["Title", "Room"], ["Minutes", "Room"]):
        with pytest.raises(NoAgendaColumns):
            read_agenda(write_text([headings, ["x", "y"]]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("9h30", "09:30"), ("9:30 AM", "09:30"), ("12:15 am", "00:15"), ("2 p. m.", "14:00"),
     ("09.30", "09:30"), ("9", "09:00"), ("٩:٣٠", "09:30"), ("14:05:00", "14:05"), ("24:00", ""),
     ("9:75", ""), ("x", ""), ("", "")],
)  # fmt: skip
def test_times_of_day(text: str, expected: str) -> None:
    assert clock(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("45", 45), ("45 min", 45), ("1h30", 90), ("1:30", 90), ("1 h", 60), ("90 minutos", 90),
     ("2 horas", 120), ("00:45", 45), ("", 0), ("x", 0), ("9999", 0), ("-5", 0)],
)  # fmt: skip
def test_lengths(text: str, expected: int) -> None:
    assert length(text) == expected
