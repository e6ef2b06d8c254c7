"""Planning: blocks are moved, put beside each other, and whole days are copied."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Workshop
from carefacilitator.services.program import Program


class Plan:
    """A workshop whose blocks are named by their titles."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.workshop = program.workshops.create("Day", "2024-06-25").id
        for title, minutes in (("A", 30), ("B", 60), ("C", 45), ("D", 10)):
            program.agenda.add(self.workshop, title, minutes)

    def __getitem__(self, title: str) -> str:
        return next(b.id for b in self.program.agenda.blocks(self.workshop) if b.title == title)

    @property
    def told(self) -> str:
        placed = self.program.agenda.placed(self.workshop)
        days = {one.block.day for one in placed}
        mark = (lambda one: f"{one.block.day}:") if len(days) > 1 else (lambda _one: "")
        return " ".join(f"{mark(one)}{one.block.title}{one.start}" for one in placed)


@pytest.fixture
def plan(program: Program) -> Plan:
    return Plan(program)


def test_a_block_dropped_on_another_runs_beside_it_and_is_dragged_out_again(plan: Plan) -> None:
    agenda = plan.program.agenda
    before = plan.told
    agenda.drop(plan["D"], 1, 0, beside=plan["B"])
    assert plan.told == "A09:00 B09:30 D09:30 C10:30"
    agenda.drop(plan["A"], 1, 0, beside=plan["D"])
    assert plan.told == "B09:00 D09:00 A09:00 C10:00"
    agenda.drop(plan["A"], 1, 0)
    agenda.drop(plan["D"], 1, 3)
    assert plan.told == before
    assert not any(block.parallel for block in agenda.blocks(plan.workshop))


def test_a_block_put_into_the_middle_of_a_group_joins_it(plan: Plan) -> None:
    agenda = plan.program.agenda
    agenda.beside(plan["C"])
    assert plan.told == "A09:00 B09:30 C09:30 D10:30"
    agenda.drop(plan["D"], 1, 2)
    assert plan.told == "A09:00 B09:30 D09:30 C09:30"
    agenda.add(plan.workshop, "E", 5, after=plan["B"])
    assert plan.told == "A09:00 B09:30 E09:30 D09:30 C09:30"


def test_keys_move_a_block_within_its_group_and_out_at_its_edge(plan: Plan) -> None:
    agenda = plan.program.agenda
    agenda.beside(plan["C"])
    agenda.move(plan["B"], 1)
    assert plan.told == "A09:00 C09:30 B09:30 D10:30"
    agenda.move(plan["B"], 1)
    assert plan.told == "A09:00 C09:30 D10:15 B10:25"
    assert not any(block.parallel for block in agenda.blocks(plan.workshop))


def test_blocks_follow_each_other_in_one_room_of_a_group(plan: Plan) -> None:
    agenda = plan.program.agenda
    agenda.edit(plan["C"], room="Garden")
    agenda.beside(plan["C"])
    assert agenda.follow(plan["D"])
    assert plan.told == "A09:00 B09:30 C09:30 D10:15"
    assert agenda.blocks(plan.workshop)[3].room == "Garden"
    agenda.add(plan.workshop, "E", 5)
    assert plan.told.endswith("E10:30")
    assert not agenda.follow(plan["D"])
    assert plan.told.startswith("A09:00 B09:30 C09:30 D09:30")
    assert not agenda.beside(plan["D"])
    assert plan.told.startswith("A09:00 B09:30 C09:30 D10:30")
    assert not agenda.follow(plan["B"])


def test_removing_one_of_two_leaves_no_group_and_comes_back_with_it(plan: Plan) -> None:
    agenda = plan.program.agenda
    agenda.beside(plan["C"])
    agenda.remove(plan["C"])
    assert not any(block.parallel for block in agenda.blocks(plan.workshop))
    plan.program.history.undo()
    assert plan.told == "A09:00 B09:30 C09:30 D10:30"


def test_a_block_goes_to_another_day_and_its_old_group_closes(plan: Plan) -> None:
    agenda = plan.program.agenda
    agenda.beside(plan["C"])
    agenda.drop(plan["C"], 2, 0)
    assert plan.told == "1:A09:00 1:B09:30 1:D10:30 2:C09:00"
    assert not any(block.parallel for block in agenda.blocks(plan.workshop))
    plan.program.history.undo()
    assert plan.told == "A09:00 B09:30 C09:30 D10:30"


def test_a_day_is_copied_to_the_next_free_one_and_the_workshop_grows(plan: Plan) -> None:
    agenda, get = plan.program.agenda, plan.program.workspace.get
    plan.program.workshops.edit(plan.workshop, day_starts=("08:00",))
    agenda.beside(plan["C"])
    agenda.start(plan["A"])
    assert agenda.duplicate_day(plan.workshop, 1) == 2
    assert agenda.duplicate_day(plan.workshop, 1) == 3
    placed = agenda.placed(plan.workshop)
    assert [one.start for one in placed] == ["08:00", "08:30", "08:30", "09:30"] * 3
    groups = [one.block.parallel for one in placed if one.block.parallel]
    assert len(groups) == 6
    assert len(set(groups)) == 3
    assert not any(one.block.started_at for one in placed if one.block.day > 1)
    assert get(Workshop, plan.workshop).end == "2024-06-27"
    plan.program.history.undo()
    assert get(Workshop, plan.workshop).end == "2024-06-26"
    assert agenda.duplicate_day(plan.workshop, 9) == 0


def test_a_workshop_is_copied_as_one_step(plan: Plan) -> None:
    workshops = plan.program.workshops
    workshops.add_role(plan.workshop, "Grassroots organization A", "host")
    workshops.edit(plan.workshop, places={"es": "Salón"}, hidden_fields=("gender",))
    copy = workshops.duplicate(plan.workshop, "", "2025-01-10")
    assert (copy.title, copy.start, copy.places) == ("Day", "2025-01-10", {"es": "Salón"})
    assert [one.title for one in plan.program.agenda.blocks(copy.id)] == ["A", "B", "C", "D"]
    assert len(workshops.roles(copy.id)) == 1
    plan.program.history.undo()
    assert [one.workshop.id for one in workshops.lines()] == [plan.workshop]
