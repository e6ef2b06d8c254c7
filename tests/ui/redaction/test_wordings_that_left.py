"""What was changed after it had left is told, whatever it is and wherever it is changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.model.records.records import Note, Workshop
from carefacilitator.services.program import Program
from carefacilitator.storage.workspace import open_workspace


@pytest.fixture
def shared(make_desk: Callable[..., Any], tmp_path: Path) -> Any:
    """A desk that has handed the sample's W4 to the office."""
    desk = make_desk()
    office = Program(open_workspace(tmp_path / "office"))
    office.identity.rename("Secretariat")
    card = office.identity.card().text()
    office.close()
    peer = desk.program.identity.take_card(card, "other")
    desk.workshop = desk.program.workshops.find("W4").id
    desk.program.sharing.export(
        [desk.workshop], tmp_path / "a.carebundle", [desk.program.identity.recipient(peer.device)]
    )
    return desk


def looked(desk: Any, act: Callable[[Program], object]) -> str:
    act(desk.program)
    desk.settle()
    desk.window._left.look()
    desk.settle()
    return str(desk.message)


def a_block(desk: Any) -> str:
    return str(desk.program.agenda.blocks(desk.workshop)[0].id)


@pytest.mark.parametrize("what", ["block", "workshop", "note removed"])
def test_an_earlier_wording_in_others_hands_is_told(shared: Any, what: str) -> None:
    shared.go("plan", "W4")
    acts: dict[str, Callable[[Program], object]] = {
        "block": lambda program: program.agenda.edit(a_block(shared), title="Another title"),
        "workshop": lambda program: program.workshops.edit(shared.workshop, title="Another"),
        "note removed": lambda program: program.notes.delete(
            program.notes.of(shared.workshop)[0].note.id
        ),
    }
    assert "Secretariat" in looked(shared, acts[what])
    assert "has had" in shared.message


def test_what_never_left_is_not_spoken_of(shared: Any) -> None:
    shared.go("plan", "W4")

    def add_and_reword(program: Program) -> None:
        with program.workspace.change("note_add") as change:
            change.put(Note(id="n1", workshop_id=shared.workshop, text="first"))
        program.notes.edit("n1", text="second")
        program.notes.delete("n1")

    assert "has had" not in looked(shared, add_and_reword)
    assert "has had" not in looked(
        shared, lambda program: program.workshops.edit(shared.workshop, must_end="16:00")
    )
    assert shared.program.workspace.get(Workshop, shared.workshop).must_end == "16:00"
