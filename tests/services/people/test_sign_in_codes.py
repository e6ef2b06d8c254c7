"""A whole round trip: the sheet is printed, signed, its codes are typed, attendance equals."""

from __future__ import annotations

import itertools
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from carefacilitator.model.records.records import Participation
from carefacilitator.services.documents.documents import DocumentRequest
from carefacilitator.services.program import Program

CODE = re.compile(r"\b[2-9][A-Z][2-9][A-Z][2-9]\b")


@pytest.fixture
def workshop(program: Program) -> str:
    """A workshop whose people have the same codes each time: two of thirty share one at times."""
    numbers = itertools.count(1)
    program.workspace.new_id = lambda: f"0195a000-0000-7000-8000-{next(numbers):012x}"
    return program.workshops.create("Day", "2022-09-22", code="T1").id


def listed(program: Program, workshop: str, count: int) -> list[str]:
    """People on the list, not marked yet, who agreed to be stored."""
    found = []
    for number in range(1, count + 1):
        line = program.people.walk_in(workshop, f"Participant {number:03}, Care Union", "1-am")
        program.people.mark(line.participation.id, "1-am", "")
        program.people.usual_consent(workshop, line.person.id)
        found.append(line.participation.id)
    return found


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_sheet_and_back(program: Program, workshop: str, tmp_path: Path, language: str) -> None:
    listed(program, workshop, 30)
    out = tmp_path / "sheet.pdf"
    program.papers.write(DocumentRequest("signin", "T1", language), out)
    told = subprocess.run(["pdftotext", "-layout", out, "-"], capture_output=True, check=True)
    lines = told.stdout.decode().splitlines()
    signed = [line for line in lines if CODE.search(line) and int(_number(line)) % 3]
    codes = [match.group() for line in signed for match in CODE.finditer(line)]
    assert len(codes) == 20
    assert program.sheet_codes.enter(workshop, "1-am", codes) == (20, [])
    present = {
        line.person.name
        for line in program.people.lines(workshop, "1-am")
        if line.status == "present"
    }
    assert present == {f"Participant {n:03}" for n in range(1, 31) if n % 3}
    assert program.people.mark_rest_absent(workshop, "1-am") == 10
    assert all(not line.arrived_at for line in program.people.lines(workshop, "1-am"))
    program.history.undo()
    program.history.undo()
    assert program.people.room(workshop, "1-am").unmarked == 30, "one step for the whole sheet"


def _number(line: str) -> str:
    found = re.search(r"Participant (\d{3})", line)
    assert found, line
    return found.group(1)


def test_codes_as_typed_twice_unknown_and_shared(program: Program, workshop: str) -> None:
    one, two, three = listed(program, workshop, 3)
    with program.workspace.change("person_edit") as change:
        change.set(Participation, one, code="EXT-1")
        change.set(Participation, two, code="A 7")
        change.set(Participation, three, code="a7")
    marked, left = program.sheet_codes.enter(
        workshop, "1-am", ["ext 1", "EXT1", "", "nobody", "A-7"]
    )
    assert (marked, left) == (1, ["nobody", "A-7"])
    book = program.sheet_codes.book(workshop, "1-am")
    assert [line.participation.id for line in book.find("a 7")] == [two, three]


def test_who_was_marked_at_the_door_keeps_her_time(program: Program, workshop: str) -> None:
    line = program.people.walk_in(workshop, "Participant 001", "1-am")
    with program.workspace.change("person_edit") as change:
        change.set(Participation, line.participation.id, code="7")
    assert program.sheet_codes.enter(workshop, "1-am", ["7"]) == (0, [])
    assert program.people.lines(workshop, "1-am")[0].arrived_at


def test_the_code_of_either_record_marks_the_one_person(program: Program, workshop: str) -> None:
    one, two = listed(program, workshop, 2)
    with program.workspace.change("person_edit") as change:
        change.set(Participation, one, code="1")
        change.set(Participation, two, code="2")
    program.joining.join(
        program.people.of_one(one)[0].person_id, program.people.of_one(two)[0].person_id
    )
    assert program.sheet_codes.enter(workshop, "1-am", ["2", "1"]) == (1, [])
    assert program.people.room(workshop, "1-am").named == 1
