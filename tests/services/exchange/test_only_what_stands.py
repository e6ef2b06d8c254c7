"""What the eye no longer sees does not travel, and both sides count the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carefacilitator.bundle.keys import Recipient
from carefacilitator.bundle.read import open_bundle
from carefacilitator.model.privacy.consent import OWN_GROUP
from carefacilitator.model.privacy.withheld import KeptBack
from carefacilitator.services.program import Program
from carefacilitator.storage import doctor
from carefacilitator.storage.workspace import open_workspace

UNSEEN = ("Participant 907", "Participant 909", "+1 555 0199", "first try", "never mind")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Program]:
    made = Program(open_workspace(tmp_path / "office"))
    made.identity.rename("Technical Secretariat")
    yield made
    made.close()


@pytest.fixture
def day(program: Program) -> str:
    """A workshop in which much was said that nobody sees any more."""
    workshop = program.workshops.create("Exchange", "2022-09-22").id
    reworded = program.notes.add(workshop, "Participant 907 is beaten by her husband")
    program.notes.edit(reworded.id, text="A woman told of violence at home")
    gone = program.notes.add(workshop, "The first try of Participant 907")
    program.notes.delete(gone.id)
    program.notes.add(workshop, "Participant 907: never mind")
    program.history.undo()
    line = program.people.walk_in(workshop, "Participant 909, Organisation 9", "1-am")
    program.people.edit(line.person.id, name="R.", phone="+1 555 0199")
    program.people.edit(line.person.id, phone="")
    agreed = {"store": "given", "share_secretariat": "given", "contact": "given"}
    program.people.consent(workshop, line.person.id, agreed)
    program.lessons.add(workshop, "Care is work", "strength")
    return workshop


def _everything(path: Path, program: Program) -> bytes:
    with open_bundle(path, [program.identity.own()]) as opened:
        names = opened._archive.names
        return b"\n".join(opened._archive.read(name, 2**31) for name in names)


def _seal(program: Program, day: str, out: Path, to: Recipient, **more: Any) -> Any:
    return program.sharing.export([day], out, [to], **more)


@pytest.mark.parametrize("anonymous", [False, True])
def test_it_is_in_no_member_of_the_bundle(
    program: Program, office: Program, day: str, tmp_path: Path, anonymous: bool
) -> None:
    to = office.identity.card().recipient()
    made = _seal(program, day, tmp_path / "a.carebundle", to, anonymous=anonymous)
    told = _everything(made.path, office).decode("utf-8", "replace")
    assert "A woman told of violence at home" in told
    for words in UNSEEN:
        assert words not in told
    assert made.kept_back.superseded
    assert made.kept_back.in_bin == 2


def test_own_group_has_all_of_it(program: Program, day: str, tmp_path: Path) -> None:
    own = program.identity.card().recipient()
    to = Recipient(age=own.age, name="us", role=OWN_GROUP)
    made = _seal(program, day, tmp_path / "a.carebundle", to)
    told = _everything(made.path, program).decode("utf-8", "replace")
    for words in UNSEEN[:-1]:
        assert words in told
    assert made.kept_back == KeptBack()
    assert program.arrivals.inspect(made.path).whole


def test_sender_and_reader_count_the_same(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    to = office.identity.card().recipient()
    seen = program.sharing.preview([day], [to])
    made = _seal(program, day, tmp_path / "a.carebundle", to)
    rehearsal = office.arrivals.rehearse(made.path)
    arriving = {one.kind: one.new for one in rehearsal.counts if one.new}
    assert arriving == seen.goes
    assert rehearsal.info.kept_back == seen.kept_back == made.kept_back
    records = {kind: n for kind, n in rehearsal.info.records.items() if kind != "attachment"}
    assert records == {kind: n for kind, n in seen.goes.items() if kind != "attachment"}


def test_the_reader_finds_it_neither_in_bin_nor_in_history_nor_by_search(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    made = _seal(program, day, tmp_path / "a.carebundle", office.identity.card().recipient())
    office.arrivals.apply(made.path, trust=True)
    assert office.past.binned() == []
    for note in office.notes.of(day):
        told = repr(office.past.of("note", note.note.id))
        assert "Participant 907" not in told
    assert office.finding.search("Participant") == []


def test_what_is_brought_back_completes_what_stayed(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    to = office.identity.card().recipient()
    office.arrivals.apply(_seal(program, day, tmp_path / "a.carebundle", to).path, trust=True)
    binned = next(one for one in program.past.binned(day) if "first try" in one.title)
    program.past.bring_back("note", binned.record)
    office.arrivals.apply(_seal(program, day, tmp_path / "b.carebundle", to).path)
    texts = {one.note.text for one in office.notes.of(day)}
    assert "The first try of Participant 907" in texts
    assert doctor.check(office.workspace) == []


def test_two_who_write_at_once_show_both_where_the_beginning_stayed(
    program: Program, office: Program, day: str, tmp_path: Path
) -> None:
    note = program.notes.add(day, "Water comes twice a week")
    to = office.identity.card().recipient()
    back = program.identity.card().recipient()
    office.arrivals.apply(_seal(program, day, tmp_path / "a.carebundle", to).path, trust=True)
    office.notes.edit(note.id, text="Water comes once a week")
    program.notes.edit(note.id, text="Water comes twice a month")
    returned = office.sharing.export([day], tmp_path / "b.carebundle", [back])
    program.arrivals.apply(returned.path, trust=True)
    office.arrivals.apply(_seal(program, day, tmp_path / "c.carebundle", to).path)
    here = next(one.note.text for one in program.notes.of(day) if one.note.id == note.id)
    there = next(one.note.text for one in office.notes.of(day) if one.note.id == note.id)
    assert here == there  # both hold the beginning: it was theirs before it was replaced
    assert [one.record for one in office.history.waiting()] == [note.id]
