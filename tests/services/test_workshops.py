from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Workshop
from carefacilitator.services.failures import BadDate, EmptyName, WorkshopUnknown
from carefacilitator.services.program import Program


def test_a_new_workshop_is_in_the_list_today(program: Program) -> None:
    made = program.workshops.create("Care and water", level="local")
    (line,) = program.workshops.lines()
    assert line.workshop == made
    assert (line.state, line.stage, line.people) == ("today", "plan", 0)
    assert made.start == made.end == "2022-09-22"


def test_a_workshop_without_a_name_is_refused_and_nothing_is_written(program: Program) -> None:
    with pytest.raises(EmptyName):
        program.workshops.create("  ")
    assert program.workshops.lines() == []
    assert program.history.next_undo() is None


def test_what_is_no_day_is_refused(program: Program) -> None:
    made = program.workshops.create("Day")
    with pytest.raises(BadDate):
        program.workshops.edit(made.id, start="2023-02-31")
    assert program.workspace.get(Workshop, made.id).start == "2022-09-22"


def test_found_by_id_and_by_code_in_any_case(sample: Program) -> None:
    found = sample.workshops.find("w4")
    assert found == sample.workshops.find(found.id) == sample.workshops.find("W4")
    with pytest.raises(WorkshopUnknown):
        sample.workshops.find("W9")


def test_several_leads_are_told_together(sample: Program) -> None:
    lines = {line.workshop.code: line for line in sample.workshops.lines()}
    assert lines["W2"].leads == ("MIMP", "EUROsociAL+")
    assert lines["C1"].leads == ("FES", "INMUJERES", "UN Women")


def test_roles_are_added_by_name_and_taken_away(program: Program) -> None:
    made = program.workshops.create("Day")
    first = program.workshops.add_role(made.id, "Group A", "co_lead")
    again = program.workshops.add_role(made.id, "group a", "host")
    assert first.id == again.id
    assert [role.link.role for role in program.workshops.roles(made.id)] == ["co_lead", "host"]
    program.workshops.remove_role(program.workshops.roles(made.id)[0].link.id)
    assert [role.link.role for role in program.workshops.roles(made.id)] == ["host"]
    program.workshops.add_role(made.id, "Group A", "co_lead")
    assert len(program.workshops.roles(made.id)) == 2


def test_an_organisation_is_found_by_any_of_its_names(sample: Program) -> None:
    for name in ("INMUJERES", "instituto nacional de las mujeres", "هيئة الأمم المتحدة للمراة"):
        assert sample.workshops.find_organisation(name) is not None, name


def test_a_copy_keeps_the_plan_and_nobody(sample: Program) -> None:
    old = sample.workshops.find("W4")
    copy = sample.workshops.duplicate(old.id, "Next year", "2023-09-22")
    assert [b.title for b in sample.agenda.blocks(copy.id)] == [
        b.title for b in sample.agenda.blocks(old.id)
    ]
    line = next(one for one in sample.workshops.lines() if one.workshop.id == copy.id)
    assert (line.people, line.notes, line.state) == (0, 0, "planned")
    assert not copy.sample


def test_the_bin_gives_back(program: Program) -> None:
    made = program.workshops.create("Day")
    program.workshops.delete(made.id)
    assert program.workshops.lines() == []
    assert [one.id for one in program.workshops.in_bin()] == [made.id]
    program.workshops.restore(made.id)
    assert [line.workshop.id for line in program.workshops.lines()] == [made.id]
