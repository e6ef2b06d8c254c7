from __future__ import annotations

from typing import Any

import pytest

from carefacilitator.model.records.records import (
    KINDS,
    PLANNED,
    AgendaBlock,
    Record,
    Workshop,
    fields_of,
)
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


FILLED: dict[str, Any] = {
    "text": "of the old one", "texts": {"es": "de antes", "ar": "قديم"}, "list": ("one", "two"),
    "integer": 7, "flag": True, "day": "2021-03-04", "moment": "2021-03-04T09:00:00Z",
    "time": "08:15",
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(PLANNED))
def test_a_copy_has_every_field_that_says_so_and_no_other(program: Program, kind: str) -> None:
    """A field that is added tomorrow is held to what it says, too."""
    old = program.workshops.create("Day")
    program.workshops.add_role(old.id, "Group A", "host")
    (role,) = program.workshops.roles(old.id)
    links = {"workshop_id": old.id, "organisation_id": role.organisation.id}
    whole: dict[str, Any] = {rule.name: FILLED[rule.type] for rule in fields_of(kind)}
    whole |= {name: told for name, told in links.items() if name in whole}
    with program.workspace.change("fill") as change:
        if kind == "agenda_block":
            change.put(AgendaBlock(id=program.workspace.new_id(), **whole))
        else:
            change.set(KINDS[kind], old.id if kind == "workshop" else role.link.id, **whole)
    copy = program.workshops.duplicate(old.id, "", "2023-09-22")
    if kind == "workshop":
        fresh: Record = copy
    else:
        (fresh,) = program.workspace.all(KINDS[kind], workshop_id=copy.id)
    for rule in fields_of(kind):
        told = getattr(fresh, rule.name)
        if rule.copied != "never":
            assert told == whole[rule.name], rule.name
        elif (kind, rule.name) not in GIVEN:
            assert told == rule.default, rule.name


GIVEN = {
    ("workshop", "title"), ("workshop", "code"), ("workshop", "start"), ("workshop", "end"),
    ("workshop_organisation", "workshop_id"), ("agenda_block", "workshop_id"),
}  # fmt: skip
"""What a copy has of its own."""


def test_a_session_on_one_page_goes_on_where_the_last_one_was(program: Program) -> None:
    first = program.quick.start("First", "es")
    whole = {rule.name: FILLED[rule.type] for rule in fields_of("workshop") if rule.copied}
    program.workshops.edit(first.id, **{name: whole[name] for name in ("place", "places", "level")})
    program.workshops.edit(first.id, purpose="Only of that day", languages=("fr", "ar"))
    again = program.workspace.get(Workshop, program.quick.start("Second", "es").id)
    assert (again.place, again.places, again.level) == tuple(
        whole[name] for name in ("place", "places", "level")
    )
    assert (again.languages, again.purpose) == (("fr", "ar"), "")


def test_the_bin_gives_back(program: Program) -> None:
    made = program.workshops.create("Day")
    program.workshops.delete(made.id)
    assert program.workshops.lines() == []
    assert [one.id for one in program.workshops.in_bin()] == [made.id]
    program.workshops.restore(made.id)
    assert [line.workshop.id for line in program.workshops.lines()] == [made.id]
