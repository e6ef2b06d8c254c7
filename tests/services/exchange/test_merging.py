"""Decisions made while a bundle is looked at leave with it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.app import build
from carefacilitator.model.records.records import AgendaBlock
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = build(tmp_path / "office")
    yield made
    made.close()


@pytest.fixture
def field(tmp_path: Path, office: Program) -> Iterator[Program]:
    made = build(tmp_path / "field")
    office.identity.trust(made.identity.card())
    made.identity.trust(office.identity.card())
    yield made
    made.close()


def sent(source: Program, target: Program, out: Path) -> Path:
    workshop = source.workshops.find("T1").id
    source.sharing.export([workshop], out, [target.identity.card().recipient()])
    return out


@pytest.fixture
def block(office: Program, field: Program, tmp_path: Path) -> str:
    """A block whose room both sides wrote."""
    workshop = field.workshops.create("A day").id
    made = field.agenda.add(workshop, "Talk", 30, room="Main").id
    office.arrivals.apply(sent(field, office, tmp_path / "first.carebundle"))
    office.agenda.edit(made, room="Room 2")
    field.agenda.edit(made, room="Room 1")
    return made


def room(program: Program, block: str) -> str:
    return program.workspace.get(AgendaBlock, block).room


def test_the_chosen_version_stands_and_both_leave_with_one_undo(
    office: Program, field: Program, block: str, tmp_path: Path
) -> None:
    second = sent(field, office, tmp_path / "second.carebundle")
    office.merging.merge(second, {("agenda_block", block, "room"): "Room 1"})
    assert room(office, block) == "Room 1"
    assert office.history.count_waiting() == 0
    step = office.history.next_undo()
    assert step is not None
    assert step.role == "import"
    office.history.undo()
    assert room(office, block) == "Room 2"
    assert office.history.count_waiting() == 0
    assert doctor.check(office.workspace, repair=False) == []


def test_importing_again_after_the_undo_asks_again(
    office: Program, field: Program, block: str, tmp_path: Path
) -> None:
    second = sent(field, office, tmp_path / "second.carebundle")
    office.merging.merge(second, {("agenda_block", block, "room"): "Room 1"})
    office.history.undo()
    assert len(office.arrivals.rehearse(second).conflicts) == 1
    office.merging.merge(second, {})
    assert office.history.count_waiting() == 1


def test_a_decision_travels_to_the_other_side(
    office: Program, field: Program, block: str, tmp_path: Path
) -> None:
    second = sent(field, office, tmp_path / "second.carebundle")
    office.merging.merge(second, {("agenda_block", block, "room"): "Room 2"})
    field.arrivals.apply(sent(office, field, tmp_path / "back.carebundle"))
    assert room(field, block) == "Room 2"
    assert field.history.count_waiting() == 0
