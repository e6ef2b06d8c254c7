"""Further organisations of a commitment."""

from __future__ import annotations

import pytest

from carefacilitator.model.records.records import Commitment, CommitmentPartner, Organisation
from carefacilitator.services.failures import EmptyName
from carefacilitator.services.program import Program


@pytest.fixture
def promise(program: Program) -> Commitment:
    day = program.workshops.create("Day").id
    return program.commitments.add(day, "Open a crèche", "Municipality A")


def test_several_organisations_bring_different_things(
    program: Program, promise: Commitment
) -> None:
    first = program.partners.add(promise.id, "Cooperative B")
    program.partners.add(promise.id, "Association C")
    program.partners.contribute(first, "The building", visit="one")
    views = program.partners.of(promise.id)
    assert [(view.name, view.partner.contribution) for view in views] == [
        ("Association C", ""),
        ("Cooperative B", "The building"),
    ]
    assert views[0].partner.workshop_id == promise.workshop_id


def test_a_known_organisation_is_found_and_joins_once(
    program: Program, promise: Commitment
) -> None:
    again = [program.partners.add(promise.id, name) for name in ("Réseau D", "reseau d")]
    assert again[0] == again[1]
    assert len(program.partners.of(promise.id)) == 1
    assert len(program.workspace.all(Organisation)) == 1  # who promises was typed, on no list


def test_who_goes_can_come_back(program: Program, promise: Commitment) -> None:
    partner = program.partners.add(promise.id, "Cooperative B")
    program.partners.contribute(partner, "The building")
    program.partners.remove(partner)
    assert program.partners.of(promise.id) == []
    program.partners.add(promise.id, "Cooperative B")
    assert program.partners.of(promise.id)[0].partner.contribution == "The building"
    program.history.undo()
    assert program.workspace.all(CommitmentPartner) == []


def test_a_partner_without_a_name_is_refused(program: Program, promise: Commitment) -> None:
    with pytest.raises(EmptyName):
        program.partners.add(promise.id, "  ")
