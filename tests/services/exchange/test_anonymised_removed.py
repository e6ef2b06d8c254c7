"""A later copy that names nobody takes the place of an earlier one, whatever was removed since."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from carefacilitator.model.records.records import Note
from carefacilitator.services.program import Program
from carefacilitator.storage.removal import floors
from carefacilitator.storage.workspace import open_workspace

FIRST, SECOND, THIRD = "zq1qz in the yard", "zq2qz in the yard", "zq3qz in the yard"


class Reader:
    """Somebody who gets copies that name nobody."""

    def __init__(self, program: Program, day: str, folder: Path) -> None:
        self._from, self._day, self._folder = program, day, folder
        self._count = 0
        self.program = Program(open_workspace(folder / "reader"))

    def gets(self, program: Program | None = None) -> None:
        """Take in a copy as it is made now."""
        self._count += 1
        out = self._folder / f"{self._count}.carebundle"
        to = [self.program.identity.card().recipient()]
        (program or self._from).sharing.export([self._day], out, to, anonymous=True)
        self.program.arrivals.apply(out, trust=True)

    def reads(self) -> list[str]:
        """The notes in use, and nothing that waits for a decision."""
        assert self.program.history.count_waiting() == 0
        return sorted(one.text for one in self.program.workspace.all(Note))


@pytest.fixture
def reader(program: Program, day: str, tmp_path: Path) -> Iterator[Reader]:
    made = Reader(program, day, tmp_path)
    yield made
    made.program.close()


@pytest.mark.parametrize("earlier", [1, 2, 3])
def test_a_reworded_text_takes_the_place_of_the_earlier_one(
    program: Program, day: str, reader: Reader, earlier: int
) -> None:
    note = program.notes.add(day, FIRST)
    reader.gets()
    for number in range(1, earlier):
        program.notes.edit(note.id, text=f"{FIRST} {number}")
        reader.gets()
    program.redacting.reword("note", note.id, "text", SECOND)
    reader.gets()
    assert reader.reads() == [SECOND]
    program.redacting.reword("note", note.id, "text", THIRD)
    reader.gets()
    assert reader.reads() == [THIRD]
    program.redacting.remove("note", note.id)
    reader.gets()
    assert reader.reads() == []


def test_what_was_handed_on_before_it_was_asked_to_be_removed(
    program: Program, day: str, reader: Reader, tmp_path: Path
) -> None:
    """An office makes copies, too: before it answers, after its yes, and after its no."""
    note = program.notes.add(day, FIRST)
    office = Program(open_workspace(tmp_path / "office"))
    try:
        to = [office.identity.card().recipient()]
        program.sharing.export([day], tmp_path / "a.carebundle", to)
        office.arrivals.apply(tmp_path / "a.carebundle", trust=True)
        reader.gets(office)
        program.redacting.reword("note", note.id, "text", SECOND)
        program.sharing.export([day], tmp_path / "b.carebundle", to)
        office.arrivals.apply(tmp_path / "b.carebundle")
        reader.gets(office)
        assert reader.reads() == [SECOND]
        office.redacting.answer(agree=True)
        reader.gets(office)
        assert reader.reads() == [SECOND]
    finally:
        office.close()


def test_nothing_can_be_tried_out_against_what_is_kept(
    program: Program, day: str, reader: Reader
) -> None:
    note = program.notes.add(day, FIRST)
    reader.gets()
    (op,) = list(
        floors.stored(program.workspace.database.connection, {("note", note.id)})["note", note.id][
            "text"
        ]
    )
    program.redacting.reword("note", note.id, "text", SECOND)
    from carefacilitator.storage.removal import masked

    mask = masked.mask_of(program.workspace)
    (kept,) = masked.commitments(program.workspace, [op.id]).values()
    assert kept == mask.commitment(op)  # with the nonce, which is gone
    assert kept != mask.commitment(op._replace(nonce=None))
    rows = program.workspace.database.rows(
        "SELECT nonce, value FROM operation WHERE id=?", (op.id,)
    )
    assert rows == [(None, None)]


def test_who_handed_one_out_before_goes_on_in_the_same_way(
    program: Program, day: str, reader: Reader
) -> None:
    program.workspace.set_meta("mask_form", "1")  # as the first version made them
    program.notes.add(day, FIRST)
    reader.gets()
    before = [one.id for one in reader.program.workspace.all(Note)]
    program.notes.add(day, SECOND)
    reader.gets()
    assert reader.reads() == [FIRST, SECOND]
    assert set(before) < {one.id for one in reader.program.workspace.all(Note)}
