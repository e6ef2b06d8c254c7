from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from carefacilitator import paths
from carefacilitator.model.agenda import agenda
from carefacilitator.model.records.records import Coding, Commitment, Lesson, Note, Person, Workshop
from carefacilitator.services.program import Program
from carefacilitator.services.sample import sample_operations
from carefacilitator.storage import doctor
from carefacilitator.storage.backup import WorkspaceNotEmpty
from carefacilitator.storage.workspace import open_workspace

TOLD = yaml.load((paths.resources() / "scenario.yaml").read_bytes(), yaml.CSafeLoader)
BREAKS = frozenset({"registration", "break", "lunch", "prayer"})


def test_the_sample_holds_what_the_scenario_counts(sample: Program) -> None:
    expected = TOLD["expected_totals"]["ALL"]
    workspace = sample.workspace
    assert len(workspace.all(Workshop)) == expected["events"]
    assert len(workspace.all(Person)) == expected["people_named"]
    assert len(workspace.all(Note)) == expected["notes"]
    assert len(workspace.all(Lesson)) == expected["lessons"]
    assert len(workspace.all(Commitment)) == TOLD["expected_commitment_totals"]["total"]
    lines = sample.workshops.lines()
    assert sum(line.people for line in lines) == expected["attendances_named"]
    assert sum(line.counted for line in lines) == expected["attendances_anonymous"]


def test_codes_of_lessons_are_as_the_scenario_counts(sample: Program) -> None:
    expected = TOLD["expected_totals"]["ALL"]["lessons_by_r"]
    codings = sample.workspace.all(Coding, scheme="five_r", target_kind="lesson")
    counted = {code: sum(one.code == code for one in codings) for code in expected}
    assert counted == expected


def test_every_start_follows_from_the_lengths_as_the_scenario_has_it(sample: Program) -> None:
    contact = 0
    for event in TOLD["events"]:
        placed = sample.agenda.placed(sample.workshops.find(event["id"]).id)
        assert [one.start for one in placed] == [block["start"] for block in event["agenda"]]
        assert not any(one.late or one.gap for one in placed)
        contact += agenda.contact_minutes(placed, BREAKS)
    assert contact == TOLD["expected_totals"]["ALL"]["elapsed_contact_minutes"]


def test_its_operations_are_constants() -> None:
    assert [op.id for op in sample_operations()] == [op.id for op in sample_operations()]


def test_filling_twice_changes_nothing(sample: Program) -> None:
    before = doctor.snapshot(sample.workspace)
    assert sample.sample.fill()["workshops"] == 14
    assert doctor.snapshot(sample.workspace) == before


def test_the_sample_is_not_mixed_with_real_work(tmp_path: Path) -> None:
    program = Program(open_workspace(tmp_path / "own"))
    program.workshops.create("Our own day")
    with pytest.raises(WorkspaceNotEmpty):
        program.sample.fill()
    assert len(program.workspace.all(Workshop)) == 1
    program.close()


def test_the_sample_cannot_be_undone_by_accident(sample: Program) -> None:
    assert sample.history.next_undo() is None


def test_everything_in_it_is_marked_illustrative(sample: Program) -> None:
    assert all(workshop.sample for workshop in sample.workspace.all(Workshop))
    assert all(one.name.startswith("Participant ") for one in sample.workspace.all(Person))
